//! What a page shows: DESIGN.md, sections 2 and 4, by example.

mod annotations;
mod direction;
mod fonts;
mod glossary;
mod hooks;
mod hostile;
mod links;
mod parallel;
mod publishing;
mod reading;
mod site;
mod sources;
mod theme;
