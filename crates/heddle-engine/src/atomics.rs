//! `Atomics.wait`, `notify` and `waitAsync`: what they and wasm's `memory.atomic.wait/notify` come to is ours (see
//! `heddle-glue/cpp/atomics.cpp`); this module ties a thread's context to it.

use crate::{Scope, Thrown};
use heddle_glue::atomics as glue;
use std::rc::Rc;

/// Keeps the thread attached until the isolate's state is dropped, which comes before its context is destroyed.
struct Attached;

impl Drop for Attached {
    fn drop(&mut self) {
        // SAFETY: dropped with the isolate's state, on its thread, while the context lives.
        unsafe { glue::hg_futex_detach() }
    }
}

/// Called when `Atomics` is first touched. Without it waiting still works, but a termination is noticed late.
pub(crate) fn install(scope: &mut Scope<'_>) -> Result<(), Thrown> {
    if scope.try_state::<Attached>().is_some() {
        return Ok(());
    }
    // SAFETY: the context is live and on its thread; `Attached` undoes the attachment. The callback at the end of
    // collections drops pending waitAsyncs that nobody can notify.
    unsafe {
        glue::hg_futex_attach(scope.cx);
        heddle_glue::memory::hg_gc_attach(scope.cx, std::ptr::null());
    }
    scope.put_state(Rc::new(Attached));
    Ok(())
}

/// Makes the thread of a context look at its interrupts if it sleeps in `Atomics.wait`.
pub(crate) fn kick(cx: *mut mozjs::jsapi::JSContext) {
    // SAFETY: any thread may call it, and the context is looked up, never touched.
    unsafe { glue::hg_futex_kick(cx) }
}

impl Scope<'_> {
    /// Number of `Atomics.waitAsync` promises of this isolate that are pending.
    pub fn pending_async_waits(&self) -> usize {
        // SAFETY: reads this thread's own table.
        unsafe { glue::hg_wait_async_pending() }
    }
}
