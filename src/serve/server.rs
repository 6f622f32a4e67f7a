//! Pages over HTTP, on this machine alone.

use std::convert::Infallible;
use std::net::TcpListener;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HOST};
use axum::http::{HeaderValue, Method, StatusCode, Uri};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::any;
use tokio::sync::watch::Receiver;
use tokio_stream::wrappers::WatchStream;
use tokio_stream::{Stream, StreamExt};

use super::Preview;
use crate::diagnostic::format;
use crate::render::{Contents, OutputPath, Site};

type Previews = Receiver<Option<Preview>>;

/// Where what belongs to the preview and not to the site stands. No page can have this address.
const OWN: &str = "/_hashiya";

/// What an open page does when the project changes.
const LIVE_JS: &str = include_str!("live.js");

/// Answers requests until the process ends.
pub(super) async fn run(socket: TcpListener, previews: Previews) -> std::io::Result<()> {
    let socket = tokio::net::TcpListener::from_std(socket)?;
    let router = Router::new()
        .route(&format!("{OWN}/live.js"), any(|| async { script() }))
        .route(&format!("{OWN}/events"), any(events))
        .fallback(file)
        .layer(middleware::from_fn(only_from_here))
        .with_state(previews);
    axum::serve(socket, router).await
}

/// Refuses what a page of another site could ask for in the name of whoever looks at it: a foreign
/// host that resolves to this machine (DNS rebinding), and everything but reading.
async fn only_from_here(request: Request, next: Next) -> Response {
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    if !host.is_some_and(is_this_machine) {
        let answer = "the preview answers under `localhost` and `127.0.0.1` only\n";
        return (StatusCode::FORBIDDEN, answer).into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET, HEAD")]).into_response();
    }
    let mut response = next.run(request).await;
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Whether a `Host` names this machine, with or without a port.
fn is_this_machine(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next(),
        None => host.split(':').next(),
    };
    matches!(name, Some("localhost" | "127.0.0.1" | "::1"))
}

fn script() -> Response {
    ([(CONTENT_TYPE, "text/javascript; charset=utf-8")], LIVE_JS).into_response()
}

/// Tells an open page of each change: which version there is, and what is wrong.
async fn events(
    State(previews): State<Previews>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let told = WatchStream::new(previews).filter_map(|preview| {
        let Preview { version, problems, overlay, .. } = preview?;
        let told = format!(r#"{{"version":{version},"problems":{problems},"overlay":{overlay}}}"#);
        Some(Ok(Event::default().data(told.replace('\n', " "))))
    });
    Sse::new(told).keep_alive(KeepAlive::new())
}

/// A file of the site.
async fn file(State(mut previews): State<Previews>, uri: Uri) -> Response {
    let Ok(preview) = previews.wait_for(Option::is_some).await.map(|preview| preview.clone())
    else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let Some(preview) = preview else { return StatusCode::SERVICE_UNAVAILABLE.into_response() };
    let Some(site) = preview.site.clone() else {
        let page = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>hashiya</title><body></body></html>";
        return page_response(StatusCode::OK, page.into(), &preview);
    };
    let path = uri.path().to_owned();
    let with_slash = format!("/{}/", path.trim_matches('/'));
    // A page takes its time to make, and the answers to others need not wait for it.
    let made = tokio::task::spawn_blocking(move || answer(&site, &path)).await;
    match made {
        Ok(Answer::Page(status, bytes)) => page_response(status, bytes, &preview),
        Ok(Answer::Folder) => Redirect::permanent(&with_slash).into_response(),
        Ok(Answer::File(kind, bytes)) => {
            ([(CONTENT_TYPE, kind)], Bytes::from(bytes)).into_response()
        }
        Ok(Answer::None) => StatusCode::NOT_FOUND.into_response(),
        Ok(Answer::Broken(message)) => (StatusCode::INTERNAL_SERVER_ERROR, message).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// What a path of the site is.
enum Answer {
    Page(StatusCode, Vec<u8>),
    /// A folder by its name without a slash, from which the links of its page would lead astray.
    Folder,
    File(&'static str, Vec<u8>),
    Broken(String),
    None,
}

fn answer(site: &Arc<Site>, path: &str) -> Answer {
    let mut path = percent_encoding::percent_decode_str(path.trim_start_matches('/'))
        .decode_utf8_lossy()
        .into_owned();
    if path.is_empty() || path.ends_with('/') {
        path.push_str("index.html");
    }
    // Only what the site itself knows as its files is ever read.
    match contents(site, &OutputPath::new(path.as_str())) {
        Some(Ok(bytes)) => match media_type(&path) {
            HTML => Answer::Page(StatusCode::OK, bytes),
            kind => Answer::File(kind, bytes),
        },
        Some(Err(message)) => Answer::Broken(message),
        None if site.has(&OutputPath::new(format!("{path}/index.html"))) => Answer::Folder,
        None => match contents(site, &OutputPath::new("404.html")) {
            Some(Ok(bytes)) => Answer::Page(StatusCode::NOT_FOUND, bytes),
            _ => Answer::None,
        },
    }
}

/// The bytes of a file of the site; what is wrong where they cannot be had.
fn contents(site: &Site, path: &OutputPath) -> Option<Result<Vec<u8>, String>> {
    let contents = match site.contents(path) {
        Ok(contents) => contents?,
        Err(problem) => return Some(Err(format::short(&[*problem], &NoTexts))),
    };
    Some(match contents {
        Contents::Made(bytes) => Ok(bytes),
        Contents::MadeInParts(parts) => {
            let parts: Result<Vec<_>, _> = parts.collect();
            parts
                .map(|parts| parts.concat())
                .map_err(|problem| format::short(&[*problem], &NoTexts))
        }
        Contents::Kept(bytes) => Ok(bytes.to_owned()),
        Contents::OnDisk(path) => std::fs::read(path).map_err(|error| error.to_string()),
    })
}

/// Diagnostics of a page that could not be made are shown without the words they are about.
struct NoTexts;

impl format::Texts for NoTexts {
    fn text(&self, _: &crate::source::SourcePath) -> Option<&str> {
        None
    }
}

/// A page, with the script that keeps it as its files are.
fn page_response(status: StatusCode, mut page: Vec<u8>, preview: &Preview) -> Response {
    // First in the head: it has to see the page before other scripts change it.
    let script = format!(
        "<script src=\"{OWN}/live.js\" data-version=\"{}\" defer></script>",
        preview.version
    );
    let head = b"<head>";
    let at = page.windows(head.len()).position(|window| window == head);
    let at = at.map_or_else(
        || page.windows(6).position(|window| window == b"<title").unwrap_or(0),
        |at| at + head.len(),
    );
    page.splice(at..at, script.into_bytes());
    (status, [(CONTENT_TYPE, HTML)], Body::from(page)).into_response()
}

const HTML: &str = "text/html; charset=utf-8";

/// The media type of a file of a site, by its ending.
fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "xml" => "application/xml",
        "txt" | "md" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "woff2" => "font/woff2",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_answered() {
        for host in ["localhost", "localhost:4000", "127.0.0.1:80", "[::1]:4000", "[::1]"] {
            assert!(is_this_machine(host), "{host}");
        }
        for host in ["example.org", "localhost.example.org", "127.0.0.1.example.org:4000", ""] {
            assert!(!is_this_machine(host), "{host}");
        }
    }
}
