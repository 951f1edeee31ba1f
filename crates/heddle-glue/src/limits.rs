//! Declarations of `cpp/limits.cpp`: the budgets of a runtime's memory.

use mozjs_sys::jsapi::JSContext;
use std::ffi::{c_char, c_void};

/// Kinds of limits, as the functions below number them: the heap.
pub const HEAP: i32 = 1;
/// Buffers and wasm memories.
pub const EXTERNAL: i32 = 2;
/// Machine code.
pub const CODE: i32 = 3;

/// Limits in bytes; `usize::MAX`: none.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Cells, what they own, and machine code.
    pub heap: usize,
    /// Buffers and wasm memories.
    pub external: usize,
    /// Machine code.
    pub code: usize,
}

/// Called when an allocation was refused.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct LimitHost {
    /// Passed to the function below.
    pub closure: *mut c_void,
    /// JavaScript is being ended. On the runtime's thread, inside the allocation: it may do nothing with the engine but
    /// request an interrupt.
    pub over: unsafe extern "C" fn(closure: *mut c_void, kind: i32, used: u64, limit: u64),
}

/// What [`hg_limits_check`] found.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Verdict {
    /// Which limit.
    pub kind: i32,
    /// Exceeded, or near for the first time.
    pub over: bool,
    /// Bytes in use.
    pub used: u64,
    /// The limit in bytes.
    pub limit: u64,
}

/// What was counted besides.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Usage {
    /// Bytes allocated since the runtime exists, in steps; what was collected again included.
    pub allocated: u64,
    /// Largest sum of all counters that was seen.
    pub peak: u64,
    /// The same of what the heap's cells own outside of it; buffers count as when they were last measured.
    pub peak_owned: u64,
}

extern "C" {
    /// Once, after the engine is set up and before its first context.
    pub fn hg_limits_init();
    /// Sets the limits of this thread's runtime. The host's closure stays valid until `hg_limits_detach`. False when out
    /// of memory.
    pub fn hg_limits_attach(cx: *mut JSContext, limits: *const Limits, host: *const LimitHost) -> bool;
    /// No limit from here on.
    pub fn hg_limits_lift(cx: *mut JSContext);
    /// Before the context is destroyed.
    pub fn hg_limits_detach(cx: *mut JSContext);
    /// In an interrupt callback: whether a limit is exceeded, or near for the first time. May collect garbage.
    pub fn hg_limits_check(cx: *mut JSContext, verdict: *mut Verdict) -> bool;
    /// What was counted besides.
    pub fn hg_limits_usage(cx: *mut JSContext, out: *mut Usage);
    /// Whether the system had no memory for what this runtime asked for.
    pub fn hg_limits_ran_out(cx: *mut JSContext) -> bool;
    /// Gives `sink` the stack of what runs (stack_text.cpp): lines joined by \n, one for each frame, in UTF-8.
    pub fn hg_stack_text(
        cx: *mut JSContext,
        sink: unsafe extern "C" fn(closure: *mut c_void, text: *const c_char, len: usize),
        closure: *mut c_void,
    );
    /// The same of the context whose code runs on this thread; nothing if none does.
    pub fn hg_current_stack_text(
        sink: unsafe extern "C" fn(closure: *mut c_void, text: *const c_char, len: usize),
        closure: *mut c_void,
    );
}
