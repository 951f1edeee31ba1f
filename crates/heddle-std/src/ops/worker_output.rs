//! Backpressure of output that only a worker's parent gets (`stdout: true`). Paired with `js/internal/worker/stdio.js`.

use crate::worker::{self, WorkerContext};
use heddle_core::{EventLoop, RefGuard};
use heddle_engine::{Args, Local, NativeFn, Scope, Thrown};
use std::cell::RefCell;

type Op<'s> = Result<Local<'s>, Thrown>;

/// Writes of this worker that wait keep it alive.
#[derive(Default)]
struct Waiting([RefCell<Option<RefGuard>>; 2]);

fn descriptor(value: Local<'_>) -> usize {
    value.as_u32().unwrap_or(1).clamp(1, 2) as usize
}

/// `op_output_captured(fd)`: whether only the parent gets what this worker writes there
fn op_output_captured<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let fd = descriptor(args.get(0));
    let captured = scope.try_state::<WorkerContext>().is_some_and(|context| context.output.only_stream[fd - 1]);
    Ok(scope.boolean(captured))
}

/// `op_output_await(fd, on)`: in a worker: a write waits until the hook `onOutputWanted` is told -> whether it need not
fn op_output_await<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let (fd, on) = (descriptor(args.get(0)), args.get(1).is_true());
    let guard = on.then(|| scope.state::<EventLoop>().add_ref("WorkerOutput"));
    *scope.state_or_default::<Waiting>().0[fd - 1].borrow_mut() = guard;
    let unread = scope.try_state::<WorkerContext>().is_none_or(|context| context.output.is_unread(fd - 1));
    Ok(scope.boolean(unread))
}

/// `op_output_wanted(id, fd, forGood)`: the stream of the worker's parent wants more, or will read nothing any more
fn op_output_wanted<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let (id, fd) = (args.get(0).as_u32().unwrap_or(0), descriptor(args.get(1)));
    worker::workers(scope).output_wanted(id, fd, args.get(2).is_true());
    Ok(Local::undefined())
}

/// The ops of this area.
pub const OPS: &[(&str, NativeFn)] = &[
    ("op_output_captured", op_output_captured),
    ("op_output_await", op_output_await),
    ("op_output_wanted", op_output_wanted),
];
