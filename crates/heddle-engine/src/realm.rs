//! The global object: standard classes and the host's globals are made on first touch.

use crate::{Local, Scope, Thrown};
use mozjs::jsapi as raw;
use mozjs::jsapi::{HandleId, HandleObject, JSContext};
use mozjs::jsval::StringValue;
use std::panic::{catch_unwind, AssertUnwindSafe};
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

struct SyncClass(raw::JSClass);
// SAFETY: a class is immutable data; its op pointers are static.
unsafe impl Sync for SyncClass {}
struct SyncClassOps(raw::JSClassOps);
// SAFETY: immutable table of static function pointers.
unsafe impl Sync for SyncClassOps {}

static GLOBAL_OPS: SyncClassOps = SyncClassOps(raw::JSClassOps {
    addProperty: None,
    delProperty: None,
    enumerate: None,
    newEnumerate: Some(enumerate),
    resolve: Some(resolve),
    mayResolve: None,
    finalize: None,
    call: None,
    construct: None,
    trace: Some(raw::JS_GlobalObjectTraceHook),
});
static GLOBAL_CLASS: SyncClass = SyncClass(raw::JSClass {
    name: c"global".as_ptr(),
    flags: raw::JSCLASS_GLOBAL_FLAGS,
    cOps: &raw const GLOBAL_OPS.0,
    spec: std::ptr::null(),
    ext: std::ptr::null(),
    oOps: std::ptr::null(),
});

pub(crate) fn global_class() -> *const raw::JSClass {
    &raw const GLOBAL_CLASS.0
}

/// The name of a string property key.
pub(crate) fn id_name(scope: &mut Scope<'_>, id: HandleId) -> Option<String> {
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
            "internal error of the runtime, please report it: making a global panicked",
        )),
    }
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
        let mut scope = Scope::new(cx);
        let Some(name) = id_name(&mut scope, id) else { return true };
        let Some(host) = host(&scope) else { return true };
        let Some(enumerable) = host.lookup(&name) else { return true };
        let Ok(value) = guarded(&mut scope, |scope| host.make(scope, &name)) else { return false };
        *resolved = true;
        let attributes = if enumerable { raw::JSPROP_ENUMERATE as u32 } else { 0 };
        let attributes = attributes | raw::JSPROP_RESOLVING;
        raw::JS_DefinePropertyById2(cx, object, id, value.handle(), attributes)
    }
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
