//! For reviews on GitHub: workflow commands, and the summary of a job.
//!
//! <https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands>

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{Place, Texts, is_hidden, short, summary};
use crate::diagnostic::{Diagnostic, MessageLanguage, Severity};
use crate::source::Span;
use crate::text::percent_encoded;

/// How many annotations of each severity GitHub shows for one step of a job.
const SHOWN: usize = 10;

/// The longest list that the summary of a step has room for, in bytes. GitHub refuses summaries of
/// more than 1 MiB as a whole.
const SUMMARY_ROOM: usize = 900 * 1024;

/// What a step of a workflow prints.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotations {
    /// One workflow command a line: the ten first of each severity.
    pub commands: String,
    /// The others, one a line, as [`short`] shows them.
    pub rest: String,
}

/// Workflow commands that show the diagnostics at their lines: errors first, within each severity
/// in the given order. `folder` is what stands before the paths of files: the folder of the
/// project within its repository, empty or with a final slash.
///
/// A span of several lines is shown on its first: an annotation with columns has one line.
pub fn github(diagnostics: &[Diagnostic], texts: &impl Texts, folder: &str) -> Annotations {
    let mut annotations = Annotations::default();
    let mut counts = BTreeMap::new();
    for diagnostic in by_severity(diagnostics) {
        let count: &mut usize = counts.entry(diagnostic.severity()).or_default();
        if *count < SHOWN {
            annotations.commands.push_str(&command(diagnostic, texts, folder));
        } else {
            annotations.rest.push_str(&short(std::slice::from_ref(diagnostic), texts));
        }
        *count += 1;
    }
    annotations
}

fn by_severity(diagnostics: &[Diagnostic]) -> impl Iterator<Item = &Diagnostic> {
    Severity::ALL.into_iter().flat_map(move |severity| {
        diagnostics.iter().filter(move |diagnostic| diagnostic.severity() == severity)
    })
}

fn command(diagnostic: &Diagnostic, texts: &impl Texts, folder: &str) -> String {
    let text = texts.text(&diagnostic.path).unwrap_or_default();
    let Place { start, end } = Place::of_span(first_line(diagnostic.span, text), text);
    let mut message = diagnostic.message.plain();
    if let Some(help) = &diagnostic.help {
        message.push_str("\nhelp: ");
        message.push_str(&help.plain());
    }
    format!(
        "::{} file={},line={},col={},endColumn={},title={}::{}\n",
        diagnostic.severity().as_str(),
        property(&format!("{folder}{}", diagnostic.path)),
        start.line,
        start.column,
        end.column,
        property(diagnostic.code.name()),
        message_text(&message),
    )
}

/// What of a span stands on its first line.
fn first_line(span: Span, text: &str) -> Span {
    let words = text.get(span.range()).unwrap_or_default();
    match words.lines().next() {
        Some(first) if words.contains('\n') => {
            Span::new(span.start as usize, span.start as usize + first.len())
        }
        _ => span,
    }
}

/// The text of a command. Characters that cannot be seen are written out, as everywhere.
fn message_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        match ch {
            '%' => out.push_str("%25"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            ch if is_hidden(ch) => _ = write!(out, "U+{:04X}", ch as u32),
            ch => out.push(ch),
        }
    }
    out
}

/// A property of a command, in which a colon and a comma are marks too.
fn property(text: &str) -> String {
    message_text(text).replace(':', "%3A").replace(',', "%2C")
}

/// All diagnostics as a table in Markdown, in the order of [`github`], for the summary of a job.
///
/// `files` is the address below which a reader of the summary finds the files, with a final slash.
pub fn github_summary(
    diagnostics: &[Diagnostic],
    texts: &impl Texts,
    folder: &str,
    files: Option<&str>,
) -> String {
    let mut out = format!("### hashiya: {}\n\n", summary(diagnostics, MessageLanguage::English));
    if diagnostics.is_empty() {
        return out;
    }
    out.push_str("| severity | place | problem | code |\n|---|---|---|---|\n");
    for (index, diagnostic) in by_severity(diagnostics).enumerate() {
        let row = row(diagnostic, texts, folder, files);
        if out.len() + row.len() > SUMMARY_ROOM {
            let left = diagnostics.len() - index;
            _ = writeln!(out, "\n{left} more are listed by `hashiya check`.");
            break;
        }
        out.push_str(&row);
    }
    out.push('\n');
    out
}

fn row(diagnostic: &Diagnostic, texts: &impl Texts, folder: &str, files: Option<&str>) -> String {
    let start = Place::of(diagnostic, texts).start;
    let path = format!("{folder}{}", diagnostic.path);
    let mut place = format!("{}:{}:{}", cell(&path), start.line, start.column);
    if let Some(files) = files {
        // Without `plain=1` a Markdown file is shown as a page, which has no lines.
        place = format!("[{place}]({files}{}?plain=1#L{})", percent_encoded(&path), start.line);
    }
    let mut problem = cell(&diagnostic.message.plain());
    if let Some(help) = &diagnostic.help {
        _ = write!(problem, "<br>{}", cell(&help.plain()));
    }
    let severity = diagnostic.severity().as_str();
    format!("| {severity} | {place} | {problem} | {} |\n", diagnostic.code.name())
}

/// Words for a cell of a table: what is Markdown or HTML in them is shown as it is written, but
/// words between backticks are set as code.
fn cell(text: &str) -> String {
    let pieces: Vec<String> = text.split('`').map(plain).collect();
    if pieces.len().is_multiple_of(2) {
        return pieces.join("\\`");
    }
    let in_pairs = pieces.iter().enumerate().map(|(index, piece)| {
        if index.is_multiple_of(2) {
            piece.clone()
        } else {
            format!("<code dir=\"auto\">{piece}</code>")
        }
    });
    in_pairs.collect()
}

fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        match ch {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\n' | '\r' => out.push(' '),
            ch if is_hidden(ch) => _ = write!(out, "U+{:04X}", ch as u32),
            '\\' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' | '$' => out.extend(['\\', ch]),
            ch => out.push(ch),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::format::testing::One;
    use crate::diagnostic::{Code, Message};
    use crate::source::SourcePath;

    fn problem(code: Code, path: &str, span: (usize, usize), message: &str) -> Diagnostic {
        Diagnostic::new(
            code,
            &SourcePath::new(path),
            Span::new(span.0, span.1),
            Message::verbatim(message),
        )
    }

    #[test]
    fn a_command_has_its_place_in_characters() {
        let text = "سطر\nمفهوم حاکمت در سنت\n"; // "a line / the notion of sovreignty in tradition"
        let at = text.find("حاکمت").expect("it is there");
        let span = (at, at + "حاکمت".len());
        let problem = problem(Code::UnknownConcept, "content/a/fa.md", span, "no concept `حاکمت`")
            .with_help(Message::verbatim("write `حاکمیت`")); // "sovereignty"
        assert_eq!(
            github(&[problem], &One(text), "").commands,
            "::error file=content/a/fa.md,line=2,col=7,endColumn=12,title=unknown-concept\
             ::no concept `حاکمت`%0Ahelp: write `حاکمیت`\n"
        );
    }

    #[test]
    fn what_would_end_a_command_is_escaped() {
        let message = "50 % of\r\n`a:b,c` and \u{202E}";
        let problem = problem(Code::UnevenSection, "content/a,b/50%:x.md", (0, 0), message);
        assert_eq!(
            github(&[problem], &One(""), "course/").commands,
            "::warning file=course/content/a%2Cb/50%25%3Ax.md,line=1,col=1,endColumn=1,\
             title=uneven-section::50 %25 of%0D%0A`a:b,c` and U+202E\n"
        );
    }

    #[test]
    fn a_span_of_several_lines_is_shown_on_its_first() {
        let problem = problem(Code::UnusedConcept, "a.md", (1, 9), "x");
        let shown = github(&[problem], &One("one two\r\nthree\n"), "").commands;
        assert!(shown.starts_with("::notice file=a.md,line=1,col=2,endColumn=8,"), "{shown}");
    }

    #[test]
    fn ten_of_each_severity_are_shown_and_no_other_is_lost() {
        let mut problems: Vec<Diagnostic> =
            (0..12).map(|_| problem(Code::UnevenSection, "a.md", (0, 0), "x")).collect();
        problems.extend((0..12).map(|_| problem(Code::UnknownText, "a.md", (0, 0), "x")));
        let shown = github(&problems, &One(""), "");
        let severities: Vec<&str> =
            shown.commands.lines().filter_map(|line| line.split([':', ' ']).nth(2)).collect();
        assert_eq!(severities, [["error"; 10], ["warning"; 10]].concat());
        assert_eq!(shown.rest.lines().count(), 4);
    }

    #[test]
    fn a_table_keeps_its_cells() {
        let problem = problem(Code::UnknownText, "a|b.md", (0, 0), "no `x|<b>` in *a*")
            .with_help(Message::verbatim("one\ntwo"));
        let table = github_summary(&[problem], &One(""), "", Some("https://example.org/"));
        assert_eq!(
            table,
            "### hashiya: 1 error\n\n\
             | severity | place | problem | code |\n|---|---|---|---|\n\
             | error | [a\\|b.md:1:1](https://example.org/a%7Cb.md?plain=1#L1) \
             | no <code dir=\"auto\">x\\|&lt;b&gt;</code> in \\*a\\*<br>one two | unknown-text |\n\n"
        );
    }

    #[test]
    fn a_table_has_room_in_a_summary() {
        let long = "س".repeat(1_000);
        let problems: Vec<Diagnostic> =
            (0..2_000).map(|_| problem(Code::UnknownText, "a.md", (0, 0), &long)).collect();
        let table = github_summary(&problems, &One(""), "", None);
        assert!(table.len() < 1024 * 1024 && table.contains(" more are listed by "));
    }
}
