//! For people.

use std::ops::Range;

use super::{Texts, label};
use crate::diagnostic::{Diagnostic, Message, MessageLanguage, Severity, message};
use crate::source::{Position, Positions};

/// Whether output may carry terminal colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// ANSI escape sequences.
    Ansi,
    /// None.
    Plain,
}

/// For people: a few lines for each diagnostic, and a blank line after it.
///
/// There is no caret under the words: terminals reorder right-to-left text and it would point
/// elsewhere. The words are quoted instead.
pub fn human(
    diagnostics: &[Diagnostic],
    texts: &impl Texts,
    colour: Colour,
    language: MessageLanguage,
) -> String {
    /// About how many bytes a diagnostic has.
    const SIZE: usize = 300;
    let mut out = String::with_capacity(diagnostics.len() * SIZE);
    for of_file in diagnostics.chunk_by(|a, b| a.path == b.path) {
        let text = texts.text(&of_file[0].path).unwrap_or_default();
        let mut positions = Positions::of(text);
        for diagnostic in of_file {
            let at = positions.at(diagnostic.span.start as usize);
            tell(&mut out, diagnostic, (text, at), colour, language);
        }
    }
    out
}

fn tell(
    out: &mut String,
    diagnostic: &Diagnostic,
    (text, at): (&str, Position),
    colour: Colour,
    language: MessageLanguage,
) {
    let say = |out: &mut String, message: &Message| message.show_in(out, language);
    let severity = diagnostic.severity();
    let (begin, end) = paint(severity, colour);
    out.push_str(begin);
    say(out, &label(severity, diagnostic.code.name()));
    out.push_str(end);
    out.push_str(": ");
    say(out, &diagnostic.message);
    out.push_str("\n  ");
    let place = format!("{}:{}:{}", diagnostic.path, at.line, at.column);
    say(out, &message!("at {place}", place));
    let words = excerpt(text, diagnostic.span.range());
    if !words.is_empty() {
        out.push_str("\n  ");
        say(out, &message!("in «{words}»", words));
    }
    if let Some(help) = &diagnostic.help {
        out.push('\n');
        say(out, &message!("help"));
        out.push_str(": ");
        say(out, help);
    }
    out.push_str("\n\n");
}

/// What begins and ends the colour of a label.
fn paint(severity: Severity, colour: Colour) -> (&'static str, &'static str) {
    match (colour, severity) {
        (Colour::Plain, _) => ("", ""),
        (Colour::Ansi, Severity::Error) => ("\u{1b}[1;31m", "\u{1b}[0m"),
        (Colour::Ansi, Severity::Warning) => ("\u{1b}[1;33m", "\u{1b}[0m"),
        (Colour::Ansi, Severity::Notice) => ("\u{1b}[1;36m", "\u{1b}[0m"),
    }
}

/// The words of a line around `range`, about four on each side.
fn excerpt(text: &str, range: Range<usize>) -> String {
    const CONTEXT: usize = 24;
    if range.end > text.len() {
        return String::new();
    }
    let line_start = text[..range.start].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = text[range.start..].find('\n').map_or(text.len(), |at| range.start + at);
    let line_end = text[..line_end].trim_end().len().max(line_start);
    let inner_end = range.end.clamp(range.start.min(line_end), line_end);
    let inner_start = range.start.min(inner_end);
    let back = text[line_start..inner_start].char_indices().rev().skip(CONTEXT);
    let start = end_of_word(back).map_or(line_start, |(at, ch)| {
        line_start + at + if ch.is_whitespace() { ch.len_utf8() } else { 0 }
    });
    let on = text[inner_end..line_end].char_indices().skip(CONTEXT);
    let end = end_of_word(on).map_or(line_end, |(at, _)| inner_end + at);
    let before = if start > line_start { "… " } else { "" };
    let after = if end < line_end { " …" } else { "" };
    format!("{before}{}{after}", text[start..end].trim())
}

/// The first space, or the character at which a word becomes too long to be shown whole.
fn end_of_word(characters: impl Iterator<Item = (usize, char)>) -> Option<(usize, char)> {
    const LONGEST: usize = 40;
    let mut counted = characters.enumerate();
    let found = counted.find(|(count, (_, ch))| ch.is_whitespace() || *count == LONGEST);
    found.map(|(_, found)| found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::diagnostic::format::testing::One;
    use crate::source::{SourcePath, Span};

    fn unknown_concept(text: &str, words: &str) -> Diagnostic {
        let start = text.find(words).expect("the words stand in the text");
        let path = SourcePath::new("content/texts/a/fa.md");
        let span = Span::new(start, start + words.len());
        Diagnostic::new(
            Code::UnknownConcept,
            &path,
            span,
            message!("no concept `{id}`", id = words),
        )
        .with_help(message!("the closest id is `{near}`", near = "sovereignty"))
    }

    #[test]
    fn people_see_the_words_and_no_caret() {
        let text = "سطر\nمفهوم حاکمت در سنت\n"; // "a line / the notion of sovreignty in tradition"
        assert_eq!(
            human(
                &[unknown_concept(text, "حاکمت")],
                &One(text),
                Colour::Plain,
                MessageLanguage::English
            ),
            "error[unknown-concept]: no concept `حاکمت`\n  \
             at content/texts/a/fa.md:2:7\n  \
             in «مفهوم حاکمت در سنت»\n\
             help: the closest id is `sovereignty`\n\n"
        );
    }

    #[test]
    fn invisible_characters_are_written_out() {
        let text = "a \u{202E}b"; // right-to-left override
        let shown = human(
            &[unknown_concept(text, "\u{202E}")],
            &One(text),
            Colour::Plain,
            MessageLanguage::English,
        );
        assert!(shown.contains("U+202E") && !shown.contains('\u{202E}'));
    }

    #[test]
    fn an_excerpt_keeps_to_its_line_and_to_whole_words() {
        let text = "one two three four five six seven eight nine ten eleven twelve\nnext";
        let at = text.find("seven").expect("it is there");
        assert_eq!(
            excerpt(text, at..at + 5),
            "… two three four five six seven eight nine ten eleven twelve"
        );
        assert_eq!(excerpt(text, text.len()..text.len()), "next");
        assert_eq!(excerpt("", 0..0), "");
    }

    #[test]
    fn of_words_without_an_end_a_part_is_quoted() {
        let text = format!("{}حاکمت{}", "س".repeat(500), "ن".repeat(500));
        let start = text.find("حاکمت").expect("the words stand in the text");
        let quoted = excerpt(&text, start..start + "حاکمت".len());
        assert_eq!(quoted, format!("… {}حاکمت{} …", "س".repeat(65), "ن".repeat(64)));
    }
}
