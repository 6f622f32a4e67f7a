//! Laws that hold for every text, of folding and of the words found.

use std::ops::Range;

use hashiya::text::{Form, FormRule, Inflection, Lexicon, Match, Scratch, find_quote, fold};
use proptest::prelude::*;
use proptest::sample::select;

/// Strings in which what the rules look at is frequent.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[a-zA-Z' -]{0,4}",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

const PIECES: &[&str] = &[
    "و",
    "ف",
    "ب",
    "ل",
    "ك",
    "ال",
    "لل",
    "أ",
    "إ",
    "آ",
    "ا",
    "\u{0671}", // clitics and alefs
    "أمن",
    "جماعي",
    "قوة",
    "مستوى",
    "شيء",
    "جنگ",
    "معاهده",
    "می",
    "شود",
    "NATO",
    "État", // stems
    "ه",
    "ها",
    "هم",
    "ين",
    "ون",
    "ان",
    "ة",
    "ت",
    "ی",
    "های",
    "ای",
    "یی",
    "شان",
    "s",
    "'s", // endings
    " ",
    " ",
    " ",
    "\u{00A0}",
    "\n",
    "-",
    "–",
    "،",
    "'",
    "’",
    "/",
    "١",
    "۲",
    "3", // between words
    "\u{200C}",
    "\u{200C}",
    "\u{0640}",
    "\u{200F}",
    "\u{200D}",
    "\u{00AD}",
    "\u{FEFF}", // unseen
    "\u{064E}",
    "\u{0651}",
    "\u{0653}",
    "\u{0654}",
    "\u{0655}",
    "\u{0301}",
    "\u{0670}", // marks
    "\u{FDFA}",
    "\u{FEFB}",
    "\u{FB01}",
    "\u{06C0}",
    "\u{06D3}",
    "각",
    "ё",
    "İ",
    "ß",
    "🔒",
    "²",
    "½",
];

fn inflection() -> impl Strategy<Value = Inflection> {
    select(&[Inflection::Arabic, Inflection::Persian, Inflection::English, Inflection::Plain][..])
}

fn rule() -> impl Strategy<Value = FormRule> {
    select(&[FormRule::Inflected, FormRule::Exact, FormRule::Abbreviation][..])
}

fn find(lexicon: &Lexicon, text: &str) -> Vec<Match> {
    let mut matches = Vec::new();
    lexicon.find(text, &mut Scratch::default(), &mut matches);
    matches
}

#[test]
fn a_lexicon_is_shared_by_threads() {
    fn is_shared<T: Send + Sync>() {}
    is_shared::<Lexicon>();
}

fn is_inside(text: &str, range: &Range<usize>) -> bool {
    range.start <= range.end && text.get(range.clone()).is_some()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn folding_twice_changes_nothing(text in text()) {
        let once = fold(&text);
        let twice = fold(once.as_str());
        prop_assert_eq!(once.as_str(), twice.as_str());
    }

    #[test]
    fn every_part_of_a_folded_text_came_from_a_part_of_the_source(
        text in text(), start in 0_usize..60, length in 0_usize..60,
    ) {
        let folded = fold(&text);
        let range = folded.source_range(start..start + length);
        prop_assert!(is_inside(&text, &range), "{range:?} in {text:?}");
        let whole = folded.source_range(0..folded.as_str().len());
        let again = fold(&text[whole]);
        prop_assert_eq!(again.as_str(), folded.as_str());
    }

    #[test]
    fn what_a_range_came_from_folds_to_the_range(text in text(), at in 0_usize..40, length in 1_usize..9) {
        // Ligatures come whole, so only ranges that are made of whole characters are compared.
        let folded = fold(&text);
        let ends: Vec<usize> = folded.as_str().char_indices().map(|(at, _)| at).collect();
        let end = ends.get(at + length).copied().unwrap_or(folded.as_str().len());
        if let Some(&start) = ends.get(at) && !text.contains(['\u{FDFA}', '\u{FEFB}', '\u{FB01}']) {
            let source = folded.source_range(start..end);
            let again = fold(&text[source]);
            prop_assert!(again.as_str().starts_with(&folded.as_str()[start..end]), "{again:?}");
        }
    }

    #[test]
    fn a_quote_of_whole_words_is_found(text in text()) {
        let words: Vec<&str> = text.split_whitespace().collect();
        for quote in words {
            let (quote, text) = (fold(quote), fold(&text));
            if quote.as_str().trim().is_empty() {
                continue;
            }
            prop_assert!(!find_quote(&text, &quote).is_empty(), "{quote:?} in {text:?}");
        }
    }

    #[test]
    fn matches_are_whole_words_in_order_for_any_forms(
        inflection in inflection(),
        written in prop::collection::vec((text(), rule()), 0..6),
        never in prop::collection::vec(text(), 0..3),
        text in text(),
    ) {
        let forms: Vec<Form> = written
            .iter()
            .zip(0..)
            .map(|((written, rule), at)| Form { concept: at / 2, written, rule: *rule })
            .collect();
        let never: Vec<(u32, &str)> = never.iter().map(|never| (0, &**never)).collect();
        let lexicon = Lexicon::new(inflection, &forms, &never);
        let texts = forms.iter().map(|form| form.written).chain([&*text]);
        for text in texts {
            let mut end = 0;
            for found in find(&lexicon, text) {
                prop_assert!(is_inside(text, &found.range) && !found.range.is_empty());
                prop_assert!(end <= found.range.start, "overlap in {text:?}");
                prop_assert_eq!(found.concept, forms[found.form as usize].concept);
                end = found.range.end;
            }
        }
    }

    #[test]
    fn an_exact_form_is_found_in_itself(inflection in inflection(), text in text()) {
        let form = Form { concept: 0, written: &text, rule: FormRule::Exact };
        let lexicon = Lexicon::new(inflection, &[form], &[]);
        let bound = text.contains(['\'', '’']);
        let has_words = !lexicon.short_forms().is_empty() || !find(&lexicon, &text).is_empty();
        if has_words && !bound {
            prop_assert_eq!(find(&lexicon, &text).len(), 1, "{:?}", text);
        }
    }
}
