//! System calls: the only crate that names libc.

pub mod process;
pub mod terminal;
