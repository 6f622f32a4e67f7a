//! A value of a front matter written anew.

use crate::source::Span;

/// Words, one line of them, as they are written in place of the single value at `span` of `text`: in
/// the style of the value if they can be (YAML 1.2.2, chapters 7 and 8). `None` where other keys may
/// hang on the value, by an anchor, or where a tag says what it is.
pub fn rewritten(text: &str, span: Span, words: &str) -> Option<String> {
    let (before, value) = (text.get(..span.start as usize)?, text.get(span.range())?);
    if before.split_whitespace().next_back().is_some_and(|word| word.starts_with(['&', '!'])) {
        return None;
    }
    match value.chars().next()? {
        _ if is_in_block(before) => Some(words.to_owned()),
        '"' => Some(double_quoted(words)),
        '\'' => Some(single_quoted(words)),
        // An alias is not changed by a change of what it stands for.
        _ if is_plain(words) => Some(words.to_owned()),
        _ if words.contains(['"', '\\']) => Some(single_quoted(words)),
        _ => Some(double_quoted(words)),
    }
}

/// Whether what follows is the first line of a block: `|` or `>` ends the line before, with how the
/// block is indented and how it ends, and perhaps a comment.
fn is_in_block(before: &str) -> bool {
    let Some(before) = before.trim_end_matches(' ').strip_suffix('\n') else { return false };
    let line = before.trim_end().lines().next_back().unwrap_or_default();
    let line = line.split(" #").next().unwrap_or_default();
    let head = line.split_whitespace().next_back().unwrap_or_default();
    head.strip_prefix(['|', '>'])
        .is_some_and(|rest| rest.chars().all(|ch| matches!(ch, '+' | '-' | '1'..='9')))
}

/// YAML has the strings of JSON.
fn double_quoted(words: &str) -> String {
    serde_json::Value::from(words).to_string()
}

fn single_quoted(words: &str) -> String {
    format!("'{}'", words.replace('\'', "''"))
}

/// Whether words mean themselves without quotation marks, within brackets too. Not all that YAML
/// allows, but all that prose needs and no one has to look up.
fn is_plain(words: &str) -> bool {
    const NO_WORDS: [&str; 8] = ["null", "true", "false", "yes", "no", "on", "off", "nan"];
    let is_plain = |ch: char| {
        let is_mark_of_yaml = ":#,[]{}&*!|>'\"%@`?=~\\".contains(ch);
        ch == ' ' || !(is_mark_of_yaml || ch.is_control() || ch.is_whitespace())
    };
    words.starts_with(char::is_alphabetic)
        && words.chars().all(is_plain)
        && !NO_WORDS.contains(&&*words.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::node::{Value, yaml};
    use super::*;

    /// The mapping with its first value written anew.
    fn with(text: &str, words: &str) -> Option<String> {
        let Value::Map(entries) = yaml(text, 0).expect("it is YAML").value else { return None };
        let span = entries.first()?.1.span;
        let written = rewritten(text, span, words)?;
        Some(format!("{}{written}{}", &text[..span.start as usize], &text[span.end as usize..]))
    }

    #[track_caller]
    fn check(text: &str, words: &str, expected: &str) {
        assert_eq!(with(text, words).as_deref(), Some(expected));
    }

    #[test]
    fn the_style_stays() {
        check("{a: قوى}", "قوة", "{a: قوة}"); // "powers", "power"
        check("a: قوى # ¶3\nb: c", "قوة", "a: قوة # ¶3\nb: c");
        check("a: 'it''s'", "it isn't", "a: 'it isn''t'");
        check(r#"a: "a \"b\"""#, r#"a "c""#, r#"a: "a \"c\"""#);
        check("a: |-\n    قوى\n    كبرى\nb: c", "قوى: عظمى", "a: |-\n    قوى: عظمى\nb: c"); // "great powers"
        check("a: >2+ # c\r\n\r\n  a\r\n  b\r\n", "c", "a: >2+ # c\r\n\r\n  c\r\n");
        check("a:\n  b\n  c\n", "d", "a:\n  d\n");
    }

    #[test]
    fn what_yaml_would_take_for_something_else_is_quoted() {
        check("a: b", "a: b", r#"a: "a: b""#);
        check("a: b", "[a]", r#"a: "[a]""#);
        check("a: b", r#"a "b", c"#, r#"a: 'a "b", c'"#);
        check("a: b", "1945", r#"a: "1945""#);
        check("a: b", "No", r#"a: "No""#);
    }

    #[test]
    fn what_other_keys_hang_on_stays() {
        assert_eq!(with("a: &b c\nd: *b\n", "e"), None);
        assert_eq!(with("a: !!str c\n", "e"), None);
    }

    proptest! {
        #[test]
        fn any_line_is_read_again_as_it_was(words in r#"[a-z:#,' "\\\[{&*!|>%@`~0-9\u{200C}ا-ي«»؛.-]{1,20}"#) {
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assume!(!words.is_empty());
            for text in ["{a: b}", "a: b\n", "a: 'b'\n", "a: \"b\"", "a: |\n  b\nc: d", "a: >-\n  b\n  c\n"] {
                let written = with(text, &words).expect("a value without an anchor");
                let read = yaml(&written, 0).expect("it is YAML").value;
                let Value::Map(entries) = read else { panic!("{written} is no mapping") };
                let Value::Scalar(read) = &entries[0].1.value else { panic!("{written} has no words") };
                prop_assert_eq!(read.trim_end(), &words);
            }
        }
    }
}
