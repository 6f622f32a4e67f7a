//! Words for an author: an English sentence with its arguments, which has translations.

use std::borrow::Cow;
use std::fmt;
use std::path::{Path, PathBuf};

use smallvec::SmallVec;

use super::catalogue::{Catalogue, MessageLanguage};
use super::format::visible;
use crate::source::SourcePath;
use crate::text::{LanguageTag, Slug};

/// A sentence for an author, by `message!`: `message!("no concept `{id}`", id)`.
///
/// What it says in English is the key of its translations, in `messages/LANGUAGE.toml`. An argument
/// with the name `count` is the number that they decline with.
///
/// It is put together when it is shown: a reader may have tens of thousands of problems, and whole
/// sentences took more memory than the reader itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// None where the words are not ours; then they are the only argument.
    template: Option<&'static str>,
    arguments: SmallVec<[(&'static str, Argument); 1]>,
    language: MessageLanguage,
}

/// What stands in a place that a sentence keeps open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// Names, numbers, words of the author.
    Words(Box<str>),
    /// A part of a sentence, which is translated too.
    Message(Box<Message>),
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
                Argument::Words(self.to_string().into())
            }
        })*
    };
}

arguments!(i64, u16, u32, u64, u128, usize, f64, Slug, SourcePath, LanguageTag);
// What a system or another program says is not ours to translate.
arguments!(std::io::Error, notify::Error);

impl ToArgument for Path {
    fn to_argument(&self) -> Argument {
        self.to_string_lossy().as_ref().to_argument()
    }
}

impl ToArgument for PathBuf {
    fn to_argument(&self) -> Argument {
        self.as_path().to_argument()
    }
}

impl ToArgument for str {
    fn to_argument(&self) -> Argument {
        Argument::Words(self.into())
    }
}

impl ToArgument for String {
    fn to_argument(&self) -> Argument {
        self.as_str().to_argument()
    }
}

impl ToArgument for Box<str> {
    fn to_argument(&self) -> Argument {
        Argument::Words(self.clone())
    }
}

impl ToArgument for Message {
    fn to_argument(&self) -> Argument {
        Argument::Message(Box::new(self.clone()))
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
            [$((stringify!($name), $crate::diagnostic::argument!($name $(= $value)?))),*],
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

/// Has an error say what its `message` says, in English.
macro_rules! says_its_message {
    ($error:ty) => {
        impl std::fmt::Display for $error {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.message(), f)
            }
        }
    };
}

pub(crate) use {argument, message, says_its_message};

impl Message {
    /// A sentence in English with its arguments by name. `message!` writes this.
    pub fn new<const N: usize>(
        template: &'static str,
        arguments: [(&'static str, Argument); N],
    ) -> Self {
        let arguments = arguments.into_iter().collect();
        Self { template: Some(template), arguments, language: MessageLanguage::English }
    }

    /// Words that are the same in every language, such as those of an engine.
    pub fn verbatim(words: impl Into<Box<str>>) -> Self {
        let arguments = [("", Argument::Words(words.into()))].into_iter().collect();
        Self { template: None, arguments, language: MessageLanguage::English }
    }

    /// Appends what it says in a language, for a terminal: characters that show as nothing, or reorder
    /// what follows, are written out, but for the isolates of a translation.
    pub(super) fn show_in(&self, out: &mut String, language: MessageLanguage) {
        match Catalogue::of(language) {
            None => self.push_english(out, &|words| visible(words)),
            Some(catalogue) => out.push_str(&self.translated(catalogue)),
        }
    }

    /// What it says in its own language, for a terminal.
    pub(crate) fn shown(&self) -> String {
        let mut out = String::new();
        self.show_in(&mut out, self.language);
        out
    }

    /// What it says, without the isolates of a translation: programs show it in ways of their own.
    pub(crate) fn plain(&self) -> String {
        match self.language {
            MessageLanguage::English => self.to_string(),
            _ => self.to_string().replace([FIRST_STRONG_ISOLATE, POP_ISOLATE], ""),
        }
    }

    /// The same in another language; what has no translation stays English.
    ///
    /// In a language that is written from right to left, names and words of authors are isolated
    /// (Unicode Standard Annex 9, "First Strong Isolate"), so that they stand in order on a terminal
    /// too.
    #[must_use]
    pub fn in_language(&self, language: MessageLanguage) -> Self {
        Self { language, ..self.clone() }
    }

    fn argument(&self, wanted: &str) -> Option<&Argument> {
        let mut arguments = self.arguments.iter();
        arguments.find(|(name, _)| *name == wanted).map(|(_, argument)| argument)
    }

    /// Appends it in English, with words of authors as `written` says.
    fn push_english(&self, out: &mut String, written: &impl Fn(&str) -> Cow<'_, str>) {
        let push = |out: &mut String, argument: &Argument| match argument {
            Argument::Words(words) => out.push_str(&written(words)),
            Argument::Message(message) => message.push_english(out, written),
        };
        match self.template {
            Some(template) => {
                fill(out, template, |out, name| self.argument(name).map(|each| push(out, each)));
            }
            None => self.arguments.iter().for_each(|(_, words)| push(out, words)),
        }
    }

    fn translated(&self, catalogue: &Catalogue) -> String {
        let count = match self.argument("count") {
            Some(Argument::Words(count)) => count.parse().ok(),
            _ => None,
        };
        let mut out = String::new();
        let template = self.template.and_then(|template| catalogue.template(template, count));
        let Some(template) = template else {
            self.push_english(&mut out, &|words| visible(words));
            return isolated(&out);
        };
        // What stands between backticks is one thing.
        for (number, part) in template.split('`').enumerate() {
            let is_quoted = number % 2 == 1;
            let mut filled = String::new();
            fill(&mut filled, part, |filled, name| {
                match self.argument(name)? {
                    Argument::Message(message) => filled.push_str(&message.translated(catalogue)),
                    Argument::Words(words) if is_quoted || is_number(words) => {
                        filled.push_str(&visible(words));
                    }
                    Argument::Words(words) => filled.push_str(&isolated(&visible(words))),
                }
                Some(())
            });
            let part = if is_quoted { format!("`{}`", isolated(&filled)) } else { filled };
            out.push_str(&part);
        }
        out
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        match Catalogue::of(self.language) {
            None => self.push_english(&mut text, &|words| Cow::Borrowed(words)),
            Some(catalogue) => text = self.translated(catalogue),
        }
        f.write_str(&text)
    }
}

impl PartialEq<str> for Message {
    fn eq(&self, other: &str) -> bool {
        let said = self.to_string();
        said == other
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

/// Appends a template with what `argument` appends for the names between its braces; other braces
/// stay.
fn fill(out: &mut String, template: &str, argument: impl Fn(&mut String, &str) -> Option<()>) {
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        out.push_str(before);
        let end = behind.find('}').filter(|end| argument(out, &behind[..*end]).is_some());
        if let Some(end) = end {
            rest = &behind[end + 1..];
        } else {
            out.push('{');
            rest = behind;
        }
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_arguments_are_filled_in() {
        let id = "امن"; // "security"
        assert_eq!(message!("no concept `{id}`", id).to_string(), "no concept `امن`");
        assert_eq!(message!("write `{ar: …}`").to_string(), "write `{ar: …}`");
        assert_eq!(message!("{a} {b", a = 1_u32).to_string(), "1 {b");
        assert_eq!(message!("{a}, {b}", a = "{b}", b = message!("help")).to_string(), "{b}, help");
    }

    #[test]
    fn names_in_a_translation_are_isolated() {
        let message = message!("no concept `{id}`", id = "a\u{202E}b"); // right-to-left override
        let translated = message.in_language(MessageLanguage::Persian);
        assert_eq!(translated.to_string(), "مفهوم `\u{2068}aU+202Eb\u{2069}` وجود ندارد");
        assert_eq!(translated.plain(), "مفهوم `aU+202Eb` وجود ندارد");
        assert_eq!(message.in_language(MessageLanguage::English), message);
        let engine = Message::verbatim("unexpected end").in_language(MessageLanguage::Arabic);
        assert_eq!(engine.to_string(), "\u{2068}unexpected end\u{2069}");
    }

    #[test]
    fn numbers_are_declined() {
        let errors = |count: u32| {
            let message = message!("{count} errors", count);
            message.in_language(MessageLanguage::Arabic).to_string()
        };
        assert_eq!([errors(2), errors(3), errors(11)], ["خطآن", "3 أخطاء", "11 خطأً"]);
    }
}
