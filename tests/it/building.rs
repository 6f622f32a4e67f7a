//! The program and the disk: exit statuses, streams, what a build replaces and what it never
//! touches.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};
use std::time::{Duration, Instant};

use assert_cmd::Command;
use hashiya::diagnostic::Code;
use serde_json::Value;
use tempfile::TempDir;

use crate::laws::{same_files, tree};
use crate::reader;
use crate::reader::{Files, ReaderTest, original, original_with, translation};

/// A project on disk, and the program in it.
struct Project {
    folder: TempDir,
}

/// How the program ended, and what it said.
#[derive(Debug)]
struct Run {
    status: i32,
    stdout: String,
    stderr: String,
}

impl Project {
    fn of(reader: &ReaderTest) -> Self {
        Self { folder: reader.on_disk() }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a new folder");
        fs::write(path, text).expect("a new file");
    }

    fn public(&self) -> Files {
        tree(&self.path("public"))
    }

    /// Everything below the root, with the folders.
    fn everything(&self) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
        let entries = walkdir::WalkDir::new(self.folder.path()).into_iter().map(|entry| {
            let entry = entry.expect("a readable folder");
            (
                entry.path().to_owned(),
                entry
                    .file_type()
                    .is_file()
                    .then(|| fs::read(entry.path()).expect("a readable file")),
            )
        });
        entries.collect()
    }

    /// The names of what builds leave beside the site.
    fn left_overs(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).expect("a readable folder");
        let names = entries
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
        names.filter(|name| name.starts_with(".public.hashiya-")).collect()
    }

    /// Runs the program in the root.
    fn run(&self, arguments: &str) -> Run {
        run_in(self.folder.path(), arguments)
    }
}

fn run_in(folder: &Path, arguments: &str) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_hashiya"))
        .args(arguments.split_whitespace())
        .current_dir(folder)
        .output()
        .expect("a program that runs");
    Run {
        status: output.status.code().expect("an exit status"),
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

impl Run {
    #[track_caller]
    fn ends_with(self, status: i32) -> Self {
        assert_eq!(self.status, status, "{self:?}");
        self
    }
}

/// A reader in which nothing is wrong.
fn clean() -> ReaderTest {
    reader![]
}

/// A reader with a warning: two paragraphs for one.
fn with_warning() -> ReaderTest {
    reader![
        "content/texts/charter/ar.md" => original("نص."),
        "content/texts/charter/en.md" => translation("One.\n\nTwo."),
    ]
}

/// A reader with an error: a link to no concept.
fn with_error() -> ReaderTest {
    reader!["content/texts/charter/ar.md" => original("[نص](term:chater)")]
}

/// A reader with a notice only: a concept that stands nowhere.
fn with_notice() -> ReaderTest {
    reader!["content/glossary/peace.md" => "---\nnames: {ar: سلام دائم}\n---\n"]
}

#[test]
fn the_exit_status_says_whether_there_are_errors() {
    for (reader, lenient, strict) in
        [(clean(), 0, 0), (with_notice(), 0, 0), (with_warning(), 0, 1), (with_error(), 1, 1)]
    {
        let project = Project::of(&reader);
        for command in ["check", "build"] {
            project.run(command).ends_with(lenient);
            project.run(&format!("{command} --strict")).ends_with(strict);
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn results_that_cannot_be_written_are_told() {
    let project = Project::of(&clean());
    for command in ["check --format json", "export json", "schema site"] {
        let full = fs::File::create("/dev/full").expect("a device that is always full");
        let output = Process::new(env!("CARGO_BIN_EXE_hashiya"))
            .args(command.split(' '))
            .current_dir(project.folder.path())
            .stdout(full)
            .output()
            .expect("a program that runs");
        assert_eq!(output.status.code(), Some(2), "{command}");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(told.contains("cannot write standard output"), "{told}");
    }
}

#[test]
fn a_strict_build_with_warnings_writes_nothing() {
    let project = Project::of(&with_warning());
    project.run("build --strict").ends_with(1);
    assert!(!project.path("public").exists());
    assert!(project.left_overs().is_empty());
}

#[test]
fn without_settings_upward_the_program_cannot_run() {
    let folder = TempDir::new().expect("a new folder");
    for command in ["check", "build"] {
        let run = run_in(folder.path(), command).ends_with(2);
        assert!(run.stderr.contains("site.toml"), "{run:?}");
        assert_eq!(run.stdout, "");
    }
}

#[test]
fn the_root_is_the_nearest_folder_upward_with_settings() {
    let project = Project::of(&clean());
    run_in(&project.path("content/texts/charter"), "build").ends_with(0);
    assert!(project.path("public/index.html").is_file());
    let elsewhere = TempDir::new().expect("a new folder");
    let root = project.folder.path().display();
    run_in(elsewhere.path(), &format!("--root {root} build --out site")).ends_with(0);
    run_in(elsewhere.path(), &format!("build --out site --root {root}")).ends_with(0);
    assert!(project.path("site/index.html").is_file(), "`--out` is relative to the root");
    assert_eq!(fs::read_dir(elsewhere.path()).expect("a folder").count(), 0);
}

#[test]
fn settings_or_a_theme_that_cannot_be_used_are_diagnostics_with_status_two() {
    for (path, text, code) in [
        ("site.toml", "title = Reader\n", "invalid-config"),
        (
            "site.toml",
            "theme = \"mine\"\ntitle = { en = \"Reader\" }\nlanguages = [\"en\"]\n",
            "invalid-theme",
        ),
        ("themes/warraq/templates/text.html", "{% if x %}", "invalid-theme"),
    ] {
        let project = Project::of(&clean());
        project.write(path, text);
        for command in ["check --format json", "build --format json"] {
            let run = project.run(command).ends_with(2);
            let found: Value = serde_json::from_str(&run.stdout).expect("JSON");
            let codes: Vec<&str> = found
                .as_array()
                .expect("an array")
                .iter()
                .filter_map(|each| each["code"].as_str())
                .collect();
            assert!(codes.contains(&code), "{command} of {path}: {codes:?}");
        }
        assert!(!project.path("public").exists());
    }
}

#[test]
fn bytes_that_are_not_utf_8_are_an_error_in_the_content() {
    let project = Project::of(&clean());
    project.write("content/texts/charter/ar.md", b"---\ntitle: \xC7\n---\n");
    let run = project.run("check --format short").ends_with(1);
    assert!(run.stdout.contains("content/texts/charter/ar.md:2:8: error[invalid-utf8]"), "{run:?}");
}

#[test]
fn what_follows_from_bytes_that_are_not_utf_8_is_not_told() {
    for path in [
        "content/texts/charter/ar.md",
        "content/texts/charter/en.md",
        "content/glossary/state.md",
        "content/pages/about/ar.md",
    ] {
        let links = "[1](../charter/ar.md#p1) [2](../charter/en.md) [3](../../pages/about/ar.md) [4](term:state)\n";
        let reader = clean()
            .with("content/texts/charter/ar.md", original("نص أول.\n"))
            .with("content/texts/charter/en.md", translation("First.\n"))
            .with("content/texts/peace/ar.md", original(links))
            .with("content/glossary/state.md", "---\nnames: {ar: نص}\n---\n")
            .with("content/pages/about/ar.md", "---\ntitle: عن\n---\nنص.\n");
        let project = Project::of(&reader);
        project.run("check --format short").ends_with(0);
        // As a program saves them that writes UTF-16.
        let utf_16 = "---\n".encode_utf16().flat_map(u16::to_le_bytes);
        project.write(path, [0xFF, 0xFE].into_iter().chain(utf_16).collect::<Vec<u8>>());
        let run = project.run("check --format short").ends_with(1);
        let errors: Vec<&str> =
            run.stdout.lines().filter(|line| line.contains(" error[")).collect();
        assert_eq!(errors.len(), 1, "{path}: {run:?}");
        assert!(errors[0].starts_with(&format!("{path}:1:1: error[invalid-utf8]")), "{run:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_content_is_an_error_in_the_content_and_publishes_nothing() {
    let project = Project::of(&clean());
    project.write("secret/page.md", "---\ntitle: Secret words\n---\nSecret words.\n");
    std::os::unix::fs::symlink(project.path("secret"), project.path("content/pages"))
        .expect("a link");
    let run = project.run("build --format short").ends_with(1);
    assert!(run.stdout.contains("content/pages:1:1: error[symlink-outside]"), "{run:?}");
    assert!(!project.path("public").exists());
}

#[test]
fn people_are_told_on_standard_error() {
    for command in ["check", "build"] {
        let run = Project::of(&with_error()).run(command).ends_with(1);
        assert_eq!(run.stdout, "");
        assert!(run.stderr.contains("error[unknown-concept]"), "{run:?}");
        assert!(run.stderr.contains("content/texts/charter/ar.md:5:1"), "{run:?}");
        assert!(!run.stderr.contains('\u{1b}'), "no colours away from a terminal");
    }
}

#[test]
fn a_link_to_no_file_names_the_one_that_may_be_meant() {
    const MEANT: Option<&str> = Some("../../texts/charter/ar.md");
    for (link, meant) in [
        ("../../texts/chater/ar.md", MEANT),
        ("../texts/charter/ar.md", MEANT),
        ("charter/ar.md", MEANT),
        ("../../texts/peace/ar.md", None),
    ] {
        let page = format!("---\ntitle: About\n---\n[text]({link})\n");
        let about = reader!["content/texts/charter/ar.md" => original("نص.")];
        let run =
            Project::of(&about.with("content/pages/about/en.md", page)).run("check").ends_with(1);
        let help = run.stderr.split_once("help: the closest is `").map(|(_, help)| help);
        assert_eq!(help.and_then(|help| help.split('`').next()), meant, "{link}: {run:?}");
    }
}

#[test]
fn programs_are_told_on_standard_output_by_one_array() {
    for command in ["check", "build"] {
        let project = Project::of(&with_error());
        project.write("content/texts/charter/en.md", translation("[x](term:nowhere)\n\nTwo.\n"));
        let run = project.run(&format!("{command} --format json")).ends_with(1);
        let found: Value = serde_json::from_str(&run.stdout).expect("one value and nothing else");
        let found = found.as_array().expect("an array");
        assert_eq!(found.len(), 3, "{found:#?}");
        for diagnostic in found {
            let keys: Vec<&String> = diagnostic.as_object().expect("an object").keys().collect();
            let mut keys: Vec<&str> = keys.into_iter().map(String::as_str).collect();
            keys.sort_unstable();
            let expected = [
                "code",
                "column",
                "end_column",
                "end_line",
                "file",
                "fixes",
                "help",
                "line",
                "message",
                "severity",
            ];
            assert_eq!(keys, expected);
            assert!(diagnostic["fixes"].is_array() && diagnostic["message"].is_string());
        }
        let first = &found[0];
        assert_eq!(first["code"], "unknown-concept");
        assert_eq!(first["severity"], "error");
        assert_eq!(first["file"], "content/texts/charter/ar.md");
        assert_eq!((&first["line"], &first["column"]), (&5.into(), &1.into()));
        assert_eq!(
            (&first["end_line"], &first["end_column"]),
            (&5.into(), &18.into()),
            "in characters"
        );
    }
}

#[test]
fn programs_are_told_that_there_is_nothing_to_tell() {
    for command in ["check", "build"] {
        let run = Project::of(&clean()).run(&format!("{command} --format json")).ends_with(0);
        assert_eq!(run.stdout.trim(), "[]");
        let run = Project::of(&clean()).run(&format!("{command} --format short")).ends_with(0);
        assert_eq!(run.stdout, "");
    }
}

#[test]
fn all_problems_of_all_files_are_told_in_one_run() {
    let project = Project::of(&with_error());
    project.write("content/home/ar.md", "---\ntilte: x\n---\n[x](nowhere.md)\n");
    project.write("content/glossary/peace.md", "---\nnames: {ar: سلام دائم}\nbroader: [war]\n---\n");
    let run = project.run("check --format short").ends_with(1);
    for code in ["unknown-concept", "unknown-key", "missing-key", "unknown-file"] {
        assert!(run.stdout.contains(&format!("[{code}]")), "{code} in {}", run.stdout);
    }
}

#[test]
fn the_reader_of_this_repository_has_no_problems_but_notices() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let run = run_in(root, "check --strict --format short").ends_with(0);
    assert!(!run.stdout.contains(" warning["), "{}", run.stdout);
}

#[test]
fn a_build_with_errors_leaves_the_old_site_as_it_was() {
    let project = Project::of(&clean());
    project.run("build").ends_with(0);
    project.write("content/texts/charter/ar.md", original("[نص](term:chater)"));
    let before = project.everything();
    let run = project.run("build").ends_with(1);
    assert!(run.stderr.contains("unknown-concept"));
    assert!(before == project.everything(), "something has changed");
}

#[test]
fn a_template_that_fails_on_a_page_leaves_the_old_site_as_it_was() {
    let project = Project::of(&clean());
    project.run("build").ends_with(0);
    project.write("site.toml", format!("theme = \"mine\"\n{}", reader::SETTINGS));
    project.write("themes/mine/theme.toml", "extends = \"warraq\"\n");
    project.write("themes/mine/templates/part.html", "{{ page.no_such_thing.at_all }}");
    let before = project.everything();
    let run = project.run("build --format json").ends_with(2);
    assert!(run.stdout.contains("invalid-theme"), "{run:?}");
    assert!(run.stdout.contains("themes/mine/templates/part.html"), "{run:?}");
    assert!(before == project.everything(), "something has changed");
}

#[test]
fn a_build_replaces_the_old_site_as_a_whole() {
    let project = Project::of(&clean());
    project.write("content/pages/about/ar.md", "---\ntitle: عن\n---\n");
    project.run("build").ends_with(0);
    assert!(project.path("public/ar/about/index.html").is_file());
    fs::remove_dir_all(project.path("content/pages")).expect("a removed folder");
    project.run("build").ends_with(0);
    assert!(!project.path("public/ar/about").exists());
    assert!(project.path("public/.nojekyll").is_file());
    assert!(project.left_overs().is_empty());
}

#[test]
fn two_builds_give_the_same_bytes_with_one_thread_and_with_many() {
    let project = Project::of(&with_warning());
    project.run("build --jobs 1").ends_with(0);
    let first = project.public();
    project.run("build --jobs 8").ends_with(0);
    same_files(&first, &project.public());
    project.run("--jobs 3 build --out elsewhere/site").ends_with(0);
    same_files(&first, &tree(&project.path("elsewhere/site")));
    project.run("build --jobs 0").ends_with(2);
}

#[test]
fn a_folder_that_hashiya_did_not_make_is_refused() {
    let project = Project::of(&clean());
    project.write("public/thesis.txt", "five years of work");
    project.write("file", "a file");
    let before = project.everything();
    for out in [
        "public",
        "file",
        ".",
        "..",
        "content",
        "content/texts",
        "themes",
        "themes/mine",
        "./content/../content",
        "content/new",
        "/",
    ] {
        let run = project.run(&format!("build --out {out}")).ends_with(2);
        assert!(!run.stderr.is_empty(), "{out}");
        assert!(before == project.everything(), "{out} has changed something");
    }
}

#[test]
fn an_empty_folder_and_one_that_is_not_there_are_accepted() {
    let project = Project::of(&clean());
    fs::create_dir(project.path("public")).expect("a new folder");
    project.run("build").ends_with(0);
    project.run("build --out a/b/c").ends_with(0);
    same_files(&project.public(), &tree(&project.path("a/b/c")));
}

#[test]
fn even_the_folder_of_an_old_site_is_refused_where_sources_stand() {
    let project = Project::of(&clean());
    project.run("build").ends_with(0);
    fs::copy(project.path("public/.hashiya"), project.path("content/.hashiya")).expect("a copy");
    fs::copy(project.path("public/.hashiya"), project.path(".hashiya")).expect("a copy");
    project.run("build --out content").ends_with(2);
    project.run("build --out .").ends_with(2);
    assert!(project.path("content/texts/charter/ar.md").is_file());
}

#[test]
fn what_a_killed_build_left_is_removed_by_the_next() {
    let project = Project::of(&clean());
    project.write(".public.hashiya-4194304/ar/index.html", "half a page");
    project.write(".public.hashiya-4194304/.lock", "");
    project.write(".public.hashiya-4194303/.hashiya", "an old site");
    project.write(".publication.hashiya-1/notes.md", "the author's own");
    project.run("build").ends_with(0);
    assert_eq!(project.left_overs(), Vec::<String>::new());
    assert!(project.path(".publication.hashiya-1/notes.md").is_file());
}

#[test]
fn builds_at_once_do_not_harm_each_other() {
    let project = Project::of(&clean());
    let start = |_| {
        Process::new(env!("CARGO_BIN_EXE_hashiya"))
            .args(["build", "--jobs", "1"])
            .current_dir(project.folder.path())
            .stderr(Stdio::piped())
            .spawn()
            .expect("a program that runs")
    };
    let builds: Vec<_> = (0..8).map(start).collect();
    for build in builds {
        let output = build.wait_with_output().expect("a program that has ended");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let site = project.public();
    project.run("build").ends_with(0);
    same_files(&site, &project.public());
    assert_eq!(project.left_overs(), Vec::<String>::new());
}

/// A reader large enough to be killed while it is built.
fn large(word: &str) -> Files {
    let paragraph = format!("نص عن {word} والأمن الجماعي بين الدول، ثم نص آخر أطول منه.\n\n");
    let texts: Vec<String> = (0..24).map(|number| format!("text-{number}")).collect();
    let mut reader = ReaderTest::new().with(
        "site.toml",
        format!("title = {{ ar = \"قارئ\" }}\nlanguages = [\"ar\", \"en\"]\n[[parts]]\nid = \"week-1\"\ntitle = {{ ar = \"أسبوع\" }}\ntexts = {texts:?}\n"),
    )
    .with("content/glossary/security.md", reader::concept("الأمن الجماعي", "collective security"));
    for text in &texts {
        reader =
            reader.with(&format!("content/texts/{text}/ar.md"), original(&paragraph.repeat(12)));
    }
    reader.files().into_iter().filter(|(path, _)| !path.contains("charter")).collect()
}

#[test]
fn a_build_that_is_killed_leaves_a_whole_site_the_old_or_the_new() {
    let folder = TempDir::new().expect("a new folder");
    let project = Project { folder };
    let (old_reader, new_reader) = (large("قديم"), large("جديد")); // "old", "new"
    reader::write_files(project.folder.path(), &new_reader);
    project.run("build").ends_with(0);
    let new = project.public();
    reader::write_files(project.folder.path(), &old_reader);
    let start = Instant::now();
    project.run("build").ends_with(0);
    let whole_build = start.elapsed();
    let old = project.public();
    assert_ne!(old, new);

    let random = std::hash::RandomState::new();
    let (mut is_new, mut left) = (false, 0);
    for turn in 0..10_u32 {
        let next = if is_new { &old_reader } else { &new_reader };
        reader::write_files(project.folder.path(), next);
        let mut build = Process::new(env!("CARGO_BIN_EXE_hashiya"))
            .arg("build")
            .current_dir(project.folder.path())
            .stderr(Stdio::null())
            .spawn()
            .expect("a program that runs");
        let share = u64::from(turn) * 100 + std::hash::BuildHasher::hash_one(&random, turn) % 100;
        std::thread::sleep(Duration::from_micros(whole_build.as_micros() as u64 * share / 1000));
        build.kill().expect("a program that is killed");
        build.wait().expect("a program that has ended");
        let found = project.public();
        is_new = found == new;
        assert!(is_new || found == old, "neither the old site nor the new, killed after {share} ‰");
        assert!(
            project.left_overs().len() <= 1,
            "one build leaves one folder: {:?}",
            project.left_overs()
        );
        left += project.left_overs().len();
    }
    assert!(left > 0, "no build was killed in its middle");
    reader::write_files(project.folder.path(), &new_reader);
    project.run("build").ends_with(0);
    same_files(&new, &project.public());
    assert_eq!(project.left_overs(), Vec::<String>::new());
}

#[test]
fn drafts_and_the_address_are_options_of_a_build() {
    let draft = original_with("status: draft", "نص مسودة.");
    let project = Project::of(
        &reader!["content/texts/war/ar.md" => draft]
            .settings("base_url = \"https://example.org/\""),
    );
    project.run("build").ends_with(0);
    assert!(!project.path("public/ar/texts/war").exists());
    project.run("build --drafts --base-url http://localhost:8000/x").ends_with(0);
    assert!(project.path("public/ar/texts/war/index.html").is_file());
    let sitemap = fs::read_to_string(project.path("public/sitemap.xml")).expect("a sitemap");
    assert!(sitemap.contains("<loc>http://localhost:8000/x/ar/texts/war/</loc>"), "{sitemap}");
    assert!(!sitemap.contains("example.org"));
    project.run("build --base-url ftp://example.org").ends_with(2);
}

/// A reader in which one concept stands in two languages, and another in none.
fn with_concepts() -> ReaderTest {
    reader![
        "content/texts/charter/ar.md" => original("الأمن الجماعي وبالأمن الجماعي.\n\nالأمن الجماعي."),
        "content/texts/charter/en.md" => translation("Collective\nsecurity.\n\n# Collective security"),
        "content/glossary/peace.md" => "---\nnames: {ar: سلام دائم}\n---\n",
        "content/glossary/security.md" => reader::concept("الأمن الجماعي", "collective security"),
    ]
}

#[test]
fn the_report_of_the_glossary_counts_occurrences_by_text_and_form() {
    let project = Project::of(&with_concepts());
    let run = project.run("glossary --format json").ends_with(0);
    let report: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(
        report,
        serde_json::json!([
            {"id": "peace", "names": {"ar": "سلام دائم"}, "occurrences": 0, "texts": [], "forms": []},
            {
                "id": "security",
                "names": {"ar": "الأمن الجماعي", "en": "collective security"},
                "occurrences": 4,
                "texts": [
                    {
                        "text": "charter", "language": "ar", "occurrences": 3,
                        "forms": [
                            {"language": "ar", "form": "الأمن الجماعي", "occurrences": 2},
                            {"language": "ar", "form": "وبالأمن الجماعي", "occurrences": 1},
                        ],
                    },
                    {
                        "text": "charter", "language": "en", "occurrences": 1,
                        "forms": [
                            {"language": "en", "form": "Collective security", "occurrences": 1},
                        ],
                    },
                ],
                "forms": [
                    {"language": "ar", "form": "الأمن الجماعي", "occurrences": 2},
                    {"language": "ar", "form": "وبالأمن الجماعي", "occurrences": 1},
                    {"language": "en", "form": "Collective security", "occurrences": 1},
                ],
            },
        ])
    );
}

#[test]
fn people_get_the_same_report_as_a_table() {
    let project = Project::of(&with_concepts());
    let run = project.run("glossary").ends_with(0);
    assert_eq!(
        run.stdout.replace(['\u{2068}', '\u{2069}'], ""),
        "\
concept   occurrences  text     language  forms
peace               0
security            3  charter  ar        الأمن الجماعي 2, وبالأمن الجماعي 1
                    1  charter  en        Collective security 1
"
    );
    Project::of(&with_error()).run("glossary").ends_with(1);
    assert_eq!(project.run("glossary --root nowhere").status, 2);
}

#[test]
fn explain_says_what_a_diagnostic_means() {
    let folder = TempDir::new().expect("a new folder");
    for code in Code::ALL {
        let run = run_in(folder.path(), &format!("explain {}", code.name())).ends_with(0);
        assert!(run.stdout.starts_with(&format!(
            "{}[{}]\n",
            code.severity().as_str(),
            code.name()
        )));
        assert!(run.stdout.contains("Example") && run.stdout.contains("Remedy"));
        assert_eq!(run.stderr, "");
    }
}

#[test]
fn explain_names_the_closest_code() {
    let folder = TempDir::new().expect("a new folder");
    let run = run_in(folder.path(), "explain quote-not-fuond").ends_with(2);
    assert_eq!(run.stdout, "");
    assert!(run.stderr.contains("quote-not-found"), "{run:?}");
}

#[test]
fn options_that_are_not_there_end_with_status_two() {
    let project = Project::of(&clean());
    for arguments in
        ["", "biuld", "build --oout x", "check --format yaml", "--root /nowhere/at/all check"]
    {
        let run = project.run(arguments).ends_with(2);
        assert_eq!(run.stdout, "", "{arguments}");
    }
    assert!(!project.path("public").exists());
}

#[test]
fn programs_are_told_in_their_format_that_there_is_no_project() {
    let folder = TempDir::new().expect("a new folder");
    for command in ["check", "build"] {
        let run = run_in(folder.path(), &format!("{command} --format json")).ends_with(2);
        let problems: Value = serde_json::from_str(&run.stdout).expect("JSON");
        assert_eq!(problems[0]["code"], "invalid-config", "{run:?}");
        assert_eq!(problems[0]["file"], "site.toml", "{run:?}");
    }
}

/// The clock is never asked: what needs a day and has none takes that of `SOURCE_DATE_EPOCH`.
#[test]
fn a_feed_without_dated_texts_is_of_the_day_that_is_asked_for() {
    let project = Project::of(&clean().settings("base_url = \"https://example.org/\""));
    for (epoch, day) in [("", "1970-01-01"), ("86400", "1970-01-02"), ("1796083200", "2026-12-01")]
    {
        Command::new(env!("CARGO_BIN_EXE_hashiya"))
            .arg("build")
            .env("SOURCE_DATE_EPOCH", epoch)
            .current_dir(project.folder.path())
            .assert()
            .success();
        let feed = fs::read_to_string(project.path("public/feed.xml")).expect("a feed");
        assert!(feed.contains(&format!("<updated>{day}T00:00:00Z</updated>")), "{feed}");
    }
}
