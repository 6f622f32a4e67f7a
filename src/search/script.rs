//! A file of the index: a script that hands a value to the page.

use super::json::push_string;
use crate::load::fingerprint;

/// A file of the index that is kept from when the others are told its name.
#[derive(Debug)]
pub(super) struct Script {
    pub(super) name: String,
    pub(super) fingerprint: String,
    pub(super) text: String,
}

impl Script {
    /// The script `NAME` of the index with the value that `push` writes.
    pub(super) fn new(name: &str, push: impl FnOnce(&mut String)) -> Self {
        let name = format!("search-{name}");
        let text = call(&name, push);
        let fingerprint = short_fingerprint(&text);
        Self { name, fingerprint, text }
    }
}

/// A call of `hashiyaSearch` with a name and the value that `push` writes.
pub(super) fn call(name: &str, push: impl FnOnce(&mut String)) -> String {
    let mut text = String::from("hashiyaSearch(");
    push_string(&mut text, name);
    text.push(',');
    push(&mut text);
    text.push_str(");\n");
    text
}

/// Eight hexadecimal digits: the files of an index list each other, and fingerprints hardly
/// compress. Two versions of one file are told apart, not all files of a site.
pub(super) fn short_fingerprint(text: &str) -> String {
    let mut digits = fingerprint(text.as_bytes());
    digits.truncate(8);
    digits
}
