//! The global object: standard classes and the host's globals are made on first touch.

use crate::object_class::{self, resolve_by_name, Made, ObjectClass, ObjectOps};
use crate::{Local, Scope, Thrown};
use mozjs::jsapi as raw;
use mozjs::jsapi::{HandleId, HandleObject, JSContext};
use std::rc::Rc;

/// What the host puts on the global object, lazily.
pub trait GlobalHost {
    /// Whether a global of this name is the host's, and if so whether it is enumerable.
    fn lookup(&self, name: &str) -> Option<bool>;
    /// All names with their enumerability.
    fn names(&self) -> &[(&'static str, bool)];
    /// Makes the value of a global; it becomes an ordinary data property.
    fn make<'s>(&self, scope: &mut Scope<'s>, name: &str) -> Result<Local<'s>, Thrown>;
    /// Makes a primordial that is none of the language's (`SafeMap`); `undefined` if there is none of that name.
    fn primordial<'s>(&self, scope: &mut Scope<'s>, name: &str) -> Result<Local<'s>, Thrown>;
}

static GLOBAL_OPS: ObjectOps = ObjectOps::new(raw::JSClassOps {
    newEnumerate: Some(enumerate),
    resolve: Some(resolve),
    trace: Some(raw::JS_GlobalObjectTraceHook),
    ..object_class::NONE
});
static GLOBAL_CLASS: ObjectClass = ObjectClass::new(c"global", raw::JSCLASS_GLOBAL_FLAGS, Some(&GLOBAL_OPS));

pub(crate) fn global_class() -> *const raw::JSClass {
    GLOBAL_CLASS.raw()
}

fn host(scope: &Scope<'_>) -> Option<Rc<dyn GlobalHost>> {
    scope.inner().global_host.borrow().clone()
}

unsafe extern "C" fn resolve(cx: *mut JSContext, object: HandleObject, id: HandleId, resolved: *mut bool) -> bool {
    // SAFETY: called by the engine with live, rooted arguments, in the global's realm.
    unsafe {
        if !raw::JS_ResolveStandardClass(cx, object, id, resolved) {
            return false;
        }
        if *resolved {
            return true;
        }
        resolve_by_name(cx, object, id, resolved, make)
    }
}

fn make<'s>(scope: &mut Scope<'s>, name: &str) -> Made<'s> {
    let Some(host) = host(scope) else { return Ok(None) };
    let Some(enumerable) = host.lookup(name) else { return Ok(None) };
    let value = host.make(scope, name)?;
    Ok(Some((value, if enumerable { raw::JSPROP_ENUMERATE as u32 } else { 0 })))
}

unsafe extern "C" fn enumerate(
    cx: *mut JSContext,
    object: HandleObject,
    properties: raw::MutableHandleIdVector,
    enumerable_only: bool,
) -> bool {
    // SAFETY: called by the engine with live, rooted arguments.
    unsafe {
        if !raw::JS_NewEnumerateStandardClasses(cx, object, properties, enumerable_only) {
            return false;
        }
        let mut scope = Scope::new(cx);
        let Some(host) = host(&scope) else { return true };
        for (name, enumerable) in host.names() {
            if enumerable_only && !enumerable {
                continue;
            }
            let mut has = false;
            let key = std::ffi::CString::new(*name).unwrap_or_default();
            if !raw::JS_AlreadyHasOwnProperty(cx, object, key.as_ptr(), &mut has) {
                return false;
            }
            if has {
                continue;
            }
            let text = scope.string(name);
            mozjs::rooted!(in(cx) let string = text.raw().to_string());
            mozjs::rooted!(in(cx) let mut id = raw::PropertyKey::default());
            if !raw::JS_StringToId(cx, string.handle().into(), id.handle_mut().into()) {
                return false;
            }
            if !mozjs::glue::AppendToIdVector(properties, id.handle().into()) {
                return false;
            }
        }
        true
    }
}
