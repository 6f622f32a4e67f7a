//! HTML with what the interface language decides left open.
//!
//! The rows of a text are the same in every interface language that shows the same companion, but
//! for numerals, labels and notes. They are made once, and filled in for each language.

use std::fmt;

use super::block::push_attributes;
use super::html::escape_into;
use super::strings::Interface;
use crate::text::{LanguageTag, zero};

/// HTML with places that are left open.
#[derive(Debug, Default)]
pub(super) struct Draft {
    html: String,
    /// What belongs before which byte, in order.
    open: Vec<(usize, Open)>,
}

/// What an interface language decides.
#[derive(Clone, Debug)]
pub(super) enum Open {
    /// A number in the numerals of page furniture.
    Number(u32),
    /// A label with a number, for an attribute.
    Label(&'static str, u32),
    /// A word.
    Word(&'static str),
    /// The attributes of an element in the language.
    Attributes,
    /// Which numerals the numbers of a list in a language have, as an attribute; of no language where
    /// the settings name the numerals.
    ListNumerals(Option<LanguageTag>),
    /// The annotation of that place among those of the page.
    Note(u32),
    /// The questions beside a block.
    Questions(u32),
}

impl Draft {
    /// Makes room for `size` bytes more.
    pub(super) fn reserve(&mut self, size: usize) {
        self.html.reserve(size);
    }

    pub(super) fn push_str(&mut self, html: &str) {
        self.html.push_str(html);
    }

    pub(super) fn push(&mut self, ch: char) {
        self.html.push(ch);
    }

    /// Appends words with what has a meaning in HTML escaped.
    pub(super) fn push_escaped(&mut self, words: &str) {
        escape_into(&mut self.html, words);
    }

    /// The HTML so far, for what appends to a string.
    pub(super) fn html(&mut self) -> &mut String {
        &mut self.html
    }

    /// Leaves something open here.
    pub(super) fn leave(&mut self, open: Open) {
        self.open.push((self.html.len(), open));
    }

    /// How many bytes there are, without what is open.
    pub(super) fn len(&self) -> usize {
        self.html.len()
    }

    /// How far it is made.
    pub(super) fn mark(&self) -> (usize, usize) {
        (self.html.len(), self.open.len())
    }

    /// Takes back what was made since a mark.
    pub(super) fn take_back(&mut self, (html, open): (usize, usize)) {
        self.html.truncate(html);
        self.open.truncate(open);
    }

    /// Appends it with what was left open, `note` appends notes and questions.
    pub(super) fn fill(
        &self,
        out: &mut String,
        interface: &Interface,
        mut note: impl FnMut(&mut String, &Open),
    ) {
        let mut written = 0;
        for (at, open) in &self.open {
            out.push_str(&self.html[written..*at]);
            written = *at;
            match open {
                Open::Number(number) => interface.push_number(out, *number),
                Open::Label(key, number) => interface.push_label(out, key, *number),
                Open::Word(key) => escape_into(out, interface.word(key)),
                Open::Attributes => push_attributes(out, &interface.language),
                Open::ListNumerals(language) => {
                    push_list_numerals(out, language.as_ref(), interface);
                }
                Open::Note(_) | Open::Questions(_) => note(out, open),
            }
        }
        out.push_str(&self.html[written..]);
    }

    /// The HTML of what has no notes.
    pub(super) fn filled(&self, interface: &Interface) -> String {
        let mut out = String::with_capacity(self.html.len());
        self.fill(&mut out, interface, |_, _| {});
        out
    }
}

impl fmt::Write for Draft {
    fn write_str(&mut self, html: &str) -> fmt::Result {
        self.html.push_str(html);
        Ok(())
    }
}

/// The numbers of a list are drawn by the style sheet, which has to know their numerals.
fn push_list_numerals(out: &mut String, language: Option<&LanguageTag>, interface: &Interface) {
    // The numerals of an interface are those of all varieties of its language.
    let is_of_interface =
        |language: &&LanguageTag| language.primary() == interface.language.primary();
    let other = language.filter(|language| !is_of_interface(language));
    let zero = other.map_or(interface.zero(), |language| zero(language.locale()));
    let numerals = match zero {
        '\u{0660}' => "arab",
        '\u{06F0}' => "arabext",
        '0' => "latn",
        _ => return,
    };
    out.push_str(" data-digits=\"");
    out.push_str(numerals);
    out.push('"');
}
