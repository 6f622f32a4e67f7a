//! The bullet or number at the start of a line.

use crate::text::number;

/// The bullet or number at the start of a line.
pub(super) struct Marker<'l> {
    /// As it is written, with the space behind it.
    pub(super) written: &'l str,
    /// Its number, if it has one.
    pub(super) number: Option<u32>,
    /// What follows it.
    pub(super) words: &'l str,
}

impl<'l> Marker<'l> {
    /// That of a line, if it has one.
    pub(super) fn of(text: &'l str) -> Option<Self> {
        let split = |at: usize, number| {
            let words = text[at..].trim_start();
            let written = &text[..text.len() - words.len()];
            (!words.is_empty()).then_some(Self { written, number, words })
        };
        let first = text.chars().next()?;
        if matches!(first, '·' | '•' | '▪' | '‣' | '●' | '○' | '◦' | '-' | '–' | '*' | '\u{F0B7}')
        {
            let at = first.len_utf8();
            // A dash before words is a dash; a bullet needs no space.
            let is_bullet = !matches!(first, '-' | '–' | '*' | '·')
                && text[at..].starts_with(char::is_alphabetic);
            let is_item = is_bullet || text[at..].starts_with(' ');
            return if is_item { split(at, None) } else { None };
        }
        let digits = text.find(|ch: char| !ch.is_numeric())?;
        let number = number(&text[..digits])?;
        let rest = &text[digits..];
        let at = digits
            + rest.chars().next().filter(|ch| matches!(ch, '.' | ')' | '-' | '–'))?.len_utf8();
        let is_decimal = text[at..].starts_with(|ch: char| ch.is_numeric());
        let is_dash = rest.starts_with(['-', '–']) && !text[at..].starts_with(' ');
        if is_decimal || is_dash || number > 99 { None } else { split(at, Some(number)) }
    }
}

/// Whether a line is an item of a list by the bullet at its start.
pub(super) fn is_item(text: &str) -> bool {
    Marker::of(text).is_some_and(|marker| marker.number.is_none())
}
