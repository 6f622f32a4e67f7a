//! `hashiya add`: a new file with its front matter.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::project::is_unusable;
use super::scaffold::{self, Sheet};
use super::settings::{self, SettingsError};
use super::{CommandError, Outcome, ProjectOptions, project, report};
use crate::diagnostic::{Message, message, nearest, says_its_message};
use crate::load::{self, CONFIG_FILE, Sources};
use crate::parse::{self, Parsed};
use crate::source::SourcePath;
use crate::text::{Direction, LanguageTag, Slug};

/// What `add` is asked to do.
#[derive(Clone, Debug)]
pub struct AddOptions {
    /// Where the project is.
    pub project: ProjectOptions,
    /// The name of the folder or file, not yet checked.
    pub name: String,
    /// The title, or the name of a concept; made from the name of the file where there is none.
    pub title: Option<String>,
    /// What is added.
    pub entry: Entry,
}

/// What is added.
#[derive(Clone, Debug)]
pub enum Entry {
    /// A text.
    Text {
        /// The language it was written in.
        language: LanguageTag,
        /// An SPDX identifier.
        license: Option<String>,
        /// The part that is to list it.
        part: Option<String>,
    },
    /// A translation of a text.
    Translation {
        /// Its own language.
        language: LanguageTag,
        /// That of the original, as far as the author says so.
        of: Option<LanguageTag>,
    },
    /// A concept.
    Concept {
        /// The language of its name.
        language: Option<LanguageTag>,
    },
    /// A page.
    Page {
        /// Its language.
        language: Option<LanguageTag>,
    },
    /// The introduction to a part, and the part where there is none.
    Part {
        /// Its language.
        language: Option<LanguageTag>,
    },
}

/// Why nothing was added.
#[derive(Debug, thiserror::Error)]
pub enum AddError {
    /// The name cannot be an address.
    Name {
        /// The name.
        name: String,
        /// The closest one that can; may be empty.
        closest: String,
    },
    /// The address is that of a page which the site makes.
    TakenAddress(Slug),
    /// Words that cannot stand on a line.
    Words,
    /// There is such a file.
    Exists(SourcePath),
    /// The text has an original.
    HasOriginal {
        /// The text.
        slug: Slug,
        /// The language of its original.
        language: LanguageTag,
    },
    /// There is no text to translate.
    NoText {
        /// What was asked for.
        slug: Slug,
        /// The closest that there is.
        near: Option<String>,
    },
    /// The original is in another language.
    OriginalLanguage {
        /// The text.
        slug: Slug,
        /// The language of its original.
        language: LanguageTag,
    },
    /// The settings cannot be read, or not changed.
    Settings(#[from] SettingsError),
    /// The disk refuses.
    Io {
        /// What could not be written.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

says_its_message!(AddError);

impl AddError {
    /// What to tell of it.
    pub fn message(&self) -> Message {
        match self {
            Self::Name { name, closest } if closest.is_empty() => message!(
                "`{name}` cannot be an address; use lower-case letters, digits and hyphens",
                name
            ),
            Self::Name { name, closest } => {
                message!("`{name}` cannot be an address; write `{closest}`", name, closest)
            }
            Self::TakenAddress(folder) => {
                message!("the address `{folder}` belongs to a page that the site makes", folder)
            }
            Self::Words => {
                message!("a title is one line of words, without control characters")
            }
            Self::Exists(path) => message!("{path} is already there", path),
            Self::HasOriginal { slug, language } => message!(
                "the text `{slug}` has an original in `{language}`; for a translation say \
                 `--translates {language}`",
                slug,
                language
            ),
            Self::NoText { slug, near: None } => {
                message!("there is no text `{slug}` with a readable original", slug)
            }
            Self::NoText { slug, near: Some(near) } => message!(
                "there is no text `{slug}` with a readable original; the closest is `{near}`",
                slug,
                near
            ),
            Self::OriginalLanguage { slug, language } => {
                message!("the original of `{slug}` is in `{language}`", slug, language)
            }
            Self::Settings(error) => error.message(),
            Self::Io { path, source } => message!("cannot write {path}: {source}", path, source),
        }
    }
}

/// Adds a file to a project; nothing that is there is written over. `site.toml` is changed only
/// for a new part, or where a part is named for a text.
///
/// # Errors
///
/// When a name or language does not fit, when the file is there, or when the disk refuses.
pub fn add(options: &AddOptions) -> Result<Outcome, CommandError> {
    let root = project::root(&options.project)?;
    let name = slug(&options.name)?;
    if let Some(title) = &options.title {
        check_words(title)?;
    }
    let loaded = load::load(&root)?;
    let parsed = parse::parse(&loaded.value);
    if parsed.diagnostics.iter().chain(&loaded.diagnostics).any(is_unusable) {
        return Err(AddError::from(SettingsError::Unreadable).into());
    }
    let addition = addition(options, &name, &parsed.value, &loaded.value)?;
    create(&root, &addition.path, &addition.text)?;
    if let Some(settings) = &addition.settings {
        replace(&root.join(CONFIG_FILE), settings)?;
    }
    report::print(&format!("{}\n", addition.path));
    report::say(report::language(None), &addition.advice);
    Ok(Outcome::Done)
}

/// What is to be written.
struct Addition {
    path: SourcePath,
    text: String,
    /// The new `site.toml`, where it changes.
    settings: Option<String>,
    /// What there is to do next.
    advice: Message,
}

fn addition(
    options: &AddOptions,
    name: &Slug,
    parsed: &Parsed,
    sources: &Sources,
) -> Result<Addition, AddError> {
    let config = sources.config.as_ref().map_or("", |file| &file.text);
    let own_words = name.as_str().replace('-', " ");
    let title = options.title.as_deref().unwrap_or(&own_words);
    let languages = &parsed.config.languages;
    let or_default = |language: &Option<LanguageTag>| {
        language.as_ref().or(languages.first()).expect("there is always a default language").clone()
    };
    let done = |path: String, text, advice| Addition {
        path: SourcePath::new(&path),
        text,
        settings: None,
        advice,
    };
    match &options.entry {
        Entry::Text { language, license, part } => {
            if let Some(text) = parsed.texts.get(name) {
                let language = text.original.language.clone();
                return Err(AddError::HasOriginal { slug: name.clone(), language });
            }
            let text = scaffold::text(&Sheet { language, title }, license.as_deref());
            let advice = match part {
                Some(_) => message!("a draft; say in `rights` on what terms it may be published"),
                None => message!(
                    "a draft; say in `rights` on what terms it may be published, and add `{name}` \
                     to the `texts` of a part in `site.toml`",
                    name
                ),
            };
            let mut addition = done(format!("content/texts/{name}/{language}.md"), text, advice);
            addition.settings = part
                .as_ref()
                .map(|part| Ok::<_, AddError>(settings::with_text(config, &slug(part)?, name)?))
                .transpose()?;
            Ok(addition)
        }
        Entry::Translation { language, of } => {
            let original = original(parsed, name, of.as_ref())?;
            if original.language == *language {
                let language = language.clone();
                return Err(AddError::OriginalLanguage { slug: name.clone(), language });
            }
            let text = scaffold::translation(&Sheet { language, title }, original);
            let path = format!("content/texts/{name}/{language}.md");
            let advice = message!("a draft; write the translation in place of each `…`");
            Ok(done(path, text, advice))
        }
        Entry::Concept { language } => {
            let language = language.clone().unwrap_or_else(|| language_of(&own_words, languages));
            let text = scaffold::concept(&Sheet { language: &language, title }, languages);
            let advice = message!("write its definition, and its names in the other languages");
            Ok(done(format!("content/glossary/{name}.md"), text, advice))
        }
        Entry::Page { language } => {
            if parse::TAKEN_ADDRESSES.contains(&name.as_str()) {
                return Err(AddError::TakenAddress(name.clone()));
            }
            let language = or_default(language);
            let text = scaffold::page(&Sheet { language: &language, title });
            let advice = message!("a page is published as it is: write it before the next build");
            Ok(done(format!("content/pages/{name}/{language}.md"), text, advice))
        }
        Entry::Part { language } => {
            let language = or_default(language);
            let text = scaffold::part(&Sheet { language: &language, title });
            let advice =
                message!("list its texts, and its title in the other languages, in `site.toml`");
            let path = format!("content/parts/{name}/{language}.md");
            let settings = settings::with_part(config, name, &language, title)?;
            Ok(Addition { settings, ..done(path, text, advice) })
        }
    }
}

/// A name as an address.
fn slug(name: &str) -> Result<Slug, AddError> {
    name.parse().map_err(|refused: crate::text::InvalidSlug| AddError::Name {
        name: name.to_owned(),
        closest: refused.closest,
    })
}

/// Refuses a title that could not be read back as it is.
pub(super) fn check_words(title: &str) -> Result<(), AddError> {
    let is_line = !title.trim().is_empty() && !title.contains(char::is_control);
    if is_line { Ok(()) } else { Err(AddError::Words) }
}

fn original<'p>(
    parsed: &'p Parsed,
    slug: &Slug,
    of: Option<&LanguageTag>,
) -> Result<&'p parse::TextFile, AddError> {
    let Some(text) = parsed.texts.get(slug) else {
        let near = nearest(slug.as_str(), parsed.texts.keys().map(Slug::as_str));
        return Err(AddError::NoText { slug: slug.clone(), near: near.map(str::to_owned) });
    };
    let language = &text.original.language;
    if of.is_some_and(|of| of != language) {
        let language = language.clone();
        return Err(AddError::OriginalLanguage { slug: slug.clone(), language });
    }
    Ok(&text.original)
}

/// The language that a name without one is in: the first that is written in its direction.
fn language_of(words: &str, languages: &[LanguageTag]) -> LanguageTag {
    let is_latin = words.chars().any(|ch| ch.is_ascii_alphabetic());
    let (direction, common) =
        if is_latin { (Direction::LeftToRight, "en") } else { (Direction::RightToLeft, "ar") };
    let fitting = languages.iter().find(|language| language.direction() == direction);
    fitting.cloned().unwrap_or_else(|| common.parse().expect("a known language"))
}

/// Writes a file that is not there yet.
fn create(root: &Path, path: &SourcePath, text: &str) -> Result<(), AddError> {
    let on_disk = root.join(path.as_str());
    let failed = |source: io::Error| {
        if source.kind() == io::ErrorKind::AlreadyExists {
            AddError::Exists(path.clone())
        } else {
            AddError::Io { path: on_disk.clone(), source }
        }
    };
    fs::create_dir_all(on_disk.parent().unwrap_or(root)).map_err(failed)?;
    let mut file =
        OpenOptions::new().write(true).create_new(true).open(&on_disk).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(|source| {
        // Half a file is worse than none, and it was not there before.
        let _ = fs::remove_file(&on_disk);
        AddError::Io { path: on_disk.clone(), source }
    })
}

/// Writes a file that is there, in one step.
fn replace(path: &Path, text: &str) -> Result<(), AddError> {
    let aside = path.with_extension(format!("hashiya-{}", std::process::id()));
    let failed = |source| AddError::Io { path: path.to_owned(), source };
    fs::write(&aside, text).map_err(failed)?;
    fs::rename(&aside, path).map_err(|source| {
        let _ = fs::remove_file(&aside);
        failed(source)
    })
}
