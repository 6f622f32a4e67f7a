//! The whole reader on one page, for printing: every part with its texts.
//!
//! It is as large as the pages of all texts together, so it is made part by part.

use serde::Serialize;

use super::address::{OutputPath, PageKind};
use super::draft::Draft;
use super::page::{self, PartView};
use super::site::{Site, View};
use super::template::Insertion;
use super::text::{self, Shown, TextPage, TextView};
use crate::diagnostic::Diagnostic;
use crate::resolve::Reader;

/// Nobody prints more words than a thousand pages of paper hold, with their translations, and no
/// browser opens them.
const MOST_WORDS: u32 = 600_000;

/// Whether a reader has a page with all of it: one that has texts, and not too many.
pub(super) fn is_wanted(reader: &Reader) -> bool {
    let words = reader.versions().map(|version| version.word_count);
    !reader.texts.is_empty() && words.sum::<u32>() <= MOST_WORDS
}

/// The page around its parts.
#[derive(Serialize)]
struct PrintView {
    /// The parts, one after the other.
    parts_html: Insertion,
}

/// What stands in the page, in order.
#[derive(Clone, Copy)]
enum Piece {
    /// The title and introduction of a part.
    Part(u32),
    Text(u32),
}

/// A piece for its template; one of the two is there.
#[derive(Serialize)]
struct PieceView {
    part: Option<PartView>,
    text: Option<TextView>,
}

/// The levels of headings: of the page 1, of parts 2, of texts 3.
const TOP_HEADING_OF_TEXT: u8 = 4;

impl Site {
    /// The page of the whole reader in an interface language, in parts.
    ///
    /// # Errors
    ///
    /// When the template of the theme cannot be used; each part may fail too.
    pub(super) fn print_page<'s>(
        &'s self,
        language: usize,
        path: &OutputPath,
    ) -> Result<impl Iterator<Item = Result<Vec<u8>, Box<Diagnostic>>> + use<'s>, Box<Diagnostic>>
    {
        let interface = &self.interfaces[language];
        let links = self.links(&interface.language, path.clone(), None);
        let mut frame = self.frame(&links, interface, PageKind::Print);
        frame.canonical = None;
        let shared = frame.shared.clone();
        let view = View { frame, page: PrintView { parts_html: Insertion::Body } };
        let around = self.templates.around("print.html", &view, &shared, &self.theme.files)?;
        let path = path.clone();
        Ok(around.into_iter().enumerate().flat_map(move |(number, frame)| {
            let path = path.clone();
            let pieces = if number == 0 { Vec::new() } else { self.pieces() };
            let pieces = pieces.into_iter().map(move |piece| self.piece(language, &path, piece));
            pieces.chain(std::iter::once(Ok(frame.into_bytes())))
        }))
    }

    fn pieces(&self) -> Vec<Piece> {
        let reader = &self.reader;
        let mut pieces = Vec::new();
        for (place, part) in (0..).zip(&reader.parts) {
            pieces.push(Piece::Part(place));
            pieces.extend(part.texts.iter().copied().map(Piece::Text));
        }
        let others = (0..).zip(&reader.texts).filter(|(_, text)| text.part.is_none());
        pieces.extend(others.map(|(place, _)| Piece::Text(place)));
        pieces
    }

    fn piece(
        &self,
        language: usize,
        path: &OutputPath,
        piece: Piece,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let interface = &self.interfaces[language];
        let links = self.links(&interface.language, path.clone(), None);
        // The frame names files of the site, so it needs no links of a text.
        let frame = self.frame(&links, interface, PageKind::Print);
        match piece {
            Piece::Part(place) => {
                // No slug begins with a full stop, so no text has ids like those of a part.
                let scope = format!(".{}", self.reader.parts[place as usize].id);
                let links = links.within(&scope);
                let part = page::part(place, &links, interface);
                self.render("printed.html", frame, PieceView { part: Some(part), text: None })
            }
            Piece::Text(place) => {
                let links = links.within(self.reader.texts[place as usize].slug.as_str());
                let page = TextPage {
                    top_heading: TOP_HEADING_OF_TEXT,
                    ..self.text_page(&links, interface)
                };
                let Shown { view: text, rows, .. } = text::view(place, &page);
                let draft = rows.draft(Draft::default());
                let insert = |out: &mut String, _| rows.fill(out, &draft);
                let piece = PieceView { part: None, text: Some(text) };
                self.render_around(
                    "printed.html",
                    frame,
                    piece,
                    (insert, draft.len()),
                    String::new(),
                )
            }
        }
    }
}
