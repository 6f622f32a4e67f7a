//! What the program does: each command a function, with files, clock and terminal as they are.
//!
//! 1. `project.rs`: where the project is, and its files read.
//! 2. `build.rs`, `check.rs` (with `fix.rs`), `serve.rs`, `export.rs` and so on: one file a command.
//! 3. `report.rs`: diagnostics on their way out; `github.rs`: those for a job there.
//! 4. `git.rs`: which lines were changed. `settings.rs`: changes of `site.toml`.
//! 5. `scaffold/`: what `new` and `add` write. `schema/`: what `schema` prints.

mod add;
mod build;
mod check;
mod explain;
mod export;
mod fix;
mod git;
mod github;
mod glossary;
mod import;
mod new;
mod project;
mod report;
mod scaffold;
mod schema;
mod serve;
mod settings;
mod status;
mod translated;

use std::path::PathBuf;

pub use add::{AddError, AddOptions, Entry, add};
pub use build::{BuildOptions, build};
pub use check::{CheckOptions, check};
pub use explain::explain;
pub use export::{ExportOptions, export};
pub use git::GitError;
pub use glossary::{GlossaryOptions, glossary};
pub use import::{Existing, ImportError, ImportOptions, Writing, import};
pub use new::{NewError, NewOptions, new};
pub use project::{NoProject, find_root};
pub use report::{Format, ReportFormat, Shown, language};
pub use schema::{SchemaKind, json_schema, schema};
pub use serve::{ServeOptions, serve};
pub use settings::SettingsError;
pub use status::{StatusOptions, status};
pub use translated::{TranslatedError, TranslatedOptions, translated};

use crate::diagnostic::{Message, MessageLanguage, message, says_its_message};
use crate::load::LoadError;
use crate::write::WriteError;

/// How a command ended; the exit status of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It did what it was asked to: 0.
    Done,
    /// There are errors in the content: 1.
    ContentErrors,
    /// It could not run: 2.
    Unusable,
}

impl Outcome {
    /// The exit status.
    pub fn status(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::ContentErrors => 1,
            Self::Unusable => 2,
        }
    }
}

/// Why a command could not run.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// There is no project here.
    NoProject(#[from] NoProject),
    /// A source could not be read.
    Load(#[from] LoadError),
    /// A result could not be written.
    Output {
        /// The file or folder.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// A file of the content could not be mended.
    Fix {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// The site could not be written.
    Write(#[from] WriteError),
    /// The preview could not be given.
    Serve(#[from] crate::serve::ServeError),
    /// The changed lines could not be found out.
    Git(#[from] GitError),
    /// There is no new reader.
    New(#[from] NewError),
    /// Nothing was added.
    Add(#[from] AddError),
    /// There is no such translation.
    Translated(#[from] TranslatedError),
    /// A file could not be imported.
    Import(#[from] ImportError),
    /// There is no such command.
    NoCommand {
        /// What was asked for.
        name: String,
    },
    /// There is no such diagnostic.
    UnknownCode {
        /// What was asked for.
        name: String,
        /// The closest one that there is.
        near: Option<&'static str>,
    },
}

says_its_message!(CommandError);

impl CommandError {
    /// What to tell of it.
    pub fn message(&self) -> Message {
        match self {
            Self::NoProject(error) => error.message(),
            Self::Load(error) => error.message(),
            Self::Output { path, source } | Self::Fix { path, source } => {
                message!("cannot write {path}: {source}", path, source)
            }
            Self::Write(error) => error.message(),
            Self::Serve(error) => error.message(),
            Self::Git(error) => error.message(),
            Self::New(error) => error.message(),
            Self::Add(error) => error.message(),
            Self::Translated(error) => error.message(),
            Self::Import(error) => error.message(),
            Self::NoCommand { name } => message!("there is no command `{name}`", name),
            Self::UnknownCode { name, near: None } => message!("no diagnostic `{name}`", name),
            Self::UnknownCode { name, near: Some(near) } => {
                message!("no diagnostic `{name}`; the closest is `{near}`", name, near)
            }
        }
    }

    /// Tells people of it on standard error; in the language of their system, where none is asked
    /// for.
    pub fn tell(&self, language: Option<MessageLanguage>) {
        report::say_error(report::language(language), &self.message());
    }
}

/// Whether standard output took all results that commands gave it. One that was closed, as `head`
/// does, has taken what it wanted.
///
/// # Errors
///
/// When some of them could not be written, as to a full disk.
pub fn results_written() -> Result<(), CommandError> {
    match report::lost() {
        None => Ok(()),
        Some(reason) => Err(CommandError::Output {
            path: PathBuf::from("standard output"),
            source: std::io::Error::other(reason),
        }),
    }
}

/// Where a project is, from the options that all commands have.
#[derive(Clone, Debug, Default)]
pub struct ProjectOptions {
    /// The folder with `site.toml`; the nearest one upward where nothing is said.
    pub root: Option<PathBuf>,
}
