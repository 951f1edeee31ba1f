//! What a link sends, as far as it waits for room: on the socket, and in the ring.

use crate::lane::Lane;
use heddle_engine::Ticket;
use heddle_process::packet::{self, MOST_DESCRIPTORS};
use rustix::io::Errno;
use std::collections::VecDeque;
use std::os::fd::{AsFd, OwnedFd};

/// Bytes of a frame in one packet, whose first two are its kind and whether more follow.
pub(crate) const SHARE: usize = packet::LARGEST - 2;

pub(crate) struct Packet {
    bytes: Vec<u8>,
    descriptors: Vec<OwnedFd>,
    _ticket: Option<Ticket>,
}

#[derive(Default)]
pub(crate) struct Outbox {
    pub(crate) packets: VecDeque<Packet>,
    pub(crate) lane: Option<Lane>,
    pub(crate) gone: bool,
}

pub(crate) fn split(
    kind: u8,
    body: Vec<u8>,
    descriptors: Vec<OwnedFd>,
    ticket: Option<Ticket>,
    packets: &mut VecDeque<Packet>,
) {
    let mut descriptors = descriptors.into_iter();
    let mut rest = body.as_slice();
    loop {
        let (now, later) = rest.split_at(rest.len().min(SHARE));
        let own: Vec<_> = descriptors.by_ref().take(MOST_DESCRIPTORS).collect();
        let more = !later.is_empty() || descriptors.len() > 0;
        packets.push_back(Packet {
            bytes: [&[kind, more.into()], now].concat(),
            descriptors: own,
            _ticket: ticket.clone(),
        });
        if !more {
            return;
        }
        rest = later;
    }
}

pub(crate) fn flush(socket: &OwnedFd, outbox: &mut Outbox) -> bool {
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
