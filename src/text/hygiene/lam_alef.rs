//! Lam and alef in each other's place, as programs leave them that read a PDF letter by letter.

use super::super::finding::{Class, Finding};
use super::token::{Token, Trait, is_arabic_letter};
use super::{Orthography, Run, proposal, rule};

const ALEF: char = '\u{0627}';
const LAM: char = '\u{0644}';

/// The two are one glyph, لأ, and some programs write its letters from the left: `األمن` is الأمن,
/// `باالتفاق` is بالاتفاق, `أواًل` أولًا. Told only of the article, as no word begins with two alefs, and
/// of tanween, which ends a word; elsewhere both orders make words, as `سالم` and سلام do.
pub(super) fn inspect(run: &Run, token: &Token, findings: &mut Vec<Finding>) {
    if run.orthography != Orthography::Arabic || !token.traits.has(Trait::BARE_ALEF) {
        return;
    }
    let word = run.text_of(token);
    if let Some(before) = word.strip_suffix("اًل") {
        let start = token.start() + before.len();
        findings.push(proposal(rule::LAM_ALEF, Class::Stated, start..token.end(), "لًا"));
    }
    if let Some((at, alef)) = swapped(word) {
        let start = token.start() + at;
        let range = start..start + alef.len_utf8() + LAM.len_utf8();
        findings.push(proposal(rule::LAM_ALEF, Class::Stated, range, format!("{LAM}{alef}")));
    }
}

/// Where the second of two alefs stands at the beginning of a word, with lam behind it. What may come
/// before is و or ف, and ب or ك; not ل, which is written together with the article, and لا is a word
/// that may touch the next one: `لاإله`.
fn swapped(word: &str) -> Option<(usize, char)> {
    let rest = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    let rest = rest.strip_prefix(['ب', 'ك']).unwrap_or(rest);
    let inner = rest.strip_prefix(ALEF)?;
    let alef = inner.chars().next().filter(|ch| ALEFS.contains(ch))?;
    let behind = inner[alef.len_utf8()..].strip_prefix(LAM)?;
    let first = behind.chars().next()?;
    // A key may be struck twice: `اإلى`, `اإليه`.
    let shortest = if matches!(alef, 'أ' | 'آ') { 1 } else { 2 };
    let is_article = is_arabic_letter(first)
        && !ALEFS.contains(&first)
        && behind.chars().count() >= shortest
        && !(alef == 'إ' && PRONOUNS.contains(&behind));
    is_article.then(|| (word.len() - inner.len(), alef))
}

const ALEFS: [char; 4] = [ALEF, 'أ', 'إ', 'آ'];
/// What may stand behind إلـ: "to him", "to her", "to you" …
const PRONOUNS: [&str; 8] = ["يه", "يها", "يهم", "يهما", "يهن", "يك", "يكم", "ينا"];
