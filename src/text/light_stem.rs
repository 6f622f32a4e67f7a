//! Light stems: a folded word comes in, the part of it that related words share goes out.
//!
//! For the second, lower tier of search only: stems conflate too much for links of the glossary
//! (TEXT.md, section 5, has the figures). One affix at the beginning and one at the end are
//! taken off, the first of each table that fits. Persian and Arabic affixes are in folded form, in
//! which teh marbuta is heh and every alef is bare.
//!
//! Arabic follows light10 (Larkey, Ballesteros and Connell, "Light Stemming for Arabic Information
//! Retrieval", 2007), English the S-stemmer (Harman, "How Effective Is Suffixing?", 1991) with the
//! exceptions that our texts need. Rules that would need a dictionary, such as broken plurals,
//! are not attempted: a glossary lists them as forms.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::language::LanguageTag;

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

/// The stem of a folded word; of a language without rules, the word itself.
pub fn light_stem<'w>(folded: &'w str, language: &LanguageTag) -> Cow<'w, str> {
    let Some(affixes) = affixes(language) else { return Cow::Borrowed(folded) };
    let letters = |part: &str| part.chars().count();
    let bare = affixes
        .prefixes
        .iter()
        .find_map(|(prefix, remain)| {
            folded.strip_prefix(prefix).filter(|rest| letters(rest) >= *remain)
        })
        .unwrap_or(folded);
    affixes
        .endings
        .iter()
        .find_map(|(ending, instead, before)| {
            let stem = bare.strip_suffix(ending).filter(|stem| letters(stem) >= *before)?;
            Some(match *instead {
                "" => Cow::Borrowed(stem),
                instead => Cow::Owned(format!("{stem}{instead}")),
            })
        })
        .unwrap_or(Cow::Borrowed(bare))
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
    use crate::text::fold;

    #[track_caller]
    fn check(language: &str, words: &[&str], stem: &str) {
        let language = language.parse().expect("a language");
        for word in words {
            let folded = fold(word).into_string();
            assert_eq!(light_stem(&folded, &language), stem, "{word}");
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
