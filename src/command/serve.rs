//! `hashiya serve`: the site as its files now are, in a browser.

use crate::diagnostic::{Diagnostic, MessageLanguage};
use crate::load::{LoadError, Sources};
use crate::serve::{self, Listener, Preview};

use super::{CommandError, Outcome, ProjectOptions, project, report};

/// What `serve` is asked to do.
#[derive(Clone, Debug)]
pub struct ServeOptions {
    /// Where the project is.
    pub project: ProjectOptions,
    /// The port of this machine; with 0 the system chooses one.
    pub port: u16,
    /// Whether a browser is opened at the home.
    pub open: bool,
    /// In which language problems are told; that of the system where none is asked for.
    pub language: Option<MessageLanguage>,
}

/// Serves a preview of a project until the process ends.
///
/// # Errors
///
/// When there is no project, its port is taken, or its files cannot be watched.
pub fn serve(options: &ServeOptions) -> Result<Outcome, CommandError> {
    let root = project::root(&options.project)?;
    // The paths that the system reports are real ones.
    let root = root.canonicalize().unwrap_or(root);
    let language = report::language(options.language);
    serve::serve(&root, options.port, language, Terminal { opens: options.open, language })?;
    Ok(Outcome::Done)
}

/// Tells on the terminal what happens.
struct Terminal {
    opens: bool,
    language: MessageLanguage,
}

impl Listener for Terminal {
    fn listening(&self, address: &str) {
        report::print(&format!("{address}\n"));
        report::say("Ctrl+C ends the preview; changes of the files show by themselves");
        if self.opens && open::that_detached(address).is_err() {
            report::say(&format!("no browser could be opened; the address is {address}"));
        }
    }

    fn checked(&self, preview: &Preview, diagnostics: &[Diagnostic], sources: &Sources) {
        report::show_people(diagnostics, sources, self.language);
        let state = if preview.has_errors { "not shown: there are errors" } else { "shown" };
        let took = preview.took.as_secs_f64() * 1000.0;
        report::say(&format!("version {} {state} ({took:.0} ms)", preview.version));
    }

    fn failed(&self, error: &LoadError) {
        report::say(&format!("error: {error}"));
    }
}
