//! Declarations of `cpp/finalization.cpp`: what is left to do for FinalizationRegistries.

use mozjs_sys::jsapi::JSObject;

extern "C" {
    /// Whether a registry whose cleanup function (from `HostCleanupFinalizationRegistryCallback`) was called has targets
    /// left, because its callback threw: the function is then to be called once more.
    pub fn hg_cleanup_unfinished(function: *mut JSObject) -> bool;
}
