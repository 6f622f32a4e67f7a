//! Translations of what authors are told: `messages/LANGUAGE.toml`, by the words in English.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use icu_locale::{Locale, locale};
use icu_plurals::{PluralCategory, PluralRuleType, PluralRules};
use serde::Deserialize;

use super::Code;
use crate::text::Direction;

/// A language in which authors are told what is wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum MessageLanguage {
    /// English, in which messages are written.
    #[default]
    English,
    /// Arabic.
    Arabic,
    /// Persian.
    Persian,
}

impl MessageLanguage {
    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Arabic => "ar",
            Self::Persian => "fa",
        }
    }

    /// The direction of its script.
    pub fn direction(self) -> Direction {
        match self {
            Self::English => Direction::LeftToRight,
            Self::Arabic | Self::Persian => Direction::RightToLeft,
        }
    }

    /// The language of a locale by its POSIX name, such as `fa_IR.UTF-8`.
    pub fn of_locale(name: &str) -> Self {
        match name.split(['_', '.', '@', '-']).next() {
            Some("ar") => Self::Arabic,
            Some("fa") => Self::Persian,
            _ => Self::English,
        }
    }
}

/// All sentences in one language.
pub(super) struct Catalogue {
    sentences: BTreeMap<String, Sentence>,
    explanations: BTreeMap<String, Explanation>,
    plurals: PluralRules,
}

/// A sentence, or its forms by the plural category of its number (Unicode CLDR).
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Sentence {
    One(String),
    Plural(BTreeMap<String, String>),
}

/// What a code means, in Markdown. Its example is the same in every language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Explanation {
    /// A title, then paragraphs.
    pub(super) meaning: String,
    pub(super) remedy: String,
}

static ARABIC: LazyLock<Catalogue> = LazyLock::new(|| {
    Catalogue::read(
        locale!("ar"),
        include_str!("messages/ar.toml"),
        include_str!("messages/codes.ar.toml"),
    )
});
static PERSIAN: LazyLock<Catalogue> = LazyLock::new(|| {
    Catalogue::read(
        locale!("fa"),
        include_str!("messages/fa.toml"),
        include_str!("messages/codes.fa.toml"),
    )
});

impl Catalogue {
    /// The catalogue of a language; English needs none.
    pub(super) fn of(language: MessageLanguage) -> Option<&'static Self> {
        match language {
            MessageLanguage::English => None,
            MessageLanguage::Arabic => Some(&ARABIC),
            MessageLanguage::Persian => Some(&PERSIAN),
        }
    }

    fn read(locale: Locale, sentences: &str, explanations: &str) -> Self {
        Self {
            sentences: toml::from_str(sentences).expect("the compiled sentences are TOML"),
            explanations: toml::from_str(explanations).expect("the compiled explanations are TOML"),
            plurals: PluralRules::try_new(locale.into(), PluralRuleType::Cardinal.into())
                .expect("the compiled plural rules have every language"),
        }
    }

    /// The sentence whose words in English these are, in the form for a number.
    pub(super) fn template(&self, english: &str, count: Option<u64>) -> Option<&str> {
        match self.sentences.get(english)? {
            Sentence::One(sentence) => Some(sentence),
            Sentence::Plural(forms) => {
                let category = match self.plurals.category_for(count?) {
                    PluralCategory::Zero => "zero",
                    PluralCategory::One => "one",
                    PluralCategory::Two => "two",
                    PluralCategory::Few => "few",
                    PluralCategory::Many => "many",
                    PluralCategory::Other => "other",
                };
                forms.get(category).map(String::as_str)
            }
        }
    }

    pub(super) fn explanation(&self, code: Code) -> Option<&Explanation> {
        self.explanations.get(code.name())
    }
}
