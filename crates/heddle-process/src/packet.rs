//! Packets with descriptors over a socket between two processes: each arrives whole or not at all, also when several
//! processes send on the same socket and one of them dies.

use rustix::io::Errno;
use rustix::net::{
    recvmsg, sendmsg, socketpair, AddressFamily, RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, ReturnFlags,
    SendAncillaryBuffer, SendAncillaryMessage, SendFlags, SocketFlags, SocketType,
};
use std::cell::RefCell;
use std::io::{IoSlice, IoSliceMut};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

/// Bytes of the largest packet.
pub const LARGEST: usize = 64 << 10;
/// Descriptors that a packet may carry.
pub const MOST_DESCRIPTORS: usize = 16;

/// Two connected sockets, closed on exec.
pub fn pair() -> Result<(OwnedFd, OwnedFd), Errno> {
    socketpair(AddressFamily::UNIX, SocketType::SEQPACKET, SocketFlags::CLOEXEC, None)
}

/// Sends a packet made of `parts` without waiting; `AGAIN` if there is no room for it now.
pub fn send(socket: BorrowedFd<'_>, parts: &[&[u8]], descriptors: &[BorrowedFd<'_>]) -> Result<(), Errno> {
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(MOST_DESCRIPTORS))];
    let mut control = SendAncillaryBuffer::new(&mut space);
    if !descriptors.is_empty() && !control.push(SendAncillaryMessage::ScmRights(descriptors)) {
        return Err(Errno::MSGSIZE);
    }
    let slices: Vec<_> = parts.iter().map(|part| IoSlice::new(part)).collect();
    let flags = SendFlags::NOSIGNAL | SendFlags::DONTWAIT;
    rustix::io::retry_on_intr(|| sendmsg(socket, &slices, &mut control, flags)).map(drop)
}

/// A packet that has arrived.
#[derive(Debug, Default)]
pub struct Packet {
    /// Its bytes; none: the other side is gone.
    pub bytes: Vec<u8>,
    /// Its descriptors in order, closed on exec.
    pub descriptors: Vec<OwnedFd>,
}

thread_local! {
    /// What packets are received in; most are much smaller.
    static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Takes a packet without waiting; `AGAIN` if there is none, `MSGSIZE` for one that is larger than any of ours.
pub fn receive(socket: impl AsFd) -> Result<Packet, Errno> {
    BUFFER.with_borrow_mut(|buffer| {
        buffer.resize(LARGEST, 0);
        receive_in(socket, buffer)
    })
}

fn receive_in(socket: impl AsFd, buffer: &mut [u8]) -> Result<Packet, Errno> {
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(MOST_DESCRIPTORS))];
    let mut control = RecvAncillaryBuffer::new(&mut space);
    let flags = RecvFlags::CMSG_CLOEXEC | RecvFlags::DONTWAIT;
    let received =
        rustix::io::retry_on_intr(|| recvmsg(socket.as_fd(), &mut [IoSliceMut::new(buffer)], &mut control, flags))?;
    let mut descriptors = Vec::new();
    for message in control.drain() {
        if let RecvAncillaryMessage::ScmRights(list) = message {
            descriptors.extend(list);
        }
    }
    if received.flags.intersects(ReturnFlags::TRUNC | ReturnFlags::CTRUNC) {
        return Err(Errno::MSGSIZE);
    }
    Ok(Packet { bytes: buffer[..received.bytes].to_vec(), descriptors })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packets_keep_their_bounds_and_descriptors() {
        let (one, other) = pair().unwrap();
        let file = std::fs::File::open("/dev/null").unwrap();
        assert_eq!(receive(&other).unwrap_err(), Errno::AGAIN);
        send(one.as_fd(), &[b"ab", b"", b"c"], &[file.as_fd(), file.as_fd()]).unwrap();
        send(one.as_fd(), &[&vec![7; LARGEST]], &[]).unwrap();
        let packet = receive(&other).unwrap();
        assert_eq!((packet.bytes.as_slice(), packet.descriptors.len()), (b"abc".as_slice(), 2));
        assert_eq!(receive(&other).unwrap().bytes.len(), LARGEST);
        send(one.as_fd(), &[&vec![7; LARGEST + 1]], &[]).unwrap();
        assert_eq!(receive(&other).unwrap_err(), Errno::MSGSIZE);
        drop(one);
        assert!(receive(&other).unwrap().bytes.is_empty());
    }

    #[test]
    fn a_full_socket_does_not_wait() {
        let (one, _other) = pair().unwrap();
        let packet = vec![0; LARGEST];
        let mut sent = 0;
        while send(one.as_fd(), &[&packet], &[]).is_ok() {
            sent += 1;
        }
        assert!(sent > 0);
        assert_eq!(send(one.as_fd(), &[b"x"], &[]).unwrap_err(), Errno::AGAIN);
    }
}
