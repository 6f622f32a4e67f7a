//! The table of HTML hooks, row by row.

use crate::reader;
use crate::reader::{Element, ReaderTest, concept, original, original_with, translation};

/// A text in two languages with a heading, a term and an annotation.
fn charter() -> ReaderTest {
    // "The system" / "Collective security is a system." / "And a second paragraph."
    let note = "annotations: [{quote: نظام, kind: context, text: {ar: شرح, en: A note}}]";
    reader![
        "content/texts/charter/ar.md" => original_with(note, "\
    ## المنظومة\n\nوالأمن الجماعي نظام.\n\nوفقرة ثانية.\n"),
        "content/texts/charter/en.md" => translation("\
    ## The System\n\nCollective security is a system.\n\nAnd a second paragraph.\n"),
        "content/glossary/collective-security.md" => concept("الأمن الجماعي", "collective security"),
    ]
}

#[test]
fn a_page_has_the_language_and_direction_of_its_interface() {
    let built = charter().build();
    for (language, dir) in [("ar", "rtl"), ("en", "ltr")] {
        for page in
            ["", "/texts/charter", "/glossary", "/glossary/collective-security", "/syllabus"]
        {
            let page = built.page(&format!("{language}{page}"));
            let html = page.one("html");
            assert_eq!(html.attribute("lang").as_deref(), Some(language), "{}", page.path);
            assert_eq!(html.attribute("dir").as_deref(), Some(dir), "{}", page.path);
        }
    }
}

#[test]
fn a_numbered_block_has_its_original_and_then_its_companion() {
    let built = charter().build();
    for interface in ["ar", "en"] {
        let page = built.page(&format!("{interface}/texts/charter"));
        let block = page.one(r#"div.block#p1[data-block="1"]"#);
        let sides: Vec<String> = block.children();
        let sides =
            sides.iter().filter(|name| ["div.original", "div.companion"].contains(&&***name));
        assert_eq!(sides.collect::<Vec<_>>(), ["div.original", "div.companion"]);
        assert_eq!(page.text(r#"#p1 > .original[lang="ar"][dir="rtl"]"#), "والأمن الجماعي نظام.");
        assert_eq!(
            page.text(r#"#p1 > .companion[lang="en"][dir="ltr"]"#),
            "Collective security is a system."
        );
        assert_eq!(page.attributes("div.block", "data-block"), ["1", "2"]);
    }
}

#[test]
fn a_heading_has_the_id_of_its_own_words_in_each_language_that_has_it() {
    let page = charter().build().page("ar/texts/charter");
    assert_eq!(page.text(".original h2#المنظومة"), "المنظومة");
    assert_eq!(page.text(".companion h2"), "The System");
    assert!(!page.has(".block h2"), "a heading has no number");
}

#[test]
fn a_heading_can_be_given_its_id() {
    // "Introduction"
    let text = original("## مقدمة {#intro}\n\nنص. انظر [المقدمة](#intro).\n");
    let built = reader!["content/texts/charter/ar.md" => text].build();
    let page = built.is_clean().page("ar/texts/charter");
    assert_eq!(page.text("h2#intro"), "مقدمة");
    assert_eq!(page.attributes("#p1 .original a", "href"), ["#intro"]);
}

#[test]
fn two_headings_of_the_same_words_have_two_ids() {
    let text = original("## ملاحظة\n\nنص.\n\n## ملاحظة\n\nنص.\n\n## P7\n\n## Content\n"); // "Remark"
    let page = reader!["content/texts/charter/ar.md" => text].build().page("ar/texts/charter");
    let ids = page.attributes(".original h2", "id");
    assert_eq!(ids.len(), 4);
    assert_ne!(ids[0], ids[1]);
    assert!(!ids.contains(&"p7".to_owned()) && !ids.contains(&"content".to_owned()), "{ids:?}");
}

#[test]
fn a_term_link_holds_the_whole_written_word() {
    let page = charter().build().page("ar/texts/charter");
    let term = page.one(r#"#p1 .original a.term[data-term="collective-security"]"#);
    assert_eq!(term.text(), "والأمن الجماعي"); // "and collective security": the clitic is inside
    assert_eq!(
        term.attribute("href").as_deref(),
        Some("../../glossary/collective-security/index.html")
    );
    assert_eq!(page.text("#p1 .companion a.term"), "Collective security");
}

#[test]
fn an_annotation_has_its_words_and_its_note() {
    let built = charter().build();
    let page = built.page("ar/texts/charter");
    assert_eq!(page.text("#p1 .original mark.anchor#a1-quote"), "نظام");
    let note = page.one(r#"#p1 aside.annotation#a1[role="note"][data-kind="context"]"#);
    assert!(note.text().ends_with("شرح"), "{}", note.text());
    assert_eq!(note.attribute("lang").as_deref(), Some("ar"));
    let english = built.page("en/texts/charter");
    let note = english.one(r#"aside#a1[lang="en"][dir="ltr"]"#);
    assert!(note.text().ends_with("A note"), "{}", note.text());
}

#[test]
fn a_concept_page_lists_its_occurrences_with_the_words_around() {
    let page = charter().build().page("en/glossary/collective-security");
    let places = page.all(r#"li.occurrence[data-text="charter"][data-block="1"]"#);
    let words: Vec<String> = places.iter().map(Element::text).collect();
    assert_eq!(words.len(), 2);
    assert!(words[0].contains("والأمن الجماعي نظام."), "{words:?}");
    assert!(words[1].contains("Collective security is a system."), "{words:?}");
    let links = page.attributes("li.occurrence a", "href");
    assert_eq!(links, ["../../texts/charter/index.html#p1"; 2]);
}

#[test]
fn the_views_are_chosen_without_a_script() {
    let page = charter().build().page("ar/texts/charter");
    let views = page.one("nav.views");
    assert_eq!(views.all("input[type=radio]").len(), 3);
    assert_eq!(views.all("input[checked]").len(), 1);
    assert_eq!(views.texts("label"), ["الأصل", "الأصل والترجمة", "الترجمة"]);
}

#[test]
fn a_text_without_a_companion_has_no_views_to_choose() {
    let page = reader![].build().page("ar/texts/charter");
    assert!(!page.has("nav.views"));
}
