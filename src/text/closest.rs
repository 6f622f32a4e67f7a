//! The places in texts that come closest to words which do not stand there.
//!
//! Folded texts are compared, by edit distance (Levenshtein): insertions, deletions and replacements
//! of characters at 1 each. Each text is read once, by the bit vectors of Myers ("A fast bit-vector
//! algorithm for approximate string matching based on dynamic programming", 1999) in the blocks of
//! Hyyrö ("A bit-vector algorithm for computing Levenshtein and Damerau edit distances", 2003); only
//! around the ends that it finds are distances computed cell by cell.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::fold::{Folded, is_word_edge};

/// Words that come close to others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closest {
    /// The passage, by its place among those looked through.
    pub passage: usize,
    /// Its bytes, whole words, in the text before folding.
    pub range: Range<usize>,
    /// How many characters differ, folded.
    pub distance: usize,
}

/// The whole words in some of the passages that come closest to `words`, if any come close; several
/// where they come equally close and do not overlap. In the order of the passages.
///
/// Close are words that a correction explains: one of five characters may differ, or of a long quote,
/// which is hardly taken for another, one of three. Words of five characters and fewer are close to
/// too much.
pub fn closest(passages: &[&Folded], words: &Folded) -> Vec<Closest> {
    /// So many ends are enough to see that a text says the same again and again.
    const MOST_ENDS: usize = 200;
    let needle: Vec<char> = words.as_str().trim().chars().collect();
    let mut limit = allowed(needle.len());
    if limit == 0 {
        return Vec::new();
    }
    let pattern = Pattern::new(&needle);
    let ends = passages.iter().enumerate().flat_map(|(passage, folded)| {
        let ends = pattern.word_ends(folded.as_str(), limit).into_iter();
        ends.map(move |(end, at_least)| (at_least, passage, end))
    });
    let mut ends: Vec<(usize, usize, usize)> = ends.collect();
    ends.sort_unstable();
    let backwards: Vec<char> = needle.into_iter().rev().collect();
    let mut places: Vec<Place> = Vec::new();
    for (at_least, passage, end) in ends.into_iter().take(MOST_ENDS) {
        if at_least > limit {
            break;
        }
        let start = best_start(&passages[passage].as_str()[..end], &backwards, limit);
        if let Some(Start { at, distance, fit }) = start {
            limit = distance;
            places.push(Place { passage, range: at..end, distance, fit });
        }
    }
    places.retain(|place| place.distance == limit);
    apart(places)
        .into_iter()
        .map(|Place { passage, range, distance, .. }| {
            let range = passages[passage].source_range(range);
            Closest { passage, range, distance }
        })
        .collect()
}

/// How many of so many characters may differ.
fn allowed(length: usize) -> usize {
    match length {
        0..=5 => 0,
        6..=39 => length / 5,
        _ => length / 3,
    }
}

/// Whole words and their distance.
#[derive(Clone, Debug)]
struct Place {
    passage: usize,
    /// Bytes of the folded text.
    range: Range<usize>,
    distance: usize,
    fit: Fit,
}

/// How well words fit that come equally close; the less, the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    /// At how many of the two ends there is a sign where there was none, or the other way round.
    signs: usize,
    /// By how many characters they are longer or shorter.
    surplus: usize,
}

/// Of places that overlap, the one that fits best; in order.
fn apart(mut places: Vec<Place>) -> Vec<Place> {
    places.sort_by_key(|place| (place.fit, place.passage, place.range.start));
    let mut apart: Vec<Place> = Vec::new();
    for place in places {
        let is_apart = |other: &Place| {
            other.passage != place.passage
                || other.range.end <= place.range.start
                || place.range.end <= other.range.start
        };
        if apart.iter().all(is_apart) {
            apart.push(place);
        }
    }
    apart.sort_by_key(|place| (place.passage, place.range.start));
    apart
}

/// The beginning of whole words.
#[derive(Clone, Copy, Debug)]
struct Start {
    at: usize,
    distance: usize,
    fit: Fit,
}

/// Where the whole words at the end of `text` begin that come closest to `needle`, which is
/// backwards, if their distance is at most `limit`.
fn best_start(text: &str, needle: &[char], limit: usize) -> Option<Start> {
    let mut row: Vec<usize> = (0..=needle.len()).collect();
    let mut best: Option<Start> = None;
    let differ = |a: Option<char>, b: Option<char>| {
        usize::from(a.map(char::is_alphanumeric) != b.map(char::is_alphanumeric))
    };
    let at_end = differ(text.chars().next_back(), needle.first().copied());
    for (length, (at, character)) in (1..).zip(text.char_indices().rev()) {
        let mut diagonal = std::mem::replace(&mut row[0], length);
        for (column, wanted) in needle.iter().enumerate() {
            let replaced = diagonal + usize::from(character != *wanted);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
        if row.iter().all(|distance| *distance > limit) {
            break;
        }
        let distance = row[needle.len()];
        let surplus = length.abs_diff(needle.len());
        let fit = Fit { signs: at_end + differ(Some(character), needle.last().copied()), surplus };
        let is_better = best.is_none_or(|best| (distance, fit) < (best.distance, best.fit));
        let is_start = !character.is_whitespace() && is_word_edge(text, at);
        if is_start && distance <= limit && is_better {
            best = Some(Start { at, distance, fit });
        }
    }
    best
}

/// Words to be looked for, each character as the set of its places.
struct Pattern {
    /// For each character as many words of 64 bits as there are blocks.
    places: FxHashMap<char, Vec<u64>>,
    /// What no character of the pattern has.
    nowhere: Vec<u64>,
    length: usize,
}

/// Of 64 rows of the last column those where the distance is one more, and one less, than in the row
/// above.
#[derive(Clone, Copy)]
struct Block {
    plus: u64,
    minus: u64,
}

impl Pattern {
    fn new(needle: &[char]) -> Self {
        let nowhere = vec![0; needle.len().div_ceil(64)];
        let mut places: FxHashMap<char, Vec<u64>> = FxHashMap::default();
        for (at, character) in needle.iter().enumerate() {
            places.entry(*character).or_insert_with(|| nowhere.clone())[at / 64] |= 1 << (at % 64);
        }
        Self { places, nowhere, length: needle.len() }
    }

    /// The ends of words in `text` where something ends that differs in at most `limit` characters,
    /// and in how many: whole words that end there differ in no fewer.
    fn word_ends(&self, text: &str, limit: usize) -> Vec<(usize, usize)> {
        let mut ends = Vec::new();
        let mut blocks = vec![Block { plus: u64::MAX, minus: 0 }; self.nowhere.len()];
        let mut distance = self.length;
        let last_row = 1 << ((self.length - 1) % 64);
        for (at, character) in text.char_indices() {
            let places = self.places.get(&character).unwrap_or(&self.nowhere);
            let mut carry = 0;
            for (number, (block, places)) in blocks.iter_mut().zip(places).enumerate() {
                let is_last = number + 1 == self.nowhere.len();
                let bottom = if is_last { last_row } else { 1 << 63 };
                carry = block.advance(*places, carry, bottom);
            }
            distance = distance.saturating_add_signed(carry);
            let end = at + character.len_utf8();
            if distance <= limit && !character.is_whitespace() && is_word_edge(text, end) {
                ends.push((end, distance));
            }
        }
        ends
    }
}

impl Block {
    /// Goes on by one character, which stands at `places` of the rows. `carry` is the difference from
    /// the last column in the row above, and what is returned that in the row `bottom`.
    fn advance(&mut self, places: u64, carry: isize, bottom: u64) -> isize {
        let vertical = places | self.minus;
        let equal = places | u64::from(carry < 0);
        let diagonal = ((equal & self.plus).wrapping_add(self.plus) ^ self.plus) | equal;
        let plus = self.minus | !(diagonal | self.plus);
        let minus = self.plus & diagonal;
        let below = isize::from(plus & bottom != 0) - isize::from(minus & bottom != 0);
        let plus = plus << 1 | u64::from(carry > 0);
        let minus = minus << 1 | u64::from(carry < 0);
        self.plus = minus | !(vertical | plus);
        self.minus = plus & vertical;
        below
    }
}
