//! Half-spaces that were written as spaces or hyphens: `یافته اند`, `تفاهم نامه`, `بین-المللی`.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::lists::{PARTICLES, SET_WORDS};
use super::vocabulary::{Knowledge, Vocabulary, has_shipped_end, is_shipped, is_shipped_noun};
use super::{ZWNJ, joins, letters, split, verb, words};
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

static PARTICLE_WORDS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| PARTICLES.split_whitespace().collect());

/// A written word, where it stands and as the rules compare it.
#[derive(Debug, Default)]
struct Word<'t> {
    range: Range<usize>,
    letters: Cow<'t, str>,
}

/// What [`HalfSpaces::spaced`](super::HalfSpaces::spaced) says.
pub(super) fn spaced(text: &str, vocabulary: &Vocabulary) -> Vec<Finding> {
    let mut findings = Vec::new();
    let (mut first, mut second) = (Word::default(), Word::default());
    let mut is_first = true;
    for range in words(text) {
        second.letters = letters(&text[range.clone()]);
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
    let (first, second) = (&*letters(first), &*letters(second));
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
    let is_pronoun = matches!(first, "این" | "آن" | "همین" | "همان");
    let is_perfect = verb::PERFECT.contains(&second) || matches!(second, "اش");
    let is_member =
        split::is_tail(second) && !vocabulary.lists(second) && first.chars().count() > 2;
    let is_listed = vocabulary.lists(&format!("{first}{ZWNJ}{second}"));
    let is_head = split::is_head(first) && vocabulary.lists(second) && !is_second_half(second);
    is_listed
        || (is_known && is_long && is_ending && (is_pronoun || !PARTICLE_WORDS.contains(first)))
        || (is_known && is_member)
        || (is_known && is_perfect && first.ends_with('ه') && first.chars().count() > 2)
        || is_head
}

/// Whether a piece cannot begin a word that stands alone: `ها`, `المللی`, `گیری`.
pub fn is_second_half(word: &str) -> bool {
    let word = letters(word);
    ENDINGS.contains(&&*word)
        || matches!(&*word, "تر" | "تری" | "اند" | "ایم" | "ای")
        || BOUND.contains(&&*word)
        || SELDOM_FREE.contains(&&*word)
}

/// Whether an ending stands behind a word that has none, as in `گویند های`: the two come from
/// different words.
pub fn is_stray_ending(first: &str, second: &str) -> bool {
    let (first, second) = (&*letters(first), &*letters(second));
    let is_pronoun = matches!(first, "این" | "آن" | "همین" | "همان");
    ENDINGS.contains(&second) && !is_pronoun && !takes_plural(first)
}

/// Whether a piece is an ending of words: `ها`, `ترین`, `اند`.
pub fn is_ending(word: &str) -> bool {
    let word = &*letters(word);
    ENDINGS.contains(&word) || verb::PERFECT.contains(&word) || matches!(word, "تر" | "تری" | "اش")
}

/// Whether a piece may be the second half of a word, though some are words too: `شود`, `شدن`.
pub fn may_be_second_half(word: &str) -> bool {
    let word = letters(word);
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
    let (one, two) = (&*first.letters, &*second.letters);
    // Behind these any form of a verb hangs, or any word in الملل.
    if !may_hang(two) && !matches!(one, "می" | "نمی" | "بین") {
        return None;
    }
    let is_ending = ENDINGS.contains(&two) && takes_plural(one);
    let is_perfect = verb::PERFECT.contains(&two) && two != "ای" && verb::is_participle(one);
    let is_verb = matches!(one, "می" | "نمی") && verb::is_form(two);
    // بندی is بند with the ye of "a", too: سه بندی که, "three paragraphs that".
    let is_bound = BOUND.contains(&two)
        && two != "بندی"
        && !PARTICLE_WORDS.contains(one)
        && (!two.starts_with("ال") && vocabulary.knows(one) > Knowledge::Unknown);
    let is_article = two.starts_with("الملل") && one == "بین";
    // آن چنان and هیچ یک are as well apart; کم, هم and their like are words of their own, too.
    let is_free = matches!(
        one,
        "این"
            | "آن"
            | "هیچ"
            | "همین"
            | "هم"
            | "کم"
            | "یک"
            | "دست"
            | "دل"
            | "به"
            | "نیم"
            | "هر"
    );
    let is_set = !is_free && is_written_together(one, two, vocabulary);
    (is_ending || is_perfect || is_verb || is_bound || is_article || is_set)
        .then_some(Class::Stated)
}

/// Whether a word may have a plural behind it: particles and forms of verbs have none.
fn takes_plural(word: &str) -> bool {
    !PARTICLE_WORDS.contains(word) && (!verb::is_free(word) || is_shipped_noun(word))
}

/// What may be joined to the word before it, whatever that is.
static HANGING: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let ends_of_set =
        SET_WORDS.iter().flat_map(|(word, _)| word.char_indices().map(|(at, _)| &word[at..]));
    let lists = [ENDINGS, BOUND, SELDOM_FREE, verb::PERFECT].into_iter().flatten().copied();
    lists.chain(ends_of_set).collect()
});

/// Whether a rule may join a word to that before it, but for forms of verbs. Hardly any is such a word,
/// and one look-up tells: half of the time of these rules was in lists that lack the word.
fn may_hang(word: &str) -> bool {
    HANGING.contains(word) || has_shipped_end(word)
}

fn behind_hyphen(first: &Word, second: &Word, vocabulary: &Vocabulary) -> Option<Class> {
    let (one, two) = (&*first.letters, &*second.letters);
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
    // محیط زیست is as well apart, and شناخته شده mostly.
    let is_seldom_free = SELDOM_FREE.contains(&two) || BOUND.contains(&two);
    let is_verb = verb::is_participle(two) || verb::is_free(two);
    let is_member =
        is_seldom_free || split::is_tail(two) && !is_verb || matches!(one, "بی" | "پیش");
    if is_set || is_member && has_shipped_end(two) && is_shipped(&format!("{one}{ZWNJ}{two}")) {
        return true;
    }
    let is_there = |word: String| vocabulary.document.count(&word) > 0;
    is_seldom_free && (is_there(format!("{one}{ZWNJ}{two}")) || is_there(format!("{one}{two}")))
}
