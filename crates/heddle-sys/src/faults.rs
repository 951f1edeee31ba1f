//! Signals that the processor's faults raise, when somebody else sends them. The engine has handlers for them, which for a
//! fault that is none of its own give the signal its default effect and return: the instruction faults again, and that ends
//! the process. A signal that was sent by kill(2) does not come again, so the process would live on.

use std::ptr;
use std::sync::OnceLock;

/// Those that the engine handles.
const FAULTS: [libc::c_int; 3] = [libc::SIGSEGV, libc::SIGBUS, libc::SIGILL];

/// What was in force before, by place in [`FAULTS`].
static PREVIOUS: [OnceLock<libc::sigaction>; FAULTS.len()] = [const { OnceLock::new() }; FAULTS.len()];

/// Has such a signal end the process when it was sent. To be called before the engine, which asks the handlers that it
/// finds about what is none of its own, is set up.
pub fn end_by_sent_ones() {
    for (signal, previous) in FAULTS.into_iter().zip(&PREVIOUS) {
        // SAFETY: sigaction is plain data for which all zeros are valid; the calls read or fill it. The handler is
        // async-signal-safe, and what it reads is set before it is in force.
        unsafe {
            let mut before: libc::sigaction = std::mem::zeroed();
            if libc::sigaction(signal, ptr::null(), &mut before) != 0 || previous.set(before).is_err() {
                continue;
            }
            let mut action: libc::sigaction = std::mem::zeroed();
            action.sa_sigaction =
                on_fault as extern "C" fn(libc::c_int, *mut libc::siginfo_t, *mut libc::c_void) as usize;
            action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
            libc::sigaction(signal, &action, ptr::null_mut());
        }
    }
}

extern "C" fn on_fault(signal: libc::c_int, info: *mut libc::siginfo_t, context: *mut libc::c_void) {
    let at = FAULTS.iter().position(|&fault| fault == signal);
    let previous = at.and_then(|at| PREVIOUS.get(at)).and_then(OnceLock::get);
    // SAFETY: the kernel, or the handler that was asked first, passes on what it was given; everything that is called may
    // be in a handler. A previous handler is one that was in force for this very signal, called as its flags say.
    unsafe {
        // Positive codes are the kernel's.
        let was_sent = (*info).si_code <= 0;
        match previous.filter(|_| !was_sent) {
            Some(action) if [libc::SIG_DFL, libc::SIG_IGN].contains(&action.sa_sigaction) => {
                libc::sigaction(signal, action, ptr::null_mut());
            }
            Some(action) if action.sa_flags & libc::SA_SIGINFO != 0 => {
                type Handler = extern "C" fn(libc::c_int, *mut libc::siginfo_t, *mut libc::c_void);
                std::mem::transmute::<usize, Handler>(action.sa_sigaction)(signal, info, context);
            }
            Some(action) => std::mem::transmute::<usize, extern "C" fn(libc::c_int)>(action.sa_sigaction)(signal),
            None => {
                let mut action: libc::sigaction = std::mem::zeroed();
                action.sa_sigaction = libc::SIG_DFL;
                libc::sigaction(signal, &action, ptr::null_mut());
                // It is blocked until the handler returns.
                libc::raise(signal);
            }
        }
    }
}
