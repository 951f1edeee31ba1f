//! Declarations of `cpp/synthetic.cpp`: modules that stand for an object of the host's.

use mozjs_sys::jsapi::{JSContext, JSObject, JSScript};

extern "C" {
    /// A module whose `default` is `exports` and whose other exports are its own enumerable properties. Properties with
    /// a getter stay unread until [`hg_synthetic_read`] wants them. Null with an exception pending.
    pub fn hg_synthetic_module(cx: *mut JSContext, exports: *mut JSObject) -> *mut JSObject;
    /// A module that has nothing but a source, the object for `import source`. Null with an exception pending.
    pub fn hg_source_phase_module(cx: *mut JSContext, source: *mut JSObject) -> *mut JSObject;
    /// Reads the exports that the module of `script` imports by `request`, everything if `script` is null or no module's.
    /// `record` is any module record: only one made of values is touched. Both may move, so they must be rooted. False
    /// when terminated.
    pub fn hg_synthetic_read(
        cx: *mut JSContext,
        record: *mut JSObject,
        script: *mut JSScript,
        request: *mut JSObject,
    ) -> bool;
    /// Reads again what has been read. False when terminated.
    pub fn hg_synthetic_refresh(cx: *mut JSContext, record: *mut JSObject) -> bool;
}
