//! What a sandboxed worker writes to its standard output and error. The descriptors are pipes of its own: who holds one of the
//! program's could change its mode for all others, or read from it.
//!
//! A thread for each of the two streams passes on what comes from all sandboxed workers of this process, so that nobody but
//! that thread waits when the program's output is not taken; a worker then waits with what it writes. A pipe holds one page, and
//! that stays in it until it is written to the end: a pipe that has room is one of which everything was written, which is what
//! the worker's runtime waits for after each write (`heddle_sys::terminal::wait_written`).

use crate::ops::write_output;
use heddle_sys::descriptor::with_descriptor;
use rustix::event::{eventfd, poll, EventfdFlags, PollFd, PollFlags};
use rustix::fs::{fcntl_getfl, fcntl_setfl, OFlags};
use rustix::io::Errno;
use rustix::pipe::{fcntl_setpipe_size, pipe_with, tee, PipeFlags, SpliceFlags};
use std::io;
use std::os::fd::OwnedFd;
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, MutexGuard, Weak};
use std::time::Duration;

/// What a pipe holds at most. The kernel makes it a page.
const ROOM: usize = 4096;

type Told = Box<dyn FnOnce() + Send>;

/// A worker's streams as its parent has them.
pub(super) struct OwnStreams([Weak<OwnedFd>; 2]);

impl OwnStreams {
    /// With the worker's ends.
    pub(super) fn open() -> io::Result<(OwnStreams, [OwnedFd; 2])> {
        let open = |stream| {
            let (ours, theirs) = pipe_with(PipeFlags::CLOEXEC)?;
            fcntl_setpipe_size(&ours, ROOM)?;
            fcntl_setfl(&ours, fcntl_getfl(&ours)? | OFlags::NONBLOCK)?;
            let ours = Arc::new(ours);
            let weak = Arc::downgrade(&ours);
            Forwarder::of(stream)?.order(Order::Forward(ours));
            io::Result::Ok((weak, theirs))
        };
        let ((output, its_output), (error, its_error)) = (open(1)?, open(2)?);
        Ok((OwnStreams([output, error]), [its_output, its_error]))
    }

    /// Whether everything that was written there so far has gone on.
    pub(super) fn are_written(&self) -> bool {
        self.0.iter().all(|pipe| pipe.upgrade().is_none_or(|pipe| is_empty(&pipe)))
    }

    /// Calls `told`, on another thread, when everything has gone on.
    pub(super) fn when_written(&self, told: impl FnOnce() + Send + 'static) {
        let told: Arc<Mutex<Option<Told>>> = Arc::new(Mutex::new(Some(Box::new(told))));
        let (output, error) = (self.0[0].clone(), self.0[1].clone());
        let last = move || {
            let told = lock(&told).take();
            told.into_iter().for_each(|told| told());
        };
        let first = move || match Forwarder::of(2) {
            Ok(errors) => errors.order(Order::Tell(error, Box::new(last))),
            Err(_) => last(),
        };
        match Forwarder::of(1) {
            Ok(outputs) => outputs.order(Order::Tell(output, Box::new(first))),
            Err(_) => first(),
        }
    }

    /// Waits for that. Whoever takes the program's output may not do so ever.
    pub(super) fn wait_written(&self, patience: Duration) {
        if !self.are_written() {
            let (tell, told) = channel();
            self.when_written(move || {
                // Nobody waits any more.
                let _late = tell.send(());
            });
            // Late is too late.
            let _late = told.recv_timeout(patience);
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|e| e.into_inner())
}

fn is_empty(pipe: &OwnedFd) -> bool {
    rustix::io::ioctl_fionread(pipe).is_ok_and(|count| count == 0)
}

enum Order {
    /// Pass on what comes from there.
    Forward(Arc<OwnedFd>),
    /// Say when all that has come from there was written.
    Tell(Weak<OwnedFd>, Told),
}

struct Forwarder {
    orders: Mutex<Vec<Order>>,
    wake: OwnedFd,
}

struct Source {
    pipe: Arc<OwnedFd>,
    told: Vec<Told>,
    ended: bool,
}

impl Forwarder {
    /// The one to standard output (1) or error (2).
    fn of(stream: i32) -> io::Result<Arc<Forwarder>> {
        static ALL: Mutex<[Option<Arc<Forwarder>>; 2]> = Mutex::new([None, None]);
        let mut all = lock(&ALL);
        let slot = &mut all[usize::from(stream == 2)];
        if let Some(forwarder) = slot {
            return Ok(forwarder.clone());
        }
        let wake = eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK)?;
        let forwarder = Arc::new(Forwarder { orders: Mutex::default(), wake });
        let (peeked, peeking) = pipe_with(PipeFlags::CLOEXEC)?;
        let threads = std::thread::Builder::new().name("heddle-output".into()).stack_size(128 << 10);
        let own = forwarder.clone();
        threads.spawn(move || own.run(stream, &peeked, &peeking))?;
        *slot = Some(forwarder.clone());
        Ok(forwarder)
    }

    fn order(&self, order: Order) {
        lock(&self.orders).push(order);
        // Full only when it was written to very often: then it is looked at anyway.
        let _full = rustix::io::write(&self.wake, &1u64.to_ne_bytes());
    }

    fn run(&self, stream: i32, peeked: &OwnedFd, peeking: &OwnedFd) {
        let mut sources: Vec<Source> = Vec::new();
        let mut buffer = vec![0; ROOM];
        loop {
            let mut fds = vec![PollFd::new(&self.wake, PollFlags::IN)];
            fds.extend(sources.iter().map(|source| PollFd::new(&*source.pipe, PollFlags::IN)));
            // Interrupted: everything is looked at.
            let waited = poll(&mut fds, None);
            let ready: Vec<bool> = fds[1..].iter().map(|fd| waited.is_err() || !fd.revents().is_empty()).collect();
            drop(fds);
            for (source, _) in sources.iter_mut().zip(ready).filter(|(_, ready)| *ready) {
                source.ended = !pass_on(&source.pipe, stream, (peeked, peeking), &mut buffer);
            }
            let mut count = [0; 8];
            // Empty unless it was written to.
            let _none = rustix::io::read(&self.wake, &mut count);
            let orders = std::mem::take(&mut *lock(&self.orders));
            for order in orders {
                match order {
                    Order::Forward(pipe) => sources.push(Source { pipe, told: Vec::new(), ended: false }),
                    Order::Tell(pipe, told) => {
                        let pipe = pipe.upgrade();
                        let same = |source: &&mut Source| pipe.as_ref().is_some_and(|p| Arc::ptr_eq(p, &source.pipe));
                        match sources.iter_mut().find(same) {
                            Some(source) => source.told.push(told),
                            None => told(),
                        }
                    }
                }
            }
            for source in &mut sources {
                if source.ended || (!source.told.is_empty() && is_empty(&source.pipe)) {
                    source.told.drain(..).for_each(|told| told());
                }
            }
            sources.retain(|source| !source.ended);
        }
    }
}

/// Writes what the pipe holds, and takes it out of there when that is done; false: no more can come, or go.
fn pass_on(pipe: &OwnedFd, stream: i32, (peeked, peeking): (&OwnedFd, &OwnedFd), buffer: &mut [u8]) -> bool {
    let count = match tee(pipe, peeking, buffer.len(), SpliceFlags::NONBLOCK) {
        Ok(0) => return false,
        Ok(count) => count,
        Err(Errno::AGAIN | Errno::INTR) => return true,
        Err(_) => return false,
    };
    let Ok(count) = rustix::io::retry_on_intr(|| rustix::io::read(peeked, &mut buffer[..count])) else { return false };
    // Not while the turn to write is taken: the program's own threads may write when there is room for them.
    // That it is closed is found out below.
    let _closed = with_descriptor(stream, |fd| poll(&mut [PollFd::new(&fd, PollFlags::OUT)], None).map(drop));
    match write_output(stream, &buffer[..count]) {
        Ok(()) => {}
        // The program has closed it: what is written there is for nobody.
        Err(error) if error.raw_os_error() == Some(Errno::BADF.raw_os_error()) => {}
        // The worker is told when it writes the next time.
        Err(_) => return false,
    }
    let mut left = count;
    while left > 0 {
        match rustix::io::retry_on_intr(|| rustix::io::read(pipe, &mut buffer[..left])) {
            Ok(0) => return false,
            Ok(taken) => left -= taken,
            // Only the worker itself can have taken it.
            Err(_) => break,
        }
    }
    true
}
