//! Which words stand in which units, in each language.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::posting::Posting;
use super::unit::{Document, Unit, languages_of, words_of_all};
use crate::parse::{BlockKind, Name};
use crate::resolve::{Reader, Text};
use crate::text::{LanguageTag, each_search_word};

/// How units are numbered, in two rows: heads (names of concepts, titles, headings) and bodies
/// (definitions, blocks, annotations, footnotes). Concepts come first in both; behind them each text has
/// as much room as the largest needs of each kind, so that a number says what it is without a table.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Numbering {
    pub(super) concepts: u64,
    pub(super) headings: u64,
    pub(super) blocks: u64,
    pub(super) annotations: u64,
    pub(super) footnotes: u64,
}

impl Numbering {
    pub(super) fn of(reader: &Reader) -> Self {
        let mut numbering = Self { concepts: reader.glossary.len() as u64, ..Self::default() };
        for text in &reader.texts {
            let mut notes = 0;
            for version in text.versions() {
                let body = &version.file.body;
                let is_heading = |kind: &BlockKind| matches!(kind, BlockKind::Heading { .. });
                let headings = body.blocks.iter().filter(|block| is_heading(&block.kind)).count();
                let blocks = body.blocks.len() - headings;
                numbering.headings = numbering.headings.max(headings as u64);
                numbering.blocks = numbering.blocks.max(blocks as u64);
                numbering.footnotes = numbering.footnotes.max(body.footnotes.len() as u64);
                notes += version.notes.len() as u64;
            }
            numbering.annotations = numbering.annotations.max(notes);
        }
        numbering
    }

    fn title(&self, text: usize) -> u64 {
        self.concepts + text as u64 * (1 + self.headings)
    }

    fn body(&self, text: usize) -> u64 {
        self.concepts + text as u64 * (self.blocks + self.annotations + self.footnotes)
    }
}

/// The units in which a word stands.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub(super) heads: Posting,
    pub(super) bodies: Posting,
}

/// The words of one language, each as it is written, and where it stands.
pub(super) type Words = FxHashMap<Box<str>, Places>;

/// The row a unit is numbered in.
#[derive(Clone, Copy)]
enum Row {
    Heads,
    Bodies,
}

/// Gathers the words of each of `languages` from the whole reader.
///
/// Texts are read in parallel, some at a time, so that what waits to be joined stays small. They are
/// joined in their order: the result does not depend on the number of threads.
pub(super) fn words(
    reader: &Reader,
    languages: &[LanguageTag],
    numbering: &Numbering,
) -> Vec<Words> {
    const TEXTS_OF_ONE_TASK: usize = 64;
    const TASKS_AT_ONCE: usize = 8;
    let mut all: Vec<Words> =
        languages.par_iter().map(|language| words_of_concepts(reader, language)).collect();
    let texts: Vec<(usize, &Text)> = reader.texts.iter().enumerate().collect();
    for wave in texts.chunks(TEXTS_OF_ONE_TASK * TASKS_AT_ONCE) {
        let gathered: Vec<Vec<Words>> = wave
            .par_chunks(TEXTS_OF_ONE_TASK)
            .map(|texts| words_of_texts(texts, reader, languages, numbering))
            .collect();
        let mut of_language: Vec<Vec<Words>> = languages.iter().map(|_| Vec::new()).collect();
        for task in gathered {
            for (all, words) in of_language.iter_mut().zip(task) {
                all.push(words);
            }
        }
        all.par_iter_mut().zip(of_language).for_each(|(all, tasks)| {
            tasks.into_iter().for_each(|words| join(all, words));
        });
    }
    all
}

fn join(all: &mut Words, behind: Words) {
    // In any order: each word is joined with itself alone.
    behind.into_iter().for_each(|(word, places)| match all.get_mut(&word) {
        Some(before) => {
            before.heads.append(&places.heads);
            before.bodies.append(&places.bodies);
        }
        None => {
            all.insert(word, places);
        }
    });
}

fn words_of_texts(
    texts: &[(usize, &Text)],
    reader: &Reader,
    languages: &[LanguageTag],
    numbering: &Numbering,
) -> Vec<Words> {
    let mut all: Vec<Words> = languages.iter().map(|_| Words::default()).collect();
    let mut room = String::new();
    for (place, text) in texts {
        for language in languages_of(text) {
            let Ok(index) = languages.binary_search(language) else { continue };
            let Some(document) = Document::of(text, language, reader) else { continue };
            let mut adder = Adder { words: &mut all[index], room: &mut room };
            let head = numbering.title(*place);
            if let Some(title) = document.title {
                adder.add(title, Row::Heads, head);
            }
            adder.add_all(&document.headings, Row::Heads, head + 1);
            let mut body = numbering.body(*place);
            adder.add_all(&document.blocks, Row::Bodies, body);
            body += numbering.blocks;
            adder.add_all(&document.annotations, Row::Bodies, body);
            body += numbering.annotations;
            adder.add_all(&document.footnotes, Row::Bodies, body);
        }
    }
    all
}

fn words_of_concepts(reader: &Reader, language: &LanguageTag) -> Words {
    let mut words = Words::default();
    let mut adder = Adder { words: &mut words, room: &mut String::new() };
    for (place, entry) in (0..).zip(&reader.glossary) {
        if let Some(name) = entry.concept.names.0.get(language) {
            spellings(name).for_each(|spelling| adder.add(spelling, Row::Heads, place));
        }
        if let Some(body) = entry.concept.definitions.0.get(language) {
            adder.add(&words_of_all(&body.blocks, body), Row::Bodies, place);
        }
    }
    words
}

/// The headword of a name, its abbreviation and its further forms.
pub(super) fn spellings(name: &Name) -> impl Iterator<Item = &str> {
    let further = name.abbreviation.iter().chain(&name.forms);
    std::iter::once(&name.term).chain(further).map(|spelling| spelling.value.as_str())
}

/// Adds the words of units.
struct Adder<'a> {
    words: &'a mut Words,
    room: &'a mut String,
}

impl Adder<'_> {
    fn add_all(&mut self, units: &[Unit], row: Row, first: u64) {
        for (number, unit) in (first..).zip(units) {
            self.add(&unit.words, row, number);
        }
    }

    fn add(&mut self, words: &str, row: Row, unit: u64) {
        each_search_word(words, self.room, |word| {
            let places = match self.words.get_mut(word.written) {
                Some(places) => places,
                None => self.words.entry(word.written.into()).or_default(),
            };
            match row {
                Row::Heads => places.heads.push(unit),
                Row::Bodies => places.bodies.push(unit),
            }
        });
    }
}
