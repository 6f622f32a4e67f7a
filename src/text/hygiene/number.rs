//! Digits of two kinds in one word, and ranges of pages in the wrong order.

use super::super::digit;
use super::super::finding::{Class, Finding};
use super::token::{Kind, Token, Trait};
use super::{Run, flag, proposal, rule};

/// Digits of the East in a Latin word (`G۲۰`), and numbers in digits of two kinds (`۱9`).
pub(super) fn inspect_digits(run: &Run, token: &Token, findings: &mut Vec<Finding>) {
    const EASTERN: Trait = Trait::ARABIC_DIGIT.with(Trait::PERSIAN_DIGIT);
    if !token.traits.has(EASTERN) {
        return;
    }
    let word = run.text_of(token);
    if token.traits.has(Trait::FOREIGN) && !token.traits.has(Trait::ARABIC) {
        let (Some(first), Some(last)) = (word.find(is_eastern), word.rfind(is_eastern)) else {
            return;
        };
        // Digits of the East have two bytes.
        let range = first..last + 2;
        let replacement: String = word[range.clone()].chars().map(ascii).collect();
        let range = token.start() + range.start..token.start() + range.end;
        findings.push(proposal(rule::DIGITS_MIXED, Class::Silent, range, replacement));
        return;
    }
    let kinds = [Trait::ASCII_DIGIT, Trait::ARABIC_DIGIT, Trait::PERSIAN_DIGIT];
    if kinds.into_iter().filter(|kind| token.traits.has(*kind)).count() > 1 && is_number(word) {
        findings.push(flag(rule::DIGITS_MIXED, token.range()));
    }
}

fn is_eastern(ch: char) -> bool {
    matches!(ch, '\u{0660}'..='\u{0669}' | '\u{06F0}'..='\u{06F9}')
}

fn ascii(ch: char) -> char {
    let digit = match ch {
        '\u{0660}'..='\u{0669}' => ch as u32 - 0x0660,
        '\u{06F0}'..='\u{06F9}' => ch as u32 - 0x06F0,
        _ => return ch,
    };
    char::from_digit(digit, 10).unwrap_or(ch)
}

fn is_number(word: &str) -> bool {
    digit::number(word).is_some()
}

/// Ranges of pages: after صص, ص or pp the smaller number comes first.
///
/// A program that takes the text out of a page from left to right writes `صص ۵۰-۲۹` for `صص ۲۹–۵۰`.
pub(super) fn inspect_ranges(run: &Run, findings: &mut Vec<Finding>) {
    if !run.traits.has(Trait::DASH) {
        return;
    }
    let mut index = 0;
    while index < run.tokens.len() {
        let Some(mut at) = behind_page_mark(run, index) else {
            index += 1;
            continue;
        };
        // Several ranges may follow, as in `صص ۵۰-۲۹ و ۷۰-۶۰`.
        while let Some(range) = PageRange::at(run, at) {
            findings.extend(range.inspect(run));
            let Some(next) = behind_separator(run, range.end) else { break };
            at = next;
        }
        index = at.max(index + 1);
    }
}

/// Where the numbers after a mark of pages begin, if such a mark stands at `index`.
fn behind_page_mark(run: &Run, index: usize) -> Option<usize> {
    const MARKS: [&str; 9] = ["صص", "ص", "صفحات", "الصفحات", "pp", "Pp", "PP", "p", "P"];
    if !MARKS.contains(&run.word(index)?) {
        return None;
    }
    let mut at = index + 1;
    while matches!(run.sign(at), Some('.' | ':')) || is_space(run, at) {
        at += 1;
    }
    Some(at)
}

/// Where the next range may begin, after a comma or "and".
fn behind_separator(run: &Run, mut at: usize) -> Option<usize> {
    let mut separators = 0;
    loop {
        let is_separator =
            matches!(run.sign(at), Some('،' | ',' | '؛' | ';')) || run.word(at) == Some("و");
        if is_separator {
            separators += 1;
        } else if !is_space(run, at) {
            return (separators == 1).then_some(at);
        }
        at += 1;
    }
}

fn is_space(run: &Run, index: usize) -> bool {
    run.tokens.get(index).is_some_and(|token| token.kind == Kind::Space)
}

/// Two numbers with a dash between them, by their places among the tokens.
struct PageRange {
    first: usize,
    last: usize,
    /// The place behind it.
    end: usize,
}

impl PageRange {
    fn at(run: &Run, first: usize) -> Option<Self> {
        let skip_space = |at: usize| at + usize::from(is_space(run, at));
        is_number(run.word(first)?).then_some(())?;
        let dash = skip_space(first + 1);
        let is_dash = |token: &Token| token.kind == Kind::Sign && token.traits.has(Trait::DASH);
        run.tokens.get(dash).is_some_and(is_dash).then_some(())?;
        let last = skip_space(dash + 1);
        is_number(run.word(last)?).then_some(())?;
        // Three numbers are a date.
        let goes_on =
            run.tokens.get(last + 1).is_some_and(is_dash) || run.sign(last + 1) == Some('/');
        (!goes_on).then_some(Self { first, last, end: last + 1 })
    }

    fn inspect(&self, run: &Run) -> Option<Finding> {
        let (first, last) = (run.word(self.first)?, run.word(self.last)?);
        let is_reversed = same_digits(run, self) && is_reversed(first, last);
        is_reversed.then(|| {
            let range = run.tokens[self.first].start()..run.tokens[self.last].end();
            let replacement = format!("{last}\u{2013}{first}");
            proposal(rule::RANGE_ORDER, Class::Stated, range, replacement)
        })
    }
}

fn same_digits(run: &Run, range: &PageRange) -> bool {
    run.tokens[range.first].traits == run.tokens[range.last].traits
}

/// Whether the larger number comes first and no shortened range is meant: `145-59` is 145 to 159.
fn is_reversed(first: &str, last: &str) -> bool {
    let (Some(from), Some(to)) = (digit::number(first), digit::number(last)) else { return false };
    let (digits, last_digits) = (first.chars().count(), last.chars().count());
    if from <= to || digits > 9 {
        return false;
    }
    if digits == last_digits {
        return true;
    }
    let power = 10_u32.pow(last_digits as u32);
    let shortened = from / power * power + to;
    shortened <= from || from - to < shortened - from
}
