use std::fmt::Write as _;
use std::time::{Duration, Instant};

use super::*;
use crate::source::SourcePath;

/// The tree of a body in a notation that reads like it: a line for each block, marks as `<…>`.
fn shown(markdown: &str) -> String {
    let path = SourcePath::new("content/texts/a/ar.md");
    let file = Arc::new(SourceFile::new(path, markdown.to_owned()));
    let body = parse_file(&file, 0, file.text.len()).value;
    let mut out = String::new();
    show_blocks(&body.blocks, &body, 0, &mut out);
    out
}

fn show_blocks(blocks: &[Block], body: &Body, depth: usize, out: &mut String) {
    for block in blocks {
        out.push_str(&"  ".repeat(depth));
        match &block.kind {
            BlockKind::Heading { level, prose, .. } => {
                _ = writeln!(out, "h{level} {}", show_prose(prose, body));
            }
            BlockKind::Paragraph(prose) => {
                _ = writeln!(out, "p {}", show_prose(prose, body));
            }
            BlockKind::List { start, items } => {
                _ = writeln!(out, "list {start:?}");
                for item in items {
                    show_blocks(item, body, depth + 1, out);
                }
            }
            BlockKind::Table(table) => {
                let cells = table.head.iter().chain(table.rows.iter().flatten());
                let cells: Vec<String> = cells.map(|cell| show_prose(cell, body)).collect();
                _ = writeln!(out, "table {}", cells.join(" | "));
            }
            BlockKind::Quote(blocks) | BlockKind::Alert(_, blocks) => {
                out.push_str("quote\n");
                show_blocks(blocks, body, depth + 1, out);
            }
            BlockKind::Code { language, code } => {
                _ = writeln!(out, "code {language:?} {code:?}");
            }
            BlockKind::Figure { alt, caption, .. } => {
                _ = writeln!(out, "figure {alt} {caption:?}");
            }
            BlockKind::Html(html) => {
                _ = writeln!(out, "html {html}");
            }
            BlockKind::Rule => out.push_str("rule\n"),
        }
    }
}

fn show_prose(prose: &Prose, body: &Body) -> String {
    let text = prose.text(body.text());
    let mut out = String::new();
    for at in 0..=text.len() {
        for mark in prose
            .marks
            .iter()
            .rev()
            .filter(|mark| mark.range.end as usize == at && !mark.range.is_empty())
        {
            out.push_str(close_of(&mark.kind));
        }
        for mark in prose.marks.iter().filter(|mark| mark.range.start as usize == at) {
            out.push_str(&open_of(&mark.kind));
        }
        if let Some(ch) = text.get(at..).and_then(|rest| rest.chars().next())
            && text.is_char_boundary(at)
        {
            out.push(ch);
        }
    }
    out
}

fn open_of(kind: &MarkKind) -> String {
    match kind {
        MarkKind::Emphasis => "<em>".into(),
        MarkKind::Strong => "<strong>".into(),
        MarkKind::Strikethrough => "<del>".into(),
        MarkKind::Code => "<code>".into(),
        MarkKind::Link(_) => "<a>".into(),
        MarkKind::Picture(picture) => format!("<img {}>", picture.alt),
        MarkKind::Note(place) => format!("<note {place}>"),
        MarkKind::Break => "<br>".into(),
        MarkKind::Html(element) => element.open.to_string(),
    }
}

fn close_of(kind: &MarkKind) -> &'static str {
    match kind {
        MarkKind::Emphasis => "</em>",
        MarkKind::Strong => "</strong>",
        MarkKind::Strikethrough => "</del>",
        MarkKind::Code => "</code>",
        MarkKind::Link(_) => "</a>",
        MarkKind::Html(_) => "</>",
        MarkKind::Picture(_) | MarkKind::Note(_) | MarkKind::Break => "",
    }
}

#[track_caller]
fn check(markdown: &str, expected: &str) {
    assert_eq!(shown(markdown), expected);
}

#[track_caller]
fn check_codes(markdown: &str, expected: &[(&str, &str)]) {
    let path = SourcePath::new("content/texts/a/ar.md");
    let file = Arc::new(SourceFile::new(path, markdown.to_owned()));
    let diagnostics = parse_file(&file, 0, file.text.len()).diagnostics;
    let found: Vec<(&str, &str)> =
        diagnostics.iter().map(|each| (each.code.name(), &markdown[each.span.range()])).collect();
    assert_eq!(found, expected);
}

#[test]
fn blocks_nest() {
    check(
        "# a\n\nb *c* **d**\ne\n\n- f\n- g\n\n  h\n\n> i\n\n1. j\n",
        "h1 a\np b <em>c</em> <strong>d</strong>\ne\nlist None\n  p f\n  p g\n  p h\nquote\n  p i\nlist Some(1)\n  p j\n",
    );
    check("- a\n  - b\n- c\n", "list None\n  p a\n  list None\n    p b\n  p c\n");
    check("| a | b |\n|--|--|\n| *c* | d |\n", "table a | b | <em>c</em> | d\n");
    check("```rust x\nlet a;\n```\n", "code Some(\"rust\") \"let a;\\n\"\n");
    check("![alt](a.png \"cap\")\n", "figure alt Some(\"cap\")\n");
    check("a\n\n---\n\nb\n", "p a\nrule\np b\n");
}

#[test]
fn what_is_nested_without_end_keeps_its_words() {
    for opening in ["> ", "- ", "1. ", "> - "] {
        let words = shown(&format!("{}a\n", opening.repeat(20_000)));
        assert!(words.ends_with("p a\n"), "{opening}");
        assert!(words.lines().count() < 100, "{opening}");
    }
    let words = shown(&format!("{}c{}\n", "*a ".repeat(20_000), " b*".repeat(20_000)));
    assert_eq!(words.matches('a').count(), 20_000);
    assert_eq!(words.matches('b').count(), 20_000);
    assert!(words.matches("<em>").count() < 100);
    check(
        &format!("{}a\n>\n> b\n\nc\n", "> ".repeat(100)),
        &shown(&format!("{}a\n>\n> b\n\nc\n", "> ".repeat(63))),
    );
}

#[test]
fn emphasis_touches_arabic_punctuation() {
    check("و**«كتاب»**\n", "p و<strong>«كتاب»</strong>\n"); // "and «a book»"
    check("**كتاب،**كلمة\n", "p <strong>كتاب،</strong>كلمة\n"); // "a book, a word"
    check("**كتاب،**كلمة و**نص**.\n", "p <strong>كتاب،</strong>كلمة و<strong>نص</strong>.\n"); // "book, word and text"
    check("**كتاب،**كلمة و*«نص»*.\n", "p <strong>كتاب،</strong>كلمة و<em>«نص»</em>.\n");
    check("**«أ» *ب* ج**د\n", "p <strong>«أ» <em>ب</em> ج</strong>د\n");
    check("قال*«نعم»*ثم **«لا»**.\n", "p قال<em>«نعم»</em>ثم <strong>«لا»</strong>.\n"); // "he said yes then no"
}

#[test]
fn three_asterisks_are_two_and_one() {
    let both = "p <em><strong>معًا،</strong></em>ثم\n"; // "together, then"
    check("***معًا،***ثم\n", both);
    check("و***«معًا»***، كذا\n", "p و<em><strong>«معًا»</strong></em>، كذا\n");
    check("**كتاب *داخل،***ثم\n", "p <strong>كتاب <em>داخل،</em></strong>ثم\n"); // "a book inside, then"
    check("**كتاب،***كلمة،*ثم\n", "p <strong>كتاب،</strong><em>كلمة،</em>ثم\n");
    check("***كتاب،*كلمة،**ثم\n", "p <strong><em>كتاب،</em>كلمة،</strong>ثم\n");
    check("***كتاب،*ثم\n", "p **<em>كتاب،</em>ثم\n");
    check("*كتاب،***ثم\n", "p <em>كتاب،</em>**ثم\n");
}

#[test]
fn a_paragraph_of_any_length_is_read_in_one_pass() {
    for pattern in ["**كتاب،**كلمة ", "*ك،*ل ", "**كتاب،", "*ك، **ل، ", "***ك،*ل،**م "]
    {
        let taken = |count: usize| {
            let start = Instant::now();
            let path = SourcePath::new("content/texts/a/ar.md");
            let file = Arc::new(SourceFile::new(path, pattern.repeat(count)));
            parse_file(&file, 0, file.text.len());
            start.elapsed()
        };
        let (few, many) = (taken(200), taken(8_000));
        // Forty times as many; their square would be sixteen hundred.
        assert!(many < (few + Duration::from_millis(5)) * 200, "{pattern}: {few:?}, {many:?}");
    }
}

#[test]
fn asterisks_that_are_no_emphasis_stay() {
    check("2 * 3 * 4\n", "p 2 * 3 * 4\n");
    check("\\*كلمة\\*\n", "p *كلمة*\n"); // "a word"
    check("كلمة * وكلمة*\n", "p كلمة * وكلمة*\n"); // "a word and a word"
    check("`**«كتاب»**`\n", "p <code>**«كتاب»**</code>\n");
}

#[test]
fn code_within_words_goes_with_its_element() {
    check("a <script>b *c* d</script> e\n", "p a  e\n");
    check("a *b<style>c* d\n\ne</style>\n", "p a <em>b</em> d\np e\n");
    check_codes("a <script>b</script> c\n", &[("removed-html", "<script>")]);
}

#[test]
fn footnotes_are_numbered_by_their_first_mark() {
    check("a[^x] b[^y] c[^x]\n\n[^y]: Y\n[^x]: X\n", "p a<note 0> b<note 1> c<note 0>\n");
    check_codes("a[^z] \\[^q]\n", &[("unknown-footnote", "[^z]")]);
    check_codes("a[^x]\n\n[^x]: X\n\n[^x]: again\n", &[("duplicate-footnote", "[^x]: again")]);
}

#[test]
fn raw_html_keeps_languages() {
    check(
        "قال <bdi lang=\"en\">NATO</bdi> شيئا\n", // "… said something"
        "p قال <bdi lang=\"en\" dir=\"ltr\">NATO</> شيئا\n",
    );
    check_codes("a <font color=x>b</font>\n", &[("removed-html", "<font color=x>")]);
}

#[test]
fn a_block_mark_comes_off() {
    let text = "[p7-8] قال\n"; // "he said"
    let path = SourcePath::new("content/texts/a/en.md");
    let file = Arc::new(SourceFile::new(path, text.to_owned()));
    let mut body = parse_file(&file, 0, text.len()).value;
    let mut block = body.blocks.remove(0);
    let (span, numbers) = take_block_mark(&mut block, text).expect("there is a mark");
    assert_eq!((&text[span.range()], numbers), ("[p7-8]", (7, 8)));
    body.blocks.push(block);
    let mut out = String::new();
    show_blocks(&body.blocks, &body, 0, &mut out);
    assert_eq!(out, "p قال\n");
}

#[test]
fn entities_and_escapes_keep_their_place() {
    let text = "a &amp; b\\_c";
    let path = SourcePath::new("content/texts/a/en.md");
    let file = Arc::new(SourceFile::new(path, text.to_owned()));
    let body = parse_file(&file, 0, text.len()).value;
    let mut found = Vec::new();
    body.blocks[0].each_prose(&mut |prose| {
        let words = prose.text(text).into_owned();
        let at = words.find("b_c").expect("the words are there");
        found.push(prose.span_in_body(Span::new(at, at + 3)));
    });
    assert_eq!(&text[found[0].range()], "b\\_c");
}

#[test]
fn prose_is_found_in_its_block() {
    let text = "```\na\n```\n\nb[^n]\n\n[^n]: note\n\n---\n\n- c\n- > d\n\n![e](e.png)\n\n\
                | f | g |\n|---|---|\n| h | i |\n\n```\nj\n```\n";
    let path = SourcePath::new("content/texts/a/en.md");
    let file = Arc::new(SourceFile::new(path, text.to_owned()));
    let body = parse_file(&file, 0, text.len()).value;
    let mut count = 0;
    for (place, block) in body.blocks.iter().enumerate() {
        block.each_prose(&mut |prose| {
            assert_eq!(body.place_of(prose.ordinal), place, "{}", prose.text(text));
            count += 1;
        });
    }
    assert_eq!(count, 7, "b, c, d and the cells f to i");
    assert_eq!(Body::in_file(&file, 0, 0).place_of(3), 0);
}
