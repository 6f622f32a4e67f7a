//! Words with their language, for templates.

use std::fmt::Write as _;

use jiff::civil::Date;
use serde::Serialize;

use super::isolate::Foreign;
use super::strings::Interface;
use crate::parse::Localized;
use crate::source::Spanned;
use crate::text::{Direction, LanguageTag, isolated, push_isolated};

/// Words and the attributes of an element that has them.
#[derive(Clone, Debug, Serialize)]
pub(super) struct LocalWords {
    pub(super) words: String,
    pub(super) lang: String,
    pub(super) dir: &'static str,
}

impl LocalWords {
    /// The direction of the words.
    pub(super) fn direction(&self) -> Direction {
        let is_right_to_left = self.dir == Direction::RightToLeft.as_str();
        if is_right_to_left { Direction::RightToLeft } else { Direction::LeftToRight }
    }

    /// Appends the attributes of an element, its `>` and the words in it.
    pub(super) fn push_element(&self, out: &mut String, foreign: Foreign) {
        _ = write!(out, "lang=\"{}\" dir=\"{}\">", self.lang, self.dir);
        foreign.push_words(out, &self.words, self.direction());
    }

    /// The same for an element of a page in a language, which needs no attributes for its own.
    pub(super) fn push_element_in(&self, out: &mut String, page: &LanguageTag, foreign: Foreign) {
        if self.lang == page.as_str() {
            out.push('>');
            foreign.push_words(out, &self.words, self.direction());
        } else {
            out.push(' ');
            self.push_element(out, foreign);
        }
    }

    /// The words for a place without markup: isolated from what stands beside them there, and what
    /// needs a direction of its own isolated within them.
    pub(super) fn push_isolated(&self, out: &mut String) {
        push_isolated(out, &isolated(&self.words, self.direction()));
    }
}

/// Words in a language.
pub(super) fn words_in(words: &str, language: &LanguageTag) -> LocalWords {
    LocalWords {
        words: words.to_owned(),
        lang: language.to_string(),
        dir: language.direction().as_str(),
    }
}

/// What there is in `language`, else in the first of `languages`.
pub(super) fn local(
    words: &Localized<Spanned<String>>,
    language: &LanguageTag,
    languages: &[LanguageTag],
) -> LocalWords {
    match words.pick(language, languages) {
        Some((language, words)) => words_in(&words.value, language),
        None => words_in("", language),
    }
}

/// A day, for machines and for people.
#[derive(Clone, Debug, Serialize)]
pub(super) struct DateView {
    /// ISO 8601.
    iso: String,
    shown: LocalWords,
}

impl DateView {
    /// A day in the calendar and numerals of an interface.
    pub(super) fn of(date: Date, interface: &Interface) -> Self {
        let shown = words_in(&interface.date(date), &interface.language);
        Self { iso: date.to_string(), shown }
    }
}
