//! What a rule of spelling or typography finds in a text, for the linter and for import alike.

use std::ops::Range;

/// What may be done about a finding without asking the author.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A: mended silently, because the rule cannot be wrong about it.
    Silent,
    /// S: mended and listed, or proposed.
    Stated,
    /// F: told, and left as it is: the author's spelling is not ours to change.
    Flagged,
}

impl Class {
    /// The letter by which authors know the class.
    pub fn letter(self) -> char {
        match self {
            Self::Silent => 'A',
            Self::Stated => 'S',
            Self::Flagged => 'F',
        }
    }
}

/// One place in a text that a rule has something to say about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The bytes concerned.
    pub range: Range<usize>,
    /// What should stand there; `None` where no rule can tell.
    pub replacement: Option<String>,
    /// What may be done.
    pub class: Class,
    /// The name of the rule: small letters and hyphens, as in diagnostics and reports.
    pub rule: &'static str,
}

/// The text with what the findings propose, up to a class: [`Class::Silent`] alone, or what is stated
/// too. Where two findings overlap, the first one counts.
///
/// The findings are in the order of their places, as rules give them.
pub fn mended(text: &str, findings: &[Finding], up_to: Class) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut at = 0;
    for finding in findings.iter().filter(|finding| finding.class <= up_to) {
        if let Some(replacement) = &finding.replacement
            && finding.range.start >= at
        {
            mended.push_str(&text[at..finding.range.start]);
            mended.push_str(replacement);
            at = finding.range.end;
        }
    }
    mended + &text[at..]
}
