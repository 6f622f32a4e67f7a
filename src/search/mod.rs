//! From [`Reader`] to the files of a full-text index that a browser searches by itself, on any static
//! host and from disk.
//!
//! What is found is a concept, by its names, or a *unit*: a block, a heading, an annotation, a footnote, a
//! title, the definition of a concept, what stands under a heading of a page. The index has for each
//! language its words with the units in which they stand. Positions are not kept: the words of a
//! unit are loaded before it is shown, and phrases are looked for there.
//!
//! 1. `unit.rs`: the units of a document in one language.
//! 2. `number.rs`: how they are numbered.
//! 3. `gather.rs`: which words stand in which units; `posting.rs` holds these meanwhile.
//! 4. `lexicon.rs`: the words of one language by their stems, in shards; `bits.rs` writes their units.
//! 5. `passage.rs`: the words that are shown.
//! 6. `script.rs`, `json.rs`: values as scripts hold them.
//!
//! The files are scripts that hand a value to `hashiyaSearch`, since a page opened from disk may load
//! scripts but not read files. Those that *find*:
//!
//! | file | what it has |
//! |---|---|
//! | `search-index` | the table of letters, the kinds of units, the first stem of each shard |
//! | `search-LANGUAGE-N` | a shard of words |
//! | `search-LANGUAGE-N-uM` | the units of some of its words |
//! | `search-LANGUAGE-N-W-M` | a stretch of the units of a frequent word |
//! | `search-LANGUAGE-dN` | how many units of each kind [`DOCUMENTS_OF_ONE_FILE`] documents have |
//! | `search-names` | the names of all concepts |
//! | `search-titlesN` | the titles of [`TITLES_OF_ONE_FILE`] texts |
//!
//! and those whose words are *shown*, of which a browser loads what the results on its screen need:
//!
//! | file | what it has |
//! |---|---|
//! | `passages-LANGUAGE-N` | document N in a language, unit by unit |
//! | `passages-LANGUAGE-cN` | the definitions of [`DEFINITIONS_OF_ONE_FILE`] concepts in a language, if any |
//!
//! Each has a fingerprint of its own in its name, which the file that leads to it tells: what a
//! change leaves alone, browsers keep.
//!
//! Libraries were weighed. Pagefind indexes HTML pages and not passages, keeps ك and ک, ي and ی apart, has
//! no rules for Persian, needs `fetch` and WebAssembly, which pages opened from disk lack, and
//! brings 159 crates; Lunr and its kin load the whole index at once. None of them knows that a name
//! of a concept has others in two more languages.

mod bits;
mod gather;
mod json;
mod lexicon;
mod number;
mod passage;
mod posting;
mod script;
mod unit;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::{self, Write as _};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::load::fingerprint;
use crate::parse::Name;
use crate::resolve::{Entry, PageOf, Reader, Text};
use crate::text::{LanguageTag, SEARCH_VERSION, browser_table};
use json::{push_list, push_map, push_string};
use lexicon::{Lexicon, UNITS_OF_ONE_FILE};
use number::{Numbering, OF_DOCUMENTS};
use script::{Script, call, short_fingerprint};
use unit::{Document, documents, languages_of};

/// How many documents stand in one file of their numbers.
pub const DOCUMENTS_OF_ONE_FILE: usize = 256;

/// How many concepts stand in one file of definitions.
pub const DEFINITIONS_OF_ONE_FILE: usize = 8;

/// How many texts stand in one file of titles.
pub const TITLES_OF_ONE_FILE: usize = 200;

/// The index of a reader.
///
/// Nothing is read before its files are asked for: a preview that no one searches has no index. What
/// finds is kept then; what is shown is made when it is asked for.
pub struct Index {
    reader: Arc<Reader>,
    languages: OnceLock<Vec<LanguageTag>>,
    made: OnceLock<Made>,
}

/// What is made at once.
#[derive(Default)]
struct Made {
    documents: Vec<PageOf>,
    /// What finds, the summary first.
    scripts: Vec<Script>,
    passages: Vec<PassageFile>,
}

/// A file of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct IndexFile(FileKind);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum FileKind {
    /// What finds, by its place.
    Script(u32),
    /// What is shown, by its place.
    Passages(u32),
}

/// A file of what is shown.
struct PassageFile {
    /// By its place in the index.
    language: u16,
    passages: Passages,
    fingerprint: String,
}

enum Passages {
    /// A document by its place.
    Document(u32),
    /// The number of a file of definitions.
    Definitions(u32),
}

impl Index {
    /// The index of a reader.
    pub fn new(reader: Arc<Reader>) -> Self {
        Self { reader, languages: OnceLock::new(), made: OnceLock::new() }
    }

    /// The languages in which something can be found, in the order of their tags.
    pub fn languages(&self) -> &[LanguageTag] {
        self.languages.get_or_init(|| languages(&self.reader))
    }

    fn made(&self) -> &Made {
        self.made.get_or_init(|| Made::of(&self.reader, self.languages()))
    }

    /// Every file, the summary, which leads to all others, first.
    pub fn files(&self) -> impl Iterator<Item = IndexFile> {
        let made = self.made();
        let scripts = (0..made.scripts.len() as u32).map(FileKind::Script);
        let passages = (0..made.passages.len() as u32).map(FileKind::Passages);
        scripts.chain(passages).map(IndexFile)
    }

    /// The summary.
    pub fn summary(&self) -> IndexFile {
        IndexFile(FileKind::Script(0))
    }

    /// The name of a file with its fingerprint, `search-index.0123abcd`.
    pub fn name(&self, file: IndexFile) -> String {
        let made = self.made();
        match file.0 {
            FileKind::Script(place) => {
                let Script { name, fingerprint, .. } = &made.scripts[place as usize];
                format!("{name}.{fingerprint}")
            }
            FileKind::Passages(place) => {
                let file = &made.passages[place as usize];
                format!("{}.{}", self.passages_name(file), file.fingerprint)
            }
        }
    }

    fn passages_name(&self, file: &PassageFile) -> String {
        let language = &self.languages()[usize::from(file.language)];
        match file.passages {
            Passages::Document(document) => format!("passages-{language}-{document}"),
            Passages::Definitions(number) => format!("passages-{language}-c{number}"),
        }
    }

    /// The contents of a file: a call of `hashiyaSearch` with its name and its value.
    pub fn script(&self, file: IndexFile) -> Cow<'_, str> {
        let made = self.made();
        match file.0 {
            FileKind::Script(place) => Cow::Borrowed(&made.scripts[place as usize].text),
            FileKind::Passages(place) => {
                let file = &made.passages[place as usize];
                let language = &self.languages()[usize::from(file.language)];
                let script = call(&self.passages_name(file), |out| match file.passages {
                    Passages::Document(document) => {
                        let document = made.documents[document as usize];
                        passage::push_document(out, document, language, &self.reader);
                    }
                    Passages::Definitions(number) => {
                        let mut files = definition_files(&self.reader);
                        let entries = files.nth(number as usize).unwrap_or_default();
                        passage::push_definitions(out, entries, language);
                    }
                });
                Cow::Owned(script)
            }
        }
    }
}

impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Index").field("languages", &self.languages()).finish_non_exhaustive()
    }
}

impl Made {
    fn of(reader: &Reader, languages: &[LanguageTag]) -> Self {
        let documents = documents(reader);
        let sources = Fingerprints::of(&documents, reader);
        let indexed: Vec<(Numbering, Lexicon)> = languages
            .iter()
            .map(|language| {
                let numbering = Numbering::of(&documents, language, reader);
                let words = gather::words(&documents, language, &numbering, reader);
                let lexicon = Lexicon::of(language, words, numbering.end());
                (numbering, lexicon)
            })
            .collect();
        let mut made = Self { documents, ..Self::default() };
        let mut summaries = Vec::new();
        let mut scripts = Vec::new();
        for ((place, language), (numbering, lexicon)) in (0..).zip(languages).zip(indexed) {
            let directory = directory(language, &numbering, &sources);
            let summary = summary_of(language, &numbering, &lexicon, &directory);
            summaries.push((language.as_str(), summary));
            scripts.extend(lexicon.scripts);
            scripts.extend(directory);
            made.passages.extend(numbering.documents.iter().map(|(document, _)| PassageFile {
                language: place,
                passages: Passages::Document(*document),
                fingerprint: sources.documents[*document as usize].clone(),
            }));
            let definitions = (0..).zip(definition_files(reader)).zip(&sources.definitions);
            let of_language = definitions.filter(|((_, concepts), _)| defines(concepts, language));
            made.passages.extend(of_language.map(|((number, _), fingerprint)| PassageFile {
                language: place,
                passages: Passages::Definitions(number),
                fingerprint: fingerprint.clone(),
            }));
        }
        let names = names(reader, languages, &sources);
        let titles = titles(reader);
        let summary = summary(reader, &summaries, &names, &titles);
        made.scripts.push(summary);
        made.scripts.extend(scripts);
        made.scripts.push(names);
        made.scripts.extend(titles);
        made
    }
}

/// The concepts whose definitions stand in one file, file by file.
fn definition_files(reader: &Reader) -> impl Iterator<Item = &[Entry]> {
    reader.glossary.chunks(DEFINITIONS_OF_ONE_FILE)
}

/// Whether any of the concepts has a definition in a language.
fn defines(concepts: &[Entry], language: &LanguageTag) -> bool {
    concepts.iter().any(|entry| entry.concept.definitions.0.contains_key(language))
}

/// The languages of documents and concepts, in the order of their tags.
fn languages(reader: &Reader) -> Vec<LanguageTag> {
    let documents = documents(reader);
    let documents = documents.iter().flat_map(|document| {
        let languages = languages_of(*document, reader).into_iter();
        // A page in another language than the interface has may be shown nowhere.
        languages.filter(|language| {
            reader.config.languages.contains(language)
                || Document::of(*document, language, reader).is_some()
        })
    });
    let concepts = reader.glossary.iter().flat_map(|entry| {
        let concept = &entry.concept;
        concept.names.0.keys().chain(concept.definitions.0.keys())
    });
    let languages: BTreeSet<&LanguageTag> = documents.chain(concepts).collect();
    languages.into_iter().cloned().collect()
}

/// Fingerprints of what passages are made from. They are told before any passage is made.
struct Fingerprints {
    documents: Vec<String>,
    definitions: Vec<String>,
}

impl Fingerprints {
    fn of(documents: &[PageOf], reader: &Reader) -> Self {
        // What is shown where depends on the languages of the interface.
        let languages: Vec<&str> =
            reader.config.languages.iter().map(LanguageTag::as_str).collect();
        let settings = format!("{} {}", env!("CARGO_PKG_VERSION"), languages.join(" "));
        let of = |documents: &[PageOf]| {
            let files = documents.iter().flat_map(|document| passage::sources(*document, reader));
            let of_file = |all: String, file: &crate::source::SourceFile| {
                all + "\n" + &file.path.to_string() + " " + &fingerprint(file.text.as_bytes())
            };
            let mut all = files.fold(settings.clone(), of_file);
            for document in documents {
                if let PageOf::Part(part) = document {
                    // Its titles stand in the settings.
                    for (language, title) in &reader.parts[*part as usize].title.0 {
                        _ = write!(all, "\n{language} {}", title.value);
                    }
                }
            }
            short_fingerprint(&all)
        };
        let concepts: Vec<PageOf> =
            (0..reader.glossary.len() as u32).map(PageOf::Concept).collect();
        Self {
            documents: documents.par_iter().map(|document| of(&[*document])).collect(),
            definitions: concepts.par_chunks(DEFINITIONS_OF_ONE_FILE).map(of).collect(),
        }
    }
}

/// `[[document, fingerprint of its passages, how many units of each kind…]…]`, without zeros at the end.
fn directory(language: &LanguageTag, numbering: &Numbering, sources: &Fingerprints) -> Vec<Script> {
    let files = numbering.documents.chunks(DOCUMENTS_OF_ONE_FILE);
    (0..)
        .zip(files)
        .map(|(number, documents): (u32, _)| {
            Script::new(&format!("{language}-d{number}"), |out| {
                push_list(out, documents, |out, (document, counts)| {
                    _ = write!(out, "[{document},");
                    push_string(out, &sources.documents[*document as usize]);
                    let counts = OF_DOCUMENTS.map(|kind| counts[kind as usize]);
                    let length = counts.iter().rposition(|count| *count > 0).map_or(0, |at| at + 1);
                    counts[..length].iter().for_each(|count| _ = write!(out, ",{count}"));
                    out.push(']');
                });
            })
        })
        .collect()
}

/// `{"kinds": [[kind, how many units]…], "directory": [[fingerprint, first document, first unit of each kind…]…], …}`
fn summary_of(
    language: &LanguageTag,
    numbering: &Numbering,
    lexicon: &Lexicon,
    directory: &[Script],
) -> String {
    let mut out = String::from("{\"kinds\":");
    push_list(&mut out, numbering.totals(), |out, (kind, count)| {
        _ = write!(out, "[\"{kind}\",{count}]");
    });
    out.push_str(",\"directory\":");
    push_list(
        &mut out,
        (0..).step_by(DOCUMENTS_OF_ONE_FILE).zip(directory),
        |out, (first, file)| {
            out.push('[');
            push_string(out, &file.fingerprint);
            _ = write!(out, ",{}", numbering.documents[first].0);
            for kind in OF_DOCUMENTS {
                _ = write!(out, ",{}", numbering.first(first)[kind as usize]);
            }
            out.push(']');
        },
    );
    out.push(',');
    lexicon.push_summary(&mut out, language);
    out.push('}');
    out
}

/// What is loaded before all others.
fn summary(
    reader: &Reader,
    languages: &[(&str, String)],
    names: &Script,
    titles: &[Script],
) -> Script {
    Script::new("index", |out| {
        _ = write!(
            out,
            "{{\"version\":{SEARCH_VERSION},\"texts\":{},\"perDefinitionFile\":\
             {DEFINITIONS_OF_ONE_FILE},\"perTitleFile\":{TITLES_OF_ONE_FILE},\
             \"perFrequentFile\":{UNITS_OF_ONE_FILE},\"names\":\"{}\",\
             \"table\":",
            reader.texts.len(),
            names.fingerprint,
        );
        out.push_str(browser_table());
        out.push_str(",\"titles\":");
        push_list(out, titles, |out, file| push_string(out, &file.fingerprint));
        out.push_str(",\"documentKinds\":");
        push_list(out, OF_DOCUMENTS, |out, kind| push_string(out, kind.name()));
        out.push_str(",\"languages\":");
        let languages = languages.iter().map(|(language, summary)| (*language, summary));
        push_map(out, languages, |out, summary| out.push_str(summary));
        out.push('}');
    })
}

/// `{"ids": […], "names": {"ar": [[headword, form…]…]}, "definitions": [[fingerprint, language…]…]}`:
/// of each file of definitions, in which languages there is one.
fn names(reader: &Reader, languages: &[LanguageTag], sources: &Fingerprints) -> Script {
    let glossary = &reader.glossary;
    Script::new("names", |out| {
        out.push_str("{\"ids\":");
        push_list(out, glossary, |out, entry| push_string(out, entry.concept.id.as_str()));
        out.push_str(",\"names\":");
        let named: BTreeSet<&LanguageTag> =
            glossary.iter().flat_map(|entry| entry.concept.names.0.keys()).collect();
        let named = named.into_iter().map(|language| (language.as_str(), language));
        push_map(out, named, |out, language| {
            push_list(out, glossary, |out, entry| {
                let name = entry.concept.names.0.get(language);
                push_list(out, name.into_iter().flat_map(spellings), push_string);
            });
        });
        out.push_str(",\"definitions\":");
        let files = definition_files(reader).zip(&sources.definitions);
        push_list(out, files, |out, (concepts, fingerprint)| {
            let languages = languages.iter().filter(|language| defines(concepts, language));
            let file = std::iter::once(&**fingerprint).chain(languages.map(LanguageTag::as_str));
            push_list(out, file, push_string);
        });
        out.push('}');
    })
}

/// The headword of a name, its abbreviation and its further forms.
fn spellings(name: &Name) -> impl Iterator<Item = &str> {
    let further = name.abbreviation.iter().chain(&name.forms);
    std::iter::once(&name.term).chain(further).map(|spelling| spelling.value.as_str())
}

/// `[{"ar": title, "en": title}…]`
fn titles(reader: &Reader) -> Vec<Script> {
    let files = reader.texts.chunks(TITLES_OF_ONE_FILE);
    (0..)
        .zip(files)
        .map(|(number, texts): (u32, _)| {
            Script::new(&format!("titles{number}"), |out| {
                push_list(out, texts, |out, text| push_titles(out, text));
            })
        })
        .collect()
}

fn push_titles(out: &mut String, text: &Text) {
    let versions = text.versions().map(|version| &version.file);
    let titles = versions.map(|file| (file.language.as_str(), &file.title));
    push_map(out, titles, |out, title| push_string(out, &title.value));
}
