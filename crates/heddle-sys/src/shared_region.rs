//! Memory that two processes map at once, for what they say to each other. The other one may write anything to it at any
//! time: what is read of it is a number or a copy.

use crate::memfd;
use std::io;
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::ptr::NonNull;
use std::sync::atomic::{AtomicU32, AtomicU64};

const SEALS: libc::c_int = libc::F_SEAL_SHRINK | libc::F_SEAL_GROW | libc::F_SEAL_SEAL;

/// A mapping of such memory.
pub struct SharedRegion {
    data: NonNull<u8>,
    length: usize,
}

// SAFETY: the mapping is owned; what is in it is reached by atomics and by copying.
unsafe impl Send for SharedRegion {}
// SAFETY: as above.
unsafe impl Sync for SharedRegion {}

impl SharedRegion {
    /// New zeroed memory, and the descriptor to send. Its length is sealed.
    pub fn create(length: usize) -> io::Result<(SharedRegion, OwnedFd)> {
        let fd = memfd::create(c"heddle-ring")?;
        let size = libc::off_t::try_from(length).map_err(|_| io::ErrorKind::InvalidInput)?;
        // SAFETY: system calls on an own descriptor.
        let made = unsafe {
            libc::ftruncate(fd.as_raw_fd(), size) == 0 && libc::fcntl(fd.as_raw_fd(), libc::F_ADD_SEALS, SEALS) == 0
        };
        if !made {
            return Err(io::Error::last_os_error());
        }
        Ok((SharedRegion::map(&fd, length)?, fd))
    }

    /// Memory that another process has made: fails unless it has this length and always will.
    pub fn open(fd: &OwnedFd, length: usize) -> io::Result<SharedRegion> {
        memfd::check(fd.as_fd(), SEALS, length as u64)?;
        SharedRegion::map(fd, length)
    }

    fn map(fd: &OwnedFd, length: usize) -> io::Result<SharedRegion> {
        let access = libc::PROT_READ | libc::PROT_WRITE;
        // SAFETY: a new mapping, at an address that the kernel chooses.
        let data = unsafe { libc::mmap(std::ptr::null_mut(), length, access, libc::MAP_SHARED, fd.as_raw_fd(), 0) };
        match NonNull::new(data.cast::<u8>()) {
            Some(data) if data.as_ptr().cast() != libc::MAP_FAILED => Ok(SharedRegion { data, length }),
            _ => Err(io::Error::last_os_error()),
        }
    }

    /// The number at `offset`.
    pub fn u64(&self, offset: usize) -> &AtomicU64 {
        assert!(offset.is_multiple_of(8) && offset < self.length - 7);
        // SAFETY: aligned, within the mapping, which lives as long as `self`, and only used atomically.
        unsafe { AtomicU64::from_ptr(self.data.as_ptr().add(offset).cast()) }
    }

    /// The number at `offset`.
    pub fn u32(&self, offset: usize) -> &AtomicU32 {
        assert!(offset.is_multiple_of(4) && offset < self.length - 3);
        // SAFETY: as above.
        unsafe { AtomicU32::from_ptr(self.data.as_ptr().add(offset).cast()) }
    }

    /// Appends a copy of the bytes from `offset` on to `to`.
    pub fn copy_out(&self, offset: usize, length: usize, to: &mut Vec<u8>) {
        assert!(length <= self.length && offset <= self.length - length);
        to.reserve(length);
        // SAFETY: within the mapping, and within the vector's room. The other process may write meanwhile: then the copy
        // is of bytes old and new, which is all that is said of it.
        unsafe {
            std::ptr::copy_nonoverlapping(self.data.as_ptr().add(offset), to.as_mut_ptr().add(to.len()), length);
            to.set_len(to.len() + length);
        }
    }

    /// Copies bytes to `offset`.
    pub fn copy_in(&self, offset: usize, from: &[u8]) {
        assert!(from.len() <= self.length && offset <= self.length - from.len());
        // SAFETY: within the mapping, of which no reference is ever made.
        unsafe { std::ptr::copy_nonoverlapping(from.as_ptr(), self.data.as_ptr().add(offset), from.len()) }
    }
}

impl Drop for SharedRegion {
    fn drop(&mut self) {
        // SAFETY: our own mapping, which nothing borrows any more.
        unsafe { libc::munmap(self.data.as_ptr().cast(), self.length) };
    }
}
