//! `hashiya build`: the site, in place of the old one.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::report::{self, Verdict};
use super::{CommandError, Format, Outcome, ProjectOptions, Shown, project};
use crate::diagnostic::{Diagnostic, Strictness, message};
use crate::parse::with_final_slash;
use crate::render;
use crate::resolve::Drafts;
use crate::write::{self, OutputFolder, WriteError};

/// What `build` is asked to do.
#[derive(Clone, Debug)]
pub struct BuildOptions {
    /// Where the project is.
    pub project: ProjectOptions,
    /// The folder for the site, relative to the root.
    pub out: PathBuf,
    /// In place of the `base_url` of the settings.
    pub base_url: Option<String>,
    /// Whether drafts are part of the site.
    pub drafts: Drafts,
    /// What makes the build fail.
    pub strictness: Strictness,
    /// How diagnostics are shown.
    pub shown: Shown,
}

/// The day in UTC that `SOURCE_DATE_EPOCH` says, in seconds since 1970.
fn source_date_epoch() -> Option<Date> {
    let seconds = std::env::var("SOURCE_DATE_EPOCH").ok()?.parse().ok()?;
    let timestamp = Timestamp::from_second(seconds).ok()?;
    Some(timestamp.to_zoned(TimeZone::UTC).date())
}

/// Builds the site of a project.
///
/// # Errors
///
/// When sources cannot be read, or the site cannot be written; then the old site is as it was.
pub fn build(options: &BuildOptions) -> Result<Outcome, CommandError> {
    let start = Instant::now();
    let language = report::language(options.shown.language);
    let root = project::root_in(&options.project, options.shown.format)?;
    let folder = OutputFolder::new(&root, &options.out)?;
    let mut found = Vec::new();
    let (project, mut reader) = project::read(&root, options.drafts)?.unload(&mut found);
    if let Some(base_url) = &options.base_url {
        reader.config.base_url = Some(with_final_slash(base_url));
    }

    if let Some(epoch) = source_date_epoch() {
        reader.config.epoch = epoch;
    }
    let site = render::render(reader, Arc::clone(&project.theme)).unload(&mut found);
    let problems = project.problems(found);
    // People are told at once; what programs read is one whole, with what writing finds.
    let (verdict, mut diagnostics) = if options.shown.format == Format::Human {
        (report::tell_people(problems, &project, language), Vec::new())
    } else {
        let all: Vec<Diagnostic> = problems.flatten().collect();
        (Verdict::of(&all), all)
    };
    let outcome = verdict.outcome(options.strictness);
    let (Outcome::Done, Some(site)) = (outcome, site) else {
        report::show(&diagnostics, &project, options.shown);
        report::say(language, &message!("nothing was written to {folder}", folder = folder.path()));
        return Ok(outcome);
    };
    let progress = report::Progress::of(site.file_count(), language);
    let written = write::write_and_tell(&site, &folder, &|done| progress.tell(done));
    progress.finish();
    match written {
        Ok(files) => {
            report::show(&diagnostics, &project, options.shown);
            let pages = match site.page_count() {
                1 => message!("1 page"),
                count => message!("{count} pages", count),
            };
            let told = message!(
                "{pages}, {files} in {folder} ({seconds} s)",
                pages,
                files = report::counted_files(files),
                folder = folder.path(),
                seconds = format!("{:.2}", start.elapsed().as_secs_f64())
            );
            report::say(language, &told);
            // The program ends with the build; to take all of it apart would only take time.
            std::mem::forget((site, diagnostics, project));
            Ok(Outcome::Done)
        }
        Err(WriteError::Theme(problem)) => {
            diagnostics.push(*problem);
            report::show(&diagnostics, &project, options.shown);
            let folder = folder.path();
            report::say(language, &message!("nothing was written to {folder}", folder));
            Ok(Outcome::Unusable)
        }
        Err(error) => Err(error.into()),
    }
}
