//! Emphasis in Arabic script where CommonMark sees none.
//!
//! CommonMark asks for a space or punctuation on the other side of `**` where one side is
//! punctuation. So in `و**«كتاب»**` ("and «a book»") and in `**كتاب،**كلمة` ("a book, a word") the
//! asterisks stay as they are, and in `**كتاب،**كلمة و**نص**` ("… and a text") the two in the
//! middle pair with each other. Here runs of as many asterisks pair in the order in which they
//! stand.

use crate::source::Span;

/// Some asterisks of a body, all of them left over or all of them taken by the Markdown engine.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asterisks {
    /// Where they stand in the body.
    pub(super) source: Span,
    /// Where they stand in the words; empty where the engine has taken them out.
    pub(super) range: Span,
    /// The mark they stand in that is no emphasis: none crosses its borders.
    pub(super) within: Option<usize>,
    /// The emphasis that the engine made of them.
    pub(super) mark: Option<usize>,
}

/// Emphasis between two runs of asterisks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    /// The asterisks to take out before the words.
    pub(super) open: Span,
    /// The asterisks to take out behind them.
    pub(super) close: Span,
    /// 1 or 2.
    pub(super) asterisks: usize,
}

/// What the asterisks of some words mean where the engine has misread them.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// The emphasis to add.
    pub(super) pairs: Vec<Pair>,
    /// The marks of the engine to drop.
    pub(super) dropped: Vec<usize>,
}

/// A run of asterisks as an author wrote it.
#[derive(Clone, Debug)]
struct Run {
    source: Span,
    range: Span,
    within: Option<usize>,
    marks: Vec<usize>,
    is_left_over: bool,
}

/// Reads the asterisks of some words. The reading is empty unless the engine left some over that
/// touch Arabic script, or took some for opening ones behind Arabic punctuation and before a
/// letter.
pub(super) fn read(mut asterisks: Vec<Asterisks>, words: &str) -> Reading {
    if !asterisks.iter().any(|each| is_misread(each, words)) {
        return Reading::default();
    }
    asterisks.sort_by_key(|each| (each.source.start, each.source.end));
    let runs = runs(&asterisks);
    let all = paired(&runs, words);
    let is_whole = all.dropped.iter().all(|mark| {
        let of_mark = runs.iter().filter(|run| run.marks.contains(mark));
        of_mark.clone().count() == 2 && of_mark.clone().all(|run| all.has(run))
    });
    if is_whole {
        return all;
    }
    let left_over: Vec<Run> = runs.into_iter().filter(|run| run.marks.is_empty()).collect();
    paired(&left_over, words)
}

impl Reading {
    fn has(&self, run: &Run) -> bool {
        self.pairs.iter().any(|pair| pair.open == run.range || pair.close == run.range)
    }
}

fn is_misread(asterisks: &Asterisks, words: &str) -> bool {
    let before = words[..asterisks.range.start as usize].chars().next_back();
    let after = words[asterisks.range.end as usize..].chars().next();
    if asterisks.mark.is_none() {
        return before.is_some_and(is_arabic) || after.is_some_and(is_arabic);
    }
    let is_punctuation = |ch: char| is_arabic(ch) && !ch.is_alphanumeric() || ch == '»';
    before.is_some_and(is_punctuation) && after.is_some_and(char::is_alphanumeric)
}

/// Asterisks that touch each other in the body are one run.
fn runs(asterisks: &[Asterisks]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for each in asterisks {
        match runs.last_mut() {
            Some(run) if run.source.end == each.source.start && run.within == each.within => {
                run.source.end = each.source.end;
                run.range.end = run.range.end.max(each.range.end);
                run.range.start = run.range.start.min(each.range.start);
                run.marks.extend(each.mark);
                run.is_left_over |= each.mark.is_none();
            }
            _ => runs.push(Run {
                source: each.source,
                range: each.range,
                within: each.within,
                marks: each.mark.into_iter().collect(),
                is_left_over: each.mark.is_none(),
            }),
        }
    }
    runs
}

/// Pairs runs of as many asterisks within the same mark, each with the next where words touch
/// both from inside.
fn paired(runs: &[Run], words: &str) -> Reading {
    let is_word = |ch: Option<char>| ch.is_some_and(|ch| !ch.is_whitespace());
    let mut reading = Reading::default();
    let mut waiting: Vec<&Run> = Vec::new();
    for run in runs.iter().filter(|run| run.source.len() <= 2) {
        let is_closing = is_word(words[..run.range.start as usize].chars().next_back());
        let is_opening = is_word(words[run.range.end as usize..].chars().next());
        let partner = waiting.iter().rposition(|open| {
            open.source.len() == run.source.len()
                && open.within == run.within
                && open.range.end < run.range.start
        });
        match partner {
            Some(place) if is_closing => {
                let open = waiting[place];
                waiting.truncate(place);
                reading.dropped.extend(open.marks.iter().chain(&run.marks));
                let asterisks = run.source.len();
                reading.pairs.push(Pair { open: open.range, close: run.range, asterisks });
            }
            _ if is_opening => waiting.push(run),
            _ => {}
        }
    }
    reading.dropped.sort_unstable();
    reading.dropped.dedup();
    reading
}

/// Letters, marks and punctuation of Arabic script.
fn is_arabic(ch: char) -> bool {
    matches!(ch, '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' | '\u{08A0}'..='\u{08FF}')
        || matches!(ch, '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}
