//! When the words of two blocks are the same, however they are spelled.

use std::sync::Arc;

use hashiya::load::Sources;
use hashiya::parse::parse;
use hashiya::source::{SourceFile, SourcePath};
use hashiya::text::Fingerprint;

use crate::reader::original;

/// The fingerprints of the blocks of an original.
pub(crate) fn fingerprints(body: &str) -> Vec<Fingerprint> {
    let path = SourcePath::new("content/texts/charter/ar.md");
    let file = Arc::new(SourceFile::new(path, original(body)));
    let sources = Sources { files: vec![file], ..Sources::default() };
    let parsed = parse(&sources).value;
    parsed.texts.values().next().expect("a text").original.body.fingerprints()
}

#[test]
fn a_spelling_that_is_mended_changes_no_words() {
    let mut wrong = Vec::new();
    let rows = include_str!("../../cases/text/fingerprints.tsv").lines();
    for row in rows.filter(|row| !row.starts_with('#')) {
        let cells: Vec<&str> = row.split('\t').collect();
        let &[expected, one, other, _] = &cells[..] else { panic!("four cells: {row}") };
        let is_same = fingerprints(one) == fingerprints(other);
        if is_same != (expected == "same") {
            wrong.push(row);
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn lines_and_markup_of_blocks_are_no_words() {
    let one = "# الأمن\n\nسطر\nثان\n\n- أول\n- ثان\n\n| أ | ب |\n|---|---|\n| ج | د |\n";
    let other = "الأمن\n=====\n\nسطر ثان\n\n* أول\n\n* **ثان**\n\nأ|ب\n:-:|---\nج|د\n";
    assert_eq!(fingerprints(one), fingerprints(other));
    assert_eq!(fingerprints(one).len(), 4);
}

#[test]
fn words_that_move_to_another_item_or_cell_change_the_block() {
    assert_ne!(fingerprints("- one two\n- three\n"), fingerprints("- one\n- two three\n"));
    let table = |cells: &str| fingerprints(&format!("| a | b |\n|---|---|\n{cells}\n"));
    assert_ne!(table("| one two | three |"), table("| one | two three |"));
}

#[test]
fn a_footnote_belongs_to_the_blocks_that_call_it() {
    let body = |note: &str| fingerprints(&format!("one[^a]\n\ntwo\n\n[^a]: {note}\n"));
    let (before, after) = (body("see there"), body("see here"));
    assert_ne!(before[0], after[0]);
    assert_eq!(before[1], after[1]);
}

#[test]
fn footnotes_may_call_each_other() {
    let notes = "one[^a]\n\n[^a]: a[^b]\n\n[^b]: b[^a]\n";
    assert_eq!(fingerprints(notes).len(), 1);
}
