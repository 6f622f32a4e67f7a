//! Templates: the frame around what the other files of this stage make.
//!
//! All use of the template engine is in this module.

use serde::{Serialize, Serializer};
use tera::{Context, Kwargs, State, Tera, Value};

use super::isolate::Foreign;
use crate::parse::Config;
use crate::text::Direction;

use crate::diagnostic::{Checked, Code, Diagnostic, message};
use crate::load::ThemeFiles;
use crate::source::{SourcePath, Span};

/// The templates of a theme, ready to be used by all threads.
pub(super) struct Templates {
    tera: Tera,
}

/// Where templates stand in a theme.
const FOLDER: &str = "templates/";

impl Templates {
    /// Reads the templates of a theme. `None` if any of them cannot be used; each that does not
    /// parse is reported.
    ///
    /// They have the filter `isolate`, see [`isolated`].
    pub(super) fn of(theme: &ThemeFiles, config: &Config) -> Checked<Option<Self>> {
        let mut diagnostics = Vec::new();
        let mut templates = Vec::new();
        for (name, file) in theme {
            let Some(name) = name.strip_prefix(FOLDER) else { continue };
            let Ok(text) = std::str::from_utf8(&file.bytes) else {
                let message = message!("this template is not UTF-8");
                let path = &file.path;
                diagnostics.push(Diagnostic::new(
                    Code::InvalidTheme,
                    path,
                    Span::default(),
                    message,
                ));
                continue;
            };
            templates.push((name, text));
        }
        // The engine stops at the first template that does not parse; without it, at the next.
        loop {
            let mut tera = Tera::new();
            let settings = (config.latin.clone(), config.languages.clone());
            tera.register_filter("isolate", move |words: &Value, _: Kwargs, _: &State| {
                isolated(words, Foreign::among(&settings.0, &settings.1))
            });
            let Err(error) = tera.add_raw_templates(templates.iter().copied()) else {
                let is_whole = diagnostics.is_empty();
                return Checked::new(is_whole.then_some(Self { tera }), diagnostics);
            };
            let broken = broken_template(&error);
            let count = templates.len();
            templates.retain(|(name, _)| Some(*name) != broken);
            let is_of_syntax = matches!(error.kind(), tera::ErrorKind::SyntaxError(_));
            if is_of_syntax || diagnostics.is_empty() {
                diagnostics.push(problem(&error, theme));
            }
            if templates.len() == count {
                return Checked::new(None, diagnostics);
            }
        }
    }

    /// Makes a page without what is inserted: what stands before the first [`Insertion`] that the
    /// template shows, between it and the next, and so on.
    pub(super) fn around(
        &self,
        template: &str,
        view: &impl Serialize,
        shared: &Shared,
        theme: &ThemeFiles,
    ) -> Result<Vec<String>, Box<Diagnostic>> {
        let frame = self.frame(template, view, shared, theme)?;
        let mut pieces = Vec::new();
        let mut written = 0;
        for (at, insertion) in insertions(&frame) {
            pieces.push(frame[written..at].to_owned());
            written = at + insertion.as_str().len();
        }
        pieces.push(frame[written..].to_owned());
        Ok(pieces)
    }

    fn frame(
        &self,
        template: &str,
        view: &impl Serialize,
        shared: &Shared,
        theme: &ThemeFiles,
    ) -> Result<String, Box<Diagnostic>> {
        let mut context =
            Context::from_serialize(view).map_err(|error| Box::new(problem(&error, theme)))?;
        if let Some(mut frame) = context.remove("frame").and_then(Value::into_map) {
            for (name, part) in shared {
                frame.insert((*name).into(), part.0.clone());
            }
            context.insert_value("frame", Value::from(frame));
        }
        self.tera.render(template, &context).map_err(|error| Box::new(problem(&error, theme)))
    }

    /// Makes a page: the template, and what `insert` appends wherever the template shows an
    /// [`Insertion`], about `size` bytes in all; in the room of `page`, which is empty. For the template `shared` are parts of the view's
    /// `frame`.
    pub(super) fn render(
        &self,
        template: &str,
        view: &impl Serialize,
        shared: &Shared,
        (insert, size): (impl Fn(&mut String, Insertion), usize),
        (mut page, theme): (String, &ThemeFiles),
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let frame = self.frame(template, view, shared, theme)?;
        page.reserve(frame.len() + size);
        let mut written = 0;
        for (at, insertion) in insertions(&frame) {
            page.push_str(&frame[written..at]);
            insert(&mut page, insertion);
            written = at + insertion.as_str().len();
        }
        page.push_str(&frame[written..]);
        Ok(page.into_bytes())
    }
}

/// Words with their language, as HTML in which what needs a direction of its own is isolated:
/// `{{ page.title | isolate }}`.
fn isolated(words: &Value, foreign: Foreign) -> tera::TeraResult<Value> {
    let part = |name| words.get_from_path(name).and_then(Value::as_str);
    let (Some(words), Some(direction)) = (part("words"), part("dir")) else {
        return Err(tera::Error::message("`isolate` is for words with their language"));
    };
    let is_left_to_right = direction == Direction::LeftToRight.as_str();
    let around = if is_left_to_right { Direction::LeftToRight } else { Direction::RightToLeft };
    let mut out = String::with_capacity(words.len());
    foreign.push_words(&mut out, words, around);
    Ok(Value::safe_string(&out))
}

/// A place for HTML that is long: the engine never sees it, for it would copy it three times.
///
/// For a template it is a string, to be shown with the filter `safe`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Insertion {
    /// What a page is about.
    Body,
    /// The list of the concepts of a text.
    Concepts,
    /// Nothing, so that a template can tell.
    Nothing,
}

/// What all insertions begin with. Nothing that an author writes becomes a comment: words are
/// escaped, and comments are taken out of raw HTML.
const INSERTION: &str = "<!--hashiya:";

impl Insertion {
    /// What stands for it.
    fn as_str(self) -> &'static str {
        match self {
            Self::Body => "<!--hashiya:insertion-->",
            Self::Concepts => "<!--hashiya:concepts-->",
            Self::Nothing => "",
        }
    }
}

/// The insertions that a template has shown, and where.
fn insertions(frame: &str) -> impl Iterator<Item = (usize, Insertion)> {
    let starts = memchr::memmem::find_iter(frame.as_bytes(), INSERTION);
    starts.filter_map(|at| {
        let mut kinds = [Insertion::Body, Insertion::Concepts].into_iter();
        let insertion = kinds.find(|kind| frame[at..].starts_with(kind.as_str()))?;
        Some((at, insertion))
    })
}

impl Serialize for Insertion {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// A part of views that many pages share, brought into the form of the engine once: a copy of it
/// is a reference.
#[derive(Clone, Debug)]
pub(super) struct Prepared(Value);

/// The parts of a view that it shares with others, by their names.
pub(super) type Shared = [(&'static str, Prepared); 2];

impl Prepared {
    /// Prepares a part whose keys are strings.
    pub(super) fn of(part: &impl Serialize) -> Self {
        Self(Value::from_serializable(part))
    }
}

/// The template an error is about, if it says which.
fn broken_template(error: &tera::Error) -> Option<&str> {
    match error.kind() {
        tera::ErrorKind::SyntaxError(report) | tera::ErrorKind::RenderingError(report) => {
            Some(report.filename())
        }
        tera::ErrorKind::MissingParent { current, .. } => Some(current),
        tera::ErrorKind::CircularExtend { tpl, .. }
        | tera::ErrorKind::CircularInclude { tpl, .. } => Some(tpl),
        _ => None,
    }
}

/// An error of the engine at its place in the theme's files.
fn problem(error: &tera::Error, theme: &ThemeFiles) -> Diagnostic {
    let file = broken_template(error).and_then(|name| theme.get(&format!("{FOLDER}{name}")));
    let path = file.map_or_else(|| SourcePath::new("themes"), |file| file.path.clone());
    let (span, message) = match error.kind() {
        tera::ErrorKind::SyntaxError(report) | tera::ErrorKind::RenderingError(report) => {
            let range = report.span().range.clone();
            let told = in_our_style(report.message());
            let message = message!("the template cannot be used: {told}", told);
            (Span::new(range.start, range.end), message)
        }
        tera::ErrorKind::MissingParent { parent, .. } => {
            let text = file.map(|file| String::from_utf8_lossy(&file.bytes)).unwrap_or_default();
            let at = text.find(parent.as_str());
            let span = at.map_or(Span::default(), |at| Span::new(at, at + parent.len()));
            (span, message!("no template `{parent}`", parent))
        }
        tera::ErrorKind::TemplateNotFound(name) => {
            (Span::default(), message!("no template `{name}`", name))
        }
        _ => {
            let told = in_our_style(&error.to_string());
            (Span::default(), message!("the template cannot be used: {told}", told))
        }
    };
    Diagnostic::new(Code::InvalidTheme, &path, span, message)
}

/// A message of the engine in the style of ours: one line, lower case, no full stop.
fn in_our_style(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default().trim_end_matches('.');
    let mut chars = line.chars();
    chars.next().into_iter().flat_map(char::to_lowercase).chain(chars).collect()
}
