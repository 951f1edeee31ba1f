//! The locks of the process (`node:worker_threads` `locks`).

use crate::options::StartOptions;
use heddle_core::{call_back, Event, EventLoop};
use heddle_engine::{Args, Local, NativeFn, Scope, Thrown};
use heddle_worker::{LockInfo, LockMode, LockNotice, LockObserver, LockOptions, LockOutcome};
use std::rc::Rc;
use std::sync::Arc;

type Op<'s> = Result<Local<'s>, Thrown>;

/// How this isolate is told of its locks.
struct Observer(LockObserver);

fn observer(scope: &mut Scope<'_>) -> LockObserver {
    if let Some(observer) = scope.try_state::<Observer>() {
        return observer.0.clone();
    }
    let handle = scope.state::<EventLoop>().handle();
    let observer: LockObserver = Arc::new(move |notice| {
        // A loop that is gone has left, or is about to: then the lock goes to the next one.
        handle.post(Event::Run(Box::new(move |scope| deliver(scope, notice))));
    });
    scope.put_state(Rc::new(Observer(observer.clone())));
    observer
}

/// A notice as JavaScript takes it: the request's id, negative if the lock was stolen.
fn number(notice: LockNotice) -> f64 {
    match notice {
        LockNotice::Granted(id) => id as f64,
        LockNotice::Stolen(id) => -(id as f64),
    }
}

fn deliver(scope: &mut Scope<'_>, notice: LockNotice) {
    if let Some(hook) = scope.state::<EventLoop>().hooks().get(scope, "onLockNotice") {
        let id = scope.number(number(notice));
        call_back(scope, hook, Local::undefined(), &[id]);
    }
}

fn client(scope: &Scope<'_>) -> u32 {
    scope.state::<StartOptions>().thread_id
}

fn notices<'s>(scope: &mut Scope<'s>, list: &[LockNotice]) -> Op<'s> {
    if list.is_empty() {
        return Ok(Local::undefined());
    }
    let ids: Vec<Local<'s>> = list.iter().map(|notice| scope.number(number(*notice))).collect();
    scope.array(&ids)
}

/// `op_lock_request(name, shared, ifAvailable, steal)` -> `[id, notices]`; the id is positive if the lock is granted,
/// negative if the request waits, 0 if the lock is not available
fn op_lock_request<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let name = scope.str(args.get(0)).unwrap_or_default();
    let mode = if args.get(1).is_true() { LockMode::Shared } else { LockMode::Exclusive };
    let options = LockOptions { mode, if_available: args.get(2).is_true(), steal: args.get(3).is_true() };
    let observer = observer(scope);
    let (outcome, own) = heddle_worker::lock_request(client(scope), &observer, &name, options);
    let id = match outcome {
        LockOutcome::Granted(id) => id as f64,
        LockOutcome::Pending(id) => -(id as f64),
        LockOutcome::Unavailable => 0.0,
    };
    let parts = [scope.number(id), notices(scope, &own)?];
    scope.array(&parts)
}

/// `op_lock_release(id)` -> notices for this isolate: ids of requests, negative for locks that were stolen | `undefined`
fn op_lock_release<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let id = args.get(0).as_number().unwrap_or(0.0) as u64;
    let own = heddle_worker::lock_release(client(scope), id);
    notices(scope, &own)
}

fn list<'s>(scope: &mut Scope<'s>, infos: &[LockInfo]) -> Op<'s> {
    let mut parts = Vec::with_capacity(infos.len() * 3);
    for info in infos {
        parts.push(scope.string(&info.name));
        parts.push(scope.boolean(info.mode == LockMode::Shared));
        parts.push(scope.number(f64::from(info.client)));
    }
    scope.array(&parts)
}

/// `op_lock_query()` -> `[held, pending]`, lists of name, shared and thread id in turn
fn op_lock_query<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    let (held, pending) = heddle_worker::lock_query();
    let parts = [list(scope, &held)?, list(scope, &pending)?];
    scope.array(&parts)
}

/// The ops of this area.
pub const OPS: &[(&str, NativeFn)] =
    &[("op_lock_request", op_lock_request), ("op_lock_release", op_lock_release), ("op_lock_query", op_lock_query)];
