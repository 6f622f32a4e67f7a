//! The keys of a mapping, taken one by one; what is left over is unknown.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::node::{Node, Value};
use crate::diagnostic::{Code, Diagnostic, Message, message, nearest};
use crate::source::{SourcePath, Span, Spanned};
use crate::text::{LanguageTag, Slug};

/// What there is to tell about one file, gathered while it is read.
pub(super) struct Report<'a> {
    pub(super) path: &'a SourcePath,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'a> Report<'a> {
    pub(super) fn new(path: &'a SourcePath) -> Self {
        Self { path, diagnostics: Vec::new() }
    }

    pub(super) fn add(&mut self, code: Code, span: Span, message: Message) {
        self.diagnostics.push(Diagnostic::new(code, self.path, span, message));
    }

    pub(super) fn add_with_help(
        &mut self,
        code: Code,
        span: Span,
        message: Message,
        help: Message,
    ) {
        let diagnostic = Diagnostic::new(code, self.path, span, message);
        self.diagnostics.push(diagnostic.with_help(help));
    }
}

/// Words in several languages.
///
/// Never empty where it stands in a front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Localized<T>(pub BTreeMap<LanguageTag, T>);

impl<T> Default for Localized<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T> Localized<T> {
    /// What it is in `language`, or in the language that it is a variety of; else in the first of
    /// `order` that it has; else in any.
    pub fn pick(
        &self,
        language: &LanguageTag,
        order: &[LanguageTag],
    ) -> Option<(&LanguageTag, &T)> {
        let of_variety = || {
            let is_variety = language.primary() != language.as_str();
            self.0.iter().find(|(each, _)| is_variety && each.as_str() == language.primary())
        };
        self.0
            .get_key_value(language)
            .or_else(of_variety)
            .or_else(|| order.iter().find_map(|wanted| self.0.get_key_value(wanted)))
            .or_else(|| self.0.first_key_value())
    }
}

impl Localized<()> {
    /// What a map has in `language`; else in the first of `order`; else in any.
    pub(crate) fn pick_from<'m, T>(
        map: &'m BTreeMap<LanguageTag, T>,
        language: &LanguageTag,
        order: &[LanguageTag],
    ) -> Option<&'m T> {
        std::iter::once(language)
            .chain(order)
            .find_map(|wanted| map.get(wanted))
            .or_else(|| map.values().next())
    }
}

/// A mapping whose keys are taken one by one.
pub(super) struct Fields<'n> {
    entries: &'n [(Node, Node)],
    span: Span,
    known: Vec<&'static str>,
}

impl<'n> Fields<'n> {
    /// The keys of `node`; `None`, and a diagnostic, if it is no mapping.
    pub(super) fn of(node: &'n Node, report: &mut Report) -> Option<Self> {
        match &node.value {
            Value::Map(entries) => Some(Self::new(entries, node.span)),
            Value::Null => Some(Self::new(&[], node.span)),
            Value::Scalar(_) | Value::List(_) => {
                let message =
                    message!("expected a mapping of keys, found {kind}", kind = node.kind());
                report.add(Code::InvalidValue, node.span, message);
                None
            }
        }
    }

    fn new(entries: &'n [(Node, Node)], span: Span) -> Self {
        Self { entries, span, known: Vec::new() }
    }

    /// Where the mapping begins.
    pub(super) fn span(&self) -> Span {
        self.entries.first().map_or(self.span, |(key, _)| key.span)
    }

    /// The value of `key`, unless it is missing or has nothing behind it.
    pub(super) fn node(&mut self, key: &'static str) -> Option<&'n Node> {
        self.known.push(key);
        self.entries
            .iter()
            .find(|(name, _)| key_text(name) == key)
            .map(|(_, value)| value)
            .filter(|value| !matches!(value.value, Value::Null))
    }

    /// Whether something stands behind `key`, right or wrong.
    pub(super) fn has(&self, key: &str) -> bool {
        let found = self.entries.iter().find(|(name, _)| key_text(name) == key);
        found.is_some_and(|(_, value)| !matches!(value.value, Value::Null))
    }

    /// A whole number in the digits of any of our three sets.
    pub(super) fn number(
        &mut self,
        key: &'static str,
        expected: impl Fn() -> Message,
        report: &mut Report,
    ) -> Option<Spanned<u32>> {
        let written = self.text(key, report)?;
        let number = crate::text::number(&written.value);
        if number.is_none() {
            let message = message!("`{value}` is no value for `{key}`", value = written.value, key);
            report.add_with_help(Code::InvalidValue, written.span, message, expected());
        }
        Some(Spanned::new(written.span, number?))
    }

    pub(super) fn text(
        &mut self,
        key: &'static str,
        report: &mut Report,
    ) -> Option<Spanned<String>> {
        text(self.node(key)?, report)
    }

    pub(super) fn required_text(
        &mut self,
        key: &'static str,
        report: &mut Report,
    ) -> Option<Spanned<String>> {
        let found = self.node(key);
        if found.is_none() {
            report.add(Code::MissingKey, self.span(), message!("`{key}` is missing", key));
        }
        text(found?, report)
    }

    /// A value of `key` that `T` can be read from; `expected` says which these are.
    pub(super) fn parsed<T: std::str::FromStr>(
        &mut self,
        key: &'static str,
        expected: impl Fn() -> Message,
        report: &mut Report,
    ) -> Option<Spanned<T>> {
        let written = self.text(key, report)?;
        if let Ok(value) = written.value.parse() {
            return Some(Spanned::new(written.span, value));
        }
        let message = message!("`{value}` is no value for `{key}`", value = written.value, key);
        report.add_with_help(Code::InvalidValue, written.span, message, expected());
        None
    }

    /// A value of `key` that is one of `choices`.
    pub(super) fn choice<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&str, T)],
        report: &mut Report,
    ) -> Option<T> {
        let written = self.text(key, report)?;
        let found = choices.iter().find(|(name, _)| *name == written.value);
        if found.is_none() {
            let names: Vec<String> = choices.iter().map(|(name, _)| format!("`{name}`")).collect();
            let message = message!("`{value}` is no value for `{key}`", value = written.value, key);
            let help = message!("expected one of {choices}", choices = names.join(", "));
            report.add_with_help(Code::InvalidValue, written.span, message, help);
        }
        found.map(|(_, value)| *value)
    }

    pub(super) fn truth(&mut self, key: &'static str, report: &mut Report) -> bool {
        let choices = [("true", true), ("false", false), ("True", true), ("False", false)];
        self.choice(key, &choices, report).unwrap_or(false)
    }

    pub(super) fn date(&mut self, key: &'static str, report: &mut Report) -> Option<Date> {
        let written = self.text(key, report)?;
        let date = if written.value.len() == 10 { written.value.parse().ok() } else { None };
        if date.is_none() {
            report.add_with_help(
                Code::InvalidValue,
                written.span,
                message!("`{value}` is no date", value = written.value),
                message!("expected a day of the Gregorian calendar in digits 0-9, YYYY-MM-DD"),
            );
        }
        date
    }

    /// An address that begins with `http://` or `https://`.
    pub(super) fn web_address(
        &mut self,
        key: &'static str,
        report: &mut Report,
    ) -> Option<Spanned<String>> {
        let address = self.text(key, report)?;
        if is_web_address(&address.value) {
            return Some(address);
        }
        let message =
            message!("`{address}` is not an http or https address", address = address.value);
        let help = message!("write the whole address, such as `https://example.org/`");
        report.add_with_help(Code::InvalidUrl, address.span, message, help);
        None
    }

    /// The items of a list; a single value is a list of one.
    pub(super) fn items(&mut self, key: &'static str) -> &'n [Node] {
        match self.node(key) {
            Some(Node { value: Value::List(items), .. }) => items,
            Some(single) => std::slice::from_ref(single),
            None => &[],
        }
    }

    pub(super) fn texts(&mut self, key: &'static str, report: &mut Report) -> Vec<Spanned<String>> {
        self.items(key).iter().filter_map(|item| text(item, report)).collect()
    }

    pub(super) fn slugs(&mut self, key: &'static str, report: &mut Report) -> Vec<Spanned<Slug>> {
        let written = self.texts(key, report);
        written.iter().filter_map(|written| slug(written, report)).collect()
    }

    /// Words in several languages; a plain string is in `own`.
    pub(super) fn localized(
        &mut self,
        key: &'static str,
        own: Option<&LanguageTag>,
        report: &mut Report,
    ) -> Option<Localized<Spanned<String>>> {
        localized(self.node(key)?, own, report)
    }

    /// Reports every key that nothing asked for, with the closest one that something did.
    pub(super) fn finish(self, report: &mut Report) {
        for (key, _) in self.entries {
            let name = key_text(key);
            if self.known.contains(&name) {
                continue;
            }
            let near = nearest(name, self.known.iter().copied());
            let help = match near {
                Some(near) => message!("did you mean `{near}`?", near),
                None => message!("keys here are {keys}", keys = listed(&self.known)),
            };
            report.add_with_help(
                Code::UnknownKey,
                key.span,
                message!("unknown key `{name}`", name),
                help,
            );
        }
    }
}

fn listed(keys: &[&str]) -> String {
    let quoted: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
    quoted.join(", ")
}

fn key_text(key: &Node) -> &str {
    match &key.value {
        Value::Scalar(text) => text,
        Value::Null | Value::List(_) | Value::Map(_) => "",
    }
}

/// A single value that is not empty, as text.
pub(super) fn text(node: &Node, report: &mut Report) -> Option<Spanned<String>> {
    match &node.value {
        Value::Scalar(text) if !text.trim().is_empty() => {
            Some(Spanned::new(node.span, text.clone()))
        }
        Value::Scalar(_) => {
            report.add(
                Code::InvalidValue,
                node.span,
                message!("expected words, found an empty string"),
            );
            None
        }
        Value::Null | Value::List(_) | Value::Map(_) => {
            let message = message!("expected a single value, found {kind}", kind = node.kind());
            report.add(Code::InvalidValue, node.span, message);
            None
        }
    }
}

/// Words in several languages; a plain string is in `own`, if there is such a language.
pub(super) fn localized(
    node: &Node,
    own: Option<&LanguageTag>,
    report: &mut Report,
) -> Option<Localized<Spanned<String>>> {
    let mut words = BTreeMap::new();
    if let Value::Map(entries) = &node.value {
        report_no_languages(node, report);
        for (key, value) in entries {
            let tag = key_text(key);
            let Some(language) = language_or_locale(tag, key.span, report) else { continue };
            if let Some(text) = text(value, report)
                && words.insert(language, text).is_some()
            {
                report.add(Code::DuplicateId, key.span, message!("`{tag}` stands here twice", tag));
            }
        }
    } else if let Some(text) = text(node, report) {
        if let Some(own) = own {
            words.insert(own.clone(), text);
        } else {
            let help = message!("write `{ar: …, en: …}`");
            let message = message!("expected words for each language, found a single value");
            report.add_with_help(Code::InvalidValue, node.span, message, help);
        }
    }
    (!words.is_empty()).then_some(Localized(words))
}

/// A mapping from languages that has none says nothing to anybody.
pub(super) fn report_no_languages(node: &Node, report: &mut Report) {
    if matches!(&node.value, Value::Map(entries) if entries.is_empty()) {
        let message = message!("expected words in one language or more, found none");
        report.add_with_help(
            Code::InvalidValue,
            node.span,
            message,
            message!("write `{ar: …, en: …}`"),
        );
    }
}

/// A mapping from languages to values, in the order of the file.
pub(super) fn by_language<'n>(node: &'n Node, report: &mut Report) -> Vec<(LanguageTag, &'n Node)> {
    let Value::Map(entries) = &node.value else {
        let message =
            message!("expected a mapping from languages, found {kind}", kind = node.kind());
        report.add_with_help(
            Code::InvalidValue,
            node.span,
            message,
            message!("write `{ar: …, en: …}`"),
        );
        return Vec::new();
    };
    entries
        .iter()
        .filter_map(|(key, value)| Some((language(key_text(key), key.span, report)?, value)))
        .collect()
}

/// The same with a calendar and numerals where the tag has them: `ar-u-ca-islamic-umalqura`.
pub(super) fn language_or_locale(
    tag: &str,
    span: Span,
    report: &mut Report,
) -> Option<LanguageTag> {
    let Some((name, _)) = tag.split_once("-u-") else { return language(tag, span, report) };
    let bare = language(name, span, report)?;
    if let Ok(language) = LanguageTag::with_preferences(tag) {
        return Some(language);
    }
    let help = message!(
        "a calendar is written as in `ar-u-ca-islamic-umalqura`, numerals as in `fa-u-nu-latn`"
    );
    let message =
        message!("`{tag}` asks for something other than a known calendar or numerals", tag);
    report.add_with_help(Code::InvalidValue, span, message, help);
    Some(bare)
}

/// The language a tag names, in the one spelling that tags have.
pub(super) fn language(tag: &str, span: Span, report: &mut Report) -> Option<LanguageTag> {
    match tag.parse::<LanguageTag>() {
        Ok(language) if language.as_str() == tag => Some(language),
        Ok(language) => {
            let help = message!("write `{language}`", language);
            report.add_with_help(
                Code::UnknownLanguage,
                span,
                message!("the tag `{tag}` is not written as usual", tag),
                help,
            );
            None
        }
        Err(_) => {
            let help = message!("languages have BCP 47 tags such as `ar`, `fa`, `en`, `fa-AF`");
            let message = message!("`{tag}` is no known language", tag);
            report.add_with_help(Code::UnknownLanguage, span, message, help);
            None
        }
    }
}

/// A name that can be an address.
pub(super) fn slug(written: &Spanned<String>, report: &mut Report) -> Option<Spanned<Slug>> {
    match written.value.parse() {
        Ok(slug) => Some(Spanned::new(written.span, slug)),
        Err(refused) => {
            report.diagnostics.push(invalid_slug(
                report.path,
                written.span,
                &written.value,
                &refused,
            ));
            None
        }
    }
}

/// A name that cannot be an address, reported with the closest one that can.
pub(super) fn invalid_slug(
    path: &SourcePath,
    span: Span,
    name: &str,
    refused: &crate::text::InvalidSlug,
) -> Diagnostic {
    let help = if refused.closest.is_empty() {
        message!("use lower-case letters, digits and hyphens")
    } else {
        message!("write `{slug}`", slug = refused.closest)
    };
    Diagnostic::new(Code::InvalidSlug, path, span, message!("`{name}` cannot be an address", name))
        .with_help(help)
}

/// Whether an address begins with `http://` or `https://` and has a host.
pub fn is_web_address(address: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| {
        address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && address[scheme.len()..]
                .chars()
                .next()
                .is_some_and(|ch| ch.is_alphanumeric() || ch == '[')
            && !address.contains(char::is_whitespace)
            && !address.contains(['"', '<', '>', '\\'])
    })
}
