//! Words, their folded forms and their stems: the vectors that the browser is held to as well.

use hashiya::text::{LanguageTag, each_search_word, fold, light_stem};

const VECTORS: &str = include_str!("../../cases/search/words.tsv");

/// Each word of a text with its tiers: `written/folded/stem`; behind it its parts, in brackets.
fn tiers(text: &str, language: &LanguageTag) -> String {
    let mut tiers: Vec<String> = Vec::new();
    each_search_word(text, &mut String::new(), |word| {
        let folded = fold(word.written).into_string();
        let stem = light_stem(word.written, language).key;
        tiers.push(format!("{}/{folded}/{stem}", word.written));
        tiers.extend(word.parts.iter().map(|part| format!("[{part}]")));
    });
    tiers.join(" ")
}

#[test]
fn words_have_the_tiers_of_the_shared_vectors() {
    let lines = VECTORS.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let mut count = 0;
    for line in lines {
        let [language, text, expected] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("three columns in {line:?}")
        };
        let language = language.parse().expect("a language");
        let [text, expected] = [text, expected].map(|written| {
            serde_json::from_str::<String>(&format!("\"{written}\"")).expect("escapes of JSON")
        });
        assert_eq!(tiers(&text, &language), expected, "{line}");
        count += 1;
    }
    assert!(count > 20);
}
