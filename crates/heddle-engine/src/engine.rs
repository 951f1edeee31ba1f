//! Process-wide set-up of the engine.

use heddle_glue::engine as glue;
use mozjs::jsapi as raw;
use mozjs::rust::JSEngine;
use std::ffi::c_void;
use std::sync::{Mutex, Once, OnceLock};

/// How the process uses the engine; fixed before the first isolate.
#[derive(Clone, Copy, Debug, Default)]
pub struct EngineOptions {
    /// Mitigations against Spectre attacks in JIT code: on where untrusted code runs beside secrets.
    pub spectre_mitigations: bool,
    /// The engine's own JavaScript in compiled form, from [`Engine::self_hosted_code`] of a binary with the same
    /// build id. Without it, or when it does not fit, the first isolate compiles it (10 ms).
    pub self_hosted_cache: Option<&'static [u8]>,
    /// Keep the compiled form for [`Engine::self_hosted_code`].
    pub record_self_hosted_code: bool,
    /// No helper threads, so that the process can fork: everything is done on the isolate's thread, until
    /// [`crate::Scope::start_helpers`].
    pub single_threaded: bool,
}

/// The engine of this process.
pub struct Engine {
    options: EngineOptions,
    recorded: Mutex<Option<Vec<u8>>>,
}

static ENGINE: OnceLock<Engine> = OnceLock::new();

/// What compiled code depends on: caches of another build must not be used.
pub(crate) const BUILD_ID: &str = concat!("heddle-", env!("CARGO_PKG_VERSION"), "-mozjs-0.26.14-1");

/// A larger nursery costs memory and, on the machines measured, time.
pub(crate) const DEFAULT_NURSERY: u32 = 8 << 20;

impl Engine {
    /// Sets the engine up; later calls return the first one's engine.
    pub fn init(options: EngineOptions) -> &'static Engine {
        ENGINE.get_or_init(|| {
            // SAFETY: no context exists yet.
            unsafe { glue::hg_set_build_id(BUILD_ID.as_ptr().cast(), BUILD_ID.len()) };
            let engine = JSEngine::init().expect("SpiderMonkey could not be initialised");
            // Never shut down: `JS_ShutDown` crashes while shared stencils live; processes leave by `_exit`.
            std::mem::forget(engine);
            // SAFETY: the engine is set up and has no context yet.
            unsafe { heddle_glue::limits::hg_limits_init() };
            if options.single_threaded {
                // SAFETY: as above.
                unsafe { heddle_glue::fork::hg_helpers_off() };
            }
            Engine { options, recorded: Mutex::new(None) }
        })
    }

    /// The engine, once set up.
    pub fn get() -> Option<&'static Engine> {
        ENGINE.get()
    }

    /// Names the build for caches of compiled code.
    pub fn build_id() -> &'static str {
        BUILD_ID
    }

    /// The engine's own JavaScript in compiled form, if recording was asked for and the first isolate compiled it.
    pub fn self_hosted_code(&self) -> Option<Vec<u8>> {
        self.recorded.lock().unwrap_or_else(|e| e.into_inner()).clone()
    }

    /// A context for this thread; null parent for the first of the process.
    pub(crate) fn new_context(&self, parent: *mut raw::JSRuntime, nursery: u32) -> Option<*mut raw::JSContext> {
        let cache = if parent.is_null() { self.options.self_hosted_cache.unwrap_or(&[]) } else { &[] };
        // The engine reads words in place.
        let cache = if (cache.as_ptr() as usize).is_multiple_of(8) { cache } else { &[] };
        let sink = (parent.is_null() && self.options.record_self_hosted_code).then_some(record as glue::ByteSink);
        // SAFETY: the cache is static; `self` outlives the call, which is all the sink needs.
        let cx = unsafe {
            glue::hg_new_context(
                u32::MAX,
                parent,
                cache.as_ptr(),
                cache.len(),
                sink,
                std::ptr::from_ref(self).cast_mut().cast::<c_void>(),
                // Switching pages between writable and executable costs two system calls for each piece of machine code.
                self.options.spectre_mitigations,
            )
        };
        if cx.is_null() {
            return None;
        }
        static PROCESS: Once = Once::new();
        PROCESS.call_once(|| self.tune_process(cx));
        tune(cx);
        set_nursery(cx, nursery);
        Some(cx)
    }

    /// Options of the compilers that the process has once: before a second context could read them on another thread.
    fn tune_process(&self, cx: *mut raw::JSContext) {
        use raw::JSJitCompilerOption as Jit;
        // SAFETY: the context is live and belongs to this thread; no other exists.
        unsafe {
            let spectre = u32::from(self.options.spectre_mitigations);
            // The first warm function makes a runtime generate its trampolines (2 ms): not before something is hot.
            raw::JS_SetGlobalJitCompilerOption(cx, Jit::JSJITCOMPILER_BASELINE_INTERPRETER_WARMUP_TRIGGER, 400);
            for option in [
                Jit::JSJITCOMPILER_SPECTRE_INDEX_MASKING,
                Jit::JSJITCOMPILER_SPECTRE_OBJECT_MITIGATIONS,
                Jit::JSJITCOMPILER_SPECTRE_STRING_MITIGATIONS,
                Jit::JSJITCOMPILER_SPECTRE_VALUE_MASKING,
                Jit::JSJITCOMPILER_SPECTRE_JIT_TO_CXX_CALLS,
            ] {
                raw::JS_SetGlobalJitCompilerOption(cx, option, spectre);
            }
        }
    }
}

/// Settings of a context, measured to be best for many small isolates.
fn tune(cx: *mut raw::JSContext) {
    use raw::JSGCParamKey as Gc;
    // SAFETY: the context is live and belongs to this thread.
    unsafe {
        raw::JS_SetGCParameter(cx, Gc::JSGC_INCREMENTAL_GC_ENABLED, 1);
        raw::JS_SetFutexCanWait(cx);
    }
}

/// Largest size of the space for young objects; 0: the default.
pub(crate) fn set_nursery(cx: *mut raw::JSContext, bytes: u32) {
    let bytes = if bytes == 0 { DEFAULT_NURSERY } else { bytes };
    // SAFETY: the context is live and belongs to this thread.
    unsafe { raw::JS_SetGCParameter(cx, raw::JSGCParamKey::JSGC_MAX_NURSERY_BYTES, bytes) };
}

unsafe extern "C" fn record(closure: *mut c_void, bytes: *const u8, len: usize) {
    // SAFETY: `closure` is the engine (see `new_context`); the bytes are valid during the call.
    unsafe {
        let engine = &*closure.cast::<Engine>();
        let copy = std::slice::from_raw_parts(bytes, len).to_vec();
        *engine.recorded.lock().unwrap_or_else(|e| e.into_inner()) = Some(copy);
    }
}
