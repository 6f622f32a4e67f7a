//! Diagnostics on their way out.

use std::env;
use std::io::{self, IsTerminal, Write};

use serde::Serialize;

use super::project::{Project, is_unusable};
use super::{Outcome, github};
use crate::diagnostic::format::{self, Colour, Texts};
use crate::diagnostic::{Diagnostic, MessageLanguage, Strictness, passes};

/// How diagnostics are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For people, on standard error.
    #[default]
    Human,
    /// One line each, on standard output.
    Short,
    /// A JSON array, on standard output.
    Json,
    /// Workflow commands, on standard output, and a table in the summary of the job.
    Github,
    /// A SARIF 2.1.0 log, on standard output.
    Sarif,
}

/// How a report is shown, on standard output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReportFormat {
    /// A table for people.
    #[default]
    Human,
    /// JSON for programs.
    Json,
}

/// How diagnostics are shown, and in which language.
///
/// What people read is in the language that they ask for, or in that of their system; what programs
/// read is only in a language that was asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shown {
    /// How.
    pub format: Format,
    /// In which language, where that was asked for.
    pub language: Option<MessageLanguage>,
}

/// The language of what people read.
pub(super) fn language(asked: Option<MessageLanguage>) -> MessageLanguage {
    asked.unwrap_or_else(|| {
        let names =
            ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| env::var(name).ok());
        let name = names.into_iter().find(|name| !name.is_empty());
        MessageLanguage::of_locale(&name.unwrap_or_default())
    })
}

/// Shows diagnostics, and for people a closing line.
pub(super) fn show(diagnostics: &[Diagnostic], project: &Project, shown: Shown) {
    let format = shown.format;
    if format == Format::Human {
        show_people(diagnostics, project, language(shown.language));
        return;
    }
    let language = shown.language.unwrap_or_default();
    let diagnostics: Vec<Diagnostic> =
        diagnostics.iter().map(|diagnostic| diagnostic.in_language(language)).collect();
    match format {
        Format::Human => {}
        Format::Short => print(&format::short(&diagnostics, project)),
        Format::Json => print(&format::json(&diagnostics, project)),
        Format::Github => github::show(&diagnostics, project),
        Format::Sarif => {
            print(&format::sarif(&diagnostics, project, &github::folder(&project.root)));
        }
    }
}

/// Shows diagnostics for people, with a closing line.
pub(super) fn show_people(
    diagnostics: &[Diagnostic],
    texts: &impl Texts,
    language: MessageLanguage,
) {
    /// A large reader has tens of megabytes of them.
    const AT_ONCE: usize = 1_000;
    let mut stderr = io::stderr().lock();
    for part in diagnostics.chunks(AT_ONCE) {
        to(&mut stderr, &format::human(part, texts, colour(), language));
    }
    if !diagnostics.is_empty() {
        to(&mut stderr, &format!("{}\n", format::summary(diagnostics, language)));
    }
}

/// What diagnostics mean for the exit status.
pub(super) fn outcome(diagnostics: &[Diagnostic], strictness: Strictness) -> Outcome {
    if diagnostics.iter().any(is_unusable) {
        Outcome::Unusable
    } else if passes(diagnostics, strictness) {
        Outcome::Done
    } else {
        Outcome::ContentErrors
    }
}

/// A line for people about what was done.
pub(super) fn say(line: &str) {
    to(&mut io::stderr().lock(), &format!("{line}\n"));
}

/// Shows on a terminal how far long work has come; elsewhere nothing.
pub(super) struct Progress {
    total: usize,
    is_shown: bool,
}

impl Progress {
    /// Work on `total` files.
    pub(super) fn of(total: usize) -> Self {
        Self { total, is_shown: io::stderr().is_terminal() }
    }

    /// Says that `done` files are done: at every hundredth of them.
    pub(super) fn tell(&self, done: usize) {
        if self.is_shown && done.is_multiple_of(self.total.div_ceil(100).max(1)) {
            to(&mut io::stderr().lock(), &format!("\r{done} of {} files", self.total));
        }
    }

    /// Takes the line away.
    pub(super) fn finish(&self) {
        if self.is_shown {
            to(&mut io::stderr().lock(), "\r\u{1b}[K");
        }
    }
}

/// Results, for whatever reads them.
pub(super) fn print(text: &str) {
    to(&mut io::stdout().lock(), text);
}

/// Results as JSON, over several lines.
pub(super) fn print_json(results: &impl Serialize) {
    // Keys are strings and nothing fails by itself, so there is always JSON.
    let json = serde_json::to_string_pretty(results).unwrap_or_default();
    print(&format!("{json}\n"));
}

fn to(stream: &mut impl Write, text: &str) {
    // A reader that has gone away, as `head` does, needs no more.
    let _ = stream.write_all(text.as_bytes());
    let _ = stream.flush();
}

fn colour() -> Colour {
    let is_wanted = env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    if is_wanted && io::stderr().is_terminal() { Colour::Ansi } else { Colour::Plain }
}
