//! The signal that makes a thread show its stack to a profiler.

use std::ffi::c_void;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Called in the signal handler with the registers of what was interrupted and the time of CLOCK_MONOTONIC: program
/// counter, stack pointer, frame pointer. It must be async-signal-safe, and do nothing on threads that it does not know.
pub type Hook = unsafe extern "C" fn(pc: *mut c_void, sp: *mut c_void, fp: *mut c_void, nanoseconds: u64);

static HOOK: AtomicUsize = AtomicUsize::new(0);

/// The calling thread, for [`interrupt`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thread(libc::pid_t);

impl Thread {
    /// This thread.
    pub fn current() -> Thread {
        // SAFETY: has no preconditions.
        Thread(unsafe { libc::gettid() })
    }
}

/// Makes SIGPROF call the hook, as profilers of this kind use it. It stays so until the process ends: a signal that is
/// still under way when the last profile is done would otherwise end the process.
///
/// # Safety
/// `hook` must be as [`Hook`] says.
pub unsafe fn install(hook: Hook) -> io::Result<()> {
    HOOK.store(hook as usize, Ordering::SeqCst);
    // SAFETY: all fields of the action are set; the handler is async-signal-safe. System calls go on where they can.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = on_signal as *const () as usize;
        action.sa_flags = libc::SA_SIGINFO | libc::SA_RESTART;
        libc::sigemptyset(&mut action.sa_mask);
        if libc::sigaction(libc::SIGPROF, &action, std::ptr::null_mut()) != 0 {
            return Err(io::Error::last_os_error());
        }
    }
    Ok(())
}

/// Sends the signal to a thread of this process. Nothing happens if that thread is gone.
pub fn interrupt(thread: Thread) {
    // SAFETY: a plain system call; the handler is installed, see `install`.
    unsafe { libc::syscall(libc::SYS_tgkill, libc::getpid(), thread.0, libc::SIGPROF) };
}

/// CLOCK_MONOTONIC in nanoseconds.
pub fn monotonic_nanoseconds() -> u64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: writes to `time`; this clock always exists. Async-signal-safe.
    unsafe { libc::clock_gettime(libc::CLOCK_MONOTONIC, &mut time) };
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}

extern "C" fn on_signal(_signal: libc::c_int, _info: *mut libc::siginfo_t, context: *mut c_void) {
    let hook = HOOK.load(Ordering::SeqCst);
    if hook == 0 {
        return;
    }
    // SAFETY: the value is a `Hook`, stored by `install`; the context is what SA_SIGINFO gives. The interrupted code must
    // find errno as it was.
    unsafe {
        let hook: Hook = std::mem::transmute::<usize, Hook>(hook);
        let errno = *libc::__errno_location();
        let (pc, sp, fp) = registers(&*context.cast::<libc::ucontext_t>());
        hook(pc as *mut c_void, sp as *mut c_void, fp as *mut c_void, monotonic_nanoseconds());
        *libc::__errno_location() = errno;
    }
}

#[cfg(target_arch = "x86_64")]
fn registers(context: &libc::ucontext_t) -> (usize, usize, usize) {
    let of = |register: libc::c_int| context.uc_mcontext.gregs[register as usize] as usize;
    (of(libc::REG_RIP), of(libc::REG_RSP), of(libc::REG_RBP))
}

#[cfg(target_arch = "aarch64")]
fn registers(context: &libc::ucontext_t) -> (usize, usize, usize) {
    let machine = &context.uc_mcontext;
    (machine.pc as usize, machine.sp as usize, machine.regs[29] as usize)
}
