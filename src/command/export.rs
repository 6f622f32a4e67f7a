//! `hashiya export`: a reader in the form of another program.

use std::path::{Path, PathBuf};

use super::{CommandError, Outcome, ProjectOptions, Shown, project, report};
use crate::diagnostic::{Diagnostic, MessageLanguage, Strictness, format, message};
use crate::export::{self, Format};
use crate::resolve::Drafts;
use crate::write;

/// What `export` is asked to do.
#[derive(Clone, Debug)]
pub struct ExportOptions {
    /// Where the project is.
    pub project: ProjectOptions,
    /// The form.
    pub format: Format,
    /// The file, relative to the current folder; standard output where none is named.
    pub out: Option<PathBuf>,
    /// In which language people are told; that of the system where none is asked for.
    pub language: Option<MessageLanguage>,
}

/// Exports the reader of a project, without its drafts.
///
/// With errors in the content nothing is written, as by a build.
///
/// # Errors
///
/// When sources cannot be read, or the file cannot be written.
pub fn export(options: &ExportOptions) -> Result<Outcome, CommandError> {
    let root = project::root(&options.project)?;
    let mut diagnostics = Vec::new();
    let (project, reader) =
        project::read_and_lint(&root, Drafts::LeftOut)?.unload(&mut diagnostics);
    let outcome = report::outcome(&diagnostics, Strictness::Lenient);
    let language = report::language(options.language);
    if outcome != Outcome::Done {
        let shown = Shown { language: options.language, ..Shown::default() };
        report::show(&diagnostics, &project, shown);
        report::say(language, &message!("nothing was exported"));
        return Ok(outcome);
    }
    let bytes = export::export(&reader, options.format);
    match &options.out {
        None => report::print_bytes(&bytes),
        Some(path) => {
            write_file(path, &bytes)?;
            report::say(language, &message!("{path} is written", path));
        }
    }
    if !diagnostics.is_empty() {
        let counts = format::counts(diagnostics.iter().map(Diagnostic::severity).collect());
        report::say(language, &message!("{counts} in all: `hashiya check` shows them", counts));
    }
    Ok(Outcome::Done)
}

fn write_file(path: &Path, bytes: &[u8]) -> Result<(), CommandError> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)
            .map_err(|source| CommandError::Output { path: folder.to_owned(), source })?;
    }
    write::replace_file(path, bytes)?;
    Ok(())
}
