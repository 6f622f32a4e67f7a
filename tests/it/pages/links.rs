//! Links between content files, and pictures.

use crate::reader;
use crate::reader::{ReaderTest, concept, has_extension, original, original_with, translation};

/// A reader of two texts, a page, a home and a concept. "War", which refers to the Charter.
fn referring(words: &str) -> ReaderTest {
    let settings = reader::SETTINGS.replace(r#"["charter"]"#, r#"["charter", "war"]"#);
    let home = |title: &str| format!("---\ntitle: {title}\n---\n");
    reader![
        "site.toml" => settings,
        "content/texts/charter/ar.md" => original("## مقدمة\n\nأولى.\n\nثانية.\n"),
        "content/texts/charter/en.md" => translation("## Introduction\n\nFirst.\n\nSecond.\n"),
        "content/texts/war/ar.md" => original(words),
        "content/pages/about/ar.md" => home("عن القارئ"),
        "content/home/ar.md" => home("الرئيسة"),
        "content/parts/week-1/ar.md" => "---\naims: [الفهم]\n---\nتمهيد.\n",
        "content/glossary/peace.md" => concept("سلم دائم", "peace"),
    ]
}

/// Where a link written so leads from a text.
#[track_caller]
fn href(destination: &str) -> String {
    let built = referring(&format!("[انظر]({destination}) هناك.\n")).build();
    let links = built.page("ar/texts/war").attributes(".original a", "href");
    assert_eq!(links.len(), 1, "{}", built.told());
    links[0].clone()
}

#[test]
fn a_link_to_a_content_file_becomes_the_address_of_its_page() {
    assert_eq!(href("../charter/ar.md"), "../charter/index.html");
    assert_eq!(href("../charter/ar.md#p2"), "../charter/index.html#p2");
    assert_eq!(href("../charter/en.md#p2"), "../charter/index.html#p2");
    assert_eq!(href("../../glossary/peace.md"), "../../glossary/peace/index.html");
    assert_eq!(href("../../pages/about/ar.md"), "../../about/index.html");
    assert_eq!(href("../../home/ar.md"), "../../index.html");
    assert_eq!(href("../../parts/week-1/ar.md"), "../../parts/week-1/index.html");
}

#[test]
fn a_link_may_lead_to_a_heading_in_either_language() {
    assert_eq!(href("../charter/ar.md#مقدمة"), "../charter/index.html#مقدمة");
    assert_eq!(
        href("../charter/ar.md#%D9%85%D9%82%D8%AF%D9%85%D8%A9"),
        "../charter/index.html#مقدمة"
    );
    let of_translation = href("../charter/en.md#introduction");
    let id = of_translation.split_once('#').expect("an id").1;
    let page = referring("نص.").build().page("ar/texts/charter");
    assert_eq!(page.all(&format!("#{id}")).len(), 1, "{of_translation}");
}

#[test]
fn a_link_to_a_heading_is_written_as_github_follows_it() {
    let body =
        "[سؤال](#questions) [مقدمة](en.md#introduction)\n\n## Questions\n\n## Introduction\n\nنص.";
    let built = reader![
        "content/texts/charter/ar.md" => original(body),
        "content/texts/charter/en.md" => translation(
            "[Top](#introduction) [term](../../glossary/peace.md#en)\n\n## Preface\n\n## Introduction\n\nText.",
        ),
        "content/glossary/peace.md" => "---\nnames: {ar: سلام}\n---\n## en\nPeace.\n",
    ]
    .build();
    assert_eq!(built.is_clean().page("ar/texts/charter").texts("#p1 a[href^='#h-']"), ["سؤال"]);
    let page = built.page("en/texts/charter");
    let links = page.attributes("#p1 .companion a", "href");
    assert_eq!(links, ["#introduction-1", "../../glossary/peace/index.html"]);
    assert_eq!(page.text("#introduction-1"), "Introduction");
}

#[test]
fn a_link_within_a_file_names_no_other_page() {
    let built = referring("أولى.\n\nكما في [ما سبق](#p1) و[الأولى](ar.md#p1).\n").build();
    let links = built.page("ar/texts/war").attributes("#p2 .original a", "href");
    for link in links {
        assert!(["#p1", "index.html#p1", "../war/index.html#p1"].contains(&&*link), "{link}");
    }
}

#[test]
fn links_stand_in_pages_definitions_and_notes_too() {
    let built = referring("نص.")
        .with(
            "content/texts/war/ar.md",
            original_with(
                "annotations: [{quote: نص, text: 'انظر [الميثاق](../charter/ar.md#p1)'}]",
                "نص.\n",
            ),
        )
        .with(
            "content/pages/about/ar.md",
            "---\ntitle: عن\n---\n[الميثاق](../../texts/charter/ar.md#p1)\n",
        )
        .with("content/home/ar.md", "---\ntitle: أهلا\n---\n[الميثاق](../texts/charter/ar.md#p1)\n")
        .with(
            "content/glossary/peace.md",
            "---\nnames: {ar: سلم دائم}\n---\n## ar\n[الميثاق](../texts/charter/ar.md#p1)\n",
        )
        .build();
    let link = |page: &str, css: &str| built.page(page).attributes(css, "href");
    assert_eq!(link("ar/texts/war", "aside a[href*='#p1']"), ["../charter/index.html#p1"]);
    assert_eq!(link("ar/about", "main a"), ["../texts/charter/index.html#p1"]);
    assert_eq!(link("ar", "article a[href*='#p1']"), ["texts/charter/index.html#p1"]);
    assert_eq!(link("", "article a[href*='#p1']"), ["ar/texts/charter/index.html#p1"]);
    assert_eq!(link("ar/glossary/peace", ".definition a"), ["../../texts/charter/index.html#p1"]);
}

#[test]
fn a_link_to_what_is_not_there_is_an_error_and_shows_its_words() {
    for (destination, code) in [
        ("../chater/ar.md", "unknown-file"),
        ("../charter/ar.md#p9", "unknown-block"),
        ("../charter/ar.md#خاتمة", "unknown-heading"),
        ("term:pece", "unknown-concept"),
        ("javascript:alert(1)", "invalid-url"),
        ("../../../../etc/passwd", "unknown-file"),
    ] {
        let built = referring(&format!("[انظر]({destination}) هناك.\n")).build();
        built.warns(code, "content/texts/war/ar.md:5:1");
        let page = built.page("ar/texts/war");
        assert_eq!(page.text("#p1 .original"), "انظر هناك.");
        assert!(!page.has(".original a"));
    }
}

/// A picture of 3 × 2 pixels, made of the least that says so.
fn png() -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x03\0\0\0\x02\x08\x06\0\0\0".to_vec();
    bytes.extend(b"\x9d\x74\x66\x1a\0\0\0\x0bIDATx\x9cc`@\x07\0\0\x12\0\x01\x02\x35\xb6\x35\0\0\0\0IEND\xaeB`\x82");
    bytes
}

#[test]
fn a_picture_is_copied_once_with_its_size_and_a_name_of_its_contents() {
    let built = reader![
        "content/texts/charter/ar.md" =>
            original("![خريطة](map.png \"الأحلاف\")\n\nنص ![خريطة](map.png).\n"),
        "content/texts/charter/en.md" => translation("![A map](map.png)\n\nWords ![A map](map.png).\n"),
        "content/texts/charter/map.png" => png(),
        "content/texts/charter/unused.png" => [png(), b"more".to_vec()].concat(),
    ]
    .build();
    let page = built.is_clean().page("ar/texts/charter");
    let picture = page.one("#p1 .original figure img");
    assert_eq!(picture.attribute("alt").as_deref(), Some("خريطة"));
    assert_eq!(picture.attribute("width").as_deref(), Some("3"));
    assert_eq!(picture.attribute("height").as_deref(), Some("2"));
    assert_eq!(page.text("#p1 .original figcaption"), "الأحلاف");

    let pictures: Vec<&String> =
        built.files.keys().filter(|path| has_extension(path, "png")).collect();
    assert_eq!(pictures.len(), 1, "only those named: {pictures:?}");
    assert!(pictures[0].starts_with("assets/map."), "{pictures:?}");
    assert_eq!(built.files[pictures[0]], png());
    for address in page.attributes("img", "src") {
        assert_eq!(address, format!("../../../{}", pictures[0]));
    }
}

#[test]
fn two_pictures_of_one_name_do_not_take_each_others_place() {
    let settings = reader::SETTINGS.replace(r#"["charter"]"#, r#"["charter", "war"]"#);
    let other = [png(), b"more".to_vec()].concat();
    let built = reader![
        "site.toml" => settings,
        "content/texts/charter/ar.md" => original("نص ![خريطة](map.png).\n"),
        "content/texts/charter/map.png" => png(),
        "content/texts/war/ar.md" => original("نص ![خريطة](map.png) و![خريطة](../charter/map.png).\n"),
        "content/texts/war/map.png" => other,
    ]
    .build();
    let charter = built.page("ar/texts/charter").attributes("img", "src");
    let war = built.page("ar/texts/war").attributes("img", "src");
    assert_ne!(war[0], charter[0]);
    assert_eq!(war[1], charter[0]);
}

#[test]
fn pages_whose_names_continue_that_of_another_are_listed_by_each_other() {
    let page = |title: &str, body: &str| format!("---\ntitle: {title}\n---\n{body}\n");
    let built = reader![
        "content/pages/help/ar.md" => page("مساعدة", "ثم [الثاني](../help-two/ar.md)."),
        "content/pages/help-one/ar.md" => page("الأول", "## قسم\n\nنص."),
        "content/pages/help-one-more/ar.md" => page("مزيد", ""),
        "content/pages/help-two/ar.md" => page("الثاني", ""),
        "content/pages/helpers/ar.md" => page("المساعدون", "## قسم\n\nنص."),
    ]
    .build();
    let member = built.page("ar/help-one");
    assert_eq!(
        member.attributes(".site-nav a", "href")[2..],
        ["../help/index.html", "../helpers/index.html"]
    );
    let links = ["../help/index.html", "../help-two/index.html", "index.html", "#قسم"];
    assert_eq!(member.attributes(".group a", "href")[..4], links);
    assert_eq!(member.attributes(".group a", "href")[4..], ["../help-one-more/index.html"]);
    assert_eq!(member.attributes(".group [aria-current]", "href"), ["index.html"]);
    assert!(built.page("ar/help").has(".group"));
    assert!(!built.page("ar/helpers").has(".group"));
}

#[test]
fn a_heading_is_found_on_the_page_in_each_language() {
    let page = |headings: &str| format!("---\ntitle: About\n---\n{headings}");
    let built = reader![
        "content/texts/charter/ar.md" => original(
            "[أول](../../pages/about/ar.md#قسم) [ثان](../../pages/about/ar.md#خاتمة)\n" // "first", "second"
        ),
        "content/pages/about/ar.md" => page("## قسم\n\nنص.\n\n## خاتمة\n"), // "section", "end"
        "content/pages/about/en.md" => page("## Section {#sec}\n\nText.\n"),
    ]
    .build();
    let links = |language: &str| {
        built.page(&format!("{language}/texts/charter")).attributes(".original a", "href")
    };
    assert_eq!(links("ar"), ["../../about/index.html#قسم", "../../about/index.html#خاتمة"]);
    assert_eq!(links("en"), ["../../about/index.html#sec", "../../about/index.html"]);
}
