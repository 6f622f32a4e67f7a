//! Glossary links, and the pages of concepts.

use crate::reader;
use crate::reader::{Built, ReaderTest, concept, original, original_with, translation};

/// A text with the concept "collective security" in the glossary.
fn reader_of(text: String) -> ReaderTest {
    reader![
        "content/texts/charter/ar.md" => text,
        "content/glossary/collective-security.md" => concept("الأمن الجماعي", "collective security"),
    ]
}

/// The blocks of the Arabic page in which the concept is linked, once for each link.
fn linked_blocks(built: &Built) -> Vec<String> {
    let page = built.page("ar/texts/charter");
    let blocks = page.all("div.block");
    let links = |block: &crate::reader::Element| {
        let number = block.attribute("data-block").unwrap_or_default();
        vec![number; block.all(".original a.term").len()]
    };
    blocks.iter().flat_map(links).collect()
}

/// Two sections; the concept stands in ¶1 twice, in ¶2 and in ¶3.
const SECTIONS: &str = "\
الأمن الجماعي ثم الأمن الجماعي.

الأمن الجماعي.

## قسم

الأمن الجماعي.
";

#[test]
fn a_policy_says_which_occurrences_are_links() {
    for (policy, blocks) in [
        ("first-in-section", &["1", "3"][..]),
        ("first-in-text", &["1"]),
        ("all", &["1", "1", "2", "3"]),
        ("none", &[]),
    ] {
        let settings = format!("{}\n[glossary]\nlink = \"{policy}\"\n", reader::SETTINGS);
        let built = reader_of(original(SECTIONS)).with("site.toml", settings).build();
        assert_eq!(linked_blocks(&built), blocks, "{policy}");
        let front_matter = format!("glossary: {{link: {policy}}}");
        let of_the_text = reader_of(original_with(&front_matter, SECTIONS)).build();
        assert_eq!(linked_blocks(&of_the_text), blocks, "{policy} in the text itself");
    }
}

#[test]
fn without_a_policy_the_first_in_each_section_is_a_link() {
    assert_eq!(linked_blocks(&reader_of(original(SECTIONS)).build()), ["1", "3"]);
}

#[test]
fn a_concept_that_a_text_ignores_has_no_links_in_it() {
    let text = original_with("glossary: {ignore: [collective-security]}", SECTIONS);
    let built = reader_of(text).build();
    assert!(linked_blocks(&built).is_empty());
    assert!(!built.page("ar/glossary/collective-security").has("li.occurrence"));
}

#[test]
fn an_author_may_link_other_words_to_a_concept() {
    // "the system", "the United Nations"
    let built =
        reader_of(original("هذا [النظام](term:collective-security) في الأمم المتحدة.\n")).build();
    let page = built.is_clean().page("ar/texts/charter");
    assert_eq!(page.text(r#"a.term[data-term="collective-security"]"#), "النظام");
    let concept = built.page("ar/glossary/collective-security");
    assert!(concept.text(r#"li.occurrence[data-block="1"] mark"#).contains("النظام"));
}

#[test]
fn an_author_may_keep_words_from_being_linked() {
    let built = reader_of(original("[الأمن الجماعي](term:-) ثم الأمن الجماعي.\n")).build();
    let page = built.is_clean().page("ar/texts/charter");
    assert_eq!(page.all("#p1 a").iter().filter(|link| link.html().contains("term")).count(), 1);
    assert!(!page.html.contains("term:"));
    assert_eq!(page.text("#p1 .original"), "الأمن الجماعي ثم الأمن الجماعي.");
    let places = built.page("ar/glossary/collective-security").all("li.occurrence").len();
    assert_eq!(places, 1);
}

#[test]
fn headings_links_and_code_have_no_glossary_links() {
    let built = reader_of(original(
        "\
## الأمن الجماعي

نص.

[الأمن الجماعي](https://example.org/)

`الأمن الجماعي`

```
الأمن الجماعي
```
",
    ))
    .build();
    let page = built.page("ar/texts/charter");
    assert!(!page.has("a.term"), "{:?}", page.texts("a.term"));
    assert!(page.all("a a").is_empty());
}

#[test]
fn the_places_of_a_concept_have_the_numbers_of_the_original_in_translations_too() {
    let built = reader![
        "content/texts/charter/ar.md" =>
            original("## الأمن الجماعي\n\nنص.\n\nالأمن الجماعي ثم الأمن الجماعي.\n"),
        "content/texts/charter/en.md" =>
            translation("## Collective security\n\n[p2] Of collective security.\n"),
        "content/glossary/collective-security.md" => concept("الأمن الجماعي", "collective security"),
    ]
    .build();
    for interface in ["ar", "en"] {
        let page = built.page(&format!("{interface}/glossary/collective-security"));
        let blocks = page.attributes("li.occurrence[data-text=charter]", "data-block");
        assert_eq!(blocks, ["2", "2", "2"], "all occurrences, without those in headings");
        let contexts = page.attributes("li.occurrence .context", "lang");
        assert_eq!(contexts, ["ar", "ar", "en"]);
        assert!(page.texts("li.occurrence mark").contains(&"collective security".to_owned()));
    }
}

#[test]
fn a_concept_page_shows_names_definition_and_relations() {
    let built = reader![
        "content/texts/charter/ar.md" => original("الأمن الجماعي، ثم نظام الأمن الجماعي."),
        "content/glossary/collective-security.md" => "---
names:
  ar: {term: الأمن الجماعي, forms: [نظام الأمن الجماعي]}
  en: {term: collective security, abbreviation: CS}
see: [alliance]
broader: [security]
---
## ar
تعريف فيه *توكيد* وفيه حلف دائم.

## en
A definition.
",
        "content/glossary/security.md" => "---\nnames: {ar: سلامة}\n---\n## ar\nتعريف.\n",
        "content/glossary/alliance.md" => concept("حلف دائم", "alliance"),
    ]
    .build();
    let page = built.page("en/glossary/collective-security");
    assert_eq!(page.text(r#"h1[lang="en"][dir="ltr"]"#), "collective security");
    let names = page.text(".names");
    assert!(names.contains("CS") && names.contains("نظام الأمن الجماعي"), "{names}");
    assert_eq!(page.attributes(".definition", "lang"), ["en", "ar"]);
    assert_eq!(page.text(r#".definition[lang="ar"] em"#), "توكيد");
    assert_eq!(page.text(r#".definition[lang="ar"] a.term[data-term="alliance"]"#), "حلف دائم");
    assert_eq!(page.texts(".related a"), ["سلامة", "alliance"]);
    let broader = built.page("en/glossary/security");
    assert_eq!(broader.text(r#"h1[lang="ar"][dir="rtl"]"#), "سلامة", "it has no English name");
    assert_eq!(broader.texts(".related a"), ["collective security"], "what is narrower");
}

#[test]
fn the_glossary_is_in_the_alphabet_of_the_interface_language() {
    let built = reader![
        "content/glossary/peace.md" => concept("سلام", "peace"),
        "content/glossary/security.md" => concept("أمن", "security"),
        "content/glossary/alliance.md" => concept("حلف", "alliance"),
        "content/glossary/threat.md" => concept("التهديد", "threat"),
    ]
    .build();
    let names =
        |interface: &str| built.page(&format!("{interface}/glossary")).texts(".concepts li > a");
    // Alef, teh (without the article), hah, seen.
    assert_eq!(names("ar"), ["أمن", "التهديد", "حلف", "سلام"]);
    assert_eq!(names("en"), ["alliance", "peace", "security", "threat"]);
}

#[test]
fn a_concept_that_is_never_matched_is_listed_and_not_linked() {
    let built = reader_of(original("الأمن الجماعي.\n"))
        .change("content/glossary/collective-security.md", "---\nnames", "---\nmatch: never\nnames")
        .build();
    assert!(linked_blocks(&built).is_empty());
    assert_eq!(built.page("ar/glossary").texts(".concepts li > a"), ["الأمن الجماعي"]);
}
