//! Half-spaces that were written as spaces or hyphens: `یافته اند`, `تفاهم نامه`, `بین-المللی`.

use std::ops::Range;

use super::lists::SET_WORDS;
use super::vocabulary::{Knowledge, Vocabulary, is_shipped};
use super::{Word, ZWNJ, joins, verb, words};
use crate::text::{Class, Finding};

/// Second halves that are no words, or hardly ever, and hang on the word before.
const ENDINGS: &[&str] =
    &["ها", "های", "هایی", "هایم", "هایت", "هایش", "هایمان", "هایتان", "هایشان", "ترین"];
/// Second members of compounds that are no words of their own.
const BOUND: &[&str] =
    &["گرایی", "گرایانه", "المللی", "الملل", "شناسی", "سازی", "بندی", "ریزی", "سالاری"];
/// Second members that are words too: they are joined only to what they are joined to elsewhere.
const SELDOM_FREE: &[&str] = &[
    "نامه",
    "گذاری",
    "گرا",
    "گرایان",
    "پذیر",
    "پذیری",
    "محور",
    "محوری",
    "پردازی",
    "گیری",
    "یابی",
    "افزایی",
    "آمیز",
    "انداز",
    "کننده",
    "کنندگان",
    "دهنده",
    "زدایی",
    "مداری",
    "طلبی",
    "ستیزی",
    "جویی",
    "جویانه",
    "شناختی",
    "شناس",
];

/// Half-spaces written as a space or as a hyphen.
///
/// A space is class S; a hyphen A where the document, the list or the dictionary has the word with
/// a half-space or joined, S where the second half is no word. Hyphens between two free words, as
/// in `دولت-ملت`, are no finding.
pub fn spaced_half_spaces(text: &str, vocabulary: &Vocabulary) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut before: Option<Word> = None;
    for word in words(text) {
        if let Some(first) = &before
            && let Some((class, rule)) = judge(text, first, &word, vocabulary)
        {
            let written = &text[first.range.clone()];
            let last = written.chars().next_back();
            let joint = if last.is_some_and(joins) { ZWNJ.to_string() } else { String::new() };
            findings.push(Finding {
                range: first.range.start..word.range.end,
                replacement: Some(format!("{written}{joint}{}", &text[word.range.clone()])),
                class,
                rule,
            });
            // What was joined is no first half again in the same pass.
            before = None;
            continue;
        }
        before = Some(word);
    }
    findings
}

fn judge(
    text: &str,
    first: &Word,
    second: &Word,
    vocabulary: &Vocabulary,
) -> Option<(Class, &'static str)> {
    let between = &text[between(first, second)];
    match between {
        " " => spaced(first, second, vocabulary).map(|class| (class, "zwnj-space")),
        "-" | "- " => hyphened(first, second, vocabulary).map(|class| (class, "zwnj-hyphen")),
        _ => None,
    }
}

fn between(first: &Word, second: &Word) -> Range<usize> {
    first.range.end..second.range.start
}

fn spaced(first: &Word, second: &Word, vocabulary: &Vocabulary) -> Option<Class> {
    let (one, two) = (first.letters.as_str(), second.letters.as_str());
    let is_ending = ENDINGS.contains(&two) && !matches!(one, "این" | "آن");
    let is_perfect = verb::PERFECT.contains(&two) && two != "ای" && verb::is_participle(one);
    let is_verb = matches!(one, "می" | "نمی") && verb::is_form(two);
    // بندی is بند with the ye of "a", too: سه بندی که, "three paragraphs that".
    let is_bound =
        BOUND.contains(&two) && two != "بندی" && vocabulary.knows(one) > Knowledge::Unknown;
    // آن چنان and هیچ یک are as well apart.
    let is_set =
        !matches!(one, "این" | "آن" | "هیچ" | "همین") && is_written_together(one, two, vocabulary);
    (is_ending || is_perfect || is_verb || is_bound || is_set).then_some(Class::Stated)
}

fn hyphened(first: &Word, second: &Word, vocabulary: &Vocabulary) -> Option<Class> {
    let (one, two) = (first.letters.as_str(), second.letters.as_str());
    if matches!(one, "می" | "نمی") && verb::is_form(two) {
        return Some(Class::Silent);
    }
    let is_listed = vocabulary.dictionary_has(&format!("{one}{ZWNJ}{two}"));
    if is_listed || is_written_together(one, two, vocabulary) {
        return Some(Class::Silent);
    }
    let is_bound = BOUND.contains(&two) || ENDINGS.contains(&two);
    (is_bound && (one.chars().count() > 1)).then_some(Class::Stated)
}

/// Whether the two are one word elsewhere in the document, or in the list.
fn is_written_together(one: &str, two: &str, vocabulary: &Vocabulary) -> bool {
    if !one.chars().next_back().is_some_and(joins) {
        return false;
    }
    let joined = format!("{one}{two}");
    let is_set = SET_WORDS.iter().any(|(word, _)| *word == joined);
    let apart = format!("{one}{ZWNJ}{two}");
    if is_set || is_shipped(&apart) {
        return true;
    }
    let is_there = vocabulary.document.count(&apart) + vocabulary.document.count(&joined) > 0;
    is_there && (SELDOM_FREE.contains(&two) || BOUND.contains(&two))
}
