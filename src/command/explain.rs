//! `hashiya explain`: what a diagnostic means.

use super::{CommandError, Outcome, report};
use crate::diagnostic::{Code, MessageLanguage, nearest};

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
        let lines: Vec<String> = Code::ALL
            .iter()
            .map(|code| {
                let explanation = code.explanation_in(language);
                let first = explanation.lines().next().unwrap_or_default().to_owned();
                format!("{:width$}  {:7}  {first}\n", code.name(), code.severity().as_str())
            })
            .collect();
        report::print(&lines.concat());
        return Ok(Outcome::Done);
    };
    let Ok(code) = name.parse::<Code>() else {
        let near = nearest(name, Code::ALL.iter().map(|code| code.name()));
        let near = near
            .and_then(|near| Code::ALL.iter().map(|code| code.name()).find(|name| *name == near));
        return Err(CommandError::UnknownCode { name: name.to_owned(), near });
    };
    report::print(&format!(
        "{}[{}]\n\n{}",
        code.severity().as_str(),
        code.name(),
        code.explanation_in(language)
    ));
    Ok(Outcome::Done)
}
