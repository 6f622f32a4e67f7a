//! The words of the interface: labels, sentences with numbers in them, numerals, dates.
//!
//! Plural categories, numerals and calendars follow the Unicode CLDR.

use std::collections::{BTreeMap, BTreeSet};

use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::YMD;
use icu_datetime::input::Date as IcuDate;
use icu_locale::Locale;
use icu_locale::extensions::unicode::{key, value};
use icu_plurals::{PluralCategory, PluralRuleType, PluralRules};
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::html::escaped;
use super::template::Prepared;
use crate::diagnostic::{Checked, Code, Diagnostic, message};
use crate::load::{CONFIG_FILE, ThemeFiles};
use crate::parse::{Config, Digits};
use crate::source::{SourcePath, Span};
use crate::text::{self, Alphabet, LanguageTag};

/// The interface in one language.
#[derive(Debug)]
pub(super) struct Interface {
    pub(super) language: LanguageTag,
    words: BTreeMap<String, Message>,
    /// Before and behind the number of each label, escaped. A page has a hundred of them.
    numbered: FxHashMap<String, [Box<str>; 2]>,
    plurals: PluralRules,
    digits: [char; 10],
    /// Days in the calendar that the language or its settings ask for; `None` where the CLDR lacks
    /// one.
    dates: Option<DateTimeFormatter<YMD>>,
    /// The order of names.
    pub(super) alphabet: Alphabet,
    /// Every label, for templates.
    pub(super) labels: Prepared,
}

/// A label, or a sentence with a form for each plural category of the language.
#[derive(Clone, Debug)]
enum Message {
    One(String),
    Plural(BTreeMap<String, String>),
}

impl Message {
    /// The words without a number.
    fn label(&self) -> &str {
        match self {
            Self::One(text) => text,
            Self::Plural(forms) => forms.get("other").map_or("", String::as_str),
        }
    }
}

/// The language whose words stand in for those that a theme lacks.
const FALLBACK: &str = "en";

/// Reads the words of each interface language from `strings/LANGUAGE.toml` of the theme.
pub(super) fn interfaces(theme: &ThemeFiles, config: &Config) -> Checked<Vec<Interface>> {
    let mut diagnostics = Vec::new();
    let fallback = words(theme, FALLBACK).unload(&mut diagnostics).unwrap_or_default();
    let spans = config.language_spans.iter().copied().chain(std::iter::repeat(Span::default()));
    let interfaces = config
        .languages
        .iter()
        .zip(spans)
        .map(|(language, span)| {
            let own = [language.as_str(), language.primary()]
                .into_iter()
                .find(|name| theme.contains_key(&strings_file(name)));
            let read = own.map(|name| words(theme, name).unload(&mut diagnostics));
            let is_broken = matches!(read, Some(None));
            let mut own = read.flatten().unwrap_or_default();
            if !is_broken {
                diagnostics.extend(missing_words(language, span, &own, &fallback));
            }
            for (key, message) in &fallback {
                own.entry(key.clone()).or_insert_with(|| message.clone());
            }
            Interface::of(language, own, config.digits)
        })
        .collect();
    diagnostics.dedup();
    Checked::new(interfaces, diagnostics)
}

/// The words that the theme has for `languages` beside those of the interface: a version of a text
/// in such a language is cited in it.
pub(super) fn further(
    theme: &ThemeFiles,
    config: &Config,
    languages: impl Iterator<Item = LanguageTag>,
) -> Vec<Interface> {
    let languages: BTreeSet<LanguageTag> =
        languages.filter(|language| !config.languages.contains(language)).collect();
    let interface = |language: LanguageTag| {
        let own = words(theme, language.primary()).value?;
        Some(Interface::of(&language, own, config.digits))
    };
    languages.into_iter().filter_map(interface).collect()
}

fn strings_file(language: &str) -> String {
    format!("strings/{language}.toml")
}

fn missing_words(
    language: &LanguageTag,
    span: Span,
    own: &BTreeMap<String, Message>,
    fallback: &BTreeMap<String, Message>,
) -> Option<Diagnostic> {
    let missing: Vec<&String> = fallback.keys().filter(|key| !own.contains_key(*key)).collect();
    let first = missing.first()?;
    let message = match missing.len() {
        all if all == fallback.len() => {
            message!("the theme has no words in `{language}`", language)
        }
        1 => message!("the theme lacks the words `{first}` in `{language}`", first, language),
        many => message!(
            "the theme lacks {count} words in `{language}`, `{first}` first",
            count = many,
            language,
            first
        ),
    };
    let path = SourcePath::new(CONFIG_FILE);
    let missing = Diagnostic::new(Code::MissingStrings, &path, span, message);
    Some(
        missing.with_help(message!(
            "translate `strings/en.toml` as `strings/{language}.toml`",
            language
        )),
    )
}

/// The words of one language; `None` if their file is missing or cannot be read.
fn words(theme: &ThemeFiles, language: &str) -> Checked<Option<BTreeMap<String, Message>>> {
    let Some(file) = theme.get(&strings_file(language)) else {
        return Checked::new(None, Vec::new());
    };
    let text = String::from_utf8_lossy(&file.bytes);
    let table = match toml::from_str::<BTreeMap<String, toml::Spanned<toml::Value>>>(&text) {
        Ok(table) => table,
        Err(error) => {
            let span = error.span().unwrap_or_default().into();
            let invalid = Diagnostic::new(
                Code::InvalidTheme,
                &file.path,
                span,
                message!("not TOML: {told}", told = error.message()),
            );
            return Checked::new(None, vec![invalid]);
        }
    };
    let mut diagnostics = Vec::new();
    let mut words = BTreeMap::new();
    for (key, value) in table {
        let span = value.span().into();
        if let Some(message) = message(value.into_inner()) {
            words.insert(key, message);
        } else {
            let wrong = message!("`{key}` is neither words nor a table of plural forms", key);
            diagnostics.push(Diagnostic::new(Code::InvalidTheme, &file.path, span, wrong));
        }
    }
    Checked::new(Some(words), diagnostics)
}

fn message(value: toml::Value) -> Option<Message> {
    match value {
        toml::Value::String(words) => Some(Message::One(words)),
        toml::Value::Table(forms) => {
            let forms = forms.into_iter().map(|(category, words)| match words {
                toml::Value::String(words) => Some((category, words)),
                _ => None,
            });
            Some(Message::Plural(forms.collect::<Option<_>>()?))
        }
        _ => None,
    }
}

fn labels(words: &BTreeMap<String, Message>) -> Prepared {
    let labels: BTreeMap<&str, &str> =
        words.iter().map(|(key, message)| (key.as_str(), message.label())).collect();
    Prepared::of(&labels)
}

fn numbered(words: &BTreeMap<String, Message>) -> FxHashMap<String, [Box<str>; 2]> {
    let parts = |(key, message): (&String, &Message)| {
        let label = message.label();
        let (before, behind) = label.split_once("{n}").unwrap_or((label, ""));
        (key.clone(), [before, behind].map(|part| escaped(part).into()))
    };
    words.iter().map(parts).collect()
}

fn plural_rules(language: &LanguageTag) -> PluralRules {
    let locale = language.identifier().into();
    PluralRules::try_new(locale, PluralRuleType::Cardinal.into())
        .expect("the compiled plural rules fall back to those of the root")
}

/// The digits 0 to 9 of page furniture.
fn numerals(language: &LanguageTag, digits: Digits) -> [char; 10] {
    let zero = match digits {
        Digits::Latin => '0',
        Digits::Arabic => '\u{0660}',
        Digits::ExtendedArabic => '\u{06F0}',
        Digits::Keep => text::zero(language.locale()),
    };
    std::array::from_fn(|digit| char::from_u32(zero as u32 + digit as u32).unwrap_or('0'))
}

/// A locale that writes numbers as the settings say.
fn with_numerals(mut locale: Locale, digits: Digits) -> Locale {
    let numerals = match digits {
        Digits::Keep => return locale,
        Digits::Latin => value!("latn"),
        Digits::Arabic => value!("arab"),
        Digits::ExtendedArabic => value!("arabext"),
    };
    locale.extensions.unicode.keywords.set(key!("nu"), numerals);
    locale
}

impl Interface {
    fn of(language: &LanguageTag, words: BTreeMap<String, Message>, digits: Digits) -> Self {
        let locale = with_numerals(language.locale(), digits);
        Self {
            language: language.clone(),
            alphabet: Alphabet::of(language),
            labels: labels(&words),
            numbered: numbered(&words),
            words,
            plurals: plural_rules(language),
            digits: numerals(language, digits),
            dates: DateTimeFormatter::try_new(locale.into(), YMD::long()).ok(),
        }
    }

    /// A day as people write it: in the calendar and the numerals of the language.
    pub(super) fn date(&self, date: Date) -> String {
        let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
        let day = IcuDate::try_new_iso(date.year().into(), month, day).ok();
        match self.dates.as_ref().zip(day) {
            Some((dates, day)) => dates.format(&day).to_string(),
            None => self.digits(&date.to_string()),
        }
    }

    /// A label.
    pub(super) fn word(&self, key: &str) -> &str {
        self.words.get(key).map_or("", Message::label)
    }

    /// A sentence about `count` things, in the form that the language has for that number;
    /// `{n}` is the number.
    pub(super) fn count(&self, key: &str, count: usize) -> String {
        let template = match self.words.get(key) {
            Some(Message::Plural(forms)) => {
                let category = category_name(self.plurals.category_for(count));
                forms.get(category).or_else(|| forms.get("other")).map_or("", String::as_str)
            }
            Some(Message::One(text)) => text,
            None => "",
        };
        template.replace("{n}", &self.digits(&count.to_string()))
    }

    /// The zero of the numerals of page furniture.
    pub(super) fn zero(&self) -> char {
        self.digits[0]
    }

    /// The forms of a sentence about a number, by plural category, for a script.
    pub(super) fn forms(&self, key: &str) -> BTreeMap<&str, &str> {
        match self.words.get(key) {
            Some(Message::Plural(forms)) => {
                forms.iter().map(|(category, words)| (category.as_str(), words.as_str())).collect()
            }
            Some(Message::One(words)) => BTreeMap::from([("other", words.as_str())]),
            None => BTreeMap::new(),
        }
    }

    /// The numerals of page furniture, from 0 to 9.
    pub(super) fn numerals(&self) -> String {
        self.digits.iter().collect()
    }

    /// A number in the numerals of page furniture.
    pub(super) fn number(&self, number: u32) -> String {
        let mut shown = String::new();
        self.push_number(&mut shown, number);
        shown
    }

    /// Appends a number in the numerals of page furniture.
    pub(super) fn push_number(&self, out: &mut String, number: u32) {
        decimal_digits(number).for_each(|digit| out.push(self.digits[digit]));
    }

    /// Appends a label that has a number for `{n}`, escaped for an attribute.
    pub(super) fn push_label(&self, out: &mut String, key: &str, number: u32) {
        let [before, behind] =
            self.numbered.get(key).map_or(["", ""], |parts| parts.each_ref().map(|part| &**part));
        out.push_str(before);
        self.push_number(out, number);
        out.push_str(behind);
    }

    /// `text` with its ASCII digits in the numerals of page furniture.
    pub(super) fn digits(&self, text: &str) -> String {
        let digit = |ch: char| ch.to_digit(10).map_or(ch, |digit| self.digits[digit as usize]);
        text.chars().map(digit).collect()
    }
}

/// Appends a number in ASCII digits, for machines.
pub(super) fn push_decimal(out: &mut String, number: u32) {
    decimal_digits(number).for_each(|digit| out.push(char::from(b'0' + digit as u8)));
}

/// The decimal digits of a number, the highest first.
fn decimal_digits(number: u32) -> impl Iterator<Item = usize> {
    let places = number.checked_ilog10().unwrap_or(0);
    (0..=places).rev().map(move |place| (number / 10_u32.pow(place) % 10) as usize)
}

fn category_name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}
