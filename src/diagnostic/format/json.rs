//! For programs.

use serde_json::json;

use super::Texts;
use crate::diagnostic::{Diagnostic, Message};
use crate::source::Position;

/// One JSON array of objects. Lines and columns from 1, in characters; offsets of fixes in bytes.
pub fn json(diagnostics: &[Diagnostic], texts: &impl Texts) -> String {
    let objects: Vec<serde_json::Value> = diagnostics
        .iter()
        .map(|diagnostic| {
            let text = texts.text(&diagnostic.path).unwrap_or_default();
            let start = Position::of(diagnostic.span.start as usize, text);
            let end = Position::of(diagnostic.span.end as usize, text);
            let fixes: Vec<_> = diagnostic
                .fixes
                .iter()
                .map(|fix| {
                    json!({
                        "file": diagnostic.path.as_str(),
                        "start": fix.span.start,
                        "end": fix.span.end,
                        "replacement": fix.replacement,
                    })
                })
                .collect();
            json!({
                "code": diagnostic.code.name(),
                "severity": diagnostic.severity().as_str(),
                "file": diagnostic.path.as_str(),
                "line": start.line,
                "column": start.column,
                "end_line": end.line,
                "end_column": end.column,
                "message": diagnostic.message.plain(),
                "help": diagnostic.help.as_ref().map(Message::plain),
                "fixes": fixes,
            })
        })
        .collect();
    format!("{:#}\n", serde_json::Value::Array(objects))
}
