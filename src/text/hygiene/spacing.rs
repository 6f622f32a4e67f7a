//! Spaces about punctuation, and more than one space.

use super::super::finding::{Class, Finding};
use super::bracket::Brackets;
use super::quotation::Quotations;
use super::token::{Kind, Token, Trait};
use super::{Orthography, Run, proposal, rule};

pub(super) fn inspect(
    run: &Run,
    brackets: &Brackets,
    quotations: &Quotations,
    findings: &mut Vec<Finding>,
) {
    let signs = Signs { run, brackets, quotations };
    for (index, token) in run.tokens.iter().enumerate() {
        let mended = match token.kind {
            Kind::Space => signs.space(index),
            Kind::Sign if token.traits.has(Trait::STOP) => signs.missing_behind(index),
            Kind::Sign if token.traits.has(Trait::OPENING) => signs.missing_before(index),
            _ => None,
        };
        findings.extend(mended.map(|(range, replacement)| {
            proposal(rule::SPACE_PUNCT, Class::Silent, range, replacement)
        }));
    }
}

/// The bytes to replace, and what should stand there.
type Mended = (std::ops::Range<usize>, &'static str);

struct Signs<'r, 't> {
    run: &'r Run<'t>,
    brackets: &'r Brackets,
    quotations: &'r Quotations,
}

impl Signs<'_, '_> {
    fn token(&self, index: Option<usize>) -> Option<&Token> {
        self.run.tokens.get(index?)
    }

    /// A space that should not be there, or is too long.
    fn space(&self, index: usize) -> Option<Mended> {
        let run = self.run;
        let token = &run.tokens[index];
        let before = self.token(index.checked_sub(1))?;
        let behind = self.token(Some(index + 1))?;
        let space = run.text_of(token);
        if space.contains('\t') || before.kind == Kind::Line || behind.kind == Kind::Line {
            return None;
        }
        let opens = before.traits.has(Trait::OPENING);
        let is_in_front = self.stop_behind(index) || self.closes_behind(index);
        if is_in_front && !opens || opens && self.is_loose_inside(index) {
            return Some((token.range(), ""));
        }
        let is_long = space.len() > 1 && space.bytes().all(|byte| byte == b' ');
        is_long.then(|| (token.range(), " "))
    }

    /// Whether the space at `index` stands before a stop that should touch the word before it.
    fn stop_behind(&self, index: usize) -> bool {
        let run = self.run;
        let Some(stop) = run.sign(index + 1) else { return false };
        if !run.tokens[index + 1].traits.has(Trait::STOP) {
            return false;
        }
        let before = &run.tokens[index - 1];
        let touching = self.token(Some(index + 2));
        let starts = |traits: Trait| {
            touching
                .is_some_and(|token| token.is_word_with(traits) && !token.traits.has(Trait::ARABIC))
        };
        let next_word =
            (index + 2..run.tokens.len()).find(|at| run.tokens[*at].kind != Kind::Space);
        let is_between = |traits: Trait| {
            before.is_word_with(traits)
                && !before.traits.has(Trait::ARABIC)
                && next_word.is_some_and(|next| {
                    run.tokens[next].is_word_with(traits)
                        && !run.tokens[next].traits.has(Trait::ARABIC)
                })
        };
        match stop {
            // An omission ` ... `, a name `.NET`, a number `.5`
            '.' => run.sign(index + 2) != Some('.') && !starts(Trait::FOREIGN.with(Trait::DIGIT)),
            // A ratio `3 : 4`, French `La paix : un essai`, `::`
            ':' => {
                run.sign(index + 2) != Some(':')
                    && !is_between(Trait::DIGIT)
                    && !is_between(Trait::FOREIGN)
                    && !starts(Trait::FOREIGN)
            }
            '!' => !is_between(Trait::FOREIGN) && !matches!(run.sign(index + 2), Some('=' | '[')),
            _ => true,
        }
    }

    /// Whether the space at `index` stands before a closing bracket or quotation mark.
    fn closes_behind(&self, index: usize) -> bool {
        let behind = &self.run.tokens[index + 1];
        if behind.traits.has(Trait::CLOSING) {
            return self.brackets.opening(index + 1).is_some_and(|open| open + 1 != index);
        }
        // `تمويله "،`: the space is within the quotation.
        behind.traits.has(Trait::QUOTE)
            && self.quotations.is_opening(self.run, index + 1) == Some(false)
            && self.token(Some(index + 2)).is_none_or(|next| {
                next.traits.has(Trait::STOP.with(Trait::CLOSING)) || next.kind == Kind::Line
            })
            && self.run.tokens[index - 1].kind == Kind::Word
    }

    /// Whether the space at `index` stands behind an opening bracket with something in it.
    fn is_loose_inside(&self, index: usize) -> bool {
        let close = self.brackets.closing(index - 1);
        close.is_some_and(|close| close > index + 1)
    }

    /// The space that is missing behind ، ؛ : or ؟, and behind a full stop or ! with the space before it.
    fn missing_behind(&self, index: usize) -> Option<Mended> {
        let run = self.run;
        let stop = run.sign(index)?;
        let behind = self.token(Some(index + 1))?;
        let before = self.token(index.checked_sub(1));
        let begins = match behind.kind {
            Kind::Word => {
                behind.traits.has(Trait::ARABIC.with(Trait::FOREIGN))
                    && run.text_of(behind).starts_with(char::is_alphabetic)
            }
            // An address, not a tag or code.
            Kind::Opaque => run.text_of(behind).starts_with(char::is_alphabetic),
            Kind::Sign if behind.traits.has(Trait::OPENING) => run.sign(index + 1) != Some('['),
            Kind::Sign if behind.traits.has(Trait::QUOTE) => {
                self.quotations.is_opening(run, index + 1) == Some(true)
            }
            _ => false,
        };
        // https://example.org/أ،ب may be one address.
        let is_in_address = before.is_some_and(|before| {
            before.kind == Kind::Opaque && self.run.text_of(before).contains("://")
        });
        let is_missing = begins
            && match stop {
                '،' | '؛' | '؟' => !is_in_address,
                ':' => before.is_some_and(|before| self.ends_clause(before, behind)),
                // `الحروب .واشارت`: the space is on the wrong side. `ق.م` is right as it is.
                '.' | '!' => {
                    before.is_some_and(|before| before.kind == Kind::Space)
                        && behind.is_word_with(Trait::ARABIC)
                        && index >= 2
                }
                _ => false,
            };
        is_missing.then(|| (behind.start()..behind.start(), " "))
    }

    /// Whether a colon between the two ends a clause: it does not within Latin words and addresses, nor
    /// between two letters (`أ:ب`).
    fn ends_clause(&self, before: &Token, behind: &Token) -> bool {
        let is_letter = |token: &Token| {
            token.kind == Kind::Word && self.run.text_of(token).chars().count() == 1
        };
        match before.kind {
            Kind::Word | Kind::Sign => {
                let is_within_foreign =
                    is_foreign(before) && is_foreign(behind) || self.is_latin_about(before, behind);
                let is_ratio = is_letter(before) && is_letter(behind);
                !is_within_foreign && !is_ratio && self.run.text_of(before) != ":"
            }
            Kind::Space | Kind::Opaque => true,
            Kind::Line => false,
        }
    }

    /// Whether the letters on either side are Latin: `وa:b`.
    fn is_latin_about(&self, before: &Token, behind: &Token) -> bool {
        self.run.text_of(before).ends_with(|ch: char| ch.is_ascii_alphanumeric())
            && self.run.text_of(behind).starts_with(|ch: char| ch.is_ascii_alphanumeric())
    }

    /// The space that is missing before ( or «.
    fn missing_before(&self, index: usize) -> Option<Mended> {
        let run = self.run;
        let bracket = run.sign(index).filter(|sign| matches!(sign, '(' | '«'))?;
        let close = self.brackets.closing(index)?;
        let before =
            self.token(index.checked_sub(1)).filter(|it| it.is_word_with(Trait::ARABIC))?;
        let word = run.text_of(before);
        let is_prefix = match run.orthography {
            Orthography::Arabic => PREFIXES.contains(&word),
            Orthography::Persian => false,
        };
        let is_ending = bracket == '(' && self.is_ending(index, close);
        let touches = is_prefix || is_ending || word.ends_with('\u{0640}');
        let at = run.tokens[index].start();
        (!touches && !word.ends_with(char::is_numeric)).then_some((at..at, " "))
    }

    /// Whether a bracket holds an ending of the word before it: `الطالب(ة)`, `کشور(ها)`.
    fn is_ending(&self, open: usize, close: usize) -> bool {
        /// Four letters of two bytes.
        const LONGEST: usize = 8;
        let inside = &self.run.tokens[open + 1..close];
        inside.iter().all(|token| match token.kind {
            Kind::Word => token.range().len() <= LONGEST,
            Kind::Sign => self.run.text_of(token) == "/",
            Kind::Space | Kind::Line | Kind::Opaque => false,
        })
    }
}

fn is_foreign(token: &Token) -> bool {
    token.kind == Kind::Opaque
        || token.kind == Kind::Word
            && token.traits.has(Trait::FOREIGN)
            && !token.traits.has(Trait::ARABIC)
}

/// What Arabic writes before a word without a space: and, so, in, like, for, the, and two of them.
const PREFIXES: [&str; 20] = [
    "و", "ف", "ب", "ك", "ل", "ال", "وال", "بال", "كال", "فال", "لل", "وب", "ول", "وك", "فب", "فل",
    "فك", "وبال", "ولل", "وكال",
];
