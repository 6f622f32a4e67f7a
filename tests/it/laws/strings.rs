//! The words of the interface, in the three languages of the built-in theme.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const LANGUAGES: &[&str] = &["ar", "en", "fa"];

fn strings(language: &str) -> toml::Table {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/warraq/strings");
    let text =
        fs::read_to_string(folder.join(format!("{language}.toml"))).expect("a file of words");
    text.parse().expect("TOML")
}

/// The plural categories that the Unicode CLDR gives each language for cardinal numbers.
fn categories(language: &str) -> BTreeSet<&'static str> {
    match language {
        "ar" => ["zero", "one", "two", "few", "many", "other"].into(),
        _ => ["one", "other"].into(),
    }
}

#[test]
fn the_languages_have_the_same_keys() {
    let keys: BTreeMap<&str, BTreeSet<String>> = LANGUAGES
        .iter()
        .map(|language| (*language, strings(language).keys().cloned().collect()))
        .collect();
    for language in LANGUAGES {
        let missing: Vec<&String> = keys["ar"].symmetric_difference(&keys[language]).collect();
        assert!(missing.is_empty(), "ar and {language} differ in {missing:?}");
    }
}

#[test]
fn a_sentence_with_a_number_has_the_plural_categories_of_its_language() {
    for language in LANGUAGES {
        for (key, message) in strings(language) {
            let Some(forms) = message.as_table() else { continue };
            let found: BTreeSet<&str> = forms.keys().map(String::as_str).collect();
            assert_eq!(found, categories(language), "{key} in {language}");
        }
    }
}

#[test]
fn the_languages_have_the_same_numbers_in_their_sentences() {
    let has_number = |message: &toml::Value| match message {
        toml::Value::Table(forms) => forms["other"].as_str().expect("words").contains("{n}"),
        message => message.as_str().expect("words").contains("{n}"),
    };
    let arabic = strings("ar");
    for language in LANGUAGES {
        for (key, message) in strings(language) {
            assert_eq!(has_number(&message), has_number(&arabic[&key]), "{key} in {language}");
        }
    }
}

#[test]
fn no_words_are_empty_or_carry_direction_controls() {
    for language in LANGUAGES {
        for (key, message) in strings(language) {
            let words = message.to_string();
            assert_ne!(message.as_str(), Some(""), "{key} in {language}");
            let is_control = |ch: char| matches!(ch, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
            assert!(!words.contains(is_control), "{key} in {language}");
        }
    }
}
