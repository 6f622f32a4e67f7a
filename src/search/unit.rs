//! What can be found: the units of a document in one language. A document is a text, or a page
//! beside the texts: the home, a plain page, a part of the course.
//!
//! Only what some page shows is found: not a translation that stands beside no original, not the
//! words of a text of which only the metadata is published.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::parse::{Block, BlockKind, Body, Localized, MarkKind, Publish};
use crate::resolve::{HeadingIds, NotePlace, Page, PageOf, Reader, Text, Version};
use crate::text::LanguageTag;

/// The documents of a reader: the texts, then the other pages. The order is that of their numbers.
pub(super) fn documents(reader: &Reader) -> Vec<PageOf> {
    let texts = (0..reader.texts.len() as u32).map(PageOf::Text);
    let pages = (0..reader.pages.len() as u32).map(PageOf::Page);
    let parts = (0..reader.parts.len() as u32).map(PageOf::Part);
    texts.chain([PageOf::Home]).chain(pages).chain(parts).collect()
}

/// What a document says in one language, by kind.
#[derive(Debug, Default)]
pub(super) struct Document<'r> {
    pub(super) title: Option<&'r str>,
    /// Sets of interface languages; a unit stands on the pages of a document in those of its set.
    pub(super) pages: Vec<Vec<&'r LanguageTag>>,
    pub(super) headings: Vec<Unit<'r>>,
    /// Blocks of a text.
    pub(super) blocks: Vec<Unit<'r>>,
    /// What stands under each heading of a page, which has no numbered blocks.
    pub(super) sections: Vec<Unit<'r>>,
    pub(super) annotations: Vec<Unit<'r>>,
    pub(super) footnotes: Vec<Unit<'r>>,
}

/// A passage that is found as one.
#[derive(Debug)]
pub(super) struct Unit<'r> {
    blocks: &'r [Block],
    body: &'r Body,
    /// The ¶ number of the block it is, or at which it stands; of a heading, of the block behind it.
    pub(super) number: Option<u32>,
    /// The id of a heading, or of that under which it stands.
    pub(super) anchor: Option<&'r str>,
    /// A place among the sets of pages.
    pub(super) pages: u32,
}

impl<'r> Unit<'r> {
    /// Its words.
    pub(super) fn words(&self) -> Cow<'r, str> {
        words_of_all(self.blocks, self.body)
    }
}

impl<'r> Document<'r> {
    /// What a document says in a language; `None` if nothing.
    pub(super) fn of(document: PageOf, language: &LanguageTag, reader: &'r Reader) -> Option<Self> {
        match document {
            PageOf::Text(text) => Self::of_text(&reader.texts[text as usize], language, reader),
            PageOf::Home => Self::of_page(&reader.home, language, reader),
            PageOf::Page(page) => Self::of_page(&reader.pages[page as usize].1, language, reader),
            PageOf::Part(part) => Self::of_part(part, language, reader),
            PageOf::Concept(_) | PageOf::Same => None,
        }
    }

    fn of_text(text: &'r Text, language: &LanguageTag, reader: &'r Reader) -> Option<Self> {
        let mut document = Self::default();
        for version in text.versions() {
            let pages = pages_of(version, text, reader);
            if pages.is_empty() {
                continue;
            }
            if version.file.language == *language {
                document.add_version(version, &pages);
            }
            document.add_annotations(version, &pages, language, reader);
        }
        let is_empty = document.title.is_none() && document.annotations.is_empty();
        (!is_empty).then_some(document)
    }

    fn of_page(
        pages: &'r BTreeMap<LanguageTag, Page>,
        language: &LanguageTag,
        reader: &'r Reader,
    ) -> Option<Self> {
        let page = pages.get(language)?;
        let shown = shown_on(language, reader, |interface| {
            Localized::pick_from(pages, interface, &reader.config.languages)
                .map(|page| &page.file.language)
        })?;
        let mut document = Self { pages: vec![shown], ..Self::default() };
        document.title = Some(&page.file.title.value);
        document.add_sections(&page.file.body, &page.heading_ids);
        Some(document)
    }

    fn of_part(part: u32, language: &LanguageTag, reader: &'r Reader) -> Option<Self> {
        let part = &reader.parts[part as usize];
        let languages = &reader.config.languages;
        let shown = shown_on(language, reader, |interface| {
            let introduction = Localized::pick_from(&part.introductions, interface, languages);
            introduction.map(|introduction| &introduction.file.language)
        });
        let title = part.title.0.get(language).map(|title| &*title.value);
        let (title, shown) = match (title, shown) {
            (None, None) => return None,
            (title, Some(shown)) => (title, shown),
            (title, None) => (
                title,
                shown_on(language, reader, |interface| {
                    part.title.pick(interface, languages).map(|(language, _)| language)
                })?,
            ),
        };
        let mut document = Self { title, pages: vec![shown], ..Self::default() };
        if let Some(introduction) = part.introductions.get(language) {
            document.add_sections(&introduction.file.body, &introduction.heading_ids);
        }
        Some(document)
    }

    /// The headings of a page, and what stands under each and before the first.
    fn add_sections(&mut self, body: &'r Body, ids: &'r HeadingIds) {
        let is_heading = |block: &Block| matches!(block.kind, BlockKind::Heading { .. });
        let mut start = 0;
        let mut anchor = None;
        for (place, block) in body.blocks.iter().enumerate() {
            if !is_heading(block) {
                continue;
            }
            self.add_section(&body.blocks[start..place], body, anchor);
            start = place + 1;
            anchor = ids.of_block(place);
            let heading = std::slice::from_ref(block);
            self.headings.push(Unit { blocks: heading, body, number: None, anchor, pages: 0 });
        }
        self.add_section(&body.blocks[start..], body, anchor);
        for footnote in &body.footnotes {
            self.add_section(&footnote.blocks, body, None);
        }
    }

    fn add_section(&mut self, blocks: &'r [Block], body: &'r Body, anchor: Option<&'r str>) {
        if !blocks.is_empty() {
            self.sections.push(Unit { blocks, body, number: None, anchor, pages: 0 });
        }
    }

    fn add_version(&mut self, version: &'r Version, pages: &[&'r LanguageTag]) {
        let file = &version.file;
        let body = &file.body;
        self.title = Some(&file.title.value);
        let pages = self.place_of(pages);
        if version.publish == Publish::Metadata {
            return;
        }
        for (place, block) in body.blocks.iter().enumerate() {
            let blocks = std::slice::from_ref(block);
            match &block.kind {
                BlockKind::Rule => {}
                BlockKind::Heading { .. } => {
                    let number = number_from(version, place);
                    let anchor = version.heading_ids.of_block(place);
                    self.headings.push(Unit { blocks, body, number, anchor, pages });
                }
                _ => {
                    let number = version.numbers[place];
                    self.blocks.push(Unit { blocks, body, number, anchor: None, pages });
                }
            }
        }
        let callers = callers(version);
        for (footnote, caller) in body.footnotes.iter().zip(callers) {
            let number = caller.and_then(|block| number_from(version, block));
            let blocks = &footnote.blocks;
            self.footnotes.push(Unit { blocks, body, number, anchor: None, pages });
        }
    }

    fn add_annotations(
        &mut self,
        version: &'r Version,
        pages: &[&'r LanguageTag],
        language: &LanguageTag,
        reader: &Reader,
    ) {
        for note in &version.notes {
            let annotation = &version.file.annotations[note.annotation as usize];
            let Some(body) = annotation.text.0.get(language) else { continue };
            let shows_it = |interface: &&&LanguageTag| {
                let shown = annotation.text.pick(interface, &reader.config.languages);
                shown.is_some_and(|(shown, _)| shown == language)
            };
            let pages: Vec<&LanguageTag> = pages.iter().filter(shows_it).copied().collect();
            if pages.is_empty() {
                continue;
            }
            let is_hidden = version.publish == Publish::Metadata;
            let number = match note.place {
                NotePlace::Block { number } => Some(number),
                NotePlace::Words { block, .. } => number_from(version, block as usize),
            };
            let number = number.filter(|_| !is_hidden);
            let pages = self.place_of(&pages);
            let blocks = &body.blocks;
            self.annotations.push(Unit { blocks, body, number, anchor: None, pages });
        }
    }

    fn place_of(&mut self, pages: &[&'r LanguageTag]) -> u32 {
        let place = self.pages.iter().position(|set| set == pages).unwrap_or_else(|| {
            self.pages.push(pages.to_vec());
            self.pages.len() - 1
        });
        place as u32
    }
}

/// The interface languages whose page shows `language`, by what `pick` says of each; `None` if
/// there are none.
fn shown_on<'r>(
    language: &LanguageTag,
    reader: &'r Reader,
    pick: impl Fn(&'r LanguageTag) -> Option<&'r LanguageTag>,
) -> Option<Vec<&'r LanguageTag>> {
    let languages = reader.config.languages.iter();
    let shown: Vec<&LanguageTag> =
        languages.filter(|interface| pick(interface) == Some(language)).collect();
    (!shown.is_empty()).then_some(shown)
}

/// The interface languages in which the page of a text shows a version.
fn pages_of<'r>(version: &Version, text: &Text, reader: &'r Reader) -> Vec<&'r LanguageTag> {
    let languages = &reader.config.languages;
    let is_hidden = text.original.publish == Publish::Metadata;
    let is_shown = |interface: &&LanguageTag| {
        let is_companion = || {
            text.companion(interface, languages).is_some_and(|each| {
                std::ptr::eq(&raw const each.version, version)
                    && (is_hidden || version.publish == Publish::Full)
            })
        };
        std::ptr::eq(&raw const text.original, version) || is_companion()
    };
    languages.iter().filter(is_shown).collect()
}

/// The ¶ number of the block at `place` or of the next one that has a number; else of the last.
fn number_from(version: &Version, place: usize) -> Option<u32> {
    let is_block =
        |block: &usize| !matches!(version.file.body.blocks[*block].kind, BlockKind::Heading { .. });
    let number = |block: usize| version.numbers[block];
    (place..version.numbers.len())
        .filter(is_block)
        .find_map(number)
        .or_else(|| version.numbers.iter().rev().flatten().next().copied())
}

/// The block from which each footnote of a version is called.
fn callers(version: &Version) -> Vec<Option<usize>> {
    let body = &version.file.body;
    let mut callers = vec![None; body.footnotes.len()];
    if callers.is_empty() {
        return callers;
    }
    for (place, block) in body.blocks.iter().enumerate() {
        block.each_prose(&mut |prose| {
            for mark in &prose.marks {
                if let MarkKind::Note(footnote) = mark.kind
                    && let Some(caller @ None) = callers.get_mut(footnote as usize)
                {
                    *caller = Some(place);
                }
            }
        });
    }
    callers
}

/// The languages in which a document may say something.
pub(super) fn languages_of(document: PageOf, reader: &Reader) -> BTreeSet<&LanguageTag> {
    match document {
        PageOf::Text(text) => languages_of_text(&reader.texts[text as usize]),
        PageOf::Home => reader.home.keys().collect(),
        PageOf::Page(page) => reader.pages[page as usize].1.keys().collect(),
        PageOf::Part(part) => {
            let part = &reader.parts[part as usize];
            part.title.0.keys().chain(part.introductions.keys()).collect()
        }
        PageOf::Concept(_) | PageOf::Same => BTreeSet::new(),
    }
}

fn languages_of_text(text: &Text) -> BTreeSet<&LanguageTag> {
    text.versions()
        .flat_map(|version| {
            let notes = version.file.annotations.iter();
            let notes = notes.flat_map(|annotation| annotation.text.0.keys());
            std::iter::once(&version.file.language).chain(notes)
        })
        .collect()
}

/// The words of blocks, a line each.
pub(super) fn words_of_all<'b>(blocks: &'b [Block], body: &'b Body) -> Cow<'b, str> {
    match blocks {
        [block] => words_of(block, body),
        blocks => {
            let lines: Vec<Cow<str>> = blocks.iter().map(|block| words_of(block, body)).collect();
            Cow::Owned(lines.join("\n"))
        }
    }
}

/// The words of a block; of its items and cells, a line each.
fn words_of<'b>(block: &'b Block, body: &'b Body) -> Cow<'b, str> {
    match &block.kind {
        BlockKind::Heading { prose, .. } | BlockKind::Paragraph(prose) => prose.text(body.text()),
        BlockKind::Code { code, .. } => Cow::Borrowed(code),
        BlockKind::Html(html) => Cow::Owned(words_of_html(html)),
        BlockKind::Figure { alt, caption, .. } => match caption {
            Some(caption) => Cow::Owned(format!("{alt}\n{caption}")),
            None => Cow::Borrowed(alt),
        },
        BlockKind::Rule => Cow::Borrowed(""),
        BlockKind::Quote(blocks) | BlockKind::Alert(_, blocks) => words_of_all(blocks, body),
        BlockKind::List { items, .. } => {
            let lines: Vec<Cow<str>> = items.iter().map(|item| words_of_all(item, body)).collect();
            Cow::Owned(lines.join("\n"))
        }
        BlockKind::Table(table) => {
            let cells = table.head.iter().chain(table.rows.iter().flatten());
            let lines: Vec<Cow<str>> = cells.map(|cell| cell.text(body.text())).collect();
            Cow::Owned(lines.join("\n"))
        }
    }
}

/// The words of sanitised HTML.
fn words_of_html(html: &str) -> String {
    let mut words = String::with_capacity(html.len());
    for (place, part) in html.split('<').enumerate() {
        let behind =
            if place == 0 { part } else { part.split_once('>').map_or("", |(_, rest)| rest) };
        if place > 0 && !behind.is_empty() && !words.ends_with(char::is_whitespace) {
            words.push('\n');
        }
        words.push_str(behind);
    }
    // In this order: what an ampersand stands for begins no other character.
    for (written, character) in
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", "\u{A0}"), ("&amp;", "&")]
    {
        words = words.replace(written, character);
    }
    words
}
