//! A thread as other threads see it: told to stop, taken out of the system call it waits in, its processor time.
//!
//! A call that waits in the kernel is ended by a signal whose handler does nothing and which does not restart calls: the
//! call fails with `EINTR`, and whoever made it asks whether the thread shall stop ([`retry`]). A signal that comes
//! between that question and the call has no effect, so it is sent again until the thread has answered.

use std::cell::RefCell;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, Once};
use std::time::Duration;

/// The control of one thread; cheap to clone, harmless once the thread is gone.
#[derive(Clone, Default)]
pub struct ThreadHandle(Arc<Shared>);

#[derive(Default)]
struct Shared {
    stopped: AtomicBool,
    // While it is locked and holds a thread, that thread lives: its ids cannot have gone to another one.
    thread: Mutex<Option<Ids>>,
    reported: Mutex<CpuUsage>,
}

#[derive(Clone, Copy)]
struct Ids {
    pthread: libc::pthread_t,
    #[cfg(target_os = "linux")]
    tid: libc::pid_t,
    #[cfg(target_os = "linux")]
    clock: libc::clockid_t,
}

/// Processor time in microseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CpuUsage {
    /// In user mode.
    pub user: u64,
    /// In the kernel.
    pub system: u64,
}

thread_local! {
    static CURRENT: RefCell<Option<ThreadHandle>> = const { RefCell::new(None) };
}

/// While it lives, the thread that made it can be interrupted.
pub struct Attached(ThreadHandle);

impl Drop for Attached {
    fn drop(&mut self) {
        self.0.lock().take();
        CURRENT.with(|current| current.borrow_mut().take());
    }
}

/// The signal: one that nobody else in a process uses and that no program can name in `process.on`.
fn signal() -> libc::c_int {
    #[cfg(target_os = "linux")]
    return libc::SIGRTMIN() + 9;
    #[cfg(not(target_os = "linux"))]
    return libc::SIGURG;
}

extern "C" fn on_signal(_number: libc::c_int) {}

fn install_handler() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // SAFETY: sigaction is plain data for which all zeros are valid.
        let mut action: libc::sigaction = unsafe { std::mem::zeroed() };
        action.sa_sigaction = on_signal as extern "C" fn(libc::c_int) as usize;
        // No SA_RESTART: that calls fail with EINTR is the purpose.
        action.sa_flags = libc::SA_ONSTACK;
        // SAFETY: the structure is valid, and a handler that does nothing is async-signal-safe.
        unsafe {
            libc::sigemptyset(&mut action.sa_mask);
            libc::sigaction(signal(), &action, std::ptr::null_mut());
        }
    });
}

impl ThreadHandle {
    /// A handle for a thread that is yet to start.
    pub fn new() -> ThreadHandle {
        ThreadHandle::default()
    }

    fn lock(&self) -> MutexGuard<'_, Option<Ids>> {
        self.0.thread.lock().unwrap_or_else(|e| e.into_inner())
    }

    /// Whether both mean the same thread.
    pub fn is(&self, other: &ThreadHandle) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Makes the calling thread the one that is meant, until what it returns is dropped.
    pub fn attach(&self) -> Attached {
        install_handler();
        // SAFETY: sigset_t is plain data; the calls act on this thread's own mask. A thread inherits the mask of its
        // maker, which may block the signal.
        let ids = unsafe {
            let mut set: libc::sigset_t = std::mem::zeroed();
            libc::sigemptyset(&mut set);
            libc::sigaddset(&mut set, signal());
            libc::pthread_sigmask(libc::SIG_UNBLOCK, &set, std::ptr::null_mut());
            let pthread = libc::pthread_self();
            #[cfg(target_os = "linux")]
            let (tid, clock) = {
                let mut clock = libc::CLOCK_THREAD_CPUTIME_ID;
                libc::pthread_getcpuclockid(pthread, &mut clock);
                (libc::gettid(), clock)
            };
            Ids {
                pthread,
                #[cfg(target_os = "linux")]
                tid,
                #[cfg(target_os = "linux")]
                clock,
            }
        };
        *self.lock() = Some(ids);
        CURRENT.with(|current| *current.borrow_mut() = Some(self.clone()));
        Attached(self.clone())
    }

    /// Says that the thread shall stop and interrupts the call that it is in.
    pub fn stop(&self) {
        self.0.stopped.store(true, Ordering::SeqCst);
        self.interrupt();
    }

    /// Takes back [`ThreadHandle::stop`]: for a thread that does one thing after another.
    pub fn reset(&self) {
        self.0.stopped.store(false, Ordering::SeqCst);
    }

    /// Whether [`ThreadHandle::stop`] was called.
    pub fn is_stopped(&self) -> bool {
        self.0.stopped.load(Ordering::SeqCst)
    }

    /// Makes the system call that the thread waits in fail with `EINTR`.
    pub fn interrupt(&self) {
        if let Some(ids) = &*self.lock() {
            // SAFETY: the thread lives while the lock is held, and its handler for the signal does nothing.
            unsafe { libc::pthread_kill(ids.pthread, signal()) };
        }
    }

    /// Processor time of the thread so far; `None` before it started and after it ended.
    pub fn cpu_time(&self) -> Option<Duration> {
        #[cfg(target_os = "linux")]
        {
            let ids = self.lock();
            let clock = ids.as_ref()?.clock;
            let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
            // SAFETY: `time` is valid for the call to fill; the clock is that of a thread that lives.
            if unsafe { libc::clock_gettime(clock, &mut time) } != 0 {
                return None;
            }
            Some(Duration::new(time.tv_sec as u64, time.tv_nsec as u32))
        }
        #[cfg(not(target_os = "linux"))]
        None
    }

    /// Processor time of the thread, divided as the kernel divides it; never less than was told before.
    pub fn cpu_usage(&self) -> Option<CpuUsage> {
        let total = self.cpu_time()?.as_micros() as u64;
        let system = self.system_time()?;
        let mut reported = self.0.reported.lock().unwrap_or_else(|e| e.into_inner());
        reported.system = reported.system.max(system);
        reported.user = reported.user.max(total.saturating_sub(reported.system));
        Some(*reported)
    }

    // Time in the kernel in microseconds; the kernel tells it of another thread in ticks only.
    #[cfg(target_os = "linux")]
    fn system_time(&self) -> Option<u64> {
        let tid = self.lock().as_ref()?.tid;
        let text = std::fs::read_to_string(format!("/proc/self/task/{tid}/stat")).ok()?;
        // The name of the thread stands in brackets and may contain anything.
        let ticks: u64 = text.rsplit_once(')')?.1.split_ascii_whitespace().nth(12)?.parse().ok()?;
        // SAFETY: sysconf takes a constant and has no preconditions.
        let per_second = unsafe { libc::sysconf(libc::_SC_CLK_TCK) }.max(1) as u64;
        Some(ticks * 1_000_000 / per_second)
    }

    #[cfg(not(target_os = "linux"))]
    fn system_time(&self) -> Option<u64> {
        None
    }
}

/// Whether the calling thread shall stop.
pub fn is_stopped() -> bool {
    CURRENT.with(|current| current.borrow().as_ref().is_some_and(ThreadHandle::is_stopped))
}

/// Makes a call until no signal interrupts it. A thread that shall stop gets the error `EINTR` instead.
pub fn retry<T>(mut call: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    loop {
        if is_stopped() {
            return Err(io::Error::from_raw_os_error(libc::EINTR));
        }
        match call() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::fd::AsRawFd;

    /// Interrupts until the thread is done; whether it was.
    fn stop(handle: &ThreadHandle, thread: &std::thread::JoinHandle<()>) -> bool {
        for _ in 0..10_000 {
            handle.stop();
            if thread.is_finished() {
                return true;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        false
    }

    #[test]
    fn a_read_that_waits_is_ended() {
        let (reader, _writer) = io::pipe().unwrap();
        let handle = ThreadHandle::new();
        let thread = {
            let handle = handle.clone();
            std::thread::spawn(move || {
                let _attached = handle.attach();
                let error = crate::terminal::read(reader.as_raw_fd(), &mut [0; 1]).unwrap_err();
                assert_eq!(error.raw_os_error(), Some(libc::EINTR));
            })
        };
        assert!(stop(&handle, &thread));
        thread.join().unwrap();
        // The thread is gone: nobody is hit.
        handle.interrupt();
        assert_eq!(handle.cpu_time(), None);
    }

    #[test]
    fn the_time_of_a_thread_is_its_own() {
        let handle = ThreadHandle::new();
        let _attached = handle.attach();
        let before = handle.cpu_usage().unwrap();
        let mut sum = 0u64;
        while handle.cpu_time().unwrap() < Duration::from_millis(30) {
            sum = sum.wrapping_add(std::hint::black_box(1));
        }
        let after = handle.cpu_usage().unwrap();
        assert!(sum > 0 && after.user >= before.user && after.system >= before.system);
        assert!(after.user + after.system >= 29_000, "{after:?}");
    }
}
