//! Diagnostics in a job on GitHub: where the job's files stand, and the summary of its page.

use std::env;
use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::Path;

use super::project::Project;
use super::report::{print, say, say_line};
use crate::diagnostic::format::{self, github_summary};
use crate::diagnostic::{Diagnostic, MessageLanguage, message};

/// Prints workflow commands, and adds a table of everything to the file that
/// `GITHUB_STEP_SUMMARY` names. What is beyond the annotations that GitHub shows goes to the log.
/// The diagnostics are in `language` already.
pub(super) fn show(diagnostics: &[Diagnostic], project: &Project, language: MessageLanguage) {
    let folder = folder(&project.root);
    let annotations = format::github(diagnostics, project, &folder);
    print(&annotations.commands);
    if !annotations.rest.is_empty() {
        say(language, &message!("more than GitHub shows as annotations:"));
        say_line(annotations.rest.trim_end());
    }
    say_line(&format::summary(diagnostics, language));
    if let Some(path) = set_variable("GITHUB_STEP_SUMMARY") {
        let table = github_summary(diagnostics, project, &folder, files_address().as_deref());
        if let Err(error) = append(Path::new(&path), &table) {
            let told = message!("warning: no summary of the job in {path}: {error}", path, error);
            say(language, &told);
        }
    }
}

/// What stands before the paths of files in a job: the folder of the project within the checked
/// out repository, empty or with a final slash. Outside a job it is empty.
pub(super) fn folder(root: &Path) -> String {
    let within = || {
        let workspace = Path::new(&set_variable("GITHUB_WORKSPACE")?).canonicalize().ok()?;
        let root = root.canonicalize().ok()?;
        let parts = root.strip_prefix(workspace).ok()?.iter();
        parts.map(|part| Some(format!("{}/", part.to_str()?))).collect::<Option<String>>()
    };
    within().unwrap_or_default()
}

/// Where the files of the commit are shown, with a final slash.
fn files_address() -> Option<String> {
    let server = set_variable("GITHUB_SERVER_URL")?;
    let repository = set_variable("GITHUB_REPOSITORY")?;
    let commit = set_variable("GITHUB_SHA")?;
    Some(format!("{server}/{repository}/blob/{commit}/"))
}

fn set_variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

fn append(path: &Path, text: &str) -> io::Result<()> {
    OpenOptions::new().append(true).create(true).open(path)?.write_all(text.as_bytes())
}
