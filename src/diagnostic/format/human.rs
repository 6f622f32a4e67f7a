//! For people.

use std::fmt::Write as _;
use std::ops::Range;

use super::Texts;
use crate::diagnostic::{Diagnostic, Message, MessageLanguage, Severity, message};
use crate::source::Position;

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
    let mut out = String::new();
    let said = |message: Message| message.in_language(language).shown().into_owned();
    for diagnostic in diagnostics {
        let text = texts.text(&diagnostic.path).unwrap_or_default();
        let at = Position::of(diagnostic.span.start as usize, text);
        let diagnostic = diagnostic.in_language(language);
        let label = said(label(diagnostic.severity(), diagnostic.code.name()));
        let label = painted(&label, diagnostic.severity(), colour);
        let place = format!("{}:{}:{}", diagnostic.path, at.line, at.column);
        _ = writeln!(out, "{label}: {}", diagnostic.message.shown());
        _ = writeln!(out, "  {}", said(message!("at {place}", place)));
        let words = excerpt(text, diagnostic.span.range());
        if !words.is_empty() {
            _ = writeln!(out, "  {}", said(message!("in «{words}»", words)));
        }
        if let Some(help) = &diagnostic.help {
            _ = writeln!(out, "{}: {}", said(message!("help")), help.shown());
        }
        out.push('\n');
    }
    out
}

fn label(severity: Severity, code: &str) -> Message {
    match severity {
        Severity::Error => message!("error[{code}]", code),
        Severity::Warning => message!("warning[{code}]", code),
        Severity::Notice => message!("notice[{code}]", code),
    }
}

fn painted(label: &str, severity: Severity, colour: Colour) -> String {
    let sequence = match (colour, severity) {
        (Colour::Plain, _) => return label.to_owned(),
        (Colour::Ansi, Severity::Error) => "1;31",
        (Colour::Ansi, Severity::Warning) => "1;33",
        (Colour::Ansi, Severity::Notice) => "1;36",
    };
    format!("\u{1b}[{sequence}m{label}\u{1b}[0m")
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
    let start = text[line_start..inner_start]
        .char_indices()
        .rev()
        .skip(CONTEXT)
        .find(|(_, ch)| ch.is_whitespace())
        .map_or(line_start, |(at, ch)| line_start + at + ch.len_utf8());
    let end = text[inner_end..line_end]
        .char_indices()
        .skip(CONTEXT)
        .find(|(_, ch)| ch.is_whitespace())
        .map_or(line_end, |(at, _)| inner_end + at);
    let before = if start > line_start { "… " } else { "" };
    let after = if end < line_end { " …" } else { "" };
    format!("{before}{}{after}", text[start..end].trim())
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
}
