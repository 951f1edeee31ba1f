//! Callbacks of `FinalizationRegistry`: the engine names the registries whose targets were collected, the host calls.

use crate::isolate::Inner;
use crate::{Global, Local, Scope, Thrown};
use heddle_glue::finalization as glue;
use mozjs::jsapi as raw;
use mozjs::jsapi::{JSContext, JSFunction, JSObject};
use mozjs::jsval::ObjectValue;
use std::ffi::c_void;
use std::rc::Rc;

/// Registers the isolate for what collections find; undone by [`uninstall`].
pub(crate) fn install(cx: *mut JSContext, inner: &Rc<Inner>) {
    let data = Rc::as_ptr(inner).cast_mut().cast::<c_void>();
    // SAFETY: the context is live; `inner` outlives the registration.
    unsafe { raw::SetHostCleanupFinalizationRegistryCallback(cx, Some(on_collected), data) };
}

/// Before the context is destroyed.
pub(crate) fn uninstall(cx: *mut JSContext) {
    // SAFETY: the context is live and on its thread.
    unsafe { raw::SetHostCleanupFinalizationRegistryCallback(cx, None, std::ptr::null_mut()) };
}

/// Called amid a collection: stores the function, which the engine has made reachable again, and runs nothing.
unsafe extern "C" fn on_collected(cleanup: *mut JSFunction, _incumbent: *mut JSObject, data: *mut c_void) {
    // SAFETY: `data` is the isolate's state (see `install`); this is its thread. A slot of the table is a plain root, so
    // it can be written while the collector works.
    unsafe {
        let inner = &*data.cast_const().cast::<Inner>();
        let function = Global::new(&inner.globals, ObjectValue(raw::JS_GetFunctionObject(cleanup)));
        enqueue(inner, function);
    }
}

fn enqueue(inner: &Inner, function: Global) {
    let first = {
        let mut cleanups = inner.cleanups.borrow_mut();
        cleanups.push(function);
        cleanups.len() == 1
    };
    if first {
        if let Some(sink) = &*inner.task_sink.borrow() {
            sink.cleanups_wait();
        }
    }
}

impl<'s> Scope<'s> {
    /// The registries that have callbacks to be called, each for [`Scope::run_cleanup`].
    pub fn take_cleanups(&mut self) -> Vec<Global> {
        std::mem::take(&mut *self.inner().cleanups.borrow_mut())
    }

    /// Calls a registry's callback for each target of its that was collected. If one throws, the registry is among
    /// those that wait again, for the rest.
    pub fn run_cleanup(&mut self, cleanup: Global) -> Result<(), Thrown> {
        let called = self.nested(|scope| {
            let function = cleanup.get(scope);
            scope.call(function, Local::undefined(), &[]).map(drop)
        });
        // SAFETY: `cleanup` roots the function that the engine made for this.
        if called.is_err() && unsafe { glue::hg_cleanup_unfinished(cleanup.raw().to_object()) } {
            enqueue(self.inner(), cleanup);
        }
        called
    }
}
