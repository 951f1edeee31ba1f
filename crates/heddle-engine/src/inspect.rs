//! What `util.inspect` and `util.types` need to know of values without running user code.

use crate::{Local, Scope, Thrown};
use heddle_glue::engine as glue;
use mozjs::jsapi as raw;
use mozjs::jsval::UndefinedValue;
use mozjs::rooted;
use std::ffi::CStr;

/// State of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PromiseState {
    /// Not settled.
    Pending,
    /// Fulfilled.
    Fulfilled,
    /// Rejected.
    Rejected,
}

impl<'s> Scope<'s> {
    /// The engine's class name of an object (`"Map"`, `"Proxy"`, `"Object"` …); empty for primitives.
    pub fn class_name(&self, value: Local<'_>) -> &'static str {
        let Some(object) = value.object_ptr() else { return "" };
        // SAFETY: the object is live; class names are static ASCII.
        unsafe {
            if glue::hg_is_proxy(object) {
                return "Proxy";
            }
            CStr::from_ptr(glue::hg_class_name(object)).to_str().unwrap_or("")
        }
    }

    /// Whether a value is a promise of this engine (not a mere thenable).
    pub fn is_promise(&mut self, value: Local<'_>) -> bool {
        let Some(object) = value.object_ptr() else { return false };
        rooted!(in(self.cx) let object = object);
        // SAFETY: the object is rooted.
        unsafe { raw::IsPromiseObject(object.handle().into()) }
    }

    /// State of a promise; `None` if the value is none.
    pub fn promise_state(&mut self, value: Local<'_>) -> Option<PromiseState> {
        if !self.is_promise(value) {
            return None;
        }
        rooted!(in(self.cx) let object = value.raw().to_object());
        // SAFETY: the promise is rooted.
        Some(match unsafe { raw::GetPromiseState(object.handle().into()) } {
            raw::PromiseState::Pending => PromiseState::Pending,
            raw::PromiseState::Fulfilled => PromiseState::Fulfilled,
            raw::PromiseState::Rejected => PromiseState::Rejected,
        })
    }

    /// Value or reason of a promise; `undefined` while it is pending or if the value is no promise.
    pub fn promise_result(&mut self, value: Local<'_>) -> Local<'s> {
        let result = self.root(UndefinedValue());
        match self.promise_state(value) {
            None | Some(PromiseState::Pending) => {}
            // SAFETY: a settled promise; the result slot is traced.
            Some(_) => unsafe {
                glue::hg_promise_result(value.raw().to_object(), result.slot);
            },
        }
        result
    }

    /// The engine does not check what it is given.
    fn need_promise(&mut self, value: Local<'_>) -> Result<(), Thrown> {
        if self.is_promise(value) {
            return Ok(());
        }
        Err(self.throw_type_error("not a promise"))
    }

    /// A new pending promise; see [`Scope::resolve_promise`].
    pub fn new_promise(&mut self) -> Result<Local<'s>, Thrown> {
        rooted!(in(self.cx) let executor = std::ptr::null_mut::<raw::JSObject>());
        // SAFETY: a null executor makes a promise that the host settles.
        let promise = unsafe { raw::NewPromiseObject(self.cx, executor.handle().into()) };
        self.check(!promise.is_null())?;
        Ok(self.root_object(promise))
    }

    /// Resolves (`ok`) or rejects a promise made by [`Scope::new_promise`].
    pub fn resolve_promise(&mut self, promise: Local<'_>, value: Local<'_>, ok: bool) -> Result<(), Thrown> {
        self.need_promise(promise)?;
        rooted!(in(self.cx) let object = promise.raw().to_object());
        // SAFETY: promise and value are rooted.
        let done = unsafe {
            if ok {
                raw::ResolvePromise(self.cx, object.handle().into(), value.handle())
            } else {
                raw::RejectPromise(self.cx, object.handle().into(), value.handle())
            }
        };
        self.check(done)
    }

    /// Makes a rejected promise count as handled.
    pub fn mark_handled(&mut self, promise: Local<'_>) {
        if self.promise_state(promise) != Some(PromiseState::Rejected) {
            return;
        }
        rooted!(in(self.cx) let object = promise.raw().to_object());
        // SAFETY: the promise is rooted.
        unsafe { raw::SetSettledPromiseIsHandled(self.cx, object.handle().into()) };
    }

    /// Runs `on_fulfilled` or `on_rejected` when a promise settles.
    pub fn promise_then(
        &mut self,
        promise: Local<'_>,
        on_fulfilled: Local<'_>,
        on_rejected: Local<'_>,
    ) -> Result<(), Thrown> {
        self.need_promise(promise)?;
        if !on_fulfilled.is_function() || !on_rejected.is_function() {
            return Err(self.throw_type_error("not a function"));
        }
        rooted!(in(self.cx) let object = promise.raw().to_object());
        rooted!(in(self.cx) let yes = on_fulfilled.raw().to_object());
        rooted!(in(self.cx) let no = on_rejected.raw().to_object());
        // SAFETY: promise and functions are rooted.
        let ok = unsafe {
            raw::AddPromiseReactions(self.cx, object.handle().into(), yes.handle().into(), no.handle().into())
        };
        self.check(ok)
    }

    /// Target and handler of a proxy (both `null` when revoked); `None` if the value is none.
    pub fn proxy_parts(&mut self, value: Local<'_>) -> Option<(Local<'s>, Local<'s>)> {
        let object = value.object_ptr()?;
        // SAFETY: the object is live.
        if !unsafe { glue::hg_is_proxy(object) } {
            return None;
        }
        let (target, handler) = (self.root(UndefinedValue()), self.root(UndefinedValue()));
        // SAFETY: a proxy; the out slots are traced.
        unsafe { glue::hg_proxy_parts(object, target.slot, handler.slot) };
        Some((target, handler))
    }

    /// Where a Map or Set iterator stands: its collection, its kind (0 keys, 1 values, 2 entries) and how many live entries
    /// it has passed. `None` for other values; a finished iterator has `undefined` for its collection.
    pub fn iterator_state(&mut self, value: Local<'_>) -> Option<(Local<'s>, u32, u32)> {
        if !matches!(self.class_name(value), "Map Iterator" | "Set Iterator") {
            return None;
        }
        let object = value.object_ptr()?;
        let slot = |index| {
            let mut slot = UndefinedValue();
            // SAFETY: the classes of Map and Set iterators have six reserved slots (TableIteratorObject::Slots).
            unsafe { mozjs::glue::JS_GetReservedSlot(object, index, &mut slot) };
            slot
        };
        let (target, kind, count) = (slot(0), slot(1), slot(3));
        if !target.is_object() {
            return Some((self.root(UndefinedValue()), 0, 0));
        }
        // The count is a private integer: the low half of the bits.
        Some((self.root(target), kind.to_int32() as u32, count.asBits_ as u32))
    }

    /// The keys of a WeakMap or WeakSet with its values, as `(entries, whether they are pairs)`; entries is an array,
    /// keys and values interleaved if pairs. `None` for other values.
    pub fn iterator_preview(&mut self, value: Local<'_>) -> Result<Option<(Local<'s>, bool)>, Thrown> {
        let Some(object) = value.object_ptr() else { return Ok(None) };
        rooted!(in(self.cx) let object = object);
        rooted!(in(self.cx) let mut keys = std::ptr::null_mut::<raw::JSObject>());
        // SAFETY: object and result are rooted.
        let ok = unsafe {
            match self.class_name(value) {
                "WeakMap" => {
                    raw::JS_NondeterministicGetWeakMapKeys(self.cx, object.handle().into(), keys.handle_mut().into())
                }
                "WeakSet" => {
                    raw::JS_NondeterministicGetWeakSetKeys(self.cx, object.handle().into(), keys.handle_mut().into())
                }
                _ => return Ok(None),
            }
        };
        self.check(ok)?;
        Ok(Some((self.root_object(keys.get()), false)))
    }
}
