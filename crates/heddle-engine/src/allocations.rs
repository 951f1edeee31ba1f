//! Sampling of allocations, for a heap profile.

use crate::Scope;
use heddle_glue::allocations as glue;
use mozjs::jsapi as raw;
use std::ffi::{c_char, c_void};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::rc::Rc;

/// Who is told of sampled allocations, on the isolate's thread. It cannot use the isolate.
pub trait AllocationHost {
    /// A frame of the next allocation, from the innermost: `name (file:line:column)`, `file:line:column` or `file`, in
    /// UTF-8 as a rule, and the number of its script.
    fn frame(&self, text: &[u8], source: u32);
    /// The allocation to which those frames belong; its number.
    fn allocated(&self, size: u64) -> u32;
    /// That object was collected.
    fn collected(&self, number: u32);
}

/// Samples allocations until it is dropped, which must be on its thread and before the isolate goes.
pub struct AllocationGuard {
    cx: *mut raw::JSContext,
    // Boxed, since the engine keeps its address.
    _host: Box<Rc<dyn AllocationHost>>,
}

impl Drop for AllocationGuard {
    fn drop(&mut self) {
        // SAFETY: the context lives, see above; nothing is told to the host after this.
        unsafe { glue::hg_allocations_stop(self.cx) };
    }
}

unsafe extern "C" fn frame(closure: *mut c_void, text: *const c_char, length: usize, source: u32) {
    // SAFETY: the closure is the guard's host, which lives until the sampling is stopped; the text is valid during the
    // call.
    unsafe {
        let host = &*closure.cast::<Rc<dyn AllocationHost>>();
        let text = std::slice::from_raw_parts(text.cast::<u8>(), length);
        let _ = catch_unwind(AssertUnwindSafe(|| host.frame(text, source)));
    }
}

unsafe extern "C" fn allocated(closure: *mut c_void, size: u64) -> u32 {
    // SAFETY: as above.
    let host = unsafe { &*closure.cast::<Rc<dyn AllocationHost>>() };
    catch_unwind(AssertUnwindSafe(|| host.allocated(size))).unwrap_or(u32::MAX)
}

unsafe extern "C" fn collected(closure: *mut c_void, number: u32) {
    // SAFETY: as above.
    let host = unsafe { &*closure.cast::<Rc<dyn AllocationHost>>() };
    let _ = catch_unwind(AssertUnwindSafe(|| host.collected(number)));
}

impl Scope<'_> {
    /// Samples the objects that are made from now on, one in `interval` bytes on average, with at most `depth` frames of
    /// the stack. It throws machine code away, and then makes every allocation slower. `None` if it is on already.
    pub fn start_allocation_sampling(
        &mut self,
        interval: u64,
        depth: u32,
        host: Rc<dyn AllocationHost>,
    ) -> Option<AllocationGuard> {
        let host = Box::new(host);
        let closure = std::ptr::from_ref::<Rc<dyn AllocationHost>>(&host).cast_mut().cast::<c_void>();
        let functions = glue::AllocationHost { closure, frame, allocated, collected };
        // SAFETY: the context is live and in its realm; the host's address is kept until the guard stops the sampling.
        let started = unsafe { glue::hg_allocations_start(self.cx, &raw const functions, interval, depth) };
        // Made only then: dropping a guard stops the sampling.
        started.then(|| AllocationGuard { cx: self.cx, _host: host })
    }
}
