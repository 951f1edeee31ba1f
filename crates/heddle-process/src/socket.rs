//! Bytes and descriptors over a stream socket between two processes.

use rustix::io::Errno;
use rustix::net::{
    recvmsg, sendmsg, socketpair, AddressFamily, RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags,
    SendAncillaryBuffer, SendAncillaryMessage, SendFlags, SocketFlags, SocketType,
};
use std::collections::VecDeque;
use std::io::{IoSlice, IoSliceMut};
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

/// The kernel takes at most this many descriptors at a time.
const MOST_AT_ONCE: usize = 253;

/// Two connected sockets, closed on exec.
pub fn pair() -> Result<(OwnedFd, OwnedFd), Errno> {
    socketpair(AddressFamily::UNIX, SocketType::STREAM, SocketFlags::CLOEXEC, None)
}

/// Sends some of `bytes` without waiting, with the first of `descriptors`; how many bytes and descriptors went.
pub fn send_some(
    socket: BorrowedFd<'_>,
    bytes: &[u8],
    descriptors: &[BorrowedFd<'_>],
) -> Result<(usize, usize), Errno> {
    let now = &descriptors[..descriptors.len().min(MOST_AT_ONCE)];
    // Descriptors go with at least one byte, so what does not fit goes with the next.
    let bytes = if descriptors.len() > now.len() { &bytes[..1.min(bytes.len())] } else { bytes };
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(MOST_AT_ONCE))];
    let mut control = SendAncillaryBuffer::new(&mut space);
    if !now.is_empty() && !control.push(SendAncillaryMessage::ScmRights(now)) {
        return Err(Errno::MSGSIZE);
    }
    let flags = SendFlags::NOSIGNAL | SendFlags::DONTWAIT;
    let sent = rustix::io::retry_on_intr(|| sendmsg(socket, &[IoSlice::new(bytes)], &mut control, flags))?;
    Ok((sent, now.len()))
}

/// What has arrived on a socket and was not taken yet.
#[derive(Default)]
pub struct Inbox {
    /// Bytes in order.
    pub bytes: Vec<u8>,
    /// Descriptors in order.
    pub descriptors: VecDeque<OwnedFd>,
}

impl Inbox {
    /// Reads once without waiting; false at the end of the stream, `AGAIN` if there is nothing.
    pub fn receive(&mut self, socket: impl AsFd) -> Result<bool, Errno> {
        let mut buffer = [0; 16 << 10];
        let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(MOST_AT_ONCE))];
        let mut control = RecvAncillaryBuffer::new(&mut space);
        let flags = RecvFlags::CMSG_CLOEXEC | RecvFlags::DONTWAIT;
        let received = rustix::io::retry_on_intr(|| {
            recvmsg(socket.as_fd(), &mut [IoSliceMut::new(&mut buffer)], &mut control, flags)
        })?;
        for message in control.drain() {
            if let RecvAncillaryMessage::ScmRights(descriptors) = message {
                self.descriptors.extend(descriptors);
            }
        }
        self.bytes.extend_from_slice(&buffer[..received.bytes]);
        Ok(received.bytes > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_of_descriptors_arrives_in_order() {
        let (one, other) = pair().unwrap();
        let files: Vec<_> = (0..600).map(|_| std::fs::File::open("/dev/null").unwrap()).collect();
        let mut descriptors: &[BorrowedFd<'_>] = &files.iter().map(AsFd::as_fd).collect::<Vec<_>>();
        let mut bytes: &[u8] = &[7; 100];
        while !bytes.is_empty() {
            let (sent, gone) = send_some(one.as_fd(), bytes, descriptors).unwrap();
            (bytes, descriptors) = (&bytes[sent..], &descriptors[gone..]);
        }
        drop(one);
        let mut inbox = Inbox::default();
        while inbox.receive(&other).unwrap() {}
        assert_eq!((inbox.bytes.len(), inbox.descriptors.len()), (100, 600));
    }
}
