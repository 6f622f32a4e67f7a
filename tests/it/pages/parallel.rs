//! Original and translation side by side: numbers, companions, alignment.

use crate::reader;
use crate::reader::{Page, original, translation};

/// The words of the originals and companions of each block: `1: أ = A`.
fn blocks(page: &Page) -> Vec<String> {
    let line = |block: &crate::reader::Element| {
        let number = block.attribute("data-block").unwrap_or_default();
        let original = block.texts(".original").join(" ");
        let companion = block.texts(".companion").join(" ");
        format!("{number}: {original} = {companion}")
    };
    page.all("div.block").iter().map(line).collect()
}

/// The page of a text of this body and its translation, and what an author is told of it.
#[track_caller]
fn side_by_side(original_body: &str, translation_body: &str) -> (Page, String) {
    let built = reader![
        "content/texts/charter/ar.md" => original(original_body),
        "content/texts/charter/en.md" => translation(translation_body),
    ]
    .build();
    (built.page("en/texts/charter"), built.told())
}

#[test]
fn every_block_but_headings_and_rules_has_a_number() {
    let text = original(
        "\
## مقدمة

الأولى.

- بند
- بند

---

> اقتباس

| أ | ب |
|---|---|
| ج | د |

```rust
code
```

### خاتمة

الأخيرة.
",
    );
    let page = reader!["content/texts/charter/ar.md" => text].build().page("ar/texts/charter");
    assert_eq!(page.attributes("div.block", "data-block"), ["1", "2", "3", "4", "5", "6"]);
    assert_eq!(page.attributes("div.block", "id"), ["p1", "p2", "p3", "p4", "p5", "p6"]);
    assert!(page.has("#p2 ul") && page.has("#p3 blockquote") && page.has("#p4 table"));
    assert!(page.has("#p5 pre[dir=ltr]") && !page.has(".block hr"));
    assert_eq!(page.text("#p6 .original"), "الأخيرة.");
}

#[test]
fn a_text_in_the_interface_language_has_the_first_translation_as_companion() {
    let settings = reader::SETTINGS.replace(r#"["ar", "en"]"#, r#"["ar", "fa", "en"]"#);
    let persian = "---\ntitle: منشور\ntranslates: ar\n---\nبند یکم.\n";
    let both = reader![
        "site.toml" => settings,
        "content/texts/charter/ar.md" => original("نص."),
        "content/texts/charter/en.md" => translation("Words."),
        "content/texts/charter/fa.md" => persian,
    ];
    let built = both.build();
    let companion = |interface: &str| {
        built.page(&format!("{interface}/texts/charter")).attributes("#p1 .companion", "lang")
    };
    assert_eq!(companion("en"), ["en"]);
    assert_eq!(companion("fa"), ["fa"]);
    assert_eq!(companion("ar"), ["fa"], "the first of `languages` that has a translation");
}

#[test]
fn where_the_interface_language_has_no_translation_the_first_that_has_one_is_shown() {
    let persian = "---\ntitle: منشور\ntranslates: ar\n---\nبند یکم.\n";
    let settings = reader::SETTINGS.replace(r#"["ar", "en"]"#, r#"["ar", "en", "fa"]"#);
    let built = reader!["site.toml" => settings, "content/texts/charter/fa.md" => persian,
        "content/texts/charter/ar.md" => original("نص.")]
    .build();
    let page = built.page("en/texts/charter");
    assert_eq!(page.text(r#"#p1 .companion[lang="fa"][dir="rtl"]"#), "بند یکم.");
}

#[test]
fn a_text_without_a_translation_says_so_in_the_interface_language() {
    let built = reader!["content/texts/charter/ar.md" => original("نص.")].build();
    for (language, words) in
        [("ar", "لا توجد ترجمة لهذا النص بعد."), ("en", "There is no translation of this text yet.")]
    {
        let page = built.page(&format!("{language}/texts/charter"));
        assert_eq!(page.text(".notice"), words);
        assert!(!page.has(".companion") && page.has("#p1 .original"));
    }
}

#[test]
fn a_translation_into_no_interface_language_is_no_companion() {
    let french = "---\ntitle: Charte\ntranslates: ar\n---\nDes mots.\n";
    let built = reader!["content/texts/charter/ar.md" => original("نص."),
        "content/texts/charter/fr.md" => french]
    .build();
    let page = built.page("en/texts/charter");
    assert!(!page.has(".companion"));
    let notice = "This text is not translated into the languages of this reader.";
    assert_eq!(page.texts(".notice"), [notice]);
}

#[test]
fn blocks_pair_in_order_within_their_sections() {
    let (page, told) = side_by_side(
        "تمهيد.\n\n## قسم\n\nأولى.\n\nثانية.\n\n## آخر\n\nثالثة.\n",
        "Preface.\n\n## Section\n\nFirst.\n\nSecond.\n\n## Another\n\nThird.\n",
    );
    assert_eq!(
        blocks(&page),
        ["1: تمهيد. = Preface.", "2: أولى. = First.", "3: ثانية. = Second.", "4: ثالثة. = Third."]
    );
    assert_eq!(told, "");
}

#[test]
fn a_mark_says_which_block_a_translation_follows() {
    let (page, told) = side_by_side(
        "أولى.\n\nثانية.\n\nثالثة.\n",
        "[p1] First.\n\n[p3] Third, for the second has none.\n",
    );
    assert_eq!(page.text("#p1 .companion"), "First.");
    assert!(page.has("#p2 .original") && !page.has("#p2 .companion"));
    assert_eq!(page.text("#p3 .companion"), "Third, for the second has none.");
    assert!(told.contains("notice[missing-translation]: ¶2 of"), "{told}");
    assert_eq!(told.lines().count(), 1, "{told}");
}

#[test]
fn a_mark_may_stand_for_two_blocks() {
    let (page, told) =
        side_by_side("أولى.\n\nثانية.\n\nثالثة.\n", "[p1-2] First and second.\n\n[p3] Third.\n");
    assert_eq!(page.text("#p1 .companion"), "First and second.");
    assert!(!page.has("#p2 .companion"), "said beside ¶1 already");
    assert_eq!(page.text("#p3 .companion"), "Third.");
    assert_eq!(told, "");
}

#[test]
fn marks_may_name_blocks_of_another_section() {
    let (page, told) =
        side_by_side("أولى.\n\n## قسم\n\nثانية.\n", "[p2] Second.\n\n## Section\n\n[p1] First.\n");
    assert_eq!(page.text("#p1 .companion"), "First.");
    assert_eq!(page.text("#p2 .companion"), "Second.");
    assert_eq!(told, "");
}

#[test]
fn a_mark_before_a_table_or_a_list_is_a_paragraph_of_its_own() {
    let (page, told) = side_by_side(
        "أولى.\n\n| أ |\n|---|\n| ب |\n\n- بند\n",
        "[p2]\n\n| a |\n|---|\n| b |\n\n[p3]\n\n- item\n",
    );
    assert!(!page.has("#p1 .companion"));
    assert_eq!(page.text("#p2 .companion table"), "a b");
    assert_eq!(page.text("#p3 .companion ul"), "item");
    let companions = page.texts(".companion").concat();
    assert!(!companions.contains('['), "{companions}");
    assert!(told.contains("notice[missing-translation]: ¶1 of"), "{told}");
    assert_eq!(told.lines().count(), 1, "{told}");
}

#[test]
fn sections_of_uneven_length_lose_nothing() {
    let (originals, translations) =
        (["أولى.", "ثانية.", "ثالثة."], ["First.", "Second.", "Third.", "Fourth."]);
    for (ours, theirs) in [(3, 1), (3, 2), (1, 3), (2, 4), (1, 0)] {
        let built = reader![
            "content/texts/charter/ar.md" => original(&originals[..ours].join("\n\n")),
            "content/texts/charter/en.md" => translation(&translations[..theirs].join("\n\n")),
        ]
        .build();
        let page = built.page("ar/texts/charter");
        assert_eq!(page.texts(".original").join(" "), originals[..ours].join(" "));
        assert_eq!(page.texts(".companion").join(" "), translations[..theirs].join(" "));
        assert!(built.told().contains("warning[uneven-section]"), "{}", built.told());
    }
}

#[test]
fn an_uneven_section_is_told_with_both_counts_at_its_heading() {
    let built = reader![
        "content/texts/charter/ar.md" => original("## قسم\n\nأولى.\n\nثانية.\n\n## آخر\n\nثالثة.\n"),
        "content/texts/charter/en.md" => translation("## Section\n\nBoth.\n\n## Another\n\nThird.\n"),
    ]
    .build();
    built.warns("uneven-section", "content/texts/charter/en.md:5:1");
    assert!(
        built.told().contains("1 block") && built.told().contains("2 blocks"),
        "{}",
        built.told()
    );
    let page = built.page("ar/texts/charter");
    assert_eq!(page.text("#p3 .companion"), "Third.", "the next section begins anew");
}

#[test]
fn a_translation_that_lacks_a_heading_loses_nothing() {
    let (page, told) =
        side_by_side("## قسم\n\nأولى.\n\n## آخر\n\nثانية.\n", "## Section\n\nFirst.\n\nSecond.\n");
    assert_eq!(page.texts(".companion").join(" "), "Section First. Second.");
    assert_eq!(page.texts(".original").join(" "), "قسم أولى. آخر ثانية.");
    assert!(told.contains("warning[uneven-section]"), "{told}");
}

#[test]
fn emphasis_works_where_arabic_letters_meet_punctuation() {
    // "and «a book»", "a book, a word", "and «a text»"
    let text = original("و**«كتاب»** ثم **كتاب،**كلمة.\n\nكلمة و*«نص»*.\n");
    let page = reader!["content/texts/charter/ar.md" => text].build().page("ar/texts/charter");
    assert_eq!(page.texts("#p1 strong"), ["«كتاب»", "كتاب،"]);
    assert_eq!(page.texts("#p2 em"), ["«نص»"]);
    assert_eq!(page.text("#p1 .original"), "و«كتاب» ثم كتاب،كلمة.");
}

#[test]
fn emphasis_that_ends_before_a_letter_leaves_the_next_one_alone() {
    for (written, emphasised) in [
        ("**كتاب،**كلمة و**نص**.", ["كتاب،", "نص"]),
        ("**كتاب،**كلمة و*«نص»*.", ["كتاب،", "«نص»"]),
        ("**كتاب،**كلمة، ثم **نص**.", ["كتاب،", "نص"]),
    ] {
        let page = reader!["content/texts/charter/ar.md" => original(written)]
            .build()
            .page("ar/texts/charter");
        assert_eq!(page.texts("#p1 :is(strong, em)"), emphasised, "{written}");
    }
}

#[test]
fn markdown_of_github_is_shown() {
    let text = original(
        "\
> [!WARNING]
> احذر.

~~قديم~~ [رابط](https://example.org/) و`code`.

1. أول
2. ثان

3. ثالث

| أ | ب |
|:-:|--:|
| ج | د |
",
    );
    let page = reader!["content/texts/charter/ar.md" => text].build().page("ar/texts/charter");
    assert_eq!(page.texts(r#"#p1 .alert[data-kind="warning"] p"#), ["تحذير", "احذر."]);
    assert_eq!(page.text("#p2 del"), "قديم");
    assert_eq!(page.attributes("#p2 a.external", "href"), ["https://example.org/"]);
    assert_eq!(page.text("#p2 code[dir=ltr]"), "code");
    assert_eq!(page.texts("#p3 ol > li"), ["أول", "ثان", "ثالث"]);
    assert_eq!(page.text("#p4 td.center"), "ج");
    assert_eq!(page.text("#p4 td.end"), "د");
}

#[test]
fn a_column_of_numbers_is_set_at_the_end_unless_the_author_says_otherwise() {
    let text = original(
        "\
| السنة | العضو | التغير | الحصة | المرتبة |
|-------|-------|--------|-------|:--------|
| 1990-1995 | عمان | −5 | 3.5% | 1 |
| 1996 | قطر 2 | – | ٤٢ | 2 |
",
    );
    let page = reader!["content/texts/charter/ar.md" => text].build().page("ar/texts/charter");
    assert_eq!(page.texts("#p1 th.end"), ["السنة", "التغير", "الحصة"]);
    assert_eq!(page.texts("#p1 td.end"), ["1990-1995", "−5", "3.5%", "1996", "–", "٤٢"]);
    assert_eq!(page.texts("#p1 td.end > bdi[dir=ltr]"), ["1990-1995", "−5", "3.5%"]);
}

#[test]
fn raw_html_of_the_allow_list_keeps_language_and_direction() {
    let text = original(
        "\
كلمة <bdi lang=\"en\" dir=\"ltr\">NATO</bdi> و<span lang=\"en\">treaty</span> و<script>alert(1)</script>.\n\n\
<p lang=\"en\" dir=\"ltr\" onclick=\"alert(1)\">A paragraph.</p>\n",
    );
    let page = reader!["content/texts/charter/ar.md" => text].build().page("ar/texts/charter");
    assert_eq!(page.texts(r#"#p1 bdi[lang="en"][dir="ltr"]"#)[0], "NATO");
    assert_eq!(page.text(r#"#p1 span[lang="en"][dir="ltr"]"#), "treaty");
    assert_eq!(page.text(r#"#p2 p[lang="en"][dir="ltr"]"#), "A paragraph.");
    assert!(!page.has("#p2 [onclick]") && !page.has(".original script"));
}

#[test]
fn a_translation_into_a_variety_of_the_language_is_shown() {
    let settings = "title = {ar = \"قراءات\"}\nlanguages = [\"ar-EG\", \"fa\", \"en\"]\n"; // "readings"
    let built = reader![
        "site.toml" => settings,
        "content/texts/charter/ar.md" => original("الأولى.\n"), // "the first"
        "content/texts/charter/fa-AF.md" => translation("نخست.\n"),
        "content/texts/charter/de.md" => translation("Das Erste.\n"),
        "content/glossary/first.md" => "---\nnames: {fa: نخست}\n---\n",
    ]
    .build();
    for interface in ["ar-EG", "fa", "en"] {
        let page = built.page(&format!("{interface}/texts/charter"));
        assert_eq!(blocks(&page), ["1: الأولى. = نخست."], "{interface}");
        assert!(page.has(".companion[lang=fa-AF]") && !page.has(".notice"), "{interface}");
    }
    let place = built.page("fa/glossary/first").attributes("li.occurrence a.place", "href");
    assert_eq!(place, ["../../texts/charter/index.html#p1"]);
}
