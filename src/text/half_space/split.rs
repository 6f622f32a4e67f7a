//! Where the half-spaces of one joined word were.
//!
//! The first rule that fires wins; what stands before its cut is looked at again, so that a word
//! may have two.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::lists::{
    AFTER_BEH, HEADS, HEH_RATHER, OPEN_HEADS, PLURAL_RATHER, SET_PHRASES, SET_WORDS, TAILS,
    WEAK_TAILS,
};
use super::verb;
use super::vocabulary::{
    Knowledge, Vocabulary, is_shipped, is_shipped_noun, is_whole, lost_in_listed,
};
use super::{ZWNJ, joins};
use crate::text::Class;

/// A word with its half-spaces, and what speaks for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Split {
    /// Bytes of the joined word before which a half-space belongs, ascending; none where two
    /// readings are as likely as each other.
    pub(super) cuts: Vec<usize>,
    /// What may be done.
    pub(super) class: Class,
    /// The rule that found the last cut.
    pub(super) rule: &'static str,
}

impl Split {
    fn at(cut: usize, class: Class, rule: &'static str) -> Self {
        Self { cuts: vec![cut], class, rule }
    }
}

/// Endings of the plural, the longest first.
const PLURALS: &[&str] =
    &["هایشان", "هایمان", "هایتان", "هایش", "هایم", "هایت", "هایی", "هاست", "های", "ها"];
/// Endings of comparison, the longest first.
const COMPARATIVES: &[&str] = &["ترین", "تری", "تر"];

/// Endings that are joined to a word: پیشرفتش is of پیشرفت, and not of پیش.
const INFLECTIONS: &[&str] = &["ی", "ان", "م", "ت", "ش", "مان", "تان", "شان", "انه", "ات"];

static TAIL_WORDS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| TAILS.split_whitespace().collect());
static WEAK_TAIL_LIST: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| WEAK_TAILS.split_whitespace().collect());
static HEAD_LIST: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| HEADS.split_whitespace().collect());
static PLURAL_WORDS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| PLURAL_RATHER.split_whitespace().collect());
static HEH_WORDS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| HEH_RATHER.split_whitespace().collect());
/// First members of compounds, whatever their last letter.
static MEMBERS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| HEADS.split_whitespace().chain(OPEN_HEADS.split_whitespace()).collect());
static AFTER_BEH_LIST: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| AFTER_BEH.split_whitespace().collect());

/// Whether a piece is the second member of compounds.
pub(super) fn is_tail(piece: &str) -> bool {
    TAIL_WORDS.contains(piece)
}

/// Whether a piece is the first member of compounds.
pub(super) fn is_head(piece: &str) -> bool {
    HEAD_LIST.contains(&piece)
}

/// No word has so many members; it bounds what a hostile one can cost.
const MOST_CUTS: usize = 4;
/// Nor is any so long, in bytes.
const LONGEST: usize = 100;

/// Finds the half-spaces lost in a word, letters only, none of them a ZWNJ.
pub(super) fn split(word: &str, vocabulary: &Vocabulary) -> Option<Split> {
    split_again(word, vocabulary, MOST_CUTS)
}

fn split_again(word: &str, vocabulary: &Vocabulary, left: usize) -> Option<Split> {
    if left == 0 || !(8..LONGEST).contains(&word.len()) || is_whole(word) {
        return None;
    }
    let found = set_word(word)
        .or_else(|| listed(word))
        .or_else(|| after_beh(word))
        .or_else(|| behind_mi(word))
        .or_else(|| open_rules(word, vocabulary, left))?;
    let Some(&first) = found.cuts.first() else { return Some(found) };
    let mut whole = found;
    if let Some(inner) = split_again(&word[..first], vocabulary, left - 1) {
        whole.class = whole.class.max(inner.class);
        whole.cuts.splice(0..0, inner.cuts);
    }
    Some(whole)
}

/// The rules that ask whether what is left is a word.
fn open_rules(word: &str, vocabulary: &Vocabulary, left: usize) -> Option<Split> {
    before_plural(word, vocabulary, left)
        .or_else(|| behind_heh(word, vocabulary))
        .or_else(|| before_comparative(word, vocabulary))
        .or_else(|| before_compound(word, vocabulary, left))
}

/// Rule 6, of words that no list has as they stand.
fn before_compound(word: &str, vocabulary: &Vocabulary, left: usize) -> Option<Split> {
    let is_apart = || {
        // A dictionary may have a compound both ways; those of گرا are never joined.
        let parts = before_tail(word, vocabulary, left).or_else(|| behind_head(word, vocabulary));
        parts.filter(|split| {
            let Some(&cut) = split.cuts.last() else { return false };
            word[cut..].starts_with("گرا")
                || vocabulary.dictionary_has(&format!("{}{ZWNJ}{}", &word[..cut], &word[cut..]))
        })
    };
    let is_inflected = INFLECTIONS.iter().any(|ending| {
        word.strip_suffix(ending)
            .is_some_and(|stem| stem.chars().count() > 2 && vocabulary.has_headword(stem))
    });
    if vocabulary.has_headword(word) || is_inflected {
        return is_apart();
    }
    before_tail(word, vocabulary, left).or_else(|| behind_head(word, vocabulary))
}

/// Rule 1, names and set words, with the endings that they take.
fn set_word(word: &str) -> Option<Split> {
    let (ending, joined, written) = SET_WORDS.iter().chain(SET_PHRASES).find_map(|entry| {
        let (joined, written) = *entry;
        let ending = word.strip_prefix(joined)?;
        let takes = ending.is_empty() || ending == "ی" || PLURALS.contains(&ending);
        takes.then_some((ending, joined, written))
    })?;
    let mut cuts = vec![written.find(ZWNJ)?];
    if PLURALS.contains(&ending) && can_cut(joined) {
        cuts.push(joined.len());
    }
    Some(Split { cuts, class: Class::Silent, rule: "zwnj-set" })
}

/// Rule 6, of words that the list that comes with the program has with their half-spaces; with the
/// ye of nouns behind them, too.
fn listed(word: &str) -> Option<Split> {
    let stem = word.strip_suffix('ی').filter(|_| !is_shipped(word)).unwrap_or(word);
    let (cuts, class) = match (lost_in_listed(word), lost_in_listed(stem)) {
        (Some(cuts), _) => (cuts, Class::Silent),
        (None, cuts) => (cuts?, Class::Stated),
    };
    let cuts = cuts.iter().copied().filter(|cut| can_cut(&word[..*cut])).collect();
    Some(Split { cuts, class, rule: "zwnj-compound" })
}

/// Rule 1, به and what it makes an adverb of.
fn after_beh(word: &str) -> Option<Split> {
    let rest = word.strip_prefix("به")?;
    let is_listed = AFTER_BEH_LIST.contains(&rest) && rest.len() > 2;
    if is_listed { Some(Split::at("به".len(), Class::Silent, "zwnj-beh")) } else { None }
}

/// Rule 2, with members such as بر and باز before it too.
fn behind_mi(word: &str) -> Option<Split> {
    verb::PREVERBS.iter().find_map(|preverb| {
        let rest = word.strip_prefix(preverb)?;
        ["نمی", "می"].iter().find_map(|mi| {
            let form = rest.strip_prefix(mi)?;
            let at = preverb.len() + mi.len();
            let cuts = if verb::is_form(form) { vec![at] } else { vec![at, at + perfect(form)?] };
            Some(Split { cuts, class: Class::Silent, rule: "zwnj-mi" })
        })
    })
}

/// Where the participle of a form of the perfect ends: `کردهاند`.
fn perfect(form: &str) -> Option<usize> {
    verb::PERFECT.iter().find_map(|ending| {
        let participle = form.strip_suffix(ending)?;
        verb::is_participle(participle).then_some(participle.len())
    })
}

/// Rule 3: a plural, or `Xهای`, which may be the adjective of Xه.
fn before_plural(word: &str, vocabulary: &Vocabulary, left: usize) -> Option<Split> {
    let ending = PLURALS.iter().find(|ending| word.ends_with(**ending))?;
    let stem = &word[..word.len() - ending.len()];
    let knowledge = vocabulary.knows(stem);
    let with_heh = &word[..stem.len() + "ه".len()];
    // تنهاست is تنها, "alone".
    let is_whole = vocabulary.has_headword(word) && knowledge < Knowledge::Certain
        || *ending == "هاست" && is_whole(&word[..stem.len() + "ها".len()]);
    // افراشته‌ایم is a verb; hardly anyone writes of "my risings".
    let is_verb = *ending == "هایم" && verb::is_participle(with_heh);
    if stem.chars().count() < 2 || is_whole || is_verb {
        return None;
    }
    if *ending == "های"
        && !vocabulary.has_itself(stem)
        && !vocabulary.has_itself(with_heh)
        && let Some(split) = by_last_member(word, vocabulary, left)
    {
        return Some(split);
    }
    let plural = plural_reading(stem, vocabulary, left);
    let adjective =
        if *ending == "های" { adjective_reading(with_heh, vocabulary) } else { None };
    // برنام, "on-name", is only made of known words; برنامه, "programme", is one.
    let is_likely =
        knowledge > Knowledge::Unknown && (adjective.is_none() || vocabulary.has_itself(stem));
    let is_known = is_likely || is_compound(stem, vocabulary, left);
    // Most words that end so without being a plural are of خانه, نامه and the like.
    let may_be_of_heh =
        !is_known && *ending == "های" && (stem.ends_with("ان") || stem.ends_with("ام"));
    let is_plural_anyway = !can_cut(stem) && (PLURAL_WORDS.contains(stem) || is_shipped_noun(stem));
    let reading = match (plural, adjective) {
        (Some(_), None) if may_be_of_heh => Reading::Either,
        (Some(plural), None) => Reading::Plural(plural),
        // Behind such a letter the plural is whole as it stands; only the document can say otherwise.
        (_, Some(_)) if is_plural_anyway => match vocabulary.families(stem) {
            (plain, silent) if silent >= 2 && silent >= 3 * plain => {
                Reading::Adjective(Class::Stated)
            }
            _ => return None,
        },
        (_, Some(adjective)) if !is_known => Reading::Adjective(adjective),
        (plural, Some(adjective)) => {
            likelier(stem, plural.unwrap_or(Class::Stated), adjective, vocabulary)
        }
        (None, None) => return None,
    };
    match reading {
        Reading::Adjective(class) => Some(Split::at(with_heh.len(), class, "zwnj-heh")),
        // Behind other letters a plural shows no half-space, so that nothing can be missing.
        _ if !can_cut(stem) => None,
        Reading::Plural(class) => Some(Split::at(stem.len(), class, "zwnj-ha")),
        Reading::Either => {
            Some(Split { cuts: Vec::new(), class: Class::Flagged, rule: "zwnj-ambiguous" })
        }
    }
}

/// Reads `Xهای` as X reads without its first member, where that is the adjective of a word in silent
/// heh: بین‌منطقه‌ای.
fn by_last_member(word: &str, vocabulary: &Vocabulary, left: usize) -> Option<Split> {
    MEMBERS.iter().find_map(|member| {
        let rest = word.strip_prefix(member)?;
        let split = before_plural(rest, vocabulary, left)?;
        let cuts = split.cuts.iter().map(|cut| member.len() + cut).collect();
        (split.rule == "zwnj-heh").then_some(Split { cuts, class: Class::Stated, ..split })
    })
}

/// What a word in `های` is.
enum Reading {
    /// The plural of what stands before it.
    Plural(Class),
    /// The adjective of a word in silent heh.
    Adjective(Class),
    /// The one as likely as the other.
    Either,
}

/// Decides between X and Xه: by the document, where it has the one three times as often as the
/// other and twice at least; else by the list that comes with the program.
fn likelier(stem: &str, plural: Class, adjective: Class, vocabulary: &Vocabulary) -> Reading {
    let (plain, silent) = vocabulary.families(stem);
    if silent >= 2 && silent >= 3 * plain {
        return Reading::Adjective(adjective);
    }
    if plain >= 2 && plain >= 3 * silent {
        return Reading::Plural(plural);
    }
    let with_heh = format!("{stem}ه");
    let listed = Vocabulary { dictionary: None, ..*vocabulary };
    match (is_shipped_noun(stem), listed.lists(&with_heh) || verb::is_participle(&with_heh)) {
        (true, false) => Reading::Plural(Class::Stated),
        _ if PLURAL_WORDS.contains(stem) => Reading::Plural(Class::Stated),
        (false, true) => Reading::Adjective(Class::Stated),
        (true, true) if HEH_WORDS.contains(stem) => Reading::Adjective(Class::Stated),
        _ => Reading::Either,
    }
}

/// How sure it is that a stem stands in the plural.
fn plural_reading(stem: &str, vocabulary: &Vocabulary, left: usize) -> Option<Class> {
    match vocabulary.knows(stem) {
        Knowledge::Certain => Some(Class::Silent),
        Knowledge::Likely => Some(Class::Stated),
        Knowledge::Unknown if is_compound(stem, vocabulary, left) => Some(Class::Stated),
        // Hardly a word but a plural ends so and is as long; those of بها, "price", are others.
        Knowledge::Unknown => {
            (stem.chars().count() >= 4 && !stem.ends_with('ب')).then_some(Class::Stated)
        }
    }
}

/// How sure it is that a word in silent heh stands as an adjective, or with "a" behind it.
fn adjective_reading(with_heh: &str, vocabulary: &Vocabulary) -> Option<Class> {
    silent_heh(with_heh, vocabulary).or_else(|| {
        let stem = with_heh.strip_suffix('ه')?;
        if vocabulary.has_itself(stem) {
            return None;
        }
        // A plural in ان has no second plural: مسلحانه, "armed", is made of مسلح.
        let is_of_manner = stem.strip_suffix("ان").is_some_and(|word| vocabulary.has_itself(word));
        is_of_manner.then_some(Class::Stated)
    })
}

/// Whether a stem is itself a word with a half-space lost.
fn is_compound(stem: &str, vocabulary: &Vocabulary, left: usize) -> bool {
    split_again(stem, vocabulary, left - 1).is_some_and(|split| !split.cuts.is_empty())
}

/// Whether a word ends in silent heh and is known: how sure.
fn silent_heh(word: &str, vocabulary: &Vocabulary) -> Option<Class> {
    let before = word.strip_suffix('ه')?.chars().next_back()?;
    if matches!(before, 'ا' | 'و') && !verb::is_participle(word) && !vocabulary.lists(word) {
        return None;
    }
    if word.chars().count() < 3 {
        return None;
    }
    match vocabulary.knows(word) {
        Knowledge::Certain => Some(Class::Silent),
        Knowledge::Likely => Some(Class::Stated),
        Knowledge::Unknown => lost_in_listed(word).map(|_| Class::Silent),
    }
}

/// Rule 4: what follows a silent heh. `Xهای` has been judged as a plural.
fn behind_heh(word: &str, vocabulary: &Vocabulary) -> Option<Split> {
    if word.ends_with("های") {
        return None;
    }
    behind_yeh(word, vocabulary).or_else(|| behind_silent_heh(word, vocabulary))
}

/// The same behind ی: همکاری‌ای, "a cooperation", هستی‌اش, "its being", سیاسی‌اند, "are political".
fn behind_yeh(word: &str, vocabulary: &Vocabulary) -> Option<Split> {
    let stem = ["ای", "اش", "اند"].iter().find_map(|ending| word.strip_suffix(ending))?;
    // مزایای is مزایا, "advantages".
    let is_vowel = stem.ends_with("ای") || stem.ends_with("وی");
    let is_plural = vocabulary.has_itself(&format!("{stem}ا"));
    let is_known = stem.ends_with('ی') && vocabulary.knows(stem) == Knowledge::Certain;
    let is_long = stem.chars().count() > 3;
    (is_known && is_long && !is_vowel && !is_plural)
        .then(|| Split::at(stem.len(), Class::Stated, "zwnj-yeh"))
}

fn behind_silent_heh(word: &str, vocabulary: &Vocabulary) -> Option<Split> {
    let endings = verb::PERFECT.iter().chain(&["اش"]);
    let (stem, ending) = endings
        .filter_map(|ending| Some((word.strip_suffix(ending)?, *ending)))
        .find(|(stem, _)| stem.ends_with('ه'))?;
    let class = silent_heh(stem, vocabulary)?;
    let is_perfect = verb::is_participle(stem);
    let class = match ending {
        "ام" | "اش" if !is_perfect => class.max(Class::Stated),
        _ => class,
    };
    Some(Split::at(stem.len(), class, "zwnj-heh"))
}

/// Rule 5.
fn before_comparative(word: &str, vocabulary: &Vocabulary) -> Option<Split> {
    let ending = COMPARATIVES.iter().find(|ending| word.ends_with(**ending))?;
    let stem = &word[..word.len() - ending.len()];
    if stem.chars().count() < 3 || !can_cut(stem) {
        return None;
    }
    match vocabulary.knows(stem) {
        Knowledge::Certain => Some(Split::at(stem.len(), Class::Silent, "zwnj-tar")),
        Knowledge::Likely => Some(Split::at(stem.len(), Class::Stated, "zwnj-tar")),
        Knowledge::Unknown => None,
    }
}

/// Rule 6, from the end.
fn before_tail(word: &str, vocabulary: &Vocabulary, left: usize) -> Option<Split> {
    // The longest first.
    word.char_indices().skip(2).find_map(|(at, _)| {
        let (stem, tail) = word.split_at(at);
        if !TAIL_WORDS.contains(tail) || !can_cut(stem) {
            return None;
        }
        let is_article = tail.starts_with("ال");
        let knowledge = match vocabulary.knows(stem) {
            Knowledge::Unknown if is_compound(stem, vocabulary, left) => Knowledge::Likely,
            Knowledge::Unknown if is_article && HEAD_LIST.contains(&stem) => Knowledge::Certain,
            knowledge => knowledge,
        };
        let is_enough = match knowledge {
            Knowledge::Unknown => false,
            // استاندار has no half-space, سرمایه‌دار has.
            _ if WEAK_TAIL_LIST.contains(&tail) => {
                knowledge == Knowledge::Certain && stem.ends_with('ه')
            }
            _ => true,
        };
        let is_short = stem.chars().count() < 3 && !is_article;
        if !is_enough || is_short {
            return None;
        }
        let class = class_of_compound(knowledge, vocabulary);
        let rule = if is_article { "zwnj-al" } else { "zwnj-compound" };
        Some(Split::at(stem.len(), class, rule))
    })
}

/// Compounds are many; only a dictionary tells which are written joined.
fn class_of_compound(known: Knowledge, vocabulary: &Vocabulary) -> Class {
    if known == Knowledge::Certain && vocabulary.dictionary.is_some() {
        Class::Silent
    } else {
        Class::Stated
    }
}

/// Rule 6, from the start.
fn behind_head(word: &str, vocabulary: &Vocabulary) -> Option<Split> {
    let heads = HEAD_LIST.iter().filter(|head| word.starts_with(**head));
    heads
        .filter_map(|head| {
            let rest = &word[head.len()..];
            let is_long = rest.chars().count() >= 3;
            let known = vocabulary.knows(rest);
            // هم joins, but not to a vowel.
            let is_member =
                *head == "هم" && rest.starts_with(['ا', 'آ']) && TAIL_WORDS.contains(rest);
            let known = if is_member { Knowledge::Certain } else { known };
            (is_long && known > Knowledge::Unknown).then_some((head.len(), known))
        })
        // Of as good ones, the shorter: بی‌نیازی, not بین‌یازی.
        .max_by_key(|(at, known)| (*known, std::cmp::Reverse(*at)))
        .map(|(at, known)| Split::at(at, class_of_compound(known, vocabulary), "zwnj-compound"))
}

/// Whether a half-space behind the stem can be seen.
fn can_cut(stem: &str) -> bool {
    stem.chars().next_back().is_some_and(joins)
}
