//! Values as a script holds them.

use std::fmt::Write as _;

/// Appends `text` as a string of JSON that may stand in a script in HTML: it ends no element, and
/// no line in engines that count U+2028 and U+2029 as ends of lines.
pub(super) fn push_string(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.find(needs_escape) {
        out.push_str(&rest[..at]);
        let character = rest[at..].chars().next().unwrap_or_default();
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            other => _ = write!(out, "\\u{:04x}", other as u32),
        }
        rest = &rest[at + character.len_utf8()..];
    }
    out.push_str(rest);
    out.push('"');
}

fn needs_escape(character: char) -> bool {
    matches!(character, '"' | '\\' | '<' | '\u{2028}' | '\u{2029}' | '\u{FEFF}')
        || character.is_control()
}

/// Appends items with commas between them, in brackets.
pub(super) fn push_list<T>(
    out: &mut String,
    items: impl IntoIterator<Item = T>,
    mut push: impl FnMut(&mut String, T),
) {
    out.push('[');
    for (place, item) in items.into_iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        push(out, item);
    }
    out.push(']');
}

/// Appends entries with commas between them, in braces.
pub(super) fn push_map<'k, T>(
    out: &mut String,
    entries: impl IntoIterator<Item = (&'k str, T)>,
    mut push: impl FnMut(&mut String, T),
) {
    out.push('{');
    for (place, (key, value)) in entries.into_iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        push_string(out, key);
        out.push(':');
        push(out, value);
    }
    out.push('}');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_ends_neither_a_script_nor_a_line() {
        let hostile = "</script><!--\u{2028}\u{2029}\"\\\n\u{0}أمن"; // security
        let mut json = String::new();
        push_string(&mut json, hostile);
        assert!(!json.contains('<') && !json.contains('\u{2028}') && !json.contains('\n'));
        assert_eq!(serde_json::from_str::<String>(&json).ok().as_deref(), Some(hostile));
    }
}
