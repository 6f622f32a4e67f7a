//! What can be found: the units of a text in one language.
//!
//! Only what some page shows is found: not a translation that stands beside no original, not the
//! words of a text of which only the metadata is published.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::parse::{Block, BlockKind, Body, Footnote, MarkKind, Publish};
use crate::resolve::{NotePlace, Reader, Text, Version};
use crate::text::LanguageTag;

/// What a text says in one language, by kind.
#[derive(Debug, Default)]
pub(super) struct Document<'r> {
    pub(super) title: Option<&'r str>,
    /// Sets of interface languages; a unit stands on the pages of a text in those of its set.
    pub(super) pages: Vec<Vec<&'r LanguageTag>>,
    pub(super) headings: Vec<Unit<'r>>,
    pub(super) blocks: Vec<Unit<'r>>,
    pub(super) annotations: Vec<Unit<'r>>,
    pub(super) footnotes: Vec<Unit<'r>>,
}

/// A passage that is found as one.
#[derive(Debug)]
pub(super) struct Unit<'r> {
    pub(super) words: Cow<'r, str>,
    /// The ¶ number of the block it is, or at which it stands; of a heading, of the block behind it.
    pub(super) number: Option<u32>,
    /// The id of a heading.
    pub(super) anchor: Option<&'r str>,
    /// A place among the sets of pages.
    pub(super) pages: u32,
}

impl<'r> Document<'r> {
    /// What a text says in a language; `None` if nothing.
    pub(super) fn of(text: &'r Text, language: &LanguageTag, reader: &'r Reader) -> Option<Self> {
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

    fn add_version(&mut self, version: &'r Version, pages: &[&'r LanguageTag]) {
        let file = &version.file;
        self.title = Some(&file.title.value);
        let pages = self.place_of(pages);
        if version.publish == Publish::Metadata {
            return;
        }
        for (place, block) in file.body.blocks.iter().enumerate() {
            match &block.kind {
                BlockKind::Rule => {}
                BlockKind::Heading { prose, .. } => self.headings.push(Unit {
                    words: prose.text(file.body.text()),
                    number: number_from(version, place),
                    anchor: version.heading_ids.of_block(place),
                    pages,
                }),
                _ => self.blocks.push(Unit {
                    words: words_of(block, &file.body),
                    number: version.numbers[place],
                    anchor: None,
                    pages,
                }),
            }
        }
        let callers = callers(version);
        for (footnote, caller) in file.body.footnotes.iter().zip(callers) {
            self.footnotes.push(Unit {
                words: words_of_footnote(footnote, &file.body),
                number: caller.and_then(|block| number_from(version, block)),
                anchor: None,
                pages,
            });
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
            let unit = Unit {
                words: words_of_all(&body.blocks, body),
                number: number.filter(|_| !is_hidden),
                anchor: None,
                pages: self.place_of(&pages),
            };
            self.annotations.push(unit);
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

/// The languages in which a text says something.
pub(super) fn languages_of(text: &Text) -> BTreeSet<&LanguageTag> {
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

fn words_of_footnote<'b>(footnote: &'b Footnote, body: &'b Body) -> Cow<'b, str> {
    words_of_all(&footnote.blocks, body)
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
