//! What every isolate needs and no engine type appears in: the layer between the engine and the standard modules.
#![forbid(unsafe_code)]

pub mod modules;
