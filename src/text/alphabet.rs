//! Names in the alphabet of a language: their order, and the letters they stand under.
//!
//! The order is that of the Unicode CLDR (collation); what it does not know of is taken off before:
//! the Arabic article, vowel signs, tatweel, half-spaces, and the letters of the other keyboard.

use std::cmp::Ordering;
use std::fmt;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use unicode_normalization::UnicodeNormalization;

use super::LanguageTag;
use super::arabic;
use super::letter::{ARABIC, Letter, class, classify};
use super::word::Words;

/// The alphabet of a language.
pub struct Alphabet {
    language: LanguageTag,
    collator: Option<CollatorBorrowed<'static>>,
    /// Letters alone, without accents and capitals.
    letters: Option<CollatorBorrowed<'static>>,
    not_the_article: Vec<Vec<Letter>>,
}

/// A name as it is put in order. Made by an [`Alphabet`], and compared by the same one.
#[derive(Clone, Debug)]
pub struct SortKey {
    /// What it is ordered by.
    bare: String,
    /// What names are ordered by that have that in common.
    full: String,
}

impl Alphabet {
    /// The alphabet of a language.
    pub fn of(language: &LanguageTag) -> Self {
        let collator = |strength| {
            let mut options = CollatorOptions::default();
            options.strength = strength;
            let preferences = CollatorPreferences::from(language.locale());
            CollatorBorrowed::try_new(preferences, options).ok()
        };
        Self {
            language: language.clone(),
            collator: collator(None),
            letters: collator(Some(Strength::Primary)),
            not_the_article: arabic::not_the_article(),
        }
    }

    /// The key of a name in `language`, which need not be that of the alphabet.
    pub fn key(&self, name: &str, language: &LanguageTag) -> SortKey {
        // What is left out is put together first: hamza as a mark makes another letter.
        let bare: String =
            name.nfc().filter(|ch| !is_left_out(*ch)).map(|ch| self.own(ch)).collect();
        let start = if language.primary() == "ar" { self.article(&bare) } else { 0 };
        SortKey { bare: bare[start..].to_owned(), full: name.to_owned() }
    }

    /// The order of two names.
    pub fn compare(&self, a: &SortKey, b: &SortKey) -> Ordering {
        let compare = |a: &str, b: &str| match &self.collator {
            Some(collator) => collator.compare(a, b),
            None => a.cmp(b),
        };
        compare(&a.bare, &b.bare)
            .then_with(|| compare(&a.full, &b.full))
            .then_with(|| a.full.cmp(&b.full))
    }

    /// The letter under which a name stands; `#` for numbers and signs.
    ///
    /// What the alphabet takes for the same letter stands under one: in Arabic all alefs, in Persian
    /// alef with madda apart from the others.
    pub fn heading(&self, key: &SortKey) -> String {
        let first = key.bare.chars().find(|ch| ch.is_alphanumeric());
        let Some(first) = first.filter(|ch| ch.is_alphabetic()) else { return "#".to_owned() };
        let base: Option<char> = std::iter::once(first).nfd().next().map(|base| self.own(base));
        // The collation keeps alef with madda apart in Arabic too, directly before the others.
        let is_alef = self.language.primary() == "ar" && first == '\u{0622}';
        let letter = base.filter(|base| is_alef || self.is_same_letter(first, *base));
        let letter = letter.unwrap_or(first);
        letter.to_uppercase().collect()
    }

    fn is_same_letter(&self, one: char, other: char) -> bool {
        let mut buffers = ([0; 4], [0; 4]);
        let (one, other) = (one.encode_utf8(&mut buffers.0), other.encode_utf8(&mut buffers.1));
        let order = self.letters.as_ref().map(|letters| letters.compare(one, other));
        order == Some(Ordering::Equal)
    }

    /// A letter of the other keyboard as that of this language, and an alef that Persian does not
    /// begin words with as the one that it has.
    fn own(&self, ch: char) -> char {
        match (self.language.primary(), ch) {
            ("ar", '\u{06A9}') => '\u{0643}',
            ("ar", '\u{06CC}') => '\u{064A}',
            ("fa" | "prs", '\u{0643}') => '\u{06A9}',
            ("fa" | "prs", '\u{064A}' | '\u{0649}') => '\u{06CC}',
            // The collation has these behind all other alefs; a reader seeks أمن beside امنیت.
            ("fa" | "prs", '\u{0623}' | '\u{0625}' | '\u{0671}') => '\u{0627}',
            _ => ch,
        }
    }

    /// The length of the article that a name begins with: not every word in `ال` has it.
    fn article(&self, name: &str) -> usize {
        const ARTICLE: usize = "ال".len();
        let mut words = Words::default();
        words.split(name, &ARABIC);
        let Some(first) = words.get(0).filter(|first| first.start == 0) else { return 0 };
        let letters = words.letters_of(first);
        let bare = arabic::without_article(letters, &self.not_the_article);
        if bare.len() < letters.len() { ARTICLE } else { 0 }
    }
}

impl fmt::Debug for Alphabet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Alphabet").field(&self.language).finish()
    }
}

/// Vowel signs, tatweel, joiners and controls; accents of Latin letters are the collation's.
fn is_left_out(ch: char) -> bool {
    match classify(ch, &ARABIC) {
        class::IGNORED | class::JOINT => true,
        class::MARK => matches!(ch, '\u{0600}'..='\u{06FF}'),
        _ => false,
    }
}
