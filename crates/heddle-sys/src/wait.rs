//! Children of this process: their ends, and being told of them.

use crate::process::ResourceUsage;
use std::io;
use std::os::fd::{AsRawFd, BorrowedFd, FromRawFd, OwnedFd};

/// How a child ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    /// Its process id, which is free for another process from now on.
    pub pid: u32,
    /// Its exit code; 0 if a signal ended it.
    pub code: i32,
    /// The signal that ended it; 0 if it exited.
    pub signal: i32,
    /// What it used, with those of its own children that it waited for.
    pub usage: ResourceUsage,
}

fn wait(pid: libc::pid_t, flags: libc::c_int) -> io::Result<Option<Ended>> {
    let mut status = 0;
    // SAFETY: rusage is plain data for which all zeros are valid.
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    loop {
        // SAFETY: both are valid for the call to fill.
        match unsafe { libc::wait4(pid, &mut status, flags, &mut usage) } {
            0 => return Ok(None),
            pid @ 1.. => {
                let exited = libc::WIFEXITED(status);
                return Ok(Some(Ended {
                    pid: pid as u32,
                    code: if exited { libc::WEXITSTATUS(status) } else { 0 },
                    signal: if exited { 0 } else { libc::WTERMSIG(status) },
                    usage: ResourceUsage::from(&usage),
                }));
            }
            _ => {
                let error = io::Error::last_os_error();
                if error.kind() != io::ErrorKind::Interrupted {
                    return Err(error);
                }
            }
        }
    }
}

/// Waits for one child. `None` if there is no such child.
pub fn reap(pid: u32) -> Option<Ended> {
    wait(pid as libc::pid_t, 0).ok().flatten()
}

/// Takes a child that has ended; `None` if it lives or is no child.
pub fn reap_ended(pid: u32) -> Option<Ended> {
    wait(pid as libc::pid_t, libc::WNOHANG).ok().flatten()
}

/// Takes a child that has ended, whichever; `None` if all live. `ECHILD` if there is none.
pub fn reap_any() -> io::Result<Option<Ended>> {
    wait(-1, libc::WNOHANG)
}

fn look(kind: libc::idtype_t, id: u32, flags: libc::c_int) -> io::Result<u32> {
    // SAFETY: siginfo_t is plain data for which all zeros are valid; the call fills it, and si_pid is then of its kind.
    unsafe {
        let mut info: libc::siginfo_t = std::mem::zeroed();
        match libc::waitid(kind, id, &mut info, libc::WEXITED | libc::WNOWAIT | flags) {
            0 => Ok(info.si_pid() as u32),
            _ => Err(io::Error::last_os_error()),
        }
    }
}

/// Waits until any child has ended, which it remains to [`reap`]. `ECHILD` if there is none.
pub fn next_ended() -> io::Result<u32> {
    loop {
        match look(libc::P_ALL, 0, 0) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

/// Whether a process is a child of this one, alive or not yet waited for.
pub fn is_child(pid: u32) -> bool {
    look(libc::P_PID, pid, libc::WNOHANG).is_ok()
}

/// Blocks every signal for the calling thread: for a process with one thread that reads its signals from descriptors.
pub fn block_signals() {
    // SAFETY: a set on the stack, filled before it is read.
    unsafe {
        let mut all = std::mem::zeroed();
        libc::sigfillset(&mut all);
        libc::pthread_sigmask(libc::SIG_SETMASK, &all, std::ptr::null_mut());
    }
}

/// A descriptor that becomes readable when a child has ended, in a process that blocks signals.
pub fn child_descriptor() -> io::Result<OwnedFd> {
    // A SIGCHLD that is ignored would make the kernel throw away how children end.
    // SAFETY: a set on the stack, filled before it is read; the descriptor is new and ours alone.
    unsafe {
        libc::signal(libc::SIGCHLD, libc::SIG_DFL);
        let mut set = std::mem::zeroed();
        libc::sigemptyset(&mut set);
        libc::sigaddset(&mut set, libc::SIGCHLD);
        match libc::signalfd(-1, &set, libc::SFD_CLOEXEC | libc::SFD_NONBLOCK) {
            -1 => Err(io::Error::last_os_error()),
            fd => Ok(OwnedFd::from_raw_fd(fd)),
        }
    }
}

/// How the process of a pidfd ended, as wait(2) encodes it, once its parent has waited for it: if the kernel (Linux
/// 6.15) tells.
pub fn status_of(pidfd: BorrowedFd<'_>) -> Option<i32> {
    // struct pidfd_info and PIDFD_GET_INFO of linux/pidfd.h, of which the first version is enough.
    #[repr(C)]
    #[derive(Default)]
    struct Info {
        mask: u64,
        cgroup: u64,
        numbers: [u32; 11],
        exit_code: i32,
    }
    const WITH_EXIT: u64 = 1 << 3;
    const REQUEST: libc::c_ulong = (3 << 30) | (64 << 16) | (0xff << 8) | 11;
    const { assert!(size_of::<Info>() == 64) };
    let mut info = Info { mask: WITH_EXIT, ..Info::default() };
    // SAFETY: the request carries the size of `info`, which the kernel fills as far as that.
    let result = unsafe { libc::ioctl(pidfd.as_raw_fd(), REQUEST as _, &raw mut info) };
    (result == 0 && info.mask & WITH_EXIT != 0).then_some(info.exit_code)
}

/// The signal in what [`status_of`] tells; `None` if it was an exit.
pub fn signal_of(status: i32) -> Option<i32> {
    libc::WIFSIGNALED(status).then(|| libc::WTERMSIG(status))
}

/// The exit code in what [`status_of`] tells of an exit.
pub fn code_of(status: i32) -> i32 {
    libc::WEXITSTATUS(status)
}

/// Closes every descriptor from `first` on: for a process at its start, before anything owns one.
pub fn close_from(first: u32) {
    // SAFETY: a plain call on numbers. The caller's promise is that nothing owns them.
    unsafe { libc::syscall(libc::SYS_close_range, first, libc::c_uint::MAX, 0) };
}
