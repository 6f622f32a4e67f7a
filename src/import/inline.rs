//! Runs of words with a style become inline Markdown.

use super::markup::escape;

/// Where words stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Position {
    /// On the line.
    #[default]
    Line,
    /// Above it.
    Raised,
    /// Below it.
    Lowered,
}

/// How words are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own in what is read")]
pub(super) struct Style {
    pub(super) strong: bool,
    pub(super) emphasis: bool,
    pub(super) struck: bool,
    pub(super) code: bool,
    pub(super) position: Position,
    /// Where the words lead: an http(s) or mail address.
    pub(super) link: Option<String>,
}

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Words.
    Words(String, Style),
    /// The mark of a footnote, by its label.
    Note(String),
    /// The end of a line within a paragraph.
    Break,
}

/// The pieces as inline Markdown, without white space at the ends. Spaces stand outside of marks, and
/// any run of white space is one space.
pub(super) fn inline(pieces: &[Piece]) -> String {
    let mut out = String::new();
    for piece in merged(pieces) {
        match piece {
            Piece::Note(label) => {
                let kept = out.trim_end().len();
                out.truncate(kept);
                out.extend(["[^", &label, "]"]);
            }
            Piece::Break => {
                let kept = out.trim_end().len();
                out.truncate(kept);
                out.push_str("<br>");
            }
            Piece::Words(words, style) => push_words(&words, &style, &mut out),
        }
    }
    let out = out.trim();
    let out = out.strip_prefix("<br>").unwrap_or(out);
    out.strip_suffix("<br>").unwrap_or(out).trim().to_owned()
}

/// Neighbours of one style as one.
fn merged(pieces: &[Piece]) -> Vec<Piece> {
    let mut merged: Vec<Piece> = Vec::new();
    for piece in pieces {
        match (merged.last_mut(), piece) {
            (Some(Piece::Words(words, style)), Piece::Words(more, other)) if style == other => {
                words.push_str(more);
            }
            _ => merged.push(piece.clone()),
        }
    }
    merged
}

fn push_words(words: &str, style: &Style, out: &mut String) {
    let text = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let has_space = out.is_empty() || out.ends_with(char::is_whitespace);
    if words.starts_with(char::is_whitespace) && !has_space {
        out.push(' ');
    }
    if text.is_empty() {
        return;
    }
    let mut marked = if style.code { code(&text) } else { escape(&text) };
    for (is_marked, mark) in [(style.struck, "~~"), (style.emphasis, "*"), (style.strong, "**")] {
        if is_marked && text.chars().any(char::is_alphanumeric) {
            marked = format!("{mark}{marked}{mark}");
        }
    }
    match style.position {
        Position::Line => {}
        Position::Raised => marked = format!("<sup>{marked}</sup>"),
        Position::Lowered => marked = format!("<sub>{marked}</sub>"),
    }
    if let Some(link) = &style.link {
        let has_bracket = link.contains(['(', ')']);
        let link = if has_bracket { format!("<{link}>") } else { link.clone() };
        marked = format!("[{marked}]({link})");
    }
    out.push_str(&marked);
    if words.ends_with(char::is_whitespace) {
        out.push(' ');
    }
}

/// Words as code, in a fence that they do not hold.
fn code(words: &str) -> String {
    if words.contains('`') { format!("`` {words} ``") } else { format!("`{words}`") }
}

/// The label of a footnote for what its file calls it.
pub(super) fn note_label(name: &str) -> String {
    let is_plain = |ch: char| ch.is_alphanumeric() || matches!(ch, '-' | '_' | '.' | ':');
    name.chars().map(|ch| if is_plain(ch) { ch } else { '-' }).collect()
}

/// An address that a text may lead to, without what would end it in Markdown.
pub(super) fn link(address: &str) -> Option<String> {
    let is_known =
        ["http://", "https://", "mailto:"].iter().any(|scheme| address.starts_with(scheme));
    let is_clean =
        !address.contains(|ch: char| ch.is_whitespace() || matches!(ch, '<' | '>' | '\\'));
    (is_known && is_clean).then(|| address.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_stand_outside_of_marks() {
        let strong = Style { strong: true, ..Style::default() };
        let words = |text: &str, style: &Style| Piece::Words(text.to_owned(), style.clone());
        let pieces = [
            words("the ", &strong),
            words("Charter ", &strong),
            words("*of*", &Style::default()),
            Piece::Note("1".to_owned()),
        ];
        assert_eq!(inline(&pieces), "**the Charter** \\*of\\*[^1]");
    }
}
