//! Words that stand twice, that stand together, or that stand apart.

use super::super::finding::{Class, Finding};
use super::token::{Kind, Token, Trait, is_arabic_letter};
use super::{Orthography, Run, proposal, rule};

pub(super) fn inspect(run: &Run, index: usize, findings: &mut Vec<Finding>) {
    let token = &run.tokens[index];
    if !token.traits.has(Trait::ARABIC) {
        return;
    }
    findings.extend(doubled(run, index));
    if run.orthography == Orthography::Arabic {
        findings.extend(split_waw(run, index));
    }
    findings.extend(glued(run, token));
}

/// Words that no writer means to write twice. Not among them: من and ما, which are two words each, and
/// بين and هو, which idioms double.
const NEVER_DOUBLED_ARABIC: [&str; 36] = [
    "في",
    "إلى",
    "على",
    "عن",
    "أن",
    "إن",
    "التي",
    "الذي",
    "الذين",
    "هذا",
    "هذه",
    "ذلك",
    "تلك",
    "كانت",
    "أو",
    "قد",
    "مع",
    "كل",
    "حتى",
    "كما",
    "لم",
    "لن",
    "عند",
    "خلال",
    "منذ",
    "حيث",
    "إذا",
    "ثم",
    "غير",
    "وفي",
    "وعلى",
    "ومن",
    "وأن",
    "وإلى",
    "أنه",
    "أنها",
];

/// The same in Persian: to, from, in, that, the mark of the object, with, on, for, and, or, is, has been,
/// was, also, between.
const NEVER_DOUBLED_PERSIAN: [&str; 15] = [
    "به", "از", "در", "که", "را", "با", "بر", "برای", "و", "یا", "است", "شده", "بود", "نیز", "میان",
];

/// A word that stands twice in a row with nothing but a space between.
fn doubled(run: &Run, index: usize) -> Option<Finding> {
    let (space, second) = (run.tokens.get(index + 1)?, run.tokens.get(index + 2)?);
    let word = run.word(index)?;
    let is_twice = matches!(space.kind, Kind::Space | Kind::Line)
        && !space.range().is_empty()
        && second.kind == Kind::Word
        && run.text_of(second) == word;
    if !is_twice || !is_never_doubled(word, run.orthography) {
        return None;
    }
    let range = run.tokens[index].start()..second.end();
    Some(proposal(rule::DOUBLED_WORD, Class::Flagged, range, word))
}

/// Both languages double words on purpose: خطوة خطوة, "step by step"; قدم قدم. Not words like these.
fn is_never_doubled(word: &str, orthography: Orthography) -> bool {
    /// The article and three letters, of two bytes each.
    const LONG: usize = 2 * (2 + 3);
    match orthography {
        Orthography::Arabic => {
            NEVER_DOUBLED_ARABIC.contains(&word)
                || word.strip_prefix(['و', 'ف']).unwrap_or(word).starts_with("ال")
                    && word.len() >= LONG
        }
        Orthography::Persian => {
            NEVER_DOUBLED_PERSIAN.contains(&word)
                || ["\u{200C}ها", "\u{200C}های", "ترین"].iter().any(|ending| word.ends_with(ending))
                || word.starts_with("می\u{200C}")
        }
    }
}

/// The conjunction و belongs to the word behind it: `و خاصة` is وخاصة.
fn split_waw(run: &Run, index: usize) -> Option<Finding> {
    if run.word(index)? != "و" {
        return None;
    }
    let (space, next) = (run.tokens.get(index + 1)?, run.tokens.get(index + 2)?);
    let is_word = next.is_word_with(Trait::ARABIC) && letters(run.text_of(next)) > 1;
    // أ و ب: letters that are listed; و with a stop behind it or before it is one of them too.
    let before = index.checked_sub(2).and_then(|index| run.word(index));
    let is_listed = before.is_some_and(|before| letters(before) < 2)
        || index.checked_sub(1).is_none_or(|index| run.tokens[index].kind == Kind::Sign);
    if space.kind != Kind::Space || !is_word || is_listed {
        return None;
    }
    let joined = format!("و{}", run.text_of(next));
    Some(proposal(rule::SPLIT_WAW, Class::Flagged, run.tokens[index].start()..next.end(), joined))
}

fn letters(word: &str) -> usize {
    word.chars().filter(|ch| ch.is_alphanumeric()).count()
}

/// Two words without a space, where the first one shows its end.
fn glued(run: &Run, token: &Token) -> Option<Finding> {
    let word = run.text_of(token);
    let cut = if token.traits.has(Trait::FATHATAN) { behind_tanween(word) } else { None };
    let cut = match run.orthography {
        Orthography::Arabic => cut
            .or_else(|| token.traits.has(Trait::TEH_MARBUTA).then(|| behind_teh_marbuta(word))?)
            .or_else(|| behind_small_word(word, token)),
        Orthography::Persian => cut,
    }?;
    let apart = format!("{} {}", &word[..cut], &word[cut..]);
    Some(proposal(rule::GLUED_WORD, Class::Flagged, token.range(), apart))
}

/// Alef with tanween ends a word.
fn behind_tanween(word: &str) -> Option<usize> {
    let (cut, _) = ["\u{064B}\u{0627}", "\u{0627}\u{064B}"]
        .into_iter()
        .filter_map(|end| Some((word.find(end)? + end.len(), end)))
        .min()?;
    is_arabic_word(&word[cut..], 2).then_some(cut)
}

/// ة ends a word.
fn behind_teh_marbuta(word: &str) -> Option<usize> {
    let at = word.find('ة')? + 'ة'.len_utf8();
    let marks = word[at..].find(|ch| !unicode_normalization::char::is_combining_mark(ch))?;
    is_arabic_word(&word[at + marks..], 2).then_some(at + marks)
}

/// Words that are written before others without a space by mistake, and that no other word of five
/// letters more begins with: in it, of it, for it, on it, to it, about it.
const WITH_PRONOUN: [&str; 7] = ["بها", "فيها", "منها", "لها", "عليها", "إليها", "عنها"];

/// The same before a noun with its article: this, that, which, who, on, to, in, between. With the
/// letters that the noun has at least: فيالق, "corps", and بينالي, "biennale", are words of their own.
const BEFORE_ARTICLE: [(&str, usize); 10] = [
    ("هذا", 2),
    ("هذه", 2),
    ("ذلك", 2),
    ("تلك", 2),
    ("التي", 2),
    ("الذي", 2),
    ("على", 2),
    ("إلى", 2),
    ("في", 4),
    ("بين", 4),
];

fn behind_small_word(word: &str, token: &Token) -> Option<usize> {
    /// Seven letters of two bytes.
    const SHORTEST: usize = 14;
    if word.len() < SHORTEST || token.traits.has(Trait::MARK.with(Trait::TATWEEL)) {
        return None;
    }
    // ف begins في too.
    let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    [word, bare].into_iter().find_map(|bare| {
        let with_pronoun = WITH_PRONOUN
            .into_iter()
            .find(|small| bare.strip_prefix(small).is_some_and(|rest| is_arabic_word(rest, 5)));
        let before_article = || {
            let (small, _) = BEFORE_ARTICLE.into_iter().find(|(small, shortest)| {
                let rest = bare.strip_prefix(small).and_then(|rest| rest.strip_prefix("ال"));
                rest.is_some_and(|rest| is_arabic_word(rest, *shortest))
            })?;
            Some(small)
        };
        let small = with_pronoun.or_else(before_article)?;
        Some(word.len() - bare.len() + small.len())
    })
}

/// Whether there are so many letters of Arabic script, and nothing but them and their marks.
fn is_arabic_word(rest: &str, shortest: usize) -> bool {
    rest.starts_with(is_arabic_letter)
        && rest.chars().filter(|ch| is_arabic_letter(*ch)).count() >= shortest
}
