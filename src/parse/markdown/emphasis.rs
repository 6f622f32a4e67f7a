//! Emphasis in Arabic script where CommonMark sees none.
//!
//! CommonMark asks for a space or punctuation on the other side of `**` where one side is
//! punctuation. So in `و**«كتاب»**` ("and «a book»") and in `**كتاب،**كلمة` ("a book, a word") the
//! asterisks stay as they are, and in `**كتاب،**كلمة و**نص**` ("… and a text") the two in the
//! middle pair with each other. Here runs of as many asterisks pair in the order in which they
//! stand; three are an emphasis in an emphasis.

use std::collections::BTreeMap;

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

/// What the asterisks of some words mean where the engine has misread them.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// The emphasis to add: how many asterisks it is written with, 1 or 2, and where its words stand
    /// before anything is cut. One that encloses another stands behind it.
    pub(super) added: Vec<(usize, Span)>,
    /// The asterisks to take out of the words, in order.
    pub(super) cuts: Vec<Span>,
    /// The marks of the engine to drop, in order.
    pub(super) dropped: Vec<usize>,
}

/// A run of asterisks as an author wrote it.
#[derive(Clone, Debug)]
struct Run {
    source: Span,
    range: Span,
    within: Option<usize>,
    marks: Vec<usize>,
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
    if let Some(reading) = paired(&runs, words) {
        return reading;
    }
    let left_over: Vec<Run> = runs.into_iter().filter(|run| run.marks.is_empty()).collect();
    paired(&left_over, words).unwrap_or_default()
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
            }
            _ => runs.push(Run {
                source: each.source,
                range: each.range,
                within: each.within,
                marks: each.mark.into_iter().collect(),
            }),
        }
    }
    runs
}

/// Pairs runs of as many asterisks within the same mark, each with the next where words touch both
/// from inside. A run of three is one of two and one of one. `None` where marks of the engine would
/// be left without their asterisks.
fn paired(runs: &[Run], words: &str) -> Option<Reading> {
    /// No author means more.
    const LONGEST: usize = 3;
    let is_word = |ch: Option<char>| ch.is_some_and(|ch| !ch.is_whitespace());
    let mut reading = Reading::default();
    let mut waiting = Waiting::default();
    // How many asterisks of each run close an emphasis, and how many open one.
    let mut used = vec![(0_usize, 0_usize); runs.len()];
    for (place, run) in runs.iter().enumerate() {
        let mut left = run.source.len();
        if left > LONGEST {
            continue;
        }
        if is_word(words[..run.range.start as usize].chars().next_back()) {
            while let Some((open, count)) = waiting.take_partner(run, left, runs) {
                used[open].1 += count;
                used[place].0 += count;
                left -= count;
                let (start, end) = (runs[open].range.end, run.range.start);
                reading.added.push((count, Span { start, end }));
            }
        }
        if left > 0 && is_word(words[run.range.end as usize..].chars().next()) {
            waiting.push(Open { run: place, within: run.within, count: left });
        }
    }
    for (run, (closing, opening)) in runs.iter().zip(&used) {
        if closing + opening > 0 {
            reading.dropped.extend(&run.marks);
        }
    }
    reading.dropped.sort_unstable();
    reading.dropped.dedup();
    for (run, (closing, opening)) in runs.iter().zip(used) {
        let is_read_anew = run.marks.iter().any(|mark| reading.dropped.binary_search(mark).is_ok());
        if closing + opening == 0 && !is_read_anew {
            continue;
        }
        // Those that are no emphasis stay among the words, where the engine has left so many.
        let cut = run.range.len().checked_sub(run.source.len() - closing - opening)?;
        let Span { start, end } = run.range;
        let behind = closing.min(cut) as u32;
        reading.cuts.push(Span { start, end: start + behind });
        reading.cuts.push(Span { start: end - (cut as u32 - behind), end });
    }
    reading.cuts.retain(|cut| !cut.is_empty());
    Some(reading)
}

/// Asterisks that may open an emphasis.
struct Open {
    run: usize,
    within: Option<usize>,
    count: usize,
}

/// Asterisks that wait for their partner, outermost first.
#[derive(Default)]
struct Waiting {
    all: Vec<Open>,
    /// The places in `all` of those of as many within the same mark, so that a paragraph of any
    /// length is read in one pass.
    alike: BTreeMap<(Option<usize>, usize), Vec<usize>>,
}

impl Waiting {
    fn push(&mut self, open: Open) {
        self.alike.entry((open.within, open.count)).or_default().push(self.all.len());
        self.all.push(open);
    }

    fn pop(&mut self) -> Option<Open> {
        let open = self.all.pop()?;
        self.alike.get_mut(&(open.within, open.count)).and_then(Vec::pop);
        Some(open)
    }

    /// The nearest run of `count` asterisks, or a longer one where `count` or it is three, and how
    /// many of them pair with `closing`. Those between the two wait for nothing any more.
    fn take_partner(
        &mut self,
        closing: &Run,
        count: usize,
        runs: &[Run],
    ) -> Option<(usize, usize)> {
        let counts = if count == 3 { 1..=3 } else { count..=count };
        let counts = counts.chain((count < 3).then_some(3));
        let nearest = counts.filter_map(|count| self.alike.get(&(closing.within, count))?.last());
        let place = *nearest.max()?;
        if runs[self.all[place].run].range.end >= closing.range.start {
            return None;
        }
        while self.all.len() > place + 1 {
            self.pop();
        }
        let open = self.pop()?;
        let paired = open.count.min(count).min(2);
        if open.count > paired {
            self.push(Open { count: open.count - paired, ..open });
        }
        Some((open.run, paired))
    }
}

/// Letters, marks and punctuation of Arabic script.
fn is_arabic(ch: char) -> bool {
    matches!(ch, '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' | '\u{08A0}'..='\u{08FF}')
        || matches!(ch, '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}
