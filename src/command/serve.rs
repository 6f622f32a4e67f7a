//! `hashiya serve`: the site as its files now are, in a browser.

use crate::diagnostic::{Message, MessageLanguage, Severity, format, message};
use crate::load::LoadError;
use crate::serve::{self, Listener, Refreshed};

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

impl Terminal {
    fn say(&self, line: &Message) {
        report::say(self.language, line);
    }
}

impl Listener for Terminal {
    fn listening(&self, address: &str) {
        report::print(&format!("{address}\n"));
        self.say(&message!("Ctrl+C ends the preview; changes of the files show by themselves"));
        if self.opens && open::that_detached(address).is_err() {
            self.say(&message!("no browser could be opened; the address is {address}", address));
        }
    }

    fn checked(&self, Refreshed { preview, problems, foremost, sources }: &Refreshed) {
        report::show_people(foremost, sources, self.language);
        let counts = problems.counts();
        if counts.without(Severity::Notice).total() > foremost.len() {
            let counts = format::counts(counts);
            self.say(&message!("{counts} in all: `hashiya check` shows them", counts));
        }
        let (number, milliseconds) = (preview.version, preview.took.as_millis());
        self.say(&if preview.has_errors {
            message!(
                "version {number} not shown: there are errors ({milliseconds} ms)",
                number,
                milliseconds
            )
        } else {
            message!("version {number} shown ({milliseconds} ms)", number, milliseconds)
        });
    }

    fn failed(&self, error: &LoadError) {
        report::say_error(self.language, &error.message());
    }
}
