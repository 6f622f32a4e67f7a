//! Mends what is wrong with sources: their diagnostics propose changes, those that may be made without
//! asking are made, and the files that say something else come out.
//!
//! What was mended is checked again, because one change may call for the next (straight quotation
//! marks become « », which want no space inside), and because no change may cause an error or make
//! something else of a block: a change that does, such as that of a heading to which a link leads or
//! of a hidden character before `---`, is not made. An error that can be mended in its turn does not
//! count: the quotes of annotations follow the text.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Fix, Severity};
use crate::load::Sources;
use crate::parse::{body_of, has_same_outline};
use crate::resolve::Drafts;
use crate::source::{SourceFile, SourcePath};
use crate::text::Class;
use crate::{Memory, check_again};

/// What has been mended.
#[derive(Debug, Default)]
pub struct Mended {
    /// The files that say something else now.
    pub files: BTreeMap<SourcePath, MendedFile>,
    /// Files that were to be left as they are, and are not as they should be.
    pub left: BTreeSet<SourcePath>,
}

/// A file that says something else than before.
#[derive(Debug, Default)]
pub struct MendedFile {
    /// What it says.
    pub text: String,
    /// How many diagnostics of each kind were mended.
    pub counts: BTreeMap<Code, usize>,
}

/// Makes every change that the diagnostics of `sources` propose and whose class is at most `up_to`,
/// till there is none. Files in `untouched` stay as they are, and so does all that is not content.
///
/// To mend twice is to mend once.
pub fn mend(sources: &Sources, up_to: Class, untouched: &BTreeSet<SourcePath>) -> Mended {
    /// Each round mends what the last one has made possible; none is known to need four.
    const MOST_ROUNDS: usize = 16;
    let mut mending = Mending::new(sources);
    for _ in 0..MOST_ROUNDS {
        let proposals = mending.proposals(up_to, untouched);
        if !mending.make(&proposals, up_to) {
            break;
        }
    }
    mending.finish()
}

/// A change that a diagnostic proposes.
#[derive(Clone, Debug)]
struct Proposal {
    path: SourcePath,
    code: Code,
    fixes: Vec<Fix>,
}

/// How many errors each file has that say the same, without those that will be mended.
type Errors = BTreeMap<(SourcePath, Code, String), usize>;

/// Sources while they are mended.
struct Mending {
    sources: Sources,
    diagnostics: Vec<Diagnostic>,
    memory: Memory,
    mended: Mended,
}

impl Mending {
    fn new(sources: &Sources) -> Self {
        let sources = with_files(sources, sources.files.clone());
        let mut memory = Memory::default();
        let diagnostics = check_again(&sources, Drafts::Included, &mut memory).1.sorted();
        Self { sources, diagnostics, memory, mended: Mended::default() }
    }

    /// What may be changed now, in order and apart.
    fn proposals(&mut self, up_to: Class, untouched: &BTreeSet<SourcePath>) -> Vec<Proposal> {
        let mut proposals = Vec::new();
        let mut taken: BTreeSet<(&SourcePath, u32, u32)> = BTreeSet::new();
        for diagnostic in &self.diagnostics {
            let Diagnostic { path, code, fixes, .. } = diagnostic;
            if !may_be_mended(diagnostic, up_to) {
                continue;
            }
            if untouched.contains(path) {
                self.mended.left.insert(path.clone());
                continue;
            }
            if fixes.iter().all(|fix| is_free(&taken, path, fix)) {
                taken.extend(fixes.iter().map(|fix| (path, fix.span.start, fix.span.end)));
                proposals.push(Proposal { path: path.clone(), code: *code, fixes: fixes.clone() });
            }
        }
        proposals
    }

    /// Makes changes, all but those that cause an error; whether any was made.
    fn make(&mut self, proposals: &[Proposal], up_to: Class) -> bool {
        let before = errors(&self.diagnostics, up_to);
        let mut made: Vec<&Proposal> = Vec::new();
        let mut waiting = vec![proposals];
        while let Some(some) = waiting.pop() {
            if some.is_empty() {
                continue;
            }
            let tried: Vec<&Proposal> = made.iter().copied().chain(some).collect();
            let sources = changed(&self.sources, &tried);
            let found = check_again(&sources, Drafts::Included, &mut self.memory).1.sorted();
            let is_good = is_no_worse(&errors(&found, up_to), &before)
                && have_same_outlines(&self.sources, &sources);
            if is_good {
                made = tried;
                self.diagnostics = found;
            } else if some.len() > 1 {
                let (first, second) = some.split_at(some.len() / 2);
                waiting.extend([second, first]);
            }
        }
        self.sources = changed(&self.sources, &made);
        for proposal in &made {
            let file = self.mended.files.entry(proposal.path.clone()).or_default();
            *file.counts.entry(proposal.code).or_insert(0) += 1;
        }
        !made.is_empty()
    }

    fn finish(mut self) -> Mended {
        for file in &self.sources.files {
            if let Some(mended) = self.mended.files.get_mut(&file.path) {
                mended.text.clone_from(&file.text);
            }
        }
        self.mended
    }
}

fn may_be_mended(diagnostic: &Diagnostic, up_to: Class) -> bool {
    diagnostic.class.is_some_and(|class| class <= up_to)
        && !diagnostic.fixes.is_empty()
        && diagnostic.path.as_str().starts_with("content/")
}

/// Whether a change touches none of those that are taken.
fn is_free(taken: &BTreeSet<(&SourcePath, u32, u32)>, path: &SourcePath, fix: &Fix) -> bool {
    let (start, end) = (fix.span.start, fix.span.end);
    let before = taken.range(..=(path, start, u32::MAX)).next_back();
    let is_behind = before.is_none_or(|(other, from, to)| {
        *other != path || *to <= start && (*from, *to) != (start, end)
    });
    let behind = taken.range((path, start, 0)..).next();
    let is_before = behind.is_none_or(|(other, from, _)| *other != path || end <= *from);
    is_behind && is_before
}

fn errors(diagnostics: &[Diagnostic], up_to: Class) -> Errors {
    let mut errors = Errors::new();
    for diagnostic in diagnostics {
        if diagnostic.severity() == Severity::Error && !may_be_mended(diagnostic, up_to) {
            let Diagnostic { path, code, message, .. } = diagnostic;
            *errors.entry((path.clone(), *code, message.to_string())).or_insert(0) += 1;
        }
    }
    errors
}

fn is_no_worse(errors: &Errors, before: &Errors) -> bool {
    errors.iter().all(|(kind, count)| before.get(kind).is_some_and(|known| count <= known))
}

/// Whether all bodies that differ differ in words alone.
fn have_same_outlines(before: &Sources, after: &Sources) -> bool {
    before.files.iter().zip(&after.files).all(|(before, after)| {
        Arc::ptr_eq(before, after) || has_same_outline(body_of(&before.text), body_of(&after.text))
    })
}

/// The sources with changes, which touch different bytes.
fn changed(sources: &Sources, proposals: &[&Proposal]) -> Sources {
    let mut by_file: BTreeMap<&SourcePath, Vec<&Fix>> = BTreeMap::new();
    for proposal in proposals {
        by_file.entry(&proposal.path).or_default().extend(&proposal.fixes);
    }
    let files = sources.files.iter().map(|file| match by_file.get_mut(&file.path) {
        Some(fixes) => {
            fixes.sort_by_key(|fix| (fix.span.start, fix.span.end));
            Arc::new(SourceFile::new(file.path.clone(), with_fixes(&file.text, fixes)))
        }
        None => Arc::clone(file),
    });
    with_files(sources, files.collect())
}

fn with_fixes(text: &str, fixes: &[&Fix]) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut at = 0;
    for fix in fixes {
        let range = fix.span.range();
        mended.push_str(&text[at..range.start]);
        mended.push_str(&fix.replacement);
        at = range.end;
    }
    mended + &text[at..]
}

fn with_files(sources: &Sources, files: Vec<Arc<SourceFile>>) -> Sources {
    Sources {
        config: sources.config.clone(),
        files,
        pictures: sources.pictures.clone(),
        dictionary: sources.dictionary.clone(),
        records: sources.records.clone(),
    }
}
