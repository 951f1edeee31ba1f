//! A message between processes: its data, and the table of what is no bytes of the data.

use std::os::fd::OwnedFd;

/// A value on its way to another process.
#[derive(Debug)]
pub struct Message {
    /// The value.
    pub body: Body,
    /// The side table. Clone data names each entry once, by its index; plain data names none.
    pub parts: Vec<Part>,
}

/// The value of a message.
#[derive(Debug)]
pub enum Body {
    /// `undefined`
    Undefined,
    /// `null`
    Null,
    /// A boolean.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A string of Latin-1 characters.
    Text(Box<[u8]>),
    /// An ArrayBuffer: the one entry of the side table.
    Bytes,
    /// Plain data ([`crate::check_plain`]).
    Plain(Data),
    /// Clone data ([`crate::check_clone`]).
    Clone(Data),
    /// What could not be sent, and why, in Latin-1 characters.
    Unreadable(Box<[u8]>),
}

/// Bytes that the engine is to read. Only [`Message::decode`] makes such as were checked, and no others are read.
#[derive(Debug)]
pub struct Data {
    bytes: Box<[u8]>,
    checked: bool,
}

impl Data {
    /// What is to be sent.
    pub fn new(bytes: impl Into<Box<[u8]>>) -> Data {
        Data { bytes: bytes.into(), checked: false }
    }

    pub(crate) fn checked(bytes: &[u8]) -> Data {
        Data { bytes: bytes.into(), checked: true }
    }

    /// The bytes, if they were checked.
    pub fn into_checked(self) -> Option<Box<[u8]>> {
        self.checked.then_some(self.bytes)
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Bytes, in the message or in memory of their own.
#[derive(Debug)]
pub enum Content {
    /// In the message.
    Inline(Box<[u8]>),
    /// Beside it. That the memory is sealed against every change and has this length, whoever maps it checks
    /// (`heddle_sys::memfd::Sealed::open`).
    Sealed {
        /// A memfd.
        memory: OwnedFd,
        /// In bytes.
        length: u64,
    },
}

/// The memory of a SharedArrayBuffer, made and mapped by the engine's `SharedBuf::{share, map_shared}`.
#[derive(Debug)]
pub struct SharedPart {
    /// The memfd of data and control area.
    pub memory: OwnedFd,
    /// Capacity in bytes: what the descriptor's memory must have room for.
    pub capacity: u64,
    /// The buffer's length in bytes, as its sender saw it.
    pub length: u64,
    /// Whether it can grow up to its capacity.
    pub growable: bool,
    /// For what this format has no field yet; unknown bits are refused by the receiver.
    pub flags: u32,
}

/// A platform object of the host's: port, descriptor, key, …
#[derive(Debug)]
pub struct HostPart {
    /// What it is; the host knows the names.
    pub kind: String,
    /// Its description.
    pub bytes: Box<[u8]>,
    /// A value that belongs to it.
    pub message: Option<Box<Message>>,
    /// Descriptors that belong to it.
    pub descriptors: Vec<OwnedFd>,
}

/// An entry of the side table.
#[derive(Debug)]
pub enum Part {
    /// The content of an ArrayBuffer.
    Bytes(Content),
    /// The memory of a SharedArrayBuffer.
    Shared(SharedPart),
    /// A WebAssembly.Module, by the bytes that it was compiled from.
    Wasm(Content),
    /// Something of the host's.
    Host(HostPart),
}

/// A [`Part`] without what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PartKind {
    Bytes,
    Shared,
    Wasm,
    Host,
}

impl Part {
    pub(crate) fn kind(&self) -> PartKind {
        match self {
            Part::Bytes(_) => PartKind::Bytes,
            Part::Shared(_) => PartKind::Shared,
            Part::Wasm(_) => PartKind::Wasm,
            Part::Host(_) => PartKind::Host,
        }
    }
}

impl Content {
    /// In bytes, as its sender says.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> u64 {
        match self {
            Content::Inline(bytes) => bytes.len() as u64,
            Content::Sealed { length, .. } => *length,
        }
    }
}
