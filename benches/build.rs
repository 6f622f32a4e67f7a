//! Measures each stage of a build over a reader of any size.
//!
//! `cargo bench --bench build -- [CHAPTERS|DIR]`: takes the reader in a folder, or makes one of that
//! many chapters (1,000 where nothing is said), each an Arabic or Persian page of about 1,200 words with an English
//! translation, and 500 concepts in all three languages; then times every stage of its build. The words are
//! pseudo-random from a fixed seed, so every run measures the same.

// Times are small numbers.
#![allow(clippy::cast_precision_loss)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use hashiya::diagnostic::format::{Colour, human};
use hashiya::diagnostic::{self, MessageLanguage};
use hashiya::lint::lint;
use hashiya::load::{load, load_theme};
use hashiya::parse::parse;
use hashiya::render::render;
use hashiya::resolve::{Drafts, resolve};
use hashiya::write::{OutputFolder, write};

const WORDS: usize = 1_200;
const CONCEPTS: usize = 500;

fn main() {
    // Cargo hands its own flags on.
    let argument = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let made = tempfile::tempdir().expect("there is room for a reader");
    let root = match argument.as_deref().map(str::parse) {
        Some(Err(_)) => PathBuf::from(argument.unwrap_or_default()),
        chapters => {
            make_reader(made.path(), chapters.and_then(Result::ok).unwrap_or(1_000));
            made.path().to_owned()
        }
    };

    let mut clock = Clock { last: Instant::now(), total: 0.0 };
    let sources = load(&root).expect("the reader can be read").value;
    clock.lap("load");
    let parsed = parse(&sources).value;
    clock.lap("parse");
    let mut diagnostics = lint(&sources, &parsed);
    clock.lap("lint");
    let reader = resolve(parsed, Drafts::Included).value;
    clock.lap("resolve");
    let theme = load_theme(&root, &reader.config.theme).expect("the theme can be read").value;
    let site = render(reader, theme).value.expect("the theme can be used");
    let folder = OutputFolder::new(&root, &made.path().join("public")).expect("a new folder");
    clock.lap("prepare");
    let files = write(&site, &folder).expect("there is room for a site");
    clock.lap("render and write");
    diagnostic::sort(&mut diagnostics);
    let told = human(&diagnostics, &sources, Colour::Plain, MessageLanguage::English);
    clock.lap("diagnostics");
    println!("{:18} {:7.1} MB", "diagnostics", told.len() as f64 / 1e6);
    println!("{:18} {:7.3} s, {files} files", "in all", clock.total);
}

struct Clock {
    last: Instant,
    total: f64,
}

impl Clock {
    /// Tells how long a stage took, and how large the process has been so far.
    fn lap(&mut self, stage: &str) {
        let seconds = self.last.elapsed().as_secs_f64();
        println!("{stage:18} {seconds:7.3} s   {}", peak_memory());
        self.total += seconds;
        self.last = Instant::now();
    }
}

/// What the system says of the largest size of this process, where it says it.
fn peak_memory() -> String {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.map_or_else(
        || "peak memory unknown".to_owned(),
        |peak| format!("peak memory {}", peak.trim()),
    )
}

fn make_reader(root: &Path, chapters: usize) {
    let mut random = Random(20_240_501);
    let arabic = vocabulary(&mut random, "ابتجحدرزسشصعفقكلمنهوي");
    let persian = vocabulary(&mut random, "ابپتجچخدرزژسشفقکگلمنوهی");
    let english = vocabulary(&mut random, "abcdefghilmnoprstuw");
    let save = |path: String, text: &str| {
        let path = root.join(path);
        let folder = path.parent().expect("every file stands in a folder");
        fs::create_dir_all(folder).and_then(|()| fs::write(&path, text)).expect("there is room");
    };

    let mut slugs = Vec::new();
    for chapter in 0..chapters {
        let (language, words) = if chapter % 5 < 3 { ("ar", &arabic) } else { ("fa", &persian) };
        let rights = "rights: {license: CC-BY-4.0}\n";
        let original = body(&mut random, words);
        save(
            format!("content/texts/ch-{chapter}/{language}.md"),
            &format!("---\ntitle: {}\n{rights}---\n{original}", words[chapter % words.len()]),
        );
        let translation = body(&mut random, &english);
        save(
            format!("content/texts/ch-{chapter}/en.md"),
            &format!("---\ntitle: Chapter {chapter}\ntranslates: {language}\n---\n{translation}"),
        );
        slugs.push(format!("\"ch-{chapter}\""));
    }
    for concept in 0..CONCEPTS {
        let name = |words: &[String]| format!("{} {}", words[concept], words[concept + CONCEPTS]);
        let names =
            format!("ar: {}\n  fa: {}\n  en: {}", name(&arabic), name(&persian), name(&english));
        save(
            format!("content/glossary/c-{concept}.md"),
            &format!(
                "---\nnames:\n  {names}\n---\n## en\n{}.\n",
                sentence(&mut random, &english, 20)
            ),
        );
    }
    save("content/home/ar.md".into(), "---\ntitle: القارئ\n---\n"); // "the reader"
    save(
        "site.toml".into(),
        &format!(
            "title = \"Reader\"\nlanguages = [\"ar\", \"en\"]\n[[parts]]\nid = \"all\"\ntitle = \"All\"\ntexts = [{}]\n",
            slugs.join(", ")
        ),
    );
}

/// Five sections of four paragraphs, with emphasis and a footnote in each section.
fn body(random: &mut Random, words: &[String]) -> String {
    let mut text = String::new();
    for section in 0..5 {
        _ = writeln!(text, "## {}\n", sentence(random, words, 4));
        for _ in 0..3 {
            _ = writeln!(text, "{}.\n", sentence(random, words, WORDS / 20));
        }
        let (one, two) = (sentence(random, words, 6), sentence(random, words, WORDS / 20));
        _ = writeln!(text, "**{one}** {two}.[^{section}]\n");
        _ = writeln!(text, "[^{section}]: {}.\n", sentence(random, words, 12));
    }
    text
}

fn sentence(random: &mut Random, words: &[String], length: usize) -> String {
    let mut sentence = Vec::with_capacity(length);
    while sentence.len() < length {
        // Small numbers are frequent, as the first words of a frequency list are.
        let rank = random.below(words.len()).min(random.below(words.len()));
        sentence.push(words[rank].as_str());
        // Now and then the words of a concept.
        if random.below(40) == 0 {
            let concept = random.below(CONCEPTS);
            sentence.extend([words[concept].as_str(), words[concept + CONCEPTS].as_str()]);
        }
    }
    sentence.join(" ")
}

fn vocabulary(random: &mut Random, letters: &str) -> Vec<String> {
    let letters: Vec<char> = letters.chars().collect();
    let mut word = || {
        let length = 3 + random.below(6);
        (0..length).map(|_| letters[random.below(letters.len())]).collect()
    };
    (0..8_000).map(|_| word()).collect()
}

/// Marsaglia's xorshift, for numbers that are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % bound
    }
}
