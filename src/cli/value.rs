//! What options can be, as the command line names it, and how it is read.

use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use hashiya::command::{self, SchemaKind};
use hashiya::diagnostic::MessageLanguage;
use hashiya::export::Format as ExportFormat;
use hashiya::text::{Class, InvalidSlug, Slug};

/// How diagnostics are shown.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum Format {
    /// For people
    #[default]
    Human,
    /// One line each
    Short,
    /// A JSON array
    Json,
    /// Annotations of a workflow on GitHub
    Github,
    /// A SARIF 2.1.0 log, for code scanning
    Sarif,
}

/// A language of messages.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Language {
    /// Arabic
    Ar,
    /// Persian
    Fa,
    /// English
    En,
}

impl From<Language> for MessageLanguage {
    fn from(language: Language) -> Self {
        match language {
            Language::Ar => Self::Arabic,
            Language::Fa => Self::Persian,
            Language::En => Self::English,
        }
    }
}

/// How much is mended.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Fix {
    /// What cannot be wrong
    #[value(hide = true)]
    Certain,
    /// Also what is only likely
    All,
}

impl Fix {
    pub(super) fn class(self) -> Class {
        match self {
            Self::Certain => Class::Silent,
            Self::All => Class::Stated,
        }
    }
}

impl From<Format> for command::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Human => Self::Human,
            Format::Short => Self::Short,
            Format::Json => Self::Json,
            Format::Github => Self::Github,
            Format::Sarif => Self::Sarif,
        }
    }
}

/// How a report is shown.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum ReportFormat {
    /// A table for people
    #[default]
    Human,
    /// JSON for programs
    Json,
}

impl From<ReportFormat> for command::ReportFormat {
    fn from(format: ReportFormat) -> Self {
        match format {
            ReportFormat::Human => Self::Human,
            ReportFormat::Json => Self::Json,
        }
    }
}

/// The formats by their names.
pub(super) fn export_format() -> impl TypedValueParser<Value = ExportFormat> {
    let names = ExportFormat::ALL.iter().map(|format| format.name());
    PossibleValuesParser::new(names).map(|name| {
        let mut formats = ExportFormat::ALL.iter().copied();
        formats
            .find(|format| format.name() == name)
            .expect("the parser has let through a name of a format")
    })
}

/// The kinds by their names.
pub(super) fn schema_kind() -> impl TypedValueParser<Value = SchemaKind> {
    let names = SchemaKind::ALL.iter().map(|kind| kind.name());
    PossibleValuesParser::new(names).map(|name| {
        let mut kinds = SchemaKind::ALL.iter().copied();
        kinds.find(|kind| kind.name() == name).expect("the parser has let through a name of a kind")
    })
}

/// A slug, or what is wrong with it.
pub(super) fn slug(name: &str) -> Result<Slug, String> {
    name.parse().map_err(|InvalidSlug { closest }| {
        if closest.is_empty() {
            "expected small letters, digits and hyphens".to_owned()
        } else {
            format!("expected small letters, digits and hyphens; the closest is `{closest}`")
        }
    })
}

/// An address that can be published.
pub(super) fn web_address(address: &str) -> Result<String, String> {
    let is_web = ["http://", "https://"].iter().any(|scheme| {
        address.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
    });
    if is_web {
        Ok(address.to_owned())
    } else {
        Err("expected an http or https address".to_owned())
    }
}
