//! Declarations of `cpp/requests.cpp`: import attributes that the engine does not know.

use mozjs_sys::jsapi::{JSContext, JSObject, JSString};

extern "C" {
    /// The text of the `type` attribute of a module request whose type the engine does not know; null for any other.
    pub fn hg_request_type(cx: *mut JSContext, request: *mut JSObject) -> *mut JSString;
}
