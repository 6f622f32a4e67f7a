//! A concept: one entry of the glossary.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fields::{self, Fields, Localized, Report};
use super::front_matter::FrontMatter;
use super::markdown::{self, Body};
use super::node::{Node, Value};
use crate::diagnostic::{Checked, Code, message};
use crate::source::{SourceFile, Span, Spanned};
use crate::text::Slug;

/// One meaning, its names and its definition in each language.
#[derive(Clone, Debug)]
pub struct Concept {
    /// Its address.
    pub id: Slug,
    /// The file.
    pub file: Arc<SourceFile>,
    /// Its names; empty only where an author has been told.
    pub names: Localized<Name>,
    /// How its forms are looked for.
    pub matching: Matching,
    /// Written words that are not this concept.
    pub never: Vec<Spanned<String>>,
    /// Concepts to look at beside it.
    pub see: Vec<Spanned<Slug>>,
    /// Concepts of which it is a kind.
    pub broader: Vec<Spanned<Slug>>,
    /// Its definitions.
    pub definitions: Localized<Body>,
}

/// The name of a concept in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The headword.
    pub term: Spanned<String>,
    /// Further spellings and forms.
    pub forms: Vec<Spanned<String>>,
    /// Its abbreviation, found only as it is written.
    pub abbreviation: Option<Spanned<String>>,
}

/// How the forms of a concept are looked for in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matching {
    /// With the endings and clitics of the language.
    Inflected,
    /// Only as written.
    Exact,
    /// Not at all: the concept is listed, and linked only where an author does it.
    Never,
}

impl Concept {
    /// A concept of which only the name of its file is known.
    pub(super) fn without_words(file: &Arc<SourceFile>, id: Slug) -> Self {
        Self {
            id,
            file: Arc::clone(file),
            names: Localized::default(),
            matching: Matching::Inflected,
            never: Vec::new(),
            see: Vec::new(),
            broader: Vec::new(),
            definitions: Localized::default(),
        }
    }
}

/// Reads a file of `content/glossary`.
pub(super) fn parse(file: &Arc<SourceFile>, id: Slug) -> Checked<Concept> {
    let mut report = Report::new(&file.path);
    let front = FrontMatter::of(&file.text, &mut report);
    let definitions = definitions(file, front.body_start, &mut report);
    let mut concept = Concept { definitions, ..Concept::without_words(file, id) };
    if let Some(mut fields) = front.fields(&mut report) {
        let told_before = report.diagnostics.len();
        if let Some(node) = fields.node("names") {
            let names = fields::by_language(node, &mut report);
            let names = names
                .into_iter()
                .filter_map(|(language, node)| Some((language, name(node, &mut report)?)));
            concept.names = Localized(names.collect());
        }
        if concept.names.0.is_empty() && report.diagnostics.len() == told_before {
            report.add_with_help(
                Code::MissingKey,
                fields.span(),
                message!("the concept has no name"),
                message!("write `names: {ar: …, en: …}`"),
            );
        }
        let choices = [
            ("inflected", Matching::Inflected),
            ("exact", Matching::Exact),
            ("never", Matching::Never),
        ];
        concept.matching =
            fields.choice("match", &choices, &mut report).unwrap_or(Matching::Inflected);
        concept.never = fields.texts("never", &mut report);
        concept.see = fields.slugs("see", &mut report);
        concept.broader = fields.slugs("broader", &mut report);
        fields.finish(&mut report);
    }
    Checked::new(concept, report.diagnostics)
}

fn name(node: &Node, report: &mut Report) -> Option<Name> {
    if !matches!(node.value, Value::Map(_)) {
        let term = fields::text(node, report)?;
        return Some(Name { term, forms: Vec::new(), abbreviation: None });
    }
    let mut fields = Fields::of(node, report)?;
    let term = fields.required_text("term", report);
    let forms = fields.texts("forms", report);
    let abbreviation = fields.text("abbreviation", report);
    fields.finish(report);
    Some(Name { term: term?, forms, abbreviation })
}

/// The sections `## LANGUAGE` of a concept's body.
fn definitions(file: &Arc<SourceFile>, body_start: usize, report: &mut Report) -> Localized<Body> {
    let text = &file.text[..];
    let mut sections: Vec<(Spanned<&str>, usize)> = Vec::new();
    let mut at = body_start;
    let mut fence: Option<&str> = None;
    let mut stray: Option<Span> = None;
    for line in text[body_start..].split_inclusive('\n') {
        let trimmed = line.trim_end();
        let fence_mark =
            ["```", "~~~"].into_iter().find(|mark| trimmed.trim_start().starts_with(mark));
        if let Some(mark) = fence_mark {
            fence = if fence == Some(mark) { None } else { fence.or(Some(mark)) };
        }
        if let (None, Some(tag)) = (fence, trimmed.strip_prefix("## ")) {
            let tag = tag.trim();
            let tag_start = at + trimmed.len() - tag.len();
            let span = Span::new(tag_start, tag_start + tag.len());
            sections.push((Spanned::new(span, tag), at + line.len()));
        } else if sections.is_empty() && !trimmed.is_empty() && stray.is_none() {
            stray = Some(Span::new(at, at + trimmed.len()));
        }
        at += line.len();
    }
    if let Some(span) = stray {
        report.add_with_help(
            Code::InvalidValue,
            span,
            message!("words before the first section of the definitions"),
            message!("put them below a heading with their language, `## ar`"),
        );
    }
    let ends: Vec<usize> = sections
        .iter()
        .skip(1)
        .map(|(tag, _)| text[..tag.span.start as usize].rfind("##").unwrap_or(text.len()))
        .chain([text.len()])
        .collect();
    let mut definitions = BTreeMap::new();
    for ((tag, start), end) in sections.into_iter().zip(ends) {
        let Some(language) = fields::language(tag.value, tag.span, report) else { continue };
        let body = markdown::parse_file(file, start.min(end), end).unload(&mut report.diagnostics);
        if definitions.contains_key(&language) {
            let message = message!("there are two definitions in `{language}`", language);
            report.add(Code::DuplicateId, tag.span, message);
        }
        definitions.entry(language).or_insert(body);
    }
    Localized(definitions)
}
