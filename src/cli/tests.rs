use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use clap::CommandFactory as _;

use super::*;

/// The commands that the README and the guide show, each with its place.
fn shown() -> Vec<(String, Vec<String>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = walkdir::WalkDir::new(root.join("content/pages")).sort_by_file_name();
    let pages = pages.into_iter().map(|entry| entry.expect("a readable folder").into_path());
    let files = pages.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    let mut shown = Vec::new();
    for path in files.chain([root.join("README.md")]) {
        let text = fs::read_to_string(&path).expect("a page in UTF-8");
        let mut is_shell = false;
        for (number, line) in text.lines().map(str::trim).enumerate() {
            if line.starts_with("```") {
                is_shell = line.starts_with("```sh");
            } else if is_shell && line.starts_with("hashiya ") {
                let place = format!("{}:{}: {line}", path.display(), number + 1);
                shown.push((place, words(line)));
            }
        }
    }
    shown
}

/// The words of a line as a shell divides it, up to a comment or another command.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (place, part) in line.split('"').enumerate() {
        if place % 2 == 1 {
            words.push(part.to_owned());
            continue;
        }
        for word in part.split_whitespace() {
            if ["#", "|", ">", "&&"].contains(&word) {
                return words;
            }
            words.push(word.to_owned());
        }
    }
    words
}

#[test]
fn every_command_that_is_shown_can_be_given() {
    let shown = shown();
    assert!(shown.len() > 20, "the guide shows {} commands", shown.len());
    let problems: Vec<String> = shown
        .into_iter()
        .filter_map(|(place, words)| {
            Some(format!("{place}\n{}", Cli::try_parse_from(words).err()?))
        })
        .collect();
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn the_guide_names_every_command_and_option() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/pages/guide-commands/en.md");
    let page = fs::read_to_string(path).expect("a page in UTF-8");
    let mut program = Cli::command();
    program.build();
    let mut missing = BTreeSet::new();
    let mut commands: Vec<(String, &clap::Command)> = vec![(String::new(), &program)];
    while let Some((name, command)) = commands.pop() {
        for option in command.get_arguments().filter_map(clap::Arg::get_long) {
            if !page.contains(&format!("`--{option}")) && option != "help" && option != "version" {
                missing.insert(format!("`--{option}` of `hashiya{name}`"));
            }
        }
        for part in command.get_subcommands().filter(|part| part.get_name() != "help") {
            let name = format!("{name} {}", part.get_name());
            if !page.contains(&format!("`hashiya{name}")) {
                missing.insert(format!("`hashiya{name}`"));
            }
            commands.push((name, part));
        }
    }
    assert!(missing.is_empty(), "content/pages/guide-commands/en.md lacks {missing:#?}");
}
