//! Files, read so that a thread that waits for one (a FIFO without a writer) can be told to stop.

use crate::thread::retry;
use std::ffi::CString;
use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

// These never wait for another process.
pub use std::fs::{canonicalize, metadata, symlink_metadata};

const PIECE: usize = 64 << 10;

fn open(path: &Path, flags: libc::c_int) -> io::Result<OwnedFd> {
    let path = CString::new(path.as_os_str().as_bytes()).map_err(|_| io::Error::from_raw_os_error(libc::EINVAL))?;
    retry(|| {
        // SAFETY: `path` is a C string; a descriptor that is returned is nobody else's.
        unsafe {
            match libc::open(path.as_ptr(), flags | libc::O_CLOEXEC, 0o600) {
                -1 => Err(io::Error::last_os_error()),
                fd => Ok(OwnedFd::from_raw_fd(fd)),
            }
        }
    })
}

/// The content of a file.
pub fn read(path: impl AsRef<Path>) -> io::Result<Vec<u8>> {
    let file = std::fs::File::from(open(path.as_ref(), libc::O_RDONLY)?);
    let expected = file.metadata().map_or(0, |metadata| metadata.len()) as usize;
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(expected + 1)?;
    loop {
        if bytes.len() == bytes.capacity() {
            bytes.try_reserve(PIECE)?;
        }
        let free = bytes.spare_capacity_mut();
        let count = retry(|| {
            // SAFETY: pointer and length describe memory of the vector that is not in use.
            match unsafe { libc::read(file.as_raw_fd(), free.as_mut_ptr().cast(), free.len()) } {
                -1 => Err(io::Error::last_os_error()),
                count => Ok(count as usize),
            }
        })?;
        if count == 0 {
            return Ok(bytes);
        }
        // SAFETY: the kernel has written `count` bytes there.
        unsafe { bytes.set_len(bytes.len() + count) };
    }
}

/// Writes a file that only its owner may read, and makes the folders that it needs.
pub fn write_private(path: impl AsRef<Path>, mut bytes: &[u8]) -> io::Result<()> {
    let path = path.as_ref();
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)?;
    }
    let file = open(path, libc::O_WRONLY | libc::O_CREAT | libc::O_TRUNC)?;
    while !bytes.is_empty() {
        let count = retry(|| {
            // SAFETY: pointer and length describe `bytes`.
            match unsafe { libc::write(file.as_raw_fd(), bytes.as_ptr().cast(), bytes.len()) } {
                -1 => Err(io::Error::last_os_error()),
                count => Ok(count as usize),
            }
        })?;
        bytes = &bytes[count..];
    }
    Ok(())
}

/// The content of a file as text.
pub fn read_to_string(path: impl AsRef<Path>) -> io::Result<String> {
    String::from_utf8(read(path)?).map_err(|_| io::ErrorKind::InvalidData.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_files_are_read_whatever_size_they_claim() {
        assert!(read_to_string("/proc/self/status").unwrap().contains("Pid:"));
        assert!(read(std::env::current_exe().unwrap()).unwrap().len() > PIECE);
        assert_eq!(read("/nowhere").unwrap_err().kind(), io::ErrorKind::NotFound);
        assert_eq!(read("/").unwrap_err().raw_os_error(), Some(libc::EISDIR));
    }
}
