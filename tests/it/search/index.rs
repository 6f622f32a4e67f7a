//! What stands in the index, and what does not.

use std::collections::BTreeSet;
use std::path::Path;

use hashiya::search::DEFINITIONS_OF_ONE_FILE;
use hashiya::text::{LanguageTag, each_search_word, is_common, is_ending};
use serde_json::Value;

use super::{ReadIndex, array, paths_of_index};
use crate::reader;
use crate::reader::{
    Built, ReaderTest, concept, has_extension, original, original_with, translation,
};

/// The words of a text by which it is found, common ones left out, and those of their parts.
fn words_of(text: &str, language: &LanguageTag) -> Vec<String> {
    let mut words = Vec::new();
    each_search_word(text, &mut String::new(), |word| {
        words.push(word.written.to_owned());
        match word.parts {
            // The stem says as much.
            [_, ending] if is_ending(ending, language) => {}
            parts => words.extend(parts.iter().map(|part| (*part).to_owned())),
        }
    });
    words.retain(|word| !is_common(word, language));
    words
}

/// Expects that each word of every unit that the index can show leads to that unit, and that no word
/// leads to a unit that does not have it.
#[track_caller]
fn everything_is_found(built: &Built) {
    let index = ReadIndex::of(&built.files);
    for language in index.languages() {
        let tag: LanguageTag = language.parse().expect("a language");
        let mut expected: BTreeSet<(String, u64)> = BTreeSet::new();
        let mut look = |words: &Value, unit: u64| {
            let words = words_of(words.as_str().expect("words"), &tag);
            expected.extend(words.into_iter().map(|word| (word, unit)));
        };
        for (document, first) in index.documents(language) {
            let passages = index.file(&format!("passages-{language}-{document}"));
            let (title, heading) = if passages.get("text").is_some() {
                ("title", "heading")
            } else {
                ("pageTitle", "pageHeading")
            };
            if let Some(words) = passages.get("title") {
                look(words, first[title]);
            }
            for (list, kind) in [
                ("headings", heading),
                ("blocks", "block"),
                ("sections", "section"),
                ("annotations", "annotation"),
                ("footnotes", "footnote"),
            ] {
                let units = passages[list].as_array().into_iter().flatten();
                (first[kind]..).zip(units).for_each(|(number, unit)| look(&unit[0], number));
            }
        }
        let mut number = index.first(language, "definition");
        for (file, written) in array(&index.file("search-names")["definitions"]).iter().enumerate()
        {
            if !array(written)[1..].iter().any(|each| each == language.as_str()) {
                number += DEFINITIONS_OF_ONE_FILE as u64;
                continue;
            }
            for definition in array(index.file(&format!("passages-{language}-c{file}"))) {
                look(definition, number);
                number += 1;
            }
        }
        let words = index.words(language).into_iter();
        let found: BTreeSet<(String, u64)> = words
            .flat_map(|(word, units)| units.into_iter().map(move |unit| (word.clone(), unit)))
            .collect();
        let missing: Vec<_> = expected.difference(&found).take(3).collect();
        let wrong: Vec<_> = found.difference(&expected).take(3).collect();
        assert!(missing.is_empty() && wrong.is_empty(), "{language}: {missing:?}, {wrong:?}");
        assert!(!found.is_empty(), "{language}");
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
    let index = ReadIndex::of(&built.files);
    let has_frequent = |(_, value): (_, &Value)| {
        value["frequent"].as_object().is_some_and(|words| !words.is_empty())
    };
    assert!(index.files().any(has_frequent), "a frequent word has files of its own");
    everything_is_found(&built);
}

/// Text 0 in a language, as the index has it.
fn text<'i>(index: &'i ReadIndex, language: &str) -> &'i Value {
    index.file(&format!("passages-{language}-0"))
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
    assert_eq!(arabic["text"], "charter");
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
    let names = index.file("search-names");
    assert_eq!(names["ids"], serde_json::json!(["collective-security", "peace"]));
    let arabic = serde_json::json!([["الأمن الجماعي", "نظام الأمن الجماعي"], ["سلام"]]);
    assert_eq!(names["names"]["ar"], arabic);
    let english = serde_json::json!([["collective security", "CS"], ["peace"]]);
    assert_eq!(names["names"]["en"], english);
    assert_eq!(index.file("passages-en-c0")[0], "An arrangement.");
    // Where a language has none, there is no file, and browsers are told.
    let definitions = array(&names["definitions"]);
    assert_eq!(array(&definitions[0])[1..], ["en"]);
    assert!(!index.files().any(|(name, _)| name == "passages-ar-c0"));
    everything_is_found(&built);
}

#[test]
fn pages_are_found_by_section() {
    let built = reader![
        "content/texts/charter/ar.md" => original("نص."),
        "content/home/ar.md" => "---\ntitle: البيت\n---\nأهلا.\n", // "home", "welcome"
        "content/pages/guide/ar.md" => "---\ntitle: الدليل\n---\nمقدمة.\n\n## قسم\n\nأول.\n\nثان.\n", // "guide", "introduction", "a section", "first", "second"
        "content/pages/guide/fr.md" => "---\ntitle: Guide\n---\nInvisible.\n",
    ]
    .build();
    let index = ReadIndex::of(&built.files);
    let home = index.file("passages-ar-1");
    assert_eq!((&home["page"], &home["title"]), (&"".into(), &"البيت".into()));
    assert_eq!(home["sections"], serde_json::json!([["أهلا.", 0]]));
    let guide = index.file("passages-ar-2");
    assert_eq!(guide["page"], "guide");
    assert_eq!(guide["headings"], serde_json::json!([["قسم", 0, 0, "قسم"]]));
    let sections = serde_json::json!([["مقدمة.", 0], ["أول.\nثان.", 0, 0, "قسم"]]);
    assert_eq!(guide["sections"], sections);
    // In English the page is shown in Arabic.
    assert_eq!(guide["pages"], serde_json::json!([["ar", "en"]]));
    assert!(!index.languages().any(|language| language == "fr"));
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
        if paths_of_index(&built.files).any(|of_index| of_index == path) {
            let script = std::str::from_utf8(bytes).expect("UTF-8");
            assert!(!script.contains(['<', '\u{2028}']), "{path}");
        }
    }
}

#[test]
fn the_name_of_a_file_changes_with_what_is_in_it_and_with_nothing_else() {
    let of = |body: &str| {
        let other = translation("Other words.");
        let files = reader![
            "content/texts/charter/ar.md" => original(body),
            "content/texts/treaty/ar.md" => original("معاهدة."), // "a treaty"
            "content/texts/treaty/en.md" => other,
        ];
        files.build().files
    };
    let (before, same, after) = (of("نص."), of("نص."), of("غيره.")); // "a text", "another one"
    let names = |files| -> BTreeSet<String> { paths_of_index(files).cloned().collect() };
    assert_eq!(names(&before), names(&same));
    for path in paths_of_index(&before) {
        assert_eq!(
            before[path] == *after.get(path).unwrap_or(&Vec::new()),
            after.contains_key(path)
        );
    }
    let kept: Vec<String> = names(&before).intersection(&names(&after)).cloned().collect();
    let is_kept = |name: &str| kept.iter().any(|path| path.starts_with(name));
    assert!(is_kept("assets/passages-ar-1.") && is_kept("assets/passages-en-1."), "{kept:?}");
    assert!(is_kept("assets/search-en-0."), "{kept:?}");
    assert!(!is_kept("assets/passages-ar-0.") && !is_kept("assets/search-ar-0."), "{kept:?}");
    assert!(!is_kept("assets/search-index."), "{kept:?}");
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
