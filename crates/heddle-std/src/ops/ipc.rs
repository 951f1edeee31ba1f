//! The channel of `fork` between two Heddle processes: messages through rings in memory that both map, descriptors and
//! wake-ups over the socket (`internal/child/ring.js`; docs/design/messages-between-processes.md).

mod content;
mod ops;

pub use self::ops::OPS;

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
        let Some(first) = waiting.front().filter(|_| !self.broken.get()) else { return false };
        let room = self.sender.borrow().fits(first.left());
        room.unwrap_or(true) && (first.kind & SEALED == 0 || self.large_unread() < ring::MOST_BESIDE)
    }

    /// Has the other process say when there is room for what waits: nobody looks from now on. True if there is already.
    fn ask_for_room(&self) -> bool {
        if self.waiting.borrow().is_empty() {
            return false;
        }
        self.sender.borrow().ask_for_room();
        self.fits_again()
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
            match message {
                Arrived::Text(text) => scope.nested(|scope| self.deliver_text(scope, kind, *text)),
                Arrived::Bytes(bytes) => {
                    let delivered = scope.nested(|scope| self.deliver(scope, kind, &bytes));
                    self.incoming.borrow_mut().reuse(bytes);
                    if let Err(error) = delivered {
                        return self.fail(scope, &error);
                    }
                }
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

    fn deliver_text(&self, scope: &mut Scope<'_>, kind: u32, text: Text) {
        let value = scope.text(text);
        self.tell_value(scope, kind, value);
    }

    fn deliver_content(&self, scope: &mut Scope<'_>, kind: u32, content: &[u8]) -> Result<(), Malformed> {
        let value = match kind & KIND {
            PLAIN => scope.read_plain(check_plain(content)?),
            JSON => {
                let text = std::str::from_utf8(content).map_err(|_| Malformed { what: "text that is none", at: 0 })?;
                Ok(scope.string(text))
            }
            V8 => scope.uint8_array(content.to_vec()),
            _ => return Err(Malformed { what: "an unknown kind of message", at: 0 }),
        };
        self.tell_value(scope, kind, value);
        Ok(())
    }

    /// A handle goes with the message, whether or not that could be read.
    fn tell_value(&self, scope: &mut Scope<'_>, kind: u32, value: Result<Local<'_>, Thrown>) {
        let handle = if kind & HANDLE == 0 { None } else { self.arrived.borrow_mut().pop_front() };
        match value {
            Ok(value) => self.tell(scope, kind, value, handle),
            Err(thrown) => self.tell_failure(scope, thrown),
        }
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
        let turns = self.bell.get().is_some();
        let has_room = |sender: &Sender, left| Ok(sender.fits(left)? || (!turns && sender.wait_for_room(left)?));
        if !has_room(&sender, message.left())? {
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

/// The offer for the process that gets this end of a channel: a version and the socket's number, so that a program in
/// between that hands the variable down, but not the channel, does no harm.
pub(super) fn offer_for(fd: i32) -> Option<String> {
    let status = with_descriptor(fd, |fd| rustix::fs::fstat(fd))?.ok()?;
    Some(format!("3:{}", status.st_ino))
}
