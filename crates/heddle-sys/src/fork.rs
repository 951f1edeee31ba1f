//! fork(2) of a process that has one thread and a known set of descriptors: in the child everything is then as in the
//! parent, and no lock is held by a thread that is not there.

use std::io;
use std::os::fd::RawFd;

/// Which of the two processes this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forked {
    /// The one that was there; the process id of the other.
    Parent(u32),
    /// The new one.
    Child,
}

/// Why a process was not forked.
#[derive(Debug)]
pub enum ForkError {
    /// It has this many threads.
    Threads(usize),
    /// It has a descriptor that it should not have.
    Descriptor(RawFd),
    /// The system would not, or did not tell.
    System(io::Error),
}

impl std::fmt::Display for ForkError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ForkError::Threads(count) => write!(f, "the process has {count} threads"),
            ForkError::Descriptor(fd) => write!(f, "descriptor {fd} is open"),
            ForkError::System(error) => write!(f, "{error}"),
        }
    }
}

impl From<io::Error> for ForkError {
    fn from(error: io::Error) -> ForkError {
        ForkError::System(error)
    }
}

/// Forks this process if it has one thread and no other descriptors than these.
pub fn fork_alone(descriptors: &[RawFd]) -> Result<Forked, ForkError> {
    match std::fs::read_dir("/proc/self/task")?.count() {
        1 => {}
        count => return Err(ForkError::Threads(count)),
    }
    // Of the two one more, which reads the folder, has the lowest free number; it is closed afterwards.
    let mut open = Vec::new();
    for entry in std::fs::read_dir("/proc/self/fd")? {
        open.extend(entry?.file_name().to_str().and_then(|name| name.parse::<RawFd>().ok()));
    }
    for fd in open.into_iter().filter(|fd| !descriptors.contains(fd)) {
        // SAFETY: a query of a number.
        if unsafe { libc::fcntl(fd, libc::F_GETFD) } >= 0 {
            return Err(ForkError::Descriptor(fd));
        }
    }
    // SAFETY: the only thread makes the call, so that the child is a whole copy.
    match unsafe { libc::fork() } {
        -1 => Err(io::Error::last_os_error().into()),
        0 => Ok(Forked::Child),
        pid => Ok(Forked::Parent(pid as u32)),
    }
}

/// Lets all signals in: for a process that was forked from one that blocks them.
pub fn unblock_signals() {
    // SAFETY: a set on the stack, filled before it is read; this thread's own mask.
    unsafe {
        let mut none = std::mem::zeroed();
        libc::sigemptyset(&mut none);
        libc::pthread_sigmask(libc::SIG_SETMASK, &none, std::ptr::null_mut());
    }
}

/// Reads and writes of a terminal by a process in the background fail instead of stopping it.
pub fn ignore_terminal_stops() {
    for signal in [libc::SIGTTIN, libc::SIGTTOU] {
        // SAFETY: SIG_IGN is no handler of ours.
        unsafe { libc::signal(signal, libc::SIG_IGN) };
    }
}
