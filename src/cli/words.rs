//! What the command line says of itself, in the language of whoever gives commands.
//!
//! In English it is the derived one of `clap`. For other languages every text of it is looked up in
//! `words/LANGUAGE.toml`, by the words in English.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::sync::LazyLock;

use clap::{Arg, Command, CommandFactory as _};
use hashiya::diagnostic::MessageLanguage;

use super::Cli;

/// The words of a language other than English.
pub(super) struct Words(BTreeMap<String, String>);

impl Words {
    /// Those of a language; none for English, in which everything is written.
    pub(super) fn of(language: MessageLanguage) -> Option<&'static Self> {
        static ARABIC: LazyLock<Words> =
            LazyLock::new(|| Words::read(include_str!("words/ar.toml")));
        static PERSIAN: LazyLock<Words> =
            LazyLock::new(|| Words::read(include_str!("words/fa.toml")));
        match language {
            MessageLanguage::English => None,
            MessageLanguage::Arabic => Some(&ARABIC),
            MessageLanguage::Persian => Some(&PERSIAN),
        }
    }

    fn read(table: &str) -> Self {
        Self(toml::from_str(table).expect("the tests read the tables"))
    }

    /// The words for some in English; these where there are none.
    pub(super) fn get<'w>(&'w self, english: &'w str) -> &'w str {
        self.0.get(english).map_or(english, String::as_str)
    }

    /// The same, with what belongs into its braces.
    pub(super) fn sentence(&self, english: &str, values: &[(&str, &str)]) -> String {
        let mut sentence = self.get(english).to_owned();
        for (name, value) in values {
            sentence = sentence.replace(&format!("{{{name}}}"), value);
        }
        sentence
    }

    /// Whether there are words for some in English.
    pub(super) fn has(&self, english: &str) -> bool {
        self.0.contains_key(english)
    }

    #[cfg(test)]
    fn all(&self) -> &BTreeMap<String, String> {
        &self.0
    }
}

/// The language in which the words of a command line ask to be answered, whatever is wrong with them;
/// `None` where they do not say.
pub(super) fn asked(arguments: &[OsString]) -> Option<MessageLanguage> {
    let words: Vec<&str> = arguments.iter().skip(1).filter_map(|word| word.to_str()).collect();
    let asks_for_help = words.iter().any(|word| ["-h", "--help"].contains(word));
    // Of some commands `--lang` is the language of a text or of a reader, and only help is asked for in it.
    let options: &[&str] = match words.iter().find(|word| !word.starts_with('-')) {
        Some(&"import") if !asks_for_help => &["--messages"],
        Some(&"new" | &"add") if !asks_for_help => &[],
        _ => &["--lang", "--messages"],
    };
    let pairs = words.iter().zip(words.iter().skip(1).map(Some).chain([None]));
    let tags = pairs.filter_map(|(word, next)| match word.split_once('=') {
        Some((option, value)) => options.contains(&option).then_some(value),
        None => next.copied().filter(|_| options.contains(word)),
    });
    let languages = [MessageLanguage::English, MessageLanguage::Arabic, MessageLanguage::Persian];
    tags.filter_map(|tag| languages.into_iter().find(|language| language.tag() == tag)).last()
}

/// The commands, in the language of `words`.
pub(super) fn program(words: Option<&'static Words>) -> Command {
    let mut program = Cli::command();
    if let Some(words) = words {
        // What clap adds to each command by itself is there only then.
        program.build();
        program = translated(program, words);
    }
    program
}

fn translated(command: Command, words: &'static Words) -> Command {
    let has_kinds = command.get_subcommand_help_heading() == Some("Kinds");
    let heading = if has_kinds { "Kinds" } else { "Commands" };
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let usage = words.get("Usage");
    command
        .about(words.get(&about).to_owned())
        .subcommand_help_heading(words.get(heading))
        .help_template(format!(
            "{{about-with-newline}}\n{usage}: {{usage}}\n\n{{all-args}}{{after-help}}"
        ))
        .mut_args(|argument| translated_argument(argument, words))
        .mut_subcommands(|command| translated(command, words))
}

/// An argument with its help. What clap says in English of its values is part of this.
fn translated_argument(argument: Arg, words: &'static Words) -> Arg {
    let heading = if argument.is_positional() { "Arguments" } else { "Options" };
    let english = argument.get_help().map(ToString::to_string).unwrap_or_default();
    // Two texts of clap differ by what they say of the longer one.
    let english = if english.starts_with("Print help (") { "Print help" } else { &english };
    let mut help = words.get(english).to_owned();
    let takes_values = argument.get_num_args().is_some_and(|range| range.takes_values());
    let defaults: Vec<_> =
        argument.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    if takes_values && !defaults.is_empty() {
        let _ = write!(help, " [{}: {}]", words.get("default"), defaults.join(","));
    }
    let values = argument.get_possible_values();
    let values: Vec<_> = values.iter().filter(|value| !value.is_hide_set()).collect();
    let names: Vec<&str> = values.iter().map(|value| value.get_name()).collect();
    let mut long = help.clone();
    if takes_values && !names.is_empty() {
        let label = words.get("possible values");
        let _ = write!(help, " [{label}: {}]", names.join(", "));
        let _ = write!(long, "\n\n{label}:");
        for value in values {
            let told = value.get_help().map(ToString::to_string);
            let told = told.map(|told| format!(": {}", words.get(&told)));
            let _ = write!(long, "\n- {}{}", value.get_name(), told.unwrap_or_default());
        }
    }
    argument
        .help(help)
        .help_heading(words.get(heading))
        .hide_default_value(true)
        .hide_possible_values(true)
        .long_help(long)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::error::ErrorKind;

    use super::*;
    use crate::cli::refusal::refusal;

    const LANGUAGES: [MessageLanguage; 2] = [MessageLanguage::Arabic, MessageLanguage::Persian];

    fn each_language(test: impl Fn(&'static Words, &str)) {
        for language in LANGUAGES {
            test(Words::of(language).expect("a table"), language.tag());
        }
    }

    /// A command and those below it.
    fn all(command: &Command) -> Vec<&Command> {
        let below = command.get_subcommands().flat_map(all);
        std::iter::once(command).chain(below).collect()
    }

    fn english() -> Command {
        let mut program = program(None);
        program.build();
        program
    }

    /// Every text of the commands; an empty one where something has none.
    fn texts() -> BTreeSet<String> {
        let program = english();
        let mut texts = BTreeSet::new();
        let text = |text: Option<&clap::builder::StyledStr>| {
            text.map(ToString::to_string).unwrap_or_default()
        };
        for command in all(&program) {
            texts.insert(text(command.get_about()));
            for argument in command.get_arguments() {
                let help = text(argument.get_help());
                let is_of_help = help.starts_with("Print help (");
                texts.insert(if is_of_help { "Print help".to_owned() } else { help });
                let values = argument.get_possible_values();
                let told = values.iter().filter_map(|value| value.get_help());
                texts.extend(told.map(ToString::to_string));
            }
        }
        texts
    }

    /// Latin words that follow each other, as they do in English; code and addresses do not count.
    fn english_words(text: &str) -> Option<String> {
        let without_code: String = text.split('`').step_by(2).collect::<Vec<_>>().join(" ، ");
        let words: Vec<&str> = without_code.split_whitespace().collect();
        let is_english = |word: &&str| {
            // Names that are listed are no sentence.
            let is_of_list = word.ends_with(',');
            let word = word.trim_matches(|ch: char| !ch.is_alphabetic());
            let is_latin = word.chars().all(|ch| ch.is_ascii_alphabetic() || ch == '-');
            !is_of_list && !word.is_empty() && is_latin
        };
        let run = words.windows(3).find(|run| run.iter().all(is_english));
        run.map(|run| run.join(" "))
    }

    #[test]
    fn nothing_is_without_help() {
        assert!(!texts().contains(""), "some command or option has no help");
    }

    #[test]
    fn every_text_has_words_in_each_language() {
        each_language(|words, language| {
            let missing: Vec<String> =
                texts().into_iter().filter(|text| !words.has(text)).collect();
            assert!(missing.is_empty(), "words/{language}.toml lacks {missing:#?}");
        });
    }

    #[test]
    fn every_entry_is_said_by_something() {
        let sources = [
            include_str!("../cli.rs"),
            include_str!("add.rs"),
            include_str!("refusal.rs"),
            include_str!("value.rs"),
            include_str!("words.rs"),
        ];
        let texts = texts();
        each_language(|words, language| {
            let is_said = |english: &str| {
                let literal = format!("\"{english}\"");
                texts.contains(english) || sources.iter().any(|source| source.contains(&literal))
            };
            let unused: Vec<&String> =
                words.all().keys().filter(|english| !is_said(english)).collect();
            assert!(unused.is_empty(), "words/{language}.toml has {unused:#?} for nothing");
        });
    }

    #[test]
    fn no_entry_is_left_in_english() {
        let parts = |text: &str| -> BTreeSet<String> {
            let braced = text.split('{').skip(1).filter_map(|rest| rest.split('}').next());
            braced.map(str::to_owned).collect()
        };
        each_language(|words, language| {
            for (english, told) in words.all() {
                let is_arabic = told.chars().any(|ch| matches!(ch, '\u{621}'..='\u{6D2}'));
                assert!(is_arabic, "{language}: {told}");
                assert_eq!(english_words(told), None, "{language}: {told}");
                assert_eq!(parts(english), parts(told), "{language}: {told}");
            }
        });
    }

    #[test]
    fn help_is_in_one_language() {
        each_language(|words, language| {
            let program = program(Some(words));
            for command in all(&program) {
                for help in [command.clone().render_help(), command.clone().render_long_help()] {
                    let help = help.to_string();
                    for line in help.lines().filter(|line| !line.contains(words.get("Usage"))) {
                        assert_eq!(english_words(line), None, "{language}:\n{help}");
                    }
                    for frame in ["Usage:", "Options:", "Commands:", "[default", "[possible"] {
                        assert!(!help.contains(frame), "{language}:\n{help}");
                    }
                }
            }
        });
    }

    #[test]
    fn refusals_say_what_is_wrong_in_one_language() {
        let refused = [
            ("chek", ErrorKind::InvalidSubcommand),
            ("check --formt json", ErrorKind::UnknownArgument),
            ("check --format jsn", ErrorKind::InvalidValue),
            ("check --format", ErrorKind::InvalidValue),
            ("check --fix all", ErrorKind::UnknownArgument),
            ("check --strict --strict", ErrorKind::ArgumentConflict),
            ("build --base-url example.org", ErrorKind::ValueValidation),
            ("serve --port 70000", ErrorKind::ValueValidation),
            ("import a.txt --slug A", ErrorKind::ValueValidation),
            ("import a.txt --slug a --as-translation-of b", ErrorKind::ArgumentConflict),
            ("import", ErrorKind::MissingRequiredArgument),
            ("add", ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand),
            ("schema txt", ErrorKind::InvalidValue),
        ];
        each_language(|words, language| {
            for (line, kind) in refused {
                let line = std::iter::once("hashiya").chain(line.split(' '));
                let error = program(Some(words))
                    .try_get_matches_from(line)
                    .expect_err("the command line is refused");
                assert_eq!(error.kind(), kind, "{error}");
                let told = refusal(&error, words);
                for line in told.lines().filter(|line| !line.contains(words.get("Usage"))) {
                    assert_eq!(english_words(line), None, "{language}:\n{told}");
                }
                let is_arabic = |ch| matches!(ch, '\u{621}'..='\u{6D2}');
                assert!(told.lines().next().is_some_and(|line| line.contains(is_arabic)), "{told}");
            }
        });
    }

    #[test]
    fn the_language_is_that_of_messages() {
        let asked = |line: &str| {
            let line = std::iter::once("hashiya").chain(line.split(' '));
            asked(&line.map(OsString::from).collect::<Vec<_>>())
        };
        assert_eq!(asked("check --lang fa --formt"), Some(MessageLanguage::Persian));
        assert_eq!(asked("--lang=ar"), Some(MessageLanguage::Arabic));
        assert_eq!(asked("new folder --lang ar"), None);
        assert_eq!(asked("add text --lang fa --help"), Some(MessageLanguage::Persian));
        assert_eq!(asked("import a.txt --lang fa --messages ar"), Some(MessageLanguage::Arabic));
        assert_eq!(asked("check --lang xx"), None);
        assert_eq!(asked("check"), None);
    }
}
