//! Numbers that something stands between or beside: ranges, dates, section numbers, signs, units.
//!
//! Digits alone have an order that nothing disturbs. A hyphen or sign at them has it only at the
//! beginning of a paragraph: after an Arabic letter European digits count as Arabic ones (UAX #9,
//! rule W2), and the hyphen is no longer part of the number.

use std::ops::Range;

use super::class::is_digit;
use super::{Isolate, IsolateKind};
use crate::text::{Direction, number};

/// A number with whatever belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Expression {
    /// Bytes; empty where there is no digit.
    pub(super) range: Range<usize>,
    /// Whether it is more than digits, so that it needs an isolate.
    pub(super) is_bound: bool,
    /// The direction in it.
    ///
    /// From left to right, but in Arabic-Indic digits with signs: there CLDR puts the minus on the
    /// right of the number and the percent sign on its left. Their ranges have the same order in
    /// either direction (UAX #9, rule N1): the first number stands on the right.
    pub(super) direction: Direction,
}

impl Expression {
    pub(super) fn into_isolate(self) -> Isolate {
        Isolate { range: self.range, kind: IsolateKind::Number(self.direction) }
    }
}

/// The number that begins with the digit at `start`, with the signs before it that do not begin
/// before `floor`. Without a digit there, an empty one.
pub(super) fn expression(text: &str, floor: usize, start: usize) -> Expression {
    let Some(first) = Element::of(text, floor, start) else {
        let direction = Direction::LeftToRight;
        return Expression { range: start..start, is_bound: false, direction };
    };
    let mut range = first.range.clone();
    let mut is_bound = first.is_bound;
    let mut last = first;
    while let Some((next, is_spaced)) = after_dash(text, &last)
        && (!is_spaced || last.may_begin_range_to(&next, text))
    {
        range.end = next.range.end;
        is_bound = true;
        last = next;
    }
    let is_arabic = text[start..].starts_with(is_arabic_indic);
    let has_signs = range.start < start || last.digits.end < last.range.end;
    let direction =
        if is_arabic && has_signs { Direction::RightToLeft } else { Direction::LeftToRight };
    Expression { range, is_bound, direction }
}

/// One number of a range.
#[derive(Clone, Debug)]
struct Element {
    range: Range<usize>,
    /// The number without its signs.
    digits: Range<usize>,
    is_bound: bool,
}

impl Element {
    fn of(text: &str, floor: usize, start: usize) -> Option<Self> {
        let (end, is_divided) = end_of_digits(text, start)?;
        let first = start_of_signs(text, floor, start);
        let last = end + width_of_signs(&text[end..]);
        let is_bound = is_divided || first < start || last > end;
        Some(Self { range: first..last, digits: start..end, is_bound })
    }

    /// Whether a dash with spaces about it between two numbers makes a range of them and is not
    /// the dash of a sentence: `145 – 159`, but not `1990 - 5`.
    fn may_begin_range_to(&self, next: &Self, text: &str) -> bool {
        let (first, last) = (&text[self.digits.clone()], &text[next.digits.clone()]);
        match (number(first), number(last)) {
            (Some(first), Some(last)) => first < last,
            (None, None) => dividers(first).eq(dividers(last)),
            _ => false,
        }
    }
}

/// Where a number that begins at `start` ends, and whether anything divides its digits that can
/// come out in another order. Separators of thousands and of decimals cannot, unless European
/// digits stand on one side of them and Arabic ones on the other.
fn end_of_digits(text: &str, start: usize) -> Option<(usize, bool)> {
    let mut end = start + digits_at(text, start)?;
    let mut is_divided = false;
    while let Some(divider) = text[end..].chars().next()
        && let behind = end + divider.len_utf8()
        && let Some(width) = digits_at(text, behind)
    {
        let is_mixed =
            text[..end].ends_with(is_arabic_indic) != text[behind..].starts_with(is_arabic_indic);
        let divides = is_divider(divider) || is_separator(divider) || is_mixed && divider == '،';
        if !divides {
            break;
        }
        is_divided |= is_mixed || is_divider(divider);
        end = behind + width;
    }
    Some((end, is_divided))
}

fn is_arabic_indic(ch: char) -> bool {
    matches!(ch, '\u{0660}'..='\u{0669}')
}

fn digits_at(text: &str, at: usize) -> Option<usize> {
    let width = text[at..].len() - text[at..].trim_start_matches(is_digit).len();
    (width > 0).then_some(width)
}

fn is_divider(ch: char) -> bool {
    is_dash(ch)
        || is_terminator(ch)
        || matches!(ch, '/' | '.' | ':' | '×' | '*' | '+' | '=' | '÷' | '^' | '\u{2044}')
}

fn is_separator(ch: char) -> bool {
    matches!(ch, ',' | '\'' | '’' | '\u{066B}' | '\u{066C}')
}

fn dividers(digits: &str) -> impl Iterator<Item = char> {
    digits.chars().filter(|ch| !is_digit(*ch))
}

fn is_dash(ch: char) -> bool {
    matches!(ch, '-' | '\u{2010}'..='\u{2014}' | '\u{2212}')
}

/// Where the signs that stand directly before the digit at `start` begin.
fn start_of_signs(text: &str, floor: usize, start: usize) -> usize {
    let before = &text[floor..start];
    let bare = before.trim_end_matches(is_sign_before);
    // A hyphen behind a word divides it from the number, as in `د-5`; "and" is written together
    // with the number.
    let is_hyphen = before[bare.len()..].starts_with('-');
    let word = bare.rsplit(|ch: char| !ch.is_alphanumeric()).next().unwrap_or_default();
    let divides = is_hyphen && !matches!(word, "" | "و");
    if divides { start } else { floor + bare.len() }
}

fn is_sign_before(ch: char) -> bool {
    is_terminator(ch) || matches!(ch, '+' | '-' | '\u{2212}' | '<' | '>' | '≤' | '≥' | '≈' | '~')
}

/// The length of the signs directly behind a number, or of one behind a space.
fn width_of_signs(behind: &str) -> usize {
    let attached = behind.len() - behind.trim_start_matches(is_sign_behind).len();
    if attached > 0 {
        return attached;
    }
    let Some(space) = behind.chars().next().filter(|ch| is_thin_space(*ch)) else { return 0 };
    let mut rest = behind[space.len_utf8()..].chars();
    let sign = rest.next().filter(|ch| is_spaced_sign(*ch));
    // `5 $10`: the sign of the next number.
    match (sign, rest.next()) {
        (Some(sign), next) if next.is_none_or(|ch| !is_digit(ch)) => {
            space.len_utf8() + sign.len_utf8()
        }
        _ => 0,
    }
}

fn is_sign_behind(ch: char) -> bool {
    is_terminator(ch) || matches!(ch, '+' | '²' | '³' | '℃' | '℉')
}

/// Signs that touch a number and may be shown on either side of it: the "European number
/// terminators" of UAX #9.
fn is_terminator(ch: char) -> bool {
    matches!(
        ch,
        '#' | '$' | '%'
            | '¢'..='¥'
            | '°'
            | '±'
            | '\u{0609}'
            | '\u{060A}'
            | '\u{066A}'
            | '\u{2030}'..='\u{2034}'
            | '\u{20A0}'..='\u{20CF}'
            | '\u{2213}'
    )
}

/// Signs that belong to the number before them with a space between.
fn is_spaced_sign(ch: char) -> bool {
    matches!(ch, '%' | '\u{066A}' | '‰' | '℃' | '℉')
        || matches!(ch, '$' | '¢'..='¥' | '\u{20A0}'..='\u{20CF}')
}

/// A space within a number or before its unit.
pub(super) fn is_thin_space(ch: char) -> bool {
    matches!(ch, ' ' | '\u{A0}' | '\u{2007}' | '\u{2009}' | '\u{202F}')
}

/// The number behind the dash that follows `element`, and whether the dash has spaces about it.
fn after_dash(text: &str, element: &Element) -> Option<(Element, bool)> {
    let behind = &text[element.range.end..];
    let unspaced = behind.trim_start_matches(is_thin_space);
    let dash = unspaced.chars().next().filter(|ch| is_dash(*ch))?;
    let rest = &unspaced[dash.len_utf8()..];
    let next = rest.trim_start_matches(is_thin_space);
    let spaces = (behind.len() - unspaced.len(), rest.len() - next.len());
    let is_spaced = match spaces {
        (0, 0) => false,
        (1.., 1..) => true,
        // `1990 -5`: the sign of the next number.
        _ => return None,
    };
    let at = text.len() - next.len();
    // The second number may have signs of its own: `$5–$10`.
    let digits = at + next.find(is_digit).filter(|at| next[..*at].chars().all(is_sign_before))?;
    Some((Element::of(text, at, digits)?, is_spaced))
}

/// The length of a unit in Latin letters that stands behind a number and a space.
pub(super) fn unit_behind(text: &str) -> Option<usize> {
    let space = text.chars().next().filter(|ch| is_thin_space(*ch))?.len_utf8();
    let rest = &text[space..];
    let is_of_unit =
        |ch: char| ch.is_alphabetic() || matches!(ch, '/' | '²' | '³' | '°' | 'µ' | '·');
    let end = rest.find(|ch| !is_of_unit(ch)).unwrap_or(rest.len());
    let unit = &rest[..end];
    let is_known = |part: &str| UNITS.contains(&part.trim_end_matches(['²', '³']));
    let is_unit = unit.split(['/', '·']).all(is_known);
    let is_word = rest[end..].chars().next().is_none_or(|ch| !is_digit(ch));
    (is_unit && is_word).then_some(space + end)
}

/// Units of measure and of money that are written in Latin letters after a number. A letter that
/// is also a word or a name is none of them.
const UNITS: &[&str] = &[
    "mm", "cm", "m", "km", "nm", "µm", "mi", "ft", "ha", "mg", "g", "kg", "lb", "oz", "ml", "mL",
    "l", "L", "ms", "s", "min", "h", "Hz", "kHz", "MHz", "GHz", "W", "kW", "MW", "GW", "kWh",
    "MWh", "V", "kV", "mA", "J", "kJ", "MJ", "kcal", "cal", "Pa", "kPa", "hPa", "MPa", "bar",
    "mol", "dB", "ppm", "kt", "Mt", "Gt", "B", "KB", "kB", "MB", "GB", "TB", "PB", "bit", "kbit",
    "Mbit", "Gbit", "bps", "kbps", "Mbps", "Gbps", "kph", "mph", "px", "pt", "em", "dpi", "°C",
    "°F", "K", "bbl", "boe", "USD", "EUR", "GBP", "CHF", "JPY", "CNY", "RUB", "INR", "TRY", "SAR",
    "AED", "QAR", "KWD", "BHD", "OMR", "JOD", "IQD", "SYP", "LBP", "EGP", "LYD", "TND", "DZD",
    "MAD", "SDG", "YER", "IRR", "IRT", "AFN", "PKR",
];
