//! Safe types over SpiderMonkey: the only crate that names mozjs.
//!
//! The shape: an [`Isolate`] is one engine context with one realm on one thread. [`Isolate::enter`] gives a
//! [`Scope`], through which everything is done; a `&mut Scope` may collect garbage. Values are reached through
//! [`Local`] handles, which live as long as their scope and stay right when the collector moves things; a
//! [`Global`] outlives scopes. What can fail in JavaScript returns `Result<_, Thrown>`: the exception stays
//! pending in the isolate until a native function returns it to JavaScript or [`Scope::catch`] takes it.
//! Nothing here crosses threads but [`IsolateHandle`], [`Message`], [`Stencil`] and [`Task`].
#![deny(unsafe_op_in_unsafe_fn)]

mod allocations;
mod arena;
mod atomics;
mod buffer;
mod class;
mod clone;
mod collections;
mod engine;
mod error;
mod finalization;
mod fork;
mod function;
mod heap;
mod heap_snapshot;
mod inspect;
mod isolate;
mod jobs;
mod limits;
mod local;
mod module;
mod object_class;
mod originals;
mod payload;
mod places;
mod promise_hook;
mod read_only;
mod realm;
mod sampling;
mod scope;
mod script;
mod shared;
mod stack_trace;
mod string;
mod text;
mod value;
mod wire;

pub use allocations::{AllocationGuard, AllocationHost};
pub use atomics::{add_runnable, runnable};
pub use buffer::ViewKind;
pub use clone::{Attachment, CloneDelegate, Message, Ticket};
pub use collections::{Collection, CollectionKind, CollectionSample};
pub use engine::{Engine, EngineOptions};
pub use error::{Caught, ErrorKind, ErrorReport, Thrown};
pub use fork::Renewal;
pub use function::{Args, NativeFn, OpTable};
pub use heap::{CodeStatistics, GcKind, HeapSpaces, HeapStatistics, MemoryStatistics};
pub use heap_snapshot::{HeapSnapshot, HeapSnapshotOptions};
pub use inspect::PromiseState;
pub use isolate::{Interrupt, Isolate, IsolateHandle, IsolateOptions, ParentRuntime, Task, TaskSink};
pub use jobs::RejectionKind;
pub use limits::{current_stack_text, LimitHost, LimitReport, MemoryLimit, MemoryLimits, NearHeapLimit};
pub use local::{Global, Local};
pub use module::{ModuleHost, ModuleKind, ModuleRequest};
pub use places::Place;
pub use read_only::{end_on_stores, OnStore};
pub use realm::GlobalHost;
pub use sampling::{Sample, SampleFrame, SampleFrameKind, Sampling, SamplingGuard};
pub use scope::Scope;
pub use script::Stencil;
pub use shared::{SharedBuf, SharedMemoryStatistics};
pub use string::Chars;
pub use text::{is_utf8, Text, TextError, TextInPieces, MAX_STRING_LENGTH};
pub use wire::{plain_string, PlainForm, PlainMessage, Refusal, WireHost, PLAIN_STRING_HEAD};
