//! A project that is being written: what it looks like now, found with as little work as the last
//! change asks for.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::overlay::overlay;
use crate::diagnostic::{
    Checked, Diagnostic, MessageLanguage, Problems, Severity, SortedProblems, format,
};
use crate::lint::Documents;
use crate::load::{self, LoadError, Sources, Theme, theme_to_use};
use crate::render::{self, Site};
use crate::resolve::Drafts;
use crate::source::{SourcePath, Spanned};
use crate::{Memory, lint_again, resolve_again};

/// A project, and what is known of it from earlier looks.
pub struct Session {
    root: PathBuf,
    /// The address of the preview, in place of the `base_url` of the settings.
    base_url: String,
    files: load::Memory,
    known: Memory,
    rendered: render::Memory,
    theme: Option<Checked<Arc<Theme>>>,
    version: u64,
    last_good: Option<Arc<Site>>,
    language: MessageLanguage,
}

/// A project as it was at one moment, for those who look at its pages.
#[derive(Clone)]
pub struct Preview {
    /// Counts the looks, from 1.
    pub version: u64,
    /// The site: the last one without errors, or, before there is one, as much as there is. None
    /// where the settings or the theme cannot be used.
    pub site: Option<Arc<Site>>,
    /// The foremost problems as a JSON array, in the form of `--format json`.
    pub problems: Arc<str>,
    /// What an open page says about them, as JSON.
    pub overlay: Arc<str>,
    /// Whether there are errors.
    pub has_errors: bool,
    /// How long the look took.
    pub took: Duration,
}

impl Preview {
    /// Whether an open page has nothing to do where it knows one of them.
    pub fn tells_the_same(&self, other: &Self) -> bool {
        self.version == other.version
            && self.problems == other.problems
            && self.overlay == other.overlay
    }
}

/// A look at a project that has found what pages need.
pub struct Look {
    start: Instant,
    sources: Sources,
    documents: Documents,
    /// The files that have changed, in order; none where that is not known.
    changed: Vec<SourcePath>,
    site: Option<Arc<Site>>,
    problems: SortedProblems,
}

/// What a look has found.
pub struct Refreshed {
    /// For those who look at pages.
    pub preview: Preview,
    /// All there is to tell.
    pub problems: Problems,
    /// Of the errors and warnings those to mend next, at most [`TOLD`].
    pub foremost: Vec<Diagnostic>,
    /// The files that the problems are about.
    pub sources: Sources,
}

/// How many problems are told at once. A reader just imported may have tens of thousands; all of them
/// with every change would keep the page waiting, and `hashiya check` lists them.
pub const TOLD: usize = 50;

impl Session {
    /// A session on the project at `root`, of which nothing has been read yet.
    pub fn new(root: &Path, base_url: &str) -> Self {
        Self {
            root: root.to_owned(),
            base_url: base_url.to_owned(),
            files: load::Memory::default(),
            known: Memory::default(),
            rendered: render::Memory::default(),
            theme: None,
            version: 0,
            last_good: None,
            language: MessageLanguage::English,
        }
    }

    /// The same, whose previews tell of problems in a language.
    #[must_use]
    pub fn telling_in(self, language: MessageLanguage) -> Self {
        Self { language, ..self }
    }

    /// Looks at the project again, of which `paths` have changed; all of it where that is empty.
    ///
    /// # Errors
    ///
    /// When a file or folder cannot be read.
    pub fn refresh(&mut self, paths: &[PathBuf]) -> Result<Refreshed, LoadError> {
        let look = self.look(paths)?;
        Ok(self.finish(look))
    }

    /// The first half of [`Self::refresh`]: finds what pages need.
    ///
    /// # Errors
    ///
    /// When a file or folder cannot be read.
    pub fn look(&mut self, paths: &[PathBuf]) -> Result<Look, LoadError> {
        let start = Instant::now();
        let changed = self.changed(paths);
        let mut diagnostics = Vec::new();
        let since = match &changed {
            Some(files) => load::Changes::Files(files.clone()),
            None => load::Changes::Unknown,
        };
        let sources = load::load_again(&self.root, &mut self.files, &since)?;
        let sources = sources.unload(&mut diagnostics);
        let (reader, documents) = resolve_again(&sources, Drafts::Included, &mut self.known);
        let mut reader = reader.unload(&mut diagnostics);
        reader.config.base_url = Some(self.base_url.clone());
        let theme = self.theme(&reader.config.theme, changed.as_deref()).unload(&mut diagnostics);
        let site = render::render_again(reader, theme, &mut self.rendered);
        let site = site.unload(&mut diagnostics).map(Arc::new);
        self.version += 1;
        let changed = changed.unwrap_or_default();
        let problems = SortedProblems::of(diagnostics);
        Ok(Look { start, sources, documents, changed, site, problems })
    }

    /// What can be shown before the look is finished: the site of a project that has not been looked
    /// at before. Later the site depends on whether there are errors, and to find what is wrong with
    /// a few files takes no time.
    pub fn begin(&mut self, look: &Look) -> Option<Preview> {
        if self.last_good.is_some() {
            return None;
        }
        self.last_good.clone_from(&look.site);
        let mut problems = Problems::default();
        problems.add([look.problems.clone()]);
        Some(self.preview(look, &problems, &foremost(&problems, &look.changed)))
    }

    /// The second half of [`Self::refresh`]: looks through all that has been written.
    pub fn finish(&mut self, look: Look) -> Refreshed {
        let mut problems = lint_again(&look.sources, &look.documents, &mut self.known);
        problems.add([look.problems.clone()]);
        if !problems.has_errors() || self.last_good.is_none() {
            self.last_good.clone_from(&look.site);
        }
        let foremost = foremost(&problems, &look.changed);
        let preview = self.preview(&look, &problems, &foremost);
        Refreshed { preview, problems, foremost, sources: look.sources }
    }

    fn preview(&self, look: &Look, problems: &Problems, foremost: &[Diagnostic]) -> Preview {
        let told: Vec<Diagnostic> =
            foremost.iter().map(|each| each.in_language(self.language)).collect();
        Preview {
            version: self.version,
            site: self.last_good.clone(),
            problems: format::json(&told, &look.sources).into(),
            overlay: overlay(problems.counts(), self.language).to_string().into(),
            has_errors: problems.has_errors(),
            took: look.start.elapsed(),
        }
    }

    /// The files at `paths`, in order; `None` where anything may have changed.
    fn changed(&self, paths: &[PathBuf]) -> Option<Vec<SourcePath>> {
        let files = paths.iter().map(|path| load::source_path(&self.root, path));
        let mut files: Vec<SourcePath> = files.collect::<Option<_>>()?;
        files.sort();
        (!files.is_empty()).then_some(files)
    }

    /// The theme of that name; it is not read again where no change concerns it.
    fn theme(
        &mut self,
        name: &Spanned<String>,
        changed: Option<&[SourcePath]>,
    ) -> Checked<Arc<Theme>> {
        let concerns = |path: &SourcePath| !path.as_str().starts_with("content/");
        let is_concerned = changed.is_none_or(|changed| changed.iter().any(concerns));
        match self.theme.take().filter(|_| !is_concerned) {
            Some(known) => self.theme.insert(known).clone(),
            None => self.theme.insert(theme_to_use(&self.root, name).map(Arc::new)).clone(),
        }
    }
}

/// The first [`TOLD`] of the errors, then of the warnings about files just changed, then of the others.
fn foremost(problems: &Problems, changed: &[SourcePath]) -> Vec<Diagnostic> {
    let mut foremost = problems.first(Severity::Error, TOLD, |_| true);
    for path in changed {
        foremost.extend(problems.of_file(Severity::Warning, path));
    }
    let has_not_changed = |path: &SourcePath| changed.binary_search(path).is_err();
    foremost.extend(problems.first(Severity::Warning, TOLD, has_not_changed));
    foremost.into_iter().take(TOLD).cloned().collect()
}
