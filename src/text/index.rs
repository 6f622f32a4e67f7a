//! Stems by their skeleton: letters come in, the patterns that may begin with them go out.
//!
//! Nearly every stem of a text is in no glossary, so a set of bits that fits in the first-level cache
//! is asked first; the table behind it is asked for one stem in ten.

use super::letter::{Letter, SKELETON};
use super::word::PADDING;

/// A hash table that never changes: which patterns may begin with a stem.
///
/// It answers by hash alone; the letters are compared by whoever asks.
/// Patterns of several words are found by their first word and the beginning of the second, because
/// a glossary has many that begin alike.
#[derive(Debug)]
pub(super) struct Index {
    /// A bit for each value of the upper bits of the hash.
    filter: Box<[u64]>,
    filter_shift: u32,
    /// For each value of the (fewer) upper bits, where its entries begin.
    buckets: Box<[u32]>,
    bucket_shift: u32,
    entries: Box<[Entry]>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    hash: u64,
    /// The number of the pattern, or [`GOES_ON`].
    pattern: u32,
}

/// In the place of a pattern: there are some with this stem and a second word.
const GOES_ON: u32 = u32::MAX;

/// How many letters of the second word count.
const NEXT_LETTERS: usize = 3;

/// The beginning of a pattern.
#[derive(Clone, Debug)]
pub(super) struct Stem {
    /// The letters that it has in its first word of the text.
    pub(super) letters: Vec<Letter>,
    /// The letters at the beginning of its second word, if there is one.
    pub(super) next: Vec<Letter>,
    /// The number of the pattern.
    pub(super) pattern: u32,
}

/// A stem that is known, by its hash.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known(u64);

impl Index {
    pub(super) fn new(stems: &[Stem]) -> Self {
        let mut entries: Vec<Entry> = stems.iter().flat_map(entries_of).collect();
        entries.sort_unstable();
        entries.dedup();

        let bits = (entries.len() * 2).next_power_of_two().trailing_zeros().clamp(6, 20);
        // Sixteen bits to a stem: one in sixteen unknown stems passes, and 8,000 stems take 32 KiB.
        let filter_bits = bits + 3;
        let mut filter = vec![0; 1 << (filter_bits - 6)];
        let filter_shift = 64 - filter_bits;
        for entry in &entries {
            let bit = entry.hash >> filter_shift;
            filter[(bit >> 6) as usize] |= 1 << (bit & 63);
        }

        let bucket_shift = 64 - bits;
        let mut buckets = vec![0; (1 << bits) + 1];
        for entry in &entries {
            buckets[(entry.hash >> bucket_shift) as usize + 1] += 1;
        }
        for at in 1..buckets.len() {
            buckets[at] += buckets[at - 1];
        }
        Self {
            filter: filter.into(),
            filter_shift,
            buckets: buckets.into(),
            bucket_shift,
            entries: entries.into(),
        }
    }

    /// Whether some pattern may begin with the letters `from..to` of the padded `letters`.
    pub(super) fn find(&self, letters: &[Letter], from: usize, to: usize) -> Option<Known> {
        self.known(hash(letters, from, to))
    }

    fn known(&self, hash: u64) -> Option<Known> {
        let bit = hash >> self.filter_shift;
        let is_known = self.filter[(bit >> 6) as usize] >> (bit & 63) & 1 == 1;
        is_known.then_some(Known(hash))
    }

    /// The patterns with this stem that a second word does not tell apart.
    pub(super) fn patterns(&self, stem: Known) -> impl Iterator<Item = u32> {
        self.entries_with(stem).filter(|&pattern| pattern != GOES_ON)
    }

    /// Whether there are patterns with this stem and a second word.
    pub(super) fn goes_on(&self, stem: Known) -> bool {
        self.entries_with(stem).any(|pattern| pattern == GOES_ON)
    }

    /// The patterns with this stem whose second word begins as the letters from `next` on do.
    pub(super) fn patterns_before(
        &self,
        stem: Known,
        letters: &[Letter],
        next: usize,
    ) -> impl Iterator<Item = u32> {
        let to = (next + NEXT_LETTERS).min(letters.len() - PADDING);
        let both = self.known(with_next(stem.0, hash(letters, next, to)));
        both.into_iter().flat_map(|both| self.patterns(both))
    }

    fn entries_with(&self, stem: Known) -> impl Iterator<Item = u32> {
        let hash = stem.0;
        let entries = self.bucket(hash).iter();
        entries.filter(move |entry| entry.hash == hash).map(|entry| entry.pattern)
    }

    fn bucket(&self, hash: u64) -> &[Entry] {
        let bucket = (hash >> self.bucket_shift) as usize;
        &self.entries[self.buckets[bucket] as usize..self.buckets[bucket + 1] as usize]
    }
}

fn entries_of(stem: &Stem) -> Vec<Entry> {
    let Stem { letters, next, pattern } = stem;
    let hash = hash_of(letters);
    match next.get(..NEXT_LETTERS) {
        Some(next) => vec![
            Entry { hash, pattern: GOES_ON },
            Entry { hash: with_next(hash, hash_of(next)), pattern: *pattern },
        ],
        None => vec![Entry { hash, pattern: *pattern }],
    }
}

/// The hash of a stem and what follows it.
fn with_next(stem: u64, next: u64) -> u64 {
    stem.rotate_left(1) ^ next
}

fn hash_of(stem: &[Letter]) -> u64 {
    let mut padded = stem.to_vec();
    padded.extend([0; PADDING]);
    hash(&padded, 0, stem.len())
}

/// A hash of the skeletons of the letters `from..to`, good in its upper bits.
fn hash(letters: &[Letter], from: usize, to: usize) -> u64 {
    let length = to - from;
    if length <= 8 {
        first_letters(letters, from, length).wrapping_mul(ODD)
    } else {
        hash_long(letters, from, to)
    }
}

/// An odd number without a pattern: 2^64 over the golden ratio.
const ODD: u64 = 0x9E37_79B9_7F4A_7C15;

fn hash_long(letters: &[Letter], from: usize, to: usize) -> u64 {
    (from..to)
        .step_by(8)
        .fold(0, |hash: u64, at| {
            let next = first_letters(letters, at, (to - at).min(8));
            let hash = (hash ^ next).wrapping_mul(ODD);
            hash ^ hash >> 32
        })
        .wrapping_mul(ODD)
}

/// The skeletons of up to eight letters as one number.
fn first_letters(letters: &[Letter], from: usize, length: usize) -> u64 {
    const SKELETONS: u64 = u64::from_ne_bytes([SKELETON; 8]);
    let eight = letters[from..].first_chunk().expect("letters are padded");
    let kept = u64::MAX.checked_shr(64 - 8 * length as u32).unwrap_or(0);
    u64::from_le_bytes(*eight) & SKELETONS & kept
}
