//! Objects, properties, conversions and calls.

use crate::{Local, Scope, Thrown};
use mozjs::jsapi as raw;
use mozjs::jsapi::{HandleValueArray, JSObject, Value, JSPROP_ENUMERATE};
use mozjs::jsval::{BooleanValue, DoubleValue, Int32Value, NullValue, ObjectValue, StringValue, UndefinedValue};
use mozjs::rooted;
use std::ffi::CString;

impl<'s> Scope<'s> {
    /// `null`
    pub fn null(&mut self) -> Local<'s> {
        self.root(NullValue())
    }

    /// A boolean.
    pub fn boolean(&mut self, value: bool) -> Local<'s> {
        self.root(BooleanValue(value))
    }

    /// A number; integers that fit are stored as such.
    pub fn number(&mut self, value: f64) -> Local<'s> {
        let int = value as i32;
        let exact = f64::from(int) == value && !(int == 0 && value.is_sign_negative());
        self.root(if exact { Int32Value(int) } else { DoubleValue(value) })
    }

    /// A BigInt.
    pub fn bigint_i64(&mut self, value: i64) -> Result<Local<'s>, Thrown> {
        // SAFETY: the context is live; the result is rooted at once.
        let bigint = unsafe { raw::BigIntFromInt64(self.cx, value) };
        self.check(!bigint.is_null())?;
        // SAFETY: non-null, of this context.
        Ok(self.root(mozjs::jsval::BigIntValue(unsafe { &*bigint })))
    }

    /// A BigInt.
    pub fn bigint_u64(&mut self, value: u64) -> Result<Local<'s>, Thrown> {
        // SAFETY: the context is live; the result is rooted at once.
        let bigint = unsafe { raw::BigIntFromUint64(self.cx, value) };
        self.check(!bigint.is_null())?;
        // SAFETY: non-null, of this context.
        Ok(self.root(mozjs::jsval::BigIntValue(unsafe { &*bigint })))
    }

    /// A BigInt modulo 2^64, two's complement; `None` if it is none.
    pub fn bigint_as_i64(&self, value: Local<'_>) -> Option<i64> {
        // SAFETY: the BigInt is rooted by `value`.
        value.is_bigint().then(|| unsafe { raw::ToBigInt64(value.raw().to_bigint()) })
    }

    fn new_object(&mut self, object: *mut JSObject) -> Result<Local<'s>, Thrown> {
        self.check(!object.is_null())?;
        Ok(self.root(ObjectValue(object)))
    }

    /// `{}`
    pub fn object(&mut self) -> Result<Local<'s>, Thrown> {
        // SAFETY: the context is live and in its realm; the result is rooted at once.
        let object = unsafe { raw::JS_NewPlainObject(self.cx) };
        self.new_object(object)
    }

    /// `Object.create(null)`
    pub fn object_null_proto(&mut self) -> Result<Local<'s>, Thrown> {
        rooted!(in(self.cx) let proto = std::ptr::null_mut::<JSObject>());
        // SAFETY: as in `object`.
        let object = unsafe { raw::JS_NewObjectWithGivenProto(self.cx, std::ptr::null(), proto.handle().into()) };
        self.new_object(object)
    }

    /// An array of the values.
    pub fn array(&mut self, values: &[Local<'_>]) -> Result<Local<'s>, Thrown> {
        mozjs::auto_root!(in(self.cx) let elements = values.iter().map(|v| v.raw()).collect::<Vec<_>>());
        // SAFETY: the elements are rooted during the call.
        let array = unsafe { raw::NewArrayObject(self.cx, &contiguous(&elements)) };
        self.new_object(array)
    }

    /// An array built one element at a time, each in its own nested scope.
    pub fn array_with<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut make: impl for<'n> FnMut(&mut Scope<'n>, T) -> Result<Local<'n>, Thrown>,
    ) -> Result<Local<'s>, Thrown> {
        // SAFETY: as in `object`.
        let array = unsafe { raw::NewArrayObject1(self.cx, 0) };
        let array = self.new_object(array)?;
        for (index, item) in items.into_iter().enumerate() {
            self.nested(|scope| {
                let value = make(scope, item)?;
                scope.set_index(array, index as u32, value)
            })?;
        }
        Ok(array)
    }

    /// The length of an array; `None` if the value is none.
    pub fn array_length(&mut self, value: Local<'_>) -> Option<u32> {
        rooted!(in(self.cx) let object = value.object_ptr()?);
        let (mut is_array, mut length) = (false, 0);
        // SAFETY: the object is rooted.
        unsafe {
            let ok = raw::IsArrayObject1(self.cx, object.handle().into(), &mut is_array)
                && is_array
                && raw::GetArrayLength(self.cx, object.handle().into(), &mut length);
            if !ok {
                raw::JS_ClearPendingException(self.cx);
            }
            ok.then_some(length)
        }
    }

    fn object_of(&mut self, value: Local<'_>) -> Result<*mut JSObject, Thrown> {
        match value.object_ptr() {
            Some(object) => Ok(object),
            None => Err(self.throw_type_error("an object was expected")),
        }
    }

    /// `object[key]`
    pub fn get(&mut self, object: Local<'_>, key: &str) -> Result<Local<'s>, Thrown> {
        let pointer = self.object_of(object)?;
        rooted!(in(self.cx) let holder = pointer);
        let result = self.root(UndefinedValue());
        // SAFETY: object and result are rooted; the key lives during the call.
        let ok = unsafe {
            match &Key::new(key) {
                Key::Plain(k) => raw::JS_GetProperty(self.cx, holder.handle().into(), k.as_ptr(), result.handle_mut()),
                Key::Wide(k) => {
                    raw::JS_GetUCProperty(self.cx, holder.handle().into(), k.as_ptr(), k.len(), result.handle_mut())
                }
            }
        };
        self.check(ok)?;
        Ok(result)
    }

    /// `object[index]`
    pub fn get_index(&mut self, object: Local<'_>, index: u32) -> Result<Local<'s>, Thrown> {
        let pointer = self.object_of(object)?;
        rooted!(in(self.cx) let holder = pointer);
        let result = self.root(UndefinedValue());
        // SAFETY: object and result are rooted.
        let ok = unsafe { raw::JS_GetElement(self.cx, holder.handle().into(), index, result.handle_mut()) };
        self.check(ok)?;
        Ok(result)
    }

    /// `object[key] = value` (setters run).
    pub fn set(&mut self, object: Local<'_>, key: &str, value: Local<'_>) -> Result<(), Thrown> {
        let pointer = self.object_of(object)?;
        rooted!(in(self.cx) let holder = pointer);
        // SAFETY: object and value are rooted; the key lives during the call.
        let ok = unsafe {
            match &Key::new(key) {
                Key::Plain(k) => raw::JS_SetProperty(self.cx, holder.handle().into(), k.as_ptr(), value.handle()),
                Key::Wide(k) => {
                    raw::JS_SetUCProperty(self.cx, holder.handle().into(), k.as_ptr(), k.len(), value.handle())
                }
            }
        };
        self.check(ok)
    }

    /// Defines an own data property; enumerable or not, always writable and configurable.
    pub fn define(&mut self, object: Local<'_>, key: &str, value: Local<'_>, enumerable: bool) -> Result<(), Thrown> {
        let pointer = self.object_of(object)?;
        rooted!(in(self.cx) let holder = pointer);
        let attributes = if enumerable { JSPROP_ENUMERATE as u32 } else { 0 };
        let (cx, holder, value) = (self.cx, holder.handle().into(), value.handle());
        // SAFETY: object and value are rooted; the key lives during the call.
        let ok = unsafe {
            match &Key::new(key) {
                Key::Plain(k) => raw::JS_DefineProperty(cx, holder, k.as_ptr(), value, attributes),
                Key::Wide(k) => raw::JS_DefineUCProperty2(cx, holder, k.as_ptr(), k.len(), value, attributes),
            }
        };
        self.check(ok)
    }

    /// Defines `object[index]`.
    pub fn set_index(&mut self, object: Local<'_>, index: u32, value: Local<'_>) -> Result<(), Thrown> {
        let pointer = self.object_of(object)?;
        rooted!(in(self.cx) let holder = pointer);
        // SAFETY: object and value are rooted.
        let ok = unsafe {
            raw::JS_DefineElement(self.cx, holder.handle().into(), index, value.handle(), JSPROP_ENUMERATE as u32)
        };
        self.check(ok)
    }

    /// `delete object[key]`
    pub fn delete(&mut self, object: Local<'_>, key: &str) -> Result<(), Thrown> {
        let pointer = self.object_of(object)?;
        rooted!(in(self.cx) let holder = pointer);
        let mut refusal = raw::ObjectOpResult { code_: 0 };
        // SAFETY: the object is rooted; the key lives during the call. As in sloppy code a refusal is no error.
        let ok = unsafe {
            match &Key::new(key) {
                Key::Plain(k) => raw::JS_DeleteProperty1(self.cx, holder.handle().into(), k.as_ptr()),
                Key::Wide(k) => {
                    raw::JS_DeleteUCProperty(self.cx, holder.handle().into(), k.as_ptr(), k.len(), &mut refusal)
                }
            }
        };
        self.check(ok)
    }

    /// Own enumerable string keys, as `Object.keys`.
    pub fn keys(&mut self, object: Local<'_>) -> Result<Vec<String>, Thrown> {
        let pointer = self.object_of(object)?;
        rooted!(in(self.cx) let holder = pointer);
        // SAFETY: the context is live; the borrow ends with the statement.
        let mut ids = unsafe {
            mozjs::rust::IdVector::new(&mut mozjs::context::JSContext::from_ptr(std::ptr::NonNull::new_unchecked(
                self.cx,
            )))
        };
        // SAFETY: the object is rooted and the vector roots its ids.
        let ok =
            unsafe { raw::GetPropertyKeys(self.cx, holder.handle().into(), raw::JSITER_OWNONLY, ids.handle_mut()) };
        self.check(ok)?;
        let mut keys = Vec::with_capacity(ids.len());
        for id in ids.iter() {
            rooted!(in(self.cx) let id = *id);
            let value = self.root(UndefinedValue());
            // SAFETY: id and value are rooted.
            let ok = unsafe { raw::JS_IdToValue(self.cx, id.get(), value.handle_mut()) };
            self.check(ok)?;
            keys.push(self.to_display_string(value).unwrap_or_default());
        }
        Ok(keys)
    }

    /// ToString; may run user code.
    pub fn to_js_string(&mut self, value: Local<'_>) -> Result<Local<'s>, Thrown> {
        if value.is_string() {
            return Ok(self.root(value.raw()));
        }
        // SAFETY: the value is rooted; the result is rooted at once.
        let string = unsafe { raw::ToStringSlow(self.cx, value.handle()) };
        self.check(!string.is_null())?;
        // SAFETY: non-null, of this context.
        Ok(self.root(StringValue(unsafe { &*string })))
    }

    /// ToBoolean.
    pub fn truthy(&self, value: Local<'_>) -> bool {
        match value.as_bool() {
            Some(b) => b,
            // SAFETY: the value is rooted; the conversion has no side effect.
            None => unsafe { raw::ToBooleanSlow(value.handle()) },
        }
    }

    /// Starts no JavaScript in an isolate that is being terminated.
    pub(crate) fn check_running(&self) -> Result<(), Thrown> {
        if self.is_terminating() {
            return Err(Thrown::terminating(self));
        }
        Ok(())
    }

    /// Calls a function.
    pub fn call(&mut self, function: Local<'_>, this: Local<'_>, args: &[Local<'_>]) -> Result<Local<'s>, Thrown> {
        self.check_running()?;
        mozjs::auto_root!(in(self.cx) let values = args.iter().map(|v| v.raw()).collect::<Vec<_>>());
        let values = contiguous(&values);
        let result = self.root(UndefinedValue());
        // SAFETY: function, this, arguments and result are rooted.
        let ok = unsafe { raw::Call(self.cx, this.handle(), function.handle(), &values, result.handle_mut()) };
        self.check(ok)?;
        Ok(result)
    }

    /// `new constructor(...args)`
    pub fn construct(&mut self, constructor: Local<'_>, args: &[Local<'_>]) -> Result<Local<'s>, Thrown> {
        self.check_running()?;
        mozjs::auto_root!(in(self.cx) let values = args.iter().map(|v| v.raw()).collect::<Vec<_>>());
        let values = contiguous(&values);
        rooted!(in(self.cx) let mut result = std::ptr::null_mut::<JSObject>());
        // SAFETY: constructor, arguments and result are rooted.
        let ok = unsafe { raw::Construct1(self.cx, constructor.handle(), &values, result.handle_mut().into()) };
        self.check(ok)?;
        Ok(self.root(ObjectValue(result.get())))
    }
}

/// Values that a stack rooter holds, as the engine takes arguments. Not `rooted_vec!`: its list is traced by an embedder
/// tracer, which minor collections skip.
fn contiguous(values: &[Value]) -> HandleValueArray {
    HandleValueArray { length_: values.len(), elements_: values.as_ptr() }
}

/// A property key as the engine takes it: bytes are Latin-1 and end at a NUL.
enum Key {
    Plain(CString),
    Wide(Vec<u16>),
}

impl Key {
    fn new(key: &str) -> Key {
        match CString::new(key) {
            Ok(plain) if key.is_ascii() => Key::Plain(plain),
            _ => Key::Wide(key.encode_utf16().collect()),
        }
    }
}
