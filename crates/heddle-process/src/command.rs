//! What to start, as one typed value.

use std::os::fd::OwnedFd;

/// A descriptor of the new program.
#[derive(Debug)]
pub enum Descriptor {
    /// /dev/null for the first three, closed for others.
    Nothing,
    /// One that the caller made for it.
    Own(OwnedFd),
}

/// The user and group that a program runs as; `None`: the starter's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// User id.
    pub user: Option<u32>,
    /// Group id.
    pub group: Option<u32>,
}

/// A program to start.
#[derive(Debug, Default)]
pub struct Command {
    /// A path, or a name to look for in the folders of PATH in `environment`.
    pub file: Vec<u8>,
    /// Its arguments, the first being its own name.
    pub arguments: Vec<Vec<u8>>,
    /// Its environment, as `NAME=value`.
    pub environment: Vec<Vec<u8>>,
    /// Where it starts; `None`: where this process is.
    pub folder: Option<Vec<u8>>,
    /// Whether it leads a session of its own and outlives this process whatever happens.
    pub detached: bool,
    /// Who it runs as.
    pub identity: Identity,
    /// Its descriptors from 0 on.
    pub descriptors: Vec<Descriptor>,
}
