//! Why a command line is refused, in a language other than English.

use std::error::Error as _;
use std::fmt::Write as _;

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::words::Words;

/// What to tell of a command line that clap has refused: in a sentence what is wrong, the closest
/// that could have been meant, and how the command is used.
pub(super) fn refusal(error: &Error, words: &Words) -> String {
    let mut told = format!("{}: {}\n", words.get("error"), reason(error, words));
    let closest =
        [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let closest = closest.into_iter().flat_map(|kind| values(error, kind)).next();
    if let Some(closest) = closest {
        let sentence = words.sentence("the closest is `{closest}`", &[("closest", &closest)]);
        let _ = writeln!(told, "\n  {sentence}");
    }
    let possible = [ContextKind::ValidValue, ContextKind::ValidSubcommand];
    let possible: Vec<String> = possible.into_iter().flat_map(|kind| values(error, kind)).collect();
    if !possible.is_empty() {
        let label = words.get("possible values");
        let _ = writeln!(told, "\n  {label}: {}", possible.join(", "));
    }
    if let Some(usage) = values(error, ContextKind::Usage).first() {
        let usage = usage.strip_prefix("Usage: ").unwrap_or(usage);
        let _ = writeln!(told, "\n{}: {usage}", words.get("Usage"));
    }
    let _ = writeln!(told, "\n{}", words.get("more by `--help`"));
    told
}

fn reason(error: &Error, words: &Words) -> String {
    let first = |kind| values(error, kind).into_iter().next().unwrap_or_default();
    let argument = values(error, ContextKind::InvalidArg).join("`, `");
    let about_argument = |english| words.sentence(english, &[("argument", &argument)]);
    match error.kind() {
        ErrorKind::InvalidSubcommand => words.sentence(
            "there is no command `{command}`",
            &[("command", &first(ContextKind::InvalidSubcommand))],
        ),
        ErrorKind::UnknownArgument => about_argument("the argument `{argument}` is not known here"),
        ErrorKind::MissingRequiredArgument => about_argument("`{argument}` is missing"),
        ErrorKind::MissingSubcommand => words.sentence(
            "`{command}` needs one of its commands",
            &[("command", &first(ContextKind::InvalidSubcommand))],
        ),
        ErrorKind::InvalidValue if first(ContextKind::InvalidValue).is_empty() => {
            about_argument("`{argument}` lacks its value")
        }
        ErrorKind::InvalidValue => value_refused(&argument, error, words),
        ErrorKind::ValueValidation => {
            let source = error.source().map(ToString::to_string).unwrap_or_default();
            let refused = value_refused(&argument, error, words);
            format!("{refused}: {}", expected(&source, words))
        }
        ErrorKind::ArgumentConflict => {
            let other = values(error, ContextKind::PriorArg).join("`, `");
            if other == argument {
                about_argument("`{argument}` can be given only once")
            } else {
                let values = [("argument", argument.as_str()), ("other", &other)];
                words.sentence("`{argument}` cannot be used with `{other}`", &values)
            }
        }
        ErrorKind::NoEquals => about_argument("the value of `{argument}` stands behind `=`"),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            about_argument("`{argument}` has too many or too few values")
        }
        _ => words.get("the command line cannot be understood").to_owned(),
    }
}

fn value_refused(argument: &str, error: &Error, words: &Words) -> String {
    let value = values(error, ContextKind::InvalidValue).join("`, `");
    let values = [("value", value.as_str()), ("argument", argument)];
    words.sentence("`{value}` is no value for `{argument}`", &values)
}

/// What one of our parsers has expected; the others are those of numbers.
fn expected(source: &str, words: &Words) -> String {
    let (expected, closest) = source.split_once("; the closest is `").unwrap_or((source, ""));
    if !words.has(expected) {
        return words.get("expected a whole number in its range").to_owned();
    }
    let told = words.get(expected);
    match closest.strip_suffix('`') {
        Some(closest) => {
            let closest = words.sentence("the closest is `{closest}`", &[("closest", closest)]);
            format!("{told} ({closest})")
        }
        None => told.to_owned(),
    }
}

/// What an error says of something.
fn values(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(value)) => vec![value.clone()],
        Some(ContextValue::Strings(values)) => values.clone(),
        Some(ContextValue::StyledStr(value)) => vec![value.to_string()],
        Some(ContextValue::StyledStrs(values)) => values.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}
