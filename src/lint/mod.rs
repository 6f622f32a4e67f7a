//! What is wrong with the sources and no stage stumbles over.

mod control;

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::load::Sources;

/// Looks through every file, in parallel; in the order of the files.
pub fn lint(sources: &Sources) -> Vec<Diagnostic> {
    let config = sources.config.iter().flat_map(|file| control::direction_controls(file));
    let files: Vec<Vec<Diagnostic>> =
        sources.files.par_iter().map(|file| control::direction_controls(file)).collect();
    config.chain(files.into_iter().flatten()).collect()
}
