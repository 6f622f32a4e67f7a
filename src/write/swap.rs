//! One folder in the place of another, in one step.

use std::fs;
use std::io;
use std::path::Path;

/// Puts the folder `new` at `output`. What was there is at `new` afterwards.
pub(super) fn replace(new: &Path, output: &Path) -> io::Result<()> {
    if !output.exists() {
        return fs::rename(new, output);
    }
    match exchange(new, output) {
        Err(error) if error.kind() == io::ErrorKind::Unsupported => in_two_steps(new, output),
        done => done,
    }
}

/// Has the system exchange two folders: `renameat2` with `RENAME_EXCHANGE` on Linux,
/// `renameatx_np` with `RENAME_SWAP` on macOS.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(new: &Path, output: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;

    renameat_with(CWD, new, CWD, output, RenameFlags::EXCHANGE).map_err(|error| {
        // File systems that cannot say so in different ways.
        if matches!(error, Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) {
            io::ErrorKind::Unsupported.into()
        } else {
            error.into()
        }
    })
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Where the system cannot exchange folders: the old one goes aside, the new one takes its place.
fn in_two_steps(new: &Path, output: &Path) -> io::Result<()> {
    let aside = new.with_extension("old");
    fs::rename(output, &aside)?;
    match fs::rename(new, output) {
        Ok(()) => fs::rename(&aside, new),
        Err(error) => {
            fs::rename(&aside, output)?;
            Err(error)
        }
    }
}
