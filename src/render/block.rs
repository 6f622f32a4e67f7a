//! Blocks as HTML.

use std::collections::VecDeque;
use std::fmt::{self, Write as _};

use super::draft::{Draft, Open};
use super::isolate::Foreign;
use super::links::PageLinks;
use super::strings::Interface;
use crate::parse::{Alert, Block, BlockKind, Body, Column, Digits, FewBlocks, Prose};
use crate::resolve::{HeadingIds, Hit, Target};
use crate::source::Span;
use crate::text::{LanguageTag, is_number, isolated};

/// Everything that the HTML of a body depends on.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a> {
    pub(super) body: &'a Body,
    pub(super) language: &'a LanguageTag,
    /// Where the links of the body lead.
    pub(super) targets: &'a [Target],
    /// Where concepts stand in the body, in order.
    pub(super) hits: &'a [Hit],
    /// The words of annotations, in the order of the prose.
    pub(super) anchors: &'a [AnchorPlace],
    /// The ids of its headings, where the page shows them.
    pub(super) heading_ids: Option<&'a HeadingIds>,
    /// What tells the ids of its footnotes from those of others on the page.
    pub(super) scope: &'a str,
    /// The language of the original, where the body is about a text.
    pub(super) original: Option<&'a LanguageTag>,
    /// The side of a text's page on which the body stands, where it does.
    pub(super) side: Option<Side>,
    /// The level of the highest heading on the page.
    pub(super) top_heading: u8,
    pub(super) page: &'a PageLinks<'a>,
    pub(super) interface: &'a Interface,
}

/// A side of a text's page. What belongs to one, such as a footnote, is seen where that side is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Original,
    Companion,
}

impl Side {
    /// As it is called in pages.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Original => "original",
            Self::Companion => "companion",
        }
    }

    /// The attribute of what belongs to it; to belong to the original goes without saying.
    pub(super) fn mark(self) -> &'static str {
        match self {
            Self::Original => "",
            Self::Companion => " data-of=\"companion\"",
        }
    }
}

/// The words of an annotation.
#[derive(Clone, Copy, Debug)]
pub(super) struct AnchorPlace {
    pub(super) prose: u32,
    pub(super) range: Span,
    /// The number of the annotation on the page.
    pub(super) number: u32,
}

impl<'a> Setting<'a> {
    /// A body with nothing but its links.
    pub(super) fn plain(
        body: &'a Body,
        language: &'a LanguageTag,
        targets: &'a [Target],
        page: &'a PageLinks<'a>,
        interface: &'a Interface,
    ) -> Self {
        Self {
            body,
            language,
            targets,
            hits: &[],
            anchors: &[],
            heading_ids: None,
            scope: "",
            original: None,
            side: None,
            top_heading: 2,
            page,
            interface,
        }
    }

    /// The languages of words of another direction.
    pub(super) fn foreign(&self) -> Foreign<'a> {
        Foreign::of(&self.page.reader.config, self.original)
    }

    pub(super) fn hits_of(&self, prose: u32) -> &'a [Hit] {
        let start = self.hits.partition_point(|hit| hit.prose < prose);
        let len = self.hits[start..].partition_point(|hit| hit.prose == prose);
        &self.hits[start..start + len]
    }

    pub(super) fn anchors_of(&self, prose: u32) -> &'a [AnchorPlace] {
        let start = self.anchors.partition_point(|anchor| anchor.prose < prose);
        let len = self.anchors[start..].partition_point(|anchor| anchor.prose == prose);
        &self.anchors[start..start + len]
    }
}

/// The HTML of a body in the making.
pub(super) struct BlockWriter<'a> {
    pub(super) setting: Setting<'a>,
    pub(super) out: Draft,
    /// How often each footnote has been called.
    calls: Vec<u32>,
    /// Footnotes that have been called and not yet written.
    called: VecDeque<u32>,
}

impl<'a> BlockWriter<'a> {
    pub(super) fn new(setting: Setting<'a>) -> Self {
        let calls = vec![0; setting.body.footnotes.len()];
        Self { setting, out: Draft::default(), calls, called: VecDeque::new() }
    }

    /// The HTML of a whole body; its footnotes behind it.
    pub(super) fn whole(mut self) -> String {
        for (index, block) in self.setting.body.blocks.iter().enumerate() {
            self.block(block, self.heading_id(index));
        }
        self.footnotes_called();
        self.out.filled(self.setting.interface)
    }

    /// The id of the block at `index`, if it is a heading that has one.
    pub(super) fn heading_id(&self, index: usize) -> Option<&'a str> {
        self.setting.heading_ids?.of_block(index)
    }

    pub(super) fn block(&mut self, block: &Block, id: Option<&str>) {
        match &block.kind {
            BlockKind::Heading { level, prose, .. } => self.heading(*level, prose, id),
            BlockKind::Paragraph(prose) => {
                self.out.push_str("<p>");
                self.prose(prose);
                self.out.push_str("</p>\n");
            }
            BlockKind::List { start, items } => self.list(*start, items),
            BlockKind::Table(table) => self.table(&table.columns, &table.head, &table.rows),
            BlockKind::Quote(blocks) => {
                self.out.push_str("<blockquote>\n");
                blocks.iter().for_each(|block| self.block(block, None));
                self.out.push_str("</blockquote>\n");
            }
            BlockKind::Alert(kind, blocks) => self.alert(*kind, blocks),
            BlockKind::Code { language, code } => {
                self.out.push_str("<pre dir=\"ltr\" tabindex=\"0\"><code");
                if let Some(language) = language {
                    self.out.push_str(" class=\"language-");
                    self.out.push_escaped(language);
                    self.out.push('"');
                }
                self.out.push('>');
                self.out.push_escaped(code);
                self.out.push_str("</code></pre>\n");
            }
            BlockKind::Figure { picture, alt, caption } => {
                self.out.push_str("<figure>");
                self.picture(*picture, alt);
                if let Some(caption) = caption {
                    self.out.push_str("<figcaption>");
                    self.words(caption);
                    self.out.push_str("</figcaption>");
                }
                self.out.push_str("</figure>\n");
            }
            BlockKind::Html(html) => {
                self.out.push_str(html);
                self.out.push('\n');
            }
            BlockKind::Rule => self.out.push_str("<hr>\n"),
        }
    }

    fn heading(&mut self, level: u8, prose: &Prose, id: Option<&str>) {
        let level =
            (level + self.setting.top_heading).saturating_sub(self.lowest_level()).clamp(2, 6);
        _ = write!(self.out, "<h{level}");
        if let Some(id) = id {
            self.out.push_str(" id=\"");
            self.out.push_str(self.setting.page.scope());
            self.out.push_escaped(id);
            self.out.push('"');
        }
        self.out.push('>');
        self.prose(prose);
        _ = writeln!(self.out, "</h{level}>");
    }

    /// The level of the body's highest heading, which becomes that of the page.
    fn lowest_level(&self) -> u8 {
        let levels = self.setting.body.blocks.iter().filter_map(|block| match block.kind {
            BlockKind::Heading { level, .. } => Some(level),
            _ => None,
        });
        levels.min().unwrap_or(2)
    }

    fn list(&mut self, start: Option<u64>, items: &[FewBlocks]) {
        match start {
            None => self.out.push_str("<ul>\n"),
            Some(start) => self.open_ordered_list(start),
        }
        for item in items {
            self.out.push_str("<li>");
            match &item[..] {
                [Block { kind: BlockKind::Paragraph(prose), .. }, rest @ ..]
                    if rest.iter().all(|block| matches!(block.kind, BlockKind::List { .. })) =>
                {
                    self.prose(prose);
                    rest.iter().for_each(|block| self.block(block, None));
                }
                blocks => blocks.iter().for_each(|block| self.block(block, None)),
            }
            self.out.push_str("</li>\n");
        }
        self.out.push_str(if start.is_some() { "</ol>\n" } else { "</ul>\n" });
    }

    fn open_ordered_list(&mut self, start: u64) {
        self.out.push_str("<ol");
        if start != 1 {
            _ = write!(self.out, " start=\"{start}\"");
        }
        let Setting { language, page, .. } = self.setting;
        let has_own = page.reader.config.digits == Digits::Keep;
        self.out.leave(Open::ListNumerals(has_own.then(|| language.clone())));
        self.out.push_str(">\n");
    }

    fn table(&mut self, columns: &[Column], head: &[Prose], rows: &[Vec<Prose>]) {
        self.out.push_str("<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"");
        self.out.leave(Open::Word("table"));
        self.out.push_str("\"><table>\n<thead><tr>");
        let set = |(place, column): (usize, &Column)| match column {
            Column::Unstated if self.is_of_numbers(rows, place) => Column::End,
            column => *column,
        };
        let columns: Vec<Column> = columns.iter().enumerate().map(set).collect();
        for (cell, column) in head.iter().zip(&columns) {
            self.cell("th scope=\"col\"", "th", *column, cell);
        }
        self.out.push_str("</tr></thead>\n<tbody>\n");
        for row in rows {
            self.out.push_str("<tr>");
            for (cell, column) in row.iter().zip(&columns) {
                self.cell("td", "td", *column, cell);
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody>\n</table></div>\n");
    }

    /// Whether a column of a table has numbers and nothing else; a dash is the lack of one.
    fn is_of_numbers(&self, rows: &[Vec<Prose>], column: usize) -> bool {
        let body = self.setting.body.text();
        let mut cells = rows.iter().filter_map(|row| row.get(column));
        let mut has_number = false;
        let is_fitting = cells.all(|cell| {
            let words = cell.text(body);
            let is_number = is_number(&words);
            has_number |= is_number;
            is_number || words.trim().chars().all(|ch| matches!(ch, '-' | '–' | '—' | '−' | '…'))
        });
        is_fitting && has_number
    }

    fn cell(&mut self, open: &str, name: &str, column: Column, prose: &Prose) {
        let class = match column {
            Column::Unstated | Column::Start => "",
            Column::Center => " class=\"center\"",
            Column::End => " class=\"end\"",
        };
        _ = write!(self.out, "<{open}{class}>");
        self.prose(prose);
        _ = write!(self.out, "</{name}>");
    }

    fn alert(&mut self, kind: Alert, blocks: &[Block]) {
        let (name, label) = match kind {
            Alert::Note => ("note", "alert_note"),
            Alert::Tip => ("tip", "alert_tip"),
            Alert::Important => ("important", "alert_important"),
            Alert::Warning => ("warning", "alert_warning"),
            Alert::Caution => ("caution", "alert_caution"),
        };
        self.out.push_str("<div class=\"alert\" data-kind=\"");
        self.out.push_str(name);
        self.out.push_str("\">\n<p class=\"alert-label\" ");
        self.out.leave(Open::Attributes);
        self.out.push('>');
        self.out.leave(Open::Word(label));
        self.out.push_str("</p>\n");
        blocks.iter().for_each(|block| self.block(block, None));
        self.out.push_str("</div>\n");
    }

    pub(super) fn picture(&mut self, picture: u32, alt: &str) {
        let Target::Picture(path) = &self.setting.targets[picture as usize] else {
            self.words(alt);
            return;
        };
        let (src, size) = self.setting.page.picture(path);
        self.out.push_str("<img src=\"");
        self.out.push_escaped(&src);
        self.out.push_str("\" alt=\"");
        let around = self.setting.language.direction();
        self.out.push_escaped(&isolated(alt, around));
        self.out.push('"');
        if let Some((width, height)) = size {
            _ = write!(self.out, " width=\"{width}\" height=\"{height}\"");
        }
        self.out.push_str(" loading=\"lazy\">");
    }

    /// Plain words in the language of the body.
    fn words(&mut self, words: &str) {
        let around = self.setting.language.direction();
        self.setting.foreign().push_words(self.out.html(), words, around);
    }

    /// The mark of annotation `number`: a link to its note. The number is drawn by the style
    /// sheet, so that copied words have none in them.
    pub(super) fn note_mark(&mut self, number: u32) {
        let scope = self.setting.page.scope();
        _ = write!(self.out, "<a class=\"note-ref\" href=\"#{scope}a{number}\" data-n=\"");
        self.out.leave(Open::Number(number));
        self.out.push_str("\" aria-label=\"");
        self.out.leave(Open::Label("annotation_n", number));
        self.out.push_str("\"></a>");
    }

    pub(super) fn footnote_mark(&mut self, place: u32) {
        let Some(calls) = self.calls.get_mut(place as usize) else { return };
        *calls += 1;
        let calls = *calls;
        if calls == 1 {
            self.called.push_back(place);
        }
        let id = self.footnote_id(place);
        _ = write!(self.out, "<a class=\"note-ref footnote-ref\" id=\"fnref-{id}");
        if calls > 1 {
            _ = write!(self.out, "-{calls}");
        }
        _ = write!(self.out, "\" href=\"#fn-{id}\" data-n=\"");
        self.out.leave(Open::Number(place + 1));
        self.out.push_str("\" aria-label=\"");
        self.out.leave(Open::Label("footnote_n", place + 1));
        self.out.push_str("\"></a>");
    }

    fn footnote_id(&self, place: u32) -> String {
        format!("{}{}-{}", self.setting.scope, self.setting.language, place + 1)
    }

    /// Appends the notes that were called since the last time, and what they call.
    pub(super) fn footnotes_called(&mut self) {
        while self.next_footnote().is_some() {}
    }

    /// Appends the next note that was called; its label.
    pub(super) fn next_footnote(&mut self) -> Option<&'a str> {
        let place = self.called.pop_front()?;
        self.footnote(place, "footnote");
        let body = self.setting.body;
        Some(body.footnotes[place as usize].label(body.text()))
    }

    /// Appends the note with a label, if it was called, behind that of the other side which says the same.
    pub(super) fn paired_footnote(&mut self, label: &str) {
        let body = self.setting.body;
        let is_same = |place: &u32| body.footnotes[*place as usize].label(body.text()) == label;
        let found = self.called.iter().position(is_same);
        if let Some(place) = found.and_then(|found| self.called.remove(found)) {
            self.footnote(place, "footnote paired");
        }
    }

    /// Appends the notes that nothing calls: an author has been told, a reader loses nothing.
    pub(super) fn footnotes_uncalled(&mut self) {
        let uncalled = (0..self.calls.len()).filter(|place| self.calls[*place] == 0);
        let uncalled: Vec<u32> = uncalled.map(|place| place as u32).collect();
        uncalled.into_iter().for_each(|place| self.footnote(place, "footnote"));
    }

    fn footnote(&mut self, place: u32, class: &str) {
        let footnote = &self.setting.body.footnotes[place as usize];
        let id = self.footnote_id(place);
        let number = place + 1;
        let called = self.calls[place as usize] > 0;
        _ = write!(self.out, "<aside class=\"{class}\" id=\"fn-{id}\" role=\"note\" aria-label=\"");
        self.out.leave(Open::Label("footnote_n", number));
        _ = write!(self.out, "\" {}", Attributes(self.setting.language));
        if let Some(side) = self.setting.side {
            self.out.push_str(side.mark());
        }
        self.out.push_str(">\n");
        if called {
            _ = write!(self.out, "<a class=\"note-number\" href=\"#fnref-{id}\" aria-label=\"");
            self.out.leave(Open::Number(number));
            self.out.push(' ');
            self.out.leave(Open::Word("back_to_text"));
            self.out.push_str("\">");
            self.out.leave(Open::Number(number));
            self.out.push_str("</a>\n");
        }
        footnote.blocks.iter().for_each(|block| self.block(block, None));
        self.out.push_str("</aside>\n");
    }
}

/// Shows the attributes of an element in a language: `lang="ar" dir="rtl"`.
pub(super) struct Attributes<'a>(pub(super) &'a LanguageTag);

impl fmt::Display for Attributes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "lang=\"{}\" dir=\"{}\"", self.0, self.0.direction().as_str())
    }
}

/// Appends what [`Attributes`] shows; for lists of thousands.
pub(super) fn push_attributes(out: &mut String, language: &LanguageTag) {
    out.push_str("lang=\"");
    out.push_str(language.as_str());
    out.push_str("\" dir=\"");
    out.push_str(language.direction().as_str());
    out.push('"');
}
