//! Annotations and footnotes.

use crate::reader;
use crate::reader::{Built, Page, original, original_with, translation, translation_with};

/// The reader of an Arabic text with annotations.
fn annotated(annotations: &str, body: &str) -> Built {
    let text = original_with(&format!("annotations:\n{annotations}"), body);
    reader!["content/texts/charter/ar.md" => text].build()
}

/// The words of annotation `number`, all of their pieces together.
fn quoted(page: &Page, number: u32) -> String {
    let pieces = page.all(&format!("mark.anchor[data-note=a{number}]"));
    pieces.iter().flat_map(|piece| piece.0.text()).collect()
}

#[test]
fn annotations_are_numbered_through_the_page_those_of_the_original_first() {
    let ours = "annotations: [{quote: ثانية, text: ثم}, {quote: أولى, text: قبل}]";
    let theirs = "annotations: [{quote: First, text: Of the translation}]";
    let built = reader![
        "content/texts/charter/ar.md" => original_with(ours, "أولى.\n\nثانية.\n"),
        "content/texts/charter/en.md" => translation_with(theirs, "First.\n\nSecond.\n"),
    ]
    .build();
    let page = built.is_clean().page("ar/texts/charter");
    assert_eq!(quoted(&page, 1), "أولى"); // in the order of the text
    assert_eq!(quoted(&page, 2), "ثانية");
    assert_eq!(quoted(&page, 3), "First");
    assert!(page.text("#p1 > .notes > #a1").ends_with("قبل"));
    assert!(page.text("#p1 > .notes > #a3").ends_with("Of the translation"));
    assert!(page.text("#p2 > .notes > #a2").ends_with("ثم"));
}

#[test]
fn the_note_of_a_whole_block_stands_inside_that_block() {
    let note = "annotations: [{block: 2, kind: question, text: Why?}]";
    let built = reader![
        "content/texts/charter/ar.md" => original("أولى.\n\nثانية.\n"),
        "content/texts/charter/en.md" => translation_with(note, "First.\n\nSecond.\n"),
    ]
    .build();
    let page = built.is_clean().page("en/texts/charter");
    let note = page.one(r#"#p2 aside.annotation#a1[data-kind="question"]"#);
    assert!(note.text().contains("Why?"));
    assert!(!page.has("mark.anchor"));
}

#[test]
fn a_note_without_a_kind_is_a_note_and_its_words_are_in_the_language_of_the_file() {
    let page = annotated("  - {quote: نص, by: المحررون, text: شرح *مهم*}", "نص قصير.\n")
        .page("en/texts/charter");
    let note = page.one(r#"aside.annotation[data-kind="note"][lang="ar"][dir="rtl"]"#);
    assert_eq!(note.all("em")[0].text(), "مهم");
    assert!(note.text().ends_with("المحررون"), "{}", note.text());
}

#[test]
fn a_quote_may_reach_over_emphasis_and_links() {
    // "the distribution of power among states"
    let built = annotated(
        "  - {quote: توزيع القوة بين الدول, text: شرح}",
        "إن توزيع **القوة** بين [الدول](https://example.org/) مهم.\n",
    );
    let page = built.is_clean().page("ar/texts/charter");
    assert_eq!(quoted(&page, 1), "توزيع القوة بين الدول");
    assert_eq!(page.all("#a1-quote").len(), 1);
    assert_eq!(page.text("#p1 .original strong"), "القوة");
    assert_eq!(page.text("#p1 .original a.external"), "الدول");
    assert_eq!(page.text("#p1 .original"), "إن توزيع القوة بين الدول مهم.");
}

#[test]
fn quotes_may_overlap() {
    let built = annotated(
        "  - {quote: توزيع القوة بين, text: أ}\n  - {quote: القوة بين الدول, text: ب}\n  - {quote: بين, text: ج}",
        "إن توزيع القوة بين الدول مهم.\n",
    );
    let page = built.is_clean().page("ar/texts/charter");
    assert_eq!(quoted(&page, 1), "توزيع القوة بين");
    assert_eq!(quoted(&page, 2), "القوة بين الدول");
    assert_eq!(quoted(&page, 3), "بين");
    for number in 1..=3 {
        assert_eq!(page.all(&format!("#a{number}-quote")).len(), 1);
    }
    assert_eq!(page.text("#p1 .original"), "إن توزيع القوة بين الدول مهم.");
}

#[test]
fn a_quote_need_not_have_the_marks_of_the_text() {
    for (quote, text) in [
        ("الامن الجماعي", "الأمنُ الجماعيّ"),    // vowel signs, hamza
        ("الأمن الجماعي", "الأمـــن الجماعي"), // tatweel
        ("الأمـن الجماعي", "الأمن الجماعي"),   // tatweel in the quote
        ("بینالمللی", "بین‌المللی"),          // no half-space
        ("بین‌المللي", "بین‌المللی"),          // Arabic yeh for Persian
        ("collective security", "Collective Security"),
    ] {
        let built =
            annotated(&format!("  - {{quote: {quote}, text: شرح}}"), &format!("هذا {text} هنا.\n"));
        let page = built.page("ar/texts/charter");
        assert_eq!(quoted(&page, 1), text, "{quote}: {}", built.told());
    }
}

#[test]
fn an_occurrence_says_which_place_is_meant() {
    let built =
        annotated("  - {quote: الأمن, occurrence: 2, text: شرح}", "الأمن أولا.\n\nثم الأمن ثانيا.\n");
    let page = built.is_clean().page("ar/texts/charter");
    assert_eq!(page.text("#p2 #a1-quote"), "الأمن");
    assert!(!page.has("#p1 mark"));
}

#[test]
fn a_quote_may_stand_in_a_heading_a_list_or_a_table() {
    let built = annotated(
        "  - {quote: العنوان, text: أ}\n  - {quote: البند, text: ب}\n  - {quote: الخلية, text: ج}",
        "## هذا العنوان\n\n- هذا البند\n\n| رأس |\n|---|\n| هذه الخلية |\n",
    );
    let page = built.is_clean().page("ar/texts/charter");
    assert_eq!(page.text("h2 #a1-quote"), "العنوان");
    assert_eq!(page.text("#p1 li #a2-quote"), "البند");
    assert_eq!(page.text("#p2 td #a3-quote"), "الخلية");
    for number in 1..=3 {
        assert_eq!(page.all(&format!("aside#a{number}")).len(), 1, "no note is lost");
    }
}

#[test]
fn a_footnote_called_twice_stands_once_and_leads_back() {
    // "First, again." / "Article 43"
    let text = original("أولى[^1] ثم ثانية[^1].\n\n[^1]: المادة 43.\n");
    let built = reader!["content/texts/charter/ar.md" => text].build();
    let page = built.is_clean().page("ar/texts/charter");
    let calls = page.all("a.footnote-ref");
    assert_eq!(calls.len(), 2);
    assert_ne!(calls[0].attribute("id"), calls[1].attribute("id"));
    let note = page.one("#p1 aside.footnote");
    assert!(note.text().ends_with("المادة 43."));
    let id = note.attribute("id").expect("an id");
    assert!(calls.iter().all(|call| call.attribute("href") == Some(format!("#{id}"))));
    let back = note.all("a.note-number")[0].attribute("href");
    assert_eq!(back, calls[0].attribute("id").map(|id| format!("#{id}")));
}

#[test]
fn footnotes_of_both_languages_stand_in_their_block() {
    let built = reader![
        "content/texts/charter/ar.md" => original("أولى[^أ].\n\nثانية.\n\n[^أ]: حاشية.\n"),
        "content/texts/charter/en.md" => translation("First[^a].\n\nSecond.\n\n[^a]: A note.\n"),
    ]
    .build();
    let page = built.is_clean().page("en/texts/charter");
    assert!(page.text(r#"#p1 aside.footnote[lang="ar"][dir="rtl"]"#).ends_with("حاشية."));
    assert!(page.text(r#"#p1 aside.footnote[lang="en"][dir="ltr"]"#).ends_with("A note."));
    assert!(!page.texts(".companion").concat().contains("A note."));
}

#[test]
fn a_footnote_may_be_called_in_a_table_and_in_another_footnote() {
    let text = original("| أ[^1] |\n|---|\n| ب |\n\n[^1]: انظر[^2].\n[^2]: المصدر.\n");
    let built = reader!["content/texts/charter/ar.md" => text].build();
    let page = built.is_clean().page("ar/texts/charter");
    let notes = page.texts("#p1 aside.footnote");
    assert_eq!(notes.len(), 2);
    assert!(notes[1].ends_with("المصدر."), "{notes:?}");
}

#[test]
fn a_footnote_that_nothing_calls_is_shown_all_the_same() {
    let text = original("نص.\n\n[^3]: حاشية منسية.\n"); // "a forgotten note"
    let built = reader!["content/texts/charter/ar.md" => text].build();
    let page = built.page("ar/texts/charter");
    assert!(page.text("aside.footnote").ends_with("حاشية منسية."));
}

#[test]
fn a_footnote_of_a_note_does_not_take_the_place_of_one_of_the_text() {
    let notes = "annotations:
  - {quote: أولى, text: \"شرح[^1].\\n\\n[^1]: حاشية الشرح.\"}
  - {quote: ثانية, text: \"شرح[^1].\\n\\n[^1]: حاشية أخرى.\"}";
    let text = original_with(notes, "أولى ثم ثانية[^1].\n\n[^1]: حاشية النص.\n");
    let built = reader!["content/texts/charter/ar.md" => text].build();
    let page = built.is_clean().page("ar/texts/charter");
    let calls = page.attributes("a.footnote-ref", "href");
    assert_eq!(calls.len(), 3);
    for (call, words) in calls.iter().zip(["حاشية النص.", "حاشية الشرح.", "حاشية أخرى."])
    {
        assert!(page.text(call).ends_with(words), "{call}");
    }
}

#[test]
fn a_footnote_of_a_heading_stands_beside_it() {
    let text = original("## عنوان[^1]\n\nنص.\n\n[^1]: حاشية.\n");
    let page = reader!["content/texts/charter/ar.md" => text].build().page("ar/texts/charter");
    assert!(page.text("aside.footnote").ends_with("حاشية."));
    assert_eq!(page.all("h2 a.footnote-ref").len(), 1);
    assert_eq!(page.attributes("h2", "id"), ["عنوان"]);
}

#[test]
fn a_quote_may_cross_a_glossary_link() {
    // "the system of collective security among states"
    let text = original_with(
        "annotations: [{quote: نظام الأمن, text: أ}, {quote: الجماعي بين, text: ب}]",
        "هذا نظام الأمن الجماعي بين الدول.\n",
    );
    let built = reader![
        "content/texts/charter/ar.md" => text,
        "content/glossary/collective-security.md" => reader::concept("الأمن الجماعي", "collective security"),
    ]
    .build();
    let page = built.is_clean().page("ar/texts/charter");
    assert_eq!(quoted(&page, 1), "نظام الأمن");
    assert_eq!(quoted(&page, 2), "الجماعي بين");
    assert_eq!(page.text("a.term"), "الأمن الجماعي");
    assert!(!page.has("a a"));
    assert_eq!(page.text("#p1 .original"), "هذا نظام الأمن الجماعي بين الدول.");
}
