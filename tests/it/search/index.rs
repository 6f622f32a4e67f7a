//! What stands in the index, and what does not.

use std::collections::BTreeMap;
use std::path::Path;

use hashiya::text::each_search_word;
use serde_json::Value;

use super::{ReadIndex, Row};
use crate::reader;
use crate::reader::{
    Built, ReaderTest, concept, has_extension, original, original_with, translation,
};

/// The words of a text and of its parts.
fn words_of(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    each_search_word(text, &mut String::new(), |word| words.push(word.written.to_owned()));
    words
}

/// Expects that each word of every unit that the index can show leads to that unit.
#[track_caller]
fn everything_is_found(built: &Built) {
    let index = ReadIndex::of(&built.files);
    let number = |key| index.number(key);
    let concepts = number("concepts");
    let heads = 1 + number("headings");
    let bodies = number("blocks") + number("annotations") + number("footnotes");
    let mut missing: Vec<String> = Vec::new();
    let mut looked_for = 0;
    for language in index.languages() {
        let of_heads = index.words(language, Row::Heads);
        let of_bodies = index.words(language, Row::Bodies);
        let mut look = |words: &str, row: Row, unit: u64| {
            let all = if row == Row::Heads { &of_heads } else { &of_bodies };
            for word in words_of(words) {
                looked_for += 1;
                if !all.get(&word).is_some_and(|units| units.contains(&unit)) {
                    missing.push(format!("{language} {row:?} {unit}: {word}"));
                }
            }
        };
        for (name, value) in index.files() {
            if let Some(text) = name.strip_prefix(&format!("{language}-t")) {
                let text: u64 = text.parse().expect("a number");
                let head = concepts + text * heads;
                look(value["title"].as_str().unwrap_or_default(), Row::Heads, head);
                let mut first = concepts + text * bodies;
                each_unit(&value["headings"], head + 1, |words, unit| {
                    look(words, Row::Heads, unit);
                });
                for kind in ["blocks", "annotations", "footnotes"] {
                    each_unit(&value[kind], first, |words, unit| look(words, Row::Bodies, unit));
                    first += number(kind);
                }
            }
        }
        for concept in 0..concepts {
            let file = index.file(&format!("c{}", concept / number("perConceptFile")));
            let record = &file[(concept % number("perConceptFile")) as usize];
            for name in record["names"][language].as_array().into_iter().flatten() {
                look(name.as_str().expect("a name"), Row::Heads, concept);
            }
            let definition = record["definitions"][language].as_str().unwrap_or_default();
            look(definition, Row::Bodies, concept);
        }
    }
    assert!(looked_for > 0);
    assert!(missing.is_empty(), "{} words, such as {:?}", missing.len(), missing.first());
}

fn each_unit(units: &Value, first: u64, mut look: impl FnMut(&str, u64)) {
    for (number, unit) in (first..).zip(units.as_array().into_iter().flatten()) {
        look(unit[0].as_str().expect("words"), number);
    }
}

#[test]
fn every_word_of_our_reader_leads_to_its_place() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    everything_is_found(&ReaderTest::of_folder(root).build());
}

/// A text of so many blocks that frequent words need files of their own.
#[test]
fn every_word_of_a_long_text_leads_to_its_place() {
    let blocks: Vec<String> =
        (0..9_000).map(|number| format!("كلمة number{number} مشتركة.")).collect(); // "a shared word"
    let body = blocks.join("\n\n");
    let built = reader!["content/texts/charter/ar.md" => original(&body)].build();
    let has_stretches = built.files.keys().any(|path| path.starts_with("assets/search-ar-p"));
    assert!(has_stretches, "a frequent word has files of its own");
    everything_is_found(&built);
}

/// Text 0 in a language, as the index has it.
fn text<'i>(index: &'i ReadIndex, language: &str) -> &'i Value {
    index.file(&format!("{language}-t0"))
}

#[test]
fn a_unit_is_a_block_a_heading_an_annotation_or_a_footnote() {
    let note =
        "annotations: [{quote: أولى, text: {ar: شرح, en: A note}}, {block: 2, text: {ar: آخر}}]";
    // "a section" / "a first paragraph.[1]" / "a list"
    let body = "## قسم\n\nفقرة أولى.[^1]\n\n- بند\n- بند ثان\n\n[^1]: هامش\n";
    let built = reader![
        "content/texts/charter/ar.md" => original_with(note, body),
        "content/texts/charter/en.md" => translation("## Section\n\nFirst.\n\n- item\n- another\n"),
    ]
    .build();
    let index = ReadIndex::of(&built.files);
    let arabic = text(&index, "ar");
    assert_eq!(arabic["slug"], "charter");
    assert_eq!(arabic["title"], "الميثاق");
    assert_eq!(arabic["pages"], serde_json::json!([["ar", "en"], ["ar"]]));
    assert_eq!(arabic["headings"], serde_json::json!([["قسم", 1, 0, "قسم"]]));
    assert_eq!(arabic["blocks"], serde_json::json!([["فقرة أولى.", 1], ["بند\nبند ثان", 2]]));
    // In English the first of these is shown in English; the second is in Arabic alone.
    assert_eq!(arabic["annotations"], serde_json::json!([["شرح", 1, 1], ["آخر", 2]]));
    assert_eq!(arabic["footnotes"], serde_json::json!([["هامش", 1]]));
    let english = text(&index, "en");
    // The note is on the English page alone, the translation on both.
    assert_eq!(english["pages"], serde_json::json!([["en"], ["ar", "en"]]));
    assert_eq!(english["annotations"], serde_json::json!([["A note", 1]]));
    assert_eq!(english["blocks"], serde_json::json!([["First.", 1, 1], ["item\nanother", 2, 1]]));
    everything_is_found(&built);
}

#[test]
fn a_concept_is_found_by_each_of_its_names() {
    let built = reader![
        "content/texts/charter/ar.md" => original("نص."),
        "content/glossary/collective-security.md" => "---\nnames:\n  ar: {term: الأمن الجماعي, forms: [نظام الأمن الجماعي]}\n  en: {term: collective security, abbreviation: CS}\n---\n## en\nAn *arrangement*.\n",
        "content/glossary/peace.md" => concept("سلام", "peace"),
    ]
    .build();
    let index = ReadIndex::of(&built.files);
    let record = &index.file("c0")[0];
    assert_eq!(record["id"], "collective-security");
    let names = serde_json::json!({
        "ar": ["الأمن الجماعي", "نظام الأمن الجماعي"],
        "en": ["collective security", "CS"],
    });
    assert_eq!(record["names"], names);
    assert_eq!(record["definitions"]["en"], "An arrangement.");
    let mut beginnings = BTreeMap::new();
    for (name, value) in index.files() {
        if name.starts_with("ar-w") || name.starts_with("en-w") {
            let of_stems = value["names"].as_object().expect("names by stem");
            beginnings.extend(of_stems.iter().map(|(stem, names)| (stem.clone(), names.clone())));
        }
    }
    assert_eq!(beginnings["امن"], serde_json::json!([[0, "الامن الجماعي"]]));
    assert_eq!(beginnings["collective"], serde_json::json!([[0, "collective security"]]));
    assert_eq!(beginnings["cs"], serde_json::json!([[0, "cs"]]));
    everything_is_found(&built);
}

#[test]
fn what_no_page_shows_is_not_in_the_index() {
    let hidden = "---\ntitle: الميثاق\nrights: {license: CC-BY-4.0, publish: metadata}\nannotations: [{quote: سر, text: شرح}]\n---\nسر مكتوم.\n";
    let french = "---\ntitle: Charte\ntranslates: ar\n---\nInvisible.\n";
    let built = reader![
        "content/texts/charter/ar.md" => hidden, // "a kept secret"
        "content/texts/open/ar.md" => original("نص."),
        "content/texts/open/fr.md" => french,
    ]
    .build();
    for (path, bytes) in &built.files {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("مكتوم"), "{path}");
        assert!(!text.contains("Invisible"), "{path}");
    }
    let index = ReadIndex::of(&built.files);
    assert_eq!(text(&index, "ar")["annotations"][0][0], "شرح");
}

#[test]
fn the_files_are_scripts_that_end_no_element() {
    let hostile = "</script><script>alert(1)</script>\u{2028}<!--";
    let title =
        format!("---\ntitle: '{hostile}'\nrights: {{license: CC-BY-4.0}}\n---\n`{hostile}`\n");
    let built = reader![
        "content/texts/charter/ar.md" => title,
        "content/glossary/x.md" => format!("---\nnames: {{ar: '{hostile}'}}\n---\n## ar\n`{hostile}`\n"),
    ]
    .build();
    // Reading them fails where one is not a call.
    let index = ReadIndex::of(&built.files);
    assert_eq!(text(&index, "ar")["title"], hostile);
    for (path, bytes) in &built.files {
        if path.starts_with("assets/search-") {
            let script = std::str::from_utf8(bytes).expect("UTF-8");
            assert!(!script.contains(['<', '\u{2028}']), "{path}");
        }
    }
}

#[test]
fn the_names_of_the_files_change_with_what_they_are_made_from() {
    let of = |body: &str| {
        let built = reader!["content/texts/charter/ar.md" => original(body)].build();
        let names = built.files.into_keys().filter(|path| path.starts_with("assets/search-"));
        names.collect::<Vec<_>>()
    };
    assert_eq!(of("نص."), of("نص."));
    assert!(of("نص.").iter().all(|name| !of("غيره.").contains(name)));
}

#[test]
fn the_worker_keeps_what_search_needs() {
    let built = reader!["content/texts/charter/ar.md" => original("نص.")].build();
    let worker = built.file("sw.js");
    // Fonts are kept when a page has asked for them.
    let is_kept = |path: &&String| {
        path.starts_with("assets/") && !has_extension(path, "woff2") && !path.contains("-licence.")
    };
    for path in built.files.keys().filter(is_kept) {
        assert!(worker.contains(&format!("\"{path}\"")), "{path}");
    }
    for page in ["ar/search/index.html", "en/search/index.html"] {
        assert!(worker.contains(&format!("\"{page}\"")), "{page}");
    }
}

#[test]
fn every_page_leads_to_search_in_its_language() {
    let built = reader!["content/texts/charter/ar.md" => original("نص.")].build();
    let page = built.page("en/texts/charter");
    assert_eq!(page.attributes("a.search-link", "href"), ["../../search/index.html"]);
    let page = built.page("en/search");
    assert!(page.has(r#"input[type="search"][dir="auto"]"#));
    assert!(page.has(r#"[role="status"][aria-live="polite"]"#));
    let offered = page.one("noscript").text();
    assert!(offered.contains("JavaScript"), "{offered}");
}
