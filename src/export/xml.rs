//! XML, written line by line.

use std::borrow::Cow;
use std::fmt::Write as _;

use quick_xml::escape::escape;

/// A document that is being written, each element on a line of its own.
pub(super) struct Document {
    text: String,
    open: Vec<&'static str>,
}

impl Document {
    /// The beginning of one.
    pub(super) fn new() -> Self {
        Self { text: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(), open: Vec::new() }
    }

    /// A line for a document type.
    pub(super) fn doctype(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// Opens an element for others.
    pub(super) fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.begin(name, attributes);
        self.text.push_str(">\n");
        self.open.push(name);
    }

    /// Closes the element that was opened last.
    pub(super) fn close(&mut self) {
        let name = self.open.pop().expect("each element is closed once");
        self.indent();
        _ = writeln!(self.text, "</{name}>");
    }

    /// An element with words.
    pub(super) fn words(&mut self, name: &'static str, attributes: &[(&str, &str)], words: &str) {
        self.begin(name, attributes);
        _ = writeln!(self.text, ">{}</{name}>", escape(&*allowed(words)));
    }

    /// An element with nothing in it.
    pub(super) fn empty(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        self.begin(name, attributes);
        self.text.push_str("/>\n");
    }

    /// The whole document.
    pub(super) fn into_bytes(mut self) -> Vec<u8> {
        while !self.open.is_empty() {
            self.close();
        }
        self.text.into_bytes()
    }

    fn begin(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.indent();
        _ = write!(self.text, "<{name}");
        for (name, value) in attributes {
            _ = write!(self.text, " {name}=\"{}\"", escape(&*allowed(value)));
        }
    }

    fn indent(&mut self) {
        self.text.extend(std::iter::repeat_n("  ", self.open.len()));
    }
}

/// The characters that XML 1.0 may have (section 2.2).
fn allowed(words: &str) -> Cow<'_, str> {
    let is_not = |ch: char| {
        (ch.is_ascii_control() && !"\t\n\r".contains(ch)) || "\u{FFFE}\u{FFFF}".contains(ch)
    };
    if words.contains(is_not) { words.replace(is_not, "").into() } else { words.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_xml_in_words_are_words() {
        let mut document = Document::new();
        document.open("a", &[("b", "\"<")]);
        document.words("c", &[], "x < y & z\u{1}");
        document.empty("d", &[]);
        let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                        <a b=\"&quot;&lt;\">\n  <c>x &lt; y &amp; z</c>\n  <d/>\n</a>\n";
        assert_eq!(String::from_utf8(document.into_bytes()), Ok(expected.to_owned()));
    }
}
