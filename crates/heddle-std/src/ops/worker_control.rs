//! Ending and watching workers.

use super::worker::not_started;
use crate::syserror::SysError;
use crate::worker::{self, WorkerContext};
use heddle_engine::{Args, Local, NativeFn, Scope, Thrown};
use rustix::io::Errno;
use std::time::Duration;

type Op<'s> = Result<Local<'s>, Thrown>;

fn id(args: &Args<'_>) -> u32 {
    args.get(0).as_u32().unwrap_or(0)
}

/// `op_worker_terminate(id)` -> whether it was still there
fn op_worker_terminate<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let found = worker::workers(scope).terminate(id(args));
    Ok(scope.boolean(found))
}

/// `op_worker_stop(id, graceMs)`: asks it to end, and ends it after that time -> whether it was still there
fn op_worker_stop<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    // NaN is none; what is too long becomes a day that never comes.
    let grace = args.get(1).as_number().filter(|ms| !ms.is_nan()).unwrap_or(0.0).clamp(0.0, 1e12);
    let found = worker::workers(scope).stop(id(args), Duration::from_secs_f64(grace / 1e3));
    Ok(scope.boolean(found))
}

/// `op_worker_stop_asked()`: in a worker: whether its parent asked it to end, known at once also amid a loop
fn op_worker_stop_asked<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    let asked = scope.try_state::<WorkerContext>().is_some_and(|context| {
        let asked = context.control.is_asked();
        if asked {
            context.control.hear();
        }
        asked
    });
    Ok(scope.boolean(asked))
}

/// `op_worker_abandoned()` -> `[now, ever]`: threads of workers that could not be ended
fn op_worker_abandoned<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    let (now, ever) = heddle_worker::abandoned_workers();
    let counts = [scope.number(now as f64), scope.number(ever as f64)];
    scope.array(&counts)
}

/// `op_worker_cpu_usage(id)` -> `[user, system]` in microseconds; `undefined` if the thread is gone
fn op_worker_cpu_usage<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let Some(usage) = worker::workers(scope).cpu_usage(id(args)) else { return Ok(Local::undefined()) };
    let times = [scope.number(usage.user as f64), scope.number(usage.system as f64)];
    scope.array(&times)
}

/// `op_worker_loop_times(id)` -> `[running, idle]` in milliseconds since its loop started
fn op_worker_loop_times<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let times = worker::workers(scope).loop_times(id(args));
    let times = [scope.number(times.running), scope.number(times.idle)];
    scope.array(&times)
}

/// `op_worker_is_process()`: whether this isolate is a worker in a process of its own, or one of its workers
fn op_worker_is_process<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    Ok(scope.boolean(worker::in_worker_process()))
}

/// `op_worker_prewarm()`: starts what process workers are forked from
fn op_worker_prewarm<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    match heddle_process::zygote::prewarm() {
        Ok(()) => Ok(Local::undefined()),
        Err(error) => Err(not_started(scope, &error)),
    }
}

/// `op_shared_set_read_only(buffer)`: processes that get this SharedArrayBuffer from now on can only read it -> 0; EBUSY: it
/// was sent before; EOPNOTSUPP: it cannot go to other processes; EINVAL: the kernel cannot do that
fn op_shared_set_read_only<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let set = match scope.shared_buf(args.get(0)) {
        Some(memory) => memory.set_read_only(),
        None => Err(Errno::OPNOTSUPP.into()),
    };
    let error = match set {
        Ok(()) => 0,
        Err(error) => match Errno::from_io_error(&error) {
            Some(known @ (Errno::BUSY | Errno::INVAL | Errno::OPNOTSUPP)) => known.raw_os_error(),
            _ => return Err(SysError::from_io(&error, "memfd_create").throw(scope)),
        },
    };
    Ok(scope.number(f64::from(error)))
}

/// `op_test_block(ms, bytes)`: makes the first byte 1 and waits without any way to be woken, as a native of the engine may:
/// for tests
fn op_test_block<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    scope.with_bytes_mut(args.get(1), |bytes| bytes.iter_mut().take(1).for_each(|byte| *byte = 1));
    std::thread::sleep(Duration::from_millis(u64::from(args.get(0).as_u32().unwrap_or(0))));
    Ok(Local::undefined())
}

/// `op_test_fault()`: accesses memory that is not there, as a native with a bug does: for tests
fn op_test_fault<'s>(_scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    heddle_sys::process::fault()
}

/// `op_test_system_call(name, argument…)` -> its result, or the negative errno: what a worker that runs machine code of its
/// own could do. Arguments are numbers and texts.
fn op_test_system_call<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let name = scope.str(args.get(0)).unwrap_or_default();
    let arguments = std::array::from_fn(|index| {
        let value = args.get(index as u32 + 1);
        match scope.str(value).and_then(|text| std::ffi::CString::new(text).ok()) {
            Some(text) => Ok(text),
            None => Err(value.as_number().unwrap_or(0.0) as i32),
        }
    });
    match heddle_sys::process::test_system_call(&name, &arguments) {
        Some(result) => Ok(scope.number(result as f64)),
        None => Err(scope.throw_type_error("unknown system call")),
    }
}

/// The ops of this area.
pub const OPS: &[(&str, NativeFn)] = &[
    ("op_worker_terminate", op_worker_terminate),
    ("op_worker_stop", op_worker_stop),
    ("op_worker_stop_asked", op_worker_stop_asked),
    ("op_worker_abandoned", op_worker_abandoned),
    ("op_worker_cpu_usage", op_worker_cpu_usage),
    ("op_worker_loop_times", op_worker_loop_times),
    ("op_worker_is_process", op_worker_is_process),
    ("op_worker_prewarm", op_worker_prewarm),
    ("op_shared_set_read_only", op_shared_set_read_only),
    ("op_test_block", op_test_block),
    ("op_test_fault", op_test_fault),
    ("op_test_system_call", op_test_system_call),
];
