//! Diagnostics as text: one file a format, each a function over a list of diagnostics.
//!
//! `human.rs` is for people, `short.rs` for `grep`, `json.rs` for programs.

mod human;
mod json;
mod short;

use std::fmt::Write as _;

pub use human::{Colour, human};
pub use json::json;
pub use short::short;

use super::{Diagnostic, Severity};
use crate::source::SourcePath;

/// Finds the text of a file, for lines, columns and the words concerned.
pub trait Texts {
    /// What the file at `path` says; `None` when there is no such file.
    fn text(&self, path: &SourcePath) -> Option<&str>;
}

/// How many of each severity there are, as a closing line: `2 errors, 1 warning`.
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let counts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Notice]
        .into_iter()
        .filter_map(|severity| {
            let count = diagnostics.iter().filter(|each| each.severity() == severity).count();
            let plural = if count == 1 { "" } else { "s" };
            (count > 0).then(|| format!("{count} {}{plural}", severity.as_str()))
        })
        .collect();
    if counts.is_empty() { "no problems".into() } else { counts.join(", ") }
}

/// Text with the characters that show as nothing, or that reorder what follows, written out.
fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        let hidden = ch != '\n' && ch.is_control()
            || matches!(ch, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{FEFF}')
            || matches!(ch, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        if hidden {
            _ = write!(out, "U+{:04X}", ch as u32);
        } else {
            out.push(ch);
        }
    }
    out
}
