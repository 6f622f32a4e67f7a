//! Words of the other language: an Arabic text that says how Persian has it, or the reverse.
//!
//! The two share a script, so that only the letters tell. What stands in quotation marks or brackets,
//! or is emphasised, and has letters of the other language alone is in that language, if the text about
//! it keeps to its own letters. A text that was typed with the wrong keyboard does not.

use std::ops::Range;

use super::bracket::Brackets;
use super::quotation::Quotations;
use super::token::{Token, Trait};
use super::{Orthography, Run};

/// The tokens of a run that are in the other language.
#[derive(Default)]
pub(super) struct Foreign(Vec<Range<usize>>);

impl Foreign {
    /// `emphasised` are bytes of the text.
    pub(super) fn of(
        run: &Run,
        brackets: &Brackets,
        quotations: &Quotations,
        emphasised: &[Range<usize>],
    ) -> Self {
        let letters = Letters::of(run.orthography);
        if !run.traits.has(letters.foreign) {
            return Self::default();
        }
        if letters.is_foreign(run.tokens) && run.traits.has(letters.telling) {
            return Self(std::iter::once(0..run.tokens.len()).collect());
        }
        // A clitic before an emphasis is of the same word.
        let emphasised = emphasised.iter().map(|range| {
            run.tokens.partition_point(|token| token.end() <= range.start)
                ..run.tokens.partition_point(|token| token.start() < range.end)
        });
        let spans = brackets.pairs().chain(quotations.pairs()).map(|(open, close)| open + 1..close);
        let mut spans: Vec<Range<usize>> = spans
            .chain(emphasised)
            .filter(|span| letters.is_foreign(&run.tokens[span.clone()]))
            .collect();
        spans.sort_by_key(|span| (span.start, span.end));
        let foreign = Self(spans);
        if foreign.is_all_that_is(letters, run) { foreign } else { Self::default() }
    }

    /// Whether the token at a place is in the other language.
    pub(super) fn has(&self, index: usize) -> bool {
        self.0.iter().any(|span| span.contains(&index))
    }

    /// Whether the rest of the run has letters of its own, and none of the other language.
    fn is_all_that_is(&self, letters: Letters, run: &Run) -> bool {
        let mut rest = Trait::default();
        let mut spans = self.0.iter().peekable();
        for (index, token) in run.tokens.iter().enumerate() {
            while spans.next_if(|span| span.end <= index).is_some() {}
            if spans.peek().is_none_or(|span| index < span.start) {
                rest = rest.with(token.traits);
            }
        }
        rest.has(letters.own) && !rest.has(letters.keyboard)
    }
}

/// Letters that one of the two languages has alone.
#[derive(Clone, Copy)]
struct Letters {
    own: Trait,
    foreign: Trait,
    /// Those of the foreign ones that a wrong keyboard gives.
    keyboard: Trait,
    /// Those that it does not give.
    telling: Trait,
}

impl Letters {
    fn of(orthography: Orthography) -> Self {
        const ARABIC: (Trait, Trait) = (
            Trait::ARABIC_YEH_KAF.with(Trait::MAKSURA),
            Trait::TEH_MARBUTA.with(Trait::HAMZA_BELOW),
        );
        const PERSIAN: (Trait, Trait) =
            (Trait::PERSIAN_YEH_KAF, Trait::PERSIAN_LETTER.with(Trait::JOINER));
        let (own, (keyboard, telling)) = match orthography {
            Orthography::Arabic => (ARABIC, PERSIAN),
            Orthography::Persian => (PERSIAN, ARABIC),
        };
        Self { own: own.0.with(own.1), foreign: keyboard.with(telling), keyboard, telling }
    }

    fn is_foreign(self, tokens: &[Token]) -> bool {
        let traits = tokens.iter().fold(Trait::default(), |all, token| all.with(token.traits));
        traits.has(self.foreign) && !traits.has(self.own)
    }
}
