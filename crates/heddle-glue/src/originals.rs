//! Declarations of `cpp/originals.cpp`: copies of the language's built-ins as they were made. Classes are numbered by
//! `JSProtoKey`; prototypes without a class follow from [`hg_originals_first_proto`] on, by `ProtoKind`.

use mozjs_sys::jsapi::JS::Value as JSVal;
use mozjs_sys::jsapi::{JSContext, JSObject};

/// The constructor, or the object of a namespace like `Math`.
pub const VALUE: u32 = 0;
/// The copy of the constructor's properties.
pub const STATICS: u32 = 1;
/// The prototype.
pub const PROTOTYPE: u32 = 2;
/// The copy of the prototype's properties.
pub const MEMBERS: u32 = 3;
/// Global functions that came with the class, on a plain object.
pub const GLOBALS: u32 = 4;

/// Reading a property's value.
pub const READ_VALUE: u32 = 0;
/// Reading a property's getter.
pub const READ_GETTER: u32 = 1;
/// Reading a property's setter.
pub const READ_SETTER: u32 = 2;

extern "C" {
    /// What is called when something has been made whose copy has to be taken: with its number; false if that failed.
    pub fn hg_originals_hook(captured: Option<unsafe extern "C" fn(cx: *mut JSContext, number: u32) -> bool>);
    /// The number of the first prototype without a class.
    pub fn hg_originals_first_proto() -> u32;
    /// How many numbers there are.
    pub fn hg_originals_count() -> u32;
    /// An empty table; null when there is no memory.
    pub fn hg_originals_new(cx: *mut JSContext) -> *mut JSObject;
    /// Copies what has been made under a number, unless there is a copy. False with an exception pending.
    pub fn hg_originals_capture(cx: *mut JSContext, table: *mut JSObject, number: u32) -> bool;
    /// Has the engine make what a number stands for. False with an exception pending.
    pub fn hg_originals_make(cx: *mut JSContext, number: u32) -> bool;
    /// A part of what was copied; undefined if there is none. Does not collect.
    pub fn hg_originals_part(table: *mut JSObject, number: u32, part: u32, out: *mut JSVal);
    /// Reads the property of a copy whose key has these bits; false if it has none of that kind. Does not collect.
    pub fn hg_originals_read(copy: *mut JSObject, id: usize, kind: u32, out: *mut JSVal) -> bool;
    /// Puts the properties of a copy on an object. False with an exception pending.
    pub fn hg_originals_define(cx: *mut JSContext, copy: *mut JSObject, target: *mut JSObject) -> bool;
    /// A function that calls a method with its first argument as `this`; null with an exception pending.
    pub fn hg_uncurry(cx: *mut JSContext, function: *mut JSObject, call: *mut JSObject) -> *mut JSObject;
}
