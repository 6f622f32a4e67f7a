//! `hashiya translated`: confirms that translations follow their originals as these now stand.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use super::{CommandError, Outcome, ProjectOptions, project, report};
use crate::diagnostic::{Message, MessageLanguage, message, says_its_message};
use crate::load::{self, RECORD_EXTENSION};
use crate::parse::{self, Parsed, Record, TextFile, TextFiles};
use crate::resolve::Changes;
use crate::source::SourcePath;
use crate::write;

/// What `translated` is asked to do.
#[derive(Clone, Debug)]
pub struct TranslatedOptions {
    /// Where the project is.
    pub project: ProjectOptions,
    /// Translations, or folders of texts for all of theirs; relative to the current folder, or else
    /// to the root.
    pub files: Vec<PathBuf>,
    /// In which language it is told; that of the system where none is asked for.
    pub language: Option<MessageLanguage>,
}

/// Why a translation cannot be confirmed.
#[derive(Debug, thiserror::Error)]
pub enum TranslatedError {
    /// No file or folder of a text has the path.
    NoText(String),
    /// The file is an original.
    Original {
        /// The file.
        path: SourcePath,
        /// The translations that it has.
        translations: Vec<SourcePath>,
    },
    /// The text has only an original.
    Untranslated(String),
    /// The front matter of the file, or of its original, cannot be read.
    Unreadable(SourcePath),
}

says_its_message!(TranslatedError);

impl TranslatedError {
    /// What to tell of it.
    pub fn message(&self) -> Message {
        match self {
            Self::NoText(path) => {
                message!("`{path}` is no translation and no folder in `content/texts`", path)
            }
            Self::Original { path, translations } => {
                let names = translations.iter().map(|name| message!("`{name}`", name));
                match names.reduce(|names, name| message!("{names} or {name}", names, name)) {
                    Some(names) => message!("`{path}` is an original; name {names}", path, names),
                    None => message!("`{path}` is an original; name a translation of it", path),
                }
            }
            Self::Untranslated(folder) => {
                message!("the text in `{folder}` has no translations", folder)
            }
            Self::Unreadable(path) => {
                message!("`{path}` cannot be read; `hashiya check` says why", path)
            }
        }
    }
}

/// Confirms translations, and says on standard output what was confirmed.
///
/// # Errors
///
/// When a path names no translation; then nothing is confirmed. When a record cannot be written.
pub fn translated(options: &TranslatedOptions) -> Result<Outcome, CommandError> {
    let root = project::root(&options.project)?;
    let sources = load::load(&root)?.value;
    let parsed = parse::parse(&sources).value;
    let mut meant = BTreeSet::new();
    for path in &options.files {
        let path = path_in_project(&root, path)?;
        meant.extend(translations_at(&parsed, &path)?);
    }
    for path in meant {
        let Some((files, translation)) = parsed.translation(&path) else { continue };
        let confirmed = Confirmed::of(files, translation);
        if !confirmed.is_recorded {
            let record = root.join(path.with_extension(RECORD_EXTENSION).as_str());
            write::replace_file(&record, confirmed.record.as_bytes())?;
        }
        let told = message!("{path}: {told}", path, told = confirmed.told);
        report::print_line(report::language(options.language), &told);
    }
    Ok(Outcome::Done)
}

/// The path of a file or folder relative to the root, with `/`.
fn path_in_project(root: &Path, path: &Path) -> Result<String, TranslatedError> {
    let absolute =
        |path: &Path| lexical(&std::path::absolute(path).unwrap_or_else(|_| path.into()));
    let root = absolute(root);
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let here = absolute(path);
    let relative = here.strip_prefix(&root).map(Path::to_owned).ok();
    let relative =
        relative.or_else(|| Some(real(&here).strip_prefix(real(&root)).ok()?.to_owned()));
    // From anywhere, a path may be written as diagnostics write it.
    let relative = relative.filter(|relative| root.join(relative).exists()).unwrap_or(path.into());
    let parts: Option<Vec<&str>> = relative.iter().map(|part| part.to_str()).collect();
    parts
        .map(|parts| parts.join("/"))
        .ok_or_else(|| TranslatedError::NoText(path.to_string_lossy().into_owned()))
}

/// The path without `.` and `..`.
fn lexical(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain
}

/// The translations that a path means: the one at it, or those in the folder.
fn translations_at(parsed: &Parsed, path: &str) -> Result<Vec<SourcePath>, TranslatedError> {
    let as_file = SourcePath::new(path);
    let folder = path.trim_end_matches('/');
    if parsed.translation(&as_file).is_some() {
        return Ok(vec![as_file]);
    }
    if parsed.unreadable.contains(&as_file) {
        return Err(TranslatedError::Unreadable(as_file));
    }
    if let Some(unreadable) = parsed.unreadable.iter().find(|file| file.folder() == folder) {
        return Err(TranslatedError::Unreadable(unreadable.clone()));
    }
    for files in parsed.texts.values() {
        let translations = files.translations.iter().map(|file| file.file.path.clone());
        let translations: Vec<SourcePath> = translations.collect();
        let original = &files.original.file.path;
        if *original == as_file {
            return Err(TranslatedError::Original { path: as_file, translations });
        }
        if original.folder() == folder {
            return match &translations[..] {
                [] => Err(TranslatedError::Untranslated(folder.to_owned())),
                _ => Ok(translations),
            };
        }
    }
    Err(TranslatedError::NoText(path.to_owned()))
}

/// What is confirmed of a translation.
struct Confirmed {
    /// What its record is to say.
    record: String,
    /// Whether it says so already.
    is_recorded: bool,
    told: Message,
}

impl Confirmed {
    fn of(files: &TextFiles, translation: &TextFile) -> Self {
        let record = Record::text_of(&files.original);
        let known = files.records.get(&translation.language);
        let is_recorded = known.is_some_and(|known| known.file.text == record);
        let blocks = files.original.body.fingerprints();
        let changes = known.map(|known| Changes::between(&known.blocks, &blocks));
        let blocks = match blocks.len() {
            1 => message!("1 block"),
            count => message!("{count} blocks", count),
        };
        let told = match changes {
            None => message!("{blocks} confirmed for the first time", blocks),
            Some(Changes { is_new, gone: 0 }) if !is_new.contains(&true) => {
                message!("{blocks} confirmed, as before", blocks)
            }
            Some(Changes { is_new, gone }) => {
                let new = is_new.into_iter().filter(|is_new| *is_new).count();
                message!(
                    "{blocks} confirmed; {new} of them changed or new, {gone} no more as they were",
                    blocks,
                    new,
                    gone
                )
            }
        };
        Self { record, is_recorded, told }
    }
}
