//! The zygote's side: one thread, one loop over poll(2). [`serve`] returns in each process that is forked as well.

use super::groups::{Emptying, GroupOrder};
use super::{control, Fate, News, CONTROL, NAME, WORKER_NAME};
use crate::packet::{self, Packet};
use heddle_sys::cgroup::{Group, GroupHolds};
use heddle_sys::descriptor::{adopt_descriptor, become_descriptors};
use heddle_sys::fork::{fork_alone, ignore_terminal_stops, unblock_signals, Forked};
use heddle_sys::process::{kill, set_thread_name, set_title};
use heddle_sys::wait;
use rustix::event::{poll, PollFd, PollFlags, Timespec};
use rustix::io::Errno;
use std::collections::BTreeMap;
use std::io;
use std::os::fd::{AsFd, AsRawFd, OwnedFd, RawFd};
use std::time::{Duration, Instant};

/// SIGKILL.
const KILL: i32 = 9;
/// How long workers that were killed have to leave their control groups.
const PATIENCE: Duration = Duration::from_secs(2);

/// What [`serve`] was for.
pub enum Served {
    /// This is the zygote, and it is to end with this code.
    Ended(i32),
    /// This is a worker: its link to the runtime, and what holds by its control group.
    Worker(OwnedFd, GroupHolds),
}

struct Worker {
    /// Where its fate is told; the worker itself and its parent hold the others.
    link: OwnedFd,
    /// Its fate, for which the link had no room yet.
    untold: Option<Vec<u8>>,
    group: Option<Group>,
}

/// A zygote that is yet to serve.
pub struct Zygote {
    control: OwnedFd,
    child_ended: OwnedFd,
    workers: BTreeMap<u32, Worker>,
    emptying: Emptying,
    retired: bool,
}

impl Zygote {
    /// The zygote that this process was started as; `None` if it was not.
    pub fn adopt() -> Option<Zygote> {
        let control = adopt_descriptor(CONTROL)?;
        wait::block_signals();
        // Workers whose own children are left behind: somebody must wait for those.
        heddle_sys::heritage::adopt_orphans();
        ignore_terminal_stops();
        set_thread_name(NAME);
        let child_ended = wait::child_descriptor().ok()?;
        Some(Zygote { control, child_ended, workers: BTreeMap::new(), emptying: Emptying::default(), retired: false })
    }
}

/// Forks workers until the runtime is gone.
pub fn serve(mut zygote: Zygote) -> Served {
    loop {
        let ready = match zygote.wait() {
            Ok(ready) => ready,
            Err(Errno::INTR) => continue,
            Err(_) => return Served::Ended(1),
        };
        if ready.child_ended {
            zygote.reap();
        }
        zygote.tell();
        zygote.emptying.look();
        if ready.control {
            match packet::receive(&zygote.control) {
                Ok(packet) if packet.bytes.is_empty() => return zygote.end(),
                Ok(packet) => match zygote.obey(packet) {
                    Some(link) => return become_worker(zygote, link),
                    None => continue,
                },
                Err(Errno::AGAIN) => {}
                // Something else than the runtime sends: nothing of it can be trusted.
                Err(_) => return zygote.end(),
            }
        }
        if zygote.retired && zygote.workers.is_empty() && zygote.emptying.is_empty() {
            return Served::Ended(0);
        }
    }
}

struct Ready {
    child_ended: bool,
    control: bool,
}

/// What a worker is forked with.
struct Request {
    umask: u32,
    link: OwnedFd,
    streams: [OwnedFd; 3],
    folder: OwnedFd,
    group: Option<GroupOrder>,
}

impl Request {
    fn decode(packet: Packet) -> Option<Request> {
        let (kind, rest) = packet.bytes.split_first()?;
        let (umask, group) = rest.split_first_chunk::<4>()?;
        let (umask, group) = (u32::from_ne_bytes(*umask), GroupOrder::decode(group)?);
        if *kind != control::FORK {
            return None;
        }
        let [link, input, output, error, folder] = <[OwnedFd; 5]>::try_from(packet.descriptors).ok()?;
        Some(Request { umask, link, streams: [input, output, error], folder, group })
    }
}

/// What a worker's process has of its own.
struct Own {
    link: OwnedFd,
    streams: [OwnedFd; 3],
    holds: GroupHolds,
}

impl Zygote {
    fn wait(&mut self) -> Result<Ready, Errno> {
        let pause = self.emptying.pause().map(timespec);
        let mut fds = vec![PollFd::new(&self.control, PollFlags::IN), PollFd::new(&self.child_ended, PollFlags::IN)];
        let untold = self.workers.values().filter(|worker| worker.untold.is_some());
        fds.extend(untold.map(|worker| PollFd::new(&worker.link, PollFlags::OUT)));
        poll(&mut fds, pause.as_ref())?;
        Ok(Ready { control: !fds[0].revents().is_empty(), child_ended: !fds[1].revents().is_empty() })
    }

    /// The runtime is gone: so must be its workers, whatever they do.
    fn end(&mut self) -> Served {
        for (pid, _) in self.workers.iter().filter(|(_, worker)| worker.untold.is_none()) {
            // Not waited for, so the number is still its own.
            let _gone = kill(*pid as i32, KILL);
        }
        if self.workers.values().any(|worker| worker.group.is_some()) || !self.emptying.is_empty() {
            self.leave_groups();
        }
        Served::Ended(0)
    }

    /// Removes the groups of all workers. What goes on in one, since it was detached, keeps it: it is left to the next
    /// runtime that makes groups here.
    fn leave_groups(&mut self) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            self.reap();
            self.emptying.look();
            let has_groups = self.workers.values().any(|worker| worker.group.is_some());
            let Some(pause) = self.emptying.pause().or_else(|| has_groups.then_some(PATIENCE)) else { return };
            let now = Instant::now();
            if now >= deadline {
                return;
            }
            let pause = timespec(pause.min(deadline - now));
            // Interrupted or not: what has changed is looked at above.
            let _changed = poll(&mut [PollFd::new(&self.child_ended, PollFlags::IN)], Some(&pause));
        }
    }

    /// Takes all children that have ended, also those adopted.
    fn reap(&mut self) {
        let mut signals = [0; 1024];
        while rustix::io::read(&self.child_ended, &mut signals).is_ok() {}
        while let Ok(Some(ended)) = wait::reap_any() {
            if let Some(worker) = self.workers.get_mut(&ended.pid) {
                let group = worker.group.take();
                let out_of_memory = group.as_ref().is_some_and(|group| group.oom_kills() > 0);
                let fate = Fate { code: ended.code, signal: ended.signal, usage: ended.usage, out_of_memory };
                worker.untold = Some(News::Ended(fate).encode());
                group.into_iter().for_each(|group| self.emptying.add(group));
            }
        }
    }

    fn tell(&mut self) {
        self.workers.retain(|_, worker| match &worker.untold {
            None => true,
            // Whoever is no longer there need not know.
            Some(news) => packet::send(worker.link.as_fd(), &[news], &[]) == Err(Errno::AGAIN),
        });
    }

    /// Does what the runtime asks for; in the process that was forked, what it has of its own.
    fn obey(&mut self, packet: Packet) -> Option<Own> {
        if packet.bytes == [control::RETIRE] {
            self.retired = true;
            return None;
        }
        // What is malformed closes its link, by which its sender knows.
        let request = Request::decode(packet)?;
        let group = request.group.as_ref().map(GroupOrder::create);
        match self.fork(&request) {
            Ok(Forked::Parent(pid)) => {
                self.workers.insert(pid, Worker { link: request.link, untold: None, group });
                None
            }
            Ok(Forked::Child) => {
                heddle_sys::process::set_umask(request.umask);
                // A folder that cannot be entered is found out by whoever uses it.
                let _left = rustix::process::fchdir(&request.folder);
                let holds = group.map(|group| group.join()).unwrap_or_default();
                Some(Own { link: request.link, streams: request.streams, holds })
            }
            Err(why) => {
                group.into_iter().for_each(|group| self.emptying.add(group));
                let news = News::NotForked(why).encode();
                let _gone = packet::send(request.link.as_fd(), &[&news], &[]);
                None
            }
        }
    }

    fn fork(&self, request: &Request) -> Result<Forked, String> {
        if self.retired {
            return Err("the zygote has retired".into());
        }
        let mut known: Vec<RawFd> = vec![0, 1, 2, self.control.as_raw_fd(), self.child_ended.as_raw_fd()];
        known.extend(self.workers.values().map(|worker| worker.link.as_raw_fd()));
        known.extend([request.link.as_raw_fd(), request.folder.as_raw_fd()]);
        known.extend(request.streams.iter().map(AsRawFd::as_raw_fd));
        fork_alone(&known).map_err(|error| error.to_string())
    }
}

fn timespec(time: Duration) -> Timespec {
    Timespec { tv_sec: time.as_secs() as i64, tv_nsec: time.subsec_nanos().into() }
}

/// In a process that was forked: leaves all that is the zygote's.
fn become_worker(zygote: Zygote, own: Own) -> Served {
    let [input, output, error] = own.streams;
    // Their numbers are given to others now.
    std::mem::forget(zygote);
    let taken: io::Result<Vec<OwnedFd>> = become_descriptors(vec![input, output, error, own.link], 3);
    unblock_signals();
    heddle_sys::heritage::leave_orphans();
    set_title(WORKER_NAME);
    match taken.map(|list| list.into_iter().next()) {
        Ok(Some(link)) => Served::Worker(link, own.holds),
        // Nobody can be told; the zygote will say that it is gone.
        _ => Served::Ended(1),
    }
}
