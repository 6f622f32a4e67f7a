//! The fonts of a theme, as its `theme.toml` declares them.

use serde::Deserialize;

use super::theme::ThemeFiles;
use crate::diagnostic::{Checked, Code, Diagnostic, Message, message};
use crate::source::{SourcePath, Span, Spanned};
use crate::text::Script;

/// A family of fonts that a theme brings along.
#[derive(Clone, Debug, PartialEq)]
pub struct FontFamily {
    /// Its name in style sheets.
    pub name: String,
    /// The scripts that it is for: characters of others are left out of it. Never empty.
    pub scripts: Vec<Script>,
    /// The file of the theme with the licence, which is published beside the fonts.
    pub licence: String,
    /// Its faces.
    pub faces: Vec<FontFace>,
}

/// A face of a family.
#[derive(Clone, Debug, PartialEq)]
pub struct FontFace {
    /// The file of the theme with the font.
    pub file: String,
    /// Where the file is named: a `theme.toml`, and the place in it.
    pub named_at: (SourcePath, Span),
    /// The weight, from 1 to 1000; 400 is regular.
    pub weight: u16,
    /// Whether it is slanted.
    pub style: FontStyle,
    /// Fonts that a reader's system may have, the best first, to stand for it until it is there.
    pub fallbacks: Vec<LocalFont>,
}

/// The value of `font-style`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FontStyle {
    /// Upright.
    Normal,
    /// Slanted.
    Italic,
}

impl FontStyle {
    /// The value in style sheets.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Italic => "italic",
        }
    }
}

/// A font of a reader's system.
#[derive(Clone, Debug, PartialEq)]
pub struct LocalFont {
    /// Its names; systems differ in whether they know a font by its full or its PostScript name.
    pub names: Vec<String>,
    /// The size at which it is as wide as the font it stands for, in percent of that one's.
    pub size: f64,
}

/// `[[fonts]]` of `theme.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawFamily {
    family: toml::Spanned<String>,
    scripts: toml::Spanned<Vec<toml::Spanned<String>>>,
    licence: toml::Spanned<String>,
    faces: toml::Spanned<Vec<RawFace>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFace {
    file: toml::Spanned<String>,
    weight: Option<toml::Spanned<i64>>,
    style: Option<toml::Spanned<String>>,
    #[serde(default)]
    fallbacks: Vec<RawLocalFont>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLocalFont {
    local: Vec<String>,
    size: toml::Spanned<f64>,
}

/// The families that the `theme.toml` at `path` declares, of which `files` has the files. What
/// cannot be used is left out and reported.
pub(super) fn families(
    raw: Vec<RawFamily>,
    path: &SourcePath,
    files: &ThemeFiles,
) -> Checked<Vec<FontFamily>> {
    let mut report = Report { path, files, diagnostics: Vec::new() };
    let mut families: Vec<FontFamily> = Vec::new();
    for raw in raw {
        let span = raw.family.span().into();
        let Some(family) = report.family(raw) else { continue };
        if families.iter().any(|other| other.name == family.name) {
            report.add(span, message!("there are two families `{name}`", name = family.name));
        } else {
            families.push(family);
        }
    }
    Checked::new(families, report.diagnostics)
}

struct Report<'a> {
    path: &'a SourcePath,
    files: &'a ThemeFiles,
    diagnostics: Vec<Diagnostic>,
}

impl Report<'_> {
    fn family(&mut self, raw: RawFamily) -> Option<FontFamily> {
        let name = spanned(raw.family);
        let has_name = !name.value.is_empty() && !name.value.contains(['"', '\\', '\n']);
        if !has_name {
            self.add(name.span, message!("no name that a style sheet could have"));
        }
        let scripts = spanned(raw.scripts);
        if scripts.value.is_empty() {
            self.add(scripts.span, message!("a family of fonts is for one script or more"));
        }
        let scripts: Vec<Script> =
            scripts.value.into_iter().filter_map(|code| self.script(&spanned(code))).collect();
        let licence = self.file(&spanned(raw.licence));
        let faces = spanned(raw.faces);
        if faces.value.is_empty() {
            self.add(faces.span, message!("a family of fonts has one face or more"));
        }
        let faces: Vec<FontFace> =
            faces.value.into_iter().filter_map(|face| self.face(face)).collect();
        let is_whole = has_name && !scripts.is_empty() && !faces.is_empty();
        Some(FontFamily { name: name.value, scripts, licence: licence?, faces })
            .filter(|_| is_whole)
    }

    fn face(&mut self, raw: RawFace) -> Option<FontFace> {
        let file = spanned(raw.file);
        let found = self.file(&file);
        let weight = raw.weight.map_or(Some(400), |weight| self.weight(&spanned(weight)));
        let style = raw.style.map_or(Some(FontStyle::Normal), |style| self.style(&spanned(style)));
        let fallbacks = raw.fallbacks.into_iter().filter_map(|local| self.local_font(local));
        let fallbacks = fallbacks.collect();
        let named_at = (self.path.clone(), file.span);
        Some(FontFace { file: found?, named_at, weight: weight?, style: style?, fallbacks })
    }

    fn script(&mut self, code: &Spanned<String>) -> Option<Script> {
        let script = code.value.parse().ok();
        if script.is_none() {
            let message = message!("no script `{code}`", code = code.value);
            let help = message!("scripts have the codes of ISO 15924, such as `Arab` and `Latn`");
            self.add_with_help(code.span, message, help);
        }
        script
    }

    fn file(&mut self, file: &Spanned<String>) -> Option<String> {
        if self.files.contains_key(&file.value) {
            return Some(file.value.clone());
        }
        let message = message!("the theme has no file `{file}`", file = file.value);
        let help =
            message!("files are named from the folder of the theme, such as `fonts/NAME.ttf`");
        self.add_with_help(file.span, message, help);
        None
    }

    fn weight(&mut self, weight: &Spanned<i64>) -> Option<u16> {
        let found = u16::try_from(weight.value).ok().filter(|weight| (1..=1000).contains(weight));
        if found.is_none() {
            let message = message!("no weight `{weight}`", weight = weight.value);
            self.add_with_help(
                weight.span,
                message,
                message!("weights are from 1 to 1000; 400 is regular"),
            );
        }
        found
    }

    fn style(&mut self, style: &Spanned<String>) -> Option<FontStyle> {
        let styles = [FontStyle::Normal, FontStyle::Italic];
        let found = styles.into_iter().find(|each| each.as_str() == style.value);
        if found.is_none() {
            let message = message!("no style `{style}`", style = style.value);
            self.add_with_help(
                style.span,
                message,
                message!("the styles are `normal` and `italic`"),
            );
        }
        found
    }

    fn local_font(&mut self, raw: RawLocalFont) -> Option<LocalFont> {
        let size = spanned(raw.size);
        if !(10.0..=1000.0).contains(&size.value) {
            let message = message!("no size `{size}`", size = size.value);
            self.add_with_help(
                size.span,
                message,
                message!("sizes are in percent, such as `97.5`"),
            );
            return None;
        }
        let is_name = |name: &String| !name.contains(['"', '\\', '\n']);
        Some(LocalFont { names: raw.local.into_iter().filter(is_name).collect(), size: size.value })
    }

    fn add(&mut self, span: Span, message: Message) {
        self.diagnostics.push(Diagnostic::new(Code::InvalidTheme, self.path, span, message));
    }

    fn add_with_help(&mut self, span: Span, message: Message, help: Message) {
        let invalid = Diagnostic::new(Code::InvalidTheme, self.path, span, message);
        self.diagnostics.push(invalid.with_help(help));
    }
}

fn spanned<T>(value: toml::Spanned<T>) -> Spanned<T> {
    Spanned::new(value.span().into(), value.into_inner())
}
