//! What is published of a text, and in which order: rights, drafts, parts.

use hashiya::resolve::Drafts;

use crate::reader;
use crate::reader::{
    ReaderTest, concept, has_extension, original, original_with, translation, translation_with,
};

/// A text of which only the metadata is published.
fn hidden() -> ReaderTest {
    let front_matter = "\
authors: [إحسان الشمري]
date: 2024-03-31
source: {title: مجلة الدراسات, doi: 10.1000/182, url: 'https://example.org/paper', pages: 57-87}
rights: {statement: بإذن الناشر, publish: metadata}
summary: ملخص النص.
questions: [{block: 2, text: {ar: ما السؤال؟, en: What?}}]
annotations:
  - {quote: الأمن الجماعي, kind: context, text: شرح أول}
  - {block: 2, text: شرح ثان}";
    let text = original_with(
        front_matter,
        "\
## عنوان داخلي

جملة سرية أولى عن الأمن الجماعي هنا[^1].

- بند سري
- وكلمة سرية ثانية

![صورة سرية](map.svg \"شرح سري\")

[^1]: حاشية سرية.
",
    )
    .replace("rights: {license: CC-BY-4.0}\n", "");
    reader![
        "content/texts/charter/ar.md" => text,
        "content/texts/charter/en.md" => translation_with(
            "translators: [A Translator]\nannotations: [{quote: second secret, text: A remark}]",
            "## Inner heading\n\nA first secret sentence on collective security.\n\n- a second secret\n\n![secret](map.svg)\n"),
        "content/texts/charter/map.svg" => "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        "content/glossary/collective-security.md" => concept("الأمن الجماعي", "collective security"),
        "content/pages/about/ar.md" =>
            "---\ntitle: عن\n---\n[النص](../../texts/charter/ar.md#p1) و[عنوان](../../texts/charter/ar.md#عنوان-داخلي)\n",
    ]
    .settings("base_url = \"https://example.org/\"")
}

#[test]
fn of_a_text_whose_rights_allow_it_only_the_metadata_are_published() {
    let built = hidden().build();
    let page = built.is_clean().page("ar/texts/charter");
    assert_eq!(page.text("h1"), "الميثاق");
    let about = page.text(".about");
    for shown in ["إحسان الشمري", "مجلة الدراسات", "57-87", "بإذن الناشر", "A Translator"]
    {
        assert!(about.contains(shown), "{shown} in {about}");
    }
    assert_eq!(page.text(".summary"), "ملخص النص.");
    assert!(page.text("aside#a1").contains("شرح أول"));
    assert!(page.text("aside#a1").contains("الأمن الجماعي"), "its words are quoted");
    assert!(page.text("aside#a2").contains("شرح ثان"));
    assert!(page.text("aside#a3").contains("A remark"));
    assert!(page.text(".questions").contains("ما السؤال؟"));
    assert!(!page.has(".original") && !page.has(".companion") && !page.has("nav.views"));
    assert_eq!(page.all(".notice").len(), 1);
}

#[test]
fn no_words_of_a_text_that_is_not_published_stand_anywhere_in_the_site() {
    let built = hidden().build();
    for (path, bytes) in &built.files {
        let text = String::from_utf8_lossy(bytes);
        for secret in [
            "سرية",
            "سري",
            "عنوان داخلي",
            "عنوان-داخلي",
            "secret sentence",
            "a second secret",
            "Inner heading",
        ] {
            assert!(!text.contains(secret), "`{secret}` in {path}");
        }
    }
    let is_picture =
        |path: &String| has_extension(path, "svg") && !path.starts_with("assets/icon.");
    assert!(!built.files.keys().any(is_picture), "nor its pictures");
    let places =
        built.page("ar/glossary/collective-security").attributes("li.occurrence", "data-block");
    assert_eq!(places, ["1", "1"], "where a concept stands is told, without the words");
}

#[test]
fn a_translation_may_be_less_free_than_its_original() {
    let built = reader![
        "content/texts/charter/ar.md" => original("نص.\n"), // "text"
        "content/texts/charter/en.md" =>
            "---\ntitle: Charter\ntranslates: ar\nrights: {license: CC-BY-4.0, publish: metadata}\n---\nA secret.\n",
    ]
    .build();
    let page = built.page("en/texts/charter");
    assert!(page.has(".original") && !page.has(".companion"));
    assert!(built.files.values().all(|bytes| !String::from_utf8_lossy(bytes).contains("A secret")));
}

#[test]
fn nothing_leads_to_a_place_within_a_text_that_is_not_published() {
    let built = hidden().build();
    let page = built.page("ar/about");
    assert_eq!(page.attributes("main a", "href"), ["../texts/charter/index.html"; 2]);
}

/// A published text with a translation that is a draft, and a text that is one itself.
fn with_drafts() -> ReaderTest {
    let settings = reader::SETTINGS.replace(r#"["charter"]"#, r#"["charter", "war"]"#);
    reader![
        "site.toml" => settings,
        "content/texts/charter/ar.md" => original("نص يشير إلى [الحرب](../war/ar.md)."),
        "content/texts/charter/en.md" => translation_with("status: draft", "Unfinished words."),
        "content/texts/war/ar.md" => original_with("status: draft", "نص غير مكتمل."),
        "content/texts/war/en.md" => translation("War words."),
    ]
}

#[test]
fn drafts_are_left_out_of_a_build() {
    let built = with_drafts().build();
    let page = built.page("ar/texts/charter");
    assert!(!page.has(".companion") && page.has(".notice"));
    assert!(!page.has(".original a"), "a link to a draft shows its words");
    assert_eq!(page.text("#p1 .original"), "نص يشير إلى الحرب.");
    assert!(!built.files.contains_key("ar/texts/war/index.html"));
    for (path, bytes) in &built.files {
        let text = String::from_utf8_lossy(bytes);
        for words in ["غير مكتمل", "Unfinished", "War words"] {
            assert!(!text.contains(words), "{words} in {path}");
        }
    }
}

#[test]
fn drafts_that_are_asked_for_are_shown_and_labelled() {
    let built = with_drafts().build_with(Drafts::Included);
    let page = built.page("ar/texts/charter");
    assert_eq!(page.text("#p1 .companion"), "Unfinished words.");
    assert_eq!(page.text(".notice"), "هذه الترجمة مسودة.");
    assert_eq!(page.attributes("#p1 .original a", "href"), ["../war/index.html"]);
    let draft = built.page("en/texts/war");
    assert_eq!(draft.text(".notice"), "This text is a draft.");
    assert!(built.page("en/syllabus").has(".draft"));
}

/// Three texts, of which the parts name two.
fn with_parts() -> ReaderTest {
    let text = |title: &str| original("نص.\n").replace("الميثاق", title);
    reader![
        "site.toml" => r#"title = { ar = "قارئ", en = "Reader" }
languages = ["ar", "en"]
[[parts]]
id = "week-1"
title = { ar = "الأسبوع الأول", en = "Week 1" }
texts = ["war"]
[[parts]]
id = "week-2"
title = { ar = "الأسبوع الثاني", en = "Week 2" }
texts = ["alliance"]
"#,
        "content/texts/war/ar.md" => text("الحرب")
            .replace("---\nنص", "questions: [{block: 1, text: {ar: لماذا؟}}]\n---\nوالأمن الجماعي نص"),
        "content/texts/alliance/ar.md" => text("الحلف"),
        "content/texts/charter/ar.md" => text("الميثاق"),
        "content/parts/week-1/ar.md" =>
            "---\naims: [فهم الحرب]\ndates: 2026-10-01/2026-10-07\n---\nتمهيد للأسبوع.\n",
        "content/glossary/collective-security.md" => concept("الأمن الجماعي", "collective security"),
    ]
}

#[test]
fn texts_stand_in_the_order_of_reading_and_those_in_no_part_at_the_end() {
    let built = with_parts().build();
    for page in ["ar", "ar/syllabus"] {
        let links = built.page(page).attributes("main a[href*='texts/']", "href");
        let order: Vec<&str> = links.iter().filter_map(|link| link.rsplit('/').nth(1)).collect();
        assert_eq!(order, ["war", "alliance", "charter"], "{page}");
    }
    built.warns("unlisted-text", "content/texts/charter/ar.md:1:1");
}

#[test]
fn a_text_leads_to_the_one_before_and_the_one_after_it() {
    let built = with_parts().build();
    let page = built.page("ar/texts/alliance");
    assert_eq!(page.attributes("a[rel=prev]", "href"), ["../war/index.html"]);
    assert_eq!(page.attributes("a[rel=next]", "href"), ["../charter/index.html"]);
    assert!(!built.page("ar/texts/war").has("a[rel=prev]"));
    assert!(!built.page("ar/texts/charter").has("a[rel=next]"));
}

#[test]
fn a_part_has_introduction_aims_dates_texts_concepts_and_questions() {
    let page = with_parts().build().page("en/parts/week-1");
    assert_eq!(page.text("h1"), "Week 1");
    let main = page.text("main");
    for shown in
        ["تمهيد للأسبوع.", "فهم الحرب", "الحرب", "1 minute", "collective security", "لماذا؟"]
    {
        assert!(main.contains(shown), "{shown} in {main}");
    }
    assert_eq!(page.attributes("time", "datetime"), ["2026-10-01", "2026-10-07"]);
    assert_eq!(page.text(".dates"), "October 1, 2026 – October 7, 2026");
    assert_eq!(page.attributes("a[href*='#q']", "href"), ["../../texts/war/index.html#q1"]);
}
