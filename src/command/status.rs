//! `hashiya status`: which translations follow their originals, and what is left to translate.

use std::collections::BTreeMap;
use std::iter::Sum;
use std::ops::Add;

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::project::is_unusable;
use super::report::ReportFormat;
use super::{CommandError, Outcome, ProjectOptions, Shown, project, report};
use crate::diagnostic::{Severity, Strictness, format};
use crate::parse::Status;
use crate::resolve::{BlockState, Drafts, Reader, Text, Translation};

/// What `status` is asked to do.
#[derive(Clone, Debug)]
pub struct StatusOptions {
    /// Where the project is.
    pub project: ProjectOptions,
    /// How the report is shown.
    pub format: ReportFormat,
}

/// The state of all translations.
#[derive(Debug, Serialize)]
struct StatusReport {
    /// Each text in each language but its own: those it has, and the languages of the interface.
    translations: Vec<TranslationReport>,
    /// By language.
    languages: BTreeMap<String, LanguageReport>,
    total: LanguageReport,
}

#[derive(Debug, Serialize)]
struct TranslationReport {
    text: String,
    language: String,
    original: String,
    /// Null where there is no translation yet.
    file: Option<String>,
    status: TranslationStatus,
    #[serde(flatten)]
    counts: Counts,
    /// The ¶ numbers of blocks that changed since they were translated.
    stale_blocks: Vec<u32>,
    /// The ¶ numbers of blocks that have no translation.
    missing_blocks: Vec<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum TranslationStatus {
    /// There is no file.
    None,
    /// The file does not say.
    Unstated,
    Draft,
    Reviewed,
}

/// Blocks of originals, headings included, by the state of their translations.
///
/// `blocks` is the sum of `current`, `stale`, `missing` and `unconfirmed`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
struct Counts {
    blocks: usize,
    current: usize,
    stale: usize,
    missing: usize,
    unconfirmed: usize,
    /// Blocks of translations that follow none of the original.
    extra: usize,
}

/// The translations into one language.
#[derive(Clone, Copy, Debug, Default, Serialize)]
struct LanguageReport {
    /// Texts that are in another language.
    texts: usize,
    /// How many of them are translated.
    translated: usize,
    draft: usize,
    reviewed: usize,
    #[serde(flatten)]
    counts: Counts,
}

/// Reports the state of the translations of a project, drafts included, on standard output.
///
/// # Errors
///
/// When sources cannot be read.
pub fn status(options: &StatusOptions) -> Result<Outcome, CommandError> {
    let root = project::root(&options.project)?;
    let mut diagnostics = Vec::new();
    let (project, reader) = project::read(&root, Drafts::Included)?.unload(&mut diagnostics);
    diagnostics.retain(|each| each.severity() == Severity::Error);
    if diagnostics.iter().any(is_unusable) {
        report::show(&diagnostics, &project, Shown::default());
        return Ok(Outcome::Unusable);
    }
    let status = StatusReport::of(&reader);
    report::print(&match options.format {
        ReportFormat::Human => status.table(),
        ReportFormat::Json => status.json(),
    });
    if !diagnostics.is_empty() {
        let summary = format::summary(&diagnostics, report::language(None));
        report::say(&format!("{summary}; `hashiya check` tells what this leaves out"));
    }
    Ok(report::outcome(&diagnostics, Strictness::Lenient))
}

impl StatusReport {
    fn of(reader: &Reader) -> Self {
        let mut translations = Vec::new();
        for text in &reader.texts {
            let own = text.translations.iter().map(|each| TranslationReport::of(text, each));
            translations.extend(own);
            for language in &reader.config.languages {
                let is_there = text.versions().any(|each| each.file.language == *language);
                if !is_there {
                    translations.push(TranslationReport::of_none(text, language.as_str()));
                }
            }
        }
        let mut languages: BTreeMap<String, LanguageReport> = BTreeMap::new();
        for translation in &translations {
            let language = languages.entry(translation.language.clone()).or_default();
            *language = *language + translation.alone();
        }
        let total = languages.values().copied().sum();
        Self { translations, languages, total }
    }

    fn json(&self) -> String {
        let json = serde_json::to_string_pretty(self).expect("counts and names are JSON");
        json + "\n"
    }

    /// A table with the names of the texts last: they may run from right to left.
    fn table(&self) -> String {
        let heading =
            ["", "status", "blocks", "current", "stale", "missing", "unconfirmed", "extra"];
        let mut lines = vec![Line::of(heading.map(str::to_owned), "text")];
        lines.extend(self.translations.iter().map(TranslationReport::line));
        lines.push(Line::default());
        lines.extend(self.languages.iter().map(|(language, each)| each.line(language)));
        lines.push(self.total.line("all"));
        let width = |column: usize| lines.iter().map(|line| line.width(column)).max().unwrap_or(0);
        let widths: Vec<usize> = (0..heading.len()).map(width).collect();
        lines.iter().map(|line| line.set(&widths)).collect()
    }
}

impl TranslationReport {
    fn of(text: &Text, translation: &Translation) -> Self {
        let file = &translation.version.file;
        let state = &translation.state;
        let counts = Counts {
            blocks: state.blocks.iter().flatten().count(),
            current: state.count(BlockState::Current),
            stale: state.count(BlockState::Stale),
            missing: state.count(BlockState::Missing),
            unconfirmed: state.count(BlockState::Unconfirmed),
            extra: state.extra.len(),
        };
        let numbers = |wanted| {
            let blocks = state.blocks.iter().zip(text.original.numbers.iter());
            let wanted = blocks.filter(|(state, _)| **state == Some(wanted));
            wanted.filter_map(|(_, number)| *number).collect()
        };
        Self {
            text: text.slug.to_string(),
            language: file.language.to_string(),
            original: text.original.file.language.to_string(),
            file: Some(file.file.path.to_string()),
            status: match file.status {
                Status::Unstated => TranslationStatus::Unstated,
                Status::Draft => TranslationStatus::Draft,
                Status::Reviewed => TranslationStatus::Reviewed,
            },
            counts,
            stale_blocks: numbers(BlockState::Stale),
            missing_blocks: numbers(BlockState::Missing),
        }
    }

    /// Of a text that is not translated into a language.
    fn of_none(text: &Text, language: &str) -> Self {
        let blocks = text.original.file.body.spoken_blocks().count();
        Self {
            text: text.slug.to_string(),
            language: language.to_owned(),
            original: text.original.file.language.to_string(),
            file: None,
            status: TranslationStatus::None,
            counts: Counts { blocks, missing: blocks, ..Counts::default() },
            stale_blocks: Vec::new(),
            missing_blocks: text.original.numbers.iter().flatten().copied().collect(),
        }
    }

    /// What it adds to its language.
    fn alone(&self) -> LanguageReport {
        let is = |status| usize::from(self.status == status);
        LanguageReport {
            texts: 1,
            translated: usize::from(self.file.is_some()),
            draft: is(TranslationStatus::Draft),
            reviewed: is(TranslationStatus::Reviewed),
            counts: self.counts,
        }
    }

    fn line(&self) -> Line {
        let status = match self.status {
            TranslationStatus::None => "none",
            TranslationStatus::Unstated => "–",
            TranslationStatus::Draft => "draft",
            TranslationStatus::Reviewed => "reviewed",
        };
        Line::of(self.counts.cells(&self.language, status), &self.text)
    }
}

impl LanguageReport {
    fn line(&self, language: &str) -> Line {
        let reviewed = format!("{}/{} reviewed", self.reviewed, self.translated);
        let texts = format!("{}/{} translated", self.translated, self.texts);
        Line::of(self.counts.cells(language, &reviewed), &texts)
    }
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            blocks: self.blocks + other.blocks,
            current: self.current + other.current,
            stale: self.stale + other.stale,
            missing: self.missing + other.missing,
            unconfirmed: self.unconfirmed + other.unconfirmed,
            extra: self.extra + other.extra,
        }
    }
}

impl Add for LanguageReport {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            texts: self.texts + other.texts,
            translated: self.translated + other.translated,
            draft: self.draft + other.draft,
            reviewed: self.reviewed + other.reviewed,
            counts: self.counts + other.counts,
        }
    }
}

impl Sum for LanguageReport {
    fn sum<I: Iterator<Item = Self>>(reports: I) -> Self {
        reports.fold(Self::default(), Add::add)
    }
}

impl Counts {
    fn cells(self, language: &str, status: &str) -> [String; 8] {
        let counts =
            [self.blocks, self.current, self.stale, self.missing, self.unconfirmed, self.extra];
        let [blocks, current, stale, missing, unconfirmed, extra] = counts.map(|n| n.to_string());
        let (language, status) = (language.to_owned(), status.to_owned());
        [language, status, blocks, current, stale, missing, unconfirmed, extra]
    }
}

/// A line of the table: cells that are set in columns, words in the first two, and a last one.
#[derive(Default)]
struct Line {
    cells: Vec<String>,
    last: String,
}

impl Line {
    fn of<const N: usize>(cells: [String; N], last: &str) -> Self {
        Self { cells: cells.into(), last: last.to_owned() }
    }

    /// In columns of a terminal.
    fn width(&self, column: usize) -> usize {
        self.cells.get(column).map_or(0, |cell| cell.width())
    }

    fn set(&self, widths: &[usize]) -> String {
        let mut line = String::new();
        for (column, (cell, width)) in self.cells.iter().zip(widths).enumerate() {
            let padding = " ".repeat(width - self.width(column));
            let is_words = column < 2;
            let (before, behind) = if is_words { ("", &*padding) } else { (&*padding, "") };
            line.extend([before, cell, behind, "  "]);
        }
        line.push_str(&self.last);
        line.truncate(line.trim_end().len());
        line + "\n"
    }
}
