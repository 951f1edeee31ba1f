//! System calls: the only crate that names libc.

pub mod descriptor;
pub mod process;
pub mod signals;
pub mod terminal;
