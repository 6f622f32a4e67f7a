//! The spelling and typography of a document are mended, class by class.

use super::document::{Document, Prose};
use super::markup::{DAMAGED, opaque};
use super::report::Report;
use crate::text::half_space::{Dictionary, DocumentWords, HalfSpaces, Vocabulary};
use crate::text::hygiene::{self, Orthography};
use crate::text::{Class, Finding, LanguageTag};

/// One mend can make room for another, as a half-space for the plural it belongs to. More rounds
/// than this are a circle.
const MOST_ROUNDS: usize = 6;

/// Mends what the rules of classes A and S find, and reports it with what they only flag.
pub(super) fn repair(
    document: &mut Document,
    language: &LanguageTag,
    dictionary: Option<&Dictionary>,
    report: &mut Report,
) {
    let Some(orthography) = Orthography::of(language) else { return };
    for round in 0..MOST_ROUNDS {
        let texts: Vec<String> = document.prose().iter().map(|prose| prose.text.clone()).collect();
        let words = DocumentWords::of(texts.iter().map(String::as_str));
        let vocabulary = Vocabulary { document: &words, dictionary };
        let speller = Speller { orthography, vocabulary };
        let flags = if round == 0 { Flags::Reported } else { Flags::Known };
        let mut has_changed = false;
        document.each_prose(&mut |prose| has_changed |= speller.mend(prose, flags, report));
        if round == 0 {
            repair_front(document, &speller, report);
        }
        if !has_changed {
            break;
        }
    }
}

/// Whether a flag is news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flags {
    Reported,
    Known,
}

fn repair_front(document: &mut Document, speller: &Speller, report: &mut Report) {
    let front = &mut document.front;
    if front.written.is_some() {
        return;
    }
    let mut mend = |text: &mut String| {
        let mut prose = Prose { line: 1, text: std::mem::take(text) };
        for round in 0..MOST_ROUNDS {
            let flags = if round == 0 { Flags::Reported } else { Flags::Known };
            if !speller.mend(&mut prose, flags, report) {
                break;
            }
        }
        *text = prose.text;
    };
    front.title.iter_mut().for_each(&mut mend);
    front.summary.iter_mut().for_each(&mut mend);
    front.keywords.iter_mut().for_each(&mut mend);
    for author in &mut front.authors {
        mend(&mut author.name);
        author.affiliation.iter_mut().for_each(&mut mend);
    }
    let prose = ["container", "volume", "issue", "publisher", "title", "date"];
    front
        .source
        .iter_mut()
        .filter(|(key, _)| prose.contains(key))
        .for_each(|(_, value)| mend(value));
}

struct Speller<'v> {
    orthography: Orthography,
    vocabulary: Vocabulary<'v>,
}

impl Speller<'_> {
    /// Mends the words of a block; whether there was anything to mend.
    fn mend(&self, prose: &mut Prose, flags: Flags, report: &mut Report) -> bool {
        let opaque = opaque(&prose.text);
        let mut findings = hygiene::inspect(&prose.text, self.orthography, &opaque);
        // A damaged line has halves of different words side by side: what looks like a lost
        // half-space there is none.
        if self.orthography == Orthography::Persian && !prose.text.contains(DAMAGED) {
            let is_free = |finding: &Finding| {
                let range = &finding.range;
                opaque.iter().all(|taken| taken.end <= range.start || range.end <= taken.start)
            };
            let mut half_spaces = HalfSpaces::new(&self.vocabulary);
            let lost = half_spaces.lost(&prose.text);
            let spaced = half_spaces.spaced(&prose.text);
            findings.extend(lost.into_iter().chain(spaced).filter(is_free));
        }
        findings.sort_by_key(|finding| (finding.range.start, finding.range.end));
        apply(&findings, prose, flags, report)
    }
}

/// Where two findings overlap, the second is left for the next round.
fn apply(findings: &[Finding], prose: &mut Prose, flags: Flags, report: &mut Report) -> bool {
    let mut mended = String::with_capacity(prose.text.len());
    let mut at = 0;
    let mut has_changed = false;
    for finding in findings {
        let before = &prose.text[finding.range.clone()];
        let context = || in_context(&prose.text, finding);
        match (&finding.replacement, finding.class) {
            (Some(after), Class::Silent | Class::Stated) => {
                if finding.range.start < at || after == before {
                    continue;
                }
                let (start, end) = context();
                let words = &prose.text[start..end];
                let new = format!(
                    "{}{after}{}",
                    &prose.text[start..finding.range.start],
                    &prose.text[finding.range.end..end]
                );
                report.changed(prose.line, finding.rule, finding.class, (words, &new));
                mended.push_str(&prose.text[at..finding.range.start]);
                mended.push_str(after);
                at = finding.range.end;
                has_changed = true;
            }
            _ if flags == Flags::Reported => {
                let (start, end) = context();
                report.flagged(prose.line, finding.rule, &prose.text[start..end]);
            }
            _ => {}
        }
    }
    mended.push_str(&prose.text[at..]);
    prose.text = mended;
    has_changed
}

/// The whole words about a finding, so that a comma or a space can be seen in its place.
fn in_context(text: &str, finding: &Finding) -> (usize, usize) {
    let start = text[..finding.range.start].rfind(char::is_whitespace);
    let end = text[finding.range.end..].find(char::is_whitespace);
    let is_word =
        text[finding.range.clone()].chars().all(|ch| ch.is_alphanumeric() || ch == '\u{200C}')
            && !finding.range.is_empty();
    if is_word {
        return (finding.range.start, finding.range.end);
    }
    let start = start.map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    (start, end.map_or(text.len(), |at| finding.range.end + at))
}
