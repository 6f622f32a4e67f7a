//! Words of three languages: when they are the same, and where terms stand.

mod against_naive;
mod alphabet;
mod closest;
mod fingerprint;
mod fold;
mod glossary_match;
mod half_space;
mod hygiene;
mod isolate;
mod laws;
mod naive;
