//! `hashiya glossary`: concepts and their occurrences.

use super::report::ReportFormat;
use super::{CommandError, Outcome, ProjectOptions, Shown, project, report};
use crate::diagnostic::Strictness;
use crate::report::{glossary as concepts, glossary_table};
use crate::resolve::Drafts;

/// What `glossary` is asked to do.
#[derive(Clone, Debug)]
pub struct GlossaryOptions {
    /// Where the project is.
    pub project: ProjectOptions,
    /// Whether drafts count.
    pub drafts: Drafts,
    /// How the report is shown.
    pub format: ReportFormat,
}

/// Reports the concepts of a project: where each stands, and in which forms.
///
/// # Errors
///
/// When sources cannot be read.
pub fn glossary(options: &GlossaryOptions) -> Result<Outcome, CommandError> {
    let root = project::root(&options.project)?;
    let mut diagnostics = Vec::new();
    let (project, reader) = project::read(&root, options.drafts)?.unload(&mut diagnostics);
    let outcome = report::outcome(&diagnostics, Strictness::Lenient);
    if outcome == Outcome::Unusable {
        report::show(&diagnostics, &project, Shown::default());
        return Ok(outcome);
    }
    let concepts = concepts(&reader);
    match options.format {
        ReportFormat::Human => report::print(&glossary_table(&concepts)),
        ReportFormat::Json => report::print_json(&concepts),
    }
    if outcome == Outcome::ContentErrors {
        report::say("there are errors in the content: `hashiya check` shows them");
    }
    Ok(outcome)
}
