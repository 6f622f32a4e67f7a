//! What there is to tell an author about the files of a project.
//!
//! A [`Diagnostic`] is plain data; [`mod@format`] turns a list of them into text for a terminal, for
//! a `grep`, or for a program. [`Code`] names each kind, and explains it. What is told is a
//! [`Message`], which `catalogue.rs` has in other languages.

mod catalogue;
mod changes;
mod code;
mod control;
pub mod format;
mod nearest;
mod problems;
mod wording;

use std::cmp::Ordering;

use crate::source::{SourcePath, Span};
use crate::text::Class;

pub use catalogue::MessageLanguage;
pub use changes::{Changes, Nearness};
pub use code::Code;
pub(crate) use control::{control_help, control_message};
pub use nearest::nearest;
pub use problems::{Counts, Problems, SortedProblems};
pub use wording::{Argument, Message, ToArgument};
pub(crate) use wording::{argument, message, says_its_message};

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Would leave a hole in a page or mislead its reader; nothing is published.
    Error,
    /// What an author should mend; fails a build only with `--strict`.
    Warning,
    /// Worth a look; never fails anything.
    Notice,
}

impl Severity {
    /// All of them, what matters most first.
    pub const ALL: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Notice];

    /// The word for the severity in every output format.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Notice => "notice",
        }
    }
}

/// One thing to tell an author: where, what, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The kind of problem.
    pub code: Code,
    /// The file, whether or not it exists.
    pub path: SourcePath,
    /// The offending bytes of that file.
    pub span: Span,
    /// One fact, in lower case, without a full stop, source text in backticks.
    pub message: Message,
    /// Advice, if there is any.
    pub help: Option<Message>,
    /// Changes of the file that mend the problem, all of them together.
    pub fixes: Vec<Fix>,
    /// What may be done about it without asking: of the rules of spelling, and of whatever has fixes.
    pub class: Option<Class>,
}

/// A change of some bytes of the file of a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The bytes to replace.
    pub span: Span,
    /// What to write in their place.
    pub replacement: String,
}

impl Diagnostic {
    /// A diagnostic of kind `code` about `span` of the file at `path`.
    pub fn new(code: Code, path: &SourcePath, span: Span, message: Message) -> Self {
        Self { code, path: path.clone(), span, message, help: None, fixes: Vec::new(), class: None }
    }

    /// The same with advice.
    #[must_use]
    pub fn with_help(mut self, help: Message) -> Self {
        self.help = Some(help);
        self
    }

    /// The same with advice where there is some.
    #[must_use]
    pub fn with_help_if(self, help: Option<Message>) -> Self {
        match help {
            Some(help) => self.with_help(help),
            None => self,
        }
    }

    /// The same with a class.
    #[must_use]
    pub fn with_class(mut self, class: Class) -> Self {
        self.class = Some(class);
        self
    }

    /// The same in another language.
    #[must_use]
    pub fn in_language(&self, language: MessageLanguage) -> Self {
        let help = self.help.as_ref().map(|help| help.in_language(language));
        Self { message: self.message.in_language(language), help, ..self.clone() }
    }

    /// How much it matters, which its code decides; what is only flagged is a notice.
    pub fn severity(&self) -> Severity {
        match self.class {
            Some(Class::Flagged) => Severity::Notice,
            _ => self.code.severity(),
        }
    }
}

/// A value, and what there is to tell the author about it.
#[derive(Clone, Debug)]
pub struct Checked<T> {
    /// The value: always there, and fit to be looked at even when there are errors.
    pub value: T,
    /// What there is to tell, in the order in which it was found.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Checked<T> {
    /// A value about which there is something to tell.
    pub fn new(value: T, diagnostics: Vec<Diagnostic>) -> Self {
        Self { value, diagnostics }
    }

    /// The same with a changed value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Checked<U> {
        Checked { value: change(self.value), diagnostics: self.diagnostics }
    }

    /// Hands the value to the next stage; tells what both have to tell.
    pub fn and_then<U>(self, stage: impl FnOnce(T) -> Checked<U>) -> Checked<U> {
        let mut diagnostics = self.diagnostics;
        let next = stage(self.value);
        append(&mut diagnostics, next.diagnostics);
        Checked { value: next.value, diagnostics }
    }

    /// Has the value looked at; tells what the look found too.
    #[must_use]
    pub fn and_report(mut self, look: impl FnOnce(&T) -> Vec<Diagnostic>) -> Self {
        append(&mut self.diagnostics, look(&self.value));
        self
    }

    /// The value, its diagnostics moved to the end of `diagnostics`.
    pub fn unload(self, diagnostics: &mut Vec<Diagnostic>) -> T {
        append(diagnostics, self.diagnostics);
        self.value
    }
}

/// Moves diagnostics to the end of others. Where there are none yet, the list itself is moved: a large
/// reader has a hundred megabytes of them, and copies would stand beside it.
fn append(to: &mut Vec<Diagnostic>, from: Vec<Diagnostic>) {
    if to.is_empty() {
        *to = from;
    } else {
        to.extend(from);
    }
}

impl<T> From<T> for Checked<T> {
    fn from(value: T) -> Self {
        Self { value, diagnostics: Vec::new() }
    }
}

impl<T, C: FromIterator<T>> FromIterator<Checked<T>> for Checked<C> {
    fn from_iter<I: IntoIterator<Item = Checked<T>>>(items: I) -> Self {
        let mut diagnostics = Vec::new();
        let value = items.into_iter().map(|item| item.unload(&mut diagnostics)).collect();
        Self { value, diagnostics }
    }
}

/// Puts diagnostics in the order in which they are shown: by file, then place, then code.
/// What was found twice is told once.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(order);
    diagnostics.dedup();
}

/// Sorted diagnostics, and others that come in parts as they are looked for; together they are in
/// the order of [`sort`]. Each part is sorted, and its paths are behind those of the part before.
pub fn in_parts(
    found: Vec<Diagnostic>,
    parts: impl Iterator<Item = Vec<Diagnostic>>,
) -> impl Iterator<Item = Vec<Diagnostic>> {
    let mut found = found.into_iter().peekable();
    let mut parts = parts.fuse();
    std::iter::from_fn(move || {
        let Some(mut part) = parts.next() else {
            let rest: Vec<Diagnostic> = found.by_ref().collect();
            return (!rest.is_empty()).then_some(rest);
        };
        if let Some(last) = part.last().map(|last| last.path.clone()) {
            part.extend(std::iter::from_fn(|| found.next_if(|each| each.path <= last)));
            sort(&mut part);
        }
        Some(part)
    })
}

fn order(a: &Diagnostic, b: &Diagnostic) -> Ordering {
    let place = |each: &Diagnostic| (each.span.start, each.code, each.span.end);
    // Only what is told twice of one place is put into words.
    a.path
        .cmp(&b.path)
        .then_with(|| place(a).cmp(&place(b)))
        .then_with(|| a.message.to_string().cmp(&b.message.to_string()))
}

/// Whether a build may go on: no errors, and with `strict` no warnings.
pub fn passes(diagnostics: &[Diagnostic], strictness: Strictness) -> bool {
    diagnostics.iter().all(|diagnostic| match diagnostic.severity() {
        Severity::Error => false,
        Severity::Warning => strictness == Strictness::Lenient,
        Severity::Notice => true,
    })
}

/// What makes a check fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    /// Errors.
    Lenient,
    /// Errors and warnings.
    Strict,
}
