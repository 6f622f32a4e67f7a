//! Files as they come: line ends, byte order marks, empty ones, names of any kind.

use crate::reader;
use crate::reader::{ReaderTest, concept, original, original_with, translation};

#[test]
fn line_ends_of_windows_and_a_byte_order_mark_make_no_difference() {
    let text = original_with(
        "annotations:\n  - quote: نص أول\n    text: |\n      شرح\n\n      ثان",
        "## عنوان\n\nنص أول\nفي سطرين[^1].\n\n- بند\n- بند\n\n[^1]: حاشية.\n",
    );
    let settings = reader::SETTINGS.to_owned();
    let concept = concept("نص أول", "first text");
    let page = |change: &dyn Fn(&str) -> String| {
        let built = reader![
            "site.toml" => change(&settings),
            "content/texts/charter/ar.md" => change(&text),
            "content/glossary/text.md" => change(&concept),
        ]
        .build();
        assert_eq!(built.told(), "");
        let page = built.page("ar/texts/charter");
        [
            page.texts(".original").join(" "),
            page.texts("aside").join(" "),
            page.texts("a.term").join(" "),
        ]
    };
    let expected = page(&str::to_owned);
    assert_eq!(page(&|text| text.replace('\n', "\r\n")), expected);
    assert_eq!(page(&|text| format!("\u{FEFF}{text}")), expected);
}

#[test]
fn a_file_may_end_without_a_line_end_and_without_a_body() {
    let built = reader![
        "content/texts/charter/ar.md" => original("نص."),
        "content/pages/about/ar.md" => "---\ntitle: عن القارئ\n---",
        "content/home/ar.md" => "---\ntitle: أهلا\n---\n",
    ]
    .build();
    assert_eq!(built.is_clean().page("ar/about").text("h1"), "عن القارئ");
    assert_eq!(built.page("ar").text("h1"), "أهلا");
}

#[test]
fn a_text_without_words_is_a_page_all_the_same() {
    let built = reader![
        "content/texts/charter/ar.md" => original(""),
        "content/texts/charter/en.md" => translation(""),
    ]
    .build();
    let page = built.page("ar/texts/charter");
    assert_eq!(page.text("h1"), "الميثاق");
    assert!(!page.has("div.block"));
}

#[test]
fn a_reader_may_have_nothing_but_settings() {
    let folder = tempfile::TempDir::new().expect("a new folder");
    std::fs::write(
        folder.path().join("site.toml"),
        "title = { ar = \"قارئ\" }\nlanguages = [\"ar\"]\n",
    )
    .expect("a new file");
    let built = ReaderTest::of_folder(folder.path()).build();
    assert_eq!(built.is_clean().page("ar").text("h1"), "قارئ");
    assert!(built.files.contains_key("404.html"));
}

#[test]
fn a_picture_may_have_any_name() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
    let text = "نص ![أ](<خريطة 1.svg>) و![ب](50%25.svg) و![ج](a%23b.svg) و![د](a%3Fb.svg) و![ه](a&b.svg).\n";
    let built = reader![
        "content/texts/charter/ar.md" => original(text),
        "content/texts/charter/خريطة 1.svg" => svg,
        "content/texts/charter/50%.svg" => format!("{svg} "),
        "content/texts/charter/a#b.svg" => format!("{svg}  "),
        "content/texts/charter/a?b.svg" => format!("{svg}   "),
        "content/texts/charter/a&b.svg" => format!("{svg}    "),
    ]
    .build();
    let page = built.is_clean().page("ar/texts/charter");
    let addresses = page.attributes("img", "src");
    assert_eq!(addresses.len(), 5);
    for address in addresses {
        assert!(!address.contains(['#', '?', ' ']), "{address} needs %XX");
        let file = crate::laws::percent_decoded(address.trim_start_matches("../"));
        assert!(built.files.contains_key(&file), "{address}: no file {file}");
    }
}

#[test]
fn a_page_whose_address_is_taken_is_an_error() {
    for slug in ["glossary", "syllabus", "search", "texts", "parts"] {
        let path = format!("content/pages/{slug}/ar.md");
        let built = reader![&path => "---\ntitle: عن القارئ\n---\nنص.\n",
            "content/glossary/peace.md" => concept("سلام", "peace")]
        .build();
        let is_told =
            built.told().lines().any(|line| line.starts_with(&path) && line.contains(" error["));
        assert!(is_told, "{slug}: {}", built.told());
    }
}

#[test]
fn names_that_differ_only_in_case_or_normalisation_are_told() {
    let page = "---\ntitle: صفحة\n---\n";
    let built = reader![
        "content/pages/about/ar.md" => page,
        "content/pages/About/ar.md" => page,
        "content/glossary/e\u{301}tat.md" => concept("دولة", "state"),
        "content/glossary/\u{e9}tat.md" => concept("دولة أخرى", "another state"),
    ]
    .build();
    let told = built.told();
    assert!(told.contains("error[duplicate-id]"), "{told}");
    assert!(
        told.lines()
            .filter(|line| line.contains("content/glossary/"))
            .any(|line| line.contains("error[")),
        "{told}"
    );
}

#[test]
fn languages_with_a_region_have_pages_and_directions_of_their_own() {
    let settings = reader::SETTINGS.replace(r#"["ar", "en"]"#, r#"["fa-AF", "uz-Arab", "en-GB"]"#);
    let dari = "---\ntitle: منشور\nrights: {license: CC0-1.0}\n---\nبند.\n";
    let built = reader![
        "site.toml" => settings.replace("ar =", "fa-AF ="),
        "content/texts/charter/fa-AF.md" => dari,
        "content/texts/charter/en-GB.md" => "---\ntitle: Charter\ntranslates: fa-AF\n---\nWords.\n",
    ]
    .build();
    for (interface, dir) in [("fa-AF", "rtl"), ("uz-Arab", "rtl"), ("en-GB", "ltr")] {
        let page = built.page(&format!("{interface}/texts/charter"));
        assert_eq!(page.attributes("html", "dir"), [dir]);
        assert_eq!(page.text(r#"#p1 .original[lang="fa-AF"][dir="rtl"]"#), "بند.");
        assert_eq!(page.text(r#"#p1 .companion[lang="en-GB"][dir="ltr"]"#), "Words.");
    }
}
