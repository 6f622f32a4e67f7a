//! Words that nearly every passage has: articles, prepositions, conjunctions, pronouns, auxiliary verbs.
//!
//! Search keeps no list of where they stand. It would be a tenth of the index and say nothing: a
//! query is answered by its other words, and phrases are looked for in the passages. Words that mean
//! something of their own, if only sometimes (`بعد`: after, and dimension), are not among them.

use super::fold::fold;
use super::language::LanguageTag;

/// In, from, that, on, to, not, this, which …
#[rustfmt::skip]
static ARABIC: &[&str] = &[
    "اذا", "الا", "التي", "الذي", "الذين", "الي", "اما", "ان", "انه", "انها", "او", "اي", "بان",
    "بل", "به", "بها", "بين", "تلك", "ثم", "حتي", "ذلك", "علي", "عليه", "عليها", "عن", "في",
    "فيه", "فيها", "قد", "كان", "كانت", "كل", "كما", "لا", "لان", "لم", "لن", "له", "لها", "ما",
    "مع", "من", "منه", "منها", "هذا", "هذه", "هنا", "هناك", "هو", "هي", "والي", "وان", "وذلك",
    "وعلي", "وفي", "وقد", "وكان", "ولا", "ولم", "وما", "ومن", "وهذا", "وهذه", "وهو", "وهي",
];

/// And, in, to, from, that; the plural and the prefix of verbs, where half-spaces part them …
#[rustfmt::skip]
static PERSIAN: &[&str] = &[
    "آن", "آنان", "آنها", "از", "است", "اما", "او", "اي", "اين", "اگر", "با", "باشد", "بايد",
    "بر", "براي", "به", "بود", "تا", "خود", "دارد", "دارند", "در", "را", "شد", "شده", "شود",
    "كرد", "كرده", "كند", "كنند", "كه", "ما", "مي", "ميشود", "ميكند", "ميكنند", "نمي", "نميشود",
    "نميكند", "نميكنند", "نيز", "نيست", "ها", "هاي", "هر", "هم", "همان", "همه", "همين", "هيچ",
    "و", "ولي", "يا", "يك", "پس", "چه", "چون",
];

#[rustfmt::skip]
static ENGLISH: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "do", "does", "for",
    "from", "had", "has", "have", "he", "her", "his", "if", "in", "into", "is", "it", "its",
    "no", "not", "of", "on", "or", "our", "s", "so", "than", "that", "the", "their", "them",
    "then", "there", "these", "they", "this", "to", "was", "we", "were", "what", "when",
    "which", "who", "will", "with", "would", "you", "your",
];

/// The common words of a language, folded but for an initial alef with madda, in order; none of a language that
/// has no list.
pub fn common_words(language: &LanguageTag) -> &'static [&'static str] {
    match language.primary() {
        "ar" => ARABIC,
        "fa" => PERSIAN,
        "en" => ENGLISH,
        _ => &[],
    }
}

/// Whether a word is one of them, however it is spelled: but `آلي` (automatic) is not `إلى` (to).
pub fn is_common(written: &str, language: &LanguageTag) -> bool {
    let words = common_words(language);
    !words.is_empty() && words.binary_search(&key(written).as_str()).is_ok()
}

fn key(written: &str) -> String {
    const ALEF_MADDA: char = '\u{622}';
    match written.strip_prefix(ALEF_MADDA) {
        Some(rest) => format!("{ALEF_MADDA}{}", fold(rest).as_str()),
        None => fold(written).into_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_folded_and_in_order() {
        for list in [ARABIC, PERSIAN, ENGLISH] {
            assert!(list.is_sorted());
            assert!(list.iter().all(|word| key(word) == *word), "{list:?}");
        }
    }

    #[test]
    fn spelling_does_not_matter() {
        let arabic: LanguageTag = "ar".parse().expect("a language");
        assert!(["إلى", "الى", "فِي", "فى"].iter().all(|word| is_common(word, &arabic)));
        assert!(!["الأمن", "آلي"].iter().any(|word| is_common(word, &arabic))); // security, automatic
        let persian: LanguageTag = "fa".parse().expect("a language");
        assert!(["از", "آن", "می‌شود"].iter().all(|word| is_common(word, &persian)));
    }
}
