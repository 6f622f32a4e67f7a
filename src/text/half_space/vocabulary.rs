//! Which words there are: in the document itself, in the list that comes with the program, and in
//! a dictionary where there is one.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::dictionary::Dictionary;
use super::lists::{OPEN_HEADS, WHOLE};
use super::verb;
use super::{ZWNJ, joins, letters, words};

/// How often each written word stands in a document.
#[derive(Clone, Debug, Default)]
pub struct DocumentWords<'t> {
    counts: FxHashMap<Cow<'t, str>, u32>,
}

impl<'t> DocumentWords<'t> {
    /// Counts the words of a document, which may come in pieces.
    pub fn of(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut counts: FxHashMap<Cow<str>, u32> = FxHashMap::default();
        for text in texts {
            for word in words(text) {
                *counts.entry(letters(&text[word])).or_default() += 1;
            }
        }
        Self { counts }
    }

    /// The same words, of texts that are about to change.
    #[must_use]
    pub fn into_owned(self) -> DocumentWords<'static> {
        let counts = self.counts.into_iter();
        let owned = |(word, count): (Cow<str>, u32)| (Cow::Owned(word.into_owned()), count);
        DocumentWords { counts: counts.map(owned).collect() }
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
    pub document: &'v DocumentWords<'v>,
    /// A Hunspell dictionary.
    pub dictionary: Option<&'v Dictionary>,
}

/// What a word of the list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// It stands in the plural, too.
    Noun,
    /// An adjective, an adverb, a form of a verb.
    Other,
}

/// The list that comes with the program. A word of two kinds is a noun.
static SHIPPED: LazyLock<FxHashMap<&'static str, Kind>> = LazyLock::new(|| {
    let mut words = FxHashMap::default();
    let mut kind = Kind::Other;
    for line in include_str!("words.txt").lines() {
        if let Some(heading) = line.strip_prefix('#') {
            kind = if heading.contains("ouns") { Kind::Noun } else { Kind::Other };
            continue;
        }
        for word in line.split_whitespace() {
            if kind == Kind::Noun {
                words.insert(word, kind);
            } else {
                words.entry(word).or_insert(kind);
            }
        }
    }
    words
});

/// The words of that list that have half-spaces, by how they are written without: where these
/// belong. What is a word joined, too, is not among them.
static JOINED: LazyLock<FxHashMap<String, Vec<usize>>> = LazyLock::new(|| {
    let compounds = SHIPPED.keys().filter(|word| word.contains(ZWNJ)).map(|word| {
        let mut joined = String::with_capacity(word.len());
        let mut cuts = Vec::new();
        for part in word.split(ZWNJ) {
            if !joined.is_empty() {
                cuts.push(joined.len());
            }
            joined.push_str(part);
        }
        (joined, cuts)
    });
    compounds.filter(|(joined, _)| !is_shipped(joined) && !is_whole(joined)).collect()
});

/// Where the half-spaces belong in a word of the list that is written without them.
pub(super) fn lost_in_listed(joined: &str) -> Option<&'static [usize]> {
    JOINED.get(joined).map(Vec::as_slice)
}

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
    SHIPPED.keys().flat_map(ends_of).collect()
});

/// Whether the list that comes with the program has a word that ends in `end` behind a half-space.
pub(super) fn has_shipped_end(end: &str) -> bool {
    SHIPPED_ENDS.contains(end)
}

/// Whether the list that comes with the program has a word.
pub(super) fn is_shipped(word: &str) -> bool {
    SHIPPED.contains_key(word)
}

/// Whether the list that comes with the program has a word that stands in the plural, too.
pub(super) fn is_shipped_noun(word: &str) -> bool {
    SHIPPED.get(word) == Some(&Kind::Noun)
}

impl Vocabulary<'_> {
    /// Whether a written word is known: of a list or the dictionary, a form of a verb, or one of
    /// these with an ending that joins it. The document is not asked.
    pub fn has(&self, word: &str) -> bool {
        let word = &*letters(word);
        let is_listed =
            |word: &str| self.lists(word) || verb::is_free(word) || verb::is_participle(word);
        let mut stems = ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending));
        is_listed(word)
            || lost_in_listed(word).is_some()
            || stems.any(|stem| stem.chars().count() >= 3 && is_listed(stem.trim_end_matches(ZWNJ)))
            || word
                .split_once(ZWNJ)
                .is_some_and(|(first, second)| super::is_joint(first, second, self))
    }

    /// Whether a list has the word as it is written, half-spaces and all.
    pub fn has_word(&self, word: &str) -> bool {
        self.lists(&super::letters(word))
    }

    /// Whether the list that comes with the program has the word, but for its half-spaces.
    pub fn has_joined(&self, word: &str) -> bool {
        lost_in_listed(&super::letters(word)).is_some()
    }

    /// Whether the list that comes with the program has the word as a noun.
    pub fn has_noun(&self, word: &str) -> bool {
        is_shipped_noun(&super::letters(word))
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

    /// Whether a list or the document has the word on its own.
    pub(super) fn has_itself(&self, word: &str) -> bool {
        self.lists(word) || self.document.count(word) > 0
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
