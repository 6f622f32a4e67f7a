//! `site.toml`.

use jiff::civil::Date;

use super::fields::{Fields, Localized, Report, language, language_or_locale};
use super::node;
use crate::diagnostic::{Checked, Code, Diagnostic, message};
use crate::source::{SourceFile, SourcePath, Span, Spanned};
use crate::text::{LanguageTag, Slug};

/// The settings of a reader.
#[derive(Clone, Debug)]
pub struct Config {
    /// The title of the reader.
    pub title: Localized<Spanned<String>>,
    /// The languages of menus and labels, never empty; the first is the default.
    pub languages: Vec<LanguageTag>,
    /// Where the site will stand, with a final slash; needed only for absolute addresses.
    pub base_url: Option<String>,
    /// The day of what has no date of its own: the first of the epoch, unless a build says otherwise
    /// (<https://reproducible-builds.org/specs/source-date-epoch/>).
    pub epoch: Date,
    /// Where each of the languages is written.
    pub language_spans: Vec<Span>,
    /// The name of the theme.
    pub theme: Spanned<String>,
    /// Where the sources of the reader are edited.
    pub repository: Option<Repository>,
    /// The numerals of page furniture: ¶ numbers, notes, lists, dates.
    pub digits: Digits,
    /// Which occurrences of a concept are links, unless a text says otherwise.
    pub link: LinkPolicy,
    /// The language of Latin-script words in Arabic-script text, unless marked.
    pub latin: LanguageTag,
    /// A Hunspell dictionary for the checks of Persian half-spaces.
    pub dictionary: Option<Spanned<String>>,
    /// The parts, in the order of reading.
    pub parts: Vec<PartConfig>,
    /// Whether every part that is written could be read.
    pub has_all_parts: bool,
}

/// A public repository and the branch that is published.
#[derive(Clone, Debug)]
pub struct Repository {
    /// Its address, without a final slash.
    pub url: String,
    /// The branch.
    pub branch: String,
}

/// A part of the reader, as `site.toml` lists it.
#[derive(Clone, Debug)]
pub struct PartConfig {
    /// Its address.
    pub id: Spanned<Slug>,
    /// Its title.
    pub title: Localized<Spanned<String>>,
    /// Its texts, in the order of reading.
    pub texts: Vec<Spanned<Slug>>,
}

/// The numerals of page furniture. Numbers within texts stay as they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digits {
    /// Those that the Unicode CLDR gives for the interface language.
    Keep,
    /// 0123456789
    Latin,
    /// ٠١٢٣٤٥٦٧٨٩ (U+0660 to U+0669)
    Arabic,
    /// ۰۱۲۳۴۵۶۷۸۹ (U+06F0 to U+06F9)
    ExtendedArabic,
}

/// Which occurrences of a concept in a text are links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkPolicy {
    /// The first after each heading.
    FirstInSection,
    /// The first.
    FirstInText,
    /// All.
    All,
    /// None but those that an author writes.
    None,
}

impl LinkPolicy {
    pub(super) const CHOICES: &[(&str, Self)] = &[
        ("first-in-section", Self::FirstInSection),
        ("first-in-text", Self::FirstInText),
        ("all", Self::All),
        ("none", Self::None),
    ];
}

/// Dates of a part, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateRange {
    /// The first day.
    pub first: Date,
    /// The last day, not before the first.
    pub last: Date,
}

/// Reads `site.toml`.
///
/// Where it is missing or cannot be used, the value is a reader in English without parts, and an
/// [`Code::InvalidConfig`] says so.
pub(super) fn parse(file: Option<&SourceFile>) -> Checked<Config> {
    let Some(file) = file else {
        let path = SourcePath::new(crate::load::CONFIG_FILE);
        let missing = Diagnostic::new(
            Code::InvalidConfig,
            &path,
            Span::default(),
            message!("no `site.toml` at the root"),
        )
        .with_help(message!("write one with `title` and `languages`"));
        return Checked::new(fallback(), vec![missing]);
    };
    let mut report = Report::new(&file.path);
    let root = match node::toml(&file.text) {
        Ok(root) => root,
        Err(errors) => {
            for error in errors {
                let told =
                    Diagnostic::new(Code::InvalidConfig, &file.path, error.span, error.message);
                report.diagnostics.push(told.with_help_if(error.help));
            }
            return Checked::new(fallback(), report.diagnostics);
        }
    };
    super::front_matter::report_hidden_controls(&root, &file.text, 0, &mut report);
    let fields = Fields::of(&root, &mut report);
    let config = fields.map_or_else(fallback, |fields| config(fields, &mut report));
    Checked::new(config, report.diagnostics)
}

fn config(mut fields: Fields, report: &mut Report) -> Config {
    let (languages, language_spans) = languages(&mut fields, report).into_iter().unzip();
    let languages: Vec<LanguageTag> = languages;
    let own = languages.first().cloned();
    let title = fields.localized("title", own.as_ref(), report);
    if !fields.has("title") {
        report.add(Code::MissingKey, Span::default(), message!("`title` is missing"));
    }
    let base_url = fields.web_address("base_url", report);
    let theme = fields.text("theme", report);
    let repository = fields.web_address("repository", report);
    let branch = fields.text("branch", report);
    let digits = fields.choice(
        "digits",
        &[
            ("keep", Digits::Keep),
            ("latn", Digits::Latin),
            ("arab", Digits::Arabic),
            ("arabext", Digits::ExtendedArabic),
        ],
        report,
    );
    let link = section(&mut fields, "glossary", report).and_then(|mut glossary| {
        let link = glossary.choice("link", LinkPolicy::CHOICES, report);
        glossary.finish(report);
        link
    });
    let (latin, dictionary) = match section(&mut fields, "text", report) {
        Some(mut text) => {
            let latin = text.text("latin", report);
            let latin = latin.and_then(|latin| language(&latin.value, latin.span, report));
            let dictionary = text.text("dictionary", report);
            text.finish(report);
            (latin, dictionary)
        }
        None => (None, None),
    };
    let parts = fields.items("parts").iter().filter_map(|part| {
        let fields = Fields::of(part, report)?;
        self::part(fields, own.as_ref(), report)
    });
    let parts: Vec<PartConfig> = parts.collect();
    let has_all_parts = parts.len() == fields.items("parts").len();
    report_duplicate_parts(&parts, report);
    fields.finish(report);

    let fallback = fallback();
    Config {
        title: title.unwrap_or(fallback.title),
        languages: if languages.is_empty() { fallback.languages } else { languages },
        base_url: base_url.map(|url| with_final_slash(&url.value)),
        epoch: fallback.epoch,
        language_spans,
        theme: theme.unwrap_or(fallback.theme),
        repository: repository.map(|url| Repository {
            url: url.value.trim_end_matches('/').trim_end_matches(".git").to_owned(),
            branch: branch.map_or_else(|| "main".to_owned(), |branch| branch.value),
        }),
        digits: digits.unwrap_or(fallback.digits),
        link: link.unwrap_or(fallback.link),
        latin: latin.unwrap_or(fallback.latin),
        dictionary,
        parts,
        has_all_parts,
    }
}

/// The same address with exactly one slash at its end.
pub fn with_final_slash(url: &str) -> String {
    format!("{}/", url.trim_end_matches('/'))
}

fn section<'n>(
    fields: &mut Fields<'n>,
    key: &'static str,
    report: &mut Report,
) -> Option<Fields<'n>> {
    Fields::of(fields.node(key)?, report)
}

fn languages(fields: &mut Fields, report: &mut Report) -> Vec<(LanguageTag, Span)> {
    let written = fields.texts("languages", report);
    let mut languages: Vec<(LanguageTag, Span)> = Vec::new();
    for tag in &written {
        let Some(language) = language_or_locale(&tag.value, tag.span, report) else { continue };
        if languages.iter().any(|(other, _)| *other == language) {
            report.add(
                Code::DuplicateId,
                tag.span,
                message!("`{language}` stands here twice", language),
            );
        } else {
            languages.push((language, tag.span));
        }
    }
    if languages.is_empty() {
        let message = message!("`languages` names no language of the interface");
        report.add_with_help(
            Code::InvalidConfig,
            Span::default(),
            message,
            message!("write `languages = [\"ar\", \"en\"]`"),
        );
    }
    languages
}

fn part(mut fields: Fields, own: Option<&LanguageTag>, report: &mut Report) -> Option<PartConfig> {
    let id = fields.required_text("id", report).and_then(|id| super::fields::slug(&id, report));
    let title = fields.localized("title", own, report);
    if !fields.has("title") {
        report.add(Code::MissingKey, fields.span(), message!("`title` is missing"));
    }
    let texts = fields.slugs("texts", report);
    fields.finish(report);
    Some(PartConfig { id: id?, title: title?, texts })
}

fn report_duplicate_parts(parts: &[PartConfig], report: &mut Report) {
    for (index, part) in parts.iter().enumerate() {
        if parts[..index].iter().any(|earlier| earlier.id.value == part.id.value) {
            let message = message!("there are two parts `{id}`", id = part.id.value);
            report.add(Code::DuplicateId, part.id.span, message);
        }
    }
    let mut seen: Vec<&Slug> = Vec::new();
    for text in parts.iter().flat_map(|part| &part.texts) {
        if seen.contains(&&text.value) {
            let message =
                message!("the text `{slug}` stands in the parts twice", slug = text.value);
            report.add(Code::DuplicateId, text.span, message);
        }
        seen.push(&text.value);
    }
}

fn fallback() -> Config {
    let english: LanguageTag = "en".parse().expect("English is a known language");
    Config {
        title: Localized::default(),
        languages: vec![english.clone()],
        base_url: None,
        epoch: Date::constant(1970, 1, 1),
        language_spans: Vec::new(),
        theme: Spanned::new(Span::default(), crate::load::BUILT_IN_THEME.to_owned()),
        repository: None,
        digits: Digits::Keep,
        link: LinkPolicy::FirstInSection,
        latin: english,
        dictionary: None,
        parts: Vec::new(),
        has_all_parts: false,
    }
}
