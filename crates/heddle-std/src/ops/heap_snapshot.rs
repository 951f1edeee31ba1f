//! Heap snapshots: of this isolate, and of workers while they run.

use crate::request::{request, Answer};
use heddle_engine::{Args, ErrorKind, HeapSnapshot, HeapSnapshotOptions, Local, NativeFn, Scope, Thrown};
use std::cell::RefCell;
use std::rc::Rc;

type Op<'s> = Result<Local<'s>, Thrown>;

/// A snapshot that JavaScript reads; empty when it has been read or given up.
type Handle = RefCell<Option<HeapSnapshot>>;

fn options(args: &Args<'_>, first: u32) -> HeapSnapshotOptions {
    HeapSnapshotOptions {
        expose_internals: args.get(first).is_true(),
        expose_numeric_values: args.get(first + 1).is_true(),
    }
}

fn handle<'s>(scope: &mut Scope<'s>, snapshot: Option<HeapSnapshot>) -> Op<'s> {
    let Some(snapshot) = snapshot else {
        let text = "The heap is too large for a snapshot";
        return Err(scope.throw_coded(ErrorKind::Error, "ERR_OPERATION_FAILED", text));
    };
    let object = scope.platform_object()?;
    scope.set_host(object, Rc::new(Handle::new(Some(snapshot))));
    Ok(object)
}

/// `op_heap_snapshot_take(exposeInternals, exposeNumericValues)` -> a snapshot of this isolate
fn op_heap_snapshot_take<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let snapshot = scope.heap_snapshot(options(args, 0));
    handle(scope, snapshot)
}

/// `op_heap_snapshot_worker(id, exposeInternals, exposeNumericValues, callback)`: callback(err, snapshot of a worker)
fn op_heap_snapshot_worker<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let options = options(args, 1);
    request(scope, args.get(0).as_u32().unwrap_or(0), args.get(3), move |scope| -> Answer {
        let snapshot = scope.heap_snapshot(options);
        Box::new(move |scope| handle(scope, snapshot))
    });
    Ok(Local::undefined())
}

/// `op_heap_snapshot_read(snapshot, size)` -> the next bytes of the file, somewhat more than `size` | `undefined` at its end
fn op_heap_snapshot_read<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let Some(handle) = scope.host::<Handle>(args.get(0)) else {
        return Err(scope.throw_type_error("not a snapshot"));
    };
    let size = args.get(1).as_u32().unwrap_or(0).clamp(1, 16 << 20) as usize;
    let mut text = String::with_capacity(size + 1024);
    let more = handle.borrow_mut().as_mut().is_some_and(|snapshot| snapshot.read(&mut text, size));
    if !more {
        handle.borrow_mut().take();
        return Ok(Local::undefined());
    }
    scope.uint8_array(text.into_bytes())
}

/// `op_heap_snapshot_close(snapshot)`: frees it
fn op_heap_snapshot_close<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    if let Some(handle) = scope.host::<Handle>(args.get(0)) {
        handle.borrow_mut().take();
    }
    Ok(Local::undefined())
}

/// The ops of this area.
pub const OPS: &[(&str, NativeFn)] = &[
    ("op_heap_snapshot_take", op_heap_snapshot_take),
    ("op_heap_snapshot_worker", op_heap_snapshot_worker),
    ("op_heap_snapshot_read", op_heap_snapshot_read),
    ("op_heap_snapshot_close", op_heap_snapshot_close),
];
