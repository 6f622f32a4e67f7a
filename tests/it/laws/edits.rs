//! A check that remembers knows what a check from the beginning knows.

use std::path::Path;
use std::sync::Arc;

use hashiya::load::{BUILT_IN_THEME, Sources, Theme, load, load_theme};
use hashiya::resolve::{Drafts, Reader};
use hashiya::source::{SourceFile, Span, Spanned};
use hashiya::{Memory, check, check_again, render};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::reader::{Files, bytes_of};

/// A change that an author may make.
#[derive(Clone, Debug)]
enum Edit {
    /// Deletes a line.
    Cut(Index, Index),
    /// Writes a line twice.
    Double(Index, Index),
    /// Puts a line of one file into another.
    Move(Index, Index, Index, Index),
    /// Takes the file away.
    Delete(Index),
    /// Saves the file as it is.
    Touch(Index),
}

fn edit() -> impl Strategy<Value = Edit> {
    let index = any::<Index>;
    prop_oneof![
        4 => (index(), index()).prop_map(|(file, line)| Edit::Cut(file, line)),
        3 => (index(), index()).prop_map(|(file, line)| Edit::Double(file, line)),
        3 => (index(), index(), index(), index()).prop_map(|(a, b, c, d)| Edit::Move(a, b, c, d)),
        1 => index().prop_map(Edit::Delete),
        1 => index().prop_map(Edit::Touch),
    ]
}

impl Edit {
    fn apply(&self, sources: &mut Sources) {
        let files = &mut sources.files;
        let count = files.len();
        if count == 0 {
            return;
        }
        match self {
            Self::Cut(file, line) => change(&mut files[file.index(count)], |lines| {
                lines.remove(line.index(lines.len()));
            }),
            Self::Double(file, line) => change(&mut files[file.index(count)], |lines| {
                let line = line.index(lines.len());
                lines.insert(line, lines[line].clone());
            }),
            Self::Move(from, line, to, place) => {
                let source = &files[from.index(count)].text;
                let lines: Vec<&str> = source.split_inclusive('\n').collect();
                let words =
                    lines.get(line.index(lines.len().max(1))).map(|line| (*line).to_owned());
                change(&mut files[to.index(count)], |lines| {
                    lines.insert(place.index(lines.len()), words.unwrap_or_default());
                });
            }
            Self::Delete(file) => {
                files.remove(file.index(count));
            }
            Self::Touch(file) => change(&mut files[file.index(count)], |_| {}),
        }
    }
}

fn change(file: &mut Arc<SourceFile>, edit: impl FnOnce(&mut Vec<String>)) {
    let mut lines: Vec<String> = file.text.split_inclusive('\n').map(str::to_owned).collect();
    if !lines.is_empty() {
        edit(&mut lines);
    }
    *file = Arc::new(SourceFile::new(file.path.clone(), lines.concat()));
}

fn everything() -> (Sources, Arc<Theme>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/build/everything/site");
    let sources = load(&root).expect("readable files").value;
    let name = Spanned::new(Span::default(), BUILT_IN_THEME.to_owned());
    let theme = load_theme(&root, &name).expect("the theme is compiled in").value;
    (sources, Arc::new(theme))
}

fn site(reader: Reader, theme: &Arc<Theme>, memory: &mut render::Memory) -> Option<Files> {
    let site = render::render_again(reader, Arc::clone(theme), memory).value?;
    bytes_of(&site).ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_is_remembered_is_what_would_be_found(edits in prop::collection::vec(edit(), 1..5)) {
        let (mut sources, theme) = everything();
        let mut memory = Memory::default();
        let mut rendered = render::Memory::default();
        check_again(&sources, Drafts::Included, &mut memory);
        for edit in &edits {
            edit.apply(&mut sources);
            let (again, problems) = check_again(&sources, Drafts::Included, &mut memory);
            let afresh = check(&sources, Drafts::Included);
            prop_assert_eq!(&problems.sorted(), &afresh.diagnostics);
            let afresh = site(afresh.value, &theme, &mut render::Memory::default());
            prop_assert_eq!(site(again, &theme, &mut rendered), afresh);
        }
    }
}
