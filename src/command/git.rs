//! What the local `git` knows of a project.

use std::io;
use std::path::Path;
use std::process::Command;

use crate::diagnostic::{Changes, Message, message, says_its_message};
use crate::source::SourcePath;

/// Why it is not known which lines were changed.
#[derive(Debug, thiserror::Error)]
pub enum GitError {
    /// The program is not there.
    NotRun(io::Error),
    /// The project is not in a repository that git works with.
    NoRepository(String),
    /// No commit has the name.
    UnknownCommit(String),
    /// Git failed otherwise.
    Failed(String),
}

says_its_message!(GitError);

impl GitError {
    /// What to tell of it.
    pub fn message(&self) -> Message {
        match self {
            Self::NotRun(error) => {
                message!("git, which knows the changed lines, cannot be run: {error}", error)
            }
            Self::NoRepository(told) => {
                message!("git does not know the changed lines: {told}", told)
            }
            Self::UnknownCommit(name) => message!(
                "git knows no commit `{name}`; a commit that is not in a shallow clone has to be \
                 fetched first",
                name
            ),
            Self::Failed(told) => message!("git does not tell the changed lines: {told}", told),
        }
    }
}

/// The lines of the project at `root` that differ from the commit `reference`, or rather, where
/// the present commit has moved on from an older one, from that one: what others have changed
/// since then is not meant. New files that git does not ignore count too.
pub(super) fn changes_since(root: &Path, reference: &str) -> Result<Changes, GitError> {
    run(root, &["rev-parse", "--is-inside-work-tree"])?.map_err(GitError::NoRepository)?;
    let base = base(root, reference)?;
    let diff = run(
        root,
        &[
            "diff",
            "--unified=0",
            "--no-color",
            "--no-ext-diff",
            "--no-textconv",
            "--no-renames",
            "--relative",
            "--src-prefix=a/",
            "--dst-prefix=b/",
            &base,
            "--",
            ".",
        ],
    )?;
    let new = run(root, &["ls-files", "--others", "--exclude-standard", "-z", "--", "."])?;
    let changes = Changes::from_diff(&diff.map_err(GitError::Failed)?);
    let new = new.map_err(GitError::Failed)?;
    let new = new.split('\0').filter(|path| !path.is_empty()).map(SourcePath::new);
    Ok(new.fold(changes, Changes::with_new_file))
}

/// The commit from which the present one departs from `reference`; that itself, where the two
/// have none in common or a shallow clone does not hold it.
fn base(root: &Path, reference: &str) -> Result<String, GitError> {
    let unknown = || GitError::UnknownCommit(reference.to_owned());
    // What begins with a hyphen is an option to git, and never the name of a commit.
    if reference.is_empty() || reference.starts_with('-') {
        return Err(unknown());
    }
    let name = format!("{reference}^{{commit}}");
    let commit = run(root, &["rev-parse", "--verify", "--quiet", &name])?;
    let commit = commit.map_err(|_| unknown())?.trim().to_owned();
    let base = run(root, &["merge-base", &commit, "HEAD"])?;
    Ok(base.map_or(commit, |base| base.trim().to_owned()))
}

/// What git says; or, where it fails, what it says of that.
fn run(root: &Path, arguments: &[&str]) -> Result<Result<String, String>, GitError> {
    let output = Command::new("git")
        .arg("-C")
        .arg(root)
        // Names in other scripts are written as they are.
        .args(["-c", "core.quotePath=false"])
        .args(arguments)
        .env("GIT_OPTIONAL_LOCKS", "0")
        .output()
        .map_err(GitError::NotRun)?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    if output.status.success() {
        return Ok(Ok(text(&output.stdout)));
    }
    let message = text(&output.stderr);
    let message = message.lines().next().unwrap_or_default();
    Ok(Err(message.trim_start_matches("fatal: ").to_owned()))
}
