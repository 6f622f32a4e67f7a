//! From Markdown to a tree of blocks.
//!
//! CommonMark with tables, footnotes, strikethrough, heading attributes and alerts as GitHub has
//! them. All use of the Markdown engine is in this module.
//!
//! 1. `block.rs`: blocks. 2. `prose.rs` and `inline.rs`: the words within them. 3. `emphasis.rs`:
//!    emphasis in Arabic script. 4. `html.rs`: raw HTML. `outline.rs`: everything but the words; `pieces.rs`:
//!    where words are written.

mod block;
mod emphasis;
mod html;
mod inline;
mod outline;
mod pieces;
mod prose;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::iter::Peekable;
use std::sync::Arc;

use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, OffsetIter, Options, Parser, Tag,
};

pub use block::{
    Alert, Block, BlockKind, Body, Column, FewBlocks, Footnote, Link, LinkKind, Table,
};
pub use outline::has_same_outline;
pub use prose::{HtmlElement, Mark, MarkKind, PictureMark, Prose};

use crate::diagnostic::{Checked, Code, Diagnostic, Message, control_help, message};
use crate::source::{SourceFile, Span};
use crate::text::number;
use prose::ProseBuilder;

/// Parses bytes `start..end` of a file.
pub(super) fn parse_file(file: &Arc<SourceFile>, start: usize, end: usize) -> Checked<Body> {
    parse(Body::in_file(file, start, end))
}

/// Parses `text`, the value of a front matter that is written at `written`.
pub(super) fn parse_value(file: &Arc<SourceFile>, written: Span, text: &str) -> Checked<Body> {
    parse(Body::in_value(file, written, text))
}

/// What a character that is written by its name, such as `&eacute;`, stands for; as it is written
/// where there is no such name.
pub fn named_character(written: &str) -> String {
    let text = |event| match event {
        Event::Text(text) => Some(text.into_string()),
        _ => None,
    };
    Parser::new(written).filter_map(text).collect()
}

fn parse(mut body: Body) -> Checked<Body> {
    let text = body.text();
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM;
    let mut tree = TreeBuilder {
        events: Parser::new_ext(text, options).into_offset_iter().peekable(),
        text,
        depth: 0,
        footnotes: Vec::new(),
        defined_footnotes: BTreeSet::new(),
        footnote_places: BTreeMap::new(),
        links: Vec::new(),
        heading_ids: BTreeMap::new(),
        prose_count: 0,
        problems: Vec::new(),
    };
    let blocks = tree.blocks();
    let footnotes = tree.footnotes_in_order_of_definition();
    let TreeBuilder { links, heading_ids, prose_count, problems, .. } = tree;
    let diagnostics = problems
        .into_iter()
        .map(|(code, span, message)| {
            let help = match code {
                Code::RemovedHtml => Some(message!("write it in Markdown, or leave it out")),
                Code::MissingAlt => {
                    Some(message!("say what it shows, between the brackets: `![…](…)`"))
                }
                Code::ControlChar => Some(control_help()),
                Code::UnusedFootnote => Some(message!("put its mark where the note belongs")),
                Code::UnknownFootnote => {
                    Some(message!("write the note on a line of its own: `[^…]: …`"))
                }
                _ => None,
            };
            Diagnostic::new(code, body.path(), body.span_in_file(span), message).with_help_if(help)
        })
        .collect();
    body.blocks = blocks;
    body.footnotes = footnotes;
    body.links = links;
    // They stay as long as the reader.
    body.links.shrink_to_fit();
    body.heading_ids = heading_ids;
    body.prose_count = prose_count;
    Checked::new(body, diagnostics)
}

/// How deeply blocks and emphasis stand in each other before what is deeper stands beside them. All
/// that walks over a body calls itself for each level, and no one reads sixty quotations in a row.
const DEEPEST: u32 = 64;

/// What is gathered while the events of the Markdown engine become a tree.
struct TreeBuilder<'t> {
    events: Peekable<OffsetIter<'t>>,
    text: &'t str,
    /// How many blocks and marks of words are open.
    depth: u32,
    footnotes: Vec<Footnote>,
    /// The labels that have a definition.
    defined_footnotes: BTreeSet<String>,
    /// The place of each label among the footnotes. Marks come before definitions, so a place is
    /// given at the first sight of a label, and definitions are put there at the end.
    footnote_places: BTreeMap<String, u32>,
    links: Vec<Link>,
    heading_ids: BTreeMap<u32, Box<str>>,
    prose_count: u32,
    problems: Vec<(Code, Span, Message)>,
}

impl TreeBuilder<'_> {
    /// Blocks up to the end of what encloses them, whose end is taken too.
    fn blocks(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut passed_over = 0_u32;
        self.depth += 1;
        while let Some((event, range)) = self.events.next() {
            let span = Span::from(range);
            match event {
                Event::End(_) if passed_over > 0 => passed_over -= 1,
                Event::End(_) => break,
                Event::Start(tag) if self.depth >= DEEPEST && holds_blocks(&tag) => {
                    passed_over += 1;
                }
                Event::Start(Tag::FootnoteDefinition(label)) => self.footnote(&label, span),
                Event::Start(Tag::HtmlBlock) => blocks.extend(self.html_block(span)),
                Event::Start(tag) if is_block(&tag) => blocks.extend(self.block(tag, span)),
                Event::Rule => blocks.push(Block { span, kind: BlockKind::Rule }),
                // Words without a paragraph around them: an item of a tight list.
                event => blocks.extend(self.tight_paragraph(event, span)),
            }
        }
        self.depth -= 1;
        // A list of one block, as most items and notes have, would keep room for four.
        blocks.shrink_to_fit();
        blocks
    }

    fn block(&mut self, tag: Tag, span: Span) -> Option<Block> {
        let kind = match tag {
            Tag::Paragraph => self.paragraph()?,
            Tag::Heading { level, id, .. } => {
                let prose = self.prose();
                if let Some(id) = id {
                    self.heading_ids.insert(prose.ordinal, id[..].into());
                }
                BlockKind::Heading { level: heading_level(level), prose }
            }
            Tag::BlockQuote(kind) => {
                let blocks = self.blocks();
                match kind {
                    Some(kind) => BlockKind::Alert(alert(kind), blocks),
                    None => BlockKind::Quote(blocks),
                }
            }
            Tag::CodeBlock(kind) => self.code_block(&kind),
            Tag::List(start) => BlockKind::List { start, items: self.items() },
            Tag::Table(alignments) => self.table(&alignments),
            _ => {
                self.blocks();
                return None;
            }
        };
        Some(Block { span: trimmed(span, self.text), kind })
    }

    fn paragraph(&mut self) -> Option<BlockKind> {
        let prose = self.prose();
        if let [Mark { kind: MarkKind::Picture(picture), .. }] = &*prose.marks
            && prose.text(self.text).trim().is_empty()
        {
            let caption = self.picture_title(picture.link);
            return Some(BlockKind::Figure {
                picture: picture.link,
                alt: picture.alt.clone(),
                caption,
            });
        }
        (!prose.is_empty()).then_some(BlockKind::Paragraph(prose))
    }

    /// The title of a picture, `![alt](file "title")`, from its source.
    fn picture_title(&self, picture: u32) -> Option<Box<str>> {
        let source = &self.text[self.links[picture as usize].span.range()];
        let mut events = Parser::new(source);
        events.find_map(|event| match event {
            Event::Start(Tag::Image { title, .. }) if !title.trim().is_empty() => {
                Some(title.trim().into())
            }
            _ => None,
        })
    }

    fn items(&mut self) -> Vec<FewBlocks> {
        let mut items = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => items.push(self.blocks().into()),
                _ => break,
            }
        }
        items.shrink_to_fit();
        items
    }

    fn table(&mut self, alignments: &[Alignment]) -> BlockKind {
        let columns = alignments.iter().map(|alignment| match alignment {
            Alignment::None => Column::Unstated,
            Alignment::Left => Column::Start,
            Alignment::Center => Column::Center,
            Alignment::Right => Column::End,
        });
        let columns = columns.collect();
        let (mut head, mut rows) = (Vec::new(), Vec::new());
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::TableHead) => head = self.cells(),
                Event::Start(Tag::TableRow) => rows.push(self.cells()),
                _ => break,
            }
        }
        rows.shrink_to_fit();
        BlockKind::Table(Box::new(Table { columns, head, rows }))
    }

    fn cells(&mut self) -> Vec<Prose> {
        let mut cells = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::TableCell) => cells.push(self.prose()),
                _ => break,
            }
        }
        cells.shrink_to_fit();
        cells
    }

    fn code_block(&mut self, kind: &CodeBlockKind) -> BlockKind {
        let language = match kind {
            CodeBlockKind::Fenced(words) => words.split_whitespace().next().map(Box::from),
            CodeBlockKind::Indented => None,
        };
        let mut code = String::new();
        while let Some((Event::Text(line), _)) = self.events.next() {
            code.push_str(&line);
        }
        BlockKind::Code { language, code: code.into() }
    }

    fn html_block(&mut self, span: Span) -> Option<Block> {
        let mut source = String::new();
        while let Some((Event::Html(line), _)) = self.events.next() {
            source.push_str(&line);
        }
        let (clean, removed) = html::block(&source);
        for (name, at) in removed {
            let at = trimmed(at.shifted(span.start as usize), self.text);
            self.problems.push((
                Code::RemovedHtml,
                at,
                message!("the element `<{name}>` is left out", name),
            ));
        }
        let has_words =
            clean.contains(|ch: char| ch != '<' && !ch.is_whitespace()) && !clean.is_empty();
        has_words.then(|| Block { span, kind: BlockKind::Html(clean.into()) })
    }

    fn footnote(&mut self, label: &str, span: Span) {
        let blocks = self.blocks();
        let span = trimmed(span, self.text);
        if !self.defined_footnotes.insert(label_key(label)) {
            let message = message!("the footnote `{label}` is defined twice", label);
            self.problems.push((Code::DuplicateFootnote, span, message));
        }
        self.footnotes.push(Footnote::new(span, label, blocks.into(), self.text));
    }

    fn footnote_place(&mut self, label: &str) -> u32 {
        let next = self.footnote_places.len() as u32;
        *self.footnote_places.entry(label_key(label)).or_insert(next)
    }

    /// The footnotes by the places that marks refer to; behind them those that no mark calls.
    fn footnotes_in_order_of_definition(&mut self) -> Vec<Footnote> {
        let mut footnotes = std::mem::take(&mut self.footnotes);
        let text = self.text;
        let key = |footnote: &Footnote| label_key(footnote.label(text));
        for footnote in &footnotes {
            if !self.footnote_places.contains_key(&key(footnote)) {
                let label = footnote.label(text);
                let message = message!("no mark calls the footnote `{label}`", label);
                self.problems.push((Code::UnusedFootnote, footnote.span, message));
            }
        }
        for footnote in &footnotes {
            self.footnote_place(footnote.label(text));
        }
        footnotes.sort_by_key(|footnote| self.footnote_places[&key(footnote)]);
        footnotes.dedup_by(|later, first| key(later) == key(first));
        footnotes.shrink_to_fit();
        footnotes
    }

    fn tight_paragraph(&mut self, first: Event, span: Span) -> Option<Block> {
        let mut builder = ProseBuilder::default();
        let mut end = span.end;
        self.inline(first, span, &mut builder);
        while let Some((event, _)) = self.events.peek() {
            let ends = match event {
                Event::End(_) | Event::Rule => true,
                Event::Start(tag) => is_block(tag) || matches!(tag, Tag::HtmlBlock),
                _ => false,
            };
            if ends {
                break;
            }
            if let Some((event, range)) = self.events.next() {
                end = range.end as u32;
                self.inline(event, range.into(), &mut builder);
            }
        }
        let is_empty = builder.is_empty();
        let prose = self.finished(builder);
        let span = trimmed(Span { start: span.start, end }, self.text);
        (!is_empty).then_some(Block { span, kind: BlockKind::Paragraph(prose) })
    }
}

/// What two spellings of a footnote's label have in common: case does not tell labels apart.
fn label_key(label: &str) -> String {
    label.to_lowercase()
}

fn holds_blocks(tag: &Tag) -> bool {
    matches!(tag, Tag::BlockQuote(_) | Tag::List(_) | Tag::Item | Tag::FootnoteDefinition(_))
}

fn is_block(tag: &Tag) -> bool {
    matches!(
        tag,
        Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::BlockQuote(_)
            | Tag::CodeBlock(_)
            | Tag::List(_)
            | Tag::Item
            | Tag::FootnoteDefinition(_)
            | Tag::Table(_)
            | Tag::TableHead
            | Tag::TableRow
            | Tag::TableCell
            | Tag::DefinitionList
            | Tag::MetadataBlock(_)
    )
}

fn heading_level(level: HeadingLevel) -> u8 {
    level as u8
}

fn alert(kind: BlockQuoteKind) -> Alert {
    match kind {
        BlockQuoteKind::Note => Alert::Note,
        BlockQuoteKind::Tip => Alert::Tip,
        BlockQuoteKind::Important => Alert::Important,
        BlockQuoteKind::Warning => Alert::Warning,
        BlockQuoteKind::Caution => Alert::Caution,
    }
}

/// The span without white space at its end.
fn trimmed(span: Span, text: &str) -> Span {
    let words = text[span.range()].trim_end();
    Span::new(span.start as usize, span.start as usize + words.len())
}

/// Takes a mark `[p7]` or `[p7-8]` off the beginning of a block: the numbers, and where the mark
/// stands in the body. The block may be left without words.
pub(super) fn take_block_mark(block: &mut Block, text: &str) -> Option<(Span, (u32, u32))> {
    let prose = block.first_prose_mut()?;
    let words = prose.text(text);
    let mark_end = words.find(']')?;
    let numbers = words.strip_prefix("[p")?.get(..mark_end - 2)?;
    let (first, last) = numbers.split_once(['-', '–']).unwrap_or((numbers, numbers));
    let numbers = (number(first)?, number(last)?);
    let behind = &words[mark_end + 1..];
    let count = words.len() - behind.trim_start().len();
    let span = prose.span_in_body(Span::new(0, mark_end + 1));
    drop(words);
    prose.cut_start(count);
    Some((span, numbers))
}

#[cfg(test)]
mod tests;
