//! Diagnostics as text: one file a format, each a function over a list of diagnostics.
//!
//! `human.rs` is for people, `short.rs` for `grep`, `json.rs` for programs, `github.rs` and
//! `sarif.rs` for those who review changes.

mod github;
mod human;
mod json;
mod sarif;
mod short;

use std::borrow::Cow;
use std::fmt::Write as _;

pub use github::{Annotations, github, github_summary};
pub use human::{Colour, human};
pub use json::json;
pub use sarif::sarif;
pub use short::short;

use super::{Counts, Diagnostic, Message, MessageLanguage, Severity, message};
use crate::source::{Position, SourcePath, Span};

/// Finds the text of a file, for lines, columns and the words concerned.
pub trait Texts {
    /// What the file at `path` says; `None` when there is no such file.
    fn text(&self, path: &SourcePath) -> Option<&str>;
}

/// Where a diagnostic stands, for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    start: Position,
    /// Behind the last character.
    end: Position,
}

impl Place {
    fn of(diagnostic: &Diagnostic, texts: &impl Texts) -> Self {
        Self::of_span(diagnostic.span, texts.text(&diagnostic.path).unwrap_or_default())
    }

    fn of_span(span: Span, text: &str) -> Self {
        let start = Position::of(span.start as usize, text);
        Self { start, end: Position::of(span.end as usize, text).max(start) }
    }
}

/// How many of each severity there are, as a closing line: `2 errors, 1 warning`.
pub fn summary(diagnostics: &[Diagnostic], language: MessageLanguage) -> String {
    let found = diagnostics.iter().map(Diagnostic::severity).collect();
    counts(found).in_language(language).to_string()
}

/// The same of what was counted, in no language yet.
pub(crate) fn counts(found: Counts) -> Message {
    let counted = Severity::ALL.into_iter().filter_map(|severity| {
        let count = found.of(severity);
        (count > 0).then(|| counted(severity, count))
    });
    counted
        .reduce(|counts, count| message!("{counts}, {count}", counts, count))
        .unwrap_or_else(|| message!("no problems"))
}

fn counted(severity: Severity, count: usize) -> Message {
    match (severity, count) {
        (Severity::Error, 1) => message!("1 error"),
        (Severity::Error, _) => message!("{count} errors", count),
        (Severity::Warning, 1) => message!("1 warning"),
        (Severity::Warning, _) => message!("{count} warnings", count),
        (Severity::Notice, 1) => message!("1 notice"),
        (Severity::Notice, _) => message!("{count} notices", count),
    }
}

/// What stands before a message for people: `error[unknown-key]`.
pub(crate) fn label(severity: Severity, code: &str) -> Message {
    match severity {
        Severity::Error => message!("error[{code}]", code),
        Severity::Warning => message!("warning[{code}]", code),
        Severity::Notice => message!("notice[{code}]", code),
    }
}

/// The word for a severity, for people.
pub(crate) fn severity(severity: Severity) -> Message {
    match severity {
        Severity::Error => message!("error"),
        Severity::Warning => message!("warning"),
        Severity::Notice => message!("notice"),
    }
}

/// Text with the characters that show as nothing, or that reorder what follows, written out.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    // Hidden characters begin with bytes that letters of Arabic and Latin script do not begin with.
    let may_begin_one = |byte: u8| matches!(byte, ..0x20 | 0x7F | 0xC2 | 0xE2 | 0xEF);
    let may_hide = text.bytes().any(may_begin_one) || text.contains('\u{061C}');
    if !may_hide || !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        if ch != '\n' && is_hidden(ch) {
            _ = write!(out, "U+{:04X}", ch as u32);
        } else {
            out.push(ch);
        }
    }
    Cow::Owned(out)
}

/// Whether a character shows as nothing, or reorders what follows.
fn is_hidden(ch: char) -> bool {
    ch.is_control()
        || matches!(ch, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{FEFF}')
        || matches!(ch, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod testing {
    use super::*;

    /// The same text for every path.
    pub(super) struct One(pub(super) &'static str);

    impl Texts for One {
        fn text(&self, _: &SourcePath) -> Option<&str> {
            Some(self.0)
        }
    }
}
