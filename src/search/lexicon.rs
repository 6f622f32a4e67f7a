//! The words of one language by the stems they share, in shards, as scripts.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use rayon::prelude::*;

use super::bits::Bits;
use super::gather::Words;
use super::json::{push_list, push_map, push_string};
use super::posting::Posting;
use super::script::Script;
use crate::text::{LanguageTag, browser_affixes, common_words, fold, is_common, light_stem};

/// About how many bytes the words of a shard have. Under compression they are a third; smaller ones
/// say too often what neighbours share, and larger ones have too much that a query does not need.
const SHARD_SIZE: usize = 24_000;

/// About how many bytes a file of units has.
const UNITS_SIZE: usize = 8_000;

/// A word that stands in more units has them in files of its own, so many in each.
pub(super) const UNITS_OF_ONE_FILE: usize = 4_096;

/// What letters are written as, the most frequent first: the two bytes that a letter of Arabic script
/// takes do not wholly vanish under compression. None has a meaning in a shard or in a script.
const CODES: &[u8; 86] =
    b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%()*+,-./:;=>?@[]^_{}";

/// How many letters a stem has in common with the one before it, as one character.
const LENGTHS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// The words of a language as files, and what the summary says of them.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// The shards, each with the files that it leads to.
    pub(super) scripts: Vec<Script>,
    /// The letters in the order of their codes.
    letters: String,
    /// The first stem of each shard, and the fingerprint of its script.
    shards: Vec<(String, String)>,
}

/// The words that share a stem.
struct Stem {
    key: String,
    /// The stem as most of its words spell it. Folded it is the key.
    spelled: String,
    forms: Vec<Form>,
}

/// A word as it is written.
struct Form {
    written: Box<str>,
    /// All of a language at once would take five times as many bytes as numbers.
    units: Posting,
    /// How many they are.
    count: usize,
}

impl Lexicon {
    /// The lexicon of a language with as many units as `end`.
    pub(super) fn of(language: &LanguageTag, words: Words, end: u32) -> Self {
        let stems = stems(language, words);
        let codes = Codes::of(&stems);
        let ranges = divided(&stems);
        let made: Vec<Vec<Script>> = ranges
            .par_iter()
            .enumerate()
            .map(|(number, range)| {
                Shard::of(&stems[range.clone()], end, &codes, format!("{language}-{number}"))
            })
            .collect();
        let first_stems = ranges.iter().map(|range| stems[range.start].key.clone());
        let fingerprints = made.iter().map(|files| files[0].fingerprint.clone());
        let shards = first_stems.zip(fingerprints).collect();
        Self { shards, letters: codes.letters, scripts: made.into_iter().flatten().collect() }
    }

    /// What the browser needs to know before it asks for a shard:
    /// `"affixes": …, "common": […], "codes": "…", "letters": "…", "shards": [[first stem, fingerprint]…]`.
    pub(super) fn push_summary(&self, out: &mut String, language: &LanguageTag) {
        out.push_str("\"affixes\":");
        out.push_str(&browser_affixes(language));
        out.push_str(",\"common\":");
        push_list(out, common_words(language), |out, word| push_string(out, word));
        let codes = String::from_utf8_lossy(&CODES[..self.letters.chars().count()]);
        for (key, characters) in [("codes", &*codes), ("letters", &self.letters)] {
            _ = write!(out, ",\"{key}\":");
            push_string(out, characters);
        }
        out.push_str(",\"shards\":");
        push_list(out, &self.shards, |out, (first, fingerprint)| {
            push_list(out, [first, fingerprint], |out, each| push_string(out, each));
        });
    }
}

/// The words by their stems, in the order in which a browser compares strings.
fn stems(language: &LanguageTag, words: Words) -> Vec<Stem> {
    let words: Vec<_> = words.into_iter().collect();
    let mut forms: Vec<(String, Range<usize>, Form)> = words
        .into_par_iter()
        .filter(|(written, _)| !is_common(written, language))
        .map(|(written, units)| {
            let stem = light_stem(&written, language);
            let count = units.units().len();
            (stem.key, stem.core, Form { written, units, count })
        })
        .collect();
    forms.par_sort_unstable_by(|(stem, _, form), (other, _, beside)| {
        stem.encode_utf16()
            .cmp(other.encode_utf16())
            .then_with(|| form.written.cmp(&beside.written))
    });
    let mut stems: Vec<Stem> = Vec::new();
    let mut cores: Vec<Range<usize>> = Vec::new();
    for (key, core, form) in forms {
        match stems.last_mut() {
            Some(last) if last.key == key => last.forms.push(form),
            _ => {
                finish(stems.last_mut(), &cores);
                cores.clear();
                stems.push(Stem { key, spelled: String::new(), forms: vec![form] });
            }
        }
        cores.push(core);
    }
    finish(stems.last_mut(), &cores);
    stems
}

/// Sets how a stem is spelled: as in most units, of those spellings that fold to it.
fn finish(stem: Option<&mut Stem>, cores: &[Range<usize>]) {
    let Some(stem) = stem else { return };
    let mut spellings: BTreeMap<&str, usize> = BTreeMap::new();
    for (form, core) in stem.forms.iter().zip(cores) {
        let spelling = &form.written[core.clone()];
        // An ending that something else takes the place of leaves a core that is not the stem.
        if fold(spelling).as_str() == stem.key {
            *spellings.entry(spelling).or_default() += form.count;
        }
    }
    let most = spellings.into_iter().min_by_key(|(spelling, count)| (Reverse(*count), *spelling));
    stem.spelled = most.map_or_else(|| stem.key.clone(), |(spelling, _)| spelling.to_owned());
}

/// The stems of each shard.
fn divided(stems: &[Stem]) -> Vec<Range<usize>> {
    let mut shards: Vec<Range<usize>> = Vec::new();
    let mut size = SHARD_SIZE;
    let mut before = "";
    for (place, stem) in stems.iter().enumerate() {
        let rest = stem.spelled.chars().count() - shared_letters(before, &stem.spelled);
        // About as many letters as affixes have, and what parts the words.
        let own = rest + 2 + stem.forms.len() * 3;
        before = &stem.spelled;
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

/// What letters are written as in the shards of a language.
struct Codes {
    letters: String,
    codes: BTreeMap<char, char>,
}

impl Codes {
    fn of(stems: &[Stem]) -> Self {
        let mut counts: BTreeMap<char, u32> = BTreeMap::new();
        for stem in stems {
            let written = stem.forms.iter().flat_map(|form| form.written.chars());
            for letter in stem.spelled.chars().chain(written) {
                *counts.entry(letter).or_default() += 1;
            }
        }
        // Those of ASCII have to be among them, since they would be read as codes.
        let mut letters: Vec<(char, u32)> = counts.into_iter().collect();
        letters.sort_by_key(|(letter, count)| (!letter.is_ascii(), Reverse(*count), *letter));
        letters.truncate(CODES.len());
        letters.sort_by_key(|(letter, count)| (Reverse(*count), *letter));
        let letters: String = letters.into_iter().map(|(letter, _)| letter).collect();
        let codes = CODES.iter().map(|code| char::from(*code));
        let codes = letters.chars().zip(codes).collect();
        Self { letters, codes }
    }

    fn push(&self, out: &mut String, text: &str) {
        out.extend(text.chars().map(|letter| self.codes.get(&letter).copied().unwrap_or(letter)));
    }
}

/// The units of a frequent word.
struct Frequent {
    count: usize,
    /// The first unit of each file, and its fingerprint.
    files: Vec<(u32, String)>,
}

/// A shard that is being made. Its strings have each their own kind of characters, which compress
/// better apart.
struct Shard<'a> {
    name: String,
    end: u32,
    codes: &'a Codes,
    /// For each stem, how many letters it shares with the one before it.
    shared: String,
    /// The other letters of each stem, `|` between them.
    rests: String,
    /// For each stem its words, `|` between stems, `~` between words: `'` stands for the stem as it is
    /// spelled, and nothing for that alone.
    forms: String,
    /// The files of units: the number of the first word of each, and its fingerprint.
    units: Vec<(usize, String)>,
    /// Frequent words by their numbers, which are keys of JSON.
    frequent: Vec<(String, Frequent)>,
    files: Vec<Script>,
}

impl<'a> Shard<'a> {
    /// The script of a shard, and behind it those that it leads to.
    fn of(stems: &[Stem], end: u32, codes: &'a Codes, name: String) -> Vec<Script> {
        let mut shard = Self {
            name,
            end,
            codes,
            shared: String::new(),
            rests: String::new(),
            forms: String::new(),
            units: Vec::new(),
            frequent: Vec::new(),
            files: Vec::new(),
        };
        shard.push_stems(stems);
        shard.push_units(stems.iter().flat_map(|stem| &stem.forms));
        let mut files = std::mem::take(&mut shard.files);
        files.insert(0, Script::new(&shard.name, |out| shard.push(out)));
        files
    }

    fn push_stems(&mut self, stems: &[Stem]) {
        let mut before = "";
        for (place, stem) in stems.iter().enumerate() {
            if place > 0 {
                self.rests.push('|');
                self.forms.push('|');
            }
            let common = shared_letters(before, &stem.spelled);
            self.shared.push(char::from(LENGTHS[common]));
            let rest =
                stem.spelled.char_indices().nth(common).map_or("", |(at, _)| &stem.spelled[at..]);
            self.codes.push(&mut self.rests, rest);
            before = &stem.spelled;
            for (at, form) in stem.forms.iter().enumerate() {
                if at > 0 {
                    self.forms.push('~');
                }
                self.push_form(&form.written, &stem.spelled);
            }
        }
    }

    fn push_form(&mut self, written: &str, spelled: &str) {
        match written.split_once(spelled) {
            Some(("", "")) => {}
            Some((before, behind)) => {
                self.codes.push(&mut self.forms, before);
                self.forms.push('\'');
                self.codes.push(&mut self.forms, behind);
            }
            None => self.codes.push(&mut self.forms, written),
        }
    }

    fn push_units<'f>(&mut self, forms: impl Iterator<Item = &'f Form>) {
        let mut bits = Bits::default();
        let mut first = 0;
        let mut next = 0;
        for (number, form) in forms.enumerate() {
            next = number + 1;
            let units = form.units.units();
            if units.len() > UNITS_OF_ONE_FILE {
                self.push_frequent(number, &units);
                continue;
            }
            bits.push_list(&units, self.end);
            if bits.length() >= UNITS_SIZE {
                self.finish_units(first, std::mem::take(&mut bits));
                first = next;
            }
        }
        if first < next {
            self.finish_units(first, bits);
        }
    }

    fn finish_units(&mut self, first: usize, bits: Bits) {
        let name = format!("{}-u{}", self.name, self.units.len());
        let file = Script::new(&name, |out| push_string(out, &bits.finish()));
        self.units.push((first, file.fingerprint.clone()));
        self.files.push(file);
    }

    fn push_frequent(&mut self, number: usize, units: &[u32]) {
        let files = stretches_of(units, self.end, &format!("{}-{number}", self.name));
        let firsts = units.chunks(UNITS_OF_ONE_FILE).map(|stretch| stretch[0]);
        let listed = firsts.zip(files.iter().map(|file| file.fingerprint.clone()));
        let frequent = Frequent { count: units.len(), files: listed.collect() };
        self.frequent.push((number.to_string(), frequent));
        self.files.extend(files);
    }

    /// `{"shared", "rests", "forms", "units": [[first word, fingerprint]…],
    /// "frequent": {word: [how many units, [first unit, fingerprint]…]}}`
    fn push(&self, out: &mut String) {
        out.push('{');
        for (key, value) in
            [("shared", &self.shared), ("rests", &self.rests), ("forms", &self.forms)]
        {
            _ = write!(out, "\"{key}\":");
            push_string(out, value);
            out.push(',');
        }
        out.push_str("\"units\":");
        push_list(out, &self.units, |out, (first, fingerprint)| {
            _ = write!(out, "[{first},\"{fingerprint}\"]");
        });
        out.push_str(",\"frequent\":");
        let frequent = self.frequent.iter().map(|(word, frequent)| (&**word, frequent));
        push_map(out, frequent, |out, Frequent { count, files }| {
            _ = write!(out, "[{count}");
            for (first, fingerprint) in files {
                _ = write!(out, ",[{first},\"{fingerprint}\"]");
            }
            out.push(']');
        });
        out.push('}');
    }
}

/// The units of a frequent word: stretches that can each be read alone.
fn stretches_of(units: &[u32], end: u32, name: &str) -> Vec<Script> {
    let stretches: Vec<&[u32]> = units.chunks(UNITS_OF_ONE_FILE).collect();
    let ends = stretches.iter().skip(1).map(|next| next[0]).chain([end]);
    (0..)
        .zip(stretches.iter().zip(ends))
        .map(|(number, (stretch, end)): (u32, _)| {
            let mut bits = Bits::default();
            bits.push_between(stretch, stretch[0], end);
            Script::new(&format!("{name}-{number}"), |out| push_string(out, &bits.finish()))
        })
        .collect()
}

/// How many letters two stems have in common at their beginnings, as far as one character can say
/// it and a browser counts letters as we do.
fn shared_letters(one: &str, other: &str) -> usize {
    let same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b && a.len_utf16() == 1);
    same.count().min(LENGTHS.len() - 1)
}
