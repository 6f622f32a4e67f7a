//! Spelling and typography of Arabic and Persian: what is found, and what is mended.

use hashiya::text::hygiene::{Orthography, TanweenOrder, inspect, tanween_orders};
use hashiya::text::{Class, Finding, mended};

fn orthography(language: &str) -> Orthography {
    Orthography::of(&language.parse().expect("a language")).expect("a language with rules")
}

/// What all that is silent or stated comes to, mended till nothing changes.
fn settled(text: &str, orthography: Orthography) -> String {
    let mut text = text.to_owned();
    for _ in 0..8 {
        let next = mended(&text, &inspect(&text, orthography, &[]), Class::Stated);
        if next == text {
            return text;
        }
        text = next;
    }
    panic!("never done: {text}");
}

fn named(findings: &[Finding]) -> String {
    let names = findings.iter().map(|each| format!("{} {}", each.rule, each.class.letter()));
    names.collect::<Vec<_>>().join(", ")
}

/// Checks a table of `language`, `text`, the text mended, and the rules with their classes.
#[track_caller]
fn check_table(table: &str) {
    let mut wrong = Vec::new();
    for row in table.lines().filter(|row| !row.starts_with('#') && !row.is_empty()) {
        let cells: Vec<&str> = row.split('\t').collect();
        let &[language, text, expected, rules] = &cells[..] else {
            panic!("four cells, not {}: {row}", cells.len());
        };
        let orthography = orthography(language);
        let found = named(&inspect(text, orthography, &[]));
        let mended = settled(text, orthography);
        if found != rules || mended != expected {
            wrong.push(format!("{row}\n  found:  {found}\n  mended: {mended}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn each_rule_is_kept_with_its_exceptions() {
    check_table(include_str!("../../cases/text/hygiene.tsv"));
}

#[test]
fn what_is_no_prose_is_left_alone() {
    let text = "كلمة ، code ، كلمة"; // "a word, code, a word"
    let code = text.find("code ،").expect("it is there");
    let opaque = code..code + "code ،".len();
    let findings = inspect(text, Orthography::Arabic, std::slice::from_ref(&opaque));
    assert_eq!(mended(text, &findings, Class::Silent), "كلمة، code ، كلمة");
}

#[test]
fn a_line_that_ends_unseen_needs_no_space() {
    let text = "سطر أول،سطر ثان"; // "a first line,a second line"
    let end = text.find('،').expect("it is there") + '،'.len_utf8();
    let findings = inspect(text, Orthography::Arabic, std::slice::from_ref(&(end..end)));
    assert_eq!(findings, []);
}

#[test]
fn both_ways_to_write_tanween_are_found() {
    let text = "أيضًا، مثلاً، جدّاً وقرآنًا"; // "also, for example, very and a Quran"
    let orders = tanween_orders(text).into_iter();
    let orders: Vec<(&str, TanweenOrder)> =
        orders.map(|(range, order)| (&text[range], order)).collect();
    let (before, on) = (TanweenOrder::BeforeAlef, TanweenOrder::OnAlef);
    assert_eq!(orders, [("ًا", before), ("اً", on), ("اً", on), ("ًا", before)]);
}

#[test]
fn only_arabic_and_persian_have_rules() {
    let rules_of = |tag: &str| Orthography::of(&tag.parse().expect("a language"));
    assert_eq!(rules_of("ar-EG"), Some(Orthography::Arabic));
    assert_eq!(rules_of("fa-AF"), Some(Orthography::Persian));
    for other in ["ur", "ckb", "en", "fa-Latn"] {
        assert_eq!(rules_of(other), None, "{other}");
    }
}
