//! What authors are told in languages other than English.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use hashiya::diagnostic::{Code, MessageLanguage};

use crate::reader;
use crate::reader::{has_extension, original};

const FOLDER: &str = "src/diagnostic/messages";

/// The sentences that the program may say: the literal of every `message!`.
fn said() -> BTreeSet<String> {
    let mut said = BTreeSet::new();
    for entry in walkdir::WalkDir::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let entry = entry.expect("a readable folder");
        if !has_extension(&entry.path().to_string_lossy(), "rs") {
            continue;
        }
        let text = fs::read_to_string(entry.path()).expect("a source in UTF-8");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let literals = code.split("message!(").skip(1);
        said.extend(literals.filter_map(|rest| literal(rest.trim_start().strip_prefix('"')?)));
    }
    said
}

/// What a literal says that begins here.
fn literal(source: &str) -> Option<String> {
    let mut words = String::new();
    let mut rest = source.chars();
    loop {
        match rest.next()? {
            '"' => return Some(words),
            '\\' => match rest.next()? {
                '\n' => rest = rest.as_str().trim_start().chars(),
                escaped => words.push(escaped),
            },
            ch => words.push(ch),
        }
    }
}

/// The sentences of a language; all forms of each by its words in English.
fn catalogue(language: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("{FOLDER}/{language}.toml"));
    let table: toml::Table =
        fs::read_to_string(path).expect("a catalogue").parse().expect("it is TOML");
    let forms = |value| match value {
        toml::Value::String(only) => BTreeMap::from([("only".to_owned(), only)]),
        toml::Value::Table(forms) => forms
            .into_iter()
            .map(|(category, words)| (category, words.as_str().expect("words").to_owned()))
            .collect(),
        other => panic!("{other} is no sentence"),
    };
    table.into_iter().map(|(english, value)| (english, forms(value))).collect()
}

/// The names between braces, in order.
fn names(sentence: &str) -> BTreeSet<&str> {
    let parts = sentence.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0));
    parts
        .filter(|name| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'))
        .collect()
}

/// What stands between backticks.
fn code(sentence: &str) -> BTreeSet<&str> {
    sentence.split('`').skip(1).step_by(2).collect()
}

#[test]
fn every_sentence_has_its_translations_and_no_other() {
    let said = said();
    for language in ["ar", "fa"] {
        let translated: BTreeSet<String> = catalogue(language).into_keys().collect();
        let missing: Vec<&String> = said.difference(&translated).collect();
        let stale: Vec<&String> = translated.difference(&said).collect();
        assert!(missing.is_empty(), "{language} lacks {missing:#?}");
        assert!(stale.is_empty(), "{language} has what is never said: {stale:#?}");
    }
}

#[test]
fn translations_have_the_same_names_and_code() {
    for language in ["ar", "fa"] {
        for (english, forms) in catalogue(language) {
            for (category, sentence) in &forms {
                let mut given = names(&english);
                // "one", "two": the word says the number.
                if !names(sentence).contains("count") && category != "only" {
                    given.remove("count");
                }
                let is_none = category == "zero";
                assert!(is_none || names(sentence) == given, "{language}: {english}: {sentence}");
                let has_code = code(sentence).is_superset(&code(&english));
                assert!(is_none || has_code, "{language}: {english}: {sentence}");
                assert_eq!(sentence.matches('`').count() % 2, 0, "{language}: {sentence}");
            }
        }
    }
}

#[test]
fn sentences_with_a_number_have_the_plural_categories_of_their_language() {
    let categories = [("ar", "few many one other two zero"), ("fa", "one other")];
    for (language, expected) in categories {
        for (english, forms) in catalogue(language) {
            let found: Vec<&str> = forms.keys().map(String::as_str).collect();
            let is_counted = names(&english).contains("count") && !english.contains("{counts}");
            let expected = if is_counted { expected } else { "only" };
            assert_eq!(found.join(" "), expected, "{language}: {english}");
        }
    }
}

#[test]
fn every_code_is_explained_in_every_language() {
    for code in Code::ALL {
        let english = code.explanation();
        for language in [MessageLanguage::Arabic, MessageLanguage::Persian] {
            let explained = code.explanation_in(language);
            assert_ne!(explained, english, "{}", code.name());
            let title = explained.lines().next().unwrap_or_default();
            assert!(title.ends_with('.'), "{}: {title}", code.name());
        }
    }
}

const CHARTER: &str = "content/texts/charter/ar.md";

/// What the program says: standard output and standard error.
fn told(arguments: &[&str], locale: &str) -> (String, String) {
    let folder = reader![CHARTER => original("انظر [المفهوم](term:amn).\n")].on_disk(); // "see the concept"
    let output = Command::new(assert_cmd::cargo::cargo_bin!("hashiya"))
        .args(arguments)
        .current_dir(folder.path())
        .env("NO_COLOR", "1")
        .env("LC_ALL", locale)
        .output()
        .expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (text(output.stdout), text(output.stderr))
}

#[test]
fn people_are_told_in_the_language_they_ask_for() {
    let (_, persian) = told(&["check", "--lang", "fa"], "C");
    let expected = "خطا [\u{2068}unknown-concept\u{2069}]: مفهوم `\u{2068}amn\u{2069}` وجود ندارد\n  \
                    در \u{2068}content/texts/charter/ar.md:5:6\u{2069}\n  \
                    متن: «\u{2068}انظر [المفهوم](term:amn).\u{2069}»\n\n1 خطا\n";
    assert_eq!(persian, expected);
    let (_, arabic) = told(&["check"], "ar_EG.UTF-8");
    assert!(arabic.starts_with("خطأ [\u{2068}unknown-concept\u{2069}]: لا يوجد مفهوم"), "{arabic}");
    let (_, english) = told(&["check", "--lang", "en"], "ar_EG.UTF-8");
    assert!(
        english.starts_with("error[unknown-concept]: no concept `amn`\n  at content"),
        "{english}"
    );
}

#[test]
fn programs_are_told_in_english_unless_they_ask() {
    let (json, _) = told(&["check", "--format", "json"], "fa_IR.UTF-8");
    assert!(json.contains("\"message\": \"no concept `amn`\""), "{json}");
    let (json, _) = told(&["check", "--format", "json", "--lang", "fa"], "C");
    assert!(json.contains("\"message\": \"مفهوم `amn` وجود ندارد\""), "{json}");
    assert!(json.contains("\"severity\": \"error\""), "{json}");
}

#[test]
fn explanations_keep_their_examples() {
    let (persian, _) = told(&["explain", "quote-not-found", "--lang", "fa"], "C");
    assert!(persian.contains("نمونه: `quote: توزيع القوى`"), "{persian}");
    assert!(persian.contains("\nچاره: "), "{persian}");
}

#[test]
fn reports_are_in_the_language_of_people_with_their_columns_in_order() {
    let (table, _) = told(&["status", "--lang", "fa"], "C");
    let heading = table.lines().next().unwrap_or_default();
    let words = ["وضعیت", "بند", "به‌روز", "کهنه", "ناموجود", "تأییدنشده", "اضافی", "متن"];
    let places: Vec<Option<usize>> =
        words.iter().map(|word| heading.find(&format!("\u{2068}{word}\u{2069}"))).collect();
    assert!(places.is_sorted() && !places.contains(&None), "{heading}");
    assert!(table.contains("\u{2068}بی‌ترجمه\u{2069}"), "{table}");
    let (_, counted) = told(&["status"], "ar_EG.UTF-8");
    assert!(counted.starts_with("خطأ واحد؛ يبيّن `\u{2068}hashiya check\u{2069}`"), "{counted}");
    let (concepts, _) = told(&["glossary"], "fa_IR.UTF-8");
    assert!(concepts.starts_with("\u{2068}مفهوم\u{2069}"), "{concepts}");
}

#[test]
fn the_report_of_an_import_is_in_the_language_of_people() {
    let import = ["import", CHARTER, "--slug", "copy", "--title", "الميثاق", "--dry-run"];
    let (arabic, _) = told(&import, "ar_EG.UTF-8");
    assert!(arabic.contains("\nالترميز: \u{2068}UTF-8\u{2069}\n"), "{arabic}");
    assert!(arabic.ends_with("\nلم يُكتب شيء.\n\n"), "{arabic}");
    let (persian, _) = told(&[&import[..], &["--messages", "fa"]].concat(), "C");
    assert!(persian.contains("\nعنوان: ") && persian.contains("چیزی نوشته نشد."), "{persian}");
    let (_, error) = told(&["import", "none.docx", "--messages", "fa"], "C");
    assert!(error.starts_with("خطا: "), "{error}");
    let (json, _) = told(&[&import[..], &["--format", "json"]].concat(), "fa_IR.UTF-8");
    assert!(json.contains("\"encoding\": \"UTF-8\""), "{json}");
}

#[test]
fn a_command_that_cannot_run_says_so_in_the_language_of_people() {
    for (locale, language, expected) in
        [("fa_IR.UTF-8", "", "خطا: "), ("C", "ar", "خطأ: "), ("ar_SA.UTF-8", "en", "error: ")]
    {
        let option = ["--lang", language];
        let option = if language.is_empty() { &[][..] } else { &option[..] };
        for arguments in [&["translated", "content/none"][..], &["explain", "no-such-code"]] {
            let (_, error) = told(&[arguments, option].concat(), locale);
            assert!(error.starts_with(expected), "{arguments:?}: {error}");
        }
    }
    let (_, error) = told(&["add", "page", "Big Name"], "fa_IR.UTF-8");
    assert_eq!(
        error,
        "خطا: `\u{2068}Big Name\u{2069}` نشانی نمی‌شود؛ بنویسید `\u{2068}big-name\u{2069}`\n"
    );
}
