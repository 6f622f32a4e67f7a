//! Persian half-spaces: where they were lost, and where nothing was.

use hashiya::text::Finding;
use hashiya::text::half_space::{Dictionary, DocumentWords, HalfSpaces, Vocabulary};
use proptest::prelude::*;

const LOST: &str = include_str!("../../cases/text/half_spaces.tsv");
const SPACED: &str = include_str!("../../cases/text/spaced_half_spaces.tsv");

type Rule = fn(&str, &Vocabulary) -> Vec<Finding>;

fn findings(text: &str, rule: Rule, dictionary: Option<&Dictionary>) -> Vec<Finding> {
    let document = DocumentWords::of([text]);
    rule(text, &Vocabulary { document: &document, dictionary })
}

fn lost(text: &str, vocabulary: &Vocabulary) -> Vec<Finding> {
    HalfSpaces::new(vocabulary).lost(text)
}

fn spaced(text: &str, vocabulary: &Vocabulary) -> Vec<Finding> {
    HalfSpaces::new(vocabulary).spaced(text)
}

fn mended(text: &str, findings: &[Finding]) -> String {
    let mut mended = text.to_owned();
    for finding in findings.iter().rev() {
        if let Some(replacement) = &finding.replacement {
            mended.replace_range(finding.range.clone(), replacement);
        }
    }
    mended
}

fn rows(table: &str) -> impl Iterator<Item = [&str; 3]> {
    let rows = table.lines().filter(|row| !row.starts_with('#') && !row.is_empty());
    rows.map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        <[&str; 3]>::try_from(cells).unwrap_or_else(|cells| panic!("three cells, not {cells:?}"))
    })
}

#[track_caller]
fn check_table(table: &str, rule: Rule) {
    let mut wrong = Vec::new();
    for [damaged, correct, classes] in rows(table) {
        let found = findings(damaged, rule, None);
        let found_classes: String = found.iter().map(|finding| finding.class.letter()).collect();
        let mended = mended(damaged, &found);
        if mended != correct || found_classes != classes {
            wrong.push(format!(
                "{damaged}\n  expected: {correct} {classes}\n  found: {mended} {found_classes}"
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn lost_half_spaces_are_found_by_rule_and_class() {
    check_table(LOST, lost);
}

#[test]
fn half_spaces_written_as_spaces_and_hyphens_are_found() {
    check_table(SPACED, spaced);
}

#[test]
fn what_has_its_half_spaces_is_left_alone() {
    for [_, correct, _] in rows(LOST) {
        assert_eq!(findings(correct, lost, None), [], "{correct}");
    }
    for [_, correct, _] in rows(SPACED) {
        assert_eq!(findings(correct, spaced, None), [], "{correct}");
    }
}

#[test]
fn a_word_that_reads_in_two_ways_is_a_flag() {
    // "lands" or "of a context", in a document that has each word once
    let found = findings("زمین زمینه زمینهای", lost, None);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].class.letter(), &found[0].replacement), ('F', &None));
}

#[test]
fn a_dictionary_knows_more_stems_and_more_whole_words() {
    let dictionary =
        Dictionary::new("SET UTF-8\n", "3\nسنگلاخ\nپیشخان\nگیومه\n").expect("a dictionary");
    let with = |text| findings(text, lost, Some(&dictionary));
    assert_eq!(with("سنگلاخهای")[0].class.letter(), 'A'); // "rocky grounds"
    assert_eq!(with("گیومهای")[0].replacement.as_deref(), Some("گیومه\u{200C}ای")); // "of a quotation mark"
    assert_eq!(with("پیشخان"), []); // "counter", not "fore-inn"
}

proptest! {
    #[test]
    fn mending_adds_half_spaces_and_nothing_else(text in "[ابپتجدرسشکگلمنوهیآمیها\u{200C}ـًأ .-]{0,40}") {
        let found = findings(&text, lost, None);
        let mended = mended(&text, &found);
        prop_assert_eq!(mended.replace('\u{200C}', ""), text.replace('\u{200C}', ""));
        // Once put back, a half-space is not asked for again.
        let before: Vec<_> = found.iter().filter(|finding| finding.replacement.is_some()).collect();
        for finding in before {
            prop_assert!(text.is_char_boundary(finding.range.start) && text.is_char_boundary(finding.range.end));
        }
    }

    #[test]
    fn joining_takes_spaces_and_hyphens_and_nothing_else(text in "[ابپتجدرسمیهانشوگ\u{200C} -]{0,40}") {
        let mended = mended(&text, &findings(&text, spaced, None));
        let letters = |text: &str| text.replace(['\u{200C}', ' ', '-'], "");
        prop_assert_eq!(letters(&mended), letters(&text));
    }
}
