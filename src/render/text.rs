//! The page of a text: original and companion side by side, with their notes.

use std::borrow::Cow;

use serde::Serialize;

use super::address::PageKind;
use super::citation::{self, CitationView};
use super::glossary::{ConceptItems, ConceptList};
use super::links::PageLinks;
use super::page::{reading_minutes, words_a_minute};
use super::row::Rows;
use super::strings::Interface;
use super::template::Insertion;
use super::words::{DateView, LocalWords, local, words_in};
use crate::parse::{BlockKind, Person, Publish, Rights, Source, Status};
use crate::resolve::{Alignment, PageOf, Text, Version};
use crate::text::LanguageTag;

/// What the page of a text is made from, beside the text.
#[derive(Clone, Copy)]
pub(super) struct TextPage<'a> {
    pub(super) links: &'a PageLinks<'a>,
    pub(super) interface: &'a Interface,
    /// The words of other languages that versions of texts are in.
    pub(super) interfaces: [&'a [Interface]; 2],
    /// What its list of concepts is made from; none where it has no such list.
    pub(super) concepts: Option<&'a ConceptItems>,
    /// The level of the highest heading within the text.
    pub(super) top_heading: u8,
}

/// A text as its template meets it.
#[derive(Serialize)]
pub(super) struct TextView {
    slug: String,
    /// What every id of the text begins with.
    scope: String,
    title: LocalWords,
    companion_title: Option<LocalWords>,
    summary: Option<LocalWords>,
    authors: Vec<PersonView>,
    translators: Vec<PersonView>,
    date: Option<DateView>,
    source: Option<SourceView>,
    /// Those of the original, in its language.
    keywords: Vec<LocalWords>,
    rights: Option<RightsView>,
    /// The language of the original and of the companion, by name and tag.
    original: LocalWords,
    companion: Option<LocalWords>,
    reading_times: Vec<ReadingTimeView>,
    /// What a reader should know of the state of the text.
    notices: Vec<String>,
    contents: Vec<ContentsEntry>,
    /// The rows, or the notes alone where the text itself is not published.
    rows_html: Insertion,
    is_hidden: bool,
    questions: Vec<QuestionView>,
    /// Its concepts as items of a list; nothing where there are none.
    concepts_html: Insertion,
    citations: Vec<CitationView>,
    part: Option<LinkView>,
    previous: Option<LinkView>,
    next: Option<LinkView>,
    /// Where each file is edited.
    edit: Vec<LinkView>,
}

/// A person with what may be known of him or her.
#[derive(Serialize)]
struct PersonView {
    name: String,
    orcid: Option<String>,
    affiliation: Option<String>,
}

#[derive(Serialize)]
struct SourceView {
    title: Option<LocalWords>,
    authors: Vec<PersonView>,
    container: Option<LocalWords>,
    volume: Option<String>,
    issue: Option<String>,
    publisher: Option<LocalWords>,
    date: Option<String>,
    pages: Option<String>,
    doi: Option<String>,
    url: Option<String>,
    lang: String,
    dir: &'static str,
}

#[derive(Serialize)]
struct RightsView {
    license: Option<String>,
    license_url: Option<String>,
    statement: Option<String>,
}

/// How long a version takes to read, and what that is computed from.
#[derive(Serialize)]
struct ReadingTimeView {
    language: String,
    time: String,
    speed: String,
}

/// A heading in the list of contents.
#[derive(Serialize)]
pub(super) struct ContentsEntry {
    /// 1 for the highest headings of the text.
    depth: u8,
    id: String,
    words: LocalWords,
    companion: Option<LocalWords>,
}

impl ContentsEntry {
    /// A heading by its depth and id, without a companion.
    pub(super) fn new(depth: u8, id: &str, words: LocalWords) -> Self {
        Self { depth, id: id.to_owned(), words, companion: None }
    }
}

#[derive(Serialize)]
struct QuestionView {
    id: String,
    words: LocalWords,
    block: Option<u32>,
    block_shown: Option<String>,
}

/// A link with its words.
#[derive(Clone, Serialize)]
pub(super) struct LinkView {
    pub(super) href: String,
    pub(super) words: LocalWords,
}

/// What the template of a text is given, and what is inserted into it.
pub(super) struct Shown<'a> {
    pub(super) view: TextView,
    pub(super) rows: Rows<'a>,
    pub(super) concepts: Option<ConceptList<'a>>,
}

/// Text number `place` of the reader as its page shows it.
pub(super) fn view<'p>(place: u32, page: &TextPage<'p>) -> Shown<'p> {
    let TextPage { links, interface, .. } = *page;
    let reader = links.reader;
    let text = &reader.texts[place as usize];
    let language = links.language;
    let languages = &reader.config.languages;
    let about = text.about();
    let original = &text.original.file;
    let is_hidden = text.original.publish == Publish::Metadata;
    // A translation may be less free than its original.
    let companion = text
        .companion(language, languages)
        .filter(|each| is_hidden || each.version.publish == Publish::Full);
    let companion_version = companion.map(|translation| &translation.version);

    let alignment = match companion {
        Some(translation) => Cow::Borrowed(&*translation.alignment),
        None => Cow::Owned(text.alone()),
    };
    let state = companion.map(|translation| &*translation.state);
    let rows = Rows {
        text,
        companion: companion_version,
        state,
        links,
        interface,
        top_heading: page.top_heading,
        alignment,
        is_hidden,
    };
    let shown = std::iter::once(&text.original).chain(companion_version);
    let concepts = page.concepts.map(|all| all.list(shown.clone()));
    let concepts = concepts.filter(|list| !list.is_empty());

    let view = TextView {
        slug: text.slug.to_string(),
        scope: links.scope().to_owned(),
        title: words_in(&original.title.value, &original.language),
        companion_title: companion_version
            .map(|version| words_in(&version.file.title.value, &version.file.language)),
        summary: text.summary_in(language).map(|(own, words)| words_in(words, own)),
        authors: people(&about.authors),
        translators: companion_version
            .map_or_else(Vec::new, |version| people(citation::translators(version))),
        date: original.date.map(|date| DateView::of(date, interface)),
        source: about.source.as_ref().map(|source| source_view(source, &original.language)),
        keywords: about
            .keywords
            .iter()
            .map(|keyword| words_in(keyword, &original.language))
            .collect(),
        rights: original.rights.as_ref().map(rights_view),
        original: language_name(&original.language, interface),
        companion: companion_version
            .map(|version| language_name(&version.file.language, interface)),
        reading_times: if is_hidden {
            Vec::new()
        } else {
            shown.clone().map(|version| reading_time(version, page)).collect()
        },
        notices: notices(text, companion_version, interface),
        contents: if is_hidden {
            Vec::new()
        } else {
            contents(&text.original, companion_version, &rows.alignment)
        },
        rows_html: Insertion::Body,
        is_hidden,
        questions: questions(text, links, interface),
        concepts_html: concepts.as_ref().map_or(Insertion::Nothing, |_| Insertion::Concepts),
        citations: shown.map(|version| cited(place, version, page)).collect(),
        part: text.part.map(|part| LinkView {
            href: links.page(PageKind::Of(PageOf::Part(part))),
            words: local(&reader.parts[part as usize].title, language, languages),
        }),
        previous: place.checked_sub(1).map(|place| link_to_text(place, links)),
        next: (place as usize + 1 < reader.texts.len()).then(|| link_to_text(place + 1, links)),
        edit: edit_links(text, companion_version, links, interface),
    };
    Shown { view, rows, concepts }
}

/// A link to a text by its title: the translation into the interface language, if there is one.
pub(super) fn link_to_text(place: u32, links: &PageLinks) -> LinkView {
    let text = &links.reader.texts[place as usize];
    LinkView {
        href: links.page(PageKind::Of(PageOf::Text(place))),
        words: title_in(text, links.language),
    }
}

/// The title of a text in a language, or in its own.
pub(super) fn title_in(text: &Text, language: &LanguageTag) -> LocalWords {
    let file = &text.version_in(language).unwrap_or(&text.original).file;
    words_in(&file.title.value, &file.language)
}

fn reading_time(version: &Version, page: &TextPage) -> ReadingTimeView {
    let interface = page.interface;
    let language = &version.file.language;
    let speed = words_a_minute(language);
    ReadingTimeView {
        language: language_name(language, interface).words,
        time: interface.count("minutes", reading_minutes(version)),
        speed: interface
            .word("words_a_minute")
            .replace("{n}", &interface.digits(&speed.to_string())),
    }
}

fn cited(place: u32, version: &Version, page: &TextPage) -> CitationView {
    let text = &page.links.reader.texts[place as usize];
    let interface = citation::interface_of(&version.file.language, page.interfaces);
    let people = (&*text.about().authors, citation::translators(version));
    citation::view((place, text), version, people, page.links, interface.unwrap_or(page.interface))
}

fn people(people: &[Person]) -> Vec<PersonView> {
    let view = |person: &Person| PersonView {
        name: person.name.clone(),
        orcid: person.orcid.clone(),
        affiliation: person.affiliation.clone(),
    };
    people.iter().map(view).collect()
}

fn source_view(source: &Source, language: &LanguageTag) -> SourceView {
    let local = |words: &Option<String>| words.as_deref().map(|words| words_in(words, language));
    SourceView {
        title: local(&source.title),
        authors: people(&source.authors),
        container: local(&source.container),
        volume: source.volume.clone(),
        issue: source.issue.clone(),
        publisher: local(&source.publisher),
        date: source.date.clone(),
        pages: source.pages.clone(),
        doi: source.doi.clone(),
        url: source.url.clone(),
        lang: language.to_string(),
        dir: language.direction().as_str(),
    }
}

fn rights_view(rights: &Rights) -> RightsView {
    RightsView {
        license: rights.license.clone(),
        license_url: rights.license.as_deref().and_then(license_url),
        statement: rights.statement.clone(),
    }
}

/// The address of the deed of a Creative Commons licence, from its SPDX identifier.
fn license_url(license: &str) -> Option<String> {
    if license == "CC0-1.0" {
        return Some("https://creativecommons.org/publicdomain/zero/1.0/".to_owned());
    }
    let rest = license.strip_prefix("CC-")?;
    let (terms, version) = rest.rsplit_once('-')?;
    let is_version = version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    is_version.then(|| {
        format!("https://creativecommons.org/licenses/{}/{version}/", terms.to_ascii_lowercase())
    })
}

fn language_name(language: &LanguageTag, interface: &Interface) -> LocalWords {
    let name = interface.word(&format!("language_{}", language.primary()));
    if name.is_empty() {
        words_in(language.as_str(), language)
    } else {
        words_in(name, &interface.language)
    }
}

fn notices(text: &Text, companion: Option<&Version>, interface: &Interface) -> Vec<String> {
    let mut notices = Vec::new();
    let is_draft = |version: &Version| version.file.status == Status::Draft;
    if is_draft(&text.original) {
        notices.push(interface.word("notice_draft_original").to_owned());
    }
    match companion {
        None if !text.translations.is_empty() => {
            notices.push(interface.word("notice_translated_elsewhere").to_owned());
        }
        None => notices.push(interface.word("notice_no_translation").to_owned()),
        Some(version) if is_draft(version) => {
            notices.push(interface.word("notice_draft_translation").to_owned());
        }
        Some(_) => {}
    }
    if text.original.publish == Publish::Metadata {
        notices.push(interface.word("notice_metadata").to_owned());
    }
    notices
}

fn contents(
    original: &Version,
    companion: Option<&Version>,
    alignment: &Alignment,
) -> Vec<ContentsEntry> {
    let blocks = &original.file.body.blocks;
    let level_of = |block: usize| match blocks[block].kind {
        BlockKind::Heading { level, .. } => Some(level),
        _ => None,
    };
    let highest = (0..blocks.len()).filter_map(level_of).min().unwrap_or(1);
    let entries = alignment.rows.iter().filter_map(|row| {
        let block = row.original? as usize;
        let depth = level_of(block)? - highest + 1;
        let id = original.heading_ids.of_block(block)?.to_owned();
        let companion = companion.and_then(|version| {
            let block = row.companion.iter().find(|block| {
                matches!(version.file.body.blocks[**block as usize].kind, BlockKind::Heading { .. })
            })?;
            heading_words(version, *block as usize)
        });
        Some(ContentsEntry { depth, id, words: heading_words(original, block)?, companion })
    });
    entries.collect()
}

fn heading_words(version: &Version, block: usize) -> Option<LocalWords> {
    match &version.file.body.blocks[block].kind {
        BlockKind::Heading { prose, .. } => {
            let text = prose.text(version.file.body.text());
            Some(words_in(&text, &version.file.language))
        }
        _ => None,
    }
}

fn questions(text: &Text, links: &PageLinks, interface: &Interface) -> Vec<QuestionView> {
    let languages = &links.reader.config.languages;
    let questions = text.about().questions.iter().enumerate().map(|(index, question)| {
        let block = question.block.as_ref().map(|block| block.value);
        let block = block.filter(|block| (1..=text.block_count).contains(block));
        QuestionView {
            id: format!("q{}", index + 1),
            words: local(&question.text, links.language, languages),
            block,
            block_shown: block.map(|block| interface.number(block)),
        }
    });
    questions.collect()
}

fn edit_links(
    text: &Text,
    companion: Option<&Version>,
    links: &PageLinks,
    interface: &Interface,
) -> Vec<LinkView> {
    let Some(repository) = &links.reader.config.repository else { return Vec::new() };
    let versions = std::iter::once(&text.original).chain(companion);
    versions
        .map(|version| LinkView {
            href: format!(
                "{}/edit/{}/{}",
                repository.url, repository.branch, version.file.file.path
            ),
            words: language_name(&version.file.language, interface),
        })
        .collect()
}
