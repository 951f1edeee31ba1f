//! Large payloads between processes: memory that its maker fills, seals and gives away, and that nobody can change, cut or
//! lengthen afterwards. <https://man7.org/linux/man-pages/man2/memfd_create.2.html>

use std::io;
use std::mem::MaybeUninit;
use std::ops::Deref;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, FromRawFd, OwnedFd};
use std::ptr::NonNull;

const SEALS: libc::c_int = libc::F_SEAL_WRITE | libc::F_SEAL_SHRINK | libc::F_SEAL_GROW | libc::F_SEAL_SEAL;

/// A new memfd without anything in it, closed on exec, which can be sealed.
pub fn create(name: &std::ffi::CStr) -> io::Result<OwnedFd> {
    let flags = libc::MFD_CLOEXEC | libc::MFD_ALLOW_SEALING;
    // Not executable, where the kernel knows that (6.3).
    const MFD_NOEXEC_SEAL: libc::c_uint = 8;
    for flags in [flags | MFD_NOEXEC_SEAL, flags] {
        // SAFETY: the name is a C string.
        let fd = unsafe { libc::memfd_create(name.as_ptr(), flags) };
        if fd >= 0 {
            // SAFETY: a new descriptor that nobody else knows.
            return Ok(unsafe { OwnedFd::from_raw_fd(fd) });
        }
        if io::Error::last_os_error().raw_os_error() != Some(libc::EINVAL) {
            break;
        }
    }
    Err(io::Error::last_os_error())
}

/// By the system call itself: the C library makes it one that takes a path, which a sandbox may refuse.
fn status(fd: BorrowedFd<'_>) -> io::Result<libc::stat> {
    // SAFETY: zeroes are a valid value of this plain structure.
    let mut status: libc::stat = unsafe { std::mem::zeroed() };
    // SAFETY: `status` has the kernel's layout on 64-bit systems, and is valid for the call to fill.
    if unsafe { libc::syscall(libc::SYS_fstat, fd.as_raw_fd(), &raw mut status) } != 0 {
        return Err(io::Error::last_os_error());
    }
    Ok(status)
}

/// Fails unless it is a memfd with these seals and this length.
pub(crate) fn check(fd: BorrowedFd<'_>, wanted: libc::c_int, length: u64) -> io::Result<()> {
    // SAFETY: a query of the descriptor; fails if it is no memfd.
    let seals = unsafe { libc::fcntl(fd.as_raw_fd(), libc::F_GET_SEALS) };
    if seals < 0 {
        return Err(io::Error::last_os_error());
    }
    let status = status(fd)?;
    if seals & wanted != wanted || u64::try_from(status.st_size) != Ok(length) || usize::try_from(length).is_err() {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "memory that is not sealed, or of another length"));
    }
    Ok(())
}

/// Immutable memory behind a descriptor.
#[derive(Debug)]
pub struct Sealed {
    fd: OwnedFd,
    length: u64,
}

impl Sealed {
    /// New memory with these bytes in it.
    pub fn new(bytes: &[u8]) -> io::Result<Sealed> {
        let mut writer = SealedWriter::new()?;
        writer.write(bytes)?;
        writer.seal()
    }

    /// Memory of another process: fails unless it is sealed in every way and has this length.
    pub fn open(fd: OwnedFd, length: u64) -> io::Result<Sealed> {
        check(fd.as_fd(), SEALS, length)?;
        Ok(Sealed { fd, length })
    }

    /// In bytes.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> u64 {
        self.length
    }

    /// Whether there is memory behind all of it, which its writer has used then.
    pub fn is_filled(&self) -> bool {
        let Ok(status) = status(self.fd.as_fd()) else { return false };
        u64::try_from(status.st_blocks).is_ok_and(|blocks| blocks.saturating_mul(512) >= self.length)
    }

    /// The descriptor.
    pub fn descriptor(&self) -> BorrowedFd<'_> {
        self.fd.as_fd()
    }

    /// The descriptor, to be sent.
    pub fn into_descriptor(self) -> OwnedFd {
        self.fd
    }

    /// Fills `to` with what stands from `offset` on.
    pub fn read_at(&self, offset: u64, to: &mut [MaybeUninit<u8>]) -> io::Result<()> {
        let mut done = 0;
        while done < to.len() {
            let (most, at) = ((to.len() - done).min(1 << 30), (offset + done as u64) as libc::off_t);
            // SAFETY: writes at most `most` bytes into the rest of the slice.
            let read = unsafe { libc::pread(self.fd.as_raw_fd(), to[done..].as_mut_ptr().cast(), most, at) };
            match read {
                0 => return Err(io::ErrorKind::UnexpectedEof.into()),
                ..0 => {
                    let error = io::Error::last_os_error();
                    if error.kind() != io::ErrorKind::Interrupted {
                        return Err(error);
                    }
                }
                read => done += read as usize,
            }
        }
        Ok(())
    }

    /// A copy of the content.
    pub fn read(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let length = usize::try_from(self.length).map_err(|_| io::ErrorKind::OutOfMemory)?;
        bytes.try_reserve_exact(length).map_err(|_| io::ErrorKind::OutOfMemory)?;
        self.read_at(0, &mut bytes.spare_capacity_mut()[..length])?;
        // SAFETY: all of it was filled.
        unsafe { bytes.set_len(length) };
        Ok(bytes)
    }

    /// The content, mapped.
    pub fn map(&self) -> io::Result<SealedMap> {
        let length = self.length as usize;
        if length == 0 {
            return Ok(SealedMap { data: NonNull::dangling(), length });
        }
        let flags = libc::MAP_PRIVATE | libc::MAP_POPULATE;
        let fd = self.fd.as_raw_fd();
        // SAFETY: a new mapping, at an address that the kernel chooses.
        let data = unsafe { libc::mmap(std::ptr::null_mut(), length, libc::PROT_READ, flags, fd, 0) };
        match NonNull::new(data.cast::<u8>()) {
            Some(data) if data.as_ptr().cast() != libc::MAP_FAILED => Ok(SealedMap { data, length }),
            _ => Err(io::Error::last_os_error()),
        }
    }
}

/// Fills new memory, which is written and never mapped writable, and seals it.
pub struct SealedWriter {
    fd: OwnedFd,
    length: u64,
    /// Small pieces, to be written together.
    pending: Vec<u8>,
}

/// Smaller pieces are put together.
const PIECE: usize = 16 << 10;

impl SealedWriter {
    /// Memory with nothing in it.
    pub fn new() -> io::Result<SealedWriter> {
        Ok(SealedWriter { fd: create(c"heddle-message")?, length: 0, pending: Vec::new() })
    }

    /// Adds bytes.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if bytes.len() >= PIECE {
            self.flush()?;
            return self.write_now(bytes);
        }
        self.pending.extend_from_slice(bytes);
        if self.pending.len() >= PIECE {
            self.flush()?;
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        let pending = std::mem::take(&mut self.pending);
        self.write_now(&pending)
    }

    fn write_now(&mut self, mut left: &[u8]) -> io::Result<()> {
        while !left.is_empty() {
            let (most, at) = (left.len().min(1 << 30), self.length as libc::off_t);
            // SAFETY: reads `most` bytes of the slice.
            let done = unsafe { libc::pwrite(self.fd.as_raw_fd(), left.as_ptr().cast(), most, at) };
            if done < 0 {
                let error = io::Error::last_os_error();
                if error.kind() != io::ErrorKind::Interrupted {
                    return Err(error);
                }
                continue;
            }
            left = &left[done as usize..];
            self.length += done as u64;
        }
        Ok(())
    }

    /// From now on nobody can change it.
    pub fn seal(mut self) -> io::Result<Sealed> {
        self.flush()?;
        // SAFETY: a system call on numbers.
        if unsafe { libc::fcntl(self.fd.as_raw_fd(), libc::F_ADD_SEALS, SEALS) } != 0 {
            return Err(io::Error::last_os_error());
        }
        Ok(Sealed { fd: self.fd, length: self.length })
    }
}

/// The content of [`Sealed`] memory.
pub struct SealedMap {
    data: NonNull<u8>,
    length: usize,
}

// SAFETY: the mapping is owned, read-only, and the memory behind it sealed.
unsafe impl Send for SealedMap {}
// SAFETY: as above.
unsafe impl Sync for SealedMap {}

impl Deref for SealedMap {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        // SAFETY: mapped for as long as this lives. Nobody can write to the memory or cut it: the seals say so.
        unsafe { std::slice::from_raw_parts(self.data.as_ptr(), self.length) }
    }
}

impl Drop for SealedMap {
    fn drop(&mut self) {
        if self.length > 0 {
            // SAFETY: our own mapping, which nothing borrows any more.
            unsafe { libc::munmap(self.data.as_ptr().cast(), self.length) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_arrives_and_cannot_change() {
        let memory = Sealed::new(b"abcdef").unwrap();
        assert_eq!(&*memory.map().unwrap(), b"abcdef");
        assert!(memory.is_filled());
        let fd = memory.into_descriptor();
        for fails in [
            // SAFETY: system calls on an own descriptor and a live buffer.
            unsafe { libc::pwrite(fd.as_raw_fd(), b"x".as_ptr().cast(), 1, 0) as i32 },
            // SAFETY: as above.
            unsafe { libc::ftruncate(fd.as_raw_fd(), 1) },
            // SAFETY: as above.
            unsafe { libc::ftruncate(fd.as_raw_fd(), 100) },
        ] {
            assert_eq!(fails, -1);
        }
        let memory = Sealed::open(fd, 6).unwrap();
        assert_eq!(memory.read().unwrap(), b"abcdef");
        assert!(memory.read_at(5, &mut [MaybeUninit::uninit(); 2]).is_err());
        assert!(Sealed::open(memory.into_descriptor(), 7).is_err());
        assert_eq!(Sealed::new(b"").unwrap().map().unwrap().len(), 0);
    }

    #[test]
    fn memory_that_its_maker_can_change_is_refused() {
        assert!(Sealed::open(create(c"x").unwrap(), 0).is_err());
        assert!(Sealed::open(std::fs::File::open("/dev/null").unwrap().into(), 0).is_err());
        let partly = create(c"x").unwrap();
        // SAFETY: system calls on an own descriptor.
        unsafe {
            libc::ftruncate(partly.as_raw_fd(), 5);
            libc::fcntl(partly.as_raw_fd(), libc::F_ADD_SEALS, libc::F_SEAL_SHRINK | libc::F_SEAL_GROW);
        }
        assert!(Sealed::open(partly, 5).is_err());
        let holes = create(c"x").unwrap();
        // SAFETY: system calls on an own descriptor.
        unsafe {
            libc::ftruncate(holes.as_raw_fd(), 1 << 30);
            libc::fcntl(holes.as_raw_fd(), libc::F_ADD_SEALS, SEALS);
        }
        assert!(!Sealed::open(holes, 1 << 30).unwrap().is_filled());
    }
}
