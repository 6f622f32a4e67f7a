//! Pages beside texts and glossary: home, parts, syllabus; what all of them and plain pages say.

use serde::Serialize;

use super::address::PageKind;
use super::block::{BlockWriter, Setting};
use super::glossary::key_concepts;
use super::links::PageLinks;
use super::strings::Interface;
use super::text::{LinkView, title_in};
use super::words::{DateView, LocalWords, local, words_in};
use crate::parse::{Localized, Status};
use crate::resolve::{Introduction, Page, PageOf, Part, Version};
use crate::text::LanguageTag;

/// A body with its language, and where it is edited.
#[derive(Serialize)]
pub(super) struct ContentView {
    title: Option<LocalWords>,
    lang: String,
    dir: &'static str,
    html: String,
    edit: Option<String>,
}

/// A part as its template meets it.
#[derive(Serialize)]
pub(super) struct PartView {
    id: String,
    href: String,
    title: LocalWords,
    dates: Option<DatesView>,
    aims: Vec<LocalWords>,
    introduction: Option<ContentView>,
    texts: Vec<TextItem>,
    concepts: Vec<LinkView>,
    questions: Vec<QuestionItem>,
}

#[derive(Serialize)]
struct DatesView {
    first: DateView,
    /// Where it is another day.
    last: Option<DateView>,
}

/// A text in a list of texts.
#[derive(Serialize)]
pub(super) struct TextItem {
    slug: String,
    href: String,
    title: LocalWords,
    /// The title in the language of the original, where `title` is another.
    original_title: Option<LocalWords>,
    authors: Vec<String>,
    original: String,
    translations: Vec<String>,
    summary: Option<LocalWords>,
    reading_time: String,
    blocks: String,
    is_draft: bool,
}

/// A question for discussion in a list of those of several texts.
#[derive(Serialize)]
struct QuestionItem {
    words: LocalWords,
    text: LinkView,
    href: String,
}

/// The home, and the texts that no part names.
#[derive(Serialize)]
pub(super) struct HomeView {
    content: Option<ContentView>,
    parts: Vec<PartView>,
    others: Vec<TextItem>,
}

/// The view of the home, of the syllabus: all parts in order.
pub(super) fn home(links: &PageLinks, interface: &Interface) -> HomeView {
    let reader = links.reader;
    let page = Localized::pick_from(&reader.home, links.language, &reader.config.languages);
    let parts = (0..).zip(&reader.parts).map(|(place, _)| part(place, links, interface));
    let unlisted = (0..).zip(&reader.texts).filter(|(_, text)| text.part.is_none());
    HomeView {
        content: page.map(|page| content(page, links, interface)),
        parts: parts.collect(),
        others: unlisted.map(|(place, _)| text_item(place, links, interface)).collect(),
    }
}

/// The view of what a page says.
pub(super) fn content(page: &Page, links: &PageLinks, interface: &Interface) -> ContentView {
    let file = &page.file;
    let plain = Setting::plain(&file.body, &file.language, &page.targets, links, interface);
    let setting = Setting { heading_ids: Some(&page.heading_ids), ..plain };
    ContentView {
        title: Some(words_in(&file.title.value, &file.language)),
        lang: file.language.to_string(),
        dir: file.language.direction().as_str(),
        html: BlockWriter::new(setting).whole(),
        edit: edit_address(links, file.file.path.as_str()),
    }
}

fn edit_address(links: &PageLinks, path: &str) -> Option<String> {
    let repository = links.reader.config.repository.as_ref()?;
    Some(format!("{}/edit/{}/{path}", repository.url, repository.branch))
}

/// The view of a part.
pub(super) fn part(place: u32, links: &PageLinks, interface: &Interface) -> PartView {
    let reader = links.reader;
    let languages = &reader.config.languages;
    let part = &reader.parts[place as usize];
    let introduction = Localized::pick_from(&part.introductions, links.language, languages);
    let dates = introduction
        .and_then(|each| each.file.dates)
        .or_else(|| part.introductions.values().find_map(|each| each.file.dates));
    PartView {
        id: part.id.to_string(),
        href: links.page(PageKind::Of(PageOf::Part(place))),
        title: local(&part.title, links.language, languages),
        dates: dates.map(|dates| DatesView {
            first: DateView::of(dates.first, interface),
            last: (dates.last != dates.first).then(|| DateView::of(dates.last, interface)),
        }),
        aims: introduction.map_or_else(Vec::new, |each| {
            let language = &each.file.language;
            each.file.aims.iter().map(|aim| words_in(&aim.value, language)).collect()
        }),
        introduction: introduction.map(|each| introduction_view(each, links, interface)),
        texts: part.texts.iter().map(|text| text_item(*text, links, interface)).collect(),
        concepts: key_concepts(&part.texts, 12, links),
        questions: questions(part, links),
    }
}

fn introduction_view(
    introduction: &Introduction,
    links: &PageLinks,
    interface: &Interface,
) -> ContentView {
    let file = &introduction.file;
    let plain = Setting::plain(&file.body, &file.language, &introduction.targets, links, interface);
    let setting = Setting { heading_ids: Some(&introduction.heading_ids), ..plain };
    ContentView {
        title: None,
        lang: file.language.to_string(),
        dir: file.language.direction().as_str(),
        html: BlockWriter::new(setting).whole(),
        edit: edit_address(links, file.file.path.as_str()),
    }
}

fn questions(part: &Part, links: &PageLinks) -> Vec<QuestionItem> {
    let languages = &links.reader.config.languages;
    let of_text = |place: &u32| {
        let place = *place;
        let text = &links.reader.texts[place as usize];
        text.about().questions.iter().enumerate().map(move |(index, question)| {
            let href = links.page(PageKind::Of(PageOf::Text(place)));
            QuestionItem {
                words: local(&question.text, links.language, languages),
                text: super::text::link_to_text(place, links),
                href: format!("{href}#q{}", index + 1),
            }
        })
    };
    part.texts.iter().flat_map(of_text).collect()
}

fn text_item(place: u32, links: &PageLinks, interface: &Interface) -> TextItem {
    let text = &links.reader.texts[place as usize];
    let original = &text.original.file;
    let title = title_in(text, links.language);
    let is_own = title.lang == original.language.as_str();
    let name = |language: &LanguageTag| {
        let word = interface.word(&format!("language_{}", language.primary()));
        if word.is_empty() { language.to_string() } else { word.to_owned() }
    };
    TextItem {
        slug: text.slug.to_string(),
        href: links.page(PageKind::Of(PageOf::Text(place))),
        original_title: (!is_own).then(|| words_in(&original.title.value, &original.language)),
        title,
        authors: text.about().authors.iter().map(|author| author.name.clone()).collect(),
        original: name(&original.language),
        translations: text
            .translations
            .iter()
            .map(|each| name(&each.version.file.language))
            .collect(),
        summary: text.summary_in(links.language).map(|(own, words)| words_in(words, own)),
        reading_time: interface.count("minutes", reading_minutes(&text.original)),
        blocks: interface.count("paragraphs", text.block_count as usize),
        is_draft: original.status == Status::Draft,
    }
}

/// How many words a minute a language is read at.
///
/// As measured for readers of each language by Trauzettel-Klosinski and Dietz,
/// "Standardized Assessment of Reading Performance: The New International Reading Speed Texts
/// IReST" (2012): Arabic 138, English 228. There is none for Persian, whose words are as long in
/// the same script: as Arabic.
pub(super) fn words_a_minute(language: &LanguageTag) -> usize {
    match language.primary() {
        "ar" | "fa" | "ur" | "he" => 138,
        _ => 228,
    }
}

/// How many minutes a text takes to read in one language, at least one.
pub(super) fn reading_minutes(version: &Version) -> usize {
    (version.word_count as usize).div_ceil(words_a_minute(&version.file.language)).max(1)
}
