//! Message ports, groups of them, and the life cycle of workers.
//!
//! A port knows a transport, never a place: the in-process transport here is a pair of queues, and whoever receives is
//! told through its loop's mailbox.
#![forbid(unsafe_code)]

mod broadcast;
mod life;
mod port;

pub use broadcast::Membership;
pub use life::{next_thread_id, ExitReason, Life, Transition, WorkerOutput};
pub use port::{Channel, PortEnd};
