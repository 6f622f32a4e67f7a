//! `hashiya new`: a complete small reader.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{CommandError, Outcome, report, scaffold};
use crate::diagnostic::{Message, message, says_its_message};
use crate::text::LanguageTag;

/// What `new` is asked to do.
#[derive(Clone, Debug)]
pub struct NewOptions {
    /// The folder to make.
    pub folder: PathBuf,
    /// The languages of the interface; the first is the default.
    pub languages: Vec<LanguageTag>,
    /// The title, in the first of the languages.
    pub title: Option<String>,
}

/// Why there is no new reader.
#[derive(Debug, thiserror::Error)]
pub enum NewError {
    /// There is something in the folder already.
    NotEmpty(PathBuf),
    /// We have no words in the language.
    Language(LanguageTag),
    /// A language is named twice, or none is.
    Languages,
    /// The disk refuses.
    Io {
        /// What could not be written.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

says_its_message!(NewError);

impl NewError {
    /// What to tell of it.
    pub fn message(&self) -> Message {
        match self {
            Self::NotEmpty(folder) => {
                message!("{folder} is not empty; `hashiya new` makes a folder of its own", folder)
            }
            Self::Language(language) => message!(
                "`hashiya new` has no words in `{language}`, only in `ar`, `fa`, `en`; add it in \
                 `site.toml`",
                language
            ),
            Self::Languages => {
                message!("name each language of the interface once, as in `--lang ar,en`")
            }
            Self::Io { path, source } => message!("cannot write {path}: {source}", path, source),
        }
    }
}

/// Makes a folder with a complete small reader, which builds without a warning: all of it, or
/// nothing.
///
/// # Errors
///
/// When the folder is there and has anything in it but the `.git` of a new repository, when there
/// are no words in a language, or when the disk refuses.
pub fn new(options: &NewOptions) -> Result<Outcome, CommandError> {
    check_languages(&options.languages)?;
    if let Some(title) = &options.title {
        super::add::check_words(title)?;
    }
    let files = scaffold::project(&options.languages, options.title.as_deref());
    put(&options.folder, &files)?;
    report::print(&format!("{}\n", options.folder.display()));
    let (count, language) = (files.len(), report::language(None));
    report::say(
        language,
        &message!(
            "a reader of {count} files; `hashiya build` in its folder makes `public/index.html`",
            count
        ),
    );
    Ok(Outcome::Done)
}

fn check_languages(languages: &[LanguageTag]) -> Result<(), NewError> {
    let mut seen: Vec<&LanguageTag> = Vec::new();
    for language in languages {
        if !scaffold::LANGUAGES.contains(&language.as_str()) {
            return Err(NewError::Language(language.clone()));
        }
        if seen.contains(&language) {
            return Err(NewError::Languages);
        }
        seen.push(language);
    }
    if seen.is_empty() { Err(NewError::Languages) } else { Ok(()) }
}

/// Writes the files aside, then moves them to their place.
fn put(folder: &Path, files: &[(String, String)]) -> Result<(), NewError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| NewError::Io { path, source }
    };
    let is_there = is_there_and_empty(folder)?;
    let folder = std::path::absolute(folder).map_err(failed(folder))?;
    let beside = folder.parent().unwrap_or(&folder);
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let name = format!(".{name}.hashiya-{}", std::process::id());
    let stage = Stage(if is_there { folder.join(name) } else { beside.join(name) });
    fs::create_dir_all(&stage.0).map_err(failed(&stage.0))?;
    for (path, text) in files {
        let path = stage.0.join(path);
        let parent = path.parent().unwrap_or(&path);
        fs::create_dir_all(parent).map_err(failed(parent))?;
        fs::write(&path, text).map_err(failed(&path))?;
    }
    if is_there {
        move_contents(&stage.0, &folder).map_err(failed(&folder))
    } else {
        fs::rename(&stage.0, &folder).map_err(failed(&folder))
    }
}

/// Whether the folder exists. That it has a `.git` is no matter: a repository may come first.
fn is_there_and_empty(folder: &Path) -> Result<bool, NewError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(source) => return Err(NewError::Io { path: folder.to_owned(), source }),
    };
    for entry in entries {
        let entry = entry.map_err(|source| NewError::Io { path: folder.to_owned(), source })?;
        if entry.file_name() != ".git" {
            return Err(NewError::NotEmpty(folder.to_owned()));
        }
    }
    Ok(true)
}

/// Moves what is in one folder to another. If that fails, what was moved is removed again.
fn move_contents(from: &Path, to: &Path) -> io::Result<()> {
    let mut moved: Vec<PathBuf> = Vec::new();
    let mut result = Ok(());
    for entry in fs::read_dir(from)? {
        result = entry.and_then(|entry| {
            let target = to.join(entry.file_name());
            fs::rename(entry.path(), &target)?;
            moved.push(target);
            Ok(())
        });
        if result.is_err() {
            break;
        }
    }
    if result.is_err() {
        for path in moved {
            // The first failure is the one to tell.
            let _ = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        }
    }
    result
}

/// A folder for what is not yet in its place; it goes when its time is over.
struct Stage(PathBuf);

impl Drop for Stage {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
