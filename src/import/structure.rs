//! Lines become blocks: headings, lists, tables, paragraphs.

use super::document::{Block, Item, Prose, Table};
use super::heading::{bare_heading, heading_level, heading_like, level_by_numbers, level_headings};
use super::lines::{Line, Role, ends_sentence, is_caption};
use super::marker::Marker;
use super::markup::{escape, escape_start};
use super::report::Report;
use crate::text::{Class, number};

/// How the words of a plain file are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Markup {
    /// As they stand.
    Plain,
    /// As Markdown, such as programs make of a PDF.
    Markdown,
}

/// Paragraphs shorter than this are not cut by the end of a page.
pub(super) const SHORTEST_CUT: usize = 8;

/// Makes blocks of lines. `cuts` says whether a paragraph may go on behind a gap, as on pages.
pub(super) fn blocks(
    lines: &[Line],
    markup: Markup,
    cuts: Cuts,
    report: &mut Report,
) -> Vec<Block> {
    let mut made = Maker { lines, markup, cuts, blocks: Vec::new() };
    let mut at = 0;
    while at < lines.len() {
        at = made.next(at, report);
    }
    match markup {
        Markup::Plain => level_headings(&mut made.blocks),
        Markup::Markdown => level_by_numbers(&mut made.blocks, report),
    }
    flag_missing_lists(&made.blocks, report);
    made.blocks
}

/// Whether paragraphs are cut by pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cuts {
    /// Each line is a whole paragraph.
    Never,
    /// A paragraph without a final stop goes on in the next.
    AtGaps,
}

struct Maker<'l> {
    lines: &'l [Line],
    markup: Markup,
    cuts: Cuts,
    blocks: Vec<Block>,
}

impl Maker<'_> {
    /// Makes a block of the lines from `at`; the line after it.
    fn next(&mut self, at: usize, report: &mut Report) -> usize {
        let line = &self.lines[at];
        if self.markup == Markup::Markdown
            && (line.text.starts_with("```") || line.text.starts_with("<!--"))
        {
            return self.verbatim(at);
        }
        if line.role == Role::Paragraph {
            return self.paragraph(at, report);
        }
        if line.text.contains('\t') {
            return self.table(at, report);
        }
        if let Some(level) = self.heading(at) {
            let text = bare_heading(&line.text);
            if heading_level(&line.text).is_none() {
                let heading = format!("## {text}");
                report.changed(line.number, "heading-like", Class::Stated, (&line.text, &heading));
            }
            let text = with_space_behind_number(text, line.number, report);
            let prose = Prose { line: line.number, text: self.inline(&text) };
            self.blocks.push(Block::Heading { level, prose });
            return at + 1;
        }
        if let Some(end) = self.list(at, report) {
            return end;
        }
        self.paragraph(at, report)
    }

    fn inline(&self, text: &str) -> String {
        match self.markup {
            Markup::Plain => escape(text),
            Markup::Markdown => text.to_owned(),
        }
    }

    /// Code and comments, up to the line that closes them.
    fn verbatim(&mut self, at: usize) -> usize {
        let close = if self.lines[at].text.starts_with("```") { "```" } else { "-->" };
        let is_one_line = close == "-->" && self.lines[at].text.contains(close);
        let more = self.lines[at + 1..].iter().position(|line| line.text.contains(close));
        let end =
            if is_one_line { at + 1 } else { more.map_or(self.lines.len(), |more| at + more + 2) };
        let text: Vec<&str> = self.lines[at..end].iter().map(|line| line.text.as_str()).collect();
        let prose = Prose { line: self.lines[at].number, text: text.join("\n") };
        self.blocks.push(Block::Verbatim(prose));
        end
    }

    /// The level of the heading that a line is.
    fn heading(&self, at: usize) -> Option<u8> {
        let line = &self.lines[at];
        if self.markup == Markup::Markdown
            && let Some(level) = heading_level(&line.text)
        {
            return Some(level);
        }
        heading_like(line, self.lines.get(at + 1))
    }

    /// A list of two items or more with bullets, or with numbers that follow one another.
    fn list(&mut self, at: usize, report: &mut Report) -> Option<usize> {
        let first = Marker::of(&self.lines[at].text)?;
        let mut end = at + 1;
        let mut expected = first.number;
        let mut items = vec![self.item(at, &first, report)];
        while let Some(line) = self.lines.get(end) {
            let marker = Marker::of(&line.text);
            let next = expected.map(|number| number + 1);
            let Some(marker) = marker.filter(|marker| marker.number == next) else { break };
            // The last item may be shorter than what follows, and is an item nevertheless.
            if line.text.ends_with(':') && self.heading(end).is_some() {
                break;
            }
            expected = next;
            items.push(self.item(end, &marker, report));
            end += 1;
        }
        if items.len() < 2 && first.number.is_some() {
            return None;
        }
        self.blocks.push(Block::List(items));
        Some(end)
    }

    fn item(&self, at: usize, marker: &Marker, report: &mut Report) -> Item {
        let line = &self.lines[at];
        if !matches!(marker.written, "- " | "* ") && marker.number.is_none() {
            report.changed(line.number, "bullet", Class::Silent, (marker.written.trim(), "-"));
        }
        let text = escape_first(&self.inline(marker.words), self.markup);
        let prose = Prose { line: line.number, text };
        Item { number: marker.number, blocks: vec![Block::Paragraph(prose)] }
    }

    /// A paragraph, or more of the last one.
    fn paragraph(&mut self, at: usize, report: &mut Report) -> usize {
        let line = &self.lines[at];
        // What looks like an item of a list and is none is not to become one.
        let markup = if line.role == Role::Paragraph { Markup::Plain } else { self.markup };
        let text = escape_first(&self.inline(&line.text), markup);
        let is_soft_break = self.markup == Markup::Markdown && line.gap == 0 && at > 0;
        let is_cut = self.cuts == Cuts::AtGaps && line.role != Role::Paragraph;
        if let Some(Block::Paragraph(last)) = self.blocks.last_mut()
            && (is_soft_break || is_cut && goes_on(&last.text, &text))
        {
            if !is_soft_break {
                report.count("paragraphs joined", 1);
            }
            join(last, &text, report);
            return at + 1;
        }
        if number(&line.text).is_some() {
            report.flagged(line.number, "page-number", &line.text);
        }
        if ["شکل ", "الشكل ", "Figure "].iter().any(|word| line.text.starts_with(word)) {
            report.flagged(line.number, "figure-missing", &line.text);
        }
        self.blocks.push(Block::Paragraph(Prose { line: line.number, text }));
        at + 1
    }

    /// Lines with tabs, as rows of a table.
    fn table(&mut self, at: usize, report: &mut Report) -> usize {
        let rows = self.lines[at..].iter().take_while(|line| line.text.contains('\t')).count();
        let lines = &self.lines[at..at + rows];
        let cells: Vec<Vec<&str>> =
            lines.iter().map(|line| line.text.split('\t').map(str::trim).collect()).collect();
        let columns = cells.iter().map(Vec::len).max().unwrap_or(1);
        // Tables that were copied from a page of a PDF stand below their captions.
        let caption = at.checked_sub(1).map(|above| self.lines[above].text.as_str());
        let is_visual = caption.is_some_and(is_caption) && is_in_visual_order(&cells, columns);
        let mut rows_of_prose = Vec::new();
        for (line, row) in lines.iter().zip(&cells) {
            let prose = |cell: &&str| Prose {
                line: line.number,
                text: self.inline(cell).replace(" | ", " \\| "),
            };
            if row.len() != columns {
                report.flagged(line.number, "table-ragged", &line.text);
            }
            rows_of_prose.push(row.iter().map(prose).collect());
        }
        let mut table = Table::of(rows_of_prose);
        if is_visual {
            table.rows.iter_mut().for_each(|row| row.reverse());
            let after: Vec<&str> = table.rows[0].iter().map(|cell| cell.text.as_str()).collect();
            let change = (&*cells[0].join(" | "), &*after.join(" | "));
            report.changed(lines[0].number, "table-visual", Class::Stated, change);
        }
        if !has_header(&cells) {
            table = table.without_header();
        }
        report.count("tables", 1);
        self.blocks.push(Block::Table(table));
        at + rows
    }
}

/// `4.التهديدات` becomes `4. التهديدات`.
fn with_space_behind_number(text: &str, line: u32, report: &mut Report) -> String {
    let digits = text.find(|ch: char| !ch.is_numeric()).unwrap_or(0);
    let rest = text[digits..].strip_prefix(['.', ')']);
    match rest.filter(|rest| digits > 0 && rest.starts_with(char::is_alphabetic)) {
        None => text.to_owned(),
        Some(rest) => {
            let spaced = format!("{} {rest}", &text[..=digits]);
            report.changed(line, "number-space", Class::Silent, (text, &spaced));
            spaced
        }
    }
}

fn escape_first(text: &str, markup: Markup) -> String {
    match markup {
        Markup::Plain => escape_start(text),
        Markup::Markdown => text.to_owned(),
    }
}

/// Whether a paragraph was cut by the end of a page: it has no final stop and is no caption.
fn goes_on(before: &str, after: &str) -> bool {
    let is_caption = ["جدول", "شکل", "نمودار", "الجدول", "الشكل", "Table", "Figure"]
        .iter()
        .any(|word| before.starts_with(word) || after.starts_with(word));
    let is_long = before.split_whitespace().count() >= SHORTEST_CUT;
    let is_latin = after.starts_with(|ch: char| ch.is_ascii_uppercase());
    is_long && !is_caption && !is_latin && !ends_sentence(before)
}

/// Joins lines that are one paragraph. A hyphen at the end of the first stays between two words,
/// and goes behind می and نمی, where it stood for a half-space.
pub(super) fn join(first: &mut Prose, second: &str, report: &mut Report) {
    let Some(before) = first.text.strip_suffix('-') else {
        first.text.push(' ');
        first.text.push_str(second);
        return;
    };
    let word = before.split_whitespace().next_back().unwrap_or_default();
    let next = second.split_whitespace().next().unwrap_or_default();
    if matches!(word, "می" | "نمی") {
        report.changed(
            first.line,
            "line-hyphen",
            Class::Silent,
            (&format!("{word}- {next}"), &format!("{word}\u{200C}{next}")),
        );
        first.text.truncate(before.len());
        first.text.push('\u{200C}');
    } else if before.ends_with(' ') {
        first.text.push(' ');
    }
    first.text.push_str(second);
}

/// In a text from right to left, a program that reads a page from the left gives the last column
/// first: then the categories, which stand once for several rows, stand at the end.
fn is_in_visual_order(cells: &[Vec<&str>], columns: usize) -> bool {
    let is_right_to_left = cells
        .iter()
        .flatten()
        .any(|cell| cell.chars().any(|ch| matches!(ch, '\u{0620}'..='\u{06D3}')));
    let is_empty =
        |row: &Vec<&str>, column: usize| row.get(column).is_none_or(|cell| cell.is_empty());
    let last = cells.iter().filter(|row| is_empty(row, columns - 1)).count();
    let first = cells.iter().filter(|row| is_empty(row, 0)).count();
    let shorter = |column: usize| -> usize {
        cells.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).sum()
    };
    is_right_to_left
        && columns > 1
        && (last > first || last == first && shorter(columns - 1) < shorter(0))
}

/// Whether the first row names the columns: all of its cells are short, and the next row is full.
fn has_header(cells: &[Vec<&str>]) -> bool {
    let [first, second, ..] = cells else { return false };
    let is_full = |row: &Vec<&str>| row.iter().all(|cell| !cell.is_empty());
    let is_short = first.iter().all(|cell| {
        cell.split_whitespace().count() <= 4 && !cell.contains('<') && !cell.contains("[^")
    });
    is_full(first) && is_full(second) && is_short && first.len() == second.len()
}

/// A block that promises a list and has none behind it.
fn flag_missing_lists(blocks: &[Block], report: &mut Report) {
    for (index, block) in blocks.iter().enumerate() {
        let Block::Paragraph(prose) = block else { continue };
        let has_list = matches!(
            blocks.get(index + 1),
            Some(Block::List(_) | Block::Quote(_) | Block::Table(_) | Block::Heading { .. })
        );
        if prose.text.ends_with(':') && !has_list {
            let from = prose.text.char_indices().rev().nth(60).map_or(0, |(at, _)| at);
            report.flagged(prose.line, "list-missing", &prose.text[from..]);
        }
    }
}
