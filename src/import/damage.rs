//! Lines of a damaged Persian text are mended, or marked.

use super::lines::{Line, Role};
use super::report::Report;
use super::runs::{self, Judge};
use crate::text::half_space::{Dictionary, DocumentWords, HalfSpaces, Vocabulary};
use crate::text::{Class, mended};

/// Mends lines whose runs about yehs stand in the order of a page, proposes an order for runs about
/// half-spaces, and marks what is left.
///
/// Gives the share of lines that are damaged still; `None` for a text that shows no damage of this
/// kind, where no line is judged.
pub(super) fn mend(
    lines: &mut [Line],
    dictionary: Option<&Dictionary>,
    report: &mut Report,
) -> Option<f64> {
    let none = DocumentWords::default();
    let lists = Vocabulary { document: &none, dictionary };
    let alone = Judge::new(lists, &none);
    // A damaged text repeats its damage, so only lines without any of it are asked for words.
    let whole: Vec<&str> = lines
        .iter()
        .map(|line| line.text.as_str())
        .filter(|line| !runs::is_damaged(line, &alone))
        .collect();
    let whole = DocumentWords::of(whole).into_owned();
    let judge = Judge::new(lists, &whole);

    let mut has_runs = false;
    for line in lines.iter_mut() {
        if let Some(mended) = runs::mend_citation(&line.text) {
            report.changed(line.number, "bracket-bidi", Class::Stated, (&line.text, &mended));
            line.text = mended;
        }
        if let Some(mended) = runs::mend_yehs(&line.text, &judge) {
            report.changed(line.number, "run-yeh", Class::Stated, (&line.text, &mended));
            line.text = mended;
            has_runs = true;
        }
    }
    has_runs |= lines.iter().any(|line| runs::shows_damage(&line.text, &judge));
    if !has_runs {
        return None;
    }
    let mut damaged = 0_usize;
    for line in lines.iter_mut().filter(|line| runs::is_damaged(&line.text, &judge)) {
        damaged += 1;
        line.role = Role::Damaged;
        if let Some(proposal) = runs::reorder(&line.text, &judge) {
            let proposal = spelled(&proposal, &lists);
            report.proposed(line.number, "run-zwnj", (&line.text, &proposal));
        }
    }
    report.count("damaged lines", damaged);
    report.count("lines", lines.len());
    // Two decimals, as the front matter has it.
    let percent = (damaged * 100 + lines.len() / 2) / lines.len().max(1);
    Some(f64::from(percent as u32) / 100.0)
}

/// A proposal with Persian letters, and with the half-spaces that its words have lost.
fn spelled(proposal: &str, vocabulary: &Vocabulary) -> String {
    let text = proposal.replace(['ي', 'ى'], "ی").replace('ك', "ک");
    mended(&text, &HalfSpaces::new(vocabulary).lost(&text), Class::Silent)
}
