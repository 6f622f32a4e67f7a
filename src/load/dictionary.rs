//! The Hunspell dictionary that `site.toml` names.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use super::LoadError;
use crate::diagnostic::{Checked, Code, Diagnostic, Message, message};
use crate::source::{SourceFile, SourcePath, Span};
use crate::text::half_space::Dictionary;

/// The one setting that says which file to load; the others are read where settings are parsed.
#[derive(Deserialize)]
struct Settings {
    text: Option<TextSettings>,
}

#[derive(Deserialize)]
struct TextSettings {
    dictionary: Option<Spanned<String>>,
}

/// The dictionary that the settings name, as it is written.
fn named(config: &SourceFile) -> Option<Spanned<String>> {
    // Settings that cannot be read are reported by the stage that reads them all.
    toml::from_str::<Settings>(&config.text).ok()?.text?.dictionary
}

/// The `.dic` file that the settings name and the `.aff` file beside it, whether or not they exist.
fn files(config: &SourceFile, named: &str) -> Option<[SourcePath; 2]> {
    let words = config.path.join(named)?;
    let affixes = words.as_str().strip_suffix(".dic")?.to_owned() + ".aff";
    Some([SourcePath::new(&affixes), words])
}

/// Where those files are on disk.
pub(super) fn paths(root: &Path, config: &SourceFile) -> Vec<PathBuf> {
    let files = named(config).and_then(|named| files(config, named.get_ref()));
    files.into_iter().flatten().map(|path| root.join(path.as_str())).collect()
}

/// Reads the dictionary that the settings name: the `.dic` file and the `.aff` file beside it.
pub(super) fn read(
    root: &Path,
    config: &SourceFile,
) -> Result<Checked<Option<Dictionary>>, LoadError> {
    let Some(named) = named(config) else { return Ok(None.into()) };
    let refused = |code, message: Message, help: Message| {
        let problem = Diagnostic::new(code, &config.path, Span::from(named.span()), message);
        Ok(Checked::new(None, vec![problem.with_help(help)]))
    };
    let Some([affixes, words]) = files(config, named.get_ref()) else {
        let message = message!("`{path}` names no dictionary", path = named.get_ref());
        return refused(
            Code::UnknownFile,
            message,
            message!("name a `.dic` file of Hunspell, from the root"),
        );
    };
    let mut texts = Vec::new();
    for path in [&affixes, &words] {
        let on_disk = root.join(path.as_str());
        match fs::read(&on_disk) {
            Ok(bytes) => texts.push(String::from_utf8_lossy(&bytes).into_owned()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let help = message!("put both files of the dictionary there, `.dic` and `.aff`");
                return refused(Code::UnknownFile, message!("no file `{path}`", path), help);
            }
            Err(error) => return Err(LoadError::new(&on_disk, error)),
        }
    }
    match Dictionary::new(&texts[0], &texts[1]) {
        Ok(dictionary) => Ok(Some(dictionary).into()),
        Err(error) => {
            let message = message!(
                "`{words}` is no dictionary of Hunspell: {error}",
                words,
                error = error.to_string()
            );
            refused(
                Code::InvalidValue,
                message,
                message!("expected a `.dic` file and its `.aff` file in UTF-8"),
            )
        }
    }
}
