//! A stream socket, listening socket or pipe: what it waits for, and what it does when the kernel says that it can.
//! Behaves as libuv's uv_stream_t does. <https://docs.libuv.org/en/v1.x/stream.html>

use super::address::Address;
use super::transmit::{self, Received};
use heddle_core::{call_back, rewatch_fd, unwatch_fd, watch_fd, watch_ref, EventLoop, Interest, WatchId};
use heddle_engine::{Global, Local, Scope};
use rustix::fd::{AsFd, OwnedFd};
use rustix::io::Errno;
use rustix::net::{self, sockopt, AddressFamily, SocketFlags, SocketType};
use std::cell::{Cell, Ref, RefCell};
use std::collections::{HashMap, VecDeque};
use std::os::fd::{AsRawFd, RawFd};
use std::path::PathBuf;
use std::rc::Rc;

/// Reads of one turn, after which others have theirs.
const READS_A_TURN: usize = 32;
const READ_SIZE: usize = 65536;

/// A function to call from the loop, in the async context of whoever gave it.
pub(crate) struct Callback {
    function: Global,
    context: Global,
}

impl Callback {
    pub(crate) fn new(scope: &mut Scope<'_>, function: Local<'_>) -> Callback {
        let context = scope.context();
        Callback { function: scope.global_handle(function), context: scope.global_handle(context) }
    }

    pub(crate) fn call(&self, scope: &mut Scope<'_>, args: &[Local<'_>]) {
        let (function, context) = (self.function.get(scope), self.context.get(scope));
        scope.set_context(context);
        call_back(scope, function, Local::undefined(), args);
    }

    pub(crate) fn status(&self, scope: &mut Scope<'_>, result: Result<(), Errno>) {
        scope.nested(|scope| {
            let status = scope.number(result.err().map_or(0.0, |errno| f64::from(-errno.raw_os_error())));
            self.call(scope, &[status]);
        });
    }
}

/// Bytes that the kernel has not taken yet, and descriptors that go with the first of them.
pub(crate) struct Write {
    pub(crate) bytes: Vec<u8>,
    pub(crate) sent: usize,
    pub(crate) descriptors: Vec<OwnedFd>,
    pub(crate) done: Option<Callback>,
}

/// One stream. All of it belongs to the isolate's thread.
#[derive(Default)]
pub(crate) struct Stream {
    fd: RefCell<Option<OwnedFd>>,
    watch: Cell<Option<(WatchId, Interest)>>,
    unrefed: Cell<bool>,
    reader: RefCell<Option<Rc<Callback>>>,
    acceptor: RefCell<Option<Rc<Callback>>>,
    connecting: RefCell<Option<Callback>>,
    ending: RefCell<Option<Callback>>,
    writes: RefCell<VecDeque<Write>>,
    /// Bytes in `writes` that were not sent yet.
    queued: Cell<usize>,
    takes_descriptors: Cell<bool>,
    /// Whether it leads to a child or a parent, which gets what was written although this process exits.
    drains: Cell<bool>,
    bound_path: RefCell<Option<PathBuf>>,
}

/// The streams of an isolate, by the number that JavaScript knows them by.
#[derive(Default)]
pub(crate) struct Streams {
    table: RefCell<HashMap<u32, Rc<Stream>>>,
    next: Cell<u32>,
    /// Given up for a moment when no descriptor is left, so that a connection can be taken and closed.
    spare: RefCell<Option<OwnedFd>>,
}

/// The streams of this isolate.
pub(crate) fn streams(scope: &Scope<'_>) -> Rc<Streams> {
    scope.state_or_default::<Streams>()
}

impl Streams {
    pub(crate) fn add(&self, stream: Stream) -> u32 {
        let mut id = self.next.get().wrapping_add(1);
        while self.table.borrow().contains_key(&id) {
            id = id.wrapping_add(1);
        }
        self.next.set(id);
        self.table.borrow_mut().insert(id, Rc::new(stream));
        id
    }

    pub(crate) fn get(&self, id: u32) -> Option<Rc<Stream>> {
        self.table.borrow().get(&id).cloned()
    }

    /// Those with something left to write for another process. One that was closed or ended is there until all is written.
    pub(crate) fn draining(&self) -> Vec<Rc<Stream>> {
        let table = self.table.borrow();
        table.values().filter(|stream| stream.drains.get() && stream.is_writing()).cloned().collect()
    }

    pub(crate) fn remove(&self, id: u32) {
        self.table.borrow_mut().remove(&id);
    }
}

fn is_pending(errno: Errno) -> bool {
    errno == Errno::AGAIN || errno == Errno::WOULDBLOCK
}

impl Stream {
    /// A stream over an open descriptor, which no longer blocks from now on.
    pub(crate) fn open(fd: OwnedFd) -> Result<Stream, Errno> {
        rustix::io::ioctl_fionbio(&fd, true)?;
        Ok(Stream { fd: RefCell::new(Some(fd)), ..Stream::default() })
    }

    /// Calls `f` with the descriptor, `EBADF` if there is none.
    pub(crate) fn with_fd<R>(&self, f: impl FnOnce(&OwnedFd) -> Result<R, Errno>) -> Result<R, Errno> {
        self.fd.borrow().as_ref().map_or(Err(Errno::BADF), f)
    }

    /// The number of the descriptor, -1 if there is none.
    pub(crate) fn number(&self) -> RawFd {
        self.fd.borrow().as_ref().map_or(-1, |fd| fd.as_raw_fd())
    }

    /// Whether descriptors that arrive with the bytes are taken.
    pub(crate) fn take_descriptors(&self) {
        self.takes_descriptors.set(true);
    }

    /// What is written to it is not lost when the process exits.
    pub(crate) fn drain_at_exit(&self) {
        self.drains.set(true);
    }

    /// The descriptor, while there is one.
    pub(crate) fn descriptor(&self) -> Option<Ref<'_, OwnedFd>> {
        Ref::filter_map(self.fd.borrow(), Option::as_ref).ok()
    }

    /// Sends what waits as far as there is room, without telling whoever asked for it; false if nothing more can be sent.
    pub(crate) fn send_waiting(&self) -> bool {
        let mut writes = self.writes.borrow_mut();
        while let Some(write) = writes.front_mut() {
            let left = write.bytes.len() - write.sent;
            let result = self.with_fd(|fd| transmit::send_rest(fd.as_fd(), write));
            let now = write.bytes.len() - write.sent;
            self.queued.set(self.queued.get() - (left - now));
            match result {
                Ok(()) => drop(writes.pop_front()),
                Err(errno) => return is_pending(errno),
            }
        }
        true
    }

    // Makes the socket when the first address says of which family it is to be.
    fn need_socket(&self, family: AddressFamily) -> Result<(), Errno> {
        if self.fd.borrow().is_some() {
            return Ok(());
        }
        let flags = SocketFlags::NONBLOCK | SocketFlags::CLOEXEC;
        *self.fd.borrow_mut() = Some(net::socket_with(family, SocketType::STREAM, flags, None)?);
        Ok(())
    }

    pub(crate) fn bind(&self, address: &Address, ipv6_only: bool, reuse_port: bool) -> Result<(), Errno> {
        self.need_socket(address.family())?;
        self.with_fd(|fd| match address {
            Address::Inet(address) => {
                sockopt::set_socket_reuseaddr(fd, true)?;
                if reuse_port {
                    sockopt::set_socket_reuseport(fd, true)?;
                }
                if address.is_ipv6() {
                    sockopt::set_ipv6_v6only(fd, ipv6_only)?;
                }
                net::bind(fd, address)
            }
            Address::Unix(address) => {
                // As libuv: a missing folder is a matter of access.
                net::bind(fd, address).map_err(|e| if e == Errno::NOENT { Errno::ACCESS } else { e })?;
                let path = address.path_bytes().map(|bytes| PathBuf::from(String::from_utf8_lossy(bytes).into_owned()));
                *self.bound_path.borrow_mut() = path;
                Ok(())
            }
        })
    }

    /// Listens; `acceptor(status, id)` is called for each connection.
    pub(crate) fn listen(self: &Rc<Self>, scope: &mut Scope<'_>, backlog: i32, cb: Callback) -> Result<(), Errno> {
        self.with_fd(|fd| net::listen(fd, backlog))?;
        *self.acceptor.borrow_mut() = Some(Rc::new(cb));
        self.update(scope, false)
    }

    /// Connects; `done(status)` is called later. An error that is known at once is returned.
    pub(crate) fn connect(
        self: &Rc<Self>,
        scope: &mut Scope<'_>,
        address: &Address,
        done: Callback,
    ) -> Result<(), Errno> {
        self.need_socket(address.family())?;
        let begun = self.with_fd(|fd| match address {
            Address::Inet(address) => net::connect(fd, address),
            Address::Unix(address) => net::connect(fd, address),
        });
        match begun {
            Ok(()) | Err(Errno::INPROGRESS) => {
                *self.connecting.borrow_mut() = Some(done);
                self.update(scope, false)
            }
            // As libuv: a refusal comes through the callback even when the kernel knows at once.
            Err(errno @ (Errno::CONNREFUSED | Errno::NOENT)) => {
                let event_loop = scope.state::<EventLoop>();
                event_loop.at_close("TCPConnectWrap", move |scope| done.status(scope, Err(errno)));
                Ok(())
            }
            Err(errno) => Err(errno),
        }
    }

    pub(crate) fn read_start(self: &Rc<Self>, scope: &mut Scope<'_>, callback: Callback) -> Result<(), Errno> {
        *self.reader.borrow_mut() = Some(Rc::new(callback));
        self.update(scope, true)
    }

    pub(crate) fn read_stop(self: &Rc<Self>, scope: &mut Scope<'_>) -> Result<(), Errno> {
        self.reader.borrow_mut().take();
        self.update(scope, false)
    }

    /// Whether earlier writes wait.
    pub(crate) fn is_writing(&self) -> bool {
        !self.writes.borrow().is_empty()
    }

    /// Takes over what could not be written at once.
    pub(crate) fn queue_write(self: &Rc<Self>, scope: &mut Scope<'_>, write: Write) -> Result<(), Errno> {
        self.queued.set(self.queued.get() + write.bytes.len() - write.sent);
        self.writes.borrow_mut().push_back(write);
        self.update(scope, false)
    }

    /// Sends a byte that stands for something beside the stream, with descriptors. A byte alone says that there is
    /// something to look at, and is not needed where others wait to be read.
    pub(crate) fn send_beside(
        self: &Rc<Self>,
        scope: &mut Scope<'_>,
        byte: u8,
        descriptors: Vec<OwnedFd>,
    ) -> Result<(), Errno> {
        if !self.is_writing() {
            match self.with_fd(|fd| transmit::send(fd.as_fd(), &[byte], &descriptors)) {
                Err(Errno::AGAIN) => {}
                result => return result.map(drop),
            }
        }
        if descriptors.is_empty() {
            return Ok(());
        }
        self.queue_write(scope, Write { bytes: vec![byte], sent: 0, descriptors, done: None })
    }

    /// Sends a byte after all that waits.
    pub(crate) fn send_in_order(self: &Rc<Self>, scope: &mut Scope<'_>, byte: u8) -> Result<(), Errno> {
        if !self.is_writing() {
            match self.with_fd(|fd| transmit::send(fd.as_fd(), &[byte], &[])) {
                Err(Errno::AGAIN) => {}
                result => return result.map(drop),
            }
        }
        self.queue_write(scope, Write { bytes: vec![byte], sent: 0, descriptors: Vec::new(), done: None })
    }

    /// The bytes that wait to be written.
    pub(crate) fn queued(&self) -> usize {
        self.queued.get()
    }

    /// Ends the sending side once everything is written.
    pub(crate) fn end(self: &Rc<Self>, scope: &mut Scope<'_>, done: Callback) -> Result<(), Errno> {
        if self.is_writing() {
            *self.ending.borrow_mut() = Some(done);
            return Ok(());
        }
        let result = self.with_fd(|fd| net::shutdown(fd, net::Shutdown::Write));
        let event_loop = scope.state::<EventLoop>();
        event_loop.at_close("ShutdownWrap", move |scope| done.status(scope, result));
        Ok(())
    }

    pub(crate) fn set_ref(self: &Rc<Self>, scope: &mut Scope<'_>, refed: bool) {
        self.unrefed.set(!refed);
        self.keep_alive(scope);
    }

    pub(crate) fn has_ref(&self) -> bool {
        !self.unrefed.get()
    }

    // Waiting requests keep the loop alive whatever `unref` says; reading and listening do unless unref'd.
    fn keep_alive(&self, scope: &mut Scope<'_>) {
        let Some((id, _)) = self.watch.get() else { return };
        let requests = self.is_writing() || self.connecting.borrow().is_some() || self.ending.borrow().is_some();
        watch_ref(scope, id, requests || !self.unrefed.get());
    }

    // Has the poller wait for what this stream waits for. `again`: what is ready already is reported once more.
    fn update(self: &Rc<Self>, scope: &mut Scope<'_>, again: bool) -> Result<(), Errno> {
        let reads = self.reader.borrow().is_some() || self.acceptor.borrow().is_some();
        let writes = self.is_writing() || self.connecting.borrow().is_some();
        let wanted = match (reads, writes) {
            (false, false) => None,
            (true, false) => Some(Interest::Read),
            (false, true) => Some(Interest::Write),
            (true, true) => Some(Interest::ReadWrite),
        };
        let failed = |error: std::io::Error| Errno::from_io_error(&error).unwrap_or(Errno::IO);
        match (self.watch.get(), wanted) {
            (None, None) => {}
            (Some((id, _)), None) => {
                self.watch.set(None);
                unwatch_fd(scope, id);
            }
            (Some((id, now)), Some(wanted)) => {
                if again || now != wanted {
                    rewatch_fd(scope, id, wanted).map_err(failed)?;
                    self.watch.set(Some((id, wanted)));
                }
            }
            (None, Some(wanted)) => {
                let stream = Rc::downgrade(self);
                let on_ready = move |scope: &mut Scope<'_>| {
                    if let Some(stream) = stream.upgrade() {
                        stream.ready(scope);
                    }
                };
                let number = self.with_fd(|fd| Ok(fd.as_raw_fd()))?;
                let id = watch_fd(scope, number, wanted, true, Box::new(on_ready)).map_err(failed)?;
                self.watch.set(Some((id, wanted)));
            }
        }
        self.keep_alive(scope);
        Ok(())
    }

    // After a step, when nothing can report a failure: the kernel refused the watch, so nothing would ever happen again.
    fn settle(self: &Rc<Self>, scope: &mut Scope<'_>, again: bool) {
        if let Err(errno) = self.update(scope, again) {
            if let Some(reader) = self.reader.take() {
                reader.status(scope, Err(errno));
            }
        }
    }

    fn ready(self: &Rc<Self>, scope: &mut Scope<'_>) {
        if self.connecting.borrow().is_some() && !self.connected(scope) {
            return;
        }
        if self.acceptor.borrow().is_some() {
            self.accept(scope);
        }
        if self.is_writing() {
            self.flush(scope);
        }
        if self.reader.borrow().is_some() {
            self.read(scope);
        }
    }

    // Whether it is decided if there is a connection.
    fn connected(self: &Rc<Self>, scope: &mut Scope<'_>) -> bool {
        let result = self.with_fd(|fd| sockopt::socket_error(fd)?);
        if result.is_ok() && self.with_fd(|fd| net::getpeername(fd)) == Err(Errno::NOTCONN) {
            return false;
        }
        let done = self.connecting.borrow_mut().take();
        self.settle(scope, false);
        if let Some(done) = done {
            done.status(scope, result);
        }
        true
    }

    fn accept(self: &Rc<Self>, scope: &mut Scope<'_>) {
        loop {
            let Some(acceptor) = self.acceptor.borrow().clone() else { return };
            let flags = SocketFlags::NONBLOCK | SocketFlags::CLOEXEC;
            let taken = self.with_fd(|fd| net::accept_with(fd, flags));
            match taken {
                Ok(fd) => {
                    let id = streams(scope).add(Stream { fd: RefCell::new(Some(fd)), ..Stream::default() });
                    scope.nested(|scope| {
                        let args = [scope.number(0.0), scope.number(f64::from(id))];
                        acceptor.call(scope, &args);
                    });
                }
                Err(Errno::INTR | Errno::CONNABORTED) => {}
                Err(Errno::MFILE | Errno::NFILE) => {
                    if !self.refuse_one(scope) {
                        return;
                    }
                }
                Err(errno) if is_pending(errno) => return,
                Err(errno) => return acceptor.status(scope, Err(errno)),
            }
        }
    }

    // No descriptor is left: the connection is taken with a spare one and closed, else the client would wait for ever.
    fn refuse_one(&self, scope: &mut Scope<'_>) -> bool {
        let streams = streams(scope);
        if streams.spare.take().is_none() {
            return false;
        }
        let refused = self.with_fd(|fd| net::accept_with(fd, SocketFlags::CLOEXEC)).is_ok();
        streams.keep_spare();
        refused
    }

    fn flush(self: &Rc<Self>, scope: &mut Scope<'_>) {
        loop {
            let result = {
                let mut writes = self.writes.borrow_mut();
                let Some(write) = writes.front_mut() else { break };
                let left = write.bytes.len() - write.sent;
                let result = self.with_fd(|fd| transmit::send_rest(fd.as_fd(), write));
                // What failed is not going to be sent.
                let done = if result.is_err_and(is_pending) { left - (write.bytes.len() - write.sent) } else { left };
                self.queued.set(self.queued.get() - done);
                result
            };
            if result.is_err_and(is_pending) {
                return;
            }
            let write = self.writes.borrow_mut().pop_front();
            if let Some(done) = write.and_then(|write| write.done) {
                done.status(scope, result);
            }
        }
        let ending = self.ending.borrow_mut().take();
        if let Some(done) = ending {
            let result = self.with_fd(|fd| net::shutdown(fd, net::Shutdown::Write));
            done.status(scope, result);
        }
        self.settle(scope, false);
    }

    fn read(self: &Rc<Self>, scope: &mut Scope<'_>) {
        let mut buffer = vec![0; READ_SIZE];
        for _ in 0..READS_A_TURN {
            let Some(reader) = self.reader.borrow().clone() else { return };
            let received = self.with_fd(|fd| transmit::receive(fd.as_fd(), &mut buffer, self.takes_descriptors.get()));
            match received {
                Err(errno) if is_pending(errno) => return,
                Err(errno) => {
                    self.reader.borrow_mut().take();
                    self.settle(scope, false);
                    return reader.status(scope, Err(errno));
                }
                Ok(Received { count: 0, .. }) => {
                    self.reader.borrow_mut().take();
                    self.settle(scope, false);
                    return scope.nested(|scope| {
                        let args = [scope.number(0.0), scope.null()];
                        reader.call(scope, &args);
                    });
                }
                Ok(received) => scope.nested(|scope| {
                    let made = scope.uint8_array_copy(&buffer[..received.count]);
                    let made = made.and_then(|bytes| Ok((bytes, received.into_numbers(scope)?)));
                    match made {
                        Ok((bytes, descriptors)) => {
                            let args = [scope.number(0.0), bytes, descriptors];
                            reader.call(scope, &args);
                        }
                        Err(thrown) => {
                            scope.catch(thrown);
                            reader.status(scope, Err(Errno::NOMEM));
                        }
                    }
                }),
            }
        }
        if self.reader.borrow().is_some() {
            self.settle(scope, true);
        }
    }

    /// Closes the descriptor; requests that wait are told so, then `closed` is called, in the loop's last phase.
    pub(crate) fn close(self: &Rc<Self>, scope: &mut Scope<'_>, closed: Option<Callback>) {
        if let Some((id, _)) = self.watch.take() {
            unwatch_fd(scope, id);
        }
        if let Some(path) = self.bound_path.take() {
            // Somebody else may have removed it.
            let _ = rustix::fs::unlink(&path);
        }
        self.fd.take();
        self.reader.take();
        self.acceptor.take();
        let mut waiting: Vec<Callback> = self.connecting.take().into_iter().collect();
        waiting.extend(self.writes.take().into_iter().filter_map(|write| write.done));
        self.queued.set(0);
        waiting.extend(self.ending.take());
        let event_loop = scope.state::<EventLoop>();
        for request in waiting {
            event_loop.at_close("CloseReq", move |scope| request.status(scope, Err(Errno::CANCELED)));
        }
        if let Some(closed) = closed {
            event_loop.at_close("CloseReq", move |scope| closed.call(scope, &[]));
        }
    }
}

impl Streams {
    /// Holds a descriptor in reserve.
    pub(crate) fn keep_spare(&self) {
        if self.spare.borrow().is_none() {
            let flags = rustix::fs::OFlags::RDONLY | rustix::fs::OFlags::CLOEXEC;
            *self.spare.borrow_mut() = rustix::fs::open("/dev/null", flags, rustix::fs::Mode::empty()).ok();
        }
    }
}
