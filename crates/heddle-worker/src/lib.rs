//! Message ports, groups of them, locks, and the life cycle of workers.
//!
//! A port knows a transport, never a place: the in-process transport here is a pair of queues, and whoever receives is
//! told through its loop's mailbox.
#![forbid(unsafe_code)]

mod broadcast;
mod control;
mod directory;
mod lane;
mod life;
mod limits;
mod link;
mod link_port;
mod link_ports;
mod locks;
mod meanwhile;
mod outbox;
mod port;
mod reach;
mod unread;

pub use broadcast::Membership;
pub use control::{abandoned_workers, Cause, Control, Notice, PATIENCE};
pub use directory::{thread_ends, thread_exists, thread_post, thread_runs, thread_starts};
pub use life::{next_thread_id, reserve_thread_ids, ExitReason, Life, Transition, WorkerOutput};
pub use limits::{LimitUse, TimeLimit, TimeLimits};
pub use link::{Arrival, Link, LinkFrame, Partial};
pub use link_ports::{LinkPorts, LinkSide, Outgoing, Things};
pub use locks::{
    lock_leave, lock_query, lock_release, lock_request, LockInfo, LockMode, LockNotice, LockObserver, LockOptions,
    LockOutcome,
};
pub use meanwhile::send_meanwhile;
pub use port::{Amount, PortEnd};
