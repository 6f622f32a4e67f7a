//! JSON Schemas, and what they say of a value.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use boon::{Compiler, Schemas};
use hashiya::command::{SchemaKind, json_schema};
use hashiya::diagnostic::Code;
use hashiya::export::{Format, export};
use hashiya::resolve::Drafts;
use serde_json::{Map, Value};

use crate::fixtures::fixtures;
use crate::laws::examples_on_disk;
use crate::reader;
use crate::reader::{ReaderTest, has_extension, original, original_with, translation_with};

/// What is wrong with a value by the schema `tests/cases/schemas/NAME.json`; empty if nothing is.
pub(crate) fn problems_by(name: &str, value: &Value) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/schemas");
    let text = fs::read_to_string(folder.join(format!("{name}.json"))).expect("a schema");
    problems(serde_json::from_str(&text).expect("JSON"), value)
}

/// What is wrong with a value by a schema; empty if nothing is.
pub(crate) fn problems(schema: Value, value: &Value) -> String {
    const ADDRESS: &str = "https://example.org/schema.json";
    let mut compiler = Compiler::new();
    compiler.enable_format_assertions();
    compiler.add_resource(ADDRESS, schema).expect("a schema of a known draft");
    let mut schemas = Schemas::new();
    let index = compiler.compile(ADDRESS, &mut schemas).unwrap_or_else(|error| panic!("{error:#}"));
    schemas.validate(value, index).err().map_or_else(String::new, |error| error.to_string())
}

/// What a schema says of the front matter of a file, or of `site.toml`; `None` where the file
/// has none that can be read.
fn problems_of_file(path: &str, text: &str) -> Option<String> {
    let value = value(path, text)?;
    Some(problems(json_schema(kind(path, &value)?), &value))
}

fn value(path: &str, text: &str) -> Option<Value> {
    if path == "site.toml" {
        return toml::from_str(text).ok();
    }
    let front = text.strip_prefix("---\n")?;
    let end = if front.starts_with("---") { 0 } else { front.find("\n---\n")? + 1 };
    let value: Value = serde_yaml::from_str(&front[..end]).ok()?;
    Some(if value.is_null() { Value::Object(Map::default()) } else { value })
}

fn kind(path: &str, value: &Value) -> Option<SchemaKind> {
    match path.split('/').collect::<Vec<_>>()[..] {
        ["site.toml"] => Some(SchemaKind::Site),
        ["content", "texts", _, _] if value.get("translates").is_some() => {
            Some(SchemaKind::Translation)
        }
        ["content", "texts", _, _] => Some(SchemaKind::Text),
        ["content", "glossary", _] => Some(SchemaKind::Concept),
        ["content", "pages", _, _] | ["content", "home", _] => Some(SchemaKind::Page),
        ["content", "parts", _, _] => Some(SchemaKind::Part),
        _ => None,
    }
}

#[test]
fn schemas_accept_every_reader_we_have() {
    let mut count = 0;
    for (name, files) in examples_on_disk() {
        for (path, bytes) in files.iter().filter(|(path, _)| is_markdown_or_settings(path)) {
            let text = std::str::from_utf8(bytes).expect("UTF-8");
            let Some(problems) = problems_of_file(path, text) else { continue };
            assert_eq!(problems, "", "{name}: {path}");
            count += 1;
        }
    }
    assert!(count > 20, "only {count} files have been looked at");
}

fn is_markdown_or_settings(path: &str) -> bool {
    path == "site.toml" || has_extension(path, "md")
}

/// Codes of what a schema describes: the keys of a file and the form of their values.
const CODES_OF_FORM: &[Code] = &[
    Code::InvalidFrontMatter,
    Code::InvalidConfig,
    Code::UnknownKey,
    Code::MissingKey,
    Code::InvalidValue,
    Code::InvalidUrl,
    Code::InvalidSlug,
    Code::UnknownLanguage,
    Code::DuplicateId,
    Code::ControlChar,
    // A file that should have said `translates` needs no rights.
    Code::SeveralOriginals,
    // Block 0 is one that no text has.
    Code::UnknownBlock,
];

#[test]
fn schemas_and_diagnostics_agree_on_the_fixtures() {
    let mut differences = String::new();
    for fixture in fixtures() {
        let built = fixture.reader.build_with(Drafts::Included);
        for (path, bytes) in fixture.reader.files() {
            let is_told = |codes: &[Code]| {
                let mut told = built.diagnostics.iter();
                told.any(|each| each.path.as_str() == path && codes.contains(&each.code))
            };
            let Ok(text) = std::str::from_utf8(&bytes) else { continue };
            let Some(problems) = problems_of_file(&path, text) else { continue };
            if is_told(&[Code::UnknownKey]) && problems.is_empty() {
                differences.extend([&fixture.code, ": ", &path, " has an unknown key\n"]);
            }
            if !is_told(CODES_OF_FORM) && !problems.is_empty() {
                differences.extend([&fixture.code, ": ", &path, ": ", &problems, "\n"]);
            }
        }
    }
    assert!(differences.is_empty(), "\n{differences}");
}

/// A key that is close to no other.
const UNKNOWN: &str = "zzzzzzzzzzzzzzzz";

/// The keys that the parser knows where the unknown one stands.
fn known_keys(reader: &ReaderTest) -> BTreeSet<String> {
    let built = reader.build_with(Drafts::Included);
    let unknown = format!("unknown key `{UNKNOWN}`");
    let told = built.diagnostics.iter().find(|each| each.message == unknown[..]);
    let help = told
        .and_then(|each| each.help.as_ref())
        .map_or_else(|| panic!("{}", built.told()), ToString::to_string);
    let keys = help.split('`').skip(1).step_by(2);
    keys.map(str::to_owned).collect()
}

/// The keys of a schema at a place, a JSON pointer.
fn keys(kind: SchemaKind, place: &str) -> BTreeSet<String> {
    let schema = json_schema(kind);
    let object = schema.pointer(place).unwrap_or_else(|| panic!("no {place} in {}", kind.name()));
    assert_eq!(object["additionalProperties"], false, "{place} of {}", kind.name());
    object["properties"].as_object().expect("properties").keys().cloned().collect()
}

#[test]
fn a_schema_has_the_keys_that_the_parser_knows() {
    let text = "content/texts/charter/ar.md";
    let of_text = |lines: &str| reader![text => original_with(lines, "نص.")];
    let of_settings =
        |lines: &str| reader!["site.toml" => format!("{}\n{lines}", reader::SETTINGS)];
    let of_concept =
        |lines: &str| reader!["content/glossary/peace.md" => format!("---\n{lines}\n---\n")];
    let unknown = |before: &str, after: &str| format!("{before}{UNKNOWN}: x{after}");
    for (kind, place, reader) in [
        (SchemaKind::Site, "", ReaderTest::new().settings(&format!("{UNKNOWN} = 1"))),
        (
            SchemaKind::Site,
            "/properties/glossary",
            of_settings(&format!("[glossary]\n{UNKNOWN} = 1")),
        ),
        (SchemaKind::Site, "/properties/text", of_settings(&format!("[text]\n{UNKNOWN} = 1"))),
        (SchemaKind::Site, "/$defs/part", of_settings(&format!("[[parts]]\n{UNKNOWN} = 1"))),
        (SchemaKind::Text, "", of_text(&unknown("", ""))),
        (SchemaKind::Text, "/$defs/source", of_text(&unknown("source: {", "}"))),
        (
            SchemaKind::Text,
            "/$defs/rights",
            reader![
                text => format!("---\ntitle: x\nrights: {{{UNKNOWN}: x}}\n---\nنص.\n")
            ],
        ),
        (SchemaKind::Text, "/$defs/text-glossary", of_text(&unknown("glossary: {", "}"))),
        (SchemaKind::Text, "/$defs/questions/items", of_text(&unknown("questions: [{", "}]"))),
        (SchemaKind::Text, "/$defs/annotations/items", of_text(&unknown("annotations: [{", "}]"))),
        (SchemaKind::Text, "/$defs/person/anyOf/1", of_text(&unknown("authors: [{", "}]"))),
        (
            SchemaKind::Translation,
            "",
            reader![
                text => original("نص."),
                "content/texts/charter/en.md" => translation_with(&unknown("", ""), "Words."),
            ],
        ),
        (SchemaKind::Concept, "", of_concept(&unknown("", ""))),
        (SchemaKind::Concept, "/$defs/name/anyOf/1", of_concept(&unknown("names: {en: {", "}}"))),
        (
            SchemaKind::Page,
            "",
            reader!["content/home/ar.md" => format!("---\n{UNKNOWN}: x\n---\n")],
        ),
        (
            SchemaKind::Part,
            "",
            reader![
                "content/parts/week-1/ar.md" => format!("---\n{UNKNOWN}: x\n---\n")
            ],
        ),
    ] {
        let mut known = known_keys(&reader);
        if (kind, place) == (SchemaKind::Text, "") {
            // With this key it is a translation.
            assert!(known.remove("translates"));
        }
        assert_eq!(keys(kind, place), known, "{place} of {}", kind.name());
    }
}

#[test]
fn what_is_wrong_is_refused() {
    for (path, text) in [
        ("site.toml", "title = \"x\"\n"),
        ("site.toml", "title = \"x\"\nlanguages = [\"arabic\"]\n"),
        ("site.toml", "title = \"x\"\nlanguages = [\"ar\"]\ndigits = \"roman\"\n"),
        ("site.toml", "title = \"x\"\nlanguages = [\"ar\"]\nbase_url = \"example.org\"\n"),
        (
            "site.toml",
            "title = \"x\"\nlanguages = [\"ar\"]\n[[parts]]\nid = \"Week 1\"\ntitle = \"x\"\n",
        ),
        ("content/texts/a/ar.md", "---\ntitle: x\n---\n"),
        ("content/texts/a/ar.md", "---\ntitle: x\nrights: {publish: full}\n---\n"),
        ("content/texts/a/ar.md", "---\ntitle: x\nrights: {license: MIT}\nstatus: done\n---\n"),
        ("content/texts/a/ar.md", "---\ntitle: x\nrights: {license: MIT}\ndate: 31/3/2024\n---\n"),
        (
            "content/texts/a/ar.md",
            "---\ntitle: x\nrights: {license: MIT}\nannotations: [{text: x}]\n---\n",
        ),
        ("content/texts/a/ar.md", "---\ntitle: x\nrights: {license: MIT}\ndamage: 1.5\n---\n"),
        ("content/texts/a/en.md", "---\ntitle: x\ntranslates: ar\nauthors: [x]\n---\n"),
        ("content/glossary/a.md", "---\nnames: {}\n---\n"),
        ("content/glossary/a.md", "---\nnames: {english: x}\n---\n"),
        ("content/glossary/a.md", "---\nnames: {en: x}\nmatch: fuzzy\n---\n"),
        ("content/pages/a/ar.md", "---\ntitle:\n---\n"),
        ("content/pages/a/ar.md", "---\ntitle: \"\"\n---\n"),
        ("content/parts/a/ar.md", "---\ndates: October\n---\n"),
    ] {
        assert_ne!(problems_of_file(path, text).as_deref(), Some(""), "{path}:\n{text}");
    }
}

#[test]
fn every_bibliography_is_as_its_schema_says() {
    let problems_of = |reader: &ReaderTest| {
        let sources = hashiya::load::load(reader.on_disk().path()).expect("readable files").value;
        let reader = hashiya::check(&sources, Drafts::Included).value;
        let bibliography = export(&reader, Format::CslJson);
        let bibliography: Value = serde_json::from_slice(&bibliography).expect("JSON");
        (bibliography.clone(), problems(json_schema(SchemaKind::Bibliography), &bibliography))
    };
    for fixture in fixtures() {
        assert_eq!(problems_of(&fixture.reader).1, "", "{}", fixture.code);
    }
    for (name, files) in examples_on_disk() {
        let reader = files
            .into_iter()
            .fold(ReaderTest::new(), |reader, (path, bytes)| reader.with(&path, bytes));
        let (bibliography, told) = problems_of(&reader);
        assert_eq!(told, "", "{name}");
        // And it is not that it would accept anything.
        for (place, wrong) in [("/0/type", "essay".into()), ("/0/title", 3.into())] {
            let mut changed = bibliography.clone();
            *changed.pointer_mut(place).expect("a reader with a text") = wrong;
            let told = problems(json_schema(SchemaKind::Bibliography), &changed);
            assert_ne!(told, "", "{name}: {place}");
        }
    }
}

#[test]
fn every_schema_is_printed_with_descriptions() {
    for kind in SchemaKind::ALL {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hashiya"));
        let output = command.args(["schema", kind.name()]).output().expect("a program that runs");
        assert!(output.status.success());
        let schema: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        let properties = schema.get("properties").unwrap_or(&schema["items"]["properties"]);
        for (key, value) in properties.as_object().expect("properties") {
            let reference = value["$ref"].as_str().unwrap_or_default();
            let shared = reference.strip_prefix('#').and_then(|place| schema.pointer(place));
            let description = value
                .get("description")
                .or_else(|| shared.and_then(|shared| shared.get("description")));
            assert!(description.is_some(), "{key} of {} has no description", kind.name());
        }
    }
}

/// Editors and validators of any language read them: what only some engines of regular expressions
/// know, as classes by property, is of no use to the others.
#[test]
fn patterns_are_of_the_kind_that_every_validator_reads() {
    for kind in SchemaKind::ALL {
        let schema = json_schema(*kind).to_string();
        for name in ["\\\\p", "\\\\P", "(?", "[["] {
            assert!(!schema.contains(name), "{}: {name}", kind.name());
        }
    }
}
