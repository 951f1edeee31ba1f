//! Declarations of `cpp/sampling.cpp`: the stack of a thread, taken by a signal handler for a profiler.

use mozjs_sys::jsapi::JSContext;
use std::ffi::c_void;

/// Most frames of a sample.
pub const MAX_FRAMES: usize = 255;
/// Most bytes of a sample's texts.
pub const MAX_TEXT: usize = 64 << 10;

/// A function: `name (file:line:column)`, `file:line:column` or `file`.
pub const FRAME_FUNCTION: u8 = 0;
/// A function of the language, by its name.
pub const FRAME_BUILTIN: u8 = 1;
/// A function of WebAssembly.
pub const FRAME_WASM: u8 = 2;

/// One frame; its text is that part of the sample's.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct SampleFrame {
    /// Where its text begins.
    pub text: u32,
    /// Bytes of its text.
    pub length: u16,
    /// One of the constants above.
    pub kind: u8,
    reserved: u8,
    /// Number of the script; 0: none.
    pub source: u32,
    /// Line where execution is; 0: unknown.
    pub line: u32,
}

/// A stack at one moment.
#[repr(C)]
pub struct Sample {
    /// CLOCK_MONOTONIC.
    pub nanoseconds: u64,
    /// Number of frames.
    pub count: u32,
    /// Not 0: the collector was at work, and there are no frames.
    pub collecting: u32,
    /// From the innermost.
    pub frames: [SampleFrame; MAX_FRAMES],
    /// The texts, one behind the other.
    pub text: [u8; MAX_TEXT],
}

/// A thread that can be sampled.
#[repr(C)]
pub struct Sampled {
    opaque: [u8; 0],
}

extern "C" {
    /// Turns the profiling mode of this thread's context on; null if it is on already or if there is no memory for it.
    pub fn hg_sampling_start(cx: *mut JSContext) -> *mut Sampled;
    /// The stack of this thread with these registers, when it goes no further; null if it is not in the profiling mode.
    pub fn hg_sampling_here(pc: *mut c_void, sp: *mut c_void, fp: *mut c_void) -> *const Sample;
    /// Turns it off, on the same thread, before its context is destroyed. Frees `sampled`.
    pub fn hg_sampling_stop(sampled: *mut Sampled);
    /// For the signal handler, on any thread: takes a sample if one is wanted of this thread. Async-signal-safe.
    pub fn hg_sampling_signal(pc: *mut c_void, sp: *mut c_void, fp: *mut c_void, nanoseconds: u64);
    /// Asks for a sample, if none is under way; on any thread. The signal is the caller's business.
    pub fn hg_sampling_want(sampled: *mut Sampled) -> bool;
    /// The sample that was taken, or null; it stays until it is freed.
    pub fn hg_sampling_taken(sampled: *mut Sampled) -> *const Sample;
    /// Lets the next sample be taken.
    pub fn hg_sampling_free(sampled: *mut Sampled);
    /// Tells the numbers and names of the scripts that ran since the profiling mode was turned on.
    pub fn hg_sampling_sources(
        cx: *mut JSContext,
        sink: unsafe extern "C" fn(closure: *mut c_void, source: u32, name: *const std::ffi::c_char),
        closure: *mut c_void,
    );
}
