//! Limits of an isolate's memory. The engine's allocations are counted by `heddle-glue/cpp/limits.cpp`; here stands who
//! is told. See docs/design/memory-limits.md.

use crate::isolate::Inner;
use crate::Scope;
use heddle_glue::limits as glue;
use mozjs::jsapi::JSContext;
use std::ffi::{c_char, c_void};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::rc::Rc;

/// Limits in bytes; `u64::MAX`: none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MemoryLimits {
    /// Cells, what they own (slots, elements, characters), and machine code.
    pub heap: u64,
    /// ArrayBuffers, SharedArrayBuffers and WebAssembly memories.
    pub external: u64,
    /// Machine code.
    pub code: u64,
}

impl Default for MemoryLimits {
    fn default() -> MemoryLimits {
        MemoryLimits { heap: u64::MAX, external: u64::MAX, code: u64::MAX }
    }
}

/// One of the limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemoryLimit {
    /// [`MemoryLimits::heap`]
    Heap,
    /// [`MemoryLimits::external`]
    External,
    /// [`MemoryLimits::code`]
    Code,
}

/// A limit that is near or exceeded.
#[derive(Clone, Debug)]
pub struct LimitReport {
    /// Which.
    pub limit: MemoryLimit,
    /// Bytes in use; of an allocation that was refused, with its bytes.
    pub used: u64,
    /// Bytes allowed.
    pub max: u64,
    /// What ran, lines joined by `\n`, one for each frame of the program; empty if that cannot be told.
    pub stack: String,
}

/// Hears of limits, on the isolate's thread. Without a scope it must not use the isolate: the engine may be amid an allocation.
pub trait LimitHost {
    /// Nine tenths of a limit are in use after a collection; told once until it was well below.
    fn near(&self, report: &LimitReport);
    /// Before [`LimitHost::over`], unless it was a single allocation that was refused: the isolate may be looked at, but
    /// none of its JavaScript run.
    fn before_over(&self, scope: &mut Scope<'_>);
    /// A limit is exceeded; the isolate is being terminated.
    fn over(&self, report: &LimitReport);
}

/// Called on the isolate's thread, where it may look at the isolate but run none of its JavaScript.
pub type NearHeapLimit = Rc<dyn Fn(&mut Scope<'_>)>;

impl LimitReport {
    fn new(kind: i32, used: u64, max: u64, stack: String) -> LimitReport {
        let limit = match kind {
            glue::EXTERNAL => MemoryLimit::External,
            glue::CODE => MemoryLimit::Code,
            _ => MemoryLimit::Heap,
        };
        LimitReport { limit, used, max, stack }
    }
}

/// Sets the limits; false when out of memory. [`detach`] comes before the context's end.
pub(crate) fn attach(cx: *mut JSContext, inner: &Rc<Inner>, limits: MemoryLimits) -> bool {
    let bytes = |limit: u64| usize::try_from(limit).unwrap_or(usize::MAX);
    let limits = glue::Limits { heap: bytes(limits.heap), external: bytes(limits.external), code: bytes(limits.code) };
    let closure = Rc::as_ptr(inner).cast_mut().cast::<c_void>();
    let host = glue::LimitHost { closure, over: on_refused };
    // SAFETY: the context is live and on its thread; `inner` and what it holds outlive the attachment.
    unsafe { glue::hg_limits_attach(cx, &raw const limits, &raw const host) }
}

/// Before the context is destroyed.
pub(crate) fn detach(cx: *mut JSContext) {
    // SAFETY: the context is live and on its thread.
    unsafe { glue::hg_limits_detach(cx) }
}

unsafe extern "C" fn on_refused(closure: *mut c_void, kind: i32, used: u64, limit: u64) {
    // SAFETY: `closure` is the isolate's state (see `attach`); this is its thread.
    let inner = unsafe { &*closure.cast_const().cast::<Inner>() };
    over(inner, &LimitReport::new(kind, used, limit, String::new()));
}

fn over(inner: &Inner, report: &LimitReport) {
    inner.handle.terminate();
    if let Some(host) = inner.limit_host.get() {
        // A panic must not cross the engine; the isolate ends without the report.
        let _ = catch_unwind(AssertUnwindSafe(|| host.over(report)));
    }
}

/// At an interrupt: collects garbage if a limit may be reached, and tells the host what is found then.
pub(crate) fn check(scope: &mut Scope<'_>) {
    let mut verdict = glue::Verdict::default();
    // SAFETY: the context is live and on its thread, at a point where the collector may run.
    if !unsafe { glue::hg_limits_check(scope.cx, &raw mut verdict) } {
        return;
    }
    if verdict.kind == glue::HEAP {
        let hook = scope.inner().near_heap_limit.borrow().clone();
        if let Some(hook) = hook {
            // A panic must not cross the engine; the program goes on, or ends, without it.
            let _ = catch_unwind(AssertUnwindSafe(|| hook(scope)));
        }
    }
    let stack = if verdict.over { scope.stack_text() } else { String::new() };
    let report = LimitReport::new(verdict.kind, verdict.used, verdict.limit, stack);
    let host = scope.inner().limit_host.get().cloned();
    if verdict.over {
        if let Some(host) = host {
            let _ = catch_unwind(AssertUnwindSafe(|| host.before_over(scope)));
        }
        over(scope.inner(), &report);
    } else if let Some(host) = host {
        let _ = catch_unwind(AssertUnwindSafe(|| host.near(&report)));
    }
}

impl Scope<'_> {
    /// Lifts the limits: what remains is to be taken down.
    pub fn lift_memory_limits(&mut self) {
        // SAFETY: the context is live and on its thread.
        unsafe { glue::hg_limits_lift(self.cx) }
    }

    /// What is called, amid JavaScript, whenever the heap comes near its limit, and before it is ended for being over it.
    pub fn on_near_heap_limit(&mut self, hook: Option<NearHeapLimit>) {
        *self.inner().near_heap_limit.borrow_mut() = hook;
    }

    /// Whether the system had no memory for what the isolate asked for: the string "out of memory" is then the engine's.
    pub fn ran_out_of_memory(&self) -> bool {
        // SAFETY: the context is live and on its thread.
        unsafe { glue::hg_limits_ran_out(self.cx) }
    }

    /// What runs, lines joined by `\n`, one for each frame of the program, without running any of its code.
    pub fn stack_text(&mut self) -> String {
        let mut text: Vec<u8> = Vec::new();
        // SAFETY: the sink writes to `text` during the call only.
        unsafe { glue::hg_stack_text(self.cx, take_text, (&raw mut text).cast::<c_void>()) };
        String::from_utf8_lossy(&text).into_owned()
    }
}

/// What runs on this thread, as [`Scope::stack_text`]; empty if no JavaScript does.
pub fn current_stack_text() -> String {
    let mut text: Vec<u8> = Vec::new();
    // SAFETY: the sink writes to `text` during the call only; the engine finds this thread's context, if there is one.
    unsafe { glue::hg_current_stack_text(take_text, (&raw mut text).cast::<c_void>()) };
    String::from_utf8_lossy(&text).into_owned()
}

unsafe extern "C" fn take_text(closure: *mut c_void, text: *const c_char, len: usize) {
    // SAFETY: `closure` is the caller's vector; the text is valid during the call.
    unsafe { (*closure.cast::<Vec<u8>>()).extend_from_slice(std::slice::from_raw_parts(text.cast::<u8>(), len)) }
}
