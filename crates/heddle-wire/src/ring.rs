//! A pair of rings in memory that two processes share: small messages without a system call. Each ring has one writer and
//! one reader. Neither believes the other: positions are kept apart from the shared ones and checked against them, and a
//! message is copied out once before anybody looks at it.
//!
//! Who has nothing to read says so before it sleeps ([`Receiver::before_sleep`]), and whoever then writes is told to wake it
//! up ([`Pushed::wake`]) by a byte on the socket that belongs to the pair. A writer without room does the same the other way
//! round ([`Sender::wait_for_room`], [`Receiver::take_room_wanted`]).

use crate::Malformed;
use heddle_sys::shared_region::SharedRegion;
use std::io;
use std::os::fd::OwnedFd;
use std::sync::atomic::{fence, Ordering};
use std::sync::Arc;

/// What is written at once; a larger message goes in pieces.
pub const MOST: usize = 64 << 10;
/// The largest message that goes through a ring, in pieces.
pub const LARGEST: usize = 1 << 30;
/// A larger message had better go beside the ring, in memory of its own, so that its reader has nothing before it has all.
pub const BESIDE: usize = 8 << 20;
/// Of these at most as many are under way: messages with contents of their own beside the ring.
pub const MOST_BESIDE: usize = 32;

/// What fits into one ring: a large message as a whole, so that nobody has to wait amid it.
const CAPACITY: u64 = 2 << 20;
/// A writer that finds everything read goes back to the beginning from here on: memory that is not needed is never touched.
const WINDOW: u64 = 256 << 10;
/// Of the region: a version, then four numbers for each ring, each on a cache line of its own; then the rings.
const VERSION_AT: usize = 0;
const NUMBERS: usize = 128;
const PER_RING: usize = 512;
const HEAD: usize = 0;
const TAIL: usize = 128;
const SLEEPS: usize = 256;
const WANTS_ROOM: usize = 384;
const RINGS: usize = 4096;
const REGION: usize = RINGS + 2 * CAPACITY as usize;

const VERSION: u32 = 3;
/// Before each piece: its length, whether more pieces of the message follow, and the message's kind.
const HEADER: u64 = 8;
const MORE: u32 = 1 << 31;
/// A header that says that the next piece is at the beginning of the ring.
const AT_THE_BEGINNING: u64 = u64::MAX;
/// Large messages go in pieces of this size, so that one end reads while the other writes.
pub const PIECE: usize = 32 << 10;

/// Makes the region of a pair; `.1` is the descriptor for the other process, which calls [`open`].
pub fn create() -> io::Result<((Sender, Receiver), OwnedFd)> {
    let (region, fd) = SharedRegion::create(REGION)?;
    region.u32(VERSION_AT).store(VERSION, Ordering::Release);
    Ok((ends(region, 0), fd))
}

/// The other ends of a region that another process has made.
pub fn open(fd: &OwnedFd) -> io::Result<(Sender, Receiver)> {
    let region = SharedRegion::open(fd, REGION)?;
    if region.u32(VERSION_AT).load(Ordering::Acquire) != VERSION {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "a ring of another version"));
    }
    Ok(ends(region, 1))
}

fn ends(region: SharedRegion, writes: usize) -> (Sender, Receiver) {
    let region = Arc::new(region);
    let sender = Sender { region: region.clone(), ring: writes, head: 0, is_amid_message: false };
    (sender, Receiver { region, ring: 1 - writes, tail: 0, begun: None, pieces: Vec::new(), largest: LARGEST })
}

const fn number(ring: usize, which: usize) -> usize {
    NUMBERS + ring * PER_RING + which
}

const fn padded(length: usize) -> u64 {
    HEADER + (length as u64).next_multiple_of(8)
}

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pushed {
    /// The reader sleeps: it has to be woken.
    pub wake: bool,
}

/// The writing end of a ring.
pub struct Sender {
    region: Arc<SharedRegion>,
    ring: usize,
    head: u64,
    /// More pieces of a message are to come.
    is_amid_message: bool,
}

impl Sender {
    /// Writes a message of at most [`MOST`] bytes, made of `parts`; `None` if there is no room for it now.
    pub fn push(&mut self, kind: u32, parts: &[&[u8]]) -> Result<Option<Pushed>, Malformed> {
        let length = parts.iter().map(|part| part.len()).sum();
        assert!(length <= MOST);
        if padded(length) > self.room()? {
            return Ok(None);
        }
        Ok(Some(self.write(kind, length as u32, parts)))
    }

    /// Writes what there is room for of a message of at most [`LARGEST`] bytes; `done` is how much of it was written before,
    /// and is after. All of it is written once nothing is left and this was called; `None`: it is not.
    pub fn push_on(&mut self, kind: u32, message: &[u8], done: &mut usize) -> Result<(Option<()>, Pushed), Malformed> {
        assert!(message.len() <= LARGEST);
        let mut wake = false;
        loop {
            let left = &message[*done..];
            let now = left.len().min(if left.len() <= MOST && *done == 0 { MOST } else { PIECE });
            let more = now < left.len();
            let Some(pushed) = self.push_piece(kind, &left[..now], more)? else { return Ok((None, Pushed { wake })) };
            wake |= pushed.wake;
            *done += now;
            if !more {
                return Ok((Some(()), Pushed { wake }));
            }
        }
    }

    /// Writes a piece of a message, of at most [`MOST`] bytes; `more`: others follow. `None` if there is no room for it now.
    pub fn push_piece(&mut self, kind: u32, piece: &[u8], more: bool) -> Result<Option<Pushed>, Malformed> {
        assert!(piece.len() <= MOST);
        if padded(piece.len()) > self.room()? {
            return Ok(None);
        }
        let more = if more { MORE } else { 0 };
        Ok(Some(self.write(kind, piece.len() as u32 | more, &[piece])))
    }

    fn write(&mut self, kind: u32, length: u32, parts: &[&[u8]]) -> Pushed {
        if !self.is_amid_message && self.head % CAPACITY >= WINDOW && self.room() == Ok(CAPACITY) {
            self.copy(self.head, &AT_THE_BEGINNING.to_le_bytes());
            self.head = self.head.next_multiple_of(CAPACITY);
        }
        self.is_amid_message = length & MORE != 0;
        let header = (u64::from(kind) << 32 | u64::from(length)).to_le_bytes();
        self.copy(self.head, &header);
        let mut at = self.head + HEADER;
        for part in parts {
            self.copy(at, part);
            at += part.len() as u64;
        }
        self.head += padded((length & !MORE) as usize);
        self.region.u64(number(self.ring, HEAD)).store(self.head, Ordering::Release);
        // Either this sees that the reader sleeps, or the reader sees the message before it does.
        fence(Ordering::SeqCst);
        let sleeps = self.region.u32(number(self.ring, SLEEPS));
        Pushed { wake: sleeps.load(Ordering::Relaxed) != 0 && sleeps.swap(0, Ordering::SeqCst) != 0 }
    }

    /// Whether there is room for the next piece of a message of which `length` bytes are left.
    pub fn fits(&self, length: usize) -> Result<bool, Malformed> {
        Ok(padded(length.min(MOST)) <= self.room()?)
    }

    /// Where the next message will be.
    pub fn position(&self) -> u64 {
        self.head
    }

    /// Whether the message that was written at `position` has been read.
    pub fn has_read(&self, position: u64) -> Result<bool, Malformed> {
        Ok(self.head - (CAPACITY - self.room()?) > position)
    }

    /// Asks to be woken when something was read.
    pub fn ask_for_room(&self) {
        self.region.u32(number(self.ring, WANTS_ROOM)).store(1, Ordering::SeqCst);
        fence(Ordering::SeqCst);
    }

    fn room(&self) -> Result<u64, Malformed> {
        let tail = self.region.u64(number(self.ring, TAIL)).load(Ordering::Acquire);
        match self.head.checked_sub(tail) {
            Some(used) if used <= CAPACITY => Ok(CAPACITY - used),
            _ => Err(Malformed { what: "a ring whose reader is where it cannot be", at: 0 }),
        }
    }

    /// Asks to be woken when there is room, as [`Sender::fits`] has it; true if there is already.
    pub fn wait_for_room(&self, length: usize) -> Result<bool, Malformed> {
        self.ask_for_room();
        if !self.fits(length)? {
            return Ok(false);
        }
        self.region.u32(number(self.ring, WANTS_ROOM)).store(0, Ordering::SeqCst);
        Ok(true)
    }

    fn copy(&self, position: u64, bytes: &[u8]) {
        let at = (position % CAPACITY) as usize;
        let first = bytes.len().min(CAPACITY as usize - at);
        let base = RINGS + self.ring * CAPACITY as usize;
        self.region.copy_in(base + at, &bytes[..first]);
        self.region.copy_in(base, &bytes[first..]);
    }
}

/// What [`Receiver::next_piece`] has read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The message's kind.
    pub kind: u32,
    /// A message begins with it.
    pub is_first: bool,
    /// A message ends with it.
    pub is_last: bool,
}

/// The reading end of a ring.
pub struct Receiver {
    region: Arc<SharedRegion>,
    ring: usize,
    tail: u64,
    /// The kind of the message that has begun, and how much of it was read.
    begun: Option<(u32, usize)>,
    /// What `pop` puts together.
    pieces: Vec<u8>,
    largest: usize,
}

impl Receiver {
    /// Takes no messages in pieces that are larger than this.
    pub fn limit_pieces(&mut self, largest: usize) {
        self.largest = largest;
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.written() == self.tail
    }

    /// How far the other process says that it has written.
    pub fn written(&self) -> u64 {
        self.region.u64(number(self.ring, HEAD)).load(Ordering::Acquire)
    }

    /// Whether a message has begun whose rest is still to come.
    pub fn is_amid_message(&self) -> bool {
        self.begun.is_some()
    }

    /// How far it was read.
    pub fn position(&self) -> u64 {
        self.tail
    }

    /// The kind of the next message, whose copy takes the place of what is in `message`; `None` if there is none. Of one
    /// that comes in pieces no more is kept than has come.
    pub fn pop(&mut self, message: &mut Vec<u8>) -> Result<Option<u32>, Malformed> {
        loop {
            let mut pieces = std::mem::take(&mut self.pieces);
            let taken = if self.is_amid_message() {
                self.take(&mut pieces)
            } else {
                message.clear();
                self.take(message)
            };
            self.pieces = pieces;
            let Some(piece) = taken? else { return Ok(None) };
            if piece.is_first != piece.is_last {
                std::mem::swap(message, &mut self.pieces);
            }
            if piece.is_last {
                self.pieces.clear();
                return Ok(Some(piece.kind));
            }
        }
    }

    /// The next piece of a message, whose copy takes the place of what is in `bytes`. Who takes pieces must not
    /// [`pop`](Receiver::pop) amid a message.
    pub fn next_piece(&mut self, bytes: &mut Vec<u8>) -> Result<Option<Piece>, Malformed> {
        bytes.clear();
        self.take(bytes)
    }

    /// Adds the next piece to `to`.
    fn take(&mut self, to: &mut Vec<u8>) -> Result<Option<Piece>, Malformed> {
        let head = self.written();
        if head == self.tail {
            return Ok(None);
        }
        let there = head.wrapping_sub(self.tail);
        if !(HEADER..=CAPACITY).contains(&there) {
            return Err(Malformed { what: "a ring whose writer is where it cannot be", at: 0 });
        }
        let mut header = self.header();
        let beginning = self.tail.next_multiple_of(CAPACITY);
        if header == AT_THE_BEGINNING && self.begun.is_none() && head.wrapping_sub(beginning) <= CAPACITY - HEADER {
            self.tail = beginning;
            header = self.header();
        }
        let there = head.wrapping_sub(self.tail);
        let (kind, length) = ((header >> 32) as u32, header as u32);
        let (more, length) = (length & MORE != 0, (length & !MORE) as usize);
        if length > MOST || padded(length) > there {
            return Err(Malformed { what: "a length beyond the end", at: 0 });
        }
        let is_first = self.begun.is_none();
        let (begun, before) = self.begun.unwrap_or((kind, 0));
        // Pieces without anything in them would cost a reader time and their writer nothing.
        if begun != kind || (more && length == 0) || before + length > self.largest {
            return Err(Malformed { what: "pieces that make no message", at: 0 });
        }
        self.copy(self.tail + HEADER, length, to);
        self.tail += padded(length);
        self.region.u64(number(self.ring, TAIL)).store(self.tail, Ordering::Release);
        self.begun = more.then_some((kind, before + length));
        Ok(Some(Piece { kind, is_first, is_last: !more }))
    }

    /// What stands before the next piece. The other process may change it at any time.
    fn header(&self) -> u64 {
        let at = RINGS + self.ring * CAPACITY as usize + (self.tail % CAPACITY) as usize;
        self.region.u64(at).load(Ordering::Relaxed)
    }

    fn copy(&self, position: u64, length: usize, to: &mut Vec<u8>) {
        let at = (position % CAPACITY) as usize;
        let first = length.min(CAPACITY as usize - at);
        let base = RINGS + self.ring * CAPACITY as usize;
        self.region.copy_out(base + at, first, to);
        self.region.copy_out(base, length - first, to);
    }

    /// Says that the reader is going to sleep; false if there is something to read: then it must not.
    pub fn before_sleep(&self) -> bool {
        self.region.u32(number(self.ring, SLEEPS)).store(1, Ordering::SeqCst);
        fence(Ordering::SeqCst);
        if self.is_empty() {
            return true;
        }
        self.after_sleep();
        false
    }

    /// The reader is awake: nobody has to wake it.
    pub fn after_sleep(&self) {
        self.region.u32(number(self.ring, SLEEPS)).store(0, Ordering::SeqCst);
    }

    /// Whether the writer waits for room and there is a good deal of it now: it has to be woken.
    pub fn take_room_wanted(&self) -> bool {
        let wanted = self.region.u32(number(self.ring, WANTS_ROOM));
        fence(Ordering::SeqCst);
        if wanted.load(Ordering::Relaxed) == 0 {
            return false;
        }
        let head = self.region.u64(number(self.ring, HEAD)).load(Ordering::Acquire);
        head.wrapping_sub(self.tail) <= CAPACITY / 2 && wanted.swap(0, Ordering::SeqCst) != 0
    }
}

#[cfg(test)]
#[path = "ring_tests.rs"]
mod tests;
