//! `hashiya glossary`: concepts and their occurrences.

use super::report::ReportFormat;
use super::{CommandError, Outcome, ProjectOptions, Shown, project, report};
use crate::diagnostic::{MessageLanguage, Strictness, message};
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
    /// In which language people are told; that of the system where none is asked for.
    pub language: Option<MessageLanguage>,
}

/// Reports the concepts of a project: where each stands, and in which forms.
///
/// # Errors
///
/// When sources cannot be read.
pub fn glossary(options: &GlossaryOptions) -> Result<Outcome, CommandError> {
    let root = project::root(&options.project)?;
    let mut diagnostics = Vec::new();
    let (project, reader) = project::read_and_lint(&root, options.drafts)?.unload(&mut diagnostics);
    let outcome = report::outcome(&diagnostics, Strictness::Lenient);
    if outcome == Outcome::Unusable {
        let shown = Shown { language: options.language, ..Shown::default() };
        report::show(&diagnostics, &project, shown);
        return Ok(outcome);
    }
    let language = report::language(options.language);
    let concepts = concepts(&reader);
    match options.format {
        ReportFormat::Human => report::print(&glossary_table(&concepts, language)),
        ReportFormat::Json => report::print_json(&concepts),
    }
    if outcome == Outcome::ContentErrors {
        let told = message!("there are errors in the content: `hashiya check` shows them");
        report::say(language, &told);
    }
    Ok(outcome)
}
