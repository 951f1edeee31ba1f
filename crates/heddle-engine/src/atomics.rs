//! `Atomics.wait`, `notify` and `waitAsync`: what they and wasm's `memory.atomic.wait/notify` come to is ours (see
//! `heddle-glue/cpp/atomics.cpp`); this module ties a thread's context to it.

use crate::Scope;
use heddle_glue::atomics as glue;
use mozjs::jsapi::JSContext;

/// Lets the context's thread wait; undone by [`uninstall`]. False if another isolate of the thread can.
pub(crate) fn install(cx: *mut JSContext) -> bool {
    // SAFETY: the context is live and on its thread. The callback at the end of collections drops pending waitAsyncs
    // that nobody can notify.
    unsafe {
        heddle_glue::memory::hg_gc_attach(cx);
        glue::hg_futex_attach(cx)
    }
}

/// Gives up the isolate's pending waitAsyncs; on its thread, before the context is destroyed.
pub(crate) fn uninstall() {
    // SAFETY: `install` of the isolate that calls this attached the thread.
    unsafe { glue::hg_futex_detach() }
}

/// Counts a thread as running JavaScript (+1) or not any more (-1). Threads that look for something to do before they
/// sleep do so only while these do not outnumber the cores. A sleep in `Atomics.wait` counts itself.
pub fn add_runnable(delta: i32) {
    // SAFETY: an atomic addition.
    unsafe { glue::hg_runnable_add(delta) }
}

/// How many threads run JavaScript; see [`add_runnable`].
pub fn runnable() -> i32 {
    // SAFETY: an atomic read.
    unsafe { glue::hg_runnable_get() }
}

/// Makes the thread of a context look at its interrupts if it sleeps in `Atomics.wait`.
pub(crate) fn kick(cx: *mut JSContext) {
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
