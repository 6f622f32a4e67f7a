//! The title page of a text: what goes to the front matter.

use super::document::{Author, Block, Document, Front, Prose};
use super::heading::{bare_heading, heading_level, is_known_heading};
use super::lines::{Line, Role};
use super::marker::is_item;
use super::markup::{DAMAGED, escape};
use super::report::Report;
use super::structure::Markup;
use crate::text::{Class, number};

/// How far down a title page may reach, in lines.
const REACH: usize = 40;

/// How many paragraphs at the beginning may say what they are.
const ABOVE: usize = 8;
/// An abstract has no more paragraphs than this.
const LONGEST_ABSTRACT: usize = 6;

const ABSTRACT: &[&str] =
    &["چکیده", "خلاصه", "الملخص", "ملخص", "المستخلص", "مستخلص", "ملخص البحث", "Abstract", "Summary"];
const KEYWORDS: &[&str] = &[
    "واژگان کلیدی",
    "واژه\u{200C}های کلیدی",
    "واژههای کلیدی",
    "کلیدواژه\u{200C}ها",
    "کلیدواژهها",
    "کلیدواژه ها",
    "کلمات کلیدی",
    "الكلمات المفتاحية",
    "كلمات مفتاحية",
    "الكلمات الدالة",
    "Keywords",
    "Key words",
];
const DATES: &[&str] = &[
    "تاریخ دریافت",
    "تاریخ پذیرش",
    "تاریخ انتشار",
    "تاريخ الاستلام",
    "تاريخ القبول",
    "تاريخ النشر",
    "Received",
    "Accepted",
    "Published",
];
const JOURNALS: &[&str] = &[
    "فصلنامه",
    "دوفصلنامه",
    "ماهنامه",
    "پژوهشنامه",
    "نشریه",
    "مجله",
    "مجلة",
    "دورية",
    "حولية",
    "Journal",
    "Quarterly",
];
/// "So-and-so writes:", "by".
const WRITES: &[&str] = &["يكتب:", "تكتب:", "يكتب :", "می‌نویسد:"];
const BY: &[&str] = &["بقلم:", "بقلم", "الكاتب:", "نویسنده:", "نوشته:", "By "];

/// Takes the title page off the lines.
pub(super) fn take(
    mut lines: Vec<Line>,
    markup: Markup,
    front: &mut Front,
    report: &mut Report,
) -> Vec<Line> {
    take_title(&mut lines, markup, front, report);
    take_labelled(&mut lines, front, report);
    take_abstract(&mut lines, front, report);
    take_authors(&mut lines, front, report);
    if let (Markup::Plain, Some(summary)) = (markup, &mut front.summary) {
        *summary = escape(summary);
    }
    lines
}

/// Takes from the beginning of a document in blocks what belongs to its front matter: lines that
/// say what they are, the abstract, and the keywords.
pub(super) fn take_from_blocks(document: &mut Document, report: &mut Report) {
    let Document { front, blocks, .. } = document;
    let words = |block: &Block| match block {
        Block::Heading { prose, .. } | Block::Paragraph(prose) => Some(prose.clone()),
        _ => None,
    };
    let is_abstract =
        |block: &Block| words(block).is_some_and(|prose| is_one_of(&prose.text, ABSTRACT));
    let at = blocks.iter().take(REACH).position(is_abstract);
    let is_open = |block: &Block| matches!(block, Block::Paragraph(_)) && !is_abstract(block);
    let mut above = blocks.iter().take(ABOVE).take_while(|block| is_open(block)).count();
    let mut index = 0;
    while index < above {
        let line = words(&blocks[index]).map(|prose| line_of(&prose));
        let is_taken = line
            .filter(|line| line.words() <= 25)
            .is_some_and(|line| take_line(&line, at.is_some(), front, report));
        if is_taken {
            blocks.remove(index);
            above -= 1;
        } else {
            index += 1;
        }
    }
    let at = blocks.iter().take(REACH).position(is_abstract);
    if let Some(at) = at.filter(|_| front.summary.is_none()) {
        let is_more = |block: &&Block| {
            matches!(block, Block::Paragraph(prose)
                if keywords(&prose.text).is_none() && !prose.text.contains("[^"))
        };
        let length = blocks[at + 1..].iter().take_while(is_more).count();
        let is_closed = at + 1 + length < blocks.len() && length <= LONGEST_ABSTRACT;
        let length = if is_closed { length } else { length.min(1) };
        if length > 0 {
            let taken: Vec<Prose> =
                blocks.drain(at..=at + length).filter_map(|block| words(&block)).collect();
            report.removed(taken[0].line, "front-matter", &taken[0].text);
            let summary: Vec<&str> = taken[1..].iter().map(|prose| prose.text.as_str()).collect();
            front.summary = Some(summary.join(" "));
            report.count("abstract found", 1);
        }
    }
    if !front.keywords.is_empty() {
        return;
    }
    let found = blocks.iter().take(REACH).enumerate().find_map(|(at, block)| match block {
        Block::Paragraph(prose) => Some((at, prose.clone(), keywords(&prose.text)?)),
        _ => None,
    });
    if let Some((at, prose, words)) = found {
        report.changed(prose.line, "front-matter", Class::Stated, (&prose.text, &words.join("، ")));
        front.keywords = words;
        blocks.remove(at);
    }
}

fn line_of(prose: &Prose) -> Line {
    Line { number: prose.line, gap: 1, text: prose.text.clone(), role: Role::Open }
}

fn take_title(lines: &mut Vec<Line>, markup: Markup, front: &mut Front, report: &mut Report) {
    let at = match markup {
        Markup::Markdown => lines
            .iter()
            .take(REACH)
            .position(|line| heading_level(&line.text).is_some())
            .filter(|at| !is_known_heading(bare_heading(&lines[*at].text))),
        Markup::Plain => match front.title.take() {
            Some(title) => lines.iter().position(|line| line.text == title),
            None => plain_title(lines),
        },
    };
    let Some(at) = at else { return };
    let line = lines.remove(at);
    if let Some(next) = lines.get_mut(at) {
        next.gap += 1;
    }
    let title = bare_heading(&line.text).to_owned();
    let written = WRITES.iter().find_map(|writes| title.split_once(writes));
    let title = match written {
        Some((author, title)) if author.split_whitespace().count() <= 5 => {
            let (author, title) = (without_honorific(author), title.trim());
            front.authors.push(Author { name: author.to_owned(), ..Author::default() });
            let after = format!("{author} / {title}");
            report.changed(line.number, "front-matter", Class::Stated, (&line.text, &after));
            title.to_owned()
        }
        _ => title,
    };
    front.title = Some(title);
    report.count("title found", 1);
}

/// What stands before names on title pages and in no bibliography.
const HONORIFICS: &[&str] = &[
    "أ.د.",
    "أ. د.",
    "ا.د.",
    "ا. د.",
    "أ.د",
    "د.",
    "د/", // "professor", "doctor"
    "الدكتورة",
    "الدكتور",
    "دكتورة",
    "دكتور",
    "دکتر",
    "الأستاذة",
    "الأستاذ",
    "الاستاذة",
    "الاستاذ",
    "استاد",
    "البروفيسور",
    "پروفسور",
    "المهندس",
    "مهندس",
    "الباحثة",
    "الباحث",
    "آقای",
    "خانم", // "researcher", "Mr", "Ms"
    "Dr.",
    "Dr",
    "Prof.",
    "Professor",
];

/// A name without the honorifics before it; these alone are left as they are.
fn without_honorific(name: &str) -> &str {
    let name = name.trim();
    let rest = HONORIFICS.iter().find_map(|honorific| {
        let rest = name.strip_prefix(honorific)?;
        (honorific.ends_with(['.', '/']) || rest.starts_with(char::is_whitespace)).then_some(rest)
    });
    match rest.map(str::trim) {
        Some(rest) if !rest.is_empty() => without_honorific(rest),
        _ => name,
    }
}

/// The first line, if it could be one and what follows is longer.
fn plain_title(lines: &[Line]) -> Option<usize> {
    let (first, next) = (lines.first()?, lines.get(1)?);
    let is_title = first.words() <= 20
        && !first.text.ends_with(['.', '؟', '?', '!', ':', '،', '؛'])
        && !first.text.contains('\t')
        && !is_item(&first.text)
        && !is_known_heading(&first.text)
        && !is_one_of(&first.text, ABSTRACT)
        && !labels(KEYWORDS).any(|label| first.text.starts_with(label))
        && (next.length() > first.length() || next.gap > 0 || first.gap > 0);
    is_title.then_some(0)
}

fn labels(words: &'static [&'static str]) -> impl Iterator<Item = &'static str> {
    words.iter().copied()
}

/// Whether a line is one of these words and nothing else.
fn is_one_of(text: &str, words: &[&str]) -> bool {
    let bare = bare_heading(text).trim_end_matches([':', ' ', '*']).trim_start_matches('*');
    words.contains(&bare)
}

/// Lines that say what they are: DOI, dates, the journal, a page number among them.
fn take_labelled(lines: &mut Vec<Line>, front: &mut Front, report: &mut Report) {
    let end = lines
        .iter()
        .take(REACH)
        .position(|line| line.words() > 40 || is_one_of(&line.text, ABSTRACT))
        .unwrap_or(0);
    let has_marker = lines.get(end).is_some_and(|line| is_one_of(&line.text, ABSTRACT));
    let mut index = 0;
    let mut before_end = 0;
    lines.retain(|line| {
        let is_in_reach = index < end;
        index += 1;
        if !is_in_reach || !take_line(line, has_marker, front, report) {
            before_end += usize::from(is_in_reach);
            return true;
        }
        false
    });
}

/// Whether the line has gone to the front matter.
fn take_line(line: &Line, is_article: bool, front: &mut Front, report: &mut Report) -> bool {
    let text = line.text.trim_matches('*').trim();
    if let Some(doi) = doi(text) {
        report.changed(line.number, "front-matter", Class::Stated, (&line.text, doi));
        front.source.push(("doi", doi.to_owned()));
        return true;
    }
    if labels(DATES).any(|label| text.starts_with(label)) && line.words() <= 8 {
        report.removed(line.number, "front-matter", &line.text);
        return true;
    }
    let author = BY.iter().find_map(|by| text.strip_prefix(by)).filter(|_| line.words() <= 7);
    if let Some(author) = author.filter(|_| front.authors.is_empty()) {
        let name = without_honorific(author).to_owned();
        report.changed(line.number, "front-matter", Class::Stated, (&line.text, &name));
        front.authors.push(Author { name, ..Author::default() });
        return true;
    }
    if is_article && labels(JOURNALS).any(|word| text.starts_with(word)) && line.words() <= 25 {
        let found = journal(text);
        let after: Vec<&str> = found.iter().map(|(_, value)| value.as_str()).collect();
        report.changed(line.number, "front-matter", Class::Stated, (&line.text, &after.join("، ")));
        front.source.extend(found);
        return true;
    }
    if is_article && number(text).is_some() {
        report.removed(line.number, "page-number", &line.text);
        return true;
    }
    false
}

/// A DOI on a line of its own.
fn doi(text: &str) -> Option<&str> {
    let text = text.trim_matches(['<', '>']);
    let bare = ["https://doi.org/", "http://dx.doi.org/", "DOI:", "doi:", "DOI", "doi"]
        .iter()
        .find_map(|label| text.strip_prefix(label))
        .unwrap_or(text)
        .trim();
    let is_doi =
        bare.starts_with("10.") && bare.contains('/') && !bare.contains(char::is_whitespace);
    is_doi.then_some(bare)
}

/// The parts of a line about a journal: its name, and what is labelled in it.
fn journal(text: &str) -> Vec<(&'static str, String)> {
    let labelled: &[(&str, &str)] = &[
        ("دوره", "volume"),
        ("سال", "volume"),
        ("جلد", "volume"),
        ("المجلد", "volume"),
        ("شماره", "issue"),
        ("العدد", "issue"),
        ("Vol.", "volume"),
        ("No.", "issue"),
        ("صص", "pages"),
        ("صفحات", "pages"),
        ("pp.", "pages"),
    ];
    let mut found: Vec<(&'static str, String)> = Vec::new();
    for (index, part) in text.split(['،', ',', ';', '؛']).map(str::trim).enumerate() {
        let label =
            labelled.iter().find_map(|(label, key)| Some((part.strip_prefix(label)?, *key)));
        let (key, value) = match label {
            _ if index == 0 => ("container", part),
            Some((value, key)) => (key, value.trim_matches([' ', ':'])),
            None if is_year(part) => ("date", part),
            None => continue,
        };
        if !value.is_empty() && found.iter().all(|(other, _)| *other != key) {
            found.push((key, value.to_owned()));
        }
    }
    found
}

/// A year, and perhaps a season before it.
fn is_year(part: &str) -> bool {
    let last = part.split_whitespace().next_back().unwrap_or_default();
    part.split_whitespace().count() <= 3
        && number(last).is_some_and(|year| (1200..2200).contains(&year))
}

/// The abstract and the keywords under it.
fn take_abstract(lines: &mut Vec<Line>, front: &mut Front, report: &mut Report) {
    let heading = lines.iter().take(REACH).position(|line| is_one_of(&line.text, ABSTRACT));
    if let Some(at) = heading {
        let is_end =
            |line: &Line| heading_level(&line.text).is_some() || keywords(&line.text).is_some();
        let length = lines[at + 1..].iter().take_while(|line| !is_end(line)).count();
        // Where no heading and no keywords follow, one paragraph is the abstract.
        let is_closed = at + 1 + length < lines.len() && length <= LONGEST_ABSTRACT;
        let length = if is_closed { length } else { length.min(1) };
        let is_damaged = |line: &Line| line.text.contains(DAMAGED);
        // A damaged abstract stays a section, where its damage is marked.
        if lines[at..=at + length].iter().any(is_damaged) {
            return;
        }
        report.removed(lines[at].number, "front-matter", &lines[at].text);
        let words: Vec<String> =
            lines.drain(at..=at + length).skip(1).map(|line| line.text).collect();
        front.summary = (!words.is_empty()).then(|| words.join(" "));
        report.count("abstract found", 1);
    }
    let at = lines.iter().take(REACH).position(|line| keywords(&line.text).is_some());
    if let Some(at) = at {
        let line = lines.remove(at);
        let words = keywords(&line.text).unwrap_or_default();
        report.changed(line.number, "front-matter", Class::Stated, (&line.text, &words.join("، ")));
        front.keywords = words;
    }
}

fn keywords(text: &str) -> Option<Vec<String>> {
    let text = bare_heading(text).trim_start_matches('*');
    let rest = labels(KEYWORDS).find_map(|label| text.strip_prefix(label))?;
    let rest = rest.trim_start_matches([':', '*', ' ']);
    let words = rest.split(['،', ',', ';', '؛']);
    let words = words.map(|word| word.trim().trim_end_matches(['.', '*']).to_owned());
    Some(words.filter(|word| !word.is_empty()).collect())
}

/// Names with the marks of a title page, and the notes of these marks.
fn take_authors(lines: &mut Vec<Line>, front: &mut Front, report: &mut Report) {
    let reach = lines.len().min(REACH);
    let named: Vec<usize> = (0..reach).filter(|at| marked_name(&lines[*at]).is_some()).collect();
    let Some(&first) = named.first() else { return };
    if first > 6 || front.title.is_none() {
        return;
    }
    for at in &named {
        let line = &lines[*at];
        if let Some(author) = marked_name(line) {
            report.changed(line.number, "front-matter", Class::Stated, (&line.text, &author.name));
            front.authors.push(author);
        }
    }
    let body = lines[..reach].iter().position(|line| heading_level(&line.text).is_some());
    let mut taken = named;
    for (at, line) in lines.iter().enumerate().take(body.unwrap_or(reach)) {
        // A name with an asterisk before it looks like a note too.
        if !taken.contains(&at) && take_note_of_author(line, &mut front.authors, report) {
            taken.push(at);
        }
    }
    let mut index = 0;
    lines.retain(|_| {
        index += 1;
        !taken.contains(&(index - 1))
    });
}

/// Whether a line is the note of a mark at an author's name: where the author works, or how to
/// write there.
fn take_note_of_author(line: &Line, authors: &mut [Author], report: &mut Report) -> bool {
    let text = line.text.trim_start_matches('\\');
    if text.starts_with('*') && !text.starts_with("**") && line.words() <= 12 {
        report.removed(line.number, "front-matter", &line.text);
        return true;
    }
    let Some((marks, affiliation)) = affiliation(text) else { return false };
    let has_mark = |author: &&mut Author| {
        author.affiliation.is_none() && author.marks.iter().any(|mark| marks.contains(mark))
    };
    let mut authors: Vec<&mut Author> = authors.iter_mut().filter(has_mark).collect();
    if authors.is_empty() {
        return false;
    }
    authors.iter_mut().for_each(|author| author.affiliation = Some(affiliation.to_owned()));
    // Several may share a place; each has it beside the name.
    let after = vec![affiliation; authors.len()].join(" / ");
    report.changed(line.number, "front-matter", Class::Stated, (&line.text, &after));
    true
}

/// A short line that is a name with a mark behind it: `امید<sup>\*۱</sup>`.
fn marked_name(line: &Line) -> Option<Author> {
    let (name, rest) = line.text.split_once("<sup>")?;
    let (mark, after) = rest.split_once("</sup>")?;
    let is_name = line.words() <= 6
        && name.chars().any(char::is_alphabetic)
        && after.is_empty()
        && heading_level(name).is_none()
        && !name.contains(['.', ':', '،', '(']);
    let marks = mark.split(|ch: char| !ch.is_numeric()).filter_map(number).collect();
    is_name.then(|| Author { name: name.trim().to_owned(), affiliation: None, marks })
}

/// `۲ و ۳. Professor of …`
fn affiliation(text: &str) -> Option<(Vec<u32>, &str)> {
    let (marks, words) = text.split_once('.')?;
    let is_marks = marks.chars().all(|ch| ch.is_numeric() || matches!(ch, ' ' | 'و' | '،' | ','));
    let marks: Vec<u32> = marks.split(|ch: char| !ch.is_numeric()).filter_map(number).collect();
    let words = words.trim().trim_end_matches('.');
    (is_marks && !marks.is_empty() && !words.is_empty()).then_some((marks, words))
}
