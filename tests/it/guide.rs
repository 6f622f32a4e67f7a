//! The guide in `content/pages/guide*`: its examples are built, and it explains every diagnostic.
//!
//! Examples are fenced code with words behind the language:
//!
//! | words | meaning |
//! |---|---|
//! | `file=PATH` | a whole file |
//! | `into=PATH` | lines for that file: settings, front matter, or the end of a text |
//! | `fails=CODE` | with one of these: it causes this diagnostic, and is left out otherwise |
//!
//! Those of one file of the guide are one reader, with [`reader::with_defaults`] behind them. It is
//! built strictly.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use hashiya::diagnostic::{self, Code, Severity, Strictness};
use hashiya::text::{SEARCH_VERSION, fold};

use crate::reader::{CHARTER, ReaderTest, SETTINGS};

/// Languages of code that an author writes, so that each example in them is built.
const BUILT: &[&str] = &["toml", "yaml", "markdown"];

/// A list of the program, not examples of this guide; they are those of `tests/cases/diagnostics`.
const DIAGNOSTICS: &str = "content/pages/guide-diagnostics/en.md";

/// Fenced code.
struct Example {
    line: usize,
    /// What stands behind the opening fence.
    info: String,
    text: String,
}

impl Example {
    fn word(&self, key: &str) -> Option<&str> {
        self.info.split_whitespace().find_map(|word| word.strip_prefix(key)?.strip_prefix('='))
    }

    fn language(&self) -> &str {
        self.info.split_whitespace().next().unwrap_or_default()
    }
}

/// The files of the guide, by their paths below the root.
fn guide() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = walkdir::WalkDir::new(root.join("content/pages")).sort_by_file_name();
    let files = pages.into_iter().filter_map(|entry| {
        let entry = entry.expect("a readable folder");
        let path = entry.path().strip_prefix(root).expect("it is below the root");
        let path = path.to_str().expect("a name in Unicode").replace('\\', "/");
        let is_of_guide = path.starts_with("content/pages/guide") && entry.file_type().is_file();
        is_of_guide.then(|| (path, fs::read_to_string(entry.path()).expect("a file in UTF-8")))
    });
    let files: Vec<_> = files.collect();
    assert!(files.len() > 1, "the guide has moved");
    files
}

fn examples(page: &str) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut open: Option<(String, usize, Example)> = None;
    for (number, line) in page.lines().enumerate() {
        let bare = line.trim_start();
        let ticks = &bare[..bare.len() - bare.trim_start_matches('`').len()];
        match &mut open {
            Some((fence, ..)) if bare == fence => {
                examples.extend(open.take().map(|(_, _, example)| example));
            }
            Some((_, indent, example)) => {
                example.text.push_str(line.get(*indent..).unwrap_or_default());
                example.text.push('\n');
            }
            None if ticks.len() >= 3 => {
                let info = bare[ticks.len()..].to_owned();
                let example = Example { line: number + 1, info, text: String::new() };
                open = Some((ticks.to_owned(), line.len() - bare.len(), example));
            }
            None => {}
        }
    }
    assert!(open.is_none(), "a code fence is not closed");
    examples
}

/// The reader with an example in it; whole files come before what goes into them.
fn with(reader: ReaderTest, example: &Example) -> Result<ReaderTest, String> {
    if let Some(path) = example.word("file") {
        return Ok(reader.with(path, example.text.clone()));
    }
    let Some(path) = example.word("into") else {
        return Err("it says neither `file=` nor `into=`".to_owned());
    };
    let files = reader.files();
    let Some(bytes) = files.get(path) else {
        return Err(format!("there is no {path} into which it could go"));
    };
    let before = String::from_utf8(bytes.clone()).expect("UTF-8");
    let text = &example.text;
    let after = match example.language() {
        "toml" if !text.starts_with('[') => format!("{text}\n{before}"),
        "yaml" => {
            let end = before[3..].find("\n---\n").map(|at| at + 4);
            let end = end.ok_or_else(|| format!("{path} has no front matter"))?;
            format!("{}{text}{}", &before[..end], &before[end..])
        }
        _ => format!("{before}\n{text}"),
    };
    Ok(reader.with(path, after))
}

fn problems(page: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let mut reader = ReaderTest::new();
    let mut failing: Vec<(Example, String)> = Vec::new();
    let mut all = examples(page);
    all.sort_by_key(|example| example.word("file").is_none());
    for example in all {
        let is_named = example.word("file").or(example.word("into")).is_some();
        if !is_named && !BUILT.contains(&example.language()) {
            continue;
        }
        if let Some(code) = example.word("fails").map(str::to_owned) {
            failing.push((example, code));
            continue;
        }
        match with(reader.clone(), &example) {
            Ok(whole) => reader = whole,
            Err(problem) => problems.push(format!("{}: {problem}", example.line)),
        }
    }
    let built = reader.build();
    if !diagnostic::passes(&built.diagnostics, Strictness::Strict) {
        problems.push(format!("its examples together:\n{}", built.told()));
    }
    for (example, code) in failing {
        let told = match with(reader.clone(), &example) {
            Ok(whole) => whole.build().told(),
            Err(problem) => problem,
        };
        if !told.contains(&format!("[{code}]")) {
            problems.push(format!("{}: no {code}, but:\n{told}", example.line));
        }
    }
    problems
}

#[test]
fn examples_of_the_guide_are_built() {
    let mut told = String::new();
    for (path, page) in guide().iter().filter(|(path, _)| path != DIAGNOSTICS) {
        for problem in problems(page) {
            _ = writeln!(told, "{path}:{problem}");
        }
    }
    assert!(told.is_empty(), "\n{told}");
}

#[test]
fn an_example_that_is_wrong_is_told() {
    let fenced = |info: &str, text: &str| format!("```{info}\n{text}\n```\n");
    assert_eq!(problems(&fenced("text", "…")), [""; 0]);
    assert_eq!(problems(&fenced("toml file=site.toml", SETTINGS)), [""; 0]);
    let path = "content/texts/charter/ar.md";
    assert_eq!(problems(&fenced(&format!("yaml into={path}"), "authors: [A]")), [""; 0]);
    assert_eq!(problems(&fenced(&format!("markdown file={path}"), CHARTER.trim_end())), [""; 0]);
    for wrong in [
        fenced("yaml", "authors: [A]"),
        fenced(&format!("yaml into={path}"), "author: A"),
        fenced(&format!("yaml into={path} fails=unknown-key"), "authors: [A]"),
        fenced("yaml into=content/texts/peace/ar.md", "authors: [A]"),
    ] {
        assert_eq!(problems(&wrong).len(), 1, "{wrong}");
    }
}

/// The part of the page that lists diagnostics.
fn list_of_diagnostics() -> String {
    let mut list = String::new();
    for (severity, heading) in [
        (Severity::Error, "Errors"),
        (Severity::Warning, "Warnings"),
        (Severity::Notice, "Notices"),
    ] {
        _ = writeln!(list, "## {heading}\n");
        let codes = Code::ALL.iter().filter(|code| code.severity() == severity);
        let links = codes.clone().map(|code| format!("[`{0}`](#{0})", code.name()));
        _ = writeln!(list, "{}\n", links.collect::<Vec<_>>().join(" · "));
        for code in codes {
            _ = writeln!(list, "### `{}`\n\n{}", code.name(), unwrapped(&code.explanation()));
        }
    }
    list.trim_end().to_owned() + "\n"
}

/// A paragraph a line; the labels of examples and remedies stand out.
fn unwrapped(explanation: &str) -> String {
    let mut out = String::new();
    let mut is_code = false;
    let mut is_open = false;
    for line in explanation.lines() {
        let is_fence = line.starts_with("```");
        if is_open && (is_code || is_fence || line.is_empty()) {
            out.push('\n');
            is_open = false;
        }
        if is_code || is_fence || line.is_empty() {
            out.push_str(line);
            out.push('\n');
            is_code ^= is_fence;
            continue;
        }
        if is_open {
            out.push(' ');
            out.push_str(line);
        } else if let Some((label, rest)) =
            line.split_once(':').filter(|(label, _)| ["Example", "Remedy"].contains(label))
        {
            _ = write!(out, "*{label}:*{rest}");
        } else {
            out.push_str(line);
        }
        is_open = true;
    }
    if is_open {
        out.push('\n');
    }
    out
}

#[test]
fn the_guide_explains_every_diagnostic_as_the_program_does() {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join(DIAGNOSTICS);
    let page = fs::read_to_string(&path).expect("a page in UTF-8");
    let at = page.find("## Errors\n").expect("a heading before the list");
    let (introduction, list) = page.split_at(at);
    let expected = list_of_diagnostics();
    if list == expected {
        return;
    }
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        fs::write(&path, format!("{introduction}{expected}")).expect("a page that can be written");
        return;
    }
    let differing = list.lines().zip(expected.lines()).find(|(one, other)| one != other);
    panic!("{DIAGNOSTICS} differs: {differing:#?}\nUPDATE_EXPECTED=1 takes the list over");
}

#[test]
fn the_guide_names_no_diagnostic_that_there_is_not() {
    let mut unknown = String::new();
    for (path, page) in guide() {
        for link in page.split("guide-diagnostics/en.md#").skip(1) {
            let end = link.find(|ch: char| !ch.is_ascii_lowercase() && ch != '-');
            let name = &link[..end.unwrap_or(link.len())];
            if name.parse::<Code>().is_err() && !["errors", "warnings", "notices"].contains(&name) {
                _ = writeln!(unknown, "{path}: {name}");
            }
        }
    }
    assert!(unknown.is_empty(), "\n{unknown}");
}

/// The characters that a cell of the table names, `U+0627`.
fn named(cell: &str) -> Vec<char> {
    let digits = cell.split("U+").skip(1).map(|rest| &rest[..4]);
    digits.filter_map(|digits| char::from_u32(u32::from_str_radix(digits, 16).ok()?)).collect()
}

#[test]
fn the_guide_has_the_folding_table() {
    let page = guide().into_iter().find(|(path, _)| path.ends_with("guide-words/en.md"));
    let (_, page) = page.expect("a page on words");
    let section = page.split("## The folding table").nth(1).expect("a table");
    let section = section.split("\n## ").next().expect("a section");
    assert!(section.contains(&format!("Version {SEARCH_VERSION}.")), "the version has changed");
    let mut listed: Vec<char> = Vec::new();
    for row in section.lines().filter(|line| line.contains("U+")) {
        let [_, folded, from, _] = row.split('|').collect::<Vec<_>>()[..] else {
            panic!("no row of two cells: {row}");
        };
        let variants = named(from);
        for variant in named(folded).iter().chain(&variants) {
            assert!(row.contains(&format!("`{variant}` U+{:04X}", *variant as u32)), "{row}");
            assert_eq!(
                named(folded),
                fold(&variant.to_string()).as_str().chars().collect::<Vec<_>>()
            );
        }
        listed.extend(variants);
    }
    for letter in ('\u{0620}'..='\u{06FF}').filter(|letter| letter.is_alphabetic()) {
        let folded = fold(&letter.to_string()).into_string();
        let is_itself = folded.is_empty() || folded == letter.to_string();
        assert_eq!(is_itself, !listed.contains(&letter), "{letter} is folded to {folded}");
    }
}
