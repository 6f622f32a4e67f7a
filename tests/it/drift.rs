//! Quotes whose words were corrected in the text.

use std::collections::BTreeSet;

use hashiya::diagnostic::{Code, Diagnostic, Message, format};
use hashiya::load::{Sources, load};
use hashiya::mend::mend;
use hashiya::resolve::Drafts;
use hashiya::text::Class;
use hashiya::{Memory, check, check_again};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::reader::{ReaderTest, original_with};

const CHARTER: &str = "content/texts/charter/ar.md";

fn reader(annotation: &str, body: &str) -> ReaderTest {
    let annotations = format!("annotations:\n  - {{{annotation}, text: شرح}}\n"); // "a comment"
    ReaderTest::new().with(CHARTER, original_with(&annotations, body))
}

fn sources(reader: &ReaderTest) -> Sources {
    load(reader.on_disk().path()).expect("readable files").value
}

fn of_quotes(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.into_iter().filter(|each| each.code == Code::QuoteNotFound).collect()
}

#[track_caller]
fn check_help(annotation: &str, body: &str, expected: &str, fixes: usize) {
    let told = of_quotes(check(&sources(&reader(annotation, body)), Drafts::Included).diagnostics);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].help.as_ref().map(Message::to_string).as_deref(), Some(expected));
    assert_eq!(told[0].fixes.len(), fixes);
}

#[test]
fn the_closest_words_are_proposed() {
    check_help(
        "quote: توزيع القوى", // "the distribution of powers"
        "إن توزيع القوّة تغيّر.\n",
        "the closest words are `توزيع القوّة`; `hashiya check --fix=all` quotes them",
        1,
    );
}

#[test]
fn of_two_that_are_equally_close_none_is() {
    check_help(
        "quote: توزيع القوى",
        "توزيع القوم، ثم توزيع القوت.\n", // "people", "food"
        "`توزيع القوم` and `توزيع القوت` come equally close; copy the words that are meant",
        0,
    );
    check_help(
        "quote: توزيع القوى",
        "توزيع القوة، ثم توزيع القوة.\n",
        "the closest words, `توزيع القوة`, stand 2 times in this file; say which place is meant: \
         `occurrence: 2`",
        0,
    );
    check_help(
        "quote: توزيع القوى, occurrence: 2",
        "توزيع القوة، ثم توزيع القوة.\n",
        "the closest words are `توزيع القوة`; `hashiya check --fix=all` quotes them",
        1,
    );
}

#[test]
fn what_is_meant_otherwise_is_not() {
    let copy = "copy them again from the text: whole words of one paragraph, item or cell";
    check_help("quote: الأمن الغذائي", "الأمن الجماعي.\n", copy, 0); // "food", "collective" security
    check_help("quote: العرب", "الحرب.\n", copy, 0); // "the Arabs", "the war"
}

#[test]
fn the_fix_is_told_to_programs_in_bytes() {
    let sources = sources(&reader("quote: 'توزيع القوى'", "إن توزيع القوة تغيّر.\n"));
    let told = of_quotes(check(&sources, Drafts::Included).diagnostics);
    let told: serde_json::Value =
        serde_json::from_str(&format::json(&told, &sources)).expect("it is JSON");
    let fix = &told[0]["fixes"][0];
    let at =
        |key: &str| fix[key].as_u64().and_then(|at| usize::try_from(at).ok()).expect("a number");
    let text =
        &sources.files.iter().find(|file| file.path.as_str() == CHARTER).expect("it is there").text;
    assert_eq!(&text[at("start")..at("end")], "'توزيع القوى'");
    assert_eq!(fix["replacement"], "'توزيع القوة'");
    assert_eq!(fix["file"], CHARTER);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn a_quote_follows_its_text(
        words in prop::collection::vec(select(WORDS), 12..30),
        range in (any::<Index>(), 3_usize..8),
        slip in (any::<Index>(), select(&['ب', 'x', '-', 'ق'][..])),
    ) {
        let from = range.0.index(words.len() - range.1);
        let quote = words[from..from + range.1].join(" ");
        let place = slip.0.index(quote.chars().count());
        let lost: String = quote.chars().enumerate().map(|(at, ch)| if at == place { slip.1 } else { ch }).collect();
        let before = sources(&reader(&format!("quote: {}", lost.trim()), &format!("{}.\n", words.join(" "))));

        let mut memory = Memory::default();
        let told = check_again(&before, Drafts::Included, &mut memory).1.sorted();
        prop_assert_eq!(&told, &check_again(&before, Drafts::Included, &mut memory).1.sorted());
        let is_proposed = of_quotes(told).iter().any(|each| !each.fixes.is_empty());

        let mended = mend(&before, Class::Stated, &BTreeSet::new());
        prop_assert_eq!(mended.files.len(), usize::from(is_proposed));
        if let Some(file) = mended.files.values().next() {
            let after = sources(&ReaderTest::new().with(CHARTER, &*file.text));
            prop_assert_eq!(of_quotes(check(&after, Drafts::Included).diagnostics), []);
            prop_assert!(mend(&after, Class::Stated, &BTreeSet::new()).files.is_empty());
        }
    }
}

/// Words of a charter: security, peace, state, force, council, decision, matter, sea, "under".
const WORDS: &[&str] =
    &["الأمن", "السلم", "الدولة", "القوّة", "مجلس", "قرار", "مادة", "البحر", "تحت", "charter", "law"];
