//! Markdown becomes a document, its inline Markdown as it stands.

use std::iter::Peekable;
use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, Event, OffsetIter, Parser, Tag, TagEnd};
use serde::Deserialize;

use super::document::{Block, Document, Front, Item, Note, Prose, Table};
use super::markup::options;
use super::report::Report;
use crate::text::Class;

/// Reads Markdown, with the front matter it may have.
pub(super) fn read(text: &str, report: &mut Report) -> Document {
    let body_start = front_matter_end(text).unwrap_or(0);
    let mut document = read_body(text, body_start, report);
    document.front.written = (body_start > 0).then(|| text[..body_start].trim_end().to_owned());
    document
}

/// The title that a front matter has, as it stands between its lines of hyphens.
pub(super) fn title_of(front_matter: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Titled {
        title: String,
    }
    let keys = front_matter.strip_prefix("---")?.strip_suffix("---")?;
    serde_yaml::from_str::<Titled>(keys).ok().map(|titled| titled.title)
}

/// The byte after the line that closes the front matter.
pub(super) fn front_matter_end(text: &str) -> Option<usize> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().filter(|line| line.trim_end() == "---")?;
    let mut at = first.len();
    for line in lines {
        at += line.len();
        if line.trim_end() == "---" {
            return Some(at);
        }
    }
    None
}

fn read_body(text: &str, start: usize, report: &mut Report) -> Document {
    let body = &text[start..];
    let line_starts: Vec<usize> =
        text.match_indices('\n').map(|(at, _)| at + 1).filter(|at| *at > start).collect();
    let first_line = text[..start].matches('\n').count() as u32 + 1;
    let parser = Parser::new_ext(body, options());
    let mut definitions: Vec<Range<usize>> = parser
        .reference_definitions()
        .iter()
        .map(|(_, definition)| definition.span.clone())
        .collect();
    definitions.extend(hidden(body, &definitions));
    definitions.sort_by_key(|span| span.start);
    let mut reader = BlockReader {
        events: parser.into_offset_iter().peekable(),
        body,
        start,
        line_starts,
        first_line,
        notes: Vec::new(),
        quotes: 0,
        depth: 0,
        report,
    };
    let mut blocks = reader.blocks();
    // Definitions of links show nowhere, so no event tells of them.
    blocks.extend(definitions.into_iter().map(|span| Block::Verbatim(reader.verbatim(span))));
    let notes = reader.notes;
    Document { front: Front::default(), blocks, notes, damage: None }
}

/// What stands between blocks and is no definition that counts, such as one that repeats another.
fn hidden(body: &str, definitions: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut shown: Vec<Range<usize>> = definitions.to_vec();
    let mut depth = 0_usize;
    for (event, range) in Parser::new_ext(body, options()).into_offset_iter() {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        let is_whole = depth == 0 || depth == 1 && matches!(event, Event::Start(_));
        shown.extend(is_whole.then_some(range));
    }
    shown.sort_by_key(|range| range.start);
    let mut hidden = Vec::new();
    let mut at = 0;
    for range in shown.into_iter().chain(std::iter::once(body.len()..body.len())) {
        if range.start > at {
            let gap = &body[at..range.start];
            let start = at + gap.len() - gap.trim_start().len();
            let is_said = gap.contains(char::is_alphanumeric);
            hidden.extend(is_said.then(|| start..at + gap.trim_end().len()));
        }
        at = at.max(range.end);
    }
    hidden
}

struct BlockReader<'t, 'r> {
    events: Peekable<OffsetIter<'t>>,
    body: &'t str,
    /// Where the body starts in its file.
    start: usize,
    line_starts: Vec<usize>,
    first_line: u32,
    notes: Vec<Note>,
    /// How many block quotations are open: so many `>` stand before each line.
    quotes: usize,
    /// How many blocks are open.
    depth: usize,
    report: &'r mut Report,
}

/// Blocks that hold others deeper than this are left as they are written.
const DEEPEST: usize = 60;

impl BlockReader<'_, '_> {
    /// Blocks up to the end of the one that holds them.
    fn blocks(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut inline: Option<Range<usize>> = None;
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::End(end) if is_block_end(end) => break,
                Event::Start(tag) if is_block(&tag) => {
                    blocks.extend(self.loose_inline(&mut inline));
                    let block = self.block(tag, range);
                    blocks.extend(block);
                }
                Event::Rule => blocks.push(Block::Verbatim(self.verbatim(range))),
                // Items of a tight list have words without a paragraph around them.
                _ => {
                    let whole = inline.get_or_insert(range.clone());
                    whole.start = whole.start.min(range.start);
                    whole.end = whole.end.max(range.end);
                }
            }
        }
        blocks.extend(self.loose_inline(&mut inline));
        blocks
    }

    fn loose_inline(&self, inline: &mut Option<Range<usize>>) -> Option<Block> {
        inline.take().map(|range| Block::Paragraph(self.prose(range)))
    }

    fn block(&mut self, tag: Tag, range: Range<usize>) -> Option<Block> {
        let is_holder =
            matches!(tag, Tag::BlockQuote(_) | Tag::List(_) | Tag::FootnoteDefinition(_));
        if is_holder && self.depth >= DEEPEST {
            self.skip_to_end();
            return Some(Block::Verbatim(self.verbatim(range)));
        }
        self.depth += 1;
        let block = self.shallow_block(tag, range);
        self.depth -= 1;
        block
    }

    fn shallow_block(&mut self, tag: Tag, range: Range<usize>) -> Option<Block> {
        match tag {
            Tag::Paragraph => {
                let inner = self.skip_to_end().unwrap_or(range);
                Some(Block::Paragraph(self.prose(inner)))
            }
            Tag::Heading { level, .. } => {
                self.skip_to_end();
                Some(Block::Heading { level: level as u8, prose: self.heading(range) })
            }
            Tag::BlockQuote(kind) => {
                self.quotes += 1;
                let alert = kind.map(|kind| Block::Verbatim(self.alert(kind, &range)));
                let blocks = self.blocks();
                self.quotes -= 1;
                Some(Block::Quote(alert.into_iter().chain(blocks).collect()))
            }
            Tag::List(first) => Some(Block::List(self.items(first))),
            Tag::Table(alignment) => Some(Block::Table(self.table(&alignment))),
            Tag::FootnoteDefinition(label) => {
                let blocks = self.blocks();
                self.notes.push(Note { label: label.to_string(), blocks });
                None
            }
            _ => {
                self.skip_to_end();
                Some(Block::Verbatim(self.verbatim(range)))
            }
        }
    }

    fn items(&mut self, first: Option<u64>) -> Vec<Item> {
        let mut items = Vec::new();
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => {
                    let line = self.line(range.start);
                    let marker = self.body[range].trim_start();
                    let digits = marker.find(|ch: char| !ch.is_ascii_digit()).unwrap_or(0);
                    let number: Option<u32> = first.and_then(|_| marker[..digits].parse().ok());
                    if let Some(number) = number.map(|number| number.to_string())
                        && number != marker[..digits]
                    {
                        let change = (&marker[..digits], &*number);
                        self.report.changed(line, "bullet", Class::Silent, change);
                    }
                    items.push(Item { number, blocks: self.blocks() });
                }
                Event::End(TagEnd::List(_)) => break,
                _ => {}
            }
        }
        items
    }

    fn table(&mut self, alignment: &[Alignment]) -> Table {
        let written = |alignment: &Alignment| match alignment {
            Alignment::None => "---",
            Alignment::Left => ":--",
            Alignment::Center => ":-:",
            Alignment::Right => "--:",
        };
        let mut table = Table {
            alignment: alignment.iter().map(|each| written(each).to_owned()).collect(),
            rows: Vec::new(),
        };
        // Cells beyond the columns show nowhere, so no event tells of them: they are words of the last.
        let mut end = 0;
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::Start(Tag::TableHead | Tag::TableRow) => {
                    table.rows.push(Vec::new());
                    end = range.start;
                }
                Event::End(TagEnd::TableHead | TagEnd::TableRow) => {
                    let rest = self.body[end.min(range.end)..range.end].trim();
                    let last = table.rows.last_mut().and_then(|row| row.last_mut());
                    if let Some(last) = last.filter(|_| rest.chars().any(char::is_alphanumeric)) {
                        let rest = rest.trim_matches('|').trim();
                        let rest = rest.replace("\\|", "|").replace('|', "\\|");
                        last.text.extend([" \\| ", &rest]);
                    }
                }
                Event::Start(Tag::TableCell) => {
                    end = range.end;
                    self.skip_to_end();
                    let Prose { line, text } = self.prose(range);
                    let text = text.trim_matches('|').trim().to_owned();
                    if let Some(row) = table.rows.last_mut() {
                        row.push(Prose { line, text });
                    }
                }
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        table
    }

    /// Leaves out the events of the block that has begun; the bytes of those within.
    fn skip_to_end(&mut self) -> Option<Range<usize>> {
        let mut depth = 0;
        let mut inner: Option<Range<usize>> = None;
        for (event, range) in self.events.by_ref() {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => return inner,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            let whole = inner.get_or_insert(range.clone());
            whole.start = whole.start.min(range.start);
            whole.end = whole.end.max(range.end);
        }
        inner
    }

    fn prose(&self, range: Range<usize>) -> Prose {
        let line = self.line(range.start);
        // The words of an escape begin behind its backslash.
        let is_escaped = self.body[..range.start].ends_with('\\');
        let range = range.start - usize::from(is_escaped)..range.end;
        let lines = self.body[range].trim_end_matches('\n').lines();
        let text: Vec<&str> = lines.map(|line| self.without_prefix(line)).collect();
        Prose { line, text: text.join("\n").trim().to_owned() }
    }

    /// A line without what stands before it in block quotations and lists.
    fn without_prefix<'l>(&self, line: &'l str) -> &'l str {
        let mut rest = line.trim_start();
        for _ in 0..self.quotes {
            let Some(inner) = rest.strip_prefix('>') else { break };
            rest = inner.trim_start();
        }
        rest
    }

    fn heading(&self, range: Range<usize>) -> Prose {
        let mut prose = self.prose(range);
        if prose.text.starts_with('#') {
            let words = prose.text.trim_start_matches('#').trim();
            let without_closing = words.trim_end_matches('#');
            let is_closed = without_closing.ends_with(' ') || without_closing.is_empty();
            prose.text = if is_closed { without_closing.trim_end() } else { words }.to_owned();
        } else if let Some((words, _)) = prose.text.rsplit_once('\n') {
            prose.text = words.replace('\n', " ");
        }
        prose
    }

    fn alert(&self, kind: BlockQuoteKind, range: &Range<usize>) -> Prose {
        let name = match kind {
            BlockQuoteKind::Note => "NOTE",
            BlockQuoteKind::Tip => "TIP",
            BlockQuoteKind::Important => "IMPORTANT",
            BlockQuoteKind::Warning => "WARNING",
            BlockQuoteKind::Caution => "CAUTION",
        };
        Prose { line: self.line(range.start), text: format!("[!{name}]") }
    }

    fn verbatim(&self, range: Range<usize>) -> Prose {
        let line = self.line(range.start);
        let line_start = self.body[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let width = self.body[line_start..range.start].chars().count();
        let written = self.body[range].trim_end();
        let lines = written.lines().enumerate();
        let text: Vec<&str> = lines
            .map(|(index, line)| if index == 0 { line } else { without_margin(line, width) })
            .collect();
        Prose { line, text: text.join("\n") }
    }

    fn line(&self, at: usize) -> u32 {
        let at = at + self.start;
        self.first_line + self.line_starts.partition_point(|start| *start <= at) as u32
    }
}

/// A line without what stands before it in the block quotations and lists that hold it, which is as
/// wide as what stands before the first line.
fn without_margin(line: &str, width: usize) -> &str {
    let margin = line.chars().take(width).take_while(|ch| matches!(ch, ' ' | '>'));
    &line[margin.map(char::len_utf8).sum()..]
}

fn is_block(tag: &Tag) -> bool {
    matches!(
        tag,
        Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::BlockQuote(_)
            | Tag::CodeBlock(_)
            | Tag::HtmlBlock
            | Tag::List(_)
            | Tag::FootnoteDefinition(_)
            | Tag::Table(_)
            | Tag::MetadataBlock(_)
    )
}

fn is_block_end(end: TagEnd) -> bool {
    matches!(end, TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::FootnoteDefinition)
}
