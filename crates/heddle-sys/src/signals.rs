//! Signals that JavaScript listens to: a handler writes the number into a pipe that the event loop watches.

use std::io;
use std::os::fd::RawFd;
use std::sync::atomic::{AtomicI32, Ordering};
use std::sync::{Mutex, OnceLock};

/// Names and numbers, in the order in which `os.constants.signals` has them.
pub const SIGNALS: &[(&str, i32)] = &[
    ("SIGHUP", libc::SIGHUP),
    ("SIGINT", libc::SIGINT),
    ("SIGQUIT", libc::SIGQUIT),
    ("SIGILL", libc::SIGILL),
    ("SIGTRAP", libc::SIGTRAP),
    ("SIGABRT", libc::SIGABRT),
    ("SIGIOT", libc::SIGABRT),
    ("SIGBUS", libc::SIGBUS),
    ("SIGFPE", libc::SIGFPE),
    ("SIGKILL", libc::SIGKILL),
    ("SIGUSR1", libc::SIGUSR1),
    ("SIGSEGV", libc::SIGSEGV),
    ("SIGUSR2", libc::SIGUSR2),
    ("SIGPIPE", libc::SIGPIPE),
    ("SIGALRM", libc::SIGALRM),
    ("SIGTERM", libc::SIGTERM),
    ("SIGCHLD", libc::SIGCHLD),
    #[cfg(target_os = "linux")]
    ("SIGSTKFLT", libc::SIGSTKFLT),
    ("SIGCONT", libc::SIGCONT),
    ("SIGSTOP", libc::SIGSTOP),
    ("SIGTSTP", libc::SIGTSTP),
    ("SIGTTIN", libc::SIGTTIN),
    ("SIGTTOU", libc::SIGTTOU),
    ("SIGURG", libc::SIGURG),
    ("SIGXCPU", libc::SIGXCPU),
    ("SIGXFSZ", libc::SIGXFSZ),
    ("SIGVTALRM", libc::SIGVTALRM),
    ("SIGPROF", libc::SIGPROF),
    ("SIGWINCH", libc::SIGWINCH),
    ("SIGIO", libc::SIGIO),
    #[cfg(target_os = "linux")]
    ("SIGPOLL", libc::SIGIO),
    #[cfg(target_os = "linux")]
    ("SIGPWR", libc::SIGPWR),
    ("SIGSYS", libc::SIGSYS),
];

struct Pipe {
    reader: RawFd,
    writer: RawFd,
}

static PIPE: OnceLock<Pipe> = OnceLock::new();
// The handler may only touch this: taking a lock or initialising a cell there could deadlock.
static WRITER: AtomicI32 = AtomicI32::new(-1);
// Dispositions that were in force before, by signal, to be put back.
static PREVIOUS: Mutex<Vec<(i32, libc::sigaction)>> = Mutex::new(Vec::new());

fn pipe() -> io::Result<&'static Pipe> {
    if let Some(pipe) = PIPE.get() {
        return Ok(pipe);
    }
    let mut fds = [-1; 2];
    // SAFETY: `fds` has room for the two descriptors.
    if unsafe { libc::pipe2(fds.as_mut_ptr(), libc::O_CLOEXEC | libc::O_NONBLOCK) } != 0 {
        return Err(io::Error::last_os_error());
    }
    let pipe = PIPE.get_or_init(|| Pipe { reader: fds[0], writer: fds[1] });
    if pipe.writer != fds[1] {
        // SAFETY: another thread was first; this pair is ours alone and not used.
        unsafe {
            libc::close(fds[0]);
            libc::close(fds[1]);
        }
    }
    WRITER.store(pipe.writer, Ordering::Release);
    Ok(pipe)
}

extern "C" fn on_signal(number: libc::c_int) {
    // SAFETY: errno, write and their memory are all that is touched, and these are async-signal-safe; errno is put back
    // for the code that was interrupted.
    unsafe {
        let errno = libc::__errno_location();
        let saved = *errno;
        let byte = number as u8;
        libc::write(WRITER.load(Ordering::Acquire), (&raw const byte).cast(), 1);
        *errno = saved;
    }
}

/// The descriptor that becomes readable when a watched signal arrived.
pub fn descriptor() -> io::Result<RawFd> {
    pipe().map(|pipe| pipe.reader)
}

/// Numbers of the signals that arrived since the last call.
pub fn take() -> Vec<i32> {
    let Some(pipe) = PIPE.get() else { return Vec::new() };
    let mut all = Vec::new();
    let mut buffer = [0; 64];
    // The pipe is non-blocking: an error means that it is empty.
    while let Ok(count @ 1..) = crate::terminal::read(pipe.reader, &mut buffer) {
        all.extend(buffer[..count].iter().map(|&byte| i32::from(byte)));
    }
    all
}

/// Begins to watch a signal. Its usual effect no longer takes place.
pub fn watch(number: i32) -> io::Result<()> {
    pipe()?;
    // SAFETY: sigaction is plain data for which all zeros are valid.
    let (mut action, mut previous): (libc::sigaction, libc::sigaction) = unsafe { std::mem::zeroed() };
    action.sa_sigaction = on_signal as extern "C" fn(libc::c_int) as usize;
    action.sa_flags = libc::SA_RESTART;
    // SAFETY: both structures are valid; the handler is async-signal-safe. All signals are blocked while it runs.
    let result = unsafe {
        libc::sigfillset(&mut action.sa_mask);
        libc::sigaction(number, &action, &mut previous)
    };
    if result != 0 {
        return Err(io::Error::last_os_error());
    }
    if let Ok(mut list) = PREVIOUS.lock() {
        if !list.iter().any(|(known, _)| *known == number) {
            list.push((number, previous));
        }
    }
    Ok(())
}

/// Ends watching: the signal has the effect that it had before.
pub fn unwatch(number: i32) {
    let Ok(mut list) = PREVIOUS.lock() else { return };
    let Some(at) = list.iter().position(|(known, _)| *known == number) else { return };
    let (_, previous) = list.swap_remove(at);
    // SAFETY: `previous` is what sigaction gave for this signal.
    unsafe { libc::sigaction(number, &previous, std::ptr::null_mut()) };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_watched_signal_arrives_as_a_number() {
        watch(libc::SIGUSR2).unwrap();
        crate::process::kill(std::process::id() as i32, libc::SIGUSR2).unwrap();
        let mut entry = libc::pollfd { fd: descriptor().unwrap(), events: libc::POLLIN, revents: 0 };
        // SAFETY: one valid pollfd.
        assert_eq!(unsafe { libc::poll(&mut entry, 1, 10_000) }, 1);
        assert_eq!(take(), [libc::SIGUSR2]);
        unwatch(libc::SIGUSR2);
    }

    #[test]
    fn some_signals_cannot_be_watched() {
        assert_eq!(watch(libc::SIGKILL).unwrap_err().raw_os_error(), Some(libc::EINVAL));
    }
}
