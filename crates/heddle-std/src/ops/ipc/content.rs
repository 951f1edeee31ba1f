//! What messages of a channel say, on its way into a ring and out of it: long strings with one copy on each side.

use super::{Malformed, HANDLE, PLAIN};
use crate::net::Callback;
use heddle_engine::{plain_string, PlainMessage, Text, TextInPieces, PLAIN_STRING_HEAD};
use heddle_wire::ring::{self, Pushed, Receiver, Sender};
use std::os::fd::OwnedFd;

/// A message on its way out.
pub(super) struct Outgoing {
    pub(super) kind: u32,
    /// How much it is, when that is much.
    pub(super) large: u64,
    pub(super) content: Content,
    /// How much of the content is in the ring.
    pub(super) done: usize,
    pub(super) descriptors: Vec<OwnedFd>,
    pub(super) told: Option<Callback>,
}

/// What a message says.
pub(super) enum Content {
    Bytes(Vec<u8>),
    /// Plain data, whose strings are not copied before they are in the ring, and how many bytes they are.
    Plain(PlainMessage, usize),
}

impl Content {
    pub(super) fn len(&self) -> usize {
        match self {
            Content::Bytes(bytes) => bytes.len(),
            Content::Plain(_, length) => *length,
        }
    }
}

impl Outgoing {
    /// How much is not in the ring yet.
    pub(super) fn left(&self) -> usize {
        self.content.len() - self.done
    }

    /// Writes what there is room for, at most until the reader has to be woken; whether that was all.
    pub(super) fn push(&mut self, sender: &mut Sender) -> Result<(bool, Pushed), Malformed> {
        let (plain, length) = match &self.content {
            Content::Bytes(bytes) => {
                let (whole, pushed) = sender.push_on(self.kind, bytes, &mut self.done)?;
                return Ok((whole.is_some(), pushed));
            }
            Content::Plain(plain, length) => (plain, *length),
        };
        let mut skipped = 0;
        let mut stop = Ok(None);
        plain.pieces(|piece| {
            let from = (self.done - skipped).min(piece.len());
            skipped += from;
            for part in piece[from..].chunks(ring::PIECE) {
                if !matches!(stop, Ok(None)) {
                    return;
                }
                match sender.push_piece(self.kind, part, self.done + part.len() < length) {
                    Ok(Some(pushed)) => {
                        self.done += part.len();
                        skipped += part.len();
                        stop = Ok(pushed.wake.then_some(pushed));
                    }
                    Ok(None) => stop = Ok(Some(Pushed { wake: false })),
                    Err(error) => stop = Err(error),
                }
            }
        });
        Ok((self.done == length, stop?.unwrap_or(Pushed { wake: false })))
    }
}

/// A message that is there.
pub(super) enum Arrived {
    Bytes(Vec<u8>),
    /// Plain data that are one long string, as that string.
    Text(Box<Text>),
}

/// Puts messages together.
#[derive(Default)]
pub(super) struct Incoming {
    begun: Begun,
    piece: Vec<u8>,
    /// Room that a large message had, for the next.
    spare: Vec<u8>,
}

#[derive(Default)]
enum Begun {
    #[default]
    Nothing,
    Bytes(Vec<u8>),
    Text(TextInPieces),
}

impl Incoming {
    /// The next message, and its kind; `None` if it is not there, or not all of it.
    pub(super) fn next(&mut self, receiver: &mut Receiver) -> Result<Option<(u32, Arrived)>, Malformed> {
        let other = Malformed { what: "a text of another length", at: 0 };
        while let Some(piece) = receiver.next_piece(&mut self.piece)? {
            if piece.is_first && piece.is_last {
                return Ok(Some((piece.kind, Arrived::Bytes(std::mem::take(&mut self.piece)))));
            }
            match &mut self.begun {
                Begun::Nothing => self.begin(piece.kind),
                Begun::Bytes(bytes) => bytes.extend_from_slice(&self.piece),
                Begun::Text(text) => {
                    if !text.push(&self.piece) {
                        return Err(other);
                    }
                }
            }
            if piece.is_last {
                let message = match std::mem::take(&mut self.begun) {
                    Begun::Nothing => Arrived::Bytes(Vec::new()),
                    Begun::Bytes(bytes) => Arrived::Bytes(bytes),
                    Begun::Text(text) => Arrived::Text(Box::new(text.finish().ok_or(other)?)),
                };
                return Ok(Some((piece.kind, message)));
            }
        }
        Ok(None)
    }

    /// No more room is made for a text than what a message in a ring can have, whatever is said of its length.
    fn begin(&mut self, kind: u32) {
        heddle_sys::memory::keep_free_memory();
        if kind & !HANDLE == PLAIN {
            let size = |(units, wide)| if wide { 2 * units } else { units };
            let long = |text: &(usize, bool)| (ring::MOST..=ring::BESIDE).contains(&size(*text));
            let text =
                plain_string(&self.piece).filter(long).and_then(|(units, wide)| TextInPieces::new(units, wide).ok());
            if let Some(mut text) = text {
                if text.push(&self.piece[PLAIN_STRING_HEAD..]) {
                    self.begun = Begun::Text(text);
                    return;
                }
            }
        }
        let mut bytes = std::mem::take(&mut self.spare);
        bytes.clear();
        bytes.extend_from_slice(&self.piece);
        self.begun = Begun::Bytes(bytes);
    }

    /// Takes the room of a message that was read.
    pub(super) fn reuse(&mut self, bytes: Vec<u8>) {
        let place = if bytes.capacity() > ring::MOST { &mut self.spare } else { &mut self.piece };
        *place = bytes;
    }
}
