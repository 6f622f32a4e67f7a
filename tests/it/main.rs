//! What authors write, and what students get.

mod text;
