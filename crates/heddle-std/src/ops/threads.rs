//! Messages to a thread by its id (`postMessageToThread`).

use super::Platform;
use crate::options::StartOptions;
use heddle_core::{call_back, drain, Event, EventLoop, LoopHandle, RefGuard};
use heddle_engine::{Args, Caught, Local, Message, NativeFn, Scope, Thrown};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

type Op<'s> = Result<Local<'s>, Thrown>;

/// What became of a message; JavaScript knows the numbers.
#[derive(Clone, Copy)]
enum Outcome {
    Delivered = 0,
    /// There is no such thread, or it has no listener.
    Failed = 1,
    /// A listener threw.
    Errored = 2,
}

/// The messages of this isolate that are not answered yet; they keep it alive.
#[derive(Default)]
struct Unanswered {
    guards: RefCell<HashMap<u64, RefGuard>>,
    last: Cell<u64>,
}

fn unanswered(scope: &mut Scope<'_>) -> Rc<Unanswered> {
    scope.state_or_default::<Unanswered>()
}

/// Answers the sender; dropped without an answer it says that the message failed.
struct Reply {
    sender: LoopHandle,
    id: u64,
    outcome: Outcome,
}

impl Drop for Reply {
    fn drop(&mut self) {
        let (id, outcome) = (self.id, self.outcome);
        self.sender.post(Event::Run(Box::new(move |scope| answered(scope, id, outcome))));
    }
}

fn answered(scope: &mut Scope<'_>, id: u64, outcome: Outcome) {
    // Nobody waits any more if the time was up.
    let Some(_guard) = unanswered(scope).guards.borrow_mut().remove(&id) else { return };
    if let Some(hook) = scope.state::<EventLoop>().hooks().get(scope, "onThreadReply") {
        let arguments = [scope.number(id as f64), scope.number(f64::from(outcome as u8))];
        call_back(scope, hook, Local::undefined(), &arguments);
    }
}

fn receive(scope: &mut Scope<'_>, source: u32, message: Message, mut reply: Reply) {
    reply.outcome = match emit(scope, source, message) {
        Ok(true) => Outcome::Delivered,
        Ok(false) => Outcome::Failed,
        Err(thrown) => match scope.catch(thrown) {
            Caught::Exception(_) => Outcome::Errored,
            Caught::Terminated => Outcome::Failed,
        },
    };
    drop(reply);
    drain(scope);
}

fn emit(scope: &mut Scope<'_>, source: u32, message: Message) -> Result<bool, Thrown> {
    scope.nested(|scope| {
        let Some(hook) = scope.state::<EventLoop>().hooks().get(scope, "onThreadMessage") else { return Ok(false) };
        let value = scope.read_message(message, &Platform)?;
        let source = scope.number(f64::from(source));
        Ok(scope.call(hook, Local::undefined(), &[value, source])?.is_true())
    })
}

/// `op_thread_post(threadId, value, transfer)` -> id of the answer that the hook `onThreadReply` gets | `undefined` if
/// there is no such thread
fn op_thread_post<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let Some(destination) = args.get(0).as_u32().filter(|id| heddle_worker::thread_exists(*id)) else {
        return Ok(Local::undefined());
    };
    let message = scope.write_message(args.get(1), args.get(2), &Platform)?;
    let state = unanswered(scope);
    let id = state.last.get() + 1;
    state.last.set(id);
    let event_loop = scope.state::<EventLoop>();
    state.guards.borrow_mut().insert(id, event_loop.add_ref("MessagePort"));
    let reply = Reply { sender: event_loop.handle(), id, outcome: Outcome::Failed };
    let source = scope.state::<StartOptions>().thread_id;
    // If the thread is gone by now, the event is dropped and answers so.
    heddle_worker::thread_post(destination, Event::Run(Box::new(move |scope| receive(scope, source, message, reply))));
    Ok(scope.number(id as f64))
}

/// `op_thread_forget(id)`: the answer is not waited for any more
fn op_thread_forget<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let id = args.get(0).as_number().unwrap_or(0.0) as u64;
    unanswered(scope).guards.borrow_mut().remove(&id);
    Ok(Local::undefined())
}

/// The ops of this area.
pub const OPS: &[(&str, NativeFn)] = &[("op_thread_post", op_thread_post), ("op_thread_forget", op_thread_forget)];
