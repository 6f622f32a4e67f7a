//! What machines read: sitemap, feed, robots.txt.

use std::fmt::Write as _;

use super::address::{PageKind, page_path};
use super::html::escaped;
use super::site::{File, Site};
use crate::resolve::PageOf;
use crate::text::isolated;

/// The pages of the site with the same page in other languages (sitemaps.org 0.9).
pub(super) fn sitemap(site: &Site) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    let base_url = site.reader.config.base_url.as_deref().unwrap_or_default();
    for (path, file) in &site.files {
        let File::Page(_, kind) = file else { continue };
        // What it shows has a page of its own.
        if *kind == PageKind::Print {
            continue;
        }
        _ = writeln!(out, "<url><loc>{}</loc>", escaped(&path.absolute(base_url)));
        for language in &site.reader.config.languages {
            let href = page_path(&site.reader, language, *kind).absolute(base_url);
            let href = escaped(&href);
            _ = writeln!(
                out,
                "<xhtml:link rel=\"alternate\" hreflang=\"{language}\" href=\"{href}\"/>"
            );
        }
        out.push_str("</url>\n");
    }
    out.push_str("</urlset>\n");
    out
}

/// The texts that have a date, the latest first (Atom, RFC 4287). Its time is that of the latest
/// text, so that the same reader always gives the same feed.
pub(super) fn atom(site: &Site) -> String {
    let reader = &site.reader;
    let config = &reader.config;
    let base_url = config.base_url.as_deref().unwrap_or_default();
    let language = &config.languages[0];
    let title = super::words::local(&config.title, language, &config.languages);
    let title = isolated(&title.words, title.direction());
    let mut texts: Vec<_> = (0..)
        .zip(&reader.texts)
        .filter_map(|(place, text): (u32, _)| Some((text.original.file.date?, place, text)))
        .collect();
    texts.sort_by_key(|(date, place, _)| (std::cmp::Reverse(*date), *place));
    let updated = texts.first().map_or(config.epoch, |(date, ..)| *date);

    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    _ = writeln!(out, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{language}\">");
    _ = writeln!(out, "<title>{}</title>", escaped(&title));
    _ = writeln!(out, "<id>{}</id>", escaped(base_url));
    _ = writeln!(out, "<link rel=\"self\" href=\"{}feed.xml\"/>", escaped(base_url));
    _ = writeln!(out, "<link href=\"{}\"/>", escaped(base_url));
    _ = writeln!(out, "<updated>{updated}T00:00:00Z</updated>");
    _ = writeln!(out, "<author><name>{}</name></author>", escaped(&title));
    for (date, place, text) in texts {
        let file = &text.original.file;
        let around = file.language.direction();
        let page = page_path(reader, language, PageKind::Of(PageOf::Text(place)));
        let address = escaped(&page.absolute(base_url));
        _ = writeln!(out, "<entry xml:lang=\"{}\">", file.language);
        _ = writeln!(out, "<title>{}</title>", escaped(&isolated(&file.title.value, around)));
        _ = writeln!(out, "<id>{address}</id>\n<link href=\"{address}\"/>");
        _ = writeln!(out, "<updated>{date}T00:00:00Z</updated>");
        for author in &text.about().authors {
            _ = writeln!(out, "<author><name>{}</name></author>", escaped(&author.name));
        }
        if let Some(summary) = &file.summary {
            _ = writeln!(out, "<summary>{}</summary>", escaped(&isolated(&summary.value, around)));
        }
        out.push_str("</entry>\n");
    }
    out.push_str("</feed>\n");
    out
}

/// Everything may be read.
pub(super) fn robots(site: &Site) -> String {
    let mut out = String::from("User-agent: *\nAllow: /\n");
    if let Some(base_url) = &site.reader.config.base_url {
        _ = writeln!(out, "Sitemap: {base_url}sitemap.xml");
    }
    out
}
