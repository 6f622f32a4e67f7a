//! Which of several languages some words are in, as far as their letters say.

use super::{Direction, LanguageTag};

/// The one of `languages` that right-to-left `words` are in: the one that their letters belong to;
/// where the letters do not say, the first if there is only one.
pub fn likely_language<'l>(
    words: &str,
    languages: impl Iterator<Item = &'l LanguageTag> + Clone,
) -> Option<&'l LanguageTag> {
    let is_right_to_left = |language: &&LanguageTag| language.direction() == Direction::RightToLeft;
    let mut candidates = languages.filter(is_right_to_left);
    if let Some(primary) = letters_of(words) {
        return candidates.find(|language| language.primary() == primary);
    }
    let first = candidates.next()?;
    let is_only = candidates.all(|other| other.primary() == first.primary());
    is_only.then_some(first)
}

/// The language whose keyboard has a letter that stands in `words` and that the other one lacks;
/// `und` where letters of both stand there, or of a further language.
fn letters_of(words: &str) -> Option<&'static str> {
    let mut found: Option<&'static str> = None;
    for ch in words.chars() {
        let language = match ch {
            'پ'
            | 'چ'
            | 'ژ'
            | 'گ'
            | '\u{06A9}'
            | '\u{06CC}'
            | '\u{06C0}'
            | '\u{200C}'
            | '\u{06F0}'..='\u{06F9}' => "fa",
            '\u{0643}'
            | '\u{064A}'
            | '\u{0649}'
            | '\u{0629}'
            | '\u{0623}'
            | '\u{0625}'
            | '\u{0671}'
            | '\u{0660}'..='\u{0669}' => "ar",
            '\u{0590}'..='\u{05FF}' => "he",
            '\u{0679}'..='\u{06D3}' => "und",
            _ => continue,
        };
        match found {
            Some(before) if before != language => return Some("und"),
            _ => found = Some(language),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, languages: &[&str], expected: Option<&str>) {
        let languages: Vec<LanguageTag> =
            languages.iter().map(|tag| tag.parse().expect("a language")).collect();
        let found = likely_language(words, languages.iter());
        assert_eq!(found.map(LanguageTag::as_str), expected, "{words}");
    }

    #[test]
    fn letters_tell_arabic_from_persian() {
        check("امنیت", &["ar", "fa", "en"], Some("fa")); // security
        check("الدولة", &["ar", "fa", "en"], Some("ar")); // the state
        check("دولت", &["ar", "fa", "en"], None); // state
        check("دولت", &["en", "fa"], Some("fa"));
        check("امنیت", &["ar", "en"], None); // no language of the reader
        check("ریاست ٹ", &["ar", "fa"], None); // a letter of Urdu
        check("שלום", &["ar", "en"], None); // Hebrew: peace
        check("أمن", &["ar", "ar-EG"], Some("ar"));
    }
}
