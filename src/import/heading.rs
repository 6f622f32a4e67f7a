//! Which lines and blocks are headings, and of which level.

use super::document::{Block, Document, Prose};
use super::lines::Line;
use super::marker::Marker;
use super::report::Report;
use crate::text::{Class, number};

/// Words that begin a heading of a division, with the level it has: part, chapter, section.
const DIVISIONS: &[(&str, u8)] = &[
    ("الفصل", 2),
    ("المحور", 2),
    ("المبحث", 2),
    ("الباب", 2),
    ("القسم", 2),
    ("المطلب", 3),
    ("الفرع", 3),
    ("فصل", 2),
    ("بخش", 2),
    ("مبحث", 2),
    ("گفتار", 3),
    ("بند", 3),
    ("Chapter", 2),
    ("Part", 2),
    ("Section", 2),
];

/// Words that are headings of their own.
const HEADINGS: &[&str] = &[
    "مقدمة",
    "المقدمة",
    "مقدمه",
    "تمهيد",
    "خاتمة",
    "الخاتمة",
    "خلاصة",
    "الخلاصة",
    "النتائج",
    "نتیجه\u{200C}گیری",
    "نتیجهگیری",
    "نتیجه گیری",
    "نتیجه",
    "جمع\u{200C}بندی",
    "جمعبندی",
    "پیشگفتار",
    "چکیده",
    "الملخص",
    "منابع",
    "منابع و مآخذ",
    "فهرست منابع",
    "المراجع",
    "المصادر",
    "المصادر والمراجع",
    "قائمة المراجع",
    "الهوامش",
    "Introduction",
    "Conclusion",
    "References",
    "Bibliography",
    "Works cited",
    "Notes",
    "Abstract",
];

/// Words of a line that leads to a list or a quotation, not to a section.
const LEADS: &[&str] = &[
    "التالية",
    "التالي",
    "الآتية",
    "الآتي",
    "يلي",
    "ذلك",
    "بأنه",
    "بأنها",
    "زیر",
    "ذیل",
    "عبارتند",
    "عبارت",
    "following",
];

/// A heading has no more words than this.
const LONGEST_HEADING: usize = 12;

const ORDINALS: &[&str] = &[
    "الأول",
    "الاول",
    "الأولى",
    "الثاني",
    "الثانية",
    "الثالث",
    "الثالثة",
    "الرابع",
    "الرابعة",
    "الخامس",
    "الخامسة",
    "السادس",
    "السابع",
    "الثامن",
    "التاسع",
    "العاشر",
    "اول",
    "یکم",
    "دوم",
    "سوم",
    "چهارم",
    "پنجم",
    "ششم",
    "هفتم",
    "هشتم",
    "نهم",
    "دهم",
    "One",
    "Two",
    "Three",
    "Four",
    "I",
    "II",
    "III",
    "IV",
    "V",
];

/// The level of a Markdown heading.
pub(super) fn heading_level(text: &str) -> Option<u8> {
    let rest = text.trim_start_matches('#');
    let level = text.len() - rest.len();
    ((1..=6).contains(&level) && rest.starts_with(' ')).then_some(level as u8)
}

/// The words of a line without the marks of a heading.
pub(super) fn bare_heading(text: &str) -> &str {
    match heading_level(text) {
        Some(level) => text[usize::from(level)..].trim().trim_end_matches('#').trim_end(),
        None => text,
    }
}

/// Whether a line is one of the words that are headings of their own, such as "introduction".
pub(super) fn is_known_heading(text: &str) -> bool {
    HEADINGS.contains(&text.trim_matches('*').trim_end_matches([':', ' ']))
}

/// The level of the heading that a line is by its words, its length and what follows.
pub(super) fn heading_like(line: &Line, next: Option<&Line>) -> Option<u8> {
    if is_known_heading(&line.text) {
        return Some(2);
    }
    let text = line.text.trim_matches('*');
    let next = next?;
    let is_short = line.words() <= LONGEST_HEADING;
    if !is_short || text.ends_with(['.', '؟', '?', '!', '،', '؛']) || next.length() <= line.length()
    {
        return None;
    }
    let level = DIVISIONS.iter().find(|(word, _)| is_division(text, word)).map(|(_, level)| *level);
    if level.is_some() {
        return level;
    }
    if let Some(level) = enumerated(text) {
        // An item among items is no heading.
        let marker = Marker::of(text).and_then(|marker| marker.number);
        let is_item = marker.is_some()
            && Marker::of(&next.text).and_then(|marker| marker.number)
                == marker.map(|number| number + 1);
        return (!is_item).then_some(level);
    }
    let is_lead = LEADS.iter().any(|lead| text.contains(lead)) || Marker::of(&next.text).is_some();
    let is_bullet = Marker::of(text).is_some();
    (text.ends_with(':') && !is_lead && !is_bullet).then_some(3)
}

/// `الفصل الأول`, not `الفصلان` nor a sentence that begins so.
fn is_division(text: &str, word: &str) -> bool {
    let rest = text.strip_prefix(word).unwrap_or_default();
    let has_number = rest.split_whitespace().next().is_some_and(|next| {
        let next = next.trim_end_matches([':', '.', '-', '،']);
        number(next).is_some() || ORDINALS.contains(&next)
    });
    rest.starts_with(' ') && has_number
}

/// `الف)`, `۱.`, `1)`, `۲-۱.`: the level of the heading that such a line may be.
fn enumerated(text: &str) -> Option<u8> {
    let (mark, rest) = text.split_once([')', '.', '-'])?;
    let mark = mark.trim();
    let is_letter =
        matches!(mark, "الف" | "ب" | "ج" | "د" | "ه" | "و" | "أ" | "ت" | "ث" | "a" | "b" | "c");
    let has_words = rest.chars().any(char::is_alphabetic);
    if !has_words || !(is_letter || number(mark).is_some()) {
        return None;
    }
    let is_nested = rest.starts_with(|ch: char| ch.is_numeric());
    Some(if is_nested { 4 } else { 3 })
}

/// Makes the levels that were guessed 2, 3, 4 without a gap.
pub(super) fn level_headings(blocks: &mut [Block]) {
    let mut levels: Vec<u8> = Vec::new();
    for block in blocks.iter() {
        if let Block::Heading { level, .. } = block
            && !levels.contains(level)
        {
            levels.push(*level);
        }
    }
    levels.sort_unstable();
    for block in blocks {
        if let Block::Heading { level, .. } = block {
            let rank = levels.iter().position(|known| known == level).unwrap_or(0);
            *level = 2 + rank as u8;
        }
    }
}

/// Gives headings with numbers the level that their number has: programs that read a PDF guess
/// levels by the size of letters. Headings that stand alone, such as "conclusion", are on the first.
pub(super) fn level_by_numbers(blocks: &mut [Block], report: &mut Report) {
    let depth = |text: &str| match depth_of_number(text) {
        None if is_known_heading(text) => Some(1),
        depth => depth,
    };
    let numbered = blocks.iter().filter(|block| {
        matches!(block, Block::Heading { prose, .. } if depth_of_number(&prose.text).is_some())
    });
    if numbered.count() < 3 {
        return;
    }
    for block in blocks {
        let Block::Heading { level, prose } = block else { continue };
        let Some(depth) = depth(&prose.text).filter(|depth| depth + 1 != *level) else { continue };
        let heading = |level: u8| format!("{} {}", "#".repeat(usize::from(level)), prose.text);
        let change = (&*heading(*level), &*heading(depth + 1));
        report.changed(prose.line, "heading-level", Class::Stated, change);
        *level = depth + 1;
    }
}

/// How many numbers there are in that of a heading: one in `۲. …`, two in `۱-۴. …`.
fn depth_of_number(text: &str) -> Option<u8> {
    let (mark, _) = text.split_once(' ')?;
    let is_mark = mark.starts_with(char::is_numeric)
        && mark.chars().all(|ch| ch.is_numeric() || matches!(ch, '.' | '-' | '–' | ')'));
    let numbers = mark.split(['.', '-', '–', ')']).filter(|part| !part.is_empty());
    let depth = numbers.clone().count();
    let is_short = numbers.clone().all(|part| part.chars().count() < 3);
    (is_mark && is_short && depth < 5).then_some(depth as u8)
}

/// Headings of a document whose writer made them by bold letters alone.
pub(super) fn headings_by_look(document: &mut Document, report: &mut Report) {
    if document.blocks.iter().any(|block| matches!(block, Block::Heading { .. })) {
        return;
    }
    let is_long = |block: Option<&Block>| match block {
        Some(Block::Paragraph(prose)) => bold(&prose.text).is_none(),
        other => other.is_some(),
    };
    let found: Vec<usize> = (0..document.blocks.len())
        .filter(|at| {
            let Block::Paragraph(prose) = &document.blocks[*at] else { return false };
            let words = bold(&prose.text).unwrap_or_default();
            let is_short = (1..=LONGEST_HEADING).contains(&words.split_whitespace().count());
            let is_title = *at == 0 && document.front.title.is_none();
            (is_short && !words.ends_with(['.', '،', '؛', '؟', '!', ','])
                || is_known_heading(&prose.text))
                && (is_title || is_long(document.blocks.get(at + 1)))
        })
        .collect();
    for at in found {
        let Block::Paragraph(prose) = &document.blocks[at] else { continue };
        let words = bold(&prose.text).unwrap_or(&prose.text).to_owned();
        let level = if at == 0 && document.front.title.is_none() { 1 } else { 2 };
        let after = format!("{} {words}", "#".repeat(level));
        report.changed(prose.line, "heading-like", Class::Stated, (&prose.text, &after));
        let prose = Prose { line: prose.line, text: words };
        document.blocks[at] = Block::Heading { level: level as u8, prose };
    }
}

/// The words of a paragraph that is bold from beginning to end.
fn bold(text: &str) -> Option<&str> {
    let words = text.strip_prefix("**")?.strip_suffix("**")?.trim();
    (!words.contains("**")).then_some(words)
}
