//! How a value of a front matter is written: from its characters back to bytes of the file.
//!
//! YAML folds lines, strips indentation and has escapes (YAML 1.2.2, sections 7.3 and 8.1), and its
//! engine gives the place of a value, not of its characters. So the value is laid beside its source
//! once more, where there is something to say about it.

use std::ops::Range;

use crate::source::{SourceFile, Span};

/// A value and its source, character by character.
pub(crate) struct Written<'t> {
    source: &'t str,
    style: Style,
    /// Where each character of the value begins, and the bytes of `source` that stand for it.
    characters: Vec<(usize, Range<usize>)>,
    value_len: usize,
}

/// The ways to write a value (YAML 1.2.2, section 7.3 and 8.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Plain,
    SingleQuoted,
    DoubleQuoted,
    /// `|` and `>`
    Block,
}

impl<'t> Written<'t> {
    /// The bytes of `file` in which a range of `value`, written at `place`, stands; all of `place`
    /// where the two do not agree.
    pub(crate) fn span_in(
        file: &SourceFile,
        place: Span,
        value: &str,
        range: &Range<usize>,
    ) -> Span {
        let written = Written::of(file.text.get(place.range()).unwrap_or_default(), value);
        let span = written.and_then(|written| written.span(range));
        span.map_or(place, |span| span.shifted(place.start as usize))
    }

    /// Lays `value` beside its `source`; `None` where the two do not agree, as behind an alias.
    pub(crate) fn of(source: &'t str, value: &str) -> Option<Self> {
        let style = match source.chars().next()? {
            '"' => Style::DoubleQuoted,
            '\'' => Style::SingleQuoted,
            '|' | '>' => Style::Block,
            '*' | '&' | '!' => return None,
            _ => Style::Plain,
        };
        let (start, end) = match style {
            Style::Plain => (0, source.len()),
            Style::Block => (source.find('\n')?, source.len()),
            Style::SingleQuoted | Style::DoubleQuoted => (1, source.len().checked_sub(1)?),
        };
        let mut reading = Reading { source, style, at: start, end };
        let mut characters = Vec::with_capacity(value.len());
        if style == Style::Block {
            reading.skip_break();
        }
        let mut rest = value.char_indices().peekable();
        while let Some((at, ch)) = rest.next() {
            let is_break = reading.is_at_break();
            let is_at_end = is_break && reading.rest().trim().is_empty();
            if (is_at_end || reading.rest().is_empty()) && value[at..].trim().is_empty() {
                break;
            }
            let bytes = if is_break { reading.skip_break() } else { reading.character(ch)? };
            if is_break && !matches!(ch, ' ' | '\n') {
                return None;
            }
            characters.push((at, bytes.clone()));
            // Blank lines are one break with as many line feeds as there are.
            while is_break && ch == '\n' && rest.peek().is_some_and(|(_, next)| *next == '\n') {
                characters.extend(rest.next().map(|(at, _)| (at, bytes.clone())));
            }
        }
        let is_whole = reading.rest().trim().is_empty();
        is_whole.then_some(Self { source, style, characters, value_len: value.len() })
    }

    /// The bytes of the source in which a range of the value is written.
    fn span(&self, range: &Range<usize>) -> Option<Span> {
        if range.is_empty() {
            // Behind what stands before it.
            let at = match self.index(range.start)?.checked_sub(1) {
                Some(before) => self.characters[before].1.end,
                None => self.characters.first()?.1.start,
            };
            return Some(Span::at(at));
        }
        let first = &self.characters.get(self.index(range.start)?)?.1;
        let last = &self.characters[self.index(range.end)?.checked_sub(1)?].1;
        Some(Span::new(first.start, last.end))
    }

    /// The same, if the value can have `replacement` there without a change to anything else.
    pub(crate) fn replaceable(&self, range: &Range<usize>, replacement: &str) -> Option<Span> {
        let span = self.span(range)?;
        let breaks_line = self.source[span.range()].contains('\n');
        let around = |at: Range<usize>| self.source.get(at).unwrap_or_default();
        let before = self.source[..span.start as usize].chars().next_back();
        let behind = self.source[span.end as usize..].chars().next();
        let mended: String = before.into_iter().chain(replacement.chars()).chain(behind).collect();
        let stays_plain =
            self.style != Style::Plain || is_plain(&mended, before.is_none(), behind.is_none());
        let is_safe = !breaks_line && stays_plain && around(span.range()) != replacement;
        is_safe.then_some(span)
    }

    /// The place among the characters where byte `at` of the value begins one, or is its end.
    fn index(&self, at: usize) -> Option<usize> {
        if at == self.value_len {
            return Some(self.characters.len());
        }
        self.characters.binary_search_by_key(&at, |(start, _)| *start).ok()
    }
}

/// Whether characters may stand in a plain value, at its beginning or end (YAML 1.2.2, section 7.3.3).
fn is_plain(characters: &str, begins: bool, ends: bool) -> bool {
    const INDICATORS: [char; 20] = [
        '-', '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@',
        '`', ' ',
    ];
    let is_held = characters.contains(": ") || characters.contains(" #");
    let is_begun = !begins || !characters.is_empty() && !characters.starts_with(INDICATORS);
    let is_ended = !ends || !characters.is_empty() && !characters.ends_with([':', ' ']);
    !is_held && is_begun && is_ended
}

/// A source that is being read.
struct Reading<'t> {
    source: &'t str,
    style: Style,
    at: usize,
    end: usize,
}

impl<'t> Reading<'t> {
    fn rest(&self) -> &'t str {
        self.source.get(self.at..self.end).unwrap_or_default()
    }

    /// Whether a line ends here, but for spaces that are not part of the value.
    fn is_at_break(&self) -> bool {
        let rest = match self.style {
            // Spaces at the end of its lines belong to a block.
            Style::Block => self.rest(),
            _ => self.rest().trim_start_matches([' ', '\t']),
        };
        rest.starts_with('\n') || rest.starts_with("\r\n")
    }

    /// Skips the ends of lines with the spaces about them; which bytes those are.
    fn skip_break(&mut self) -> Range<usize> {
        let start = self.at;
        let rest = self.rest();
        let is_blank = |ch: char| matches!(ch, ' ' | '\t' | '\r' | '\n');
        let length = rest.len() - rest.trim_start_matches(is_blank).len();
        self.at += length;
        start..self.at
    }

    /// Reads what stands for `ch`; `None` if something else stands here.
    fn character(&mut self, ch: char) -> Option<Range<usize>> {
        // A line that is continued behind a backslash.
        while self.style == Style::DoubleQuoted
            && (self.rest().starts_with("\\\n") || self.rest().starts_with("\\\r\n"))
        {
            self.at += 1;
            self.skip_break();
        }
        let rest = self.rest();
        let (found, length) = match self.style {
            Style::DoubleQuoted if rest.starts_with('\\') => escape(rest)?,
            Style::SingleQuoted if rest.starts_with("''") => ('\'', 2),
            _ => {
                let found = rest.chars().next()?;
                (found, found.len_utf8())
            }
        };
        let start = self.at;
        self.at += length;
        (found == ch).then_some(start..self.at)
    }
}

/// What an escape stands for, and its length (YAML 1.2.2, section 5.7).
fn escape(source: &str) -> Option<(char, usize)> {
    let kind = source[1..].chars().next()?;
    let digits = match kind {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => {
            let found = match kind {
                '0' => '\0',
                'a' => '\u{7}',
                'b' => '\u{8}',
                't' | '\t' => '\t',
                'n' => '\n',
                'v' => '\u{B}',
                'f' => '\u{C}',
                'r' => '\r',
                'e' => '\u{1B}',
                ' ' | '"' | '/' | '\\' => kind,
                'N' => '\u{85}',
                '_' => '\u{A0}',
                'L' => '\u{2028}',
                'P' => '\u{2029}',
                _ => return None,
            };
            return Some((found, 1 + kind.len_utf8()));
        }
    };
    let code = u32::from_str_radix(source.get(2..2 + digits)?, 16).ok()?;
    Some((char::from_u32(code)?, 2 + digits))
}
