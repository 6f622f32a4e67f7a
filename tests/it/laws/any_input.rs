//! Whatever stands in the files: no panic, and every diagnostic at a place that is there.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use hashiya::diagnostic::format::{Colour, Texts, human, json, short};
use hashiya::diagnostic::{Diagnostic, MessageLanguage, Severity};
use hashiya::load::{Sources, Theme, load_theme};
use hashiya::mend::mend;
use hashiya::parse::{Body, body_of, has_same_outline};
use hashiya::render;
use hashiya::resolve::Drafts;
use hashiya::source::{SourceFile, SourcePath};
use hashiya::text::Class;
use proptest::prelude::*;
use proptest::sample::select;

use crate::reader;
use crate::reader::{Files, bytes_of, has_extension};

fn theme() -> Arc<Theme> {
    static THEME: OnceLock<Arc<Theme>> = OnceLock::new();
    let theme = THEME.get_or_init(|| {
        let reader =
            hashiya::check(&sources(&reader::with_defaults(Files::new())), Drafts::Included);
        let theme = load_theme(Path::new("/nowhere"), &reader.value.config.theme);
        Arc::new(theme.expect("the theme is compiled in").value)
    });
    Arc::clone(theme)
}

/// What [`hashiya::load::load`] makes of such files.
fn sources(files: &Files) -> Sources {
    let file = |(path, bytes): (&String, &Vec<u8>)| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        Arc::new(SourceFile::new(SourcePath::new(path), text))
    };
    let config = files.get_key_value("site.toml").map(file);
    let mut contents: Vec<_> =
        files.iter().filter(|(path, _)| has_extension(path, "md")).map(file).collect();
    contents.sort_by(|a, b| a.path.cmp(&b.path));
    Sources { config, files: contents, ..Sources::default() }
}

/// The places of a diagnostic are bytes of its file, on character boundaries.
fn is_in_its_file(diagnostic: &Diagnostic, sources: &Sources) -> Result<(), TestCaseError> {
    let text = sources.text(&diagnostic.path).unwrap_or_default();
    let spans = std::iter::once(diagnostic.span).chain(diagnostic.fixes.iter().map(|fix| fix.span));
    for span in spans {
        prop_assert!(text.get(span.range()).is_some(), "{diagnostic:?} in {text:?}");
    }
    Ok(())
}

/// What is mended says the same in Markdown, causes no error, and needs no mending.
fn mends(sources: &Sources) -> Result<(), TestCaseError> {
    let errors = |sources: &Sources| {
        let told = hashiya::check(sources, Drafts::Included).diagnostics;
        told.iter().filter(|each| each.severity() == Severity::Error).count()
    };
    for up_to in [Class::Silent, Class::Stated] {
        let mended = mend(sources, up_to, &BTreeSet::new());
        if mended.files.is_empty() {
            continue;
        }
        let file = |file: &Arc<SourceFile>| match mended.files.get(&file.path) {
            Some(mended) => Arc::new(SourceFile::new(file.path.clone(), mended.text.clone())),
            None => Arc::clone(file),
        };
        let files = sources.files.iter().map(file).collect();
        let after = Sources { config: sources.config.clone(), files, ..Sources::default() };
        for (before, after) in sources.files.iter().zip(&after.files) {
            let (before, after) = (body_of(&before.text), body_of(&after.text));
            prop_assert!(has_same_outline(before, after), "{before:?}\n{after:?}");
        }
        prop_assert!(errors(&after) <= errors(sources));
        let again = mend(&after, up_to, &BTreeSet::new());
        prop_assert!(again.files.is_empty(), "{mended:?}\n{again:?}");
    }
    Ok(())
}

/// Settings with one interface language: fewer pages, sooner done.
fn settings() -> String {
    reader::SETTINGS.replace(r#"["ar", "en"]"#, r#"["ar"]"#)
}

/// Checks and renders a reader of these files, everything that is asked for when it is built.
fn goes_through(mut files: Files) -> Result<(), TestCaseError> {
    files.entry("site.toml".to_owned()).or_insert_with(|| settings().into());
    let files = reader::with_defaults(files);
    let sources = sources(&files);
    let checked = hashiya::check(&sources, Drafts::Included);
    for diagnostic in &checked.diagnostics {
        is_in_its_file(diagnostic, &sources)?;
    }
    _ = short(&checked.diagnostics, &sources);
    _ = human(&checked.diagnostics, &sources, Colour::Ansi, MessageLanguage::Persian);
    _ = json(&checked.diagnostics, &sources);
    mends(&sources)?;
    for version in checked.value.versions() {
        prose_is_found_in_its_block(&version.file.body)?;
    }
    if let Some(site) = render::render(checked.value, theme()).value {
        prop_assert!(bytes_of(&site).is_ok(), "a page could not be made");
    }
    Ok(())
}

fn prose_is_found_in_its_block(body: &Body) -> Result<(), TestCaseError> {
    for (place, block) in body.blocks.iter().enumerate() {
        let mut numbers = Vec::new();
        block.each_prose(&mut |prose| numbers.push(prose.ordinal));
        for number in numbers {
            prop_assert_eq!(body.place_of(number), place, "of prose {}", number);
        }
    }
    Ok(())
}

/// Words, marks and numbers that mean something in YAML, TOML and Markdown.
const PIECES: &[&str] = &[
    "---\n",
    "\n",
    "\n\n",
    "  ",
    "    ",
    "\t",
    "- ",
    "* ",
    "1. ",
    "> ",
    "# ",
    "## ar\n",
    "## ",
    "| أ | ب |\n|---|:-:|\n",
    ": ",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "'",
    ", ",
    "&a ",
    "*a",
    "!!str ",
    "<<: ",
    "|\n",
    ">-\n",
    "# x",
    "\\",
    "`",
    "```\n",
    "~~",
    "**",
    "_",
    "![",
    "](",
    ")",
    "](term:peace)",
    "](term:-)",
    "](../x/ar.md#p7)",
    "[^1]",
    "[^1]: ",
    "[p1]",
    "[p1-2] ",
    "[p9-1]",
    "<bdi>",
    "</bdi>",
    "<b lang=fa>",
    "<script>",
    "<!--",
    "-->",
    "&amp;",
    "&#x202E;",
    "{#id}",
    "[!NOTE]\n",
    "---",
    "title: ",
    "translates: ar\n",
    "rights: {license: CC0-1.0}\n",
    "status: draft\n",
    "annotations:\n",
    "  - quote: ",
    "block: ",
    "text: ",
    "names: ",
    "ar: ",
    "en: ",
    "forms: ",
    "match: ",
    "broader: ",
    "questions: ",
    "glossary: ",
    "date: ",
    "damage: ",
    "languages = ",
    "[[parts]]\n",
    "id = ",
    "texts = ",
    "base_url = ",
    "theme = ",
    "digits = ",
    " ، ",
    " ،",
    "،",
    " : ",
    ":",
    " .",
    " ( ",
    " ) ",
    "«",
    " »",
    "\\\"",
    "&quot;",
    "  ",
    "كتاب",
    "کتاب",
    "علی",
    "فى",
    "الأمـم",
    "G۲۰",
    "صص ۵۰-۲۹",
    "سلم",
    "والسلم",
    "نص",
    "الفقرة",
    "قرن",
    "می‌رود",
    "الأمنُ",
    "ـ",
    "\u{200C}",
    "\u{202B}",
    "\u{FEFF}",
    "\0",
    "\r\n",
    "\u{2028}",
    "🔒",
    "e\u{301}",
    "ﷺ",
    "0",
    "1",
    "-1",
    "99999999999999999999",
    "1e999",
    "2024-02-30",
    "2024-03-31",
    "true",
    "null",
    "~",
    "peace",
    "charter",
];

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Text of such pieces, or any bytes at all.
fn text() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        6 => pieces().prop_map(String::into_bytes),
        1 => prop::collection::vec(any::<u8>(), 0..200),
    ]
}

/// A body below front matter that can be read.
fn body(front_matter: &'static str) -> impl Strategy<Value = Vec<u8>> {
    pieces().prop_map(move |body| format!("---\n{front_matter}\n---\n{body}").into_bytes())
}

const ORIGINAL: &str = "title: الميثاق\nrights: {license: CC0-1.0}\nannotations: [{quote: نص, text: شرح}, {quote: الفقرة, text: شرح}, {block: 1, text: شرح}]";
const TRANSLATION: &str = "title: Charter\ntranslates: ar\nannotations: [{quote: نص, text: شرح}]";
const PEACE: &str =
    "---\nnames: {ar: {term: سلم, forms: [نص الفقرة]}, en: peace}\n---\n## ar\nنص.\n";

fn files<const N: usize>(files: [(&str, Vec<u8>); N]) -> Files {
    files.into_iter().map(|(path, bytes)| (path.to_owned(), bytes)).collect()
}

/// Few cases, as each is a whole reader; `PROPTEST_CASES` asks for more.
fn config() -> ProptestConfig {
    let asked = ProptestConfig::default();
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { asked.cases } else { 48 };
    ProptestConfig { cases, failure_persistence: None, ..asked }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_bodies_go_through(original in body(ORIGINAL), translation in body(TRANSLATION)) {
        goes_through(files([
            ("content/texts/charter/ar.md", original),
            ("content/texts/charter/en.md", translation),
            ("content/glossary/peace.md", PEACE.into()),
        ]))?;
    }

    #[test]
    fn any_front_matter_goes_through(front_matter in pieces()) {
        let text = format!("---\n{front_matter}\n---\nنص الفقرة الأولى.\n").into_bytes();
        goes_through(files([
            ("content/texts/charter/ar.md", text.clone()),
            ("content/texts/charter/en.md", text.clone()),
            ("content/pages/about/ar.md", text.clone()),
            ("content/parts/week-1/ar.md", text.clone()),
            ("content/glossary/peace.md", text),
        ]))?;
    }

    #[test]
    fn any_files_go_through(settings in text(), text in text(), concept in text()) {
        goes_through(files([
            ("site.toml", settings),
            ("content/texts/charter/ar.md", text.clone()),
            ("content/home/ar.md", text),
            ("content/glossary/peace.md", concept),
        ]))?;
    }

    #[test]
    fn any_settings_go_through(lines in pieces()) {
        goes_through(files([
            ("site.toml", format!("{lines}\n{}", settings()).into_bytes()),
        ]))?;
    }
}
