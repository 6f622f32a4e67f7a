//! Half-spaces that were written as spaces or hyphens: `یافته اند`, `تفاهم نامه`, `بین-المللی`.

use std::ops::Range;

use super::lists::SET_WORDS;
use super::vocabulary::{Knowledge, Vocabulary, has_shipped_end, is_shipped};
use super::{ZWNJ, joins, split, take_letters, verb, words};
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

/// A written word, where it stands and as the rules compare it.
#[derive(Debug, Default)]
struct Word {
    range: Range<usize>,
    letters: String,
}

/// What [`HalfSpaces::spaced`](super::HalfSpaces::spaced) says.
pub(super) fn spaced(text: &str, vocabulary: &Vocabulary) -> Vec<Finding> {
    let mut findings = Vec::new();
    let (mut first, mut second) = (Word::default(), Word::default());
    let mut is_first = true;
    for range in words(text) {
        take_letters(&mut second.letters, &text[range.clone()]);
        second.range = range;
        let judged = if is_first { None } else { judge(text, &first, &second, vocabulary) };
        if let Some((class, rule)) = judged {
            let written = &text[first.range.clone()];
            let last = written.chars().next_back();
            let joint = if last.is_some_and(joins) { ZWNJ.to_string() } else { String::new() };
            findings.push(Finding {
                range: first.range.start..second.range.end,
                replacement: Some(format!("{written}{joint}{}", &text[second.range.clone()])),
                class,
                rule,
            });
        }
        // What was joined is no first half again in the same pass.
        is_first = judged.is_some();
        std::mem::swap(&mut first, &mut second);
    }
    findings
}

/// Whether two pieces make one word with a half-space between them: `می` and `شود`, `کشور` and
/// `ها`, `تصمیم` and `گیری`. Pieces that are words on their own make one too, so this says nothing
/// of two words that stand apart.
pub fn is_joint(first: &str, second: &str, vocabulary: &Vocabulary) -> bool {
    let (first, second) = (&*super::letters(first), &*super::letters(second));
    if first.is_empty() || second.is_empty() {
        return false;
    }
    if matches!(first, "می" | "نمی") {
        return verb::is_form(second);
    }
    if second.starts_with("الملل") {
        return first == "بین";
    }
    let is_known = vocabulary.lists(first) || vocabulary.knows(first) > Knowledge::Unknown;
    let is_long = first.chars().count() > 1;
    let is_ending = ENDINGS.contains(&second) || matches!(second, "تر" | "تری");
    let is_perfect = verb::PERFECT.contains(&second) || matches!(second, "اش");
    let is_member =
        split::is_tail(second) && !vocabulary.lists(second) && first.chars().count() > 2;
    let is_listed = vocabulary.lists(&format!("{first}{ZWNJ}{second}"));
    let is_head = split::is_head(first) && vocabulary.lists(second) && !is_second_half(second);
    is_listed
        || (is_known && is_long && is_ending)
        || (is_known && is_member)
        || (is_known && is_perfect && first.ends_with('ه') && first.chars().count() > 2)
        || is_head
}

/// Whether a piece cannot begin a word that stands alone: `ها`, `المللی`, `گیری`.
pub fn is_second_half(word: &str) -> bool {
    let word = super::letters(word);
    ENDINGS.contains(&&*word)
        || matches!(&*word, "تر" | "تری" | "اند" | "ایم" | "ای")
        || BOUND.contains(&&*word)
        || SELDOM_FREE.contains(&&*word)
}

/// Whether a piece may be the second half of a word, though some are words too: `شود`, `شدن`.
pub fn may_be_second_half(word: &str) -> bool {
    let word = super::letters(word);
    is_second_half(&word) || split::is_tail(&word) || verb::is_form(&word)
}

fn judge(
    text: &str,
    first: &Word,
    second: &Word,
    vocabulary: &Vocabulary,
) -> Option<(Class, &'static str)> {
    match &text[first.range.end..second.range.start] {
        " " => behind_space(first, second, vocabulary).map(|class| (class, "zwnj-space")),
        "-" | "- " => behind_hyphen(first, second, vocabulary).map(|class| (class, "zwnj-hyphen")),
        _ => None,
    }
}

fn behind_space(first: &Word, second: &Word, vocabulary: &Vocabulary) -> Option<Class> {
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

fn behind_hyphen(first: &Word, second: &Word, vocabulary: &Vocabulary) -> Option<Class> {
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
    let is_set = SET_WORDS.iter().any(|(word, _)| word.strip_prefix(one) == Some(two));
    if is_set || has_shipped_end(two) && is_shipped(&format!("{one}{ZWNJ}{two}")) {
        return true;
    }
    let is_there = |word: String| vocabulary.document.count(&word) > 0;
    (SELDOM_FREE.contains(&two) || BOUND.contains(&two))
        && (is_there(format!("{one}{ZWNJ}{two}")) || is_there(format!("{one}{two}")))
}
