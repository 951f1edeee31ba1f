//! The link of a process worker: the socket between it and its parent. Frames of any size go as packets; a packet goes
//! whole or not at all, so that what a dying process leaves on the socket ends between two packets.

use heddle_process::packet::{self, MOST_DESCRIPTORS};
use heddle_process::zygote::News;
use heddle_process::Malformed;
use rustix::io::Errno;
use std::collections::VecDeque;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::{Mutex, MutexGuard, OnceLock};

/// Bytes of a frame in one packet, whose first two are its kind and whether more follow.
const SHARE: usize = packet::LARGEST - 2;
/// A frame that is larger is none of ours: what is large goes beside it.
const LARGEST: usize = 1 << 30;

/// What goes over a link.
#[derive(Debug, Default)]
pub struct LinkFrame {
    /// What it is; below 0xf0.
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

struct Packet {
    bytes: Vec<u8>,
    descriptors: Vec<OwnedFd>,
}

#[derive(Default)]
struct Outbox {
    packets: VecDeque<Packet>,
    gone: bool,
}

/// One side's end.
pub struct Link {
    socket: OwnedFd,
    outbox: Mutex<Outbox>,
    on_full: OnceLock<Box<dyn Fn() + Send + Sync>>,
}

/// The beginning of a frame whose rest is still to come; the reader's own.
#[derive(Default)]
pub struct Partial(Option<LinkFrame>);

impl Link {
    /// A link over this socket.
    pub fn new(socket: OwnedFd) -> Link {
        Link { socket, outbox: Mutex::default(), on_full: OnceLock::new() }
    }

    /// Is called, on the sender's thread, when something must wait for room: [`Link::flush`] is then to be called when the
    /// socket has some.
    pub fn on_full(&self, call: impl Fn() + Send + Sync + 'static) {
        let _ = self.on_full.set(Box::new(call));
    }

    /// The socket, to wait for.
    pub fn socket(&self) -> BorrowedFd<'_> {
        self.socket.as_fd()
    }

    fn outbox(&self) -> MutexGuard<'_, Outbox> {
        self.outbox.lock().unwrap_or_else(|e| e.into_inner())
    }

    /// Sends a frame; false if the other side is gone. Never waits.
    pub fn send(&self, kind: u8, body: &[&[u8]], descriptors: Vec<OwnedFd>) -> bool {
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
        split(kind, body.concat(), descriptors, &mut outbox.packets);
        let left = flush(&self.socket, &mut outbox);
        let (full, sent) = (was_empty && left, !outbox.gone);
        drop(outbox);
        if let (true, Some(on_full)) = (full, self.on_full.get()) {
            on_full();
        }
        sent
    }

    /// Sends what waits, as far as there is room; whether something waits still.
    pub fn flush(&self) -> bool {
        flush(&self.socket, &mut self.outbox())
    }

    /// Whether something waits for room.
    pub fn is_full(&self) -> bool {
        !self.outbox().packets.is_empty()
    }

    /// Takes what has arrived next.
    pub fn receive(&self, partial: &mut Partial) -> Result<Arrival, Malformed> {
        loop {
            let packet = match packet::receive(&self.socket) {
                Ok(packet) if packet.bytes.is_empty() => return Ok(Arrival::Gone),
                Ok(packet) => packet,
                Err(Errno::AGAIN) => return Ok(Arrival::Nothing),
                // Said once, when the other side was closed before it had read everything; what it had sent is still there.
                Err(Errno::CONNRESET) => continue,
                Err(Errno::MSGSIZE) => return Err(Malformed),
                Err(_) => return Ok(Arrival::Gone),
            };
            if let Some(news) = News::decode(&packet.bytes) {
                return news.map(Arrival::News);
            }
            let (&[kind, more], rest) = packet.bytes.split_first_chunk::<2>().ok_or(Malformed)?;
            let mut frame = partial.0.take().unwrap_or(LinkFrame { kind, ..LinkFrame::default() });
            if frame.kind != kind || more > 1 || frame.body.len() + rest.len() > LARGEST {
                return Err(Malformed);
            }
            frame.body.extend_from_slice(rest);
            frame.descriptors.extend(packet.descriptors);
            if more == 0 {
                return Ok(Arrival::Frame(frame));
            }
            if frame.descriptors.len() > 4 * MOST_DESCRIPTORS {
                return Err(Malformed);
            }
            partial.0 = Some(frame);
        }
    }
}

fn split(kind: u8, body: Vec<u8>, descriptors: Vec<OwnedFd>, packets: &mut VecDeque<Packet>) {
    let mut descriptors = descriptors.into_iter();
    let mut rest = body.as_slice();
    loop {
        let (now, later) = rest.split_at(rest.len().min(SHARE));
        let own: Vec<_> = descriptors.by_ref().take(MOST_DESCRIPTORS).collect();
        let more = !later.is_empty() || descriptors.len() > 0;
        packets.push_back(Packet { bytes: [&[kind, more.into()], now].concat(), descriptors: own });
        if !more {
            return;
        }
        rest = later;
    }
}

fn flush(socket: &OwnedFd, outbox: &mut Outbox) -> bool {
    while let Some(packet) = outbox.packets.front() {
        let descriptors: Vec<_> = packet.descriptors.iter().map(AsFd::as_fd).collect();
        match packet::send(socket.as_fd(), &[&packet.bytes], &descriptors) {
            Ok(()) => drop(outbox.packets.pop_front()),
            Err(Errno::AGAIN | Errno::TOOMANYREFS | Errno::NOBUFS) => return true,
            Err(_) => {
                outbox.gone = true;
                outbox.packets.clear();
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair() -> (Link, Link) {
        let (one, other) = packet::pair().unwrap();
        (Link::new(one), Link::new(other))
    }

    #[test]
    fn frames_of_any_size_arrive_whole_and_in_order() {
        let (one, other) = pair();
        let sizes = [0, 1, SHARE - 1, SHARE, SHARE + 1, 3 * SHARE, 1 << 20];
        for (kind, size) in (0..).zip(sizes) {
            assert!(one.send(kind, &[&vec![kind; size]], Vec::new()));
        }
        let mut partial = Partial::default();
        let mut seen = 0;
        while seen < sizes.len() {
            match other.receive(&mut partial).unwrap() {
                Arrival::Frame(frame) => {
                    assert_eq!((frame.kind as usize, frame.body.len()), (seen, sizes[seen]));
                    assert!(frame.body.iter().all(|byte| *byte as usize == seen));
                    seen += 1;
                }
                Arrival::Nothing => drop(one.flush()),
                other => panic!("{other:?}"),
            }
        }
        assert!(!one.is_full());
        drop(one);
        assert!(matches!(other.receive(&mut partial), Ok(Arrival::Gone)));
        assert!(!other.send(0, &[b"x"], Vec::new()));
    }

    #[test]
    fn what_was_sent_before_the_end_arrives_also_if_the_other_side_did_not_read_all() {
        let (one, other) = pair();
        assert!(one.send(1, &[b"last words"], Vec::new()) && other.send(2, &[b"never read"], Vec::new()));
        drop(one);
        let mut partial = Partial::default();
        assert!(matches!(other.receive(&mut partial), Ok(Arrival::Frame(frame)) if frame.kind == 1));
        assert!(matches!(other.receive(&mut partial), Ok(Arrival::Gone)));
    }

    #[test]
    fn many_descriptors_arrive_in_order() {
        let (one, other) = pair();
        let files = (0..MOST_DESCRIPTORS * 2 + 1).map(|_| std::fs::File::open("/dev/null").unwrap().into()).collect();
        assert!(one.send(1, &[b"abc"], files));
        let Ok(Arrival::Frame(frame)) = other.receive(&mut Partial::default()) else { panic!() };
        assert_eq!((frame.body.as_slice(), frame.descriptors.len()), (b"abc".as_slice(), MOST_DESCRIPTORS * 2 + 1));
    }

    #[test]
    fn what_mixes_frames_is_refused() {
        let (one, other) = pair();
        for packet in [[1, 1], [2, 0]] {
            packet::send(one.socket(), &[&packet], &[]).unwrap();
        }
        assert!(other.receive(&mut Partial::default()).is_err());
    }
}
