//! Compilation: [`Stencil`], compiled code that any isolate of the process can run.

use crate::{Local, Scope, Thrown};
use heddle_glue::engine as glue;
use mozjs::jsval::UndefinedValue;
use std::ffi::{c_void, CString};

/// A compiled script or module; cheap to clone, shared between threads, never copied.
pub struct Stencil(*mut glue::Stencil);
// SAFETY: stencils are immutable but for an internally locked cache, and their count is atomic.
unsafe impl Send for Stencil {}
// SAFETY: as above.
unsafe impl Sync for Stencil {}

impl Clone for Stencil {
    fn clone(&self) -> Stencil {
        // SAFETY: we hold a reference, so the stencil is live.
        unsafe { glue::hg_stencil_add_ref(self.0) };
        Stencil(self.0)
    }
}

impl Drop for Stencil {
    fn drop(&mut self) {
        // SAFETY: gives up the reference that `self` owns.
        unsafe { glue::hg_stencil_release(self.0) }
    }
}

impl<'s> Scope<'s> {
    /// Compiles a script (`module` false) or module. `url` names it in stack traces; `line` is the number of its
    /// first line; `eager` parses inner functions too.
    pub fn compile(
        &mut self,
        source: &str,
        url: &str,
        line: u32,
        module: bool,
        eager: bool,
    ) -> Result<Stencil, Thrown> {
        let url = CString::new(url).unwrap_or_default();
        // SAFETY: the source is borrowed for the call only; the context is live and in its realm.
        let stencil = unsafe {
            glue::hg_stencil_compile(self.cx, source.as_ptr().cast(), source.len(), url.as_ptr(), line, module, eager)
        };
        self.check(!stencil.is_null())?;
        Ok(Stencil(stencil))
    }

    /// Runs a script; its completion value. `referrer` is what `import()` in it reports as the importing script.
    pub fn run_script(&mut self, stencil: &Stencil, referrer: Local<'_>) -> Result<Local<'s>, Thrown> {
        self.check_running()?;
        let result = self.root(UndefinedValue());
        // SAFETY: referrer and result are rooted; the stencil is live.
        let ok = unsafe { glue::hg_stencil_run(self.cx, stencil.0, referrer.slot, result.slot) };
        self.check(ok)?;
        Ok(result)
    }

    /// A module record of a module stencil, neither linked nor evaluated. `referrer` is its private.
    pub fn instantiate_module(&mut self, stencil: &Stencil, referrer: Local<'_>) -> Result<Local<'s>, Thrown> {
        // SAFETY: the referrer is rooted; the result is rooted at once.
        let module = unsafe { glue::hg_stencil_module(self.cx, stencil.0, referrer.slot) };
        self.check(!module.is_null())?;
        Ok(self.root_object(module))
    }

    /// Compiles and runs a script in one go: for tests and tools.
    pub fn eval(&mut self, source: &str, url: &str) -> Result<Local<'s>, Thrown> {
        let stencil = self.compile(source, url, 1, false, false)?;
        self.run_script(&stencil, Local::undefined())
    }

    /// Serialises a stencil for [`Scope::decode_stencil`] of a process with the same build id.
    pub fn encode_stencil(&mut self, stencil: &Stencil) -> Result<Vec<u8>, Thrown> {
        let mut bytes: Vec<u8> = Vec::new();
        // SAFETY: the sink appends to `bytes` during the call only.
        let ok = unsafe { glue::hg_stencil_encode(self.cx, stencil.0, append, (&raw mut bytes).cast::<c_void>()) };
        self.check(ok)?;
        Ok(bytes)
    }

    /// Reads a serialised stencil, borrowing the bytes. `None` if they were made by another build, or if their address is
    /// no multiple of 8, as the engine reads words in place.
    pub fn decode_stencil(&mut self, bytes: &'static [u8]) -> Option<Stencil> {
        if bytes.is_empty() || !(bytes.as_ptr() as usize).is_multiple_of(8) {
            return None;
        }
        // SAFETY: the bytes are static and aligned; the engine checks the build id in front of them and their hash.
        let stencil = unsafe { glue::hg_stencil_decode(self.cx, bytes.as_ptr(), bytes.len()) };
        // Made only if it is one: dropping a null stencil would crash.
        (!stencil.is_null()).then(|| Stencil(stencil))
    }
}

unsafe extern "C" fn append(closure: *mut c_void, bytes: *const u8, len: usize) {
    // SAFETY: the closure is the vector of `encode_stencil`; the bytes are valid during the call.
    unsafe { (*closure.cast::<Vec<u8>>()).extend_from_slice(std::slice::from_raw_parts(bytes, len)) }
}
