//! A process worker as its parent sees it. Nothing that comes from its process is trusted
//! (docs/design/process-workers.md).

mod ending;
mod output;
mod start;

pub(super) use start::{start, Ends};

use super::frames::{self, kind, Reader, Writer};
use super::kernel_limits;
use super::{deliver, finish, Answered, Question, Reply, Report};
use crate::limits::Limits;
use crate::ops::Platform;
use heddle_core::delay::{run_after, Delayed};
use heddle_core::{unwatch_fd, watch_fd, watch_ref, Bell, Event, EventLoop, Interest, LoopHandle, LoopTimes, WatchId};
use heddle_engine::{Refusal, Scope, Ticket};
use heddle_process::zygote::{self, Fate, News};
use heddle_process::{Asked, Birth, Malformed};
use heddle_sys::shared_region::SharedRegion;
use heddle_sys::thread::CpuUsage;
use heddle_worker::{Arrival, Cause, ExitReason, LimitUse, Link, LinkFrame, LinkPorts, Partial, WorkerOutput};
use output::OwnStreams;
use rustix::event::{poll, PollFd, PollFlags, Timespec};
use rustix::process::{pidfd_send_signal, Signal};
use std::cell::{Cell, RefCell};
use std::collections::{HashMap, VecDeque};
use std::io;
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::rc::Rc;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

/// Packets that are handled before the rest of the loop gets a turn.
const BATCH: usize = 256;
/// Frames that are taken amid what the program does: more than a ring holds.
const ALL: usize = 1 << 15;
/// How long a zygote has to tell what became of a worker whose process is gone, and a worker to go after it said so.
const PATIENCE: Duration = Duration::from_secs(2);

/// A worker's process, as far as other threads may use it.
#[derive(Default)]
struct Tie {
    process: Mutex<Option<Process>>,
    cause: Mutex<Option<Cause>>,
}

struct Process {
    pid: u32,
    birth: Birth,
    pidfd: OwnedFd,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|e| e.into_inner())
}

impl Tie {
    /// Ends the process. The first cause counts.
    fn end(&self, cause: Cause) {
        lock(&self.cause).get_or_insert(cause);
        self.kill();
    }

    fn kill(&self) {
        // One that is not there yet ends when it is.
        if let Some(process) = &*lock(&self.process) {
            // That it is gone is as wanted.
            let _gone = pidfd_send_signal(&process.pidfd, Signal::KILL);
        }
    }
}

/// The parent's side.
pub(super) struct ProcessWorker {
    id: u32,
    link: Arc<Link>,
    partial: RefCell<Partial>,
    looks_again: Cell<bool>,
    ports: Arc<LinkPorts>,
    /// What has come and is not for a port; it waits while only messages are looked for.
    later: RefCell<VecDeque<(Arrival, Option<Ticket>)>>,
    /// Output that its reader has not asked beyond, by stream.
    unread_output: RefCell<[Vec<Ticket>; 2]>,
    pub(super) output: WorkerOutput,
    /// Of a sandboxed worker.
    own_streams: Option<OwnStreams>,
    /// Its end is told when its output is written.
    waits_for_output: Cell<bool>,
    tie: Arc<Tie>,
    /// How its loop spends its time.
    meter: SharedRegion,
    /// What it was asked and has not answered, by number.
    asked: RefCell<HashMap<u32, (Question, Answered)>>,
    questions: Cell<u32>,
    watches: RefCell<Vec<WatchId>>,
    bell: Cell<Option<u64>>,
    /// What it said of its end.
    said: Cell<Option<(i32, ExitReason, Option<LimitUse>)>>,
    /// It did what no worker does.
    misbehaved: Cell<bool>,
    /// Its process is gone.
    dead: Cell<bool>,
    /// The link has ended.
    unlinked: Cell<bool>,
    forked: Asked,
    loop_handle: LoopHandle,
    limits: Limits,
    /// The name of its control group.
    group: Option<String>,
    fate: Cell<Option<Fate>>,
    finished: Cell<bool>,
    delayed: RefCell<Vec<Delayed>>,
}

/// Whether the kernel has killed for lack of memory since this was last asked, or the first worker started.
fn more_oom_kills() -> bool {
    static KNOWN: Mutex<Option<Option<u64>>> = Mutex::new(None);
    let mut known = lock(&KNOWN);
    let before = known.replace(heddle_sys::cgroup::oom_kills());
    before.is_some_and(|before| *known > Some(before))
}

fn invalid_data() -> io::Error {
    io::ErrorKind::InvalidData.into()
}

impl Drop for ProcessWorker {
    /// The isolate that made it is gone, and the process with it: other threads may hold ports to that.
    fn drop(&mut self) {
        self.ports.close_all();
    }
}

// ---- what the parent does with it ------------------------------------------------------------------------------------

impl ProcessWorker {
    pub(super) fn end(&self, cause: Cause) {
        self.tie.end(cause);
        self.give_up_later();
    }

    /// Told to end before its process was there. The zygote may be stopped: then nobody has to wait until it goes on, and
    /// a process that comes after all leaves, since its link has ended.
    fn give_up_later(&self) {
        if lock(&self.tie.process).is_some() {
            return;
        }
        let (handle, id) = (self.loop_handle.clone(), self.id);
        let late = run_after(PATIENCE, move || {
            handle.post(Event::Run(Box::new(move |scope| {
                if let Some(process) = super::workers(scope).process(id) {
                    if lock(&process.tie.process).is_none() {
                        process.finish(scope);
                    }
                }
            })));
        });
        self.delayed.borrow_mut().extend(late);
    }

    pub(super) fn ask(&self, grace: Duration) {
        self.link.send_beside(kind::STOP, &[], Vec::new());
        let (tie, handle, id) = (self.tie.clone(), self.loop_handle.clone(), self.id);
        let end = move || {
            tie.end(Cause::Terminated);
            handle.post(Event::Run(Box::new(move |scope| {
                if let Some(process) = super::workers(scope).process(id) {
                    process.give_up_later();
                }
            })));
        };
        match run_after(grace, end) {
            Some(end) => self.delayed.borrow_mut().push(end),
            None => self.end(Cause::Terminated),
        }
    }

    pub(super) fn copy_output(&self, fd: usize) {
        self.link.send_beside(kind::COPY_OUTPUT, &[&[fd as u8]], Vec::new());
    }

    pub(super) fn output_wanted(&self, fd: usize, for_good: bool) {
        let read = std::mem::take(&mut self.unread_output.borrow_mut()[fd - 1]);
        drop(read);
        self.link.send_beside(kind::OUTPUT_WANTED, &[&[fd as u8, for_good.into()]], Vec::new());
    }

    /// Asks it something. `answered` is dropped if it ends first.
    pub(super) fn ask_question(&self, question: Question, answered: Answered) {
        let number = self.questions.replace(self.questions.get().wrapping_add(1));
        let mut out = Writer::default();
        out.u32(number);
        question.encode(&mut out);
        self.asked.borrow_mut().insert(number, (question, answered));
        self.link.send_beside(kind::ASK, &[&out.0], Vec::new());
    }

    pub(super) fn loop_times(&self) -> LoopTimes {
        LoopTimes::of_shared(&self.meter)
    }

    pub(super) fn cpu_usage(&self) -> Option<CpuUsage> {
        let process = lock(&self.tie.process);
        heddle_sys::process::cpu_usage_of(process.as_ref()?.pid)
    }

    /// Waits for its process, which was killed: before the parent goes.
    pub(super) fn wait(&self) {
        if let Some(process) = &*lock(&self.tie.process) {
            let patience = Timespec { tv_sec: PATIENCE.as_secs() as i64, tv_nsec: 0 };
            // Whether it is gone makes no difference any more.
            let _gone = poll(&mut [PollFd::new(&process.pidfd, PollFlags::IN)], Some(&patience));
        }
        if let Some(streams) = &self.own_streams {
            streams.wait_written(PATIENCE);
        }
    }
}

/// The ring.
impl Bell for ProcessWorker {
    fn rings(&self) -> bool {
        !self.finished.get() && !self.unlinked.get() && self.link.rings()
    }

    fn before_sleep(&self) -> bool {
        self.link.before_sleep()
    }

    fn after_sleep(&self) {
        self.link.after_sleep();
    }

    fn answer(self: Rc<Self>, scope: &mut Scope<'_>) {
        self.link.flush();
        for _ in 0..BATCH {
            if self.finished.get() || self.unlinked.get() {
                return;
            }
            let later = self.later.borrow_mut().pop_front();
            let arrival = later.map(|(arrival, _)| arrival).map_or_else(|| self.link.receive_in_order(), Ok);
            if !self.take_arrival(scope, arrival) {
                return;
            }
        }
    }
}

// ---- what comes from it ----------------------------------------------------------------------------------------------

impl ProcessWorker {
    /// Calls `ready` whenever a descriptor is ready. That alone keeps no loop alive: the worker does.
    fn watch(
        self: &Rc<Self>,
        scope: &mut Scope<'_>,
        fd: i32,
        interest: Interest,
        ready: fn(&mut Scope<'_>, &Rc<ProcessWorker>),
    ) -> io::Result<()> {
        let process = Rc::downgrade(self);
        let on_ready = move |scope: &mut Scope<'_>| {
            if let Some(process) = process.upgrade() {
                ready(scope, &process);
            }
        };
        let watch = watch_fd(scope, fd, interest, true, Box::new(on_ready))?;
        watch_ref(scope, watch, false);
        self.watches.borrow_mut().push(watch);
        Ok(())
    }

    /// Sends and takes what can be.
    fn look(self: &Rc<Self>, scope: &mut Scope<'_>) {
        self.link.flush();
        for _ in 0..BATCH {
            if self.finished.get() || self.unlinked.get() {
                return;
            }
            let later = self.later.borrow_mut().pop_front();
            let arrival =
                later.map(|(arrival, _)| arrival).map_or_else(|| self.link.receive(&mut self.partial.borrow_mut()), Ok);
            if !self.take_arrival(scope, arrival) {
                return;
            }
        }
        self.look_again(scope);
    }

    /// Takes messages that have come, and leaves everything else for its time: amid what the program does.
    pub(super) fn take_messages(self: &Rc<Self>, scope: &mut Scope<'_>) {
        if self.finished.get() || self.unlinked.get() || self.misbehaved.get() {
            return;
        }
        self.link.flush();
        let started = lock(&self.tie.process).is_some();
        for _ in 0..ALL {
            let arrival = self.link.receive(&mut self.partial.borrow_mut());
            match arrival {
                Ok(Arrival::Nothing) => break,
                Ok(Arrival::Frame(frame)) if LinkPorts::is_frame(&frame) && (started || self.later_starts()) => {
                    if self.ports.take(frame).is_err() {
                        self.misbehave();
                        break;
                    }
                }
                Ok(arrival) => {
                    let gone = matches!(arrival, Arrival::Gone);
                    let ticket = match &arrival {
                        Arrival::Frame(frame) => self.link.charge(frame.body.len(), frame.descriptors.len()),
                        _ => None,
                    };
                    self.later.borrow_mut().push_back((arrival, ticket));
                    if gone {
                        break;
                    }
                }
                Err(_) => {
                    self.misbehave();
                    break;
                }
            }
        }
        self.look_again(scope);
    }

    /// Waits for the rest of a message of which a part has come; false if there is none to wait for.
    pub(super) fn wait_for_rest(&self) -> bool {
        !self.finished.get() && !self.unlinked.get() && !self.misbehaved.get() && self.link.wait_for_rest()
    }

    /// Whether it has said that it starts, and that waits for its time.
    fn later_starts(&self) -> bool {
        matches!(self.later.borrow().front(), Some((Arrival::Frame(frame), _)) if frame.kind == kind::STARTED)
    }

    /// More may be there, and nobody would say so again.
    fn look_again(&self, scope: &mut Scope<'_>) {
        if self.looks_again.replace(true) {
            return;
        }
        let id = self.id;
        scope.state::<EventLoop>().handle().post(Event::Run(Box::new(move |scope| {
            if let Some(process) = super::workers(scope).process(id) {
                process.looks_again.set(false);
                process.look(scope);
            }
        })));
    }

    /// Whether there may be more.
    fn take_arrival(self: &Rc<Self>, scope: &mut Scope<'_>, arrival: Result<Arrival, Malformed>) -> bool {
        match arrival {
            Ok(Arrival::Nothing) => return false,
            Ok(Arrival::Frame(frame)) => scope.nested(|scope| self.take(scope, frame)),
            Ok(Arrival::News(news)) => self.hear(scope, news),
            Ok(Arrival::Gone) => self.unlink(scope),
            Err(Malformed) => self.misbehave(),
        }
        true
    }

    /// It does what no worker does: whatever runs there is ended.
    fn misbehave(&self) {
        self.misbehaved.set(true);
        self.link.ignore_ring();
        self.tie.kill();
    }

    fn take(self: &Rc<Self>, scope: &mut Scope<'_>, frame: LinkFrame) {
        if self.misbehaved.get() {
            return;
        }
        let started = lock(&self.tie.process).is_some();
        if started != (frame.kind != kind::STARTED) {
            return self.misbehave();
        }
        let taken = if LinkPorts::is_frame(&frame) { self.ports.take(frame) } else { self.take_report(scope, frame) };
        if taken.is_err() {
            self.misbehave();
        }
    }

    fn take_report(self: &Rc<Self>, scope: &mut Scope<'_>, frame: LinkFrame) -> Result<(), Refusal> {
        let report = match frame.kind {
            kind::STARTED => return self.started(scope, frame),
            kind::ERROR => {
                let wire = heddle_wire::Frame { bytes: frame.body, descriptors: frame.descriptors };
                let wire = heddle_wire::Message::decode(wire, &heddle_wire::Limits::default())?;
                Report::Error(heddle_engine::Message::from_wire(wire, &Platform)?)
            }
            kind::ANSWER => return self.take_answer(frame).map_err(|_| invalid_data().into()),
            kind => frames::decode(kind, &frame.body).map_err(|_| invalid_data())?,
        };
        if let Report::Exit(code, reason, limit) = report {
            self.said.set(Some((code, reason, limit)));
            // It has nothing more to do than to go.
            let tie = self.tie.clone();
            let late = run_after(PATIENCE, move || tie.kill());
            self.delayed.borrow_mut().extend(late);
        } else {
            if let Report::Output(fd, bytes) = &report {
                self.count_output(*fd, bytes.len());
            }
            deliver(scope, self.id, report);
        }
        Ok(())
    }

    /// Output that only the parent gets waits there until its reader wants more. A worker waits with more for that.
    fn count_output(&self, fd: usize, length: usize) {
        if self.output.only_stream[fd - 1] && !self.output.is_unread(fd - 1) {
            self.unread_output.borrow_mut()[fd - 1].extend(self.link.charge(length, 0));
        }
    }

    fn take_answer(&self, frame: LinkFrame) -> Result<(), Malformed> {
        let mut input = Reader(&frame.body);
        let asked = self.asked.borrow_mut().remove(&input.u32()?);
        let (question, answered) = asked.ok_or(Malformed)?;
        answered(Reply::decode(&question, input, frame.descriptors)?);
        Ok(())
    }

    /// Its process is there. This is said before anything of the program runs in it.
    fn started(self: &Rc<Self>, scope: &mut Scope<'_>, frame: LinkFrame) -> Result<(), Refusal> {
        let pid = u32::from_le_bytes(frame.body.as_slice().try_into().map_err(|_| invalid_data())?);
        let pidfd = frame.descriptors.into_iter().next().ok_or_else(invalid_data)?;
        let number = pidfd.as_raw_fd();
        *lock(&self.tie.process) = Some(Process { pid, birth: self.forked.done(), pidfd });
        self.watch(scope, number, Interest::Read, |scope, process| process.died(scope))?;
        if lock(&self.tie.cause).is_some() {
            self.tie.kill();
        }
        Ok(())
    }

    fn hear(self: &Rc<Self>, scope: &mut Scope<'_>, news: News) {
        let started = lock(&self.tie.process).is_some();
        match news {
            News::NotForked(why) if !started => self.not_started(scope, &why),
            News::NotForked(_) => self.misbehave(),
            News::Ended(fate) => {
                self.fate.set(Some(fate));
                if !started {
                    let why = match fate.out_of_memory {
                        true => "limits.memoryMb leaves no room for its process",
                        false => "its process ended before it could start",
                    };
                    return self.not_started(scope, why);
                }
                if self.is_dead() {
                    self.finish(scope);
                } else {
                    // Not the zygote's word.
                    self.misbehave();
                }
            }
        }
    }

    fn is_dead(&self) -> bool {
        if !self.dead.get() {
            if let Some(process) = &*lock(&self.tie.process) {
                let now = Timespec { tv_sec: 0, tv_nsec: 0 };
                self.dead.set(poll(&mut [PollFd::new(&process.pidfd, PollFlags::IN)], Some(&now)) == Ok(1));
            }
        }
        self.dead.get()
    }

    /// The process is gone; the zygote will say how it ended, after all that it had sent itself.
    fn died(self: &Rc<Self>, scope: &mut Scope<'_>) {
        if !self.is_dead() || self.finished.get() {
            return;
        }
        if self.fate.get().is_some() || self.unlinked.get() {
            return self.finish(scope);
        }
        let (handle, id) = (scope.state::<EventLoop>().handle(), self.id);
        let late = run_after(PATIENCE, move || {
            handle.post(Event::Run(Box::new(move |scope| {
                if let Some(process) = super::workers(scope).process(id) {
                    process.finish(scope);
                }
            })));
        });
        match late {
            Some(late) => self.delayed.borrow_mut().push(late),
            None => self.finish(scope),
        }
    }

    /// The link has ended without news: there is no zygote any more to tell them.
    fn unlink(self: &Rc<Self>, scope: &mut Scope<'_>) {
        self.unlinked.set(true);
        if lock(&self.tie.process).is_none() {
            self.not_started(scope, "the process that it is forked from has ended");
        } else if self.is_dead() {
            self.finish(scope);
        } else {
            // It can be of no use without a link.
            self.tie.kill();
        }
    }

    fn not_started(self: &Rc<Self>, scope: &mut Scope<'_>, why: &str) {
        if lock(&self.tie.cause).is_none() {
            deliver(scope, self.id, Report::NotStarted(why.to_owned()));
            self.said.set(Some((1, ExitReason::NotStarted, None)));
        }
        self.finish(scope);
    }

    /// Tells the parent's program that the worker is gone, and how.
    fn finish(self: &Rc<Self>, scope: &mut Scope<'_>) {
        match &self.own_streams {
            Some(streams) if !streams.are_written() => {
                if !self.waits_for_output.replace(true) {
                    self.finish_after_output(scope, streams);
                }
            }
            _ => self.finish_now(scope),
        }
    }

    fn finish_now(self: &Rc<Self>, scope: &mut Scope<'_>) {
        if self.finished.replace(true) {
            return;
        }
        for watch in self.watches.take() {
            unwatch_fd(scope, watch);
        }
        if let Some(bell) = self.bell.take() {
            scope.state::<EventLoop>().remove_bell(bell);
        }
        self.delayed.take();
        self.ports.close_all();
        self.asked.take();
        let fate = self.fate.get().or_else(|| {
            let process = lock(&self.tie.process);
            let fate = process.as_ref().and_then(|process| {
                zygote::fate(process.pid, process.birth, process.pidfd.as_fd(), self.group.as_deref())
            });
            self.group.iter().for_each(|name| kernel_limits::remove_group(name));
            fate
        });
        let (code, reason, limit) = self.ending(fate);
        let memory = (reason == ExitReason::MemoryLimit).then_some(self.limits.memory_mb);
        let (said, id) = (self.said.get().is_some() && !self.misbehaved.get(), self.id);
        // After what its ports have been told to the loop before.
        scope.state::<EventLoop>().handle().post(Event::Run(Box::new(move |scope| {
            if let Some(max) = memory {
                deliver(scope, id, Report::MemoryUsedUp(max));
            }
            if said {
                deliver(scope, id, Report::Exit(code, reason, limit));
            } else {
                finish(scope, id, code, reason, limit);
            }
        })));
    }
}
