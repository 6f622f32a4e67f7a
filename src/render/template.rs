//! Templates: the frame around what the other files of this stage make.
//!
//! All use of the template engine is in this module.

use serde::Serialize;
use tera::{Context, Tera};

use crate::diagnostic::{Code, Diagnostic};
use crate::load::ThemeFiles;
use crate::source::{SourcePath, Span};

/// The templates of a theme, ready to be used by all threads.
pub(super) struct Templates {
    tera: Tera,
}

/// Where templates stand in a theme.
const FOLDER: &str = "templates/";

impl Templates {
    /// Reads the templates of a theme.
    pub(super) fn of(theme: &ThemeFiles) -> Result<Self, Box<Diagnostic>> {
        let mut tera = Tera::new();
        let mut templates = Vec::new();
        for (name, file) in theme {
            let Some(name) = name.strip_prefix(FOLDER) else { continue };
            let Ok(text) = std::str::from_utf8(&file.bytes) else {
                let message = "this template is not UTF-8";
                return Err(Box::new(Diagnostic::new(
                    Code::InvalidTheme,
                    &file.path,
                    Span::default(),
                    message,
                )));
            };
            templates.push((name, text));
        }
        tera.add_raw_templates(templates).map_err(|error| problem(&error, theme))?;
        Ok(Self { tera })
    }

    /// Makes a page of about `capacity` bytes.
    pub(super) fn render(
        &self,
        template: &str,
        view: &impl Serialize,
        capacity: usize,
        theme: &ThemeFiles,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let context = Context::from_serialize(view).map_err(|error| problem(&error, theme))?;
        let mut page = Vec::with_capacity(capacity);
        self.tera
            .render_to(template, &context, &mut page)
            .map_err(|error| problem(&error, theme))?;
        Ok(page)
    }
}

/// An error of the engine at its place in the theme's files.
fn problem(error: &tera::Error, theme: &ThemeFiles) -> Box<Diagnostic> {
    let unknown = || (SourcePath::new("themes"), Span::default());
    let (path, span, message) = match error.kind() {
        tera::ErrorKind::SyntaxError(report) | tera::ErrorKind::RenderingError(report) => {
            let name = format!("{FOLDER}{}", report.filename());
            let (path, span) = match theme.get(&name) {
                Some(file) => {
                    let range = report.span().range.clone();
                    (file.path.clone(), Span::new(range.start, range.end))
                }
                None => unknown(),
            };
            (path, span, report.message().to_owned())
        }
        _ => {
            let (path, span) = unknown();
            (path, span, error.to_string())
        }
    };
    let message = message.lines().next().unwrap_or_default().to_owned();
    Box::new(Diagnostic::new(Code::InvalidTheme, &path, span, message))
}
