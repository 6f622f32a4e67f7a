//! The frame of all pages, and what machines read.

use crate::reader;
use crate::reader::{ReaderTest, original, original_with, translation};

/// A reader that has an address.
fn published() -> ReaderTest {
    reader![
        "content/texts/charter/ar.md" => original_with("date: 2024-03-31", "نص.\n"),
        "content/texts/charter/en.md" => translation("Words.\n"),
        "content/glossary/أمن.md" => "---\nnames: {ar: أمن جماعي}\n---\n", // "security"
    ]
    .settings("base_url = \"https://example.org/reader\"")
}

#[test]
fn each_page_names_itself_and_its_other_languages_by_absolute_addresses() {
    let built = published().build();
    for (language, folder) in
        [("ar", ""), ("en", "texts/charter/"), ("ar", "glossary/%D8%A3%D9%85%D9%86/")]
    {
        let path = format!("{language}/{folder}").replace("%D8%A3%D9%85%D9%86", "أمن");
        let page = built.page(path.trim_end_matches('/'));
        let address = |language: &str| format!("https://example.org/reader/{language}/{folder}");
        assert_eq!(page.attributes("link[rel=canonical]", "href"), [address(language)]);
        let alternates = page.all("link[rel=alternate][hreflang]");
        let alternates: Vec<(String, String)> = alternates
            .iter()
            .filter_map(|link| Some((link.attribute("hreflang")?, link.attribute("href")?)))
            .collect();
        let expected = [("ar", "ar"), ("en", "en"), ("x-default", "ar")]
            .map(|(hreflang, language)| (hreflang.to_owned(), address(language)));
        assert_eq!(alternates, expected);
    }
}

#[test]
fn the_root_is_the_home_of_the_default_language() {
    let built = published().build();
    let page = built.page("");
    assert_eq!(page.attributes("html", "lang"), ["ar"]);
    assert_eq!(page.attributes("link[rel=canonical]", "href"), ["https://example.org/reader/ar/"]);
    assert!(page.attributes("main a", "href").contains(&"ar/texts/charter/index.html".to_owned()));
}

#[test]
fn the_page_for_unknown_addresses_has_absolute_links_only() {
    let page = published().build().page_at("404.html");
    let addresses = [page.attributes("[href]", "href"), page.attributes("[src]", "src")].concat();
    for address in &addresses {
        let is_absolute =
            address.starts_with("https://example.org/reader/") || address == "#content";
        assert!(is_absolute, "{address}");
        assert!(!address.ends_with("index.html"), "{address} names a file");
    }
    assert!(addresses.contains(&"https://example.org/reader/ar/".to_owned()));
    assert!(!page.has("link[rel=canonical]"));
}

#[test]
fn the_sitemap_has_every_page_with_its_languages() {
    let built = published().build();
    let sitemap = built.file("sitemap.xml");
    for folder in [
        "",
        "syllabus/",
        "texts/charter/",
        "glossary/",
        "glossary/%D8%A3%D9%85%D9%86/",
        "parts/week-1/",
    ] {
        for language in ["ar", "en"] {
            let loc = format!("<loc>https://example.org/reader/{language}/{folder}</loc>");
            assert!(sitemap.contains(&loc), "{loc} in {sitemap}");
        }
    }
    assert!(!sitemap.contains("404") && !sitemap.contains("index.html"));
}

#[test]
fn the_feed_has_the_texts_that_have_a_date() {
    let built = published().build();
    let feed = built.file("feed.xml");
    assert!(feed.contains("<title>الميثاق</title>"), "{feed}");
    assert!(feed.contains("<updated>2024-03-31T00:00:00Z</updated>"));
    assert!(feed.contains("https://example.org/reader/ar/texts/charter/"));
    let page = built.page("en/texts/charter");
    let link = page.attributes("link[type='application/atom+xml']", "href");
    assert_eq!(link, ["../../../feed.xml"]);
    let link = built.page_at("404.html").attributes("link[type='application/atom+xml']", "href");
    assert_eq!(link, ["https://example.org/reader/feed.xml"]);
}

#[test]
fn robots_may_read_everything_and_jekyll_nothing() {
    let built = published().build();
    assert_eq!(
        built.file("robots.txt"),
        "User-agent: *\nAllow: /\nSitemap: https://example.org/reader/sitemap.xml\n"
    );
    assert_eq!(built.file(".nojekyll"), "");
}

#[test]
fn a_reader_without_an_address_has_no_absolute_one() {
    let built = reader![].build();
    for page in built.pages() {
        assert!(
            !page.has("link[rel=canonical]") && !page.has("link[rel=alternate]"),
            "{}",
            page.path
        );
    }
    for (path, bytes) in &built.files {
        assert!(!String::from_utf8_lossy(bytes).contains("https://example"), "{path}");
    }
}

#[test]
fn the_languages_of_a_page_lead_to_the_same_page() {
    let page = published().build().page("en/texts/charter");
    let links = page.all("nav.languages a");
    let links: Vec<_> = links
        .iter()
        .map(|link| {
            ["hreflang", "lang", "dir", "href"].map(|name| link.attribute(name).unwrap_or_default())
        })
        .collect();
    assert_eq!(
        links,
        [
            ["ar", "ar", "rtl", "../../../ar/texts/charter/index.html"],
            ["en", "en", "ltr", "index.html"],
        ]
    );
}

#[test]
fn words_that_lack_the_interface_language_have_a_language_of_their_own() {
    let settings = r#"title = { en = "Reader" }
languages = ["ar", "fa", "en"]
[[parts]]
id = "week-1"
title = { en = "Week 1", fa = "هفتهٔ اول" }
texts = ["charter"]
"#;
    let built = reader!["site.toml" => settings].build();
    let page = built.page("ar");
    assert_eq!(page.text(r#".site-title[lang="en"][dir="ltr"]"#), "Reader");
    let part = built.page("ar/parts/week-1");
    assert_eq!(
        part.text(r#"h1[lang="fa"][dir="rtl"]"#),
        "هفتهٔ اول",
        "the first of `languages` that it has"
    );
}

#[test]
fn the_numerals_of_page_furniture_are_a_setting() {
    for (digits, shown) in [("latn", "1"), ("arab", "١"), ("arabext", "۱")] {
        let built = reader!["content/texts/charter/ar.md" =>
            original_with("date: 2024-03-31\nannotations: [{quote: نص, text: شرح}]", "نص من 25 كلمة[^1].\n\n[^1]: حاشية.\n")]
        .settings(&format!("digits = \"{digits}\""))
        .build();
        for interface in ["ar", "en"] {
            let page = built.page(&format!("{interface}/texts/charter"));
            assert_eq!(page.text("#p1 .pilcrow"), shown, "{digits}");
            assert_eq!(page.text("aside.annotation .note-number"), shown, "{digits}");
            assert_eq!(page.text("aside.footnote .note-number"), shown, "{digits}");
            assert_eq!(page.attributes("a.note-ref", "data-n"), [shown; 2], "{digits}");
            assert!(page.text("#p1 .original").contains("25"), "the text keeps its own");
            assert_eq!(page.attributes("time", "datetime"), ["2024-03-31"]);
        }
    }
}

#[test]
fn a_day_is_shown_in_the_calendar_of_the_language_and_in_the_numerals_of_the_setting() {
    let shown = |languages: &str, settings: &str, interface: &str| {
        let site = reader::SETTINGS.replace(r#"["ar", "en"]"#, languages);
        let built = reader![
            "site.toml" => site,
            "content/texts/charter/ar.md" => original_with("date: 2021-12-19", "نص.\n"),
        ]
        .settings(settings)
        .build();
        let page = built.is_clean().page(&format!("{interface}/texts/charter"));
        assert_eq!(page.attributes("time", "datetime"), ["2021-12-19"]);
        page.text("time")
    };
    assert_eq!(shown(r#"["en", "ar"]"#, "", "en"), "December 19, 2021");
    assert_eq!(shown(r#"["en", "ar"]"#, "", "ar"), "19 ديسمبر 2021");
    assert_eq!(shown(r#"["fa"]"#, "", "fa"), "۲۸ آذر ۱۴۰۰");
    assert_eq!(shown(r#"["fa-AF", "fa"]"#, "", "fa-AF"), "۲۸ قوس ۱۴۰۰");
    assert_eq!(shown(r#"["ar-EG", "ar"]"#, "", "ar-EG"), "١٩ ديسمبر ٢٠٢١");
    assert_eq!(shown(r#"["ar-u-ca-islamic-umalqura"]"#, "", "ar"), "15 جمادى الأولى 1443 هـ");
    assert_eq!(shown(r#"["fa-u-ca-gregory"]"#, "", "fa"), "۱۹ دسامبر ۲۰۲۱");
    assert_eq!(shown(r#"["fa"]"#, "digits = \"latn\"", "fa"), "28 آذر 1400");
    assert_eq!(shown(r#"["en"]"#, "digits = \"arab\"", "en"), "December ١٩, ٢٠٢١");
    assert_eq!(
        shown(r#"["ar-u-ca-islamic-umalqura"]"#, "digits = \"arab\"", "ar"),
        "١٥ جمادى الأولى ١٤٤٣ هـ"
    );
}

#[test]
fn a_tag_asks_for_a_calendar_and_numerals_and_no_more() {
    let settings = reader::SETTINGS.replace(r#"["ar", "en"]"#, r#"["ar-u-co-phonebk", "en"]"#);
    reader!["site.toml" => settings].build().warns("invalid-value", "site.toml:2:14");
    let settings = reader::SETTINGS.replace(r#"["ar", "en"]"#, r#"["xx-u-ca-persian", "en"]"#);
    reader!["site.toml" => settings].build().warns("unknown-language", "site.toml:2:14");
}

#[test]
fn lists_are_numbered_in_the_numerals_of_their_language() {
    let list = |languages: &str, settings: &str, interface: &str| {
        let site = reader::SETTINGS.replace(r#"["ar", "en"]"#, languages);
        let built = reader![
            "site.toml" => site,
            "content/texts/charter/ar.md" => original("1. أول\n2. ثان\n"),
            "content/texts/charter/fa.md" => translation("1. یکم\n2. دوم\n"),
        ]
        .settings(settings)
        .build();
        let page = built.page(&format!("{interface}/texts/charter"));
        page.attributes("#p1 ol", "data-digits")
    };
    assert_eq!(list(r#"["fa", "en"]"#, "", "fa"), ["latn", "arabext"]);
    assert_eq!(list(r#"["ar-EG", "fa"]"#, "", "ar-EG"), ["arab", "arabext"]);
    assert_eq!(list(r#"["fa"]"#, "digits = \"arab\"", "fa"), ["arab", "arab"]);
}

#[test]
fn without_that_setting_each_language_has_the_numerals_of_the_cldr() {
    let settings = reader::SETTINGS.replace(r#"["ar", "en"]"#, r#"["ar-EG", "fa", "en"]"#);
    let built = reader!["site.toml" => settings].build();
    for (interface, one) in [("ar-EG", "١"), ("fa", "۱"), ("en", "1")] {
        assert_eq!(built.page(&format!("{interface}/texts/charter")).text("#p1 .pilcrow"), one);
    }
}

#[test]
fn a_page_of_the_author_has_its_address_below_the_language() {
    let built = reader![
        "content/pages/about/ar.md" => "---\ntitle: عن القارئ\n---\n## قسم\n\nنص.\n",
        "content/pages/about/en.md" => "---\ntitle: About\n---\nWords.\n",
    ]
    .build();
    assert_eq!(built.is_clean().page("en/about").text("h1"), "About");
    assert_eq!(built.page("ar/about").text("h2#قسم"), "قسم");
    assert_eq!(built.page("en").text("a[href='about/index.html']"), "About");
}
