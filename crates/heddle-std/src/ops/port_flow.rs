//! The sending side of message ports: what waits at the other end, when it was taken, and whether that end is closed.
//! Paired with `js/internal/worker/port_flow.js`.

use super::worker::{port, PortState};
use heddle_core::{call_back, Event, EventLoop, RefGuard};
use heddle_engine::{Args, Local, NativeFn, Scope, Thrown};
use heddle_worker::{Amount, PortEnd};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

type Op<'s> = Result<Local<'s>, Thrown>;

/// What a port's sending side waits for.
#[derive(Default)]
pub(super) struct Flow {
    /// Id in the loop while the other end is watched.
    watch: Cell<Option<u64>>,
    /// While messages are waited for.
    guard: RefCell<Option<RefGuard>>,
}

impl Flow {
    /// The port is closed or sent away: who waits is told by an event.
    pub(super) fn end(&self, scope: &mut Scope<'_>, end: Option<&PortEnd>) {
        let Some(id) = self.watch.get() else { return };
        if let Some(end) = end {
            end.unwatch();
        }
        scope.state::<EventLoop>().handle().post(Event::Port(id));
    }

    fn stop(&self, scope: &mut Scope<'_>, end: Option<&PortEnd>) {
        self.guard.borrow_mut().take();
        let Some(id) = self.watch.take() else { return };
        scope.state::<EventLoop>().remove_port(id);
        if let Some(end) = end {
            end.unwatch();
        }
    }
}

fn amount<'s>(scope: &mut Scope<'s>, amount: Amount) -> [Local<'s>; 2] {
    [scope.number(amount.messages as f64), scope.number(amount.bytes as f64)]
}

/// `op_port_queued(port)` -> `[messages, bytes]` that the other end has not taken; `undefined`: one of the ends is closed
fn op_port_queued<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let port = port(scope, args.get(0))?;
    crate::worker::take_messages(scope);
    let waiting = port.end().as_ref().filter(|end| !end.is_peer_closed()).map(|end| {
        let (posted, taken) = end.progress();
        posted.since(taken)
    });
    let Some(waiting) = waiting else { return Ok(Local::undefined()) };
    let parts = amount(scope, waiting);
    scope.array(&parts)
}

/// `op_port_progress(port)` -> `[messages posted, bytes posted, messages taken, bytes taken, whether the other end is open]`,
/// so far; `undefined`: this end is closed
fn op_port_progress<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let port = port(scope, args.get(0))?;
    crate::worker::take_messages(scope);
    let progress = port.end().as_ref().map(|end| (!end.is_peer_closed(), end.progress()));
    let Some((open, (posted, taken))) = progress else { return Ok(Local::undefined()) };
    let (posted, taken) = (amount(scope, posted), amount(scope, taken));
    let open = scope.boolean(open);
    scope.array(&[posted[0], posted[1], taken[0], taken[1], open])
}

/// `op_port_watch(port)`: the hook `onPortFlow` hears when one of the ends is closed
fn op_port_watch<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let port = port(scope, args.get(0))?;
    if port.flow.watch.get().is_some() || !port.is_open() {
        return Ok(Local::undefined());
    }
    let event_loop = scope.state::<EventLoop>();
    let object = scope.global_handle(args.get(0));
    let watched: Rc<PortState> = port.clone();
    let id = event_loop.add_port(Rc::new(move |scope: &mut Scope<'_>| {
        let object = object.get(scope);
        flow_changed(scope, &watched, object);
    }));
    port.flow.watch.set(Some(id));
    if let Some(end) = &*port.end() {
        end.watch(event_loop.handle(), id);
    }
    Ok(Local::undefined())
}

/// `op_port_await(port, on)`: the hook also hears, once, when a message is taken; meanwhile the loop is kept alive. The
/// port must be watched.
fn op_port_await<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let port = port(scope, args.get(0))?;
    if !args.get(1).is_true() {
        port.flow.guard.borrow_mut().take();
    } else if port.is_open() {
        if port.flow.guard.borrow().is_none() {
            let guard = scope.state::<EventLoop>().add_ref("MessagePort.postMessageAsync");
            *port.flow.guard.borrow_mut() = Some(guard);
        }
        if let Some(end) = &*port.end() {
            end.await_taken();
        }
    }
    Ok(Local::undefined())
}

/// Something was taken, or one of the ends is closed. A port that is started hears of the closing with its messages.
fn flow_changed(scope: &mut Scope<'_>, port: &Rc<PortState>, object: Local<'_>) {
    let (open, closed) = match &*port.end() {
        Some(end) => (!end.is_peer_closed(), end.is_peer_closed() && !port.is_started() && end.waiting() == 0),
        None => (false, false),
    };
    if !open {
        port.flow.stop(scope, port.end().as_ref());
    }
    let event_loop = scope.state::<EventLoop>();
    let hooks = event_loop.hooks();
    if let Some(hook) = hooks.get(scope, "onPortFlow") {
        call_back(scope, hook, Local::undefined(), &[object]);
    }
    if closed {
        if let Some(hook) = hooks.get(scope, "onPortClosed") {
            call_back(scope, hook, Local::undefined(), &[object]);
        }
    }
}

/// The ops of this area.
pub const OPS: &[(&str, NativeFn)] = &[
    ("op_port_queued", op_port_queued),
    ("op_port_progress", op_port_progress),
    ("op_port_watch", op_port_watch),
    ("op_port_await", op_port_await),
];
