//! Whole files: read, written and copied in one request.

use super::call::{
    call, close, error, is_folder, is_regular, on_fd, open, retry, stat_owned, FsPath, Outcome, Stop, Subject,
};
use heddle_engine::{Text, TextError};
use rustix::buffer::spare_capacity;
use rustix::fs::{FileType, Mode, OFlags};
use rustix::io::Errno;
use std::os::fd::{AsFd, OwnedFd, RawFd};

/// A file by path, or by the number of an open descriptor.
#[derive(Clone, Debug)]
pub enum Target {
    /// Opened for the request and closed after it.
    Path(FsPath),
    /// The caller's.
    Fd(RawFd),
}

/// The content of a file.
pub enum Content {
    /// As it is.
    Bytes(Vec<u8>),
    /// UTF-8, decoded.
    Text(Box<Text>),
    /// More bytes than a Buffer, or than a string, may have.
    TooLarge(u64),
}

/// Node's limit for one file.
const LARGEST: u64 = (1 << 31) - 1;
const PIECE: usize = 64 << 10;
const SMALL: usize = 8 << 10;

fn size_hint(stop: Stop<'_>, target: &Target, opened: Option<&OwnedFd>) -> Outcome<Option<u64>> {
    let fields = match (target, opened) {
        (Target::Fd(number), _) => super::call::stat_fd(stop, *number)?,
        (Target::Path(path), Some(fd)) => {
            stat_owned(stop, fd).map_err(|errno| error(errno, "fstat", &Subject::Path(path)))?
        }
        (Target::Path(_), None) => return Ok(None),
    };
    Ok(is_regular(&fields).then_some(fields[8] as u64))
}

fn read_all(stop: Stop<'_>, fd: impl AsFd, expected: Option<u64>) -> rustix::io::Result<Vec<u8>> {
    let expected = expected.unwrap_or(0) as usize;
    let mut bytes = Vec::new();
    if bytes.try_reserve_exact(if expected > 0 { expected } else { SMALL }).is_err() {
        return Err(Errno::NOMEM);
    }
    loop {
        // A file of known size ends there; files of /proc say 0 and end when nothing more comes.
        if expected > 0 && bytes.len() >= expected {
            break;
        }
        if bytes.len() == bytes.capacity() && bytes.try_reserve(bytes.len().max(PIECE)).is_err() {
            return Err(Errno::NOMEM);
        }
        let count = retry(stop, || rustix::io::read(fd.as_fd(), spare_capacity(&mut bytes)))?;
        if count == 0 || bytes.len() as u64 > LARGEST {
            break;
        }
    }
    Ok(bytes)
}

fn decode(bytes: &[u8]) -> rustix::io::Result<Content> {
    match Text::from_utf8_lossy(bytes) {
        Ok(text) => Ok(Content::Text(Box::new(text))),
        Err(TextError::TooLong) => Ok(Content::TooLarge(bytes.len() as u64)),
        Err(TextError::NoMemory) => Err(Errno::NOMEM),
    }
}

/// Reads a file from its start, or a descriptor from where it stands, to the end.
pub fn read_file(stop: Stop<'_>, target: &Target, flags: i32, text: bool) -> Outcome<Content> {
    let opened = match target {
        Target::Path(path) => Some(open(stop, path, flags, 0o666)?),
        Target::Fd(_) => None,
    };
    let expected = size_hint(stop, target, opened.as_ref())?;
    if let Some(size) = expected.filter(|size| *size > LARGEST) {
        return Ok(Content::TooLarge(size));
    }
    let bytes = match (target, &opened) {
        (Target::Fd(number), _) => on_fd(stop, "read", *number, |fd| read_all(stop, fd, expected))?,
        (_, Some(fd)) => read_all(stop, fd, expected).map_err(|errno| error(errno, "read", &Subject::None))?,
        (Target::Path(_), None) => Vec::new(),
    };
    if bytes.len() as u64 > LARGEST {
        return Ok(Content::TooLarge(bytes.len() as u64));
    }
    if text {
        return decode(&bytes).map_err(|errno| error(errno, "read", &Subject::None));
    }
    Ok(Content::Bytes(bytes))
}

/// Whether written data shall be on the device before the request ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flush {
    /// fsync(2) at the end.
    Yes,
    /// The kernel writes it out when it likes.
    No,
}

/// Writes all of `bytes` to a file, or to a descriptor at its position.
pub fn write_file(stop: Stop<'_>, target: &Target, flags: i32, mode: u32, bytes: &[u8], flush: Flush) -> Outcome<()> {
    match target {
        Target::Fd(number) => {
            write_all(stop, *number, bytes)?;
            if flush == Flush::Yes {
                on_fd(stop, "fsync", *number, |fd| rustix::fs::fsync(fd))?;
            }
            Ok(())
        }
        Target::Path(path) => {
            let number = super::call::open_number(stop, path, flags, mode)?;
            let mut result = write_all(stop, number, bytes);
            if result.is_ok() && flush == Flush::Yes {
                result = on_fd(stop, "fsync", number, |fd| rustix::fs::fsync(fd));
            }
            // A network file system reports a failed write only now.
            let closed = close(number, "close");
            result.and(closed)
        }
    }
}

fn write_all(stop: Stop<'_>, number: RawFd, mut bytes: &[u8]) -> Outcome<()> {
    loop {
        let written = super::call::write(stop, number, bytes, None)?;
        bytes = bytes.get(written..).unwrap_or_default();
        if bytes.is_empty() {
            return Ok(());
        }
    }
}

/// `fs.constants.COPYFILE_*`
const EXCLUSIVE: u32 = 1;
const CLONE: u32 = 2;
const CLONE_OR_FAIL: u32 = 4;

/// Copies a file's content and mode; the target is cut to it if it exists.
pub fn copy_file(stop: Stop<'_>, src: &FsPath, dest: &FsPath, mode: u32) -> Outcome<()> {
    let named = |errno| error(errno, "copyfile", &Subject::Two(src, dest));
    let from = retry(stop, || rustix::fs::open(src.as_c_str(), OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty()))
        .map_err(named)?;
    let from_stat = stat_owned(stop, &from).map_err(named)?;
    if is_folder(&from_stat) {
        return Err(named(Errno::ISDIR));
    }
    let rights = Mode::from_raw_mode((from_stat[1] & 0o7777) as u32);
    let mut flags = OFlags::WRONLY | OFlags::CREATE | OFlags::CLOEXEC;
    if mode & EXCLUSIVE != 0 {
        flags |= OFlags::EXCL;
    }
    let to = retry(stop, || rustix::fs::open(dest.as_c_str(), flags, rights)).map_err(named)?;
    let to_stat = stat_owned(stop, &to).map_err(named)?;
    if from_stat[0] == to_stat[0] && from_stat[7] == to_stat[7] {
        // A file is a copy of itself already; cutting it would lose it.
        return Ok(());
    }
    let copied = copy_content(stop, &from, &to, &to_stat, rights, mode);
    if let Err(errno) = copied {
        drop(to);
        // Half a copy is worse than none. Its own failure would hide the reason.
        let _ = retry(stop, || rustix::fs::unlink(dest.as_c_str()));
        return Err(named(errno));
    }
    Ok(())
}

fn copy_content(
    stop: Stop<'_>,
    from: &OwnedFd,
    to: &OwnedFd,
    to_stat: &super::call::StatFields,
    rights: Mode,
    mode: u32,
) -> rustix::io::Result<()> {
    if is_regular(to_stat) {
        retry(stop, || rustix::fs::ftruncate(to, 0))?;
    }
    match retry(stop, || rustix::fs::fchmod(to, rights)) {
        // File systems without rights, such as FAT and some mounts of CIFS.
        Err(Errno::PERM) => {}
        result => result?,
    }
    #[cfg(target_os = "linux")]
    if mode & (CLONE | CLONE_OR_FAIL) != 0 {
        match retry(stop, || rustix::fs::ioctl_ficlone(to, from)) {
            Ok(()) => return Ok(()),
            Err(errno) if mode & CLONE_OR_FAIL != 0 => {
                return Err(if errno == Errno::NOTTY { Errno::NOSYS } else { errno });
            }
            Err(_) => {}
        }
    }
    #[cfg(not(target_os = "linux"))]
    if mode & CLONE_OR_FAIL != 0 {
        return Err(Errno::NOSYS);
    }
    loop {
        match in_kernel(stop, from, to) {
            Ok(0) => break,
            Ok(_) => {}
            // Not between these two: by hand, from where the kernel got to.
            Err(
                Errno::XDEV
                | Errno::INVAL
                | Errno::NOSYS
                | Errno::OPNOTSUPP
                | Errno::PERM
                | Errno::IO
                | Errno::BADF
                | Errno::TXTBSY,
            ) => {
                return by_hand(stop, from, to);
            }
            Err(errno) => return Err(errno),
        }
    }
    // Files of /proc have content but no size: the kernel copies nothing of them.
    by_hand(stop, from, to)
}

#[cfg(target_os = "linux")]
fn in_kernel(stop: Stop<'_>, from: &OwnedFd, to: &OwnedFd) -> rustix::io::Result<usize> {
    retry(stop, || rustix::fs::copy_file_range(from, None, to, None, 1 << 30))
}
#[cfg(not(target_os = "linux"))]
fn in_kernel(_stop: Stop<'_>, _from: &OwnedFd, _to: &OwnedFd) -> rustix::io::Result<usize> {
    Err(Errno::NOSYS)
}

fn by_hand(stop: Stop<'_>, from: &OwnedFd, to: &OwnedFd) -> rustix::io::Result<()> {
    let mut buffer = vec![0; PIECE];
    loop {
        let count = retry(stop, || rustix::io::read(from, &mut buffer[..]))?;
        if count == 0 {
            return Ok(());
        }
        let mut rest = &buffer[..count];
        while !rest.is_empty() {
            let written = retry(stop, || rustix::io::write(to, rest))?;
            rest = &rest[written..];
        }
    }
}

/// The number of a directory entry's kind, as `fs.constants.UV_DIRENT_*`.
pub fn kind_number(kind: FileType) -> u8 {
    match kind {
        FileType::RegularFile => 1,
        FileType::Directory => 2,
        FileType::Symlink => 3,
        FileType::Fifo => 4,
        FileType::Socket => 5,
        FileType::CharacterDevice => 6,
        FileType::BlockDevice => 7,
        FileType::Unknown => 0,
    }
}

/// ftruncate(2)
pub fn truncate(stop: Stop<'_>, number: RawFd, length: u64) -> Outcome<()> {
    on_fd(stop, "ftruncate", number, |fd| rustix::fs::ftruncate(fd, length))
}

/// rename(2)
pub fn rename(stop: Stop<'_>, from: &FsPath, to: &FsPath) -> Outcome<()> {
    call(stop, "rename", Subject::Two(from, to), || rustix::fs::rename(from.as_c_str(), to.as_c_str()))
}
