//! Bytes, and descriptors with them, into and out of the kernel.

use super::stream::Write;
use heddle_engine::{Local, Scope, Thrown};
use rustix::fd::{AsFd, BorrowedFd, OwnedFd};
use rustix::io::{Errno, IoSlice, IoSliceMut};
use rustix::net::{self, RecvAncillaryBuffer, RecvAncillaryMessage, SendAncillaryBuffer, SendAncillaryMessage};
use std::mem::MaybeUninit;
use std::os::fd::{AsRawFd, IntoRawFd};

/// Descriptors that one message may carry.
const MOST_DESCRIPTORS: usize = 16;

/// What one read gave.
pub(crate) struct Received {
    pub(crate) count: usize,
    descriptors: Vec<OwnedFd>,
}

impl Received {
    /// An array of the descriptors' numbers, which JavaScript owns from now on; undefined if there are none.
    pub(crate) fn into_numbers<'s>(self, scope: &mut Scope<'s>) -> Result<Local<'s>, Thrown> {
        if self.descriptors.is_empty() {
            return Ok(Local::undefined());
        }
        let values: Vec<_> = self.descriptors.iter().map(|fd| scope.number(f64::from(fd.as_raw_fd()))).collect();
        let numbers = scope.array(&values)?;
        for fd in self.descriptors {
            let _number_now_owned_by_javascript = fd.into_raw_fd();
        }
        Ok(numbers)
    }
}

/// One read; with descriptors only on a socket that is meant for them.
pub(crate) fn receive(fd: BorrowedFd<'_>, buffer: &mut [u8], with_descriptors: bool) -> Result<Received, Errno> {
    if !with_descriptors {
        return retry(|| rustix::io::read(fd, &mut *buffer)).map(|count| Received { count, descriptors: Vec::new() });
    }
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(MOST_DESCRIPTORS))];
    let mut ancillary = RecvAncillaryBuffer::new(&mut space);
    let flags = net::RecvFlags::CMSG_CLOEXEC;
    let message = retry(|| net::recvmsg(fd, &mut [IoSliceMut::new(buffer)], &mut ancillary, flags))?;
    let mut descriptors = Vec::new();
    for part in ancillary.drain() {
        if let RecvAncillaryMessage::ScmRights(fds) = part {
            descriptors.extend(fds);
        }
    }
    Ok(Received { count: message.bytes, descriptors })
}

fn retry<R>(mut f: impl FnMut() -> Result<R, Errno>) -> Result<R, Errno> {
    loop {
        match f() {
            Err(Errno::INTR) => {}
            other => return other,
        }
    }
}

/// One write; how many bytes the kernel took.
pub(crate) fn send(fd: BorrowedFd<'_>, bytes: &[u8], descriptors: &[OwnedFd]) -> Result<usize, Errno> {
    if descriptors.is_empty() {
        return retry(|| rustix::io::write(fd, bytes));
    }
    let fds: Vec<BorrowedFd<'_>> = descriptors.iter().map(AsFd::as_fd).collect();
    if fds.len() > MOST_DESCRIPTORS {
        return Err(Errno::INVAL);
    }
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(MOST_DESCRIPTORS))];
    let mut ancillary = SendAncillaryBuffer::new(&mut space);
    ancillary.push(SendAncillaryMessage::ScmRights(&fds));
    retry(|| net::sendmsg(fd, &[IoSlice::new(bytes)], &mut ancillary, net::SendFlags::NOSIGNAL))
}

/// Writes on, to the end.
pub(crate) fn send_rest(fd: BorrowedFd<'_>, write: &mut Write) -> Result<(), Errno> {
    while write.sent < write.bytes.len() {
        write.sent += send(fd, &write.bytes[write.sent..], &write.descriptors)?;
        write.descriptors.clear();
    }
    Ok(())
}
