//! What is wrong with the sources and no stage stumbles over.
//!
//! - `control.rs`: characters that change direction, anywhere in a file.
//! - `prose.rs`: the rules of spelling and typography of [`hygiene`](crate::text::hygiene) and
//!   [`half_space`](crate::text::half_space), applied to prose; `half_space.rs` says how much is made
//!   of the latter. `passage.rs` finds prose in a file, and the way back; `message.rs` puts findings
//!   in words.
//! - `structure.rs`: blocks that seem to be something else.

mod control;
mod half_space;
mod message;
mod passage;
mod prose;
mod structure;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::diagnostic::{self, Diagnostic, SortedProblems};
use crate::load::Sources;
use crate::parse::{Parsed, TextFiles};
use crate::source::{SourceFile, SourcePath};
use crate::text::half_space::Dictionary;
use prose::Document;

/// Looks through every file, in parallel; in the order of the files. `parsed` is what is in
/// `sources`.
pub fn lint(sources: &Sources, parsed: &Parsed) -> Vec<Diagnostic> {
    let documents = Documents::of(parsed);
    let lint = |file: &Arc<SourceFile>| {
        lint_file(file, documents.0.get(&file.path), sources.dictionary.as_deref())
    };
    let files: Vec<Vec<Diagnostic>> = all_files(sources).into_par_iter().map(lint).collect();
    // No larger than they are: a list that grows as it is filled has room for twice as many.
    let mut all = Vec::with_capacity(files.iter().map(Vec::len).sum());
    all.extend(files.into_iter().flatten());
    all
}

/// The same as [`fn@lint`], some files at a time, each part sorted and no path in two of them, the
/// parts in the order of their paths: for those who tell of problems and let them go.
pub fn lint_in_parts<'a>(
    sources: &'a Sources,
    parsed: &'a Parsed,
) -> impl Iterator<Item = Vec<Diagnostic>> {
    const FILES_AT_ONCE: usize = 256;
    let documents = Documents::of(parsed);
    let mut files = all_files(sources);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut at = 0;
    std::iter::from_fn(move || {
        let part = &files[at..files.len().min(at + FILES_AT_ONCE)];
        at += part.len();
        let lint = |file: &&Arc<SourceFile>| {
            lint_file(file, documents.0.get(&file.path), sources.dictionary.as_deref())
        };
        (!part.is_empty()).then(|| part.par_iter().flat_map_iter(lint).collect())
    })
}

/// What is in those files of a reader that could be read, by path.
#[derive(Debug, Default)]
pub struct Documents(BTreeMap<SourcePath, Document>);

impl Documents {
    /// Those of a reader.
    pub fn of(parsed: &Parsed) -> Self {
        let texts = parsed.texts.values().flat_map(TextFiles::all);
        let pages = parsed.home.values().chain(parsed.pages.values().flat_map(BTreeMap::values));
        let parts = parsed.parts.values().flat_map(BTreeMap::values);
        let concepts = parsed.concepts.values();
        let documents = texts
            .map(|text| Document::Text(Arc::clone(text)))
            .chain(pages.map(|page| Document::Page(Arc::clone(page))))
            .chain(parts.map(|part| Document::Part(Arc::clone(part))))
            .chain(concepts.map(|concept| Document::Concept(Arc::clone(concept))))
            .map(|document| (document.file().path.clone(), document));
        Self(documents.collect())
    }
}

/// What was found in each file, by path, with which dictionary.
#[derive(Debug, Default)]
pub struct Memory {
    dictionary: Option<Arc<Dictionary>>,
    files: FxHashMap<SourcePath, Known>,
}

#[derive(Debug)]
struct Known {
    file: Arc<SourceFile>,
    /// A text that lacks a file is not looked through, however its other files are.
    is_document: bool,
    found: SortedProblems,
}

/// The same as [`fn@lint`], file by file, but no file that `memory` has is looked through again.
/// Afterwards `memory` has what was found.
pub fn lint_again(
    sources: &Sources,
    documents: &Documents,
    memory: &mut Memory,
) -> Vec<SortedProblems> {
    let is_same_dictionary = match (&memory.dictionary, &sources.dictionary) {
        (Some(before), Some(dictionary)) => Arc::ptr_eq(before, dictionary),
        (before, dictionary) => before.is_none() && dictionary.is_none(),
    };
    if !is_same_dictionary {
        *memory = Memory { dictionary: sources.dictionary.clone(), ..Memory::default() };
    }
    let is_document = |file: &SourceFile| documents.0.contains_key(&file.path);
    let lint = |file: &Arc<SourceFile>| match memory.files.get(&file.path) {
        Some(known) if Arc::ptr_eq(&known.file, file) && known.is_document == is_document(file) => {
            known.found.clone()
        }
        _ => {
            let document = documents.0.get(&file.path);
            SortedProblems::of(lint_file(file, document, sources.dictionary.as_deref()))
        }
    };
    let files = all_files(sources);
    let found: Vec<SortedProblems> = files.par_iter().map(|file| lint(file)).collect();
    let known = files.into_iter().zip(&found).map(|(file, found)| {
        let is_document = is_document(file);
        (file.path.clone(), Known { file: Arc::clone(file), is_document, found: found.clone() })
    });
    memory.files = known.collect();
    found
}

fn all_files(sources: &Sources) -> Vec<&Arc<SourceFile>> {
    sources.config.iter().chain(&sources.files).collect()
}

fn lint_file(
    file: &SourceFile,
    document: Option<&Document>,
    dictionary: Option<&Dictionary>,
) -> Vec<Diagnostic> {
    if !file.is_decoded() {
        return Vec::new();
    }
    let mut diagnostics = control::direction_controls(file);
    if let Some(document) = document {
        diagnostics.extend(prose::lint(document, dictionary));
        let bodies = document.bodies().into_iter();
        let of_file = bodies.filter(|(_, body)| body.value_span().is_none());
        diagnostics.extend(of_file.flat_map(|(language, body)| structure::lint(language, body)));
    }
    // Files are in order, so that all together are nearly sorted too.
    diagnostic::sort(&mut diagnostics);
    diagnostics
}
