//! What a page offers to those who study it: citations, concepts, previews, the whole on paper.

use std::collections::BTreeSet;

use crate::reader;
use crate::reader::{
    Built, Page, ReaderTest, has_extension, original, original_with, translation_with,
};

/// A text in two languages with a concept, an annotation, a footnote and a question, and another
/// that links to it.
fn charter() -> ReaderTest {
    // "A note" / "The system" / "Security is a system.[^1]" / "A second paragraph." / "Why?"
    let front = "\
date: 2024-03-31
authors: [سلوى حداد, John Smith]
questions: [{block: 2, text: {ar: لماذا؟, en: Why?}}]
annotations: [{quote: نظام, text: {ar: شرح, en: A note}}]";
    let arabic = original_with(
        front,
        "## المنظومة\n\nالأمن نظام.[^1]\n\nفقرة ثانية. انظر [هنا](#p1).\n\n[^1]: هامش.\n",
    );
    let english = translation_with(
        "translators: [مريم كاظمي]",
        "## The System\n\n[p1] Security is a system. More of it.\n",
    );
    let war = "---\ntitle: الحرب\nrights: {license: CC-BY-4.0}\n---\n## المنظومة\n\nالأمن. انظر [الميثاق](../charter/ar.md#p2) و[أوله](../charter/ar.md).\n";
    let security = "---\nnames: {ar: الأمن, en: {term: security}}\n---\n## ar\nحالة تُصان فيها قيمة يراها صاحبها جوهرية في حياته. وفيه نظر.\n\n## en\nShort.\n";
    reader![
        "content/texts/charter/ar.md" => arabic,
        "content/texts/charter/en.md" => english,
        "content/texts/war/ar.md" => war,
        "content/glossary/security.md" => security,
    ]
}

/// The text of the one file of `assets` whose name begins so.
#[track_caller]
fn asset<'b>(built: &'b Built, prefix: &str) -> &'b str {
    let prefix = format!("assets/{prefix}");
    let found: Vec<&String> = built.files.keys().filter(|path| path.starts_with(&prefix)).collect();
    assert_eq!(found.len(), 1, "{prefix}: {found:?}");
    built.file(found[0])
}

/// The words of an element without those that are hidden.
#[track_caller]
fn visible(page: &Page, css: &str) -> String {
    let html = page.one(css).inner_html();
    let shown = html.split("<span hidden").enumerate().map(|(place, piece)| match place {
        0 => piece,
        _ => piece.split_once("</span>").map_or("", |(_, behind)| behind),
    });
    let html = format!("<p>{}</p>", shown.collect::<String>());
    Page::new("a citation", &html).text("p")
}

#[test]
fn each_side_is_cited_in_its_own_language() {
    let page =
        charter().settings("base_url = \"https://example.org/\"").build().page("ar/texts/charter");
    let shown = |lang: &str| visible(&page, &format!(r#".citation[lang="{lang}"]"#));
    assert_eq!(
        shown("ar"),
        "سلوى حداد، John Smith، «الميثاق»، قارئ، 2024، https://example.org/ar/texts/charter/"
    );
    assert_eq!(
        shown("en"),
        "سلوى حداد, John Smith. “Charter.” Translated by مريم كاظمي. Reader, 2024. \
         https://example.org/ar/texts/charter/"
    );
}

#[test]
fn a_citation_without_authors_date_or_address_leaves_them_out() {
    let page =
        reader!["content/texts/charter/ar.md" => original("نص.")].build().page("en/texts/charter");
    let visible = visible(&page, r#".citation[lang="ar"][dir="rtl"]"#);
    assert!(visible.starts_with("«الميثاق»، قارئ"), "{visible}");
    assert!(!visible.contains('{') && !visible.contains('['), "{visible}");
}

#[test]
fn a_text_ends_with_its_concepts_and_their_gist() {
    let page = charter().build().page("ar/texts/charter");
    assert_eq!(page.text(".text-concepts dt"), "الأمن");
    assert_eq!(page.text(".text-concepts .names-of [lang=en]"), "security");
    assert_eq!(
        page.texts(".text-concepts dd")[1],
        "حالة تُصان فيها قيمة يراها صاحبها جوهرية في حياته."
    );
}

#[test]
fn a_long_list_of_concepts_explains_those_that_come_up_most() {
    // Thirty concepts, each defined; the tenth of them stands in the text a second time.
    let name = |number: char| format!("مفهوم{number}"); // "concept A", "concept B" …
    let letters: Vec<char> = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآ".chars().collect();
    let body: Vec<String> = letters
        .iter()
        .map(|letter| format!("[{}](term:c-{:x})", name(*letter), *letter as u32))
        .collect();
    let again = name(letters[29]);
    let mut reader = reader!["content/texts/charter/ar.md" => original(&format!("{}\n\n{again} {again}", body.join(" ")))];
    for letter in &letters {
        let entry = format!(
            "---\nnames: {{ar: {}, fa: نام, en: name}}\n---\n## ar\nتعريف لهذا المفهوم من المفاهيم.\n",
            name(*letter)
        );
        reader = reader.with(&format!("content/glossary/c-{:x}.md", *letter as u32), entry);
    }
    let page = reader.build().page("ar/texts/charter");
    let explained = page.all(".text-concepts dl > div:has(dd:not(.names-of))");
    assert_eq!(page.all(".text-concepts dt").len(), letters.len());
    assert!(explained.len() < letters.len() && explained.len() >= 12, "{}", explained.len());
    assert!(explained.iter().any(|item| item.text().contains(&again)));
}

#[test]
fn keywords_stand_among_what_is_told_of_a_text_and_in_its_head() {
    let text = original_with("keywords: [الأمن, NATO]", "نص.");
    let page = reader!["content/texts/charter/ar.md" => text].build().page("en/texts/charter");
    assert_eq!(page.texts(".about bdi[lang=ar]"), ["الأمن", "NATO"]);
    assert_eq!(page.attributes("meta[name=keywords]", "content"), ["الأمن, NATO"]);
}

#[test]
fn a_question_stands_at_its_block_and_at_the_end() {
    let page = charter().build().page("en/texts/charter");
    assert_eq!(page.texts("#p2 .notes > .question p")[1], "Why?");
    assert_eq!(page.attributes("#p2 .question a", "href"), ["#q1"]);
    assert_eq!(page.attributes("#q1 a", "href"), ["#p2"]);
    assert!(!page.has("#p1 .question"));
}

#[test]
fn a_block_without_a_translation_says_so() {
    let page = charter().build().page("ar/texts/charter");
    assert_eq!(page.texts(".untranslated"), ["لم تُترجم هذه الفقرة."]);
    assert!(page.has("#p2 > .untranslated"));
    assert!(!charter().build().page("ar/texts/war").has(".untranslated"));
}

#[test]
fn reading_times_say_what_they_are_computed_from() {
    let page = charter().build().page("en/texts/charter");
    assert_eq!(
        page.texts(".about .assumption"),
        ["(at 138 words a minute)", "(at 228 words a minute)"]
    );
}

#[test]
fn previews_are_a_script_that_pages_name() {
    let built = charter().build();
    let script = asset(&built, "previews-ar.");
    let json = script.trim().strip_prefix("hashiyaPreviews(").and_then(|it| it.strip_suffix(")"));
    let previews: serde_json::Value = serde_json::from_str(json.expect("a call")).expect("JSON");
    let security = &previews["terms"]["security"];
    assert_eq!(security["names"][0]["words"], "الأمن");
    assert_eq!(security["names"][1]["dir"], "ltr");
    assert_eq!(security["gist"]["words"], "حالة تُصان فيها قيمة يراها صاحبها جوهرية في حياته.");
    assert_eq!(previews["texts"]["war"]["names"][0]["words"], "الحرب");
    let named = built.page("ar/texts/charter").attributes("script[data-previews]", "data-previews");
    let named = named[0].trim_start_matches("../");
    assert!(built.files.contains_key(named) && named.contains("previews-ar."), "{named}");
}

#[test]
fn the_whole_reader_stands_on_one_page() {
    let built = charter().settings("base_url = \"https://example.org/\"").build();
    let page = built.page("ar/print");
    assert_eq!(page.attributes("article", "id"), ["charter.text", "war.text"]);
    assert_eq!(page.attributes("div.block", "id"), ["charter.p1", "charter.p2", "war.p1"]);
    assert_eq!(
        page.attributes(r#"[id="war.p1"] p a:not(.term)"#, "href"),
        ["#charter.p2", "#charter.text"]
    );
    assert_eq!(page.attributes(r#"[id="charter.p2"] .original a"#, "href"), ["#charter.p1"]);
    let links = page.attributes(r##"main a[href^="#"]"##, "href");
    assert!(links.len() > 8, "{links:?}");
    let ids = page.attributes("[id]", "id");
    let unique: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(ids.len(), unique.len(), "{ids:?}");
    for link in links {
        assert!(unique.contains(&link[1..].to_owned()), "{link} in {ids:?}");
    }
    let levels: Vec<String> = page
        .all("main :is(h1, h2, h3, h4)")
        .iter()
        .map(|heading| heading.0.value().name().to_owned())
        .collect();
    assert_eq!(levels, ["h1", "h2", "h3", "h4", "h4", "h4", "h3", "h4"]);
}

#[test]
fn engines_do_not_list_the_whole_reader() {
    let built = charter().settings("base_url = \"https://example.org/\"").build();
    let page = built.page("ar/print");
    assert_eq!(page.attributes("meta[name=robots]", "content"), ["noindex"]);
    assert!(!page.has("link[rel=canonical]"));
    assert!(!built.file("sitemap.xml").contains("/print/"));
    assert!(!built.page("ar/syllabus").has("meta[name=robots]"));
    assert!(built.page("ar/syllabus").has(r#"main a[href="../print/index.html"]"#));
}

/// The style sheet, the script and what a page loads beside them stay small: a text page is under
/// 60 kB compressed, of which a page of thirty paragraphs takes most.
#[test]
fn the_script_and_the_style_sheet_are_small() {
    let built = reader![].build();
    for (extension, most) in [("css", 48_000), ("js", 28_000)] {
        let files = built.files.iter().filter(|(path, _)| {
            has_extension(path, extension) && path.starts_with("assets/warraq")
        });
        let size: usize = files.map(|(_, bytes)| bytes.len()).sum();
        assert!(size > 0 && size < most, "{extension}: {size} bytes");
    }
}
