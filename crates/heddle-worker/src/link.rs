//! The link of a process worker: between it and its parent. Frames of any size go through a ring that both map
//! (`lane.rs`), in order; the socket takes descriptors, wake-ups, what must be heard amid a loop, and tells of the end. What
//! goes before there is a ring goes as packets. A packet goes whole or not at all, so that what a dying process leaves on the
//! socket ends between two packets.

use crate::lane::{Lane, Stop, Word, DESCRIPTORS, MOST_ARRIVED, WAKE};
use crate::outbox::{flush, split, Outbox, SHARE};
use crate::unread::Unread;
use heddle_engine::Ticket;
use heddle_process::packet::{self, MOST_DESCRIPTORS};
use heddle_process::zygote::News;
use heddle_process::Malformed;
use heddle_sys::memfd::Sealed;
use heddle_wire::ring::{self, Receiver};
use rustix::event::{poll, PollFd, PollFlags, Timespec};
use rustix::io::Errno;
use std::collections::VecDeque;
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, TryLockError};
use std::time::{Duration, Instant};

/// A frame that is larger is none of ours: what is large goes beside it.
const LARGEST: usize = 1 << 30;
/// What a worker sends in pieces, which need not have been in its memory at a time, is at most this large.
pub(crate) const LARGEST_IN_PIECES: usize = 64 << 20;
/// How long a parent waits, without its loop, for the rest of a worker's message. A worker trusts its parent.
const PATIENCE: Duration = Duration::from_secs(5);

/// What goes over a link.
#[derive(Debug, Default)]
pub struct LinkFrame {
    /// What it is; below 0xe0.
    pub kind: u8,
    /// Its contents.
    pub body: Vec<u8>,
    /// Descriptors that belong to it.
    pub descriptors: Vec<OwnedFd>,
}

/// What has arrived.
#[derive(Debug)]
pub enum Arrival {
    /// A frame of the other side's.
    Frame(LinkFrame),
    /// The zygote's word on the worker.
    News(News),
    /// Nothing yet.
    Nothing,
    /// Nothing any more: the other side is gone.
    Gone,
}

/// What comes through the ring.
#[derive(Default)]
struct Inlet {
    receiver: Option<Receiver>,
    buffer: Vec<u8>,
    /// How long was waited for the rest of the message that has begun.
    awaited: Duration,
}

/// What a look at the socket has brought.
enum Came {
    Frame(LinkFrame),
    Descriptors,
    End,
    Nothing,
}

/// What comes over the socket.
#[derive(Default)]
struct Inbox {
    arrived: VecDeque<OwnedFd>,
    /// Frames that somebody found who looked for descriptors.
    found: VecDeque<LinkFrame>,
    /// The end, and where in the ring it is.
    end: Option<(Option<u64>, Arrival)>,
    wakes: u64,
}

/// One side's end.
pub struct Link {
    socket: OwnedFd,
    outbox: Mutex<Outbox>,
    inlet: Mutex<Inlet>,
    inbox: Mutex<Inbox>,
    /// Of a parent: what wakes the worker's loop, whose other thread reads the socket. Of a worker: what wakes it.
    wake: OnceLock<OwnedFd>,
    is_parent: bool,
    /// Of a parent: the worker has started. Before that nothing is read of the ring.
    started: AtomicBool,
    /// How often the other side was asked to wake this one.
    asked: Arc<AtomicU64>,
    /// The other side did what it never does.
    broken: AtomicBool,
    on_full: OnceLock<Box<dyn Fn() + Send + Sync>>,
    /// Of a parent: what waits there of the worker.
    unread: Arc<Unread>,
    /// Nothing more comes than what is there.
    has_ended: AtomicBool,
    /// Nothing waits to be sent any more.
    sent: Condvar,
}

/// The beginning of a frame whose rest is still to come; the reader's own.
#[derive(Default)]
pub struct Partial(Option<LinkFrame>);

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|e| e.into_inner())
}

fn try_lock<T>(mutex: &Mutex<T>) -> Option<MutexGuard<'_, T>> {
    match mutex.try_lock() {
        Ok(guard) => Some(guard),
        Err(TryLockError::Poisoned(error)) => Some(error.into_inner()),
        Err(TryLockError::WouldBlock) => None,
    }
}

impl Link {
    /// A link over this socket, without a ring yet.
    pub fn new(socket: OwnedFd) -> Link {
        Link {
            socket,
            outbox: Mutex::default(),
            inlet: Mutex::default(),
            inbox: Mutex::default(),
            wake: OnceLock::new(),
            is_parent: false,
            started: AtomicBool::new(true),
            asked: Arc::default(),
            broken: AtomicBool::new(false),
            on_full: OnceLock::new(),
            unread: Arc::default(),
            has_ended: AtomicBool::new(false),
            sent: Condvar::new(),
        }
    }

    /// A parent's link, which has a ring from the beginning; what the worker needs for [`Link::join`].
    pub fn for_parent(socket: OwnedFd) -> io::Result<(Link, Vec<OwnedFd>)> {
        let ((sender, mut receiver), region) = ring::create()?;
        receiver.limit_pieces(LARGEST_IN_PIECES);
        let (own, theirs) = packet::pair()?;
        let link = Link { is_parent: true, started: AtomicBool::new(false), ..Link::new(socket) };
        link.set_ring(sender, receiver, own);
        Ok((link, vec![region, theirs]))
    }

    /// Takes part in the ring that the parent has made. From now on everything goes through it.
    pub fn join(&self, region: OwnedFd, wake: OwnedFd) -> io::Result<()> {
        let (sender, receiver) = ring::open(&region)?;
        self.set_ring(sender, receiver, wake);
        Ok(())
    }

    fn set_ring(&self, sender: ring::Sender, receiver: Receiver, wake: OwnedFd) {
        // First, as whoever writes wakes.
        let _once = self.wake.set(wake);
        lock(&self.inlet).receiver = Some(receiver);
        self.outbox().lane = Some(Lane::new(sender, self.asked.clone()));
    }

    /// Is called, on the sender's thread, when something must wait for room: [`Link::flush`] is then to be called when the
    /// socket has some, or the other side has woken this one.
    pub fn on_full(&self, call: impl Fn() + Send + Sync + 'static) {
        let _ = self.on_full.set(Box::new(call));
    }

    /// The socket, to wait for.
    pub fn socket(&self) -> BorrowedFd<'_> {
        self.socket.as_fd()
    }

    /// Of a worker: where it is woken, to wait for.
    pub fn wake_socket(&self) -> Option<BorrowedFd<'_>> {
        self.wake.get().map(AsFd::as_fd)
    }

    fn outbox(&self) -> MutexGuard<'_, Outbox> {
        lock(&self.outbox)
    }

    // ---- sending -------------------------------------------------------------------------------------------------

    /// Sends a frame after those that were sent before; false if the other side is gone. Never waits.
    pub fn send(&self, kind: u8, body: &[&[u8]], descriptors: Vec<OwnedFd>) -> bool {
        self.send_with(kind, body, descriptors, || None)
    }

    /// The same with a ticket, which is kept for as long as it waits for room.
    pub(crate) fn send_with(
        &self,
        kind: u8,
        body: &[&[u8]],
        descriptors: Vec<OwnedFd>,
        ticket: impl FnOnce() -> Option<Ticket>,
    ) -> bool {
        let mut outbox = self.outbox();
        if outbox.gone {
            return false;
        }
        let Outbox { lane, gone, .. } = &mut *outbox;
        let Some(lane) = lane else {
            drop(outbox);
            return self.send_beside(kind, body, descriptors);
        };
        let waited = lane.waits();
        let sent = lane.send(self.socket.as_fd(), kind, body, descriptors, ticket);
        let (wake, full) = (std::mem::take(&mut lane.wake), lane.waits() && !waited);
        self.note(sent, gone);
        let sent = !*gone;
        drop(outbox);
        if wake {
            self.wake_other();
        }
        if full {
            self.tell_full();
        }
        sent
    }

    /// Sends a frame that the other side takes from the socket, whatever is in the ring.
    pub fn send_beside(&self, kind: u8, body: &[&[u8]], descriptors: Vec<OwnedFd>) -> bool {
        let mut outbox = self.outbox();
        if outbox.gone {
            return false;
        }
        let length: usize = body.iter().map(|part| part.len()).sum();
        if outbox.packets.is_empty() && length <= SHARE && descriptors.len() <= MOST_DESCRIPTORS {
            let header = [kind, 0];
            let parts: Vec<&[u8]> = std::iter::once(header.as_slice()).chain(body.iter().copied()).collect();
            let borrowed: Vec<_> = descriptors.iter().map(AsFd::as_fd).collect();
            match packet::send(self.socket.as_fd(), &parts, &borrowed) {
                Ok(()) => return true,
                Err(Errno::AGAIN | Errno::TOOMANYREFS | Errno::NOBUFS) => {}
                Err(_) => {
                    outbox.gone = true;
                    return false;
                }
            }
        }
        let was_empty = outbox.packets.is_empty();
        split(kind, body.concat(), descriptors, self.charge(length, 0), &mut outbox.packets);
        flush(&self.socket, &mut outbox);
        let (full, sent) = (was_empty && !outbox.packets.is_empty(), !outbox.gone);
        drop(outbox);
        if full {
            self.tell_full();
        }
        sent
    }

    fn note(&self, result: Result<(), Stop>, gone: &mut bool) {
        match result {
            Ok(()) => {}
            Err(Stop::Gone) => *gone = true,
            Err(Stop::Malformed) => self.broken.store(true, Ordering::SeqCst),
        }
    }

    fn tell_full(&self) {
        if let Some(on_full) = self.on_full.get() {
            on_full();
        }
    }

    /// Wakes the other side up. One that does not hear it has more to hear already, or is gone.
    fn wake_other(&self) {
        heddle_core::has_woken_another();
        let socket = match self.wake.get() {
            Some(wake) if self.is_parent => wake,
            _ => &self.socket,
        };
        let _heard = packet::send(socket.as_fd(), &[&[WAKE]], &[]);
    }

    /// Sends what waits, as far as there is room; whether something waits still.
    pub fn flush(&self) -> bool {
        let mut outbox = self.outbox();
        flush(&self.socket, &mut outbox);
        let Outbox { packets, lane, gone } = &mut *outbox;
        let (mut wake, mut left) = (false, !packets.is_empty());
        let started = self.started.load(Ordering::SeqCst);
        if let Some(lane) = lane.as_mut().filter(|_| started && !*gone) {
            let flushed = lane.flush(self.socket.as_fd());
            wake = std::mem::take(&mut lane.wake);
            left |= lane.waits();
            self.note(flushed, gone);
        }
        left &= !*gone && !self.broken.load(Ordering::SeqCst);
        drop(outbox);
        if wake {
            self.wake_other();
        }
        if !left && !self.is_parent {
            self.sent.notify_all();
        }
        left
    }

    /// Waits until another thread, which calls [`Link::flush`] in time, has sent everything.
    pub fn wait_sent(&self) {
        let mut outbox = self.outbox();
        while !outbox.gone && (!outbox.packets.is_empty() || outbox.lane.as_ref().is_some_and(Lane::waits)) {
            outbox = self.sent.wait(outbox).unwrap_or_else(|e| e.into_inner());
        }
    }

    /// Whether something waits for room on the socket.
    pub fn is_full(&self) -> bool {
        let outbox = self.outbox();
        !outbox.packets.is_empty() || outbox.lane.as_ref().is_some_and(|lane| lane.socket_full)
    }

    /// Whether something waits for room in the ring.
    pub fn is_ring_full(&self) -> bool {
        self.outbox().lane.as_ref().is_some_and(Lane::waits)
    }

    /// How far into the ring was written.
    pub fn written(&self) -> u64 {
        self.outbox().lane.as_ref().map_or(0, Lane::position)
    }

    // ---- what a loop asks (`heddle_core::Bell`) --------------------------------------------------------------------

    /// Whether there is something to take from the ring, or to put into it.
    pub fn rings(&self) -> bool {
        if !self.started.load(Ordering::Relaxed) {
            return false;
        }
        if self.broken.load(Ordering::Relaxed) {
            return true;
        }
        let incoming = try_lock(&self.inlet)
            .is_some_and(|inlet| inlet.receiver.as_ref().is_some_and(|receiver| !receiver.is_empty()));
        let fits = |outbox: &Outbox| !outbox.gone && outbox.lane.as_ref().is_some_and(Lane::fits_again);
        (incoming && !self.is_paused()) || try_lock(&self.outbox).is_some_and(|outbox| fits(&outbox))
    }

    /// Says that this side looks no more until it is woken; false if there is something to take: then it must not sleep.
    pub fn before_sleep(&self) -> bool {
        if !self.started.load(Ordering::Relaxed) || self.is_paused() {
            return true;
        }
        self.asked.fetch_add(1, Ordering::SeqCst);
        lock(&self.inlet).receiver.as_ref().is_none_or(Receiver::before_sleep)
    }

    /// This side looks again.
    pub fn after_sleep(&self) {
        if let Some(receiver) = &lock(&self.inlet).receiver {
            receiver.after_sleep();
        }
    }

    /// Of a worker: takes the wake-ups that have come.
    pub fn hear_wakes(&self) {
        while self.wake.get().is_some_and(|wake| packet::receive(wake).is_ok_and(|packet| !packet.bytes.is_empty())) {}
    }

    // ---- receiving -----------------------------------------------------------------------------------------------

    /// Counts something of the worker's that waits in its parent, until what is returned is dropped.
    pub fn charge(&self, bytes: usize, descriptors: usize) -> Option<Ticket> {
        self.is_parent.then(|| self.unread.charge(bytes, descriptors))
    }

    /// Is called, on whatever thread, when the ring is read again that was not because too much waited.
    pub fn on_room(&self, call: impl Fn() + Send + Sync + 'static) {
        self.unread.on_room(call);
    }

    /// Whether too much waits for more to be read. What is left by a process that is gone has an end.
    fn is_paused(&self) -> bool {
        self.is_parent && !self.has_ended.load(Ordering::SeqCst) && self.unread.is_full()
    }

    /// What the other side writes into the ring is not looked at any more.
    pub fn ignore_ring(&self) {
        lock(&self.inlet).receiver = None;
        self.outbox().gone = true;
        self.broken.store(false, Ordering::SeqCst);
    }

    /// Takes what has arrived next, over ring or socket.
    pub fn receive(&self, partial: &mut Partial) -> Result<Arrival, Malformed> {
        loop {
            match self.receive_in_order()? {
                Arrival::Nothing => {}
                arrival => return Ok(arrival),
            }
            match self.receive_packet(&mut lock(&self.inbox), partial)? {
                Came::Frame(frame) => return Ok(Arrival::Frame(frame)),
                Came::Nothing => return Ok(Arrival::Nothing),
                // More may have come through the ring before the end.
                Came::Descriptors | Came::End => {}
            }
        }
    }

    /// Takes what has arrived next through the ring.
    pub fn receive_in_order(&self) -> Result<Arrival, Malformed> {
        let mut inlet = lock(&self.inlet);
        let mut inbox = lock(&self.inbox);
        if !self.started.load(Ordering::SeqCst) && inbox.end.is_none() {
            return Ok(Arrival::Nothing);
        }
        if self.broken.load(Ordering::SeqCst) {
            return Err(Malformed);
        }
        let Inlet { receiver, buffer, awaited } = &mut *inlet;
        if let Some((end, _)) = &mut inbox.end {
            // Nothing is written any more, whatever the ring says.
            let is_read = receiver.as_ref().is_none_or(|receiver| {
                let end = *end.get_or_insert_with(|| receiver.written());
                receiver.position() >= end
            });
            if is_read {
                return Ok(inbox.end.take().map_or(Arrival::Nothing, |(_, arrival)| arrival));
            }
        }
        let Some(receiver) = receiver.as_mut().filter(|_| !self.is_paused()) else { return Ok(Arrival::Nothing) };
        let popped = receiver.pop(buffer).map_err(|_| Malformed)?;
        if receiver.take_room_wanted() {
            self.wake_other();
        }
        let Some(word) = popped else {
            // The end of a message that was not written whole.
            return Ok(inbox.end.take().map_or(Arrival::Nothing, |(_, arrival)| arrival));
        };
        *awaited = Duration::ZERO;
        let word = Word::decode(word)?;
        let mut none = Partial::default();
        while inbox.arrived.len() < word.descriptors {
            // They were sent before.
            match self.receive_packet(&mut inbox, &mut none)? {
                Came::Descriptors => {}
                Came::Frame(frame) => inbox.found.push_back(frame),
                Came::Nothing | Came::End => return Err(Malformed),
            }
        }
        let mut descriptors: Vec<_> = inbox.arrived.drain(..word.descriptors).collect();
        let body = if word.sealed { open(descriptors.remove(0), buffer)? } else { std::mem::take(buffer) };
        Ok(Arrival::Frame(LinkFrame { kind: word.kind, body, descriptors }))
    }

    /// Waits until there is more of a message that has begun to come, or for a while; false if there is none, or its worker
    /// was given enough time for it.
    pub fn wait_for_rest(&self) -> bool {
        let amid = |inlet: &Inlet| inlet.receiver.as_ref().is_some_and(Receiver::is_amid_message);
        let left = {
            let inlet = lock(&self.inlet);
            if !amid(&inlet) || self.is_paused() || (self.is_parent && inlet.awaited >= PATIENCE) {
                return false;
            }
            PATIENCE.saturating_sub(inlet.awaited).max(Duration::from_millis(1))
        };
        let from = Instant::now();
        if self.before_sleep() {
            let socket = self.wake_socket().filter(|_| !self.is_parent).unwrap_or(self.socket());
            let timeout = Timespec { tv_sec: left.as_secs() as i64, tv_nsec: left.subsec_nanos().into() };
            // Whatever ended it, the ring says what has come.
            let _ended = poll(&mut [PollFd::from_borrowed_fd(socket, PollFlags::IN)], Some(&timeout));
        }
        self.after_sleep();
        if !self.is_parent {
            self.hear_wakes();
        }
        lock(&self.inlet).awaited += from.elapsed();
        true
    }

    /// Takes the next frame from the socket, whatever is in the ring.
    pub fn receive_beside(&self, partial: &mut Partial) -> Result<Arrival, Malformed> {
        let mut inbox = lock(&self.inbox);
        loop {
            if let Some(frame) = inbox.found.pop_front() {
                return Ok(Arrival::Frame(frame));
            }
            match self.receive_packet(&mut inbox, partial)? {
                Came::Frame(frame) => return Ok(Arrival::Frame(frame)),
                Came::Descriptors => {}
                Came::Nothing => return Ok(Arrival::Nothing),
                Came::End => return Ok(inbox.end.take().map_or(Arrival::Gone, |(_, end)| end)),
            }
        }
    }

    /// A frame from the socket that was found when descriptors were looked for.
    pub fn found_beside(&self) -> Option<LinkFrame> {
        lock(&self.inbox).found.pop_front()
    }

    /// Puts the end aside until everything in the ring is read.
    fn end(&self, inbox: &mut Inbox, end: Arrival) -> Came {
        inbox.end.get_or_insert((None, end));
        self.has_ended.store(true, Ordering::SeqCst);
        Came::End
    }

    /// Takes what is on the socket up to the first thing that counts. The end is put aside.
    fn receive_packet(&self, inbox: &mut Inbox, partial: &mut Partial) -> Result<Came, Malformed> {
        loop {
            let packet = match packet::receive(&self.socket) {
                Ok(packet) if packet.bytes.is_empty() => return Ok(self.end(inbox, Arrival::Gone)),
                Ok(packet) => packet,
                Err(Errno::AGAIN) => return Ok(Came::Nothing),
                // Said once, when the other side was closed before it had read everything; what it had sent is still there.
                Err(Errno::CONNRESET) => continue,
                Err(Errno::MSGSIZE) => return Err(Malformed),
                Err(_) => return Ok(self.end(inbox, Arrival::Gone)),
            };
            if let Some(news) = News::decode(&packet.bytes) {
                return news.map(|news| self.end(inbox, Arrival::News(news)));
            }
            match packet.bytes.as_slice() {
                [WAKE] if packet.descriptors.is_empty() => {
                    inbox.wakes += 1;
                    // Never more often than it was asked to.
                    if inbox.wakes > self.asked.load(Ordering::SeqCst) {
                        return Err(Malformed);
                    }
                    continue;
                }
                [DESCRIPTORS] if !packet.descriptors.is_empty() => {
                    inbox.arrived.extend(packet.descriptors);
                    if inbox.arrived.len() > MOST_ARRIVED {
                        return Err(Malformed);
                    }
                    return Ok(Came::Descriptors);
                }
                [WAKE | DESCRIPTORS, ..] => return Err(Malformed),
                _ => {}
            }
            let (&[kind, more], rest) = packet.bytes.split_first_chunk::<2>().ok_or(Malformed)?;
            // The first frame of a worker, which has no ring yet, and no other.
            if self.is_parent && (more != 0 || self.started.load(Ordering::SeqCst)) {
                return Err(Malformed);
            }
            let mut frame = partial.0.take().unwrap_or(LinkFrame { kind, ..LinkFrame::default() });
            self.started.store(true, Ordering::SeqCst);
            if frame.kind != kind || more > 1 || frame.body.len() + rest.len() > LARGEST {
                return Err(Malformed);
            }
            frame.body.extend_from_slice(rest);
            frame.descriptors.extend(packet.descriptors);
            if more == 0 {
                return Ok(Came::Frame(frame));
            }
            if frame.descriptors.len() > heddle_wire::MOST_DESCRIPTORS {
                return Err(Malformed);
            }
            partial.0 = Some(frame);
        }
    }
}

/// What a frame of sealed memory holds. Memory with holes would cost its reader what its writer never had.
fn open(memory: OwnedFd, length: &[u8]) -> Result<Vec<u8>, Malformed> {
    let length = u64::from_le_bytes(length.try_into().map_err(|_| Malformed)?);
    let memory = Sealed::open(memory, length).map_err(|_| Malformed)?;
    if !memory.is_filled() {
        return Err(Malformed);
    }
    memory.read().map_err(|_| Malformed)
}

#[cfg(test)]
#[path = "link_tests.rs"]
mod tests;
