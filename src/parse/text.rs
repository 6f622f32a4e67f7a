//! A text: one work, an original or a translation a file.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::annotation::{self, Annotation};
use super::config::LinkPolicy;
use super::fields::{Fields, Localized, Report, language};
use super::front_matter::FrontMatter;
use super::license;
use super::markdown::{self, Block, BlockKind, Body};
use super::record::Record;
use crate::diagnostic::{Checked, Code, Diagnostic, Message, message};
use crate::load::RECORD_EXTENSION;
use crate::source::{SourceFile, SourcePath, Span, Spanned};
use crate::text::{LanguageTag, Slug};

/// A text in one language.
#[derive(Clone, Debug)]
pub struct TextFile {
    /// The file.
    pub file: Arc<SourceFile>,
    /// Its language, from the name of the file.
    pub language: LanguageTag,
    /// Whether it is the original or follows it.
    pub role: Role,
    /// The title, in its own language; that of a text without one is its language, written nowhere.
    pub title: Spanned<String>,
    /// What it is about, in its own language.
    pub summary: Option<Spanned<String>>,
    /// When the work, or the translation, was published.
    pub date: Option<Date>,
    /// Whether it may be published.
    pub status: Status,
    /// The terms on which it is published. Of a translation without any, those of the original.
    pub rights: Option<Rights>,
    /// What its links to the glossary differ in from those of other texts.
    pub glossary: TextGlossary,
    /// Its notes, in the order of the front matter.
    pub annotations: Vec<Annotation>,
    /// What it says.
    pub body: Body,
    /// For each block of the body, the blocks of the original that it says it follows; empty
    /// where none does.
    pub block_marks: Vec<Option<BlockMark>>,
}

/// The files of a text.
#[derive(Clone, Debug)]
pub struct TextFiles {
    /// The one file without `translates`.
    pub original: Arc<TextFile>,
    /// The others, by language.
    pub translations: Vec<Arc<TextFile>>,
    /// What translations were made from, by their languages; of those that were confirmed.
    pub records: BTreeMap<LanguageTag, Arc<Record>>,
}

impl TextFiles {
    /// The original, then the translations.
    pub fn all(&self) -> impl Iterator<Item = &Arc<TextFile>> {
        std::iter::once(&self.original).chain(&self.translations)
    }
}

/// Whether a file is a text of its own or follows another.
#[derive(Clone, Debug)]
pub enum Role {
    /// The file without `translates`.
    Original(Box<Original>),
    /// `translates: ar`
    Translation {
        /// The language of the original; none where the file names no language.
        of: Option<Spanned<LanguageTag>>,
        /// Who translated it.
        translators: Vec<Person>,
    },
}

/// What only an original says.
#[derive(Clone, Debug, Default)]
pub struct Original {
    /// Who wrote it; may be empty.
    pub authors: Vec<Person>,
    /// Where the text comes from.
    pub source: Option<Source>,
    /// What the work is about, in its own words; may be empty.
    pub keywords: Vec<String>,
    /// Questions for discussion, in order.
    pub questions: Vec<Question>,
}

/// Whether a text may be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Nothing is said.
    Unstated,
    /// `status: draft`: left out of a build unless it is asked for.
    Draft,
    /// `status: reviewed`
    Reviewed,
}

/// An author or translator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The name as it is to be shown.
    pub name: String,
    /// An ORCID identifier, the digits and hyphens alone.
    pub orcid: Option<String>,
    /// Where the person works.
    pub affiliation: Option<String>,
}

/// The work that a text comes from.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// Its title.
    pub title: Option<String>,
    /// Its authors, where they are not those of the text.
    pub authors: Vec<Person>,
    /// The journal or book it is part of.
    pub container: Option<String>,
    /// Volume of a journal.
    pub volume: Option<String>,
    /// Issue of a journal.
    pub issue: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When: a year or a date, as the author of the front matter writes it.
    pub date: Option<String>,
    /// Page numbers.
    pub pages: Option<String>,
    /// The digital object identifier, without an address before it.
    pub doi: Option<String>,
    /// An http or https address.
    pub url: Option<String>,
}

/// The terms on which a text is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rights {
    /// An SPDX identifier.
    pub license: Option<String>,
    /// Who gave permission, in words.
    pub statement: Option<String>,
    /// How much is published.
    pub publish: Publish,
}

/// How much of a text is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Publish {
    /// All of it.
    Full,
    /// Title, source, annotations and glossary, without the text itself.
    Metadata,
}

/// A question for discussion.
#[derive(Clone, Debug)]
pub struct Question {
    /// The ¶ number it belongs to.
    pub block: Option<Spanned<u32>>,
    /// The question.
    pub text: Localized<Spanned<String>>,
}

/// What the links of a text to the glossary differ in.
#[derive(Clone, Debug, Default)]
pub struct TextGlossary {
    /// Which occurrences are links.
    pub link: Option<LinkPolicy>,
    /// Concepts that are not looked for.
    pub ignore: Vec<Spanned<Slug>>,
}

/// `[p7]` or `[p7-8]`: the ¶ numbers that a block of a translation follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockMark {
    /// Where the mark stands in the body.
    pub span: Span,
    /// The first ¶ number.
    pub first: u32,
    /// The last one.
    pub last: u32,
}

/// Above this share of damaged lines a text is refused unless its front matter accepts it.
const DAMAGE_LIMIT: f64 = 0.2;

/// Reads a file of `content/texts`; `None` if its front matter cannot be read.
pub(super) fn parse(file: &Arc<SourceFile>, language: LanguageTag) -> Checked<Option<TextFile>> {
    let mut report = Report::new(&file.path);
    let front = FrontMatter::of(&file.text, &mut report);
    let body = markdown::parse_file(file, front.body_start, file.text.len());
    let body = body.unload(&mut report.diagnostics);

    let mut text = TextFile {
        file: Arc::clone(file),
        role: Role::Original(Box::default()),
        title: Spanned::new(Span::default(), language.to_string()),
        language,
        summary: None,
        date: None,
        status: Status::Unstated,
        rights: None,
        glossary: TextGlossary::default(),
        annotations: Vec::new(),
        block_marks: Vec::new(),
        body,
    };
    if let Some(mut fields) = front.fields(&mut report) {
        read_fields(&mut text, &mut fields, &mut report);
        fields.finish(&mut report);
    }
    text.block_marks = match text.role {
        Role::Original(_) => Vec::new(),
        Role::Translation { .. } => take_block_marks(&mut text.body, &mut report),
    };
    let text = front.is_readable().then_some(text);
    Checked::new(text, report.diagnostics)
}

fn read_fields(text: &mut TextFile, fields: &mut Fields, report: &mut Report) {
    if let Some(title) = fields.required_text("title", report) {
        text.title = title;
    }
    text.role = role(fields, &text.language, report);
    text.summary = fields.text("summary", report);
    text.date = fields.date("date", report);
    let statuses = [("draft", Status::Draft), ("reviewed", Status::Reviewed)];
    text.status = fields.choice("status", &statuses, report).unwrap_or(Status::Unstated);
    text.rights = rights(fields, &text.role, report);
    text.glossary = glossary(fields, report);
    let annotations = fields.items("annotations").iter();
    text.annotations = annotations
        .filter_map(|node| annotation::parse(node, &text.language, &text.file, report))
        .collect();
    refuse_damage(fields, report);
}

/// A question that is a plain string is in `own`.
fn role(fields: &mut Fields, own: &LanguageTag, report: &mut Report) -> Role {
    if let Some(of) = fields.text("translates", report) {
        let translators = people(fields, "translators", report);
        let span = of.span;
        let of = language(&of.value, span, report).map(|of| Spanned::new(span, of));
        return Role::Translation { of, translators };
    }
    let authors = people(fields, "authors", report);
    let source = fields.node("source").and_then(|node| {
        let mut fields = Fields::of(node, report)?;
        let source = source(&mut fields, report);
        fields.finish(report);
        Some(source)
    });
    let questions = fields.items("questions").iter().filter_map(|node| {
        let mut fields = Fields::of(node, report)?;
        let block = fields.number("block", || message!("expected a ¶ number"), report);
        let text = fields.localized("text", Some(own), report);
        if !fields.has("text") {
            report.add(Code::MissingKey, fields.span(), message!("`text` is missing"));
        }
        fields.finish(report);
        Some(Question { block, text: text? })
    });
    let questions = questions.collect();
    let keywords = fields.texts("keywords", report).into_iter().map(|word| word.value).collect();
    Role::Original(Box::new(Original { authors, source, keywords, questions }))
}

fn people(fields: &mut Fields, key: &'static str, report: &mut Report) -> Vec<Person> {
    let nodes = fields.items(key).iter();
    nodes.filter_map(|node| person(node, report)).collect()
}

fn person(node: &super::node::Node, report: &mut Report) -> Option<Person> {
    if !matches!(node.value, super::node::Value::Map(_)) {
        let name = super::fields::text(node, report)?.value;
        return Some(Person { name, orcid: None, affiliation: None });
    }
    let mut fields = Fields::of(node, report)?;
    let name = fields.required_text("name", report);
    let orcid = fields.text("orcid", report);
    let affiliation = fields.text("affiliation", report).map(|words| words.value);
    fields.finish(report);
    let orcid = orcid.map(|orcid| {
        let short = orcid.value.trim_start_matches("https://orcid.org/").to_owned();
        let digits = short.chars().filter(|ch| ch.is_ascii_digit() || *ch == 'X').count();
        if digits != 16 || short.len() != 19 {
            let message = message!("`{value}` is no ORCID", value = orcid.value);
            report.add_with_help(
                Code::InvalidValue,
                orcid.span,
                message,
                message!("expected `0000-0000-0000-0000`"),
            );
        }
        short
    });
    Some(Person { name: name?.value, orcid, affiliation })
}

fn source(fields: &mut Fields, report: &mut Report) -> Source {
    let words = |fields: &mut Fields, key, report: &mut Report| {
        fields.text(key, report).map(|words| words.value)
    };
    Source {
        title: words(fields, "title", report),
        authors: people(fields, "authors", report),
        container: words(fields, "container", report),
        volume: words(fields, "volume", report),
        issue: words(fields, "issue", report),
        publisher: words(fields, "publisher", report),
        date: words(fields, "date", report),
        pages: words(fields, "pages", report),
        doi: fields.text("doi", report).map(|doi| bare_doi(&doi.value).to_owned()),
        url: fields.web_address("url", report).map(|url| url.value),
    }
}

fn bare_doi(doi: &str) -> &str {
    let bare = ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "doi:", "DOI:"];
    bare.iter().find_map(|prefix| doi.strip_prefix(prefix)).unwrap_or(doi).trim()
}

fn rights(fields: &mut Fields, role: &Role, report: &mut Report) -> Option<Rights> {
    let node = fields.node("rights");
    let Some(node) = node else {
        if matches!(role, Role::Original(_)) {
            report.add_with_help(
                Code::MissingKey,
                fields.span(),
                missing_rights(),
                message!("say `rights: {license: …}` with an SPDX identifier, or `rights: {statement: …}`"),
            );
        }
        return None;
    };
    let mut fields = Fields::of(node, report)?;
    let license = fields.text("license", report);
    if let Some(license) = license.as_ref().filter(|license| !license::is_known(&license.value)) {
        unknown_license(license, report);
    }
    let license = license.map(|license| license.value);
    let statement = fields.text("statement", report).map(|statement| statement.value);
    let choices = [("full", Publish::Full), ("metadata", Publish::Metadata)];
    let publish = fields.choice("publish", &choices, report).unwrap_or(Publish::Full);
    if license.is_none() && statement.is_none() {
        report.add_with_help(
            Code::MissingKey,
            fields.span(),
            message!("`rights` has neither `license` nor `statement`"),
            message!("say `license: CC-BY-4.0`, or `statement: Reproduced with permission of …`"),
        );
    }
    fields.finish(report);
    Some(Rights { license, statement, publish })
}

fn glossary(fields: &mut Fields, report: &mut Report) -> TextGlossary {
    let Some(mut fields) = fields.node("glossary").and_then(|node| Fields::of(node, report)) else {
        return TextGlossary::default();
    };
    let link = fields.choice("link", LinkPolicy::CHOICES, report);
    let ignore = fields.slugs("ignore", report);
    fields.finish(report);
    TextGlossary { link, ignore }
}

fn refuse_damage(fields: &mut Fields, report: &mut Report) {
    let damage = fields.parsed::<f64>(
        "damage",
        || message!("expected a share of lines between 0 and 1"),
        report,
    );
    let accepted = fields.truth("accept_damage", report);
    let Some(damage) = damage else { return };
    if !(0.0..=1.0).contains(&damage.value) {
        let message = message!("a damage of {value} is no share of lines", value = damage.value);
        report.add_with_help(
            Code::InvalidValue,
            damage.span,
            message,
            message!("expected a number between 0 and 1"),
        );
    } else if damage.value > DAMAGE_LIMIT && !accepted {
        let message = message!(
            "{percent} % of the lines of this text are damaged",
            percent = format!("{:.0}", damage.value * 100.0)
        );
        report.add_with_help(
            Code::DamagedText,
            damage.span,
            message,
            message!("look for a better source; to publish it as it is, say `accept_damage: true`"),
        );
    }
}

fn missing_rights() -> Message {
    message!("`rights` is missing")
}

/// Whether a problem is that an original has no `rights`.
pub(super) fn asks_for_rights(problem: &Diagnostic) -> bool {
    problem.code == Code::MissingKey && problem.message == missing_rights()
}

fn unknown_license(license: &Spanned<String>, report: &mut Report) {
    let message = message!("`{license}` is no SPDX identifier", license = license.value);
    let help = match license::closest(&license.value) {
        Some(near) => message!("the closest is `{near}`", near),
        None => message!(
            "write one such as `CC-BY-4.0`; terms without an identifier stand in `statement`"
        ),
    };
    report.add_with_help(Code::UnknownLicense, license.span, message, help);
}

/// Takes the marks `[pN]` off the blocks of a translation. A paragraph that is nothing but a mark
/// gives it to the next block.
fn take_block_marks(body: &mut Body, report: &mut Report) -> Vec<Option<BlockMark>> {
    let mut blocks: Vec<Block> = Vec::with_capacity(body.blocks.len());
    let mut marks = Vec::with_capacity(body.blocks.len());
    let mut waiting: Option<BlockMark> = None;
    for mut block in std::mem::take(&mut body.blocks) {
        let mark = markdown::take_block_mark(&mut block, body.text())
            .map(|(span, (first, last))| BlockMark { span, first, last });
        let is_only_mark = mark.is_some()
            && matches!(&block.kind, BlockKind::Paragraph(prose) if prose.is_empty());
        if is_only_mark {
            waiting = mark;
            continue;
        }
        marks.push(mark.or_else(|| waiting.take()));
        blocks.push(block);
    }
    if let Some(BlockMark { span, .. }) = waiting {
        let message =
            message!("no block stands behind `{mark}`", mark = &body.text()[span.range()]);
        report.add(Code::UnknownBlock, body.span_in_file(span), message);
    }
    body.blocks = blocks;
    if marks.iter().all(Option::is_none) { Vec::new() } else { marks }
}

/// The text's files of one folder as an original and its translations, and what is wrong with
/// them together.
pub(super) fn pair(slug: &Slug, files: Vec<Arc<TextFile>>) -> Checked<Option<TextFiles>> {
    let mut diagnostics = Vec::new();
    let (mut originals, mut translations): (Vec<_>, Vec<_>) =
        files.into_iter().partition(|file| matches!(file.role, Role::Original(_)));
    // A translation that does not say what it translates has no rights either.
    originals.sort_by_key(|file| file.rights.is_none());
    for extra in originals.iter().skip(1) {
        let message = message!(
            "`{path}` is already the original of this text",
            path = originals[0].file.path
        );
        let help = message!("say `translates: {language}`", language = originals[0].language);
        diagnostics.push(
            Diagnostic::new(Code::SeveralOriginals, &extra.file.path, Span::default(), message)
                .with_help(help),
        );
    }
    originals.truncate(1);
    let Some(original) = originals.pop() else {
        if let Some(first) = translations.first() {
            let message = message!("no file of the text `{slug}` is its original", slug);
            let place = match &first.role {
                Role::Translation { of: Some(of), .. } => of.span,
                _ => Span::default(),
            };
            diagnostics.push(
                Diagnostic::new(Code::MissingOriginal, &first.file.path, place, message).with_help(
                    message!("delete `translates` from the file in the language it was written in"),
                ),
            );
        }
        return Checked::new(None, diagnostics);
    };
    for translation in &translations {
        if let Role::Translation { of: Some(of), .. } = &translation.role
            && of.value != original.language
        {
            let message =
                message!("the original of this text is not in `{language}`", language = of.value);
            let help = message!("say `translates: {language}`", language = original.language);
            diagnostics.push(
                Diagnostic::new(Code::UnknownLanguage, &translation.file.path, of.span, message)
                    .with_help(help),
            );
        }
    }
    translations.sort_by(|a, b| a.language.cmp(&b.language));
    let records = BTreeMap::new();
    Checked::new(Some(TextFiles { original, translations, records }), diagnostics)
}

/// Takes the records of these translations out of `records`.
pub(super) fn take_records(
    translations: &[Arc<TextFile>],
    records: &mut BTreeMap<SourcePath, Arc<Record>>,
) -> BTreeMap<LanguageTag, Arc<Record>> {
    let record = |file: &Arc<TextFile>| {
        let path = file.file.path.with_extension(RECORD_EXTENSION);
        Some((file.language.clone(), records.remove(&path)?))
    };
    translations.iter().filter_map(record).collect()
}
