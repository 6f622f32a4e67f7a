//! Diagnostics on their way out.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::sync::OnceLock;

use rayon::prelude::*;
use serde::Serialize;

use super::project::{Project, is_unusable};
use super::{Outcome, github};
use crate::diagnostic::format::{self, Colour, Texts};
use crate::diagnostic::{
    Counts, Diagnostic, Message, MessageLanguage, Severity, Strictness, message,
};
use crate::text::push_isolated;

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

/// The language of what people read: that of their system, where none is asked for.
pub fn language(asked: Option<MessageLanguage>) -> MessageLanguage {
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
        Format::Github => github::show(&diagnostics, project, language),
        Format::Sarif => {
            print(&format::sarif(&diagnostics, project, &github::folder(&project.root)));
        }
    }
}

/// Shows diagnostics for people, with a closing line.
pub(super) fn show_people(
    diagnostics: &[Diagnostic],
    texts: &(impl Texts + Sync),
    language: MessageLanguage,
) {
    let mut stderr = io::stderr().lock();
    show_part(&mut stderr, diagnostics, texts, language);
    close(&mut stderr, &Verdict::of(diagnostics), language);
}

/// The same for diagnostics that come in parts, and what they come to.
pub(super) fn tell_people(
    parts: impl Iterator<Item = Vec<Diagnostic>>,
    texts: &(impl Texts + Sync),
    language: MessageLanguage,
) -> Verdict {
    let mut stderr = io::stderr().lock();
    let mut verdict = Verdict::default();
    for part in parts {
        show_part(&mut stderr, &part, texts, language);
        verdict.add(&part);
    }
    close(&mut stderr, &verdict, language);
    verdict
}

fn show_part(
    stderr: &mut impl Write,
    diagnostics: &[Diagnostic],
    texts: &(impl Texts + Sync),
    language: MessageLanguage,
) {
    /// A large reader has tens of megabytes of words about them.
    const FILES_AT_ONCE: usize = 256;
    let colour = colour();
    let files: Vec<&[Diagnostic]> = diagnostics.chunk_by(|a, b| a.path == b.path).collect();
    for files in files.chunks(FILES_AT_ONCE) {
        let told: Vec<String> = files
            .par_iter()
            .map(|of_file| format::human(of_file, texts, colour, language))
            .collect();
        told.iter().for_each(|told| to(stderr, told));
    }
}

fn close(stderr: &mut impl Write, verdict: &Verdict, language: MessageLanguage) {
    if !verdict.is_empty() {
        to(stderr, &format!("{}\n", verdict.summary().in_language(language)));
    }
}

/// What diagnostics come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Verdict {
    counts: Counts,
    is_unusable: bool,
}

impl Verdict {
    /// That of some diagnostics.
    pub(super) fn of(diagnostics: &[Diagnostic]) -> Self {
        let mut verdict = Self::default();
        verdict.add(diagnostics);
        verdict
    }

    fn add(&mut self, diagnostics: &[Diagnostic]) {
        self.counts += diagnostics.iter().map(Diagnostic::severity).collect();
        self.is_unusable |= diagnostics.iter().any(is_unusable);
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.counts.total() == 0
    }

    /// How many of each severity there are.
    pub(super) fn summary(&self) -> Message {
        format::counts(self.counts)
    }

    /// What they mean for the exit status.
    pub(super) fn outcome(&self, strictness: Strictness) -> Outcome {
        let has = |severity| self.counts.of(severity) > 0;
        let is_strict = strictness == Strictness::Strict;
        if self.is_unusable {
            Outcome::Unusable
        } else if has(Severity::Error) || is_strict && has(Severity::Warning) {
            Outcome::ContentErrors
        } else {
            Outcome::Done
        }
    }
}

/// What diagnostics mean for the exit status.
pub(super) fn outcome(diagnostics: &[Diagnostic], strictness: Strictness) -> Outcome {
    Verdict::of(diagnostics).outcome(strictness)
}

/// A line for people about what was done.
pub(super) fn say(language: MessageLanguage, line: &Message) {
    say_line(&line.in_language(language).shown());
}

/// A line for people, in words that are the same in every language.
pub(super) fn say_line(line: &str) {
    to(&mut io::stderr().lock(), &format!("{line}\n"));
}

/// Says why a command could not run.
pub(super) fn say_error(language: MessageLanguage, error: &Message) {
    say(language, &message!("error: {told}", told = error));
}

/// A line of results for people.
pub(super) fn print_line(language: MessageLanguage, line: &Message) {
    print(&format!("{}\n", line.in_language(language).shown()));
}

/// Words that keep their place in a line, whatever their script.
pub(super) fn in_its_order(words: &str) -> String {
    let mut isolated = String::new();
    if words.is_ascii() {
        isolated.push_str(words);
    } else {
        push_isolated(&mut isolated, words);
    }
    isolated
}

/// So many files.
pub(super) fn counted_files(count: usize) -> Message {
    match count {
        1 => message!("1 file"),
        count => message!("{count} files", count),
    }
}

/// Shows on a terminal how far long work has come; elsewhere nothing.
pub(super) struct Progress {
    total: usize,
    is_shown: bool,
    language: MessageLanguage,
}

impl Progress {
    /// Work on `total` files.
    pub(super) fn of(total: usize, language: MessageLanguage) -> Self {
        Self { total, is_shown: io::stderr().is_terminal(), language }
    }

    /// Says that `done` files are done: at every hundredth of them.
    pub(super) fn tell(&self, done: usize) {
        if self.is_shown && done.is_multiple_of(self.total.div_ceil(100).max(1)) {
            let told = message!("files: {done} of {total}", done, total = self.total);
            let told = told.in_language(self.language);
            to(&mut io::stderr().lock(), &format!("\r{}", told.shown()));
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
    print_bytes(text.as_bytes());
}

/// Results that may be of any form.
pub(super) fn print_bytes(bytes: &[u8]) {
    let mut stdout = io::stdout().lock();
    if let Err(error) = stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        // A reader that has gone away, as `head` does, needs no more.
        if error.kind() != io::ErrorKind::BrokenPipe {
            let _ = LOST.set(error.to_string());
        }
    }
}

/// Why standard output did not take what it was given. The command goes on, for the files that it
/// writes matter as much; its exit status tells of it in the end.
static LOST: OnceLock<String> = OnceLock::new();

/// Why results could not be written to standard output, if so.
pub(super) fn lost() -> Option<&'static str> {
    LOST.get().map(String::as_str)
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
