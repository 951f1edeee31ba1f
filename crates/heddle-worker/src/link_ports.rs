//! The ports whose two ends are in two processes, by their number on the link between them
//! (docs/design/messages-between-processes.md).

use crate::broadcast::{join_from_process, LONGEST_NAME};
use crate::link::{Link, LinkFrame, LARGEST_IN_PIECES};
use crate::link_port::LinkPort;
use crate::PortEnd;
use heddle_engine::{Attachment, Message, Refusal, WireHost};
use heddle_sys::memfd::Sealed;
use heddle_wire::{Frame, HostPart, Limits};
use std::cell::RefCell;
use std::collections::HashMap;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock};

/// Kinds of frames of ports, the same in both directions. The first eight bytes of each are the port's number, the next
/// eight of the first three how many messages were taken.
pub(crate) mod kind {
    pub(crate) const MESSAGE: u8 = 1;
    pub(crate) const TAKEN: u8 = 2;
    /// A message that went after an end which has come back.
    pub(crate) const RETURNED: u8 = 3;
    pub(crate) const CLOSED: u8 = 4;
    /// The end that came back has arrived: nothing more goes after it.
    pub(crate) const ARRIVED: u8 = 5;
    /// Everything that went after it has been returned.
    pub(crate) const DONE: u8 = 6;
    /// Opens a port, which is a member of the group of this name, for what is sent to that in the other process.
    pub(crate) const GROUP: u8 = 7;
}

/// So many ports may each side have opened on a link and not closed.
const MOST_PORTS: usize = 1 << 16;
/// The name of a port in a message; what follows is one of these and a number.
const PORT: &str = "MessagePort";
const NEW: u8 = 0;
/// The end that is with the receiver of the message comes out there again: the other one went with the message.
const BACK: u8 = 1;
/// The same of a port that is new in this message: both ends are in it.
const BOTH: u8 = 2;

/// Which side of a link this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkSide {
    /// The process that has made the worker.
    Parent,
    /// The worker.
    Worker,
}

/// What the host's attachments other than ports are between processes; see [`WireHost`]. `host` is for what is in them.
pub trait Things: Sync {
    /// An attachment as an entry of the side table.
    fn pack(&self, attachment: Attachment, host: &dyn WireHost) -> Result<HostPart, Refusal>;
    /// The attachment. The entry is another process'.
    fn unpack(&self, part: HostPart, host: &dyn WireHost) -> Result<Attachment, Refusal>;
    /// The same message once more; `None` if it can be read only once.
    fn duplicate(&self, message: &Message) -> Option<Message>;
}

static UPSTREAM: OnceLock<Arc<LinkPorts>> = OnceLock::new();

/// In a worker's process: the ports to its parent.
pub(crate) fn upstream() -> Option<&'static Arc<LinkPorts>> {
    UPSTREAM.get()
}

fn too_many_error(refusal: Refusal) -> io::Error {
    match refusal {
        Refusal::System(error) => error,
        other => io::Error::other(other.to_string()),
    }
}

#[derive(Default)]
struct Table {
    ports: HashMap<u64, Arc<LinkPort>>,
    last: u64,
    /// Of those: opened here, and there.
    own: usize,
    theirs: usize,
    gone: bool,
}

/// The ports over a link.
pub struct LinkPorts {
    pub(crate) link: Arc<Link>,
    things: &'static dyn Things,
    side: LinkSide,
    /// The worker is sandboxed: of the program's groups it has none, and its code is compiled nowhere else.
    confined: AtomicBool,
    table: Mutex<Table>,
}

pub(crate) fn malformed(what: &'static str) -> Refusal {
    Refusal::Malformed(heddle_wire::Malformed { what, at: 0 })
}

fn too_many(what: &str) -> Refusal {
    Refusal::System(io::Error::other(format!("too many {what}")))
}

impl LinkPorts {
    /// None yet.
    pub fn new(link: &Arc<Link>, side: LinkSide, things: &'static dyn Things) -> Arc<LinkPorts> {
        Arc::new(LinkPorts {
            link: link.clone(),
            things,
            side,
            confined: AtomicBool::new(false),
            table: Mutex::default(),
        })
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(|e| e.into_inner())
    }

    /// Numbers are even if the parent has opened the port, else odd; 0 and 1 are there from the start.
    fn is_own(&self, number: u64) -> bool {
        number.is_multiple_of(2) == (self.side == LinkSide::Parent)
    }

    /// The end for this process of a port that both sides have from the start: 0 or 1.
    pub fn fixed(self: &Arc<Self>, number: u64) -> PortEnd {
        let (own, theirs) = PortEnd::pair();
        let port = LinkPort::new(self, number, theirs);
        self.table().ports.insert(number, port.clone());
        port.begin();
        own
    }

    pub(crate) fn is_parent(&self) -> bool {
        self.side == LinkSide::Parent
    }

    fn open(self: &Arc<Self>, end: PortEnd) -> Result<Arc<LinkPort>, Refusal> {
        end.hold();
        let mut table = self.table();
        if table.own >= MOST_PORTS {
            return Err(too_many("ports to another process are open"));
        }
        let first = if self.side == LinkSide::Parent { 2 } else { 3 };
        table.last = if table.last == 0 { first } else { table.last + 2 };
        let number = table.last;
        let port = LinkPort::new(self, number, end);
        port.bind();
        if !table.gone {
            table.own += 1;
            table.ports.insert(number, port.clone());
        }
        Ok(port)
    }

    fn accept(self: &Arc<Self>, number: u64) -> Result<PortEnd, Refusal> {
        let (own, theirs) = PortEnd::pair();
        let port = LinkPort::new(self, number, theirs);
        {
            let mut table = self.table();
            if number < 2 || self.is_own(number) || table.ports.contains_key(&number) || table.theirs >= MOST_PORTS {
                return Err(malformed("a port that cannot be opened"));
            }
            if !table.gone {
                table.theirs += 1;
                table.ports.insert(number, port.clone());
            }
        }
        port.begin();
        Ok(own)
    }

    fn get(&self, number: u64) -> Option<Arc<LinkPort>> {
        self.table().ports.get(&number).cloned()
    }

    /// Both sides are done with a port; after the last frame about it was sent.
    pub(crate) fn remove(&self, number: u64) {
        let mut table = self.table();
        let removed = table.ports.remove(&number);
        if removed.is_some() && number > 1 {
            if self.is_own(number) {
                table.own -= 1;
            } else {
                table.theirs -= 1;
            }
        }
        drop(table);
        drop(removed);
    }

    /// The other process is gone: all ports are closed.
    pub fn close_all(&self) {
        let ports = {
            let mut table = self.table();
            table.gone = true;
            std::mem::take(&mut table.ports)
        };
        ports.into_values().for_each(|port| port.lose());
    }

    /// Whether a frame is one of a port's.
    pub fn is_frame(frame: &LinkFrame) -> bool {
        (kind::MESSAGE..=kind::GROUP).contains(&frame.kind)
    }

    /// This process is a worker, and these lead to its parent.
    pub fn set_upstream(self: &Arc<Self>) {
        let _ = UPSTREAM.set(self.clone());
    }

    /// The worker is sandboxed: over this link it joins no group of the program, and sends no code.
    pub fn confine(&self) {
        self.confined.store(true, Ordering::Relaxed);
    }

    pub(crate) fn things(&self) -> &'static dyn Things {
        self.things
    }

    /// A port to the members of a group in the parent's process, and beyond.
    pub(crate) fn join_group(self: &Arc<Self>, name: &str) -> io::Result<PortEnd> {
        if self.confined.load(Ordering::Relaxed) {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        if name.len() > LONGEST_NAME {
            return Err(io::Error::other(format!("a name of more than {LONGEST_NAME} bytes")));
        }
        let (own, theirs) = PortEnd::pair();
        let port = self.open(theirs).map_err(too_many_error)?;
        self.link.send(kind::GROUP, &[&port.number().to_le_bytes(), name.as_bytes()], Vec::new());
        port.begin();
        Ok(own)
    }

    fn accept_group(self: &Arc<Self>, number: u64, name: &[u8]) -> Result<(), Refusal> {
        let may = self.is_parent() && !self.confined.load(Ordering::Relaxed);
        let name = std::str::from_utf8(name).ok().filter(|name| may && name.len() <= LONGEST_NAME);
        let name = name.ok_or_else(|| malformed("a group that cannot be joined"))?;
        Ok(join_from_process(name, self.accept(number)?, self.things)?)
    }

    /// Takes a frame of a port. It is another process' and is not trusted.
    pub fn take(self: &Arc<Self>, frame: LinkFrame) -> Result<(), Refusal> {
        let cut_off = || malformed("a frame of a port that is cut off");
        let (number, rest) = frame.body.split_first_chunk::<8>().ok_or_else(cut_off)?;
        if frame.kind == kind::GROUP {
            return self.accept_group(u64::from_le_bytes(*number), rest);
        }
        let port = match self.get(u64::from_le_bytes(*number)) {
            Some(port) => port,
            None if self.is_parent() => return Err(malformed("a port that is not open")),
            // A parent is trusted: a program has opened this one by writing on the link itself.
            None => return Ok(()),
        };
        let (taken, rest) = match frame.kind {
            kind::MESSAGE | kind::TAKEN | kind::RETURNED => {
                let (taken, rest) = rest.split_first_chunk::<8>().ok_or_else(cut_off)?;
                (u64::from_le_bytes(*taken), rest)
            }
            _ => (0, rest),
        };
        let message = match frame.kind {
            kind::MESSAGE | kind::RETURNED => {
                let ticket = self.link.charge(rest.len(), frame.descriptors.len());
                let mut message = self.read(Frame { bytes: rest.to_vec(), descriptors: frame.descriptors })?;
                if let Some(ticket) = ticket {
                    message.set_ticket(ticket);
                }
                Some(message)
            }
            _ if rest.is_empty() && frame.descriptors.is_empty() => None,
            _ => return Err(malformed("a frame of a port that is too long")),
        };
        port.take(frame.kind, taken, message)
    }

    /// The message that another process has sent.
    pub fn read(self: &Arc<Self>, frame: Frame) -> Result<Message, Refusal> {
        let wire = heddle_wire::Message::decode(frame, &Limits::default())?;
        Message::from_wire(wire, &LinkHost { ports: self, outgoing: RefCell::default() })
    }

    /// A message for the other process. Its ports begin once it is sent.
    pub fn write(self: &Arc<Self>, message: Message) -> Result<(Frame, Outgoing), Refusal> {
        let host = LinkHost { ports: self, outgoing: RefCell::default() };
        let frame = message.into_wire(&host)?.encode();
        if frame.descriptors.len() > heddle_wire::MOST_DESCRIPTORS {
            return Err(too_many("descriptors in one message"));
        }
        if frame.bytes.len() > LARGEST_IN_PIECES {
            // It goes in sealed memory only.
            drop(Sealed::new(&[])?);
        }
        Ok((frame, Outgoing(host.outgoing.take())))
    }
}

/// The ports in a message that is being written; if it is never sent they are closed.
#[must_use]
#[derive(Default)]
pub struct Outgoing(Vec<Arc<LinkPort>>);

thread_local! {
    /// Ports that [`Outgoing::sent`] is still to begin on this thread; `None`: it is not at it.
    static BEGINNING: RefCell<Option<Vec<Arc<LinkPort>>>> = const { RefCell::new(None) };
}

impl Outgoing {
    /// The message is on its way: what waits in its ports follows. There may be ports in that, and so on: one after the
    /// other, not one within the other, which would use up the stack.
    pub fn sent(mut self) {
        let mut ports = std::mem::take(&mut self.0);
        if ports.is_empty() {
            return;
        }
        let nested = BEGINNING.with_borrow_mut(|beginning| match beginning {
            Some(list) => {
                list.append(&mut ports);
                true
            }
            None => {
                *beginning = Some(Vec::new());
                false
            }
        });
        if nested {
            return;
        }
        while let Some(port) = ports.pop() {
            port.begin();
            BEGINNING
                .with_borrow_mut(|beginning| ports.extend(beginning.iter_mut().flatten().rev().map(|p| p.clone())));
            BEGINNING.with_borrow_mut(|beginning| beginning.iter_mut().for_each(Vec::clear));
        }
        BEGINNING.set(None);
    }
}

impl Drop for Outgoing {
    fn drop(&mut self) {
        self.0.drain(..).for_each(|port| port.abandon());
    }
}

struct LinkHost<'a> {
    ports: &'a Arc<LinkPorts>,
    outgoing: RefCell<Vec<Arc<LinkPort>>>,
}

impl Drop for LinkHost<'_> {
    fn drop(&mut self) {
        drop(Outgoing(self.outgoing.take()));
    }
}

impl WireHost for LinkHost<'_> {
    fn keeps_code(&self) -> Option<&'static str> {
        let confined = !self.ports.is_parent() && self.ports.confined.load(Ordering::Relaxed);
        confined.then_some("nobody outside of a sandbox compiles what comes from it")
    }

    fn takes_code(&self) -> bool {
        !(self.ports.is_parent() && self.ports.confined.load(Ordering::Relaxed))
    }

    fn pack(&self, attachment: Attachment) -> Result<HostPart, Refusal> {
        let end = match attachment.downcast::<PortEnd>() {
            Ok(end) => *end,
            Err(other) => return self.ports.things.pack(other, self),
        };
        // One whose other end is with the receiver: that comes out there.
        let back = end.link_port().filter(|port| port.is_of(self.ports));
        let (way, port) = match back {
            Some(port) => match port.hand_over(end) {
                Ok(both) => (if both { BOTH } else { BACK }, port),
                Err(end) => (NEW, self.ports.open(end)?),
            },
            None => (NEW, self.ports.open(end)?),
        };
        let bytes = [&[way], port.number().to_le_bytes().as_slice()].concat().into();
        self.outgoing.borrow_mut().push(port);
        Ok(HostPart { kind: PORT.to_owned(), bytes, message: None, descriptors: Vec::new() })
    }

    fn unpack(&self, part: HostPart) -> Result<Attachment, Refusal> {
        if part.kind != PORT {
            return self.ports.things.unpack(part, self);
        }
        let (&way, number) = part.bytes.split_first().ok_or_else(|| malformed("a port without a number"))?;
        let number = number.try_into().map_err(|_| malformed("a port without a number"))?;
        let number = u64::from_le_bytes(number);
        if part.message.is_some() || !part.descriptors.is_empty() {
            return Err(malformed("a port with something in it"));
        }
        let end = match way {
            NEW => self.ports.accept(number)?,
            BACK | BOTH => {
                let port = self.ports.get(number).ok_or_else(|| malformed("a port that is not open"))?;
                port.take_back(way == BOTH)?
            }
            _ => return Err(malformed("a port of an unknown kind")),
        };
        Ok(Box::new(end))
    }
}
