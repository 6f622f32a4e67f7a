//! Where the front matter of a file ends, and its keys.

use super::fields::{Fields, Report};
use super::node::{self, Node, Value};
use crate::diagnostic::{Code, control_help, control_message, message};
use crate::source::{SourcePath, Span};
use crate::text::direction_control;

/// What stands in a file behind its front matter: all of it where there is none, nothing where the
/// front matter does not end.
pub fn body_of(text: &str) -> &str {
    let path = SourcePath::new("");
    &text[FrontMatter::of(text, &mut Report::new(&path)).body_start..]
}

/// The front matter of a file and where its body starts.
pub(super) struct FrontMatter {
    /// The keys; `None` where it could not be read. Of such a file nothing more is worth telling.
    node: Option<Node>,
    /// The first byte of the body.
    pub(super) body_start: usize,
}

impl FrontMatter {
    /// Reads the front matter at the start of `text`: YAML between two lines `---`. A file
    /// without one has an empty one.
    pub(super) fn of(text: &str, report: &mut Report) -> Self {
        let start = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        let Some(yaml_start) = fence_end(text, start) else {
            report_late_fence(text, start, report);
            let node = Some(Node { span: Span::default(), value: Value::Null });
            return Self { node, body_start: start };
        };
        let mut line_start = yaml_start;
        while line_start < text.len() {
            if let Some(body_start) = fence_end(text, line_start) {
                let node = read(&text[yaml_start..line_start], yaml_start, report);
                return Self { node, body_start };
            }
            line_start = text[line_start..].find('\n').map_or(text.len(), |at| line_start + at + 1);
        }
        let message = message!("the front matter has no closing `---`");
        let help = message!("put a line `---` behind the last of its keys");
        report.add_with_help(Code::InvalidFrontMatter, Span::new(start, yaml_start), message, help);
        Self { node: None, body_start: text.len() }
    }

    /// Whether it could be read at all.
    pub(super) fn is_readable(&self) -> bool {
        self.node.is_some()
    }

    /// The keys, to be taken one by one.
    pub(super) fn fields(&self, report: &mut Report) -> Option<Fields<'_>> {
        Fields::of(self.node.as_ref()?, report)
    }
}

fn read(yaml: &str, start: usize, report: &mut Report) -> Option<Node> {
    match node::yaml(yaml, start) {
        Ok(node) if matches!(node.value, Value::Map(_) | Value::Null) => {
            report_hidden_controls(&node, yaml, start, report);
            Some(node)
        }
        Ok(node) => {
            let message =
                message!("the front matter is {kind}, not a mapping of keys", kind = node.kind());
            report.add_with_help(
                Code::InvalidFrontMatter,
                node.span,
                message,
                message!("write `title: …`"),
            );
            None
        }
        Err(error) => {
            report.add(Code::InvalidFrontMatter, error.span, error.message);
            if let (Some(last), Some(help)) = (report.diagnostics.last_mut(), error.help) {
                last.help = Some(help);
            }
            None
        }
    }
}

/// A front matter that does not begin in the first line is none; its author will not see why.
fn report_late_fence(text: &str, start: usize, report: &mut Report) {
    let blank = text[start..].len() - text[start..].trim_start().len();
    let at = start + blank;
    let line_end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    let line = text[at..line_end].trim_end();
    let is_late = blank > 0 && line == "---";
    let is_longer = line.len() > 3 && line.bytes().all(|byte| byte == b'-');
    if is_late || is_longer {
        report.add_with_help(
            Code::InvalidFrontMatter,
            Span::new(at, at + line.len()),
            message!("the front matter does not begin with a line `---` at the top of the file"),
            message!(
                "delete what stands before it, or what its first line has beyond three hyphens"
            ),
        );
    }
}

/// Characters that change direction, written as escapes: no one sees them in the file.
pub(super) fn report_hidden_controls(node: &Node, text: &str, offset: usize, report: &mut Report) {
    match &node.value {
        Value::Null => {}
        Value::Scalar(words) => {
            let start = (node.span.start as usize).saturating_sub(offset);
            let written = text.get(start..start + node.span.len()).unwrap_or_default();
            let hidden =
                words.chars().find(|ch| direction_control(*ch).is_some() && !written.contains(*ch));
            if let Some(ch) = hidden {
                let name = direction_control(ch).unwrap_or_default();
                let message = control_message(ch, name);
                report.add_with_help(Code::ControlChar, node.span, message, control_help());
            }
        }
        Value::List(items) => {
            items.iter().for_each(|item| report_hidden_controls(item, text, offset, report));
        }
        Value::Map(entries) => entries.iter().for_each(|(key, value)| {
            report_hidden_controls(key, text, offset, report);
            report_hidden_controls(value, text, offset, report);
        }),
    }
}

/// The byte after a line `---` that starts at `start`.
fn fence_end(text: &str, start: usize) -> Option<usize> {
    let rest = text[start..].strip_prefix("---")?;
    let line_end = rest.find('\n').unwrap_or(rest.len());
    let is_fence = rest[..line_end].trim().is_empty();
    is_fence.then(|| (start + 3 + line_end + 1).min(text.len()))
}
