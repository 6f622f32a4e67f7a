//! One file in the place of another, in one step.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;

use super::WriteError;

/// Writes a file whole: whatever interrupts it, what was there is there, or what is new.
///
/// Through a symbolic link it is written where the link leads. The file keeps its permissions.
///
/// # Errors
///
/// [`WriteError::Io`]; then the file is as it was.
pub fn replace_file(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // Hidden files are no sources.
    let new = path.with_file_name(format!(".{name}.hashiya-{}", std::process::id()));
    let written = File::create(&new).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()?;
        if let Ok(metadata) = fs::metadata(&path) {
            fs::set_permissions(&new, metadata.permissions())?;
        }
        fs::rename(&new, &path)
    });
    written.map_err(|error| {
        let _ = fs::remove_file(&new);
        WriteError::io(&path)(error)
    })
}
