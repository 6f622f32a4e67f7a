//! What the rules of the languages share: lengths that may be cut off a word, and shapes of a form.

use super::letter::{ARABIC, Letter};
use super::word::Words;

/// The lengths, up to seven, that may be cut off a word: a set of bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lengths(u8);

impl Lengths {
    /// Nothing is cut off.
    pub(super) const ZERO: Self = Self(1);

    /// This length and those of the set.
    pub(super) fn and(self, length: usize) -> Self {
        Self(self.0 | 1 << length)
    }

    /// The lengths, ascending.
    pub(super) fn iter(self) -> impl Iterator<Item = usize> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let length = left.trailing_zeros() as usize;
            left &= left.wrapping_sub(1);
            (length < 8).then_some(length)
        })
    }
}

/// A form's last word as it is written before certain endings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shape<E> {
    pub(super) letters: Vec<Letter>,
    pub(super) ending: E,
}

/// The letters of a word that stands in our own source.
pub(super) fn coded(word: &str) -> Vec<Letter> {
    let mut words = Words::default();
    words.split(word, &ARABIC);
    words.get(0).map(|word| words.letters_of(word).to_vec()).unwrap_or_default()
}
