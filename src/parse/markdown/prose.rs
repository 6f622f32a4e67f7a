//! Prose: running words, and what holds for ranges of them.
//!
//! Marks are kept beside the words (standoff markup), not around them. So a quote or a glossary
//! term may begin within an emphasis and end behind it, and matching sees plain words.

use std::borrow::Cow;
use std::ops::Range;

use super::emphasis::{self, Asterisks, Reading};
use super::pieces::{Piece, Pieces, PiecesBuilder};
use crate::source::Span;

/// Running words with their marks.
#[derive(Clone, Debug)]
pub struct Prose {
    /// Its number within its body, from 0, in the order of the file.
    pub ordinal: u32,
    pieces: Pieces,
    /// The marks by where they start, an enclosing one before what it encloses. Properly nested.
    pub marks: Box<[Mark]>,
}

/// Something that holds for a range of the words.
#[derive(Clone, Debug)]
pub struct Mark {
    /// Bytes of the words.
    pub range: Span,
    /// What holds.
    pub kind: MarkKind,
}

/// What a mark says, with the Markdown it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// `*words*`
    Emphasis,
    /// `**words**`
    Strong,
    /// `~~words~~`
    Strikethrough,
    /// `` `words` ``
    Code,
    /// `[words](destination)`: a place among the links of the body.
    Link(u32),
    /// `![alt](picture.png)` within words; an empty range.
    Picture(Box<PictureMark>),
    /// `[^label]`; an empty range. A place among the footnotes of the body.
    Note(u32),
    /// A backslash or two spaces at the end of a line, or `<br>`; an empty range.
    Break,
    /// `<bdi lang="en">words</bdi>` and its like.
    Html(Box<HtmlElement>),
}

/// A picture within words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureMark {
    /// A place among the links of the body.
    pub link: u32,
    /// The words for those who do not see it.
    pub alt: Box<str>,
}

/// An element of raw HTML within words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HtmlElement {
    /// The sanitised opening tag with its attributes.
    pub open: Box<str>,
    /// The name for the closing tag.
    pub name: &'static str,
}

impl Prose {
    /// The words without any marks.
    pub fn text<'t>(&'t self, body: &'t str) -> Cow<'t, str> {
        match self.pieces.get(0) {
            None => Cow::Borrowed(""),
            Some(piece) if self.pieces.count() == 1 => Cow::Borrowed(piece.text(body)),
            Some(_) => {
                let mut words = String::with_capacity(self.len());
                self.pieces.iter().for_each(|piece| words.push_str(piece.text(body)));
                Cow::Owned(words)
            }
        }
    }

    /// The length of the words in bytes.
    pub fn len(&self) -> usize {
        self.pieces.last().map_or(0, |piece| piece.end())
    }

    /// A part of the words, and where it starts. Ends within a character move to its start, one
    /// behind the words to their end. What does not stand in one piece is put together in `room`.
    pub fn part<'t>(
        &'t self,
        range: Range<usize>,
        body: &'t str,
        room: &'t mut String,
    ) -> (usize, &'t str) {
        let first = self.pieces.count_while(|piece| piece.end() <= range.start);
        let pieces = self.pieces.from(first).take_while(|piece| piece.start < range.end);
        let mut parts = pieces.map(|piece| {
            let words = piece.text(body);
            let from = words.floor_char_boundary(range.start.saturating_sub(piece.start));
            let to = words.floor_char_boundary(range.end - piece.start);
            (piece.start + from, &words[from..to])
        });
        let Some((start, words)) = parts.next() else { return (self.len(), "") };
        let Some((_, next)) = parts.next() else { return (start, words) };
        room.clear();
        room.extend([words, next]);
        room.extend(parts.map(|(_, words)| words));
        (start, room)
    }

    /// The bytes of the body in which a range of the words is written.
    pub fn span_in_body(&self, range: Span) -> Span {
        let start = self.offset_in_body(range.start as usize, Side::Start);
        let end = self.offset_in_body(range.end as usize, Side::End);
        Span::new(start, end.max(start))
    }

    fn offset_in_body(&self, offset: usize, side: Side) -> usize {
        let behind = self.pieces.count_while(|piece| match side {
            Side::Start => piece.start <= offset,
            Side::End => piece.start < offset,
        });
        let Some(piece) = behind.checked_sub(1).and_then(|place| self.pieces.get(place)) else {
            return self.pieces.get(0).map_or(0, |piece| piece.written.start as usize);
        };
        let within = offset - piece.start;
        let written = piece.written.range();
        match piece.decoded {
            None => (written.start + within).min(written.end),
            Some(_) if within == 0 => written.start,
            Some(_) => written.end,
        }
    }

    /// The bytes of the body to replace so that other words stand in the place of a range of these;
    /// `None` where markup stands within the range, or where nothing says on which side of markup
    /// words are to be put in.
    ///
    /// An escape or entity is replaced as a whole. The replacement must not begin with a character
    /// that a backslash would escape.
    pub fn replaceable(&self, range: Span, body: &str) -> Option<Span> {
        if range.is_empty() {
            return self.insertable(range.start, body);
        }
        let start = range.start as usize;
        let behind = self.pieces.count_while(|piece| piece.start <= start);
        let piece = self.pieces.get(behind.checked_sub(1)?)?;
        if range.end as usize > piece.end() {
            return None;
        }
        match piece.decoded {
            None => {
                let within = Span::new(start - piece.start, range.end as usize - piece.start);
                let mut span = within.shifted(piece.written.start as usize);
                if start == piece.start && is_escaped(span, body) {
                    span.start -= 1;
                }
                Some(span)
            }
            Some(words) => (range.len() == words.len()).then_some(piece.written),
        }
    }

    /// The place of the body to put words in at `at`: behind what ends there, before what begins.
    fn insertable(&self, at: u32, body: &str) -> Option<Span> {
        let is_within = |piece: &Piece| {
            let at = at as usize;
            piece.decoded.is_some() && piece.start < at && at < piece.end()
        };
        if self.pieces.iter().any(|piece| is_within(&piece)) {
            return None;
        }
        let before = self.offset_in_body(at as usize, Side::End);
        let behind = self.offset_in_body(at as usize, Side::Start);
        if at == 0 || before >= behind {
            return Some(Span::at(behind));
        }
        let ends = |mark: &Mark| mark.range.end == at;
        let begins = |mark: &Mark| mark.range.start == at && !mark.range.is_empty();
        match (self.marks.iter().any(ends), self.marks.iter().any(begins)) {
            (false, _) => Some(Span::at(before)),
            (true, false) if body[..behind].ends_with('\\') => Some(Span::at(behind - 1)),
            (true, false) => Some(Span::at(behind)),
            (true, true) => None,
        }
    }

    /// Whether there is neither a word nor anything else to see.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty() && self.marks.is_empty()
    }

    /// Takes the first `count` bytes off the words.
    pub(super) fn cut_start(&mut self, count: usize) {
        self.cut(&[Span::new(0, count)]);
    }

    /// Takes ranges, in order and apart, out of the words.
    fn cut(&mut self, ranges: &[Span]) {
        let mut pieces = PiecesBuilder::default();
        for piece in self.pieces.iter() {
            for (from, to) in kept(piece.start, piece.end(), ranges) {
                let within = Span::new(from - piece.start, to - piece.start);
                match piece.decoded {
                    None => pieces.push_written(within.shifted(piece.written.start as usize)),
                    Some(words) => pieces.push_decoded(&words[within.range()], piece.written),
                }
            }
        }
        self.pieces = pieces.finish();
        let mut gone = vec![0_u32];
        gone.extend(ranges.iter().scan(0, |sum, range| {
            *sum += range.end - range.start;
            Some(*sum)
        }));
        // How far an offset moves: by the ranges before it, and by a part of the one it stands in.
        let moved = |offset: u32| {
            let before = ranges.partition_point(|range| range.end <= offset);
            let within = ranges.get(before).map_or(0, |range| offset.saturating_sub(range.start));
            offset - gone[before] - within
        };
        for mark in &mut self.marks {
            let Span { start, end } = mark.range;
            mark.range = Span { start: moved(start), end: moved(end) };
        }
    }
}

/// The parts of `start..end` outside `ranges`.
fn kept(start: usize, end: usize, ranges: &[Span]) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let mut from = start;
    let first = ranges.partition_point(|range| range.end as usize <= start);
    for range in &ranges[first..] {
        let range = range.range();
        if range.start >= end {
            break;
        }
        if range.start > from {
            parts.push((from, range.start));
        }
        from = range.end;
    }
    if from < end {
        parts.push((from, end));
    }
    parts
}

#[derive(Clone, Copy)]
enum Side {
    Start,
    End,
}

/// Prose in the making.
#[derive(Default)]
pub(super) struct ProseBuilder {
    pieces: PiecesBuilder,
    marks: Vec<Mark>,
    /// For each mark the one it stands in.
    parents: Vec<Option<usize>>,
    /// Whether a mark stands in one of its kind, as no author means it.
    is_nested_in_itself: bool,
    /// Marks that are open: their place in `marks`.
    open: Vec<usize>,
    /// Asterisks that the Markdown engine left as text.
    asterisks: Vec<Asterisks>,
    /// The marks that asterisks or low lines became, and where each is written.
    emphasis: Vec<(usize, Span)>,
}

impl ProseBuilder {
    /// Adds words that stand at `span` of `body`.
    pub(super) fn push(&mut self, words: &str, span: Span, body: &str) {
        if words.is_empty() {
            return;
        }
        let verbatim = body.get(span.range()) == Some(words);
        if verbatim && words.bytes().all(|byte| byte == b'*') && !is_escaped(span, body) {
            self.asterisks.push(Asterisks {
                source: span,
                range: Span::new(self.pieces.len(), self.pieces.len() + words.len()),
                within: self.open.last().copied(),
                mark: None,
            });
        }
        if verbatim {
            self.pieces.push_written(span);
        } else {
            self.pieces.push_decoded(words, span);
        }
    }

    /// Begins a mark here.
    pub(super) fn open(&mut self, kind: MarkKind) {
        self.is_nested_in_itself |= self.open.iter().any(|mark| self.marks[*mark].kind == kind);
        self.parents.push(self.open.last().copied());
        self.open.push(self.marks.len());
        self.marks.push(Mark { range: Span::at(self.pieces.len()), kind });
    }

    /// Begins an emphasis that is written at `span` of the body, asterisks included.
    pub(super) fn open_emphasis(&mut self, kind: MarkKind, span: Span, body: &str) {
        if body[span.range()].starts_with('*') {
            self.emphasis.push((self.marks.len(), span));
        }
        self.open(kind);
    }

    /// Ends the mark that was opened last.
    pub(super) fn close(&mut self) {
        if let Some(mark) = self.open.pop() {
            self.marks[mark].range.end = self.pieces.len() as u32;
        }
    }

    /// Ends the innermost open HTML element called `name`, if it is the innermost mark.
    pub(super) fn close_html(&mut self, name: &str) {
        let innermost = self.open.last().map(|mark| &self.marks[*mark].kind);
        if matches!(innermost, Some(MarkKind::Html(element)) if element.name == name) {
            self.close();
        }
    }

    /// Ends HTML elements that were opened within the mark that is about to end.
    pub(super) fn close_open_html(&mut self) {
        while let Some(MarkKind::Html(_)) = self.open.last().map(|mark| &self.marks[*mark].kind) {
            self.close();
        }
    }

    /// Adds a mark without words.
    pub(super) fn point(&mut self, kind: MarkKind) {
        self.parents.push(self.open.last().copied());
        self.marks.push(Mark { range: Span::at(self.pieces.len()), kind });
    }

    /// Whether there is nothing yet.
    pub(super) fn is_empty(&self) -> bool {
        self.pieces.is_empty() && self.marks.is_empty()
    }

    /// The prose. Asterisks that delimit an emphasis in Arabic script become one.
    pub(super) fn finish(mut self, ordinal: u32, body: &str) -> Prose {
        while !self.open.is_empty() {
            self.close();
        }
        let asterisks =
            (!self.asterisks.is_empty() || self.is_nested_in_itself).then(|| self.all_asterisks());
        let mut prose = Prose { ordinal, pieces: self.pieces.finish(), marks: self.marks.into() };
        let reading =
            asterisks.map_or_else(Reading::default, |all| emphasis::read(all, &prose.text(body)));
        if reading.added.is_empty() {
            return prose;
        }
        let marks = std::mem::take(&mut prose.marks).into_vec().into_iter().enumerate();
        let kept = marks.filter(|(place, _)| reading.dropped.binary_search(place).is_err());
        let mut marks: Vec<Mark> = kept.map(|(_, mark)| mark).collect();
        for (asterisks, range) in reading.added.into_iter().rev() {
            let kind = if asterisks == 2 { MarkKind::Strong } else { MarkKind::Emphasis };
            marks.push(Mark { range, kind });
        }
        marks.sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end)));
        prose.marks = marks.into();
        prose.cut(&reading.cuts);
        prose
    }

    /// The asterisks that are left over and those that became emphasis.
    fn all_asterisks(&self) -> Vec<Asterisks> {
        let mut all: Vec<Asterisks> = self
            .asterisks
            .iter()
            .map(|each| Asterisks { within: self.frame(each.within), ..*each })
            .collect();
        for (place, written) in &self.emphasis {
            let Mark { range, kind } = &self.marks[*place];
            let count = if *kind == MarkKind::Strong { 2 } else { 1 };
            let within = self.frame(self.parents[*place]);
            let (start, end) = (written.start, written.end);
            for (source, at) in [
                (Span { start, end: start + count }, range.start),
                (Span { start: end - count, end }, range.end),
            ] {
                let range = Span::at(at as usize);
                all.push(Asterisks { source, range, within, mark: Some(*place) });
            }
        }
        all
    }

    /// The mark itself, or the nearest around it that is no emphasis.
    fn frame(&self, mut mark: Option<usize>) -> Option<usize> {
        let is_emphasis =
            |mark: &usize| matches!(self.marks[*mark].kind, MarkKind::Emphasis | MarkKind::Strong);
        while let Some(place) = mark.filter(is_emphasis) {
            mark = self.parents[place];
        }
        mark
    }
}

/// Whether the character at `span` stands behind a backslash.
fn is_escaped(span: Span, body: &str) -> bool {
    body[..span.start as usize].ends_with('\\')
}
