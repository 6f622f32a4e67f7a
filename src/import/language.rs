//! The language of a text, by its letters and its commonest words.

use crate::text::LanguageTag;

/// Letters that Persian has and Arabic has not.
const PERSIAN_LETTERS: &[char] = &['پ', 'چ', 'ژ', 'گ', 'ک', 'ی'];
/// Letters that Arabic has and Persian has hardly.
const ARABIC_LETTERS: &[char] = &['ة', 'ي', 'ك', 'إ', 'ى'];
/// Letters of Urdu.
const URDU_LETTERS: &[char] = &['ٹ', 'ڈ', 'ڑ', 'ں', 'ے'];
/// Words that make up a tenth of Persian prose.
const PERSIAN_WORDS: &[&str] = &[
    "که", "از", "را", "به", "است", "این", "با", "برای", "می", "شود", "شده", "های", "ها", "آن",
    "در", "یا",
];
/// Words that make up a tenth of Arabic prose.
const ARABIC_WORDS: &[&str] = &[
    "من", "في", "على", "إلى", "الى", "أن", "ان", "التي", "الذي", "هذا", "هذه", "عن", "ما", "كما",
    "ذلك", "بين",
];
/// The commonest words of languages in Latin script that stand in readers.
const LATIN_WORDS: &[(&str, &[&str])] = &[
    ("en", &["the", "of", "and", "to", "in", "is", "that", "for", "with", "as"]),
    ("fr", &["le", "la", "les", "des", "et", "est", "une", "dans", "que", "pour"]),
    ("de", &["der", "die", "das", "und", "ist", "den", "nicht", "ein", "eine", "mit"]),
    ("es", &["el", "los", "las", "una", "que", "del", "por", "con", "para", "es"]),
    ("tr", &["ve", "bir", "bu", "için", "ile", "olarak", "olan", "daha", "gibi", "ise"]),
];

/// The language that most of a text is in; English where nothing tells.
pub(super) fn guess(text: &str) -> LanguageTag {
    let tag = if is_arabic_script(text) { guess_arabic_script(text) } else { guess_latin(text) };
    tag.parse().expect("each of these languages is known")
}

fn is_arabic_script(text: &str) -> bool {
    let arabic = text.chars().filter(|ch| matches!(ch, '\u{0620}'..='\u{06D3}')).count();
    let is_latin = |ch: &char| ch.is_alphabetic() && !matches!(ch, '\u{0620}'..='\u{06D3}');
    arabic > text.chars().filter(is_latin).count()
}

fn guess_arabic_script(text: &str) -> &'static str {
    let count = |letters: &[char]| text.chars().filter(|ch| letters.contains(ch)).count();
    let words = |words: &[&str]| {
        text.split(|ch: char| !ch.is_alphabetic()).filter(|word| words.contains(word)).count()
    };
    let all = text.chars().filter(|ch| ch.is_alphabetic()).count();
    if count(URDU_LETTERS) * 50 > all {
        return "ur";
    }
    // A text in the wrong keyboard's yeh and kaf still has the words of its language.
    let article = text.split_whitespace().filter(|word| word.starts_with("ال")).count();
    let persian = count(PERSIAN_LETTERS) + 4 * words(PERSIAN_WORDS);
    let arabic = count(ARABIC_LETTERS) + 4 * words(ARABIC_WORDS) + 2 * article;
    if persian > arabic { "fa" } else { "ar" }
}

fn guess_latin(text: &str) -> &'static str {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|ch: char| !ch.is_alphabetic()).collect();
    let count = |common: &[&str]| words.iter().filter(|word| common.contains(word)).count();
    let best = LATIN_WORDS.iter().rev().max_by_key(|(_, common)| count(common));
    best.filter(|(_, common)| count(common) > 0).map_or("en", |(tag, _)| tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_by_letters_and_words() {
        for (text, tag) in [
            ("يقوم الأمن الجماعي على منع استخدام القوة", "ar"), // "collective security rests on …"
            ("این نظام از کشورها تشکیل شده است", "fa"),        // "this system is made of states"
            ("اين نظام از كشورها تشكيل شده است كه", "fa"),     // the same on an Arabic keyboard
            ("The Charter of the United Nations", "en"),
            ("La Charte des Nations unies est un traité pour la paix", "fr"),
            ("1945", "en"),
        ] {
            assert_eq!(guess(text).as_str(), tag, "{text}");
        }
    }
}
