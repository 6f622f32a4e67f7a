//! The words within an element of a page, with their emphasis, links and marks of footnotes.

use scraper::{ElementRef, Node};

use super::{ANCHORS, DEEPEST, Reader, first, is_block};
use crate::import::document::Prose;
use crate::import::inline::{Piece, Position, Style, link, note_label};
use crate::import::lines::clean;
use crate::import::page_chrome::{SILENT, is_chrome, push_words};
use crate::import::without_controls;
use crate::import::word_page::is_mark;
use crate::text::{Class, number};

/// Whether a link is the mark of a footnote: raised, or named so, and a number or a star.
pub(super) fn is_note_mark(anchor: ElementRef) -> bool {
    let words: String = anchor.text().collect();
    let bare = words.trim().trim_matches(['[', ']', '(', ')']);
    let is_mark = number(bare).is_some() || bare == "*";
    let parent = anchor.parent().and_then(ElementRef::wrap);
    let is_raised = parent.is_some_and(|parent| parent.value().name() == "sup")
        || first(anchor, "sup").is_some();
    let href = anchor.attr("href").unwrap_or_default().to_ascii_lowercase();
    let is_named = ["fn", "ftn", "edn", "note", "cite"].iter().any(|name| href.contains(name));
    // LibreOffice names the place of the mark an anchor.
    let is_back = href.contains("ref") || href.ends_with("anc");
    is_mark && !is_back && (is_raised || is_named)
}

impl Reader<'_> {
    /// All words of an element on one line.
    pub(super) fn inline_of(&mut self, element: ElementRef, depth: usize) -> Prose {
        let mut pieces = Vec::new();
        for child in element.children() {
            match child.value() {
                Node::Text(text) => self.push_text(text, &Style::default(), &mut pieces),
                Node::Element(_) => {
                    if let Some(inner) = ElementRef::wrap(child) {
                        self.pieces(inner, &Style::default(), depth + 1, &mut pieces);
                    }
                }
                _ => {}
            }
        }
        self.prose(&pieces)
    }

    pub(super) fn push_text(&mut self, text: &str, style: &Style, pieces: &mut Vec<Piece>) {
        let text = without_controls(text).replace('\n', " ");
        self.words.push_str(&text);
        let text = clean(&text, self.line, self.report);
        pieces.push(Piece::Words(text, style.clone()));
    }

    pub(super) fn pieces(
        &mut self,
        element: ElementRef,
        style: &Style,
        depth: usize,
        pieces: &mut Vec<Piece>,
    ) {
        let name = element.value().name();
        if SILENT.contains(&name) {
            return;
        }
        if is_mark(element) {
            return;
        }
        if is_chrome(element) {
            self.leave_out(element);
            return;
        }
        if depth >= DEEPEST {
            let mut words = String::new();
            push_words(element, &mut words);
            self.push_text(&words, style, pieces);
            return;
        }
        if name == "br" || is_block(element) && !pieces.is_empty() {
            self.words.push('\n');
            pieces.push(Piece::Break);
        }
        if name == "a" && self.push_mark(element, pieces) {
            return;
        }
        let style = self.styled(element, style);
        for child in element.children() {
            match child.value() {
                Node::Text(text) => self.push_text(text, &style, pieces),
                Node::Element(_) => {
                    if let Some(inner) = ElementRef::wrap(child) {
                        self.pieces(inner, &style, depth + 1, pieces);
                    }
                }
                _ => {}
            }
        }
    }

    fn styled(&mut self, element: ElementRef, style: &Style) -> Style {
        let mut style = style.clone();
        match element.value().name() {
            "b" | "strong" => style.strong = true,
            "i" | "em" | "cite" | "dfn" => style.emphasis = true,
            "s" | "del" | "strike" => style.struck = true,
            "code" | "kbd" | "samp" | "tt" => style.code = true,
            // The mark of a footnote is raised by itself.
            "sup" if !element.select(&ANCHORS).any(is_note_mark) => {
                style.position = Position::Raised;
            }
            "sub" => style.position = Position::Lowered,
            "a" => style.link = element.attr("href").and_then(link),
            "img" => {
                let words = element.attr("alt").or(element.attr("src")).unwrap_or_default();
                self.report.flagged(self.line, "figure-missing", words);
            }
            _ => {}
        }
        style
    }

    /// Writes the mark of a footnote, or leaves out the link back to one; whether it was one of them.
    fn push_mark(&mut self, anchor: ElementRef, pieces: &mut Vec<Piece>) -> bool {
        let Some(target) = anchor.attr("href").and_then(|href| href.strip_prefix('#')) else {
            return false;
        };
        let words: String = anchor.text().collect();
        if is_note_mark(anchor) {
            self.words.push_str(&words);
            let label = note_label(target);
            let change = (words.trim(), &*format!("[^{label}]"));
            self.report.changed(self.line + 1, "fn-mark", Class::Silent, change);
            pieces.push(Piece::Note(label));
            return true;
        }
        let bare = words.trim().trim_matches(['[', ']', '(', ')', '.']);
        let is_back = matches!(bare, "↩" | "↑" | "^" | "↩︎" | "*") || number(bare).is_some();
        if is_back {
            self.words.push_str(&words);
            self.report.removed(self.line + 1, "fn-back", words.trim());
        }
        is_back
    }
}
