//! Laws of the rules of spelling: whatever a text says, mending it comes to an end and changes no more
//! than the rules say.

use hashiya::text::hygiene::{Orthography, inspect};
use hashiya::text::{Class, fold, mended};
use proptest::prelude::*;
use proptest::sample::select;

/// What the rules look at, and what stands about it.
const PIECES: &[&str] = &[
    " ",
    " ",
    " ",
    "  ",
    "\t",
    "\n",
    "\u{A0}",
    "\u{200C}",
    "\u{200C}\u{200C}",
    "\u{0640}",
    "\u{0640}",
    "\u{064B}",
    "\u{0651}",
    "\u{0670}",
    "\u{200F}",
    "\u{00AD}",
    "،",
    "؛",
    ":",
    ".",
    "..",
    "...",
    "؟",
    "!",
    "(",
    ")",
    "[",
    "]",
    "«",
    "»",
    "\"",
    "\"",
    "'",
    "-",
    "–",
    "/",
    "<",
    ">",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "https://",
    "www.",
    "example.org",
    "a@b.org",
    "@",
    "10.1000/",
    "ا",
    "ب",
    "و",
    "ف",
    "ال",
    "أمن",
    "الامن",
    "اقليم",
    "الإقتصاد",
    "فى",
    "علي",
    "على",
    "الى",
    "إلی",
    "کتاب",
    "كتاب",
    "ي",
    "ی",
    "ى",
    "ة",
    "پیام",
    "به",
    "به",
    "في",
    "في",
    "می",
    "ها",
    "های",
    "صص",
    "ص",
    "pp",
    "12",
    "۵۰",
    "٢٩",
    "۱9",
    "G۲۰",
    "Smith",
    "NATO",
    "2020",
    ",",
    "é",
    "א",
    "字",
    "½",
    "﴿",
    "ﷺ",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..32).prop_map(|pieces| pieces.concat())
}

fn orthography() -> impl Strategy<Value = Orthography> {
    select(&[Orthography::Arabic, Orthography::Persian][..])
}

/// The text mended till nothing changes; `None` if there is no end of it.
fn settled(text: &str, orthography: Orthography, up_to: Class) -> Option<String> {
    let mut text = text.to_owned();
    for _ in 0..16 {
        let next = mended(&text, &inspect(&text, orthography, &[]), up_to);
        if next == text {
            return Some(text);
        }
        text = next;
    }
    None
}

/// The letters and digits of a text, folded.
fn letters(text: &str) -> String {
    fold(text).as_str().chars().filter(|ch| ch.is_alphanumeric()).collect()
}

/// Everything of a text but its spaces, folded.
fn without_spaces(text: &str) -> String {
    fold(text).as_str().chars().filter(|ch| !ch.is_whitespace()).collect()
}

proptest! {
    #[test]
    fn findings_are_in_order_and_on_characters(text in text(), orthography in orthography()) {
        let findings = inspect(&text, orthography, &[]);
        for pair in findings.windows(2) {
            prop_assert!(pair[0].range.start <= pair[1].range.start);
        }
        for finding in findings {
            prop_assert!(text.get(finding.range.clone()).is_some(), "{finding:?}");
            prop_assert!(finding.class == Class::Flagged || finding.replacement.is_some());
            prop_assert_ne!(finding.replacement.as_deref(), Some(&text[finding.range.clone()]));
        }
    }

    #[test]
    fn mending_comes_to_an_end(text in text(), orthography in orthography()) {
        prop_assert!(settled(&text, orthography, Class::Silent).is_some());
        prop_assert!(settled(&text, orthography, Class::Stated).is_some());
    }

    #[test]
    fn what_is_mended_silently_is_the_same_but_for_spaces(
        text in text(),
        orthography in orthography(),
    ) {
        let mended = settled(&text, orthography, Class::Silent).unwrap_or_default();
        prop_assert_eq!(without_spaces(&text), without_spaces(&mended));
    }

    #[test]
    fn no_letter_and_no_digit_is_lost(text in text(), orthography in orthography()) {
        let mended = settled(&text, orthography, Class::Stated).unwrap_or_default();
        let sorted = |text: &str| {
            let mut letters: Vec<char> = letters(text).chars().collect();
            letters.sort_unstable();
            letters
        };
        prop_assert_eq!(sorted(&text), sorted(&mended));
    }

    #[test]
    fn what_is_opaque_stays(before in text(), code in text(), behind in text()) {
        let text = format!("{before}{code}{behind}");
        let opaque = before.len()..before.len() + code.len();
        for finding in inspect(&text, Orthography::Arabic, std::slice::from_ref(&opaque)) {
            let range = finding.range;
            prop_assert!(
                finding.class == Class::Flagged || range.end <= opaque.start || opaque.end <= range.start,
            );
        }
    }
}
