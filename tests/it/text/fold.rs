//! Folding for comparison, and quotes found in folded text.

use hashiya::text::{find_quote, fold};

#[track_caller]
fn check(text: &str, folded: &str) {
    assert_eq!(fold(text).as_str(), folded);
}

#[test]
fn variants_of_a_letter_are_one() {
    check("أمن إرهاب آمن ٱلله", "امن ارهاب امن الله"); // security, terrorism, safe, God
    check("على علي علی", "علي علي علي"); // on, Ali, Ali
    check("کشور كشور", "كشور كشور"); // country
    check("القوة القوه مسئلۀ مسئلهٔ", "القوه القوه مسيله مسيله"); // force, problem
    check("مسؤول مسئول", "مسوول مسيول"); // responsible
    check("ﺍﻷﻣﻦ ﷲ", "الامن الله"); // security, God: presentation forms
}

#[test]
fn what_is_not_a_letter_is_dropped() {
    check("الأَمْـنُ", "الامن"); // security
    check("می‌شود", "ميشود"); // becomes
    check("a\u{200F}b\u{AD}c\u{FEFF}", "abc");
}

#[test]
fn digits_are_ascii_and_latin_is_small_and_bare() {
    check("٣٫٥ ۴٬۰۰۰ 7", "3.5 4,000 7");
    check("État ÉTAT Qurʾān", "etat etat quran");
    check("½ ² ℃", "½ ² ℃");
}

#[test]
fn white_space_is_one_space() {
    check(" a \n\u{A0}\tb ", " a b ");
}

#[test]
fn a_range_leads_back_to_the_source_with_its_marks() {
    let text = "في الأَمْنِ، ١٢ كتاب"; // in security, 12 books
    let folded = fold(text);
    let source = |part: &str| {
        let start = folded.as_str().find(part).expect("it is there");
        &text[folded.source_range(start..start + part.len())]
    };
    assert_eq!(source("الامن"), "الأَمْنِ");
    assert_eq!(source("من"), "مْنِ");
    assert_eq!(source("12"), "١٢");
    assert_eq!(source("2 كت"), "٢ كت");
}

#[track_caller]
fn quoted<'t>(text: &'t str, quote: &str) -> Vec<&'t str> {
    find_quote(&fold(text), &fold(quote)).into_iter().map(|place| &text[place]).collect()
}

#[test]
fn a_quote_is_found_however_it_is_spelled() {
    // the distribution of power
    assert_eq!(
        quoted("قالَ: تَوْزِيعُ القُوَّةِ، ثم توزيع القوه.", "توزيع القوة"),
        ["تَوْزِيعُ القُوَّةِ", "توزيع القوه"]
    );
    // becomes: half-space, and none
    assert_eq!(quoted("می‌شود ميشود", "میشود"), ["می‌شود", "ميشود"]);
    // sentences over a line break, with punctuation at the ends
    assert_eq!(quoted("the «first\n  place» here", "«First place»"), ["«first\n  place»"]);
}

#[test]
fn a_quote_is_whole_words() {
    assert!(quoted("الأمنية", "الأمن").is_empty()); // not the wish
    assert_eq!(quoted("aab ab", "ab"), ["ab"]);
    assert_eq!(quoted("abab ab ab", "ab ab"), ["ab ab"]);
    assert!(quoted("abc", "").is_empty() && quoted("", "abc").is_empty());
}
