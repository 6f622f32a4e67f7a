//! The command line of the program.

mod add;
mod manual;
mod refusal;
mod value;
mod words;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Args, FromArgMatches as _, Parser, Subcommand};
use clap_complete::Shell;
use hashiya::command::{
    self, BuildOptions, CheckOptions, CommandError, Existing, ExportOptions, GlossaryOptions,
    ImportOptions, NewOptions, Outcome, ProjectOptions, SchemaKind, ServeOptions, Shown,
    StatusOptions, TranslatedOptions, Writing,
};
use hashiya::diagnostic::{MessageLanguage, Strictness};
use hashiya::export::Format as ExportFormat;
use hashiya::resolve::Drafts;
use hashiya::text::{LanguageTag, Slug};

use add::AddCommand;
use value::{Fix, Format, Language, ReportFormat, export_format, schema_kind, slug, web_address};
use words::Words;

/// Makes a bilingual, right-to-left website from annotated texts.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(flatten)]
    global: GlobalOptions,
    /// The language of messages [default: that of the system]
    #[arg(long, value_enum, value_name = "LANG")]
    lang: Option<Language>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Args)]
struct GlobalOptions {
    /// The folder with site.toml [default: the nearest one upward]
    #[arg(long, global = true, value_name = "DIR")]
    root: Option<PathBuf>,
    /// How many threads to use [default: one for each core]
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Makes a folder with a complete small reader and its workflows for GitHub
    New {
        /// The folder, which is new or empty
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// The languages of menus and labels: some of ar, fa, en; the first is the default
        #[arg(long, value_name = "LANGS", value_delimiter = ',', default_value = "ar,fa,en", value_parser = add::language)]
        lang: Vec<LanguageTag>,
        /// The title of the reader, in the first of its languages
        #[arg(long)]
        title: Option<String>,
    },
    /// Adds a text, translation, concept, page or part, with its front matter
    #[command(subcommand_value_name = "KIND", subcommand_help_heading = "Kinds")]
    Add {
        #[command(subcommand)]
        kind: AddCommand,
    },
    /// Checks the content and says what is wrong, and where
    Check {
        /// Fail on warnings too
        #[arg(long)]
        strict: bool,
        /// How problems are shown
        #[arg(long, value_enum, default_value_t)]
        format: Format,
        /// Mend the content where that cannot be wrong; with `=all`, also where it is only likely
        #[arg(long, value_enum, value_name = "all", num_args = 0..=1, require_equals = true,
              default_missing_value = "certain")]
        fix: Option<Fix>,
        /// Tell first what is wrong on lines changed since this commit
        #[arg(long, value_name = "REF")]
        changed_since: Option<String>,
        /// The language of messages [default: that of the system, for people; en for programs]
        #[arg(long, value_enum, value_name = "LANG")]
        lang: Option<Language>,
    },
    /// Builds the site
    Build {
        /// The folder for the site, relative to the root
        #[arg(long, default_value = "public", value_name = "DIR")]
        out: PathBuf,
        /// Where the site will stand, in place of base_url in site.toml
        #[arg(long, value_name = "URL", value_parser = web_address)]
        base_url: Option<String>,
        /// Include texts whose status is draft
        #[arg(long)]
        drafts: bool,
        /// Fail on warnings too
        #[arg(long)]
        strict: bool,
        /// How problems are shown
        #[arg(long, value_enum, default_value_t)]
        format: Format,
        /// The language of messages [default: that of the system, for people; en for programs]
        #[arg(long, value_enum, value_name = "LANG")]
        lang: Option<Language>,
    },
    /// Shows the site in a browser, always as its files now are
    Serve {
        /// The port of this machine; with 0 the system chooses one
        #[arg(long, default_value_t = 4000, value_name = "PORT")]
        port: u16,
        /// Open a browser
        #[arg(long)]
        open: bool,
        /// The language of messages [default: that of the system]
        #[arg(long, value_enum, value_name = "LANG")]
        lang: Option<Language>,
    },
    /// Reports concepts: where each stands in the texts, and in which forms
    Glossary {
        /// Count texts whose status is draft
        #[arg(long)]
        drafts: bool,
        /// How the report is shown
        #[arg(long, value_enum, default_value_t)]
        format: ReportFormat,
        /// The language of messages [default: that of the system]
        #[arg(long, value_enum, value_name = "LANG")]
        lang: Option<Language>,
    },
    /// Reports which translations follow their originals, and what is left to translate
    Status {
        /// How the report is shown
        #[arg(long, value_enum, default_value_t)]
        format: ReportFormat,
        /// The language of messages [default: that of the system]
        #[arg(long, value_enum, value_name = "LANG")]
        lang: Option<Language>,
    },
    /// Confirms that translations follow their originals as these now stand
    Translated {
        /// Translations, or the folder of a text for all of its translations
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// The language of messages [default: that of the system]
        #[arg(long, value_enum, value_name = "LANG")]
        lang: Option<Language>,
    },
    /// Imports a file of another kind as a text: .txt, .md, .html, .docx, .pdf
    Import {
        /// The files
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// The language of the text [default: found out]
        #[arg(long, value_name = "TAG", value_parser = add::language)]
        lang: Option<LanguageTag>,
        /// The name of the text's folder [default: that of the file]
        #[arg(long, value_parser = slug)]
        slug: Option<Slug>,
        /// The folder of texts, relative to the root
        #[arg(long, default_value = "content/texts", value_name = "DIR")]
        into: PathBuf,
        /// The title of the text [default: found in it]
        #[arg(long)]
        title: Option<String>,
        /// The text that the file translates
        #[arg(long, value_name = "SLUG", value_parser = slug, conflicts_with = "slug")]
        as_translation_of: Option<Slug>,
        /// Replace a text that is there already
        #[arg(long)]
        force: bool,
        /// Show what would be done, and write nothing
        #[arg(long)]
        dry_run: bool,
        /// How the report is shown
        #[arg(long, value_enum, default_value_t)]
        format: ReportFormat,
        /// The language of the report and of messages [default: that of the system]
        #[arg(long, value_enum, value_name = "LANG")]
        messages: Option<Language>,
    },
    /// Exports the reader for other programs: csl-json for Zotero, tmx and tbx for translators
    Export {
        /// The form
        #[arg(value_parser = export_format())]
        format: ExportFormat,
        /// The file [default: standard output]
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// The language of messages [default: that of the system]
        #[arg(long, value_enum, value_name = "LANG")]
        lang: Option<Language>,
    },
    /// Explains a diagnostic: what it means, with an example and its remedy
    Explain {
        /// Its code, such as quote-not-found; without one, all codes are listed
        code: Option<String>,
        /// The language of the explanation [default: that of the system]
        #[arg(long, value_enum, value_name = "LANG")]
        lang: Option<Language>,
    },
    /// Prints a JSON Schema, with which editors complete and check
    Schema {
        /// site.toml (site), the front matter of a kind of file, or the exported references (bibliography)
        #[arg(value_parser = schema_kind())]
        kind: SchemaKind,
    },
    /// Prints completions of commands and options for a shell
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Prints a manual page, for `man -l -`
    Man {
        /// A command, such as check or add text; without one, the program
        command: Vec<String>,
    },
}

impl Cli {
    /// The language of messages that the command line asks for.
    pub(crate) fn language(&self) -> Option<MessageLanguage> {
        let language = match &self.command {
            Command::Check { lang, .. }
            | Command::Build { lang, .. }
            | Command::Serve { lang, .. }
            | Command::Glossary { lang, .. }
            | Command::Status { lang, .. }
            | Command::Translated { lang, .. }
            | Command::Export { lang, .. }
            | Command::Explain { lang, .. } => *lang,
            Command::Import { messages, .. } => *messages,
            // Theirs, if they have one, is that of a text.
            Command::New { .. }
            | Command::Add { .. }
            | Command::Schema { .. }
            | Command::Completions { .. }
            | Command::Man { .. } => None,
        };
        language.or(self.lang).map(MessageLanguage::from)
    }
}

/// Reads the command line. Where it asks for help or cannot be followed, this is told, and the
/// status to end with comes back.
pub(crate) fn read(arguments: Vec<OsString>) -> Result<Cli, u8> {
    let words = Words::of(command::language(words::asked(&arguments)));
    let matches = words::program(words).try_get_matches_from(arguments);
    let cli = matches.and_then(|mut matches| Cli::from_arg_matches_mut(&mut matches));
    cli.map_err(|error| {
        let is_help = matches!(
            error.kind(),
            ErrorKind::DisplayHelp
                | ErrorKind::DisplayVersion
                | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        );
        match words.filter(|_| !is_help) {
            Some(words) => eprint!("{}", refusal::refusal(&error, words)),
            // Whoever does not read it, as `head`, needs no more.
            None => drop(error.print()),
        }
        error.exit_code().try_into().unwrap_or(2)
    })
}

/// Does what the command line asks for.
pub(crate) fn run(cli: Cli) -> Result<Outcome, CommandError> {
    if let Some(jobs) = cli.global.jobs {
        // Fails only where a pool has been made before, and here is none.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(jobs.into()).build_global();
    }
    let language = cli.language();
    let project = ProjectOptions { root: cli.global.root };
    let strictness = |strict| if strict { Strictness::Strict } else { Strictness::Lenient };
    match cli.command {
        Command::Check { strict, format, fix, changed_since, .. } => {
            command::check(&CheckOptions {
                project,
                strictness: strictness(strict),
                shown: shown(format, language),
                fix: fix.map(Fix::class),
                changed_since,
            })
        }
        Command::Build { out, base_url, drafts, strict, format, .. } => {
            command::build(&BuildOptions {
                project,
                out,
                base_url,
                drafts: included(drafts),
                strictness: strictness(strict),
                shown: shown(format, language),
            })
        }
        Command::Serve { port, open, .. } => {
            command::serve(&ServeOptions { project, port, open, language })
        }
        Command::Glossary { drafts, format, .. } => command::glossary(&GlossaryOptions {
            project,
            drafts: included(drafts),
            format: format.into(),
            language,
        }),
        Command::Status { format, .. } => {
            command::status(&StatusOptions { project, format: format.into(), language })
        }
        Command::Translated { files, .. } => {
            command::translated(&TranslatedOptions { project, files, language })
        }
        Command::Import {
            files,
            lang,
            slug,
            into,
            title,
            as_translation_of,
            force,
            dry_run,
            format,
            messages,
        } => command::import(&ImportOptions {
            project,
            files,
            language: lang,
            slug,
            into,
            title,
            translation_of: as_translation_of,
            existing: if force { Existing::Replaced } else { Existing::Kept },
            writing: if dry_run { Writing::Nothing } else { Writing::Files },
            format: format.into(),
            messages: messages.map(MessageLanguage::from),
        }),
        Command::Explain { code, .. } => command::explain(code.as_deref(), language),
        Command::Export { format, out, .. } => {
            command::export(&ExportOptions { project, format, out, language })
        }
        Command::New { folder, lang, title } => {
            command::new(&NewOptions { folder, languages: lang, title })
        }
        Command::Add { kind } => command::add(&kind.options(project)),
        Command::Schema { kind } => command::schema(kind),
        Command::Completions { shell } => {
            manual::completions(shell);
            Ok(Outcome::Done)
        }
        Command::Man { command } => {
            let manual = manual::manual(&command);
            manual.map_err(|name| CommandError::NoCommand { name })?;
            Ok(Outcome::Done)
        }
    }
}

fn shown(format: Format, language: Option<MessageLanguage>) -> Shown {
    Shown { format: format.into(), language }
}

fn included(drafts: bool) -> Drafts {
    if drafts { Drafts::Included } else { Drafts::LeftOut }
}

#[cfg(test)]
mod tests;
