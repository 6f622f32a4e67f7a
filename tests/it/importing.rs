//! Import: what files of other kinds become.
//!
//! A case is a folder of `tests/cases/import`: `source.*` and the text it becomes, `expected.md`.
//! `UPDATE_EXPECTED=1` rewrites all expectations.
//!
//! The Word files are of real programs, and stand beside what they were made from:
//!
//! - `word-pandoc`, and `word` likewise: `pandoc made-from.md -o source.docx` (pandoc 2.17);
//! - `word-libreoffice`: `soffice --headless --convert-to docx made-from.fodt` (LibreOffice 7.4);
//! - `word-libreoffice-html`: the same of a web page, with `--infilter="HTML (StarWriter)"`;
//! - `word-python-docx`: `made-by.py` (python-docx 1.2);
//! - `pdf-chromium`: `chromium --headless --no-pdf-header-footer --print-to-pdf=source.pdf
//!   made-from.html` (Chromium 156);
//! - `pdf-libreoffice`: `soffice --headless --convert-to pdf made-from.html` (LibreOffice 7.4).
//!
//! PDFs are read with `pdftotext`; where it is missing they are passed over, but not in CI.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use hashiya::diagnostic::MessageLanguage;
use hashiya::import::{Action, Format, Imported, Options, decode, import};
use hashiya::text::{Class, fold};
use proptest::prelude::*;

use crate::reader;

struct Case {
    folder: PathBuf,
    bytes: Vec<u8>,
    format: Format,
}

impl Case {
    fn imported(&self) -> Imported {
        imported(&self.bytes, self.format)
    }
}

fn cases() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/import");
    let entries = fs::read_dir(root).expect("the folder of the cases");
    let mut folders: Vec<PathBuf> =
        entries.map(|entry| entry.expect("a readable folder").path()).collect();
    folders.sort();
    folders.into_iter().filter_map(case).collect()
}

/// The case in a folder; `None` for a PDF that cannot be read here.
fn case(folder: PathBuf) -> Option<Case> {
    let files = fs::read_dir(&folder).expect("the folder of a case");
    let mut paths = files.map(|entry| entry.expect("a readable folder").path());
    let source = paths
        .find(|path| path.file_stem().is_some_and(|stem| stem == "source"))
        .unwrap_or_else(|| panic!("{} has no source", folder.display()));
    if source.extension().is_some_and(|extension| extension == "pdf") {
        return Some(Case { bytes: pages_of(&source)?, format: Format::Pages, folder });
    }
    let format = Format::of(&source.to_string_lossy()).expect("a kind that can be imported");
    Some(Case { bytes: fs::read(&source).expect("a readable source"), format, folder })
}

/// What `pdftotext` gives of a PDF; `None` where it is not installed.
fn pages_of(pdf: &Path) -> Option<Vec<u8>> {
    let output = Command::new("pdftotext").args(["-enc", "UTF-8"]).arg(pdf).arg("-").output();
    match output {
        Ok(output) => {
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            Some(output.stdout)
        }
        Err(error) => {
            assert!(std::env::var_os("CI").is_none(), "pdftotext: {error}");
            None
        }
    }
}

/// How often each letter stands in the words of a page or a text, folded.
fn letters_of(words: &str) -> BTreeMap<char, usize> {
    let mut letters = BTreeMap::new();
    for ch in fold(words).as_str().chars().filter(|ch| ch.is_alphanumeric()) {
        *letters.entry(ch).or_insert(0) += 1;
    }
    letters
}

/// The account of the program begins with what `pdftotext` gives; this one with what was printed.
#[test]
fn the_letters_of_a_pdf_are_those_that_were_printed() {
    let printed = cases().into_iter().filter(|case| case.format == Format::Pages);
    for case in printed {
        let page = fs::read_to_string(case.folder.join("made-from.html")).expect("a page");
        let html = imported(page.as_bytes(), Format::Html);
        let pdf = case.imported();
        assert!(pdf.report.changes.iter().all(|change| change.action != Action::Removed));
        let [html, pdf] = [html, pdf].map(|text| {
            let (_, body) = text.markdown.split_once("\n---\n").expect("front matter");
            letters_of(body)
        });
        assert_eq!(pdf, html, "{}", case.folder.display());
    }
}

#[track_caller]
fn imported(bytes: &[u8], format: Format) -> Imported {
    let options = Options { fallback_title: "untitled".to_owned(), ..Options::default() };
    import(bytes, format, &options).expect("a file of its kind")
}

/// What an import is when its own text is imported once more.
fn again(first: &Imported) -> Imported {
    let options = Options { language: Some(first.language.clone()), ..Options::default() };
    import(first.markdown.as_bytes(), Format::Markdown, &options).expect("Markdown")
}

#[test]
fn each_case_becomes_its_text() {
    let mut differences = String::new();
    for case in cases() {
        let path = case.folder.join("expected.md");
        let found = case.imported().markdown;
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if found == expected {
            continue;
        }
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            fs::write(&path, found).expect("an expectation that can be written");
        } else {
            differences.extend([&*path.to_string_lossy(), ":\n", &*found]);
        }
    }
    assert!(differences.is_empty(), "\n{differences}UPDATE_EXPECTED=1 takes these over");
}

#[test]
fn no_letter_is_lost_that_the_report_does_not_list() {
    for case in cases() {
        let imported = case.imported();
        assert!(
            imported.unaccounted.is_empty(),
            "{}: {:?}",
            case.folder.display(),
            imported.unaccounted
        );
    }
}

#[test]
fn a_text_that_was_imported_stays_as_it_is() {
    for case in cases() {
        let first = case.imported();
        let second = again(&first);
        assert_eq!(second.markdown, first.markdown, "{}", case.folder.display());
        let other_change = second.report.changes.iter().find(|each| each.action == Action::Changed);
        assert_eq!(other_change, None);
    }
}

/// What `hashiya import` says in a folder, and its status.
fn run_import(folder: &Path, arguments: &[&str]) -> (String, i32) {
    let output = Command::new(assert_cmd::cargo::cargo_bin!("hashiya"))
        .arg("import")
        .args(arguments)
        .current_dir(folder)
        .env("LC_ALL", "C")
        .output()
        .expect("the program runs");
    let told = [output.stdout, output.stderr].concat();
    (String::from_utf8(told).expect("UTF-8"), output.status.code().expect("a status"))
}

#[test]
fn cells_that_take_up_several_rows_leave_room_in_the_others() {
    // "level, actor; national: state, party; both: the one, the other"
    let page = "<p>نص.</p><table><tr><th>مستوى<th>فاعل<tr><td rowspan=2>وطني<td>دولة<tr><td>حزب\
                <tr><td colspan=2 rowspan=2>كلاهما<tr></table>";
    let imported = imported(page.as_bytes(), Format::Html);
    let expected =
        "| مستوى | فاعل |\n|---|---|\n| وطني | دولة |\n|  | حزب |\n| كلاهما |  |\n|  |  |\n";
    assert!(imported.markdown.ends_with(expected), "{}", imported.markdown);
}

#[test]
fn paragraphs_with_bullets_are_a_list() {
    let page = "<p>نص.</p><p>· ردع</p><p>·&nbsp;&nbsp; دفاع</p><p>- قال.</p><p>• تعاون</p>"; // "text", "deterrence", "defence", "he said", "cooperation"
    let imported = imported(page.as_bytes(), Format::Html);
    let expected = "نص.\n\n- ردع\n- دفاع\n\n\\- قال.\n\n- تعاون\n";
    assert!(imported.markdown.ends_with(expected), "{}", imported.markdown);
}

#[test]
fn two_ends_of_lines_part_paragraphs() {
    let page = "<div>أولى<br>سطرها<br> <br><b>ثانية</b><br><br><br>ثالثة<br></div>"; // "the first, its line, the second, the third"
    let imported = imported(page.as_bytes(), Format::Html);
    let (_, body) = imported.markdown.split_once("\n---\n").expect("front matter");
    assert_eq!(body.trim(), "أولى<br>سطرها\n\n**ثانية**\n\nثالثة");
}

#[test]
fn footnotes_of_libreoffice_pages_are_found() {
    let page = "<p>متن<a class=\"sdfootnoteanc\" name=\"sdfootnote1anc\" href=\"#sdfootnote1sym\">\
                <sup>1</sup></a> دیگر.</p><div id=\"sdfootnote1\"><p><a class=\"sdfootnotesym\" \
                name=\"sdfootnote1sym\" href=\"#sdfootnote1anc\">1</a>حاشیه.</p></div>";
    let imported = imported(page.as_bytes(), Format::Html);
    assert!(
        imported.markdown.ends_with("متن[^1] دیگر.\n\n[^1]: حاشیه.\n"),
        "{}",
        imported.markdown
    );
    assert!(imported.unaccounted.is_empty(), "{:?}", imported.unaccounted);
}

#[test]
fn what_is_no_text_is_refused() {
    let reader = reader![
        "empty.txt" => "",
        "blank.md" => " \n\n\t\n",
        "picture.txt" => b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x01\x03\x05".as_slice(),
    ]
    .on_disk();
    for (name, reason) in [
        ("empty.txt", "there are no words in this file"),
        ("blank.md", "there are no words in this file"),
        ("picture.txt", "this file is no text"),
    ] {
        let told = run_import(reader.path(), &[name]);
        assert_eq!(told, (format!("error: {name}: {reason}\n"), 2));
    }
    let texts = reader.path().join("content/texts");
    assert!(!texts.join("empty").exists() && !texts.join("picture").exists());
}

#[test]
fn a_text_that_is_there_is_left_alone_unless_it_is_to_be_replaced() {
    let reader = reader!["sent.txt" => "الميثاق\n\nنص ,اول.\n"].on_disk();
    let folder = reader.path();
    let file = |name: &str| {
        fs::read_to_string(folder.join("content/texts/sent").join(name)).expect("an imported file")
    };
    assert_eq!(run_import(folder, &["sent.txt", "--lang", "ar"]).1, 0);
    let (text, report) = (file("ar.md"), file("import-report.md"));

    fs::write(folder.join("sent.txt"), "الميثاق\n\nنص آخر.\n").expect("a file that can be written");
    let refusal = "content/texts/sent/ar.md is there already; `--force` replaces it\n";
    let (told, status) = run_import(folder, &["sent.txt", "--lang", "ar"]);
    assert_eq!((told, status), (format!("error: {refusal}"), 2));
    let (told, status) = run_import(folder, &["sent.txt", "--lang", "ar", "--dry-run"]);
    assert!(told.ends_with(&format!("{refusal}Nothing was written.\n\n")), "{told}");
    assert_eq!(status, 0);
    assert_eq!(file("ar.md"), text);

    // A run on its own output changes nothing, and what the first said still holds.
    for options in [&[][..], &["--force"]] {
        let (told, status) = run_import(
            folder,
            &[&["content/texts/sent/ar.md", "--slug", "sent"], options].concat(),
        );
        assert!(told.ends_with("Nothing had to be changed.\n\n"), "{told}");
        assert!(told.contains("\ntitle: الميثاق\n"), "{told}");
        assert_eq!(status, 0);
        assert_eq!(file("ar.md"), text);
        assert_eq!(file("import-report.md"), report);
    }

    assert_eq!(run_import(folder, &["sent.txt", "--lang", "ar", "--force"]).1, 0);
    assert!(file("ar.md").contains("نص آخر."));
}

#[test]
fn every_file_that_cannot_be_imported_is_named_in_one_run() {
    let reader = reader!["one.txt" => "نص.\n", "two.odt" => "", "three.docx" => "no Word file"];
    let reader = reader.on_disk();
    let arguments = ["one.txt", "two.odt", "three.docx", "four.md", "--lang", "ar"];
    let (told, status) = run_import(reader.path(), &arguments);
    assert_eq!(status, 2);
    let named: Vec<&str> = told.lines().filter_map(|line| line.strip_prefix("error: ")).collect();
    assert_eq!(named.len(), 3, "{told}");
    for (line, name) in named.iter().zip(["two.odt", "three.docx", "four.md"]) {
        assert!(line.contains(name), "{told}");
    }
    assert!(!reader.path().join("content/texts/one").exists());
}

#[test]
fn a_number_of_a_list_without_its_zeros_is_listed() {
    let imported = imported("نص.\n\n01. أول\n02. ثان\n".as_bytes(), Format::Markdown);
    assert!(imported.markdown.contains("1. أول\n2. ثان"), "{}", imported.markdown);
    let changes = imported.report.changes.iter().filter(|change| change.rule == "bullet");
    let changes: Vec<(&str, &str)> = changes.map(|it| (&*it.before, &*it.after)).collect();
    assert_eq!(changes, [("01", "1"), ("02", "2")]);
    assert!(imported.unaccounted.is_empty(), "{:?}", imported.unaccounted);
}

#[test]
fn honorifics_are_no_part_of_an_authors_name() {
    for (line, name) in [
        ("بقلم: الدكتور سمير الحداد", "سمير الحداد"),
        ("بقلم: أ.د. سمير الحداد", "سمير الحداد"),
        ("بقلم: د. سمير الحداد", "سمير الحداد"),
        ("بقلم: الأستاذ الدكتور سمير الحداد", "سمير الحداد"),
        ("نویسنده: دکتر سمیرا حداد", "سمیرا حداد"),
        // Names that begin as honorifics do.
        ("بقلم: دكتوراه سمير", "دكتوراه سمير"),
        ("نویسنده: استادی سمیرا", "استادی سمیرا"),
    ] {
        let words =
            if line.starts_with('ن') { "واژه‌های گفته " } else { "كلمة " }.repeat(45); // "words"
        let text = format!("عنوان\n{line}\n\n{words}.\n"); // "a title"
        let imported = imported(text.as_bytes(), Format::Text);
        assert!(
            imported.markdown.contains(&format!("authors:\n  - {name}\n")),
            "{}",
            imported.markdown
        );
        assert!(imported.unaccounted.is_empty(), "{:?}", imported.unaccounted);
    }
}

#[test]
fn an_encoding_is_found_out_and_said() {
    let text = "الأمن الجماعي نظام تتعهد فيه الدول بردّ العدوان.\n"; // "collective security is …"
    let (windows_1256, _, _) = encoding_rs::WINDOWS_1256.encode(text);
    let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (bytes, name) in
        [(text.as_bytes(), "UTF-8"), (&windows_1256, "windows-1256"), (&utf_16, "UTF-16LE")]
    {
        let imported = imported(bytes, Format::Text);
        assert_eq!(imported.encoding, name);
        assert!(imported.markdown.contains(text.trim()), "{name}");
        assert_eq!(decode(bytes, None).undecodable, 0);
    }
}

#[test]
fn removed_lines_and_proposals_are_named() {
    let web_page = cases().into_iter().find(|case| case.folder.ends_with("web-page"));
    let summary = web_page.expect("the case").imported().report.summary(MessageLanguage::English);
    assert!(summary.contains("1: - ℃ 23 عمّان → (removed)  [chrome]"), "{summary}");
    let damaged = cases().into_iter().find(|case| case.folder.ends_with("damaged"));
    let imported = damaged.expect("the case").imported();
    assert!(imported.damage.is_some_and(|damage| damage > 0.2), "{:?}", imported.damage);
    let changes = imported.report.changes.iter();
    let proposals = changes.filter(|change| change.action == Action::Proposed);
    let after: Vec<&str> = proposals.map(|change| change.after.as_str()).collect();
    // "in textbooks, for example, much is said of this, and in other books"
    let expected = "برای نمونه در کتاب\u{200C}های درسی از این سخن بسیار گفته شده است و در کتاب\u{200C}های دیگر";
    assert!(after.contains(&expected), "{after:?}");
}

#[test]
fn a_title_that_is_said_takes_the_place_of_one_in_the_front_matter() {
    let titled = |front_matter: &str| {
        let text = format!("---\n{front_matter}---\n\nنص الفقرة.\n"); // "the text of the paragraph"
        let options =
            Options { title: Some("الميثاق: قراءة".to_owned()), ..Options::default() };
        import(text.as_bytes(), Format::Markdown, &options).expect("Markdown")
    };
    let quoted = "title: \"الميثاق: قراءة\"\n"; // "the charter: a reading"
    for (before, after) in [
        ("lang: ar\ntitle: مسودة\nby: أحمد\n", format!("{quoted}lang: ar\nby: أحمد\n")),
        ("title: >\n  مسودة\n  ثانية\nby: أحمد\n", format!("{quoted}by: أحمد\n")),
        ("by: أحمد\n", format!("{quoted}by: أحمد\n")),
    ] {
        let imported = titled(before);
        assert_eq!(imported.title, "الميثاق: قراءة");
        assert_eq!(imported.markdown, format!("---\n{after}---\n\nنص الفقرة.\n"));
        assert!(imported.unaccounted.is_empty(), "{:?}", imported.unaccounted);
        assert!(imported.report.changes.iter().any(|change| change.rule == "title"));
    }
    let broken = titled("title: مسودة\nby: [\n");
    assert!(broken.markdown.starts_with("---\ntitle: مسودة\nby: [\n---\n"), "{}", broken.markdown);
    assert!(broken.report.changes.iter().any(|change| change.action == Action::Flagged));
}

/// Imports plain text, and says what was done to get `correct` of it.
fn outcome(damaged: &str, correct: &str, language: &str) -> &'static str {
    let options = Options {
        language: Some(language.parse().expect("a language")),
        title: Some("untitled".to_owned()),
        ..Options::default()
    };
    let imported = import(damaged.as_bytes(), Format::Text, &options).expect("plain text");
    let (_, body) = imported.markdown.split_once("\n---\n").expect("front matter");
    let done = |action| {
        let changes = imported.report.changes.iter().filter(|change| change.rule != "title");
        changes.filter(move |change| change.action == action)
    };
    if body.trim() != correct {
        let is_proposed = done(Action::Proposed).any(|change| change.after == correct);
        return if is_proposed { "proposed" } else { "left" };
    }
    match done(Action::Changed).map(|change| change.class).max() {
        None => "kept",
        Some(Class::Silent) => "silent",
        Some(Class::Stated | Class::Flagged) => "stated",
    }
}

/// The damage of one line and what it is mended to, each alone in a plain text.
#[test]
fn damage_of_each_kind_is_mended_by_its_class() {
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/text/repair.tsv");
    let table = fs::read_to_string(table).expect("the table");
    let mut differences = String::new();
    for row in table.lines().filter(|row| !row.starts_with('#')) {
        let columns: Vec<&str> = row.split('\t').collect();
        let [damaged, correct, rule, expected] = columns[..] else { panic!("four columns: {row}") };
        let language = if rule.starts_with("ar-") { "ar" } else { "fa" };
        let found = outcome(&damaged.replace("\\n", "\n"), &correct.replace("\\n", "\n"), language);
        if found != expected {
            differences.extend([damaged, ": ", found, ", not ", expected, "\n"]);
        }
    }
    assert!(differences.is_empty(), "\n{differences}");
}

proptest! {
    #[test]
    fn any_bytes_are_a_text(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        for format in [Format::Text, Format::Markdown] {
            let _ = imported(&bytes, format);
        }
    }

    #[test]
    fn nothing_of_plain_text_is_lost(text in lines_of("[ابپتیکهمن۱2.:،«»()a<>*_#\\-\u{200C} |&\\[\\]^\t]{0,30}")) {
        let found = imported(text.as_bytes(), Format::Text);
        prop_assert!(found.unaccounted.is_empty(), "{:?}\n{}", found.unaccounted, found.markdown);
    }

    #[test]
    fn pages_of_a_pdf_lose_nothing(text in lines_of("(## |1\\. |۲ \\. |- )?[ابکهمیa .،]{0,12}(<sup>[۱۲]</sup>)?[ ابکهم.\t]{0,12}")) {
        let found = imported(text.as_bytes(), Format::Text);
        prop_assert!(found.unaccounted.is_empty(), "{:?}\n{}", found.unaccounted, found.markdown);
    }
}

fn lines_of(line: &'static str) -> impl Strategy<Value = String> {
    proptest::collection::vec(line, 0..14).prop_map(|lines| lines.join("\n"))
}
