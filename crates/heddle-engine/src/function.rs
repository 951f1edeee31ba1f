//! Native functions: one trampoline, which keeps panics and Rust types away from the engine.

use crate::object_class::{self, resolve_by_name, Made, ObjectClass, ObjectOps};
use crate::{Local, Scope, Thrown};
use mozjs::jsapi as raw;
use mozjs::jsapi::{CallArgs, JSContext, JSObject, Value};
use mozjs::jsval::{ObjectValue, PrivateValue};
use std::collections::HashMap;
use std::ffi::CString;
use std::marker::PhantomData;
use std::panic::{catch_unwind, AssertUnwindSafe};

/// A function that JavaScript can call.
pub type NativeFn = for<'s> fn(&mut Scope<'s>, &Args<'s>) -> Result<Local<'s>, Thrown>;

/// Arguments of a native call.
pub struct Args<'s> {
    args: CallArgs,
    life: PhantomData<&'s ()>,
}

impl<'s> Args<'s> {
    /// How many arguments were given.
    pub fn len(&self) -> u32 {
        self.args.argc_
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.args.argc_ == 0
    }

    /// An argument; `undefined` if it was not given.
    pub fn get(&self, index: u32) -> Local<'s> {
        if index < self.args.argc_ {
            // SAFETY: the caller's argument vector is traced during the call, which is 's.
            unsafe { Local::from_slot(self.args.get(index).ptr.cast_mut()) }
        } else {
            Local::undefined()
        }
    }

    /// `this`
    pub fn this(&self) -> Local<'s> {
        // SAFETY: as in `get`.
        unsafe { Local::from_slot(self.args.thisv().ptr.cast_mut()) }
    }

    /// Whether it was called by `new`.
    pub fn is_constructing(&self) -> bool {
        self.args.constructing_()
    }

    pub(crate) fn raw(&self) -> &CallArgs {
        &self.args
    }
}

/// The native functions that the host offers to its own JavaScript, by name.
pub struct OpTable(HashMap<&'static str, NativeFn>);

impl OpTable {
    /// Builds the table.
    ///
    /// # Panics
    /// If a name is used twice: a bug of the host.
    pub fn new(areas: &[&[(&'static str, NativeFn)]]) -> OpTable {
        let mut table = HashMap::new();
        for (name, function) in areas.iter().flat_map(|area| area.iter()) {
            assert!(table.insert(*name, *function).is_none(), "op {name} is defined twice");
        }
        OpTable(table)
    }

    pub(crate) fn get(&self, name: &str) -> Option<NativeFn> {
        self.0.get(name).copied()
    }

    /// All names.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.0.keys().copied()
    }
}

pub(crate) fn new_function(cx: *mut JSContext, name: &str, function: NativeFn, constructor: bool) -> *mut JSObject {
    let name = CString::new(name).unwrap_or_default();
    let flags = if constructor { raw::JSFUN_CONSTRUCTOR } else { 0 };
    // SAFETY: the context is live and in its realm; a function pointer is even, as a private value must be.
    unsafe {
        let fun = raw::NewFunctionWithReserved(cx, Some(trampoline), 0, flags, name.as_ptr());
        if fun.is_null() {
            return std::ptr::null_mut();
        }
        let object = raw::JS_GetFunctionObject(fun);
        raw::SetFunctionNativeReserved(object, 0, &PrivateValue(function as *const std::ffi::c_void));
        object
    }
}

impl<'s> Scope<'s> {
    /// A function object that calls `function`.
    pub fn function(&mut self, name: &str, function: NativeFn) -> Result<Local<'s>, Thrown> {
        let object = new_function(self.cx, name, function, false);
        self.check(!object.is_null())?;
        Ok(self.root(ObjectValue(object)))
    }

    /// A function that can also be called by `new`.
    pub fn constructor(&mut self, name: &str, function: NativeFn) -> Result<Local<'s>, Thrown> {
        let object = new_function(self.cx, name, function, true);
        self.check(!object.is_null())?;
        Ok(self.root(ObjectValue(object)))
    }

    /// The object through which the host's JavaScript reaches its native functions; each is made on first touch.
    pub fn ops_object(&mut self) -> Result<Local<'s>, Thrown> {
        // SAFETY: the class is static; the result is rooted at once.
        let object = unsafe { raw::JS_NewObject(self.cx, OPS_CLASS.raw()) };
        self.check(!object.is_null())?;
        Ok(self.root(ObjectValue(object)))
    }
}

unsafe extern "C" fn trampoline(cx: *mut JSContext, argc: u32, vp: *mut Value) -> bool {
    // SAFETY: the engine calls natives with a live context and an argument vector of `argc`; reserved slot 0 of
    // every function with this native holds a NativeFn (see `new_function`).
    unsafe {
        let args = CallArgs::from_vp(vp, argc);
        let function = *raw::GetFunctionNativeReserved(args.callee(), 0);
        let function = std::mem::transmute::<*const std::ffi::c_void, NativeFn>(function.to_private());
        let mut scope = Scope::new(cx);
        // An isolate that is being terminated does nothing any more; what the engine has not yet noticed ends here.
        if scope.check_running().is_err() {
            return false;
        }
        let args = Args { args, life: PhantomData };
        let result = catch_unwind(AssertUnwindSafe(|| function(&mut scope, &args)));
        if scope.check_running().is_err() {
            // Nor does JavaScript go on after it, in a handler of an interrupted call's error for example.
            return false;
        }
        match result {
            Ok(Ok(value)) => {
                args.raw().rval().set(value.raw());
                true
            }
            Ok(Err(_thrown)) => false,
            Err(panic) => {
                let text = panic
                    .downcast_ref::<String>()
                    .map(String::as_str)
                    .or_else(|| panic.downcast_ref::<&str>().copied())
                    .unwrap_or("unknown");
                let _thrown = scope.throw_error(
                    crate::ErrorKind::Error,
                    &format!("internal error of the runtime, please report it: a native function panicked: {text}"),
                );
                false
            }
        }
    }
}

static OPS_OPS: ObjectOps = ObjectOps::new(raw::JSClassOps { resolve: Some(resolve_op), ..object_class::NONE });
static OPS_CLASS: ObjectClass = ObjectClass::new(c"ops", 0, Some(&OPS_OPS));

unsafe extern "C" fn resolve_op(
    cx: *mut JSContext,
    object: raw::HandleObject,
    id: raw::HandleId,
    resolved: *mut bool,
) -> bool {
    // SAFETY: called by the engine with live, rooted arguments.
    unsafe { resolve_by_name(cx, object, id, resolved, make_op) }
}

fn make_op<'s>(scope: &mut Scope<'s>, name: &str) -> Made<'s> {
    let Some(table) = scope.inner().ops.get() else { return Ok(None) };
    let made = match table.get(name) {
        Some(function) => scope.function(name, function)?,
        None if name == "PlatformObject" => scope.constructor(name, crate::class::platform_object)?,
        None if name == "MarkedObject" => scope.constructor(name, crate::class::marked_object)?,
        None => return Ok(None),
    };
    Ok(Some((made, 0)))
}
