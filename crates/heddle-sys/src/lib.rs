//! System calls: the only crate that names libc.

pub mod cgroup;
pub mod descriptor;
pub mod os;
pub mod process;
pub mod signals;
pub mod terminal;
pub mod errno;
