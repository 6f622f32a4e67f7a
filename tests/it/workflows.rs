//! The workflows of this repository and of the readers that `hashiya new` makes: least rights,
//! pinned actions, an end to every job.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// The workflows and the actions they share.
fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [".github/workflows", "src/command/scaffold/project/github"];
    let mut files: Vec<PathBuf> = folders
        .iter()
        .flat_map(|folder| fs::read_dir(root.join(folder)).expect("a folder"))
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    assert!(files.len() >= 6, "{files:?}");
    files
}

fn read(path: &Path) -> (String, Value) {
    let text = fs::read_to_string(path).expect("UTF-8");
    let value = serde_yaml::from_str(&text);
    (text, value.unwrap_or_else(|error| panic!("{}: {error}", path.display())))
}

/// The jobs with their names.
fn jobs(workflow: &Value) -> impl Iterator<Item = (&String, &Value)> {
    workflow["jobs"].as_object().into_iter().flatten()
}

#[test]
fn a_workflow_can_only_read_unless_a_job_says_so() {
    let allowed = [
        ("publish.yml", "publish", r#"{"id-token":"write","pages":"write"}"#),
        ("publish.yml", "build", r#"{"contents":"read","pages":"read"}"#),
        ("release.yml", "release", r#"{"contents":"write"}"#),
    ];
    for path in files() {
        let (text, workflow) = read(&path);
        let name = path.file_name().expect("a name").to_string_lossy();
        assert!(!text.contains("pull_request_target"), "{name} runs a fork's code with our rights");
        assert!(!text.contains("{{ secrets."), "{name} needs a secret");
        if workflow.get("jobs").is_none() {
            continue;
        }
        assert_eq!(workflow["permissions"], serde_json::json!({"contents": "read"}), "{name}");
        for (job, value) in jobs(&workflow) {
            let Some(permissions) = value.get("permissions") else { continue };
            let is_allowed = allowed.iter().any(|(file, known, rights)| {
                let rights: Value = serde_json::from_str(rights).expect("JSON");
                (*file, *known) == (&*name, job.as_str()) && rights == *permissions
            });
            assert!(is_allowed, "{name}: {job}: {permissions}");
        }
    }
}

#[test]
fn every_job_comes_to_an_end() {
    for path in files() {
        for (job, value) in jobs(&read(&path).1) {
            let minutes = value["timeout-minutes"].as_u64();
            assert!(minutes.is_some_and(|minutes| minutes <= 60), "{}: {job}", path.display());
        }
    }
}

#[test]
fn actions_of_others_are_pinned_by_commit_and_say_which_version_that_is() {
    for path in files() {
        for line in fs::read_to_string(&path).expect("UTF-8").lines() {
            let Some((_, action)) = line.split_once("uses: ") else { continue };
            if action.starts_with("./") {
                continue;
            }
            let (action, version) = action.split_once(" # v").unwrap_or((action, ""));
            let commit = action.split_once('@').map_or("", |(_, commit)| commit);
            let is_pinned = commit.len() == 40
                && commit.bytes().all(|byte| byte.is_ascii_hexdigit())
                && version.split('.').count() == 3;
            assert!(is_pinned, "{}: {line}", path.display());
        }
    }
}

#[test]
fn what_an_outsider_writes_is_never_part_of_a_script() {
    for path in files() {
        let (_, workflow) = read(&path);
        let steps = jobs(&workflow).filter_map(|(_, job)| job["steps"].as_array()).flatten();
        let shared = workflow["runs"]["steps"].as_array().into_iter().flatten();
        for script in steps.chain(shared).filter_map(|step| step["run"].as_str()) {
            assert!(!script.contains("${{"), "{}: {script}", path.display());
        }
    }
}
