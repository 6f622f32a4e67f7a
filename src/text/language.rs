//! Languages, and the direction in which each is written.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use icu_locale::extensions::unicode::key;
use icu_locale::preferences::extensions::unicode::keywords::CalendarAlgorithm;
use icu_locale::{
    Direction as IcuDirection, LanguageIdentifier, Locale, LocaleDirectionality, LocaleExpander,
};

/// The direction of a run of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// As Latin script.
    LeftToRight,
    /// As Arabic script.
    RightToLeft,
}

impl Direction {
    /// The value of the HTML attribute `dir`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

/// A language tag as of BCP 47, canonical in case, of a language that the Unicode CLDR knows.
///
/// Its direction follows from its script, stated or likely (CLDR likely subtags).
/// Equality, order and hash are those of the tag.
#[derive(Clone)]
pub struct LanguageTag {
    tag: Arc<str>,
    identifier: LanguageIdentifier,
    direction: Direction,
    /// The calendar and numerals that a setting asks for.
    preferences: Option<Arc<Locale>>,
}

/// A language tag that is malformed, or that names no language the CLDR has a script for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no known language")]
pub struct UnknownLanguage;

impl LanguageTag {
    /// The tag, as in the HTML attribute `lang`.
    pub fn as_str(&self) -> &str {
        &self.tag
    }

    /// The direction of text in this language.
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// The first subtag: `fa` of `fa-AF`.
    pub fn primary(&self) -> &str {
        self.tag.split('-').next().unwrap_or(&self.tag)
    }

    /// The tag as the Unicode libraries take it.
    pub fn identifier(&self) -> LanguageIdentifier {
        self.identifier.clone()
    }

    /// The tag with the calendar and numerals that go with it, as the Unicode libraries take it.
    pub fn locale(&self) -> Locale {
        match &self.preferences {
            Some(preferences) => Locale::clone(preferences),
            None => self.identifier.clone().into(),
        }
    }

    /// A language with its calendar and numerals as of RFC 6067: `ar-u-ca-islamic-umalqura`.
    /// They are no part of the tag, so that it is equal to the language alone.
    ///
    /// # Errors
    ///
    /// If there is no such language or calendar, or if the tag asks for anything else.
    pub fn with_preferences(tag: &str) -> Result<Self, UnknownLanguage> {
        let locale: Locale = tag.parse().map_err(|_| UnknownLanguage)?;
        let language: Self = locale.id.to_string().parse()?;
        let unicode = &locale.extensions.unicode;
        let is_known = |(key, _): (&_, &_)| *key == key!("ca") || *key == key!("nu");
        let is_alone = locale.extensions.other.is_empty()
            && locale.extensions.transform.is_empty()
            && locale.extensions.private.is_empty()
            && unicode.attributes.is_empty();
        let calendar = unicode.keywords.get(&key!("ca"));
        let has_calendar = calendar.is_none_or(|name| CalendarAlgorithm::try_from(name).is_ok());
        if !is_alone || !has_calendar || !unicode.keywords.iter().all(is_known) {
            return Err(UnknownLanguage);
        }
        let has_preferences = !unicode.keywords.is_empty();
        Ok(Self { preferences: has_preferences.then(|| Arc::new(locale)), ..language })
    }
}

impl FromStr for LanguageTag {
    type Err = UnknownLanguage;

    fn from_str(tag: &str) -> Result<Self, UnknownLanguage> {
        let identifier: LanguageIdentifier = tag.parse().map_err(|_| UnknownLanguage)?;
        if identifier.language.is_unknown() || identifier.language.as_str().len() > 3 {
            return Err(UnknownLanguage);
        }
        if LocaleExpander::new_extended().get_likely_script(&identifier).is_none() {
            return Err(UnknownLanguage);
        }
        let direction = match LocaleDirectionality::new_extended().get(&identifier) {
            Some(IcuDirection::RightToLeft) => Direction::RightToLeft,
            _ => Direction::LeftToRight,
        };
        Ok(Self { tag: identifier.to_string().into(), identifier, direction, preferences: None })
    }
}

impl PartialEq for LanguageTag {
    fn eq(&self, other: &Self) -> bool {
        self.tag == other.tag
    }
}

impl Eq for LanguageTag {}

impl PartialOrd for LanguageTag {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for LanguageTag {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.tag.cmp(&other.tag)
    }
}

impl std::hash::Hash for LanguageTag {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.tag.hash(state);
    }
}

impl fmt::Debug for LanguageTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.tag)
    }
}

impl fmt::Display for LanguageTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.tag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(tag: &str, expected: Option<&str>) {
        let direction = tag.parse::<LanguageTag>().ok().map(|tag| tag.direction().as_str());
        assert_eq!(direction, expected, "{tag}");
    }

    #[test]
    fn direction_follows_from_the_script() {
        check("ar", Some("rtl"));
        check("fa-AF", Some("rtl"));
        check("en", Some("ltr"));
        check("az-Arab", Some("rtl"));
        check("az", Some("ltr"));
        check("ur", Some("rtl"));
        check("ku-Arab", Some("rtl"));
    }

    #[test]
    fn a_calendar_is_no_part_of_the_tag() {
        let tag = "ar-u-ca-islamic-umalqura-nu-arab";
        let language = LanguageTag::with_preferences(tag).expect("a language");
        assert_eq!(language.as_str(), "ar");
        assert_eq!(language, "ar".parse().expect("a language"));
        assert_eq!(language.locale().to_string(), tag);
        assert!(LanguageTag::with_preferences("ar-u-co-phonebk").is_err());
        assert!(LanguageTag::with_preferences("ar-u-ca-lunar").is_err());
        assert!(LanguageTag::with_preferences("xx-u-ca-persian").is_err());
        assert!(tag.parse::<LanguageTag>().is_err());
    }

    #[test]
    fn what_is_no_language_is_refused() {
        check("arabic", None);
        check("xx", None);
        check("", None);
        check("und", None);
        check("ar_", None);
    }
}
