//! What to look for: a written form comes in, its patterns go out.
//!
//! A form has a pattern for each shape of its last word, see `shapes` of the languages.

use super::arabic;
use super::index::Stem;
use super::latin;
use super::letter::{ALEF, Letter, SKELETON, TEH_MARBUTA, is_alef, is_latin, never_joins};
use super::lexicon::{FormRule, Inflection};
use super::persian;
use super::word::{Gap, Words};

/// One shape of one written form.
#[derive(Debug)]
pub(super) struct Pattern {
    /// The letters of its words, without the articles that it may have or not.
    pub(super) parts: Vec<Part>,
    /// How the letters of the text are compared with it.
    pub(super) spelling: Spelling,
    /// Whether clitics may stand before it, and the article before its later words.
    pub(super) takes_clitics: bool,
    /// Whether it is a name in capitals (`WHO`), which small letters are not.
    pub(super) is_capitals: bool,
    /// Whether it has three letters or fewer.
    pub(super) is_short: bool,
    /// How many letters the form has; of two hits on the same words, the one with more is kept.
    pub(super) letters: usize,
    /// What may follow.
    pub(super) ending: Ending,
}

/// A run of letters in a pattern, and what stands between it and the next.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) letters: Vec<Letter>,
    pub(super) gap: PartGap,
}

/// What may stand between two parts.
#[derive(Clone, Debug, Default)]
pub(super) struct PartGap {
    /// If both are in one word of the text.
    pub(super) inside: Inside,
    /// If they are two words.
    pub(super) between: &'static [Gap],
    /// If they are two words with other signs between, those signs, without white space.
    pub(super) signs: Option<Box<str>>,
}

/// What may stand between two parts that are in one word of the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Inside {
    /// They are never in one word.
    #[default]
    Never,
    /// A joiner.
    Joint,
    /// A joiner or nothing.
    Anything,
}

/// How letters are compared, beyond what the table of the language has made equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// See [`arabic::is_spelled_alike`].
    Arabic,
    /// Capitals are small letters, and hamza on heh is a mark.
    Caseless,
    /// As written.
    Cased,
}

/// What may follow a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// Nothing. The other word of `don't` would be something.
    None,
    /// Nothing; an apostrophe divides words, as in French.
    Plain,
    Arabic(arabic::Ending),
    Persian(persian::Ending),
    English(latin::Ending),
}

/// Makes patterns for the forms of one language.
pub(super) struct Compiler {
    inflection: Inflection,
    not_the_article: Vec<Vec<Letter>>,
    words: Words,
}

impl Compiler {
    pub(super) fn new(inflection: Inflection) -> Self {
        let not_the_article = match inflection {
            Inflection::Arabic => arabic::not_the_article(),
            _ => Vec::new(),
        };
        Self { inflection, not_the_article, words: Words::default() }
    }

    /// The patterns of a form, the one as it is written first; none if it has no letters.
    pub(super) fn compile(&mut self, written: &str, rule: FormRule) -> Vec<Pattern> {
        self.words.split(written, self.inflection.table());
        let Some(first) = self.words.get(0) else {
            return Vec::new();
        };
        let is_latin = is_latin(self.words.letters_of(first)[0]);
        let writing = match (self.inflection, is_latin) {
            _ if rule == FormRule::Exact => Writing::Strict,
            (Inflection::Plain, _) | (Inflection::English, false) => Writing::Plain,
            (_, true) => Writing::English,
            _ if rule == FormRule::Abbreviation => Writing::Strict,
            (Inflection::Arabic, _) => Writing::Arabic,
            (Inflection::Persian, _) => Writing::Persian,
        };
        let mut parts = self.parts(written, writing);
        match writing {
            Writing::Arabic => {
                for part in &mut parts {
                    let bare = arabic::without_article(&part.letters, &self.not_the_article);
                    part.letters = bare.to_vec();
                }
            }
            Writing::Persian => mend_persian(&mut parts),
            Writing::English | Writing::Plain | Writing::Strict => {}
        }
        let letters: usize = parts.iter().map(|part| part.letters.len()).sum();
        let is_capitals = letters > 1
            && writing == Writing::English
            && parts.iter().all(|part| part.letters.iter().all(u8::is_ascii_uppercase));
        let Some(last) = parts.pop() else {
            return Vec::new();
        };
        let spelling = match rule {
            FormRule::Abbreviation => Spelling::Cased,
            // `Nato` is NATO, but `Who` and `Us` are other words.
            _ if is_capitals && letters <= 3 => Spelling::Cased,
            _ if writing == Writing::Arabic => Spelling::Arabic,
            _ => Spelling::Caseless,
        };
        let pattern = |(last_letters, ending)| {
            let last = Part { letters: last_letters, gap: PartGap::default() };
            Pattern {
                parts: parts.iter().cloned().chain([last]).collect(),
                spelling,
                takes_clitics: self.inflection == Inflection::Arabic
                    && matches!(writing, Writing::Arabic | Writing::English)
                    && letters > 1,
                is_capitals,
                is_short: letters <= 3,
                letters,
                ending,
            }
        };
        self.shapes(last.letters, writing, rule, letters).into_iter().map(pattern).collect()
    }

    fn parts(&self, written: &str, writing: Writing) -> Vec<Part> {
        let mut parts = Vec::new();
        for at in 0..self.words.len() {
            let Some(word) = self.words.get(at) else {
                break;
            };
            for letters in self.words.parts_of(word) {
                let gap = PartGap::of_joint(letters, writing);
                parts.push(Part { letters: letters.to_vec(), gap });
            }
            if let (Some(last), Some(next)) = (parts.last_mut(), self.words.get(at + 1)) {
                let signs = &written[word.end as usize..next.start as usize];
                last.gap = PartGap::between_words(next.gap, signs, writing);
            }
        }
        parts
    }

    /// The last part in its shapes.
    fn shapes(
        &self,
        last: Vec<Letter>,
        writing: Writing,
        rule: FormRule,
        letters: usize,
    ) -> Vec<(Vec<Letter>, Ending)> {
        let persian = |last: &[Letter]| Ending::Persian(persian::Ending::of(last));
        match writing {
            Writing::Plain => vec![(last, Ending::Plain)],
            Writing::Strict => vec![(last, Ending::None)],
            _ if letters == 1 => vec![(last, Ending::None)],
            Writing::Arabic => arabic::shapes(&last)
                .into_iter()
                .map(|shape| (shape.letters, Ending::Arabic(shape.ending)))
                .collect(),
            Writing::Persian => {
                let ending = persian(&last);
                vec![(last, ending)]
            }
            Writing::English => {
                let mut shapes: Vec<_> = match rule {
                    FormRule::Abbreviation => {
                        vec![(last.clone(), Ending::English(latin::Ending::S))]
                    }
                    _ => latin::shapes(&last)
                        .into_iter()
                        .map(|shape| (shape.letters, Ending::English(shape.ending)))
                        .collect(),
                };
                if self.inflection == Inflection::Persian {
                    let ending = persian(&last);
                    shapes.push((last, ending));
                }
                shapes
            }
        }
    }
}

/// The rules that one form is written by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Writing {
    Arabic,
    Persian,
    English,
    /// Whole words.
    Plain,
    /// Whole words, divided as written.
    Strict,
}

impl PartGap {
    /// Between two parts of a word: a joiner in a term is in a text a joiner, a space or nothing.
    fn of_joint(before: &[Letter], writing: Writing) -> Self {
        match writing {
            Writing::Strict if before.last().is_some_and(|&last| !never_joins(last)) => {
                Self { inside: Inside::Joint, ..Self::default() }
            }
            Writing::Strict => Self { inside: Inside::Anything, ..Self::default() },
            _ => Self { inside: Inside::Anything, between: &[Gap::SPACE], signs: None },
        }
    }

    /// Between two words, with `signs` in the form.
    fn between_words(gap: Gap, signs: &str, writing: Writing) -> Self {
        let (inside, between): (Inside, &[Gap]) = match (gap, writing) {
            (Gap::SPACE, Writing::Persian) => (Inside::Joint, &[Gap::SPACE]),
            (Gap::SPACE, Writing::English) => (Inside::Never, &[Gap::SPACE, Gap::HYPHEN]),
            (Gap::SPACE, _) => (Inside::Never, &[Gap::SPACE]),
            (Gap::HYPHEN, Writing::English) => (Inside::Anything, &[Gap::SPACE, Gap::HYPHEN]),
            (Gap::HYPHEN, Writing::Strict) => (Inside::Never, &[Gap::HYPHEN]),
            (Gap::HYPHEN | Gap::SPACED_HYPHEN, _) => {
                (Inside::Never, &[Gap::HYPHEN, Gap::SPACED_HYPHEN])
            }
            (Gap::APOSTROPHE, _) => (Inside::Anything, &[Gap::APOSTROPHE]),
            _ => {
                return Self { signs: Some(visible(signs).collect()), ..Self::default() };
            }
        };
        Self { inside, between, signs: None }
    }

    /// Whether two words of a text may stand so.
    pub(super) fn takes(&self, gap: Gap, signs: &str) -> bool {
        match &self.signs {
            Some(expected) => visible(signs).eq(expected.chars()),
            None => self.between.contains(&gap),
        }
    }
}

fn visible(signs: &str) -> impl Iterator<Item = char> {
    signs.chars().filter(|sign| !sign.is_whitespace() && !sign.is_control())
}

/// Ezafe on a silent heh inside a term may be written or not, so it is taken off; the first part of
/// a verb stands as freely before a space as before a joiner.
fn mend_persian(parts: &mut Vec<Part>) {
    let mut at = 1;
    while at + 1 < parts.len() {
        let after_heh = persian::Ending::of(&parts[at - 1].letters) == persian::Ending::SilentHeh;
        if after_heh && persian::is_ezafe(&parts[at].letters) {
            parts[at - 1].gap = parts.remove(at).gap;
        }
        at += 1;
    }
    for part in parts {
        if persian::is_verb_prefix(&part.letters) && part.gap.between.contains(&Gap::SPACE) {
            part.gap.inside = Inside::Anything;
        }
    }
}

impl Pattern {
    /// How a text may begin with the pattern, which has the number given: in its first word are the
    /// first part, and those after it that may be in the same word.
    pub(super) fn stems(&self, pattern: u32) -> Vec<Stem> {
        let mut stems: Vec<Stem> = Vec::new();
        for (at, part) in self.parts.iter().enumerate() {
            let before = stems.last().map_or(&[][..], |stem| &stem.letters);
            let letters = [before, &part.letters].concat();
            let next = self.parts.get(at + 1).map(|part| part.letters.clone()).unwrap_or_default();
            stems.push(Stem { letters, next, pattern });
            if part.gap.inside == Inside::Never {
                break;
            }
        }
        stems
    }

    /// What two patterns have in common that are found in the same places.
    pub(super) fn key(&self) -> Vec<Letter> {
        let letters = self.parts.iter().flat_map(|part| &part.letters);
        match self.spelling {
            Spelling::Cased => letters.copied().collect(),
            Spelling::Caseless => letters.map(u8::to_ascii_lowercase).collect(),
            Spelling::Arabic => letters.map(|&letter| arabic_key(letter)).collect(),
        }
    }
}

fn arabic_key(letter: Letter) -> Letter {
    if is_alef(letter) && arabic::is_spelled_alike(letter, ALEF, false) {
        ALEF
    } else if arabic::is_spelled_alike(letter, letter & SKELETON, false) && letter != TEH_MARBUTA {
        letter & SKELETON
    } else {
        letter.to_ascii_lowercase()
    }
}
