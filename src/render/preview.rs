//! What a preview of a concept or of a text shows, as a script that pages load when a reader first
//! asks for one: pages opened from disk may not fetch data, but may run it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::strings::Interface;
use super::text::title_in;
use super::words::{LocalWords, words_in};
use crate::parse::{BlockKind, TextFile};
use crate::resolve::{Entry, Reader, Text, Version};
use crate::text::LanguageTag;

/// All previews in one interface language.
#[derive(Serialize)]
struct Previews<'r> {
    terms: BTreeMap<&'r str, Preview>,
    texts: BTreeMap<&'r str, Preview>,
}

/// Names in several languages, the interface language first, and a sentence.
#[derive(Serialize)]
struct Preview {
    names: Vec<LocalWords>,
    gist: Option<LocalWords>,
}

/// The script: a call of `hashiyaPreviews` with concepts by id and texts by slug.
pub(super) fn script(reader: &Reader, interface: &Interface) -> Vec<u8> {
    let language = &interface.language;
    let languages = &reader.config.languages;
    let terms = reader.glossary.iter().map(|entry| {
        let names = super::glossary::by_preference(&entry.concept.names.0, language, languages);
        let names = names.into_iter().map(|(language, name)| words_in(&name.term.value, language));
        let preview = Preview { names: names.collect(), gist: gist(entry, language, languages) };
        (entry.concept.id.as_str(), preview)
    });
    let texts = reader.texts.iter().map(|text| {
        let file = &text.original.file;
        let title = title_in(text, language);
        let is_own = title.lang == file.language.as_str();
        let original = (!is_own).then(|| words_in(&file.title.value, &file.language));
        let summary = text.summary_in(language);
        let preview = Preview {
            names: std::iter::once(title).chain(original).collect(),
            gist: summary.map(|(language, words)| words_in(first_sentence(words), language)),
        };
        (text.slug.as_str(), preview)
    });
    let previews = Previews { terms: terms.collect(), texts: texts.collect() };
    let json = serde_json::to_string(&previews).expect("maps with strings as keys are JSON");
    format!("hashiyaPreviews({json})\n").into_bytes()
}

/// Whether the scripts of two readers are certainly the same, in each interface language.
pub(super) fn are_same(a: &Reader, b: &Reader) -> bool {
    let is_same_entry = |(a, b): (&Entry, &Entry)| Arc::ptr_eq(&a.concept, &b.concept);
    let is_same_text = |(a, b): (&Arc<Text>, &Arc<Text>)| {
        let is_same_version = |(a, b): (&Version, &Version)| {
            let (a, b) = (&a.file, &b.file);
            let summary = |file: &TextFile| file.summary.as_ref().map(|words| words.value.clone());
            a.language == b.language && a.title.value == b.title.value && summary(a) == summary(b)
        };
        Arc::ptr_eq(a, b)
            || (a.slug == b.slug
                && a.translations.len() == b.translations.len()
                && a.versions().zip(b.versions()).all(is_same_version))
    };
    a.config.languages == b.config.languages
        && a.glossary.len() == b.glossary.len()
        && a.glossary.iter().zip(&b.glossary).all(is_same_entry)
        && a.texts.len() == b.texts.len()
        && a.texts.iter().zip(&b.texts).all(is_same_text)
}

/// The first sentence of the definition of a concept in `language`, or in the first of
/// `languages` that it has.
pub(super) fn gist(
    entry: &Entry,
    language: &LanguageTag,
    languages: &[LanguageTag],
) -> Option<LocalWords> {
    let (language, body) = entry.concept.definitions.pick(language, languages)?;
    let prose = body.blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Paragraph(prose) => Some(prose),
        _ => None,
    })?;
    Some(words_in(first_sentence(&prose.text(body.text())), language))
}

/// The first sentence of some words.
///
/// It ends with a mark before a space, but not as early as an abbreviation does, and not before a
/// small letter.
fn first_sentence(words: &str) -> &str {
    const SHORTEST: usize = 40;
    let words = words.trim();
    let mut chars = words.char_indices().skip(SHORTEST).peekable();
    while let Some((at, ch)) = chars.next() {
        let is_end = matches!(ch, '.' | '؟' | '?' | '!' | '۔' | '…');
        if is_end && chars.peek().is_some_and(|(_, next)| next.is_whitespace()) {
            let end = at + ch.len_utf8();
            let next = words[end..].trim_start().chars().next();
            if next.is_none_or(|next| !next.is_lowercase()) {
                return &words[..end];
            }
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, expected: &str) {
        assert_eq!(first_sentence(words), expected);
    }

    #[test]
    fn a_sentence_ends_with_its_mark() {
        check(
            "الأمن حالة تُصان فيها قيمة يراها صاحبها جوهرية. وفيه نظر.",
            "الأمن حالة تُصان فيها قيمة يراها صاحبها جوهرية.",
        );
        check(
            "چه کسی، برای کدام ارزش و در برابر کدام تهدید ایمن است؟ پاسخ.",
            "چه کسی، برای کدام ارزش و در برابر کدام تهدید ایمن است؟",
        );
        check(
            "A pact of states, i.e. of governments that act as one. More.",
            "A pact of states, i.e. of governments that act as one.",
        );
        check(
            "A pact of many states, some of them small, e.g. five of them, is one. More.",
            "A pact of many states, some of them small, e.g. five of them, is one.",
        );
        check(" One without an end ", "One without an end");
        check("", "");
    }
}
