//! YAML and TOML as one tree of values, each with its place in the file.
//!
//! All use of the YAML and TOML engines is in this module.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Message, message};
use crate::source::Span;

/// A value of a configuration file or a front matter.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// Where it stands. Of a list or mapping in YAML, only where it begins.
    pub(super) span: Span,
    /// What it is.
    pub(super) value: Value,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(super) enum Value {
    /// A key with nothing behind it.
    Null,
    /// A single value, as text: `1.10` is "1.10".
    Scalar(String),
    /// A list.
    List(Vec<Node>),
    /// A mapping, in the order of the file. Keys are single.
    Map(Vec<(Node, Node)>),
}

impl Node {
    /// What an author would call the kind of value.
    pub(super) fn kind(&self) -> Message {
        match self.value {
            Value::Null => message!("nothing"),
            Value::Scalar(_) => message!("a single value"),
            Value::List(_) => message!("a list"),
            Value::Map(_) => message!("a mapping"),
        }
    }
}

/// Why a file is no YAML or TOML.
#[derive(Clone, Debug)]
pub(super) struct SyntaxError {
    pub(super) span: Span,
    pub(super) message: Message,
    pub(super) help: Option<Message>,
}

/// Reads YAML; `offset` is where `text` starts in its file.
pub(super) fn yaml(text: &str, offset: usize) -> Result<Node, Box<SyntaxError>> {
    type Tree = serde_yaml::Spanned<YamlValue>;
    // A front matter is written by hand: what goes beyond this is an attack, or a mistake.
    let options = serde_yaml::options! {
        budget: serde_yaml::budget! { max_nodes: 100_000, max_depth: 64, max_aliases: 1_000 },
    };
    match serde_yaml::from_str_with_options::<Tree>(text, options) {
        Ok(tree) => Ok(from_yaml(tree, text, offset)),
        Err(error) => {
            let at = error.location().map_or(0, |location| {
                line_column_offset(text, location.line() as usize, location.column() as usize)
            });
            let told = error.without_snippet().to_string();
            let (message, help) = yaml_message(&told);
            let key = duplicate_key(&told).filter(|key| text[at..].starts_with(key));
            let end = at + key.map_or(0, str::len);
            let span = Span::new(offset + at, offset + end);
            Err(Box::new(SyntaxError { span, message, help }))
        }
    }
}

/// The key that stands twice in a mapping, where that is what the engine's message tells.
fn duplicate_key(message: &str) -> Option<&str> {
    let (told, _) = message.split_once(" at line ").unwrap_or((message, ""));
    let key = told.trim().strip_prefix("duplicate mapping key: ")?;
    Some(key.split([',', ';']).next().unwrap_or(key).trim())
}

/// The engine's message for an author: what is wrong, without the place within the front matter
/// and without advice to programmers; and what to do.
fn yaml_message(message: &str) -> (Message, Option<Message>) {
    if let Some(key) = duplicate_key(message) {
        return (
            message!("the key `{key}` stands here twice", key),
            Some(message!("delete one of the two")),
        );
    }
    let message = message.split(" at line ").next().unwrap_or_default();
    let message = message.split([',', ';']).next().unwrap_or_default().trim();
    if message.contains("budget") {
        return (message!("the front matter is too large or too deeply nested"), None);
    }
    if message.contains("mapping values") {
        return (
            message!("a colon stands within a value that has no quotation marks"),
            Some(message!("put a value that holds a colon in quotation marks: `title: \"…: …\"`")),
        );
    }
    if message.contains("tab") {
        return (message!("a tab indents this line"), Some(message!("indent with spaces")));
    }
    let is_mark = message.contains("unexpected character") || message.contains("cannot start");
    let help = is_mark.then(|| message!("put a value that begins with a mark in quotation marks"));
    let quoted = message.replace(['\'', '"'], "`");
    let mut chars = quoted.chars();
    let lower: String =
        chars.next().into_iter().flat_map(char::to_lowercase).chain(chars).collect();
    (message!("not YAML: {told}", told = lower), help)
}

/// Reads TOML. Of several errors the first on each line; and the very first alone where a bracket is
/// never closed, for then all that follows was read as what stands in it.
pub(super) fn toml(text: &str) -> Result<Node, Vec<SyntaxError>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        let span = table.span().into();
        return Ok(Node { span, value: from_toml_table(table.into_inner(), text) });
    }
    let is_unclosed = errors.iter().any(|error| error.message().starts_with("unclosed "));
    let line = |error: &toml::de::Error| {
        let at = error.span().unwrap_or_default().start;
        text.get(..at).unwrap_or(text).matches('\n').count()
    };
    let mut errors = errors;
    errors.sort_by_key(|error| error.span().unwrap_or_default().start);
    errors.dedup_by_key(|error| line(error));
    let told = if is_unclosed { 1 } else { errors.len() };
    let errors = errors.into_iter().take(told).map(|error| SyntaxError {
        span: error.span().unwrap_or_default().into(),
        message: message!("not TOML: {told}", told = error.message()),
        help: is_unclosed.then(|| message!("close the bracket that is open before this place")),
    });
    Err(errors.collect())
}

/// The byte offset of a line and column, both from 1, columns in characters.
fn line_column_offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let line = text[start..].split('\n').next().unwrap_or_default();
    let within = line.char_indices().nth(column.saturating_sub(1)).map_or(line.len(), |(at, _)| at);
    start + within
}

/// A YAML value as the engine gives it.
enum YamlValue {
    Null,
    Text(String),
    /// A plain scalar that the engine takes for a number or a truth value. Its text is in the
    /// file: `1.10` stays `1.10`.
    Plain,
    List(Vec<serde_yaml::Spanned<YamlValue>>),
    Map(Vec<(serde_yaml::Spanned<YamlValue>, serde_yaml::Spanned<YamlValue>)>),
}

impl<'de> Deserialize<'de> for YamlValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(YamlVisitor)
    }
}

struct YamlVisitor;

impl<'de> Visitor<'de> for YamlVisitor {
    type Value = YamlValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<YamlValue, E> {
        Ok(YamlValue::Null)
    }

    fn visit_none<E>(self) -> Result<YamlValue, E> {
        Ok(YamlValue::Null)
    }

    fn visit_bool<E>(self, _: bool) -> Result<YamlValue, E> {
        Ok(YamlValue::Plain)
    }

    fn visit_i64<E>(self, _: i64) -> Result<YamlValue, E> {
        Ok(YamlValue::Plain)
    }

    fn visit_u64<E>(self, _: u64) -> Result<YamlValue, E> {
        Ok(YamlValue::Plain)
    }

    fn visit_i128<E>(self, _: i128) -> Result<YamlValue, E> {
        Ok(YamlValue::Plain)
    }

    fn visit_u128<E>(self, _: u128) -> Result<YamlValue, E> {
        Ok(YamlValue::Plain)
    }

    fn visit_f64<E>(self, _: f64) -> Result<YamlValue, E> {
        Ok(YamlValue::Plain)
    }

    fn visit_str<E>(self, text: &str) -> Result<YamlValue, E> {
        Ok(YamlValue::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<YamlValue, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(YamlValue::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<YamlValue, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(YamlValue::Map(map))
    }
}

fn from_yaml(node: serde_yaml::Spanned<YamlValue>, text: &str, offset: usize) -> Node {
    let span = yaml_span(&node.referenced, text);
    // Behind an alias stands what its anchor defines.
    let defined = text.get(yaml_span(&node.defined, text).range()).unwrap_or_default();
    let value = match node.value {
        YamlValue::Null => Value::Null,
        YamlValue::Text(text) => Value::Scalar(text),
        YamlValue::Plain => Value::Scalar(defined.trim().to_owned()),
        YamlValue::List(items) => {
            Value::List(items.into_iter().map(|item| from_yaml(item, text, offset)).collect())
        }
        YamlValue::Map(entries) => Value::Map(
            entries
                .into_iter()
                .map(|(key, value)| (from_yaml(key, text, offset), from_yaml(value, text, offset)))
                .collect(),
        ),
    };
    Node { span: span.shifted(offset), value }
}

fn yaml_span(location: &serde_yaml::Location, text: &str) -> Span {
    let span = location.span();
    let start = (span.byte_offset().unwrap_or(0) as usize).min(text.len());
    let end = (start + span.byte_len().unwrap_or(0) as usize).min(text.len());
    let trimmed = text.get(start..end).map_or(0, |words| words.trim_end().len());
    Span::new(start, start + trimmed)
}

fn from_toml_table(table: DeTable<'_>, text: &str) -> Value {
    let entries = table.into_iter().map(|(key, value)| {
        let span = key.span().into();
        let key = Value::Scalar(key.into_inner().into_owned());
        (Node { span, value: key }, from_toml(value, text))
    });
    let mut entries: Vec<(Node, Node)> = entries.collect();
    entries.sort_by_key(|(key, _)| key.span);
    Value::Map(entries)
}

fn from_toml(value: toml::Spanned<DeValue<'_>>, text: &str) -> Node {
    let span: Span = value.span().into();
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Scalar(text.into_owned()),
        DeValue::Array(items) => {
            Value::List(items.into_iter().map(|item| from_toml(item, text)).collect())
        }
        DeValue::Table(table) => from_toml_table(table, text),
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {
            Value::Scalar(text.get(span.range()).unwrap_or_default().to_owned())
        }
    };
    Node { span, value }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scalars(node: &Node, found: &mut Vec<(String, Span)>) {
        match &node.value {
            Value::Null => {}
            Value::Scalar(text) => found.push((text.clone(), node.span)),
            Value::List(items) => items.iter().for_each(|item| scalars(item, found)),
            Value::Map(entries) => entries.iter().for_each(|(key, value)| {
                scalars(key, found);
                scalars(value, found);
            }),
        }
    }

    #[test]
    fn scalars_keep_what_the_author_wrote() {
        let text = "no: 1.10\ndate: 2024-03-31\nb: [yes, \"قوة\"]\nc: &x 07\nd: *x\n"; // "force"
        let mut found = Vec::new();
        scalars(&yaml(text, 0).expect("it is YAML"), &mut found);
        let words: Vec<&str> = found.iter().map(|(word, _)| word.as_str()).collect();
        assert_eq!(
            words,
            ["no", "1.10", "date", "2024-03-31", "b", "yes", "قوة", "c", "07", "d", "07"]
        );
        assert_eq!(&text[found[6].1.range()], "\"قوة\"");
    }

    #[test]
    fn the_place_of_a_mistake_is_in_bytes_of_the_file() {
        let text = "title: الدرس: المقدمة\n"; // "the lesson: the introduction"
        let error = yaml(text, 4).expect_err("a colon within a plain scalar");
        assert_eq!(&text[error.span.start as usize - 4..][..1], ":");
        assert_eq!(
            error.message.to_string(),
            "a colon stands within a value that has no quotation marks"
        );
    }

    #[test]
    fn a_key_that_stands_twice_is_told_at_its_second_place() {
        let text = "a: 1\nb: {c: 2, c: 3}\n";
        let error = yaml(text, 0).expect_err("a key that stands twice");
        assert_eq!(error.span, Span::new(15, 16));
        assert_eq!(error.message.to_string(), "the key `c` stands here twice");
    }

    #[test]
    fn toml_becomes_the_same_tree() {
        let mut found = Vec::new();
        scalars(&toml("a = 1\n[[b]]\nc = \"d\"\n").expect("it is TOML"), &mut found);
        let words: Vec<&str> = found.iter().map(|(word, _)| word.as_str()).collect();
        assert_eq!(words, ["a", "1", "b", "c", "d"]);
    }
}
