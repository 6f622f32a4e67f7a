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

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::ops::Range;

use rustc_hash::FxHashMap;

pub use dictionary::{Dictionary, InvalidDictionary};
pub use spaced::{is_ending, is_joint, is_second_half, is_stray_ending, may_be_second_half};
pub use vocabulary::{DocumentWords, Vocabulary};

use super::Finding;
use super::letter::{ALEF_MAKSURA, ARABIC, HEH_HAMZA, KAF, YEH, class, classify, never_joins};
use split::Split;

pub(super) const ZWNJ: char = '\u{200C}';

/// The written words of a text, in order: letters of Arabic script with their marks and half-spaces.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_of_word)?;
        let length = text[start..].find(|ch| !is_of_word(ch)).unwrap_or(text.len() - start);
        at = start + length;
        Some(start..at)
    })
}

/// The letters of a word as the rules compare them: Persian yeh and kaf, no marks, half-spaces only
/// where they can be seen. Most words are written so.
fn letters(written: &str) -> Cow<'_, str> {
    if written.chars().all(|ch| ch != ZWNJ && unified(ch) == Some(ch)) {
        return Cow::Borrowed(written);
    }
    let mut letters = String::with_capacity(written.len());
    for ch in written.chars() {
        match ch {
            ZWNJ if !letters.chars().next_back().is_some_and(joins) => {}
            _ => letters.extend(unified(ch)),
        }
    }
    let kept = letters.trim_end_matches(ZWNJ).len();
    letters.truncate(kept);
    Cow::Owned(letters)
}

/// Letters of Arabic script, their marks, and the half-space.
fn is_of_word(ch: char) -> bool {
    matches!(ch, '\u{0620}'..='\u{065F}' | '\u{066E}'..='\u{06D3}' | '\u{06D5}' | ZWNJ)
}

/// A letter as the rules compare it, Persian yeh and kaf for all; `None` for marks and tatweel.
fn unified(ch: char) -> Option<char> {
    match classify(ch, &ARABIC) {
        class::MARK | class::HAMZA_MARK => None,
        YEH | ALEF_MAKSURA => Some('ی'),
        KAF => Some('ک'),
        HEH_HAMZA => Some('ه'),
        _ => Some(ch),
    }
}

/// Whether a letter joins the next one, so that a half-space behind it can be seen.
fn joins(letter: char) -> bool {
    letter != ZWNJ && !never_joins(classify(letter, &ARABIC))
}

/// What is known of the half-spaces of one document, whose texts are looked through one by one.
#[derive(Debug)]
pub struct HalfSpaces<'v> {
    vocabulary: &'v Vocabulary<'v>,
    /// The words judged so far, as joined: most of a document is words that it has had.
    judged: FxHashMap<Cow<'v, str>, Option<Split>>,
}

impl<'v> HalfSpaces<'v> {
    /// Nothing looked through yet.
    pub fn new(vocabulary: &'v Vocabulary<'v>) -> Self {
        Self { vocabulary, judged: FxHashMap::default() }
    }

    /// The half-spaces lost in a Persian text, word by word.
    ///
    /// Ranges and replacements are whole words. Class A needs a listed stem, a participle, or one
    /// that the document has twice; a flag without a replacement is a word that reads in two ways.
    pub fn lost(&mut self, text: &'v str) -> Vec<Finding> {
        let mut findings = Vec::new();
        let addresses = addresses(text);
        let is_word = |word: &Range<usize>| !holds(&addresses, word);
        let of_word =
            |word: Range<usize>| parts(text, word.clone()).map(move |part| (word.start, part));
        for (start, part) in words(text).filter(is_word).flat_map(of_word) {
            let joined = letters(&text[part.clone()]);
            let split = match self.judged.entry(joined) {
                Entry::Occupied(judged) => judged.into_mut(),
                Entry::Vacant(new) => {
                    let split = split::split(new.key(), self.vocabulary);
                    new.insert(split)
                }
            };
            let Some(split) = split else { continue };
            if part.start > start && is_plural_as_written(&text[part.clone()]) {
                continue;
            }
            let replacement =
                (!split.cuts.is_empty()).then(|| with_cuts(&text[part.clone()], &split.cuts));
            findings.push(Finding {
                range: part,
                replacement,
                class: split.class,
                rule: split.rule,
            });
        }
        findings
    }

    /// Half-spaces written as a space or as a hyphen.
    ///
    /// A space is class S; a hyphen A where the document, the list or the dictionary has the word
    /// with a half-space or joined, S where the second half is no word. Hyphens between two free
    /// words, as in `دولت-ملت`, are no finding.
    pub fn spaced(&self, text: &str) -> Vec<Finding> {
        let mut findings = spaced::spaced(text, self.vocabulary);
        let addresses = addresses(text);
        findings.retain(|finding| !holds(&addresses, &finding.range));
        findings
    }
}

/// Addresses of the web and of mail, whose letters may be of any script.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let is_blank = |ch: char| ch.is_whitespace() || matches!(ch, '<' | '>' | '"' | '«' | '»');
    let about = |at: usize| {
        let start =
            text[..at].rfind(is_blank).map_or(0, |blank| text.ceil_char_boundary(blank + 1));
        let end = text[at..].find(is_blank).map_or(text.len(), |blank| at + blank);
        start..end
    };
    let web = ["://", "www."].into_iter().flat_map(|sign| text.match_indices(sign));
    let mail = text.match_indices('@').filter(|(at, _)| text[about(*at)].contains('.'));
    web.chain(mail).map(|(at, _)| about(at)).collect()
}

fn holds(ranges: &[Range<usize>], word: &Range<usize>) -> bool {
    ranges.iter().any(|range| range.contains(&word.start))
}

/// Whether what stands behind a half-space is a plural that shows none, as in چشم‌اندازهای: that
/// the word has its half-spaces says that nothing is lost in it.
fn is_plural_as_written(part: &str) -> bool {
    let stem = part.strip_suffix("های");
    stem.and_then(|stem| stem.chars().next_back()).is_some_and(|last| !joins(last))
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
