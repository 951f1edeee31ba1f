//! The ring of a link: what goes between a process worker and its parent in order. Descriptors of a frame go over the socket
//! before the frame is in the ring, so whoever finds the frame finds them too. What is larger than a ring takes goes in
//! sealed memory.

use heddle_engine::Ticket;
use heddle_process::packet::{self, MOST_DESCRIPTORS};
use heddle_process::Malformed;
use heddle_sys::memfd::Sealed;
use heddle_wire::ring::{Sender, BESIDE, MOST_BESIDE};
use rustix::io::Errno;
use std::collections::VecDeque;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::Arc;

/// Packets beside the ring; these are kinds of no frame.
pub(crate) const WAKE: u8 = 0xe0;
pub(crate) const DESCRIPTORS: u8 = 0xe1;

/// A frame has at most so many descriptors, one of which may be its own contents.
const MOST_OF_ONE: usize = heddle_wire::MOST_DESCRIPTORS + 1;
/// As many may be under way before the first of them is taken.
const MOST_UNDER_WAY: usize = MOST_OF_ONE;
/// More than this cannot have come without being taken: those under way, those of one that is read in pieces, and some.
pub(crate) const MOST_ARRIVED: usize = 3 * MOST_OF_ONE;

/// What stands for a frame in the ring: its kind, how many descriptors belong to it, and whether the first of them is what it
/// holds.
#[derive(Clone, Copy)]
pub(crate) struct Word {
    pub(crate) kind: u8,
    pub(crate) descriptors: usize,
    pub(crate) sealed: bool,
}

const SEALED: u32 = 1 << 31;

impl Word {
    pub(crate) fn encode(self) -> u32 {
        u32::from(self.kind) | (self.descriptors as u32) << 8 | if self.sealed { SEALED } else { 0 }
    }

    pub(crate) fn decode(word: u32) -> Result<Word, Malformed> {
        let descriptors = (word & !SEALED) as usize >> 8;
        let word = Word { kind: word as u8, descriptors, sealed: word & SEALED != 0 };
        if descriptors > MOST_OF_ONE || descriptors < usize::from(word.sealed) {
            return Err(Malformed);
        }
        Ok(word)
    }
}

/// A frame on its way out.
struct Waiting {
    word: u32,
    body: Vec<u8>,
    /// How much of it is in the ring.
    done: usize,
    /// Those that are not on the socket yet.
    descriptors: VecDeque<OwnedFd>,
    count: usize,
    _ticket: Option<Ticket>,
}

/// The writing end.
pub(crate) struct Lane {
    sender: Sender,
    waiting: VecDeque<Waiting>,
    /// Frames with descriptors that may not have been read: where they stand, how many those are.
    beside: VecDeque<(u64, usize)>,
    /// The socket has no room for descriptors.
    pub(crate) socket_full: bool,
    /// Whoever reads has to be woken.
    pub(crate) wake: bool,
    /// How often the other side was asked to wake this one.
    asked: Arc<AtomicU64>,
}

/// Why something waits.
pub(crate) enum Stop {
    /// The other side is gone.
    Gone,
    /// It did what it never does.
    Malformed,
}

impl From<heddle_wire::Malformed> for Stop {
    fn from(_: heddle_wire::Malformed) -> Stop {
        Stop::Malformed
    }
}

impl Lane {
    pub(crate) fn new(sender: Sender, asked: Arc<AtomicU64>) -> Lane {
        Lane { sender, waiting: VecDeque::new(), beside: VecDeque::new(), socket_full: false, wake: false, asked }
    }

    /// Writes what it is told to.
    #[cfg(test)]
    pub(crate) fn put(&mut self, word: u32, body: &[u8]) {
        assert!(self.sender.push(word, &[body]).unwrap().is_some());
    }

    /// Whether something waits.
    pub(crate) fn waits(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// How far was written.
    pub(crate) fn position(&self) -> u64 {
        self.sender.position()
    }

    /// Whether what waits for room in the ring has it.
    pub(crate) fn fits_again(&self) -> bool {
        let Some(first) = self.waiting.front() else { return false };
        // What is wrong is found where it is written.
        !self.socket_full
            && self.sender.fits(first.body.len() - first.done).unwrap_or(true)
            && (first.descriptors.is_empty() || self.may_go(first.count).unwrap_or(true))
    }

    /// Sends a frame, or keeps it until there is room, together with `ticket`.
    pub(crate) fn send(
        &mut self,
        socket: BorrowedFd<'_>,
        kind: u8,
        body: &[&[u8]],
        descriptors: Vec<OwnedFd>,
        ticket: impl FnOnce() -> Option<Ticket>,
    ) -> Result<(), Stop> {
        let length: usize = body.iter().map(|part| part.len()).sum();
        let word = Word { kind, descriptors: descriptors.len(), sealed: false };
        if self.waiting.is_empty() && descriptors.is_empty() && length <= heddle_wire::ring::MOST {
            if let Some(pushed) = self.sender.push(word.encode(), body)? {
                self.wake |= pushed.wake;
                return Ok(());
            }
        }
        let mut waiting = Waiting {
            word: word.encode(),
            body: body.concat(),
            done: 0,
            count: 0,
            descriptors: descriptors.into(),
            _ticket: ticket(),
        };
        // Without memory for that it goes in pieces.
        if let Some(Ok(memory)) = (length > BESIDE).then(|| Sealed::new(&waiting.body)) {
            waiting.body = memory.len().to_le_bytes().to_vec();
            waiting.descriptors.push_front(memory.into_descriptor());
            waiting.word = Word { sealed: true, descriptors: waiting.descriptors.len(), ..word }.encode();
        }
        waiting.count = waiting.descriptors.len();
        self.waiting.push_back(waiting);
        if self.waiting.len() == 1 {
            self.flush(socket)?;
        }
        Ok(())
    }

    /// Sends what waits, as far as there is room.
    pub(crate) fn flush(&mut self, socket: BorrowedFd<'_>) -> Result<(), Stop> {
        self.socket_full = false;
        while let Some(mut first) = self.waiting.pop_front() {
            let whole = self.write(socket, &mut first);
            if !matches!(whole, Ok(true)) {
                self.waiting.push_front(first);
                return whole.map(drop);
            }
        }
        Ok(())
    }

    /// Whether `count` more descriptors may be sent.
    fn may_go(&self, count: usize) -> Result<bool, Stop> {
        let mut left = 0;
        for (index, &(position, count)) in self.beside.iter().rev().enumerate() {
            if self.sender.has_read(position)? {
                break;
            }
            left += count;
            if index + 1 >= MOST_BESIDE {
                return Ok(false);
            }
        }
        Ok(left == 0 || left + count <= MOST_UNDER_WAY)
    }

    fn ask_for_room(&mut self) {
        self.asked.fetch_add(1, Ordering::SeqCst);
        self.sender.ask_for_room();
    }

    /// Whether all of it is in the ring now.
    fn write(&mut self, socket: BorrowedFd<'_>, frame: &mut Waiting) -> Result<bool, Stop> {
        loop {
            let left = frame.body.len() - frame.done;
            let mut ready = self.sender.fits(left)? && (frame.descriptors.is_empty() || self.may_go(frame.count)?);
            if !ready {
                self.ask_for_room();
                // It may have been read meanwhile.
                ready = self.sender.fits(left)? && (frame.descriptors.is_empty() || self.may_go(frame.count)?);
            }
            if !ready {
                return Ok(false);
            }
            while !frame.descriptors.is_empty() {
                let now = frame.descriptors.len().min(MOST_DESCRIPTORS);
                let some: Vec<_> = frame.descriptors.iter().take(now).map(AsFd::as_fd).collect();
                match packet::send(socket, &[&[DESCRIPTORS]], &some) {
                    Ok(()) => drop(frame.descriptors.drain(..now)),
                    Err(Errno::AGAIN | Errno::TOOMANYREFS | Errno::NOBUFS) => {
                        self.socket_full = true;
                        return Ok(false);
                    }
                    Err(_) => return Err(Stop::Gone),
                }
            }
            if std::mem::take(&mut frame.count) > 0 {
                let count = Word::decode(frame.word).map_or(0, |word| word.descriptors);
                while let Some(&(position, _)) = self.beside.front() {
                    if !self.sender.has_read(position)? {
                        break;
                    }
                    self.beside.pop_front();
                }
                self.beside.push_back((self.sender.position(), count));
            }
            let (whole, pushed) = self.sender.push_on(frame.word, &frame.body, &mut frame.done)?;
            self.wake |= pushed.wake;
            if whole.is_some() {
                return Ok(true);
            }
        }
    }
}
