//! Vowel signs that a PDF gives apart from their letters, as each of them is a glyph with a place of
//! its own.

use super::report::Report;
use crate::text::Class;

const ALEF: char = '\u{0627}';
const WAW: char = '\u{0648}';
const DAMMA: char = '\u{064F}';
const FATHATAN: char = '\u{064B}';
const TANWEEN: &str = "\u{064B}";

/// Puts the signs of a text back to their letters, where there is one way to do so: `أيًض ا` is أيضًا,
/// `ُت علن` is تُعلن, and a sign alone belongs to the alef at the end of the next word. The lines stay.
pub(super) fn restore(text: &str, report: &mut Report) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut waiting: Option<usize> = None;
    for (written, line) in text.split('\n').zip(1..) {
        let mut mended: Vec<char> = written.chars().collect();
        if let Some(before) = waiting.and_then(|at| lines.get_mut(at))
            && put_on_first_word(&mut mended)
        {
            let kept = before.trim_end().trim_end_matches(FATHATAN).trim_end().len();
            before.truncate(kept);
        }
        mended = lone_signs(&mended);
        mended = displaced_tanween(&mended);
        mended = leading_signs(&mended);
        mended = signs_on_conjunctions(&mended);
        let mended: String = mended.into_iter().collect();
        if mended != written {
            report.changed(line, "vowel-place", Class::Silent, (written.trim(), mended.trim()));
        }
        let is_waiting = mended.trim() == TANWEEN || mended.trim_end().ends_with(" \u{064B}");
        if !mended.trim().is_empty() {
            waiting = is_waiting.then_some(lines.len());
        }
        lines.push(mended);
    }
    lines.join("\n")
}

fn is_sign(ch: char) -> bool {
    matches!(ch, '\u{064B}'..='\u{0652}')
}

fn is_letter(ch: char) -> bool {
    matches!(ch, '\u{0621}'..='\u{063A}' | '\u{0641}'..='\u{064A}' | '\u{066E}'..='\u{06D3}')
}

fn ends_word(chars: &[char], at: usize) -> bool {
    chars.get(at).is_none_or(|ch| !is_letter(*ch) && !is_sign(*ch))
}

/// The tanween that stood alone on the line before, on the alef that ends the first word.
fn put_on_first_word(line: &mut Vec<char>) -> bool {
    let Some(start) = line.iter().position(|ch| is_letter(*ch)) else { return false };
    put_on_word(line, start)
}

/// Puts tanween on the alef that ends the word at a place, if it has none.
fn put_on_word(line: &mut Vec<char>, start: usize) -> bool {
    let length = line[start..].iter().take_while(|ch| is_letter(**ch)).count();
    let last = start + length.saturating_sub(1);
    let is_free = length > 2 && line[last] == ALEF && ends_word(line, last + 1);
    if is_free {
        line.insert(last, FATHATAN);
    }
    is_free
}

/// `على ً أيضا` is على أيضًا.
fn lone_signs(line: &[char]) -> Vec<char> {
    let mut out = line.to_vec();
    let mut at = 0;
    while at < out.len() {
        let is_alone = out[at] == FATHATAN
            && at.checked_sub(1).is_none_or(|before| out[before] == ' ')
            && out.get(at + 1) == Some(&' ')
            && out.get(at + 2).is_some_and(|ch| is_letter(*ch));
        if is_alone && put_on_word(&mut out, at + 2) {
            out.drain(at..at + 2);
        }
        at += 1;
    }
    out
}

/// `أيًض ا` is أيضًا: no tanween stands before another letter than the alef it is written on.
fn displaced_tanween(line: &[char]) -> Vec<char> {
    let mut out = line.to_vec();
    let mut at = 1;
    while at < out.len() {
        let is_displaced = out[at] == FATHATAN
            && is_letter(out[at - 1])
            && out.get(at + 1).is_some_and(|ch| is_letter(*ch) && *ch != ALEF && *ch != '\u{0649}');
        let space = usize::from(out.get(at + 2) == Some(&' '));
        let alef = at + 2 + space;
        if is_displaced && out.get(alef) == Some(&ALEF) && ends_word(&out, alef + 1) {
            out.swap(at, at + 1);
            out.drain(at + 2..alef);
        }
        at += 1;
    }
    out
}

/// `ُت علن` and `ُتعلن` are تُعلن: no word begins with a sign.
fn leading_signs(line: &[char]) -> Vec<char> {
    let mut out: Vec<char> = Vec::with_capacity(line.len());
    let mut at = 0;
    while at < line.len() {
        let begins = out.last().is_none_or(|before| !is_letter(*before) && !is_sign(*before));
        let letter = line.get(at + 1).copied().filter(|ch| is_letter(*ch));
        let Some(letter) = letter.filter(|_| begins && is_sign(line[at]) && line[at] != FATHATAN)
        else {
            out.push(line[at]);
            at += 1;
            continue;
        };
        out.extend([letter, line[at]]);
        let is_torn = line.get(at + 2) == Some(&' ')
            && letter != WAW
            && line.get(at + 3).is_some_and(|ch| is_letter(*ch));
        at += if is_torn { 3 } else { 2 };
    }
    out
}

/// `وُت سجل` is وتُسجل: "and" has another vowel, and no word is a conjunction with the first letter of
/// a verb.
fn signs_on_conjunctions(line: &[char]) -> Vec<char> {
    let mut out = line.to_vec();
    let mut at = 0;
    while at + 4 < out.len() {
        let begins = at == 0 || out[at - 1] == ' ';
        let is_torn = begins
            && matches!(out[at], 'و' | 'ف')
            && out[at + 1] == DAMMA
            && matches!(out[at + 2], 'ت' | 'ي' | 'ن')
            && out[at + 3] == ' '
            && is_letter(out[at + 4]);
        if is_torn {
            out.swap(at + 1, at + 2);
            out.remove(at + 3);
        }
        at += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(restore(text, &mut Report::default()), expected);
    }

    #[test]
    fn signs_go_back_to_their_letters_where_that_is_sure() {
        check("على الاتفاق أيًض ا.", "على الاتفاق أيضًا."); // "on agreement too"
        check("أقل ميًل ا إلى", "أقل ميلًا إلى"); // "less inclined to"
        check("ولهذا ُت علن وُتسجل", "ولهذا تُعلن وُتسجل"); // "and therefore it is declared"
        check("وُت سجل وُجد وُت", "وتُسجل وُجد وُت"); // "and is recorded", "was found"
        check("على ً أيضا.", "على أيضًا.");
        check("على ً\nأيضا. لا", "على\nأيضًا. لا");
        check("أقل\nً\nميلا إلى", "أقل\n\nميلًا إلى");
        for whole in ["كتابُه في البيت", "أيضًا وجدًا", "أيضاً", "هدىً", "ً", "قال ً لم"]
        {
            check(whole, whole);
        }
    }
}
