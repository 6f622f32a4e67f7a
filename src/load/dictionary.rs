//! The Hunspell dictionary that `site.toml` names.

use std::fs;
use std::io;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::LoadError;
use crate::diagnostic::{Checked, Code, Diagnostic};
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

/// Reads the dictionary that the settings name: the `.dic` file and the `.aff` file beside it.
pub(super) fn read(
    root: &Path,
    config: Option<&SourceFile>,
) -> Result<Checked<Option<Dictionary>>, LoadError> {
    // Settings that cannot be read are reported by the stage that reads them all.
    let settings = config.and_then(|config| toml::from_str::<Settings>(&config.text).ok());
    let named = settings.and_then(|settings| settings.text?.dictionary);
    let (Some(config), Some(named)) = (config, named) else {
        return Ok(None.into());
    };
    let refused = |code, message: String, help: &str| {
        let problem = Diagnostic::new(code, &config.path, Span::from(named.span()), message);
        Ok(Checked::new(None, vec![problem.with_help(help)]))
    };
    let words = config.path.join(named.get_ref());
    let affixes = words
        .as_ref()
        .and_then(|path| Some(path.as_str().strip_suffix(".dic")?.to_owned() + ".aff"));
    let (Some(words), Some(affixes)) = (words, affixes) else {
        let message = format!("`{}` names no dictionary", named.get_ref());
        return refused(
            Code::UnknownFile,
            message,
            "name a `.dic` file of Hunspell, from the root",
        );
    };
    let affixes = SourcePath::new(&affixes);
    let mut texts = Vec::new();
    for path in [&affixes, &words] {
        let on_disk = root.join(path.as_str());
        match fs::read(&on_disk) {
            Ok(bytes) => texts.push(String::from_utf8_lossy(&bytes).into_owned()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let help = "put both files of the dictionary there, `.dic` and `.aff`";
                return refused(Code::UnknownFile, format!("no file `{path}`"), help);
            }
            Err(error) => return Err(LoadError::new(&on_disk, error)),
        }
    }
    match Dictionary::new(&texts[0], &texts[1]) {
        Ok(dictionary) => Ok(Some(dictionary).into()),
        Err(error) => {
            let message = format!("`{words}` is no dictionary of Hunspell: {error}");
            refused(
                Code::InvalidValue,
                message,
                "expected a `.dic` file and its `.aff` file in UTF-8",
            )
        }
    }
}
