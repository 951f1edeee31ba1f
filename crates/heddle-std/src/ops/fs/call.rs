//! System calls on files as the ops need them: retried when a signal interrupts them, with errors that name their subject.

use crate::syserror::SysError;
use rustix::fs::{AtFlags, Mode, OFlags, Statx, StatxFlags, Timespec, Timestamps, CWD};
use rustix::io::Errno;
use std::ffi::{CStr, CString};
use std::os::fd::{AsFd, BorrowedFd, IntoRawFd, OwnedFd, RawFd};

/// What a request results in.
pub type Outcome<T> = Result<T, SysError>;

/// Says whether calls shall be given up: when the isolate that they are for is being ended.
pub type Stop<'a> = &'a dyn Fn() -> bool;

/// A path as the kernel takes it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FsPath(CString);

impl FsPath {
    /// `None` if there is a null byte in it.
    pub fn new(bytes: Vec<u8>) -> Option<FsPath> {
        CString::new(bytes).ok().map(FsPath)
    }

    /// For the kernel.
    pub fn as_c_str(&self) -> &CStr {
        &self.0
    }

    /// Without the terminator.
    pub fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// As error messages show it.
    pub fn display(&self) -> String {
        String::from_utf8_lossy(self.bytes()).into_owned()
    }

    /// This folder's entry of that name.
    pub fn join(&self, name: &[u8]) -> FsPath {
        FsPath::joined(self.bytes(), name)
    }

    /// `parent/name`, without doubling a slash. Both come from the kernel or from a path, so there is no null in them.
    pub fn joined(parent: &[u8], name: &[u8]) -> FsPath {
        let mut bytes = Vec::with_capacity(parent.len() + name.len() + 1);
        bytes.extend_from_slice(parent);
        if !parent.ends_with(b"/") && !parent.is_empty() {
            bytes.push(b'/');
        }
        bytes.extend(name.iter().copied().filter(|byte| *byte != 0));
        FsPath::new(bytes).unwrap_or_else(|| FsPath(CString::default()))
    }
}

/// What a call works on, for its error.
pub enum Subject<'a> {
    /// A descriptor: errors name no path.
    None,
    /// One path.
    Path(&'a FsPath),
    /// From one path to another.
    Two(&'a FsPath, &'a FsPath),
}

/// The error of a failed call.
pub fn error(errno: Errno, syscall: &'static str, subject: &Subject<'_>) -> SysError {
    let (path, dest) = match subject {
        Subject::None => (None, None),
        Subject::Path(path) => (Some(path.display()), None),
        Subject::Two(path, dest) => (Some(path.display()), Some(dest.display())),
    };
    SysError { errno: errno.raw_os_error(), syscall, path, dest }
}

/// Makes a call until no signal interrupts it. `EINTR` if `stop` says so.
pub fn retry<T>(stop: Stop<'_>, mut call: impl FnMut() -> rustix::io::Result<T>) -> rustix::io::Result<T> {
    loop {
        if stop() {
            return Err(Errno::INTR);
        }
        match call() {
            Err(Errno::INTR) => {}
            result => return result,
        }
    }
}

/// `retry` with the error named.
pub fn call<T>(
    stop: Stop<'_>,
    syscall: &'static str,
    subject: Subject<'_>,
    make: impl FnMut() -> rustix::io::Result<T>,
) -> Outcome<T> {
    retry(stop, make).map_err(|errno| error(errno, syscall, &subject))
}

/// Calls `f` with a descriptor that JavaScript named by number.
pub fn on_fd<T>(
    stop: Stop<'_>,
    syscall: &'static str,
    number: RawFd,
    mut f: impl FnMut(BorrowedFd<'_>) -> rustix::io::Result<T>,
) -> Outcome<T> {
    call(stop, syscall, Subject::None, || {
        heddle_sys::descriptor::with_descriptor(number, &mut f).unwrap_or(Err(Errno::BADF))
    })
}

/// open(2), closed on exec.
pub fn open(stop: Stop<'_>, path: &FsPath, flags: i32, mode: u32) -> Outcome<OwnedFd> {
    let flags = OFlags::from_bits_retain(flags as u32) | OFlags::CLOEXEC;
    let mode = Mode::from_raw_mode(mode);
    call(stop, "open", Subject::Path(path), || rustix::fs::open(path.as_c_str(), flags, mode))
}

/// open(2) to a number that JavaScript owns from now on.
pub fn open_number(stop: Stop<'_>, path: &FsPath, flags: i32, mode: u32) -> Outcome<RawFd> {
    open(stop, path, flags, mode).map(IntoRawFd::into_raw_fd)
}

/// Opens a folder to list it.
pub fn open_folder(stop: Stop<'_>, path: &FsPath, syscall: &'static str) -> Outcome<OwnedFd> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    call(stop, syscall, Subject::Path(path), || rustix::fs::open(path.as_c_str(), flags, Mode::empty()))
}

/// Closes a number that JavaScript owned.
pub fn close(number: RawFd, syscall: &'static str) -> Outcome<()> {
    heddle_sys::descriptor::close_descriptor(number).map_err(|failure| {
        let errno = failure.raw_os_error().unwrap_or(Errno::IO.raw_os_error());
        SysError { errno, syscall, path: None, dest: None }
    })
}

/// read(2), or pread(2) with a position.
pub fn read(stop: Stop<'_>, number: RawFd, target: &mut [u8], position: Option<u64>) -> Outcome<usize> {
    on_fd(stop, "read", number, |fd| match position {
        None => rustix::io::read(fd, &mut *target),
        Some(position) => rustix::io::pread(fd, &mut *target, position),
    })
}

/// write(2), or pwrite(2) with a position.
pub fn write(stop: Stop<'_>, number: RawFd, bytes: &[u8], position: Option<u64>) -> Outcome<usize> {
    let written = on_fd(stop, "write", number, |fd| match position {
        None => rustix::io::write(fd, bytes),
        Some(position) => rustix::io::pwrite(fd, bytes, position),
    })?;
    heddle_sys::terminal::wait_written(number);
    Ok(written)
}

/// How many fields a stat has: ten numbers, then seconds and nanoseconds of four times.
pub const STAT_FIELDS: usize = 18;

/// The fields in the order of `js/internal/fs/stats.js`.
pub type StatFields = [i64; STAT_FIELDS];

fn fields_of(stat: &Statx) -> StatFields {
    let device = |major, minor| rustix::fs::makedev(major, minor) as i64;
    [
        device(stat.stx_dev_major, stat.stx_dev_minor),
        i64::from(stat.stx_mode),
        i64::from(stat.stx_nlink),
        i64::from(stat.stx_uid),
        i64::from(stat.stx_gid),
        device(stat.stx_rdev_major, stat.stx_rdev_minor),
        i64::from(stat.stx_blksize),
        stat.stx_ino as i64,
        stat.stx_size as i64,
        stat.stx_blocks as i64,
        stat.stx_atime.tv_sec,
        i64::from(stat.stx_atime.tv_nsec),
        stat.stx_mtime.tv_sec,
        i64::from(stat.stx_mtime.tv_nsec),
        stat.stx_ctime.tv_sec,
        i64::from(stat.stx_ctime.tv_nsec),
        stat.stx_btime.tv_sec,
        i64::from(stat.stx_btime.tv_nsec),
    ]
}

// For kernels and sandboxes without statx(2): no time of birth.
fn fields_of_plain(stat: &rustix::fs::Stat) -> StatFields {
    [
        stat.st_dev as i64,
        stat.st_mode as i64,
        stat.st_nlink as i64,
        i64::from(stat.st_uid),
        i64::from(stat.st_gid),
        stat.st_rdev as i64,
        stat.st_blksize,
        stat.st_ino as i64,
        stat.st_size,
        stat.st_blocks,
        stat.st_atime,
        stat.st_atime_nsec as i64,
        stat.st_mtime,
        stat.st_mtime_nsec as i64,
        stat.st_ctime,
        stat.st_ctime_nsec as i64,
        0,
        0,
    ]
}

fn statx(fd: BorrowedFd<'_>, path: &CStr, flags: AtFlags) -> rustix::io::Result<StatFields> {
    let wanted = StatxFlags::BASIC_STATS | StatxFlags::BTIME;
    match rustix::fs::statx(fd, path, flags, wanted) {
        Ok(stat) => Ok(fields_of(&stat)),
        // The kernel may be without this call, and a sandbox refuses all that could take a path.
        Err(Errno::NOSYS | Errno::PERM) if flags.contains(AtFlags::EMPTY_PATH) => {
            rustix::fs::fstat(fd).map(|stat| fields_of_plain(&stat))
        }
        Err(Errno::NOSYS | Errno::PERM | Errno::INVAL | Errno::OPNOTSUPP) => {
            rustix::fs::statat(fd, path, flags).map(|stat| fields_of_plain(&stat))
        }
        Err(errno) => Err(errno),
    }
}

/// stat(2) or lstat(2) without the error named.
pub fn stat_path(stop: Stop<'_>, path: &FsPath, follow: bool) -> rustix::io::Result<StatFields> {
    let flags = if follow { AtFlags::empty() } else { AtFlags::SYMLINK_NOFOLLOW };
    retry(stop, || statx(CWD, path.as_c_str(), flags))
}

/// fstat(2)
pub fn stat_fd(stop: Stop<'_>, number: RawFd) -> Outcome<StatFields> {
    on_fd(stop, "fstat", number, |fd| statx(fd, c"", AtFlags::EMPTY_PATH))
}

/// The same on a descriptor of our own.
pub fn stat_owned(stop: Stop<'_>, fd: &OwnedFd) -> rustix::io::Result<StatFields> {
    retry(stop, || statx(fd.as_fd(), c"", AtFlags::EMPTY_PATH))
}

const FILE_TYPE: i64 = 0o170_000;
/// Whether the fields are a folder's.
pub fn is_folder(fields: &StatFields) -> bool {
    fields[1] & FILE_TYPE == 0o040_000
}
/// Whether they are a regular file's.
pub fn is_regular(fields: &StatFields) -> bool {
    fields[1] & FILE_TYPE == 0o100_000
}
/// Whether they are a link's.
pub fn is_link(fields: &StatFields) -> bool {
    fields[1] & FILE_TYPE == 0o120_000
}

fn timespec(seconds: f64) -> Timespec {
    let whole = seconds.trunc();
    let mut spec = Timespec { tv_sec: whole as i64, tv_nsec: ((seconds - whole) * 1e9) as i64 };
    if spec.tv_nsec < 0 {
        spec.tv_sec -= 1;
        spec.tv_nsec += 1_000_000_000;
    }
    spec
}

/// Times of the last access and change, from seconds since the epoch.
pub fn timestamps(access: f64, modification: f64) -> Timestamps {
    Timestamps { last_access: timespec(access), last_modification: timespec(modification) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_before_the_epoch_keep_their_fraction() {
        let spec = timespec(-1.5);
        assert_eq!((spec.tv_sec, spec.tv_nsec), (-2, 500_000_000));
        let spec = timespec(1.25);
        assert_eq!((spec.tv_sec, spec.tv_nsec), (1, 250_000_000));
    }

    #[test]
    fn joining_does_not_double_slashes() {
        assert_eq!(FsPath::joined(b"a", b"b").bytes(), b"a/b");
        assert_eq!(FsPath::joined(b"/", b"b").bytes(), b"/b");
        assert_eq!(FsPath::joined(b"", b"b").bytes(), b"b");
    }

    #[test]
    fn an_interrupted_call_is_made_again_until_stopped() {
        let mut calls = 0;
        let result = retry(&|| false, || {
            calls += 1;
            if calls < 3 {
                Err(Errno::INTR)
            } else {
                Ok(calls)
            }
        });
        assert_eq!(result, Ok(3));
        assert_eq!(retry(&|| true, || -> rustix::io::Result<()> { Err(Errno::INTR) }), Err(Errno::INTR));
    }
}
