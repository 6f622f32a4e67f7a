//! Glossary terms in sentences: what a reader of Arabic, Persian or English would mark.

use hashiya::text::{Form, FormRule, Inflection, Lexicon, Scratch};

/// Finds `forms`, separated by ` ; `, in `sentence`, and joins what was found with `|`.
fn found(language: &str, forms: &str, sentence: &str) -> String {
    let forms: Vec<Form> = forms
        .split(" ; ")
        .map(|written| Form { concept: 0, written, rule: FormRule::Inflected })
        .collect();
    let lexicon = Lexicon::new(Inflection::of_language(language), &forms, &[]);
    let mut matches = Vec::new();
    lexicon.find(sentence, &mut Scratch::default(), &mut matches);
    let words: Vec<&str> = matches.into_iter().map(|found| &sentence[found.range]).collect();
    words.join("|")
}

/// Checks a table of `language`, `forms`, `sentence`, and the words expected, `|` between them.
#[track_caller]
fn check_table(table: &str) {
    let mut wrong = Vec::new();
    for row in table.lines().filter(|row| !row.starts_with('#') && !row.is_empty()) {
        let cells: Vec<&str> = row.split('\t').collect();
        let &[language, forms, sentence, expected] = &cells[..] else {
            panic!("four cells, not {}: {row}", cells.len());
        };
        let found = found(language, forms, sentence);
        if found != expected {
            wrong.push(format!("{row}\n  found: {found}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_examples_of_the_reference_are_found() {
    check_table(include_str!("../../cases/text/glossary_match.tsv"));
}

#[test]
fn each_rule_is_kept_with_its_exceptions() {
    check_table(include_str!("../../cases/text/glossary_cases.tsv"));
}

#[test]
fn terms_are_found_in_sentences_and_what_resembles_them_is_not() {
    check_table(include_str!("../../cases/text/glossary_sentences.tsv"));
}

/// Written by somebody who had not seen the other tables, from the reference and knowledge of the
/// languages: all proclitics, pronouns and endings, and words that only begin or end alike.
#[test]
fn sentences_written_without_sight_of_the_others_agree() {
    check_table(include_str!("../../cases/text/glossary_held_out.tsv"));
}

/// Finds forms of the given rule, each the concept of its place; what is found, with its concept.
fn found_by(
    language: &str,
    rule: FormRule,
    forms: &[&str],
    never: &[(u32, &str)],
    text: &str,
) -> String {
    let form = |(written, concept)| Form { concept, written, rule };
    let forms: Vec<Form> = forms.iter().copied().zip(0..).map(form).collect();
    let lexicon = Lexicon::new(Inflection::of_language(language), &forms, never);
    let mut matches = Vec::new();
    lexicon.find(text, &mut Scratch::default(), &mut matches);
    let words =
        matches.into_iter().map(|found| format!("{} {}", found.concept, &text[found.range]));
    words.collect::<Vec<_>>().join("|")
}

#[test]
fn an_exact_form_takes_no_clitics_and_no_endings() {
    let exact = |language, form, text| found_by(language, FormRule::Exact, &[form], &[], text);
    // the name Ali; on
    assert_eq!(exact("ar", "علي", "علي على وعلي عليا عَلِيّ علـي"), "0 علي|0 عَلِيّ|0 علـي");
    // the security; security
    assert_eq!(exact("ar", "الأمن", "الأمن أمن الامن بالأمن"), "0 الأمن");
    // country
    assert_eq!(exact("fa", "کشور", "كشور کشورها کشور ها کشوری که"), "0 كشور|0 کشور");
    // international
    assert_eq!(exact("fa", "بین‌الملل", "بین‌الملل بین الملل بینالملل"), "0 بین‌الملل");
    assert_eq!(exact("en", "state", "State states state's state"), "0 State|0 state");
    assert_eq!(
        exact("en", "Great Power", "great  power, great-power, great powers"),
        "0 great  power"
    );
}

#[test]
fn an_abbreviation_keeps_its_capitals() {
    let found =
        |language, form, text| found_by(language, FormRule::Abbreviation, &[form], &[], text);
    assert_eq!(found("en", "CS", "CS cs Cs, the CS’s CSs CSS"), "0 CS|0 CS’s|0 CSs");
    assert_eq!(found("en", "U.N.", "the U.N. and UN and U. N."), "0 U.N|0 U. N");
    assert_eq!(found("ar", "UN", "الـUN وUN un"), "0 الـUN|0 وUN");
    assert_eq!(found("fa", "NGO", "NGO‌ها NGOها NGOs ngo"), "0 NGO‌ها|0 NGOها|0 NGOs");
}

#[test]
fn words_that_are_never_the_concept_take_its_hits_away() {
    let found = |forms: &[&str], never: &[(u32, &str)], text| {
        found_by("ar", FormRule::Inflected, forms, never, text)
    };
    // security; state security
    let never = [(0, "أمن الدولة")];
    assert_eq!(found(&["أمن"], &never, "بأمن الدولة وأمن الناس، أمن دولته"), "0 وأمن");
    // state: another concept keeps its hits
    assert_eq!(found(&["أمن", "دولة"], &never, "أمن الدولة"), "1 الدولة");
    // peace; peacekeeping: the longer hit is not covered
    let never = [(0, "السلام")];
    assert_eq!(found(&["حفظ السلام"], &never, "حفظ السلام"), "0 حفظ السلام");
    // a shorter hit still counts: collective security, security
    let never = [(0, "الأمن الجماعي")];
    assert_eq!(found(&["الأمن الجماعي", "أمن"], &never, "الأمن الجماعي"), "1 الأمن");
    // words that begin inside an earlier match
    let never = [(1, "الجماعي الأول")];
    assert_eq!(found(&["الأمن الجماعي", "أول"], &never, "الأمن الجماعي الأول"), "0 الأمن الجماعي");
}

#[test]
fn of_two_concepts_with_a_form_the_first_is_found_and_the_other_reported() {
    let form = |concept, written| Form { concept, written, rule: FormRule::Inflected };
    // security, the security, safe, power
    let forms = [form(3, "الأمن"), form(1, "امن"), form(0, "آمن"), form(3, "أمن"), form(4, "قوة")];
    let lexicon = Lexicon::new(Inflection::Arabic, &forms, &[]);
    let shared: Vec<_> =
        lexicon.shared_forms().iter().map(|form| (form.form, form.found)).collect();
    assert_eq!(shared, [(0, 1), (3, 1)]);
    assert_eq!(lexicon.short_forms(), [0, 1, 2, 3, 4]);
    let mut matches = Vec::new();
    lexicon.find("الأمن", &mut Scratch::default(), &mut matches);
    assert_eq!((matches[0].concept, matches[0].form), (1, 1));
}

#[test]
fn a_form_as_written_is_preferred_to_a_shorter_one_with_an_ending() {
    // resolution; two resolutions
    let found = found_by("ar", FormRule::Inflected, &["قرار", "قراران"], &[], "القراران");
    assert_eq!(found, "1 القراران");
}

#[test]
fn a_term_goes_on_over_the_end_of_a_line() {
    let found = |language, form, text| found_by(language, FormRule::Inflected, &[form], &[], text);
    // collective security; the second gap is a no-break space
    assert_eq!(
        found("ar", "أمن جماعي", "الأمن\nالجماعي أمن\u{A0}جماعي"),
        "0 الأمن\nالجماعي|0 أمن\u{A0}جماعي"
    );
    // sanctions, with the plural on the next line
    assert_eq!(found("fa", "تحریم", "تحریم\nها"), "0 تحریم\nها");
    assert_eq!(found("ar", "أمن جماعي", "أمن \u{200F}جماعي"), "0 أمن \u{200F}جماعي");
}

#[test]
fn letters_and_their_marks_are_one_however_they_are_encoded() {
    let found = |language, form, text| found_by(language, FormRule::Inflected, &[form], &[], text);
    // security: hamza as a mark, with a vowel sign before it; presentation forms
    assert_eq!(
        found("ar", "أمن", "ا\u{654}من ا\u{64E}\u{654}من ﺍﻷﻣﻦ"),
        "0 ا\u{654}من|0 ا\u{64E}\u{654}من|0 ﺍﻷﻣﻦ"
    );
    // not safe: madda as a mark
    assert_eq!(found("ar", "أمن", "ا\u{653}من"), "");
    // problem: hamza on heh as one character and as two
    assert_eq!(
        found("fa", "مسئله", "مسي\u{654}له مسئله\u{654} مسئل\u{6C0}"),
        "0 مسي\u{654}له|0 مسئله\u{654}|0 مسئل\u{6C0}"
    );
    assert_eq!(found("en", "état", "e\u{301}tat"), "0 e\u{301}tat");
}
