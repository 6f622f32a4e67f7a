//! Characters that change the direction of what follows and cannot be seen.
//!
//! Unicode Technical Standard 55, "Unicode Source Code Handling", calls for showing them; in a
//! reader they have no use, since pages isolate what runs the other way.

use crate::diagnostic::{Code, Diagnostic, Fix};
use crate::source::{SourceFile, Span};

/// Each character of the kind in a file.
pub(super) fn direction_controls(file: &SourceFile) -> Vec<Diagnostic> {
    // All of them begin with one of these bytes in UTF-8; few files have the second one before
    // the third that matters.
    let bytes = file.text.as_bytes();
    let mut found = Vec::new();
    for (at, window) in bytes.windows(2).enumerate() {
        let ch = match window {
            [0xE2, 0x80 | 0x81] | [0xD8, 0x9C] => file.text[at..].chars().next(),
            _ => None,
        };
        let Some((ch, name)) = ch.and_then(|ch| Some((ch, name(ch)?))) else { continue };
        let span = Span::new(at, at + ch.len_utf8());
        let message = format!("U+{:04X}, {name}, changes the direction of what follows", ch as u32);
        let mut problem = Diagnostic::new(Code::ControlChar, &file.path, span, message).with_help(
            "delete it; for words of another direction write `<bdi lang=\"en\">…</bdi>`",
        );
        problem.fixes.push(Fix { span, replacement: String::new() });
        found.push(problem);
    }
    found
}

fn name(ch: char) -> Option<&'static str> {
    Some(match ch {
        '\u{061C}' => "ARABIC LETTER MARK",
        '\u{200E}' => "LEFT-TO-RIGHT MARK",
        '\u{200F}' => "RIGHT-TO-LEFT MARK",
        '\u{202A}' => "LEFT-TO-RIGHT EMBEDDING",
        '\u{202B}' => "RIGHT-TO-LEFT EMBEDDING",
        '\u{202C}' => "POP DIRECTIONAL FORMATTING",
        '\u{202D}' => "LEFT-TO-RIGHT OVERRIDE",
        '\u{202E}' => "RIGHT-TO-LEFT OVERRIDE",
        '\u{2066}' => "LEFT-TO-RIGHT ISOLATE",
        '\u{2067}' => "RIGHT-TO-LEFT ISOLATE",
        '\u{2068}' => "FIRST STRONG ISOLATE",
        '\u{2069}' => "POP DIRECTIONAL ISOLATE",
        _ => return None,
    })
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
            .map(|each| each.message[..6].to_owned())
            .collect();
        assert_eq!(found, ["U+200F", "U+202E", "U+2069"]);
    }
}
