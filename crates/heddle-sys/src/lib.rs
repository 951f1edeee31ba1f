//! System calls: the only crate that names libc.

pub mod cgroup;
pub mod child;
pub mod descriptor;
pub mod errno;
pub mod faults;
pub mod file;
pub mod fork;
pub mod heritage;
pub mod journal;
pub mod memfd;
pub mod memory;
pub mod os;
pub mod process;
pub mod resolve;
pub mod rlimit;
pub mod sampling;
pub mod sandbox;
pub mod shared_region;
pub mod signals;
pub mod terminal;
pub mod thread;
pub mod wait;
