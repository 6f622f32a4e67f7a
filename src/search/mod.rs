//! From [`Reader`] to the files of a full-text index that a browser searches by itself, on any static
//! host and from disk.
//!
//! What is found is a *unit*: a block, a heading, an annotation, a footnote, a title, a concept. The index has
//! for each language its words with the units in which they stand. Positions are not kept: the words
//! of a unit are loaded before it is shown, and phrases are looked for there.
//!
//! 1. `unit.rs`: the units of a text in one language.
//! 2. `gather.rs`: which words stand in which units; how units are numbered.
//! 3. `posting.rs`: ascending numbers as characters.
//! 4. `language.rs`: the words of one language by their stems, in shards.
//! 5. `json.rs`: values as a script holds them.
//!
//! The files are scripts that hand a value to `hashiyaSearch`, since a page opened from disk may load
//! scripts but not read files. All have one fingerprint in their names, that of what they are
//! made from, so that no list of names has to be loaded:
//!
//! | file | what it has |
//! |---|---|
//! | `index` | the table of letters, how units are numbered, the first stem of each shard |
//! | `LANGUAGE-wN` | words, about 8 kB a file |
//! | `LANGUAGE-pN` | a stretch of the units of a frequent word |
//! | `LANGUAGE-tN` | text N in a language, unit by unit |
//! | `cN` | [`CONCEPTS_OF_ONE_FILE`] concepts with their names and definitions |
//! | `xN` | the titles of [`TITLES_OF_ONE_FILE`] texts |
//!
//! Libraries were weighed. Pagefind indexes HTML pages and not passages, keeps ك and ک, ي and ی apart, has
//! no rules for Persian, needs `fetch` and WebAssembly, which pages opened from disk lack, and
//! brings 159 crates; Lunr and its kin load the whole index at once. None of them knows that a name
//! of a concept has others in two more languages.

mod gather;
mod json;
mod language;
mod posting;
mod unit;

use std::collections::BTreeSet;
use std::fmt::{self, Write as _};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::load::fingerprint;
use crate::parse::Name;
use crate::resolve::{Entry, Reader, Text};
use crate::text::{LanguageTag, SEARCH_VERSION, browser_table};
use gather::Numbering;
use json::{push_list, push_map, push_string};
use language::LanguageIndex;
use unit::{Document, Unit, languages_of, words_of_all};

/// How many concepts stand in one file.
pub const CONCEPTS_OF_ONE_FILE: usize = 8;

/// How many titles stand in one file.
pub const TITLES_OF_ONE_FILE: usize = 200;

/// The index of a reader: its files, each made when it is asked for.
///
/// Nothing is read before that: a preview that no one searches has no index.
pub struct Index {
    reader: Arc<Reader>,
    /// The languages in which something can be found, in the order of their tags.
    languages: Vec<LanguageTag>,
    numbering: Numbering,
    words: OnceLock<Vec<LanguageIndex>>,
    fingerprint: OnceLock<String>,
}

/// A file of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IndexFile {
    /// What is loaded before all others.
    Summary,
    /// Words of a language: the language, by its place in the index, and the number of the file.
    Words(u16, u32),
    /// A stretch of the units of a frequent word.
    Units(u16, u32),
    /// A text in a language: the language, and the text by its place in the reader.
    Text(u16, u32),
    /// Some concepts.
    Concepts(u32),
    /// Some titles.
    Titles(u32),
}

impl Index {
    /// The index of a reader.
    pub fn new(reader: Arc<Reader>) -> Self {
        let languages = languages(&reader);
        let numbering = Numbering::of(&reader);
        Self { reader, languages, numbering, words: OnceLock::new(), fingerprint: OnceLock::new() }
    }

    /// The languages in which something can be found, in the order of their tags.
    pub fn languages(&self) -> &[LanguageTag] {
        &self.languages
    }

    /// What changes whenever a file of the index does.
    pub fn fingerprint(&self) -> &str {
        self.fingerprint.get_or_init(|| fingerprint_of(&self.reader))
    }

    fn words(&self) -> &[LanguageIndex] {
        self.words.get_or_init(|| {
            let words = gather::words(&self.reader, &self.languages, &self.numbering);
            let languages = self.languages.par_iter().zip(words);
            let index = |(language, words)| LanguageIndex::of(language, words, &self.reader);
            languages.map(index).collect()
        })
    }

    /// Every file.
    pub fn files(&self) -> Vec<IndexFile> {
        let mut files = vec![IndexFile::Summary];
        for (language, index) in (0..).zip(self.words()) {
            let (words, units) = index.file_counts();
            files.extend((0..words as u32).map(|file| IndexFile::Words(language, file)));
            files.extend((0..units as u32).map(|file| IndexFile::Units(language, file)));
        }
        for (place, text) in (0..).zip(&self.reader.texts) {
            for language in languages_of(text) {
                if let Some(index) = self.place_of(language)
                    && Document::of(text, language, &self.reader).is_some()
                {
                    files.push(IndexFile::Text(index, place));
                }
            }
        }
        let count = |things: usize, of_one_file: usize| things.div_ceil(of_one_file) as u32;
        let concepts = count(self.reader.glossary.len(), CONCEPTS_OF_ONE_FILE);
        files.extend((0..concepts).map(IndexFile::Concepts));
        let titles = count(self.reader.texts.len(), TITLES_OF_ONE_FILE);
        files.extend((0..titles).map(IndexFile::Titles));
        files
    }

    /// The name of a file, without a fingerprint and without what all of them share.
    pub fn name(&self, file: IndexFile) -> String {
        let language = |place: u16| &self.languages[usize::from(place)];
        match file {
            IndexFile::Summary => "index".to_owned(),
            IndexFile::Words(place, number) => format!("{}-w{number}", language(place)),
            IndexFile::Units(place, number) => format!("{}-p{number}", language(place)),
            IndexFile::Text(place, number) => format!("{}-t{number}", language(place)),
            IndexFile::Concepts(number) => format!("c{number}"),
            IndexFile::Titles(number) => format!("x{number}"),
        }
    }

    /// The contents of a file: a call of `hashiyaSearch` with its name and its value.
    pub fn script(&self, file: IndexFile) -> String {
        let mut out = String::from("hashiyaSearch(");
        push_string(&mut out, &self.name(file));
        out.push(',');
        match file {
            IndexFile::Summary => self.push_summary(&mut out),
            IndexFile::Words(language, shard) => {
                self.words()[usize::from(language)].push_shard(&mut out, shard as usize);
            }
            IndexFile::Units(language, chunk) => {
                self.words()[usize::from(language)].push_chunk(&mut out, chunk as usize);
            }
            IndexFile::Text(language, text) => {
                let language = &self.languages[usize::from(language)];
                push_text(&mut out, &self.reader.texts[text as usize], language, &self.reader);
            }
            IndexFile::Concepts(number) => {
                let start = number as usize * CONCEPTS_OF_ONE_FILE;
                let entries = self.reader.glossary[start..].iter().take(CONCEPTS_OF_ONE_FILE);
                push_list(&mut out, entries, push_concept);
            }
            IndexFile::Titles(number) => {
                let start = number as usize * TITLES_OF_ONE_FILE;
                let texts = self.reader.texts[start..].iter().take(TITLES_OF_ONE_FILE);
                push_list(&mut out, texts, push_titles);
            }
        }
        out.push_str(");\n");
        out
    }

    fn place_of(&self, language: &LanguageTag) -> Option<u16> {
        let place = self.languages.binary_search(language);
        place.ok().map(|place| place as u16)
    }

    fn push_summary(&self, out: &mut String) {
        let Numbering { concepts, headings, blocks, annotations, footnotes } = self.numbering;
        _ = write!(
            out,
            "{{\"version\":{SEARCH_VERSION},\"concepts\":{concepts},\"headings\":{headings},\
             \"blocks\":{blocks},\"annotations\":{annotations},\"footnotes\":{footnotes},\
             \"perConceptFile\":{CONCEPTS_OF_ONE_FILE},\"perTitleFile\":{TITLES_OF_ONE_FILE},\
             \"digits\":"
        );
        push_string(out, &String::from_utf8_lossy(posting::DIGITS));
        out.push_str(",\"table\":");
        out.push_str(browser_table());
        out.push_str(",\"languages\":");
        let languages = self.words().iter().map(|index| (index.language.as_str(), index));
        push_map(out, languages, |out, index| index.push_summary(out));
        out.push('}');
    }
}

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Index").field("languages", &self.languages).finish_non_exhaustive()
    }
}

/// The languages of texts, annotations and concepts, in the order of their tags.
fn languages(reader: &Reader) -> Vec<LanguageTag> {
    let texts = reader.texts.iter().flat_map(languages_of);
    let concepts = reader.glossary.iter().flat_map(|entry| {
        let concept = &entry.concept;
        concept.names.0.keys().chain(concept.definitions.0.keys())
    });
    let languages: BTreeSet<&LanguageTag> = texts.chain(concepts).collect();
    languages.into_iter().cloned().collect()
}

/// A fingerprint of everything that the index is made from.
fn fingerprint_of(reader: &Reader) -> String {
    let of_text = |text: &Text| {
        let files = text.versions().map(|version| fingerprint(version.file.file.text.as_bytes()));
        files.fold(text.slug.to_string(), |all, file| all + " " + &file)
    };
    let texts: Vec<String> = reader.texts.par_iter().map(of_text).collect();
    let of_concept = |entry: &Entry| {
        format!("{} {}", entry.concept.id, fingerprint(entry.concept.file.text.as_bytes()))
    };
    let concepts: Vec<String> = reader.glossary.par_iter().map(of_concept).collect();
    let settings: Vec<&str> = reader.config.languages.iter().map(LanguageTag::as_str).collect();
    let version = format!("{} {SEARCH_VERSION}", env!("CARGO_PKG_VERSION"));
    let all = [version, settings.join(" "), texts.join("\n"), concepts.join("\n")];
    fingerprint(all.join("\n\n").as_bytes())
}

/// `{"slug", "title", "pages": [["ar", "en"]…], "headings": [unit…], "blocks", "annotations", "footnotes"}`
fn push_text(out: &mut String, text: &Text, language: &LanguageTag, reader: &Reader) {
    let document = Document::of(text, language, reader).unwrap_or_default();
    out.push_str("{\"slug\":");
    push_string(out, text.slug.as_str());
    if let Some(title) = document.title {
        out.push_str(",\"title\":");
        push_string(out, title);
    }
    out.push_str(",\"pages\":");
    push_list(out, &document.pages, |out, set| {
        push_list(out, set, |out, language| push_string(out, language.as_str()));
    });
    for (kind, units) in [
        ("headings", &document.headings),
        ("blocks", &document.blocks),
        ("annotations", &document.annotations),
        ("footnotes", &document.footnotes),
    ] {
        if !units.is_empty() {
            _ = write!(out, ",\"{kind}\":");
            push_list(out, units, push_unit);
        }
    }
    out.push('}');
}

/// `[words, ¶ number or 0, place of its pages, id]`
fn push_unit(out: &mut String, unit: &Unit) {
    out.push('[');
    push_string(out, &unit.words);
    _ = write!(out, ",{}", unit.number.unwrap_or(0));
    if unit.pages > 0 || unit.anchor.is_some() {
        _ = write!(out, ",{}", unit.pages);
    }
    if let Some(anchor) = unit.anchor {
        out.push(',');
        push_string(out, anchor);
    }
    out.push(']');
}

/// `{"id", "names": {"ar": [headword, form…]}, "definitions": {"ar": words}}`
fn push_concept(out: &mut String, entry: &Entry) {
    let concept = &entry.concept;
    out.push_str("{\"id\":");
    push_string(out, concept.id.as_str());
    out.push_str(",\"names\":");
    let names = concept.names.0.iter().map(|(language, name)| (language.as_str(), name));
    push_map(out, names, |out, name: &Name| {
        push_list(out, gather::spellings(name), push_string);
    });
    out.push_str(",\"definitions\":");
    let definitions = &concept.definitions.0;
    let definitions = definitions.iter().map(|(language, body)| (language.as_str(), body));
    push_map(out, definitions, |out, body| {
        push_string(out, &words_of_all(&body.blocks, body));
    });
    out.push('}');
}

/// `[slug, {"ar": title, "en": title}]`
fn push_titles(out: &mut String, text: &Text) {
    out.push('[');
    push_string(out, text.slug.as_str());
    out.push(',');
    let versions = text.versions().map(|version| &version.file);
    let titles = versions.map(|file| (file.language.as_str(), &file.title));
    push_map(out, titles, |out, title| push_string(out, &title.value));
    out.push(']');
}
