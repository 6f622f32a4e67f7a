//! `hashiya check --fix`: changes that may be made without asking, made in the files.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::{CommandError, report};
use crate::diagnostic::{Code, MessageLanguage, message};
use crate::load::{self, Sources};
use crate::mend::{Mended, MendedFile, mend};
use crate::source::SourcePath;
use crate::text::Class;
use crate::write::replace_file;

/// Mends the content of the project at `root`, and says how much in which files.
pub(super) fn fix(
    root: &Path,
    up_to: Class,
    language: MessageLanguage,
) -> Result<(), CommandError> {
    // Of a file that is not UTF-8 nothing is told that could be mended.
    let sources = load::load(root)?.value;
    let linked = sources.files.iter().filter(|file| is_linked(root, &file.path));
    let untouched: BTreeSet<SourcePath> = linked.map(|file| file.path.clone()).collect();

    let mended = mend(&sources, up_to, &untouched);
    for path in &mended.left {
        let told = message!("{path}: left as it is, it is a symbolic link", path);
        report::say(language, &told);
    }
    write(root, &sources, &mended, language)
}

/// Whether a file, or a folder on the way to it, is a symbolic link. Whoever named the file may not
/// mean what stands elsewhere; within `content` the other place is mended.
fn is_linked(root: &Path, path: &SourcePath) -> bool {
    let mut on_disk = root.to_owned();
    path.as_str().split('/').any(|part| {
        on_disk.push(part);
        on_disk.is_symlink()
    })
}

fn write(
    root: &Path,
    sources: &Sources,
    mended: &Mended,
    language: MessageLanguage,
) -> Result<(), CommandError> {
    let mut places = 0;
    let mut files = 0;
    for file in &sources.files {
        let Some(MendedFile { text, counts }) = mended.files.get(&file.path) else { continue };
        let on_disk = root.join(file.path.as_str());
        let failed = |source| CommandError::Fix { path: on_disk.clone(), source };
        // An editor may have saved it meanwhile.
        if fs::read(&on_disk).map_err(failed)? != file.text.as_bytes() {
            let told = message!("{path}: left as it is, it has just changed", path = file.path);
            report::say(language, &told);
            continue;
        }
        replace_file(&on_disk, text.as_bytes())?;
        places += counts.values().sum::<usize>();
        files += 1;
        let (path, rules) = (&file.path, listed(counts));
        report::say(language, &message!("{path}: {rules} mended", path, rules));
    }
    let files = report::counted_files(files);
    let summary = match places {
        0 => message!("nothing was mended"),
        1 => message!("1 place mended"),
        count => message!("{count} places mended in {files}", count, files),
    };
    report::say(language, &summary);
    Ok(())
}

/// `12 yeh-kaf, 3 space-punct`
fn listed(counts: &std::collections::BTreeMap<Code, usize>) -> String {
    let counts: Vec<String> =
        counts.iter().map(|(code, count)| format!("{count} {}", code.name())).collect();
    counts.join(", ")
}
