//! Which words stand in which units of a language.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::number::{Kind, Numbering, kinds_of, title_of};
use super::posting::Posting;
use super::unit::{Document, words_of_all};
use crate::resolve::{PageOf, Reader};
use crate::text::{LanguageTag, SearchWord, each_search_word, is_ending};

/// The words of one language, each as it is written, and the units in which it stands.
pub(super) type Words = FxHashMap<Box<str>, Posting>;

/// Gathers the words of a language from definitions and documents.
///
/// Documents are read in parallel, some at a time, so that what waits to be joined stays small.
/// They are joined in their order: the result does not depend on the number of threads.
pub(super) fn words(
    documents: &[PageOf],
    language: &LanguageTag,
    numbering: &Numbering,
    reader: &Reader,
) -> Words {
    const DOCUMENTS_OF_ONE_TASK: usize = 64;
    const TASKS_AT_ONCE: usize = 8;
    let mut all = words_of_definitions(language, numbering, reader);
    let places: Vec<usize> = (0..numbering.documents.len()).collect();
    for wave in places.chunks(DOCUMENTS_OF_ONE_TASK * TASKS_AT_ONCE) {
        let gathered: Vec<Words> = wave
            .par_chunks(DOCUMENTS_OF_ONE_TASK)
            .map(|places| {
                let mut adder = Adder::new(language);
                for &place in places {
                    let (document, _) = numbering.documents[place];
                    let document = documents[document as usize];
                    adder.add_document(document, place, numbering, reader);
                }
                adder.words
            })
            .collect();
        gathered.into_iter().for_each(|words| join(&mut all, words));
    }
    all
}

fn join(all: &mut Words, behind: Words) {
    // In any order: each word is joined with itself alone.
    behind.into_iter().for_each(|(word, units)| match all.get_mut(&word) {
        Some(before) => before.append(&units),
        None => {
            all.insert(word, units);
        }
    });
}

fn words_of_definitions(language: &LanguageTag, numbering: &Numbering, reader: &Reader) -> Words {
    let mut adder = Adder::new(language);
    for (number, entry) in (numbering.start(Kind::Definition)..).zip(&reader.glossary) {
        if let Some(body) = entry.concept.definitions.0.get(language) {
            adder.add(&words_of_all(&body.blocks, body), number);
        }
    }
    adder.words
}

/// Adds the words of units.
struct Adder<'a> {
    language: &'a LanguageTag,
    words: Words,
    room: String,
}

impl<'a> Adder<'a> {
    fn new(language: &'a LanguageTag) -> Self {
        Self { language, words: Words::default(), room: String::new() }
    }

    fn add_document(
        &mut self,
        document: PageOf,
        place: usize,
        numbering: &Numbering,
        reader: &Reader,
    ) {
        let Some(units) = Document::of(document, self.language, reader) else { return };
        let first = numbering.first(place);
        if let Some(title) = units.title {
            self.add(title, first[title_of(document) as usize]);
        }
        for (kind, units) in kinds_of(document, &units) {
            for (number, unit) in (first[kind as usize]..).zip(units) {
                self.add(&unit.words(), number);
            }
        }
    }

    fn add(&mut self, text: &str, unit: u32) {
        let words = &mut self.words;
        each_search_word(text, &mut self.room, |word| {
            let mut add = |written: &str| match words.get_mut(written) {
                Some(units) => units.push(unit),
                None => words.entry(written.into()).or_default().push(unit),
            };
            add(word.written);
            parts_of(&word, self.language).iter().for_each(|part| add(part));
        });
    }
}

/// The parts by which a word is found as well: none where the last is an ending, for the stem of
/// the word is the first one then.
pub(super) fn parts_of<'w>(word: &SearchWord<'w>, language: &LanguageTag) -> &'w [&'w str] {
    match word.parts {
        [_, ending] if is_ending(ending, language) => &[],
        parts => parts,
    }
}
