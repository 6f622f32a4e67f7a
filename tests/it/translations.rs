//! Whether translations follow their originals: what is recorded, told, shown and reported.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use hashiya::resolve::Drafts;
use hashiya::serve::Session;
use serde_json::Value;
use tempfile::TempDir;

use crate::reader;
use crate::reader::{ReaderTest, original, translation, translation_with};

/// A reader on disk.
struct Project(TempDir);

/// What the program said.
#[derive(Debug)]
struct Run {
    status: i32,
    stdout: String,
    stderr: String,
}

const ORIGINAL: &str = "content/texts/charter/ar.md";
const ENGLISH: &str = "content/texts/charter/en.md";
const RECORD: &str = "content/texts/charter/en.aligned";

/// "Security / a first text / a second one / a third one", and its translation.
fn charter() -> ReaderTest {
    reader![
        ORIGINAL => original("# الأمن\n\nنص أول.\n\nنص ثان.\n\nنص ثالث.\n"),
        ENGLISH => translation("# Security\n\nOne.\n\nTwo.\n\nThree.\n"),
    ]
}

impl Project {
    fn of(reader: &ReaderTest) -> Self {
        Self(reader.on_disk())
    }

    /// The same after `hashiya translated`.
    fn confirmed(reader: &ReaderTest) -> Self {
        let project = Self::of(reader);
        project.run(&["translated", ENGLISH]).ends_with(0);
        project
    }

    fn run(&self, arguments: &[&str]) -> Run {
        self.run_in("", arguments)
    }

    fn run_in(&self, folder: &str, arguments: &[&str]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_hashiya"))
            .args(arguments)
            .current_dir(self.0.path().join(folder))
            .output()
            .expect("a program that runs");
        Run {
            status: output.status.code().expect("an exit status"),
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.path().join(path)).expect("a readable file")
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.0.path().join(path), text).expect("a file that can be written");
    }

    fn change(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "`{from}` does not stand in {path}");
        self.write(path, &text.replace(from, to));
    }

    fn built(&self) -> reader::Built {
        ReaderTest::of_folder(self.0.path()).build_with(Drafts::Included)
    }

    /// The lines that `check` tells with a code.
    fn told(&self, code: &str) -> Vec<String> {
        let run = self.run(&["check", "--format", "short"]);
        let code = format!("[{code}]");
        run.stdout.lines().filter(|line| line.contains(&code)).map(str::to_owned).collect()
    }

    fn status(&self) -> Value {
        let run = self.run(&["status", "--format", "json"]).ends_with(0);
        serde_json::from_str(&run.stdout).expect("JSON")
    }
}

impl Run {
    #[track_caller]
    fn ends_with(self, status: i32) -> Self {
        assert_eq!(self.status, status, "{self:?}");
        self
    }
}

#[test]
fn a_confirmed_translation_has_a_record() {
    let project = Project::of(&charter());
    let run = project.run(&["translated", ENGLISH]).ends_with(0);
    assert_eq!(run.stdout, format!("{ENGLISH}: 4 blocks confirmed for the first time\n"));
    let record = project.read(RECORD);
    let words: Vec<&str> = record.lines().skip(1).map(|line| &line[13..]).collect();
    assert_eq!(words, ["الأمن", "نص أول.", "نص ثان.", "نص ثالث."]);
    assert!(record.starts_with("# ") && record.ends_with('\n'));
    project.built().is_clean();
}

#[test]
fn what_is_confirmed_again_is_as_it_was() {
    let project = Project::confirmed(&charter());
    let record = project.read(RECORD);
    let run = project.run(&["--jobs", "1", "translated", ENGLISH]).ends_with(0);
    assert_eq!(run.stdout, format!("{ENGLISH}: 4 blocks confirmed, as before\n"));
    assert_eq!(project.read(RECORD), record);
    let names = fs::read_dir(project.0.path().join("content/texts/charter")).expect("a folder");
    assert_eq!(names.count(), 3, "nothing is left lying about");
}

#[test]
fn one_changed_block_is_the_one_that_is_told() {
    for (number, (from, to)) in
        [("أول", "أوّل جديد"), ("ثان", "آخر"), ("ثالث.", "ثالث. وزيادة.")].iter().enumerate()
    {
        let project = Project::confirmed(&charter());
        project.change(ORIGINAL, from, to);
        let told = project.told("stale-translation");
        assert_eq!(told.len(), 1, "{told:?}");
        let line = 7 + 2 * number;
        assert!(told[0].starts_with(&format!("{ENGLISH}:{line}:1: warning")), "{told:?}");
        assert!(told[0].contains(&format!("¶{} of the original", number + 1)), "{told:?}");
        assert!(told[0].contains(to), "{told:?}");
    }
}

#[test]
fn a_changed_heading_is_told_too() {
    let project = Project::confirmed(&charter());
    project.change(ORIGINAL, "# الأمن", "# الأمن الجماعي");
    let told = project.told("stale-translation");
    assert!(told.len() == 1 && told[0].contains("the heading of the original"), "{told:?}");
    assert!(told[0].starts_with(&format!("{ENGLISH}:5:1:")), "{told:?}");
}

#[test]
fn a_new_block_makes_no_other_one_stale() {
    let project = Project::confirmed(&charter());
    project.change(ORIGINAL, "نص ثان.", "نص جديد.\n\nنص ثان.");
    project.change(ENGLISH, "Two.", "New.\n\nTwo.");
    let told = project.told("stale-translation");
    assert!(told.len() == 1 && told[0].contains("¶2 of the original"), "{told:?}");
    let record = project.read(RECORD);
    let run = project.run(&["translated", ENGLISH]).ends_with(0);
    assert!(run.stdout.contains("5 blocks confirmed; 1 of them changed or new, 0 no more"));
    let after = project.read(RECORD);
    let new: Vec<&str> = after.lines().filter(|line| !record.contains(line)).collect();
    assert!(new.len() == 1 && new[0].ends_with("نص جديد."), "one line: {new:?}");
    project.built().is_clean();
}

#[test]
fn a_block_that_translates_two_is_stale_with_either() {
    let reader = charter().with(ENGLISH, translation("# Security\n\n[p1-2] Both.\n\nThree.\n"));
    let project = Project::confirmed(&reader);
    project.change(ORIGINAL, "نص ثان.", "نص آخر.");
    let told = project.told("stale-translation");
    assert!(told.len() == 1 && told[0].starts_with(&format!("{ENGLISH}:7:")), "{told:?}");
    let page = project.built().page("en/texts/charter");
    assert_eq!(page.attributes("[data-state]", "data-reach"), ["2"]);
}

#[test]
fn without_a_record_nothing_is_told() {
    let project = Project::of(&charter());
    assert_eq!(project.told("stale-translation"), [""; 0]);
    assert!(!project.built().page("en/texts/charter").has("[data-state]"));
    let status = project.status();
    assert_eq!(status["translations"][0]["unconfirmed"], 4);
}

#[test]
fn a_page_shows_what_has_changed_and_what_is_missing() {
    let reader = charter().with(ENGLISH, translation("# Security\n\n[p1] One.\n\n[p3] Three.\n"));
    let project = Project::confirmed(&reader);
    project.change(ORIGINAL, "نص أول.", "نص أول جديد.");
    let built = project.built();
    let page = built.page("ar/texts/charter");
    let stale = r#"<div class="companion" lang="en" dir="ltr" data-state="stale""#;
    assert!(page.html.contains(stale), "{}", page.html);
    assert_eq!(page.text("#p1 .state[lang=ar]"), "تغيّر الأصل بعد هذه الترجمة.");
    assert_eq!(page.text("#p2 > [data-state=missing][lang=ar]"), "لم تُترجم هذه الفقرة.");
    assert_eq!(page.all("[data-state]").len(), 2);
    let english = built.page("en/texts/charter");
    assert!(english.has(".state[lang=en][dir=ltr]"));
}

#[test]
fn blocks_that_marks_pass_over_are_told_once() {
    let reader = charter().with(ENGLISH, translation("# Security\n\n[p3] Three.\n"));
    let told = reader.build().told();
    assert_eq!(
        told,
        format!(
            "{ENGLISH}:5:1: notice[missing-translation]: \
             ¶1 to ¶2 of the original have no translation\n"
        )
    );
    // A section that is uneven says it all.
    let uneven = charter().with(ENGLISH, translation("# Security\n\nThree.\n")).build().told();
    assert_eq!(uneven.lines().count(), 1, "{uneven}");
}

#[test]
fn the_folder_of_a_text_stands_for_all_its_translations() {
    let french = translation("# Sécurité\n\nUn.\n\nDeux.\n\nTrois.\n");
    let reader = charter().with("content/texts/charter/fr.md", french);
    for (folder, argument) in [
        ("", "content/texts/charter"),
        ("", "content/texts/charter/"),
        ("content/texts", "charter"),
        ("content/texts/charter", "."),
        ("content/home", "../texts/charter"),
        ("content/home", "content/texts/charter"),
    ] {
        let reader = reader.clone().with("content/home/ar.md", "---\ntitle: قارئ\n---\n");
        let project = Project::of(&reader);
        let run = project.run_in(folder, &["translated", argument]).ends_with(0);
        let told: Vec<&str> = run.stdout.lines().collect();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].starts_with(ENGLISH) && told[1].contains("charter/fr.md: "), "{told:?}");
    }
}

#[test]
fn what_is_no_translation_is_refused() {
    let reader = charter()
        .with("content/texts/alone/ar.md", original("نص."))
        .with("content/texts/broken/ar.md", original("نص."))
        .with("content/texts/broken/en.md", "---\ntitle: [\n---\n");
    let project = Project::of(&reader);
    for (argument, expected) in [
        (ORIGINAL, "is an original; name `content/texts/charter/en.md`"),
        ("content/texts/charter/de.md", "is no translation and no folder"),
        ("content/texts/chater", "is no translation and no folder"),
        ("site.toml", "is no translation and no folder"),
        ("/etc", "is no translation and no folder"),
        ("content/texts/alone", "has no translations"),
        ("content/texts/alone/ar.md", "is an original; name a translation"),
        ("content/texts/broken/en.md", "cannot be read; `hashiya check` says why"),
    ] {
        // With a translation beside it: all or none.
        let run = project.run(&["translated", ENGLISH, argument]).ends_with(2);
        assert!(run.stderr.starts_with("error: ") && run.stderr.contains(expected), "{run:?}");
        assert_eq!(run.stdout, "");
    }
    assert!(!project.0.path().join(RECORD).exists());
}

#[test]
fn two_records_that_git_could_not_merge_are_read_as_both() {
    let project = Project::confirmed(&charter());
    let record = project.read(RECORD);
    let (first, rest) = record.split_once('\n').expect("lines");
    let ours = rest.replacen('\n', "\n<<<<<<< HEAD\n", 1);
    let merged = format!("{first}\n{ours}=======\n000000000000 غير ذلك\n>>>>>>> theirs\n");
    project.write(RECORD, &merged);
    assert_eq!(project.told("stale-translation"), [""; 0]);
    let told = project.told("invalid-record");
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with(&format!("{RECORD}:3:1: warning")), "{told:?}");
    assert!(told[0].contains("3 lines"), "{told:?}");
    // Confirming it writes it anew.
    project.run(&["translated", ENGLISH]).ends_with(0);
    assert_eq!(project.read(RECORD), record);
}

#[test]
fn a_record_may_have_the_line_ends_of_another_system() {
    let project = Project::confirmed(&charter());
    project.write(RECORD, &project.read(RECORD).replace('\n', "\r\n"));
    project.built().is_clean();
}

#[test]
fn a_record_of_nothing_is_told() {
    let project = Project::confirmed(&charter());
    let record = project.read(RECORD);
    for path in ["fr", "ar"] {
        project.write(&format!("content/texts/charter/{path}.aligned"), &record);
    }
    fs::create_dir_all(project.0.path().join("content/home")).expect("a folder");
    project.write("content/home/en.aligned", &record);
    assert_eq!(project.told("stray-file").len(), 3);
}

#[test]
fn status_counts_by_text_and_language() {
    let settings = reader::SETTINGS.replace(r#"["ar", "en"]"#, r#"["ar", "en", "fa"]"#);
    let reader = charter().with("site.toml", settings).with(
        ENGLISH,
        translation_with("status: draft", "# Security\n\n[p1] One.\n\n[p3] Three.\n"),
    );
    let project = Project::confirmed(&reader);
    project.change(ORIGINAL, "نص أول.", "نص جديد.");
    let status = project.status();
    let english = &status["translations"][0];
    assert_eq!(english["text"], "charter");
    assert_eq!(english["file"], ENGLISH);
    assert_eq!(english["status"], "draft");
    assert_eq!(english["stale_blocks"], serde_json::json!([1]));
    assert_eq!(english["missing_blocks"], serde_json::json!([2]));
    let persian = &status["translations"][1];
    assert_eq!((&persian["language"], &persian["file"]), (&"fa".into(), &Value::Null));
    let counts = |of: &Value| {
        ["blocks", "current", "stale", "missing", "unconfirmed", "extra"]
            .map(|key| of[key].as_u64().expect("a number"))
    };
    assert_eq!(counts(english), [4, 2, 1, 1, 0, 0]);
    assert_eq!(counts(persian), [4, 0, 0, 4, 0, 0]);
    assert_eq!(counts(&status["languages"]["en"]), counts(english));
    assert_eq!(counts(&status["total"]), [8, 2, 1, 5, 0, 0]);
    assert_eq!(status["total"]["translated"], 1);
    assert_eq!(status["total"]["draft"], 1);
}

#[test]
fn the_table_of_the_status_stands_in_columns() {
    let table = Project::confirmed(&charter()).run(&["status"]).ends_with(0).stdout;
    assert_eq!(
        table,
        "     status        blocks  current  stale  missing  unconfirmed  extra  text\n\
         en   –                  4        4      0        0            0      0  charter\n\
         \n\
         en   0/1 reviewed       4        4      0        0            0      0  1/1 translated\n\
         all  0/1 reviewed       4        4      0        0            0      0  1/1 translated\n"
    );
}

#[test]
fn the_preview_sees_that_a_translation_is_confirmed() {
    let project = Project::of(&charter());
    let root = project.0.path().canonicalize().expect("a folder");
    let mut session = Session::new(&root, "http://localhost/");
    let codes = |session: &mut Session, paths: &[&str]| -> Vec<&'static str> {
        let paths: Vec<_> = paths.iter().map(|path| root.join(Path::new(path))).collect();
        let refreshed = session.refresh(&paths).expect("readable files");
        refreshed.problems.sorted().iter().map(|each| each.code.name()).collect()
    };
    assert_eq!(codes(&mut session, &[]), [""; 0]);
    project.run(&["translated", ENGLISH]).ends_with(0);
    assert_eq!(codes(&mut session, &[RECORD]), [""; 0]);
    project.change(ORIGINAL, "نص أول.", "نص جديد.");
    assert_eq!(codes(&mut session, &[ORIGINAL]), ["stale-translation"]);
    project.run(&["translated", ENGLISH]).ends_with(0);
    assert_eq!(codes(&mut session, &[RECORD]), [""; 0]);
    fs::remove_file(root.join(RECORD)).expect("a file");
    project.change(ORIGINAL, "نص ثان.", "نص آخر.");
    assert_eq!(codes(&mut session, &[RECORD, ORIGINAL]), [""; 0]);
}
