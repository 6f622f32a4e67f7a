//! Words and numbers of another direction than those around them, as a page has them.

use crate::reader;
use crate::reader::{Page, concept, original, original_with, translation};

fn page(body: &str) -> Page {
    reader!["content/texts/charter/ar.md" => original(body)].build().page("ar/texts/charter")
}

#[track_caller]
fn check(body: &str, expected: &str) {
    let page = page(body);
    assert_eq!(page.one("#p1 .original p").inner_html(), expected);
}

// The parser that reads pages here sorts attributes.
const EN: &str = "<bdi dir=\"ltr\" lang=\"en\">";
const LTR: &str = "<bdi dir=\"ltr\">";
const ADDRESS: &str = "<bdi class=\"address\" dir=\"ltr\">";

#[test]
fn a_citation_in_latin_script_is_isolated_and_its_brackets_are_not() {
    // "He said (…). The alliance … and …"
    let page =
        page("قال (Booth, 1991: 313-326). حلف **NATO** و`code` و<bdi lang=\"fr\">OTAN</bdi>.\n");
    assert_eq!(page.texts("#p1 bdi[lang=en][dir=ltr]"), ["Booth, 1991: 313-326", "NATO"]);
    assert_eq!(page.text("#p1 bdi[lang=fr][dir=ltr]"), "OTAN");
    assert_eq!(page.text("#p1 .original"), "قال (Booth, 1991: 313-326). حلف NATO وcode وOTAN.");
}

#[test]
fn the_words_of_a_source_in_another_script_are_isolated() {
    let source = "source:\n  title: Security Governance\n  container: مجلة (ISS)\n"; // "journal"
    let page = reader!["content/texts/charter/ar.md" => original_with(source, "نص\n")]
        .build()
        .page("ar/texts/charter");
    let cited = page.all(".about cite").into_iter().map(|cite| cite.inner_html());
    let expected = [format!("{EN}Security Governance</bdi>"), format!("مجلة ({EN}ISS</bdi>)")];
    assert_eq!(cited.collect::<Vec<_>>(), expected);
}

#[test]
fn numbers_and_addresses_are_isolated() {
    // pages, section, percent
    check(
        "الصفحات 145-159 والقسم 3.2.1 ونسبة 50%.\n",
        &format!("الصفحات {LTR}145-159</bdi> والقسم {LTR}3.2.1</bdi> ونسبة {LTR}50%</bdi>."),
    );
    check("عام 1967 فقط\n", "عام 1967 فقط"); // "in 1967 alone"
    check(
        "انظر www.example.org/a، ثم.\n", // "see …, then"
        &format!("انظر {ADDRESS}www.example.org/a</bdi>، ثم."),
    );
    check(
        "انظر See https://example.org/a now.\n",
        &format!("انظر {EN}See {ADDRESS}https://example.org/a</bdi> now</bdi>."),
    );
    let page = page("انظر <https://example.org/a>.\n");
    assert_eq!(
        page.text("#p1 .original a[href] bdi.address, #p1 .original bdi.address a"),
        "https://example.org/a"
    );
}

#[test]
fn what_an_author_gave_a_direction_keeps_it() {
    check(
        "قال <span lang=\"de\">Sicherheit, 1991</span>.\n", // "said"
        "قال <span dir=\"ltr\" lang=\"de\">Sicherheit, 1991</span>.",
    );
    check(
        "قال <bdi>1990-1995</bdi> و<span dir=\"ltr\">1-2</span>.\n",
        "قال <bdi>1990-1995</bdi> و<span dir=\"ltr\">1-2</span>.",
    );
    // One run with words of another language in it
    check(
        "قال the <span lang=\"de\">Sicherheit</span> policy.\n",
        &format!("قال {EN}the <span dir=\"ltr\" lang=\"de\">Sicherheit</span> policy</bdi>."),
    );
    // An element that says nothing of language or direction
    check("قال <u>NATO</u>.\n", &format!("قال <u>{EN}NATO</bdi></u>."));
    check(
        "قال <bdi dir=\"rtl\">حلف NATO</bdi> EU.\n",
        &format!("قال <bdi dir=\"rtl\">حلف NATO</bdi> {EN}EU</bdi>."),
    );
    check("اضغط <kbd>Ctrl+C (1)</kbd>.\n", "اضغط <kbd><bdi dir=\"ltr\">Ctrl+C (1)</bdi></kbd>."); // "press"
    check("نفذ `a(1)`.\n", "نفذ <code dir=\"ltr\">a(1)</code>."); // "run"
}

#[test]
fn emphasis_is_divided_where_it_crosses_an_isolate() {
    check(
        "**حلف NATO** treaty.\n", // "alliance"
        &format!("<strong>حلف </strong>{EN}<strong>NATO</strong> treaty</bdi>."),
    );
    check("حلف **NATO**.\n", &format!("حلف <strong>{EN}NATO</bdi></strong>."));
}

#[test]
fn arabic_words_in_english_are_isolated_in_their_language() {
    let built = reader![
        "content/texts/charter/ar.md" => original("نص.\n"),
        "content/texts/charter/en.md" => translation("The term «الأمن» (أمن) here, and شلوم.\n"),
    ]
    .build();
    let page = built.page("en/texts/charter");
    assert_eq!(page.texts("#p1 .companion bdi[lang=ar][dir=rtl]"), ["الأمن", "أمن", "شلوم"]);
    assert_eq!(page.text("#p1 .companion"), "The term «الأمن» (أمن) here, and شلوم.");
    // Letters of a language that the reader does not have
    let built = reader![
        "content/texts/charter/ar.md" => original("نص.\n"),
        "content/texts/charter/en.md" => translation("The Persian گروه here.\n"), // "group"
    ]
    .build();
    assert_eq!(built.page("en/texts/charter").texts("#p1 bdi[dir=rtl]:not([lang])"), ["گروه"]);
}

#[test]
fn the_language_of_latin_words_is_a_setting() {
    let page = reader!["content/texts/charter/ar.md" => original("حلف OTAN.\n")]
        .settings("text = {latin = \"fr\"}")
        .build()
        .page("ar/texts/charter");
    assert_eq!(page.text("#p1 bdi[lang=fr][dir=ltr]"), "OTAN");
}

#[test]
fn titles_and_what_stands_around_an_occurrence_are_isolated_too() {
    let text = original_with(
        "summary: ملخص NATO.",
        "حلف NATO من 1949-1991 والحلف.\n\n![خريطة NATO](map.png)\n",
    );
    let text = text.replace("title: الميثاق", "title: حلف NATO");
    let built = reader![
        "content/texts/charter/ar.md" => text,
        "content/texts/charter/map.png" => b"\x89PNG".to_vec(),
        "content/glossary/alliance.md" => concept("حلف", "alliance"),
    ]
    .build();
    let page = built.page("ar/texts/charter");
    assert_eq!(page.text("h1 bdi[lang=en]"), "NATO");
    assert_eq!(
        page.text("title"),
        "\u{2068}حلف \u{2068}NATO\u{2069}\u{2069} · \u{2068}قارئ\u{2069}"
    );
    assert_eq!(
        page.attributes("meta[name=description]", "content"),
        ["ملخص \u{2068}NATO\u{2069}."]
    );
    assert_eq!(page.attributes("#p2 img", "alt"), ["خريطة \u{2068}NATO\u{2069}"]);
    let page = built.page("ar/glossary/alliance");
    assert_eq!(page.texts(".context bdi"), ["NATO", "1949-1991", "NATO", "1949-1991"]);
    assert_eq!(page.texts(".context mark"), ["حلف", "والحلف"]);
    assert_eq!(page.text(".where-used h3 bdi[lang=en]"), "NATO");
}

#[test]
fn the_words_of_a_paragraph_are_those_of_its_source_and_no_more() {
    let built = reader![
        "content/texts/charter/ar.md" => original_with(
            "annotations: [{quote: الأمن الجماعي, text: ملاحظة}]",
            "يرى *Buzan* (1983: 12-15) أن **الأمن** الجماعي[^1] يشمل 3.2 و`x - 1`.\n\n[^1]: حاشية.\n",
        ),
        "content/glossary/security.md" => concept("أمن", "security"),
    ]
    .build();
    let page = built.page("ar/texts/charter");
    assert_eq!(
        page.text("#p1 .original p"),
        "يرى Buzan (1983: 12-15) أن الأمن الجماعي يشمل 3.2 وx - 1."
    );
    assert!(page.has("#p1 .original .note-ref"));
}
