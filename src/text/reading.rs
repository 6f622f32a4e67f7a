//! A pattern at a word of a text: both come in, and if the pattern is there, where it ends goes out.

use rustc_hash::FxHashSet;

use super::arabic;
use super::latin;
use super::letter::{ALEF, HEH, HEH_HAMZA, Letter, is_latin, never_joins};
use super::pattern::{Ending, Inside, Part, Pattern, Spelling};
use super::persian;
use super::word::{Gap, Word, Words};

/// A text that is being searched.
#[derive(Clone, Copy)]
pub(super) struct Reading<'t> {
    pub(super) text: &'t str,
    pub(super) words: &'t Words,
    /// Words that are no inflected form of a shorter one, in the language of the text.
    pub(super) own_words: &'t FxHashSet<Vec<Letter>>,
}

/// Whole words of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// Bytes.
    pub(super) start: u32,
    pub(super) end: u32,
    /// The number of its last word.
    pub(super) last_word: usize,
}

/// A place in the text: a word, and a letter among all letters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) word: usize,
    pub(super) letter: usize,
}

impl Reading<'_> {
    /// The whole words of the text that are `pattern` with its clitics and endings, if the pattern
    /// begins at `from`.
    pub(super) fn read(&self, pattern: &Pattern, from: Place) -> Option<Span> {
        let first_word = self.words.get(from.word)?;
        if !self.may_begin(pattern, first_word, from) {
            return None;
        }
        let (first_part, later_parts) = pattern.parts.split_first()?;
        let mut place = self.read_part(first_part, pattern, from)?;
        for (before, part) in pattern.parts.iter().zip(later_parts) {
            place = self.read_gap(before, pattern, place)?;
            place = self.read_later_part(part, pattern, place)?;
        }
        let last_word = self.read_ending(pattern, from.word, place)?;
        if self.is_part_of_longer(pattern, from.word, last_word) {
            return None;
        }
        let (start, end) = (first_word.start, self.words.get(last_word)?.end);
        Some(Span { start, end, last_word })
    }

    /// Whether what stands before the pattern are clitics that it takes.
    fn may_begin(&self, pattern: &Pattern, word: &Word, from: Place) -> bool {
        let letters = self.words.letters();
        let clitics = &letters[word.first as usize..from.letter];
        let takes_clitics = clitics.is_empty()
            || pattern.takes_clitics
                && arabic::takes_clitics(clitics, letters[from.letter], pattern.is_short)
                && !arabic::is_own_word(self.own_words, self.words.letters_of(word), clitics.len());
        let is_bound = pattern.ending != Ending::Plain && self.words.bound_by_apostrophe(from.word);
        let is_small = pattern.is_capitals && letters[from.letter].is_ascii_lowercase();
        takes_clitics && !is_bound && !is_small
    }

    /// Whether a hyphen makes the words from `first` to `last` part of a longer one: `nation-state`,
    /// `دولت-ملت`. In Arabic it stands between two words.
    fn is_part_of_longer(&self, pattern: &Pattern, first: usize, last: usize) -> bool {
        let is_persian = matches!(pattern.ending, Ending::Persian(_));
        let letters = |at: usize| self.words.get(at).map(|word| self.words.letters_of(word));
        let begins_latin = letters(first).and_then(<[Letter]>::first).is_some_and(|&l| is_latin(l));
        let ends_latin = letters(last).and_then(<[Letter]>::last).is_some_and(|&l| is_latin(l));
        let follows = (is_persian || begins_latin) && self.is_bound_by_hyphen(first);
        let goes_on = (is_persian || ends_latin)
            && self.is_bound_by_hyphen(last + 1)
            && !letters(last + 1).is_some_and(latin::is_attribute);
        follows || goes_on
    }

    /// Whether a hyphen, and not a dash, stands between the word and the one before it.
    fn is_bound_by_hyphen(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.words.get(before));
        before.zip(self.words.get(at)).is_some_and(|(before, word)| {
            let sign = &self.text[before.end as usize..word.start as usize];
            word.gap == Gap::HYPHEN && sign.contains(['-', '\u{2010}', '\u{2011}'])
        })
    }

    /// The place after the letters of a part.
    fn read_part(&self, part: &Part, pattern: &Pattern, from: Place) -> Option<Place> {
        let word = self.words.get(from.word)?;
        let to = from.letter + part.letters.len();
        if to > word.last as usize {
            return None;
        }
        let written = &self.words.letters()[from.letter..to];
        for (at, (&letter, &written)) in part.letters.iter().zip(written).enumerate() {
            let is_last = at + 1 == part.letters.len();
            if !is_spelled_alike(pattern.spelling, letter, written, is_last) {
                return None;
            }
        }
        // A joiner after a letter that never joins cannot be seen; any other divides a Persian word.
        let is_divided = word.joined
            && matches!(pattern.ending, Ending::Persian(_))
            && (1..part.letters.len()).any(|at| {
                !never_joins(written[at - 1]) && self.words.has_joint(word, from.letter + at)
            });
        (!is_divided).then_some(Place { letter: to, ..from })
    }

    /// The place after the letters of a part that is not the first: in Arabic, the article before it
    /// is read over.
    fn read_later_part(&self, part: &Part, pattern: &Pattern, from: Place) -> Option<Place> {
        self.read_part(part, pattern, from).or_else(|| {
            let word = self.words.get(from.word)?;
            let may_have_article =
                pattern.spelling == Spelling::Arabic && from.letter == word.first as usize;
            let article = arabic::article(self.words.letters_of(word));
            let after_article = Place { letter: from.letter + article, ..from };
            let has_article = may_have_article && article > 0;
            has_article.then(|| self.read_part(part, pattern, after_article))?
        })
    }

    /// The place of the next part.
    fn read_gap(&self, part: &Part, pattern: &Pattern, from: Place) -> Option<Place> {
        let word = self.words.get(from.word)?;
        let rest = &self.words.letters()[from.letter..word.last as usize];
        if rest.is_empty() || self.is_inner_ending(part, pattern, word, from) {
            let next = self.words.get(from.word + 1)?;
            let signs = &self.text[word.end as usize..next.start as usize];
            return part
                .gap
                .takes(next.gap, signs)
                .then_some(Place { word: from.word + 1, letter: next.first as usize });
        }
        let may_go_on = match part.gap.inside {
            Inside::Never => false,
            Inside::Joint => self.words.has_joint(word, from.letter),
            Inside::Anything => true,
        };
        may_go_on.then_some(from)
    }

    /// Whether what is left of the word, before the last word of a term, is the alef of tanween
    /// (`أمنا جماعيا`) or ezafe on a silent heh (`توسعه‌ی پایدار`).
    fn is_inner_ending(&self, part: &Part, pattern: &Pattern, word: &Word, from: Place) -> bool {
        let rest = &self.words.letters()[from.letter..word.last as usize];
        match pattern.ending {
            Ending::Arabic(_) => {
                let takes_tanween = arabic::takes_tanween(&part.letters);
                let next = self.words.get(from.word + 1).map(|next| self.words.letters_of(next));
                rest == [ALEF]
                    && takes_tanween
                    && next.is_some_and(|next| arabic::article(next) == 0)
            }
            Ending::Persian(_) => {
                let of_part = persian::Ending::of(&part.letters);
                of_part == persian::Ending::SilentHeh
                    && persian::is_ezafe(rest)
                    && self.words.has_joint(word, from.letter)
            }
            Ending::None | Ending::Plain | Ending::English(_) => false,
        }
    }

    /// The last word of the hit that begins with the word `first_word`, if what follows the pattern is
    /// an ending that it takes.
    fn read_ending(&self, pattern: &Pattern, first_word: usize, from: Place) -> Option<usize> {
        let word = self.words.get(from.word)?;
        let rest = &self.words.letters()[from.letter..word.last as usize];
        let takes = match pattern.ending {
            Ending::None => rest.is_empty(),
            Ending::Plain => return rest.is_empty().then_some(from.word),
            Ending::Arabic(ending) => ending.takes(rest),
            Ending::Persian(ending) => {
                return self.read_persian_ending(ending, pattern, first_word, from);
            }
            Ending::English(ending) => takes_english(ending, pattern, rest),
        };
        if !takes || self.is_own_word(pattern, from) {
            return None;
        }
        self.read_apostrophe(pattern, from.word)
    }

    fn read_persian_ending(
        &self,
        ending: persian::Ending,
        pattern: &Pattern,
        first_word: usize,
        from: Place,
    ) -> Option<usize> {
        let word = self.words.get(from.word)?;
        let letters = self.words.letters();
        // After a letter that never joins, a joiner cannot be seen.
        let is_seen = from.letter > 0 && !never_joins(letters[from.letter - 1]);
        let rest = persian::Rest {
            letters: &letters[from.letter..word.last as usize],
            after_joint: is_seen && self.words.has_joint(word, from.letter),
            may_be_indefinite: self.may_be_indefinite(first_word, from.word),
        };
        if !ending.takes(rest) || !rest.after_joint && self.is_own_word(pattern, from) {
            return None;
        }
        if !rest.letters.is_empty() {
            return Some(from.word);
        }
        match self.after_space(from.word + 1) {
            Some(next) if persian::is_plural(next) => Some(from.word + 1),
            Some(next)
                if ending == persian::Ending::SilentHeh && persian::is_detached_yeh(next) =>
            {
                self.may_be_indefinite(first_word, from.word + 1).then_some(from.word + 1)
            }
            _ => self.read_apostrophe(pattern, from.word),
        }
    }

    /// The last word of the hit, if no apostrophe binds another to it, or only the possessive.
    fn read_apostrophe(&self, pattern: &Pattern, last_word: usize) -> Option<usize> {
        if !self.words.bound_by_apostrophe(last_word + 1) {
            return Some(last_word);
        }
        let possessive = self.words.letters_of(self.words.get(last_word + 1)?);
        let takes =
            matches!(pattern.ending, Ending::English(_)) && matches!(possessive, b"s" | b"S");
        takes.then_some(last_word + 1)
    }

    /// Whether the words before and after make a bare yeh the indefinite article.
    fn may_be_indefinite(&self, first_word: usize, last_word: usize) -> bool {
        let before = || {
            let follows_space = self.words.get(first_word)?.gap == Gap::SPACE;
            let before = self.words.get(first_word.checked_sub(1)?)?;
            follows_space.then(|| self.words.letters_of(before))
        };
        before().is_some_and(persian::announces_indefinite)
            || self.after_space(last_word + 1).is_some_and(persian::confirms_indefinite)
    }

    /// The letters of the word, if only white space stands before it.
    fn after_space(&self, at: usize) -> Option<&[Letter]> {
        let word = self.words.get(at)?;
        (word.gap == Gap::SPACE).then(|| self.words.letters_of(word))
    }

    /// Whether the last word, from its stem on, has an ending only by its looks.
    fn is_own_word(&self, pattern: &Pattern, from: Place) -> bool {
        let (Some(word), Some(part)) = (self.words.get(from.word), pattern.parts.last()) else {
            return false;
        };
        let stem = from.letter - part.letters.len();
        let has_ending = from.letter < word.last as usize;
        has_ending && self.own_words.contains(&self.words.letters()[stem..word.last as usize])
    }
}

/// Capitals are small letters, but `AIDS` is not the plural of a short word.
fn takes_english(ending: latin::Ending, pattern: &Pattern, rest: &[Letter]) -> bool {
    if pattern.spelling == Spelling::Cased || pattern.is_short {
        return ending.takes(rest);
    }
    let mut lower = [0; 3];
    let Some(lower) = lower.get_mut(..rest.len()) else {
        return false;
    };
    lower.copy_from_slice(rest);
    lower.make_ascii_lowercase();
    ending.takes(lower)
}

fn is_spelled_alike(spelling: Spelling, form: Letter, text: Letter, is_last: bool) -> bool {
    match spelling {
        Spelling::Cased => form == text,
        Spelling::Arabic => arabic::is_spelled_alike(form, text, is_last),
        Spelling::Caseless => {
            form == text
                || is_latin(form) && form.eq_ignore_ascii_case(&text)
                || matches!((form, text), (HEH, HEH_HAMZA) | (HEH_HAMZA, HEH))
        }
    }
}
