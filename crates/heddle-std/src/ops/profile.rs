//! Profiles: of this isolate, and of workers while they run.

use crate::profile::allocations::{self, Settings};
use crate::profile::sampler::{self, Finished};
use crate::profile::{HeapProfile, Style};
use crate::request::{request, Answer};
use heddle_engine::{Args, ErrorKind, Local, NativeFn, Scope, Thrown};

type Op<'s> = Result<Local<'s>, Thrown>;

fn started<'s>(scope: &mut Scope<'s>, id: Option<u32>) -> Op<'s> {
    match id {
        Some(id) => Ok(scope.number(f64::from(id))),
        None => {
            let text = "Cannot start the CPU profile: there is not enough memory";
            Err(scope.throw_coded(ErrorKind::Error, "ERR_CPU_PROFILE_NOT_STARTED", text))
        }
    }
}

fn finished<'s>(scope: &mut Scope<'s>, finished: Option<Finished>) -> Op<'s> {
    match finished {
        Some(finished) => Ok(scope.string(&finished.profile.to_json(Style::Api, &finished.sources))),
        None => {
            let text = "CPU profile not found";
            Err(scope.throw_coded(ErrorKind::Error, "ERR_CPU_PROFILE_NOT_STARTED", text))
        }
    }
}

fn settings(args: &Args<'_>, first: u32) -> (u32, usize) {
    (args.get(first).as_u32().unwrap_or(0), args.get(first + 1).as_u32().unwrap_or(u32::MAX) as usize)
}

/// `op_profile_cpu_start(microseconds, most)` -> number of the profile
fn op_profile_cpu_start<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let (interval, most) = settings(args, 0);
    let id = sampler::start(scope, interval, most);
    started(scope, id)
}

/// `op_profile_cpu_stop(number)` -> text of the file
fn op_profile_cpu_stop<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let profile = sampler::stop(scope, args.get(0).as_u32().unwrap_or(0));
    finished(scope, profile)
}

/// `op_profile_cpu_start_worker(worker, microseconds, most, callback)`: callback(err, number of the profile)
fn op_profile_cpu_start_worker<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let (interval, most) = settings(args, 1);
    request(scope, args.get(0).as_u32().unwrap_or(0), args.get(3), move |scope| -> Answer {
        let id = sampler::start(scope, interval, most);
        Box::new(move |scope| started(scope, id))
    });
    Ok(Local::undefined())
}

/// `op_profile_cpu_stop_worker(worker, number, callback)`: callback(err, text of the file)
fn op_profile_cpu_stop_worker<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let id = args.get(1).as_u32().unwrap_or(0);
    request(scope, args.get(0).as_u32().unwrap_or(0), args.get(2), move |scope| -> Answer {
        let profile = sampler::stop(scope, id);
        Box::new(move |scope| finished(scope, profile))
    });
    Ok(Local::undefined())
}

/// `[interval, depth, forceGC, keep what was collected]`
fn heap_settings(args: &Args<'_>, first: u32) -> Settings {
    Settings {
        interval: args.get(first).as_number().unwrap_or(1.0).max(1.0) as u64,
        depth: args.get(first + 1).as_u32().unwrap_or(0),
        collects: args.get(first + 2).is_true(),
        keeps: args.get(first + 3).is_true(),
    }
}

/// Node's words differ between this thread and a worker.
fn heap_started<'s>(scope: &mut Scope<'s>, started: bool, refusal: &str) -> Op<'s> {
    if started {
        return Ok(Local::undefined());
    }
    Err(scope.throw_coded(ErrorKind::Error, "ERR_HEAP_PROFILE_HAVE_BEEN_STARTED", refusal))
}

fn heap_finished<'s>(scope: &mut Scope<'s>, profile: Option<HeapProfile>) -> Op<'s> {
    match profile {
        Some(profile) => Ok(scope.string(&profile.to_json(Style::Api))),
        None => Err(scope.throw_coded(ErrorKind::Error, "ERR_HEAP_PROFILE_NOT_STARTED", "heap profile not started")),
    }
}

/// `op_profile_heap_start(interval, depth, forceGC, keepsCollected)`
fn op_profile_heap_start<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let done = allocations::start(scope, heap_settings(args, 0));
    heap_started(scope, done, "Heap profile has been started")
}

/// `op_profile_heap_stop()` -> text of the file
fn op_profile_heap_stop<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    let profile = allocations::stop(scope);
    heap_finished(scope, profile)
}

/// `op_profile_heap_start_worker(worker, interval, depth, forceGC, keepsCollected, callback)`: callback(err)
fn op_profile_heap_start_worker<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let settings = heap_settings(args, 1);
    request(scope, args.get(0).as_u32().unwrap_or(0), args.get(5), move |scope| -> Answer {
        let done = allocations::start(scope, settings);
        Box::new(move |scope| heap_started(scope, done, "heap profiler have been started"))
    });
    Ok(Local::undefined())
}

/// `op_profile_heap_stop_worker(worker, callback)`: callback(err, text of the file)
fn op_profile_heap_stop_worker<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    request(scope, args.get(0).as_u32().unwrap_or(0), args.get(1), move |scope| -> Answer {
        let profile = allocations::stop(scope);
        Box::new(move |scope| heap_finished(scope, profile))
    });
    Ok(Local::undefined())
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
