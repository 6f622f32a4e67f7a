//! What those who review a change are told: annotations, the summary of a job, SARIF, and what
//! stands on changed lines.

use std::fs;
use std::path::Path;
use std::process::Command as Process;

use assert_cmd::Command;
use hashiya::diagnostic::format::{Texts, sarif};
use hashiya::diagnostic::{Code, Diagnostic, Fix, Message};
use hashiya::source::{SourcePath, Span};
use serde_json::Value;
use tempfile::TempDir;

use crate::reader;
use crate::reader::{original, translation};
use crate::schemas::problems_by;

/// The program in a folder, as if on a machine of one's own.
fn hashiya(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hashiya"));
    command.args(arguments).current_dir(folder);
    for name in ["WORKSPACE", "STEP_SUMMARY", "SERVER_URL", "REPOSITORY", "SHA"] {
        command.env_remove(format!("GITHUB_{name}"));
    }
    command
}

/// Exit status, standard output and standard error.
fn run(command: &mut Command) -> (i32, String, String) {
    let output = command.output().expect("a program that runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("an exit status"), text(output.stdout), text(output.stderr))
}

/// A text with as many links to no concept as are asked for, each in a paragraph, and a
/// translation that is one paragraph too long.
fn with_errors(count: usize) -> TempDir {
    let paragraphs: Vec<String> = (1..=count).map(|n| format!("[نص](term:no-{n})\n\n")).collect();
    reader![
        "content/texts/charter/ar.md" => original(&paragraphs.concat()),
        "content/texts/charter/en.md" => translation(&"Words.\n\n".repeat(count + 1)),
    ]
    .on_disk()
}

#[test]
fn annotations_go_to_standard_output_and_the_table_to_the_summary() {
    let folder = with_errors(12);
    let summary = folder.path().join("summary.md");
    fs::write(&summary, "before\n\n").expect("a file");
    let mut command = hashiya(folder.path(), &["check", "--format", "github"]);
    let (status, stdout, stderr) = run(command.env("GITHUB_STEP_SUMMARY", &summary));
    assert_eq!(status, 1);
    let errors: Vec<&str> =
        stdout.lines().take_while(|line| line.starts_with("::error ")).collect();
    assert_eq!(errors.len(), 10, "{stdout}");
    assert_eq!(
        errors[0],
        "::error file=content/texts/charter/ar.md,line=5,col=1,endColumn=16,\
         title=unknown-concept::no concept `no-1`"
    );
    assert!(stdout.lines().skip(10).all(|line| line.starts_with("::warning ")), "{stdout}");
    assert!(stderr.contains("ar.md:27:1: error[unknown-concept]: no concept `no-12`"), "{stderr}");
    assert!(stderr.ends_with("12 errors, 1 warning\n"), "{stderr}");
    let table = fs::read_to_string(summary).expect("the summary");
    assert!(table.starts_with("before\n\n### hashiya: 12 errors, 1 warning\n"), "{table}");
    assert_eq!(table.lines().filter(|line| line.starts_with("| error |")).count(), 12);
}

#[test]
fn files_are_named_from_the_root_of_the_repository() {
    let repository = TempDir::new().expect("a folder");
    let project = with_errors(1);
    let course = repository.path().join("course");
    copy(project.path(), &course);
    let summary = repository.path().join("summary.md");
    for format in ["github", "sarif"] {
        let mut command = hashiya(&course, &["build", "--format", format]);
        command.env("GITHUB_WORKSPACE", repository.path());
        command.env("GITHUB_STEP_SUMMARY", &summary);
        command.env("GITHUB_SERVER_URL", "https://github.com");
        command.env("GITHUB_REPOSITORY", "owner/name").env("GITHUB_SHA", "0123abc");
        let (status, stdout, _) = run(&mut command);
        assert_eq!(status, 1);
        assert!(stdout.contains("course/content/texts/charter/ar.md"), "{stdout}");
    }
    let table = fs::read_to_string(summary).expect("the summary");
    let address = "https://github.com/owner/name/blob/0123abc/course/content/texts/charter/ar.md";
    assert!(table.contains(&format!("({address}?plain=1#L5)")), "{table}");
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.expect("a readable folder");
        let path = to.join(entry.path().strip_prefix(from).expect("it is below"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(path).expect("a new folder");
        } else {
            fs::copy(entry.path(), path).expect("a copy");
        }
    }
}

fn git(folder: &Path, arguments: &[&str]) {
    let status = Process::new("git")
        .arg("-C")
        .arg(folder)
        .args(["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgSign=false"])
        .args(arguments)
        .output()
        .expect("git");
    assert!(status.status.success(), "git {arguments:?}: {status:?}");
}

/// The codes and places that are told, in their order.
fn told(folder: &Path, since: &str) -> Vec<String> {
    let arguments = ["check", "--format", "short", "--changed-since", since];
    let (_, stdout, stderr) = run(&mut hashiya(folder, &arguments));
    assert!(!stderr.contains("error:"), "{stderr}");
    stdout.lines().map(|line| line.split(": ").next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn changed_lines_come_first_then_changed_files() {
    let folder = reader![
        "content/glossary/alpha.md" => "---\nnames: {ar: سلام دائم}\nsee: [none]\n---\n",
        "content/texts/charter/ar.md" => original("[نص](term:no-1)\n\nنص.\n"),
        "content/texts/charter/en.md" => translation("Words.\n\nWords.\n"),
    ]
    .on_disk();
    let root = folder.path();
    git(root, &["init", "--quiet", "--initial-branch=main"]);
    git(root, &["add", "."]);
    git(root, &["commit", "--quiet", "--message=start"]);
    git(root, &["checkout", "--quiet", "-b", "work"]);
    let text = root.join("content/texts/charter/ar.md");
    fs::write(&text, original("[نص](term:no-1)\n\n[نص](term:no-2)\n")).expect("a file");
    git(root, &["commit", "--quiet", "--all", "--message=work"]);
    // What others have changed since then is not meant.
    git(root, &["checkout", "--quiet", "main"]);
    let concept = root.join("content/glossary/alpha.md");
    fs::write(&concept, "---\nnames: {ar: سلام دائم}\nsee: [nothing]\n---\n").expect("a file");
    git(root, &["commit", "--quiet", "--all", "--message=others"]);
    git(root, &["checkout", "--quiet", "work"]);
    fs::create_dir_all(root.join("content/pages/عن")).expect("a folder"); // "about"
    fs::write(root.join("content/pages/عن/ar.md"), "---\n---\n").expect("a file");

    let places = told(root, "main");
    let expected = [
        "content/pages/عن/ar.md:2:1",
        "content/texts/charter/ar.md:7:1",
        "content/texts/charter/ar.md:5:1",
        "content/glossary/alpha.md:2:13",
        "content/glossary/alpha.md:3:7",
    ];
    assert_eq!(places, expected);
    let in_order_of_files = told(root, "HEAD");
    assert_eq!(in_order_of_files[1], "content/glossary/alpha.md:2:13");
}

#[test]
fn without_git_or_its_commit_nothing_is_checked() {
    let folder = reader![].on_disk();
    let root = folder.path();
    let message = |since: &str, path: Option<&str>| {
        let mut command = hashiya(root, &["check", &format!("--changed-since={since}")]);
        command.env("GIT_CEILING_DIRECTORIES", root.parent().expect("a folder above"));
        if let Some(path) = path {
            command.env("PATH", path);
        }
        let (status, stdout, stderr) = run(&mut command);
        assert_eq!((status, stdout.as_str()), (2, ""), "{stderr}");
        stderr
    };
    assert!(message("main", Some("")).contains("cannot be run"));
    assert!(message("main", None).contains("not a git repository"));
    git(root, &["init", "--quiet"]);
    assert!(message("origin/main", None).contains("no commit `origin/main`"));
    assert!(message("--output=x", None).contains("no commit `--output=x`"));
}

#[test]
fn sarif_is_valid_and_has_a_rule_for_each_result() {
    let folder = with_errors(3);
    for command in ["check", "build"] {
        let (status, stdout, _) = run(&mut hashiya(folder.path(), &[command, "--format", "sarif"]));
        assert_eq!(status, 1);
        let log: Value = serde_json::from_str(&stdout).expect("JSON");
        assert_eq!(problems_by("sarif", &log), "");
        let run = &log["runs"][0];
        let results = run["results"].as_array().expect("a list");
        assert_eq!(results.len(), 4);
        for result in results {
            let index = result["ruleIndex"].as_u64().expect("a number") as usize;
            assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
        }
    }
}

#[test]
fn a_sarif_region_counts_characters_and_fixes_are_replacements() {
    struct One(&'static str);
    impl Texts for One {
        fn text(&self, _: &SourcePath) -> Option<&str> {
            Some(self.0)
        }
    }

    let text = "سطر\n𐭠 می خواهم"; // "a line"; a letter beyond the BMP; "I want"
    let at = text.find(" خ").expect("a space");
    let mut problem = Diagnostic::new(
        Code::UnknownConcept,
        &SourcePath::new("content/texts/متن ۱/fa.md"), // "text 1"
        Span::new(at, at + 1),
        Message::verbatim("a space"),
    )
    .with_help(Message::verbatim("write U+200C"));
    problem.fixes.push(Fix { span: problem.span, replacement: "\u{200C}".to_owned() });
    let log: Value = serde_json::from_str(&sarif(&[problem], &One(text), "")).expect("JSON");
    assert_eq!(problems_by("sarif", &log), "");
    let result = &log["runs"][0]["results"][0];
    let location = &result["locations"][0]["physicalLocation"];
    assert_eq!(
        location["artifactLocation"]["uri"],
        "content/texts/%D9%85%D8%AA%D9%86%20%DB%B1/fa.md"
    );
    let region =
        serde_json::json!({"startLine": 2, "startColumn": 5, "endLine": 2, "endColumn": 6});
    assert_eq!(location["region"], region);
    let replacement = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(replacement["deletedRegion"], region);
    assert_eq!(replacement["insertedContent"]["text"], "\u{200C}");
}
