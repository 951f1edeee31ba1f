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

/// The largest message that goes through a ring.
pub const MOST: usize = 64 << 10;

/// What fits into one ring.
const CAPACITY: u64 = 256 << 10;
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

const VERSION: u32 = 1;
/// Before each message: its length and its kind.
const HEADER: u64 = 8;

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
    let sender = Sender { region: region.clone(), ring: writes, head: 0 };
    (sender, Receiver { region, ring: 1 - writes, tail: 0 })
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
}

impl Sender {
    /// Writes a message of at most [`MOST`] bytes; `None` if there is no room for it now.
    pub fn push(&mut self, kind: u32, message: &[u8]) -> Result<Option<Pushed>, Malformed> {
        assert!(message.len() <= MOST);
        if padded(message.len()) > self.room()? {
            return Ok(None);
        }
        let header = (u64::from(kind) << 32 | message.len() as u64).to_le_bytes();
        self.copy(self.head, &header);
        self.copy(self.head + HEADER, message);
        self.head += padded(message.len());
        self.region.u64(number(self.ring, HEAD)).store(self.head, Ordering::Release);
        // Either this sees that the reader sleeps, or the reader sees the message before it does.
        fence(Ordering::SeqCst);
        let sleeps = self.region.u32(number(self.ring, SLEEPS));
        Ok(Some(Pushed { wake: sleeps.load(Ordering::Relaxed) != 0 && sleeps.swap(0, Ordering::SeqCst) != 0 }))
    }

    /// Whether there is room for `length` bytes now.
    pub fn fits(&self, length: usize) -> Result<bool, Malformed> {
        Ok(padded(length) <= self.room()?)
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

    /// Asks to be woken when there is room for `length` bytes; true if there is already.
    pub fn wait_for_room(&self, length: usize) -> Result<bool, Malformed> {
        self.ask_for_room();
        if padded(length) > self.room()? {
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

/// The reading end of a ring.
pub struct Receiver {
    region: Arc<SharedRegion>,
    ring: usize,
    tail: u64,
}

impl Receiver {
    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.region.u64(number(self.ring, HEAD)).load(Ordering::Acquire) == self.tail
    }

    /// The kind of the next message, whose copy takes the place of what is in `message`; `None` if there is none.
    pub fn pop(&mut self, message: &mut Vec<u8>) -> Result<Option<u32>, Malformed> {
        let head = self.region.u64(number(self.ring, HEAD)).load(Ordering::Acquire);
        if head == self.tail {
            return Ok(None);
        }
        let there = head.wrapping_sub(self.tail);
        if !(HEADER..=CAPACITY).contains(&there) {
            return Err(Malformed { what: "a ring whose writer is where it cannot be", at: 0 });
        }
        message.clear();
        self.copy(self.tail, HEADER as usize, message);
        let mut header = [0; HEADER as usize];
        header.copy_from_slice(message);
        let header = u64::from_le_bytes(header);
        let (kind, length) = ((header >> 32) as u32, header as u32 as usize);
        if length > MOST || padded(length) > there {
            return Err(Malformed { what: "a length beyond the end", at: 0 });
        }
        message.clear();
        self.copy(self.tail + HEADER, length, message);
        self.tail += padded(length);
        self.region.u64(number(self.ring, TAIL)).store(self.tail, Ordering::Release);
        Ok(Some(kind))
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
