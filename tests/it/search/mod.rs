//! The index for search: what it has, read as the browser reads it.
//!
//! `tests/browser/search.test.mjs` asks the page itself.

mod index;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::reader::Files;

/// An index, from the files of a site.
pub(crate) struct ReadIndex {
    /// The values of its files by their names, which lack the fingerprints.
    files: BTreeMap<String, Value>,
}

impl ReadIndex {
    /// Reads the files of the index of a site, which are calls of `hashiyaSearch`.
    #[track_caller]
    pub(crate) fn of(site: &Files) -> Self {
        let files = paths_of_index(site).map(|path| {
            let script = std::str::from_utf8(&site[path]).expect("UTF-8");
            let call = script.strip_prefix("hashiyaSearch(").expect("a call");
            let arguments = call.strip_suffix(");\n").expect("the end of the call");
            let json = format!("[{arguments}]");
            let values: Vec<Value> = serde_json::from_str(&json).expect("JSON");
            let [name, value] = &values[..] else { panic!("two arguments in {path}") };
            let name = name.as_str().expect("a name");
            assert!(path.starts_with(&format!("assets/{name}.")), "{path} has {name}");
            (name.to_owned(), value.clone())
        });
        Self { files: files.collect() }
    }

    /// The value of a file.
    #[track_caller]
    pub(crate) fn file(&self, name: &str) -> &Value {
        self.files.get(name).unwrap_or_else(|| panic!("there is no file {name}"))
    }

    /// Every file.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.files.iter()
    }

    fn summary(&self) -> &Value {
        self.file("search-index")
    }

    /// The languages of the index.
    pub(crate) fn languages(&self) -> impl Iterator<Item = &String> {
        self.summary()["languages"].as_object().expect("languages").keys()
    }

    /// Each word of a language as it is written, with the units in which it stands.
    pub(crate) fn words(&self, language: &str) -> BTreeMap<String, BTreeSet<u64>> {
        let summary = &self.summary()["languages"][language];
        let mut words = BTreeMap::new();
        for shard in 0..array(&summary["shards"]).len() {
            let name = format!("search-{language}-{shard}");
            let shard = self.file(&name);
            let written = written_words(shard, summary);
            let units = self.units_of(&name, shard, written.len(), self.end(language));
            words.extend(written.into_iter().zip(units));
        }
        words
    }

    /// The kinds of units of a language in order, and how many there are of each.
    fn kinds(&self, language: &str) -> impl Iterator<Item = (&str, u64)> {
        let kinds = array(&self.summary()["languages"][language]["kinds"]);
        kinds.iter().map(|kind| (kind[0].as_str().expect("a kind"), number(&kind[1])))
    }

    /// How many units a language has.
    fn end(&self, language: &str) -> u64 {
        self.kinds(language).map(|(_, count)| count).sum()
    }

    /// The first unit of a kind in a language.
    pub(crate) fn first(&self, language: &str, kind: &str) -> u64 {
        self.kinds(language).take_while(|(own, _)| *own != kind).map(|(_, count)| count).sum()
    }

    /// The units of the words of a shard, from files of many words and those of frequent ones.
    fn units_of(&self, name: &str, shard: &Value, count: usize, end: u64) -> Vec<BTreeSet<u64>> {
        let mut all = Vec::new();
        let mut open = None;
        for word in 0..count {
            let of_file =
                array(&shard["units"]).iter().position(|file| number(&file[0]) == word as u64);
            if let Some(file) = of_file {
                let letters = self.file(&format!("{name}-u{file}")).as_str().expect("letters");
                open = Some(Bits::of(letters));
            }
            let mut units = BTreeSet::new();
            if let Some(frequent) = shard["frequent"].get(word.to_string()) {
                let per_file = number(&self.summary()["perFrequentFile"]);
                let mut rest = number(&frequent[0]);
                for (file, place) in (0..).zip(1..array(frequent).len()) {
                    let name = format!("{name}-{word}-{file}");
                    let mut bits = Bits::of(self.file(&name).as_str().expect("letters"));
                    let start = number(&frequent[place][0]);
                    let behind = frequent.get(place + 1).map_or(end, |next| number(&next[0]));
                    bits.read_between(rest.min(per_file), start, behind, &mut units);
                    rest = rest.saturating_sub(per_file);
                }
            } else {
                let bits = open.as_mut().expect("a file of units");
                let count = bits.read_count();
                bits.read_between(count, 0, end, &mut units);
            }
            all.push(units);
        }
        all
    }

    /// The documents of a language: place, and the first unit of each kind.
    pub(crate) fn documents(&self, language: &str) -> Vec<(u64, BTreeMap<String, u64>)> {
        let kinds = array(&self.summary()["documentKinds"]);
        let kinds: Vec<&str> = kinds.iter().filter_map(Value::as_str).collect();
        let mut next: BTreeMap<String, u64> =
            kinds.iter().map(|kind| ((*kind).to_owned(), self.first(language, kind))).collect();
        let mut documents = Vec::new();
        for (file, listed) in
            array(&self.summary()["languages"][language]["directory"]).iter().enumerate()
        {
            let rows = array(self.file(&format!("search-{language}-d{file}")));
            assert_eq!(listed[1], rows[0][0], "the first document");
            for (place, kind) in kinds.iter().enumerate() {
                assert_eq!(number(&listed[place + 2]), next[*kind], "the first {kind}");
            }
            for row in rows {
                documents.push((number(&row[0]), next.clone()));
                for (place, kind) in kinds.iter().enumerate() {
                    *next.get_mut(*kind).expect("a kind") += row.get(place + 2).map_or(0, number);
                }
            }
        }
        documents
    }
}

/// The paths of the files of an index: not those of the scripts and styles of the page.
pub(crate) fn paths_of_index(site: &Files) -> impl Iterator<Item = &String> {
    site.keys()
        .filter(|path| path.starts_with("assets/search-") || path.starts_with("assets/passages-"))
}

fn written_words(shard: &Value, summary: &Value) -> Vec<String> {
    let string = |value: &Value| value.as_str().expect("a string").to_owned();
    let letters: BTreeMap<char, char> =
        string(&summary["codes"]).chars().zip(string(&summary["letters"]).chars()).collect();
    let decoded = |text: &str| -> String {
        text.chars().map(|code| letters.get(&code).copied().unwrap_or(code)).collect()
    };
    let (lengths, rests) = (string(&shard["shared"]), string(&shard["rests"]));
    let forms = string(&shard["forms"]);
    let mut words = Vec::new();
    let mut stem = String::new();
    for ((length, rest), forms) in lengths.chars().zip(rests.split('|')).zip(forms.split('|')) {
        let length = length.to_digit(36).expect("a length") as usize;
        stem = stem.chars().take(length).collect::<String>() + &decoded(rest);
        for form in forms.split('~') {
            words.push(if form.is_empty() {
                stem.clone()
            } else {
                decoded(form).replacen('\'', &stem, 1)
            });
        }
    }
    words
}

/// The bits of a file of units.
struct Bits<'f> {
    letters: &'f [u8],
    at: usize,
}

impl<'f> Bits<'f> {
    fn of(letters: &'f str) -> Self {
        Self { letters: letters.as_bytes(), at: 0 }
    }

    fn read(&mut self, count: u32) -> u64 {
        (0..count).fold(0, |value, _| {
            let letter = self.letters[self.at / 6];
            let six = match letter {
                b'A'..=b'Z' => letter - b'A',
                b'a'..=b'z' => letter - b'a' + 26,
                b'0'..=b'9' => letter - b'0' + 52,
                b'-' => 62,
                _ => 63,
            };
            let bit = six >> (5 - self.at % 6) & 1;
            self.at += 1;
            value << 1 | u64::from(bit)
        })
    }

    fn read_count(&mut self) -> u64 {
        let mut more = 0;
        while self.read(1) == 0 {
            more += 1;
        }
        1 << more | self.read(more)
    }

    fn read_between(&mut self, count: u64, start: u64, end: u64, units: &mut BTreeSet<u64>) {
        if count == 0 {
            return;
        }
        let middle = count / 2;
        let unit = start + middle + self.read_one_of(end - start - count + 1);
        self.read_between(middle, start, unit, units);
        units.insert(unit);
        self.read_between(count - middle - 1, unit + 1, end, units);
    }

    fn read_one_of(&mut self, count: u64) -> u64 {
        let bits = count.ilog2();
        let short = (2 << bits) - count;
        let value = self.read(bits);
        if value < short { value } else { value * 2 + self.read(1) - short }
    }
}

#[track_caller]
pub(crate) fn array(value: &Value) -> &Vec<Value> {
    value.as_array().expect("a list")
}

#[track_caller]
fn number(value: &Value) -> u64 {
    value.as_u64().expect("a number")
}
