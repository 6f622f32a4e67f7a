//! Pictures: what kind, how large, and a fingerprint for their address.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use super::LoadError;

/// A picture beside a text. Its bytes stay on disk until they are copied.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Where it stands.
    pub on_disk: PathBuf,
    /// Width and height in pixels, where the format is one that can be measured.
    pub size: Option<(u32, u32)>,
    /// A fingerprint of its bytes, for its address.
    pub fingerprint: String,
}

/// Whether a file name has the ending of a picture that browsers show.
pub fn is_picture(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    matches!(extension.as_deref(), Some("png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "svg"))
}

pub(super) fn read(path: &Path) -> Result<Picture, LoadError> {
    let bytes = fs::read(path).map_err(|error| LoadError::new(path, error))?;
    let size = image::ImageReader::new(Cursor::new(&bytes))
        .with_guessed_format()
        .ok()
        .and_then(|reader| reader.into_dimensions().ok());
    Ok(Picture { on_disk: path.to_owned(), size, fingerprint: fingerprint(&bytes) })
}

/// Sixteen hexadecimal digits that change with the bytes (BLAKE3, cut short).
pub fn fingerprint(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().as_str()[..16].to_owned()
}
