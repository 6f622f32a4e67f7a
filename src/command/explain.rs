//! `hashiya explain`: what a diagnostic means.

use super::{CommandError, Outcome, report};
use unicode_width::UnicodeWidthStr;

use crate::diagnostic::{Code, MessageLanguage, format, nearest};

/// Prints what the diagnostic called `name` means, with an example and its remedy; without a
/// name, the list of all. In the language of the system where none is asked for.
///
/// # Errors
///
/// When there is no such diagnostic.
pub fn explain(
    name: Option<&str>,
    language: Option<MessageLanguage>,
) -> Result<Outcome, CommandError> {
    let language = report::language(language);
    let Some(name) = name else {
        let width = Code::ALL.iter().map(|code| code.name().len()).max().unwrap_or(0);
        let lines: Vec<_> = Code::ALL
            .iter()
            .map(|code| {
                let explanation = code.explanation_in(language);
                let first = explanation.lines().next().unwrap_or_default().to_owned();
                let severity = format::severity(code.severity()).in_language(language).to_string();
                (code.name(), severity, first)
            })
            .collect();
        let column = lines.iter().map(|(_, severity, _)| severity.width()).max();
        for (name, severity, first) in &lines {
            let gap = " ".repeat(column.unwrap_or(0) - severity.width());
            let severity = report::in_its_order(severity);
            let first = report::in_its_order(first);
            report::print(&format!("{name:width$}  {severity}{gap}  {first}\n"));
        }
        return Ok(Outcome::Done);
    };
    let Ok(code) = name.parse::<Code>() else {
        let near = nearest(name, Code::ALL.iter().map(|code| code.name()));
        let near = near
            .and_then(|near| Code::ALL.iter().map(|code| code.name()).find(|name| *name == near));
        return Err(CommandError::UnknownCode { name: name.to_owned(), near });
    };
    let label = format::label(code.severity(), code.name()).in_language(language);
    report::print(&format!("{label}\n\n{}", code.explanation_in(language)));
    Ok(Outcome::Done)
}
