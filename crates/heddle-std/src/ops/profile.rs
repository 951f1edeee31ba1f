//! Profiles: of this isolate, and of workers while they run.

use super::request::{read, request};
use crate::profile::allocations::Settings;
use crate::worker::{Question, Reply};
use heddle_engine::{Args, ErrorKind, Local, NativeFn, Scope, Thrown};

type Op<'s> = Result<Local<'s>, Thrown>;

pub(super) fn started<'s>(scope: &mut Scope<'s>, id: Option<u32>) -> Op<'s> {
    match id {
        Some(id) => Ok(scope.number(f64::from(id))),
        None => {
            let text = "Cannot start the CPU profile: there is not enough memory";
            Err(scope.throw_coded(ErrorKind::Error, "ERR_CPU_PROFILE_NOT_STARTED", text))
        }
    }
}

pub(super) fn finished<'s>(scope: &mut Scope<'s>, text: Option<String>) -> Op<'s> {
    match text {
        Some(text) => Ok(scope.string(&text)),
        None => Err(scope.throw_coded(ErrorKind::Error, "ERR_CPU_PROFILE_NOT_STARTED", "CPU profile not found")),
    }
}

fn start_cpu(args: &Args<'_>, first: u32) -> Question {
    let most = args.get(first + 1).as_u32().unwrap_or(u32::MAX) as usize;
    Question::StartCpuProfile(args.get(first).as_u32().unwrap_or(0), most)
}

fn stop_cpu(args: &Args<'_>, first: u32) -> Question {
    Question::StopCpuProfile(args.get(first).as_u32().unwrap_or(0))
}

/// `op_profile_cpu_start(microseconds, most)` -> number of the profile
fn op_profile_cpu_start<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let reply = start_cpu(args, 0).answer(scope);
    read(scope, reply)
}

/// `op_profile_cpu_stop(number)` -> text of the file
fn op_profile_cpu_stop<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let reply = stop_cpu(args, 0).answer(scope);
    read(scope, reply)
}

/// `op_profile_cpu_start_worker(worker, microseconds, most, callback)`: callback(err, number of the profile)
fn op_profile_cpu_start_worker<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    request(scope, args, args.get(3), start_cpu(args, 1))
}

/// `op_profile_cpu_stop_worker(worker, number, callback)`: callback(err, text of the file)
fn op_profile_cpu_stop_worker<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    request(scope, args, args.get(2), stop_cpu(args, 1))
}

/// `[interval, depth, forceGC, keep what was collected]`
fn start_heap(args: &Args<'_>, first: u32) -> Question {
    Question::StartHeapProfile(Settings {
        interval: args.get(first).as_number().unwrap_or(1.0).max(1.0) as u64,
        depth: args.get(first + 1).as_u32().unwrap_or(0),
        collects: args.get(first + 2).is_true(),
        keeps: args.get(first + 3).is_true(),
    })
}

/// Node's words differ between this thread and a worker.
pub(super) fn heap_started<'s>(scope: &mut Scope<'s>, started: bool, refusal: &str) -> Op<'s> {
    if started {
        return Ok(Local::undefined());
    }
    Err(scope.throw_coded(ErrorKind::Error, "ERR_HEAP_PROFILE_HAVE_BEEN_STARTED", refusal))
}

pub(super) fn heap_finished<'s>(scope: &mut Scope<'s>, text: Option<String>) -> Op<'s> {
    match text {
        Some(text) => Ok(scope.string(&text)),
        None => Err(scope.throw_coded(ErrorKind::Error, "ERR_HEAP_PROFILE_NOT_STARTED", "heap profile not started")),
    }
}

/// `op_profile_heap_start(interval, depth, forceGC, keepsCollected)`
fn op_profile_heap_start<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    match start_heap(args, 0).answer(scope) {
        Reply::HeapProfileStarted(started) => heap_started(scope, started, "Heap profile has been started"),
        other => read(scope, other),
    }
}

/// `op_profile_heap_stop()` -> text of the file
fn op_profile_heap_stop<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    let reply = Question::StopHeapProfile.answer(scope);
    read(scope, reply)
}

/// `op_profile_heap_start_worker(worker, interval, depth, forceGC, keepsCollected, callback)`: callback(err)
fn op_profile_heap_start_worker<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    request(scope, args, args.get(5), start_heap(args, 1))
}

/// `op_profile_heap_stop_worker(worker, callback)`: callback(err, text of the file)
fn op_profile_heap_stop_worker<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    request(scope, args, args.get(1), Question::StopHeapProfile)
}

/// The ops of this area.
pub const OPS: &[(&str, NativeFn)] = &[
    ("op_profile_cpu_start", op_profile_cpu_start),
    ("op_profile_cpu_stop", op_profile_cpu_stop),
    ("op_profile_cpu_start_worker", op_profile_cpu_start_worker),
    ("op_profile_cpu_stop_worker", op_profile_cpu_stop_worker),
    ("op_profile_heap_start", op_profile_heap_start),
    ("op_profile_heap_stop", op_profile_heap_stop),
    ("op_profile_heap_start_worker", op_profile_heap_start_worker),
    ("op_profile_heap_stop_worker", op_profile_heap_stop_worker),
];
