//! Declarations of `cpp/memory.cpp`: counters, limits, helper threads, seeds.

use mozjs_sys::jsapi::JSContext;
use std::ffi::c_void;

/// Bytes of one runtime, exact.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Memory {
    /// Cells: the collector's arenas in use.
    pub gc_bytes: u64,
    /// Capacity of the nursery.
    pub nursery_bytes: u64,
    /// What cells own outside the collector: buffers, slots, elements, characters.
    pub malloc_bytes: u64,
    /// Machine code.
    pub jit_bytes: u64,
    /// Major collections so far.
    pub collections: u64,
    /// Minor collections so far.
    pub minor_collections: u64,
}

/// Called as collections end.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct GcHost {
    /// Passed to the function below; stays valid until the context is destroyed or another host is attached.
    pub closure: *mut c_void,
    /// A major collection ended (own thread). Must not run JavaScript or allocate cells; may request an interrupt.
    pub ended: Option<unsafe extern "C" fn(closure: *mut c_void, memory: *const Memory)>,
}

extern "C" {
    /// Installs the callback at the end of major collections; every context needs it, `host` may be null.
    pub fn hg_gc_attach(cx: *mut JSContext, host: *const GcHost);
    /// Collects young objects only.
    pub fn hg_minor_gc(cx: *mut JSContext);
    /// Counts the bytes of the context's runtime, on its thread.
    pub fn hg_memory(cx: *mut JSContext, out: *mut Memory);
    /// Allocations of 64 KiB or more fail (catchable in JavaScript) when they would bring this thread's runtime above
    /// `bytes`, cells included; 0 lifts the limit.
    pub fn hg_large_limit_set(bytes: usize);
    /// How often this thread was denied an allocation.
    pub fn hg_large_denied() -> u64;
    /// No helper thread will ever be started; before the first context of the process.
    pub fn hg_helper_threads_off();
    /// Starts helper threads after all, for instance in a forked child.
    pub fn hg_helper_threads_on(cx: *mut JSContext) -> bool;
    /// Whether helper threads are allowed.
    pub fn hg_helper_threads_are_on() -> bool;
    /// A new seed for `Math.random` of the current realm: a forked child must not repeat its siblings' numbers.
    pub fn hg_reseed(cx: *mut JSContext);
}
