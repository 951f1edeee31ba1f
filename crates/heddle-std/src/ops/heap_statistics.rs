//! Figures of the heap: of this isolate, and of workers while they run.

use super::request::request;
use crate::near_heap_limit;
use crate::options::{OptionValue, StartOptions};
use crate::runtime::OptionsState;
use crate::worker::{Question, HEAP_FIGURES};
use heddle_engine::{Args, Chars, CollectionKind, Engine, ErrorKind, HeapSpaces, Local, NativeFn, Scope, Thrown};
use std::rc::Rc;
use std::sync::Arc;

type Op<'s> = Result<Local<'s>, Thrown>;

pub(super) fn numbers<'s>(scope: &mut Scope<'s>, values: &[f64]) -> Op<'s> {
    scope.array_with(values.iter().copied(), |scope, value| Ok(scope.number(value)))
}

/// What the heap may be: its limit, or where it has none the memory that there is.
fn heap_limit(scope: &Scope<'_>) -> f64 {
    let limit = scope.state::<StartOptions>().limits.memory().heap;
    if limit == u64::MAX {
        heddle_sys::process::memory_size() as f64
    } else {
        limit as f64
    }
}

/// The values of `v8.getHeapStatistics()`, in the order of `internal/v8/heap_statistics`.
pub(crate) fn statistics(scope: &mut Scope<'_>) -> [f64; HEAP_FIGURES] {
    let memory = scope.memory_statistics();
    let limit = heap_limit(scope);
    let handles = (memory.handles * size_of::<u64>()) as f64;
    [
        memory.heap_total as f64,
        memory.code as f64,
        memory.heap_total as f64,
        (limit - memory.heap_used as f64).max(0.0),
        memory.heap_used as f64,
        limit,
        memory.heap_malloc as f64,
        memory.peak_malloc as f64,
        memory.realms as f64,
        // Nothing takes a global object away while something refers to it.
        0.0,
        handles,
        handles,
        (memory.buffers + memory.wasm) as f64,
        memory.allocated as f64,
    ]
}

/// `op_heap_statistics()` -> 14 numbers
fn op_heap_statistics<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    let values = statistics(scope);
    numbers(scope, &values)
}

/// `op_heap_statistics_worker(id, callback)`: callback(err, 14 numbers)
fn op_heap_statistics_worker<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    request(scope, args, args.get(1), Question::HeapStatistics)
}

fn spaces(spaces: &HeapSpaces) -> [f64; 6] {
    let HeapSpaces { young_size, young_used, old_size, old_used, owned, code } = *spaces;
    [young_size, young_used, old_size, old_used, owned, code].map(|bytes| bytes as f64)
}

/// `op_heap_spaces()` -> `[youngSize, youngUsed, oldSize, oldUsed, owned, code]`, buffers not counted
fn op_heap_spaces<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    let mut values = scope.heap_spaces();
    values.owned = scope.memory_statistics().heap_malloc;
    numbers(scope, &spaces(&values))
}

/// `op_heap_code_statistics()` -> `[machine code, bytecode, sources]`
fn op_heap_code_statistics<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    let code = scope.code_statistics();
    numbers(scope, &[code.code as f64, code.bytecode as f64, code.sources as f64])
}

/// `op_heap_heirs(prototype)` -> the objects that have it among their prototypes
fn op_heap_heirs<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let heirs = scope.heirs(args.get(0));
    scope.array(&heirs)
}

/// `op_heap_near_limit(snapshots, profiles)`: writes so many more when the heap comes near its limit
fn op_heap_near_limit<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let state = near_heap_limit::watch(scope);
    state.snapshots.set(state.snapshots.get() + args.get(0).as_u32().unwrap_or(0));
    state.profiles.set(state.profiles.get() + args.get(1).as_u32().unwrap_or(0));
    Ok(Local::undefined())
}

/// `op_gc_profile_start()`
fn op_gc_profile_start<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    if scope.profile_collections(true) {
        return Ok(Local::undefined());
    }
    Err(scope.throw_coded(ErrorKind::Error, "ERR_OPERATION_FAILED", "There is no memory for a profile of collections"))
}

/// `op_gc_profile_stop()` -> `[heap limit, [kind, microseconds, …6 before, …6 after], …]`
fn op_gc_profile_stop<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    let samples = scope.collection_samples();
    scope.profile_collections(false);
    let limit = heap_limit(scope);
    let list = scope.array_with(samples, |scope, sample| {
        let kind = match sample.kind {
            CollectionKind::Minor => 1.0,
            CollectionKind::Major => 4.0,
            CollectionKind::Slice => 8.0,
        };
        let mut values = vec![kind, sample.duration.as_nanos() as f64 / 1e3];
        values.extend(spaces(&sample.before));
        values.extend(spaces(&sample.after));
        numbers(scope, &values)
    })?;
    let limit = scope.number(limit);
    scope.array(&[limit, list])
}

/// `op_string_is_one_byte(text)`
fn op_string_is_one_byte<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let one_byte = scope.with_chars(args.get(0), |chars| matches!(chars, Chars::Latin1(_)));
    Ok(scope.boolean(one_byte.unwrap_or(false)))
}

/// `op_engine_tag(text)` -> a number that changes with the engine's version and with the text
fn op_engine_tag<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let flags = scope.str(args.get(0)).unwrap_or_default();
    // FNV-1a.
    let hash = Engine::build_id()
        .bytes()
        .chain(flags.bytes())
        .fold(0x811c_9dc5u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    Ok(scope.number(f64::from(hash)))
}

/// `op_options_set(name, true | number)`: an option that holds for workers that are started from now on
fn op_options_set<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let name = scope.str(args.get(0)).unwrap_or_default();
    let value = match args.get(1).as_number() {
        Some(number) => OptionValue::Number(number),
        None => OptionValue::Flag(args.get(1).is_true()),
    };
    let mut options = (*scope.state::<OptionsState>().0).clone();
    options.flags.insert(name, value);
    scope.put_state(Rc::new(OptionsState(Arc::new(options))));
    Ok(Local::undefined())
}

/// The ops of this area.
pub const OPS: &[(&str, NativeFn)] = &[
    ("op_heap_statistics", op_heap_statistics),
    ("op_heap_statistics_worker", op_heap_statistics_worker),
    ("op_heap_spaces", op_heap_spaces),
    ("op_heap_code_statistics", op_heap_code_statistics),
    ("op_heap_heirs", op_heap_heirs),
    ("op_heap_near_limit", op_heap_near_limit),
    ("op_gc_profile_start", op_gc_profile_start),
    ("op_gc_profile_stop", op_gc_profile_stop),
    ("op_string_is_one_byte", op_string_is_one_byte),
    ("op_engine_tag", op_engine_tag),
    ("op_options_set", op_options_set),
];
