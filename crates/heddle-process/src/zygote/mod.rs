//! The zygote: a process of one thread with a warm engine and no event loop, from which process workers are forked
//! (docs/design/process-workers.md). It is started from the runtime's own executable under the name [`NAME`], with its
//! control socket as descriptor 3, and ends with the runtime.

mod client;
mod fate;
mod groups;
mod news;
mod server;

pub use client::{fork_worker, prewarm, zygote_id, Home, Kind};
pub use fate::fate;
pub use groups::GroupOrder;
pub use news::{Fate, News};
pub use server::{serve, Served, Zygote};

/// `argv[0]` of a zygote, and its name in ps(1).
pub const NAME: &str = "heddle-zygote";
/// `argv[0]`'s counterpart of a worker: its name in ps(1).
pub const WORKER_NAME: &str = "heddle-worker";
/// The argument of the zygote of sandboxed workers.
pub const CONFINED: &std::ffi::CStr = c"--confined";
/// The descriptor of its control socket.
pub(crate) const CONTROL: i32 = 3;

/// What goes over the control socket, a packet each.
pub(crate) mod control {
    /// A worker, with its file mode creation mask, its control group if it is to have one and, as descriptors, its link, its
    /// standard streams and its folder.
    pub(crate) const FORK: u8 = b'W';
    /// Fork nothing any more, and end when the last worker has.
    pub(crate) const RETIRE: u8 = b'R';
}
