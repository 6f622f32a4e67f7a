//! Import: a file of any kind comes in, a text of a reader and a report go out.
//!
//! 1. Bytes become words: `encoding.rs`, `language.rs`.
//! 2. Each format becomes a document (`document.rs`): `markdown.rs`; `html.rs` with `page_head.rs` and
//!    `page_chrome.rs` (`word_page.rs` for those of Word); `docx.rs` by `xml.rs` and `docx_styles.rs`; both with
//!    `inline.rs` and `list.rs`; pages of a PDF by `pages.rs` and `vowels.rs`, and like all plain
//!    text by `lines.rs`,
//!    `chrome.rs` (what a web page leaves around a text), `damage.rs` and `runs.rs` (letters in the order of a
//!    page), `wrap.rs` (lines cut at a measure), `front.rs` (the title page), `note.rs` (footnotes) and
//!    `structure.rs` (blocks, with `heading.rs` and `marker.rs`).
//! 3. The document is mended: `repair.rs` by the rules of spelling, `number.rs` numbers footnotes.
//! 4. `write.rs` writes the file, `report.rs` says what was changed (`shown.rs` to people, in their
//!    language), and `law.rs` sees that nothing is missing that the report does not list.
//!
//! All of it is a function of bytes: files are read and written by the command.

mod chrome;
mod damage;
mod document;
mod docx;
mod docx_styles;
mod encoding;
mod front;
mod heading;
mod html;
mod inline;
mod language;
mod law;
mod lines;
mod list;
mod markdown;
mod marker;
mod markup;
mod note;
mod number;
mod page_chrome;
mod page_head;
mod pages;
mod repair;
mod report;
mod runs;
mod shown;
mod structure;
mod vowels;
mod word_page;
mod wrap;
mod write;
mod xml;

use std::collections::BTreeMap;

pub use encoding::{Decoded, decode};
pub use report::{Action, Change, Report};
pub use shown::Fact;

use crate::diagnostic::Message;
use crate::text::half_space::Dictionary;
use crate::text::{Class, LanguageTag};
use document::{Block, Document};
use law::Addresses;
use lines::Line;
use structure::{Cuts, Markup};
use wrap::Cut;
use write::Extra;

/// The kinds of file that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text, or Markdown such as programs make of a PDF.
    Text,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// A file of Word or of a program that writes such files.
    Docx,
    /// What `pdftotext` gives of a PDF: its pages, each with a form feed behind it.
    Pages,
}

impl Format {
    /// The kind that a file is by its name; `None` where its extension names none.
    pub fn of(name: &str) -> Option<Self> {
        let (_, extension) = name.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(Self::Text),
            "md" | "markdown" => Some(Self::Markdown),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "docx" => Some(Self::Docx),
            _ => None,
        }
    }
}

/// What an import is told beside the file.
#[derive(Clone, Debug, Default)]
pub struct Options<'o> {
    /// The language; found out where it is not said.
    pub language: Option<LanguageTag>,
    /// The title; found in the text where it is not said.
    pub title: Option<String>,
    /// The title of a text that names none, such as the name of its file.
    pub fallback_title: String,
    /// Of a translation, the language of its original.
    pub translates: Option<LanguageTag>,
    /// A dictionary for Persian half-spaces.
    pub dictionary: Option<&'o Dictionary>,
}

/// A text, ready to be written to its file.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The Markdown file.
    pub markdown: String,
    /// The language, said or found out.
    pub language: LanguageTag,
    /// The name of the encoding.
    pub encoding: &'static str,
    /// The title.
    pub title: String,
    /// The share of lines that no rule could mend, where lines could be judged.
    pub damage: Option<f64>,
    /// What was changed, is proposed, is doubtful.
    pub report: Report,
    /// Letters and digits that the text has more or fewer of than its source, and no change of the
    /// report accounts for. Empty, unless there is a mistake in this program.
    pub unaccounted: BTreeMap<char, i64>,
}

/// Why a file is not what its name says.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unreadable(pub(crate) Message);

/// Above this share of damaged lines a build refuses a text that does not accept it.
pub const DAMAGE_LIMIT: f64 = 0.2;

impl Imported {
    /// Whether its author has still to say on what terms it may be published.
    pub fn is_without_rights(&self) -> bool {
        let front_end = markdown::front_matter_end(&self.markdown).unwrap_or(0);
        let says = |key| self.markdown[..front_end].lines().any(|line| line.starts_with(key));
        !says("rights:") && !says("translates:")
    }
}

/// Imports the bytes of a file.
///
/// # Errors
///
/// When the bytes are no file of this kind.
pub fn import(bytes: &[u8], format: Format, options: &Options) -> Result<Imported, Unreadable> {
    let mut report = Report::default();
    let read = read(bytes, format, options, &mut report)?;
    let Read { mut document, words, language, encoding } = read;
    if matches!(format, Format::Docx | Format::Html) {
        list::lists_by_look(&mut document.blocks, &mut report);
    }
    if format == Format::Docx {
        heading::headings_by_look(&mut document, &mut report);
    }
    name(&mut document, options, &mut report);
    let has_lines = report.counts.contains_key("footnote marks");
    if document.front.written.is_none() && !has_lines {
        front::take_from_blocks(&mut document, &mut report);
    }
    let translates = options.translates.as_ref().map(ToString::to_string);
    let spelling = Spelling { language: &language, dictionary: options.dictionary };
    let first = if let Some(written) = &mut document.front.written {
        let behind = words.strip_prefix(written.as_str()).unwrap_or_default().to_owned();
        if let Some(said) = &options.title {
            write::retitle(written, said, &mut report);
        }
        let markdown = format!("{written}{behind}");
        // What is mended is told while it settles.
        let mut told = Report::default();
        spelling.mend(document.clone(), &Extra::default(), &mut told);
        report.changes.extend(told.changes.into_iter().filter(|it| it.action == Action::Flagged));
        Written { document, markdown }
    } else {
        spelling.mend(document, &Extra { translates }, &mut report)
    };
    let Written { document, markdown } = spelling.settle(first, &mut report);
    number::flag_unmatched(&document, &mut report);
    let is_heading = |block: &&Block| matches!(block, Block::Heading { .. });
    report.count("headings", document.blocks.iter().filter(is_heading).count());
    report.count("footnotes", document.notes.len());
    report.sort();
    let addresses = match format {
        Format::Text | Format::Markdown | Format::Pages => Addresses::InWords,
        Format::Html | Format::Docx => Addresses::Apart,
    };
    let found =
        if document.front.written.is_some() { markdown.clone() } else { law::words(&document) };
    let unaccounted = law::unaccounted(&words, addresses, &found, &report);
    let written = document.front.written.as_deref().and_then(markdown::title_of);
    let title = written.or_else(|| document.front.title.clone());
    Ok(Imported {
        markdown,
        language,
        encoding,
        title: title.unwrap_or_default(),
        damage: document.damage,
        report,
        unaccounted,
    })
}

/// A document, and the Markdown that is written of it.
#[derive(Clone, Debug)]
struct Written {
    document: Document,
    markdown: String,
}

/// By which rules words are mended.
struct Spelling<'s> {
    language: &'s LanguageTag,
    dictionary: Option<&'s Dictionary>,
}

/// More readings than this are a circle.
const MOST_READINGS: usize = 8;

impl Spelling<'_> {
    /// Mends a document, and writes it.
    fn mend(&self, mut document: Document, extra: &Extra, report: &mut Report) -> Written {
        repair::repair(&mut document, self.language, self.dictionary, report);
        number::number_notes(&mut document);
        let markdown = write::write(&document, extra);
        Written { document, markdown }
    }

    /// Reads what was written as the next import will, and writes it anew, until that changes
    /// nothing: words of a broken file may look like a table or a list in their new place.
    ///
    /// So the result is one that an import leaves as it is: the same steps are taken from it. It is
    /// also where they end: where one would lose a letter, nothing more is done, and where they go in
    /// a circle, nothing at all.
    fn settle(&self, first: Written, report: &mut Report) -> Written {
        let mut changes = Vec::new();
        let mut now = first.clone();
        for _ in 0..MOST_READINGS {
            let read = markdown::read(&now.markdown, &mut Report::default());
            let again = write::write(&read, &Extra::default());
            let is_whole = markup::letters(&again) == markup::letters(&now.markdown);
            let mut step = Report::default();
            let next = self.mend(read, &Extra::default(), &mut step);
            if !is_whole || next.markdown == now.markdown {
                report.changes.extend(changes);
                let Document { front, damage, .. } = first.document;
                let document = Document { front, damage, ..now.document };
                return Written { document, ..now };
            }
            changes.extend(step.changes.into_iter().filter(|it| it.action == Action::Changed));
            now = next;
        }
        first
    }
}

/// A file that was read.
struct Read {
    document: Document,
    /// Its words as they stood in it.
    words: String,
    language: LanguageTag,
    encoding: &'static str,
}

fn read(
    bytes: &[u8],
    format: Format,
    options: &Options,
    report: &mut Report,
) -> Result<Read, Unreadable> {
    let said = options.language.clone();
    if format == Format::Docx {
        let docx::WordFile { mut document, words } = docx::read(bytes, report)?;
        remove_controls(&mut document);
        let language = said.unwrap_or_else(|| language::guess(&words));
        return Ok(Read { document, words, language, encoding: "UTF-8" });
    }
    let stated = if format == Format::Html { page_head::stated_encoding(bytes) } else { None };
    let Decoded { text, encoding, undecodable } = decode(bytes, stated.as_deref());
    if undecodable > 0 {
        report.flagged(1, "encoding", &format!("{undecodable} bytes that are not {encoding}"));
    }
    if format == Format::Html {
        let html::Page { mut document, words, language } = html::read(&text, report)?;
        remove_controls(&mut document);
        let stated = language.and_then(|tag| tag.parse().ok());
        let language = said.or(stated).unwrap_or_else(|| language::guess(&words));
        return Ok(Read { document, words, language, encoding });
    }
    let text = match format {
        // Each form feed ends a page.
        Format::Pages => {
            text.split('\u{C}').map(without_controls).collect::<Vec<_>>().join("\u{C}")
        }
        _ => without_controls(&text),
    };
    let language = said.unwrap_or_else(|| language::guess(&text));
    let reading = Reading { language: &language, dictionary: options.dictionary };
    let document = reading.read(&text, format, report);
    Ok(Read { document, words: text, language, encoding })
}

/// Text without what shows as nothing and ends lines in ways of its own: a form feed and the separators
/// of Unicode are ends of lines.
fn without_controls(text: &str) -> String {
    let ends_line = ['\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}'];
    let text = text.replace(ends_line, "\n");
    text.replace(|ch: char| ch == '\u{FEFF}' || ch.is_control() && !matches!(ch, '\n' | '\t'), "")
}

/// The same in the words of a document, in which lines end where blocks do.
fn remove_controls(document: &mut Document) {
    let is_hidden = |ch: char| {
        (ch.is_control() && !matches!(ch, '\n' | '\t'))
            || matches!(ch, '\u{2028}' | '\u{2029}' | '\u{FEFF}')
    };
    let mut clean = |words: &mut String| {
        if words.contains(is_hidden) {
            let lines = words.split('\n').map(|line| without_controls(line).replace('\n', " "));
            *words = lines.collect::<Vec<_>>().join("\n");
        }
    };
    document.front.each_value(&mut clean);
    document.each_prose(&mut |prose| clean(&mut prose.text));
}

/// What readers of plain text know beside it.
struct Reading<'r> {
    language: &'r LanguageTag,
    dictionary: Option<&'r Dictionary>,
}

impl Reading<'_> {
    fn read(&self, text: &str, format: Format, report: &mut Report) -> Document {
        let has_front_matter = markdown::front_matter_end(text).is_some();
        let is_from_pdf = text.contains("<sup>") || text.contains('\t');
        match format {
            Format::Pages => {
                let text = vowels::restore(&pages::read(text, report), report);
                self.read_lines(&text, Cut::Known, report)
            }
            _ if has_front_matter => markdown::read(text, report),
            Format::Markdown if !is_from_pdf => markdown::read(text, report),
            Format::Text if is_markdown(text) && !is_from_pdf => markdown::read(text, report),
            _ => self.read_lines(text, Cut::Unknown, report),
        }
    }

    /// Plain text, or Markdown with the pages of a PDF in it.
    fn read_lines(&self, text: &str, cut: Cut, report: &mut Report) -> Document {
        let mut document = Document::default();
        let is_markdown = is_markdown(text) || text.contains("<sup>");
        let markup = if is_markdown { Markup::Markdown } else { Markup::Plain };
        let mut lines: Vec<Line> = lines::split(text, report);
        if markup == Markup::Plain {
            lines = chrome::remove(lines, &mut document.front, report);
            if self.language.primary() == "fa" {
                document.damage = damage::mend(&mut lines, self.dictionary, report);
            }
            lines = match wrap::measure(&lines, cut) {
                Some(measure) => wrap::unwrap(&lines, measure, report),
                None => {
                    lines.into_iter().map(|line| Line { text: line.marked(), ..line }).collect()
                }
            };
        }
        lines = front::take(lines, markup, &mut document.front, report);
        let (lines, notes) = note::take(lines, report);
        let cuts = if markup == Markup::Markdown { Cuts::AtGaps } else { Cuts::Never };
        document.blocks = structure::blocks(&lines, markup, cuts, report);
        document.notes = notes;
        document
    }
}

/// Whether plain text has headings or links of Markdown.
fn is_markdown(text: &str) -> bool {
    let headings = text.lines().filter(|line| heading::heading_level(line).is_some()).count();
    headings > 1 || text.contains("](http") || headings > 0 && text.contains("**")
}

/// Gives the document a title: the one that is said, its own, its first heading, or that of its file.
fn name(document: &mut Document, options: &Options, report: &mut Report) {
    if document.front.written.is_some() {
        return;
    }
    if document.front.title.is_none()
        && let Some(Block::Heading { level: 1, .. }) = document.blocks.first()
        && let Block::Heading { prose, .. } = document.blocks.remove(0)
    {
        document.front.title = Some(prose.text);
    }
    level_headings(&mut document.blocks);
    let own = document.front.title.take();
    let title = match (&options.title, own) {
        (Some(said), own) => {
            let before = own.unwrap_or_default();
            report.changed(1, "title", Class::Stated, (&before, said));
            said.clone()
        }
        (None, Some(own)) => own,
        (None, None) => {
            report.changed(1, "title-missing", Class::Stated, ("", &options.fallback_title));
            options.fallback_title.clone()
        }
    };
    document.front.title = Some(title);
}

/// Puts all headings below the title, which is the one of the first level.
fn level_headings(blocks: &mut [Block]) {
    let is_first = |block: &Block| matches!(block, Block::Heading { level: 1, .. });
    if !blocks.iter().any(is_first) {
        return;
    }
    for block in blocks {
        if let Block::Heading { level, .. } = block {
            *level = (*level + 1).min(6);
        }
    }
}
