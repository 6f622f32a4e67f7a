//! Names that can stand in an address.

use std::fmt::{self, Write as _};
use std::str::FromStr;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

/// A name in an address: lower-case letters of any script, digits and hyphens, in Unicode's
/// normalisation form C, never empty.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(Arc<str>);

/// A name that cannot be an address; holds the closest one that can, which may be empty.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no slug")]
pub struct InvalidSlug {
    /// The name with what is not allowed made into hyphens.
    pub closest: String,
}

impl Slug {
    /// The slug as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Slug {
    type Err = InvalidSlug;

    fn from_str(name: &str) -> Result<Self, InvalidSlug> {
        let is_written_so = name.chars().all(|ch| is_letter(ch) || ch == '-')
            && name.chars().any(is_letter)
            && name.chars().flat_map(char::to_lowercase).nfc().eq(name.chars());
        if is_written_so {
            Ok(Self(name.into()))
        } else {
            Err(InvalidSlug { closest: closest(name) })
        }
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Words as the id of a heading: letters, digits and marks in lower case, joined by hyphens.
/// Empty when there are none of these.
///
/// GitHub makes the anchors of headings in the same way, so one link serves both.
pub fn heading_id(words: &str) -> String {
    let mut id = String::with_capacity(words.len());
    for ch in words.trim().nfc().flat_map(char::to_lowercase) {
        if is_letter(ch) || ch == '_' {
            id.push(ch);
        } else if ch.is_whitespace() || ch == '-' {
            id.push('-');
        }
    }
    id
}

/// Text as a part of an address: what RFC 3986 does not allow becomes `%XX`.
/// Slashes stay.
pub fn percent_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

fn closest(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for ch in name.trim().nfc().flat_map(char::to_lowercase).nfc() {
        if is_letter(ch) {
            slug.push(ch);
        } else if !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_matches('-').to_owned()
}

/// Letters and digits of any script, and the marks and joiners that words are written with.
fn is_letter(ch: char) -> bool {
    ch.is_alphanumeric() || unicode_normalization::char::is_combining_mark(ch) || ch == '\u{200C}' // zero width non-joiner, a letter of Persian spelling
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_any_script_stand_in_a_slug() {
        for slug in ["collective-security", "الأمن-الجماعي", "week-1", "a--b", "-a"] {
            assert!(slug.parse::<Slug>().is_ok(), "{slug}");
        }
    }

    #[test]
    fn what_is_not_allowed_is_proposed_mended() {
        for (name, closest) in
            [("Collective Security", "collective-security"), ("a_b", "a-b"), ("…", ""), ("-", "")]
        {
            let refused = name.parse::<Slug>().expect_err(name);
            assert_eq!(refused.closest, closest);
        }
    }

    #[test]
    fn heading_ids_follow_the_words() {
        assert_eq!(heading_id("The Cold War, 1947–1991"), "the-cold-war-19471991");
        assert_eq!(heading_id("الأمن الجماعي؟"), "الأمن-الجماعي");
    }
}
