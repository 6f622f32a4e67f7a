//! Diagnostics as text: for people, for `grep`, for programs.

use std::fmt::Write as _;
use std::ops::Range;

use serde_json::json;

use super::{Diagnostic, Severity};
use crate::source::{Position, SourcePath};

/// Finds the text of a file, for lines, columns and the words concerned.
pub trait Texts {
    /// What the file at `path` says; `None` when there is no such file.
    fn text(&self, path: &SourcePath) -> Option<&str>;
}

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
pub fn human(diagnostics: &[Diagnostic], texts: &impl Texts, colour: Colour) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let text = texts.text(&diagnostic.path).unwrap_or_default();
        let at = Position::of(diagnostic.span.start as usize, text);
        let label = format!("{}[{}]", diagnostic.severity().as_str(), diagnostic.code.name());
        let label = painted(&label, diagnostic.severity(), colour);
        _ = writeln!(out, "{label}: {}", visible(&diagnostic.message));
        _ = writeln!(out, "  at {}:{}:{}", diagnostic.path, at.line, at.column);
        let words = excerpt(text, diagnostic.span.range());
        if !words.is_empty() {
            _ = writeln!(out, "  in «{}»", visible(&words));
        }
        if let Some(help) = &diagnostic.help {
            _ = writeln!(out, "help: {}", visible(help));
        }
        out.push('\n');
    }
    out
}

/// One line for each diagnostic: `file:line:column: severity[code]: message`.
pub fn short(diagnostics: &[Diagnostic], texts: &impl Texts) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        let text = texts.text(&diagnostic.path).unwrap_or_default();
        let at = Position::of(diagnostic.span.start as usize, text);
        _ = writeln!(
            out,
            "{}:{}:{}: {}[{}]: {}",
            diagnostic.path,
            at.line,
            at.column,
            diagnostic.severity().as_str(),
            diagnostic.code.name(),
            visible(&diagnostic.message)
        );
    }
    out
}

/// One JSON array of objects. Lines and columns from 1, in characters; offsets of fixes in bytes.
pub fn json(diagnostics: &[Diagnostic], texts: &impl Texts) -> String {
    let objects: Vec<serde_json::Value> = diagnostics
        .iter()
        .map(|diagnostic| {
            let text = texts.text(&diagnostic.path).unwrap_or_default();
            let start = Position::of(diagnostic.span.start as usize, text);
            let end = Position::of(diagnostic.span.end as usize, text);
            let fixes: Vec<_> = diagnostic
                .fixes
                .iter()
                .map(|fix| {
                    json!({
                        "file": diagnostic.path.as_str(),
                        "start": fix.span.start,
                        "end": fix.span.end,
                        "replacement": fix.replacement,
                    })
                })
                .collect();
            json!({
                "code": diagnostic.code.name(),
                "severity": diagnostic.severity().as_str(),
                "file": diagnostic.path.as_str(),
                "line": start.line,
                "column": start.column,
                "end_line": end.line,
                "end_column": end.column,
                "message": diagnostic.message,
                "help": diagnostic.help,
                "fixes": fixes,
            })
        })
        .collect();
    format!("{:#}\n", serde_json::Value::Array(objects))
}

/// How many of each severity there are, as a closing line: `2 errors, 1 warning`.
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let counts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Notice]
        .into_iter()
        .filter_map(|severity| {
            let count = diagnostics.iter().filter(|each| each.severity() == severity).count();
            let plural = if count == 1 { "" } else { "s" };
            (count > 0).then(|| format!("{count} {}{plural}", severity.as_str()))
        })
        .collect();
    if counts.is_empty() { "no problems".into() } else { counts.join(", ") }
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

/// Text with the characters that show as nothing, or that reorder what follows, written out.
fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        let hidden = ch != '\n' && ch.is_control()
            || matches!(ch, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{FEFF}')
            || matches!(ch, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        if hidden {
            _ = write!(out, "U+{:04X}", ch as u32);
        } else {
            out.push(ch);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::Code;
    use super::*;
    use crate::source::Span;

    struct One(&'static str);

    impl Texts for One {
        fn text(&self, _: &SourcePath) -> Option<&str> {
            Some(self.0)
        }
    }

    fn unknown_concept(text: &str, words: &str) -> Diagnostic {
        let start = text.find(words).expect("the words stand in the text");
        let path = SourcePath::new("content/texts/a/fa.md");
        let span = Span::new(start, start + words.len());
        Diagnostic::new(Code::UnknownConcept, &path, span, format!("no concept `{words}`"))
            .with_help("the closest id is `sovereignty`")
    }

    #[test]
    fn people_see_the_words_and_no_caret() {
        let text = "سطر\nمفهوم حاکمت در سنت\n"; // "a line / the notion of sovreignty in tradition"
        assert_eq!(
            human(&[unknown_concept(text, "حاکمت")], &One(text), Colour::Plain),
            "error[unknown-concept]: no concept `حاکمت`\n  \
             at content/texts/a/fa.md:2:7\n  \
             in «مفهوم حاکمت در سنت»\n\
             help: the closest id is `sovereignty`\n\n"
        );
    }

    #[test]
    fn invisible_characters_are_written_out() {
        let text = "a \u{202E}b"; // right-to-left override
        let shown = human(&[unknown_concept(text, "\u{202E}")], &One(text), Colour::Plain);
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
