//! Straight quotation marks, which Arabic and Persian write « ».

use super::super::finding::{Class, Finding};
use super::token::{Kind, Trait};
use super::{Run, flag, proposal, rule};

/// The straight quotation marks of a run that belong to its own language, and how they pair.
pub(super) struct Quotations {
    /// The places of each mark, in order.
    marks: Vec<usize>,
    /// Whether they are opening and closing ones by turns, as far as can be seen.
    is_paired: bool,
}

impl Quotations {
    pub(super) fn of(run: &Run) -> Self {
        let mut marks = Vec::new();
        if run.traits.has(Trait::QUOTE) {
            let all =
                (0..run.tokens.len()).filter(|index| run.tokens[*index].traits.has(Trait::QUOTE));
            marks = without_foreign(run, &all.collect::<Vec<_>>());
        }
        let is_paired = marks.len() % 2 == 0
            && marks.iter().enumerate().all(|(number, mark)| match side(run, *mark) {
                Some(Side::Opening) => number % 2 == 0,
                Some(Side::Closing) => number % 2 == 1,
                None => true,
            });
        Self { marks, is_paired }
    }

    /// The places of each pair, if there are pairs.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        let marks = if self.is_paired { &self.marks[..] } else { &[] };
        marks.as_chunks::<2>().0.iter().map(|[open, close]| (*open, *close))
    }

    /// Whether the mark at `index` opens a quotation; `None` where that cannot be told.
    pub(super) fn is_opening(&self, run: &Run, index: usize) -> Option<bool> {
        if self.is_paired
            && let Ok(number) = self.marks.binary_search(&index)
        {
            return Some(number % 2 == 0);
        }
        side(run, index).map(|side| side == Side::Opening)
    }
}

/// The marks without those about Latin words in a Latin surrounding, such as a title in a
/// bibliography.
fn without_foreign(run: &Run, marks: &[usize]) -> Vec<usize> {
    let mut own = Vec::with_capacity(marks.len());
    let mut at = 0;
    while let Some(&open) = marks.get(at) {
        if let Some(&close) = marks.get(at + 1)
            && !has_arabic(run, open, close)
            && !touches_arabic(run, open, close)
        {
            at += 2;
        } else {
            own.push(open);
            at += 1;
        }
    }
    own
}

fn has_arabic(run: &Run, open: usize, close: usize) -> bool {
    run.tokens[open..close].iter().any(|token| token.traits.has(Trait::ARABIC))
}

/// Whether the nearest word on either side is in Arabic script.
fn touches_arabic(run: &Run, open: usize, close: usize) -> bool {
    /// Farther words are not about the same thing.
    const NEAR: usize = 16;
    let is_letters = |index: &usize| {
        let token = &run.tokens[*index];
        token.is_word_with(Trait::ARABIC.with(Trait::FOREIGN))
    };
    let nearest =
        [(0..open).rev().take(NEAR).find(is_letters), (close..run.tokens.len()).find(is_letters)];
    nearest.into_iter().flatten().any(|index| run.tokens[index].traits.has(Trait::ARABIC))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Opening,
    Closing,
}

/// What a mark is by what stands about it.
fn side(run: &Run, index: usize) -> Option<Side> {
    let is_blank = |token: Option<&super::Token>| {
        token.is_none_or(|token| matches!(token.kind, Kind::Space | Kind::Line))
    };
    let before = run.token(index.checked_sub(1));
    let behind = run.token(Some(index + 1));
    let closes = |token: Option<&super::Token>| {
        token.is_some_and(|token| token.traits.has(Trait::STOP.with(Trait::CLOSING)))
    };
    let opens =
        |token: Option<&super::Token>| token.is_some_and(|token| token.traits.has(Trait::OPENING));
    let is_stop = |token: &super::Token| token.traits.has(Trait::STOP);
    match (is_blank(before) || opens(before), is_blank(behind) || closes(behind)) {
        (true, false) => Some(Side::Opening),
        (false, true) => Some(Side::Closing),
        // `تمويله "،`: no quotation begins with a comma.
        (true, true) => closes(behind).then_some(Side::Closing),
        // `بأنه:"أمن`
        (false, false) => before.is_some_and(is_stop).then_some(Side::Opening),
    }
}

/// Marks in pairs are to be « »; where they make no pairs, an author has to look.
pub(super) fn inspect(run: &Run, quotations: &Quotations, findings: &mut Vec<Finding>) {
    let Quotations { marks, is_paired } = quotations;
    if *is_paired {
        for (number, mark) in marks.iter().enumerate() {
            let sign = if number % 2 == 0 { "«" } else { "»" };
            let range = run.tokens[*mark].range();
            findings.push(proposal(rule::QUOTE_STRAIGHT, Class::Stated, range, sign));
        }
    } else if let Some(first) = marks.first() {
        findings.push(flag(rule::QUOTE_ODD, run.tokens[*first].range()));
    }
}
