//! Half-spaces (zero-width non-joiners, U+200C) that Persian text has lost: a text comes in, the
//! places where they belong go out.
//!
//! A PDF keeps none of them: `میشود` was `می‌شود`. A half-space is put back only where it can be
//! seen, which is behind a letter that joins the next one.
//!
//! - `vocabulary.rs`: which words there are; `words.txt` is the list that comes with the program,
//!   `dictionary.rs` a Hunspell dictionary.
//! - `split.rs`: the rules for one word, with the lists of `lists.rs` and the verbs of `verb.rs`.

mod dictionary;
mod lists;
mod spaced;
mod split;
mod verb;
mod vocabulary;

use std::ops::Range;

use rustc_hash::FxHashMap;

pub use dictionary::{Dictionary, InvalidDictionary};
pub use spaced::spaced_half_spaces;
pub use vocabulary::{DocumentWords, Vocabulary};

use super::Finding;
use split::Split;

pub(super) const ZWNJ: char = '\u{200C}';

/// A written word: letters of Arabic script with their marks and half-spaces.
#[derive(Clone, Debug)]
struct Word {
    /// Where it stands.
    range: Range<usize>,
    /// Its letters as the rules compare them: Persian yeh and kaf, no marks, half-spaces only
    /// where they can be seen.
    letters: String,
}

/// The words of a text, in order.
fn words(text: &str) -> impl Iterator<Item = Word> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_of_word)?;
        let length = text[start..].find(|ch| !is_of_word(ch)).unwrap_or(text.len() - start);
        at = start + length;
        Some(Word { range: start..at, letters: letters(&text[start..at]) })
    })
}

/// The same words but for those of one text that begin or end in a half-space only.
fn letters(written: &str) -> String {
    let mut letters = String::with_capacity(written.len());
    for ch in written.chars() {
        match ch {
            ZWNJ if !letters.chars().next_back().is_some_and(joins) => {}
            _ => letters.extend(unified(ch)),
        }
    }
    let kept = letters.trim_end_matches(ZWNJ).len();
    letters.truncate(kept);
    letters
}

/// Letters of Arabic script, their marks, and the half-space.
fn is_of_word(ch: char) -> bool {
    matches!(ch, '\u{0620}'..='\u{065F}' | '\u{066E}'..='\u{06D3}' | '\u{06D5}' | ZWNJ)
}

/// A letter as the rules compare it; `None` for marks and tatweel.
fn unified(ch: char) -> Option<char> {
    match ch {
        'ي' | 'ى' => Some('ی'),
        'ك' => Some('ک'),
        '\u{06C0}' => Some('ه'),
        '\u{0640}' | '\u{064B}'..='\u{065F}' | '\u{0670}' => None,
        _ => Some(ch),
    }
}

/// Whether a letter joins the next one, so that a half-space behind it can be seen.
fn joins(letter: char) -> bool {
    letter != ZWNJ
        && !matches!(
            letter,
            'ا' | 'آ'
                | 'أ'
                | 'إ'
                | '\u{0671}'
                | 'د'
                | 'ذ'
                | 'ر'
                | 'ز'
                | 'ژ'
                | 'و'
                | 'ؤ'
                | 'ة'
                | 'ء'
        )
}

/// The half-spaces lost in a Persian text, word by word.
///
/// Ranges and replacements are whole words. Class A needs a listed stem, a participle, or one that
/// the document has twice; a flag without a replacement is a word that reads in two ways.
pub fn lost_half_spaces(text: &str, vocabulary: &Vocabulary) -> Vec<Finding> {
    let mut known: FxHashMap<String, Option<Split>> = FxHashMap::default();
    let mut findings = Vec::new();
    for word in words(text) {
        for part in parts(text, word.range) {
            let joined = letters(&text[part.clone()]);
            let split =
                known.entry(joined).or_insert_with_key(|joined| split::split(joined, vocabulary));
            let Some(split) = split else { continue };
            let replacement =
                (!split.cuts.is_empty()).then(|| with_cuts(&text[part.clone()], &split.cuts));
            findings.push(Finding {
                range: part,
                replacement,
                class: split.class,
                rule: split.rule,
            });
        }
    }
    findings
}

/// The runs of a word between its half-spaces.
fn parts(text: &str, word: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut at = word.start;
    text[word].split(ZWNJ).map(move |part| {
        let start = at;
        at += part.len() + ZWNJ.len_utf8();
        start..start + part.len()
    })
}

/// A written word with half-spaces before the given bytes of its compared letters.
fn with_cuts(written: &str, cuts: &[usize]) -> String {
    let mut out = String::with_capacity(written.len() + 3 * cuts.len());
    let mut compared = 0;
    for ch in written.chars() {
        if let Some(letter) = unified(ch) {
            if cuts.contains(&compared) {
                out.push(ZWNJ);
            }
            compared += letter.len_utf8();
        }
        out.push(ch);
    }
    out
}
