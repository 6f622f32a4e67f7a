//! `hashiya check`: everything short of the site.

use std::sync::Arc;

use super::report::{self, Verdict};
use super::{CommandError, Format, Outcome, ProjectOptions, Shown, fix, git, project};
use crate::diagnostic::{Diagnostic, Strictness, message};
use crate::render::{self, Contents};
use crate::resolve::Drafts;
use crate::text::Class;

/// What `check` is asked to do.
#[derive(Clone, Debug)]
pub struct CheckOptions {
    /// Where the project is.
    pub project: ProjectOptions,
    /// What makes the check fail.
    pub strictness: Strictness,
    /// How diagnostics are shown.
    pub shown: Shown,
    /// What is mended first: what may be mended silently, or what is to be stated too.
    pub fix: Option<Class>,
    /// A commit, by any name that git knows: diagnostics on lines changed since then come first.
    pub changed_since: Option<String>,
}

/// Checks a project, drafts included. Where it is asked to mend, it does so first, and tells what is
/// left.
///
/// # Errors
///
/// When sources cannot be read or mended, or git does not know what was changed.
pub fn check(options: &CheckOptions) -> Result<Outcome, CommandError> {
    let root = project::root_in(&options.project, options.shown.format)?;
    if let Some(class) = options.fix {
        fix::fix(&root, class, report::language(options.shown.language))?;
    }
    let since = options.changed_since.as_deref();
    let changes = since.map(|since| git::changes_since(&root, since)).transpose()?;
    let mut found = Vec::new();
    let (project, reader) = project::read(&root, Drafts::Included)?.unload(&mut found);
    let reader = Arc::new(reader);
    // The program ends with the check; to take a large reader apart would only take time.
    std::mem::forget(Arc::clone(&reader));

    let site = render::render(reader, Arc::clone(&project.theme)).unload(&mut found);
    if let Some(site) = site {
        // A template can be wrong in what it asks of a page, which only a page shows.
        found.extend(
            site.sample()
                .into_iter()
                .filter_map(|path| match site.contents(path) {
                    Ok(Some(Contents::MadeInParts(mut parts))) => parts.find_map(Result::err),
                    contents => contents.err(),
                })
                .map(|problem| *problem),
        );
    }
    let problems = project.problems(found);
    let language = report::language(options.shown.language);
    let verdict = match (options.shown.format, changes) {
        (Format::Human, None) => report::tell_people(problems, &project, language),
        (_, changes) => {
            let mut all: Vec<Diagnostic> = problems.flatten().collect();
            if let Some(changes) = changes {
                changes.sort(&mut all, &project);
            }
            report::show(&all, &project, options.shown);
            Verdict::of(&all)
        }
    };
    if options.shown.format == Format::Human && verdict.is_empty() {
        report::say(language, &message!("no problems"));
    }
    Ok(verdict.outcome(options.strictness))
}
