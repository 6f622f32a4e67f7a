//! A Hunspell dictionary, as far as the rules of half-spaces ask one.

use std::fmt;

use rustc_hash::FxHashSet;

/// A Persian Hunspell dictionary.
pub struct Dictionary {
    words: spellbook::Dictionary,
    /// Its headwords. Some dictionaries form plurals without a half-space of any of them, so that
    /// a word they accept may still have lost one; a headword has not.
    headwords: FxHashSet<String>,
}

/// Why the two files are no dictionary.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct InvalidDictionary(String);

impl Dictionary {
    /// A dictionary from the texts of its two files.
    ///
    /// # Errors
    ///
    /// When they are not what Hunspell reads.
    pub fn new(affixes: &str, words: &str) -> Result<Self, InvalidDictionary> {
        let headwords = words.lines().skip(1).filter_map(|line| {
            let word = line.split(['/', '\t', ' ']).next()?;
            (!word.is_empty()).then(|| word.to_owned())
        });
        let headwords = headwords.collect();
        let words = spellbook::Dictionary::new(affixes, words)
            .map_err(|error| InvalidDictionary(error.to_string()))?;
        Ok(Self { words, headwords })
    }

    /// Whether the dictionary has the word, or forms it of one it has.
    pub fn has(&self, word: &str) -> bool {
        self.words.check(word)
    }

    /// Whether the dictionary has the word as an entry of its own.
    pub fn has_headword(&self, word: &str) -> bool {
        self.headwords.contains(word)
    }
}

impl fmt::Debug for Dictionary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Dictionary")
    }
}
