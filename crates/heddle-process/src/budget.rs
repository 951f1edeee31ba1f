//! How many programs this process may have running at a time, over all its isolates. Those beyond wait for their turn, in
//! the order in which they asked.
//!
//! A place is free again when the guard has seen the child's end, not when the isolate hears of it: that may be blocked, even
//! in a wait for this very place. So guards tell the ends twice, the second time by a pipe that whoever waits reads.

use crate::channel::Waiting;
use crate::wire::ChildId;
use heddle_sys::{cgroup, process};
use rustix::event::{eventfd, EventfdFlags, PollFd, PollFlags};
use rustix::pipe::{pipe_with, PipeFlags};
use rustix::process::{getrlimit, Resource};
use std::collections::{HashMap, VecDeque};
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

/// Told when a turn has come, on any thread.
type OnTurn = Box<dyn FnOnce() + Send>;

/// The pipe by which guards tell the ends of children.
pub(crate) struct Notices {
    reader: OwnedFd,
    pub(crate) writer: OwnedFd,
}

#[derive(Default)]
struct State {
    /// Who runs or is about to be started, and the thread that asked.
    holders: HashMap<ChildId, ThreadId>,
    queue: VecDeque<(ChildId, ThreadId, OnTurn)>,
    /// Threads that wait for a turn and do nothing else.
    blocked: Vec<ThreadId>,
    /// Places given back so far.
    freed: u64,
    asked: u64,
    notices: Option<Arc<Notices>>,
    watched: bool,
}

static STATE: Mutex<Option<State>> = Mutex::new(None);
/// A number that was asked for.
static CHOSEN: OnceLock<usize> = OnceLock::new();

/// Not more than so many notices are left in the pipe, which holds a few thousand.
const LOOK_EVERY: u64 = 256;
/// How long threads that all wait for each other's children wait for one that ends nevertheless.
const STANDSTILL: Duration = Duration::from_secs(1);
/// What a program is taken to need at least.
const MEMORY_OF_ONE: u64 = 4 << 20;
/// Programs need others to get anywhere, also on a small machine.
const LEAST: u64 = 16;

fn with<R>(f: impl FnOnce(&mut State) -> R) -> R {
    f(STATE.lock().unwrap_or_else(|e| e.into_inner()).get_or_insert_default())
}

pub(crate) fn choose(most: usize) {
    let _ = CHOSEN.set(most);
}

/// How many children run at a time at most.
pub fn most_children() -> usize {
    *CHOSEN.get_or_init(machine_limit)
}

/// What the machine bears: half of the processes that the kernel allows this user, these control groups and the system,
/// and no more than there is memory for. The number of processors plays no part: programs wait more than they compute.
fn machine_limit() -> usize {
    let of_system = |name: &str| {
        let text = heddle_sys::file::read_to_string(format!("/proc/sys/kernel/{name}")).ok()?;
        text.trim().parse::<u64>().ok()
    };
    // The limit does not hold for root.
    let of_user = if rustix::process::geteuid().is_root() { None } else { getrlimit(Resource::Nproc).current };
    let processes = [of_user, cgroup::most_processes(), of_system("pid_max"), of_system("threads-max")];
    let processes = processes.into_iter().flatten().map(|count| count / 2).min().unwrap_or(u64::MAX);
    processes.min(process::memory_size() / MEMORY_OF_ONE).clamp(LEAST, u32::MAX.into()) as usize
}

impl State {
    fn has_room(&self) -> bool {
        self.holders.len() < most_children()
    }

    fn free(&mut self, child: ChildId) {
        if self.holders.remove(&child).is_some() {
            self.freed += 1;
        }
    }

    /// Gives out what is free; the result is to be called when the state is unlocked.
    fn give_out(&mut self) -> Vec<OnTurn> {
        let mut turns = Vec::new();
        while self.has_room() {
            let Some((child, thread, on_turn)) = self.queue.pop_front() else { break };
            self.holders.insert(child, thread);
            turns.push(on_turn);
        }
        turns
    }

    /// Reads what guards have told.
    fn look(&mut self) {
        let Some(notices) = self.notices.clone() else { return };
        let mut buffer = [0; 4096];
        // Written in whole numbers, and read so as well.
        while let Ok(count @ 1..) = rustix::io::read(&notices.reader, &mut buffer) {
            for child in buffer[..count].as_chunks().0 {
                self.free(ChildId::from_ne_bytes(*child));
            }
        }
    }

    fn notices(&mut self) -> io::Result<Arc<Notices>> {
        if self.notices.is_none() {
            let (reader, writer) = pipe_with(PipeFlags::CLOEXEC | PipeFlags::NONBLOCK)?;
            self.notices = Some(Arc::new(Notices { reader, writer }));
        }
        self.notices.clone().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    /// Whether all that run may be waiting for threads that wait themselves.
    fn stands_still(&self) -> bool {
        self.holders.values().all(|thread| self.blocked.contains(thread))
    }

    /// Lets one start although there is no room.
    fn let_pass(&mut self, child: ChildId) {
        if let Some(at) = self.queue.iter().position(|(id, ..)| *id == child) {
            if let Some((child, thread, _)) = self.queue.remove(at) {
                self.holders.insert(child, thread);
            }
        }
    }
}

/// The pipe for a new guard.
pub(crate) fn notices() -> io::Result<Arc<Notices>> {
    with(State::notices)
}

/// Reads what guards have told, and gives out what is free.
fn look() {
    let turns = with(|state| {
        state.look();
        state.give_out()
    });
    turns.into_iter().for_each(|on_turn| on_turn());
}

/// A child has ended.
pub(crate) fn ended(child: ChildId) {
    let turns = with(|state| {
        state.free(child);
        state.give_out()
    });
    turns.into_iter().for_each(|on_turn| on_turn());
}

/// Looks for ends while somebody waits for a turn.
fn watch(notices: &Notices) {
    loop {
        // An interrupted or failed wait is followed by a look like any other.
        let _ = rustix::event::poll(&mut [PollFd::new(&notices.reader, PollFlags::IN)], None);
        look();
        let is_over = with(|state| {
            state.watched = !state.queue.is_empty();
            !state.watched
        });
        if is_over {
            return;
        }
    }
}

/// A program's place among those that run, or in the queue. Dropped, it is free for another.
pub(crate) struct Place(ChildId);

impl Place {
    /// Asks for a place. `on_turn` is called if there is none now, when there is.
    pub(crate) fn ask(child: ChildId, on_turn: OnTurn) -> Place {
        let thread = thread::current().id();
        let watched = with(|state| {
            state.asked += 1;
            if !state.has_room() || state.asked.is_multiple_of(LOOK_EVERY) {
                state.look();
            }
            if state.has_room() && state.queue.is_empty() {
                state.holders.insert(child, thread);
                return None;
            }
            state.queue.push_back((child, thread, on_turn));
            let notices = state.notices().ok().filter(|_| !state.watched)?;
            state.watched = true;
            Some(notices)
        });
        if let Some(notices) = watched {
            let watcher = thread::Builder::new().name("heddle-children".into()).stack_size(128 << 10);
            if watcher.spawn(move || watch(&notices)).is_err() {
                // The next that queues makes another attempt; until then isolates tell the ends that they hear of.
                with(|state| state.watched = false);
            }
        }
        Place(child)
    }

    /// Whether the program may be started.
    pub(crate) fn has_turn(&self) -> bool {
        with(|state| state.holders.contains_key(&self.0))
    }

    /// The program runs: the place is given back when it ends.
    pub(crate) fn keep(self) {
        std::mem::forget(self);
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let turns = with(|state| {
            state.queue.retain(|(child, ..)| *child != self.0);
            state.free(self.0);
            state.give_out()
        });
        turns.into_iter().for_each(|on_turn| on_turn());
    }
}

/// Noted as long as a thread waits.
struct Blocked(ThreadId);

impl Blocked {
    fn new() -> Blocked {
        let thread = thread::current().id();
        with(|state| state.blocked.push(thread));
        Blocked(thread)
    }
}

impl Drop for Blocked {
    fn drop(&mut self) {
        with(|state| state.blocked.retain(|thread| *thread != self.0));
    }
}

/// Waits for a place; `None` if none came in time. An error of kind Interrupted: the wait was ended.
///
/// If nothing ends for a while and all that run are children of threads that wait like this one, on which they may depend
/// in turn, then this one is started over the limit.
pub(crate) fn wait(child: ChildId, timeout: Option<Duration>, waiting: &dyn Waiting) -> io::Result<Option<Place>> {
    let deadline = timeout.and_then(|timeout| Instant::now().checked_add(timeout));
    let turn = Arc::new(eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)?);
    let told = turn.clone();
    let place = Place::ask(
        child,
        Box::new(move || {
            // There is always room for a one.
            let _ = rustix::io::write(told.as_fd(), &1u64.to_ne_bytes());
        }),
    );
    if place.has_turn() {
        return Ok(Some(place));
    }
    let _blocked = Blocked::new();
    let notices = with(State::notices)?;
    let mut moved = (with(|state| state.freed), Instant::now());
    loop {
        look();
        if place.has_turn() {
            return Ok(Some(place));
        }
        let now = Instant::now();
        if deadline.is_some_and(|deadline| now >= deadline) {
            return Ok(None);
        }
        with(|state| {
            if state.freed != moved.0 {
                moved = (state.freed, now);
            } else if now >= moved.1 + STANDSTILL && state.stands_still() {
                state.let_pass(child);
            }
        });
        let pause = deadline.map_or(STANDSTILL, |deadline| STANDSTILL.min(deadline.saturating_duration_since(now)));
        let mut fds = [PollFd::new(&*turn, PollFlags::IN), PollFd::new(&notices.reader, PollFlags::IN)];
        waiting.poll(&mut fds, Some(if place.has_turn() { Duration::ZERO } else { pause }))?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_bears_some() {
        assert!(machine_limit() >= LEAST as usize);
    }
}
