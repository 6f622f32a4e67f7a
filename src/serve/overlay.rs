//! What an open page says about problems, in the language of messages.

use serde_json::{Value, json};

use crate::diagnostic::{Diagnostic, Message, MessageLanguage, Severity, format, message};

/// The words of the overlay. Its title counts all problems; only the foremost are listed.
pub(super) fn overlay(diagnostics: &[Diagnostic], language: MessageLanguage) -> Value {
    let counts = format::counts(
        diagnostics.iter().map(Diagnostic::severity).filter(|each| *each != Severity::Notice),
    );
    let title = if diagnostics.iter().any(|each| each.severity() == Severity::Error) {
        message!("{counts}: the last page without errors stays until they are mended", counts)
    } else {
        counts
    };
    let said = |words: Message| words.in_language(language).plain();
    json!({
        "lang": language.tag(),
        "dir": language.direction().as_str(),
        "title": said(title),
        "label": said(message!("Problems")),
        "close": said(message!("Close (Esc)")),
        "help": said(message!("help")),
        "error": said(format::severity(Severity::Error)),
        "warning": said(format::severity(Severity::Warning)),
    })
}
