//! What is wrong with the sources and no stage stumbles over.

mod control;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::load::Sources;
use crate::source::{SourceFile, SourcePath};

/// Looks through every file, in parallel; in the order of the files.
pub fn lint(sources: &Sources) -> Vec<Diagnostic> {
    let files: Vec<Vec<Diagnostic>> = all_files(sources).into_par_iter().map(lint_file).collect();
    files.into_iter().flatten().collect()
}

/// What was found in each file, by path.
#[derive(Debug, Default)]
pub struct Memory(BTreeMap<SourcePath, (Arc<SourceFile>, Vec<Diagnostic>)>);

/// The same as [`fn@lint`], but no file that `memory` has is looked through again. Afterwards
/// `memory` has what was found.
pub fn lint_again(sources: &Sources, memory: &mut Memory) -> Vec<Diagnostic> {
    let lint = |file: &Arc<SourceFile>| match memory.0.get(&file.path) {
        Some((before, found)) if Arc::ptr_eq(before, file) => found.clone(),
        _ => lint_file(file),
    };
    let files = all_files(sources);
    let found: Vec<Vec<Diagnostic>> = files.par_iter().map(|file| lint(file)).collect();
    let known = files.into_iter().zip(&found);
    memory.0 =
        known.map(|(file, found)| (file.path.clone(), (Arc::clone(file), found.clone()))).collect();
    found.into_iter().flatten().collect()
}

fn all_files(sources: &Sources) -> Vec<&Arc<SourceFile>> {
    sources.config.iter().chain(&sources.files).collect()
}

fn lint_file(file: &Arc<SourceFile>) -> Vec<Diagnostic> {
    control::direction_controls(file)
}
