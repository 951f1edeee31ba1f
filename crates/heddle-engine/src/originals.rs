//! The language's built-ins as they were before any program could change them, by Node's names for them: *primordials*
//! (`ArrayPrototypePush`, `ObjectKeys`, `SymbolIterator`, `MapPrototypeGetSize`). The engine makes classes lazily, and
//! each is copied when it is made (see `heddle-glue/cpp/originals.cpp`).

use crate::arena::{SLOT_GLOBAL, SLOT_ORIGINALS};
use crate::isolate::Inner;
use crate::object_class::{self, resolve_by_name, ObjectClass, ObjectOps};
use crate::{Args, Local, NativeFn, Scope, Thrown};
use heddle_glue::originals as glue;
use mozjs::jsapi as raw;
use mozjs::jsapi::{JSContext, JSObject, JSProtoKey as Key};
use mozjs::jsval::{ObjectValue, UndefinedValue};
use mozjs::rooted;

/// Classes whose members primordials name, sorted.
const CLASSES: &[(&str, Key)] = &[
    ("AggregateError", Key::JSProto_AggregateError),
    ("Array", Key::JSProto_Array),
    ("ArrayBuffer", Key::JSProto_ArrayBuffer),
    ("AsyncDisposableStack", Key::JSProto_AsyncDisposableStack),
    ("AsyncFunction", Key::JSProto_AsyncFunction),
    ("AsyncGeneratorFunction", Key::JSProto_AsyncGeneratorFunction),
    ("Atomics", Key::JSProto_Atomics),
    ("BigInt", Key::JSProto_BigInt),
    ("BigInt64Array", Key::JSProto_BigInt64Array),
    ("BigUint64Array", Key::JSProto_BigUint64Array),
    ("Boolean", Key::JSProto_Boolean),
    ("DataView", Key::JSProto_DataView),
    ("Date", Key::JSProto_Date),
    ("DisposableStack", Key::JSProto_DisposableStack),
    ("Error", Key::JSProto_Error),
    ("EvalError", Key::JSProto_EvalError),
    ("FinalizationRegistry", Key::JSProto_FinalizationRegistry),
    ("Float16Array", Key::JSProto_Float16Array),
    ("Float32Array", Key::JSProto_Float32Array),
    ("Float64Array", Key::JSProto_Float64Array),
    ("Function", Key::JSProto_Function),
    ("GeneratorFunction", Key::JSProto_GeneratorFunction),
    ("Int16Array", Key::JSProto_Int16Array),
    ("Int32Array", Key::JSProto_Int32Array),
    ("Int8Array", Key::JSProto_Int8Array),
    ("Intl", Key::JSProto_Intl),
    ("Iterator", Key::JSProto_Iterator),
    ("JSON", Key::JSProto_JSON),
    ("Map", Key::JSProto_Map),
    ("Math", Key::JSProto_Math),
    ("Number", Key::JSProto_Number),
    ("Object", Key::JSProto_Object),
    ("Promise", Key::JSProto_Promise),
    ("Proxy", Key::JSProto_Proxy),
    ("RangeError", Key::JSProto_RangeError),
    ("ReferenceError", Key::JSProto_ReferenceError),
    ("Reflect", Key::JSProto_Reflect),
    ("RegExp", Key::JSProto_RegExp),
    ("Set", Key::JSProto_Set),
    ("SharedArrayBuffer", Key::JSProto_SharedArrayBuffer),
    ("String", Key::JSProto_String),
    ("SuppressedError", Key::JSProto_SuppressedError),
    ("Symbol", Key::JSProto_Symbol),
    ("SyntaxError", Key::JSProto_SyntaxError),
    ("TypeError", Key::JSProto_TypeError),
    ("TypedArray", Key::JSProto_TypedArray),
    ("URIError", Key::JSProto_URIError),
    ("Uint16Array", Key::JSProto_Uint16Array),
    ("Uint32Array", Key::JSProto_Uint32Array),
    ("Uint8Array", Key::JSProto_Uint8Array),
    ("Uint8ClampedArray", Key::JSProto_Uint8ClampedArray),
    ("WeakMap", Key::JSProto_WeakMap),
    ("WeakRef", Key::JSProto_WeakRef),
    ("WeakSet", Key::JSProto_WeakSet),
    ("WebAssembly", Key::JSProto_WebAssembly),
];

/// Prototypes that belong to no class, with the engine's number for each (`GlobalObjectData::ProtoKind`).
const PROTOTYPES: &[(&str, u32)] =
    &[("ArrayIterator", 0), ("StringIterator", 1), ("AsyncIterator", 4), ("MapIterator", 7), ("SetIterator", 8)];

/// Functions on the global object, with the class that they come with.
const FUNCTIONS: &[(&str, Key)] = &[
    ("decodeURI", Key::JSProto_String),
    ("decodeURIComponent", Key::JSProto_String),
    ("encodeURI", Key::JSProto_String),
    ("encodeURIComponent", Key::JSProto_String),
    ("escape", Key::JSProto_String),
    ("isFinite", Key::JSProto_Number),
    ("isNaN", Key::JSProto_Number),
    ("parseFloat", Key::JSProto_Number),
    ("parseInt", Key::JSProto_Number),
    ("unescape", Key::JSProto_String),
];

/// Well-known symbols as names of members: `SymbolIterator`.
const SYMBOLS: &[(&str, raw::JS::SymbolCode)] = &[
    ("AsyncDispose", raw::JS::SymbolCode::asyncDispose),
    ("AsyncIterator", raw::JS::SymbolCode::asyncIterator),
    ("Dispose", raw::JS::SymbolCode::dispose),
    ("HasInstance", raw::JS::SymbolCode::hasInstance),
    ("IsConcatSpreadable", raw::JS::SymbolCode::isConcatSpreadable),
    ("Iterator", raw::JS::SymbolCode::iterator),
    ("Match", raw::JS::SymbolCode::match_),
    ("MatchAll", raw::JS::SymbolCode::matchAll),
    ("Replace", raw::JS::SymbolCode::replace),
    ("Search", raw::JS::SymbolCode::search),
    ("Species", raw::JS::SymbolCode::species),
    ("Split", raw::JS::SymbolCode::split),
    ("ToPrimitive", raw::JS::SymbolCode::toPrimitive),
    ("ToStringTag", raw::JS::SymbolCode::toStringTag),
    ("Unscopables", raw::JS::SymbolCode::unscopables),
];

/// What a name means: a class, its prototype or one of their members, by what is left of the name.
#[derive(Debug, PartialEq, Eq)]
struct Name<'a> {
    number: u32,
    is_prototype: bool,
    tail: &'a str,
}

fn number_of(class: &str) -> Option<u32> {
    if let Ok(index) = CLASSES.binary_search_by_key(&class, |row| row.0) {
        return Some(CLASSES[index].1 as u32);
    }
    let kind = PROTOTYPES.iter().find(|row| row.0 == class)?.1;
    // SAFETY: returns a constant.
    Some(unsafe { glue::hg_originals_first_proto() } + kind)
}

/// Takes `ArrayPrototypePush` apart: the longest class name that it starts with decides.
fn parse(name: &str) -> Option<Name<'_>> {
    let classes = CLASSES.iter().map(|row| row.0).chain(PROTOTYPES.iter().map(|row| row.0));
    let class = classes.filter(|class| name.starts_with(class)).max_by_key(|class| class.len())?;
    let tail = &name[class.len()..];
    let number = number_of(class)?;
    Some(match tail.strip_prefix("Prototype") {
        Some(tail) => Name { number, is_prototype: true, tail },
        None => Name { number, is_prototype: false, tail },
    })
}

/// Copies what is made from now on, and what the global object was made with. Null table: out of memory.
pub(crate) fn install(cx: *mut JSContext, inner: &Inner) -> Option<()> {
    // SAFETY: the context is live and in its realm; the table is rooted at once.
    unsafe {
        glue::hg_originals_hook(Some(captured));
        let table = glue::hg_originals_new(cx);
        if table.is_null() {
            return None;
        }
        inner.set_fixed(SLOT_ORIGINALS, ObjectValue(table));
        (0..glue::hg_originals_count()).all(|number| captured(cx, number)).then_some(())
    }
}

/// The engine has made something; no program has seen it yet.
unsafe extern "C" fn captured(cx: *mut JSContext, number: u32) -> bool {
    // SAFETY: called by the engine on the context's thread; the table is rooted by its slot and by the callee. Realms
    // other than the isolate's own are the program's business.
    unsafe {
        let inner = Inner::of(cx);
        if inner.is_null() {
            return true;
        }
        let (table, global) = ((*inner).fixed(SLOT_ORIGINALS), (*inner).fixed(SLOT_GLOBAL));
        if !table.is_object() || raw::CurrentGlobalOrNull(cx) != global.to_object_or_null() {
            return true;
        }
        glue::hg_originals_capture(cx, table.to_object(), number)
    }
}

impl<'s> Scope<'s> {
    fn original_part(&mut self, number: u32, part: u32) -> Local<'s> {
        let local = self.root(UndefinedValue());
        let table = self.inner().fixed(SLOT_ORIGINALS);
        if table.is_object() {
            // SAFETY: the table is live; the call does not collect.
            unsafe { glue::hg_originals_part(table.to_object(), number, part, local.slot) };
        }
        local
    }

    /// The part of something's copy; makes it if the engine has not done so yet.
    fn original(&mut self, number: u32, part: u32) -> Result<Local<'s>, Thrown> {
        let known = self.original_part(number, part);
        if !known.is_undefined() {
            return Ok(known);
        }
        // SAFETY: the context is live and in its realm.
        let ok = unsafe { glue::hg_originals_make(self.cx, number) };
        self.check(ok)?;
        Ok(self.original_part(number, part))
    }

    fn read_original(&mut self, copy: Local<'s>, key: raw::PropertyKey, kind: u32) -> Option<Local<'s>> {
        let found = self.root(UndefinedValue());
        // SAFETY: the copy is live and a copy; the call does not collect, and keys are atoms or symbols that live.
        let has = unsafe { glue::hg_originals_read(copy.object_ptr()?, key.asBits_, kind, found.slot) };
        has.then_some(found)
    }

    /// The property that the tail of a name stands for: `Push`, `MAX_VALUE`, `SymbolIterator`.
    fn read_member(&mut self, copy: Local<'s>, tail: &str, kind: u32) -> Result<Option<Local<'s>>, Thrown> {
        if tail.is_empty() {
            return Ok(None);
        }
        let mut lower = tail.to_owned();
        lower[..1].make_ascii_lowercase();
        for text in [lower.as_str(), tail] {
            let key = self.key(text)?;
            if let Some(found) = self.read_original(copy, key, kind) {
                return Ok(Some(found));
            }
        }
        let symbol = tail.strip_prefix("Symbol").and_then(|name| SYMBOLS.iter().find(|row| row.0 == name));
        Ok(symbol.and_then(|(_, code)| {
            // SAFETY: the context is live; well-known symbols live for ever.
            let key = unsafe { raw::GetWellKnownSymbolKey(self.cx, *code) };
            self.read_original(copy, key, kind)
        }))
    }

    fn key(&mut self, text: &str) -> Result<raw::PropertyKey, Thrown> {
        // SAFETY: pointer and length describe `text`; the atom is rooted until it has become a key, and the engine keeps
        // atoms alive while no collection runs, which none does before the key is used.
        unsafe {
            let atom = raw::JS_AtomizeStringN(self.cx, text.as_ptr().cast(), text.len());
            self.check(!atom.is_null())?;
            rooted!(in(self.cx) let atom = atom);
            rooted!(in(self.cx) let mut id = raw::PropertyKey::default());
            self.check(raw::JS_StringToId(self.cx, atom.handle().into(), id.handle_mut().into()))?;
            Ok(id.get())
        }
    }

    /// A function that calls `method` with its first argument as `this`.
    pub fn uncurry(&mut self, method: Local<'_>) -> Result<Local<'s>, Thrown> {
        let copy = self.original(Key::JSProto_Function as u32, glue::MEMBERS)?;
        let call = self.read_member(copy, "Call", glue::READ_VALUE)?;
        let (Some(method), Some(call)) = (method.object_ptr(), call.and_then(|call| call.object_ptr())) else {
            return Err(self.throw_type_error("not a function"));
        };
        // SAFETY: both are rooted by their handles and by the callee; the result is rooted at once.
        let function = unsafe { glue::hg_uncurry(self.cx, method, call) };
        self.check(!function.is_null())?;
        Ok(self.root(ObjectValue(function)))
    }

    /// What a primordial's name means; `None` if it names nothing of the language.
    pub fn primordial(&mut self, name: &str) -> Result<Option<Local<'s>>, Thrown> {
        if let Ok(index) = FUNCTIONS.binary_search_by_key(&name, |row| row.0) {
            let functions = self.original(FUNCTIONS[index].1 as u32, glue::GLOBALS)?;
            return self.get(functions, name).map(Some);
        }
        match name {
            "globalThis" => return Ok(Some(self.global())),
            "uncurryThis" => return self.function("uncurryThis", uncurry_this as NativeFn).map(Some),
            _ => {}
        }
        let Some(Name { number, is_prototype, tail }) = parse(name) else { return Ok(None) };
        if tail.is_empty() {
            let part = if is_prototype { glue::PROTOTYPE } else { glue::VALUE };
            return self.original(number, part).map(Some);
        }
        let copy = self.original(number, if is_prototype { glue::MEMBERS } else { glue::STATICS })?;
        if let Some(found) = self.read_member(copy, tail, glue::READ_VALUE)? {
            return match (found.is_function(), is_prototype) {
                (true, true) => self.uncurry(found).map(Some),
                // Promise's functions need their class as `this`.
                (true, false) if number == Key::JSProto_Promise as u32 => self.bind_to_class(number, found).map(Some),
                _ => Ok(Some(found)),
            };
        }
        for (prefix, kind) in [("Get", glue::READ_GETTER), ("Set", glue::READ_SETTER)] {
            let Some(rest) = tail.strip_prefix(prefix) else { continue };
            if let Some(accessor) = self.read_member(copy, rest, kind)? {
                return self.uncurry(accessor).map(Some);
            }
        }
        Ok(None)
    }

    fn bind_to_class(&mut self, number: u32, function: Local<'s>) -> Result<Local<'s>, Thrown> {
        let copy = self.original(Key::JSProto_Function as u32, glue::MEMBERS)?;
        let bind = self.read_member(copy, "Bind", glue::READ_VALUE)?;
        let class = self.original(number, glue::VALUE)?;
        match bind {
            Some(bind) => self.call(bind, function, &[class]),
            None => Err(self.throw_type_error("Function.prototype.bind was not copied")),
        }
    }

    /// An object without prototype that has the properties of a class's prototype as they were; `None` if there is no
    /// such class.
    pub fn original_members(&mut self, class: &str) -> Result<Option<Local<'s>>, Thrown> {
        let Some(number) = number_of(class) else { return Ok(None) };
        let copy = self.original(number, glue::MEMBERS)?;
        let Some(copy) = copy.object_ptr() else { return Ok(None) };
        rooted!(in(self.cx) let copy = copy);
        rooted!(in(self.cx) let none = std::ptr::null_mut::<JSObject>());
        // SAFETY: the handles are rooted; the result is rooted at once.
        let target = unsafe { raw::JS_NewObjectWithGivenProto(self.cx, std::ptr::null(), none.handle().into()) };
        self.check(!target.is_null())?;
        let target = self.root(ObjectValue(target));
        // SAFETY: both are rooted here and by the callee.
        let ok = target.object_ptr().is_some_and(|t| unsafe { glue::hg_originals_define(self.cx, copy.get(), t) });
        self.check(ok)?;
        Ok(Some(target))
    }

    /// The object that built-in JavaScript takes primordials from; each becomes a property when it is first touched.
    /// What the language lacks is asked of [`crate::GlobalHost::primordial`].
    pub fn primordials_object(&mut self) -> Result<Local<'s>, Thrown> {
        rooted!(in(self.cx) let none = std::ptr::null_mut::<JSObject>());
        // SAFETY: the class is static; the result is rooted at once.
        let object = unsafe { raw::JS_NewObjectWithGivenProto(self.cx, CLASS.raw(), none.handle().into()) };
        self.check(!object.is_null())?;
        Ok(self.root(ObjectValue(object)))
    }

    fn make_primordial(&mut self, name: &str) -> Result<Local<'s>, Thrown> {
        if let Some(found) = self.primordial(name)? {
            return Ok(found);
        }
        let host = self.inner().global_host.borrow().clone();
        let made = match host {
            Some(host) => host.primordial(self, name)?,
            None => Local::undefined(),
        };
        match made.is_undefined() {
            true => Err(self.throw_type_error(&format!("no primordial is named {name}"))),
            false => Ok(made),
        }
    }
}

fn uncurry_this<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Result<Local<'s>, Thrown> {
    scope.uncurry(args.get(0))
}

static OPS: ObjectOps = ObjectOps::new(raw::JSClassOps { resolve: Some(resolve), ..object_class::NONE });
static CLASS: ObjectClass = ObjectClass::new(c"primordials", 0, Some(&OPS));

unsafe extern "C" fn resolve(
    cx: *mut JSContext,
    object: raw::HandleObject,
    id: raw::HandleId,
    resolved: *mut bool,
) -> bool {
    // SAFETY: called by the engine with live, rooted arguments.
    unsafe { resolve_by_name(cx, object, id, resolved, |scope, name| Ok(Some((scope.make_primordial(name)?, 0)))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_for_binary_search() {
        assert!(CLASSES.is_sorted_by_key(|row| row.0));
        assert!(FUNCTIONS.is_sorted_by_key(|row| row.0));
    }

    #[test]
    fn the_longest_class_name_decides() {
        let array_buffer = Key::JSProto_ArrayBuffer as u32;
        assert_eq!(
            parse("ArrayBufferIsView"),
            Some(Name { number: array_buffer, is_prototype: false, tail: "IsView" })
        );
        let array = Key::JSProto_Array as u32;
        assert_eq!(parse("ArrayPrototypePush"), Some(Name { number: array, is_prototype: true, tail: "Push" }));
        assert_eq!(parse("SafeMap"), None);
    }
}
