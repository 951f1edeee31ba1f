//! Stream sockets and pipes of an isolate, as its event loop drives them.

pub(crate) mod address;
mod drain;
pub(crate) mod stream;
pub(crate) mod transmit;

pub(crate) use drain::drain;
pub(crate) use stream::{streams, Callback, Stream};
