//! Annotations: notes on some words of a text, or on a whole block.

use std::sync::Arc;

use super::fields::{self, Fields, Localized, Report};
use super::markdown::{self, Body};
use super::node::{Node, Value};
use crate::diagnostic::{Code, message};
use crate::source::{SourceFile, Span, Spanned};
use crate::text::LanguageTag;

/// A note on some words of a text or on a whole block.
#[derive(Clone, Debug)]
pub struct Annotation {
    /// Where the entry begins in the file.
    pub span: Span,
    /// What it is about.
    pub anchor: Anchor,
    /// What kind of note it is.
    pub kind: AnnotationKind,
    /// Who wrote it.
    pub by: Option<String>,
    /// What it says, in Markdown.
    pub text: Localized<Body>,
}

/// What an annotation is about.
#[derive(Clone, Debug)]
pub enum Anchor {
    /// Words of the file.
    Quote {
        /// The words as the annotation has them.
        words: Spanned<String>,
        /// Which of several places, from 1.
        occurrence: Option<Spanned<u32>>,
    },
    /// A ¶ number.
    Block(Spanned<u32>),
}

/// What kind of note an annotation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AnnotationKind {
    /// A remark.
    Note,
    /// What was going on when it was written.
    Context,
    /// What a word means here.
    Definition,
    /// Something to think about.
    Question,
    /// Who disagrees, and why.
    Dispute,
    /// What a translator had to decide.
    Translation,
    /// Where something comes from.
    Source,
}

impl AnnotationKind {
    /// Every kind with its name in front matter and in HTML.
    pub const NAMES: &[(&str, Self)] = &[
        ("note", Self::Note),
        ("context", Self::Context),
        ("definition", Self::Definition),
        ("question", Self::Question),
        ("dispute", Self::Dispute),
        ("translation", Self::Translation),
        ("source", Self::Source),
    ];

    /// The name of the kind in front matter and in HTML.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, kind)| *kind == self).map_or("note", |(name, _)| name)
    }
}

/// Reads one entry of `annotations`; a plain string of its text is in `own`.
pub(super) fn parse(
    node: &Node,
    own: &LanguageTag,
    file: &Arc<SourceFile>,
    report: &mut Report,
) -> Option<Annotation> {
    let mut fields = Fields::of(node, report)?;
    let quote = fields.text("quote", report);
    let occurrence = fields.number("occurrence", || message!("expected a number from 1"), report);
    let block = fields.number("block", || message!("expected a ¶ number"), report);
    let kind = fields.choice("kind", AnnotationKind::NAMES, report).unwrap_or(AnnotationKind::Note);
    let by = fields.text("by", report).map(|by| by.value);
    let text = fields.node("text").and_then(|node| notes(node, own, file, report));
    let span = fields.span();
    if !fields.has("text") {
        report.add(Code::MissingKey, span, message!("`text` is missing"));
    }
    let (has_quote, has_block) = (fields.has("quote"), fields.has("block"));
    fields.finish(report);
    if let (true, Some(occurrence)) = (has_block && !has_quote, &occurrence) {
        let message = message!("`occurrence` goes with `quote`, not with `block`");
        report.add(Code::InvalidValue, occurrence.span, message);
    }
    let anchor = match (quote, block) {
        (Some(words), None) => Some(Anchor::Quote { words, occurrence }),
        (None, Some(block)) => Some(Anchor::Block(block)),
        (Some(_), Some(block)) => {
            let message = message!("an annotation has either `quote` or `block`, not both");
            report.add(Code::InvalidValue, block.span, message);
            None
        }
        (None, None) if has_quote || has_block => None,
        (None, None) => {
            report.add_with_help(
                Code::MissingKey,
                span,
                message!("neither `quote` nor `block` says what the annotation is about"),
                message!("add `quote: …` with words of the text, or `block: 7`"),
            );
            None
        }
    };
    Some(Annotation { span, anchor: anchor?, kind, by, text: text? })
}

fn notes(
    node: &Node,
    own: &LanguageTag,
    file: &Arc<SourceFile>,
    report: &mut Report,
) -> Option<Localized<Body>> {
    let written: Vec<(LanguageTag, Spanned<String>)> = if let Value::Map(_) = node.value {
        fields::report_no_languages(node, report);
        fields::by_language(node, report)
            .into_iter()
            .filter_map(|(language, node)| Some((language, fields::text(node, report)?)))
            .collect()
    } else {
        vec![(own.clone(), fields::text(node, report)?)]
    };
    let notes: std::collections::BTreeMap<LanguageTag, Body> = written
        .into_iter()
        .map(|(language, text)| {
            let body = markdown::parse_value(file, text.span, &text.value);
            (language, body.unload(&mut report.diagnostics))
        })
        .collect();
    (!notes.is_empty()).then_some(Localized(notes))
}
