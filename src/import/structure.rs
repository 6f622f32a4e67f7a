//! Lines become blocks: headings, lists, tables, paragraphs.

use super::document::{Block, Document, Item, Prose, Table};
use super::lines::{Line, Role, ends_sentence};
use super::markup::{escape, escape_start};
use super::report::Report;
use crate::text::{Class, number};

/// How the words of a plain file are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Markup {
    /// As they stand.
    Plain,
    /// As Markdown, such as programs make of a PDF.
    Markdown,
}

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
/// Paragraphs shorter than this are not cut by the end of a page.
pub(super) const SHORTEST_CUT: usize = 8;

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

/// Makes blocks of lines. `cuts` says whether a paragraph may go on behind a gap, as on pages.
pub(super) fn blocks(
    lines: &[Line],
    markup: Markup,
    cuts: Cuts,
    report: &mut Report,
) -> Vec<Block> {
    let mut made = Maker { lines, markup, cuts, blocks: Vec::new() };
    let mut at = 0;
    while at < lines.len() {
        at = made.next(at, report);
    }
    match markup {
        Markup::Plain => level_headings(&mut made.blocks),
        Markup::Markdown => level_by_numbers(&mut made.blocks, report),
    }
    flag_missing_lists(&made.blocks, report);
    made.blocks
}

/// Whether paragraphs are cut by pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cuts {
    /// Each line is a whole paragraph.
    Never,
    /// A paragraph without a final stop goes on in the next.
    AtGaps,
}

struct Maker<'l> {
    lines: &'l [Line],
    markup: Markup,
    cuts: Cuts,
    blocks: Vec<Block>,
}

impl Maker<'_> {
    /// Makes a block of the lines from `at`; the line after it.
    fn next(&mut self, at: usize, report: &mut Report) -> usize {
        let line = &self.lines[at];
        if self.markup == Markup::Markdown
            && (line.text.starts_with("```") || line.text.starts_with("<!--"))
        {
            return self.verbatim(at);
        }
        if line.role == Role::Paragraph {
            return self.paragraph(at, report);
        }
        if line.text.contains('\t') {
            return self.table(at, report);
        }
        if let Some(level) = self.heading(at) {
            let text = bare_heading(&line.text);
            if heading_level(&line.text).is_none() {
                let heading = format!("## {text}");
                report.changed(line.number, "heading-like", Class::Stated, (&line.text, &heading));
            }
            let text = with_space_behind_number(text, line.number, report);
            let prose = Prose { line: line.number, text: self.inline(&text) };
            self.blocks.push(Block::Heading { level, prose });
            return at + 1;
        }
        if let Some(end) = self.list(at, report) {
            return end;
        }
        self.paragraph(at, report)
    }

    fn inline(&self, text: &str) -> String {
        match self.markup {
            Markup::Plain => escape(text),
            Markup::Markdown => text.to_owned(),
        }
    }

    /// Code and comments, up to the line that closes them.
    fn verbatim(&mut self, at: usize) -> usize {
        let close = if self.lines[at].text.starts_with("```") { "```" } else { "-->" };
        let is_one_line = close == "-->" && self.lines[at].text.contains(close);
        let more = self.lines[at + 1..].iter().position(|line| line.text.contains(close));
        let end =
            if is_one_line { at + 1 } else { more.map_or(self.lines.len(), |more| at + more + 2) };
        let text: Vec<&str> = self.lines[at..end].iter().map(|line| line.text.as_str()).collect();
        let prose = Prose { line: self.lines[at].number, text: text.join("\n") };
        self.blocks.push(Block::Verbatim(prose));
        end
    }

    /// The level of the heading that a line is.
    fn heading(&self, at: usize) -> Option<u8> {
        let line = &self.lines[at];
        if self.markup == Markup::Markdown
            && let Some(level) = heading_level(&line.text)
        {
            return Some(level);
        }
        heading_like(line, self.lines.get(at + 1))
    }

    /// A list of two items or more with bullets, or with numbers that follow one another.
    fn list(&mut self, at: usize, report: &mut Report) -> Option<usize> {
        let first = Marker::of(&self.lines[at].text)?;
        let mut end = at + 1;
        let mut expected = first.number;
        let mut items = vec![self.item(at, &first, report)];
        while let Some(line) = self.lines.get(end) {
            let marker = Marker::of(&line.text);
            let next = expected.map(|number| number + 1);
            let Some(marker) = marker.filter(|marker| marker.number == next) else { break };
            // The last item may be shorter than what follows, and is an item nevertheless.
            if line.text.ends_with(':') && self.heading(end).is_some() {
                break;
            }
            expected = next;
            items.push(self.item(end, &marker, report));
            end += 1;
        }
        if items.len() < 2 && first.number.is_some() {
            return None;
        }
        self.blocks.push(Block::List(items));
        Some(end)
    }

    fn item(&self, at: usize, marker: &Marker, report: &mut Report) -> Item {
        let line = &self.lines[at];
        if !matches!(marker.written, "- " | "* ") && marker.number.is_none() {
            report.changed(line.number, "bullet", Class::Silent, (marker.written.trim(), "-"));
        }
        let text = escape_first(&self.inline(marker.words), self.markup);
        let prose = Prose { line: line.number, text };
        Item { number: marker.number, blocks: vec![Block::Paragraph(prose)] }
    }

    /// A paragraph, or more of the last one.
    fn paragraph(&mut self, at: usize, report: &mut Report) -> usize {
        let line = &self.lines[at];
        // What looks like an item of a list and is none is not to become one.
        let markup = if line.role == Role::Paragraph { Markup::Plain } else { self.markup };
        let text = escape_first(&self.inline(&line.text), markup);
        let is_soft_break = self.markup == Markup::Markdown && line.gap == 0 && at > 0;
        let is_cut = self.cuts == Cuts::AtGaps && line.role != Role::Paragraph;
        if let Some(Block::Paragraph(last)) = self.blocks.last_mut()
            && (is_soft_break || is_cut && goes_on(&last.text, &text))
        {
            if !is_soft_break {
                report.count("paragraphs joined", 1);
            }
            join(last, &text, report);
            return at + 1;
        }
        if number(&line.text).is_some() {
            report.flagged(line.number, "page-number", &line.text);
        }
        if ["شکل ", "الشكل ", "Figure "].iter().any(|word| line.text.starts_with(word)) {
            report.flagged(line.number, "figure-missing", &line.text);
        }
        self.blocks.push(Block::Paragraph(Prose { line: line.number, text }));
        at + 1
    }

    /// Lines with tabs, as rows of a table.
    fn table(&mut self, at: usize, report: &mut Report) -> usize {
        let rows = self.lines[at..].iter().take_while(|line| line.text.contains('\t')).count();
        let lines = &self.lines[at..at + rows];
        let cells: Vec<Vec<&str>> =
            lines.iter().map(|line| line.text.split('\t').map(str::trim).collect()).collect();
        let columns = cells.iter().map(Vec::len).max().unwrap_or(1);
        let is_visual = is_in_visual_order(&cells, columns);
        let mut rows_of_prose = Vec::new();
        for (line, row) in lines.iter().zip(&cells) {
            let prose = |cell: &&str| Prose {
                line: line.number,
                text: self.inline(cell).replace(" | ", " \\| "),
            };
            if row.len() != columns {
                report.flagged(line.number, "table-ragged", &line.text);
            }
            rows_of_prose.push(row.iter().map(prose).collect());
        }
        let mut table = Table::of(rows_of_prose);
        if is_visual {
            table.rows.iter_mut().for_each(|row| row.reverse());
            let after: Vec<&str> = table.rows[0].iter().map(|cell| cell.text.as_str()).collect();
            let change = (&*cells[0].join(" | "), &*after.join(" | "));
            report.changed(lines[0].number, "table-visual", Class::Stated, change);
        }
        if !has_header(&cells) {
            table = table.without_header();
        }
        report.count("tables", 1);
        self.blocks.push(Block::Table(table));
        at + rows
    }
}

/// `4.التهديدات` becomes `4. التهديدات`.
fn with_space_behind_number(text: &str, line: u32, report: &mut Report) -> String {
    let digits = text.find(|ch: char| !ch.is_numeric()).unwrap_or(0);
    let rest = text[digits..].strip_prefix(['.', ')']);
    match rest.filter(|rest| digits > 0 && rest.starts_with(char::is_alphabetic)) {
        None => text.to_owned(),
        Some(rest) => {
            let spaced = format!("{} {rest}", &text[..=digits]);
            report.changed(line, "number-space", Class::Silent, (text, &spaced));
            spaced
        }
    }
}

fn escape_first(text: &str, markup: Markup) -> String {
    match markup {
        Markup::Plain => escape_start(text),
        Markup::Markdown => text.to_owned(),
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

/// The bullet or number at the start of a line.
struct Marker<'l> {
    written: &'l str,
    number: Option<u32>,
    words: &'l str,
}

impl<'l> Marker<'l> {
    fn of(text: &'l str) -> Option<Self> {
        let split = |at: usize, number| {
            let words = text[at..].trim_start();
            let written = &text[..text.len() - words.len()];
            (!words.is_empty()).then_some(Self { written, number, words })
        };
        let first = text.chars().next()?;
        if matches!(first, '·' | '•' | '▪' | '‣' | '●' | '○' | '◦' | '-' | '–' | '*' | '\u{F0B7}')
        {
            let at = first.len_utf8();
            // A dash before words is a dash; a bullet needs no space.
            let is_bullet = !matches!(first, '-' | '–' | '*' | '·')
                && text[at..].starts_with(char::is_alphabetic);
            let is_item = is_bullet || text[at..].starts_with(' ');
            return if is_item { split(at, None) } else { None };
        }
        let digits = text.find(|ch: char| !ch.is_numeric())?;
        let number = number(&text[..digits])?;
        let rest = &text[digits..];
        let at = digits
            + rest.chars().next().filter(|ch| matches!(ch, '.' | ')' | '-' | '–'))?.len_utf8();
        let is_decimal = text[at..].starts_with(|ch: char| ch.is_numeric());
        let is_dash = rest.starts_with(['-', '–']) && !text[at..].starts_with(' ');
        if is_decimal || is_dash || number > 99 { None } else { split(at, Some(number)) }
    }
}

/// Whether a line is an item of a list by the bullet at its start.
pub(super) fn is_item(text: &str) -> bool {
    Marker::of(text).is_some_and(|marker| marker.number.is_none())
}

/// Whether a paragraph was cut by the end of a page: it has no final stop and is no caption.
fn goes_on(before: &str, after: &str) -> bool {
    let is_caption = ["جدول", "شکل", "نمودار", "الجدول", "الشكل", "Table", "Figure"]
        .iter()
        .any(|word| before.starts_with(word) || after.starts_with(word));
    let is_long = before.split_whitespace().count() >= SHORTEST_CUT;
    let is_latin = after.starts_with(|ch: char| ch.is_ascii_uppercase());
    is_long && !is_caption && !is_latin && !ends_sentence(before)
}

/// Joins lines that are one paragraph. A hyphen at the end of the first stays between two words,
/// and goes behind می and نمی, where it stood for a half-space.
pub(super) fn join(first: &mut Prose, second: &str, report: &mut Report) {
    let Some(before) = first.text.strip_suffix('-') else {
        first.text.push(' ');
        first.text.push_str(second);
        return;
    };
    let word = before.split_whitespace().next_back().unwrap_or_default();
    let next = second.split_whitespace().next().unwrap_or_default();
    if matches!(word, "می" | "نمی") {
        report.changed(
            first.line,
            "line-hyphen",
            Class::Silent,
            (&format!("{word}- {next}"), &format!("{word}\u{200C}{next}")),
        );
        first.text.truncate(before.len());
        first.text.push('\u{200C}');
    } else if before.ends_with(' ') {
        first.text.push(' ');
    }
    first.text.push_str(second);
}

/// In a text from right to left, a program that reads a page from the left gives the last column
/// first: then the categories, which stand once for several rows, stand at the end.
fn is_in_visual_order(cells: &[Vec<&str>], columns: usize) -> bool {
    let is_right_to_left = cells
        .iter()
        .flatten()
        .any(|cell| cell.chars().any(|ch| matches!(ch, '\u{0620}'..='\u{06D3}')));
    let is_empty =
        |row: &Vec<&str>, column: usize| row.get(column).is_none_or(|cell| cell.is_empty());
    let last = cells.iter().filter(|row| is_empty(row, columns - 1)).count();
    let first = cells.iter().filter(|row| is_empty(row, 0)).count();
    let shorter = |column: usize| -> usize {
        cells.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).sum()
    };
    is_right_to_left
        && columns > 1
        && (last > first || last == first && shorter(columns - 1) < shorter(0))
}

/// Whether the first row names the columns: all of its cells are short, and the next row is full.
fn has_header(cells: &[Vec<&str>]) -> bool {
    let [first, second, ..] = cells else { return false };
    let is_full = |row: &Vec<&str>| row.iter().all(|cell| !cell.is_empty());
    let is_short = first.iter().all(|cell| {
        cell.split_whitespace().count() <= 4 && !cell.contains('<') && !cell.contains("[^")
    });
    is_full(first) && is_full(second) && is_short && first.len() == second.len()
}

/// Makes the levels that were guessed 2, 3, 4 without a gap.
fn level_headings(blocks: &mut [Block]) {
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
fn level_by_numbers(blocks: &mut [Block], report: &mut Report) {
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

/// A block that promises a list and has none behind it.
fn flag_missing_lists(blocks: &[Block], report: &mut Report) {
    for (index, block) in blocks.iter().enumerate() {
        let Block::Paragraph(prose) = block else { continue };
        let has_list = matches!(
            blocks.get(index + 1),
            Some(Block::List(_) | Block::Quote(_) | Block::Table(_) | Block::Heading { .. })
        );
        if prose.text.ends_with(':') && !has_list {
            let from = prose.text.char_indices().rev().nth(60).map_or(0, |(at, _)| at);
            report.flagged(prose.line, "list-missing", &prose.text[from..]);
        }
    }
}
