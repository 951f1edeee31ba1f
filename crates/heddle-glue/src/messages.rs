//! V8's wording of the engine's errors (`cpp/messages*.cpp`).
//!
//! It replaces the engine's own reporting functions at link time (see `build.rs`): there is nothing to call. The table
//! of texts stands in `cpp/messages_table.cpp`, the parser's in `cpp/messages_syntax.cpp`.
