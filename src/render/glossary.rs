//! The glossary: its index, and the page of each concept.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;

use super::address::PageKind;
use super::block::{BlockWriter, Setting};
use super::html::escape_into;
use super::isolate::Foreign;
use super::links::PageLinks;
use super::preview;
use super::strings::Interface;
use super::template::Insertion;
use super::text::LinkView;
use super::words::{LocalWords, words_in};
use crate::parse::Name;
use crate::resolve::{Definition, Entry, Hit, PageOf, Version};
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

/// The concepts of a reader as items of the lists at the ends of texts, for the pages of one
/// interface language in folders of one depth. Made once: a text has hundreds of them.
pub(super) struct ConceptItems {
    /// Where each concept stands in the order of the glossary.
    ranks: Vec<u32>,
    /// The item of each concept.
    items: Vec<ConceptItem>,
}

/// A concept as an item of a list of descriptions, as HTML.
#[derive(Clone, Default)]
struct ConceptItem {
    name: String,
    /// Its names in other languages.
    other_names: Vec<(LanguageTag, String)>,
    /// The gist of its definition; empty where there is none.
    gist: String,
}

/// How many concepts a list explains. In a longer one these are the concepts that come up most, for
/// they are what the text is about; the others have their names alone, and a page of their own.
const EXPLAINED: usize = 16;

impl ConceptItems {
    /// The items for pages of which `links` are those of any one.
    pub(super) fn of(links: &PageLinks, interface: &Interface) -> Self {
        let count = links.reader.glossary.len();
        let mut all = Self { ranks: vec![0; count], items: vec![ConceptItem::default(); count] };
        for (rank, named) in (0..).zip(in_order(0..count as u32, links, interface)) {
            let place = named.place as usize;
            all.ranks[place] = rank;
            all.items[place] = concept_item(&named, links);
        }
        all
    }

    /// The concepts that stand in some versions of a text, in the order of the glossary.
    pub(super) fn list<'v>(
        &'v self,
        versions: impl Iterator<Item = &'v Version>,
    ) -> ConceptList<'v> {
        let mut counts: Vec<(u32, u32)> = Vec::new();
        let mut hits: Vec<u32> = Vec::new();
        let mut languages = Vec::new();
        for version in versions {
            languages.push(&version.file.language);
            hits.clear();
            hits.extend(version.hits.iter().map(Hit::concept));
            hits.sort_unstable();
            let own = hits.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32));
            counts.extend(own);
        }
        // Of the counts in several versions the highest.
        counts.sort_unstable_by_key(|(place, count)| {
            (self.ranks[*place as usize], *place, Reverse(*count))
        });
        counts.dedup_by_key(|(place, _)| *place);
        let mut most_first: Vec<usize> = (0..counts.len()).collect();
        most_first.sort_by_key(|at| Reverse(counts[*at].1));
        let mut concepts: Vec<(u32, bool)> =
            counts.into_iter().map(|(place, _)| (place, false)).collect();
        for at in most_first.into_iter().take(EXPLAINED) {
            concepts[at].1 = true;
        }
        ConceptList { all: self, languages, concepts }
    }
}

/// The concepts of a text, with their names in the languages of its page.
pub(super) struct ConceptList<'i> {
    all: &'i ConceptItems,
    languages: Vec<&'i LanguageTag>,
    /// Each, and whether it is explained.
    concepts: Vec<(u32, bool)>,
}

impl ConceptList<'_> {
    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.concepts.is_empty()
    }

    /// About how many bytes their items have.
    pub(super) fn size(&self) -> usize {
        const ITEM: usize = 250;
        self.concepts.len() * ITEM
    }

    /// Appends their items.
    pub(super) fn push(&self, out: &mut String) {
        for (place, is_explained) in &self.concepts {
            let ConceptItem { name, other_names, gist } = &self.all.items[*place as usize];
            out.extend(["<div>", name]);
            let mut others = other_names
                .iter()
                .filter(|(language, _)| self.languages.contains(&language))
                .map(|(_, name)| name.as_str());
            if let Some(first) = others.next() {
                out.extend(["<dd class=\"names-of\">", first]);
                for other in others {
                    out.extend([" ", other]);
                }
                out.push_str("</dd>");
            }
            let gist = if *is_explained { gist } else { "" };
            out.extend([gist, "</div>\n"]);
        }
    }
}

fn concept_item(named: &Named, links: &PageLinks) -> ConceptItem {
    let reader = links.reader;
    let entry = &reader.glossary[named.place as usize];
    let foreign = Foreign::of(&reader.config, None);
    let LinkView { href, words } = link_to_concept(named.place, links);
    let mut head = String::from("<dt><a href=\"");
    escape_into(&mut head, &href);
    head.push('"');
    words.push_element_in(&mut head, links.language, foreign);
    head.push_str("</a></dt>");
    let other_name = |(language, name): (&LanguageTag, &Name)| {
        let mut element = String::from("<span ");
        words_in(&name.term.value, language).push_element(&mut element, foreign);
        element.push_str("</span>");
        (language.clone(), element)
    };
    let others = entry.concept.names.0.iter().filter(|(other, _)| *other != named.language);
    let other_names = others.map(other_name).collect();
    let mut gist = String::new();
    if let Some(words) = preview::gist(entry, links.language, &reader.config.languages) {
        gist.push_str("<dd");
        words.push_element_in(&mut gist, links.language, foreign);
        gist.push_str("</dd>");
    }
    ConceptItem { name: head, other_names, gist }
}

/// The names of a concept in languages other than `language`.
fn other_names(entry: &Entry, language: &LanguageTag) -> Vec<LocalWords> {
    let others = entry.concept.names.0.iter().filter(|(other, _)| *other != language);
    others.map(|(language, name)| words_in(&name.term.value, language)).collect()
}

/// A concept by a name that it has in the interface language or else in another.
struct Named<'r> {
    place: u32,
    language: &'r LanguageTag,
    name: &'r Name,
    key: SortKey,
}

/// Concepts in the alphabet of the interface language. Names that lack that language stand behind
/// those that have it.
fn in_order<'r>(
    places: impl Iterator<Item = u32>,
    links: &PageLinks<'r>,
    interface: &Interface,
) -> Vec<Named<'r>> {
    let reader = links.reader;
    let alphabet = &interface.alphabet;
    let named = |place: u32| {
        let entry = &reader.glossary[place as usize];
        let (language, name) = name_in(entry, links.language, &reader.config.languages)?;
        Some(Named { place, language, name, key: alphabet.key(&name.term.value, language) })
    };
    let mut entries: Vec<Named> = places.filter_map(named).collect();
    let is_foreign = |named: &Named| named.language.primary() != links.language.primary();
    entries.sort_by(|a, b| {
        is_foreign(a)
            .cmp(&is_foreign(b))
            .then_with(|| alphabet.compare(&a.key, &b.key))
            .then_with(|| a.place.cmp(&b.place))
    });
    entries
}

/// The index in the language of `links`.
pub(super) fn index(links: &PageLinks, interface: &Interface) -> GlossaryView {
    let reader = links.reader;
    let mut groups: Vec<Group> = Vec::new();
    let all = 0..reader.glossary.len() as u32;
    for Named { place, language, name, key } in in_order(all, links, interface) {
        let letter = interface.alphabet.heading(&key);
        let is_same = groups.last().is_some_and(|group| group.letter == letter);
        if !is_same {
            groups.push(Group { letter, concepts: Vec::new() });
        }
        let entry = &reader.glossary[place as usize];
        let item = IndexEntry {
            id: entry.concept.id.to_string(),
            href: links.page(PageKind::Of(PageOf::Concept(place))),
            name: words_in(&name.term.value, language),
            others: other_names(entry, language),
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
        narrower: in_order(entry.narrower.iter().copied(), links, interface)
            .into_iter()
            .map(|named| link_to_concept(named.place, links))
            .collect(),
        occurrence_count: interface.count("occurrences", entry.occurrences.len()),
        occurrences_html: Insertion::Body,
        edit: reader
            .config
            .repository
            .as_ref()
            .map(|repository| format!("{}/edit/{}/{file}", repository.url, repository.branch)),
    }
}

/// What there is in several languages: the interface language first, then in the order of
/// `languages`, then the rest.
pub(super) fn by_preference<'m, T>(
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
        counts[hit.concept() as usize].0 += 1;
    }
    counts.retain(|(count, _)| *count > 0);
    counts.sort_by_key(|(count, place)| (std::cmp::Reverse(*count), *place));
    counts.iter().take(limit).map(|(_, place)| link_to_concept(*place, links)).collect()
}
