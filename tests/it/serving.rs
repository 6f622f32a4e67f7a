//! The live preview over HTTP: what it answers, and what it tells of changes.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

use crate::reader;
use crate::reader::{ReaderTest, bytes_of, original, translation};

/// The program serving a reader on disk.
struct Server {
    folder: TempDir,
    child: Child,
    port: u16,
}

/// An answer.
struct Answer {
    status: u16,
    head: String,
    body: String,
}

/// Long enough for a machine that is busy; a test that passes never waits so long.
const PATIENCE: Duration = Duration::from_mins(1);

impl Server {
    fn of(reader: &ReaderTest) -> Self {
        let folder = reader.on_disk();
        let mut child = Command::new(env!("CARGO_BIN_EXE_hashiya"))
            .args(["serve", "--port", "0"])
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a program that runs");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("a pipe");
        BufReader::new(stdout).read_line(&mut line).expect("an address");
        let port = line.trim().trim_start_matches("http://localhost:").trim_end_matches('/');
        Self { port: port.parse().expect("a port"), folder, child }
    }

    /// Asks for a path, with these lines in the head.
    fn ask(&self, method: &str, path: &str, host: &str) -> Answer {
        let mut stream = self.connect();
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
            .expect("a request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        Answer { status: status.expect("a status"), head: head.to_owned(), body: body.to_owned() }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, "localhost")
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).expect("a server");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time limit");
        stream
    }

    /// What the server tells of changes, one after the other.
    fn events(&self) -> impl Iterator<Item = Value> + use<> {
        let mut stream = self.connect();
        write!(stream, "GET /_hashiya/events HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("asked");
        BufReader::new(stream).lines().filter_map(|line| {
            let line = line.expect("word of a change in time");
            Some(serde_json::from_str(line.strip_prefix("data: ")?).expect("JSON"))
        })
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a new folder");
        fs::write(path, text).expect("a new file");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn charter() -> ReaderTest {
    reader![
        "content/texts/charter/ar.md" => original("نص أول."), // "a first text"
        "content/texts/charter/en.md" => translation("A first text."),
    ]
}

/// The page without what the preview adds to it.
fn page_itself(page: &str) -> String {
    let (before, rest) = page.split_once("<script src=\"/_hashiya/").expect("the script");
    let (_, after) = rest.split_once("</script>").expect("its end");
    format!("{before}{after}")
}

#[test]
fn a_preview_has_the_pages_of_the_site() {
    let server = Server::of(&charter());
    let address = format!("http://localhost:{}/", server.port);
    let settings = format!("base_url = \"{address}\"");
    let built = charter().settings(&settings).build();
    for path in ["ar/texts/charter/index.html", "en/glossary/index.html", "ar/index.html"] {
        let answer = server.get(&format!("/{path}"));
        assert_eq!(answer.status, 200, "{path}");
        assert!(answer.head.contains("text/html; charset=utf-8"), "{}", answer.head);
        assert_eq!(page_itself(&answer.body), built.file(path), "{path}");
    }
    assert_eq!(server.get("/").status, 200);
    assert_eq!(server.get("/ar/texts/charter/").status, 200);
    assert_eq!(server.get("/nowhere/").status, 404);
    // Relative links of a page lead on from its folder, so it is shown there alone.
    for path in ["/ar/texts/charter", "//ar/texts/charter"] {
        let moved = server.get(path);
        assert_eq!(moved.status, 308, "{path}");
        assert!(moved.head.contains("location: /ar/texts/charter/\r\n"), "{}", moved.head);
    }
}

#[test]
fn nobody_else_is_answered_and_nothing_but_the_site_is_read() {
    let server = Server::of(&charter());
    assert_eq!(server.ask("GET", "/", "example.org").status, 403);
    assert_eq!(server.ask("GET", "/_hashiya/events", "localhost.example.org").status, 403);
    assert_eq!(server.ask("POST", "/", "localhost").status, 405);
    for path in ["/../site.toml", "/%2e%2e/site.toml", "/..%2fsite.toml", "//etc/passwd", "/%00"] {
        let answer = server.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.body.contains("languages ="), "{path}");
    }
}

#[test]
fn a_change_of_a_text_shows() {
    let server = Server::of(&charter());
    let mut events = server.events();
    assert_eq!(events.next().expect("the first word")["version"], 1);
    server.write("content/texts/charter/en.md", &translation("A changed text."));
    assert_eq!(events.next().expect("word of the change")["version"], 2);
    let page = server.get("/en/texts/charter/index.html").body;
    assert!(page.contains("A changed text.") && !page.contains("A first text."), "{page}");
}

#[test]
fn settings_theme_glossary_and_new_files_are_live_too() {
    let server = Server::of(&charter());
    let mut events = server.events();
    let mut next = |what: &str| {
        let word = events.next().expect("word of the change");
        assert_eq!(word["problems"], serde_json::json!([]), "{what}");
    };
    next("the beginning");

    let settings = fs::read_to_string(server.folder.path().join("site.toml")).expect("settings");
    server.write("site.toml", &format!("digits = \"arabext\"\n{settings}"));
    next("the settings");
    assert!(server.get("/en/texts/charter/index.html").body.contains('۱'));

    server.write("content/glossary/text.md", "---\nnames: {en: first text}\n---\n## en\nA text.\n");
    next("a concept");
    assert!(server.get("/en/texts/charter/index.html").body.contains("data-term=\"text\""));

    server.write("themes/warraq/theme.toml", "extends = \"marraq\"\n");
    let broken = events.next().expect("word of the theme");
    assert_eq!(broken["problems"][0]["code"], "invalid-theme");
}

#[test]
fn with_errors_the_last_good_page_stays() {
    let server = Server::of(&charter());
    let mut events = server.events();
    assert_eq!(events.next().expect("the first word")["problems"], serde_json::json!([]));
    server.write("content/texts/charter/en.md", &translation("[Broken](term:nothing)."));
    let told = events.next().expect("word of the error");
    assert_eq!(told["problems"][0]["code"], "unknown-concept");
    assert_eq!(told["problems"][0]["file"], "content/texts/charter/en.md");
    assert!(server.get("/en/texts/charter/index.html").body.contains("A first text."));

    server.write("content/texts/charter/en.md", &translation("A mended text."));
    assert_eq!(events.next().expect("word of the end")["problems"], serde_json::json!([]));
    assert!(server.get("/en/texts/charter/index.html").body.contains("A mended text."));
}

#[test]
fn a_port_that_is_taken_is_named() {
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    let port = taken.local_addr().expect("an address").port();
    let folder = charter().on_disk();
    let output = Command::new(env!("CARGO_BIN_EXE_hashiya"))
        .args(["serve", "--port", &port.to_string()])
        .current_dir(folder.path())
        .output()
        .expect("a program that ends");
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains(&port.to_string()) && told.contains("--port"), "{told}");
}

/// The whole site of a reader, so that what the preview shows can be compared.
#[test]
fn every_file_of_the_site_is_served() {
    let reader = charter();
    let server = Server::of(&reader);
    let sources = hashiya::load::load(server.folder.path()).expect("readable files").value;
    let checked = hashiya::check(&sources, hashiya::resolve::Drafts::Included).value;
    let theme = hashiya::load::load_theme(server.folder.path(), &checked.config.theme);
    let theme = theme.expect("a theme").value;
    let site = hashiya::render::render(checked, theme).value.expect("a site");
    for path in bytes_of(&site).expect("pages").keys() {
        assert_eq!(server.get(&format!("/{path}")).status, 200, "{path}");
    }
}
