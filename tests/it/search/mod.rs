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
    /// The values of its files by their names.
    files: BTreeMap<String, Value>,
}

/// The two rows in which units are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Row {
    Heads,
    Bodies,
}

impl ReadIndex {
    /// Reads the files of the index of a site, which are calls of `hashiyaSearch`.
    #[track_caller]
    pub(crate) fn of(site: &Files) -> Self {
        let scripts = site.iter().filter(|(path, _)| {
            path.starts_with("assets/search-") // Not the script of the page, `assets/search.HASH.js`.
        });
        let files = scripts.map(|(path, bytes)| {
            let script = std::str::from_utf8(bytes).expect("UTF-8");
            let call = script.strip_prefix("hashiyaSearch(").expect("a call");
            let arguments = call.strip_suffix(");\n").expect("the end of the call");
            let json = format!("[{arguments}]");
            let values: Vec<Value> = serde_json::from_str(&json).expect("JSON");
            let [name, value] = &values[..] else { panic!("two arguments in {path}") };
            let name = name.as_str().expect("a name");
            assert!(path.starts_with(&format!("assets/search-{name}.")), "{path} has {name}");
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

    /// A number of the summary.
    #[track_caller]
    pub(crate) fn number(&self, key: &str) -> u64 {
        self.file("index")[key].as_u64().expect("a number")
    }

    /// The languages of the index.
    pub(crate) fn languages(&self) -> Vec<&String> {
        let languages = self.file("index")["languages"].as_object();
        languages.expect("languages").keys().collect()
    }

    /// Each word of a language as it is written, with the units in which it stands.
    pub(crate) fn words(&self, language: &str, row: Row) -> BTreeMap<String, BTreeSet<u64>> {
        let shards = self.file("index")["languages"][language]["shards"].as_array();
        let shards = shards.expect("shards").len();
        let mut words = BTreeMap::new();
        for shard in 0..shards {
            let stems = self.file(&format!("{language}-w{shard}"))["stems"].as_str();
            let mut before = String::new();
            for stem in stems.expect("stems").split('|').skip(1) {
                let mut forms = stem.split('~');
                let key = forms.next().expect("a stem");
                let shared = self.digit(key.chars().next().expect("a digit"));
                let start: String = before.chars().take(shared as usize).collect();
                before = format!("{start}{}", &key[1..]);
                for form in forms {
                    let (word, rows) = form.split_at(form.find(['{', '}']).unwrap_or(form.len()));
                    let word =
                        if word.is_empty() { before.clone() } else { word.replace('\'', &before) };
                    let sign = if row == Row::Heads { '{' } else { '}' };
                    let units = rows.split_once(sign).map_or("", |(_, rest)| rest);
                    let units = units.split('}').next().unwrap_or_default();
                    words.insert(word, self.units(language, units));
                }
            }
        }
        words
    }

    fn units(&self, language: &str, row: &str) -> BTreeSet<u64> {
        let Some(files) = row.strip_prefix('&') else { return self.decoded(row) };
        let mut numbers = files.split(',').map(|number| number.parse::<u64>().expect("a number"));
        let first_file = numbers.next().expect("a file");
        let firsts: Vec<u64> = numbers.collect();
        let mut units = BTreeSet::new();
        for (file, first) in (first_file..).zip(&firsts) {
            let stretch = self.file(&format!("{language}-p{file}")).as_str();
            let found = self.decoded(stretch.expect("a stretch"));
            assert_eq!(found.first(), Some(first));
            units.extend(found);
        }
        units
    }

    fn decoded(&self, row: &str) -> BTreeSet<u64> {
        let base = self.file("index")["digits"].as_str().expect("digits").len() as u64 / 2;
        let (mut units, mut unit, mut number) = (BTreeSet::new(), 0, 0);
        for character in row.chars() {
            let digit = self.digit(character);
            if digit < base {
                unit += number * base + digit;
                units.insert(unit);
                number = 0;
            } else {
                number = number * base + digit - base;
            }
        }
        units
    }

    #[track_caller]
    fn digit(&self, character: char) -> u64 {
        let digits = self.file("index")["digits"].as_str().expect("digits");
        digits.find(character).unwrap_or_else(|| panic!("{character:?} is no digit")) as u64
    }
}
