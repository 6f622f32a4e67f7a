//! Light stems: a word comes in, the part of it that related words share goes out, folded.
//!
//! For the second, lower tier of search only: stems conflate too much for links of the glossary
//! (TEXT.md, section 5, has the figures). One affix at the beginning and one at the end are
//! taken off, the first of each table that fits. Affixes are in folded form, in which teh marbuta
//! is heh and every alef is bare, and are compared letter by letter as these fold; but none reaches
//! over a half-space, as `های` would in `منطقه‌ای` (regional), and a yeh that carries hamza, as in
//! `هيئة` (body), is of the stem.
//!
//! Arabic follows light10 (Larkey, Ballesteros and Connell, "Light Stemming for Arabic Information
//! Retrieval", 2007), English the S-stemmer (Harman, "How Effective Is Suffixing?", 1991) with the
//! exceptions that our texts need. Rules that would need a dictionary, such as broken plurals,
//! are not attempted: a glossary lists them as forms.

use std::fmt::Write as _;
use std::ops::Range;

use super::fold::fold;
use super::language::LanguageTag;
use super::letter::{FOLDED, class, classify, folded_char};
use super::search::HALF_SPACE;

/// The affixes of a language.
#[derive(Debug)]
struct Affixes {
    /// What may stand before a stem, and how many letters must remain.
    prefixes: &'static [(&'static str, usize)],
    /// What may stand behind it, what takes its place, and how many letters must stand before it.
    endings: &'static [(&'static str, &'static str, usize)],
}

/// The article with clitics before it, and "and".
static ARABIC: Affixes = Affixes {
    prefixes: &[("وال", 2), ("بال", 2), ("كال", 2), ("فال", 2), ("ال", 2), ("لل", 2), ("و", 3)],
    endings: &[
        ("ها", "", 2),
        ("ان", "", 2),
        ("ات", "", 2),
        ("ون", "", 2),
        ("ين", "", 2),
        ("يه", "", 2),
        ("ه", "", 2),
        ("ي", "", 2),
    ],
};

/// Plural, comparative and superlative.
static PERSIAN: Affixes = Affixes {
    prefixes: &[],
    endings: &[("هايي", "", 2), ("هاي", "", 2), ("ها", "", 2), ("ترين", "", 2), ("تر", "", 2)],
};

/// The plural; the possessive is a word of its own behind the apostrophe.
static ENGLISH: Affixes = Affixes {
    prefixes: &[],
    endings: &[
        ("ies", "y", 2),
        ("sses", "ss", 1),
        ("xes", "x", 2),
        ("ches", "ch", 2),
        ("shes", "sh", 2),
        ("oes", "o", 2),
        // Greek nouns: crisis and crises, analysis and analyses.
        ("sis", "se", 2),
        ("ss", "ss", 0),
        ("us", "us", 0),
        ("is", "is", 0),
        ("s", "", 3),
    ],
};

fn affixes(language: &LanguageTag) -> Option<&'static Affixes> {
    match language.primary() {
        "ar" => Some(&ARABIC),
        "fa" => Some(&PERSIAN),
        "en" => Some(&ENGLISH),
        _ => None,
    }
}

/// Where the stem of a word stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LightStem {
    /// The bytes of the word without its affixes.
    pub core: Range<usize>,
    /// The stem: the core, folded, and what takes the place of the ending.
    pub key: String,
}

/// The stem of a word as [`SearchWord`](super::SearchWord) has it; of a language without rules, the whole word.
pub fn light_stem(written: &str, language: &LanguageTag) -> LightStem {
    let mut core = 0..written.len();
    let mut instead = "";
    if let Some(affixes) = affixes(language) {
        core.start = behind_prefix(written, affixes);
        let bare = &written[core.start..];
        for (ending, replaced, before) in affixes.endings {
            let Some(length) = before_ending(bare, ending) else { continue };
            if letter_count(&bare[..length]) >= *before {
                core.end = core.start + length;
                instead = replaced;
                break;
            }
        }
    }
    let key = fold(&written[core.clone()]).into_string() + instead;
    LightStem { core, key }
}

/// Whether a part of a word is no more than an ending of the language, such as `ها`.
pub fn is_ending(part: &str, language: &LanguageTag) -> bool {
    affixes(language).is_some_and(|affixes| {
        affixes.endings.iter().any(|(ending, ..)| before_ending(part, ending) == Some(0))
    })
}

fn behind_prefix(written: &str, affixes: &Affixes) -> usize {
    let fits = |(prefix, remain): &(&str, usize)| {
        let mut rest = written.chars();
        let stands =
            prefix.chars().all(|wanted| rest.next().is_some_and(|own| folds_to(own, wanted)));
        (stands && letter_count(rest.as_str()) >= *remain)
            .then(|| written.len() - rest.as_str().len())
    };
    affixes.prefixes.iter().find_map(fits).unwrap_or(0)
}

/// How many bytes stand before an ending; `None` if the word does not have it.
fn before_ending(written: &str, ending: &str) -> Option<usize> {
    let mut rest = written.chars();
    let mut letters = ending.chars().rev();
    let stands = letters.all(|wanted| rest.next_back().is_some_and(|own| folds_to(own, wanted)));
    stands.then_some(rest.as_str().len())
}

/// Whether a letter of a word is one of an affix.
fn folds_to(own: char, wanted: char) -> bool {
    const YEH_HAMZA: char = '\u{626}';
    if own.is_ascii() || own == YEH_HAMZA {
        return own == wanted;
    }
    let letter = classify(own, &FOLDED);
    letter >= class::LETTER && folded_char(letter) == wanted
}

fn letter_count(part: &str) -> usize {
    part.chars().filter(|letter| *letter != HALF_SPACE).count()
}

/// The affixes of a language for the browser, as JSON: `{"prefixes":[["ال",2]],"endings":[["s","",3]]}`.
pub fn browser_affixes(language: &LanguageTag) -> String {
    let Some(affixes) = affixes(language) else {
        return "{\"prefixes\":[],\"endings\":[]}".to_owned();
    };
    let mut json = String::from("{\"prefixes\":[");
    for (place, (prefix, remain)) in affixes.prefixes.iter().enumerate() {
        let comma = if place == 0 { "" } else { "," };
        _ = write!(json, "{comma}[\"{prefix}\",{remain}]");
    }
    json.push_str("],\"endings\":[");
    for (place, (ending, instead, before)) in affixes.endings.iter().enumerate() {
        let comma = if place == 0 { "" } else { "," };
        _ = write!(json, "{comma}[\"{ending}\",\"{instead}\",{before}]");
    }
    json.push_str("]}");
    json
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(language: &str, words: &[&str], stem: &str) {
        let language = language.parse().expect("a language");
        for word in words {
            let mut written = String::new();
            crate::text::each_search_word(word, &mut String::new(), |word| {
                word.written.clone_into(&mut written);
            });
            assert_eq!(light_stem(&written, &language).key, stem, "{word}");
        }
    }

    #[test]
    fn related_words_share_a_stem() {
        check("ar", &["الأمن", "أمن", "والأمن", "للأمن", "الأمنية", "أمنيّ"], "امن"); // security
        check("ar", &["دولة", "الدولة", "دول"], "دول"); // state
        check("ar", &["قوة", "قوات", "القوى"], "قو"); // force, power
        check("fa", &["کشور", "کشورها", "کشورهای", "کشور‌هایی"], "كشور"); // country
        check("fa", &["مهم", "مهم‌تر", "مهمترین"], "مهم"); // important
        check("en", &["state", "States"], "state");
        check("en", &["veto", "vetoes", "vetos"], "veto");
        check("en", &["crisis", "crises"], "crise");
        check("en", &["house", "houses"], "house");
        check("en", &["treaty", "treaties"], "treaty");
    }

    #[test]
    fn an_affix_is_written_as_such() {
        check("fa", &["منطقه‌ای"], "منطقهاي"); // regional, not logic and plural
        check("fa", &["منطق‌های"], "منطق"); // kinds of logic
        check("ar", &["هيئة", "الهيئات"], "هيي"); // body of people, and its plural
        check("ar", &["بحرية", "بحري"], "بحر"); // maritime
    }

    #[test]
    fn enough_of_a_word_remains() {
        check("ar", &["وال"], "وال"); // governor
        check("ar", &["ألف"], "الف"); // thousand
        check("ar", &["ورد"], "ورد"); // rose
        check("fa", &["ها"], "ها"); // the plural
        check("en", &["is"], "is");
        check("en", &["gas"], "gas");
        check("en", &["campus"], "campus");
        check("en", &["lies"], "lie");
    }
}
