//! The guard's loop.

use super::children::Children;
use super::{control, takedown};
use crate::connect::Orphans;
use crate::socket::{self, Inbox};
use crate::wire::{take_frame, ChildId, Exit, Malformed, Reply, Request};
use heddle_sys::journal::Journal;
use heddle_sys::process::{FAREWELL, STAYING};
use heddle_sys::wait;
use rustix::event::{poll, PollFd, PollFlags};
use rustix::io::Errno;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

/// The process that is guarded.
pub struct Runtime {
    pub pid: u32,
    pub pidfd: OwnedFd,
}

/// A connection to one of the runtime's isolates.
struct Channel {
    socket: OwnedFd,
    /// What this process is at for it, should it die.
    journal: Journal,
    inbox: Inbox,
    /// What the socket had no room for.
    outbox: Vec<u8>,
}

/// The guard.
pub struct Server {
    runtime: Runtime,
    control: Option<OwnedFd>,
    inbox: Inbox,
    child_ended: OwnedFd,
    notices: Notices,
    channels: BTreeMap<u64, Channel>,
    next_channel: u64,
    children: Children,
    /// Programs of earlier guards, which were not started here, and when they were made.
    heirs: HashMap<u32, u64>,
    /// Programs that nobody wants any more, asked for by requests that are under way.
    abandoned: HashSet<ChildId>,
    orphans: Orphans,
    /// Whether the runtime's end, when it comes, is its own decision.
    farewell: bool,
    retired: bool,
}

impl Server {
    pub fn new(runtime: Runtime, control: OwnedFd, notices: OwnedFd, orphans: Orphans) -> io::Result<Server> {
        Ok(Server {
            runtime,
            control: Some(control),
            inbox: Inbox::default(),
            child_ended: wait::child_descriptor()?,
            notices: Notices { pipe: notices, unsent: Vec::new() },
            channels: BTreeMap::new(),
            next_channel: 0,
            children: Children::default(),
            heirs: HashMap::new(),
            abandoned: HashSet::new(),
            orphans,
            farewell: false,
            retired: false,
        })
    }

    /// Serves until the runtime has gone; the exit code.
    pub fn run(mut self) -> i32 {
        loop {
            let ready = match self.wait() {
                Ok(ready) => ready,
                Err(Errno::INTR) => continue,
                Err(_) => return 1,
            };
            self.notices.flush();
            if ready.child_ended {
                self.reap();
            }
            for id in ready.channels {
                self.serve(id);
            }
            if ready.control {
                self.take_orders();
            }
            if ready.runtime || (self.control.is_none() && self.farewell) {
                return self.end();
            }
            if self.retired && self.children.is_empty() {
                return 0;
            }
        }
    }

    fn wait(&self) -> Result<Ready, Errno> {
        let mut fds =
            vec![PollFd::new(&self.child_ended, PollFlags::IN), PollFd::new(&self.runtime.pidfd, PollFlags::IN)];
        for channel in self.channels.values() {
            let writing = if channel.outbox.is_empty() { PollFlags::empty() } else { PollFlags::OUT };
            fds.push(PollFd::new(&channel.socket, PollFlags::IN | writing));
        }
        if let Some(control) = &self.control {
            fds.push(PollFd::new(control, PollFlags::IN));
        }
        if !self.notices.unsent.is_empty() {
            fds.push(PollFd::new(&self.notices.pipe, PollFlags::OUT));
        }
        poll(&mut fds, None)?;
        let is_ready = |index: usize| fds.get(index).is_some_and(|fd| !fd.revents().is_empty());
        Ok(Ready {
            child_ended: is_ready(0),
            runtime: is_ready(1),
            channels: self.channels.keys().enumerate().filter(|(i, _)| is_ready(i + 2)).map(|(_, id)| *id).collect(),
            control: self.control.is_some() && is_ready(self.channels.len() + 2),
        })
    }

    /// Takes all children that have ended, also those adopted, and tells whose they were.
    fn reap(&mut self) {
        forget_signals(self.child_ended.as_fd());
        while let Ok(Some(ended)) = wait::reap_any() {
            let Some(child) = self.children.remove(ended.pid) else { continue };
            let exit = Exit { code: ended.code, signal: ended.signal, usage: ended.usage };
            // The isolate first: it waits for this, the notice is for whoever looks.
            self.reply(child.channel, &Reply::Ended(child.id, exit));
            self.notices.tell(child.id);
        }
    }

    fn reply(&mut self, id: u64, reply: &Reply) {
        // The isolate may be gone, and then nobody waits for it.
        let Some(channel) = self.channels.get_mut(&id) else { return };
        channel.outbox.extend(reply.encode());
        self.flush(id);
    }

    fn flush(&mut self, id: u64) {
        let Some(channel) = self.channels.get_mut(&id) else { return };
        while !channel.outbox.is_empty() {
            match socket::send_some(channel.socket.as_fd(), &channel.outbox, &[]) {
                Ok((sent, _)) => drop(channel.outbox.drain(..sent)),
                Err(Errno::AGAIN) => return,
                Err(_) => {
                    self.channels.remove(&id);
                    return;
                }
            }
        }
    }

    fn serve(&mut self, id: u64) {
        self.flush(id);
        let Some(channel) = self.channels.get_mut(&id) else { return };
        // If this is not all, the next poll tells.
        let open = matches!(channel.inbox.receive(&channel.socket), Ok(true) | Err(Errno::AGAIN));
        let understood = self.answer(id).is_ok();
        if !open || !understood {
            self.channels.remove(&id);
        }
    }

    fn answer(&mut self, id: u64) -> Result<(), Malformed> {
        while let Some(channel) = self.channels.get_mut(&id) {
            let Some(frame) = take_frame(&mut channel.inbox.bytes)? else { break };
            let reply = match Request::decode(&frame, &mut channel.inbox.descriptors)? {
                Request::Start(start) => {
                    // One request at a time is under way, so what is left over belongs to none.
                    channel.inbox.descriptors.clear();
                    let started = match self.retired {
                        true => Err(Errno::PERM.raw_os_error()),
                        false if self.abandoned.remove(&start.child) => Err(Errno::CANCELED.raw_os_error()),
                        false => {
                            channel.journal.begin(start.child);
                            self.children.start(id, &start, &channel.journal)
                        }
                    };
                    match started {
                        Ok(pid) => Reply::Started(start.child, pid),
                        Err(errno) => Reply::Failed(start.child, errno),
                    }
                }
                Request::Kill(kill) => {
                    let killed = self.children.kill(id, kill.child, kill.signal, kill.tree);
                    Reply::Killed(kill.child, killed.err().unwrap_or(0))
                }
            };
            self.reply(id, &reply);
        }
        Ok(())
    }

    fn take_orders(&mut self) {
        let Some(socket) = &self.control else { return };
        let open = loop {
            match self.inbox.receive(socket) {
                Ok(true) => {}
                Err(Errno::AGAIN) => break true,
                Ok(false) | Err(_) => break false,
            }
        };
        let orders = std::mem::take(&mut self.inbox.bytes);
        let mut rest = orders.as_slice();
        while let Some((&order, after)) = rest.split_first() {
            match order {
                control::CHANNEL => {
                    let (socket, page) = (self.inbox.descriptors.pop_front(), self.inbox.descriptors.pop_front());
                    // Without room for descriptors here the isolate finds its socket closed, and takes another guard.
                    let journal = page.and_then(|page| Journal::open(page.as_fd()).ok());
                    if let (Some(socket), Some(journal)) = (socket, journal) {
                        let channel = Channel { socket, journal, inbox: Inbox::default(), outbox: Vec::new() };
                        self.channels.insert(self.next_channel, channel);
                        self.next_channel += 1;
                    }
                }
                control::RETIRE => self.retired = true,
                control::HEIR => {
                    let Some((id, behind)) = after.split_first_chunk::<4>() else { break };
                    let Some((started, behind)) = behind.split_first_chunk::<8>() else { break };
                    self.heirs.insert(u32::from_ne_bytes(*id), u64::from_ne_bytes(*started));
                    rest = behind;
                    continue;
                }
                control::ABANDON => {
                    let Some((id, behind)) = after.split_first_chunk::<8>() else { break };
                    let id = ChildId::from_ne_bytes(*id);
                    if !self.children.kill_for_good(id) {
                        self.abandoned.insert(id);
                    }
                    rest = behind;
                    continue;
                }
                FAREWELL => self.farewell = true,
                STAYING => self.farewell = false,
                _ => {}
            }
            rest = after;
        }
        // What is not there in full yet is read together with the rest.
        self.inbox.bytes = rest.to_vec();
        if !open {
            self.control = None;
        }
    }

    /// The runtime is gone: leaves its descendants, or takes them down.
    fn end(mut self) -> i32 {
        // A farewell may still lie in the socket.
        self.take_orders();
        let leave = match self.orphans {
            Orphans::Node => true,
            Orphans::Kill => false,
            Orphans::Default => self.farewell,
        };
        if leave {
            return 0;
        }
        self.channels.clear();
        let cause = takedown::cause(&self.runtime);
        takedown::run(&self.children, &self.heirs, self.child_ended.as_fd(), cause);
        0
    }
}

/// What the runtime is told of ends besides the reports to isolates, which may be busy.
struct Notices {
    pipe: OwnedFd,
    unsent: Vec<u8>,
}

impl Notices {
    fn tell(&mut self, child: ChildId) {
        self.unsent.extend(child.to_ne_bytes());
        self.flush();
    }

    fn flush(&mut self) {
        while !self.unsent.is_empty() {
            // So many at once go in whole or not at all.
            let now = self.unsent.len().min(512 * size_of::<ChildId>());
            match rustix::io::write(&self.pipe, &self.unsent[..now]) {
                Ok(count) => drop(self.unsent.drain(..count)),
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => return,
                // The runtime is gone.
                Err(_) => self.unsent.clear(),
            }
        }
    }
}

struct Ready {
    child_ended: bool,
    runtime: bool,
    control: bool,
    channels: Vec<u64>,
}

/// Empties a descriptor that says that children have ended: what counts is which have.
pub fn forget_signals(descriptor: BorrowedFd<'_>) {
    let mut buffer = [0; 1024];
    while rustix::io::read(descriptor, &mut buffer).is_ok_and(|count| count > 0) {}
}
