//! From [`Sources`] to [`Parsed`]: each file by itself, all files at once.
//!
//! 1. `config.rs`: `site.toml`.
//! 2. `front_matter.rs`, `fields.rs`, `node.rs`: the keys of a file and what is wrong with them.
//! 3. `markdown/`: the blocks of a body.
//! 4. `text.rs`, `annotation.rs`, `record.rs`, `concept.rs`, `page.rs`: a file of each kind;
//!    `license.rs`: the names of licences.
//!
//! `written.rs` and `scalar.rs` go the other way: where in the file the characters of a value of a
//! front matter stand, and a value written anew.

mod annotation;
mod concept;
mod config;
mod fields;
mod front_matter;
mod license;
mod markdown;
mod node;
mod page;
mod record;
mod scalar;
mod text;
mod written;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;

pub use annotation::{Anchor, Annotation, AnnotationKind};
pub use concept::{Concept, Matching, Name};
pub use config::{Config, DateRange, Digits, LinkPolicy, PartConfig, Repository, with_final_slash};
pub use fields::{Localized, is_web_address};
pub use front_matter::body_of;
pub use markdown::{
    Alert, Block, BlockKind, Body, Column, FewBlocks, Footnote, HtmlElement, Link, LinkKind, Mark,
    MarkKind, PictureMark, Prose, Table, has_same_outline, named_character,
};
pub use page::{PageFile, PartFile};
pub use record::Record;
pub use scalar::rewritten;
pub use text::{
    BlockMark, Original, Person, Publish, Question, Rights, Role, Source, Status, TextFile,
    TextFiles, TextGlossary,
};
pub(crate) use written::Written;

use crate::diagnostic::{Checked, Code, Diagnostic, message};
use crate::load::{Picture, RECORD_EXTENSION, Sources};
use crate::source::{SourceFile, SourcePath, Span};
use crate::text::{LanguageTag, Slug};

/// What every file of a project says, before anyone has looked from one to another.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// `site.toml`.
    pub config: Config,
    /// The home in each language.
    pub home: BTreeMap<LanguageTag, Arc<PageFile>>,
    /// Plain pages.
    pub pages: BTreeMap<Slug, BTreeMap<LanguageTag, Arc<PageFile>>>,
    /// Introductions to parts.
    pub parts: BTreeMap<Slug, BTreeMap<LanguageTag, Arc<PartFile>>>,
    /// Texts: the original, and its translations by language.
    pub texts: BTreeMap<Slug, TextFiles>,
    /// Concepts.
    pub concepts: BTreeMap<Slug, Arc<Concept>>,
    /// Pictures by their paths.
    pub pictures: BTreeMap<SourcePath, Picture>,
    /// Files that cannot be read, or cannot be used: their authors have been told.
    pub unreadable: Vec<SourcePath>,
    /// Texts that are not there because something is wrong with their files.
    pub incomplete: BTreeSet<Slug>,
}

/// Addresses below an interface language that belong to pages which the site makes.
pub const TAKEN_ADDRESSES: &[&str] = &["glossary", "parts", "print", "search", "syllabus", "texts"];
impl Parsed {
    /// The translation at `path`, with the files of its text.
    pub fn translation(&self, path: &SourcePath) -> Option<(&TextFiles, &Arc<TextFile>)> {
        self.texts.values().find_map(|files| {
            let found = files.translations.iter().find(|file| file.file.path == *path);
            found.map(|file| (files, file))
        })
    }
}

/// Parses every file, in parallel.
pub fn parse(sources: &Sources) -> Checked<Parsed> {
    gather(sources, all_files(sources).into_par_iter().map(parse_content_file).collect())
}

/// What was found in each file by itself, by path.
#[derive(Debug, Default)]
pub struct ParsedFiles(BTreeMap<SourcePath, (Arc<SourceFile>, Checked<Option<ContentFile>>)>);

/// The same as [`parse`], but no file that `known` has is parsed again. Afterwards `known` has
/// those of `sources`.
pub fn parse_again(sources: &Sources, known: &mut ParsedFiles) -> Checked<Parsed> {
    let parse = |file: &Arc<SourceFile>| match known.0.get(&file.path) {
        Some((before, found)) if Arc::ptr_eq(before, file) => found.clone(),
        _ => parse_content_file(file),
    };
    let all = all_files(sources);
    let files: Vec<_> = all.par_iter().map(|file| parse(file)).collect();
    let by_path = all.into_iter().zip(&files);
    known.0 = by_path
        .map(|(file, found)| (file.path.clone(), (Arc::clone(file), found.clone())))
        .collect();
    gather(sources, files)
}

fn all_files(sources: &Sources) -> Vec<&Arc<SourceFile>> {
    sources.files.iter().chain(&sources.records).collect()
}

/// Puts together what is in the files of a project.
fn gather(sources: &Sources, files: Vec<Checked<Option<ContentFile>>>) -> Checked<Parsed> {
    let mut diagnostics = Vec::new();
    let config = config::parse(sources.config.as_deref()).unload(&mut diagnostics);
    let mut parsed = Parsed {
        config,
        home: BTreeMap::new(),
        pages: BTreeMap::new(),
        parts: BTreeMap::new(),
        texts: BTreeMap::new(),
        concepts: BTreeMap::new(),
        pictures: sources.pictures.clone(),
        unreadable: Vec::new(),
        incomplete: BTreeSet::new(),
    };
    let mut texts: BTreeMap<Slug, Vec<Arc<TextFile>>> = BTreeMap::new();
    let mut records: BTreeMap<SourcePath, Arc<Record>> = BTreeMap::new();
    for file in files {
        match file.unload(&mut diagnostics) {
            Some(ContentFile::Home(page)) => {
                parsed.home.insert(page.language.clone(), page);
            }
            Some(ContentFile::Page(slug, page)) => {
                parsed.pages.entry(slug).or_default().insert(page.language.clone(), page);
            }
            Some(ContentFile::Part(slug, part)) => {
                parsed.parts.entry(slug).or_default().insert(part.language.clone(), part);
            }
            Some(ContentFile::Text(slug, text)) => texts.entry(slug).or_default().push(text),
            Some(ContentFile::Record(record)) => {
                records.insert(record.file.path.clone(), record);
            }
            Some(ContentFile::Unreadable(text, path)) => {
                parsed.unreadable.push(path);
                parsed.incomplete.extend(text);
            }
            Some(ContentFile::Concept(concept)) => {
                parsed.concepts.insert(concept.id.clone(), concept);
            }
            None => {}
        }
    }
    for (slug, files) in texts {
        let paths: Vec<SourcePath> = files.iter().map(|file| file.file.path.clone()).collect();
        let mut pair = text::pair(&slug, files);
        if parsed.incomplete.contains(&slug) {
            // The file that is missing may be the one that cannot be read.
            pair.diagnostics.retain(|problem| problem.code != Code::MissingOriginal);
        }
        if let Some(mut pair) = pair.unload(&mut diagnostics) {
            let is_used = |path: &SourcePath| pair.all().any(|file| file.file.path == *path);
            let others: Vec<SourcePath> = paths.into_iter().filter(|path| !is_used(path)).collect();
            // Which should have said what they translate, and need no rights of their own.
            diagnostics
                .retain(|each| !(text::asks_for_rights(each) && others.contains(&each.path)));
            parsed.unreadable.extend(others);
            pair.records = text::take_records(&pair.translations, &mut records);
            parsed.incomplete.remove(&slug);
            parsed.texts.insert(slug, pair);
        } else {
            parsed.unreadable.extend(paths);
            parsed.incomplete.insert(slug);
        }
    }
    diagnostics.extend(stray_records(&parsed, sources, records.values()));
    diagnostics.extend(names_that_fall_together(&sources.files));
    Checked::new(parsed, diagnostics)
}

/// A file of `content`, by the folder it stands in.
#[derive(Clone, Debug)]
enum ContentFile {
    Home(Arc<PageFile>),
    Page(Slug, Arc<PageFile>),
    Part(Slug, Arc<PartFile>),
    Text(Slug, Arc<TextFile>),
    Record(Arc<Record>),
    /// With the text that it belongs to.
    Unreadable(Option<Slug>, SourcePath),
    Concept(Arc<Concept>),
}

/// A file in whose path a name is wrong is read for what else is wrong with it, and is no part of the
/// reader.
fn parse_content_file(file: &Arc<SourceFile>) -> Checked<Option<ContentFile>> {
    let path = &file.path;
    let mut names = Names { path, diagnostics: Vec::new(), are_right: true };
    let parts: Vec<&str> = path.as_str().split('/').skip(1).collect();
    let parsed = match *parts {
        // Links to the concept lead to its page.
        ["glossary", _] if !file.is_decoded() => {
            let id = names.slug(path.stem());
            ContentFile::Concept(Arc::new(Concept::without_words(file, id))).into()
        }
        _ if !file.is_decoded() => {
            let text = parts.get(1).filter(|_| parts.first() == Some(&"texts"));
            let text = text.and_then(|folder| folder.parse().ok());
            ContentFile::Unreadable(text, path.clone()).into()
        }
        _ if is_record(path) => {
            record::parse(file).map(|record| ContentFile::Record(Arc::new(record)))
        }
        ["home", _] => {
            let language = names.language();
            page::parse_page(file, language).map(|page| ContentFile::Home(Arc::new(page)))
        }
        ["pages", folder, _] => {
            let (slug, language) = (names.address(folder), names.language());
            page::parse_page(file, language).map(|page| ContentFile::Page(slug, Arc::new(page)))
        }
        ["parts", folder, _] => {
            let (slug, language) = (names.slug(folder), names.language());
            page::parse_part(file, language).map(|part| ContentFile::Part(slug, Arc::new(part)))
        }
        ["texts", folder, _] => {
            let (slug, language) = (names.slug(folder), names.language());
            text::parse(file, language).map(|text| match text {
                Some(text) => ContentFile::Text(slug, Arc::new(text)),
                None => ContentFile::Unreadable(Some(slug), path.clone()),
            })
        }
        ["glossary", _] => {
            let id = names.slug(path.stem());
            concept::parse(file, id).map(|concept| ContentFile::Concept(Arc::new(concept)))
        }
        _ => {
            let stray = Diagnostic::new(
                Code::StrayFile,
                path,
                Span::default(),
                message!("nothing is read from this place"),
            );
            let stray = stray.with_help(message!(
                "a text is `content/texts/SLUG/LANGUAGE.md`, a concept `content/glossary/ID.md`, \
                 a page `content/pages/SLUG/LANGUAGE.md`"
            ));
            return Checked::new(None, vec![stray]);
        }
    };
    let mut diagnostics = names.diagnostics;
    let file = parsed.unload(&mut diagnostics);
    Checked::new(names.are_right.then_some(file), diagnostics)
}

fn is_record(path: &SourcePath) -> bool {
    path.extension() == Some(RECORD_EXTENSION)
}

/// Records of `rest`, which belong to no translation.
fn stray_records<'r>(
    parsed: &Parsed,
    sources: &Sources,
    rest: impl Iterator<Item = &'r Arc<Record>>,
) -> Vec<Diagnostic> {
    let stray = rest.filter_map(|record| {
        let path = &record.file.path;
        let text = path.with_extension("md");
        let is_original = parsed.texts.values().any(|files| files.original.file.path == text);
        let is_there = sources.files.binary_search_by(|file| file.path.cmp(&text)).is_ok();
        // Of a text that cannot be read enough is told.
        if is_there && !is_original && path.as_str().starts_with("content/texts/") {
            return None;
        }
        let message = if is_original {
            message!("`{text}` is an original and follows no other text", text)
        } else {
            message!("there is no translation `{text}` that this could be a record of", text)
        };
        let stray = Diagnostic::new(Code::StrayFile, path, Span::default(), message);
        Some(
            stray
                .with_help(message!("delete the record, or rename it as its translation is named")),
        )
    });
    stray.collect()
}

/// Reads the names in the path of a file; for one that is wrong something stands in.
struct Names<'a> {
    path: &'a SourcePath,
    diagnostics: Vec<Diagnostic>,
    /// Whether nothing had to stand in.
    are_right: bool,
}

impl Names<'_> {
    fn slug(&mut self, name: &str) -> Slug {
        name.parse().unwrap_or_else(|refused| {
            let told = fields::invalid_slug(self.path, Span::default(), name, &refused);
            self.report(told);
            "x".parse().expect("a letter is a slug")
        })
    }

    /// The slug of a page, which stands beside the pages that the site makes.
    fn address(&mut self, name: &str) -> Slug {
        if TAKEN_ADDRESSES.contains(&name) {
            let message = message!(
                "the address `{folder}` belongs to a page that the site makes",
                folder = name
            );
            let taken = Diagnostic::new(Code::InvalidSlug, self.path, Span::default(), message);
            self.report(taken.with_help(message!("choose another name for the folder")));
        }
        self.slug(name)
    }

    fn language(&mut self) -> LanguageTag {
        let mut report = fields::Report::new(self.path);
        let language = fields::language(self.path.stem(), Span::default(), &mut report);
        report.diagnostics.into_iter().for_each(|told| self.report(told));
        language.unwrap_or_else(|| "en".parse().expect("English is a known language"))
    }

    fn report(&mut self, told: Diagnostic) {
        self.diagnostics.push(told);
        self.are_right = false;
    }
}

/// Paths that some systems would take for one: the same but for case or normalisation.
fn names_that_fall_together(files: &[Arc<SourceFile>]) -> Vec<Diagnostic> {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    let mut told: BTreeSet<&str> = BTreeSet::new();
    let mut diagnostics = Vec::new();
    for file in files {
        // The folder of a text stands for all of its files.
        let name = if file.path.as_str().starts_with("content/glossary/") {
            file.path.as_str()
        } else {
            file.path.folder()
        };
        // Most names are the same in every normal form.
        let key: String = if name.is_ascii() {
            name.to_ascii_lowercase()
        } else {
            name.nfc().flat_map(char::to_lowercase).nfc().collect()
        };
        let first = *seen.entry(key).or_insert(name);
        if first != name && told.insert(name) {
            let message = message!(
                "`{name}` and `{first}` differ only in case or normalisation",
                name,
                first
            );
            diagnostics.push(
                Diagnostic::new(Code::DuplicateId, &file.path, Span::default(), message)
                    .with_help(message!("rename one of them")),
            );
        }
    }
    diagnostics
}
