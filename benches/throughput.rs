//! Measures how fast terms are found and text is folded, in megabytes a second on one core.
//!
//! `cargo bench --bench throughput -- [FILE…]`: the text is made of seeded pseudo-random words,
//! or of the paragraphs of the files, and the terms of its words.

// Times and ranks are small numbers.
#![allow(clippy::cast_precision_loss, clippy::cast_sign_loss)]

use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::Instant;

use hashiya::text::{Form, FormRule, Inflection, Lexicon, Scratch, fold};

/// The text is repeated until it has as many bytes.
const TEXT_BYTES: usize = 32 << 20;
const FORMS: usize = 6_000;
const RUNS: usize = 5;

fn main() {
    // Cargo hands its own flags on.
    let files: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    if files.is_empty() {
        let arabic = random_paragraphs(
            ARABIC_LETTERS,
            &["ال", "و", "وال", "بال", "لل"],
            &["ها", "ات", "ين"],
        );
        measure("generated Arabic", Inflection::Arabic, ARABIC_LETTERS, &arabic);
        let persian =
            random_paragraphs(PERSIAN_LETTERS, &["می\u{200c}"], &["\u{200c}های", "ی", "شان"]);
        measure("generated Persian", Inflection::Persian, PERSIAN_LETTERS, &persian);
        let english = random_paragraphs(LATIN_LETTERS, &[], &["s", "ed", "ing"]);
        measure("generated English", Inflection::English, LATIN_LETTERS, &english);
    }
    for file in files {
        let text = std::fs::read_to_string(&file).expect("the file can be read");
        let (inflection, letters) = if text.contains(['پ', 'گ']) {
            (Inflection::Persian, PERSIAN_LETTERS)
        } else {
            (Inflection::Arabic, ARABIC_LETTERS)
        };
        let paragraphs: Vec<String> =
            text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect();
        measure(&file, inflection, letters, &paragraphs);
    }
}

fn measure(name: &str, inflection: Inflection, letters: &str, paragraphs: &[String]) {
    let written = written_forms(paragraphs, letters);
    let forms: Vec<Form> = written
        .iter()
        .enumerate()
        .map(|(at, written)| Form { concept: at as u32 / 3, written, rule: FormRule::Inflected })
        .collect();
    let built = Instant::now();
    let lexicon = Lexicon::new(inflection, &forms, &[]);
    let built = built.elapsed();

    let bytes: usize = paragraphs.iter().map(String::len).sum();
    let times = TEXT_BYTES / bytes + 1;
    let (mut scratch, mut matches, mut found) = (Scratch::default(), Vec::new(), 0);
    let find = fastest(|| {
        found = 0;
        for paragraph in std::iter::repeat_n(paragraphs, times).flatten() {
            lexicon.find(black_box(paragraph), &mut scratch, &mut matches);
            found += matches.len();
        }
    });
    let folding = fastest(|| {
        for paragraph in std::iter::repeat_n(paragraphs, times).flatten() {
            black_box(fold(black_box(paragraph)));
        }
    });
    let megabytes = (bytes * times) as f64 / 1e6;
    let words: usize = paragraphs.iter().map(|text| text.split_whitespace().count()).sum();
    println!(
        "{name}: {} forms (built in {built:.1?}), {:.1} MB, one word in {:.1} is a match\n  \
         find {:.0} MB/s, fold {:.0} MB/s",
        forms.len(),
        megabytes,
        (words * times) as f64 / found as f64,
        megabytes / find,
        megabytes / folding,
    );
}

/// The seconds of the fastest of several runs.
fn fastest(mut run: impl FnMut()) -> f64 {
    let timed = |_| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64()
    };
    (0..RUNS).map(timed).fold(f64::INFINITY, f64::min)
}

/// Forms as a glossary has them: one in forty words of the vocabulary, as many phrases of two and
/// three words, and, to make up the number, words and phrases that the text does not have.
fn written_forms(paragraphs: &[String], letters: &str) -> Vec<String> {
    let mut random = Random(7);
    let mut seen = BTreeSet::new();
    let mut forms = BTreeSet::new();
    for paragraph in paragraphs {
        let words: Vec<&str> = paragraph.split_whitespace().collect();
        for (at, &word) in words.iter().enumerate() {
            let is_new = seen.insert(word.to_owned());
            if !is_new || word.chars().count() < 3 || random.below(40) > 0 {
                continue;
            }
            forms.insert(word.to_owned());
            let phrase = words.get(at..at + 2 + random.below(2));
            forms.extend(phrase.map(|words| words.join(" ")));
        }
    }
    let letters: Vec<char> = letters.chars().collect();
    while forms.len() < FORMS {
        let words: Vec<String> = (0..=random.below(3))
            .map(|_| {
                (0..3 + random.below(5)).map(|_| letters[random.below(letters.len())]).collect()
            })
            .collect();
        forms.insert(words.join(" "));
    }
    forms.into_iter().take(FORMS).collect()
}

/// Frequent letters first; some stand more than once.
const ARABIC_LETTERS: &str = "االليميمونرتبةدعسقفحجكأشطصخهضذغثزئءظآؤىإ";
const PERSIAN_LETTERS: &str = "اایینرردمتهوسبکشلزفگخقجعپحطچصغضثذظژئآ";
const LATIN_LETTERS: &str = "eetaaoinshrdlucmfwypvbgk";

/// Paragraphs of about a hundred words from a vocabulary of 30,000, a few of which are frequent.
fn random_paragraphs(letters: &str, before: &[&str], after: &[&str]) -> Vec<String> {
    let letters: Vec<char> = letters.chars().collect();
    let mut random = Random(1);
    let mut word = || -> String {
        let length = 2 + random.below(3) + random.below(4);
        let mut affix = |affixes: &[&str]| {
            let drawn = random.below(3 * affixes.len() + 1);
            affixes.get(drawn).map_or(String::new(), |&affix| affix.to_owned())
        };
        let (before, after) = (affix(before), affix(after));
        // The smaller of two draws prefers frequent letters.
        let mut letter = || letters[random.below(letters.len()).min(random.below(letters.len()))];
        let stem: String = (0..length).map(|_| letter()).collect();
        before + &stem + &after
    };
    let vocabulary: Vec<String> = (0..30_000).map(|_| word()).collect();
    let mut random = Random(2);
    let mut paragraph = || -> String {
        let words: Vec<&str> = (0..60 + random.below(80))
            .map(|_| {
                // Ranks on a logarithmic scale, as words of a language are.
                let rank = (random.fraction() * (vocabulary.len() as f64).ln()).exp();
                vocabulary[rank as usize].as_str()
            })
            .collect();
        words.join(" ") + "."
    };
    (0..2_000).map(|_| paragraph()).collect()
}

/// A pseudo-random sequence (xorshift64*), the same on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn fraction(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}
