//! Messages between processes: what they are as bytes, and the checks that stand before everything that another process
//! has written. No engine, no system calls but the mapping of a ring: docs/design/messages-between-processes.md.

#![forbid(unsafe_code)]

mod clone;
mod cursor;
mod frame;
mod message;
mod plain;
pub mod ring;

pub use clone::{check_clone, tags};
pub use cursor::Malformed;
pub use frame::{Frame, MOST_DESCRIPTORS};
pub use message::{Body, Content, Data, HostPart, Message, Part, SharedPart};
pub use plain::{check_plain, CheckedPlain};

/// What a message of another process may be at most.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Values that stand in one another.
    pub depth: usize,
    /// Objects in one message.
    pub objects: usize,
    /// Entries of the side table.
    pub parts: usize,
    /// The `maxByteLength` of a resizable buffer, which is set aside when it is made.
    pub resizable: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { depth: 1 << 20, objects: 1 << 28, parts: 1 << 16, resizable: 4 << 30 }
    }
}

/// Contents of this size and more go beside the message, in memory of their own.
pub const LARGE: usize = 64 << 10;
