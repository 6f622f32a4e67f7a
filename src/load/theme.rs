//! The files of a theme: its own, over those of the theme it extends, over none.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::mem;
use std::path::Path;

use serde::Deserialize;
use walkdir::WalkDir;

use super::font::{self, FontFamily, RawFamily};
use super::lean::{Language, lean};
use super::{LoadError, walk};
use crate::diagnostic::{Checked, Code, Diagnostic, Message, message, nearest};
use crate::source::{SourcePath, Span, Spanned};

/// The theme that is compiled into the program.
pub const BUILT_IN_THEME: &str = "warraq";

macro_rules! built_in {
    ($($name:literal),+ $(,)?) => {
        /// The files of the built-in theme: name within the theme, contents.
        const BUILT_IN_FILES: &[(&str, &[u8])] = &[
            $(($name, include_bytes!(concat!("../../themes/warraq/", $name)))),+
        ];
    };
}

built_in![
    "assets/find.js",
    "assets/hand.js",
    "assets/icon.svg",
    "assets/lexicon.js",
    "assets/pages.css",
    "assets/query.js",
    "assets/ranking.js",
    "assets/search.css",
    "assets/search.js",
    "assets/warraq.css",
    "assets/warraq.js",
    "assets/words.js",
    "fonts/literata-bold.ttf",
    "fonts/literata-italic.ttf",
    "fonts/literata-licence.txt",
    "fonts/literata-regular.ttf",
    "fonts/noto-naskh-arabic-bold.ttf",
    "fonts/noto-naskh-arabic-licence.txt",
    "fonts/noto-naskh-arabic-regular.ttf",
    "fonts/vazirmatn-bold.ttf",
    "fonts/vazirmatn-licence.txt",
    "fonts/vazirmatn-regular.ttf",
    "strings/ar.toml",
    "strings/en.toml",
    "strings/fa.toml",
    "templates/404.html",
    "templates/base.html",
    "templates/concept.html",
    "templates/glossary.html",
    "templates/home.html",
    "templates/page.html",
    "templates/part.html",
    "templates/parts.html",
    "templates/print.html",
    "templates/printed.html",
    "templates/search.html",
    "templates/syllabus.html",
    "templates/text-parts.html",
    "templates/text.html",
    "templates/tools.html",
    "theme.toml",
    "worker.js",
];

/// A theme: its files, and the fonts among them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Theme {
    /// The files by their names within the theme, such as `templates/text.html`.
    pub files: ThemeFiles,
    /// The families of fonts, no two of one name.
    pub fonts: Vec<FontFamily>,
}

/// The files of a theme by their names within it.
pub type ThemeFiles = BTreeMap<String, ThemeFile>;

/// A file of a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeFile {
    /// Where it stands, for diagnostics; for a file compiled in, where it would stand.
    pub path: SourcePath,
    /// What it holds.
    pub bytes: Cow<'static, [u8]>,
}

/// `theme.toml`.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTheme {
    extends: Option<toml::Spanned<String>>,
    #[serde(default)]
    fonts: Vec<RawFamily>,
}

/// A theme without that which it extends.
struct Layer {
    files: ThemeFiles,
    /// Where it is, or would be, declared what it is.
    path: SourcePath,
    fonts: Vec<RawFamily>,
}

/// Reads the theme called `name`: the folder `themes/NAME` of the project at `root`, or the
/// built-in one.
///
/// A theme whose `theme.toml` says `extends = "OTHER"` has the files and the families of fonts of
/// that theme too, except where it has one of the same name.
///
/// # Errors
///
/// When a file cannot be read.
pub fn load_theme(root: &Path, name: &Spanned<String>) -> Result<Checked<Theme>, LoadError> {
    let mut layers: Vec<Layer> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    let mut next = Some((name.clone(), SourcePath::new(super::CONFIG_FILE)));
    let mut diagnostics = Vec::new();
    while let Some((Spanned { value: name, span }, named_by)) = next.take() {
        let folder = root.join("themes").join(&name);
        let is_again = names.contains(&name);
        let files = if folder.is_dir() && is_plain_name(&name) && !is_again {
            folder_files(root, &folder)?.unload(&mut diagnostics)
        } else if name == BUILT_IN_THEME {
            // A folder `themes/warraq` may say that it extends the one compiled in.
            built_in_files()
        } else if is_again {
            let message = message!("the theme `{name}` extends itself", name);
            diagnostics.push(Diagnostic::new(Code::InvalidTheme, &named_by, span, message));
            built_in_files()
        } else {
            let message = message!("no theme `{name}`", name);
            diagnostics.push(
                Diagnostic::new(Code::InvalidTheme, &named_by, span, message).with_help(message!(
                    "make the folder `themes/{name}`, or say `theme = \"{built_in}\"`",
                    name,
                    built_in = BUILT_IN_THEME
                )),
            );
            built_in_files()
        };
        let raw = raw_theme(&files);
        let is_readable = raw.diagnostics.is_empty();
        let raw = raw.unload(&mut diagnostics);
        let path = SourcePath::new(&format!("themes/{name}/theme.toml"));
        next = match raw.extends {
            Some(extended) => {
                Some((Spanned::new(extended.span().into(), extended.into_inner()), path.clone()))
            }
            // What it extends is not known; that it lacks templates is not worth telling.
            None if !is_readable => {
                Some((Spanned::new(Span::default(), BUILT_IN_THEME.to_owned()), path.clone()))
            }
            None => None,
        };
        names.push(name);
        layers.push(Layer { files, path, fonts: raw.fonts });
    }
    let theme = laid_over(layers).unload(&mut diagnostics);
    Ok(Checked::new(theme, diagnostics))
}

/// The same; where a file cannot be read, the built-in theme, with a diagnostic.
pub fn theme_to_use(root: &Path, name: &Spanned<String>) -> Checked<Theme> {
    load_theme(root, name).unwrap_or_else(|error| {
        let settings = SourcePath::new(super::CONFIG_FILE);
        let told = Diagnostic::new(Code::InvalidTheme, &settings, name.span, error.message());
        let path = SourcePath::new(&format!("themes/{BUILT_IN_THEME}/theme.toml"));
        let files = built_in_files();
        let fonts = raw_theme(&files).value.fonts;
        Checked::new(laid_over(vec![Layer { files, path, fonts }]).value, vec![told])
    })
}

/// The theme that layers make, of which each extends the next.
fn laid_over(mut layers: Vec<Layer>) -> Checked<Theme> {
    let mut diagnostics = Vec::new();
    let files = layers.iter_mut().rev().flat_map(|layer| mem::take(&mut layer.files));
    let files = files.map(|(name, file)| (name.clone(), published(&name, file))).collect();
    let mut fonts: Vec<FontFamily> = Vec::new();
    for layer in layers {
        let own = font::families(layer.fonts, &layer.path, &files).unload(&mut diagnostics);
        for family in own {
            if fonts.iter().all(|other| other.name != family.name) {
                fonts.push(family);
            }
        }
    }
    Checked::new(Theme { files, fonts }, diagnostics)
}

/// A style sheet or a script as pages ask for it; other files as they are.
fn published(name: &str, file: ThemeFile) -> ThemeFile {
    let language = Language::of(name).filter(|_| name.starts_with("assets/"));
    let lean = language.and_then(|language| lean(str::from_utf8(&file.bytes).ok()?, language));
    match lean {
        Some(lean) => ThemeFile { bytes: lean.into_bytes().into(), ..file },
        None => file,
    }
}

fn is_plain_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(['/', '\\']) && !name.starts_with('.')
}

fn built_in_files() -> ThemeFiles {
    BUILT_IN_FILES
        .iter()
        .map(|(name, bytes)| {
            let path = SourcePath::new(&format!("themes/{BUILT_IN_THEME}/{name}"));
            ((*name).to_owned(), ThemeFile { path, bytes: Cow::Borrowed(bytes) })
        })
        .collect()
}

fn folder_files(root: &Path, folder: &Path) -> Result<Checked<ThemeFiles>, LoadError> {
    let mut files = ThemeFiles::new();
    let mut diagnostics = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|error| LoadError::new(folder, error.into()))?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if entry.path_is_symlink() && !hidden {
            let message = message!("symbolic links are followed only inside `content`");
            diagnostics.push(walk::unfollowed(root, entry.path(), message));
        }
        if !entry.file_type().is_file() || hidden {
            continue;
        }
        let (Some(path), Some(name)) =
            (walk::source_path(root, entry.path()), walk::source_path(folder, entry.path()))
        else {
            continue;
        };
        let bytes = fs::read(entry.path()).map_err(|error| LoadError::new(entry.path(), error))?;
        files.insert(name.as_str().to_owned(), ThemeFile { path, bytes: bytes.into() });
    }
    Ok(Checked::new(files, diagnostics))
}

fn raw_theme(files: &ThemeFiles) -> Checked<RawTheme> {
    let Some(file) = files.get("theme.toml") else {
        return RawTheme::default().into();
    };
    match toml::from_str::<RawTheme>(&String::from_utf8_lossy(&file.bytes)) {
        Ok(raw) => raw.into(),
        Err(error) => {
            let span = error.span().unwrap_or_default().into();
            let (message, help) = theme_message(error.message());
            let invalid =
                Diagnostic::new(Code::InvalidTheme, &file.path, span, message).with_help_if(help);
            Checked::new(RawTheme::default(), vec![invalid])
        }
    }
}

/// The engine's message for an author: of an unknown key also the closest one it could be.
fn theme_message(told: &str) -> (Message, Option<Message>) {
    let mut quoted = told.split('`').skip(1).step_by(2);
    let name = quoted.next().filter(|_| told.starts_with("unknown field `"));
    let Some(name) = name else { return (message!("not TOML: {told}", told), None) };
    let near = nearest(name, quoted.clone());
    let help = if let Some(near) = near {
        message!("did you mean `{near}`?", near)
    } else {
        let keys: Vec<String> = quoted.map(|key| format!("`{key}`")).collect();
        message!("keys here are {keys}", keys = keys.join(", "))
    };
    (message!("unknown key `{name}`", name), Some(help))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_compiled_theme_is_the_one_in_the_repository() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let on_disk =
            folder_files(root, &root.join("themes/warraq")).expect("the theme is readable").value;
        let compiled = built_in_files();
        assert_eq!(
            on_disk.keys().collect::<Vec<_>>(),
            compiled.keys().collect::<Vec<_>>(),
            "a file of themes/warraq is missing in the list above"
        );
    }
}
