//! Declarations of `cpp/promises.cpp`: who is told of promises, and whose a job is.

use mozjs_sys::jsapi::{JSContext, JSObject};

extern "C" {
    /// Sets the function that is called with (0, promise) when a promise is made in the current realm and with (1, promise)
    /// when one is settled; null: none. To be undone in the same realm, before the context is destroyed.
    pub fn hg_promise_hook_set(cx: *mut JSContext, function: *mut JSObject) -> bool;
    /// The promise that a job settles or that waits for it: of `then`, of the async function or generator that goes on, or
    /// the one that follows another. Null if there is none.
    pub fn hg_job_promise(cx: *mut JSContext, task: *mut JSObject) -> *mut JSObject;
}
