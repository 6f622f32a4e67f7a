//! What `hashiya new` and `hashiya add` make.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

use crate::laws::{examples_on_disk, tree};
use crate::reader;
use crate::reader::{original, translation};

/// Runs the program in a folder: exit status, standard output, standard error.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_hashiya"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("GITHUB_WORKSPACE")
        .output()
        .expect("a program that runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("an exit status"), text(output.stdout), text(output.stderr))
}

#[track_caller]
fn done(folder: &Path, arguments: &[&str]) -> String {
    let (status, stdout, stderr) = run(folder, arguments);
    assert_eq!(status, 0, "{arguments:?}: {stdout}{stderr}");
    stdout
}

/// Expects that the program cannot do what it is asked to, and that the folder stays as it is.
#[track_caller]
fn refused(folder: &Path, arguments: &[&str], reason: &str) {
    let before = tree(folder);
    let (status, stdout, stderr) = run(folder, arguments);
    assert_eq!((status, stdout.as_str()), (2, ""), "{arguments:?}: {stderr}");
    assert!(stderr.contains(reason), "{arguments:?}: {stderr}");
    assert_eq!(tree(folder), before, "{arguments:?}");
}

/// Every choice of interface languages, in every order.
fn choices() -> Vec<String> {
    let all = ["ar", "fa", "en"];
    let mut choices: Vec<Vec<&str>> = vec![Vec::new()];
    let mut first = 0;
    for _ in all {
        let last = choices.len();
        for index in first..last {
            let further = all.iter().filter(|language| !choices[index].contains(language));
            let longer: Vec<Vec<&str>> =
                further.map(|language| [&choices[index][..], &[*language]].concat()).collect();
            choices.extend(longer);
        }
        first = last;
    }
    choices[1..].iter().map(|choice| choice.join(",")).collect()
}

#[test]
fn a_new_reader_builds_with_nothing_to_tell_in_every_choice_of_languages() {
    let choices = choices();
    assert_eq!(choices.len(), 15);
    for languages in choices {
        let folder = TempDir::new().expect("a folder");
        done(folder.path(), &["new", "reader", "--lang", &languages]);
        let root = folder.path().join("reader");
        let told = done(&root, &["build", "--strict", "--format", "json"]);
        assert_eq!(told, "[]\n", "{languages}");
        for language in languages.split(',') {
            let home = root.join("public").join(language).join("index.html");
            assert!(home.is_file(), "{}", home.display());
        }
        for (path, bytes) in tree(&root).into_iter().filter(|(path, _)| !path.starts_with("public"))
        {
            let text = String::from_utf8(bytes).expect("UTF-8");
            let is_filled = !text.contains('§') && !text.lines().any(|line| line.starts_with('@'));
            assert!(is_filled, "{languages}: {path}:\n{text}");
        }
    }
}

#[test]
fn a_new_reader_shows_what_readers_are_for() {
    let folder = TempDir::new().expect("a folder");
    let root = folder.path().join("below/reader");
    let root = root.to_str().expect("UTF-8");
    done(folder.path(), &["new", root, "--title", "درس \"الأمن\""]); // "a course on "security""
    let reader = reader::ReaderTest::of_folder(Path::new(root)).build();
    let page = reader.page("ar/texts/on-the-margin");
    assert!(page.has("aside.annotation") && page.has("a.term") && page.has("div.companion"));
    assert_eq!(reader.page("fa/texts/on-the-margin").attributes("div.companion", "lang")[0], "fa");
    let files: Vec<String> = tree(Path::new(root)).into_keys().collect();
    for path in [
        ".github/actions/install-hashiya/action.yml",
        ".github/workflows/check.yml",
        ".github/workflows/publish.yml",
        ".gitignore",
        "README.md",
        "content/LICENSE",
    ] {
        assert!(files.contains(&path.to_owned()), "{path} is not among {files:?}");
    }
    let settings = fs::read_to_string(Path::new(root).join("site.toml")).expect("settings");
    let settings: toml::Table = settings.parse().expect("TOML");
    assert_eq!(settings["title"]["ar"].as_str(), Some("درس \"الأمن\""));
}

#[test]
fn a_new_reader_writes_over_nothing() {
    let folder = TempDir::new().expect("a folder");
    let root = folder.path();
    fs::create_dir(root.join("mine")).expect("a folder");
    fs::write(root.join("mine/notes.txt"), "mine").expect("a file");
    fs::write(root.join("file"), "mine").expect("a file");
    refused(root, &["new", "mine"], "mine is not empty");
    refused(root, &["new", "file"], "file");
    refused(root, &["new", "reader", "--lang", "ar,ur"], "no words in `ur`");
    refused(root, &["new", "reader", "--lang", "ar,ar"], "once");
    refused(root, &["new", "reader", "--lang", "arabic"], "arabic");
    refused(root, &["new", "reader", "--title", "a\nb"], "one line");
    assert_eq!(fs::read_dir(root).expect("a folder").count(), 2);
}

#[test]
fn a_new_reader_may_stand_in_an_empty_repository() {
    let folder = TempDir::new().expect("a folder");
    fs::create_dir(folder.path().join(".git")).expect("a folder");
    fs::write(folder.path().join(".git/HEAD"), "ref: refs/heads/main\n").expect("a file");
    done(folder.path(), &["new", "."]);
    done(folder.path(), &["build", "--strict"]);
    let names = fs::read_dir(folder.path()).expect("a folder");
    let names = names.map(|entry| entry.expect("an entry").file_name());
    assert!(!names.into_iter().any(|name| name.to_string_lossy().contains("hashiya-")));
}

/// A project of one text, and its root.
fn project() -> (TempDir, PathBuf) {
    let folder = reader![
        "content/texts/charter/ar.md" => original("نص.\n"),
        "content/glossary/long-peace.md" => "---\nnames: {ar: سلام دائم}\n---\n",
    ]
    .on_disk();
    let root = folder.path().to_owned();
    (folder, root)
}

/// What is told of a project, drafts included, beside notices.
fn told(root: &Path) -> Vec<String> {
    let (_, stdout, _) = run(root, &["check", "--format", "short"]);
    let lines = stdout.lines().filter(|line| !line.contains(": notice["));
    lines.map(str::to_owned).collect()
}

#[test]
fn what_is_added_passes() {
    for (arguments, path) in [
        ("text new-text --lang fa --part week-1", "content/texts/new-text/fa.md"),
        (
            "text متن-تازه --lang fa --license CC-BY-4.0 --part week-1",
            "content/texts/متن-تازه/fa.md",
        ),
        ("text new-text --lang de --part week-1", "content/texts/new-text/de.md"),
        ("text charter --lang en --translates ar", "content/texts/charter/en.md"),
        ("text charter --lang fa --translates", "content/texts/charter/fa.md"),
        ("translation charter --lang fa --title منشور", "content/texts/charter/fa.md"),
        ("concept collective-security", "content/glossary/collective-security.md"),
        ("concept الأمن-الجماعي", "content/glossary/الأمن-الجماعي.md"),
        ("concept charter --lang fa --title منشور", "content/glossary/charter.md"),
        ("page contact", "content/pages/contact/ar.md"),
        ("page contact --lang en --title Contact", "content/pages/contact/en.md"),
        ("part week-1 --lang en", "content/parts/week-1/en.md"),
        ("part week-2 --title الثاني", "content/parts/week-2/ar.md"),
    ] {
        let (_folder, root) = project();
        let mut words = vec!["add"];
        words.extend(arguments.split(' '));
        assert_eq!(done(&root, &words), format!("{path}\n"));
        assert!(root.join(path).is_file(), "{path}");
        assert_eq!(told(&root), Vec::<String>::new(), "{arguments}");
        done(&root, &["build", "--strict"]);
        refused(&root, &words, "");
    }
}

#[test]
fn a_text_in_no_part_is_only_that() {
    let (_folder, root) = project();
    let settings = fs::read(root.join("site.toml")).expect("settings");
    let (status, _, stderr) = run(&root, &["add", "text", "new-text", "--lang", "fa"]);
    assert_eq!(status, 0);
    assert!(stderr.contains("add `new-text` to the `texts` of a part"), "{stderr}");
    assert_eq!(fs::read(root.join("site.toml")).expect("settings"), settings);
    let told = told(&root);
    assert!(told.iter().all(|line| line.contains("warning[unlisted-text]")), "{told:?}");
}

#[test]
fn what_does_not_fit_is_refused() {
    let (_folder, root) = project();
    for (arguments, reason) in [
        ("add text New_Text --lang fa", "write `new-text`"),
        ("add text ../x --lang fa", "cannot be an address"),
        ("add text charter --lang fa", "--translates ar"),
        ("add text charter --lang ar --translates ar", "the original of `charter` is in `ar`"),
        ("add text charter --lang fa --translates en", "the original of `charter` is in `ar`"),
        ("add text new-text --lang arabic", "arabic"),
        ("add text new-text --lang fa --part week1", "the closest is `week-1`"),
        ("add translation chartr --lang en", "the closest is `charter`"),
        ("add page glossary", "belongs to a page that the site makes"),
        ("add concept long-peace", "content/glossary/long-peace.md is already there"),
        ("add text", "SLUG"),
    ] {
        refused(&root, &arguments.split(' ').collect::<Vec<_>>(), reason);
    }
    refused(&root, &["add", "page", "contact", "--title", "a\nb"], "one line");
    fs::write(root.join("site.toml"), "title = ").expect("a file");
    refused(&root, &["add", "page", "contact"], "hashiya check");
}

#[test]
fn a_title_comes_back_as_it_was() {
    let (_folder, root) = project();
    let title = "الدرس: \"المقدمة\" \\ '—' # {1}"; // "the lesson: "introduction""
    done(&root, &["add", "page", "contact", "--title", title]);
    let reader = reader::ReaderTest::of_folder(&root).build();
    assert_eq!(reader.page("ar/contact").text("h1"), title);
}

#[test]
fn a_translation_has_the_blocks_of_its_original() {
    let body = "\
تمهيد.[^1]

## عنوان {#one}

> [!NOTE]
> تنبيه

- أ
- ب

  فقرة ثانية
  1. ج

* قائمة أخرى

| أ | ب |
|:-:|--:|
| ج [^2] | د |

> اقتباس

``` txt
code ``` here
```

![خريطة](map.png \"خريطة\")

---

<div>خام</div>

نص `رمز` --> نهاية.

[^1]: حاشية.
[^2]: أخرى.
";
    let folder = reader![
        "content/texts/charter/ar.md" => original(body),
        "content/texts/charter/map.png" => picture(),
    ]
    .on_disk();
    let root = folder.path();
    done(root, &["add", "translation", "charter", "--lang", "en"]);
    assert_eq!(told(root), Vec::<String>::new());
    let reader = reader::ReaderTest::of_folder(root)
        .change("content/texts/charter/en.md", "status: draft", "status: reviewed")
        .build();
    let page = reader.page("en/texts/charter");
    let blocks = page.all("div.block");
    assert_eq!(blocks.len(), 10);
    for (index, block) in blocks.iter().enumerate() {
        let names = |side: &str| {
            let sides = block.all(side);
            let children = sides.first().map(reader::Element::children).unwrap_or_default();
            children.first().cloned()
        };
        assert_eq!(names("div.original"), names("div.companion"), "¶{}", index + 1);
    }
    let english = fs::read_to_string(root.join("content/texts/charter/en.md")).expect("a file");
    assert!(english.contains("<!-- ¶1 تمهيد. -->\n\n…[^1]\n"), "{english}");
    assert!(english.contains("| …[^2] | … |"), "{english}");
}

fn picture() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::new(2, 2);
    picture.write_to(&mut bytes, image::ImageFormat::Png).expect("a picture");
    bytes.into_inner()
}

#[test]
fn every_text_we_have_can_be_given_a_translation_that_is_even() {
    for (name, files) in examples_on_disk() {
        let folder = TempDir::new().expect("a folder");
        reader::write_files(folder.path(), &files);
        let texts: BTreeSet<&str> = files
            .keys()
            .filter_map(|path| Some(path.strip_prefix("content/texts/")?.split_once('/')?.0))
            .collect();
        for slug in texts {
            done(folder.path(), &["add", "translation", slug, "--lang", "de"]);
        }
        let told = told(folder.path());
        let of_new: Vec<&String> = told.iter().filter(|line| line.contains("/de.md:")).collect();
        assert_eq!(of_new, Vec::<&String>::new(), "{name}");
    }
}

#[test]
fn a_stale_translation_stays() {
    let folder = reader![
        "content/texts/charter/ar.md" => original("نص.\n"),
        "content/texts/charter/en.md" => translation("Words.\n"),
    ]
    .on_disk();
    refused(folder.path(), &["add", "translation", "charter", "--lang", "en"], "is already there");
}
