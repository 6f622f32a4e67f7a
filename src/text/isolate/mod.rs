//! Words and numbers that need a direction of their own: a text comes in, its isolates go out.
//!
//! The Unicode Bidirectional Algorithm (UAX #9) orders a paragraph well as long as brackets,
//! punctuation and numbers between two scripts belong to the outer one, and as long as nothing
//! stands between the digits of a number.
//! In `(Booth, 1991: 313-326)` within Arabic neither holds, and `1990-1995` is shown one way at the
//! beginning of a paragraph and the other way after an Arabic letter.
//! An isolate settles both: within it the words have an order that nothing around it can change.
//!
//! - `words.rs`: left-to-right words in right-to-left text, citations among them.
//! - `number.rs`: ranges, dates, section numbers, numbers with their signs and units.
//! - `address.rs`: web and mail addresses, DOIs, telephone numbers.
//! - `embedded.rs`: right-to-left words in left-to-right text.
//! - `class.rs`: what a character does to the direction of those around it.

mod address;
mod class;
mod embedded;
mod number;
mod words;

use std::borrow::Cow;
use std::ops::Range;

use super::Direction;

/// A part of a text with a direction of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Isolate {
    /// Bytes of the text, never empty. Brackets are within it only in pairs, and what ends a
    /// sentence stays outside.
    pub range: Range<usize>,
    /// What it is.
    pub kind: IsolateKind,
}

/// What is isolated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IsolateKind {
    /// Words in Latin script, with the numbers among them.
    Latin,
    /// Words in another left-to-right script.
    LeftToRight,
    /// Words in a right-to-left script.
    RightToLeft,
    /// A range, a date, a section number, a number with its sign.
    Number(Direction),
    /// A web or mail address, a DOI, a telephone number: from left to right in every language.
    Address,
}

impl IsolateKind {
    /// The direction within the isolate.
    pub fn direction(self) -> Direction {
        match self {
            Self::RightToLeft => Direction::RightToLeft,
            Self::Latin | Self::LeftToRight | Self::Address => Direction::LeftToRight,
            Self::Number(direction) => direction,
        }
    }
}

/// The parts of `text`, a text of direction `around`, that need a direction of their own.
///
/// By where they begin; one may stand within another (an address among Latin words), directly
/// behind it.
pub fn isolates(text: &str, around: Direction) -> Vec<Isolate> {
    match around {
        Direction::RightToLeft => in_right_to_left(text),
        Direction::LeftToRight => embedded::in_left_to_right(text),
    }
}

/// `text`, a text of direction `around`, with its isolates marked by characters: for places that
/// have no markup.
pub fn isolated(text: &str, around: Direction) -> Cow<'_, str> {
    let isolates = isolates(text, around);
    if isolates.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + isolates.len() * 6);
    let mut at = 0;
    for Isolate { range, .. } in isolates {
        // An address within other words has the direction that they have.
        if range.start < at {
            continue;
        }
        out.push_str(&text[at..range.start]);
        push_isolated(&mut out, &text[range.clone()]);
        at = range.end;
    }
    out.push_str(&text[at..]);
    Cow::Owned(out)
}

/// Whether `words` are one number or range, with the signs and units that belong to it.
pub fn is_number(words: &str) -> bool {
    let words = words.trim();
    let Some(start) = words.find(class::is_digit) else { return false };
    number::expression(words, 0, start).range == (0..words.len())
}

/// Appends words of whichever direction to a text that has no markup: between FIRST STRONG
/// ISOLATE and POP DIRECTIONAL ISOLATE.
pub fn push_isolated(out: &mut String, words: &str) {
    out.push('\u{2068}');
    out.push_str(words);
    out.push('\u{2069}');
}

fn in_right_to_left(text: &str) -> Vec<Isolate> {
    let mut isolates = Vec::new();
    let mut at = 0;
    while let Some(start) = class::first_left_or_digit(text, at) {
        at = match isolate_at(text, at, start, &mut isolates) {
            Some(end) => end,
            None => start + class::width_of_digits(&text[start..]),
        };
    }
    isolates
}

/// Adds the isolate that the letter or digit at `start` is part of; where it ends. It does not
/// begin before `floor`.
fn isolate_at(
    text: &str,
    floor: usize,
    start: usize,
    isolates: &mut Vec<Isolate>,
) -> Option<usize> {
    if let Some(range) = address::telephone(text, floor, start) {
        let end = range.end;
        isolates.push(Isolate { range, kind: IsolateKind::Address });
        return Some(end);
    }
    let number = number::expression(text, floor, start);
    let run = words::run(text, floor, start, &number);
    if let Some(run) = run {
        let end = run.range.end;
        let is_address = matches!(&run.addresses[..], [address] if *address == run.range);
        if is_address {
            isolates.push(Isolate { range: run.range, kind: IsolateKind::Address });
        } else {
            isolates.push(Isolate { range: run.range, kind: run.kind });
            let address = |range| Isolate { range, kind: IsolateKind::Address };
            isolates.extend(run.addresses.into_iter().map(address));
        }
        return Some(end);
    }
    let end = number.range.end;
    if number.is_bound {
        isolates.push(number.into_isolate());
    }
    (end > start).then_some(end)
}
