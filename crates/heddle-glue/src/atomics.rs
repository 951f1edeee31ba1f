//! Declarations of `cpp/atomics.cpp`: `Atomics.wait`, `notify`, `waitAsync` and wasm's `memory.atomic.wait/notify`.
//!
//! The functions themselves are the engine's; what they come to after their checks is replaced at link time
//! (see `build.rs`), so there is nothing to install in a realm.

use mozjs_sys::jsapi::JSContext;
use std::ffi::c_void;

/// What an isolate's event loop provides for `Atomics.waitAsync`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct AsyncHost {
    /// Passed to the functions below; must stay valid, and usable from any thread, until [`hg_futex_detach`].
    pub closure: *mut c_void,
    /// A `waitAsync` began (own thread): call [`hg_wait_async_finish`] with `timed_out` after `timeout_ms`, unless
    /// that is negative (no timeout).
    pub started: unsafe extern "C" fn(closure: *mut c_void, id: u64, timeout_ms: f64),
    /// It was notified (any thread): call [`hg_wait_async_finish`] on the isolate's thread. Must not call into the
    /// glue.
    pub notified: unsafe extern "C" fn(closure: *mut c_void, id: u64),
    /// Nobody can notify it any more and it has no timeout (own thread, inside a collection).
    pub dropped: unsafe extern "C" fn(closure: *mut c_void, id: u64),
}

/// Where a thread sleeps in `Atomics.wait`; counted.
#[repr(C)]
pub struct FutexHandle {
    _opaque: [u8; 0],
}

extern "C" {
    /// Prepares this thread (of one context) for waiting; `host` may be null, then `waitAsync` throws. The handle is
    /// for [`hg_futex_kick`] and is released by the caller.
    pub fn hg_futex_attach(host: *const AsyncHost) -> *mut FutexHandle;
    /// Undoes [`hg_futex_attach`], on the same thread, before the context is destroyed. Pending `waitAsync`s are given
    /// up, and no callback is called any more once this has returned.
    pub fn hg_futex_detach();
    /// Makes the thread look at its interrupts if it sleeps in `Atomics.wait`. Any thread, after
    /// `JS_RequestInterruptCallback`.
    pub fn hg_futex_kick(handle: *mut FutexHandle);
    /// Gives up a handle.
    pub fn hg_futex_release(handle: *mut FutexHandle);
    /// Sets the number of isolates that are running JavaScript; waiters spin before they sleep only while these do
    /// not outnumber the cores.
    pub fn hg_runnable_set(count: i32);
    /// Changes that number, as an isolate goes idle (-1) or comes back (+1). A sleep in `Atomics.wait` counts itself.
    pub fn hg_runnable_add(delta: i32);
    /// That number.
    pub fn hg_runnable_get() -> i32;
    /// Id of this process among those that share buffers: not 0, unique. Before any buffer crosses.
    pub fn hg_futex_process_set(id: u32);
    /// Settles a `waitAsync`: 1 when its promise was resolved (run microtasks), 0 when there was nothing left to do,
    /// -1 with an exception pending. The realm is entered by itself.
    pub fn hg_wait_async_finish(cx: *mut JSContext, id: u64, timed_out: bool) -> i32;
    /// `waitAsync`s of this thread's context that are pending.
    pub fn hg_wait_async_pending() -> usize;
}
