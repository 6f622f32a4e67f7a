//! A web page becomes a document: its article, without what the site puts around it.

mod prose;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use scraper::{ElementRef, Html, Node, Selector};

use super::Unreadable;
use super::document::{Block, Document, Front, Item, Note, Prose, Table};
use super::inline::{Piece, Style, inline, note_label};
use super::lines::clean;
use super::list::{ListItem, lists};
use super::markup::escape_start;
use super::page_chrome::{CHROME, is_chrome, push_words};
use super::page_head::{front, take_title};
use super::report::Report;
use super::word_page::{Paragraph, paragraph};
use crate::diagnostic::message;
use crate::text::number;
use prose::is_note_mark;

/// Elements that are blocks or hold some.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figure",
    "figcaption",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "html",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];
/// Elements deeper than this are read as plain words: no page needs them, an attack has them.
const DEEPEST: usize = 60;

/// Cells that are wider than one make no row wider than this.
const WIDEST: usize = 200;
/// A page has fewer copies of marks than this in it: a parser writes each mark that is open anew in
/// each paragraph.
const MOST_COPIES: usize = 500_000;
/// A parser that looks through more open elements than this takes seconds: for each element that
/// begins, it looks whether a paragraph is open among all that hold it.
const MOST_STEPS: usize = 400_000_000;

/// A page, and its words as they stand in it.
pub(super) struct Page {
    pub(super) document: Document,
    /// All words of the body, for the account of letters.
    pub(super) words: String,
    /// What the page says of its language.
    pub(super) language: Option<String>,
}

/// Reads a page.
///
/// # Errors
///
/// When the page is an attack on memory.
pub(super) fn read(text: &str, report: &mut Report) -> Result<Page, Unreadable> {
    if copies_of_marks(text) > MOST_COPIES {
        let reason = message!("thousands of marks in this page are opened and never closed");
        return Err(Unreadable(reason));
    }
    if steps_through_holders(text) > MOST_STEPS {
        let reason =
            message!("the elements of this page stand in each other tens of thousands deep");
        return Err(Unreadable(reason));
    }
    let html = Html::parse_document(text);
    let root = html.root_element();
    let body = first(root, "body").unwrap_or(root);
    let content = content(body);
    let mut front = front(root, report);
    let mut reader = Reader {
        told: told_in_head(&front),
        targets: targets(body),
        notes: BTreeMap::new(),
        labels: Vec::new(),
        words: String::new(),
        report,
        line: 0,
    };
    reader.leave_out_around(body, content);
    let mut blocks = reader.blocks(content, 0);
    let Reader { notes, labels, words, report, .. } = reader;
    let notes: Vec<Note> = labels
        .into_iter()
        .filter_map(|label| {
            let blocks = notes.get(&label)?.clone();
            Some(Note { label: note_label(&label), blocks })
        })
        .collect();
    take_empty_headings(&mut blocks, &notes, report);
    take_title(root, &mut blocks, &mut front, report);
    let document = Document { front, blocks, notes, damage: None };
    Ok(Page { document, words, language: root.attr("lang").map(str::to_owned) })
}

/// Names of classes that journals give to what their pages also say in the head.
fn told_in_head(front: &Front) -> Vec<&'static str> {
    let has_doi = front.source.iter().any(|(key, _)| *key == "doi");
    let parts = [
        ("authors", !front.authors.is_empty()),
        ("keywords", !front.keywords.is_empty()),
        ("doi", has_doi),
    ];
    parts.into_iter().filter(|(_, is_told)| *is_told).map(|(class, _)| class).collect()
}

/// Headings that stand above footnotes, and with these gone above nothing.
const NOTE_HEADINGS: &[&str] = &[
    "منابع",
    "پانویس",
    "پانویس\u{200C}ها",
    "پانوشت\u{200C}ها",
    "یادداشت\u{200C}ها",
    "ارجاعات",
    "المراجع",
    "مراجع",
    "الهوامش",
    "هوامش",
    "الحواشي",
    "References",
    "Notes",
    "Footnotes",
    "Citations",
];

/// Takes away the headings of footnotes that have become footnotes of the text.
fn take_empty_headings(blocks: &mut Vec<Block>, notes: &[Note], report: &mut Report) {
    let is_empty = |at: usize| {
        let Block::Heading { level, prose } = &blocks[at] else { return false };
        let is_end = match blocks.get(at + 1) {
            None => true,
            Some(Block::Heading { level: next, .. }) => next <= level,
            Some(_) => false,
        };
        is_end && NOTE_HEADINGS.contains(&prose.text.trim_end_matches(':'))
    };
    let empty: Vec<usize> = (0..blocks.len()).filter(|at| is_empty(*at)).collect();
    for at in empty.into_iter().rev().filter(|_| !notes.is_empty()) {
        if let Block::Heading { prose, .. } = blocks.remove(at) {
            report.removed(prose.line, "fn-heading", &prose.text);
        }
    }
}

/// How many elements a parser may make of the marks that are open where another element begins
/// (HTML Standard, section 13.2.4.3).
fn copies_of_marks(text: &str) -> usize {
    const MARKS: &[&str] = &[
        "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
    ];
    let mut open: BTreeMap<String, usize> = BTreeMap::new();
    let (mut now, mut copies) = (0_usize, 0_usize);
    for (name, is_end) in tags(text) {
        if !MARKS.contains(&name.as_str()) {
            copies += if is_end { 0 } else { now };
            continue;
        }
        let count = open.entry(name).or_insert(0);
        if !is_end {
            *count += 1;
            now += 1;
        } else if *count > 0 {
            *count -= 1;
            now -= 1;
        }
    }
    copies
}

/// How many open elements a parser looks through in all, where it looks through those that hold each.
fn steps_through_holders(text: &str) -> usize {
    /// Elements that hold nothing, or that end where the next begins.
    const SHALLOW: &[&str] = &[
        "", "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link",
        "meta", "option", "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr",
        "track", "wbr",
    ];
    let (mut depth, mut steps) = (0_usize, 0_usize);
    for (name, is_end) in tags(text) {
        if SHALLOW.contains(&name.as_str()) {
            continue;
        }
        depth = if is_end { depth.saturating_sub(1) } else { depth + 1 };
        steps = steps.saturating_add(depth);
    }
    steps
}

/// The names of tags in small letters, and whether each is one that ends an element.
fn tags(text: &str) -> impl Iterator<Item = (String, bool)> {
    text.match_indices('<').map(|(at, _)| {
        let tag = &text[at + 1..];
        let is_end = tag.starts_with('/');
        let tag = tag.trim_start_matches('/');
        let length = tag.find(|ch: char| !ch.is_ascii_alphanumeric()).unwrap_or(tag.len());
        (tag[..length].to_ascii_lowercase(), is_end)
    })
}

pub(super) fn select(css: &str) -> Selector {
    Selector::parse(css).expect("a selector that is known to be one")
}

pub(super) fn first<'p>(element: ElementRef<'p>, css: &str) -> Option<ElementRef<'p>> {
    element.select(&select(css)).next()
}

/// The element with the text of a page: the article, the longest of several; else the main one.
fn content(body: ElementRef) -> ElementRef {
    let longest = |css: &str| {
        let length = |element: &ElementRef| element.text().map(str::len).sum::<usize>();
        // Pages have few of them; an attack may have many.
        body.select(&select(css)).take(100).max_by_key(length).filter(|element| length(element) > 0)
    };
    longest("article").or_else(|| longest("main, [role=main]")).unwrap_or(body)
}

/// Ids that the marks of footnotes lead to.
fn targets(body: ElementRef) -> BTreeSet<String> {
    body.select(&select("a[href^='#']"))
        .filter(|anchor| is_note_mark(*anchor))
        .filter_map(|anchor| Some(anchor.attr("href")?[1..].to_owned()))
        .collect()
}

struct Reader<'r> {
    /// Classes of elements that say again what the head of the page has said.
    told: Vec<&'static str>,
    /// What the marks of footnotes lead to.
    targets: BTreeSet<String>,
    notes: BTreeMap<String, Vec<Block>>,
    /// The labels of notes, in the order they were found.
    labels: Vec<String>,
    words: String,
    report: &'r mut Report,
    /// The number of the block that is read, from 1.
    line: u32,
}

impl Reader<'_> {
    /// Reports what stands around the text.
    fn leave_out_around(&mut self, body: ElementRef, content: ElementRef) {
        let path: Vec<_> = content.ancestors().map(|holder| holder.id()).collect();
        let mut holder = Some(body).filter(|body| *body != content);
        while let Some(element) = holder.take() {
            for child in element.children() {
                match ElementRef::wrap(child) {
                    Some(inner) if inner == content => {}
                    Some(inner) if path.contains(&inner.id()) => holder = Some(inner),
                    Some(inner) => self.leave_out(inner),
                    None => {
                        let words = child.value().as_text().map(|text| text.trim().to_owned());
                        self.leave_out_words(&words.unwrap_or_default());
                    }
                }
            }
        }
    }

    fn leave_out(&mut self, element: ElementRef) {
        let mut words = String::new();
        push_words(element, &mut words);
        self.leave_out_words(&words);
    }

    fn leave_out_words(&mut self, words: &str) {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if !words.is_empty() {
            self.words.push_str(&words);
            self.words.push('\n');
            self.report.removed(self.line, "chrome", &words);
        }
    }

    /// The blocks in an element.
    fn blocks(&mut self, element: ElementRef, depth: usize) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut items: Vec<ListItem> = Vec::new();
        let mut pieces: Vec<Piece> = Vec::new();
        for child in element.children() {
            match child.value() {
                Node::Text(text) => self.push_text(text, &Style::default(), &mut pieces),
                Node::Element(_) => {
                    let Some(inner) = ElementRef::wrap(child) else { continue };
                    if is_block(inner) && depth < DEEPEST {
                        self.flush(&mut pieces, &mut blocks);
                        if let Some(Paragraph::Item { level, is_numbered }) = paragraph(inner) {
                            let prose = self.inline_of(inner, depth);
                            items.push(ListItem { level, is_numbered, prose });
                            continue;
                        }
                        blocks.extend(lists(std::mem::take(&mut items), &mut self.words));
                        blocks.extend(self.block(inner, depth));
                    } else {
                        self.pieces(inner, &Style::default(), depth, &mut pieces);
                    }
                }
                _ => {}
            }
        }
        blocks.extend(lists(items, &mut self.words));
        self.flush(&mut pieces, &mut blocks);
        blocks
    }

    fn flush(&mut self, pieces: &mut Vec<Piece>, blocks: &mut Vec<Block>) {
        for paragraph in paragraphs(pieces) {
            let prose = self.prose(paragraph);
            if !prose.text.is_empty() {
                let text = escape_start(&prose.text);
                blocks.push(Block::Paragraph(Prose { text, ..prose }));
            }
        }
        pieces.clear();
    }

    fn prose(&mut self, pieces: &[Piece]) -> Prose {
        self.line += 1;
        Prose { line: self.line, text: inline(pieces) }
    }

    fn block(&mut self, element: ElementRef, depth: usize) -> Vec<Block> {
        let name = element.value().name();
        if is_chrome(element) || self.is_told(element) {
            self.leave_out(element);
            return Vec::new();
        }
        if let Some(id) = self.target_of(element) {
            let blocks = self.blocks(element, depth + 1);
            self.labels.push(id.clone());
            self.notes.insert(id, blocks);
            return Vec::new();
        }
        if let Some(Paragraph::Title) = paragraph(element) {
            let prose = self.inline_of(element, depth);
            return vec![Block::Heading { level: 1, prose }];
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.as_bytes()[1] - b'0';
                let prose = self.inline_of(element, depth);
                if prose.text.is_empty() {
                    Vec::new()
                } else {
                    vec![Block::Heading { level, prose }]
                }
            }
            "ul" | "ol" => self.list(element, depth).into_iter().collect(),
            "table" => self.table(element, depth).into_iter().collect(),
            "blockquote" => vec![Block::Quote(self.blocks(element, depth + 1))],
            "pre" => vec![self.preformatted(element)],
            "hr" => Vec::new(),
            _ => self.blocks(element, depth + 1),
        }
    }

    /// Whether an element says again what stands in the front matter.
    fn is_told(&self, element: ElementRef) -> bool {
        const LONGEST: usize = 2000;
        let has_class = element.value().classes().any(|class| self.told.contains(&class));
        has_class && element.text().map(str::len).sum::<usize>() < LONGEST
    }

    /// The id by which the mark of a footnote leads to an element, or to an anchor at its start.
    fn target_of(&self, element: ElementRef) -> Option<String> {
        let is_target = |id: &str| self.targets.contains(id) && !self.notes.contains_key(id);
        let own = element.attr("id").filter(|id| is_target(id));
        let anchors = || {
            let mut anchors = element
                .select(&ANCHORS)
                .filter_map(|anchor| anchor.attr("name").or(anchor.attr("id")));
            anchors.find(|id| is_target(id))
        };
        let holds_words = matches!(element.value().name(), "p" | "li" | "dd");
        own.or_else(|| if holds_words { anchors() } else { None }).map(str::to_owned)
    }

    fn list(&mut self, element: ElementRef, depth: usize) -> Option<Block> {
        let is_ordered = element.value().name() == "ol";
        let mut next = element.attr("start").and_then(number).unwrap_or(1);
        let mut items = Vec::new();
        for child in element.child_elements() {
            if child.value().name() != "li" {
                let blocks = self.block(child, depth + 1);
                if !blocks.is_empty() {
                    items.push(self.item(is_ordered.then_some(next), blocks));
                }
                continue;
            }
            if self.target_of(child).is_some() || is_chrome(child) {
                self.block(child, depth);
                continue;
            }
            let blocks = self.blocks(child, depth + 1);
            if !blocks.is_empty() {
                items.push(self.item(is_ordered.then_some(next), blocks));
                next += 1;
            }
        }
        (!items.is_empty()).then_some(Block::List(items))
    }

    /// An item, with its number among the words.
    fn item(&mut self, number: Option<u32>, blocks: Vec<Block>) -> Item {
        self.words.extend(number.map(|number| format!("{number}.\n")));
        Item { number, blocks }
    }

    fn table(&mut self, element: ElementRef, depth: usize) -> Option<Block> {
        let mut rows: Vec<Vec<Prose>> = Vec::new();
        let mut has_header = false;
        // How many more rows the cells above take up, by column.
        let mut taken: Vec<u32> = Vec::new();
        for row in element.select(&ROWS) {
            let mut cells = Vec::new();
            for cell in row.child_elements() {
                has_header |= rows.is_empty() && cell.value().name() == "th";
                leave_taken(&mut cells, &mut taken);
                let span = |name| cell.attr(name).and_then(number).unwrap_or(1).clamp(1, 50);
                let width = if cells.len() < WIDEST { span("colspan") as usize } else { 1 };
                taken.resize(taken.len().max(cells.len() + width), 0);
                taken[cells.len()..cells.len() + width].fill(span("rowspan") - 1);
                cells.push(self.inline_of(cell, depth + 1));
                cells.extend((1..width).map(|_| Prose::default()));
            }
            leave_taken(&mut cells, &mut taken);
            rows.push(cells);
        }
        if let Some(caption) = first(element, "caption") {
            self.leave_out(caption);
        }
        let table = Table::of(rows);
        if table.alignment.is_empty() {
            return None;
        }
        self.report.count("tables", 1);
        Some(Block::Table(if has_header { table } else { table.without_header() }))
    }

    fn preformatted(&mut self, element: ElementRef) -> Block {
        let text: String = element.text().collect();
        self.words.push_str(&text);
        self.words.push('\n');
        self.line += 1;
        let text = clean(&super::without_controls(&text), self.line, self.report);
        let longest = text.split(|ch| ch != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        let text = format!("{fence}\n{}\n{fence}", text.trim_end());
        Block::Verbatim(Prose { line: self.line, text })
    }
}

/// Divides inline pieces where two lines end one after the other: so pages without `<p>` part their
/// paragraphs.
fn paragraphs(pieces: &[Piece]) -> Vec<&[Piece]> {
    let is_break = |piece: &Piece| matches!(piece, Piece::Break);
    let is_blank =
        |piece: &Piece| matches!(piece, Piece::Words(words, _) if words.trim().is_empty());
    let (mut paragraphs, mut start, mut at) = (Vec::new(), 0, 0);
    while at < pieces.len() {
        let rest = &pieces[at..];
        let gap = rest.iter().take_while(|piece| is_break(piece) || is_blank(piece));
        if rest.iter().take(gap.clone().count()).filter(|piece| is_break(piece)).count() > 1 {
            paragraphs.push(&pieces[start..at]);
            start = at + gap.count();
            at = start;
        } else {
            at += gap.count().max(1);
        }
    }
    paragraphs.push(&pieces[start..]);
    paragraphs
}

/// Leaves the next columns empty that cells of rows above take up too.
fn leave_taken(cells: &mut Vec<Prose>, taken: &mut [u32]) {
    while let Some(rows) = taken.get_mut(cells.len()).filter(|rows| **rows > 0) {
        *rows -= 1;
        cells.push(Prose::default());
    }
}

static ANCHORS: LazyLock<Selector> = LazyLock::new(|| select("a"));
static ROWS: LazyLock<Selector> = LazyLock::new(|| select("tr"));

fn is_block(element: ElementRef) -> bool {
    let name = element.value().name();
    BLOCKS.contains(&name) || CHROME.contains(&name)
}
