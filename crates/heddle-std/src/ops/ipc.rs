//! The channel of `fork` between two Heddle processes: messages through rings in memory that both map, descriptors and
//! wake-ups over the socket (`internal/child/ring.js`; docs/design/messages-between-processes.md).

mod content;

use self::content::{Arrived, Content, Incoming, Outgoing};
use crate::net::{streams, Callback, Stream};
use heddle_core::{has_woken_another, Bell, EventLoop, RefGuard};
use heddle_engine::{Args, Caught, Local, NativeFn, PlainForm, Scope, Text, Thrown};
use heddle_sys::descriptor::{adopt_descriptor, with_descriptor};
use heddle_sys::memfd::{Sealed, SealedWriter};
use heddle_wire::ring::{self, Receiver, Sender};
use heddle_wire::{check_plain, Malformed};
use rustix::io::Errno;
use std::cell::{Cell, RefCell};
use std::collections::{HashMap, VecDeque};
use std::io;
use std::os::fd::{AsRawFd, IntoRawFd, OwnedFd};
use std::rc::Rc;

type Op<'s> = Result<Local<'s>, Thrown>;

/// Says in Node's wire that from here on the ring is used; the first byte of no message.
const SWITCH: u8 = 0xFF;
/// Bytes on the socket afterwards: look at the rings; a descriptor comes with it.
const WAKE: u8 = 0;
const DESCRIPTOR: u8 = 1;

/// What a message is (`internal/child/ring.js` has the same numbers).
const PLAIN: u32 = 0;
const JSON: u32 = 1;
const V8: u32 = 2;
/// What is told instead of a message: it could not be read; the other process has broken the rules.
const FAILED: u32 = 3;
const BROKEN: u32 = 4;
const KIND: u32 = 0xFF;
/// The content is in sealed memory, whose descriptor comes first; the message is its length.
const SEALED: u32 = 1 << 8;
/// A handle comes with the message.
const HANDLE: u32 = 1 << 9;

/// Messages that one event delivers before the rest of the loop gets a turn.
const BATCH: usize = 1000;

/// One end of an upgraded channel.
pub(crate) struct Ring {
    stream: Rc<Stream>,
    sender: RefCell<Sender>,
    receiver: RefCell<Receiver>,
    on_message: Callback,
    /// What the ring had no room for.
    waiting: RefCell<VecDeque<Outgoing>>,
    queued: Cell<usize>,
    /// Large messages that were not read yet: where they begin in the ring, how many bytes they have.
    large: RefCell<VecDeque<(u64, u64)>>,
    /// Keeps the loop alive while something waits.
    guard: RefCell<Option<RefGuard>>,
    on_sent: RefCell<Option<Callback>>,
    /// Descriptors that came, and the message that waits for one.
    arrived: RefCell<VecDeque<OwnedFd>>,
    held: RefCell<Option<(u32, Arrived)>>,
    incoming: RefCell<Incoming>,
    /// Nothing is read any more.
    over: Cell<bool>,
    /// The other process has broken the rules of the ring that it reads.
    broken: Cell<bool>,
    bell: Cell<Option<u64>>,
}

/// The rings of an isolate.
#[derive(Default)]
struct Rings {
    table: RefCell<HashMap<u32, Rc<Ring>>>,
    next: Cell<u32>,
}

fn rings(scope: &Scope<'_>) -> Rc<Rings> {
    scope.state_or_default::<Rings>()
}

fn ring(scope: &Scope<'_>, args: &Args<'_>) -> Option<Rc<Ring>> {
    rings(scope).table.borrow().get(&args.get(0).as_u32()?).cloned()
}

fn raw(error: &io::Error) -> i32 {
    error.raw_os_error().unwrap_or(Errno::INVAL.raw_os_error())
}

impl Bell for Ring {
    fn rings(&self) -> bool {
        let incoming = !self.over.get() && self.held.borrow().is_none() && !self.receiver.borrow().is_empty();
        incoming || self.fits_again()
    }

    fn before_sleep(&self) -> bool {
        if self.ask_for_room() {
            return false;
        }
        self.over.get() || self.held.borrow().is_some() || self.receiver.borrow().before_sleep()
    }

    fn after_sleep(&self) {
        self.receiver.borrow().after_sleep();
    }

    fn answer(self: Rc<Self>, scope: &mut Scope<'_>) {
        self.receive(scope);
        self.flush(scope);
    }
}

impl Ring {
    /// Whether what waits has room by now.
    fn fits_again(&self) -> bool {
        let waiting = self.waiting.borrow();
        let Some(first) = waiting.front() else { return false };
        let room = self.sender.borrow().fits(first.left());
        room.unwrap_or(true) && (first.kind & SEALED == 0 || self.large_unread() < ring::MOST_BESIDE)
    }

    /// Has the other process say when there is room for what waits: nobody looks from now on. True if there is already.
    fn ask_for_room(&self) -> bool {
        let waiting = self.waiting.borrow();
        let Some(first) = waiting.front() else { return false };
        self.sender.borrow().wait_for_room(first.left()).unwrap_or(false) && self.fits_again()
    }

    /// How many large messages are unread.
    fn large_unread(&self) -> usize {
        let mut large = self.large.borrow_mut();
        let sender = self.sender.borrow();
        while large.front().is_some_and(|&(position, _)| sender.has_read(position).unwrap_or(false)) {
            large.pop_front();
        }
        large.len()
    }

    // ---- receiving -------------------------------------------------------------------------------------------------

    fn receive(&self, scope: &mut Scope<'_>) {
        for _ in 0..BATCH {
            if self.over.get() || scope.is_terminating() {
                return;
            }
            let held = self.held.borrow_mut().take();
            let (kind, message) = match held {
                Some(held) => held,
                None => {
                    let next = self.incoming.borrow_mut().next(&mut self.receiver.borrow_mut());
                    match next {
                        Ok(Some(message)) => message,
                        Ok(None) => break,
                        Err(error) => return self.fail(scope, &error),
                    }
                }
            };
            let wanted = usize::from(kind & SEALED != 0) + usize::from(kind & HANDLE != 0);
            if self.arrived.borrow().len() < wanted {
                *self.held.borrow_mut() = Some((kind, message));
                break;
            }
            let delivered = match message {
                Arrived::Text(text) => scope.nested(|scope| self.deliver_text(scope, kind, *text)),
                Arrived::Bytes(bytes) => {
                    let delivered = scope.nested(|scope| self.deliver(scope, kind, &bytes));
                    self.incoming.borrow_mut().reuse(bytes);
                    delivered
                }
            };
            if let Err(error) = delivered {
                return self.fail(scope, &error);
            }
        }
        if self.receiver.borrow().take_room_wanted() {
            self.wake(scope);
        }
    }

    fn deliver(&self, scope: &mut Scope<'_>, kind: u32, message: &[u8]) -> Result<(), Malformed> {
        if kind & !(KIND | SEALED | HANDLE) != 0 {
            return Err(Malformed { what: "an unknown kind of message", at: 0 });
        }
        if kind & SEALED == 0 {
            return self.deliver_content(scope, kind, message);
        }
        let unsealed = Malformed { what: "memory that is not sealed, or of another length", at: 0 };
        let length = u64::from_le_bytes(message.try_into().map_err(|_| unsealed)?);
        let memory = self.arrived.borrow_mut().pop_front().ok_or(unsealed)?;
        let memory = Sealed::open(memory, length).map_err(|_| unsealed)?;
        if kind == PLAIN | SEALED {
            match scope.read_sealed_string(&memory) {
                Ok(Some(Ok(value))) => {
                    self.tell(scope, kind, value, None);
                    return Ok(());
                }
                Ok(Some(Err(thrown))) => {
                    self.tell_failure(scope, thrown);
                    return Ok(());
                }
                Ok(None) | Err(_) => {}
            }
        }
        match memory.map() {
            Ok(content) => self.deliver_content(scope, kind, &content),
            Err(error) => {
                let text = format!("A message of another process cannot be read: {error}");
                let error = scope.throw_error(heddle_engine::ErrorKind::Error, &text);
                self.tell_failure(scope, error);
                Ok(())
            }
        }
    }

    fn deliver_text(&self, scope: &mut Scope<'_>, kind: u32, text: Text) -> Result<(), Malformed> {
        let handle = if kind & HANDLE == 0 { None } else { self.arrived.borrow_mut().pop_front() };
        match scope.text(text) {
            Ok(value) => self.tell(scope, kind, value, handle),
            Err(thrown) => self.tell_failure(scope, thrown),
        }
        Ok(())
    }

    fn deliver_content(&self, scope: &mut Scope<'_>, kind: u32, content: &[u8]) -> Result<(), Malformed> {
        let handle = if kind & HANDLE == 0 { None } else { self.arrived.borrow_mut().pop_front() };
        let value = match kind & KIND {
            PLAIN => scope.read_plain(check_plain(content)?),
            JSON => {
                let text = std::str::from_utf8(content).map_err(|_| Malformed { what: "text that is none", at: 0 })?;
                Ok(scope.string(text))
            }
            V8 => scope.uint8_array(content.to_vec()),
            _ => return Err(Malformed { what: "an unknown kind of message", at: 0 }),
        };
        match value {
            Ok(value) => self.tell(scope, kind, value, handle),
            Err(thrown) => self.tell_failure(scope, thrown),
        }
        Ok(())
    }

    fn tell(&self, scope: &mut Scope<'_>, kind: u32, value: Local<'_>, handle: Option<OwnedFd>) {
        let handle = handle.map_or(-1, IntoRawFd::into_raw_fd);
        let value = scope.local(value);
        let args = [scope.number(f64::from(kind & KIND)), value, scope.number(f64::from(handle))];
        self.on_message.call(scope, &args);
    }

    fn tell_failure(&self, scope: &mut Scope<'_>, thrown: Thrown) {
        if let Caught::Exception(error) = scope.catch(thrown) {
            let args = [scope.number(f64::from(FAILED)), error];
            self.on_message.call(scope, &args);
        }
    }

    /// The other process has broken the rules: nothing more is believed.
    fn fail(&self, scope: &mut Scope<'_>, error: &Malformed) {
        self.over.set(true);
        scope.nested(|scope| {
            let args = [scope.number(f64::from(BROKEN)), scope.string(&error.to_string())];
            self.on_message.call(scope, &args);
        });
    }

    // ---- sending ---------------------------------------------------------------------------------------------------

    fn wake(&self, scope: &mut Scope<'_>) {
        has_woken_another();
        // One that is gone needs no waking: its end comes over the socket too.
        let _ = self.stream.send_beside(scope, WAKE, Vec::new());
    }

    /// Writes a message if there is room; `None` if there is none now.
    fn push(self: &Rc<Self>, scope: &mut Scope<'_>, message: &mut Outgoing) -> Result<Option<()>, Errno> {
        match self.try_push(scope, message) {
            Ok(result) => result,
            Err(error) => {
                self.fail_later(scope, error);
                Ok(None)
            }
        }
    }

    fn try_push(&self, scope: &mut Scope<'_>, message: &mut Outgoing) -> Result<Result<Option<()>, Errno>, Malformed> {
        // The kernel counts the descriptors of all that are under way.
        if message.kind & SEALED != 0 && self.large_unread() >= ring::MOST_BESIDE {
            self.sender.borrow().ask_for_room();
            if self.large_unread() >= ring::MOST_BESIDE {
                return Ok(Ok(None));
            }
        }
        let mut sender = self.sender.borrow_mut();
        // A loop that turns looks whether there is room, and asks only before it sleeps.
        let has_room = |sender: &Sender, left| {
            if self.bell.get().is_some() {
                sender.fits(left)
            } else {
                sender.wait_for_room(left)
            }
        };
        if !sender.fits(message.left())? && !has_room(&sender, message.left())? {
            return Ok(Ok(None));
        }
        // What a message needs is there before the message.
        for descriptor in message.descriptors.drain(..) {
            if let Err(errno) = self.stream.send_beside(scope, DESCRIPTOR, vec![descriptor]) {
                return Ok(Err(errno));
            }
        }
        if message.large > 0 && message.done == 0 {
            self.large.borrow_mut().push_back((sender.position(), message.large));
        }
        loop {
            let (whole, pushed) = message.push(&mut sender)?;
            if pushed.wake {
                self.wake(scope);
            }
            if whole {
                return Ok(Ok(Some(())));
            }
            // The rest waits, unless there is room again by now.
            if !has_room(&sender, message.left())? {
                return Ok(Ok(None));
            }
        }
    }

    /// As [`Ring::fail`], when JavaScript may be running.
    fn fail_later(self: &Rc<Self>, scope: &mut Scope<'_>, error: Malformed) {
        if !self.broken.replace(true) {
            let ring = self.clone();
            scope.state::<EventLoop>().at_close("PipeWrap", move |scope| ring.fail(scope, &error));
        }
    }

    /// How many bytes wait; 0: it is sent.
    fn send(self: &Rc<Self>, scope: &mut Scope<'_>, mut message: Outgoing) -> Result<usize, Errno> {
        if self.stream.descriptor().is_none() {
            return Err(Errno::BADF);
        }
        self.large_unread();
        let waits = !self.waiting.borrow().is_empty();
        if !waits && self.push(scope, &mut message)?.is_some() {
            return Ok(0);
        }
        self.queued.set(self.queued.get() + message.content.len().max(1));
        self.waiting.borrow_mut().push_back(message);
        if self.guard.borrow().is_none() {
            *self.guard.borrow_mut() = Some(scope.state::<EventLoop>().add_ref("PipeWrap"));
        }
        Ok(self.queued.get())
    }

    /// Writes what waits as far as there is room. `None`: all of it; the callbacks to call with what became of each.
    fn write_waiting(self: &Rc<Self>, scope: &mut Scope<'_>) -> Vec<(Callback, Result<(), Errno>)> {
        let mut told = Vec::new();
        loop {
            let Some(mut first) = self.waiting.borrow_mut().pop_front() else { break };
            let pushed = self.push(scope, &mut first);
            if pushed == Ok(None) {
                self.waiting.borrow_mut().push_front(first);
                return told;
            }
            self.queued.set(self.queued.get() - first.content.len().max(1));
            told.extend(first.told.map(|done| (done, pushed.map(drop))));
        }
        self.guard.borrow_mut().take();
        told
    }

    fn flush(self: &Rc<Self>, scope: &mut Scope<'_>) {
        if !self.waiting.borrow().is_empty() {
            for (done, result) in self.write_waiting(scope) {
                done.status(scope, result);
            }
        }
        if self.waiting.borrow().is_empty() {
            if let Some(on_sent) = self.on_sent.borrow_mut().take() {
                on_sent.call(scope, &[]);
            }
        }
    }

    pub(crate) fn stream(&self) -> &Stream {
        &self.stream
    }

    /// At the end of the process: writes what waits without telling anybody; whether something still waits.
    pub(crate) fn drain(self: &Rc<Self>, scope: &mut Scope<'_>) -> bool {
        drop(self.write_waiting(scope));
        while self.ask_for_room() && !self.broken.get() {
            drop(self.write_waiting(scope));
        }
        !self.waiting.borrow().is_empty() && !self.broken.get()
    }

    /// Bytes that the other process had not taken when the last message was sent, that message included, apart from small
    /// messages in the ring. So a large message never counts as nothing, however fast the other side is.
    pub(crate) fn queued(&self) -> usize {
        let large: u64 = self.large.borrow().iter().map(|(_, length)| length).sum();
        self.queued.get() + large as usize
    }
}

/// The rings with something left to write.
pub(crate) fn draining(scope: &Scope<'_>) -> Vec<Rc<Ring>> {
    let Some(rings) = scope.try_state::<Rings>() else { return Vec::new() };
    let table = rings.table.borrow();
    table.values().filter(|ring| !ring.waiting.borrow().is_empty()).cloned().collect()
}

// ---- ops -----------------------------------------------------------------------------------------------------------

fn add(scope: &mut Scope<'_>, stream: Rc<Stream>, ends: (Sender, Receiver), on_message: Local<'_>) -> u32 {
    let on_message = Callback::new(scope, on_message);
    let ring = Ring {
        stream,
        sender: RefCell::new(ends.0),
        receiver: RefCell::new(ends.1),
        on_message,
        waiting: RefCell::default(),
        queued: Cell::new(0),
        large: RefCell::default(),
        guard: RefCell::default(),
        on_sent: RefCell::default(),
        arrived: RefCell::default(),
        held: RefCell::default(),
        incoming: RefCell::default(),
        over: Cell::new(false),
        broken: Cell::new(false),
        bell: Cell::new(None),
    };
    let rings = rings(scope);
    let id = rings.next.get();
    rings.next.set(id + 1);
    rings.table.borrow_mut().insert(id, Rc::new(ring));
    id
}

/// `op_ipc_make(stream, onMessage(kind, value, handle))` -> ring | -errno: offers the other process a ring
fn op_ipc_make<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let made = args.get(0).as_u32().and_then(|id| streams(scope).get(id)).ok_or(Errno::BADF).and_then(|stream| {
        let (ends, fd) = ring::create().map_err(|error| Errno::from_raw_os_error(raw(&error)))?;
        stream.send_beside(scope, SWITCH, vec![fd])?;
        Ok((stream, ends))
    });
    let id = made.map(|(stream, ends)| f64::from(add(scope, stream, ends, args.get(1))));
    number(scope, id)
}

/// `op_ipc_open(stream, fd, onMessage(kind, value, handle))` -> ring | -errno: takes the ring that was offered
fn op_ipc_open<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let stream = args.get(0).as_u32().and_then(|id| streams(scope).get(id)).ok_or(Errno::BADF);
    let fd = adopt_descriptor(args.get(1).as_i32().unwrap_or(-1)).ok_or(Errno::BADF);
    let opened = stream.and_then(|stream| {
        let ends = ring::open(&fd?).map_err(|error| Errno::from_raw_os_error(raw(&error)))?;
        // After all that was written in Node's wire.
        stream.send_in_order(scope, SWITCH)?;
        Ok((stream, ends))
    });
    let id = opened.map(|(stream, ends)| f64::from(add(scope, stream, ends, args.get(2))));
    number(scope, id)
}

fn number<'s>(scope: &mut Scope<'s>, result: Result<f64, Errno>) -> Op<'s> {
    Ok(scope.number(result.unwrap_or_else(|errno| -f64::from(errno.raw_os_error()))))
}

/// `op_ipc_start(ring)`: messages are taken from now on
fn op_ipc_start<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    if let Some(ring) = ring(scope, args).filter(|ring| ring.bell.get().is_none()) {
        let id = scope.state::<EventLoop>().add_bell(ring.clone());
        ring.bell.set(Some(id));
    }
    Ok(Local::undefined())
}

/// `op_ipc_pump(ring, descriptors | undefined)`: something came by the socket
fn op_ipc_pump<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let Some(ring) = ring(scope, args) else { return Ok(Local::undefined()) };
    for index in 0..scope.array_length(args.get(1)).unwrap_or(0) {
        let fd = scope.get_index(args.get(1), index)?.as_i32().and_then(adopt_descriptor);
        ring.arrived.borrow_mut().extend(fd);
    }
    ring.answer(scope);
    Ok(Local::undefined())
}

/// `op_ipc_send(ring, form, message, handle | undefined, done(status) | undefined)` -> undefined if the form does not
/// suit the message | bytes that wait; 0: it is sent, and `done` is not called | -errno. Forms: 0 plain, 1 plain as of
/// JSON, 2 text of JSON, 3 bytes of V8's format.
fn op_ipc_send<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let Some(ring) = ring(scope, args) else { return number(scope, Err(Errno::BADF)) };
    let mut message = Outgoing {
        kind: PLAIN,
        large: 0,
        content: Content::Bytes(Vec::new()),
        done: 0,
        descriptors: Vec::new(),
        told: None,
    };
    let mut bytes = Vec::new();
    let mut sealed = None;
    let form = args.get(1).as_u32().unwrap_or(0);
    match form {
        0 | 1 => {
            let form = if form == 0 { PlainForm::Clone } else { PlainForm::Json };
            let Some(plain) = scope.write_plain(args.get(2), form)? else { return Ok(Local::undefined()) };
            match plain.len() {
                0..=ring::MOST => plain.append_to(&mut bytes),
                length @ ..=ring::BESIDE => message.content = Content::Plain(plain, length),
                _ => sealed = Some(plain.seal()),
            }
        }
        2 => {
            message.kind = JSON;
            bytes = scope.str(args.get(2)).unwrap_or_default().into_bytes();
        }
        _ => {
            message.kind = V8;
            let seal =
                |bytes: &[u8]| if bytes.len() > ring::BESIDE { Err(Sealed::new(bytes)) } else { Ok(bytes.to_vec()) };
            match scope.with_bytes(args.get(2), seal) {
                Some(Ok(copy)) => bytes = copy,
                Some(Err(made)) => sealed = Some(made),
                None => return number(scope, Err(Errno::INVAL)),
            }
        }
    }
    if bytes.len() > ring::BESIDE {
        let mut writer = SealedWriter::new();
        if let Ok(writer) = &mut writer {
            if let Err(error) = writer.write(&bytes) {
                return number(scope, Err(Errno::from_raw_os_error(raw(&error))));
            }
        }
        sealed = Some(writer.and_then(SealedWriter::seal));
    }
    match sealed {
        Some(Ok(memory)) => {
            message.kind |= SEALED;
            message.large = memory.len();
            bytes = memory.len().to_le_bytes().to_vec();
            message.descriptors.push(memory.into_descriptor());
        }
        Some(Err(error)) => return number(scope, Err(Errno::from_raw_os_error(raw(&error)))),
        None => {}
    }
    if let Content::Bytes(content) = &mut message.content {
        *content = bytes;
    }
    if message.content.len() > ring::MOST {
        message.large = message.content.len() as u64;
    }
    if let Some(fd) = args.get(3).as_i32() {
        let copy = with_descriptor(fd, |fd| rustix::io::fcntl_dupfd_cloexec(fd, 0)).unwrap_or(Err(Errno::BADF));
        match copy {
            Ok(copy) => message.descriptors.push(copy),
            Err(errno) => return number(scope, Err(errno)),
        }
        message.kind |= HANDLE;
    }
    if args.get(4).is_function() {
        message.told = Some(Callback::new(scope, args.get(4)));
    }
    let sent = ring.send(scope, message);
    number(scope, sent.map(|left| left as f64))
}

/// `op_ipc_queued(ring)` -> bytes that wait
fn op_ipc_queued<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let queued = ring(scope, args).map_or(0, |ring| ring.queued());
    Ok(scope.number(queued as f64))
}

/// `op_ipc_end(ring, done | undefined)`: nothing is read any more; `done` is called when all is sent, which may be now
fn op_ipc_end<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let Some(ring) = ring(scope, args) else { return Ok(scope.boolean(false)) };
    ring.over.set(true);
    ring.held.borrow_mut().take();
    ring.arrived.borrow_mut().clear();
    let waits = !ring.waiting.borrow().is_empty();
    if waits {
        let done = Callback::new(scope, args.get(1));
        *ring.on_sent.borrow_mut() = Some(done);
    }
    Ok(scope.boolean(waits))
}

/// `op_ipc_close(ring)`: lets it go
fn op_ipc_close<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let Some(ring) = ring(scope, args) else { return Ok(Local::undefined()) };
    ring.over.set(true);
    if let Some(bell) = ring.bell.take() {
        scope.state::<EventLoop>().remove_bell(bell);
    }
    if let Some(id) = args.get(0).as_u32() {
        rings(scope).table.borrow_mut().remove(&id);
    }
    ring.guard.borrow_mut().take();
    let event_loop = scope.state::<EventLoop>();
    for done in ring.waiting.take().into_iter().filter_map(|message| message.told) {
        event_loop.at_close("PipeWrap", move |scope| done.status(scope, Err(Errno::CANCELED)));
    }
    Ok(Local::undefined())
}

/// `op_ipc_is_offered(fd, offer)`: whether the channel on `fd` is the one that the offer in the environment is for
fn op_ipc_is_offered<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let offer = scope.str(args.get(1)).unwrap_or_default();
    let own = with_descriptor(args.get(0).as_i32().unwrap_or(-1), |fd| offer_for(fd.as_raw_fd()));
    Ok(scope.boolean(own.flatten().is_some_and(|own| own == offer)))
}

/// The offer for the process that gets this end of a channel: a version and the socket's number, so that a program in
/// between that hands the variable down, but not the channel, does no harm.
pub(super) fn offer_for(fd: i32) -> Option<String> {
    let status = with_descriptor(fd, |fd| rustix::fs::fstat(fd))?.ok()?;
    Some(format!("3:{}", status.st_ino))
}

/// The ops of this area.
pub const OPS: &[(&str, NativeFn)] = &[
    ("op_ipc_make", op_ipc_make),
    ("op_ipc_open", op_ipc_open),
    ("op_ipc_start", op_ipc_start),
    ("op_ipc_pump", op_ipc_pump),
    ("op_ipc_send", op_ipc_send),
    ("op_ipc_queued", op_ipc_queued),
    ("op_ipc_end", op_ipc_end),
    ("op_ipc_close", op_ipc_close),
    ("op_ipc_is_offered", op_ipc_is_offered),
];
