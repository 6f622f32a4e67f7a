//! Where the words of prose stand in their body.
//!
//! Every link, note and emphasis ends a piece, so that a reader of 10,000 chapters has two million of
//! them. They are kept small: most prose is one piece, which needs no room of its own, and of the
//! others only those few that differ from what is written have words.

use crate::source::Span;

/// The words of prose, piece by piece, in the order of the words. No piece is empty.
#[derive(Clone, Debug)]
pub(super) struct Pieces {
    runs: Runs,
    decoded: Option<Box<Decoded>>,
}

#[derive(Clone, Debug)]
enum Runs {
    /// Words that stand at one place as they are.
    One {
        start: u32,
        len: u32,
    },
    Many(Box<[Run]>),
}

#[derive(Clone, Copy, Debug)]
struct Run {
    /// Where it starts in the prose.
    at: u32,
    written: Span,
}

/// What escapes and entities stand for, by the place of their run, in order.
#[derive(Clone, Debug, Default)]
struct Decoded(Vec<(usize, Box<str>)>);

/// A run of words that stands in the body as it is, or that an escape or entity stands for.
#[derive(Clone, Copy)]
pub(super) struct Piece<'p> {
    /// Where it starts in the prose, in bytes.
    pub start: usize,
    /// Where it is written in the body.
    pub written: Span,
    /// The words, where they are not those that are written.
    pub decoded: Option<&'p str>,
}

impl<'p> Piece<'p> {
    /// Bytes of the words.
    pub(super) fn len(&self) -> usize {
        self.decoded.map_or(self.written.len(), str::len)
    }

    /// Where it ends in the prose, in bytes.
    pub(super) fn end(&self) -> usize {
        self.start + self.len()
    }

    /// The words.
    pub(super) fn text(&self, body: &'p str) -> &'p str {
        self.decoded.unwrap_or_else(|| &body[self.written.range()])
    }
}

impl Pieces {
    pub(super) fn count(&self) -> usize {
        match &self.runs {
            Runs::One { .. } => 1,
            Runs::Many(runs) => runs.len(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.count() == 0
    }

    pub(super) fn get(&self, place: usize) -> Option<Piece<'_>> {
        let run = match &self.runs {
            Runs::One { start, len } if place == 0 => {
                Run { at: 0, written: Span { start: *start, end: start + len } }
            }
            Runs::One { .. } => return None,
            Runs::Many(runs) => *runs.get(place)?,
        };
        let decoded = self.decoded.as_ref().and_then(|decoded| decoded.at(place));
        Some(Piece { start: run.at as usize, written: run.written, decoded })
    }

    pub(super) fn last(&self) -> Option<Piece<'_>> {
        self.get(self.count().checked_sub(1)?)
    }

    /// Those from one place on.
    pub(super) fn from(&self, place: usize) -> impl Iterator<Item = Piece<'_>> {
        (place..self.count()).filter_map(|place| self.get(place))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Piece<'_>> {
        self.from(0)
    }

    /// How many there are before the first for which `is_before` does not hold; it holds for none
    /// behind that.
    pub(super) fn count_while(&self, is_before: impl Fn(&Piece) -> bool) -> usize {
        let (mut low, mut high) = (0, self.count());
        while low < high {
            let middle = low.midpoint(high);
            if self.get(middle).is_some_and(|piece| is_before(&piece)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

impl Decoded {
    fn at(&self, place: usize) -> Option<&str> {
        let index = self.0.binary_search_by_key(&place, |(of, _)| *of).ok()?;
        Some(&self.0[index].1)
    }
}

/// Pieces in the making.
#[derive(Default)]
pub(super) struct PiecesBuilder {
    runs: Vec<Run>,
    decoded: Decoded,
    len: usize,
}

impl PiecesBuilder {
    /// Bytes of the words so far.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// Adds words that stand at `written` as they are.
    pub(super) fn push_written(&mut self, written: Span) {
        if written.is_empty() {
            return;
        }
        let is_decoded = self.decoded.0.last().is_some_and(|(last, _)| last + 1 == self.runs.len());
        match self.runs.last_mut() {
            Some(last) if !is_decoded && last.written.end == written.start => {
                last.written.end = written.end;
            }
            _ => self.runs.push(Run { at: self.len as u32, written }),
        }
        self.len += written.len();
    }

    /// Adds words that what stands at `written` stands for.
    pub(super) fn push_decoded(&mut self, words: &str, written: Span) {
        if words.is_empty() {
            return;
        }
        self.decoded.0.push((self.runs.len(), words.into()));
        self.runs.push(Run { at: self.len as u32, written });
        self.len += words.len();
    }

    pub(super) fn finish(self) -> Pieces {
        let runs = match self.runs[..] {
            [Run { written, .. }] if self.decoded.0.is_empty() => {
                Runs::One { start: written.start, len: written.len() as u32 }
            }
            _ => Runs::Many(self.runs.into()),
        };
        let decoded = (!self.decoded.0.is_empty()).then(|| Box::new(self.decoded));
        Pieces { runs, decoded }
    }
}
