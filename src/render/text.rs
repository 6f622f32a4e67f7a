//! The page of a text: original and companion side by side, with their notes.

use std::fmt::Write as _;

use serde::Serialize;

use super::address::PageKind;
use super::block::{AnchorPlace, Attributes, BlockWriter, Setting};
use super::html::escaped;
use super::links::PageLinks;
use super::strings::Interface;
use super::template::Insertion;
use super::words::{DateView, LocalWords, local, words_in};
use crate::parse::{BlockKind, Person, Publish, Rights, Source, Status};
use crate::resolve::{Alignment, Note, NotePlace, PageOf, Row, Target, Text, Version};
use crate::text::LanguageTag;

/// A text as its template meets it.
#[derive(Serialize)]
pub(super) struct TextView {
    slug: String,
    title: LocalWords,
    companion_title: Option<LocalWords>,
    summary: Option<LocalWords>,
    authors: Vec<PersonView>,
    translators: Vec<PersonView>,
    date: Option<DateView>,
    source: Option<SourceView>,
    rights: Option<RightsView>,
    /// The language of the original and of the companion, by name and tag.
    original: LocalWords,
    companion: Option<LocalWords>,
    /// What a reader should know of the state of the text.
    notices: Vec<String>,
    contents: Vec<ContentsEntry>,
    /// The rows, or the notes alone where the text itself is not published.
    rows_html: Insertion,
    is_hidden: bool,
    questions: Vec<QuestionView>,
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
    title: Option<String>,
    authors: Vec<PersonView>,
    container: Option<String>,
    volume: Option<String>,
    issue: Option<String>,
    publisher: Option<String>,
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

/// A heading in the list of contents.
#[derive(Serialize)]
struct ContentsEntry {
    /// 1 for the highest headings of the text.
    depth: u8,
    id: String,
    words: LocalWords,
    companion: Option<LocalWords>,
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

/// The view of text number `place` of the reader, and its rows as HTML.
pub(super) fn view(place: u32, links: &PageLinks, interface: &Interface) -> (TextView, String) {
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

    let alone;
    let alignment = if let Some(translation) = companion {
        &translation.alignment
    } else {
        alone = text.alone();
        &alone
    };
    let rows = Rows { text, companion: companion_version, links, interface };
    let html = if is_hidden { rows.notes_alone() } else { rows.html(alignment) };
    let summary_of = companion_version
        .filter(|version| version.file.language == *language)
        .map_or(original, |version| &version.file);
    let summary = summary_of.summary.as_ref().or(original.summary.as_ref());
    let summary_language =
        if summary_of.summary.is_some() { &summary_of.language } else { &original.language };

    let view = TextView {
        slug: text.slug.to_string(),
        title: words_in(&original.title, &original.language),
        companion_title: companion_version
            .map(|version| words_in(&version.file.title, &version.file.language)),
        summary: summary.map(|summary| words_in(summary, summary_language)),
        authors: people(&about.authors),
        translators: companion_version.map_or_else(Vec::new, |version| match &version.file.role {
            crate::parse::Role::Translation { translators, .. } => people(translators),
            crate::parse::Role::Original(_) => Vec::new(),
        }),
        date: original.date.map(|date| DateView::of(date, interface)),
        source: about.source.as_ref().map(|source| source_view(source, &original.language)),
        rights: original.rights.as_ref().map(rights_view),
        original: language_name(&original.language, interface),
        companion: companion_version
            .map(|version| language_name(&version.file.language, interface)),
        notices: notices(text, companion_version, interface),
        contents: if is_hidden {
            Vec::new()
        } else {
            contents(&text.original, companion_version, alignment)
        },
        rows_html: Insertion,
        is_hidden,
        questions: questions(text, links, interface),
        part: text.part.map(|part| LinkView {
            href: links.page(PageKind::Of(PageOf::Part(part))),
            words: local(&reader.parts[part as usize].title, language, languages),
        }),
        previous: place.checked_sub(1).map(|place| link_to_text(place, links)),
        next: (place as usize + 1 < reader.texts.len()).then(|| link_to_text(place + 1, links)),
        edit: edit_links(text, companion_version, links, interface),
    };
    (view, html)
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
    let version = text.versions().find(|version| version.file.language == *language);
    let file = &version.unwrap_or(&text.original).file;
    words_in(&file.title, &file.language)
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
    SourceView {
        title: source.title.clone(),
        authors: people(&source.authors),
        container: source.container.clone(),
        volume: source.volume.clone(),
        issue: source.issue.clone(),
        publisher: source.publisher.clone(),
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

/// The rows of a text's page.
struct Rows<'a> {
    text: &'a Text,
    companion: Option<&'a Version>,
    links: &'a PageLinks<'a>,
    interface: &'a Interface,
}

/// An annotation with its number on the page.
struct NumberedNote<'a> {
    number: u32,
    version: &'a Version,
    note: &'a Note,
}

impl<'a> Rows<'a> {
    /// The annotations of the page: those of the original, then those of the companion.
    fn numbered_notes(&self) -> Vec<NumberedNote<'a>> {
        let original = self.text.original.notes.iter().map(|note| (&self.text.original, note));
        let companion = self.companion.into_iter();
        let companion =
            companion.flat_map(|version| version.notes.iter().map(move |note| (version, note)));
        original
            .chain(companion)
            .zip(1..)
            .map(|((version, note), number)| NumberedNote { number, version, note })
            .collect()
    }

    fn html(&self, alignment: &Alignment) -> String {
        let notes = self.numbered_notes();
        let anchors_of = |version: &Version| {
            let own = notes.iter().filter(|note| std::ptr::eq(note.version, version));
            let mut anchors: Vec<AnchorPlace> = own
                .filter_map(|note| match note.note.place {
                    NotePlace::Words { prose, range, .. } => {
                        Some(AnchorPlace { prose, range, number: note.number })
                    }
                    NotePlace::Block { .. } => None,
                })
                .collect();
            anchors.sort_by_key(|anchor| (anchor.prose, anchor.range.start));
            anchors
        };
        let original_anchors = anchors_of(&self.text.original);
        let companion_anchors = self.companion.map(anchors_of).unwrap_or_default();
        let mut page = PageWriter {
            original: BlockWriter::new(self.setting(&self.text.original, &original_anchors)),
            companion: self
                .companion
                .map(|version| BlockWriter::new(self.setting(version, &companion_anchors))),
            notes: &notes,
            rows: self,
            out: String::with_capacity(self.size()),
        };
        let mut rows = alignment.rows.iter();
        while let Some(row) = rows.next() {
            if row.reach > 1 {
                page.out.push_str("<div class=\"bead\">\n");
                page.row(row);
                rows.by_ref().take(row.reach as usize - 1).for_each(|row| page.row(row));
                page.out.push_str("</div>\n");
            } else {
                page.row(row);
            }
        }
        page.finish()
    }

    /// About how many bytes the rows have.
    fn size(&self) -> usize {
        let versions = std::iter::once(&self.text.original).chain(self.companion);
        let words: usize = versions.map(|version| version.file.body.text().len()).sum();
        words * 3
    }

    fn setting<'s>(&'s self, version: &'s Version, anchors: &'s [AnchorPlace]) -> Setting<'s> {
        Setting {
            hits: &version.hits,
            anchors,
            heading_ids: Some(&version.heading_ids),
            ..Setting::plain(
                &version.file.body,
                &version.file.language,
                &version.targets,
                self.links,
                self.interface,
            )
        }
    }

    /// The notes of a text that is not published itself.
    fn notes_alone(&self) -> String {
        let notes = self.numbered_notes();
        if notes.is_empty() {
            return String::new();
        }
        let notes: String = notes.iter().map(|note| self.note(note, Lemma::Quoted)).collect();
        format!("<div class=\"notes\">\n{notes}</div>\n")
    }

    fn note(&self, numbered: &NumberedNote, lemma: Lemma) -> String {
        let NumberedNote { number, version, note } = numbered;
        let annotation = &version.file.annotations[note.annotation as usize];
        let languages = &self.links.reader.config.languages;
        let Some((language, body)) = annotation.text.pick(self.links.language, languages) else {
            return String::new();
        };
        let targets = note.targets.iter().find(|(other, _)| other == language);
        let targets: &[Target] = targets.map_or(&[], |(_, targets)| targets);
        let scope = format!("a{number}-");
        let setting = Setting {
            scope: &scope,
            top_heading: 4,
            ..Setting::plain(body, language, targets, self.links, self.interface)
        };
        let body_html = BlockWriter::new(setting).whole();

        let interface = self.interface;
        let kind = annotation.kind.name();
        let kind_word = escaped(interface.word(&format!("kind_{kind}")));
        let mut out = format!(
            "<aside class=\"annotation\" id=\"a{number}\" role=\"note\" data-kind=\"{kind}\" aria-label=\""
        );
        interface.push_label(&mut out, "annotation_n", *number);
        _ = write!(
            out,
            "\" {}>\n<p class=\"note-head\" {}>",
            Attributes(language),
            Attributes(&interface.language)
        );
        let is_anchored = matches!(note.place, NotePlace::Words { .. }) && lemma == Lemma::InText;
        if is_anchored {
            let back = escaped(interface.word("back_to_text"));
            _ = write!(
                out,
                "<a class=\"note-number\" href=\"#a{number}-quote\" aria-label=\"{back}\">"
            );
        } else {
            out.push_str("<span class=\"note-number\">");
        }
        interface.push_number(&mut out, *number);
        out.push_str(if is_anchored { "</a> " } else { "</span> " });
        _ = write!(out, "<span class=\"note-kind\">{kind_word}</span>");
        if let NotePlace::Block { number } = note.place {
            out.push_str(" <span class=\"note-block\">");
            interface.push_label(&mut out, "paragraph_n", number);
            out.push_str("</span>");
        }
        out.push_str("</p>\n");
        if let (crate::parse::Anchor::Quote { words, .. }, Lemma::Quoted) =
            (&annotation.anchor, lemma)
        {
            let words = escaped(&words.value);
            let lang = Attributes(&version.file.language);
            _ = writeln!(out, "<p class=\"lemma\" {lang}><q>{words}</q></p>");
        }
        out.push_str(&body_html);
        if let Some(by) = &annotation.by {
            // The one signature that every language has a word for.
            let by = if by == "editors" { interface.word("by_editors") } else { by };
            let by = escaped(by);
            _ = writeln!(out, "<p class=\"note-by\">{by}</p>");
        }
        out.push_str("</aside>\n");
        out
    }
}

/// Whether the words of an annotation stand in the text or have to be quoted in the note.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lemma {
    InText,
    Quoted,
}

/// A text's page in the making.
struct PageWriter<'a> {
    original: BlockWriter<'a>,
    companion: Option<BlockWriter<'a>>,
    notes: &'a [NumberedNote<'a>],
    rows: &'a Rows<'a>,
    out: String,
}

impl PageWriter<'_> {
    fn row(&mut self, row: &Row) {
        let text = self.rows.text;
        let number = row.original.and_then(|block| text.original.numbers[block as usize]);
        let is_rule = row.original.is_some_and(|block| {
            matches!(text.original.file.body.blocks[block as usize].kind, BlockKind::Rule)
        });
        if is_rule {
            self.out.push_str("<hr>\n");
            return;
        }
        match number {
            Some(number) => {
                let interface = self.rows.interface;
                _ = write!(
                    self.out,
                    "<div class=\"block\" id=\"p{number}\" data-block=\"{number}\">\n\
                     <a class=\"pilcrow\" href=\"#p{number}\" aria-label=\""
                );
                interface.push_label(&mut self.out, "paragraph_n", number);
                self.out.push_str("\">");
                interface.push_number(&mut self.out, number);
                self.out.push_str("</a>\n");
            }
            None => self.out.push_str("<div class=\"row\">\n"),
        }
        if let Some(block) = row.original {
            self.cell(Column::Original, &[block], 1);
        }
        if !row.companion.is_empty() {
            self.cell(Column::Companion, &row.companion, row.reach);
        }
        let notes = self.notes_of(row, number);
        if !notes.is_empty() {
            _ = write!(self.out, "<div class=\"notes\">\n{notes}</div>\n");
        }
        self.out.push_str("</div>\n");
    }

    fn cell(&mut self, column: Column, blocks: &[u32], reach: u32) {
        let (class, writer, version) = match (column, &mut self.companion) {
            (Column::Original, _) => ("original", &mut self.original, &self.rows.text.original),
            (Column::Companion, Some(writer)) => {
                let version = self.rows.companion.expect("a companion that is written is there");
                ("companion", writer, version)
            }
            (Column::Companion, None) => return,
        };
        _ = write!(self.out, "<div class=\"{class}\" {}", Attributes(&version.file.language));
        if reach > 1 {
            _ = write!(self.out, " data-reach=\"{reach}\"");
        }
        self.out.push_str(">\n");
        let tree = &version.file.body.blocks;
        for block in blocks {
            let id = writer.heading_id(*block as usize);
            writer.block(&tree[*block as usize], id);
        }
        self.out.push_str(&writer.out);
        writer.out.clear();
        self.out.push_str("</div>\n");
    }

    /// The notes that stand in a row: those on its words, those on the whole block, footnotes.
    fn notes_of(&mut self, row: &Row, number: Option<u32>) -> String {
        let mut out = String::new();
        for note in self.notes {
            let is_here = match note.note.place {
                NotePlace::Block { number: on } => number == Some(on),
                NotePlace::Words { block, .. } => {
                    if std::ptr::eq(note.version, &raw const self.rows.text.original) {
                        row.original == Some(block)
                    } else {
                        row.companion.contains(&block)
                    }
                }
            };
            if is_here {
                out.push_str(&self.rows.note(note, Lemma::InText));
            }
        }
        out.push_str(&self.original.footnotes_called());
        if let Some(companion) = &mut self.companion {
            out.push_str(&companion.footnotes_called());
        }
        out
    }

    fn finish(mut self) -> String {
        let mut uncalled = self.original.footnotes_uncalled();
        if let Some(companion) = &mut self.companion {
            uncalled.push_str(&companion.footnotes_uncalled());
        }
        if !uncalled.is_empty() {
            _ = write!(self.out, "<div class=\"notes\">\n{uncalled}</div>\n");
        }
        self.out
    }
}

#[derive(Clone, Copy)]
enum Column {
    Original,
    Companion,
}
