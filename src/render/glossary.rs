//! The glossary: its index, and the page of each concept.

use std::collections::BTreeMap;

use serde::Serialize;

use super::address::PageKind;
use super::block::{BlockWriter, Setting};
use super::links::PageLinks;
use super::strings::Interface;
use super::template::Insertion;
use super::text::LinkView;
use super::words::{LocalWords, words_in};
use crate::parse::Name;
use crate::resolve::{Definition, Entry, PageOf};
use crate::source::Spanned;
use crate::text::{LanguageTag, SortKey};

/// All concepts, in the alphabet of the interface language.
#[derive(Serialize)]
pub(super) struct GlossaryView {
    groups: Vec<Group>,
    count: String,
}

/// The concepts that begin with one letter.
#[derive(Serialize)]
struct Group {
    letter: String,
    concepts: Vec<IndexEntry>,
}

#[derive(Serialize)]
struct IndexEntry {
    id: String,
    href: String,
    name: LocalWords,
    others: Vec<LocalWords>,
    occurrences: String,
}

/// One concept as its template meets it.
#[derive(Serialize)]
pub(super) struct ConceptView {
    id: String,
    name: LocalWords,
    names: Vec<NameView>,
    definitions: Vec<DefinitionView>,
    see: Vec<LinkView>,
    broader: Vec<LinkView>,
    narrower: Vec<LinkView>,
    occurrence_count: String,
    /// A section for each text, in the order of reading.
    occurrences_html: Insertion,
    edit: Option<String>,
}

#[derive(Serialize)]
struct NameView {
    language: String,
    name: LocalWords,
    forms: Vec<LocalWords>,
    abbreviation: Option<String>,
}

#[derive(Serialize)]
struct DefinitionView {
    lang: String,
    dir: &'static str,
    html: String,
}

/// The name of a concept in a language, or in the first of `languages` that it has.
pub(super) fn name_in<'r>(
    entry: &'r Entry,
    language: &LanguageTag,
    languages: &[LanguageTag],
) -> Option<(&'r LanguageTag, &'r Name)> {
    entry.concept.names.pick(language, languages)
}

/// A link to a concept by its name.
pub(super) fn link_to_concept(concept: u32, links: &PageLinks) -> LinkView {
    let entry = &links.reader.glossary[concept as usize];
    let name = name_in(entry, links.language, &links.reader.config.languages);
    LinkView {
        href: links.page(PageKind::Of(PageOf::Concept(concept))),
        words: name.map_or_else(
            || words_in(entry.concept.id.as_str(), links.language),
            |(language, name)| words_in(&name.term.value, language),
        ),
    }
}

/// The index in the language of `links`.
pub(super) fn index(links: &PageLinks, interface: &Interface) -> GlossaryView {
    let reader = links.reader;
    let languages = &reader.config.languages;
    let alphabet = &interface.alphabet;
    let mut entries: Vec<(u32, &LanguageTag, &Name, SortKey)> = (0..)
        .zip(&reader.glossary)
        .filter_map(|(place, entry)| {
            let (language, name) = name_in(entry, links.language, languages)?;
            Some((place, language, name, alphabet.key(&name.term.value, language)))
        })
        .collect();
    entries.sort_by(|a, b| {
        // Names that lack the interface language stand behind those that have it.
        let is_foreign = |language: &LanguageTag| language.primary() != links.language.primary();
        is_foreign(a.1)
            .cmp(&is_foreign(b.1))
            .then_with(|| alphabet.compare(&a.3, &b.3))
            .then_with(|| a.0.cmp(&b.0))
    });

    let mut groups: Vec<Group> = Vec::new();
    for (place, language, name, key) in entries {
        let letter = alphabet.heading(&key);
        let is_same = groups.last().is_some_and(|group| group.letter == letter);
        if !is_same {
            groups.push(Group { letter, concepts: Vec::new() });
        }
        let entry = &reader.glossary[place as usize];
        let others = entry.concept.names.0.iter().filter(|(other, _)| *other != language);
        let item = IndexEntry {
            id: entry.concept.id.to_string(),
            href: links.page(PageKind::Of(PageOf::Concept(place))),
            name: words_in(&name.term.value, language),
            others: others.map(|(language, name)| words_in(&name.term.value, language)).collect(),
            occurrences: interface.count("occurrences", entry.occurrences.len()),
        };
        if let Some(group) = groups.last_mut() {
            group.concepts.push(item);
        }
    }
    GlossaryView { groups, count: interface.count("concepts", reader.glossary.len()) }
}

/// The page of a concept.
pub(super) fn concept(place: u32, links: &PageLinks, interface: &Interface) -> ConceptView {
    let reader = links.reader;
    let entry = &reader.glossary[place as usize];
    let concept = &entry.concept;
    let languages = &reader.config.languages;
    let language_word = |language: &LanguageTag| {
        let word = interface.word(&format!("language_{}", language.primary()));
        if word.is_empty() { language.to_string() } else { word.to_owned() }
    };
    let related =
        |places: &[u32]| places.iter().map(|place| link_to_concept(*place, links)).collect();
    let name = name_in(entry, links.language, languages);
    let file = &concept.file.path;
    ConceptView {
        id: concept.id.to_string(),
        name: name.map_or_else(
            || words_in(concept.id.as_str(), links.language),
            |(language, name)| words_in(&name.term.value, language),
        ),
        names: by_preference(&concept.names.0, links.language, languages)
            .into_iter()
            .map(|(language, name)| NameView {
                language: language_word(language),
                name: words_in(&name.term.value, language),
                forms: name.forms.iter().map(|form| words_in(&form.value, language)).collect(),
                abbreviation: name
                    .abbreviation
                    .as_ref()
                    .map(|words: &Spanned<String>| words.value.clone()),
            })
            .collect(),
        definitions: by_preference(&concept.definitions.0, links.language, languages)
            .into_iter()
            .map(|(language, body)| {
                let Definition { targets, hits } = &entry.definitions[language];
                let plain = Setting::plain(body, language, targets, links, interface);
                let setting = Setting { hits, top_heading: 3, ..plain };
                DefinitionView {
                    lang: language.to_string(),
                    dir: language.direction().as_str(),
                    html: BlockWriter::new(setting).whole(),
                }
            })
            .collect(),
        see: related(&entry.see),
        broader: related(&entry.broader),
        narrower: related(&in_order(&entry.narrower, links, interface)),
        occurrence_count: interface.count("occurrences", entry.occurrences.len()),
        occurrences_html: Insertion,
        edit: reader
            .config
            .repository
            .as_ref()
            .map(|repository| format!("{}/edit/{}/{file}", repository.url, repository.branch)),
    }
}

/// Concepts by their names in the alphabet of the interface language.
fn in_order(places: &[u32], links: &PageLinks, interface: &Interface) -> Vec<u32> {
    let languages = &links.reader.config.languages;
    let key = |place: u32| {
        let entry = &links.reader.glossary[place as usize];
        let (language, name) = name_in(entry, links.language, languages)?;
        Some(interface.alphabet.key(&name.term.value, language))
    };
    let mut keyed: Vec<(u32, Option<SortKey>)> =
        places.iter().map(|place| (*place, key(*place))).collect();
    keyed.sort_by(|(_, a), (_, b)| match (a, b) {
        (Some(a), Some(b)) => interface.alphabet.compare(a, b),
        _ => a.is_none().cmp(&b.is_none()),
    });
    keyed.into_iter().map(|(place, _)| place).collect()
}

/// What there is in several languages: the interface language first, then in the order of
/// `languages`, then the rest.
fn by_preference<'m, T>(
    map: &'m BTreeMap<LanguageTag, T>,
    language: &LanguageTag,
    languages: &[LanguageTag],
) -> Vec<(&'m LanguageTag, &'m T)> {
    let mut entries: Vec<(&LanguageTag, &T)> = map.iter().collect();
    let rank = |each: &LanguageTag| {
        if each == language {
            0
        } else {
            1 + languages.iter().position(|other| other == each).unwrap_or(languages.len())
        }
    };
    entries.sort_by_key(|(each, _)| rank(each));
    entries
}

/// The concepts that stand most often in some texts, the most frequent first, at most `limit`.
pub(super) fn key_concepts(texts: &[u32], limit: usize, links: &PageLinks) -> Vec<LinkView> {
    let reader = links.reader;
    let mut counts: Vec<(usize, u32)> =
        (0..reader.glossary.len() as u32).map(|place| (0, place)).collect();
    let versions = texts.iter().flat_map(|text| reader.texts[*text as usize].versions());
    for hit in versions.flat_map(|version| version.hits.iter()) {
        counts[hit.concept as usize].0 += 1;
    }
    counts.retain(|(count, _)| *count > 0);
    counts.sort_by_key(|(count, place)| (std::cmp::Reverse(*count), *place));
    counts.iter().take(limit).map(|(_, place)| link_to_concept(*place, links)).collect()
}
