//! Declarations of `cpp/allocations.cpp`: allocations of objects, sampled for a heap profile.

use mozjs_sys::jsapi::JSContext;
use std::ffi::{c_char, c_void};

/// Who is told. None of these may touch the engine.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct AllocationHost {
    /// Passed to the functions; stays valid until the sampling is stopped.
    pub closure: *mut c_void,
    /// A frame of the next allocation, from the innermost: `name (file:line:column)`, `file:line:column` or `file`.
    pub frame: unsafe extern "C" fn(closure: *mut c_void, text: *const c_char, length: usize, source: u32),
    /// The allocation to which those frames belong; its number.
    pub allocated: unsafe extern "C" fn(closure: *mut c_void, size: u64) -> u32,
    /// That object was collected.
    pub collected: unsafe extern "C" fn(closure: *mut c_void, number: u32),
}

extern "C" {
    /// Samples the objects that the current realm makes, one in `interval` bytes on average, with at most `depth` frames;
    /// false if that is on already in this thread.
    pub fn hg_allocations_start(cx: *mut JSContext, host: *const AllocationHost, interval: u64, depth: u32) -> bool;
    /// Ends it, on the same thread, before its context is destroyed.
    pub fn hg_allocations_stop(cx: *mut JSContext);
}
