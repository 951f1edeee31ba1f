//! The standard modules: ops in Rust (`src/ops/<area>.rs`), each area paired with built-in JavaScript (`js/`), and
//! the [`Runtime`] that puts an isolate, its loop and these together.
#![forbid(unsafe_code)]

mod builtins;
mod diagnostic_file;
mod env_file;
mod globals;
mod host;
mod limits;
mod near_heap_limit;
mod net;
mod ops;
mod options;
mod permissions;
mod profile;
mod report;
mod runtime;
mod start_room;
mod syserror;
mod why_alive;
mod worker;

pub use builtins::{build_engine_cache, set_engine_cache};
pub use env_file::parse_env_file;
pub use host::{FatalError, IsolateHost};
pub use limits::Limits;
pub use options::{OptionValue, ProcessOptions, StartOptions, WorkerOptionError, WorkerOptions};
pub use permissions::Permissions;
pub use profile::flags::finish as finish_profiles;
pub use report::fatal_report;
pub use runtime::{Entry, Runtime, RuntimeError};
pub use syserror::SysError;
pub use worker::run_zygote;

/// The Node version whose behaviour is followed.
pub const NODE_VERSION: &str = "26.10.0";
