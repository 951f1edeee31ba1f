//! File descriptors that programs name by number.

use std::io;
use std::os::fd::{BorrowedFd, FromRawFd, IntoRawFd, OwnedFd, RawFd};

/// Calls `f` with the descriptor of that number. `None` if the number cannot be one; whether it is open, the kernel
/// says (`EBADF`).
///
/// The numbers come from JavaScript, which by design may name any descriptor of the process, as `fs.readSync(0, …)`
/// does. The runtime never relies on the exclusive ownership of a descriptor that JavaScript can name.
pub fn with_descriptor<R>(number: RawFd, f: impl FnOnce(BorrowedFd<'_>) -> R) -> Option<R> {
    if number < 0 {
        return None;
    }
    // SAFETY: not -1. If the program closes the number meanwhile, calls on it fail or hit another file of the program,
    // as they do in C; no memory depends on it.
    Some(f(unsafe { BorrowedFd::borrow_raw(number) }))
}

/// close(2), once: the number is free afterwards even if it fails with `EINTR`, which is therefore no error here.
pub fn close_descriptor(number: RawFd) -> io::Result<()> {
    // SAFETY: a plain system call on a number; see `with_descriptor` for whose it is.
    if unsafe { libc::close(number) } == 0 {
        return Ok(());
    }
    let error = io::Error::last_os_error();
    match error.raw_os_error() {
        Some(libc::EINTR | libc::EINPROGRESS) => Ok(()),
        _ => Err(error),
    }
}

/// The descriptor of that number, to be closed by its new owner. `None` if it is not open.
///
/// Numbers come from JavaScript: see [`with_descriptor`] for what that means.
pub fn adopt_descriptor(number: RawFd) -> Option<OwnedFd> {
    if number < 0 {
        return None;
    }
    // SAFETY: a query of the number; fails if it is not open.
    if unsafe { libc::fcntl(number, libc::F_GETFD) } < 0 {
        return None;
    }
    // SAFETY: open, and not -1. Nothing in the runtime relies on the exclusive ownership of numbers that JavaScript names.
    Some(unsafe { OwnedFd::from_raw_fd(number) })
}

/// Makes these the descriptors 0, 1, 2, … of the process and closes all others, whoever owned them; the first `inherited`
/// are handed down to programs. Returns those from `inherited` on. For a process at its start.
pub fn become_descriptors(list: Vec<OwnedFd>, inherited: usize) -> io::Result<Vec<OwnedFd>> {
    let check = |result: libc::c_int| if result < 0 { Err(io::Error::last_os_error()) } else { Ok(result) };
    let count = list.len() as libc::c_int;
    let mut sources = Vec::new();
    for fd in list {
        // First out of the way, so that none is overwritten before it was used.
        // SAFETY: a plain call on a number that is owned; what it was is closed below.
        sources.push(check(unsafe { libc::fcntl(fd.into_raw_fd(), libc::F_DUPFD_CLOEXEC, count) })?);
    }
    let mut own = Vec::new();
    for (target, source) in (0..).zip(sources) {
        let kept = target as usize >= inherited;
        // SAFETY: plain calls on numbers. Whatever the target was is nobody's from now on: the caller's promise.
        unsafe {
            check(libc::dup3(source, target, if kept { libc::O_CLOEXEC } else { 0 }))?;
            if kept {
                own.push(OwnedFd::from_raw_fd(target));
            }
        }
    }
    crate::wait::close_from(count as u32);
    Ok(own)
}
