//! The glossary: its index, and the page of each concept.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use icu_collator::options::CollatorOptions;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use serde::Serialize;

use super::address::PageKind;
use super::block::{Attributes, BlockWriter, Setting};
use super::html::escape_into;
use super::links::PageLinks;
use super::strings::Interface;
use super::text::{LinkView, title_in};
use super::words::{LocalWords, words_in};
use crate::parse::{Name, Prose, Publish};
use crate::resolve::{Definition, Entry, Hit, Occurrence, PageOf, Reader, Text, Version};
use crate::source::Spanned;
use crate::text::LanguageTag;

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
    occurrences_html: String,
    edit: Option<String>,
}

impl ConceptView {
    /// The number of bytes of what is not the template's.
    pub(super) fn size(&self) -> usize {
        self.occurrences_html.len()
    }
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
    let mut entries: Vec<(u32, &LanguageTag, &Name, String)> = (0..)
        .zip(&reader.glossary)
        .filter_map(|(place, entry)| {
            let (language, name) = name_in(entry, links.language, languages)?;
            Some((place, language, name, sort_key(&name.term.value, language)))
        })
        .collect();
    let collator = collator(links.language);
    let compare =
        |a: &str, b: &str| collator.as_ref().map_or_else(|| a.cmp(b), |c| c.compare(a, b));
    entries.sort_by(|a, b| {
        // Names that lack the interface language stand behind those that have it.
        let foreign = |language: &LanguageTag| language != links.language;
        foreign(a.1)
            .cmp(&foreign(b.1))
            .then_with(|| compare(&a.3, &b.3))
            .then_with(|| compare(&a.2.term.value, &b.2.term.value))
            .then_with(|| a.0.cmp(&b.0))
    });

    let mut groups: Vec<Group> = Vec::new();
    for (place, language, name, key) in entries {
        let letter = initial(&key, links.language);
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

fn collator(language: &LanguageTag) -> Option<CollatorBorrowed<'static>> {
    let preferences = CollatorPreferences::from(icu_locale::Locale::from(language.identifier()));
    CollatorBorrowed::try_new(preferences, CollatorOptions::default()).ok()
}

/// What a name is sorted by: without the Arabic article, marks, tatweel and half-spaces.
fn sort_key(name: &str, language: &LanguageTag) -> String {
    let bare: String = name
        .chars()
        .filter(|ch| !matches!(ch, '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{0640}' | '\u{200C}'))
        .collect();
    // "al-", the article.
    match bare.strip_prefix("ال") {
        Some(rest) if language.primary() == "ar" && rest.chars().count() > 1 => rest.to_owned(),
        _ => bare,
    }
}

/// The letter under which a name stands. The seats of hamza stand under alef; alef with madda is
/// a letter of its own in Persian only.
fn initial(key: &str, language: &LanguageTag) -> String {
    let first = key.chars().find(|ch| ch.is_alphanumeric()).unwrap_or('#');
    match first {
        'أ' | 'إ' | 'ٱ' => "ا".to_owned(),
        'آ' if language.primary() == "ar" => "ا".to_owned(),
        other => other.to_uppercase().collect(),
    }
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
        narrower: related(&entry.narrower),
        occurrence_count: interface.count("occurrences", entry.occurrences.len()),
        occurrences_html: occurrences(entry, links, interface),
        edit: reader
            .config
            .repository
            .as_ref()
            .map(|repository| format!("{}/edit/{}/{file}", repository.url, repository.branch)),
    }
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

/// The occurrences of a concept: a list for each text. Written here and not by the template,
/// since a frequent concept has thousands.
fn occurrences(entry: &Entry, links: &PageLinks, interface: &Interface) -> String {
    let reader = links.reader;
    let mut out = String::with_capacity(entry.occurrences.len() * 420);
    for group in entry.occurrences.chunk_by(|a, b| a.text == b.text) {
        let Some(first) = group.first() else { continue };
        let text = &reader.texts[first.text as usize];
        let title = title_in(text, links.language);
        out.push_str("<section>\n<h3><a href=\"");
        escape_into(&mut out, &links.page(PageKind::Of(PageOf::Text(first.text))));
        _ = write!(out, "\" lang=\"{}\" dir=\"{}\">", title.lang, title.dir);
        escape_into(&mut out, &title.words);
        out.push_str("</a> <span class=\"count\">");
        escape_into(&mut out, &interface.count("occurrences", group.len()));
        out.push_str("</span></h3>\n<ul class=\"occurrences\">\n");
        let places = Places::of(first.text, links);
        let mut ordered: Vec<(u32, &Occurrence)> =
            group.iter().map(|occurrence| (block_number(reader, occurrence), occurrence)).collect();
        ordered.sort_by_key(|(number, occurrence)| (*number, occurrence.version));
        for (number, occurrence) in ordered {
            places.write(&mut out, number, occurrence, interface);
        }
        out.push_str("</ul>\n</section>\n");
    }
    out
}

fn version<'r>(reader: &'r Reader, occurrence: &Occurrence) -> &'r Version {
    let text = &reader.texts[occurrence.text as usize];
    match occurrence.version.checked_sub(1) {
        None => &text.original,
        Some(translation) => &text.translations[translation as usize].version,
    }
}

fn block_number(reader: &Reader, occurrence: &Occurrence) -> u32 {
    let version = version(reader, occurrence);
    let hit = &version.hits[occurrence.hit as usize];
    version.numbers[hit.block as usize].unwrap_or(0)
}

/// The places of one text, as a list of occurrences names them.
struct Places<'r> {
    text: &'r Text,
    reader: &'r Reader,
    /// The page that shows each version, by the version's number.
    pages: Vec<String>,
}

impl<'r> Places<'r> {
    fn of(place: u32, links: &PageLinks<'r>) -> Self {
        let reader = links.reader;
        let text = &reader.texts[place as usize];
        let page = |version| {
            let language = page_language(text, version, links, reader);
            let mut href = String::new();
            let link = links.page_in(language, PageKind::Of(PageOf::Text(place)));
            escape_into(&mut href, &link);
            href
        };
        Self { text, reader, pages: text.versions().map(page).collect() }
    }

    /// Writes one occurrence: its ¶ number, and the words around it unless the text itself is
    /// not published.
    fn write(&self, out: &mut String, number: u32, occurrence: &Occurrence, interface: &Interface) {
        let version = version(self.reader, occurrence);
        let is_hidden = version.publish == Publish::Metadata;
        _ = write!(
            out,
            "<li class=\"occurrence\" data-text=\"{}\" data-block=\"{number}\"><a class=\"place\" href=\"{}",
            self.text.slug, self.pages[occurrence.version as usize]
        );
        if !is_hidden {
            _ = write!(out, "#p{number}");
        }
        out.push_str("\">¶ ");
        interface.push_number(out, number);
        out.push_str("</a>");
        if !is_hidden {
            _ = write!(out, " <span class=\"context\" {}>", Attributes(&version.file.language));
            write_context(out, version, &version.hits[occurrence.hit as usize]);
            out.push_str("</span>");
        }
        out.push_str("</li>\n");
    }
}

/// The interface language whose page of a text shows a version: this one, if it does.
fn page_language<'a>(
    text: &'a Text,
    version: &'a Version,
    links: &PageLinks<'a>,
    reader: &'a Reader,
) -> &'a LanguageTag {
    let languages = &reader.config.languages;
    let language = &version.file.language;
    let is_shown = std::ptr::eq(version, &raw const text.original)
        || text
            .companion(links.language, languages)
            .is_some_and(|companion| companion.version.file.language == *language);
    let own = languages.iter().find(|each| *each == language);
    if is_shown { links.language } else { own.unwrap_or(links.language) }
}

/// Writes the words around a hit: about forty-five characters on each side, whole words.
fn write_context(out: &mut String, version: &Version, hit: &Hit) {
    const SIDE: usize = 45;
    /// Room for that many characters and for the word at the end.
    const MOST_BYTES: usize = 6;
    let block = &version.file.body.blocks[hit.block as usize];
    let mut found: Option<&Prose> = None;
    block.each_prose(&mut |prose| {
        if prose.ordinal == hit.prose {
            found = Some(prose);
        }
    });
    let Some(prose) = found else { return };
    let body = version.file.body.text();
    let range = hit.range.range();
    let before = prose.slice(range.start.saturating_sub(SIDE * MOST_BYTES)..range.start, body);
    let start = before
        .char_indices()
        .rev()
        .skip(SIDE)
        .find(|(_, ch)| ch.is_whitespace())
        .map_or(0, |(at, ch)| at + ch.len_utf8());
    let after = prose.slice(range.end..range.end + SIDE * MOST_BYTES, body);
    let end = after
        .char_indices()
        .skip(SIDE)
        .find(|(_, ch)| ch.is_whitespace())
        .map_or(after.len(), |(at, _)| at);
    if range.start > before.len() - start {
        out.push_str("… ");
    }
    escape_into(out, &before[start..]);
    out.push_str("<mark>");
    escape_into(out, &prose.slice(range.clone(), body));
    out.push_str("</mark>");
    escape_into(out, &after[..end]);
    if range.end + end < prose.len() {
        out.push_str(" …");
    }
}

/// The concepts that stand most often in some texts, the most frequent first, at most `limit`.
pub(super) fn key_concepts(texts: &[u32], limit: usize, links: &PageLinks) -> Vec<LinkView> {
    let mut counts: Vec<(usize, u32)> = (0..)
        .zip(&links.reader.glossary)
        .map(|(place, entry)| {
            let in_texts = entry.occurrences.iter().filter(|each| texts.contains(&each.text));
            (in_texts.count(), place)
        })
        .filter(|(count, _)| *count > 0)
        .collect();
    counts.sort_by_key(|(count, place)| (std::cmp::Reverse(*count), *place));
    counts.iter().take(limit).map(|(_, place)| link_to_concept(*place, links)).collect()
}
