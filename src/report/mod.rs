//! What a reader holds, counted: a [`Reader`](crate::resolve::Reader) comes in, reports for people
//! and machines go out.
//!
//! - `glossary.rs`: concepts and their occurrences.
//! - `table.rs`: rows in columns.

mod glossary;
mod table;

pub use glossary::{ConceptReport, FormCount, TextCount, glossary, glossary_table};
pub use table::{Align, Table};
