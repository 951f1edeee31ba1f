//! Small flat C++ for what the SpiderMonkey bindings lack, and its declarations.
//!
//! Nothing here is safe to call; `heddle-engine` is the only user and gives each function its safe form.
//! The C++ stands in `cpp/`, one file for each concern, with the same name as the module that declares it.

pub mod allocations;
pub mod atomics;
pub mod clone;
pub mod collections;
pub mod engine;
pub mod finalization;
pub mod fork;
pub mod frames;
pub mod heap_figures;
pub mod heap_snapshot;
pub mod limits;
pub mod memory;
pub mod messages;
pub mod originals;
pub mod places;
pub mod plain;
pub mod promises;
pub mod requests;
pub mod sab;
pub mod sampling;
pub mod synthetic;
