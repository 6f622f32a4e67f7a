//! What an author writes is words: none of it runs, and none of it breaks out of its place.

use crate::reader;
use crate::reader::{Built, ReaderTest};

/// What tries to leave an element, an attribute, a title, a script.
const HOSTILE: &str = r#"</title><script>alert(1)</script>"><img src=x onerror=alert(1)>' onclick='alert(1)' {{ frame }} {% raw %}&lt;"#;

/// The same as a string of YAML and of TOML.
fn quoted() -> String {
    format!("\"{}\"", HOSTILE.replace('\\', "\\\\").replace('"', "\\\""))
}

fn hostile() -> ReaderTest {
    let words = quoted();
    let settings = reader::SETTINGS
        .replace("\"قارئ\"", &words)
        .replace("\"Reader\"", &words)
        .replace("\"Week 1\"", &words);
    let text = format!(
        "---
title: {words}
authors: [{{name: {words}, affiliation: {words}}}]
date: 2024-03-31
source: {{title: {words}, container: {words}, publisher: {words}, pages: {words}, doi: {words}, url: 'https://example.org/\"><script>alert(1)</script>'}}
rights: {{license: {words}, statement: {words}}}
summary: {words}
questions: [{{block: 1, text: {{ar: {words}}}}}]
annotations: [{{quote: نص, by: {words}, text: {words}}}]
---
## عنوان {{#x\"onclick=alert(1)}}

نص <script>alert(1)</script> <img src=x onerror=alert(1)> <a href=\"javascript:alert(1)\">x</a> `<script>`.

![\"><script>alert(1)</script>](map.svg \"<script>alert(1)</script>\")

```\"><script>alert(1)</script>
<script>alert(1)</script>
```

<iframe src=\"https://example.org/\"></iframe><style>p {{ color: red }}</style><form action=\"/\"><input></form>

<svg onload=alert(1)><script>alert(1)</script></svg><math><mtext></mtext></math>

[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](data:text/html,x) [d](https://example.org/?\"onclick=alert\"1) [e](<java\tscript:alert(1)>) [f](vbscript:x)
"
    );
    reader![
        "site.toml" => settings,
        "content/texts/charter/ar.md" => text,
        "content/texts/charter/map.svg" => "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        "content/glossary/peace.md" =>
            format!("---\nnames: {{ar: {{term: {words}, forms: [{words}], abbreviation: {words}}}}}\n---\n## ar\n<script>alert(1)</script>\n"),
        "content/pages/about/ar.md" => format!("---\ntitle: {words}\n---\n<script>alert(1)</script>\n"),
        "content/parts/week-1/ar.md" => format!("---\naims: [{words}]\n---\n<script>alert(1)</script>\n"),
    ]
    .settings("base_url = \"https://example.org/\"")
}

#[track_caller]
/// Whether a script stands so in a template of the built-in theme.
fn is_of_theme(script: &str) -> bool {
    let templates = [
        include_str!("../../../themes/warraq/templates/base.html"),
        include_str!("../../../themes/warraq/templates/text.html"),
    ];
    let inline = |template: &&str| template.contains(&format!("<script>{script}</script>"));
    !script.is_empty() && templates.iter().any(inline)
}

fn is_inert(built: &Built) {
    assert!(!built.files.is_empty(), "{}", built.told());
    for page in built.pages() {
        for script in page.all("script") {
            if is_of_theme(&script.text()) {
                continue;
            }
            assert!(script.text().is_empty(), "{}: {}", page.path, script.html());
            let src = script.attribute("src").unwrap_or_default();
            assert!(src.contains("assets/"), "{}: {}", page.path, script.html());
        }
        for element in page.all("*") {
            for (name, value) in element.0.value().attrs() {
                let html = element.html();
                assert!(!name.starts_with("on"), "{}: {name} in {html}", page.path);
                if ["href", "src", "action"].contains(&name) {
                    let value: String = value.chars().filter(|ch| !ch.is_whitespace()).collect();
                    let value = value.to_ascii_lowercase();
                    for scheme in ["javascript:", "vbscript:", "data:"] {
                        assert!(!value.starts_with(scheme), "{}: {html}", page.path);
                    }
                }
            }
        }
        for name in [
            "iframe",
            "style",
            "form",
            "svg",
            "math",
            "object",
            "embed",
            "base",
            "meta[http-equiv]",
        ] {
            assert!(!page.has(&format!("body {name}")), "{}: {name}", page.path);
        }
        assert!(!page.has("img[src=x]"), "{}", page.path);
    }
}

#[test]
fn nothing_an_author_writes_runs() {
    is_inert(&hostile().build());
}

#[test]
fn hostile_words_are_shown_as_they_are_written() {
    let page = hostile().build().page("ar/texts/charter");
    let title = page.text("title").replace(['\u{2068}', '\u{2069}'], "");
    assert!(title.contains(HOSTILE), "{title}");
    assert_eq!(page.text("h1"), HOSTILE);
    assert_eq!(page.text(".summary"), HOSTILE);
    assert_eq!(page.texts(".about bdi")[0], HOSTILE);
}

#[test]
fn what_machines_read_is_well_formed_all_the_same() {
    let built = hostile().build();
    for path in ["feed.xml", "sitemap.xml"] {
        let text = built.file(path);
        assert!(!text.contains("<script") && !text.contains("<img"), "{path}");
    }
}

#[test]
fn addresses_that_would_run_are_errors() {
    let built = hostile().build();
    let told = built.told();
    let refused = told.lines().filter(|line| line.contains("error[invalid-url]")).count();
    assert!(refused >= 4, "javascript:, JaVaScRiPt:, data:, vbscript: in\n{told}");
}
