//! What `hashiya export` makes of a reader.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use hashiya::export::{Format, export};
use hashiya::resolve::{Drafts, Reader};
use serde_json::{Value, json};

use crate::reader;
use crate::reader::{ReaderTest, concept, original, original_with, translation};

fn resolved(reader: &ReaderTest) -> Reader {
    let sources = hashiya::load::load(reader.on_disk().path()).expect("readable files").value;
    hashiya::check(&sources, Drafts::LeftOut).value
}

fn exported(reader: &ReaderTest, format: Format) -> String {
    String::from_utf8(export(&resolved(reader), format)).expect("UTF-8")
}

fn as_json(reader: &ReaderTest, format: Format) -> Value {
    serde_json::from_str(&exported(reader, format)).expect("JSON")
}

/// Collective security in two languages; one paragraph of the translation follows two.
fn charter() -> ReaderTest {
    reader![
        "content/texts/charter/ar.md" => original_with(
            "authors: [إحسان الشمري, \"Smith, Ann\"]\n\
             date: 2024-03-31\n\
             source: {container: Journal, volume: 3, pages: 57-87, doi: 10.1000/182}\n\
             annotations:\n  - {quote: فقرة ثانية, kind: context, text: {en: A *note*.}}",
            "## مقدمة\n\nنص عن بالأمن الجماعي.[^1]\n\nفقرة ثانية.\n\nفقرة ثالثة.\n\n[^1]: حاشية.\n",
        ), // "introduction", "text on collective security", "second, third paragraph", "footnote"
        "content/texts/charter/en.md" =>
            translation("## Introduction\n\nOn 1 < 2 security.\n\n[p2-3] Two & three.\n"),
        "content/glossary/collective-security.md" =>
            concept("الأمن الجماعي", "\"security, collective\"") + "## en\nA system.\n",
    ]
}

#[test]
fn json_has_blocks_alignment_annotations_and_occurrences() {
    let all = as_json(&charter(), Format::Json);
    let text = &all["texts"][0];
    assert_eq!(text["slug"], "charter");
    assert_eq!(text["authors"][0], json!({"name": "إحسان الشمري"}));
    let block = &text["original"]["blocks"][1];
    assert_eq!(block["number"], 1);
    assert_eq!(block["words"], "نص عن بالأمن الجماعي.");
    assert_eq!(block["markdown"], "نص عن بالأمن الجماعي.[^1]");
    assert_eq!(text["original"]["footnotes"], json!([{"label": "1", "words": "حاشية."}]));
    let note = &text["original"]["annotations"][0];
    assert_eq!(note["number"], 2);
    assert_eq!(note["text"], json!({"en": "A *note*."}));
    let rows = text["translations"][0]["alignment"].as_array().expect("rows");
    assert_eq!(rows[2], json!({"original": 2, "translation": [2], "reach": 2}));
    assert_eq!(rows[3], json!({"original": 3, "translation": [], "reach": 1}));
    let concept = &all["concepts"][0];
    assert_eq!(concept["definitions"], json!({"en": "A system."}));
    assert_eq!(
        concept["occurrences"],
        json!([{"text": "charter", "language": "ar", "number": 1, "words": "بالأمن الجماعي"}])
    );
}

#[test]
fn csl_json_has_the_sources_of_texts() {
    let expected = json!([{
        "id": "charter",
        "type": "article-journal",
        "title": "الميثاق",
        "author": [{"literal": "إحسان الشمري"}, {"family": "Smith", "given": "Ann"}],
        "issued": {"date-parts": [[2024, 3, 31]]},
        "container-title": "Journal",
        "volume": "3",
        "page": "57-87",
        "DOI": "10.1000/182",
        "language": "ar",
    }]);
    assert_eq!(as_json(&charter(), Format::CslJson), expected);
}

#[test]
fn a_translation_memory_has_a_unit_for_what_stands_side_by_side() {
    let memory = exported(&charter(), Format::Tmx);
    let units: Vec<&str> = memory.split("<tu ").skip(1).collect();
    assert_eq!(units.len(), 3, "{memory}");
    assert!(units[0].contains("<seg>Introduction</seg>"), "{memory}");
    assert!(units[1].contains("tuid=\"charter/en/p1\" srclang=\"ar\""), "{memory}");
    assert!(units[1].contains("<seg>On 1 &lt; 2 security.</seg>"), "{memory}");
    assert!(units[1].contains("<tuv xml:lang=\"ar\">\n        <seg>نص عن بالأمن الجماعي.</seg>"));
    assert!(units[2].contains("<seg>فقرة ثانية.\nفقرة ثالثة.</seg>"), "{memory}");
    assert!(units[2].contains("<seg>Two &amp; three.</seg>"), "{memory}");
}

#[test]
fn the_glossary_is_terminology_and_a_table() {
    let terms = exported(&charter(), Format::Tbx);
    assert!(terms.contains("<conceptEntry id=\"c-collective-security\">"), "{terms}");
    assert!(terms.contains("<descrip type=\"definition\">A system.</descrip>"), "{terms}");
    let table = exported(&charter(), Format::Csv);
    let lines: Vec<&str> = table.split("\r\n").collect();
    assert!(lines[0].starts_with("\u{FEFF}id,term:ar,abbreviation:ar,"), "{table}");
    assert_eq!(
        lines[1],
        "collective-security,الأمن الجماعي,,,,\"security, collective\",,,A system.,,,1"
    );
}

#[test]
fn what_may_not_be_published_is_in_no_export() {
    let rights = "---\ntitle: A\nrights: {license: CC-BY-4.0, publish: metadata}\n---\n";
    let reader = reader![
        "content/texts/charter/ar.md" => format!("{rights}كلمات سرية.[^1]\n\n[^1]: وسر آخر.\n"),
        "content/texts/charter/en.md" => translation("Secret words.\n"),
    ]; // "secret words", "another secret"
    for format in Format::ALL {
        let exported = exported(&reader, *format);
        for secret in ["سرية", "سر آخر", "Secret"] {
            assert!(!exported.contains(secret), "{}: {exported}", format.name());
        }
    }
    assert_eq!(as_json(&reader, Format::Json)["texts"][0]["slug"], "charter");
}

#[test]
fn exports_of_xml_are_well_formed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/build/everything/site");
    let sources = hashiya::load::load(&root).expect("readable files").value;
    let reader = hashiya::check(&sources, Drafts::Included).value;
    for format in [Format::Tmx, Format::Tbx] {
        let text = String::from_utf8(export(&reader, format)).expect("UTF-8");
        let mut events = quick_xml::Reader::from_str(&text);
        loop {
            match events.read_event() {
                Ok(quick_xml::events::Event::Eof) => break,
                Ok(_) => {}
                Err(error) => panic!("{}: {error}\n{text}", format.name()),
            }
        }
    }
}

fn hashiya(reader: &ReaderTest, arguments: &[&str]) -> (i32, String, String, tempfile::TempDir) {
    let folder = reader.on_disk();
    let output = Command::new(env!("CARGO_BIN_EXE_hashiya"))
        .args(arguments)
        .current_dir(folder.path())
        .output()
        .expect("a program that runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let status = output.status.code().expect("an exit status");
    (status, text(output.stdout), text(output.stderr), folder)
}

#[test]
fn an_export_goes_to_standard_output_or_to_a_file() {
    let reader = charter();
    let (status, stdout, ..) = hashiya(&reader, &["export", "csl-json"]);
    assert_eq!((status, stdout.as_str()), (0, &*exported(&reader, Format::CslJson)));
    let arguments = ["export", "csl-json", "--out", "made/references.json"];
    let (status, stdout, stderr, folder) = hashiya(&reader, &arguments);
    assert_eq!((status, stdout.as_str()), (0, ""), "{stderr}");
    let written = fs::read_to_string(folder.path().join("made/references.json"));
    assert_eq!(written.expect("the file"), exported(&reader, Format::CslJson));
}

#[test]
fn a_format_that_there_is_not_is_told_with_those_that_there_are() {
    let (status, _, stderr, _) = hashiya(&charter(), &["export", "docx"]);
    assert_eq!(status, 2);
    for format in Format::ALL {
        assert!(stderr.contains(format.name()), "{stderr}");
    }
}

#[test]
fn with_errors_nothing_is_exported() {
    let reader = reader!["content/texts/charter/ar.md" => original("انظر [المفهوم](term:amn).\n")]; // "see"
    let (status, stdout, stderr, folder) =
        hashiya(&reader, &["export", "json", "--out", "all.json"]);
    assert_eq!((status, stdout.as_str()), (1, ""));
    assert!(stderr.contains("unknown-concept"), "{stderr}");
    assert!(!folder.path().join("all.json").exists());
}
