//! Names in order, and the letters they stand under.

use hashiya::text::{Alphabet, LanguageTag};

/// The rows of the table: language, heading, name.
fn rows() -> Vec<(&'static str, &'static str, &'static str)> {
    let table = include_str!("../../cases/text/alphabet.tsv");
    let rows = table.lines().filter(|row| !row.starts_with("# ") && !row.is_empty());
    let row = |row: &'static str| {
        let cells: Vec<&str> = row.split('\t').collect();
        let &[language, heading, name] = &cells[..] else { panic!("three cells: {row}") };
        (language, heading, name)
    };
    rows.map(row).collect()
}

#[test]
fn names_stand_in_the_order_of_each_alphabet_under_its_letters() {
    let rows = rows();
    for group in rows.chunk_by(|a, b| a.0 == b.0) {
        let language: LanguageTag = group[0].0.parse().expect("a language");
        let alphabet = Alphabet::of(&language);
        let mut keyed: Vec<_> =
            group.iter().rev().map(|(_, _, name)| (alphabet.key(name, &language), *name)).collect();
        keyed.sort_by(|(a, _), (b, _)| alphabet.compare(a, b));
        let found: Vec<(String, &str)> =
            keyed.iter().map(|(key, name)| (alphabet.heading(key), *name)).collect();
        let expected: Vec<(String, &str)> =
            group.iter().map(|(_, heading, name)| ((*heading).to_owned(), *name)).collect();
        assert_eq!(found, expected, "{language}");
    }
}

#[test]
fn the_letters_of_the_other_keyboard_and_what_is_not_heard_make_no_difference() {
    for (language, one, other) in [
        ("ar", "الکیان", "كِيَـان"), // entity: with the article, and with vowel signs
        ("fa", "كشورها", "کشور‌ها"), // countries: with a half-space that cannot be seen
        ("fa", "ملي", "ملی"),      // national
    ] {
        let language: LanguageTag = language.parse().expect("a language");
        let alphabet = Alphabet::of(&language);
        let between = format!("{other} ا");
        let [one, other, between] =
            [one, other, &between].map(|name| alphabet.key(name, &language));
        assert!(
            alphabet.compare(&one, &between).is_lt() && alphabet.compare(&other, &between).is_lt()
        );
        assert_eq!(alphabet.heading(&one), alphabet.heading(&other));
    }
}
