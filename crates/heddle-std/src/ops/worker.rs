//! Workers and message ports.

use super::Platform;
use crate::options::{ProcessOptions, StartOptions, WorkerOptionError};
use crate::permissions::{Denied, Grant, Kind, Permissions};
use crate::runtime::{Entry, OptionsState};
use crate::worker::{self, Grants, Place, WorkerContext, WorkerStart};
use heddle_core::{call_back, EventLoop, RefGuard};
use heddle_engine::{Args, Caught, CloneDelegate, ErrorKind, Global, Local, NativeFn, Refusal, Scope, Thrown};
use heddle_worker::{Membership, PortEnd};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

type Op<'s> = Result<Local<'s>, Thrown>;

/// Messages that one event delivers before the rest of the loop gets a turn, as in Node.
const BATCH: usize = 1000;

/// What a `MessagePort` object holds.
#[derive(Default)]
pub(crate) struct PortState {
    end: RefCell<Option<PortEnd>>,
    /// Receiver id in the loop while the port is started.
    receiver: Cell<Option<u64>>,
    guard: RefCell<Option<RefGuard>>,
    /// What the port's sending side waits for.
    pub(super) flow: super::port_flow::Flow,
    /// Of a BroadcastChannel's port.
    membership: RefCell<Option<Membership>>,
}

impl PortState {
    pub(crate) fn new(end: PortEnd) -> Rc<PortState> {
        Rc::new(PortState { end: RefCell::new(Some(end)), ..PortState::default() })
    }

    /// Takes the end out for a transfer; the object is then detached.
    pub(crate) fn detach(&self, scope: &mut Scope<'_>) -> Option<PortEnd> {
        self.stop(scope);
        self.guard.borrow_mut().take();
        self.flow.end(scope, self.end.borrow().as_ref());
        self.membership.borrow_mut().take();
        let end = self.end.borrow_mut().take()?;
        Some(end)
    }

    pub(super) fn end(&self) -> std::cell::Ref<'_, Option<PortEnd>> {
        self.end.borrow()
    }

    /// Whether messages are delivered.
    pub(super) fn is_started(&self) -> bool {
        self.receiver.get().is_some()
    }

    pub(crate) fn is_open(&self) -> bool {
        self.end.borrow().is_some()
    }

    fn stop(&self, scope: &mut Scope<'_>) {
        if let Some(id) = self.receiver.take() {
            scope.state::<EventLoop>().remove_port(id);
            if let Some(end) = &*self.end.borrow() {
                end.detach();
            }
        }
    }
}

pub(super) fn port(scope: &mut Scope<'_>, object: Local<'_>) -> Result<Rc<PortState>, Thrown> {
    match scope.host::<PortState>(object) {
        Some(port) => Ok(port),
        None => Err(scope.throw_type_error("not a MessagePort")),
    }
}

/// `op_port_pair(a, b)`: makes two platform objects the ends of a channel
fn op_port_pair<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let (a, b) = PortEnd::pair();
    scope.set_host(args.get(0), PortState::new(a));
    scope.set_host(args.get(1), PortState::new(b));
    Ok(Local::undefined())
}

/// `op_port_post(port, value, transfer)` -> whether the other end is open
fn op_port_post<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let port = port(scope, args.get(0))?;
    if args.get(1).is_object() {
        announce(&port);
    }
    let message = scope.write_message(args.get(1), args.get(2), &Platform)?;
    // A port that was itself in the transfer list is detached now.
    let sent = port.end.borrow().as_ref().map_or(Ok(false), |end| end.post(message));
    match sent {
        Ok(sent) => Ok(scope.boolean(sent)),
        Err(refusal) => Err(refused(scope, &refusal)),
    }
}

/// The `DataCloneError` for what cannot go to another process.
fn refused(scope: &mut Scope<'_>, refusal: &Refusal) -> Thrown {
    Platform.data_clone_error(scope, &refusal.to_string(), None)
}

/// A receiver that sleeps wakes up while the message is being made.
fn announce(port: &PortState) {
    if let Some(end) = &*port.end.borrow() {
        end.announce();
    }
}

/// `op_port_move(port, buffer)`: sends an ordinary ArrayBuffer that is its own transfer list -> false, with nothing done,
/// if it is anything else
fn op_port_move<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let port = port(scope, args.get(0))?;
    announce(&port);
    let Some(message) = scope.move_buffer(args.get(1)) else { return Ok(scope.boolean(false)) };
    // To a closed port nothing is sent, but the buffer is gone all the same.
    let sent = port.end.borrow().as_ref().map_or(Ok(false), |end| end.post(message));
    match sent {
        Ok(_) => Ok(scope.boolean(true)),
        Err(refusal) => Err(refused(scope, &refusal)),
    }
}

/// `op_port_is_open(port)`
fn op_port_is_open<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let open = scope.host::<PortState>(args.get(0)).is_some_and(|port| port.is_open());
    Ok(scope.boolean(open))
}

/// `op_port_entangled(a, b)`: whether they are two ends of one channel
fn op_port_entangled<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let (a, b) = (scope.host::<PortState>(args.get(0)), scope.host::<PortState>(args.get(1)));
    let entangled = match (&a, &b) {
        (Some(a), Some(b)) => match (&*a.end.borrow(), &*b.end.borrow()) {
            (Some(a), Some(b)) => a.is_entangled_with(b),
            _ => false,
        },
        _ => false,
    };
    Ok(scope.boolean(entangled))
}

/// `op_port_start(port)`: messages go to the hook `onPortMessage` from now on
fn op_port_start<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let port = port(scope, args.get(0))?;
    if port.receiver.get().is_some() || !port.is_open() {
        return Ok(Local::undefined());
    }
    let event_loop = scope.state::<EventLoop>();
    let object = scope.global_handle(args.get(0));
    let receiver: Rc<PortState> = port.clone();
    let id = event_loop.add_port(Rc::new(move |scope: &mut Scope<'_>| receive(scope, &receiver, &object)));
    port.receiver.set(Some(id));
    if let Some(end) = &*port.end.borrow() {
        end.attach(event_loop.handle(), id);
    }
    Ok(Local::undefined())
}

/// `op_port_stop(port)`: messages wait again
fn op_port_stop<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    port(scope, args.get(0))?.stop(scope);
    Ok(Local::undefined())
}

/// `op_port_ref(port, refed)`: whether the port keeps the loop alive
fn op_port_ref<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let port = port(scope, args.get(0))?;
    let refed = args.get(1).is_true() && port.is_open();
    let guard = refed.then(|| scope.state::<EventLoop>().add_ref("MessagePort"));
    *port.guard.borrow_mut() = guard;
    Ok(Local::undefined())
}

/// `op_port_close(port)`: drops this end
fn op_port_close<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let port = port(scope, args.get(0))?;
    let end = port.detach(scope);
    drop(end);
    Ok(Local::undefined())
}

/// How long workers that begin messages may keep their parent waiting that looks for one.
const LONGEST_LOOK: Duration = Duration::from_secs(5);

/// `op_port_receive(port)` -> `[value]` | `undefined`
fn op_port_receive<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let port = port(scope, args.get(0))?;
    let take = || {
        port.end.borrow().as_ref().and_then(|end| {
            let message = end.take();
            end.settle();
            message
        })
    };
    let mut message = take();
    let looks_from = Instant::now();
    let from_elsewhere =
        || port.membership.borrow().is_some() || port.end().as_ref().is_some_and(|end| !end.is_local());
    // What another process has sent before it woke this thread is to be found, but no worker can keep it for long.
    while message.is_none() && from_elsewhere() {
        worker::take_messages(scope);
        worker::workers(scope).take_messages(scope);
        message = take();
        let waits = message.is_none()
            && (worker::wait_for_rest(scope)
                || (looks_from.elapsed() < LONGEST_LOOK && worker::workers(scope).wait_for_rest()));
        if !waits {
            break;
        }
    }
    let Some(message) = message else { return Ok(Local::undefined()) };
    let value = scope.read_message(message, &Platform)?;
    scope.array(&[value])
}

/// `op_port_drain(port)`: delivers what waits, now (before a worker's `exit`)
fn op_port_drain<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let port = port(scope, args.get(0))?;
    let Some(hook) = message_hook(scope) else { return Ok(Local::undefined()) };
    worker::take_messages(scope);
    while let Some(taken) = next_message(scope, &port) {
        let (ok, value) = delivery(scope, taken);
        scope.call(hook, Local::undefined(), &[args.get(0), ok, value])?;
    }
    Ok(Local::undefined())
}

enum Taken<'s> {
    Value(Local<'s>),
    Failed(Local<'s>),
}

fn next_message<'s>(scope: &mut Scope<'s>, port: &PortState) -> Option<Taken<'s>> {
    let message = port.end.borrow().as_ref().and_then(PortEnd::take)?;
    match scope.read_message(message, &Platform) {
        Ok(value) => Some(Taken::Value(value)),
        Err(thrown) => match scope.catch(thrown) {
            Caught::Exception(error) => Some(Taken::Failed(error)),
            Caught::Terminated => None,
        },
    }
}

/// The function that delivers messages: `(port, whether it could be read, value or error)`
fn message_hook<'s>(scope: &mut Scope<'s>) -> Option<Local<'s>> {
    scope.state::<EventLoop>().hooks().get(scope, "onPortMessage")
}

fn delivery<'s>(scope: &mut Scope<'s>, taken: Taken<'s>) -> (Local<'s>, Local<'s>) {
    match taken {
        Taken::Value(value) => (scope.boolean(true), value),
        Taken::Failed(error) => (scope.boolean(false), error),
    }
}

/// Handles a port event: delivers messages, each as a callback of its own, then learns of the other end's closing.
fn receive(scope: &mut Scope<'_>, port: &Rc<PortState>, object: &Global) {
    let waiting = {
        let end = port.end.borrow();
        let Some(end) = &*end else { return };
        end.acknowledge();
        end.waiting()
    };
    let Some(hook) = message_hook(scope) else { return };
    let object = object.get(scope);
    for _ in 0..waiting.max(BATCH) {
        // A callback may have stopped, closed or transferred the port, or ended the isolate.
        if port.receiver.get().is_none() || scope.is_terminating() {
            return;
        }
        let more = scope.nested(|scope| {
            let Some(taken) = next_message(scope, port) else { return false };
            let (ok, value) = delivery(scope, taken);
            call_back(scope, hook, Local::undefined(), &[object, ok, value]);
            true
        });
        if !more {
            break;
        }
    }
    let closed = {
        let end = port.end.borrow();
        let Some(end) = &*end else { return };
        end.settle();
        if end.waiting() > 0 {
            end.signal_self();
            return;
        }
        end.is_peer_closed()
    };
    if closed && end_waiting(port) == 0 {
        if let Some(hook) = scope.state::<EventLoop>().hooks().get(scope, "onPortClosed") {
            call_back(scope, hook, Local::undefined(), &[object]);
        }
    }
}

fn end_waiting(port: &PortState) -> usize {
    port.end.borrow().as_ref().map_or(0, PortEnd::waiting)
}

/// `op_broadcast_join(port, name)`: makes a platform object a member of the group of that name
fn op_broadcast_join<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let name = scope.str(args.get(1)).unwrap_or_default();
    let (membership, end) = Membership::join(&name).map_err(|error| {
        if error.kind() == std::io::ErrorKind::PermissionDenied {
            let text =
                "A sandboxed worker takes part in no BroadcastChannel of the program; give it a MessagePort instead";
            return scope.throw_coded(ErrorKind::Error, "ERR_ACCESS_DENIED", text);
        }
        let text = format!("BroadcastChannel is not possible in this process worker: {error}");
        scope.throw_coded(ErrorKind::Error, "ERR_PROCESS_WORKER_UNSUPPORTED", &text)
    })?;
    let port = PortState::new(end);
    *port.membership.borrow_mut() = Some(membership);
    scope.set_host(args.get(0), port);
    Ok(Local::undefined())
}

/// `op_broadcast_post(port, value)`: to all other members -> false if the message cannot have several receivers
fn op_broadcast_post<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let port = port(scope, args.get(0))?;
    let message = scope.write_message(args.get(1), Local::undefined(), &Platform)?;
    let group = port.membership.borrow();
    let sent = group.as_ref().is_none_or(|group| group.post(message, |message| message.duplicate(&Platform)));
    Ok(scope.boolean(sent))
}

/// `op_clone_refuse(event)`: instances of MessageEvent cannot be cloned from now on; they are known by a private field
fn op_clone_refuse<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    if scope.refuse_clones(args.get(0), c"#lastEventId") {
        return Ok(Local::undefined());
    }
    Err(scope.throw_type_error("not a MessageEvent"))
}

/// `op_clone(value, transfer)` -> a structured clone in this isolate
fn op_clone<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let message = scope.write_message(args.get(0), args.get(1), &Platform)?;
    scope.read_message(message, &Platform)
}

// ---- workers -------------------------------------------------------------------------------------------------------

/// `op_worker_new_id()` -> thread id
fn op_worker_new_id<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    Ok(scope.number(f64::from(heddle_worker::next_thread_id())))
}

fn strings(scope: &mut Scope<'_>, list: Local<'_>) -> Result<Vec<String>, Thrown> {
    let mut result = Vec::new();
    for index in 0..scope.array_length(list).unwrap_or(0) {
        let value = scope.get_index(list, index)?;
        result.extend(scope.str(value));
    }
    Ok(result)
}

/// A new worker's environment: an object's variables; for `true` a copy of what this isolate was started with. `None`: the
/// process's own.
fn environment(scope: &mut Scope<'_>, given: Local<'_>) -> Result<Option<Vec<(String, String)>>, Thrown> {
    if given.is_true() {
        let own = scope.state::<StartOptions>().env.clone();
        let text = |text: std::ffi::OsString| text.to_string_lossy().into_owned();
        return Ok(Some(own.unwrap_or_else(|| std::env::vars_os().map(|(k, v)| (text(k), text(v))).collect())));
    }
    if !given.is_object() {
        return Ok(None);
    }
    let mut pairs = Vec::new();
    for key in scope.keys(given)? {
        let value = scope.get(given, &key)?;
        pairs.push((key, scope.str(value).unwrap_or_default()));
    }
    Ok(Some(pairs))
}

/// The options of a worker that has its own environment or its own `execArgv`; throws for those that it cannot have.
fn worker_options(
    scope: &mut Scope<'_>,
    env: Option<&[(String, String)]>,
    own_env: bool,
    exec_argv: &[String],
) -> Result<Option<ProcessOptions>, Thrown> {
    let process = scope.state::<OptionsState>().0.clone();
    let Some(parse) = process.worker_options else { return Ok(None) };
    let node_options = env.and_then(|env| env.iter().find(|(name, _)| name == "NODE_OPTIONS"));
    let node_options = node_options.map(|(_, value)| value.as_str());
    let parsed = match parse(&process, node_options, exec_argv) {
        // A copy of the parent's environment may hold what only the parent can have.
        Err(WorkerOptionError::Environment(_)) if !own_env => parse(&process, None, exec_argv),
        other => other,
    };
    let (kind, errors) = match parsed {
        Ok(options) => return Ok(Some(options)),
        Err(WorkerOptionError::ExecArgv(errors)) => ("execArgv flags", errors),
        Err(WorkerOptionError::Environment(errors)) => ("NODE_OPTIONS env variable", errors),
    };
    let message = format!("Initiated Worker with invalid {kind}: {}", errors.join(", "));
    Err(scope.throw_coded(ErrorKind::Error, "ERR_WORKER_INVALID_EXEC_ARGV", &message))
}

/// The sandbox `{ read, write, bestEffort }`, if there is to be one.
fn grants(scope: &mut Scope<'_>, sandbox: Local<'_>) -> Result<Option<Grants>, Thrown> {
    if !sandbox.is_object() {
        return Ok(None);
    }
    let (read, write) = (scope.get(sandbox, "read")?, scope.get(sandbox, "write")?);
    let (read, write) = (strings(scope, read)?, strings(scope, write)?);
    let best_effort = scope.get(sandbox, "bestEffort")?.is_true();
    Ok(Some(Grants { read, write, best_effort }))
}

/// A grant: `true` or a list.
fn grant(scope: &mut Scope<'_>, object: Local<'_>, name: &str) -> Result<Grant, Thrown> {
    let value = scope.get(object, name)?;
    Ok(if value.is_true() { Grant::All } else { Grant::Only(strings(scope, value)?) })
}

/// The permissions of a worker: those given, if any, of which this worker must have all, else its own.
fn permissions(
    scope: &mut Scope<'_>,
    given: Local<'_>,
    is_process: bool,
    shares_env: bool,
) -> Result<Option<Arc<Permissions>>, Thrown> {
    let own = scope.state::<StartOptions>().permissions.clone();
    let given = if given.is_object() {
        let (read, write) = (grant(scope, given, "read")?, grant(scope, given, "write")?);
        let (net, spawn) = (grant(scope, given, "net")?, grant(scope, given, "spawn")?);
        Some(Permissions { read, write, net, spawn }.resolve())
    } else {
        None
    };
    if let Some(own) = &own {
        let denied = |resource: &str| Err(Denied { kind: Kind::Other, resource: resource.to_owned() });
        let checked = match &given {
            _ if is_process => denied("isolation: 'process'"),
            _ if shares_env => denied("env: SHARE_ENV"),
            Some(given) => own.covers(given),
            None => Ok(()),
        };
        checked.map_err(|denied| super::guard::throw(scope, &denied))?;
    }
    Ok(given.map(Arc::new).or(own))
}

/// `op_worker_start(worker, port, { id, kind, text, argv, execArgv, ownExecArgv, env, ownEnv, name, data, transfer, stdout,
/// stderr, trackUnmanagedFds, stdinPort, limits, isolation, sandbox, permissions })`: `port` becomes the parent's end of the worker's port
fn op_worker_start<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let options = args.get(2);
    let field = |scope: &mut Scope<'s>, name: &str| scope.get(options, name);
    let text = |scope: &mut Scope<'s>, name: &str| -> Result<String, Thrown> {
        let value = scope.get(options, name)?;
        Ok(scope.str(value).unwrap_or_default())
    };
    let id = field(scope, "id")?.as_u32().unwrap_or(0);
    let kind = text(scope, "kind")?;
    let source = text(scope, "text")?;
    let entry = match kind.as_str() {
        "source" => Entry::Source(source),
        "url" => Entry::Url(source),
        "builtin" => Entry::Builtin(source),
        _ => Entry::File(source),
    };
    let list = field(scope, "argv")?;
    let argv = strings(scope, list)?;
    let list = field(scope, "execArgv")?;
    let exec_argv = strings(scope, list)?;
    let own_exec_argv = field(scope, "ownExecArgv")?.is_true();
    let own_env = field(scope, "ownEnv")?.is_true();
    let env = field(scope, "env")?;
    let env = environment(scope, env)?;
    let own_options = (own_exec_argv || own_env)
        .then(|| worker_options(scope, env.as_deref(), own_env, if own_exec_argv { &exec_argv } else { &[] }))
        .transpose()?
        .flatten();
    let name = text(scope, "name")?;
    let limits = field(scope, "limits")?;
    let limits = super::limits::read(scope, limits)?;
    let (data, transfer) = (field(scope, "data")?, field(scope, "transfer")?);
    let is_process = text(scope, "isolation")? == "process";
    let given = field(scope, "permissions")?;
    let permissions = permissions(scope, given, is_process, env.is_none())?;
    let data = scope.write_message(data, transfer, &Platform)?;
    let only_stream = [field(scope, "stdout")?.is_true(), field(scope, "stderr")?.is_true()];
    let closes_descriptors = field(scope, "trackUnmanagedFds")?.is_true();
    let stdin_port = field(scope, "stdinPort")?;
    let stack = limits.stack();
    let start = StartOptions { argv, exec_argv, limits, env, thread_id: id, name, permissions };
    let place = if is_process {
        let sandbox = field(scope, "sandbox")?;
        Place::Process(data, grants(scope, sandbox)?)
    } else {
        match crate::start_room::Starting::new(stack) {
            Ok(starting) => Place::Thread(data, starting),
            Err(error) => return Err(not_started(scope, &error)),
        }
    };
    let worker = WorkerStart { id, entry, start, only_stream, closes_descriptors, options: own_options, record: None };
    match worker::start(scope, args.get(0), worker, place, stdin_port.is_object()) {
        Ok((port, stdin)) => {
            scope.set_host(args.get(1), PortState::new(port));
            if let Some(stdin) = stdin {
                scope.set_host(stdin_port, PortState::new(stdin));
            }
            Ok(Local::undefined())
        }
        Err(Refusal::System(error)) => Err(not_started(scope, &error)),
        Err(refusal) => Err(refused(scope, &refusal)),
    }
}

pub(super) fn not_started(scope: &mut Scope<'_>, error: &std::io::Error) -> Thrown {
    let message = format!("Worker initialization failure: {error}");
    scope.throw_coded(ErrorKind::Error, "ERR_WORKER_INIT_FAILED", &message)
}

/// `op_worker_ref(id, refed)`
fn op_worker_ref<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let event_loop = scope.state::<EventLoop>();
    worker::workers(scope).set_ref(&event_loop, args.get(0).as_u32().unwrap_or(0), args.get(1).is_true());
    Ok(Local::undefined())
}

/// `op_worker_copy_output(id, fd)`: the parent's stream wants a copy of what the worker writes
fn op_worker_copy_output<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let fd = args.get(1).as_u32().unwrap_or(1).clamp(1, 2) as usize;
    worker::workers(scope).copy_output(args.get(0).as_u32().unwrap_or(0), fd);
    Ok(Local::undefined())
}

/// `op_worker_self(kind, port?)`: in a worker: "data" -> its workerData; "limits" -> its limits; "port" or "stdin": gives the
/// port object its end, -> whether there was one. `undefined` in the main isolate
fn op_worker_self<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let Some(context) = scope.try_state::<WorkerContext>() else { return Ok(Local::undefined()) };
    let kind = scope.str(args.get(0)).unwrap_or_default();
    if kind == "data" {
        let message = context.data.borrow_mut().take();
        return match message {
            Some(message) => scope.read_message(message, &Platform),
            None => Ok(Local::undefined()),
        };
    }
    if kind == "limits" {
        let limits = scope.state::<StartOptions>().limits;
        return super::limits::show(scope, &limits);
    }
    let end = if kind == "port" { context.port.borrow_mut().take() } else { context.stdin.borrow_mut().take() };
    let found = end.is_some();
    if let Some(end) = end {
        scope.set_host(args.get(1), PortState::new(end));
    }
    Ok(scope.boolean(found))
}

/// The ops of this area.
pub const OPS: &[(&str, NativeFn)] = &[
    ("op_port_pair", op_port_pair),
    ("op_port_post", op_port_post),
    ("op_port_move", op_port_move),
    ("op_port_is_open", op_port_is_open),
    ("op_port_entangled", op_port_entangled),
    ("op_port_start", op_port_start),
    ("op_port_stop", op_port_stop),
    ("op_port_ref", op_port_ref),
    ("op_port_close", op_port_close),
    ("op_port_receive", op_port_receive),
    ("op_port_drain", op_port_drain),
    ("op_broadcast_join", op_broadcast_join),
    ("op_broadcast_post", op_broadcast_post),
    ("op_clone", op_clone),
    ("op_clone_refuse", op_clone_refuse),
    ("op_worker_new_id", op_worker_new_id),
    ("op_worker_start", op_worker_start),
    ("op_worker_ref", op_worker_ref),
    ("op_worker_copy_output", op_worker_copy_output),
    ("op_worker_self", op_worker_self),
];
