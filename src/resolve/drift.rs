//! Quotes whose words were corrected in the text since: which words are meant now.

use super::note::{Passage, Problem, one_of, quote_places, shortened};
use crate::diagnostic::{Diagnostic, Fix, message};
use crate::parse::{TextFile, rewritten};
use crate::source::Spanned;
use crate::text::{Class, Closest, Folded, closest, direction_control, fold};

/// A quote that does not stand in its file.
pub(super) struct Drift<'f> {
    /// The words as the annotation has them.
    pub(super) words: &'f Spanned<String>,
    /// Which of several places, from 1.
    pub(super) occurrence: Option<u32>,
}

/// What is told about the quote, with the words that come closest, if any do; with a fix if they are
/// found where the quote is then looked for.
pub(super) fn with_proposal(
    told: Diagnostic,
    file: &TextFile,
    passages: &[Passage],
    drift: &Drift,
) -> Diagnostic {
    let folded: Vec<&Folded> = passages.iter().map(|passage| &passage.folded).collect();
    let mut proposals: Vec<String> = Vec::new();
    for Closest { passage, range, .. } in closest(&folded, &fold(&drift.words.value)) {
        let words = one_line(&passages[passage].text[range]);
        if proposals.iter().all(|other| fold(other).as_str() != fold(&words).as_str()) {
            proposals.push(words);
        }
    }
    match &proposals[..] {
        [] => told,
        [words] => match one_of(&quote_places(passages, words), drift.occurrence) {
            Ok(_) => with_fix(told, file, drift, words),
            Err(Problem::TooMany(count)) => told.with_help(message!("the closest words, `{words}`, stand {count} times in this file; say which place is meant: \
                 `occurrence: 2`", words = shortened(words), count)),
            Err(_) => told.with_help(message!("the closest words are `{words}`", words = shortened(words))),
        },
        [one, other, ..] => told.with_help(message!("`{one}` and `{other}` come equally close; copy the words that are meant", one = shortened(one), other = shortened(other))),
    }
}

fn with_fix(told: Diagnostic, file: &TextFile, drift: &Drift, words: &str) -> Diagnostic {
    let span = drift.words.span;
    let help = message!("the closest words are `{words}`", words = shortened(words));
    let Some(replacement) = rewritten(&file.file.text, span, words) else {
        return told.with_help(help);
    };
    let mut told = told
        .with_help(message!(
            "the closest words are `{words}`; `hashiya check --fix=all` quotes them",
            words = shortened(words)
        ))
        .with_class(Class::Stated);
    told.fixes.push(Fix { span, replacement });
    told
}

/// Words as a value of one line, without what nobody sees.
fn one_line(words: &str) -> String {
    let seen: String = words.chars().filter(|ch| direction_control(*ch).is_none()).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}
