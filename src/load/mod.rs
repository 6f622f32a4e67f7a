//! From a folder on disk to [`Sources`], and from a theme's folder to [`Theme`].
//!
//! 1. `walk.rs`: which files there are, in an order that does not depend on the disk.
//! 2. `picture.rs`: the fingerprint and size of each picture.
//! 3. `dictionary.rs`: the dictionary that the settings name.
//! 4. `theme.rs`: the files of the theme, one theme laid over another; `font.rs`: its fonts.
//! 5. `lean.rs`: its style sheets and scripts as pages ask for them.
//!
//! `memory.rs` keeps what was read, so that a change of one file costs little.

mod dictionary;
mod font;
mod lean;
mod memory;
mod picture;
mod theme;
mod walk;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Checked, Code, Diagnostic, Message, format, message, says_its_message};
use crate::source::{SourceFile, SourcePath, Span};
use crate::text::half_space::Dictionary;

pub use font::{FontFace, FontFamily, FontStyle, LocalFont};
pub use memory::Memory;
pub use picture::{Picture, fingerprint, is_picture};
pub use theme::{BUILT_IN_THEME, Theme, ThemeFile, ThemeFiles, load_theme, theme_to_use};
pub use walk::source_path;

/// The name of the configuration file at the root of a project.
pub const CONFIG_FILE: &str = "site.toml";

/// The end of the name of a record of what a translation was made from, beside the translation.
pub const RECORD_EXTENSION: &str = "aligned";

/// Everything an author wrote, as it stands on disk.
#[derive(Debug, Default)]
pub struct Sources {
    /// `site.toml`, if there is one.
    pub config: Option<Arc<SourceFile>>,
    /// The Markdown files in `content`, in the order of their paths.
    pub files: Vec<Arc<SourceFile>>,
    /// What translations were made from, in the order of their paths: the files in `content` whose
    /// names end in [`RECORD_EXTENSION`].
    pub records: Vec<Arc<SourceFile>>,
    /// The pictures in `content`.
    pub pictures: BTreeMap<SourcePath, Picture>,
    /// The Hunspell dictionary of `[text] dictionary`, for the checks of Persian half-spaces.
    pub dictionary: Option<Arc<Dictionary>>,
}

impl format::Texts for Sources {
    fn text(&self, path: &SourcePath) -> Option<&str> {
        let config = self.config.iter().find(|config| config.path == *path);
        let found = [&self.files, &self.records].into_iter().find_map(|files| {
            let found = files.binary_search_by(|file| file.path.cmp(path));
            found.ok().map(|index| &files[index])
        });
        config.or(found).map(|file| file.text.as_str())
    }
}

/// A file or folder that could not be read.
#[derive(Debug, thiserror::Error)]
pub struct LoadError {
    path: PathBuf,
    source: io::Error,
}

says_its_message!(LoadError);

impl LoadError {
    fn new(path: &Path, source: io::Error) -> Self {
        Self { path: path.to_owned(), source }
    }

    /// The file or folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What to tell of it.
    pub fn message(&self) -> Message {
        message!("cannot read {path}: {source}", path = self.path, source = self.source)
    }
}

/// Reads the project at `root`.
///
/// # Errors
///
/// When a file or folder cannot be read. What can be read and is wrong is a diagnostic.
pub fn load(root: &Path) -> Result<Checked<Sources>, LoadError> {
    load_again(root, &mut Memory::default(), &Changes::Unknown)
}

/// What has changed since files were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changes {
    /// Anything: every folder is looked through, and every file that has another size or time of
    /// change is read.
    Unknown,
    /// These files, as whoever watches them says. They are read whatever their time of change
    /// says, for clocks of file systems are coarse.
    Files(Vec<SourcePath>),
}

/// The same as [`fn@load`], but no file is read again that `memory` has and that has not changed.
/// Afterwards `memory` has what was read.
///
/// # Errors
///
/// Those of [`fn@load`].
pub fn load_again(
    root: &Path,
    memory: &mut Memory,
    changes: &Changes,
) -> Result<Checked<Sources>, LoadError> {
    let mut diagnostics = Vec::new();
    let config_path = root.join(CONFIG_FILE);
    let config = match fs::read(&config_path) {
        Ok(bytes) => Some(memory.config(bytes).unload(&mut diagnostics)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(LoadError::new(&config_path, error)),
    };
    let found = memory.content_files(root, changes)?.unload(&mut diagnostics);
    let paths = [found.markdown.as_slice(), &found.records].concat();
    let files: Checked<Vec<_>> = memory.texts(root, &paths)?.into_iter().collect();
    let mut files = files.unload(&mut diagnostics);
    let records = files.split_off(found.markdown.len());
    let pictures = memory.pictures(root, &found.pictures)?;
    let dictionary = memory.dictionary(root, config.as_ref())?.unload(&mut diagnostics);
    let sources = Sources { config, files, records, pictures, dictionary };
    Ok(Checked::new(sources, diagnostics))
}

/// Reads the dictionary that the settings of the project at `root` name.
///
/// # Errors
///
/// When a file that is there cannot be read.
pub fn load_dictionary(root: &Path) -> Result<Checked<Option<Dictionary>>, LoadError> {
    let config_path = root.join(CONFIG_FILE);
    let bytes = fs::read(&config_path).map_err(|error| LoadError::new(&config_path, error))?;
    let config = decode(SourcePath::new(CONFIG_FILE), bytes).value;
    dictionary::read(root, &config)
}

/// The text of a file. What is not UTF-8 becomes U+FFFD, and is reported at its first byte.
fn decode(path: SourcePath, bytes: Vec<u8>) -> Checked<Arc<SourceFile>> {
    match String::from_utf8(bytes) {
        Ok(text) => Arc::new(SourceFile::new(path, text)).into(),
        Err(error) => {
            let start = error.utf8_error().valid_up_to();
            let byte = error.as_bytes()[start];
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let message = message!("byte {byte} is not UTF-8", byte = format!("{byte:#04X}"));
            let span = Span::new(start, start + '\u{FFFD}'.len_utf8());
            let invalid = Diagnostic::new(Code::InvalidUtf8, &path, span, message)
                .with_help(message!("save the file as UTF-8, from the encoding it was written in"));
            Checked::new(Arc::new(SourceFile::not_decoded(path, text)), vec![invalid])
        }
    }
}
