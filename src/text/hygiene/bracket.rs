//! Which brackets belong together, and brackets about Latin words that stand on the wrong side.

use super::super::finding::{Class, Finding};
use super::token::{Kind, Token, Trait};
use super::{Run, proposal, rule};

/// The pairs of brackets of a run: ( ), [ ] and « ».
pub(super) struct Brackets {
    /// The places of each pair, the opening one first; by the closing one.
    by_closing: Vec<(usize, usize)>,
    /// The same by the opening one.
    by_opening: Vec<(usize, usize)>,
}

impl Brackets {
    pub(super) fn of(run: &Run) -> Self {
        let mut by_closing = Vec::new();
        if run.traits.has(Trait::OPENING) && run.traits.has(Trait::CLOSING) {
            let mut open: Vec<(usize, char)> = Vec::new();
            for (index, token) in run.tokens.iter().enumerate() {
                if token.traits.has(Trait::OPENING) {
                    open.extend(run.sign(index).map(|sign| (index, sign)));
                } else if token.traits.has(Trait::CLOSING)
                    && let Some(partner) = run.sign(index).and_then(partner)
                    && let Some(&(place, sign)) = open.last()
                    && sign == partner
                {
                    open.pop();
                    by_closing.push((place, index));
                }
            }
        }
        let mut by_opening = by_closing.clone();
        by_opening.sort_unstable();
        Self { by_closing, by_opening }
    }

    /// The places of each pair.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        self.by_closing.iter().copied()
    }

    /// The place of the closing bracket for the one at `index`.
    pub(super) fn closing(&self, index: usize) -> Option<usize> {
        let place = self.by_opening.binary_search_by_key(&index, |(open, _)| *open).ok()?;
        Some(self.by_opening[place].1)
    }

    /// The place of the opening bracket for the one at `index`.
    pub(super) fn opening(&self, index: usize) -> Option<usize> {
        let place = self.by_closing.binary_search_by_key(&index, |(_, close)| *close).ok()?;
        Some(self.by_closing[place].0)
    }
}

fn partner(closing: char) -> Option<char> {
    match closing {
        ')' => Some('('),
        ']' => Some('['),
        '»' => Some('«'),
        _ => None,
    }
}

/// A citation whose brackets were put where they were seen: `).Masters, 2022(` is `(Masters, 2022).`
pub(super) fn inspect(run: &Run, brackets: &Brackets, findings: &mut Vec<Finding>) {
    if !run.traits.has(Trait::CLOSING) || !run.traits.has(Trait::FOREIGN) {
        return;
    }
    for index in 0..run.tokens.len() {
        if run.sign(index) == Some(')') && brackets.opening(index).is_none() {
            findings.extend(citation(run, brackets, index));
        }
    }
}

fn citation(run: &Run, brackets: &Brackets, index: usize) -> Option<Finding> {
    let (stop, mut first) = match run.sign(index + 1) {
        Some(stop @ ('.' | '،' | '؛')) => (Some(stop), index + 2),
        _ => (None, index + 1),
    };
    if run.tokens.get(first).is_some_and(|token| token.kind == Kind::Space) {
        first += 1;
    }
    if !run.tokens.get(first)?.is_word_with(Trait::FOREIGN) {
        return None;
    }
    let end = (first..run.tokens.len())
        .find(|index| !is_of_citation(run, &run.tokens[*index]))
        .unwrap_or(run.tokens.len());
    let has_bracket = run.sign(end) == Some('(') && brackets.closing(end).is_none();
    let ends_run = run.tokens.get(end).is_none_or(|token| token.kind == Kind::Line);
    let last = (first..end).rev().find(|index| run.tokens[*index].kind != Kind::Space)?;
    let words = &run.text[run.tokens[first].start()..run.tokens[last].end()];
    // Without its second bracket only what has a year in it is a citation.
    let is_citation = has_bracket || ends_run && stop.is_some() && has_year(words);
    if !is_citation || words.ends_with('.') {
        return None;
    }
    let range_end = if has_bracket { run.tokens[end].end() } else { run.tokens[last].end() };
    let stop = stop.map(String::from).unwrap_or_default();
    let range = run.tokens[index].start()..range_end;
    let citation = format!("({words}){stop}");
    if !run.tokens.get(end + 1).is_some_and(|token| token.is_word_with(Trait::ARABIC)) {
        return Some(proposal(rule::BRACKET_BIDI, Class::Stated, range, citation));
    }
    // What is joined to the citation from behind stands before it where lines are as they are seen.
    let is_line = |token: &Token| token.kind == Kind::Line;
    let begins_line = run.tokens[..index]
        .iter()
        .rev()
        .take_while(|token| !is_line(token))
        .all(|token| token.kind == Kind::Space);
    if !has_bracket || !begins_line {
        return None;
    }
    let line = run.tokens[end + 1..].iter().take_while(|token| !is_line(token));
    let line_end = line.last().map_or(range.end, Token::end);
    let before = run.text[range.end..line_end].trim_end();
    let range = range.start..range.end + before.len();
    Some(proposal(rule::BRACKET_BIDI, Class::Stated, range, format!("{before} {citation}")))
}

/// Latin words, numbers, and the punctuation of a citation.
fn is_of_citation(run: &Run, token: &Token) -> bool {
    match token.kind {
        Kind::Word => !token.traits.has(Trait::ARABIC),
        Kind::Space => true,
        Kind::Sign => {
            token.traits.has(Trait::DASH)
                || matches!(run.text_of(token), "," | "." | ":" | ";" | "&" | "'" | "’" | "/")
        }
        Kind::Line | Kind::Opaque => false,
    }
}

fn has_year(words: &str) -> bool {
    words
        .split(|ch: char| !ch.is_ascii_digit())
        .any(|digits| digits.len() == 4 && (digits.starts_with('1') || digits.starts_with("20")))
}
