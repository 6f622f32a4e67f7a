//! A matcher that simply tries every form at every word finds the same words as ours.

use std::ops::Range;
use std::sync::LazyLock;

use hashiya::text::{Form, FormRule, Inflection, Lexicon, Scratch};

use proptest::prelude::*;
use proptest::sample::select;

use super::naive;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_arabic_form_tried_at_every_word_finds_the_same(text in arabic_sentence()) {
        static NAIVE: LazyLock<naive::Arabic> =
            LazyLock::new(|| naive::Arabic::new(ARABIC_FORMS));
        static LEXICON: LazyLock<Lexicon> =
            LazyLock::new(|| lexicon(Inflection::Arabic, ARABIC_FORMS));
        prop_assert_eq!(places(&LEXICON, &text), NAIVE.find(&text), "{}", text);
    }

    #[test]
    fn every_persian_form_tried_at_every_word_finds_the_same(text in persian_sentence()) {
        static NAIVE: LazyLock<naive::Persian> =
            LazyLock::new(|| naive::Persian::new(PERSIAN_FORMS));
        static LEXICON: LazyLock<Lexicon> =
            LazyLock::new(|| lexicon(Inflection::Persian, PERSIAN_FORMS));
        prop_assert_eq!(places(&LEXICON, &text), NAIVE.find(&text), "{}", text);
    }
}

fn lexicon(inflection: Inflection, forms: &[&str]) -> Lexicon {
    let form = |(written, concept)| Form { concept, written, rule: FormRule::Inflected };
    let forms: Vec<Form> = forms.iter().copied().zip(0..).map(form).collect();
    Lexicon::new(inflection, &forms, &[])
}

fn places(lexicon: &Lexicon, text: &str) -> Vec<Range<usize>> {
    let mut matches = Vec::new();
    lexicon.find(text, &mut Scratch::default(), &mut matches);
    matches.into_iter().map(|found| found.range).collect()
}

const ARABIC_FORMS: &[&str] = &[
    "أمن",            // security
    "الأمن الجماعي",   // collective security
    "قوة",            // force
    "قرار",           // resolution
    "دولة",           // state
    "الدولة القومية", // nation state
    "مستوى",          // level
    "أعضاء",          // members
    "مبدأ",           // principle
    "سلم",            // peace
    "حق النقض",       // veto
    "لجنة",           // committee
    "إرهاب",          // terrorism
];

const PERSIAN_FORMS: &[&str] = &[
    "امنیت",        // security
    "امنیت جمعی",   // collective security
    "معاهده",       // treaty
    "بین‌المللی",    // international
    "نیرو",         // force
    "همکاری",       // cooperation
    "جنگ",          // war
    "حق وتو",       // veto
    "توسعه پایدار", // sustainable development
    "می‌شود",        // becomes
    "کشور",         // country
    "گروه",         // group
];

/// Words made of the forms' own words, clitics, endings and what looks like them.
fn sentence(
    before: &'static [&'static str],
    stems: &'static [&'static str],
    after: &'static [&'static str],
    between: &'static [&'static str],
) -> impl Strategy<Value = String> {
    let word = (select(before), select(stems), select(after), select(between));
    prop::collection::vec(word, 1..8).prop_map(|words| {
        words
            .into_iter()
            .map(|(before, stem, after, between)| [before, stem, after, between].concat())
            .collect()
    })
}

fn arabic_sentence() -> impl Strategy<Value = String> {
    sentence(
        &["", "", "", "ال", "و", "ف", "وال", "ب", "بال", "لل", "ل", "ولل", "فبال", "ك", "وب", "ي"],
        &[
            "أمن",
            "امن",
            "آمن",
            "أمْن",
            "أمن الجماعي",
            "أمن جماعي",
            "جماعي",
            "قوة",
            "قوه",
            "قوت",
            "قرار",
            "قرارا",
            "دولة",
            "دولت",
            "دولة قومية",
            "مستوى",
            "مستوي",
            "مستوا",
            "أعضاء",
            "أعضاؤ",
            "أعضائ",
            "اعضاء",
            "مبدأ",
            "مبدؤ",
            "مبدئ",
            "مبدآ",
            "سلم",
            "حق",
            "نقض",
            "حق النقض",
            "حق نقض",
            "جنة",
            "لجنة",
            "لجنت",
            "إرهاب",
            "ارهاب",
            "أرهاب",
            "استقرار",
        ],
        &[
            "", "", "", "ه", "ها", "هم", "هما", "هن", "نا", "ك", "كم", "كما", "ا", "ًا", "ان", "ين",
            "ون", "ي", "ية", "ة", "ن", "تان",
        ],
        &[" ", " ", " ", "  ", "\n", "، ", "-", "."],
    )
}

fn persian_sentence() -> impl Strategy<Value = String> {
    sentence(
        &["", "", "", "", "یک ", "هر ", "نا", "هم\u{200C}", "می\u{200C}", "می", "نمی "],
        &[
            "امنیت",
            "امنيت",
            "امنیت جمعی",
            "امنیت\u{200C}جمعی",
            "معاهده",
            "معاهدة",
            "معاهدهٔ",
            "بین",
            "بین‌المللی",
            "بین المللی",
            "بینالمللی",
            "المللی",
            "نیرو",
            "همکاری",
            "جنگ",
            "حق وتو",
            "وتو",
            "توسعه",
            "توسعه پایدار",
            "توسعه‌ی پایدار",
            "توسعهٔ پایدار",
            "پایدار",
            "شود",
            "کشور",
            "كشور",
            "گروه",
        ],
        &[
            "",
            "",
            "",
            "ها",
            "\u{200C}ها",
            " ها",
            "های",
            "\u{200C}های",
            " هایشان",
            "هایی",
            "ی",
            "\u{200C}ی",
            "ای",
            "\u{200C}ای",
            " ای",
            "یی",
            "ش",
            "م",
            "ت",
            "شان",
            "\u{200C}شان",
            "اش",
            "\u{200C}اش",
            "اند",
            "\u{200C}اند",
            "\u{200C}است",
            "است",
            "یش",
            "گر",
            "\u{200C}ساز",
            "\u{200C}",
            "ِ",
        ],
        &[" ", " ", " ", "  ", "\u{00A0}", "، ", " که ", ". "],
    )
}
