//! What is wrong with the spelling and typography of Arabic and Persian prose: a string comes in,
//! findings with their classes go out.
//!
//! The string is one paragraph, heading, cell or value without markup; [`inspect`] knows of no file.
//! It is split into tokens once (`token.rs`; `address.rs` keeps addresses and tags apart from words),
//! and each rule looks over the tokens:
//!
//! - letters: `yeh.rs`, `hamza.rs` (its words in `hamza_words.rs`), `lam_alef.rs`, `tanween.rs`
//! - what is drawn or hidden between letters: `tatweel.rs`, `joiner.rs`
//! - numbers: `number.rs`
//! - words: `word.rs`; `foreign.rs` passes over those of the other language
//! - punctuation: `spacing.rs`, `quotation.rs`, `bracket.rs`, `dots.rs`
//!
//! The rules are classed by what a wrong guess would cost ([`Class`]), and a rule that
//! cannot be sure keeps silent: most authors have a reason for what they write.

mod address;
mod bracket;
mod dots;
mod foreign;
mod hamza;
mod hamza_words;
mod joiner;
mod lam_alef;
mod number;
mod quotation;
mod spacing;
mod tanween;
mod tatweel;
mod token;
mod word;
mod yeh;

use std::ops::Range;

use super::finding::{Class, Finding};
use super::language::{Direction, LanguageTag};
use bracket::Brackets;
use foreign::Foreign;
use quotation::Quotations;
use token::{Kind, Token, Trait};

pub use tanween::{TanweenOrder, tanween_orders};

/// The names of the rules, as [`Finding::rule`] has them.
pub mod rule {
    /// Letters of the other language's keyboard; ي and ى in each other's place.
    pub const YEH_KAF: &str = "yeh-kaf";
    /// A half-space that does nothing.
    pub const ZWNJ_REDUNDANT: &str = "zwnj-redundant";
    /// A letter that is stretched.
    pub const TATWEEL: &str = "tatweel";
    /// Lam and alef of the article in each other's place.
    pub const LAM_ALEF: &str = "lam-alef";
    /// Spaces about punctuation.
    pub const SPACE_PUNCT: &str = "space-punct";
    /// Straight quotation marks in pairs.
    pub const QUOTE_STRAIGHT: &str = "quote-straight";
    /// Straight quotation marks that make no pairs.
    pub const QUOTE_ODD: &str = "quote-odd";
    /// A bracket about Latin words on the wrong side of them.
    pub const BRACKET_BIDI: &str = "bracket-bidi";
    /// A range of pages with the larger number first.
    pub const RANGE_ORDER: &str = "range-order";
    /// Digits of two kinds in one word or number.
    pub const DIGITS_MIXED: &str = "digits-mixed";
    /// A word whose hamza is not written.
    pub const HAMZA_MISSING: &str = "hamza-missing";
    /// A hamza on an alef that has none.
    pub const HAMZA_WASL: &str = "hamza-wasl";
    /// The mark of tanween on both sides of alef in one text.
    pub const TANWEEN_ORDER: &str = "tanween-order";
    /// A word that stands twice.
    pub const DOUBLED_WORD: &str = "doubled-word";
    /// Two words without a space.
    pub const GLUED_WORD: &str = "glued-word";
    /// The Arabic "and" apart from its word.
    pub const SPLIT_WAW: &str = "split-waw";
    /// Two dots, or three without a space.
    pub const ELLIPSIS: &str = "ellipsis";
}

/// Whose rules of spelling a text follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Orthography {
    /// Modern Standard Arabic.
    Arabic,
    /// Persian, Dari included.
    Persian,
}

impl Orthography {
    /// The rules for a language; `None` for one that has none here, in Arabic script or not.
    pub fn of(language: &LanguageTag) -> Option<Self> {
        match (language.primary(), language.direction()) {
            ("ar", Direction::RightToLeft) => Some(Self::Arabic),
            ("fa" | "prs", Direction::RightToLeft) => Some(Self::Persian),
            _ => None,
        }
    }
}

/// Looks over one run of prose: the findings in the order of their places.
///
/// Addresses, e-mail addresses, DOIs and HTML tags are left alone. What else is not prose, such as
/// code, is named in `opaque`: ranges of bytes of `text`, in order and apart; an empty one is a place
/// where a line ends unseen. A line feed in `text` ends a line too, and is as good as a space between
/// words.
///
/// The replacement of a finding that is only flagged is a guess, for messages.
pub fn inspect(text: &str, orthography: Orthography, opaque: &[Range<usize>]) -> Vec<Finding> {
    inspect_emphasised(text, orthography, opaque, &[])
}

/// The same for a run of which some words are emphasised, as those of another language often are.
pub fn inspect_emphasised(
    text: &str,
    orthography: Orthography,
    opaque: &[Range<usize>],
    emphasised: &[Range<usize>],
) -> Vec<Finding> {
    let (tokens, traits) = token::split(text, opaque);
    if !traits.has(Trait::ARABIC) {
        return Vec::new();
    }
    let run = Run { text, tokens: &tokens, traits, orthography };
    let mut findings = Vec::new();
    let brackets = Brackets::of(&run);
    let quotations = Quotations::of(&run);
    let foreign = Foreign::of(&run, &brackets, &quotations, emphasised);
    inspect_words(&run, &foreign, &mut findings);
    bracket::inspect(&run, &brackets, &mut findings);
    quotation::inspect(&run, &quotations, &mut findings);
    spacing::inspect(&run, &brackets, &quotations, &mut findings);
    dots::inspect(&run, &mut findings);
    findings.sort_by(|a, b| {
        (a.range.start, a.range.end, a.rule).cmp(&(b.range.start, b.range.end, b.rule))
    });
    findings
}

fn inspect_words(run: &Run, foreign: &Foreign, findings: &mut Vec<Finding>) {
    for (index, token) in run.tokens.iter().enumerate() {
        if token.kind != Kind::Word || foreign.has(index) {
            continue;
        }
        yeh::inspect(run, index, findings);
        joiner::inspect(run, token, findings);
        tatweel::inspect(run, token, findings);
        number::inspect_digits(run, token, findings);
        hamza::inspect(run, token, findings);
        lam_alef::inspect(run, token, findings);
        word::inspect(run, index, findings);
    }
    number::inspect_ranges(run, findings);
}

/// A run of prose in tokens.
struct Run<'t> {
    text: &'t str,
    /// They cover the text, in order.
    tokens: &'t [Token],
    /// Those of all tokens together.
    traits: Trait,
    orthography: Orthography,
}

impl<'t> Run<'t> {
    /// What a token says.
    fn text_of(&self, token: &Token) -> &'t str {
        &self.text[token.range()]
    }

    /// The token before or behind another.
    fn token(&self, index: Option<usize>) -> Option<&'t Token> {
        self.tokens.get(index?)
    }

    /// The sign at a place; `None` if a word or space stands there.
    fn sign(&self, index: usize) -> Option<char> {
        let token = self.tokens.get(index)?;
        if token.kind == Kind::Sign { self.text_of(token).chars().next() } else { None }
    }

    /// The word at a place.
    fn word(&self, index: usize) -> Option<&'t str> {
        let token = self.tokens.get(index)?;
        (token.kind == Kind::Word).then(|| self.text_of(token))
    }
}

/// A finding that says what should stand in its place.
fn proposal(
    rule: &'static str,
    class: Class,
    range: Range<usize>,
    replacement: impl Into<String>,
) -> Finding {
    Finding { range, replacement: Some(replacement.into()), class, rule }
}

/// A finding that leaves it to the author what to do.
fn flag(rule: &'static str, range: Range<usize>) -> Finding {
    Finding { range, replacement: None, class: Class::Flagged, rule }
}
