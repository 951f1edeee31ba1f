//! Child processes. Programs are started by a **guard**: a small process of one thread that the first start brings up.
//! It starts programs as fast whatever this process's size, adopts orphans among their descendants, and when this process
//! dies of anything but its own decision it takes them all down (docs/design/child-processes.md).
#![forbid(unsafe_code)]

mod birth;
mod budget;
mod channel;
mod command;
mod connect;
pub mod guard;
mod helper;
mod lost;
pub mod packet;
mod run;
mod socket;
mod wire;
pub mod zygote;

pub use birth::{Asked, Birth};
pub use budget::most_children;
pub use channel::{Channel, Ready, StartError, Waiting};
pub use command::{Command, Descriptor, Identity};
pub use connect::{configure, guard_id, identity_changed, Orphans, Settings};
pub use run::{run, stdio_pair, Pipe, Run, RunResult};
pub use wire::{ChildId, Exit, Malformed, Usage};
