//! For `grep`.

use std::fmt::Write as _;

use super::{Texts, visible};
use crate::diagnostic::Diagnostic;
use crate::source::Position;

/// One line for each diagnostic: `file:line:column: severity[code]: message`.
pub fn short(diagnostics: &[Diagnostic], texts: &impl Texts) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let text = texts.text(&diagnostic.path).unwrap_or_default();
        let at = Position::of(diagnostic.span.start as usize, text);
        _ = writeln!(
            out,
            "{}:{}:{}: {}[{}]: {}",
            diagnostic.path,
            at.line,
            at.column,
            diagnostic.severity().as_str(),
            diagnostic.code.name(),
            visible(&diagnostic.message.plain()).replace('\n', " ")
        );
    }
    out
}
