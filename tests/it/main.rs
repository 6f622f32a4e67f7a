//! What authors write, and what students get.

mod building;
mod drift;
mod exporting;
mod fixtures;
mod guide;
mod hostile;
mod importing;
mod laws;
mod mending;
mod messages;
mod pages;
mod reader;
mod review;
mod scaffold;
mod schemas;
mod search;
mod serving;
mod text;
mod translations;
mod workflows;
