//! Tatweel, the stroke that stretches a word.

use super::super::finding::{Class, Finding};
use super::token::{Token, Trait, is_arabic_letter};
use super::{Run, proposal, rule};

const TATWEEL: char = '\u{0640}';

/// A tatweel between two letters is noise. Before a space, digit, quotation mark or bracket it shows
/// that a prefix or an abbreviation is meant (`الـ 158`), and one that carries a mark belongs there.
pub(super) fn inspect(run: &Run, token: &Token, findings: &mut Vec<Finding>) {
    if !token.traits.has(Trait::TATWEEL) {
        return;
    }
    let word = run.text_of(token);
    let mut at = 0;
    while let Some(found) = word[at..].find(TATWEEL) {
        let start = at + found;
        let end = start + word[start..].len() - word[start..].trim_start_matches(TATWEEL).len();
        let before = word[..start].chars().rev().find(|ch| !is_mark(*ch));
        let behind = word[end..].chars().next();
        if before.is_some_and(is_arabic_letter) && behind.is_some_and(is_arabic_letter) {
            let range = token.start() + start..token.start() + end;
            findings.push(proposal(rule::TATWEEL, Class::Silent, range, ""));
        }
        at = end;
    }
}

fn is_mark(ch: char) -> bool {
    unicode_normalization::char::is_combining_mark(ch)
}
