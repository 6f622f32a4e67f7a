//! What an open page says about problems, in the language of messages.

use serde_json::{Value, json};

use crate::diagnostic::{Counts, Message, MessageLanguage, Severity, format, message};

/// The words of the overlay. Its title counts all problems; only the foremost are listed.
pub(super) fn overlay(found: Counts, language: MessageLanguage) -> Value {
    let counts = format::counts(found.without(Severity::Notice));
    let title = if found.of(Severity::Error) > 0 {
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
