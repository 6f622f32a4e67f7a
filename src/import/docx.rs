//! A Word file (ECMA-376, part 1, section 17) becomes a document.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::Unreadable;
use super::document::{Author, Block, Document, Front, Note, Prose, Table};
use super::docx_styles::{
    Numbering, Role, links, style_lists, styled, styles, within, word_styles,
};
use super::inline::{Piece, Style, inline, note_label};
use super::lines::clean;
use super::list::{ListItem, lists};
use super::markup::escape_start;
use super::report::Report;
use super::xml::{self, Element, Node};
use crate::diagnostic::message;
use crate::text::{Class, number};

/// The parts of a Word file are not longer than this together, in bytes; those of a zip bomb are.
const LONGEST: u64 = 64 << 20;
/// Tables and boxes within one another deeper than this are left out with a word about it.
const DEEPEST: usize = 40;

/// Cells that are wider than one make no row wider than this.
const WIDEST: usize = 200;

/// A Word file, and its words as they stand in it.
pub(super) struct WordFile {
    pub(super) document: Document,
    /// All words, for the account of letters.
    pub(super) words: String,
}

/// Reads a Word file.
pub(super) fn read(bytes: &[u8], report: &mut Report) -> Result<WordFile, Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))
        .map_err(|_| Unreadable(message!("this is no Word file: it is not a zip archive")))?;
    let mut left = LONGEST;
    let main = part(&mut archive, "word/document.xml", &mut left)?
        .ok_or_else(|| Unreadable(message!("this is no Word file: it has no word/document.xml")))?;
    let mut optional =
        |name: &str| part(&mut archive, name, &mut left).map(Option::unwrap_or_default);
    let style_sheet = optional("word/styles.xml")?;
    let numbering = Numbering::of(&optional("word/numbering.xml")?);
    let links = links(&optional("word/_rels/document.xml.rels")?);
    let footnotes = optional("word/footnotes.xml")?;
    let endnotes = optional("word/endnotes.xml")?;
    let properties = optional("docProps/core.xml")?;
    let mut reader = Reader {
        styles: styles(&style_sheet),
        word_styles: word_styles(&style_sheet),
        style_lists: style_lists(&style_sheet),
        numbering,
        links,
        front: Front::default(),
        words: String::new(),
        report,
        line: 0,
    };
    let body = main.child("body").cloned().unwrap_or_default();
    let blocks = reader.blocks(&body, 0);
    let mut notes = reader.notes(&footnotes, "footnote", "fn");
    notes.extend(reader.notes(&endnotes, "endnote", "en"));
    reader.take_author(&properties);
    let document = Document { front: reader.front, blocks, notes, damage: None };
    Ok(WordFile { document, words: reader.words })
}

/// A part of the file; `None` if it has none of that name. `left` is how many bytes it may have.
fn part(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    name: &str,
    left: &mut u64,
) -> Result<Option<Element>, Unreadable> {
    let Ok(file) = archive.by_name(name) else { return Ok(None) };
    let mut bytes = Vec::new();
    // The size in the archive may be a lie, so that what is read is what counts.
    file.take(*left + 1).read_to_end(&mut bytes).map_err(|error| {
        Unreadable(message!("{name} in this file cannot be unpacked: {error}", name, error))
    })?;
    *left = left.checked_sub(bytes.len() as u64).ok_or_else(|| {
        Unreadable(message!("this file is larger than 64 MiB when it is unpacked"))
    })?;
    xml::parse(&bytes).map(Some)
}

struct Reader<'r> {
    styles: BTreeMap<String, Role>,
    word_styles: BTreeMap<String, Style>,
    style_lists: BTreeMap<String, (String, u32)>,
    numbering: Numbering,
    links: BTreeMap<String, String>,
    front: Front,
    words: String,
    report: &'r mut Report,
    /// The number of the paragraph that is read, from 1.
    line: u32,
}

impl Reader<'_> {
    fn blocks(&mut self, holder: &Element, depth: usize) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut items: Vec<ListItem> = Vec::new();
        self.push_blocks(holder, depth, &mut blocks, &mut items);
        self.flush(&mut items, &mut blocks);
        blocks
    }

    fn push_blocks(
        &mut self,
        holder: &Element,
        depth: usize,
        blocks: &mut Vec<Block>,
        items: &mut Vec<ListItem>,
    ) {
        if depth > DEEPEST {
            self.leave_out(holder, "too-deep");
            return;
        }
        for element in holder.elements() {
            match element.name.as_str() {
                "p" => self.paragraph(element, depth, blocks, items),
                "tbl" => {
                    self.flush(items, blocks);
                    blocks.extend(self.table(element, depth).map(Block::Table));
                }
                "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => {
                    self.push_blocks(element, depth + 1, blocks, items);
                }
                "del" | "moveFrom" => self.leave_out(element, "deleted-revision"),
                _ => {}
            }
        }
    }

    fn paragraph(
        &mut self,
        element: &Element,
        depth: usize,
        blocks: &mut Vec<Block>,
        items: &mut Vec<ListItem>,
    ) {
        self.line += 1;
        let properties = element.child("pPr");
        let mut pieces = Vec::new();
        let mut boxes = Vec::new();
        self.pieces(element, &Style::default(), &mut pieces, &mut boxes);
        self.words.push('\n');
        let prose = Prose { line: self.line, text: inline(&pieces) };
        let list = properties.and_then(|properties| properties.child("numPr"));
        let role = properties.map_or(Role::Words, |properties| self.role(properties));
        if !prose.text.is_empty() {
            let list = match list {
                Some(list) => self.list_level(list),
                None => properties.and_then(|properties| self.list_of_style(properties)),
            };
            match (role, list) {
                (Role::Words | Role::Quote, Some((level, is_numbered))) => {
                    items.push(ListItem { level, is_numbered, prose });
                }
                (role, _) => {
                    self.flush(items, blocks);
                    self.push_paragraph(role, prose, blocks);
                }
            }
        }
        for inner in boxes {
            self.flush(items, blocks);
            blocks.extend(self.blocks(&inner, depth + 1));
        }
    }

    fn role(&self, properties: &Element) -> Role {
        let outline = properties.child("outlineLvl").and_then(Element::value).and_then(number);
        let style = properties.child("pStyle").and_then(Element::value);
        let role = style.and_then(|style| self.styles.get(style)).copied();
        match (role, outline) {
            (Some(Role::Words) | None, Some(level)) if level < 6 => Role::Heading(level as u8 + 1),
            (role, _) => role.unwrap_or(Role::Words),
        }
    }

    /// The level of a list, and whether it has numbers there; `None` for list 0, which is none.
    fn list_level(&self, list: &Element) -> Option<(u32, bool)> {
        let id = list.child("numId").and_then(Element::value).filter(|id| *id != "0")?;
        let level =
            list.child("ilvl").and_then(Element::value).and_then(number).unwrap_or(0).min(8);
        Some((level, self.numbering.is_numbered(id, level)))
    }

    fn list_of_style(&self, properties: &Element) -> Option<(u32, bool)> {
        let style = properties.child("pStyle").and_then(Element::value)?;
        let (id, level) = self.style_lists.get(style)?;
        Some((*level, self.numbering.is_numbered(id, *level)))
    }

    /// The author that the properties of the file name, if it is a name and not that of an account.
    fn take_author(&mut self, properties: &Element) {
        let creator = properties.child("creator").map(|creator| {
            let mut words = String::new();
            for child in &creator.children {
                if let Node::Text(text) = child {
                    words.push_str(text);
                }
            }
            words.split_whitespace().collect::<Vec<_>>().join(" ")
        });
        let name = creator.filter(|name| (2..=6).contains(&name.split(' ').count()));
        if let Some(name) = name.filter(|_| self.front.authors.is_empty()) {
            self.report.changed(0, "front-matter", Class::Stated, ("", &name));
            self.front.authors.push(Author { name, ..Author::default() });
        }
    }

    fn push_paragraph(&mut self, role: Role, prose: Prose, blocks: &mut Vec<Block>) {
        let block = match role {
            Role::Title if self.front.title.is_none() => {
                self.front.title = Some(prose.text);
                return;
            }
            Role::Author => {
                self.front.authors.push(Author { name: prose.text, ..Author::default() });
                return;
            }
            Role::Title => Block::Heading { level: 1, prose },
            Role::Heading(level) => Block::Heading { level, prose },
            Role::Quote => {
                let text = escape_start(&prose.text);
                Block::Quote(vec![Block::Paragraph(Prose { text, ..prose })])
            }
            Role::Words => Block::Paragraph(Prose { text: escape_start(&prose.text), ..prose }),
        };
        match (blocks.last_mut(), block) {
            (Some(Block::Quote(quoted)), Block::Quote(more)) => quoted.extend(more),
            (_, block) => blocks.push(block),
        }
    }

    fn flush(&mut self, items: &mut Vec<ListItem>, blocks: &mut Vec<Block>) {
        blocks.extend(lists(std::mem::take(items), &mut self.words));
    }

    fn table(&mut self, element: &Element, depth: usize) -> Option<Table> {
        let mut rows: Vec<Vec<Prose>> = Vec::new();
        let mut has_header = false;
        for row in element.elements().filter(|row| row.name == "tr") {
            let header = row.child("trPr").and_then(|properties| properties.child("tblHeader"));
            has_header |= rows.is_empty() && header.is_some();
            let mut cells = Vec::new();
            for cell in row.elements().filter(|cell| cell.name == "tc") {
                let span = cell.child("tcPr").and_then(|properties| properties.child("gridSpan"));
                let span = span.and_then(Element::value).and_then(number).unwrap_or(1).clamp(1, 50);
                cells.push(self.cell(cell, depth));
                if cells.len() < WIDEST {
                    cells.extend((1..span).map(|_| Prose::default()));
                }
            }
            rows.push(cells);
        }
        let table = Table::of(rows);
        let first = table.rows.first().filter(|row| !row.is_empty())?;
        // Most tables have their header in the first row, whether or not it is said.
        let is_full = first.iter().all(|cell| !cell.text.is_empty());
        self.report.count("tables", 1);
        Some(if has_header || is_full { table } else { table.without_header() })
    }

    /// The paragraphs of a cell on lines of one.
    fn cell(&mut self, cell: &Element, depth: usize) -> Prose {
        let mut pieces: Vec<Piece> = Vec::new();
        let line = self.line + 1;
        self.push_cell(cell, depth + 1, &mut pieces);
        Prose { line, text: inline(&pieces) }
    }

    fn push_cell(&mut self, holder: &Element, depth: usize, pieces: &mut Vec<Piece>) {
        if depth > DEEPEST {
            self.leave_out(holder, "too-deep");
            return;
        }
        for element in holder.elements() {
            if element.name == "p" {
                self.line += 1;
                if !pieces.is_empty() {
                    pieces.push(Piece::Break);
                }
                let mut boxes = Vec::new();
                self.pieces(element, &Style::default(), pieces, &mut boxes);
                self.words.push('\n');
                boxes.iter().for_each(|inner| self.push_cell(inner, depth + 1, pieces));
            } else if !element.name.ends_with("Pr") {
                self.push_cell(element, depth + 1, pieces);
            }
        }
    }

    /// The words of a paragraph or of what is in one; boxes with words of their own are put apart.
    fn pieces(
        &mut self,
        holder: &Element,
        style: &Style,
        pieces: &mut Vec<Piece>,
        boxes: &mut Vec<Element>,
    ) {
        for element in holder.elements() {
            match element.name.as_str() {
                "r" => {
                    let style = self.styled(element.child("rPr"), style);
                    self.pieces(element, &style, pieces, boxes);
                }
                "t" => self.push_text(element, style, pieces),
                "tab" => self.push_words(" ", style, pieces),
                "br" | "cr" => pieces.push(Piece::Break),
                "noBreakHyphen" => self.push_words("-", style, pieces),
                "footnoteReference" => push_mark(element, "fn", pieces),
                "endnoteReference" => push_mark(element, "en", pieces),
                "hyperlink" => {
                    let address =
                        element.attribute("id").and_then(|id| self.links.get(id)).cloned();
                    let style = Style { link: address, ..style.clone() };
                    self.pieces(element, &style, pieces, boxes);
                }
                "del" | "moveFrom" => self.leave_out(element, "deleted-revision"),
                "txbxContent" => boxes.push(element.clone()),
                "drawing" | "pict" => {
                    self.report.flagged(self.line, "figure-missing", description(element));
                    self.pieces(element, style, pieces, boxes);
                }
                // Both say the same, for programs of different ages.
                "AlternateContent" => {
                    let choice = element.child("Choice").or_else(|| element.child("Fallback"));
                    choice.into_iter().for_each(|choice| self.pieces(choice, style, pieces, boxes));
                }
                "instrText" | "pPr" | "rPr" | "fldChar" => {}
                _ => self.pieces(element, style, pieces, boxes),
            }
        }
    }

    /// The style of a run: that which it names, and its own.
    fn styled(&self, properties: Option<&Element>, style: &Style) -> Style {
        let named = properties.and_then(|properties| properties.child("rStyle"));
        let named = named.and_then(Element::value).and_then(|id| self.word_styles.get(id));
        let style = named.map_or_else(|| style.clone(), |named| within(style, named));
        styled(properties, &style)
    }

    fn push_text(&mut self, element: &Element, style: &Style, pieces: &mut Vec<Piece>) {
        for child in &element.children {
            if let Node::Text(words) = child {
                self.words.push_str(words);
                let words = clean(words, self.line, self.report);
                pieces.push(Piece::Words(words, style.clone()));
            }
        }
    }

    fn push_words(&mut self, words: &str, style: &Style, pieces: &mut Vec<Piece>) {
        self.words.push_str(words);
        pieces.push(Piece::Words(words.to_owned(), style.clone()));
    }

    /// Leaves out the words of an element, and says so.
    fn leave_out(&mut self, element: &Element, rule: &'static str) {
        let mut words = String::new();
        push_all_words(element, &mut words);
        if !words.trim().is_empty() {
            self.words.push_str(&words);
            self.words.push('\n');
            self.report.removed(self.line, rule, words.trim());
        }
    }

    fn notes(&mut self, root: &Element, name: &str, prefix: &str) -> Vec<Note> {
        let mut notes = Vec::new();
        for note in root.elements().filter(|note| note.name == name) {
            // Those with a type are the lines above footnotes.
            let is_line = note.attribute("type").is_some_and(|kind| kind != "normal");
            let Some(id) = note.attribute("id").filter(|_| !is_line) else { continue };
            let blocks = self.blocks(note, 0);
            notes.push(Note { label: note_label(&format!("{prefix}{id}")), blocks });
        }
        notes
    }
}

fn push_mark(element: &Element, prefix: &str, pieces: &mut Vec<Piece>) {
    if let Some(id) = element.attribute("id") {
        pieces.push(Piece::Note(note_label(&format!("{prefix}{id}"))));
    }
}

fn description(drawing: &Element) -> &str {
    fn find(element: &Element) -> Option<&str> {
        let own = (element.name == "docPr")
            .then(|| element.attribute("descr").or(element.attribute("name")));
        own.flatten().or_else(|| element.elements().find_map(find))
    }
    find(drawing).unwrap_or("a picture")
}

fn push_all_words(element: &Element, words: &mut String) {
    for child in &element.children {
        match child {
            Node::Text(text) if matches!(element.name.as_str(), "t" | "delText") => {
                words.push_str(text);
            }
            Node::Text(_) => {}
            Node::Element(inner) => push_all_words(inner, words),
        }
    }
}
