//! Hashiya turns a folder of annotated texts into a website that is read from right to left, in
//! two languages at once, with every concept linked to a glossary.
//!
//! The crate is a pipeline. Each stage is one function from one type to the next; what is wrong
//! with an author's files comes out beside the value, as diagnostics.
//!
//! | stage | function | from | to |
//! |---|---|---|---|
//! | [`load`] | [`load::load`] | a folder | [`load::Sources`] |
//! | [`parse`] | [`parse::parse`] | `Sources` | [`parse::Parsed`] |
//! | [`resolve`] | [`resolve::resolve`] | `Parsed` | [`resolve::Reader`] |
//! | [`render`] | [`render::render`] | `Reader` and a theme | [`render::Site`] |
//! | [`mod@write`] | [`write::write`] | `Site` | a folder |
//!
//! [`search`] makes the index that [`render::Site`] publishes.
//! [`import`] makes texts of files of other kinds, [`mod@export`] files of other kinds of a reader.
//!
//! Only [`load`], [`mod@write`] and [`command`] touch files. Below all stages stand [`text`],
//! [`source`] and [`diagnostic`]; [`lint`] looks at sources for what no stage stumbles over, and
//! [`report`] counts what a reader holds; [`mod@mend`] mends what may be mended without asking.
//!
//! ```
//! use hashiya::{check, load::Sources, resolve::Drafts};
//!
//! let checked = check(&Sources::default(), Drafts::LeftOut);
//! assert_eq!(checked.diagnostics[0].code.name(), "invalid-config");
//! ```

pub mod command;
pub mod diagnostic;
pub mod export;
pub mod import;
pub mod lint;
pub mod load;
pub mod mend;
pub mod parse;
pub mod render;
pub mod report;
pub mod resolve;
pub mod search;
pub mod serve;
pub mod source;
pub mod text;
pub mod write;

use diagnostic::{Checked, Problems, SortedProblems};
use lint::Documents;
use load::Sources;
use resolve::{Drafts, Reader};

/// Everything short of rendering: parses the sources of a reader, resolves what they say of each
/// other, and looks for what is wrong with them. The diagnostics are sorted.
pub fn check(sources: &Sources, drafts: Drafts) -> Checked<Reader> {
    let parsed = parse::parse(sources).and_report(|parsed| lint::lint(sources, parsed));
    let mut checked = parsed.and_then(|parsed| resolve::resolve(parsed, drafts));
    diagnostic::sort(&mut checked.diagnostics);
    checked
}

/// What a check of sources that are being written keeps for the next.
#[derive(Debug, Default)]
pub struct Memory {
    files: parse::ParsedFiles,
    texts: resolve::Memory,
    lint: lint::Memory,
}

/// The same as [`check`], for sources that were checked before and of which little has changed.
/// A file that is the same, by its [`Arc`](std::sync::Arc), is not looked through again.
pub fn check_again(sources: &Sources, drafts: Drafts, memory: &mut Memory) -> (Reader, Problems) {
    let (resolved, documents) = resolve_again(sources, drafts, memory);
    let mut problems = lint_again(sources, &documents, memory);
    problems.add([SortedProblems::of(resolved.diagnostics)]);
    (resolved.value, problems)
}

/// The first half of [`check_again`]: all that pages need. The documents are what the other half
/// looks through.
pub fn resolve_again(
    sources: &Sources,
    drafts: Drafts,
    memory: &mut Memory,
) -> (Checked<Reader>, Documents) {
    let mut diagnostics = Vec::new();
    let parsed = parse::parse_again(sources, &mut memory.files).unload(&mut diagnostics);
    let documents = Documents::of(&parsed);
    let reader = resolve::resolve_again(parsed, drafts, &mut memory.texts);
    let reader = reader.unload(&mut diagnostics);
    (Checked::new(reader, diagnostics), documents)
}

/// The second half of [`check_again`]: what is wrong with the files and no stage stumbles over.
pub fn lint_again(sources: &Sources, documents: &Documents, memory: &mut Memory) -> Problems {
    let mut problems = Problems::default();
    problems.add(lint::lint_again(sources, documents, &mut memory.lint));
    problems
}
