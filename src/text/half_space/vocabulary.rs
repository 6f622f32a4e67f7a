//! Which words there are: in the document itself, in the list that comes with the program, and in
//! a dictionary where there is one.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::dictionary::Dictionary;
use super::lists::{OPEN_HEADS, WHOLE};
use super::verb;
use super::{ZWNJ, joins, take_letters, words};

/// How often each written word stands in a document.
#[derive(Clone, Debug, Default)]
pub struct DocumentWords {
    counts: FxHashMap<String, u32>,
}

impl DocumentWords {
    /// Counts the words of a document, which may come in pieces.
    pub fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut counts: FxHashMap<String, u32> = FxHashMap::default();
        let mut letters = String::new();
        for text in texts {
            for word in words(text) {
                take_letters(&mut letters, &text[word]);
                match counts.get_mut(&letters) {
                    Some(count) => *count += 1,
                    None => _ = counts.insert(letters.clone(), 1),
                }
            }
        }
        Self { counts }
    }

    /// How often a word stands in the document on its own.
    pub fn count(&self, word: &str) -> u32 {
        self.counts.get(word).copied().unwrap_or(0)
    }
}

/// How well a word is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Knowledge {
    /// Nothing speaks for it.
    Unknown,
    /// It stands once in the document, or is formed of known words.
    Likely,
    /// It stands twice or more in the document, or in a list.
    Certain,
}

/// Endings that a word of the list may have, joined or behind a half-space.
const ENDINGS: &[&str] =
    &["ها", "های", "هایی", "ان", "ات", "ی", "یی", "ای", "م", "ش", "شان", "ترین", "تر", "اند"];

/// All that is known of words while a document is looked through.
#[derive(Clone, Copy, Debug)]
pub struct Vocabulary<'v> {
    /// The words of the document.
    pub document: &'v DocumentWords,
    /// A Hunspell dictionary.
    pub dictionary: Option<&'v Dictionary>,
}

static SHIPPED: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("words.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

static WHOLE_WORDS: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| WHOLE.split_whitespace().collect());

static OPEN_HEAD_WORDS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| OPEN_HEADS.split_whitespace().collect());

/// Whether no rule touches a word.
pub(super) fn is_whole(word: &str) -> bool {
    WHOLE_WORDS.contains(word)
}

/// Behind the half-spaces of the list that comes with the program.
static SHIPPED_ENDS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let ends_of = |word: &&'static str| -> Vec<&'static str> {
        word.match_indices(ZWNJ).map(|(at, zwnj)| &word[at + zwnj.len()..]).collect()
    };
    SHIPPED.iter().flat_map(ends_of).collect()
});

/// Whether the list that comes with the program has a word that ends in `end` behind a half-space.
pub(super) fn has_shipped_end(end: &str) -> bool {
    SHIPPED_ENDS.contains(end)
}

/// Whether the list that comes with the program has a word.
pub(super) fn is_shipped(word: &str) -> bool {
    SHIPPED.contains(word)
}

impl Vocabulary<'_> {
    /// Whether a written word is known: of a list or the dictionary, a form of a verb, or one of
    /// these with an ending that joins it. The document is not asked.
    pub fn has(&self, word: &str) -> bool {
        let word = &super::letters(word);
        let is_listed =
            |word: &str| self.lists(word) || verb::is_form(word) || verb::is_participle(word);
        let mut stems = ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending));
        is_listed(word)
            || stems.any(|stem| stem.chars().count() >= 3 && is_listed(stem.trim_end_matches(ZWNJ)))
            || word
                .split_once(ZWNJ)
                .is_some_and(|(first, second)| super::is_joint(first, second, self))
    }

    /// How well a word is known as a word of its own.
    pub(super) fn knows(&self, word: &str) -> Knowledge {
        let is_listed = self.lists(word) || verb::is_participle(word);
        if is_listed || self.document.count(word) > 1 {
            Knowledge::Certain
        } else if self.document.count(word) == 1 || self.is_formed(word) {
            Knowledge::Likely
        } else {
            Knowledge::Unknown
        }
    }

    /// Whether a list has the word: the one shipped, the whole words, the dictionary.
    pub(super) fn lists(&self, word: &str) -> bool {
        is_shipped(word) || is_whole(word) || self.dictionary_has(word)
    }

    /// Whether a list has the word as it stands, so that nothing is lost in it.
    pub(super) fn has_headword(&self, word: &str) -> bool {
        let in_dictionary = self.dictionary.is_some_and(|dictionary| dictionary.has_headword(word));
        is_shipped(word) || is_whole(word) || in_dictionary
    }

    /// Whether the dictionary has the word.
    pub(super) fn dictionary_has(&self, word: &str) -> bool {
        self.dictionary.is_some_and(|dictionary| dictionary.has(word))
    }

    /// Whether a word is a known one with an ending that joins, or behind a member that does not.
    fn is_formed(&self, word: &str) -> bool {
        let stem = ["ی", "ان", "ات"].iter().find_map(|ending| word.strip_suffix(ending));
        if stem.is_some_and(|stem| stem.chars().count() >= 3 && self.lists(stem)) {
            return true;
        }
        OPEN_HEAD_WORDS.iter().any(|head| {
            let rest = word.strip_prefix(head).unwrap_or_default();
            let is_open = head.chars().next_back().is_some_and(|last| !joins(last));
            is_open
                && rest.chars().count() >= 3
                && (self.lists(rest) || self.document.count(rest) > 1)
        })
    }

    /// How much speaks for a word and against its twin with a silent heh: `(word, word + ه)`,
    /// counted in the document. What may belong to either is not counted.
    pub(super) fn families(&self, word: &str) -> (u32, u32) {
        // What is true of منطقه is true of فرامنطقه.
        let word = OPEN_HEAD_WORDS
            .iter()
            .filter_map(|head| word.strip_prefix(head))
            .find(|rest| rest.chars().count() >= 3 && self.document.count(rest) > 0)
            .unwrap_or(word);
        let count = |base: &str, endings: &[&str]| -> u32 {
            endings.iter().map(|ending| self.document.count(&format!("{base}{ending}"))).sum()
        };
        let plain = count(word, &["", "ها", "هایی"])
            + count(&format!("{word}{ZWNJ}"), &["ها", "های", "هایی"]);
        let with_heh = format!("{word}ه");
        let silent =
            count(&with_heh, &["", "ها", "های", "هایی", "اند", "ام", "ایم", "گرایی", "تر"])
                + count(
                    &format!("{with_heh}{ZWNJ}"),
                    &["ها", "های", "هایی", "ای", "اند", "گرایی", "تر"],
                );
        (plain, silent)
    }
}
