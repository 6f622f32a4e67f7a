//! `hashiya import`: files of other kinds as texts of the reader.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::json;

use super::{CommandError, Outcome, ProjectOptions, ReportFormat, project, report};
use crate::diagnostic::{Message, MessageLanguage, message, says_its_message};
use crate::import::{self, Fact, Format, Imported, Options, Unreadable};
use crate::load;
use crate::text::half_space::Dictionary;
use crate::text::{InvalidSlug, LanguageTag, Slug};

/// The name of the file that says all that an import changed. It is not published.
const REPORT_FILE: &str = "import-report.md";

/// What `import` is asked to do.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// Where the project is.
    pub project: ProjectOptions,
    /// The files.
    pub files: Vec<PathBuf>,
    /// Their language; found out for each where nothing is said.
    pub language: Option<LanguageTag>,
    /// The slug of the text; of several files each has its name for one.
    pub slug: Option<Slug>,
    /// The folder of texts, relative to the root.
    pub into: PathBuf,
    /// The title.
    pub title: Option<String>,
    /// The text that the file is a translation of.
    pub translation_of: Option<Slug>,
    /// Whether a file that is there is replaced.
    pub existing: Existing,
    /// Whether files are written.
    pub writing: Writing,
    /// How the report is shown.
    pub format: ReportFormat,
    /// The language of the report, where that was asked for.
    pub messages: Option<MessageLanguage>,
}

/// What becomes of a file that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// It stays, and nothing is imported.
    Kept,
    /// It is replaced.
    Replaced,
}

/// Whether an import writes files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    /// The text and its report.
    Files,
    /// Nothing: a dry run.
    Nothing,
}

/// Why files could not be imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// A file cannot be read.
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file cannot be written.
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Nothing tells how to read the file.
    UnknownFormat(PathBuf),
    /// What is in the file is not what its name says.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: Message,
    },
    /// A PDF, and no program for it.
    NoPdfToText(PathBuf),
    /// There is a text already.
    Exists(PathBuf),
    /// The name of the file makes no slug.
    NoSlug(PathBuf),
    /// One slug for several files.
    SeveralFiles,
    /// Two files would become one text.
    SamePlace(PathBuf),
    /// There is no original to translate.
    NoOriginal(PathBuf),
}

says_its_message!(ImportError);

impl ImportError {
    /// What to tell of it.
    pub fn message(&self) -> Message {
        match self {
            Self::Read { path, source } => message!("cannot read {path}: {source}", path, source),
            Self::Write { path, source } => message!("cannot write {path}: {source}", path, source),
            Self::UnknownFormat(path) => message!(
                "{path}: no file of this kind can be imported; those of `.txt`, `.md`, `.html`, \
                 `.docx` and `.pdf` can",
                path
            ),
            Self::Unreadable { path, reason } => message!("{path}: {reason}", path, reason),
            Self::NoPdfToText(path) => message!(
                "{path}: a PDF is read with `pdftotext`, which is not installed (it is part of \
                 poppler); or run `pdftotext -enc UTF-8 {path} text.txt` elsewhere and import \
                 `text.txt`",
                path
            ),
            Self::Exists(path) => message!("{path} is there already; `--force` replaces it", path),
            Self::NoSlug(path) => {
                message!("{path}: no slug can be made of this name; say `--slug`", path)
            }
            Self::SeveralFiles => {
                message!("`--slug`, `--title` and `--as-translation-of` are for one file")
            }
            Self::SamePlace(path) => message!("two of the files would become {path}", path),
            Self::NoOriginal(folder) => message!("there is no original in {folder}", folder),
        }
    }
}

/// Imports files into a project.
///
/// # Errors
///
/// When files cannot be read, or texts would be overwritten; then nothing is written. All but the
/// last of these errors have been told.
pub fn import(options: &ImportOptions) -> Result<Outcome, CommandError> {
    let root = project::root(&options.project)?;
    let is_single =
        options.slug.is_some() || options.title.is_some() || options.translation_of.is_some();
    if options.files.len() > 1 && is_single {
        return Err(ImportError::SeveralFiles.into());
    }
    let language = report::language(options.messages);
    let mut problems = Vec::new();
    let dictionary = load::load_dictionary(&root)?.unload(&mut problems);
    for problem in problems {
        let told = message!("{path}: {told}", path = problem.path, told = problem.message);
        report::say(language, &told);
    }
    let mut texts: Vec<Text> = Vec::new();
    let mut errors = Vec::new();
    for file in &options.files {
        match read(file, &root, options, dictionary.as_ref()) {
            Ok(text) if texts.iter().any(|other| other.path == text.path) => {
                errors.push(ImportError::SamePlace(text.path));
            }
            Ok(text) => texts.push(text),
            Err(error) => errors.push(error),
        }
    }
    if let Some(last) = errors.pop() {
        errors.iter().for_each(|error| report::say_error(language, &error.message()));
        return Err(last.into());
    }
    if options.writing == Writing::Files {
        // What an earlier report says of a text still holds where nothing is changed.
        let mut changed = texts.iter().filter(|text| text.before != Before::Itself);
        changed.try_for_each(|text| text.write(&root, language))?;
    }
    match options.format {
        ReportFormat::Human => {
            texts.iter().for_each(|text| report::print(&text.shown(options.writing, language)));
        }
        ReportFormat::Json => {
            let files: Vec<_> = texts.iter().map(Text::json).collect();
            report::print(&format!("{:#}\n", json!({ "files": files })));
        }
    }
    Ok(Outcome::Done)
}

/// A text that was imported, and where it belongs.
struct Text {
    source: PathBuf,
    /// Relative to the root.
    path: PathBuf,
    imported: Imported,
    before: Before,
}

/// What stands where a text belongs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Nothing,
    /// The file that was imported, in which nothing had to be changed.
    Itself,
    Other,
}

fn read(
    file: &Path,
    root: &Path,
    options: &ImportOptions,
    dictionary: Option<&Dictionary>,
) -> Result<Text, ImportError> {
    let (bytes, format) = bytes_of(file)?;
    let slug = match (&options.slug, &options.translation_of) {
        (_, Some(of)) => of.clone(),
        (Some(slug), None) => slug.clone(),
        (None, None) => slug_of(file)?,
    };
    let folder = options.into.join(slug.as_str());
    let translates = match options.translation_of {
        Some(_) => Some(
            original_language(&root.join(&folder))
                .ok_or(ImportError::NoOriginal(folder.clone()))?,
        ),
        None => None,
    };
    if let Some(reason) = no_text(&bytes, format) {
        return Err(ImportError::Unreadable { path: file.to_owned(), reason });
    }
    let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let imported = import::import(
        &bytes,
        format,
        &Options {
            language: options.language.clone().or_else(|| language_of_name(&stem)),
            title: options.title.clone(),
            fallback_title: stem,
            translates,
            dictionary,
        },
    )
    .map_err(|Unreadable(reason)| ImportError::Unreadable { path: file.to_owned(), reason })?;
    let path = folder.join(format!("{}.md", imported.language));
    let before = match (fs::read(root.join(&path)), same_file(file, &root.join(&path))) {
        (Ok(text), true) if text == imported.markdown.as_bytes() => Before::Itself,
        (Ok(_), _) => Before::Other,
        (Err(_), _) if root.join(&path).exists() => Before::Other,
        (Err(_), _) => Before::Nothing,
    };
    let is_refused = options.existing == Existing::Kept && options.writing == Writing::Files;
    if is_refused && before == Before::Other {
        return Err(ImportError::Exists(path));
    }
    Ok(Text { source: file.to_owned(), path, imported, before })
}

/// Why there is no text in a file: it is empty, or a program or picture with the name of a text.
fn no_text(bytes: &[u8], format: Format) -> Option<Message> {
    /// One control character in so many is no slip.
    const SLIPS: usize = 50;
    if format == Format::Docx {
        return None;
    }
    let text = import::decode(bytes, None).text;
    let is_control = |ch: &char| ch.is_control() && !ch.is_whitespace();
    if text.chars().filter(is_control).count() > text.chars().count() / SLIPS {
        return Some(message!("this file is no text"));
    }
    let is_empty = !text.chars().any(char::is_alphanumeric);
    is_empty.then(|| message!("there are no words in this file"))
}

fn same_file(a: &Path, b: &Path) -> bool {
    a.canonicalize().ok().is_some_and(|a| b.canonicalize().is_ok_and(|b| a == b))
}

/// The contents of a file; of a PDF, those that pdftotext gives.
fn bytes_of(file: &Path) -> Result<(Vec<u8>, Format), ImportError> {
    let is_pdf = file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf"));
    let read = |source| ImportError::Read { path: file.to_owned(), source };
    if !is_pdf {
        let name = file.to_string_lossy();
        let format =
            Format::of(&name).ok_or_else(|| ImportError::UnknownFormat(file.to_owned()))?;
        return Ok((fs::read(file).map_err(read)?, format));
    }
    fs::metadata(file).map_err(read)?;
    let output = Command::new("pdftotext")
        .args([
            OsStr::new("-enc"),
            OsStr::new("UTF-8"),
            OsStr::new("--"),
            file.as_os_str(),
            OsStr::new("-"),
        ])
        .stdin(Stdio::null())
        .output()
        .map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => ImportError::NoPdfToText(file.to_owned()),
            _ => read(error),
        })?;
    if !output.status.success() {
        let told = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        let reason = message!("pdftotext says: {told}", told);
        return Err(ImportError::Unreadable { path: file.to_owned(), reason });
    }
    Ok((output.stdout, Format::Pages))
}

fn slug_of(file: &Path) -> Result<Slug, ImportError> {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let slug = stem.parse().or_else(|InvalidSlug { closest }| closest.parse());
    slug.map_err(|_| ImportError::NoSlug(file.to_owned()))
}

/// A file named as texts are, `fa.md`, says its language, if it is one that a text shows by itself:
/// other short names, such as `is.txt`, are names.
fn language_of_name(stem: &str) -> Option<LanguageTag> {
    let is_tag = stem.len() == 2 || stem.len() == 5 && stem.as_bytes()[2] == b'-';
    let tag: LanguageTag = is_tag.then(|| stem.parse().ok())??;
    ["ar", "fa", "en"].contains(&tag.primary()).then_some(tag)
}

/// The language of the file in a folder that translates no other.
fn original_language(folder: &Path) -> Option<LanguageTag> {
    let entries = fs::read_dir(folder).ok()?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths.iter().find_map(|path| {
        let tag = path.file_name()?.to_str()?.strip_suffix(".md")?.parse().ok()?;
        let text = fs::read_to_string(path).ok()?;
        let is_translation = text
            .lines()
            .take_while(|line| *line != "---" || text.starts_with(line))
            .any(|line| line.starts_with("translates:"));
        (!is_translation).then_some(tag)
    })
}

impl Text {
    fn write(&self, root: &Path, language: MessageLanguage) -> Result<(), ImportError> {
        let path = root.join(&self.path);
        let folder = path.parent().unwrap_or(root);
        let failed = |path: &Path, source| ImportError::Write { path: path.to_owned(), source };
        fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
        let report = folder.join(REPORT_FILE);
        let said = self.report(language);
        for (path, text) in [(&report, said), (&path, self.imported.markdown.clone())] {
            // A file is there whole or not at all.
            let new = path.with_extension("md.new~");
            fs::write(&new, text)
                .and_then(|()| fs::rename(&new, path))
                .map_err(|error| failed(path, error))?;
        }
        Ok(())
    }

    fn facts(&self) -> Vec<Fact> {
        let imported = &self.imported;
        let name = self.source.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut facts = vec![
            (message!("from"), name),
            (message!("encoding"), imported.encoding.to_owned()),
            (message!("language"), imported.language.to_string()),
        ];
        if !imported.title.is_empty() {
            facts.push((message!("title"), imported.title.clone()));
        }
        if let Some(damage) = imported.damage {
            facts.push((message!("damage"), percent(damage)));
        }
        if !imported.unaccounted.is_empty() {
            let letters: Vec<String> = imported
                .unaccounted
                .iter()
                .map(|(letter, count)| format!("{letter} {count:+}"))
                .collect();
            facts.push((message!("letters that no change accounts for"), letters.join(", ")));
        }
        facts
    }

    /// The path of the text relative to the root, with `/`.
    fn path(&self) -> String {
        self.path.to_string_lossy().replace('\\', "/")
    }

    fn report(&self, language: MessageLanguage) -> String {
        let title = message!("Import of `{path}`", path = self.path());
        self.imported.report.markdown(&title, &self.facts(), language)
    }

    fn shown(&self, writing: Writing, language: MessageLanguage) -> String {
        let report = &self.imported.report;
        let mut out = format!("{}\n", self.path());
        out.push_str(&report.facts(&self.facts(), language));
        out.push_str(&report.summary(language));
        for advice in self.advice(writing) {
            out.push_str(&advice.in_language(language).shown());
            out.push('\n');
        }
        out.push('\n');
        out
    }

    /// What is left to do.
    fn advice(&self, writing: Writing) -> Vec<Message> {
        let mut advice = Vec::new();
        if self.imported.damage.is_some_and(|damage| damage > import::DAMAGE_LIMIT) {
            advice.push(message!(
                "This text is too damaged to be mended by rules: a better source is needed. A build \
                 refuses it unless its front matter says `accept_damage: true`."
            ));
        }
        if self.imported.is_without_rights() {
            advice.push(message!(
                "Before it is published, say `rights` in its front matter: `license` or \
                 `statement`."
            ));
        }
        if writing == Writing::Nothing && self.before == Before::Other {
            advice.push(ImportError::Exists(self.path.clone()).message());
        }
        advice.push(match (writing, self.before) {
            (_, Before::Itself) => message!("Nothing had to be changed."),
            (Writing::Files, _) => {
                message!("All changes stand in `{file}` beside it.", file = REPORT_FILE)
            }
            (Writing::Nothing, _) => message!("Nothing was written."),
        });
        advice
    }

    fn json(&self) -> serde_json::Value {
        let imported = &self.imported;
        let report = imported.report.json();
        json!({
            "input": self.source.to_string_lossy(),
            "output": self.path(),
            "encoding": imported.encoding,
            "language": imported.language.to_string(),
            "title": imported.title,
            "damage": imported.damage,
            "counts": report["counts"],
            "changes": report["changes"],
        })
    }
}

fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}
