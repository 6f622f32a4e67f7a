//! Where the front matter of a file ends, and its keys.

use super::fields::{Fields, Report};
use super::node::{self, Node, Value};
use crate::diagnostic::Code;
use crate::source::Span;

/// The front matter of a file and where its body starts.
pub(super) struct FrontMatter {
    node: Node,
    /// The first byte of the body.
    pub(super) body_start: usize,
}

impl FrontMatter {
    /// Reads the front matter at the start of `text`: YAML between two lines `---`. A file
    /// without one has an empty one.
    pub(super) fn of(text: &str, report: &mut Report) -> Self {
        let empty = |body_start| Self {
            node: Node { span: Span::default(), value: Value::Null },
            body_start,
        };
        let start = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        let Some(yaml_start) = fence_end(text, start) else {
            return empty(start);
        };
        let mut line_start = yaml_start;
        while line_start < text.len() {
            if let Some(body_start) = fence_end(text, line_start) {
                let yaml = &text[yaml_start..line_start];
                return match node::yaml(yaml, yaml_start) {
                    Ok(node) => Self { node, body_start },
                    Err(error) => {
                        report.add_with_help(
                            Code::InvalidFrontMatter,
                            error.span,
                            error.message,
                            "put a value that holds a colon or begins with a mark in quotation marks: `title: \"…: …\"`",
                        );
                        Self {
                            node: Node { span: Span::at(yaml_start), value: UNREADABLE },
                            body_start,
                        }
                    }
                };
            }
            line_start = text[line_start..].find('\n').map_or(text.len(), |at| line_start + at + 1);
        }
        let message = "the front matter has no closing `---`";
        report.add(Code::InvalidFrontMatter, Span::new(start, yaml_start), message);
        Self {
            node: Node { span: Span::at(yaml_start), value: UNREADABLE },
            body_start: text.len(),
        }
    }

    /// Whether it could be read at all. Of what could not, nothing more is worth telling.
    pub(super) fn is_readable(&self) -> bool {
        !matches!(&self.node.value, Value::List(items) if items.is_empty())
    }

    /// The keys, to be taken one by one.
    pub(super) fn fields(&self, report: &mut Report) -> Option<Fields<'_>> {
        if self.is_readable() { Fields::of(&self.node, report) } else { None }
    }
}

/// Stands for a front matter that is no YAML.
const UNREADABLE: Value = Value::List(Vec::new());

/// The byte after a line `---` that starts at `start`.
fn fence_end(text: &str, start: usize) -> Option<usize> {
    let rest = text[start..].strip_prefix("---")?;
    let line_end = rest.find('\n').unwrap_or(rest.len());
    let is_fence = rest[..line_end].trim().is_empty();
    is_fence.then(|| (start + 3 + line_end + 1).min(text.len()))
}
