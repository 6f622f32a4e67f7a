//! For code-scanning tools: SARIF 2.1.0.
//!
//! Sections in comments are those of the OASIS standard, edition of 27 March 2020.

use serde_json::{Value, json};

use super::{Place, Texts};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use crate::text::percent_encoded;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The name that the addresses of files are relative to (§3.4.4).
const ROOT: &str = "%SRCROOT%";

/// A log of one run, with a rule for every code there is. Columns count Unicode characters, as in
/// all formats. `folder` is what stands before the paths of files: the folder of the project
/// within its repository, empty or with a final slash.
pub fn sarif(diagnostics: &[Diagnostic], texts: &impl Texts, folder: &str) -> String {
    let results: Vec<Value> = diagnostics.iter().map(|each| result(each, texts, folder)).collect();
    let rules: Vec<Value> = Code::ALL.iter().copied().map(rule).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "hashiya",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "defaultEncoding": "UTF-8",
            "originalUriBaseIds": {
                ROOT: {"description": {"text": "The root of the repository of the reader"}},
            },
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

/// What a code means (§3.49).
fn rule(code: Code) -> Value {
    let explanation = code.explanation();
    let (meaning, help) = explanation.split_once("\n\n").unwrap_or((&explanation, ""));
    let meaning = meaning.replace('\n', " ");
    json!({
        "id": code.name(),
        "shortDescription": {"text": meaning},
        "fullDescription": {"text": meaning},
        "help": {"text": help.trim_end(), "markdown": help.trim_end()},
        "defaultConfiguration": {"level": level(code.severity())},
    })
}

/// One diagnostic (§3.27).
fn result(diagnostic: &Diagnostic, texts: &impl Texts, folder: &str) -> Value {
    let file = json!({
        "uri": percent_encoded(&format!("{folder}{}", diagnostic.path)),
        "uriBaseId": ROOT,
    });
    let text = texts.text(&diagnostic.path).unwrap_or_default();
    let mut message = diagnostic.message.plain();
    if let Some(help) = &diagnostic.help {
        message.push_str("\nhelp: ");
        message.push_str(&help.plain());
    }
    let rule = Code::ALL.iter().position(|code| *code == diagnostic.code);
    let mut result = json!({
        "ruleId": diagnostic.code.name(),
        "ruleIndex": rule,
        "level": level(diagnostic.severity()),
        "message": {"text": message},
        "locations": [{"physicalLocation": {
            "artifactLocation": file,
            "region": region(diagnostic.span, text),
        }}],
    });
    if !diagnostic.fixes.is_empty() {
        let replacements: Vec<Value> = diagnostic
            .fixes
            .iter()
            .map(|fix| {
                json!({
                    "deletedRegion": region(fix.span, text),
                    "insertedContent": {"text": fix.replacement},
                })
            })
            .collect();
        let change = json!({"artifactLocation": file, "replacements": replacements});
        let mut fix = json!({"artifactChanges": [change]});
        if let Some(help) = &diagnostic.help {
            fix["description"] = json!({"text": help.plain()});
        }
        result["fixes"] = json!([fix]);
    }
    result
}

/// A text region (§3.30.2): lines and columns from 1; the end column is that of the character
/// behind the last. Offsets in bytes would make it a binary region, whose replacement is Base64.
fn region(span: Span, text: &str) -> Value {
    let Place { start, end } = Place::of_span(span, text);
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Notice => "note",
    }
}
