//! Child processes: starting them, their ends, signals for them, and running one while the isolate waits.

use crate::net::{streams, Stream};
use crate::SysError;
use heddle_core::{call_back, unwatch_fd, watch_fd, watch_ref, Event, EventLoop, Interest, RefGuard, WatchId};
use heddle_engine::{Args, Global, Local, NativeFn, Scope, Thrown};
use heddle_process::{
    stdio_pair, Channel, ChildId, Command, Descriptor, Exit, Identity, Pipe, Ready, Run, RunResult, StartError, Waiting,
};
use rustix::event::{PollFd, Timespec};
use rustix::io::Errno;
use rustix::process::Signal;
use std::cell::RefCell;
use std::collections::HashMap;
use std::io;
use std::os::fd::{AsRawFd, OwnedFd};
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

type Op<'s> = Result<Local<'s>, Thrown>;

/// A child whose end JavaScript waits for.
struct Child {
    on_end: Global,
    /// Called when its turn to start has come, if it had to wait for that.
    on_start: Global,
    context: Global,
    guard: RefCell<Option<RefGuard>>,
}

/// A connection to a guard, and how the loop listens to it.
struct Link {
    channel: RefCell<Channel>,
    watch: RefCell<Option<WatchId>>,
}

/// The children of an isolate.
#[derive(Default)]
struct Children {
    /// The last is the current one; those before have children of guards that were replaced.
    links: RefCell<Vec<Rc<Link>>>,
    table: RefCell<HashMap<ChildId, Rc<Child>>>,
    /// Those that are not started yet because as many run as may.
    queued: RefCell<HashMap<ChildId, Ready>>,
}

fn children(scope: &Scope<'_>) -> Rc<Children> {
    scope.try_state::<Children>().unwrap_or_else(|| {
        scope.put_state(Rc::new(Children::default()));
        scope.state::<Children>()
    })
}

/// Waits until the thread shall stop.
struct UntilStopped;

impl Waiting for UntilStopped {
    fn poll(&self, fds: &mut [PollFd<'_>], timeout: Option<Duration>) -> io::Result<()> {
        let deadline = timeout.and_then(|time| Instant::now().checked_add(time));
        heddle_sys::thread::retry(|| {
            let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
            let left = left.map(|left| Timespec { tv_sec: left.as_secs() as i64, tv_nsec: left.subsec_nanos().into() });
            Ok(rustix::event::poll(fds, left.as_ref())?)
        })
        .map(drop)
    }
}

fn raw(error: &io::Error) -> i32 {
    error.raw_os_error().unwrap_or(Errno::INVAL.raw_os_error())
}

/// The connection to start programs by.
fn current(scope: &mut Scope<'_>) -> io::Result<Rc<Link>> {
    let children = children(scope);
    let known = children.links.borrow().last().cloned();
    if let Some(link) = known.filter(|link| link.channel.borrow().is_current()) {
        return Ok(link);
    }
    drop_idle(scope, &children);
    let handle = scope.state::<EventLoop>().handle();
    let notify = move || {
        handle.post(Event::Run(Box::new(receive_all)));
    };
    let channel = Channel::open(notify)?;
    let fd = channel.descriptor().as_raw_fd();
    let link = Rc::new(Link { channel: RefCell::new(channel), watch: RefCell::default() });
    let listening = Rc::downgrade(&link);
    let on_ready = move |scope: &mut Scope<'_>| {
        if let Some(link) = listening.upgrade() {
            receive(scope, &link);
        }
    };
    let watch = watch_fd(scope, fd, Interest::Read, true, Box::new(on_ready))?;
    // Children keep the loop alive, each for itself.
    watch_ref(scope, watch, false);
    *link.watch.borrow_mut() = Some(watch);
    children.links.borrow_mut().push(link.clone());
    Ok(link)
}

/// Closes connections that no child needs any more.
fn drop_idle(scope: &mut Scope<'_>, children: &Children) {
    let idle: Vec<Rc<Link>> = {
        let mut links = children.links.borrow_mut();
        let (idle, used) = links.drain(..).partition(|link| {
            let channel = link.channel.borrow();
            !channel.is_current() && channel.running() == 0 && !channel.has_reports()
        });
        *links = used;
        idle
    };
    for link in idle {
        if let Some(watch) = link.watch.borrow_mut().take() {
            unwatch_fd(scope, watch);
        }
    }
}

fn receive_all(scope: &mut Scope<'_>) {
    let links = children(scope).links.borrow().clone();
    for link in links {
        receive(scope, &link);
    }
}

/// Takes what a guard has reported and tells JavaScript.
fn receive(scope: &mut Scope<'_>, link: &Link) {
    let ends = link.channel.borrow_mut().receive();
    if !link.channel.borrow().is_open() {
        if let Some(watch) = link.watch.borrow_mut().take() {
            unwatch_fd(scope, watch);
        }
    }
    for (id, exit) in ends {
        tell(scope, id, exit);
    }
}

fn tell(scope: &mut Scope<'_>, id: ChildId, exit: Option<Exit>) {
    let Some(child) = children(scope).table.borrow_mut().remove(&id) else { return };
    child.guard.borrow_mut().take();
    scope.nested(|scope| {
        let (on_end, context) = (child.on_end.get(scope), child.context.get(scope));
        scope.set_context(context);
        // Without a report neither code nor signal is known.
        let Ok(end) = exit_fields(scope, exit) else { return };
        call_back(scope, on_end, Local::undefined(), &[end]);
    });
}

/// `[code, signal, userTime, systemTime, maxRss, minorFaults, majorFaults, blocksIn, blocksOut, voluntary, involuntary]`,
/// or null if nobody knows
fn exit_fields<'s>(scope: &mut Scope<'s>, exit: Option<Exit>) -> Op<'s> {
    let Some(exit) = exit else { return Ok(scope.null()) };
    let usage = exit.usage;
    let fields = [
        f64::from(exit.code),
        f64::from(exit.signal),
        usage.user_time as f64,
        usage.system_time as f64,
        usage.max_rss as f64,
        usage.minor_faults as f64,
        usage.major_faults as f64,
        usage.blocks_in as f64,
        usage.blocks_out as f64,
        usage.voluntary_switches as f64,
        usage.involuntary_switches as f64,
    ];
    scope.array_with(fields, |scope, field| Ok(scope.number(field)))
}

// ---- what to start -------------------------------------------------------------------------------------------------

fn bytes(scope: &mut Scope<'_>, value: Local<'_>) -> Vec<u8> {
    match scope.str(value) {
        Some(text) => text.into_bytes(),
        None => scope.bytes_to_vec(value).unwrap_or_default(),
    }
}

fn list(scope: &mut Scope<'_>, value: Local<'_>) -> Result<Vec<Vec<u8>>, Thrown> {
    let length = scope.array_length(value).unwrap_or(0);
    let mut all = Vec::with_capacity(length as usize);
    for index in 0..length {
        let text = scope.nested(|scope| {
            let value = scope.get_index(value, index)?;
            Ok(bytes(scope, value))
        })?;
        all.push(text);
    }
    Ok(all)
}

/// This process's environment, byte for byte.
fn own_environment() -> Vec<Vec<u8>> {
    use std::os::unix::ffi::OsStrExt;
    std::env::vars_os().map(|(name, value)| [name.as_bytes(), b"=", value.as_bytes()].concat()).collect()
}

/// What stands for a descriptor in the list of JavaScript, besides numbers of descriptors.
const NOTHING: i32 = -1;
const PIPE: i32 = -2;
const CHANNEL: i32 = -3;

/// Our ends of the pipes, by descriptor of the program.
type OurEnds = Vec<Option<OurEnd>>;

struct OurEnd {
    end: OwnedFd,
    /// Whether descriptors may arrive by it.
    is_channel: bool,
}

/// Reads `{ file, args, envPairs, channelEnv, cwd, detached, uid, gid, stdio }` as `internal/child/spawn` makes it.
fn command(scope: &mut Scope<'_>, options: Local<'_>) -> Result<Result<(Command, OurEnds), i32>, Thrown> {
    let mut command = Command::default();
    let value = scope.get(options, "file")?;
    command.file = bytes(scope, value);
    let value = scope.get(options, "args")?;
    command.arguments = list(scope, value)?;
    let value = scope.get(options, "envPairs")?;
    command.environment = if value.is_nullish() { own_environment() } else { list(scope, value)? };
    let value = scope.get(options, "channelEnv")?;
    if !value.is_nullish() {
        command.environment.extend(list(scope, value)?);
    }
    let value = scope.get(options, "cwd")?;
    command.folder = (!value.is_nullish()).then(|| bytes(scope, value));
    command.detached = scope.get(options, "detached")?.is_true();
    let (user, group) = (scope.get(options, "uid")?, scope.get(options, "gid")?);
    // Negative numbers mean what they mean in C: (uid_t)-1 and so on.
    let number = |value: Local<'_>| value.as_number().map(|number| number as i64 as u32);
    command.identity = Identity { user: number(user), group: number(group) };
    let stdio = scope.get(options, "stdio")?;
    let mut ours = Vec::new();
    for index in 0..scope.array_length(stdio).unwrap_or(0) {
        let kind = scope.get_index(stdio, index)?.as_i32().unwrap_or(NOTHING);
        let made = match kind {
            NOTHING => Ok((Descriptor::Nothing, None)),
            PIPE | CHANNEL => stdio_pair().map(|(ours, theirs)| (Descriptor::Own(theirs), Some(ours))),
            number => copy(number).map(|fd| (Descriptor::Own(fd), None)),
        };
        match made {
            Ok((descriptor, end)) => {
                if let (CHANNEL, Descriptor::Own(theirs)) = (kind, &descriptor) {
                    let offer = super::ipc::offer_for(theirs.as_raw_fd()).unwrap_or_default();
                    command.environment.push(format!("HEDDLE_CHANNEL={offer}").into_bytes());
                }
                command.descriptors.push(descriptor);
                ours.push(end.map(|end| OurEnd { end, is_channel: kind == CHANNEL }));
            }
            Err(error) => return Ok(Err(raw(&error))),
        }
    }
    Ok(Ok((command, ours)))
}

fn copy(number: i32) -> io::Result<OwnedFd> {
    let copied = heddle_sys::descriptor::with_descriptor(number, |fd| fd.try_clone_to_owned());
    copied.unwrap_or(Err(Errno::BADF.into()))
}

// ---- ops -----------------------------------------------------------------------------------------------------------

/// Starts a program; when the system is out of processes or memory, which often lasts for a moment only, a few times.
fn start(scope: &mut Scope<'_>, mut ready: Ready) -> Result<(ChildId, u32), i32> {
    let mut shortage = Shortage::default();
    loop {
        match start_once(scope, &mut ready) {
            Err(errno) if shortage.goes_by(errno) => {}
            result => return result,
        }
    }
}

/// Waits that a start may cost while the system is short of something.
#[derive(Default)]
struct Shortage(u32);

/// Pauses of 1, 2, 4 … ms.
const MOST_RETRIES: u32 = 6;

/// Milliseconds of this process's life until which no start is repeated: one that was in vain to the end was just now.
static NO_RETRY_UNTIL: AtomicU64 = AtomicU64::new(0);

impl Shortage {
    /// Whether the start should be tried again, after a pause.
    fn goes_by(&mut self, errno: i32) -> bool {
        static START: OnceLock<Instant> = OnceLock::new();
        if ![Errno::AGAIN, Errno::NOMEM].map(Errno::raw_os_error).contains(&errno) {
            return false;
        }
        let now = START.get_or_init(Instant::now).elapsed().as_millis() as u64;
        if self.0 == MOST_RETRIES {
            NO_RETRY_UNTIL.store(now + 1000, Ordering::Relaxed);
            return false;
        }
        if now < NO_RETRY_UNTIL.load(Ordering::Relaxed) {
            return false;
        }
        let pause = Duration::from_millis(1 << self.0);
        self.0 += 1;
        UntilStopped.poll(&mut [], Some(pause)).is_ok()
    }
}

/// Starts a program on whichever guard takes it.
fn start_once(scope: &mut Scope<'_>, ready: &mut Ready) -> Result<(ChildId, u32), i32> {
    loop {
        let link = current(scope).map_err(|error| raw(&error))?;
        let started = link.channel.borrow_mut().start(ready, &UntilStopped);
        announce(scope, &link);
        match started {
            Ok(Some(started)) => return Ok(started),
            Ok(None) => {}
            Err(StartError::Refused(errno)) => return Err(errno),
            Err(StartError::Stopped) => return Err(Errno::INTR.raw_os_error()),
        }
    }
}

/// Has reports that came by the way delivered from the loop.
fn announce(scope: &mut Scope<'_>, link: &Link) {
    if link.channel.borrow().has_reports() {
        scope.state::<EventLoop>().handle().post(Event::Run(Box::new(receive_all)));
    }
}

/// Starts a program now, or when its turn has come: the process id is 0 then.
fn start_in_turn(scope: &mut Scope<'_>, mut ready: Ready) -> Result<(ChildId, u32), i32> {
    let id = ready.child();
    let handle = scope.state::<EventLoop>().handle();
    // An isolate that is gone by then has given up the place.
    let on_turn = move || {
        handle.post(Event::Run(Box::new(move |scope| start_queued(scope, id))));
    };
    if ready.take_place(on_turn) {
        return start(scope, ready);
    }
    children(scope).queued.borrow_mut().insert(id, ready);
    Ok((id, 0))
}

fn start_queued(scope: &mut Scope<'_>, id: ChildId) {
    let all = children(scope);
    // It may have been killed meanwhile.
    let Some(ready) = all.queued.borrow_mut().remove(&id) else { return };
    let started = start(scope, ready);
    let child = match started {
        Ok(_) => all.table.borrow().get(&id).cloned(),
        Err(_) => all.table.borrow_mut().remove(&id),
    };
    let Some(child) = child else { return };
    if started.is_err() {
        child.guard.borrow_mut().take();
    }
    let result = started.map_or_else(|errno| -f64::from(errno), |(_, pid)| f64::from(pid));
    scope.nested(|scope| {
        let (on_start, context) = (child.on_start.get(scope), child.context.get(scope));
        scope.set_context(context);
        let result = scope.number(result);
        call_back(scope, on_start, Local::undefined(), &[result]);
    });
}

/// Signals whose effect is not the end of a program that does nothing about them.
const HARMLESS: [Signal; 8] =
    [Signal::CHILD, Signal::CONT, Signal::STOP, Signal::TSTP, Signal::TTIN, Signal::TTOU, Signal::URG, Signal::WINCH];

/// A signal for a program that waits for its turn: it ends as if it had got it. `None` if it does not wait.
fn kill_queued(scope: &mut Scope<'_>, id: ChildId, signal: i32) -> Option<Result<(), i32>> {
    let all = children(scope);
    if !all.queued.borrow().contains_key(&id) {
        return None;
    }
    if signal == 0 {
        return Some(Ok(()));
    }
    if HARMLESS.map(Signal::as_raw).contains(&signal) {
        return Some(Err(Errno::SRCH.raw_os_error()));
    }
    all.queued.borrow_mut().remove(&id);
    let exit = Exit { code: 0, signal, usage: Default::default() };
    scope.state::<EventLoop>().handle().post(Event::Run(Box::new(move |scope| tell(scope, id, Some(exit)))));
    Some(Ok(()))
}

/// `op_child_spawn(options, onEnd(fields), onStart(pid | -errno))` -> `[pid | -errno, child, [stream | null, …]]`, or
/// -errno if the pipes could not be made. A pid of 0: as many programs run as may, and `onStart` is called when this one's
/// turn has come.
fn op_child_spawn<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let (command, ours) = match command(scope, args.get(0))? {
        Ok(made) => made,
        Err(errno) => return Ok(scope.number(f64::from(-errno))),
    };
    let started = command.ready().and_then(|ready| start_in_turn(scope, ready));
    if let Ok((id, _)) = started {
        let context = scope.context();
        let child = Child {
            on_end: scope.global_handle(args.get(1)),
            on_start: scope.global_handle(args.get(2)),
            context: scope.global_handle(context),
            guard: RefCell::new(Some(scope.state::<EventLoop>().add_ref("ProcessWrap"))),
        };
        children(scope).table.borrow_mut().insert(id, Rc::new(child));
    }
    let streams =
        scope.array_with(ours, |scope, end| match end.map(|ours| (ours.is_channel, Stream::open(ours.end))) {
            Some((is_channel, Ok(stream))) => {
                if is_channel {
                    stream.take_descriptors();
                }
                stream.drain_at_exit();
                let id = streams(scope).add(stream);
                Ok(scope.number(f64::from(id)))
            }
            Some((_, Err(errno))) => Err(SysError::new(errno, "spawn").throw(scope)),
            None => Ok(scope.null()),
        })?;
    let (id, pid) = started.map_or_else(|errno| (0, -f64::from(errno)), |(id, pid)| (id, f64::from(pid)));
    let result = [scope.number(pid), scope.number(id as f64), streams];
    scope.array(&result)
}

fn child_id(value: Local<'_>) -> ChildId {
    value.as_number().unwrap_or(0.0) as ChildId
}

/// `op_child_kill(child, signal, tree)` -> 0 | -errno
fn op_child_kill<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let (id, signal, tree) = (child_id(args.get(0)), args.get(1).as_i32().unwrap_or(0), args.get(2).is_true());
    if let Some(result) = kill_queued(scope, id, signal) {
        return Ok(scope.number(f64::from(result.err().map_or(0, |errno| -errno))));
    }
    let links = children(scope).links.borrow().clone();
    let mut result = Err(Errno::SRCH.raw_os_error());
    for link in links.iter().rev() {
        result = link.channel.borrow_mut().kill(id, signal, tree, &UntilStopped);
        announce(scope, link);
        if result != Err(Errno::SRCH.raw_os_error()) {
            break;
        }
    }
    Ok(scope.number(f64::from(result.err().map_or(0, |errno| -errno))))
}

/// `op_child_ref(child, bool)`: whether it keeps the loop alive
fn op_child_ref<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let child = children(scope).table.borrow().get(&child_id(args.get(0))).cloned();
    if let Some(child) = child {
        let event_loop = scope.state::<EventLoop>();
        *child.guard.borrow_mut() = args.get(1).is_true().then(|| event_loop.add_ref("ProcessWrap"));
    }
    Ok(Local::undefined())
}

/// `op_child_run(options, inputs, timeout, killSignal, maxBuffer)` -> `[pid, fields | null, [bytes | null, …] | null,
/// errno]`: runs a program to its end. `inputs` has bytes where the program reads them, and for each other pipe
/// undefined; a timeout of 0 or an endless buffer means none.
fn op_child_run<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let result = match command(scope, args.get(0))? {
        Err(errno) => RunResult { error: Some(errno), ..RunResult::default() },
        Ok((command, ours)) => {
            let pipes = pipes_of(scope, ours, args.get(1))?;
            match command.ready() {
                Err(errno) => RunResult { error: Some(errno), ..RunResult::default() },
                Ok(mut ready) => {
                    let run = Run {
                        ready: &mut ready,
                        pipes,
                        timeout: args
                            .get(2)
                            .as_number()
                            .filter(|&ms| ms > 0.0)
                            .map(|ms| Duration::from_secs_f64((ms / 1e3).min(1e9))),
                        kill_signal: args.get(3).as_i32().unwrap_or(15),
                        max_buffer: args.get(4).as_number().map_or(usize::MAX, |most| most as usize),
                    };
                    run_to_end(scope, run)
                }
            }
        }
    };
    let exit = exit_fields(scope, result.exit)?;
    let output = match result.pid {
        0 => scope.null(),
        _ => scope.array_with(result.output, |scope, bytes| match bytes {
            Some(bytes) => scope.uint8_array(bytes),
            None => Ok(scope.null()),
        })?,
    };
    let error = result.error.map_or(0, |errno| -errno);
    let fields = [scope.number(f64::from(result.pid)), exit, output, scope.number(f64::from(error))];
    scope.array(&fields)
}

fn pipes_of(scope: &mut Scope<'_>, ours: OurEnds, inputs: Local<'_>) -> Result<Vec<Option<Pipe>>, Thrown> {
    let mut pipes = Vec::new();
    for (index, end) in (0..).zip(ours) {
        let Some(OurEnd { end, .. }) = end else {
            pipes.push(None);
            continue;
        };
        let input = scope.get_index(inputs, index)?;
        let input = scope.bytes_to_vec(input).unwrap_or_default();
        // What a program writes to its standard input is nobody's output.
        pipes.push(Some(Pipe { end, input, readable: index > 0 }));
    }
    Ok(pipes)
}

fn run_to_end(scope: &mut Scope<'_>, mut run: Run<'_>) -> RunResult {
    let asked = Instant::now();
    match run.ready.wait_for_place(run.timeout, &UntilStopped) {
        Ok(true) => {}
        // As if it had been started and had then done nothing until it was killed.
        Ok(false) => {
            let exit = Some(Exit { code: 0, signal: run.kill_signal, usage: Default::default() });
            return RunResult { error: Some(Errno::TIMEDOUT.raw_os_error()), exit, ..RunResult::default() };
        }
        Err(error) => return RunResult { error: Some(raw(&error)), ..RunResult::default() },
    }
    run.timeout = run.timeout.map(|timeout| timeout.saturating_sub(asked.elapsed()));
    let mut shortage = Shortage::default();
    loop {
        let link = match current(scope) {
            Ok(link) => link,
            Err(error) if shortage.goes_by(raw(&error)) => continue,
            Err(error) => return RunResult { error: Some(raw(&error)), ..RunResult::default() },
        };
        let done = heddle_process::run(&mut link.channel.borrow_mut(), &mut run, &UntilStopped);
        announce(scope, &link);
        match done {
            Ok(Some(mut result)) => {
                let others = std::mem::take(&mut result.others);
                if !others.is_empty() {
                    scope.state::<EventLoop>().handle().post(Event::Run(Box::new(move |scope| {
                        others.into_iter().for_each(|(id, exit)| tell(scope, id, exit));
                    })));
                }
                if result.pid == 0 && result.error.is_some_and(|errno| shortage.goes_by(errno)) {
                    continue;
                }
                return result;
            }
            Ok(None) => {}
            Err(_) => return RunResult { error: Some(Errno::INTR.raw_os_error()), ..RunResult::default() },
        }
    }
}

/// `op_child_oom_kills()` -> how many processes of this control group were killed for lack of memory; -1 if nobody knows
fn op_child_oom_kills<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    Ok(scope.number(heddle_sys::cgroup::oom_kills().map_or(-1.0, |count| count as f64)))
}

/// The ops of this area.
pub const OPS: &[(&str, NativeFn)] = &[
    ("op_child_spawn", op_child_spawn),
    ("op_child_kill", op_child_kill),
    ("op_child_ref", op_child_ref),
    ("op_child_run", op_child_run),
    ("op_child_oom_kills", op_child_oom_kills),
];
