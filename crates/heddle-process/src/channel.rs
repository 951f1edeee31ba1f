//! A connection of one isolate to the guard: requests that are waited for, and reports that come by themselves.

use crate::birth::{Asked, Birth};
use crate::budget::{self, Place};
use crate::command::{Command, Descriptor};
use crate::connect::{self, Guard, Known, Tell};
use crate::lost;
use crate::socket::{self, Inbox};
use crate::wire::{take_frame, ChildId, Exit, Kill, Malformed, Reply, Request, Start};
use heddle_sys::journal::Journal;
use rustix::event::{PollFd, PollFlags};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use std::collections::HashMap;
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How a thread waits for descriptors.
pub trait Waiting {
    /// poll(2): returns when one is ready or the time is over. An error ends the wait: the isolate is being ended.
    fn poll(&self, fds: &mut [PollFd<'_>], timeout: Option<Duration>) -> io::Result<()>;
}

/// Why a program was not started.
#[derive(Debug)]
pub enum StartError {
    /// The reason as errno.
    Refused(i32),
    /// The wait was ended.
    Stopped,
}

/// A program that is ready to be sent to a guard, to another one if the first turns out to be dead.
pub struct Ready {
    child: ChildId,
    detached: bool,
    bytes: Vec<u8>,
    descriptors: Vec<OwnedFd>,
    place: Option<Place>,
}

impl Ready {
    /// Its name.
    pub fn child(&self) -> ChildId {
        self.child
    }

    /// Takes a place among the programs that may run; false if it must wait for one. `on_turn` is called then, on any
    /// thread, when it has got one. A program that is not started any more is to be dropped.
    pub fn take_place(&mut self, on_turn: impl FnOnce() + Send + 'static) -> bool {
        self.place.insert(Place::ask(self.child, Box::new(on_turn))).has_turn()
    }

    /// Waits for a place among the programs that may run; false if there was none in time. An error ends the wait.
    pub fn wait_for_place(&mut self, timeout: Option<Duration>, waiting: &dyn Waiting) -> io::Result<bool> {
        self.place = budget::wait(self.child, timeout, waiting)?;
        Ok(self.place.is_some())
    }
}

impl Command {
    /// Makes it ready: descriptors of it are taken, and it notes where this process is.
    pub fn ready(self) -> Result<Ready, i32> {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let size: usize = self.arguments.iter().chain(&self.environment).map(|text| text.len() + 4).sum();
        if size > crate::wire::LARGEST / 2 {
            return Err(Errno::TOOBIG.raw_os_error());
        }
        let child = NEXT.fetch_add(1, Ordering::Relaxed);
        let relative = self.folder.as_ref().is_none_or(|path| !path.starts_with(b"/"));
        let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let folder = relative.then(|| rustix::fs::open(".", flags, Mode::empty())).transpose();
        let group = rustix::process::getpgrp().as_raw_nonzero().get() as u32;
        let descriptors = self.descriptors.into_iter().map(|descriptor| match descriptor {
            Descriptor::Nothing => None,
            Descriptor::Own(fd) => Some(fd),
        });
        let start = Start {
            child,
            file: self.file,
            arguments: self.arguments,
            environment: self.environment,
            path: self.folder,
            group: (!self.detached).then_some(group),
            umask: heddle_sys::heritage::umask(),
            user: self.identity.user,
            user_group: self.identity.group,
            folder: folder.map_err(|errno| errno.raw_os_error())?,
            descriptors: descriptors.collect(),
            incomplete: false,
        };
        let (bytes, descriptors) = Request::Start(start).encode();
        Ok(Ready { child, detached: self.detached, bytes, descriptors, place: None })
    }
}

/// What became of an attempt to talk to the guard.
enum Failure {
    /// It is gone; the request had not reached it in full.
    NotSent,
    /// It is gone, and may have got the request.
    Lost,
    /// The wait was ended.
    Stopped,
}

/// A connection to a guard.
pub struct Channel {
    socket: OwnedFd,
    /// Where the guard notes which program it is at.
    journal: Journal,
    guard: Arc<Guard>,
    inbox: Inbox,
    open: bool,
    /// Whether the guard died without having read all that was sent.
    unread: bool,
    /// Process ids of the children that live.
    running: HashMap<ChildId, u32>,
    /// Reports that came while an answer was waited for.
    ended: Vec<(ChildId, Option<Exit>)>,
    lost: Arc<Lost>,
}

/// The ends of children whose guard was gone by then.
struct Lost {
    ends: Mutex<Vec<(ChildId, Option<Exit>)>>,
    notify: Box<dyn Fn() + Send + Sync>,
}

impl Channel {
    /// Connects to the current guard. `notify` is called, on another thread, when there is something to receive that the
    /// descriptor does not tell of.
    pub fn open(notify: impl Fn() + Send + Sync + 'static) -> io::Result<Channel> {
        let (socket, journal, guard) = connect::channel()?;
        let lost = Arc::new(Lost { ends: Mutex::default(), notify: Box::new(notify) });
        Ok(Channel {
            socket,
            journal,
            guard,
            inbox: Inbox::default(),
            open: true,
            unread: false,
            running: HashMap::new(),
            ended: Vec::new(),
            lost,
        })
    }

    /// Whether programs can still be started by it.
    pub fn is_current(&self) -> bool {
        self.open && self.guard.is_current()
    }

    /// Becomes readable when there is something for [`Channel::receive`].
    pub fn descriptor(&self) -> BorrowedFd<'_> {
        self.socket.as_fd()
    }

    /// Number of children that live.
    pub fn running(&self) -> usize {
        self.running.len()
    }

    /// Starts a program, which takes its descriptors along: its name on this channel, and its process id. `Ok(None)`:
    /// this guard is gone, try another.
    pub fn start(&mut self, ready: &mut Ready, waiting: &dyn Waiting) -> Result<Option<(ChildId, u32)>, StartError> {
        let descriptors: Vec<_> = ready.descriptors.iter().map(AsFd::as_fd).collect();
        let asked = Asked::now();
        match self.ask(&ready.bytes, &descriptors, waiting) {
            Ok(Reply::Started(_, pid)) => Ok(Some(self.started(ready, pid, asked.done()))),
            Ok(Reply::Failed(_, errno)) => Err(StartError::Refused(errno)),
            Err(Failure::NotSent) => Ok(None),
            Err(Failure::Stopped) => {
                self.guard.abandon(ready.child);
                Err(StartError::Stopped)
            }
            // No answer to this question.
            Ok(_) => Err(StartError::Refused(Errno::PROTO.raw_os_error())),
            // What it noted is final: its sockets are closed when it is gone and the program that it was at has been
            // executed or could not be.
            Err(Failure::Lost) => match self.journal.outcome(ready.child) {
                None => Ok(None),
                Some(Ok(pid)) => Ok(Some(self.started(ready, pid, asked.done()))),
                Some(Err(errno)) => Err(StartError::Refused(errno)),
            },
        }
    }

    fn started(&mut self, ready: &mut Ready, pid: u32, birth: Birth) -> (ChildId, u32) {
        ready.descriptors.clear();
        if let Some(place) = ready.place.take() {
            place.keep();
        }
        let lost = self.lost.clone();
        let tell: Tell = Arc::new(move |child, exit| {
            lost.ends.lock().unwrap_or_else(|e| e.into_inner()).push((child, exit));
            (lost.notify)();
        });
        self.running.insert(ready.child, pid);
        self.guard.add(pid, Known { id: ready.child, detached: ready.detached, birth, tell });
        (ready.child, pid)
    }

    /// Sends a signal to a child, or to it and its descendants; errno if that fails.
    pub fn kill(&mut self, child: ChildId, signal: i32, tree: bool, waiting: &dyn Waiting) -> Result<(), i32> {
        let Some(&pid) = self.running.get(&child) else { return Err(Errno::SRCH.raw_os_error()) };
        if self.open {
            let (bytes, _) = Request::Kill(Kill { child, signal, tree }).encode();
            match self.ask(&bytes, &[], waiting) {
                Ok(Reply::Killed(_, 0)) => return Ok(()),
                Ok(Reply::Killed(_, errno)) => return Err(errno),
                Err(Failure::Stopped) => return Err(Errno::INTR.raw_os_error()),
                Ok(_) | Err(Failure::NotSent | Failure::Lost) => {}
            }
        }
        lost::kill(pid, child, signal, tree)
    }

    /// Kills a child and its descendants, whose end nobody will wait for: this isolate is being ended.
    pub fn abandon(&mut self, child: ChildId) {
        let Some(&pid) = self.running.get(&child) else { return };
        self.guard.abandon(child);
        // Of a guard that is gone it has become this process's own. It may have ended.
        let _ = lost::kill(pid, child, 9, true);
    }

    /// Whether the guard can be asked and listened to.
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// Takes what was reported, without waiting: children that have ended, and how; `None`: nobody knows.
    pub fn receive(&mut self) -> Vec<(ChildId, Option<Exit>)> {
        self.read();
        while self.next_reply().is_some() {}
        let lost = std::mem::take(&mut *self.lost.ends.lock().unwrap_or_else(|e| e.into_inner()));
        for (child, exit) in lost {
            // The guard may have told before it died.
            if self.running.remove(&child).is_some() {
                self.ended.push((child, exit));
            }
        }
        std::mem::take(&mut self.ended)
    }

    /// Whether reports wait that came while an answer was waited for, or with it, so that no readiness will tell of them.
    pub fn has_reports(&self) -> bool {
        !self.ended.is_empty() || !self.inbox.bytes.is_empty()
    }

    fn ask(
        &mut self,
        mut bytes: &[u8],
        mut descriptors: &[BorrowedFd<'_>],
        waiting: &dyn Waiting,
    ) -> Result<Reply, Failure> {
        if !self.open {
            return Err(Failure::NotSent);
        }
        while !bytes.is_empty() {
            match socket::send_some(self.socket.as_fd(), bytes, descriptors) {
                Ok((sent, gone)) => (bytes, descriptors) = (&bytes[sent..], &descriptors[gone..]),
                Err(Errno::AGAIN) => self.wait(waiting, false)?,
                Err(_) => {
                    self.lose();
                    return Err(Failure::NotSent);
                }
            }
        }
        loop {
            if let Some(reply) = self.next_reply() {
                return Ok(reply);
            }
            if !self.open {
                return Err(if self.unread { Failure::NotSent } else { Failure::Lost });
            }
            self.wait(waiting, true)?;
            self.read();
        }
    }

    fn wait(&mut self, waiting: &dyn Waiting, readable: bool) -> Result<(), Failure> {
        let events = if readable { PollFlags::IN } else { PollFlags::OUT };
        let waited = waiting.poll(&mut [PollFd::new(&self.socket, events)], None);
        waited.map_err(|_| {
            // Half a request, or an answer that nobody takes: nothing more can be said here.
            self.open = false;
            Failure::Stopped
        })
    }

    fn lose(&mut self) {
        self.open = false;
        self.guard.lose();
    }

    /// Reads once; whoever waits is told at once if that was not all.
    fn read(&mut self) {
        if !self.open {
            return;
        }
        match self.inbox.receive(&self.socket) {
            Ok(true) | Err(Errno::AGAIN) => {}
            result => {
                // So the kernel tells a closed socket with something left in it from an empty one.
                self.unread = result == Err(Errno::CONNRESET);
                self.lose();
            }
        }
    }

    /// The next answer among what has arrived; reports before it are put aside.
    fn next_reply(&mut self) -> Option<Reply> {
        loop {
            let reply = match take_frame(&mut self.inbox.bytes) {
                Ok(None) => return None,
                Ok(Some(frame)) => Reply::decode(&frame),
                Err(Malformed) => Err(Malformed),
            };
            match reply {
                Ok(Reply::Ended(child, exit)) => {
                    if let Some(pid) = self.running.remove(&child) {
                        self.guard.remove(pid, child);
                        budget::ended(child);
                        self.ended.push((child, Some(exit)));
                    }
                }
                Ok(reply) => return Some(reply),
                Err(Malformed) => {
                    self.inbox.bytes.clear();
                    self.lose();
                    return None;
                }
            }
        }
    }
}
