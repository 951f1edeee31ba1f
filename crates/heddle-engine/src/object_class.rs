//! Static classes of objects, and objects whose properties are made when they are first asked for.

use crate::{Local, Scope, Thrown};
use mozjs::jsapi as raw;
use mozjs::jsapi::{HandleId, HandleObject, JSContext};
use mozjs::jsval::StringValue;
use std::ffi::CStr;
use std::panic::{catch_unwind, AssertUnwindSafe};

/// A class that the engine is shown.
pub(crate) struct ObjectClass(raw::JSClass);
// SAFETY: a class is immutable data; its op pointers are static.
unsafe impl Sync for ObjectClass {}

/// What objects of a class do of their own.
pub(crate) struct ObjectOps(raw::JSClassOps);
// SAFETY: immutable table of static function pointers.
unsafe impl Sync for ObjectOps {}

/// For struct updates.
pub(crate) const NONE: raw::JSClassOps = raw::JSClassOps {
    addProperty: None,
    delProperty: None,
    enumerate: None,
    newEnumerate: None,
    resolve: None,
    mayResolve: None,
    finalize: None,
    call: None,
    construct: None,
    trace: None,
};

impl ObjectOps {
    pub(crate) const fn new(ops: raw::JSClassOps) -> ObjectOps {
        ObjectOps(ops)
    }
}

impl ObjectClass {
    pub(crate) const fn new(name: &'static CStr, flags: u32, ops: Option<&'static ObjectOps>) -> ObjectClass {
        let ops = match ops {
            Some(ops) => &raw const ops.0,
            None => std::ptr::null(),
        };
        ObjectClass(raw::JSClass {
            name: name.as_ptr(),
            flags,
            cOps: ops,
            spec: std::ptr::null(),
            ext: std::ptr::null(),
            oOps: std::ptr::null(),
        })
    }

    /// For the engine's functions.
    pub(crate) fn raw(&'static self) -> *const raw::JSClass {
        &raw const self.0
    }
}

/// The name of a string property key.
fn id_name(scope: &mut Scope<'_>, id: HandleId) -> Option<String> {
    // SAFETY: the id is live and rooted by the caller.
    unsafe {
        if !mozjs::glue::RUST_JSID_IS_STRING(id) {
            return None;
        }
        let string = mozjs::glue::RUST_JSID_TO_STRING(id);
        let local = scope.root(StringValue(&*string));
        scope.str(local)
    }
}

/// Runs a part of the host from a hook of the engine, which a panic must not cross.
fn guarded<'s, T>(scope: &mut Scope<'s>, f: impl FnOnce(&mut Scope<'s>) -> Result<T, Thrown>) -> Result<T, Thrown> {
    match catch_unwind(AssertUnwindSafe(|| f(scope))) {
        Ok(result) => result,
        Err(_) => Err(scope.throw_error(
            crate::ErrorKind::Error,
            "internal error of the runtime, please report it: making a property panicked",
        )),
    }
}

/// A property that is made when it is first asked for: its value and attributes, if there is one of that name.
pub(crate) type Made<'s> = Result<Option<(Local<'s>, u32)>, Thrown>;

/// The body of a class's `resolve` hook: defines what `make` gives.
///
/// # Safety
/// Called by the engine with live, rooted arguments, in the object's realm.
pub(crate) unsafe fn resolve_by_name(
    cx: *mut JSContext,
    object: HandleObject,
    id: HandleId,
    resolved: *mut bool,
    make: for<'s> fn(&mut Scope<'s>, &str) -> Made<'s>,
) -> bool {
    // SAFETY: see above.
    unsafe {
        *resolved = false;
        let mut scope = Scope::new(cx);
        let Some(name) = id_name(&mut scope, id) else { return true };
        match guarded(&mut scope, |scope| make(scope, &name)) {
            Ok(None) => true,
            Ok(Some((value, attributes))) => {
                *resolved = true;
                raw::JS_DefinePropertyById2(cx, object, id, value.handle(), attributes | raw::JSPROP_RESOLVING)
            }
            Err(_) => false,
        }
    }
}
