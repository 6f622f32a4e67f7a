//! Words for an author: an English sentence with its arguments, which has translations.

use std::borrow::Cow;
use std::fmt;

use super::catalogue::{Catalogue, MessageLanguage};
use super::format::visible;
use crate::source::SourcePath;
use crate::text::{LanguageTag, Slug};

/// A sentence for an author, by `message!`: `message!("no concept `{id}`", id)`.
///
/// What it says in English is the key of its translations, in `messages/LANGUAGE.toml`. An argument
/// with the name `count` is the number that they decline with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message(Box<Wording>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Wording {
    /// None where the words are not ours.
    template: Option<&'static str>,
    arguments: Vec<(&'static str, Argument)>,
    language: MessageLanguage,
    /// What it says in that language.
    text: String,
}

/// What stands in a place that a sentence keeps open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// Names, numbers, words of the author.
    Words(String),
    /// A part of a sentence, which is translated too.
    Message(Message),
}

/// Whatever can stand in a sentence.
pub trait ToArgument {
    /// It as an argument.
    fn to_argument(&self) -> Argument;
}

macro_rules! arguments {
    ($($type:ty),*) => {
        $(impl ToArgument for $type {
            fn to_argument(&self) -> Argument {
                Argument::Words(self.to_string())
            }
        })*
    };
}

arguments!(str, String, Box<str>, i64, u32, usize, f64, Slug, SourcePath, LanguageTag);

impl ToArgument for Message {
    fn to_argument(&self) -> Argument {
        Argument::Message(self.clone())
    }
}

impl<T: ToArgument + ?Sized> ToArgument for &T {
    fn to_argument(&self) -> Argument {
        T::to_argument(self)
    }
}

/// A [`Message`]: a literal, and the names that stand in it between braces. A name alone is a
/// variable; `id = concept.id` names something else.
macro_rules! message {
    ($template:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        $crate::diagnostic::Message::new(
            $template,
            vec![$((stringify!($name), $crate::diagnostic::argument!($name $(= $value)?))),*],
        )
    };
}

macro_rules! argument {
    ($name:ident) => {
        $crate::diagnostic::ToArgument::to_argument(&$name)
    };
    ($name:ident = $value:expr) => {
        $crate::diagnostic::ToArgument::to_argument(&$value)
    };
}

pub(crate) use {argument, message};

impl Message {
    /// A sentence in English with its arguments by name. `message!` writes this.
    pub fn new(template: &'static str, arguments: Vec<(&'static str, Argument)>) -> Self {
        let text = fill(template, |name| {
            let (_, argument) = arguments.iter().find(|(each, _)| *each == name)?;
            Some(match argument {
                Argument::Words(words) => words.clone(),
                Argument::Message(message) => message.0.text.clone(),
            })
        });
        let language = MessageLanguage::English;
        Self(Box::new(Wording { template: Some(template), arguments, language, text }))
    }

    /// Words that are the same in every language, such as those of an engine.
    pub fn verbatim(words: impl Into<String>) -> Self {
        let text = words.into();
        let language = MessageLanguage::English;
        Self(Box::new(Wording { template: None, arguments: Vec::new(), language, text }))
    }

    /// What it says.
    pub fn as_str(&self) -> &str {
        &self.0.text
    }

    /// What it says, for a terminal: characters that show as nothing, or reorder what follows, are
    /// written out, but for the isolates of a translation.
    pub(super) fn shown(&self) -> Cow<'_, str> {
        match self.0.language {
            MessageLanguage::English => visible(&self.0.text),
            _ => Cow::Borrowed(&self.0.text),
        }
    }

    /// What it says, without the isolates of a translation: programs show it in ways of their own.
    pub(super) fn plain(&self) -> String {
        match self.0.language {
            MessageLanguage::English => self.0.text.clone(),
            _ => self.0.text.replace([FIRST_STRONG_ISOLATE, POP_ISOLATE], ""),
        }
    }

    /// The same in another language; what has no translation stays English.
    ///
    /// In a language that is written from right to left, names and words of authors are isolated
    /// (Unicode Standard Annex 9, "First Strong Isolate"), so that they stand in order on a terminal
    /// too.
    #[must_use]
    pub fn in_language(&self, language: MessageLanguage) -> Self {
        let Some(catalogue) = Catalogue::of(language) else { return self.clone() };
        let text = self.translated(catalogue, language);
        Self(Box::new(Wording { language, text, ..(*self.0).clone() }))
    }

    fn translated(&self, catalogue: &Catalogue, language: MessageLanguage) -> String {
        let argument = |wanted: &str| {
            let mut arguments = self.0.arguments.iter();
            arguments.find(|(name, _)| *name == wanted).map(|(_, argument)| argument)
        };
        let count = match argument("count") {
            Some(Argument::Words(count)) => count.parse().ok(),
            _ => None,
        };
        let template = self.0.template.and_then(|template| catalogue.template(template, count));
        let Some(template) = template else { return isolated(&visible(&self.0.text)) };
        // What stands between backticks is one thing.
        let parts = template.split('`').enumerate().map(|(number, part)| {
            let is_quoted = number % 2 == 1;
            let filled = fill(part, |name| {
                Some(match argument(name)? {
                    Argument::Message(message) => message.in_language(language).0.text.clone(),
                    Argument::Words(words) if is_quoted || is_number(words) => {
                        visible(words).into_owned()
                    }
                    Argument::Words(words) => isolated(&visible(words)),
                })
            });
            if is_quoted { format!("`{}`", isolated(&filled)) } else { filled }
        });
        parts.collect()
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl PartialEq<str> for Message {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_ISOLATE: char = '\u{2069}';

fn isolated(words: &str) -> String {
    format!("{FIRST_STRONG_ISOLATE}{words}{POP_ISOLATE}")
}

fn is_number(words: &str) -> bool {
    words.bytes().all(|byte| byte.is_ascii_digit())
}

/// A template with what stands for the names between its braces; other braces stay.
fn fill(template: &str, argument: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        out.push_str(before);
        let name = behind.split_once('}').map(|(name, rest)| (argument(name), rest));
        if let Some((Some(words), behind)) = name {
            out.push_str(&words);
            rest = behind;
        } else {
            out.push('{');
            rest = behind;
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_arguments_are_filled_in() {
        let id = "امن"; // "security"
        assert_eq!(message!("no concept `{id}`", id).as_str(), "no concept `امن`");
        assert_eq!(message!("write `{ar: …}`").as_str(), "write `{ar: …}`");
        assert_eq!(message!("{a} {b", a = 1_u32).as_str(), "1 {b");
        assert_eq!(message!("{a}, {b}", a = "{b}", b = message!("help")).as_str(), "{b}, help");
    }

    #[test]
    fn names_in_a_translation_are_isolated() {
        let message = message!("no concept `{id}`", id = "a\u{202E}b"); // right-to-left override
        let translated = message.in_language(MessageLanguage::Persian);
        assert_eq!(translated.as_str(), "مفهوم `\u{2068}aU+202Eb\u{2069}` وجود ندارد");
        assert_eq!(translated.plain(), "مفهوم `aU+202Eb` وجود ندارد");
        assert_eq!(message.in_language(MessageLanguage::English), message);
        let engine = Message::verbatim("unexpected end").in_language(MessageLanguage::Arabic);
        assert_eq!(engine.as_str(), "\u{2068}unexpected end\u{2069}");
    }

    #[test]
    fn numbers_are_declined() {
        let errors = |count: u32| {
            let message = message!("{count} errors", count);
            message.in_language(MessageLanguage::Arabic).as_str().to_owned()
        };
        assert_eq!([errors(2), errors(3), errors(11)], ["خطآن", "3 أخطاء", "11 خطأً"]);
    }
}
