//! The command line of `hashiya add`.

use clap::Subcommand;
use hashiya::command::{AddOptions, Entry, ProjectOptions};
use hashiya::text::LanguageTag;

#[derive(Debug, Subcommand)]
pub(super) enum AddCommand {
    /// Adds a text, or with --translates a translation, as a draft
    Text {
        /// The name of its folder, which is part of its address
        #[arg(value_name = "SLUG")]
        slug: String,
        /// The language of the file, such as fa
        #[arg(long, value_name = "LANG", value_parser = language)]
        lang: LanguageTag,
        /// Adds a translation; the language of the original may be named
        #[arg(long, value_name = "LANG", value_parser = language, conflicts_with_all = ["license", "part"])]
        #[expect(clippy::option_option, reason = "so clap writes an option that may stand alone")]
        translates: Option<Option<LanguageTag>>,
        /// Its title
        #[arg(long)]
        title: Option<String>,
        /// The terms of publication, an SPDX identifier such as CC-BY-4.0
        #[arg(long, value_name = "SPDX")]
        license: Option<String>,
        /// The part in site.toml that is to list it
        #[arg(long, value_name = "ID")]
        part: Option<String>,
    },
    /// Adds a translation, as a draft with the blocks of the original
    Translation {
        /// The name of the folder of the text
        #[arg(value_name = "SLUG")]
        slug: String,
        /// The language of the translation
        #[arg(long, value_name = "LANG", value_parser = language)]
        lang: LanguageTag,
        /// Its title
        #[arg(long)]
        title: Option<String>,
    },
    /// Adds a concept to the glossary
    Concept {
        /// The name of its file, which is part of its address
        #[arg(value_name = "ID")]
        id: String,
        /// The language of its name
        #[arg(long, value_name = "LANG", value_parser = language)]
        lang: Option<LanguageTag>,
        /// Its name, where the id is not that
        #[arg(long, alias = "name")]
        title: Option<String>,
    },
    /// Adds a page
    Page {
        /// The name of its folder, which is its address
        #[arg(value_name = "SLUG")]
        slug: String,
        /// Its language [default: the first in site.toml]
        #[arg(long, value_name = "LANG", value_parser = language)]
        lang: Option<LanguageTag>,
        /// Its title
        #[arg(long)]
        title: Option<String>,
    },
    /// Adds the introduction to a part, and the part to site.toml if it is new
    Part {
        /// The id of the part, which is its address
        #[arg(value_name = "ID")]
        id: String,
        /// The language of the introduction [default: the first in site.toml]
        #[arg(long, value_name = "LANG", value_parser = language)]
        lang: Option<LanguageTag>,
        /// Its title
        #[arg(long)]
        title: Option<String>,
    },
}

impl AddCommand {
    pub(super) fn options(self, project: ProjectOptions) -> AddOptions {
        let (name, title, entry) = match self {
            Self::Text { slug, lang, translates: Some(of), title, .. } => {
                (slug, title, Entry::Translation { language: lang, of })
            }
            Self::Text { slug, lang, translates: None, title, license, part } => {
                (slug, title, Entry::Text { language: lang, license, part })
            }
            Self::Translation { slug, lang, title } => {
                (slug, title, Entry::Translation { language: lang, of: None })
            }
            Self::Concept { id, lang, title } => (id, title, Entry::Concept { language: lang }),
            Self::Page { slug, lang, title } => (slug, title, Entry::Page { language: lang }),
            Self::Part { id, lang, title } => (id, title, Entry::Part { language: lang }),
        };
        AddOptions { project, name, title, entry }
    }
}

pub(super) fn language(tag: &str) -> Result<LanguageTag, String> {
    tag.parse().map_err(|_| "expected a BCP 47 tag such as ar, fa, en, fa-AF".to_owned())
}
