//! Pages beside the texts: homes, plain pages, introductions to parts.

use std::sync::Arc;

use jiff::civil::Date;

use super::config::DateRange;
use super::fields::Report;
use super::front_matter::FrontMatter;
use super::markdown::{self, Body};
use crate::diagnostic::{Checked, Code, message};
use crate::source::{SourceFile, Span, Spanned};
use crate::text::LanguageTag;

/// A home or a page of `content/pages`, in one language.
#[derive(Clone, Debug)]
pub struct PageFile {
    /// The file.
    pub file: Arc<SourceFile>,
    /// Its language, from the name of the file.
    pub language: LanguageTag,
    /// Its title; that of a page without one is its language, written nowhere.
    pub title: Spanned<String>,
    /// What it says.
    pub body: Body,
}

/// The introduction to a part, in one language.
#[derive(Clone, Debug)]
pub struct PartFile {
    /// The file.
    pub file: Arc<SourceFile>,
    /// Its language, from the name of the file.
    pub language: LanguageTag,
    /// What a student is to take from the part.
    pub aims: Vec<Spanned<String>>,
    /// When it is read.
    pub dates: Option<DateRange>,
    /// What it says.
    pub body: Body,
}

/// Reads a file of `content/home` or `content/pages`.
pub(super) fn parse_page(file: &Arc<SourceFile>, language: LanguageTag) -> Checked<PageFile> {
    let mut report = Report::new(&file.path);
    let front = FrontMatter::of(&file.text, &mut report);
    let mut title = None;
    if let Some(mut fields) = front.fields(&mut report) {
        title = fields.required_text("title", &mut report);
        fields.finish(&mut report);
    }
    let body = markdown::parse_file(file, front.body_start, file.text.len());
    let body = body.unload(&mut report.diagnostics);
    let title = title.unwrap_or_else(|| Spanned::new(Span::default(), language.to_string()));
    Checked::new(PageFile { file: Arc::clone(file), language, title, body }, report.diagnostics)
}

/// Reads a file of `content/parts`.
pub(super) fn parse_part(file: &Arc<SourceFile>, language: LanguageTag) -> Checked<PartFile> {
    let mut report = Report::new(&file.path);
    let front = FrontMatter::of(&file.text, &mut report);
    let mut aims = Vec::new();
    let mut dates = None;
    if let Some(mut fields) = front.fields(&mut report) {
        aims = fields.texts("aims", &mut report);
        dates = fields.text("dates", &mut report);
        fields.finish(&mut report);
    }
    let dates = dates.and_then(|written| {
        let range = date_range(&written.value);
        if range.is_none() {
            report.add_with_help(
                Code::InvalidValue,
                written.span,
                message!("`{value}` is no range of dates", value = written.value),
                message!("expected two dates, the earlier one first: `2026-10-01/2026-10-07`"),
            );
        }
        range
    });
    let body = markdown::parse_file(file, front.body_start, file.text.len());
    let body = body.unload(&mut report.diagnostics);
    Checked::new(
        PartFile { file: Arc::clone(file), language, aims, dates, body },
        report.diagnostics,
    )
}

fn date_range(written: &str) -> Option<DateRange> {
    let (first, last) = written.split_once('/').unwrap_or((written, written));
    let first: Date = first.trim().parse().ok()?;
    let last: Date = last.trim().parse().ok()?;
    (first <= last).then_some(DateRange { first, last })
}
