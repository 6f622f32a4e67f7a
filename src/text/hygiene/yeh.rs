//! Yeh and kaf: letters of the other language's keyboard, and ي and ى in each other's place.

use super::super::finding::{Class, Finding};
use super::token::{Token, Trait};
use super::{Orthography, Run, flag, proposal, rule};

pub(super) fn inspect(run: &Run, index: usize, findings: &mut Vec<Finding>) {
    let token = &run.tokens[index];
    match run.orthography {
        Orthography::Persian => {
            let foreign = Trait::ARABIC_YEH_KAF.with(Trait::MAKSURA);
            if token.traits.has(foreign) {
                unify(run, token, Class::Silent, persian, findings);
            }
        }
        Orthography::Arabic => {
            if token.traits.has(Trait::PERSIAN_YEH_KAF) {
                inspect_persian_letters(run, token, findings);
            } else if token.traits.has(Trait::MAKSURA) {
                inspect_maksura(run, token, findings);
            } else if token.traits.has(Trait::ARABIC_YEH_KAF) {
                inspect_dotted(run, index, findings);
            }
        }
    }
}

fn persian(letter: char) -> Option<char> {
    match letter {
        '\u{064A}' | '\u{0649}' => Some('\u{06CC}'), // ي ى to ی
        '\u{0643}' => Some('\u{06A9}'),              // ك to ک
        _ => None,
    }
}

fn arabic(letter: char) -> Option<char> {
    match letter {
        '\u{06CC}' => Some('\u{064A}'), // ی to ي
        '\u{06A9}' => Some('\u{0643}'), // ک to ك
        _ => None,
    }
}

/// From the first letter of a word that is to be another one to the last such letter.
fn unify(
    run: &Run,
    token: &Token,
    class: Class,
    unified: fn(char) -> Option<char>,
    findings: &mut Vec<Finding>,
) {
    let word = run.text_of(token);
    let (Some(first), Some(last)) =
        (word.find(|ch| unified(ch).is_some()), word.rfind(|ch| unified(ch).is_some()))
    else {
        return;
    };
    // All letters that are unified have two bytes.
    let range = first..last + 2;
    let replacement: String =
        word[range.clone()].chars().map(|ch| unified(ch).unwrap_or(ch)).collect();
    let range = token.start() + range.start..token.start() + range.end;
    findings.push(proposal(rule::YEH_KAF, class, range, replacement));
}

/// Words that end in ى, written here with the Persian yeh at their end, which stands for both ي and ى.
const PERSIAN_FOR_MAKSURA: [&str; 13] = [
    "إل\u{06CC}",   // to
    "ال\u{06CC}",   // to, without its hamza
    "حت\u{06CC}",   // until
    "لد\u{06CC}",   // with
    "مت\u{06CC}",   // when
    "سو\u{06CC}",   // except
    "مد\u{06CC}",   // extent
    "مستو\u{06CC}", // level
    "معن\u{06CC}",  // meaning
    "أخر\u{06CC}",  // other
    "إحد\u{06CC}",  // one of
    "كبر\u{06CC}",  // greatest
    "مقتض\u{06CC}", // requirement
];

fn inspect_persian_letters(run: &Run, token: &Token, findings: &mut Vec<Finding>) {
    let word = run.text_of(token);
    if token.traits.has(Trait::PERSIAN_LETTER) {
        // A Persian word within Arabic, most likely.
        findings.push(flag(rule::YEH_KAF, token.range()));
        return;
    }
    let bare = without_conjunction(word);
    let bare = bare.strip_prefix("ال").filter(|rest| rest.chars().count() > 2).unwrap_or(bare);
    let bare = bare.replace('\u{06A9}', "\u{0643}");
    let class = if bare == "عل\u{06CC}" {
        Class::Stated // على "on", or the name علي
    } else if PERSIAN_FOR_MAKSURA.contains(&&*bare) {
        Class::Silent
    } else {
        unify(run, token, Class::Silent, arabic, findings);
        return;
    };
    let stem = &word[..word.len() - '\u{06CC}'.len_utf8()];
    let mended: String = stem.chars().map(|ch| arabic(ch).unwrap_or(ch)).collect();
    findings.push(proposal(rule::YEH_KAF, class, token.range(), mended + "\u{0649}"));
}

/// ى where Arabic has ي, as writers in Egypt often have it.
fn inspect_maksura(run: &Run, token: &Token, findings: &mut Vec<Finding>) {
    const FI: &str = "ف\u{0649}";
    let word = run.text_of(token);
    let class = match word {
        FI => Class::Stated,
        // "and in", or "he fulfilled"
        "وف\u{0649}" => Class::Flagged,
        _ => match without_conjunction(word) {
            // which, who, she, any
            "الت\u{0649}" | "الذ\u{0649}" | "ه\u{0649}" | "أ\u{0649}" => Class::Flagged,
            _ => return,
        },
    };
    let at = token.end() - '\u{0649}'.len_utf8();
    findings.push(proposal(rule::YEH_KAF, class, at..token.end(), "\u{064A}"));
}

/// ي where Arabic has ى.
fn inspect_dotted(run: &Run, index: usize, findings: &mut Vec<Finding>) {
    const ALI: &str = "عل\u{064A}";
    let token = &run.tokens[index];
    let word = without_conjunction(run.text_of(token));
    let is_off = match word {
        "حت\u{064A}" => true, // until
        ALI => is_preposition(run, index),
        _ => false,
    };
    if is_off {
        let at = token.end() - '\u{064A}'.len_utf8();
        findings.push(proposal(rule::YEH_KAF, Class::Flagged, at..token.end(), "\u{0649}"));
    }
}

/// Whether علي is the preposition على: before a noun with the article or a word that a name does not
/// stand before. After a name or title it is the name Ali.
fn is_preposition(run: &Run, index: usize) -> bool {
    // That, that it, this, these, all, what, extent, basis, way, verge, likeness, direction.
    const FOLLOWERS: [&str; 14] = [
        "أن", "أنه", "أنها", "أنهم", "هذا", "هذه", "ذلك", "تلك", "كل", "ما", "مدى", "أساس", "سبيل",
        "نحو",
    ];
    // Muhammad, son, father, imam, sir, doctor, martyr, sheikh, Husain: before the name.
    const TITLES: [&str; 9] =
        ["محمد", "بن", "أبو", "الإمام", "السيد", "الدكتور", "الشهيد", "الشيخ", "حسين"];
    let Some(next) = run.word(index + 2) else { return false };
    if FOLLOWERS.contains(&next) {
        return true;
    }
    // علي الدين, علي الحسيني: names
    let is_name = next == "الدين" || next.ends_with(['\u{064A}', '\u{0649}']);
    let before = index.checked_sub(2).and_then(|index| run.word(index));
    let is_after_name = before.is_some_and(|before| TITLES.contains(&before));
    next.starts_with("ال") && !is_name && !is_after_name
}

/// A word without the conjunction و or ف before it.
fn without_conjunction(word: &str) -> &str {
    word.strip_prefix(['و', 'ف']).unwrap_or(word)
}
