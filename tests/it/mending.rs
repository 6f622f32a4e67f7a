//! What `check --fix` makes of files, and what it leaves.
//!
//! `tests/cases/mend/NAME.txt` is a list of files, `== path ==` and what it says; behind them
//! `== path after --fix ==` and `== path after --fix=all ==`, for each file that is changed.
//! `UPDATE_EXPECTED=1` rewrites all expectations.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use hashiya::check;
use hashiya::diagnostic::{self, Diagnostic, Severity};
use hashiya::lint;
use hashiya::load::{Sources, load};
use hashiya::mend::{Mended, mend};
use hashiya::parse::parse;
use hashiya::resolve::{Drafts, resolve};
use hashiya::text::Class;

use crate::reader;
use crate::reader::{ReaderTest, original};

const LEVELS: [(&str, Class); 2] = [("--fix", Class::Silent), ("--fix=all", Class::Stated)];

fn sources(reader: &ReaderTest) -> Sources {
    load(reader.on_disk().path()).expect("readable files").value
}

fn mended(sources: &Sources, up_to: Class) -> Mended {
    mend(sources, up_to, &BTreeSet::new())
}

/// The reader with what has been mended.
fn with(reader: &ReaderTest, mended: &Mended) -> ReaderTest {
    let files = mended.files.iter();
    files.fold(reader.clone(), |reader, (path, file)| reader.with(path.as_str(), &*file.text))
}

/// The heading of a section, and what stands below it.
type Section<'t> = (&'t str, String);

/// The files of a case, and what is expected of them by the rest of a heading.
fn sections(text: &str) -> (Vec<Section<'_>>, Vec<Section<'_>>) {
    let (mut given, mut expected) = (Vec::new(), Vec::new());
    let mut section: Option<&mut Section> = None;
    for line in text.split_inclusive('\n') {
        let name = line.trim_end().strip_prefix("== ").and_then(|line| line.strip_suffix(" =="));
        if let Some(name) = name {
            let list = if name.contains(" after ") { &mut expected } else { &mut given };
            list.push((name, String::new()));
            section = list.last_mut();
        } else if let Some((_, text)) = &mut section {
            text.push_str(line);
        }
    }
    (given, expected)
}

#[test]
fn every_case_is_mended_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/mend");
    let entries = fs::read_dir(folder).expect("the folder of the cases");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    paths.sort();
    let mut wrong = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).expect("a case in UTF-8");
        let (given, expected) = sections(&text);
        let reader =
            given.iter().fold(ReaderTest::new(), |reader, (path, text)| reader.with(path, &**text));
        let sources = sources(&reader);
        let mut found = String::new();
        for (option, up_to) in LEVELS {
            for (path, file) in mended(&sources, up_to).files {
                _ = write!(found, "== {path} after {option} ==\n{}", file.text);
            }
        }
        let mut told = String::new();
        for (name, text) in &expected {
            _ = write!(told, "== {name} ==\n{text}");
        }
        if found == told {
            continue;
        }
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            let given = &text[..text.len() - told.len()];
            fs::write(&path, format!("{given}{found}")).expect("a case that can be written");
        } else {
            wrong.push(format!("{}:\n{found}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "\n{}\nUPDATE_EXPECTED=1 takes these over", wrong.join("\n"));
}

/// Every reader that a test of diagnostics or of mending has.
fn all_readers() -> Vec<(String, ReaderTest)> {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut readers = Vec::new();
    for folder in ["diagnostics", "mend"] {
        for entry in fs::read_dir(cases.join(folder)).expect("a folder of cases") {
            let path = entry.expect("a readable folder").path();
            let text = fs::read_to_string(&path).expect("a case in UTF-8");
            let (given, _) = sections(&text);
            let given = given.iter().filter(|(name, _)| *name != "expected");
            let reader =
                given.fold(ReaderTest::new(), |reader, (path, text)| reader.with(path, &**text));
            readers.push((path.display().to_string(), reader));
        }
    }
    readers.sort_by(|a, b| a.0.cmp(&b.0));
    readers
}

fn diagnostics(sources: &Sources) -> Vec<Diagnostic> {
    check(sources, Drafts::Included).diagnostics
}

fn errors(diagnostics: &[Diagnostic]) -> BTreeMap<&str, usize> {
    let mut errors = BTreeMap::new();
    for each in diagnostics.iter().filter(|each| each.severity() == Severity::Error) {
        *errors.entry(each.code.name()).or_insert(0) += 1;
    }
    errors
}

#[test]
fn mending_causes_no_error_and_twice_is_once() {
    for (name, reader) in all_readers() {
        let before = sources(&reader);
        let told = diagnostics(&before);
        for (_, up_to) in LEVELS {
            let after = sources(&with(&reader, &mended(&before, up_to)));
            let told_after = diagnostics(&after);
            for (code, count) in errors(&told_after) {
                let known = errors(&told).get(code).copied().unwrap_or(0);
                assert!(count <= known, "{name}: {count} {code}, before it {known}");
            }
            assert!(mended(&after, up_to).files.is_empty(), "{name}: mended twice");
        }
    }
}

/// A project on disk, mended by the program: its exit status and what it said on standard error.
fn run(root: &Path, arguments: &[&str]) -> (i32, String) {
    let output = Command::new(assert_cmd::cargo::cargo_bin!("hashiya"))
        .arg("check")
        .args(arguments)
        .arg("--root")
        .arg(root)
        .env("NO_COLOR", "1")
        .output()
        .expect("the program runs");
    let told = String::from_utf8(output.stderr).expect("UTF-8");
    (output.status.code().expect("an exit status"), told)
}

const CHARTER: &str = "content/texts/charter/ar.md";

#[test]
fn the_program_says_what_it_mended_and_what_is_left() {
    let folder = reader![CHARTER => original("نص ، و\"نص\".\n")].on_disk(); // "a text, and «a text»"
    let (status, told) = run(folder.path(), &["--fix", "--strict"]);
    assert_eq!(status, 1, "{told}");
    assert!(told.contains("content/texts/charter/ar.md: 1 space-punct mended"), "{told}");
    assert!(told.contains("1 place mended"), "{told}");
    assert!(told.contains("quote-straight"), "{told}");
    let (status, told) = run(folder.path(), &["--fix=all", "--strict"]);
    assert_eq!(status, 0, "{told}");
    assert!(told.contains("2 places mended in 1 file"), "{told}");
    let text = fs::read_to_string(folder.path().join(CHARTER)).expect("the file");
    assert_eq!(text, original("نص، و«نص».\n"));
    let (_, told) = run(folder.path(), &["--fix=all"]);
    assert!(told.contains("nothing was mended"), "{told}");
}

#[test]
fn line_ends_and_a_byte_order_mark_stay() {
    let before = "\u{FEFF}".to_owned() + &original("نص ، أول\nو ثان ؛ نص.\n").replace('\n', "\r\n");
    let folder = reader![CHARTER => before.clone()].on_disk();
    run(folder.path(), &["--fix"]);
    let text = fs::read_to_string(folder.path().join(CHARTER)).expect("the file");
    assert_eq!(text, before.replace(" ،", "،").replace(" ؛", "؛"));
}

#[test]
fn a_file_that_is_not_utf_8_stays() {
    let mut before = original("نص ، أول. ").into_bytes();
    before.extend(b"\xC7\n");
    let folder = reader![CHARTER => before.clone()].on_disk();
    let (status, told) = run(folder.path(), &["--fix"]);
    assert_eq!(status, 1);
    assert!(told.contains("error[invalid-utf8]"), "{told}");
    assert_eq!(fs::read(folder.path().join(CHARTER)).expect("the file"), before);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn permissions_stay_and_nothing_is_left_beside_the_file() {
        let folder = reader![CHARTER => original("نص ، أول.\n")].on_disk();
        let path = folder.path().join(CHARTER);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("permissions");
        run(folder.path(), &["--fix"]);
        assert_eq!(fs::read_to_string(&path).expect("the file"), original("نص، أول.\n"));
        let mode = fs::metadata(&path).expect("the file").permissions().mode();
        assert_eq!(mode & 0o777, 0o640);
        let beside = fs::read_dir(path.parent().expect("a folder")).expect("the folder");
        assert_eq!(beside.count(), 1);
    }

    #[test]
    fn a_symbolic_link_stays_a_link() {
        let page = "---\ntitle: عن\n---\nنص ، أول.\n"; // "about"
        let folder = reader!["content/pages/about/ar.md" => page].on_disk();
        let link = folder.path().join("content/home/ar.md");
        fs::create_dir_all(link.parent().expect("a folder")).expect("a new folder");
        symlink("../pages/about/ar.md", &link).expect("a link");
        let (_, told) = run(folder.path(), &["--fix"]);
        assert!(told.contains("content/home/ar.md: left as it is"), "{told}");
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&link).expect("the file"), page.replace(" ،", "،"));
    }

    #[test]
    fn a_folder_that_cannot_be_written_to_loses_nothing() {
        let folder = reader![CHARTER => original("نص ، أول.\n")].on_disk();
        let path = folder.path().join(CHARTER);
        let parent = path.parent().expect("a folder");
        fs::set_permissions(parent, fs::Permissions::from_mode(0o555)).expect("permissions");
        let (status, _) = run(folder.path(), &["--fix"]);
        fs::set_permissions(parent, fs::Permissions::from_mode(0o755)).expect("permissions");
        let text = fs::read_to_string(&path).expect("the file");
        // Whoever may write everywhere has mended it.
        let is_root = text == original("نص، أول.\n");
        assert!(is_root || status == 2 && text == original("نص ، أول.\n"));
    }
}

#[test]
fn problems_told_in_parts_are_all_problems_in_order() {
    for (name, reader) in all_readers() {
        let sources = sources(&reader);
        let parsed = parse(&sources);
        let kept = parsed.value.clone();
        let mut found = parsed.and_then(|parsed| resolve(parsed, Drafts::Included)).diagnostics;
        diagnostic::sort(&mut found);
        let parts = diagnostic::in_parts(found, lint::lint_in_parts(&sources, &kept));
        assert_eq!(parts.flatten().collect::<Vec<_>>(), diagnostics(&sources), "{name}");
    }
}
