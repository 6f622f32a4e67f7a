//! What authors write, and what students get.

mod fixtures;
mod reader;
mod text;
