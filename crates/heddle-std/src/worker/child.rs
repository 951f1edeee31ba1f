//! The zygote, and a worker in a process that was forked from it (docs/design/process-workers.md).

use super::body::{self, hear_limit, hear_stop, Body, Upstream};
use super::frames::{kind, Reader, Writer};
use super::handle::output_wanted_event;
use super::kernel_limits;
use super::sandbox::Sandbox;
use super::start_frame::Start;
use super::{Question, Reply, Report};
use crate::limits::Limits;
use crate::ops::Platform;
use crate::options::ProcessOptions;
use crate::runtime::{Prepared, RuntimeError};
use heddle_core::{watch_fd, watch_ref, Bell, Event, EventLoop, Interest, LoopMeter};
use heddle_engine::{Engine, EngineOptions, IsolateOptions, Message, Scope};
use heddle_process::zygote::{serve, Served, Zygote};
use heddle_process::{Malformed, Orphans, Settings};
use heddle_sys::cgroup::GroupHolds;
use heddle_sys::process::{exit_now, resource_usage, UsageOf};
use heddle_sys::shared_region::SharedRegion;
use heddle_worker::{
    Arrival, Control, ExitReason, Link, LinkFrame, LinkPorts, LinkSide, Notice, Partial, WorkerOutput,
};
use rustix::event::{eventfd, poll, EventfdFlags, PollFd, PollFlags, Timespec};
use rustix::process::{pidfd_open, PidfdFlags};
use std::io;
use std::os::fd::{AsRawFd, OwnedFd};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

/// A worker that has used this much processor time gets the engine's helper threads.
const BUSY: Duration = Duration::from_millis(200);
const MOST_PAUSE: Duration = Duration::from_secs(60);

/// Frames that are taken amid what the program does: more than a ring holds.
const ALL: usize = 1 << 15;
/// Frames that are taken before the rest of the loop gets a turn.
const BATCH: usize = 1000;

/// The kernel leaves a first thread at least 128 MiB.
const LARGEST_STACK_MB: f64 = 100.0;
/// What is needed beside JavaScript's stack.
const STACK_MARGIN: u64 = 2 << 20;

/// To the parent, for whoever has nothing else.
static LINK: OnceLock<Arc<Link>> = OnceLock::new();
static IS_WORKER: AtomicBool = AtomicBool::new(false);

/// Whether this process is a worker of another.
pub(crate) fn in_worker_process() -> bool {
    IS_WORKER.load(Ordering::Relaxed)
}

/// Runs a process that was started as a zygote, and all that are forked from it; the exit code. `defaults`: the options
/// that are the same in all processes of this program.
pub fn run_zygote(engine: EngineOptions, defaults: &ProcessOptions) -> i32 {
    let engine = Engine::init(EngineOptions { single_threaded: true, ..engine });
    let prepared = Prepared::new(engine, IsolateOptions::default()).and_then(|mut prepared| {
        prepared.boot()?;
        prepared.warm()?;
        Ok(prepared)
    });
    // The reason is lost with this process; what it was started for ends as not started.
    let (Ok(prepared), Some(zygote)) = (prepared, Zygote::adopt()) else { return 1 };
    match serve(zygote) {
        Served::Ended(code) => {
            std::mem::forget(prepared);
            code
        }
        Served::Worker(link, group) => run_worker(prepared, Link::new(link), group, defaults),
    }
}

/// Waits until the other side has sent or taken something; false if that is in vain.
fn wait(link: &Link, flags: PollFlags) -> bool {
    loop {
        match poll(&mut [PollFd::from_borrowed_fd(link.socket(), flags)], None) {
            Err(rustix::io::Errno::INTR) => {}
            result => return result.is_ok(),
        }
    }
}

/// The first frame.
fn receive_start(link: &Link, partial: &mut Partial) -> Option<LinkFrame> {
    while wait(link, PollFlags::IN) {
        match link.receive(partial) {
            Ok(Arrival::Frame(frame)) if frame.kind == kind::START => return Some(frame),
            Ok(Arrival::Nothing) => {}
            _ => return None,
        }
    }
    None
}

/// What it says; where the worker's loop keeps its times; the worker's data.
fn read_start(
    link: &Link,
    frame: LinkFrame,
    ports: &Arc<LinkPorts>,
    defaults: &ProcessOptions,
) -> Option<(Start, SharedRegion, Message)> {
    let mut start = Start::decode(&frame.body, defaults).ok()?;
    let mut descriptors = frame.descriptors.into_iter();
    link.join(descriptors.next()?, descriptors.next()?).ok()?;
    let meter = SharedRegion::open(&descriptors.next()?, LoopMeter::SHARED_LENGTH).ok()?;
    let data = heddle_wire::Frame { bytes: std::mem::take(&mut start.data), descriptors: descriptors.collect() };
    Some((start, meter, ports.read(data).ok()?))
}

fn run_worker(mut prepared: Prepared, link: Link, group: GroupHolds, defaults: &ProcessOptions) -> i32 {
    let origin = Instant::now();
    IS_WORKER.store(true, Ordering::Relaxed);
    let link = Arc::new(link);
    // Nobody has set it before: this process has one link.
    let _first = LINK.set(link.clone());
    heddle_engine::end_on_stores(end_on_store);
    let id = std::process::id();
    let Ok(pidfd) = pidfd_open(rustix::process::getpid(), PidfdFlags::empty()) else { return 1 };
    link.send(kind::STARTED, &[&id.to_le_bytes()], vec![pidfd]);
    let mut partial = Partial::default();
    let ports = LinkPorts::new(&link, LinkSide::Worker, &Platform);
    // Without these there is nobody who waits for it.
    let start = receive_start(&link, &mut partial).and_then(|frame| read_start(&link, frame, &ports, defaults));
    let Some((start, meter, data)) = start else { return 1 };
    let options = start.options;
    heddle_process::configure(Settings {
        executable: options.exec_path.clone().into(),
        orphans: options.text("--orphans").and_then(Orphans::from_word).unwrap_or_default(),
        // The command line was checked where it was read.
        most_children: options.number("--max-children").map(|most| most as usize),
    });
    let mut own_start = start.start;
    fit_stack(&mut own_start.limits);
    let id = own_start.thread_id;
    heddle_worker::reserve_thread_ids(id);
    let upstream = Upstream::Link(link.clone());
    if start.sandbox.is_some() {
        ports.confine();
        if let Err(error) = prepared.set_time_zone(start.sandbox.as_ref().and_then(|sandbox| sandbox.zone())) {
            not_started(&upstream, &link, error.to_string());
        }
    }
    if let Err(why) = shut_in(start.sandbox, &own_start.limits, group, &upstream) {
        not_started(&upstream, &link, why);
    }
    let control = Control::new({
        let (upstream, link) = (upstream.clone(), link.clone());
        move |control, notice| match notice {
            Notice::NearLimit(used) => {
                control.post(Event::Run(Box::new(move |scope| hear_limit(scope, used))));
                upstream.report(Report::NearLimit(used));
            }
            // The whole process can go, whatever its thread is in.
            Notice::Abandoned => {
                let reason = control.cause().map_or(ExitReason::Terminated, |cause| cause.reason());
                upstream.report(Report::Exit(1, reason, body::limit_of(control, reason)));
                leave(&link)
            }
        }
    });
    let output = Arc::new(WorkerOutput::new(start.only_stream));
    ports.set_upstream();
    let (port, stdin) = (ports.fixed(0), start.has_stdin.then(|| ports.fixed(1)));
    let side = Arc::new(Side { id, link: link.clone(), control: control.clone(), output: output.clone(), ports });
    heddle_worker::thread_starts(id);
    let threads = std::thread::Builder::new().name("heddle-link".into()).stack_size(256 << 10);
    let wake = eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK).map_err(io::Error::from);
    let (wake, waker) = match wake.and_then(|wake| Ok((wake.try_clone()?, wake))) {
        Ok(both) => both,
        Err(error) => not_started(&upstream, &link, error.to_string()),
    };
    link.on_full(move || {
        // Full only when it was written to very often, and then the other thread is about to look.
        let _full = rustix::io::write(&waker, &1u64.to_ne_bytes());
    });
    let serving = threads.spawn({
        let side = side.clone();
        move || side.serve(partial, &wake)
    });
    let limits = own_start.limits.time();
    let body = Body {
        id,
        entry: start.entry,
        limits,
        data,
        port,
        stdin,
        output,
        // The process takes them along.
        closes_descriptors: false,
        starting: None,
    };
    let _attached = control.thread().attach();
    let exit = match serving {
        Ok(_) => body::run(body, &control, &upstream, |host| {
            let mut runtime = prepared.into_worker(origin, Arc::new(options), own_start, host)?;
            runtime.event_loop().meter().share(meter);
            runtime.enter(|scope| Incoming::attach(&side, scope)).map_err(RuntimeError::Loop)?;
            Ok(runtime)
        }),
        Err(error) => not_started(&upstream, &link, error.to_string()),
    };
    upstream.report(exit);
    leave(&link)
}

/// Ends a worker whose program cannot start.
fn not_started(upstream: &Upstream, link: &Link, why: String) -> ! {
    upstream.report(Report::NotStarted(why));
    upstream.report(Report::Exit(1, ExitReason::NotStarted, None));
    // An empty ring has room for these few small frames. Without the second thread nobody would send what is left.
    link.flush();
    exit_now(0)
}

/// Takes on the limits and the sandbox, and tells the parent what of them holds; why something does not.
fn shut_in(sandbox: Option<Sandbox>, limits: &Limits, group: GroupHolds, upstream: &Upstream) -> Result<(), String> {
    let plan = kernel_limits::plan(limits, group)?;
    let held = match sandbox {
        Some(sandbox) => {
            let held = sandbox.enter(plan).map_err(|refused| format!("{refused} (sandbox.bestEffort accepts less)"))?;
            let limits = held.limits.clone();
            upstream.report(Report::Confined(held.into()));
            limits
        }
        None => plan.apply().map_err(|error| format!("this system cannot enforce the limits: {error}"))?,
    };
    let held = kernel_limits::describe(limits, &held, group);
    if !held.is_empty() {
        upstream.report(Report::Limited(held));
    }
    Ok(())
}

/// The program wrote to memory that it may only read: on the thread that did.
fn end_on_store(place: &str) -> ! {
    let Some(link) = LINK.get() else { exit_now(1) };
    let upstream = Upstream::Link(link.clone());
    upstream.report(Report::ReadOnlyStore(place.to_owned()));
    upstream.report(Report::Exit(1, ExitReason::ReadonlyMemory, None));
    leave(link)
}

/// A worker's JavaScript runs on the process's first thread, whose stack the kernel lets grow only so far.
fn fit_stack(limits: &mut Limits) {
    limits.stack_mb = limits.stack_mb.min(LARGEST_STACK_MB);
    if heddle_sys::process::reserve_main_stack(limits.stack() as u64 + STACK_MARGIN).is_err() {
        limits.stack_mb = limits.stack_mb.min(Limits::default().stack_mb);
    }
}

/// Ends the process once its parent has taken everything, or can.
fn leave(link: &Link) -> ! {
    if link.flush() {
        // The other thread does the rest, and ends the process if the parent does first.
        link.wait_sent();
    }
    exit_now(0)
}

/// What comes from the parent: through the ring to the worker's loop, and beside it to a second thread, also while the worker is
/// busy.
struct Side {
    id: u32,
    link: Arc<Link>,
    control: Arc<Control>,
    output: Arc<WorkerOutput>,
    ports: Arc<LinkPorts>,
}

impl Side {
    /// The second thread: it takes what the parent sends beside the ring, and ends the process when the parent is gone.
    fn serve(&self, mut partial: Partial, kick: &OwnedFd) {
        let mut pause = Some(BUSY);
        loop {
            let flags = if self.link.is_full() { PollFlags::IN | PollFlags::OUT } else { PollFlags::IN };
            let mut fds = vec![PollFd::from_borrowed_fd(self.link.socket(), flags), PollFd::new(kick, PollFlags::IN)];
            if let (true, Some(wake)) = (self.link.is_ring_full(), self.link.wake_socket()) {
                fds.push(PollFd::from_borrowed_fd(wake, PollFlags::IN));
            }
            let timeout =
                pause.map(|pause| Timespec { tv_sec: pause.as_secs() as i64, tv_nsec: pause.subsec_nanos().into() });
            match poll(&mut fds, timeout.as_ref()) {
                Ok(0) => pause = self.help(pause),
                Ok(_) => {}
                Err(rustix::io::Errno::INTR) => continue,
                Err(_) => exit_now(1),
            }
            if fds.get(2).is_some_and(|wake| !wake.revents().is_empty()) {
                self.link.hear_wakes();
                // It may have been meant for the loop.
                self.control.post(Event::Wake);
            }
            let mut count = [0; 8];
            // Empty unless it was written to.
            let _none = rustix::io::read(kick, &mut count);
            self.link.flush();
            loop {
                match self.link.receive_beside(&mut partial) {
                    Ok(Arrival::Nothing) => break,
                    Ok(Arrival::Frame(frame)) => {
                        if self.take_beside(frame).is_err() {
                            exit_now(1);
                        }
                    }
                    // The parent is gone.
                    _ => exit_now(0),
                }
            }
        }
    }

    /// Gives a worker that uses much processor time the engine's helper threads; when to look again.
    fn help(&self, pause: Option<Duration>) -> Option<Duration> {
        let usage = resource_usage(UsageOf::Process);
        if Duration::from_micros(usage.user_time + usage.system_time) < BUSY {
            return pause.map(|pause| (pause * 2).min(MOST_PAUSE));
        }
        self.control.run(Box::new(|scope| {
            // Without them it is slower.
            let _started = scope.start_helpers();
        }));
        None
    }

    /// What comes through the ring.
    fn take(&self, frame: LinkFrame) {
        if !LinkPorts::is_frame(&frame) || self.ports.take(frame).is_err() {
            exit_now(1);
        }
    }

    fn take_beside(&self, frame: LinkFrame) -> Result<(), Malformed> {
        match (frame.kind, frame.body.as_slice()) {
            (kind::STOP, []) => self.control.tell(Event::Run(Box::new(hear_stop_in_order))),
            (kind::COPY_OUTPUT, [fd @ 1..=2]) => self.output.want(usize::from(fd - 1)),
            (kind::OUTPUT_WANTED, [fd @ 1..=2, for_good]) => {
                if *for_good != 0 {
                    self.output.set_unread(usize::from(fd - 1));
                }
                self.control.post(output_wanted_event(usize::from(*fd)));
            }
            (kind::ASK, body) => {
                let mut input = Reader(body);
                let number = input.u32()?;
                self.answer(number, Question::decode(input)?);
            }
            _ => return Err(Malformed),
        }
        Ok(())
    }

    /// Answers a question, as soon as the isolate can be interrupted.
    fn answer(&self, number: u32, question: Question) {
        let link = self.link.clone();
        let answer = move |reply: Reply| {
            let mut out = Writer::default();
            out.u32(number);
            let descriptors = reply.encode(&mut out);
            link.send(kind::ANSWER, &[&out.0], descriptors);
        };
        match question {
            Question::Alive(patience) => crate::why_alive::tell(&self.control, self.id, patience, answer),
            _ => self.control.run(Box::new(move |scope| answer(question.answer(scope)))),
        }
    }
}

/// Messages that were sent before come before.
fn hear_stop_in_order(scope: &mut Scope<'_>) {
    take_messages(scope);
    scope.state::<EventLoop>().handle().post(Event::Run(Box::new(hear_stop)));
}

/// The ring, as the worker's loop sees it.
struct Incoming(Arc<Side>);

impl Incoming {
    /// From now on the loop takes what comes through the ring.
    fn attach(side: &Arc<Side>, scope: &mut Scope<'_>) -> io::Result<()> {
        let incoming = Rc::new(Incoming(side.clone()));
        let wake = side.link.wake_socket().map(|wake| wake.as_raw_fd()).ok_or(io::ErrorKind::NotConnected)?;
        let link = side.link.clone();
        // Being woken is all that is to it.
        let watch = watch_fd(scope, wake, Interest::Read, true, Box::new(move |_| link.hear_wakes()))?;
        watch_ref(scope, watch, false);
        scope.put_state(incoming.clone());
        scope.state::<EventLoop>().add_bell(incoming);
        Ok(())
    }

    fn take(&self, most: usize) {
        self.0.link.flush();
        for _ in 0..most {
            match self.0.link.receive_in_order() {
                Ok(Arrival::Nothing) => break,
                Ok(Arrival::Frame(frame)) => self.0.take(frame),
                _ => exit_now(1),
            }
        }
        // What came with descriptors that were looked for.
        while let Some(frame) = self.0.link.found_beside() {
            if self.0.take_beside(frame).is_err() {
                exit_now(1);
            }
        }
    }
}

impl Bell for Incoming {
    fn rings(&self) -> bool {
        self.0.link.rings()
    }

    fn before_sleep(&self) -> bool {
        self.0.link.before_sleep()
    }

    fn after_sleep(&self) {
        self.0.link.after_sleep();
    }

    fn answer(self: Rc<Self>, _: &mut Scope<'_>) {
        self.take(BATCH);
    }
}

/// In a process worker: waits for the rest of a message that has come in part; false if there is none to wait for.
pub(crate) fn wait_for_rest(scope: &Scope<'_>) -> bool {
    scope.try_state::<Incoming>().is_some_and(|incoming| incoming.0.link.wait_for_rest())
}

/// In a process worker: takes what its parent has sent, amid what the program does.
pub(crate) fn take_messages(scope: &Scope<'_>) {
    if let Some(incoming) = scope.try_state::<Incoming>() {
        incoming.take(ALL);
    }
}
