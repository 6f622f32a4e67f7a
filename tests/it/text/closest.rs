//! The closest words of a text, looked for in the simplest way.

use std::ops::Range;

use hashiya::text::{Closest, Folded, closest, find_quote, fold};
use proptest::prelude::*;
use proptest::sample::select;

/// All runs of whole words in a text without signs.
fn runs(text: &str) -> Vec<Range<usize>> {
    let words = text.split(' ').scan(0, |at, word| {
        let start = *at;
        *at += word.len() + 1;
        Some(start..start + word.len())
    });
    let words: Vec<Range<usize>> = words.filter(|word| !word.is_empty()).collect();
    let runs = words
        .iter()
        .enumerate()
        .flat_map(|(from, first)| words[from..].iter().map(|last| first.start..last.end));
    runs.collect()
}

/// The edit distance of two texts, by its definition.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (length, a) in (1..).zip(one) {
        let mut next = vec![length];
        for (at, b) in other.iter().enumerate() {
            let replaced = row[at] + usize::from(a != b);
            next.push(replaced.min(row[at + 1] + 1).min(next[at] + 1));
        }
        row = next;
    }
    row[other.len()]
}

fn least(texts: &[String], quote: &str) -> Option<usize> {
    let chars = |text: &str| fold(text).as_str().chars().collect::<Vec<_>>();
    let quote = chars(quote);
    let runs = texts.iter().flat_map(|text| runs(text).into_iter().map(|run| &text[run]));
    runs.map(|run| distance(&chars(run), &quote)).min()
}

fn found(texts: &[String], quote: &str) -> Vec<Closest> {
    let folded: Vec<Folded> = texts.iter().map(|text| fold(text)).collect();
    closest(&folded.iter().collect::<Vec<_>>(), &fold(quote))
}

fn words(count: Range<usize>) -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &[
        "الأمن",
        "أمن",
        "الجماعي",
        "جماعيّة",
        "القوة",
        "القوى",
        "توزيع",
        "a",
        "power",
        "powers",
        "of",
    ];
    prop::collection::vec(select(WORDS), count).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn none_come_closer(texts in prop::collection::vec(words(0..12), 1..4), quote in words(1..16)) {
        let length = fold(&quote).as_str().chars().count();
        let allowed = match length { 0..=5 => 0, 6..=39 => length / 5, _ => length / 3 };
        let least = least(&texts, &quote).filter(|least| *least <= allowed && allowed > 0);
        let found = found(&texts, &quote);
        prop_assert_eq!(found.first().map(|place| place.distance), least);
        for place in found {
            let words = &texts[place.passage][place.range.clone()];
            prop_assert!(runs(&texts[place.passage]).contains(&place.range), "{}", words);
            prop_assert!(!find_quote(&fold(&texts[place.passage]), &fold(words)).is_empty());
        }
    }
}

#[test]
fn equally_close_places_are_all_there() {
    // "the distribution of power" with its end changed, twice, and once as it is in English
    let texts = ["توزيع القوى ثم توزيع القوات".to_owned(), "distribution of power".to_owned()];
    let words: Vec<&str> =
        found(&texts, "توزيع القوال").iter().map(|place| &texts[0][place.range.clone()]).collect();
    assert_eq!(words, ["توزيع القوات"]);
    assert_eq!(found(&texts, "توزيع القواى").len(), 2);
    assert_eq!(found(&texts, "distribution of powder")[0].passage, 1);
    assert_eq!(found(&texts, "distortion of facts"), []);
}
