//! The rows of a text's page: each block of the original beside what translates it, with their
//! notes.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::block::{AnchorPlace, Attributes, BlockWriter, Setting, Side};
use super::draft::{Draft, Open};
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
    pub(super) alignment: Cow<'a, Alignment>,
    /// Whether the text itself is not published: then there are notes alone.
    pub(super) is_hidden: bool,
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

    /// The rows but for what an interface language decides, in the place of `room`.
    pub(super) fn draft(&self, mut room: Draft) -> Draft {
        room.take_back((0, 0));
        if self.is_hidden {
            return room;
        }
        room.reserve(self.size());
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
            out: room,
        };
        let mut rows = self.alignment.rows.iter();
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

    /// Appends the rows in the interface language. `draft` may be of another that shows the same
    /// companion: relative links are the same from all of them.
    pub(super) fn fill(&self, out: &mut String, draft: &Draft) {
        let notes = self.numbered_notes();
        if self.is_hidden {
            self.push_notes_alone(out, &notes);
            return;
        }
        draft.fill(out, self.interface, |out, open| match open {
            Open::Note(place) => self.push_note(out, &notes[*place as usize], Lemma::InText),
            Open::Questions(block) => self.push_questions(out, *block),
            _ => {}
        });
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
            side: Some(self.side_of(version)),
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

    fn side_of(&self, version: &Version) -> Side {
        if std::ptr::eq(version, &raw const self.text.original) {
            Side::Original
        } else {
            Side::Companion
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

    /// Appends the notes of a text that is not published itself.
    fn push_notes_alone(&self, out: &mut String, notes: &[NumberedNote]) {
        if !notes.is_empty() {
            out.push_str("<div class=\"notes\">\n");
            notes.iter().for_each(|note| self.push_note(out, note, Lemma::Quoted));
            out.push_str("</div>\n");
        }
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

    fn push_note(&self, out: &mut String, numbered: &NumberedNote, lemma: Lemma) {
        let NumberedNote { number, version, note } = numbered;
        let annotation = &version.file.annotations[note.annotation as usize];
        let languages = &self.links.reader.config.languages;
        let Some((language, body)) = annotation.text.pick(self.links.language, languages) else {
            return;
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
        _ = write!(
            out,
            "<aside class=\"annotation\" id=\"{page_scope}a{number}\" role=\"note\" data-kind=\"{kind}\" {}",
            Attributes(language)
        );
        out.push_str(self.side_of(version).mark());
        out.push_str(">\n<p class=\"note-head\"");
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
            interface.push_number(out, *number);
            _ = write!(out, " {}\">", escaped(interface.word("back_to_text")));
        } else {
            out.push_str("<span class=\"note-number\">");
        }
        interface.push_number(out, *number);
        out.push_str(if is_anchored { "</a> " } else { "</span> " });
        _ = write!(out, "<span class=\"note-kind\">{kind_word}</span>");
        if let NotePlace::Block { number } = note.place {
            out.push_str(" <span class=\"note-block\">");
            interface.push_label(out, "paragraph_n", number);
            out.push_str("</span>");
        }
        out.push_str("</p>\n");
        if let (crate::parse::Anchor::Quote { words, .. }, Lemma::Quoted) =
            (&annotation.anchor, lemma)
        {
            let language = &version.file.language;
            _ = write!(out, "<p class=\"lemma\" {}><q>", Attributes(language));
            setting.foreign().push_words(out, &words.value, language.direction());
            out.push_str("</q></p>\n");
        }
        out.push_str(&body_html);
        if let Some(by) = &annotation.by {
            // The one signature that every language has a word for.
            let by = if by == "editors" { interface.word("by_editors") } else { by };
            out.push_str("<p class=\"note-by\">");
            setting.foreign().push_words(out, by, language.direction());
            out.push_str("</p>\n");
        }
        out.push_str("</aside>\n");
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
    out: Draft,
}

impl<'a> PageWriter<'a> {
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
                let scope = self.rows.links.scope();
                _ = write!(
                    self.out,
                    "<div class=\"block\" id=\"{scope}p{number}\" data-block=\"{number}\">\n\
                     <a class=\"pilcrow\" href=\"#{scope}p{number}\" aria-label=\""
                );
                self.out.leave(Open::Label("paragraph_n", number));
                self.out.push_str("\">");
                self.out.leave(Open::Number(number));
                self.out.push_str("</a>\n");
            }
            None => self.out.push_str("<div class=\"row\">\n"),
        }
        if let Some(block) = row.original {
            self.cell(Side::Original, &[block], 1);
        }
        if !row.companion.is_empty() {
            self.cell(Side::Companion, &row.companion, row.reach);
        } else if self.is_missing(row) {
            self.label("class=\"untranslated\" data-state=\"missing\"", "untranslated");
        }
        self.notes(|page| page.notes_of(row, number));
        self.out.push_str("</div>\n");
    }

    /// Writes notes together, if there are any.
    fn notes(&mut self, write: impl FnOnce(&mut Self)) {
        let before = self.out.mark();
        self.out.push_str("<div class=\"notes\">\n");
        let opened = self.out.mark();
        write(self);
        if self.out.mark() == opened {
            self.out.take_back(before);
        } else {
            self.out.push_str("</div>\n");
        }
    }

    /// Has the writer of a column write to the page.
    fn have(&mut self, side: Side, write: impl FnOnce(&mut BlockWriter<'a>)) {
        let writer = match side {
            Side::Original => Some(&mut self.original),
            Side::Companion => self.companion.as_mut(),
        };
        if let Some(writer) = writer {
            std::mem::swap(&mut self.out, &mut writer.out);
            write(writer);
            std::mem::swap(&mut self.out, &mut writer.out);
        }
    }

    fn cell(&mut self, side: Side, blocks: &[u32], reach: u32) {
        let version = match (side, self.rows.companion) {
            (Side::Original, _) => &self.rows.text.original,
            (Side::Companion, Some(companion)) => companion,
            (Side::Companion, None) => return,
        };
        let class = side.name();
        _ = write!(self.out, "<div class=\"{class}\" {}", Attributes(&version.file.language));
        if reach > 1 {
            _ = write!(self.out, " data-reach=\"{reach}\"");
        }
        let state = match side {
            Side::Original => None,
            Side::Companion => self.rows.state_of(blocks),
        };
        if let Some(state) = state {
            _ = write!(self.out, " data-state=\"{state}\"");
        }
        self.out.push_str(">\n");
        let tree = &version.file.body.blocks;
        self.have(side, |writer| {
            for block in blocks {
                let id = writer.heading_id(*block as usize);
                writer.block(&tree[*block as usize], id);
            }
        });
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
    fn label(&mut self, attributes: &str, word: &'static str) {
        _ = write!(self.out, "<p {attributes} ");
        self.out.leave(Open::Attributes);
        self.out.push('>');
        self.out.leave(Open::Word(word));
        self.out.push_str("</p>\n");
    }

    /// Writes the notes that stand in a row: those on its words, those on the whole block, footnotes.
    fn notes_of(&mut self, row: &Row, number: Option<u32>) {
        for (place, note) in (0..).zip(self.notes) {
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
                self.out.leave(Open::Note(place));
            }
        }
        if let Some(number) = number {
            let questions = &self.rows.text.about().questions;
            let mut blocks = questions.iter().filter_map(|question| question.block.as_ref());
            if blocks.any(|block| block.value == number) {
                self.out.leave(Open::Questions(number));
            }
        }
        self.footnotes_called();
    }

    /// Writes the footnotes that were called: behind one of the original, that of the translation with the
    /// same label, which says the same.
    fn footnotes_called(&mut self) {
        loop {
            let mut label = None;
            self.have(Side::Original, |original| label = original.next_footnote());
            let Some(label) = label else { break };
            self.have(Side::Companion, |companion| companion.paired_footnote(label));
        }
        self.have(Side::Companion, BlockWriter::footnotes_called);
    }

    fn finish(mut self) -> Draft {
        self.notes(|page| {
            page.have(Side::Original, BlockWriter::footnotes_uncalled);
            page.have(Side::Companion, BlockWriter::footnotes_uncalled);
        });
        self.out
    }
}
