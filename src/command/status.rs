//! `hashiya status`: which translations follow their originals, and what is left to translate.

use std::collections::BTreeMap;
use std::iter::Sum;
use std::ops::Add;

use serde::Serialize;

use super::project::is_unusable;
use super::report::ReportFormat;
use super::{CommandError, Outcome, ProjectOptions, Shown, project, report};
use crate::diagnostic::{
    Diagnostic, Message, MessageLanguage, Severity, Strictness, format, message,
};
use crate::parse::Status;
use crate::report::{Align, Table};
use crate::resolve::{BlockState, Drafts, Reader, Text, Translation};

/// What `status` is asked to do.
#[derive(Clone, Debug)]
pub struct StatusOptions {
    /// Where the project is.
    pub project: ProjectOptions,
    /// How the report is shown.
    pub format: ReportFormat,
    /// In which language people are told; that of the system where none is asked for.
    pub language: Option<MessageLanguage>,
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
    let (project, reader) =
        project::read_and_lint(&root, Drafts::Included)?.unload(&mut diagnostics);
    diagnostics.retain(|each| each.severity() == Severity::Error);
    if diagnostics.iter().any(is_unusable) {
        let shown = Shown { language: options.language, ..Shown::default() };
        report::show(&diagnostics, &project, shown);
        return Ok(Outcome::Unusable);
    }
    let language = report::language(options.language);
    let status = StatusReport::of(&reader);
    report::print(&match options.format {
        ReportFormat::Human => status.table(language),
        ReportFormat::Json => status.json(),
    });
    if !diagnostics.is_empty() {
        let counts = format::counts(diagnostics.iter().map(Diagnostic::severity).collect());
        let told = message!("{counts}; `hashiya check` tells what this leaves out", counts);
        report::say(language, &told);
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
                if text.version_in(language).is_none() {
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
    fn table(&self, language: MessageLanguage) -> String {
        let said = |words: Message| words.in_language(language).to_string();
        let numbers = [
            message!("blocks"),
            message!("current"),
            message!("stale"),
            message!("missing"),
            message!("unconfirmed"),
            message!("extra"),
        ];
        let mut columns =
            vec![(String::new(), Align::Start), (said(message!("status")), Align::Start)];
        columns.extend(numbers.map(|heading| (said(heading), Align::End)));
        columns.push((said(message!("text")), Align::Start));
        let mut table = Table::new(columns);
        for each in &self.translations {
            table.push(each.counts.row(&each.language, said(each.status.message()), &each.text));
        }
        table.push(vec![String::new(); 9]);
        let all = said(message!("all"));
        for (language, each) in self.languages.iter().chain([(&all, &self.total)]) {
            let LanguageReport { texts, translated, reviewed, counts, .. } = *each;
            let is_reviewed = message!("{reviewed}/{translated} reviewed", reviewed, translated);
            let is_translated = message!("{translated}/{texts} translated", translated, texts);
            table.push(counts.row(language, said(is_reviewed), &said(is_translated)));
        }
        table.lines()
    }
}

impl TranslationStatus {
    fn message(self) -> Message {
        match self {
            Self::None => message!("none"),
            Self::Unstated => Message::verbatim("–"),
            Self::Draft => message!("draft"),
            Self::Reviewed => message!("reviewed"),
        }
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
    /// A row of the table.
    fn row(self, language: &str, status: String, text: &str) -> Vec<String> {
        let counts =
            [self.blocks, self.current, self.stale, self.missing, self.unconfirmed, self.extra];
        let mut row = vec![language.to_owned(), status];
        row.extend(counts.map(|count| count.to_string()));
        row.push(text.to_owned());
        row
    }
}
