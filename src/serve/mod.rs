//! A live preview: the site of a project over HTTP, always as its files now are.
//!
//! 1. `session.rs`: the project, checked again after each change as far as the change reaches.
//! 2. `watch.rs`: which files have changed.
//! 3. `server.rs`: pages on request, and word of each change to the pages that are open.
//! 4. `live.js`: what an open page does with that word; `overlay.rs`: what it says of problems.

mod overlay;
mod server;
mod session;
mod watch;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

use tokio::sync::watch as latest;

use crate::diagnostic::{Message, MessageLanguage, message, says_its_message};

pub use session::{Look, Preview, Refreshed, Session, TOLD};

/// Why a preview cannot be given.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The port cannot be had.
    Port {
        /// The port.
        port: u16,
        /// What the system says.
        source: std::io::Error,
    },
    /// The files cannot be watched.
    Watch {
        /// The folder.
        path: std::path::PathBuf,
        /// What the system says.
        source: notify::Error,
    },
    /// A thread or the server could not be started.
    Start(#[from] std::io::Error),
}

says_its_message!(ServeError);

impl ServeError {
    /// What to tell of it.
    pub fn message(&self) -> Message {
        match self {
            Self::Port { port, source } => message!(
                "cannot listen on port {port}: {source}; another one can be chosen with `--port`",
                port,
                source
            ),
            Self::Watch { path, source } => {
                message!("cannot watch {path}: {source}", path, source)
            }
            Self::Start(source) => message!("cannot start: {source}", source),
        }
    }
}

/// What `serve` tells while it runs.
pub trait Listener: Send + 'static {
    /// The server listens at this address.
    fn listening(&self, address: &str);

    /// The project was looked through, at first or after a change.
    fn checked(&self, refreshed: &Refreshed);

    /// The project could not be read.
    fn failed(&self, error: &crate::load::LoadError);
}

/// Serves the project at `root` on a port of this machine alone, until the process ends. With
/// port 0 the system chooses one.
///
/// Open pages tell of problems in `language`. The server answers at once; the first page waits until
/// the files of the project have been read, and not until they have been looked through.
///
/// # Errors
///
/// When the port is taken or the files cannot be watched.
pub fn serve(
    root: &Path,
    port: u16,
    language: MessageLanguage,
    listener: impl Listener,
) -> Result<(), ServeError> {
    let socket = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .map_err(|source| ServeError::Port { port, source })?;
    socket.set_nonblocking(true)?;
    let address = socket.local_addr()?;
    listener.listening(&home(address));

    let mut changes = watch::watch(root)?;
    let (tell, previews) = latest::channel(None);
    let mut session = Session::new(root, &home(address)).telling_in(language);
    std::thread::Builder::new().name("session".into()).spawn(move || {
        let mut paths = Vec::new();
        loop {
            match session.look(&paths) {
                Ok(look) => {
                    // The first page does not wait until all files are looked through.
                    let begun = session.begin(&look);
                    if begun.is_some() {
                        tell.send_replace(begun.clone());
                    }
                    let refreshed = session.finish(look);
                    // Whoever looks at a page does not wait for a terminal.
                    if begun.is_none_or(|begun| !begun.tells_the_same(&refreshed.preview)) {
                        tell.send_replace(Some(refreshed.preview.clone()));
                    }
                    listener.checked(&refreshed);
                }
                Err(error) => listener.failed(&error),
            }
            match changes.next() {
                Some(next) => paths = next,
                None => return,
            }
        }
    })?;

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(server::run(socket, previews))?;
    Ok(())
}

fn home(address: SocketAddr) -> String {
    format!("http://localhost:{}/", address.port())
}
