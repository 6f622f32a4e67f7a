//! Characters that change the direction of what follows, as they stand in files.

use crate::diagnostic::{Code, Diagnostic, Fix, control_help, control_message};
use crate::source::{SourceFile, Span};
use crate::text::{Class, direction_control};

/// Each character of the kind in a file.
pub(super) fn direction_controls(file: &SourceFile) -> Vec<Diagnostic> {
    // Arabic text is full of D8, the first byte of one of them in UTF-8, but 9C, its second, is
    // rare; all others begin with E2.
    let bytes = file.text.as_bytes();
    let mut found = Vec::new();
    for at in memchr::memchr2_iter(0x9C, 0xE2, bytes) {
        let at = if bytes[at] == 0x9C { at.wrapping_sub(1) } else { at };
        let ch = file.text.get(at..).and_then(|rest| rest.chars().next());
        let Some((ch, name)) = ch.and_then(|ch| Some((ch, direction_control(ch)?))) else {
            continue;
        };
        let span = Span::new(at, at + ch.len_utf8());
        let message = control_message(ch, name);
        let mut problem =
            Diagnostic::new(Code::ControlChar, &file.path, span, message).with_help(control_help());
        problem.fixes.push(Fix { span, replacement: String::new() });
        // It may have turned words about that will now have to be isolated.
        problem.class = Some(Class::Stated);
        found.push(problem);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourcePath;

    #[test]
    fn each_is_named_and_the_half_space_is_none() {
        let text = "می\u{200C}شود \u{200F}a\u{202E}b\u{2069}".to_owned(); // "becomes"
        let file = SourceFile::new(SourcePath::new("content/pages/a/fa.md"), text);
        let found: Vec<String> = direction_controls(&file)
            .into_iter()
            .map(|each| each.message.to_string()[..6].to_owned())
            .collect();
        assert_eq!(found, ["U+200F", "U+202E", "U+2069"]);
    }
}
