//! Blocks that seem to be something else: lists that did not come with the text, headings that are
//! paragraphs.

use crate::diagnostic::{Code, Diagnostic, message};
use crate::parse::{Block, BlockKind, Body, MarkKind, Prose};
use crate::source::Span;
use crate::text::hygiene::Orthography;
use crate::text::{Class, LanguageTag};

/// What is found in a body in Arabic or Persian, block by block.
pub(super) fn lint(language: &LanguageTag, body: &Body) -> Vec<Diagnostic> {
    let Some(orthography) = Orthography::of(language) else { return Vec::new() };
    let mut diagnostics = Vec::new();
    for (place, block) in body.blocks.iter().enumerate() {
        let BlockKind::Paragraph(prose) = &block.kind else { continue };
        let next = body.blocks.get(place + 1);
        let heading = next.and_then(|next| heading(prose, next, body, orthography));
        diagnostics.extend(heading.or_else(|| missing_list(prose, next, body)));
    }
    diagnostics
}

/// A paragraph that ends with a colon, and nothing behind it that the colon announces.
fn missing_list(prose: &Prose, next: Option<&Block>, body: &Body) -> Option<Diagnostic> {
    let words = prose.text(body.text());
    let words = words.trim_end();
    let colon = words.strip_suffix(':')?.len();
    let is_announced = next.is_some_and(|next| match &next.kind {
        BlockKind::Paragraph(next) => begins_as_item(&next.text(body.text())),
        BlockKind::Rule => false,
        _ => true,
    });
    if is_announced {
        return None;
    }
    let span = body.span_in_file(prose.span_in_body(Span::new(colon, words.len())));
    let message = message!("nothing follows that the colon announces");
    Some(
        Diagnostic::new(Code::ListMissing, body.path(), span, message)
            .with_help(message!("add the list; its items are lines that begin with `- `"))
            .with_class(Class::Flagged),
    )
}

/// Whether a paragraph begins with a quotation, or as an item of a list does that is no list in
/// Markdown: with a number or letter, a bullet, a name and a colon, or an ordinal.
fn begins_as_item(words: &str) -> bool {
    /// First, second …; the first.
    const ORDINALS: [&str; 14] = [
        "أولا",
        "ثانيا",
        "أول",
        "الأول",
        "الأولى",
        "ثالثا",
        "رابعا",
        "نخست",
        "نخستین",
        "یکم",
        "اول",
        "اولین",
        "دوم",
        "الف",
    ];
    /// A name of an item is not longer.
    const NAME: usize = 60;
    let words = words.trim_start();
    if words.starts_with(['«', '"', '“', '‘', '(', '[', '-', '–', '—', '•', '·', '▪', '*', '﴿'])
    {
        return true;
    }
    let first: String = words
        .chars()
        .take_while(|ch| !ch.is_whitespace())
        .filter(|ch| ch.is_alphanumeric() && !matches!(ch, '\u{064B}'..='\u{0652}'))
        .collect();
    let behind = words.strip_prefix(&*first).unwrap_or_default();
    let is_short = first.chars().count() <= 2 && behind.starts_with([')', '.', '-', '/', '–']);
    let has_name = words.char_indices().take(NAME).any(|(_, ch)| ch == ':');
    first.starts_with(char::is_numeric) || is_short || ORDINALS.contains(&&*first) || has_name
}

/// Words that chapters begin with: axis, branch, inquiry, demand, chapter, part, introduction,
/// conclusion; abstract, introduction, conclusion, sources, chapter.
const HEADS_ARABIC: [&str; 10] = [
    "المحور",
    "الفرع",
    "المبحث",
    "المطلب",
    "الفصل",
    "مقدمة",
    "المقدمة",
    "خاتمة",
    "الخاتمة",
    "تمهيد",
];
const HEADS_PERSIAN: [&str; 8] =
    ["چکیده", "مقدمه", "نتیجه‌گیری", "منابع", "پیش‌گفتار", "دیباچه", "فصل", "گفتار"];

/// A short paragraph before a longer one that begins as chapters do, is strong throughout, or has a
/// number before it and a colon behind it.
fn heading(
    prose: &Prose,
    next: &Block,
    body: &Body,
    orthography: Orthography,
) -> Option<Diagnostic> {
    const MOST_WORDS: usize = 12;
    let BlockKind::Paragraph(following) = &next.kind else { return None };
    let text = prose.text(body.text());
    let words = text.trim();
    let is_short = words.split_whitespace().take(MOST_WORDS + 1).count() <= MOST_WORDS
        && following.len() > 2 * prose.len();
    if !is_short
        || words.ends_with(['.', '؟', '!', '،', '؛', '…', '»', '"', ')'])
        || words.contains('\n')
    {
        return None;
    }
    let first = words.split_whitespace().next()?.trim_end_matches([':', '،']);
    let heads: &[&str] = match orthography {
        Orthography::Arabic => &HEADS_ARABIC,
        Orthography::Persian => &HEADS_PERSIAN,
    };
    let is_strong = prose.marks.iter().any(|mark| {
        mark.kind == MarkKind::Strong && mark.range.len() >= words.trim_end_matches(':').len()
    });
    let is_numbered = words.starts_with(char::is_numeric) && words.ends_with(':');
    if !heads.contains(&first) && !is_strong && !is_numbered {
        return None;
    }
    let end = text.trim_end().len();
    let span = body.span_in_file(prose.span_in_body(Span::new(end - words.len(), end)));
    Some(
        Diagnostic::new(
            Code::HeadingLike,
            body.path(),
            span,
            message!("this paragraph looks like a heading"),
        )
        .with_help(message!("if it is one, write `## ` before it"))
        .with_class(Class::Flagged),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_begins_with_a_number_a_letter_or_a_name() {
        assert!(begins_as_item("1. أول"));
        assert!(begins_as_item("أ) أول")); // first
        assert!(begins_as_item("الأمن: غياب الخوف")); // security: absence of fear
        assert!(!begins_as_item("في البدء")); // in the beginning
    }

    #[test]
    fn what_is_not_of_a_word_before_its_letters_is_no_item() {
        assert!(!begins_as_item("،،ب، كتاب")); // book
    }
}
