//! The rows of a text's page: each block of the original beside what translates it, with their
//! notes.

use std::fmt::Write as _;

use super::block::{AnchorPlace, Attributes, BlockWriter, Setting};
use super::html::escaped;
use super::isolate::Foreign;
use super::links::PageLinks;
use super::strings::Interface;
use crate::parse::BlockKind;
use crate::resolve::{
    Alignment, BlockState, Note, NotePlace, Row, Target, Text, TranslationState, Version,
};

/// The rows of a text's page.
pub(super) struct Rows<'a> {
    pub(super) text: &'a Text,
    pub(super) companion: Option<&'a Version>,
    /// How the companion stands to the original.
    pub(super) state: Option<&'a TranslationState>,
    pub(super) links: &'a PageLinks<'a>,
    pub(super) interface: &'a Interface,
    /// The level of the highest heading within the text.
    pub(super) top_heading: u8,
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

    pub(super) fn html(&self, alignment: &Alignment) -> String {
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
            original: Some(&self.text.original.file.language),
            scope: self.links.scope(),
            top_heading: self.top_heading,
            ..Setting::plain(
                &version.file.body,
                &version.file.language,
                &version.targets,
                self.links,
                self.interface,
            )
        }
    }

    /// What a reader should know of blocks of the translation that stand together.
    fn state_of(&self, blocks: &[u32]) -> Option<&'static str> {
        let state = self.state?;
        if blocks.iter().any(|block| state.is_beside_stale(*block)) {
            Some("stale")
        } else if blocks.iter().all(|block| state.is_extra(*block)) {
            Some("extra")
        } else {
            None
        }
    }

    /// The notes of a text that is not published itself.
    pub(super) fn notes_alone(&self) -> String {
        let notes = self.numbered_notes();
        if notes.is_empty() {
            return String::new();
        }
        let notes: String = notes.iter().map(|note| self.note(note, Lemma::Quoted)).collect();
        format!("<div class=\"notes\">\n{notes}</div>\n")
    }

    /// Appends the questions for discussion that stand beside a block. They are collected at the
    /// end of the page, where the head of each leads.
    fn push_questions(&self, out: &mut String, block: u32) {
        let languages = &self.links.reader.config.languages;
        let scope = self.links.scope();
        for (question, place) in self.text.about().questions.iter().zip(1..) {
            if question.block.as_ref().is_none_or(|own| own.value != block) {
                continue;
            }
            let Some((language, words)) = question.text.pick(self.links.language, languages) else {
                continue;
            };
            let lang = Attributes(&self.interface.language);
            let kind = escaped(self.interface.word("question_here"));
            _ = write!(
                out,
                "<aside class=\"question\" role=\"note\" {lang}>\n\
                 <p class=\"note-head\"><a class=\"note-number\" href=\"#{scope}q{place}\">\
                 <span class=\"note-kind\">{kind}</span></a></p>\n<p {}>",
                Attributes(language)
            );
            let config = &self.links.reader.config;
            let foreign = Foreign::of(config, Some(&self.text.original.file.language));
            foreign.push_words(out, &words.value, language.direction());
            out.push_str("</p>\n</aside>\n");
        }
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
        let page_scope = self.links.scope();
        let scope = format!("{page_scope}a{number}-");
        let setting = Setting {
            scope: &scope,
            original: Some(&self.text.original.file.language),
            top_heading: self.top_heading + 1,
            ..Setting::plain(body, language, targets, self.links, self.interface)
        };
        let body_html = BlockWriter::new(setting).whole();

        let interface = self.interface;
        let kind = annotation.kind.name();
        let kind_word = escaped(interface.word(&format!("kind_{kind}")));
        // What it is called is in its head: its number and its kind.
        let mut out = format!(
            "<aside class=\"annotation\" id=\"{page_scope}a{number}\" role=\"note\" data-kind=\"{kind}\" {}>\n\
             <p class=\"note-head\"",
            Attributes(language)
        );
        if *language != interface.language {
            _ = write!(out, " {}", Attributes(&interface.language));
        }
        out.push('>');
        let is_anchored = matches!(note.place, NotePlace::Words { .. }) && lemma == Lemma::InText;
        if is_anchored {
            _ = write!(
                out,
                "<a class=\"note-number\" href=\"#{page_scope}a{number}-quote\" aria-label=\""
            );
            interface.push_number(&mut out, *number);
            _ = write!(out, " {}\">", escaped(interface.word("back_to_text")));
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
            let language = &version.file.language;
            _ = write!(out, "<p class=\"lemma\" {}><q>", Attributes(language));
            setting.foreign().push_words(&mut out, &words.value, language.direction());
            out.push_str("</q></p>\n");
        }
        out.push_str(&body_html);
        if let Some(by) = &annotation.by {
            // The one signature that every language has a word for.
            let by = if by == "editors" { interface.word("by_editors") } else { by };
            out.push_str("<p class=\"note-by\">");
            setting.foreign().push_words(&mut out, by, language.direction());
            out.push_str("</p>\n");
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
                let scope = self.rows.links.scope();
                _ = write!(
                    self.out,
                    "<div class=\"block\" id=\"{scope}p{number}\" data-block=\"{number}\">\n\
                     <a class=\"pilcrow\" href=\"#{scope}p{number}\" aria-label=\""
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
        } else if self.is_missing(row) {
            self.label("class=\"untranslated\" data-state=\"missing\"", "untranslated");
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
        let state = match column {
            Column::Original => None,
            Column::Companion => self.rows.state_of(blocks),
        };
        if let Some(state) = state {
            _ = write!(self.out, " data-state=\"{state}\"");
        }
        self.out.push_str(">\n");
        let tree = &version.file.body.blocks;
        for block in blocks {
            let id = writer.heading_id(*block as usize);
            writer.block(&tree[*block as usize], id);
        }
        self.out.push_str(&writer.out);
        writer.out.clear();
        if state == Some("stale") {
            self.label("class=\"state\"", "translation_stale");
        }
        self.out.push_str("</div>\n");
    }

    /// Whether a numbered block of the original is not translated, though others are.
    fn is_missing(&self, row: &Row) -> bool {
        let (Some(state), Some(block)) = (self.rows.state, row.original) else { return false };
        self.rows.text.original.numbers[block as usize].is_some()
            && state.blocks[block as usize] == Some(BlockState::Missing)
    }

    /// A line in the interface language about a state.
    fn label(&mut self, attributes: &str, word: &str) {
        let interface = self.rows.interface;
        let lang = Attributes(&interface.language);
        let words = escaped(interface.word(word));
        _ = writeln!(self.out, "<p {attributes} {lang}>{words}</p>");
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
        if let Some(number) = number {
            self.rows.push_questions(&mut out, number);
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
