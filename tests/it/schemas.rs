//! JSON Schemas, and what they say of a value.

use std::fs;
use std::path::Path;

use boon::{Compiler, Schemas};
use serde_json::Value;

/// What is wrong with a value by the schema `tests/cases/schemas/NAME.json`; empty if nothing is.
pub(crate) fn problems_by(name: &str, value: &Value) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/schemas");
    let text = fs::read_to_string(folder.join(format!("{name}.json"))).expect("a schema");
    problems(serde_json::from_str(&text).expect("JSON"), value)
}

/// What is wrong with a value by a schema; empty if nothing is.
pub(crate) fn problems(schema: Value, value: &Value) -> String {
    const ADDRESS: &str = "https://example.org/schema.json";
    let mut compiler = Compiler::new();
    compiler.enable_format_assertions();
    compiler.add_resource(ADDRESS, schema).expect("a schema of a known draft");
    let mut schemas = Schemas::new();
    let index = compiler.compile(ADDRESS, &mut schemas).unwrap_or_else(|error| panic!("{error:#}"));
    schemas.validate(value, index).err().map_or_else(String::new, |error| error.to_string())
}
