//! Right-to-left words in left-to-right text.

use std::ops::Range;

use super::class::{Class, closing, is_closing, opens_quotation, width_of_digits};
use super::{Isolate, IsolateKind, address, number};

/// The isolates of a left-to-right text.
pub(super) fn in_left_to_right(text: &str) -> Vec<Isolate> {
    let mut isolates = Vec::new();
    // What is right-to-left begins with one of these bytes in UTF-8; nearly all text has none.
    let may_have = text.bytes().any(|byte| matches!(byte, 0xD6..=0xDF | 0xE0 | 0xEF | 0xF0));
    if !may_have {
        return isolates;
    }
    let mut at = 0;
    while let Some(start) = first_right(text, at) {
        let end = end_of_run(text, start);
        let floor = at;
        at = end.max(start + width_of_digits(&text[start..]));
        if let Some(address) = address_around(text, floor, start) {
            at = at.max(address.end);
            isolates.push(Isolate { range: address, kind: IsolateKind::Address });
        } else if text[start..end].chars().any(|ch| Class::of(ch) == Class::Right) {
            isolates.push(Isolate { range: start..end, kind: IsolateKind::RightToLeft });
        } else {
            let numbers = numbers(text, floor, start..end);
            at = numbers.last().map_or(at, |last| at.max(last.range.end));
            // What stands between two numbers in Arabic digits would take them from right to left
            // (UAX #9, rule N1): `December ١٩, ٢٠٢١`.
            let are_several = numbers.len() > 1;
            let numbers = numbers.into_iter().filter(|number| number.is_bound || are_several);
            isolates.extend(numbers.map(number::Expression::into_isolate));
        }
    }
    isolates
}

/// The numbers of a run that has no letters.
fn numbers(text: &str, floor: usize, run: Range<usize>) -> Vec<number::Expression> {
    let (mut floor, mut from, mut numbers) = (floor, run.start, Vec::new());
    while let Some(start) = first_right(text, from).filter(|start| *start < run.end) {
        let number = number::expression(text, floor, start);
        let width = text[start..].chars().next().map_or(1, char::len_utf8);
        from = number.range.end.max(start + width);
        floor = from;
        if !number.range.is_empty() {
            numbers.push(number);
        }
    }
    numbers
}

/// The first right-to-left letter, or digit of its scripts, at or behind `from`.
fn first_right(text: &str, from: usize) -> Option<usize> {
    let is_right = |ch: char| matches!(Class::of(ch), Class::Right | Class::ArabicDigit);
    text[from..].find(is_right).map(|at| from + at)
}

/// The end of the run that begins at `start`: behind its last letter before the next
/// left-to-right one. ASCII digits behind that are part of it only where a bracket closes or the
/// text ends after them, for elsewhere the sentence goes on with them.
fn end_of_run(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut open: Vec<(char, usize)> = Vec::new();
    // Where digits end that nothing but spaces divides from the run.
    let mut end_of_digits = None;
    let mut stop = text.len();
    for (at, ch) in text[start..].char_indices() {
        let (at, behind) = (start + at, start + at + ch.len_utf8());
        match Class::of(ch) {
            Class::Right | Class::ArabicDigit | Class::Follower => {
                end = behind;
                end_of_digits = None;
            }
            Class::ArabicSign if ch == '؟' && end == at => end = behind,
            Class::Digit => end_of_digits = Some(behind),
            Class::Left => {
                stop = at;
                break;
            }
            _ if ch == '"' => {
                if open.last().is_some_and(|(close, _)| *close == '"') {
                    open.pop();
                    end = behind;
                } else if opens_quotation(text, at) {
                    open.push(('"', end));
                } else {
                    stop = at;
                    break;
                }
            }
            _ => {
                if let Some(close) = closing(ch) {
                    open.push((close, end_of_digits.unwrap_or(end)));
                } else if is_closing(ch) {
                    if open.last().is_none_or(|(close, _)| *close != ch) {
                        stop = at;
                        break;
                    }
                    open.pop();
                    end = behind;
                    end_of_digits = None;
                }
            }
        }
    }
    if let Some(&(_, before)) = open.first() {
        return before;
    }
    let is_last = text[stop..].chars().next().is_none_or(|ch| is_closing(ch) || ch == '"');
    match end_of_digits {
        Some(digits) if is_last && text[end..digits].chars().all(is_of_number) => digits,
        _ => end,
    }
}

fn is_of_number(ch: char) -> bool {
    ch.is_ascii_digit() || ch.is_whitespace() || matches!(ch, '-' | '–' | '.' | ',' | '/' | ':')
}

/// The address of which a right-to-left letter at `at` is part, if it does not begin before
/// `floor`.
fn address_around(text: &str, floor: usize, at: usize) -> Option<Range<usize>> {
    let before = &text[floor..at];
    let token = before.rsplit(char::is_whitespace).next().unwrap_or(before);
    let bare = token.trim_start_matches(|ch: char| !ch.is_ascii_alphanumeric());
    let start = at - bare.len();
    let end = address::end_of_address(text, start)?;
    (end > at).then_some(start..end)
}
