//! The rules of spelling, applied to the prose of one file.

use std::sync::Arc;

use super::passage::Passage;
use super::{half_space, message};
use crate::diagnostic::{Code, Diagnostic, Fix, message};
use crate::parse::{Body, Concept, PageFile, PartFile, TextFile};
use crate::source::{SourceFile, SourcePath, Spanned};
use crate::text::half_space::Dictionary;
use crate::text::hygiene::{Orthography, TanweenOrder, tanween_orders};
use crate::text::{Class, Finding, LanguageTag};

/// A file of `content` that has been read.
#[derive(Clone, Debug)]
pub(super) enum Document {
    Text(Arc<TextFile>),
    Page(Arc<PageFile>),
    Part(Arc<PartFile>),
    Concept(Arc<Concept>),
}

impl Document {
    pub(super) fn file(&self) -> &SourceFile {
        match self {
            Self::Text(text) => &text.file,
            Self::Page(page) => &page.file,
            Self::Part(part) => &part.file,
            Self::Concept(concept) => &concept.file,
        }
    }

    /// Its bodies of Markdown, each with its language: what the file says, and values of the front
    /// matter that are Markdown.
    pub(super) fn bodies(&self) -> Vec<(&LanguageTag, &Body)> {
        match self {
            Self::Text(text) => {
                let notes = text.annotations.iter().flat_map(|annotation| &annotation.text.0);
                std::iter::once((&text.language, &text.body)).chain(notes).collect()
            }
            Self::Page(page) => vec![(&page.language, &page.body)],
            Self::Part(part) => vec![(&part.language, &part.body)],
            Self::Concept(concept) => concept.definitions.0.iter().collect(),
        }
    }

    /// The other values of its front matter that are prose. Titles of sources, names of people and
    /// forms of concepts are not: they are as someone else has them.
    fn values(&self) -> Vec<(&LanguageTag, &Spanned<String>)> {
        match self {
            Self::Text(text) => {
                let own = std::iter::once(&text.title).chain(&text.summary);
                let own = own.map(|value| (&text.language, value));
                let questions = match &text.role {
                    crate::parse::Role::Original(original) => &original.questions[..],
                    crate::parse::Role::Translation { .. } => &[],
                };
                own.chain(questions.iter().flat_map(|question| &question.text.0)).collect()
            }
            Self::Page(page) => vec![(&page.language, &page.title)],
            Self::Part(part) => part.aims.iter().map(|aim| (&part.language, aim)).collect(),
            Self::Concept(concept) => {
                concept.names.0.iter().map(|(language, name)| (language, &name.term)).collect()
            }
        }
    }

    fn passages(&self) -> Vec<Passage<'_>> {
        let file = self.file();
        let values = self.values().into_iter();
        let values =
            values.filter_map(|(language, value)| Passage::of_value(file, language, value));
        let bodies = self.bodies().into_iter();
        let bodies = bodies.flat_map(|(language, body)| Passage::of_body(file, language, body));
        values.chain(bodies).collect()
    }
}

/// What the rules of spelling find in a file.
pub(super) fn lint(document: &Document, dictionary: Option<&Dictionary>) -> Vec<Diagnostic> {
    let passages = document.passages();
    let path = &document.file().path;
    let mut diagnostics = Vec::new();
    for passage in &passages {
        let findings = passage.inspect();
        diagnostics.extend(findings.iter().filter_map(|finding| told(finding, passage, path)));
    }
    for (passage, finding) in half_space::find(&passages, dictionary) {
        diagnostics.extend(told(&finding, passage, path));
    }
    for orthography in [Orthography::Arabic, Orthography::Persian] {
        diagnostics.extend(rarer_tanween(&passages, orthography, path));
    }
    diagnostics
}

/// A finding for an author, with what mends it where its class allows.
fn told(finding: &Finding, passage: &Passage, path: &SourcePath) -> Option<Diagnostic> {
    let code = message::code_of(finding.rule)?;
    if passage.is_about_comment(finding.range.clone()) {
        return None;
    }
    let fix = match (&finding.replacement, finding.class) {
        (Some(replacement), Class::Silent | Class::Stated) => {
            let span = passage.replaceable(finding.range.clone(), replacement);
            span.map(|span| Fix { span, replacement: replacement.clone() })
        }
        _ => None,
    };
    let message = message::message(finding, &passage.text, passage.orthography);
    let help = message::help(finding, &passage.text, fix.is_some());
    let span = passage.span(finding.range.clone());
    let mut told =
        Diagnostic::new(code, path, span, message).with_help(help).with_class(finding.class);
    told.fixes.extend(fix);
    Some(told)
}

/// The rarer of two ways to write tanween, if a file has both.
fn rarer_tanween(
    passages: &[Passage],
    orthography: Orthography,
    path: &SourcePath,
) -> Vec<Diagnostic> {
    let of_language = passages.iter().filter(|passage| passage.orthography == orthography);
    let (before, on): (Vec<_>, Vec<_>) = of_language
        .flat_map(|passage| {
            let orders = tanween_orders(&passage.text).into_iter();
            orders
                .filter(|(range, _)| passage.is_looked_into(range))
                .map(move |(range, order)| (passage, range, order))
        })
        .partition(|(_, _, order)| *order == TanweenOrder::BeforeAlef);
    let (rarer, elsewhere) = if before.len() < on.len() {
        (before, message!("elsewhere in this file the mark stands on alef"))
    } else {
        (on, message!("elsewhere in this file the mark stands before alef"))
    };
    let told = |(passage, range, _): (&Passage, std::ops::Range<usize>, TanweenOrder)| {
        let words = crate::text::whole_words(&passage.text, range);
        let message = message!(
            "`{word}` is written unlike most words with tanween here",
            word = &passage.text[words.clone()]
        );
        Diagnostic::new(Code::TanweenOrder, path, passage.span(words), message)
            .with_help(elsewhere.clone())
            .with_class(Class::Flagged)
    };
    rarer.into_iter().map(told).collect()
}
