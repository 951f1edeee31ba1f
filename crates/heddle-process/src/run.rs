//! A program run to its end while the caller waits: `spawnSync`.

use crate::channel::{Channel, Ready, StartError, Waiting};
use crate::wire::{ChildId, Exit};
use rustix::event::{PollFd, PollFlags};
use rustix::io::Errno;
use std::io;
use std::os::fd::OwnedFd;
use std::time::{Duration, Instant};

/// The two ends of a program's standard stream: ours, which does not block, and its.
pub fn stdio_pair() -> io::Result<(OwnedFd, OwnedFd)> {
    let (ours, theirs) = crate::socket::pair()?;
    rustix::io::ioctl_fionbio(&ours, true)?;
    Ok((ours, theirs))
}

/// A pipe between the caller and the program.
pub struct Pipe {
    /// Our end.
    pub end: OwnedFd,
    /// What the program reads; it reads the end of the stream after that.
    pub input: Vec<u8>,
    /// Whether what it writes is wanted.
    pub readable: bool,
}

/// How to run it.
pub struct Run<'a> {
    /// The program.
    pub ready: &'a mut Ready,
    /// Pipes to it, by its descriptor; `None` where it has something else.
    pub pipes: Vec<Option<Pipe>>,
    /// When it is killed.
    pub timeout: Option<Duration>,
    /// By which signal it is killed.
    pub kill_signal: i32,
    /// It is killed when it writes more than this to one descriptor.
    pub max_buffer: usize,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct RunResult {
    /// Process id; 0 if it was not started.
    pub pid: u32,
    /// How it ended; `None` if it was not started, or if nobody knows.
    pub exit: Option<Exit>,
    /// What it wrote, by descriptor; `None` where nothing was read.
    pub output: Vec<Option<Vec<u8>>>,
    /// Why it was not started or why it was killed, as errno.
    pub error: Option<i32>,
    /// Ends of other children that were reported meanwhile.
    pub others: Vec<(ChildId, Option<Exit>)>,
}

struct Stream {
    end: Option<OwnedFd>,
    input: Vec<u8>,
    written: usize,
    reading: bool,
    output: Vec<u8>,
}

/// Runs a program. `Ok(None)`: this channel's guard is gone, try another. An error: the wait was ended.
pub fn run(channel: &mut Channel, run: &mut Run<'_>, waiting: &dyn Waiting) -> io::Result<Option<RunResult>> {
    let deadline = run.timeout.and_then(|time| Instant::now().checked_add(time));
    let mut result = RunResult::default();
    let (child, pid) = match channel.start(run.ready, waiting) {
        Ok(Some(started)) => started,
        Ok(None) => return Ok(None),
        Err(StartError::Stopped) => return Err(io::ErrorKind::Interrupted.into()),
        Err(StartError::Refused(errno)) => {
            result.error = Some(errno);
            return Ok(Some(result));
        }
    };
    result.pid = pid;
    let mut running = Running {
        child,
        streams: run.pipes.drain(..).map(|pipe| pipe.map(Stream::new)).collect(),
        kill_signal: run.kill_signal,
        max_buffer: run.max_buffer,
        deadline,
        killed: false,
        ended: false,
        result,
    };
    // Reports may have come with the answer to the start or to a signal, and then no readiness tells of them: they are
    // looked for before every wait.
    while {
        running.reports(channel);
        running.goes_on()
    } {
        if let Err(error) = running.wait(channel, waiting) {
            channel.abandon(child);
            return Err(error);
        }
        running.transfer(channel, waiting);
        running.reports(channel);
        if running.deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            running.kill(channel, waiting, Errno::TIMEDOUT);
        }
    }
    Ok(Some(running.finish()))
}

impl Stream {
    fn new(pipe: Pipe) -> Stream {
        let mut stream =
            Stream { end: Some(pipe.end), input: pipe.input, written: 0, reading: pipe.readable, output: Vec::new() };
        stream.shut_down_if_written();
        stream
    }

    /// The program reads an end of the stream when everything was written.
    fn shut_down_if_written(&mut self) {
        if self.written < self.input.len() {
            return;
        }
        match &self.end {
            Some(end) if self.reading => {
                // It may have closed its end.
                let _ = rustix::net::shutdown(end, rustix::net::Shutdown::Write);
            }
            _ => self.end = None,
        }
    }

    fn interest(&self) -> PollFlags {
        let writing = if self.written < self.input.len() { PollFlags::OUT } else { PollFlags::empty() };
        let reading = if self.reading { PollFlags::IN } else { PollFlags::empty() };
        writing | reading
    }

    fn write(&mut self) -> Result<(), Errno> {
        while let (Some(end), true) = (&self.end, self.written < self.input.len()) {
            let flags = rustix::net::SendFlags::NOSIGNAL | rustix::net::SendFlags::DONTWAIT;
            match rustix::net::send(end, &self.input[self.written..], flags) {
                Ok(count) => self.written += count,
                Err(Errno::AGAIN | Errno::INTR) => return Ok(()),
                Err(errno) => {
                    // Nobody reads the rest.
                    self.written = self.input.len();
                    self.shut_down_if_written();
                    // A program need not read its input.
                    return if matches!(errno, Errno::PIPE | Errno::CONNRESET) { Ok(()) } else { Err(errno) };
                }
            }
            self.shut_down_if_written();
        }
        Ok(())
    }

    /// Reads what is there; false if it is more than `most` in all.
    fn read(&mut self, most: usize) -> Result<bool, Errno> {
        let mut buffer = vec![0; 64 << 10];
        while let (Some(end), true) = (&self.end, self.reading) {
            match rustix::io::read(end, &mut buffer) {
                Ok(0) => {
                    self.reading = false;
                    self.end = None;
                }
                Ok(count) => {
                    self.output.extend_from_slice(&buffer[..count]);
                    if self.output.len() > most {
                        return Ok(false);
                    }
                }
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => break,
                // The program ended without having read all of its input.
                Err(Errno::CONNRESET) => {
                    self.reading = false;
                    self.end = None;
                }
                Err(errno) => {
                    self.end = None;
                    return Err(errno);
                }
            }
        }
        Ok(true)
    }
}

struct Running {
    child: ChildId,
    streams: Vec<Option<Stream>>,
    kill_signal: i32,
    max_buffer: usize,
    deadline: Option<Instant>,
    killed: bool,
    ended: bool,
    result: RunResult,
}

impl Running {
    fn goes_on(&self) -> bool {
        !self.ended || self.streams.iter().flatten().any(|stream| stream.end.is_some())
    }

    fn wait(&mut self, channel: &Channel, waiting: &dyn Waiting) -> io::Result<()> {
        let mut fds: Vec<PollFd<'_>> = Vec::new();
        if channel.is_open() {
            fds.push(PollFd::from_borrowed_fd(channel.descriptor(), PollFlags::IN));
        }
        for stream in self.streams.iter().flatten() {
            if let Some(end) = &stream.end {
                fds.push(PollFd::new(end, stream.interest()));
            }
        }
        let mut timeout = self.deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        if !channel.is_open() {
            // The guard is gone: the end is told elsewhere, and asked for here.
            let pause = Duration::from_millis(5);
            timeout = Some(timeout.map_or(pause, |timeout| timeout.min(pause)));
        }
        waiting.poll(&mut fds, timeout)
    }

    fn transfer(&mut self, channel: &mut Channel, waiting: &dyn Waiting) {
        let most = self.max_buffer;
        let mut trouble = None;
        for stream in self.streams.iter_mut().flatten() {
            match stream.write().and_then(|()| stream.read(most)) {
                Ok(true) => {}
                Ok(false) => trouble = Some(Errno::NOBUFS),
                Err(errno) => trouble = Some(errno),
            }
        }
        if let Some(errno) = trouble {
            self.kill(channel, waiting, errno);
        }
    }

    fn reports(&mut self, channel: &mut Channel) {
        for (child, exit) in channel.receive() {
            if child == self.child {
                self.ended = true;
                self.result.exit = exit;
            } else {
                self.result.others.push((child, exit));
            }
        }
    }

    fn kill(&mut self, channel: &mut Channel, waiting: &dyn Waiting, why: Errno) {
        self.deadline = None;
        if self.killed {
            return;
        }
        self.killed = true;
        self.result.error = Some(why.raw_os_error());
        if !self.ended {
            let killed = channel.kill(self.child, self.kill_signal, false, waiting);
            if killed.is_err_and(|errno| errno != Errno::SRCH.raw_os_error()) {
                // One that may not be signalled so (another user's) may be killed still.
                let _ = channel.kill(self.child, 9, false, waiting);
            }
        }
        // What was read so far is the output; whoever else holds the other ends is not waited for.
        for stream in self.streams.iter_mut().flatten() {
            stream.end = None;
        }
    }

    fn finish(mut self) -> RunResult {
        let output = self.streams.into_iter().map(|stream| stream.map(|stream| stream.output));
        self.result.output = output.collect();
        self.result
    }
}
