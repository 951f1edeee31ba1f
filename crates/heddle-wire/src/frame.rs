//! A message as bytes and descriptors, and back. Numbers are little endian:
//!
//! ```text
//! message := kind u8, count of parts u32, length of the body u64, body, parts
//! part    := 0 content                                                    bytes of an ArrayBuffer
//!          | 1 capacity u64, length u64, growable u8, flags u32, one fd   shared memory
//!          | 2 content                                                    WebAssembly.Module
//!          | 3 text, text, count of fds u8, those fds, has message u8, [message]
//! content := 0 length u64, bytes | 1 length u64, one fd
//! text    := length u32, bytes
//! ```

use crate::cursor::{Cursor, Malformed};
use crate::message::{Body, Content, Data, HostPart, Message, Part, PartKind, SharedPart};
use crate::{clone, plain, Limits};
use std::collections::VecDeque;
use std::os::fd::OwnedFd;

/// Descriptors that one message may have: the kernel takes no more with one write (SCM_MAX_FD).
pub const MOST_DESCRIPTORS: usize = 253;
/// Messages in parts of messages in parts …
const MOST_NESTING: usize = 8;

/// A message as it travels.
#[derive(Debug, Default)]
pub struct Frame {
    /// Everything but
    pub bytes: Vec<u8>,
    /// these, which the bytes call for in this order.
    pub descriptors: Vec<OwnedFd>,
}

impl Message {
    /// The message as bytes and descriptors.
    pub fn encode(self) -> Frame {
        let mut frame = Frame::default();
        frame.message(self);
        frame
    }

    /// Reads a frame that another process has written. Every byte is checked before a message comes of it: what this
    /// returns the engine can read. Not looked at is what descriptors lead to.
    pub fn decode(frame: Frame, limits: &Limits) -> Result<Message, Malformed> {
        let mut reader = Reader { cursor: Cursor::new(&frame.bytes), descriptors: frame.descriptors.into(), limits };
        let message = reader.message(0)?;
        reader.cursor.end()?;
        if !reader.descriptors.is_empty() {
            return Err(reader.cursor.bad("descriptors that belong to nothing"));
        }
        Ok(message)
    }
}

impl Frame {
    fn u32(&mut self, number: u32) {
        self.bytes.extend_from_slice(&number.to_le_bytes());
    }

    fn u64(&mut self, number: u64) {
        self.bytes.extend_from_slice(&number.to_le_bytes());
    }

    fn text(&mut self, bytes: &[u8]) {
        self.u32(u32::try_from(bytes.len()).unwrap_or(u32::MAX));
        self.bytes.extend_from_slice(bytes);
    }

    fn content(&mut self, content: Content) {
        match content {
            Content::Inline(bytes) => {
                self.bytes.push(0);
                self.u64(bytes.len() as u64);
                self.bytes.extend_from_slice(&bytes);
            }
            Content::Sealed { memory, length } => {
                self.bytes.push(1);
                self.u64(length);
                self.descriptors.push(memory);
            }
        }
    }

    fn message(&mut self, message: Message) {
        let number;
        let (kind, body): (u8, &[u8]) = match &message.body {
            Body::Undefined => (0, &[]),
            Body::Null => (1, &[]),
            Body::Bool(false) => (2, &[]),
            Body::Bool(true) => (3, &[]),
            Body::Number(value) => {
                number = value.to_bits().to_le_bytes();
                (4, &number)
            }
            Body::Text(text) => (5, text),
            Body::Bytes => (6, &[]),
            Body::Plain(data) => (7, data.bytes()),
            Body::Clone(data) => (8, data.bytes()),
            Body::Unreadable(why) => (9, why),
        };
        self.bytes.reserve(13 + body.len());
        self.bytes.push(kind);
        self.u32(u32::try_from(message.parts.len()).unwrap_or(u32::MAX));
        self.u64(body.len() as u64);
        self.bytes.extend_from_slice(body);
        for part in message.parts {
            self.part(part);
        }
    }

    fn part(&mut self, part: Part) {
        match part {
            Part::Bytes(content) => {
                self.bytes.push(0);
                self.content(content);
            }
            Part::Shared(shared) => {
                self.bytes.push(1);
                self.u64(shared.capacity);
                self.u64(shared.length);
                self.bytes.push(shared.growable.into());
                self.u32(shared.flags);
                self.descriptors.push(shared.memory);
            }
            Part::Wasm(content) => {
                self.bytes.push(2);
                self.content(content);
            }
            Part::Host(host) => {
                self.bytes.push(3);
                self.text(host.kind.as_bytes());
                self.text(&host.bytes);
                self.bytes.push(u8::try_from(host.descriptors.len()).unwrap_or(u8::MAX));
                self.descriptors.extend(host.descriptors);
                self.bytes.push(host.message.is_some().into());
                if let Some(message) = host.message {
                    self.message(*message);
                }
            }
        }
    }
}

struct Reader<'a> {
    cursor: Cursor<'a>,
    descriptors: VecDeque<OwnedFd>,
    limits: &'a Limits,
}

impl<'a> Reader<'a> {
    fn message(&mut self, nesting: usize) -> Result<Message, Malformed> {
        if nesting > MOST_NESTING {
            return Err(self.cursor.bad("messages too deep in one another"));
        }
        let kind = self.cursor.u8()?;
        let count = self.cursor.u32()? as usize;
        let length = self.cursor.u64()?;
        let bytes = self.cursor.take(length)?;
        if count > self.limits.parts || count > self.cursor.left() {
            return Err(self.cursor.bad("too many entries in the side table"));
        }
        let mut parts = Vec::with_capacity(count);
        for _ in 0..count {
            parts.push(self.part(nesting)?);
        }
        let body = self.body(kind, bytes, &parts)?;
        Ok(Message { body, parts })
    }

    fn body(&self, kind: u8, bytes: &[u8], parts: &[Part]) -> Result<Body, Malformed> {
        let expected = match kind {
            0..=3 | 6 => 0,
            4 => 8,
            _ => bytes.len(),
        };
        if bytes.len() != expected {
            return Err(self.cursor.bad("a body of another length"));
        }
        let kinds: Vec<PartKind> = parts.iter().map(Part::kind).collect();
        match kind {
            6 if kinds == [PartKind::Bytes] => {}
            8 => clone::check(bytes, &kinds, self.limits)?,
            _ if !parts.is_empty() => return Err(self.cursor.bad("a side table that nothing names")),
            _ => {}
        }
        Ok(match kind {
            0 => Body::Undefined,
            1 => Body::Null,
            2 => Body::Bool(false),
            3 => Body::Bool(true),
            4 => Body::Number(self.number(bytes)?),
            5 => Body::Text(bytes.into()),
            6 if parts.len() == 1 => Body::Bytes,
            7 => {
                plain::check_plain(bytes)?;
                Body::Plain(Data::checked(bytes))
            }
            8 => Body::Clone(Data::checked(bytes)),
            9 => Body::Unreadable(bytes.into()),
            _ => return Err(self.cursor.bad("an unknown kind of message")),
        })
    }

    fn number(&self, bytes: &[u8]) -> Result<f64, Malformed> {
        let bytes = bytes.try_into().map_err(|_| self.cursor.bad("a number that is none"))?;
        let number = f64::from_bits(u64::from_le_bytes(bytes));
        Ok(if number.is_nan() { f64::NAN } else { number })
    }

    fn part(&mut self, nesting: usize) -> Result<Part, Malformed> {
        Ok(match self.cursor.u8()? {
            0 => Part::Bytes(self.content()?),
            1 => {
                let (capacity, length) = (self.cursor.u64()?, self.cursor.u64()?);
                let growable = self.flag()?;
                let flags = self.cursor.u32()?;
                if length > capacity || (!growable && length != capacity) {
                    return Err(self.cursor.bad("shared memory longer than itself"));
                }
                Part::Shared(SharedPart { memory: self.descriptor()?, capacity, length, growable, flags })
            }
            2 => Part::Wasm(self.content()?),
            3 => {
                let kind = self.text()?;
                let kind = std::str::from_utf8(kind).map_err(|_| self.cursor.bad("a name that is no text"))?.to_owned();
                let bytes = self.text()?.into();
                let count = self.cursor.u8()?;
                let descriptors = (0..count).map(|_| self.descriptor()).collect::<Result<_, _>>()?;
                let message = if self.flag()? { Some(Box::new(self.message(nesting + 1)?)) } else { None };
                Part::Host(HostPart { kind, bytes, message, descriptors })
            }
            _ => return Err(self.cursor.bad("an unknown entry of the side table")),
        })
    }

    fn flag(&mut self) -> Result<bool, Malformed> {
        match self.cursor.u8()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(self.cursor.bad("a truth value that is none")),
        }
    }

    fn text(&mut self) -> Result<&'a [u8], Malformed> {
        let length = self.cursor.u32()?;
        self.cursor.take(length.into())
    }

    fn content(&mut self) -> Result<Content, Malformed> {
        let sealed = self.flag()?;
        let length = self.cursor.u64()?;
        if sealed {
            return Ok(Content::Sealed { memory: self.descriptor()?, length });
        }
        Ok(Content::Inline(self.cursor.take(length)?.into()))
    }

    fn descriptor(&mut self) -> Result<OwnedFd, Malformed> {
        self.descriptors.pop_front().ok_or(self.cursor.bad("a descriptor that did not come"))
    }
}

#[cfg(test)]
#[path = "frame_tests.rs"]
mod tests;
