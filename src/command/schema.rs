//! `hashiya schema`: JSON Schemas of what authors write, so that editors complete and check it, and
//! of the bibliography that an export makes of it.

use serde_json::{Map, Value};

use super::{CommandError, Outcome, report};

/// What a schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemaKind {
    /// `site.toml`.
    Site,
    /// The front matter of an original.
    Text,
    /// The front matter of a translation.
    Translation,
    /// The front matter of a concept.
    Concept,
    /// The front matter of a page or home.
    Page,
    /// The front matter of the introduction to a part.
    Part,
    /// The bibliography that `export csl-json` writes.
    Bibliography,
}

impl SchemaKind {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::Site,
        Self::Text,
        Self::Translation,
        Self::Concept,
        Self::Page,
        Self::Part,
        Self::Bibliography,
    ];

    /// The name of the kind on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::Text => "text",
            Self::Translation => "translation",
            Self::Concept => "concept",
            Self::Page => "page",
            Self::Part => "part",
            Self::Bibliography => "bibliography",
        }
    }

    fn source(self) -> &'static str {
        match self {
            Self::Site => include_str!("schema/site.json"),
            Self::Text => include_str!("schema/text.json"),
            Self::Translation => include_str!("schema/translation.json"),
            Self::Concept => include_str!("schema/concept.json"),
            Self::Page => include_str!("schema/page.json"),
            Self::Part => include_str!("schema/part.json"),
            Self::Bibliography => include_str!("schema/bibliography.json"),
        }
    }
}

/// What the schemas have in common.
const DEFINITIONS: &str = include_str!("schema/definitions.json");

/// Prints the JSON Schema of a kind.
pub fn schema(kind: SchemaKind) -> Result<Outcome, CommandError> {
    report::print(&format!("{:#}\n", json_schema(kind)));
    Ok(Outcome::Done)
}

/// The JSON Schema (draft 2020-12) of a kind, with the definitions that it needs and no others.
pub fn json_schema(kind: SchemaKind) -> Value {
    let own: Map<String, Value> = read(kind.source());
    let definitions = read(DEFINITIONS);
    let mut needed = Map::new();
    let mut waiting = Vec::new();
    own.values().for_each(|value| references(value, &mut waiting));
    while let Some(name) = waiting.pop() {
        if let (Some(definition), false) = (definitions.get(&name), needed.contains_key(&name)) {
            references(definition, &mut waiting);
            needed.insert(name, definition.clone());
        }
    }
    let mut schema = Map::new();
    let draft = "https://json-schema.org/draft/2020-12/schema";
    schema.insert("$schema".to_owned(), draft.into());
    schema.extend(own);
    if !needed.is_empty() {
        schema.insert("$defs".to_owned(), needed.into());
    }
    schema.into()
}

fn read(source: &str) -> Map<String, Value> {
    serde_json::from_str(source).expect("our schemas are JSON objects, as a test checks")
}

/// The names of the definitions that a schema refers to.
fn references(schema: &Value, names: &mut Vec<String>) {
    match schema {
        Value::Object(entries) => {
            let reference = entries.get("$ref").and_then(Value::as_str);
            let name = reference.and_then(|reference| reference.strip_prefix("#/$defs/"));
            names.extend(name.map(str::to_owned));
            entries.values().for_each(|value| references(value, names));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, names)),
        _ => {}
    }
}
