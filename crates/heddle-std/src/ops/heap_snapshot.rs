//! Heap snapshots: of this isolate, and of workers while they run.

use super::request::request;
use crate::syserror::SysError;
use crate::worker::{Question, Snapshot};
use heddle_engine::{Args, ErrorKind, HeapSnapshotOptions, Local, NativeFn, Scope, Thrown};
use std::cell::RefCell;
use std::rc::Rc;

type Op<'s> = Result<Local<'s>, Thrown>;

/// A snapshot that JavaScript reads; empty when it has been read or given up.
type Handle = RefCell<Option<Snapshot>>;

fn options(args: &Args<'_>, first: u32) -> HeapSnapshotOptions {
    HeapSnapshotOptions {
        expose_internals: args.get(first).is_true(),
        expose_numeric_values: args.get(first + 1).is_true(),
    }
}

pub(super) fn handle<'s>(scope: &mut Scope<'s>, snapshot: Option<Snapshot>) -> Op<'s> {
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
    let snapshot = scope.heap_snapshot(options(args, 0)).map(Snapshot::Made);
    handle(scope, snapshot)
}

/// `op_heap_snapshot_worker(id, exposeInternals, exposeNumericValues, callback)`: callback(err, snapshot of a worker)
fn op_heap_snapshot_worker<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let question = Question::HeapSnapshot(options(args, 1));
    request(scope, args, args.get(3), question)
}

/// `op_heap_snapshot_read(snapshot, size)` -> the next bytes of the file, somewhat more than `size` | `undefined` at its end
fn op_heap_snapshot_read<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let Some(handle) = scope.host::<Handle>(args.get(0)) else {
        return Err(scope.throw_type_error("not a snapshot"));
    };
    let size = args.get(1).as_u32().unwrap_or(0).clamp(1, 16 << 20) as usize;
    let read = handle.borrow_mut().as_mut().map_or(Ok(None), |snapshot| snapshot.read(size));
    match read {
        Ok(Some(bytes)) => scope.uint8_array(bytes),
        Ok(None) => {
            handle.borrow_mut().take();
            Ok(Local::undefined())
        }
        Err(error) => Err(SysError::from_io(&error, "read").throw(scope)),
    }
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
