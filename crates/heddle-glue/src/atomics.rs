//! Declarations of `cpp/atomics.cpp`: `Atomics.wait`, `notify`, `waitAsync` and wasm's `memory.atomic.wait/notify`.
//!
//! The functions themselves are the engine's; what they come to after their checks is replaced at link time
//! (see `build.rs`), so there is nothing to install in a realm.

use mozjs_sys::jsapi::JSContext;

extern "C" {
    /// Prepares this thread (of one context) for waiting, without which all waits throw. `waitAsync` needs the engine's
    /// dispatch callbacks besides. False if another context of the thread is attached.
    pub fn hg_futex_attach(cx: *mut JSContext) -> bool;
    /// Undoes [`hg_futex_attach`], on the same thread, before the context is destroyed. Pending `waitAsync`s are given
    /// up.
    pub fn hg_futex_detach();
    /// Makes the context's thread look at its interrupts if it sleeps in `Atomics.wait`. Any thread, also for a context
    /// that is gone; after `JS_RequestInterruptCallback`.
    pub fn hg_futex_kick(cx: *mut JSContext);
    /// Changes the number of isolates that are running JavaScript, as one goes idle (-1) or comes back (+1); waiters spin
    /// before they sleep only while these do not outnumber the cores. A sleep in `Atomics.wait` counts itself.
    pub fn hg_runnable_add(delta: i32);
    /// That number.
    pub fn hg_runnable_get() -> i32;
    /// `waitAsync`s of this thread's context that are pending.
    pub fn hg_wait_async_pending() -> usize;
}
