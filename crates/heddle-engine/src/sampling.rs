//! Sampling: the stack of an isolate at any moment, for a profiler that runs on another thread.

use crate::Scope;
use heddle_glue::sampling as glue;
use heddle_sys::sampling as sys;
use std::cell::RefCell;
use std::collections::HashMap;
use std::ffi::{c_char, c_void, CStr};
use std::ptr::NonNull;
use std::rc::{Rc, Weak};
use std::sync::{Arc, Mutex};

/// What a frame of a sample is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SampleFrameKind {
    /// A function: its text is `name (file:line:column)`, or without `name (…)` or `:line:column` if there is none.
    Function,
    /// A function of the language; its text is its name.
    Builtin,
    /// A function of WebAssembly.
    Wasm,
}

/// One frame of a sample.
#[derive(Clone, Copy, Debug)]
pub struct SampleFrame<'a> {
    /// What it is.
    pub kind: SampleFrameKind,
    /// UTF-8 as a rule, cut off if it is very long.
    pub text: &'a [u8],
    /// Number of the script; 0: none.
    pub source: u32,
    /// Line where execution is; 0: unknown.
    pub line: u32,
}

/// A stack at one moment.
pub struct Sample<'a>(&'a glue::Sample);

impl<'a> Sample<'a> {
    /// When it was taken, in nanoseconds of CLOCK_MONOTONIC.
    pub fn nanoseconds(&self) -> u64 {
        self.0.nanoseconds
    }

    /// Whether the collector was at work; there are no frames then.
    pub fn collecting(&self) -> bool {
        self.0.collecting != 0
    }

    /// From the innermost.
    pub fn frames(&self) -> impl DoubleEndedIterator<Item = SampleFrame<'a>> + ExactSizeIterator {
        let sample = self.0;
        sample.frames[..sample.count as usize].iter().map(|frame| SampleFrame {
            kind: match frame.kind {
                glue::FRAME_BUILTIN => SampleFrameKind::Builtin,
                glue::FRAME_WASM => SampleFrameKind::Wasm,
                _ => SampleFrameKind::Function,
            },
            text: &sample.text[frame.text as usize..][..usize::from(frame.length)],
            source: frame.source,
            line: frame.line,
        })
    }
}

struct Handle(NonNull<glue::Sampled>);
// SAFETY: other threads use it only for `hg_sampling_{want,taken,free}`, which are made for that, and under the lock
// that its own thread takes to free it.
unsafe impl Send for Handle {}

/// An isolate that is being sampled; for the profiler's thread.
#[derive(Clone)]
pub struct Sampling(Arc<Shared>);

struct Shared {
    handle: Mutex<Option<Handle>>,
    thread: sys::Thread,
}

impl Sampling {
    /// Shows the sample that was taken since it was asked for, if any.
    pub fn take(&self, show: impl FnOnce(Sample<'_>)) {
        let handle = self.0.handle.lock().unwrap_or_else(|e| e.into_inner());
        let Some(Handle(sampled)) = &*handle else { return };
        // SAFETY: the thread lives and frees `sampled` only under the lock; the sample stays as it is until it is freed.
        unsafe {
            if let Some(sample) = glue::hg_sampling_taken(sampled.as_ptr()).as_ref() {
                show(Sample(sample));
                glue::hg_sampling_free(sampled.as_ptr());
            }
        }
    }

    /// Asks for a sample, without waiting for it. Nothing happens if the last one has not been shown yet.
    pub fn ask(&self) {
        let handle = self.0.handle.lock().unwrap_or_else(|e| e.into_inner());
        let Some(Handle(sampled)) = &*handle else { return };
        // SAFETY: as above; the signal's handler was installed when the sampling started.
        if unsafe { glue::hg_sampling_want(sampled.as_ptr()) } {
            sys::interrupt(self.0.thread);
        }
    }

    /// Whether both are of the same isolate.
    pub fn same(&self, other: &Sampling) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// Keeps an isolate in the engine's profiling mode; on its own thread.
#[derive(Clone)]
pub struct SamplingGuard(Rc<Mode>);

impl SamplingGuard {
    /// For the profiler's thread.
    pub fn sampling(&self) -> Sampling {
        self.0.sampling.clone()
    }
}

/// The profiling mode, while somebody holds it.
struct Mode {
    sampling: Sampling,
}

/// In an isolate's state: its mode.
#[derive(Default)]
struct Current(RefCell<Weak<Mode>>);

impl Drop for Mode {
    fn drop(&mut self) {
        let handle = self.sampling.0.handle.lock().unwrap_or_else(|e| e.into_inner()).take();
        if let Some(Handle(sampled)) = handle {
            // SAFETY: on the thread that made it, since the guards cannot leave it, and before its context is destroyed,
            // since guards are part of the isolate's state or younger than the isolate. No other thread has it now.
            unsafe { glue::hg_sampling_stop(sampled.as_ptr()) };
        }
    }
}

/// Where in the program this thread is with these registers, as `file:line`; empty if that is not known.
///
/// # Safety
/// The registers must be those of this thread a moment ago, and nothing may have happened on its stack since.
pub(crate) unsafe fn place_of(pc: *mut c_void, sp: *mut c_void, fp: *mut c_void) -> String {
    // SAFETY: the caller's contract; the sample is static, and only this thread, which goes no further, uses it.
    let Some(sample) = (unsafe { glue::hg_sampling_here(pc, sp, fp).as_ref() }) else { return String::new() };
    let places: Vec<String> = Sample(sample).frames().filter_map(|frame| place(&frame)).collect();
    let of_program = places.iter().find(|place| !place.starts_with("node:"));
    of_program.or(places.first()).cloned().unwrap_or_default()
}

/// Of a text `name (file:line:column)` or `file:line:column`, which says where the function begins.
fn place(frame: &SampleFrame<'_>) -> Option<String> {
    let text = String::from_utf8_lossy(frame.text);
    if frame.kind != SampleFrameKind::Function || frame.line == 0 {
        return None;
    }
    let inside = text.strip_suffix(')').and_then(|text| text.split_once(" (")).map_or(&*text, |(_, inside)| inside);
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let cut = |text| match str::rsplit_once(text, ':') {
        Some((rest, number)) if is_number(number) => rest,
        _ => text,
    };
    Some(format!("{}:{}", cut(cut(inside)), frame.line))
}

unsafe extern "C" fn collect(closure: *mut c_void, source: u32, name: *const c_char) {
    // SAFETY: the closure is the caller's map; the name is valid during the call.
    unsafe {
        let names = &mut *closure.cast::<HashMap<u32, String>>();
        names.insert(source, CStr::from_ptr(name).to_string_lossy().into_owned());
    }
}

impl Scope<'_> {
    /// Turns on the engine's profiling mode for this isolate. It throws machine code away, so that what is hot is
    /// compiled anew, and then costs some percent of speed. Guards are to be dropped before the isolate; the mode ends with
    /// the last. `None` without memory.
    pub fn start_sampling(&mut self) -> Option<SamplingGuard> {
        let current = self.state_or_default::<Current>();
        if let Some(mode) = current.0.borrow().upgrade() {
            return Some(SamplingGuard(mode));
        }
        // SAFETY: the hook is async-signal-safe and knows the threads that it may look at.
        unsafe { sys::install(glue::hg_sampling_signal) }.ok()?;
        // SAFETY: the context is live and on its thread; the guard turns the mode off again.
        let sampled = unsafe { glue::hg_sampling_start(self.cx) };
        let handle = Mutex::new(Some(Handle(NonNull::new(sampled)?)));
        let shared = Shared { handle, thread: sys::Thread::current() };
        let mode = Rc::new(Mode { sampling: Sampling(Arc::new(shared)) });
        *current.0.borrow_mut() = Rc::downgrade(&mode);
        Some(SamplingGuard(mode))
    }

    /// Names of the scripts that ran while this isolate was sampled, by their numbers.
    pub fn sampled_sources(&mut self) -> HashMap<u32, String> {
        let mut names = HashMap::new();
        // SAFETY: the context is live; the sink writes to `names` during the call only.
        unsafe { glue::hg_sampling_sources(self.cx, collect, (&raw mut names).cast::<c_void>()) };
        names
    }
}
