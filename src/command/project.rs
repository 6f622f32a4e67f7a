//! Where a project is, and its files read.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{CommandError, Format, ProjectOptions};
use crate::diagnostic::format::Texts;
use crate::diagnostic::{self, Checked, Code, Diagnostic, Message, message, says_its_message};
use crate::lint;
use crate::load::{self, CONFIG_FILE, Sources, Theme};
use crate::parse::{self, Parsed};
use crate::resolve::{self, Drafts, Reader};
use crate::source::{SourcePath, Span};

/// There is no `site.toml` in the folder or any folder upward.
#[derive(Debug, thiserror::Error)]
pub struct NoProject(PathBuf);

says_its_message!(NoProject);

impl NoProject {
    /// What to tell of it.
    pub fn message(&self) -> Message {
        message!(
            "no `{file}` in {folder} or any folder above it",
            file = CONFIG_FILE,
            folder = self.0
        )
    }
}

/// The nearest folder with a `site.toml`: `start`, or one above it.
///
/// # Errors
///
/// When there is none.
pub fn find_root(start: &Path) -> Result<PathBuf, NoProject> {
    let found = start.ancestors().find(|folder| folder.join(CONFIG_FILE).is_file());
    found.map(Path::to_owned).ok_or_else(|| NoProject(start.to_owned()))
}

/// The root that the options name.
pub(super) fn root(options: &ProjectOptions) -> Result<PathBuf, CommandError> {
    match &options.root {
        Some(root) => Ok(root.clone()),
        None => Ok(find_root(&std::env::current_dir().unwrap_or_else(|_| PathBuf::from(".")))?),
    }
}

/// The same for a command whose problems a program reads: that there is no project is one of them.
pub(super) fn root_in(options: &ProjectOptions, format: Format) -> Result<PathBuf, CommandError> {
    match root(options) {
        Err(CommandError::NoProject(NoProject(folder))) if format != Format::Human => Ok(folder),
        root => root,
    }
}

/// The files of a project.
pub(super) struct Project {
    pub(super) root: PathBuf,
    pub(super) sources: Sources,
    pub(super) theme: Arc<Theme>,
    /// What the files say, for the linter.
    parsed: Parsed,
}

impl Project {
    /// All problems of the project in their order, in parts: what is `found` already, and what the
    /// linter finds.
    ///
    /// A large reader has hundreds of megabytes of problems. Whoever only tells them need not keep
    /// them.
    pub(super) fn problems(
        &self,
        mut found: Vec<Diagnostic>,
    ) -> impl Iterator<Item = Vec<Diagnostic>> {
        diagnostic::sort(&mut found);
        diagnostic::in_parts(found, lint::lint_in_parts(&self.sources, &self.parsed))
    }
}

/// Reads the project at `root` and checks it: its files, and the reader they make. All problems are
/// there, in order.
pub(super) fn read_and_lint(
    root: &Path,
    drafts: Drafts,
) -> Result<Checked<(Project, Reader)>, CommandError> {
    let Checked { value: (project, reader), diagnostics } = read(root, drafts)?;
    let diagnostics = project.problems(diagnostics).flatten().collect();
    Ok(Checked::new((project, reader), diagnostics))
}

/// The same without what the linter finds, and in no order: [`Project::problems`] has all of it.
pub(super) fn read(
    root: &Path,
    drafts: Drafts,
) -> Result<Checked<(Project, Reader)>, CommandError> {
    let mut diagnostics = Vec::new();
    let (sources, (parsed, reader)) = match load::load(root) {
        Ok(loaded) => {
            let sources = loaded.unload(&mut diagnostics);
            let read = parse_and_resolve(&sources, drafts).unload(&mut diagnostics);
            (sources, read)
        }
        Err(error) if error.path() == root.join(CONFIG_FILE) => {
            let path = SourcePath::new(CONFIG_FILE);
            let told =
                Diagnostic::new(Code::InvalidConfig, &path, Span::default(), error.message());
            diagnostics.push(told);
            let sources = Sources::default();
            let read = parse_and_resolve(&sources, drafts).value;
            (sources, read)
        }
        Err(error) => return Err(error.into()),
    };
    let theme = load::theme_to_use(root, &reader.config.theme).unload(&mut diagnostics);
    let project = Project { root: root.to_owned(), sources, theme: Arc::new(theme), parsed };
    Ok(Checked::new((project, reader), diagnostics))
}

fn parse_and_resolve(sources: &Sources, drafts: Drafts) -> Checked<(Parsed, Reader)> {
    parse::parse(sources).and_then(|parsed| {
        // Files are shared; what is copied is lists of them.
        let kept = parsed.clone();
        resolve::resolve(parsed, drafts).map(|reader| (kept, reader))
    })
}

impl Texts for Project {
    fn text(&self, path: &SourcePath) -> Option<&str> {
        let of_theme = || {
            let file = self.theme.files.values().find(|file| file.path == *path)?;
            std::str::from_utf8(&file.bytes).ok()
        };
        self.sources.text(path).or_else(of_theme)
    }
}

/// Whether a problem is with the settings or the theme: nothing can be made with them.
pub(super) fn is_unusable(diagnostic: &Diagnostic) -> bool {
    match diagnostic.code {
        Code::InvalidConfig | Code::InvalidTheme => true,
        Code::InvalidUtf8 => diagnostic.path.as_str() == CONFIG_FILE,
        _ => false,
    }
}
