//! Style sheets and scripts without what only their authors read.
//!
//! Every page waits for the style sheet of a theme, and a third of it is comments and spaces. Only
//! whole lines are looked at, so that no grammar has to be known; within a line of a style sheet
//! those spaces go that mean nothing wherever they stand.

/// A language of which whole lines can be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    Css,
    JavaScript,
}

impl Language {
    /// That of a file, by its name.
    pub(super) fn of(name: &str) -> Option<Self> {
        match name.rsplit_once('.')?.1 {
            "css" => Some(Self::Css),
            "js" => Some(Self::JavaScript),
            _ => None,
        }
    }
}

/// `source` without indentation, empty lines and comments that have lines for themselves, except
/// those that begin with `/*!`, as licences do.
///
/// `None` if something in it may reach over the end of a line and mean something else then: a
/// template literal, a string with its line ends escaped, a comment with words behind it.
pub(super) fn lean(source: &str, language: Language) -> Option<String> {
    let reaches_over = |line: &str| line.ends_with('\\') || line.matches('`').count() % 2 == 1;
    if source.lines().any(reaches_over) {
        return None;
    }
    let mut out = String::with_capacity(source.len());
    let mut is_comment = false;
    for line in source.lines().map(str::trim) {
        let is_line_comment = language == Language::JavaScript && line.starts_with("//");
        if !is_comment && (line.is_empty() || is_line_comment) {
            continue;
        }
        is_comment |= line.starts_with("/*") && !line.starts_with("/*!");
        if !is_comment {
            push_line(&mut out, line, language);
        } else if let Some(end) = line.find("*/") {
            if end + 2 < line.len() {
                return None;
            }
            is_comment = false;
        }
    }
    Some(out)
}

/// A style sheet needs no end of line where a rule, a declaration or a selector ends. A script
/// may, for the semicolons that it leaves to it.
fn push_line(out: &mut String, line: &str, language: Language) {
    match language {
        Language::JavaScript => out.push_str(line),
        Language::Css => push_squeezed(out, line),
    }
    if language == Language::JavaScript || !line.ends_with(['{', '}', ';', ',']) {
        out.push('\n');
    }
}

/// A line of a style sheet without the spaces beside signs that part things anyway, and without
/// the semicolon before the end of a rule; strings and lines with a comment stay as they are.
fn push_squeezed(out: &mut String, line: &str) {
    if line.contains("/*") {
        out.push_str(line);
        return;
    }
    let mut string_of = None;
    let mut chars = line.chars().peekable();
    while let Some(ch) = chars.next() {
        if string_of.is_some() {
            out.push(ch);
            if ch == '\\' {
                out.extend(chars.next());
            } else if Some(ch) == string_of {
                string_of = None;
            }
            continue;
        }
        let parts_before = || out.ends_with(['{', '}', ';', ',', '>', ':', '(', ' ']);
        let parts_behind = matches!(chars.peek(), Some('{' | '}' | ';' | ',' | '>' | ')' | ' '));
        match ch {
            ' ' if parts_before() || parts_behind => {}
            '}' if out.ends_with(';') => {
                out.pop();
                out.push('}');
            }
            '"' | '\'' => {
                string_of = Some(ch);
                out.push(ch);
            }
            _ => out.push(ch),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(language: Language, source: &str, expected: Option<&str>) {
        assert_eq!(lean(source, language).as_deref(), expected);
    }

    #[test]
    fn comments_on_lines_of_their_own_and_indentation_go() {
        check(
            Language::Css,
            "/* One,\n   two. */\n\na {\n  color: red; /* why */\n  margin:\n    0;\n}\n",
            Some("a{color: red; /* why */\nmargin:\n0}"),
        );
        check(
            Language::JavaScript,
            "// One.\n  /* Two. */\nf()\n  // Three.\n\n(1);\n",
            Some("f()\n(1);\n"),
        );
    }

    #[test]
    fn licences_stay() {
        check(Language::Css, "/*! MIT */\na {}\n", Some("/*! MIT */\na{}"));
    }

    #[test]
    fn spaces_that_mean_something_stay() {
        check(
            Language::Css,
            "a > b :is(c, d) { margin: calc(1em + 2px) auto; }\n",
            Some("a>b :is(c,d){margin:calc(1em + 2px) auto}"),
        );
        check(
            Language::Css,
            "@media print, (min-width: 48em) { a::before { content: \"\\\" ; } \"; } }\n",
            Some("@media print,(min-width:48em){a::before{content:\"\\\" ; } \"}}"),
        );
    }

    #[test]
    fn what_reaches_over_lines_is_left_as_it_is() {
        check(Language::JavaScript, "f(`a\n  // b`);\n", None);
        check(Language::JavaScript, "f(\"a\\\n  // b\");\n", None);
        check(Language::JavaScript, "/* a\n */ f();\n", None);
    }

    #[test]
    fn what_looks_like_a_comment_within_a_line_is_none() {
        check(Language::Css, "a { content: \"/* b */\"; }\n", Some("a { content: \"/* b */\"; }"));
        check(Language::JavaScript, "f(\"//\", /\\/*/);\n", Some("f(\"//\", /\\/*/);\n"));
    }
}
