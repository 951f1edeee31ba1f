//! Declarations of `cpp/fork.cpp`: what processes need that are forked from one with a warm engine.

use mozjs_sys::jsapi::JSContext;

extern "C" {
    /// The engine uses no helper threads; before the first context.
    pub fn hg_helpers_off();
    /// The engine uses helper threads from now on; false if they cannot be started. On the thread of the process's only
    /// context.
    pub fn hg_helpers_on(cx: *mut JSContext) -> bool;
    /// New seeds for `Math.random` and for the keys of hash tables; in a realm.
    pub fn hg_reseed(cx: *mut JSContext);
}
