//! Text folded for comparison: a string comes in, the folded one with its way back goes out.
//!
//! Search, and the quotes that annotations are tied to, compare folded text.
//! Marks, tatweel, joiners and controls are dropped; the alefs are one letter, and so are the yehs,
//! the kafs, heh and teh marbuta, waw and its hamza; digits are ASCII; Latin letters are small and
//! without accents; white space of any length is one space.

use std::ops::Range;

use super::letter::{FOLDED, class, classify, folded_char, take_apart};

/// A text in folded form, and where each of its characters came from.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    text: String,
    /// Ascending; together they cover `text`.
    pieces: Vec<Piece>,
}

/// A run of folded text that came from a run of the source.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// The first byte, in folded text.
    folded: u32,
    /// The bytes of the source; the last character has its marks with it.
    source: u32,
    source_end: u32,
    /// Whether each character but the last is as long as it was. Otherwise all are one.
    is_even: bool,
}

impl Folded {
    /// The folded text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The folded text alone.
    pub fn into_string(self) -> String {
        self.text
    }

    /// The bytes of the source that became these bytes of the folded text, with the marks after them.
    ///
    /// Always on boundaries of characters; a character of the source that only half of `folded` came
    /// from is in it. A range that is empty or beyond the end gives an empty one.
    pub fn source_range(&self, folded: Range<usize>) -> Range<usize> {
        let end = folded.end.min(self.text.len());
        if folded.start >= end {
            let at = self.source_start(folded.start);
            return at..at;
        }
        self.source_start(folded.start)..self.source_end(end)
    }

    fn source_start(&self, at: usize) -> usize {
        if at >= self.text.len() {
            return self.pieces.last().map_or(0, |piece| piece.source_end as usize);
        }
        let at = self.text.floor_char_boundary(at);
        let piece = &self.pieces[self.piece_at(at)];
        let inside = if piece.is_even { at - piece.folded as usize } else { 0 };
        piece.source as usize + inside
    }

    /// `at` is not zero.
    fn source_end(&self, at: usize) -> usize {
        let at = self.text.ceil_char_boundary(at);
        let number = self.piece_at(at - 1);
        let piece = &self.pieces[number];
        let next = self.pieces.get(number + 1).map_or(self.text.len(), |next| next.folded as usize);
        if piece.is_even && at < next {
            piece.source as usize + (at - piece.folded as usize)
        } else {
            piece.source_end as usize
        }
    }

    fn piece_at(&self, at: usize) -> usize {
        self.pieces.partition_point(|piece| piece.folded as usize <= at) - 1
    }
}

/// Folds a text.
pub fn fold(text: &str) -> Folded {
    let mut folding = Folding {
        folded: Folded { text: String::with_capacity(text.len()), pieces: Vec::new() },
        is_open: false,
    };
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        match classify(character, &FOLDED) {
            class::MARK | class::HAMZA_MARK => folding.extend(end),
            class::JOINT | class::IGNORED => folding.is_open = false,
            class::SPACE => folding.push_space(at..end),
            class::FOREIGN => folding.push_parts(character, at..end),
            class::HYPHEN | class::APOSTROPHE | class::SEPARATOR => match character {
                '\u{066B}' => folding.push('.', at..end), // decimal separator
                '\u{066C}' => folding.push(',', at..end), // thousands separator
                sign => folding.push(sign, at..end),
            },
            letter => folding.push(folded_char(letter), at..end),
        }
    }
    folding.folded
}

/// A folded text that is being made.
struct Folding {
    folded: Folded,
    /// Whether the last piece may grow.
    is_open: bool,
}

impl Folding {
    fn push(&mut self, character: char, source: Range<usize>) {
        let is_even = character.len_utf8() == source.len();
        match self.folded.pieces.last_mut() {
            Some(piece) if self.is_open && is_even && piece.source_end as usize == source.start => {
                piece.source_end = source.end as u32;
            }
            _ => self.push_piece(source, is_even),
        }
        self.is_open = is_even;
        self.folded.text.push(character);
    }

    fn push_piece(&mut self, source: Range<usize>, is_even: bool) {
        self.folded.pieces.push(Piece {
            folded: self.folded.text.len() as u32,
            source: source.start as u32,
            source_end: source.end as u32,
            is_even,
        });
    }

    /// White space after white space is the same space.
    fn push_space(&mut self, source: Range<usize>) {
        if self.folded.text.ends_with(' ') {
            self.extend(source.end);
        } else {
            self.push(' ', source);
        }
    }

    /// The parts of one character of the source are one piece.
    fn push_parts(&mut self, character: char, source: Range<usize>) {
        let end = source.end;
        let mut parts = String::new();
        take_apart(character, |part| match classify(part, &FOLDED) {
            class::SPACE if parts.ends_with(' ') => {}
            class::SPACE => parts.push(' '),
            kind if kind >= class::LETTER => parts.push(folded_char(kind)),
            _ => parts.push(part),
        });
        if parts.is_empty() {
            self.extend(end);
        } else {
            self.push_piece(source, false);
            self.folded.text.push_str(&parts);
            self.is_open = false;
        }
    }

    /// What is dropped after a character goes with it.
    fn extend(&mut self, end: usize) {
        if let Some(piece) = self.folded.pieces.last_mut() {
            piece.source_end = end as u32;
        }
        self.is_open = false;
    }
}

/// The places where `needle` stands as whole words in `haystack`: bytes of the source of `haystack`,
/// in order, without overlap.
pub fn find_quote(haystack: &Folded, needle: &Folded) -> Vec<Range<usize>> {
    let (text, quote) = (haystack.as_str(), needle.as_str().trim());
    let mut places = Vec::new();
    let mut from = 0;
    let Some(first) = quote.chars().next() else {
        return places;
    };
    while let Some(found) = text[from..].find(quote) {
        let (start, end) = (from + found, from + found + quote.len());
        if is_word_edge(text, start) && is_word_edge(text, end) {
            places.push(haystack.source_range(start..end));
            from = end;
        } else {
            // The next place may overlap this one, which is none.
            from = start + first.len_utf8();
        }
    }
    places
}

/// Whether no word goes on across `at`.
pub(super) fn is_word_edge(text: &str, at: usize) -> bool {
    let ends_word = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    let begins_word = text[at..].chars().next().is_some_and(char::is_alphanumeric);
    !(ends_word && begins_word)
}
