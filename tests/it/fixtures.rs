//! Every kind of diagnostic in files that cause it: `tests/cases/diagnostics/CODE.txt`.
//!
//! A fixture is a list of files, `== path ==` and what it says; the last, `== expected ==`, is
//! what `hashiya check --format short` prints. What a fixture leaves out is that of
//! [`crate::reader::with_defaults`]. `UPDATE_EXPECTED=1` rewrites all expectations.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use hashiya::diagnostic::Code;
use hashiya::load::load;
use hashiya::resolve::Drafts;

use crate::reader;
use crate::reader::ReaderTest;

/// Codes that files in UTF-8 cannot cause; the tests below do.
const WITHOUT_FIXTURE: &[Code] = &[Code::InvalidUtf8, Code::SymlinkOutside];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/diagnostics")
}

pub(crate) struct Fixture {
    path: PathBuf,
    /// The code that its name promises.
    pub(crate) code: String,
    /// Everything before the expectation.
    given: String,
    expected: String,
    pub(crate) reader: ReaderTest,
}

const EXPECTED: &str = "== expected ==\n";

impl Fixture {
    fn read(path: PathBuf) -> Self {
        let text = fs::read_to_string(&path).expect("a fixture in UTF-8");
        let code = path.file_stem().expect("a file name").to_string_lossy().into_owned();
        let (given, expected) = text
            .split_once(EXPECTED)
            .unwrap_or_else(|| panic!("{} has no `{}`", path.display(), EXPECTED.trim()));
        let mut reader = ReaderTest::new();
        let mut file: Option<(String, String)> = None;
        for line in given.split_inclusive('\n') {
            let name =
                line.trim_end().strip_prefix("== ").and_then(|line| line.strip_suffix(" =="));
            if let Some(name) = name {
                if let Some((path, text)) = file.replace((name.to_owned(), String::new())) {
                    reader = reader.with(&path, text);
                }
            } else if let Some((_, text)) = &mut file {
                text.push_str(line);
            }
        }
        if let Some((path, text)) = file {
            reader = reader.with(&path, text);
        }
        Self { code, given: given.to_owned(), expected: expected.to_owned(), reader, path }
    }

    fn told(&self) -> String {
        self.reader.build_with(Drafts::Included).told()
    }
}

pub(crate) fn fixtures() -> Vec<Fixture> {
    let entries = fs::read_dir(folder()).expect("the folder of the fixtures");
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.expect("a readable folder").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    paths.into_iter().map(Fixture::read).collect()
}

/// The lines of two texts that are not in both.
fn difference(expected: &str, found: &str) -> String {
    let missing = expected.lines().filter(|line| !found.lines().any(|other| other == *line));
    let surplus = found.lines().filter(|line| !expected.lines().any(|other| other == *line));
    let missing = missing.map(|line| format!("  - {line}\n"));
    let surplus = surplus.map(|line| format!("  + {line}\n"));
    let lines: String = missing.chain(surplus).collect();
    if lines.is_empty() { "  the order differs\n".to_owned() } else { lines }
}

#[test]
fn every_fixture_is_told_as_expected() {
    let mut differences = String::new();
    for fixture in fixtures() {
        let told = fixture.told();
        if told == fixture.expected {
            continue;
        }
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            fs::write(&fixture.path, format!("{}{EXPECTED}{told}", fixture.given))
                .expect("a fixture that can be written");
        } else {
            let difference = difference(&fixture.expected, &told);
            differences.extend([&fixture.code, ":\n", &*difference]);
        }
    }
    assert!(differences.is_empty(), "\n{differences}UPDATE_EXPECTED=1 takes these over");
}

#[test]
fn every_code_has_a_fixture_that_causes_it() {
    let fixtures = fixtures();
    let mut problems = Vec::new();
    let with_fixture: BTreeSet<&str> = fixtures.iter().map(|each| each.code.as_str()).collect();
    for code in Code::ALL {
        let is_wanted = !WITHOUT_FIXTURE.contains(code);
        if is_wanted && !with_fixture.contains(code.name()) {
            problems.push(format!("{} has no fixture", code.name()));
        }
    }
    for fixture in &fixtures {
        if fixture.code.parse::<Code>().is_err() {
            problems.push(format!("{}.txt is left over: there is no such code", fixture.code));
        } else if !fixture.expected.contains(&format!("[{}]", fixture.code)) {
            problems.push(format!("{}.txt does not cause its code", fixture.code));
        }
    }
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn a_file_in_another_encoding_is_told_at_its_first_byte() {
    let mut windows_1256 = reader::original("").into_bytes();
    windows_1256.extend(b"Yalta, \xC7\xE1\xE3\xED\xCB\xC7\xDE\n"); // "the Charter"
    let built = reader!["content/texts/charter/ar.md" => windows_1256].build();
    built.warns("invalid-utf8", "content/texts/charter/ar.md:5:8");
}

#[test]
fn settings_in_another_encoding_are_told_too() {
    let mut settings = b"# \xC7\xE1\n".to_vec();
    settings.extend(reader::SETTINGS.bytes());
    reader!["site.toml" => settings].build().warns("invalid-utf8", "site.toml:1:3");
}

#[cfg(unix)]
mod links {
    use std::os::unix::fs::symlink;

    use hashiya::load::load_theme;
    use hashiya::source::{Span, Spanned};

    use super::*;

    /// What is told when `content/texts/charter/en.md` is a link to `target`, which stands at
    /// the root of the project.
    fn told_of_link_to(target: &str) -> Vec<&'static str> {
        let folder = reader!["notes/charter.md" => reader::translation("Words.")].on_disk();
        symlink(folder.path().join(target), folder.path().join("content/texts/charter/en.md"))
            .expect("a link");
        let loaded = load(folder.path()).expect("readable files");
        loaded.diagnostics.iter().map(|diagnostic| diagnostic.code.name()).collect()
    }

    #[test]
    fn a_link_out_of_content_is_an_error() {
        assert_eq!(told_of_link_to("notes/charter.md"), ["symlink-outside"]);
        assert_eq!(told_of_link_to("notes"), ["symlink-outside"]);
    }

    #[test]
    fn a_link_in_a_theme_is_an_error_wherever_it_leads() {
        let folder = reader!["themes/warraq/theme.toml" => "extends = \"warraq\"\n"].on_disk();
        let link = folder.path().join("themes/warraq/assets.css");
        symlink(folder.path().join("themes/warraq/theme.toml"), link).expect("a link");
        let name = Spanned::new(Span::default(), "warraq".to_owned());
        let theme = load_theme(folder.path(), &name).expect("readable files");
        let told: Vec<(&str, &str)> =
            theme.diagnostics.iter().map(|each| (each.code.name(), each.path.as_str())).collect();
        assert_eq!(told, [("symlink-outside", "themes/warraq/assets.css")]);
    }

    #[test]
    fn a_link_that_leads_nowhere_or_to_itself_is_an_error() {
        assert_eq!(told_of_link_to("notes/chater.md"), ["symlink-outside"]);
        assert_eq!(told_of_link_to("content"), ["symlink-outside"]);
        assert_eq!(told_of_link_to("content/texts/charter/en.md"), ["symlink-outside"]);
    }

    #[test]
    fn a_link_within_content_is_followed() {
        let folder = reader!["content/home/en.md" => "---\ntitle: Home\n---\nWords.\n"].on_disk();
        symlink("../home", folder.path().join("content/texts/peace")).expect("a link");
        let loaded = load(folder.path()).expect("readable files");
        assert_eq!(loaded.diagnostics, []);
        let paths = loaded.value.files.iter().map(|file| file.path.as_str().to_owned());
        assert!(paths.collect::<Vec<_>>().contains(&"content/texts/peace/en.md".to_owned()));
    }
}

/// What is told of settings that name a dictionary, with the two files of one at the root.
fn told_of_dictionary(named: &str) -> String {
    let settings = format!("{}\n[text]\ndictionary = \"{named}\"\n", reader::SETTINGS);
    let reader = reader![
        "site.toml" => settings,
        "fa.dic" => "1\nسنگلاخ\n", // "rocky ground"
        "fa.aff" => "SET UTF-8\n",
    ];
    let folder = reader.on_disk();
    let loaded = load(folder.path()).expect("readable files");
    assert_eq!(loaded.value.dictionary.is_some(), loaded.diagnostics.is_empty());
    let told =
        loaded.diagnostics.iter().map(|each| format!("{} {}\n", each.code.name(), each.message));
    told.collect()
}

#[test]
fn a_dictionary_that_is_not_there_is_told() {
    assert_eq!(told_of_dictionary("fa.dic"), "");
    assert_eq!(told_of_dictionary("words/fa.dic"), "unknown-file no file `words/fa.aff`\n");
    assert_eq!(told_of_dictionary("../fa.dic"), "unknown-file `../fa.dic` names no dictionary\n");
    assert_eq!(told_of_dictionary("fa.aff"), "unknown-file `fa.aff` names no dictionary\n");
}
