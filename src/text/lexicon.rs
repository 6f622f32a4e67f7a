//! Glossary terms in running text: the forms of a glossary come in, then a text; its matches go out.
//!
//! 1. `word.rs` splits the text into words of folded letters.
//! 2. Each word, with its possible clitics and endings off, is looked for among the stems of all
//!    forms (`index.rs`), so the number of forms does not matter.
//! 3. The few that are found are compared letter by letter, with the words after them (`reading.rs`).
//! 4. Of the hits, those on words that are never the concept are dropped, and the leftmost and then
//!    longest of the others are kept.

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashSet;

use super::arabic;
use super::index::{Index, Known};
use super::latin;
use super::letter::{self, Letter, Table, is_latin};
use super::pattern::{Compiler, Pattern};
use super::persian;
use super::reading::{Place, Reading, Span};
use super::stem::{Lengths, coded};
use super::word::Words;

/// The rules by which words of a language are inflected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Inflection {
    /// Clitics before the word; pronouns, tanween, the dual and the sound plural after it.
    Arabic,
    /// Plural, possessive and ezafe endings; joiner, space and nothing in compounds.
    Persian,
    /// Plural and possessive; hyphen and space in compounds.
    English,
    /// None: whole words.
    Plain,
}

impl Inflection {
    /// The rules for a language, by the primary subtag of its tag.
    pub fn of_language(primary: &str) -> Self {
        match primary {
            "ar" => Self::Arabic,
            "fa" | "prs" => Self::Persian,
            "en" => Self::English,
            _ => Self::Plain,
        }
    }

    pub(super) fn table(self) -> &'static Table {
        match self {
            Self::Arabic => &letter::ARABIC,
            Self::Persian => &letter::PERSIAN,
            Self::English | Self::Plain => &letter::FOLDED,
        }
    }

    fn own_words(self) -> FxHashSet<Vec<Letter>> {
        match self {
            Self::Arabic => arabic::OWN_WORDS.iter().map(|word| coded(word)).collect(),
            Self::Persian => persian::OWN_WORDS.iter().map(|word| coded(word)).collect(),
            Self::English | Self::Plain => FxHashSet::default(),
        }
    }
}

/// One written form of a concept.
#[derive(Clone, Copy, Debug)]
pub struct Form<'a> {
    /// The number of the concept; where two share a form, the smaller is found.
    pub concept: u32,
    /// The form as the author writes it. One without a letter or digit is never found.
    pub written: &'a str,
    /// How freely it is found.
    pub rule: FormRule,
}

/// How freely a form is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FormRule {
    /// With the clitics and endings of its language.
    Inflected,
    /// As written, but for vowel signs, tatweel and capitals.
    Exact,
    /// As written, capitals included; of a Latin one also the plural `s` and the possessive.
    Abbreviation,
}

/// A concept named in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The number of the concept.
    pub concept: u32,
    /// The form found, by its place among the forms that the lexicon was made from.
    pub form: u32,
    /// The bytes of the whole written words, with their clitics, endings and marks.
    pub range: Range<usize>,
}

/// A form that is not found, because a concept with a smaller number has the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SharedForm {
    /// The form, by its place among those given.
    pub form: u32,
    /// The form found in its stead.
    pub found: u32,
}

/// The terms of a glossary in one language, ready to be found.
#[derive(Debug)]
pub struct Lexicon {
    inflection: Inflection,
    patterns: Vec<Pattern>,
    /// What a hit on each pattern means.
    meanings: Vec<Meaning>,
    index: Index,
    own_words: FxHashSet<Vec<Letter>>,
    has_exclusions: bool,
    shared_forms: Vec<SharedForm>,
    short_forms: Vec<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Meaning {
    concept: u32,
    /// `None` for words that are never the concept.
    form: Option<u32>,
}

/// Buffers that [`Lexicon::find`] uses again and again. One for each thread.
#[derive(Debug, Default)]
pub struct Scratch {
    words: Words,
    hits: Vec<Hit>,
    exclusions: Vec<Hit>,
}

/// A pattern at a place of the text.
#[derive(Clone, Copy, Debug)]
struct Hit {
    span: Span,
    letters: usize,
    meaning: Meaning,
}

impl Lexicon {
    /// Prepares `forms` for search.
    ///
    /// `never`: written words that are not the concept given. They are found as forms are, and take
    /// away the hits on that concept that they cover.
    pub fn new(inflection: Inflection, forms: &[Form], never: &[(u32, &str)]) -> Self {
        let mut compiler = Compiler::new(inflection);
        let mut lexicon = Self {
            inflection,
            patterns: Vec::new(),
            meanings: Vec::new(),
            index: Index::new(&[]),
            own_words: inflection.own_words(),
            has_exclusions: !never.is_empty(),
            shared_forms: Vec::new(),
            short_forms: Vec::new(),
        };
        let mut written_alike: BTreeMap<Vec<Letter>, Vec<(u32, u32)>> = BTreeMap::new();
        for (at, form) in forms.iter().enumerate() {
            let patterns = compiler.compile(form.written, form.rule);
            let at = at as u32;
            if let Some(pattern) = patterns.first() {
                written_alike.entry(pattern.key()).or_default().push((form.concept, at));
                if pattern.is_short {
                    lexicon.short_forms.push(at);
                }
            }
            lexicon.add(patterns, Meaning { concept: form.concept, form: Some(at) });
        }
        for &(concept, written) in never {
            let patterns = compiler.compile(written, FormRule::Inflected);
            lexicon.add(patterns, Meaning { concept, form: None });
        }
        lexicon.shared_forms = written_alike.into_values().flat_map(shared).collect();
        lexicon.shared_forms.sort_unstable_by_key(|shared| shared.form);

        let patterns = lexicon.patterns.iter().zip(0..);
        let stems: Vec<_> = patterns.flat_map(|(pattern, at)| pattern.stems(at)).collect();
        lexicon.index = Index::new(&stems);
        lexicon
    }

    fn add(&mut self, patterns: Vec<Pattern>, meaning: Meaning) {
        self.meanings.extend(patterns.iter().map(|_| meaning));
        self.patterns.extend(patterns);
    }

    /// Finds the terms in `text`, the plain text of a paragraph.
    ///
    /// `matches` is emptied first, and then holds the leftmost and longest, in order, without
    /// overlap.
    pub fn find(&self, text: &str, scratch: &mut Scratch, matches: &mut Vec<Match>) {
        matches.clear();
        let Scratch { words, hits, exclusions } = scratch;
        exclusions.clear();
        words.split(text, self.inflection.table());
        let reading = Reading { text, words, own_words: &self.own_words };
        // The first word after the last match.
        let mut free = 0;
        for at in 0..words.len() {
            if at < free && !self.has_exclusions {
                continue;
            }
            hits.clear();
            self.hits_at(at, &reading, hits);
            if self.has_exclusions {
                take_away_excluded(hits, exclusions);
            }
            if at < free {
                continue;
            }
            if let Some(best) = hits.iter().copied().reduce(Hit::better)
                && let Some(form) = best.meaning.form
            {
                let range = best.span.start as usize..best.span.end as usize;
                matches.push(Match { concept: best.meaning.concept, form, range });
                free = best.span.last_word + 1;
            }
        }
    }

    /// The hits that begin with the word `at`.
    fn hits_at(&self, at: usize, reading: &Reading, hits: &mut Vec<Hit>) {
        let Some(word) = reading.words.get(at) else {
            return;
        };
        let letters = reading.words.letters_of(word);
        let (clitics, endings) = self.cuts(letters);
        for clitic in clitics.iter() {
            for ending in endings.iter() {
                if clitic + ending >= letters.len() {
                    continue;
                }
                let from = word.first as usize + clitic;
                let to = word.last as usize - ending;
                if let Some(stem) = self.index.find(reading.words.letters(), from, to) {
                    self.hits_with(stem, Place { word: at, letter: from }, reading, hits);
                }
            }
        }
    }

    /// The hits whose first word has the stem at `from`.
    fn hits_with(&self, stem: Known, from: Place, reading: &Reading, hits: &mut Vec<Hit>) {
        let mut read = |number: u32| {
            let pattern = &self.patterns[number as usize];
            if let Some(span) = reading.read(pattern, from) {
                let meaning = self.meanings[number as usize];
                hits.push(Hit { span, letters: pattern.letters, meaning });
            }
        };
        self.index.patterns(stem).for_each(&mut read);
        if !self.index.goes_on(stem) {
            return;
        }
        let Some(next) = reading.words.get(from.word + 1) else {
            return;
        };
        let (letters, first) = (reading.words.letters(), next.first as usize);
        self.index.patterns_before(stem, letters, first).for_each(&mut read);
        let article = arabic::article(reading.words.letters_of(next));
        if self.inflection == Inflection::Arabic && article > 0 {
            self.index.patterns_before(stem, letters, first + article).for_each(&mut read);
        }
    }

    /// The lengths of what may be cut off before and after a stem.
    fn cuts(&self, word: &[Letter]) -> (Lengths, Lengths) {
        let ends_in_latin = word.last().is_some_and(|&last| is_latin(last));
        match self.inflection {
            Inflection::Arabic if ends_in_latin => (arabic::clitics(word), latin::endings(word)),
            Inflection::Arabic => (arabic::clitics(word), arabic::endings(word)),
            Inflection::Persian if ends_in_latin => (Lengths::ZERO, latin::endings(word)),
            Inflection::Persian => (Lengths::ZERO, persian::endings(word)),
            Inflection::English => (Lengths::ZERO, latin::endings(word)),
            Inflection::Plain => (Lengths::ZERO, Lengths::ZERO),
        }
    }

    /// Forms that are not found because another concept has the same, in the order given.
    pub fn shared_forms(&self) -> &[SharedForm] {
        &self.shared_forms
    }

    /// Forms of three letters or fewer, not counting the article, in the order given.
    pub fn short_forms(&self) -> &[u32] {
        &self.short_forms
    }
}

impl Hit {
    fn covers(&self, hit: &Self) -> bool {
        self.meaning.concept == hit.meaning.concept
            && self.span.start <= hit.span.start
            && self.span.end >= hit.span.end
    }

    /// The longer; then the one with less cut off; then the smaller concept and the earlier form.
    fn better(self, other: Self) -> Self {
        let rank = |hit: &Self| {
            let first = (hit.meaning.concept, hit.meaning.form);
            (hit.span.end, hit.letters, std::cmp::Reverse(first))
        };
        if rank(&other) > rank(&self) { other } else { self }
    }
}

/// Leaves the hits on a concept that none of the words that are never that concept cover: those among
/// the hits, which join the exclusions, or those found before.
fn take_away_excluded(hits: &mut Vec<Hit>, exclusions: &mut Vec<Hit>) {
    if let Some(first) = hits.first() {
        exclusions.retain(|never| never.span.end > first.span.start);
    }
    exclusions.extend(hits.iter().filter(|hit| hit.meaning.form.is_none()));
    hits.retain(|hit| {
        hit.meaning.form.is_some() && !exclusions.iter().any(|never| never.covers(hit))
    });
}

/// Those of equal forms, with their concepts, that are not found.
fn shared(alike: Vec<(u32, u32)>) -> Vec<SharedForm> {
    let Some(&(concept, found)) = alike.iter().min() else {
        return Vec::new();
    };
    let others = alike.into_iter().filter(|&(other, _)| other != concept);
    others.map(|(_, form)| SharedForm { form, found }).collect()
}
