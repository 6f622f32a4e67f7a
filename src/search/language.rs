//! The index of one language: its words, by the stems they share, in shards.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use rayon::prelude::*;

use super::gather::{Words, spellings};
use super::json::{push_list, push_map, push_string};
use super::posting::{Chunk, DIGITS};
use crate::resolve::Reader;
use crate::text::{LanguageTag, browser_affixes, each_search_word, fold, light_stem};

/// About how many bytes a shard of words has.
const SHARD_SIZE: usize = 8_000;

/// A posting of more bytes stands in files of its own.
const LONGEST_INSIDE: usize = 3_000;

/// About how many bytes each of those has.
const CHUNK_SIZE: usize = 8_000;

/// The index of one language.
#[derive(Debug)]
pub(super) struct LanguageIndex {
    pub(super) language: LanguageTag,
    /// The words as they are written, those with one stem together.
    forms: Vec<Form>,
    /// By their stems, in the order in which a browser compares strings.
    stems: Vec<Stem>,
    /// The stems of each shard.
    shards: Vec<Range<usize>>,
    /// The stretches of postings that are too long for a shard, each a file.
    chunks: Vec<(FormRow, Chunk)>,
}

/// A word as it is written.
#[derive(Debug)]
struct Form {
    written: Box<str>,
    heads: Inside,
    bodies: Inside,
}

/// Where a word stands, and where this is written.
#[derive(Debug)]
struct Inside {
    bytes: Box<[u8]>,
    /// The first of its files, and how many there are; none if it stands in the shard.
    chunks: Range<u32>,
}

/// One of the two rows of a form.
#[derive(Clone, Copy, Debug)]
struct FormRow {
    form: u32,
    is_head: bool,
}

/// The words that share a stem.
#[derive(Debug)]
struct Stem {
    key: Box<str>,
    forms: Range<u32>,
    /// Names of concepts that begin with one of the words: the concept, and the folded name.
    names: Vec<(u32, Box<str>)>,
}

impl LanguageIndex {
    pub(super) fn of(language: &LanguageTag, words: Words, reader: &Reader) -> Self {
        let mut forms: Vec<(Box<str>, Form)> = words
            .into_iter()
            .map(|(written, places)| {
                let inside = |bytes| Inside { bytes, chunks: 0..0 };
                let heads = inside(places.heads.into_bytes());
                let bodies = inside(places.bodies.into_bytes());
                let stem = light_stem(&folded(&written), language).into();
                (stem, Form { written, heads, bodies })
            })
            .collect();
        forms.par_sort_unstable_by(|(stem, form), (other, beside)| {
            stem.encode_utf16().cmp(other.encode_utf16()).then(form.written.cmp(&beside.written))
        });
        let mut names = names_by_stem(language, reader);
        let mut stems: Vec<Stem> = Vec::new();
        for (place, (stem, _)) in (0..).zip(&forms) {
            match stems.last_mut() {
                Some(last) if last.key == *stem => last.forms.end = place + 1,
                _ => stems.push(Stem {
                    names: names.remove(stem).unwrap_or_default(),
                    key: stem.clone(),
                    forms: place..place + 1,
                }),
            }
        }
        let forms = forms.into_iter().map(|(_, form)| form).collect();
        let mut index = Self {
            language: language.clone(),
            forms,
            stems,
            shards: Vec::new(),
            chunks: Vec::new(),
        };
        index.move_long_postings_out();
        index.shards = index.divided();
        index
    }

    fn move_long_postings_out(&mut self) {
        for (form, each) in (0..).zip(&mut self.forms) {
            for (inside, is_head) in [(&mut each.heads, true), (&mut each.bodies, false)] {
                if inside.bytes.len() > LONGEST_INSIDE {
                    let first = self.chunks.len() as u32;
                    let chunks = Chunk::all_of(&inside.bytes, CHUNK_SIZE);
                    inside.chunks = first..first + chunks.len() as u32;
                    let row = FormRow { form, is_head };
                    self.chunks.extend(chunks.into_iter().map(|chunk| (row, chunk)));
                }
            }
        }
    }

    fn divided(&self) -> Vec<Range<usize>> {
        let mut shards: Vec<Range<usize>> = Vec::new();
        let mut size = SHARD_SIZE;
        for (place, stem) in self.stems.iter().enumerate() {
            let own = self.size(stem);
            match shards.last_mut() {
                Some(last) if size + own <= SHARD_SIZE => {
                    last.end = place + 1;
                    size += own;
                }
                _ => {
                    shards.push(place..place + 1);
                    size = own;
                }
            }
        }
        shards
    }

    /// About how many bytes a stem takes in a shard.
    fn size(&self, stem: &Stem) -> usize {
        let names: usize = stem.names.iter().map(|(_, name)| name.len() + 8).sum();
        let forms = self.forms[range(&stem.forms)].iter().map(|form| {
            let inside = [&form.heads, &form.bodies]
                .map(|row| if row.chunks.is_empty() { row.bytes.len() } else { 24 });
            form.written.len().saturating_sub(stem.key.len()) + inside[0] + inside[1] + 3
        });
        stem.key.len() + 2 + names + forms.sum::<usize>()
    }

    /// How many shards of words, and how many files of long postings, there are.
    pub(super) fn file_counts(&self) -> (usize, usize) {
        (self.shards.len(), self.chunks.len())
    }

    /// What the browser needs to know of the language before it asks for a shard: the rules for
    /// stems, and the first stem of each shard.
    pub(super) fn push_summary(&self, out: &mut String) {
        out.push_str("{\"affixes\":");
        out.push_str(&browser_affixes(&self.language));
        out.push_str(",\"shards\":");
        let first_stems = self.shards.iter().map(|stems| &self.stems[stems.start].key);
        push_list(out, first_stems, |out, key| push_string(out, key));
        out.push('}');
    }

    /// A shard: `{"stems": "…", "names": {stem: [[concept, name]…]}}`.
    ///
    /// The stems are one string, for less would be left of them in any other form. Each is `|`, a
    /// digit for the number of characters that it shares with the one before it, its other characters, and
    /// its words: `~`, the word with `'` in the place of the stem (nothing if it is the stem itself),
    /// `{` and where it stands in heads, `}` and where it stands in bodies, each only if it does.
    pub(super) fn push_shard(&self, out: &mut String, shard: usize) {
        let stems = &self.stems[self.shards[shard].clone()];
        out.push_str("{\"stems\":\"");
        let mut before = "";
        for stem in stems {
            let common = shared_characters(before, &stem.key);
            out.push('|');
            out.push(char::from(DIGITS[common]));
            out.extend(stem.key.chars().skip(common));
            for form in &self.forms[range(&stem.forms)] {
                out.push('~');
                if form.written != stem.key {
                    out.push_str(&form.written.replacen(&*stem.key, "'", 1));
                }
                self.push_row(out, '{', &form.heads);
                self.push_row(out, '}', &form.bodies);
            }
            before = &stem.key;
        }
        out.push_str("\",\"names\":");
        let named = stems.iter().filter(|stem| !stem.names.is_empty());
        push_map(out, named.map(|stem| (&*stem.key, &stem.names)), |out, names| {
            push_list(out, names, |out, (concept, name)| {
                _ = write!(out, "[{concept},");
                push_string(out, name);
                out.push(']');
            });
        });
        out.push('}');
    }

    /// A posting; of one with files of its own, `&`, the number of the first file, and the first unit
    /// of each. None of its characters needs an escape.
    fn push_row(&self, out: &mut String, sign: char, row: &Inside) {
        if row.bytes.is_empty() {
            return;
        }
        out.push(sign);
        if row.chunks.is_empty() {
            out.push_str(&String::from_utf8_lossy(&row.bytes));
        } else {
            _ = write!(out, "&{}", row.chunks.start);
            for (_, chunk) in &self.chunks[range(&row.chunks)] {
                _ = write!(out, ",{}", chunk.first);
            }
        }
    }

    /// A stretch of a long posting.
    pub(super) fn push_chunk(&self, out: &mut String, chunk: usize) {
        let (FormRow { form, is_head }, chunk) = &self.chunks[chunk];
        let form = &self.forms[*form as usize];
        let row = if *is_head { &form.heads } else { &form.bodies };
        _ = write!(out, "\"{}\"", String::from_utf8_lossy(&chunk.bytes(&row.bytes)));
    }
}

fn range(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

/// How many characters two stems have in common at their beginnings, as far as a digit can say it
/// and a browser counts characters as we do.
fn shared_characters(one: &str, other: &str) -> usize {
    let same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b && a.len_utf16() == 1);
    same.count().min(DIGITS.len() - 1)
}

fn folded(word: &str) -> String {
    fold(word).into_string()
}

/// The names of concepts in a language, by the stem of their first word.
fn names_by_stem(
    language: &LanguageTag,
    reader: &Reader,
) -> BTreeMap<Box<str>, Vec<(u32, Box<str>)>> {
    let mut names: BTreeMap<Box<str>, Vec<(u32, Box<str>)>> = BTreeMap::new();
    for (concept, entry) in (0..).zip(&reader.glossary) {
        let Some(name) = entry.concept.names.0.get(language) else { continue };
        for spelling in spellings(name) {
            // As a reader may write it who puts spaces in the place of half-spaces, too.
            for words in [words_of_name(spelling), parts_of_name(spelling)] {
                let Some(first) = words.first() else { continue };
                let key = light_stem(first, language).into();
                let name: Box<str> = words.join(" ").into();
                let of_stem = names.entry(key).or_default();
                if !of_stem.contains(&(concept, name.clone())) {
                    of_stem.push((concept, name));
                }
            }
        }
    }
    names
}

/// The folded words of a name.
fn words_of_name(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    each_search_word(name, &mut String::new(), |word| {
        if !word.is_part {
            words.push(folded(word.written));
        }
    });
    words
}

/// The folded words of a name, those with half-spaces as their parts.
fn parts_of_name(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut has_whole = false;
    each_search_word(name, &mut String::new(), |word| {
        if word.is_part && has_whole {
            words.pop();
        }
        has_whole = !word.is_part;
        words.push(folded(word.written));
    });
    words
}
