//! Stream sockets and pipes of an isolate, as its event loop drives them.

pub(crate) mod address;
pub(crate) mod stream;
pub(crate) mod transmit;

pub(crate) use stream::{streams, Stream};
