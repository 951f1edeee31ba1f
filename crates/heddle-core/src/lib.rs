//! What every isolate needs between the engine and the standard modules: the event loop, the blocking pool and
//! the module loader.
#![forbid(unsafe_code)]

mod async_op;
mod bell;
pub mod blocking;
mod compiled;
pub mod delay;
pub mod esm;
mod event;
mod event_loop;
mod fd;
mod mailbox;
mod meter;
pub mod modules;
mod references;
mod source_places;
mod spin;
mod turn;

pub use async_op::{begin, call_back, drain, report, spawn_blocking, Completion};
pub use bell::{has_woken_another, Bell};
pub use compiled::compile_shared;
pub use event::{Event, LoopHandle};
pub use event_loop::{EventLoop, LoopHooks, Milestone};
pub use fd::{rewatch_fd, unwatch_fd, watch_fd, watch_ref, Interest, WatchId};
pub use meter::{LoopMeter, LoopTimes};
pub use references::{Reason, RefGuard};
pub use source_places::{start_around, Around};
pub use spin::RunningGuard;
pub use turn::{run_loop, LoopEnd};
