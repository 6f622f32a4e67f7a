//! Half-spaces (ZWNJ) that do nothing, in Persian.

use super::super::finding::{Class, Finding};
use super::super::letter::{ARABIC, class, classify, never_joins};
use super::token::{Token, Trait};
use super::{Orthography, Run, proposal, rule};

const JOINER: char = '\u{200C}';

/// A half-space at either end of a word, after another, or after a letter that never joins the next
/// one shows nothing, and searching does not find the word.
pub(super) fn inspect(run: &Run, token: &Token, findings: &mut Vec<Finding>) {
    if run.orthography != Orthography::Persian || !token.traits.has(Trait::JOINER) {
        return;
    }
    let word = run.text_of(token);
    let mut at = 0;
    while let Some(found) = word[at..].find(JOINER) {
        let start = at + found;
        let end = start + word[start..].len() - word[start..].trim_start_matches(JOINER).len();
        let keeps_one = is_seen(&word[..start]) && end < word.len();
        let first = start + if keeps_one { JOINER.len_utf8() } else { 0 };
        if first < end {
            let range = token.start() + first..token.start() + end;
            findings.push(proposal(rule::ZWNJ_REDUNDANT, Class::Silent, range, ""));
        }
        at = end;
    }
}

/// Whether a half-space after such letters can be seen: the last one would join the next.
fn is_seen(before: &str) -> bool {
    let is_mark = |ch: &char| {
        matches!(classify(*ch, &ARABIC), class::MARK | class::HAMZA_MARK | class::IGNORED)
            && *ch != '\u{0640}'
    };
    match before.chars().rev().find(|ch| !is_mark(ch)) {
        // Heh with hamza (U+06C0) never joins either, and is an heh to the table of letters.
        None | Some('\u{06C0}') => false,
        Some(letter) => {
            let kind = classify(letter, &ARABIC);
            kind < 0x80 || !never_joins(kind)
        }
    }
}
