//! A project that is being written: what it looks like now, found with as little work as the last
//! change asks for.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::overlay::overlay;
use crate::diagnostic::{self, Diagnostic, MessageLanguage, Severity, format};
use crate::load::{self, LoadError, Sources, Theme, theme_to_use};
use crate::render::{self, Site};
use crate::resolve::Drafts;
use crate::source::SourcePath;
use crate::{Memory, check_again};

/// A project, and what is known of it from earlier looks.
pub struct Session {
    root: PathBuf,
    /// The address of the preview, in place of the `base_url` of the settings.
    base_url: String,
    files: load::Memory,
    known: Memory,
    rendered: render::Memory,
    theme: Option<Arc<Theme>>,
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

/// What a look has found.
pub struct Refreshed {
    /// For those who look at pages.
    pub preview: Preview,
    /// All there is to tell, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// Of the errors and warnings those to mend next, at most [`TOLD`].
    pub foremost: Vec<Diagnostic>,
    /// The files that the diagnostics are about.
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
        let start = Instant::now();
        let files: Option<Vec<SourcePath>> =
            paths.iter().map(|path| load::source_path(&self.root, path)).collect();
        let files = files.filter(|paths| !paths.is_empty());
        let changes = files.clone().map_or(load::Changes::Unknown, load::Changes::Files);
        let mut diagnostics = Vec::new();
        let sources = load::load_again(&self.root, &mut self.files, &changes)?;
        let sources = sources.unload(&mut diagnostics);
        let checked = check_again(&sources, Drafts::Included, &mut self.known);
        let mut reader = checked.unload(&mut diagnostics);
        reader.config.base_url = Some(self.base_url.clone());
        let theme = theme_to_use(&self.root, &reader.config.theme).unload(&mut diagnostics);
        let theme = match self.theme.take() {
            Some(known) if *known == theme => known,
            _ => Arc::new(theme),
        };
        self.theme = Some(Arc::clone(&theme));
        let site = render::render_again(reader, theme, &mut self.rendered);
        let site = site.unload(&mut diagnostics);
        diagnostic::sort(&mut diagnostics);

        let has_errors = diagnostics.iter().any(|each| each.severity() == Severity::Error);
        let site = site.map(Arc::new);
        if !has_errors || self.last_good.is_none() {
            self.last_good = site;
        }
        self.version += 1;
        let foremost = foremost(&diagnostics, &files.unwrap_or_default());
        let told: Vec<Diagnostic> =
            foremost.iter().map(|each| each.in_language(self.language)).collect();
        let preview = Preview {
            version: self.version,
            site: self.last_good.clone(),
            problems: format::json(&told, &sources).into(),
            overlay: overlay(&diagnostics, self.language).to_string().into(),
            has_errors,
            took: start.elapsed(),
        };
        Ok(Refreshed { preview, diagnostics, foremost, sources })
    }
}

/// The first [`TOLD`] of the errors, then of the warnings about files just changed, then of the others.
fn foremost(diagnostics: &[Diagnostic], changed: &[SourcePath]) -> Vec<Diagnostic> {
    let rank = |each: &Diagnostic| match each.severity() {
        Severity::Error => Some(0),
        Severity::Warning if changed.contains(&each.path) => Some(1),
        Severity::Warning => Some(2),
        Severity::Notice => None,
    };
    let of_rank =
        |wanted| diagnostics.iter().filter(move |each| rank(each) == Some(wanted)).take(TOLD);
    (0..=2).flat_map(of_rank).take(TOLD).cloned().collect()
}
