//! Two entangled ends of a message channel. <https://html.spec.whatwg.org/multipage/web-messaging.html#message-ports>

use crate::link_port::LinkPort;
use heddle_core::{Event, LoopHandle};
use heddle_engine::{Message, Refusal};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

/// A count of messages and the sum of their sizes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    /// Messages.
    pub messages: u64,
    /// Their approximate size.
    pub bytes: u64,
}

impl Amount {
    fn add(&mut self, bytes: usize) {
        self.messages += 1;
        self.bytes += bytes as u64;
    }

    /// What `self` holds beyond `earlier`.
    pub fn since(self, earlier: Amount) -> Amount {
        Amount { messages: self.messages - earlier.messages, bytes: self.bytes - earlier.bytes }
    }
}

/// What became of a message that a carrier was to take along.
pub(crate) enum Carried {
    /// It is on its way.
    Sent,
    /// There is nobody any more to take it to.
    Gone,
    /// It cannot leave the process, and is lost.
    Refused(Refusal),
    /// The end that it is for has just come back to this process.
    Stays(Message),
}

/// Takes what is sent to one end of a channel elsewhere: to another process, or to a group. That end is the carrier's: it
/// posts there what comes from elsewhere.
pub(crate) trait Carrier: Send + Sync {
    /// Takes a message along.
    fn carry(&self, message: Message) -> Carried;
    /// The end that is not the carrier's was closed.
    fn closed(&self);
    /// Messages were taken at the end that is not the carrier's; called now and then.
    fn taken(&self) {}
    /// What had waited was carried; from now on everything is as it comes.
    fn caught_up(&self) {}
    /// If it takes messages over a link: how.
    fn link_port(&self) -> Option<Arc<LinkPort>> {
        None
    }
}

/// Messages with their sizes.
type Messages = VecDeque<(Message, usize)>;

#[derive(Default)]
struct Queue {
    messages: Messages,
    /// What is sent meanwhile, while this end changes its process.
    held: Option<Messages>,
    /// From so many processes messages of before come back, and must be first.
    returning: usize,
    /// What is sent to this end goes with it; with the second, once everything has come back.
    carrier: Option<Arc<dyn Carrier>>,
    next_carrier: Option<Arc<dyn Carrier>>,
    /// The carrier that it will have when the message that this end is in was sent.
    bound: Option<Arc<dyn Carrier>>,
    /// Sizes of what a carrier took along and nobody has taken there yet.
    away: VecDeque<usize>,
    posted: Amount,
    taken: Amount,
}

#[derive(Default)]
struct Side {
    queue: Mutex<Queue>,
    len: AtomicUsize,
    receiver: Mutex<Option<(LoopHandle, u64)>>,
    /// The receiver was told and has not looked yet.
    signalled: AtomicBool,
    /// Who is told when this side is closed and, while it waits for that, when a message was taken: the other side.
    sender: Mutex<Option<(LoopHandle, u64)>>,
    sender_waits: AtomicBool,
    closed: AtomicBool,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|e| e.into_inner())
}

impl Side {
    fn signal(&self) {
        if !self.signalled.swap(true, Ordering::SeqCst) {
            match &*lock(&self.receiver) {
                Some((handle, id)) => {
                    handle.post(Event::Port(*id));
                }
                None => self.signalled.store(false, Ordering::SeqCst),
            }
        }
    }

    fn taken_away(&self, count: u64) -> bool {
        {
            let mut queue = lock(&self.queue);
            if count > queue.away.len() as u64 {
                return false;
            }
            for _ in 0..count {
                let size = queue.away.pop_front().unwrap_or_default();
                queue.taken.add(size);
            }
        }
        if count > 0 && self.sender_waits.load(Ordering::SeqCst) {
            self.tell_sender();
        }
        true
    }

    /// The last message has not gone with the carrier.
    fn unsend(&self, size: usize) {
        let mut queue = lock(&self.queue);
        queue.away.pop_back();
        queue.posted = queue.posted.since(Amount { messages: 1, bytes: size as u64 });
    }

    fn tell_sender(&self) {
        self.sender_waits.store(false, Ordering::SeqCst);
        if let Some((handle, id)) = &*lock(&self.sender) {
            handle.post(Event::Port(*id));
        }
    }
}

/// The two queues of a channel.
#[derive(Default)]
struct Channel {
    sides: [Side; 2],
}

/// One end. Whoever holds it may send to the other end and receive from its own queue; dropping it closes the channel.
pub struct PortEnd {
    channel: Arc<Channel>,
    index: usize,
}

impl PortEnd {
    /// A new channel.
    pub fn pair() -> (PortEnd, PortEnd) {
        let channel = Arc::new(Channel::default());
        (PortEnd { channel: channel.clone(), index: 0 }, PortEnd { channel, index: 1 })
    }

    fn own(&self) -> &Side {
        &self.channel.sides[self.index]
    }

    fn peer(&self) -> &Side {
        &self.channel.sides[1 - self.index]
    }

    /// Whether `other` is the other end of the same channel.
    pub fn is_entangled_with(&self, other: &PortEnd) -> bool {
        Arc::ptr_eq(&self.channel, &other.channel) && self.index != other.index
    }

    /// Sends a message to the other end; false if that is closed, and the message with it. It is refused if the other end
    /// is in a process that the message cannot go to.
    pub fn post(&self, mut message: Message) -> Result<bool, Refusal> {
        let (peer, size) = (self.peer(), message.size());
        loop {
            let carrier = {
                let mut queue = lock(&peer.queue);
                if peer.closed.load(Ordering::SeqCst) {
                    let carrier = queue.carrier.clone();
                    drop(queue);
                    // What it would refuse, it refuses still.
                    return match carrier.map(|carrier| carrier.carry(message)) {
                        Some(Carried::Refused(refusal)) => Err(refusal),
                        _ => Ok(false),
                    };
                }
                queue.posted.add(size);
                if let Some(held) = &mut queue.held {
                    held.push_back((message, size));
                    return Ok(true);
                }
                let Some(carrier) = queue.carrier.clone() else {
                    queue.messages.push_back((message, size));
                    peer.len.store(queue.messages.len(), Ordering::SeqCst);
                    break;
                };
                // Counted before it could be taken.
                queue.away.push_back(size);
                carrier
            };
            message = match carrier.carry(message) {
                Carried::Sent => return Ok(true),
                Carried::Gone => return Ok(false),
                Carried::Stays(message) => {
                    peer.unsend(size);
                    message
                }
                Carried::Refused(refusal) => {
                    peer.unsend(size);
                    return Err(refusal);
                }
            };
        }
        peer.signal();
        Ok(true)
    }

    /// The same for those who have nobody to tell that it was refused: the receiver hears so instead.
    pub fn post_anyway(&self, message: Message) -> bool {
        match self.post(message) {
            Ok(sent) => sent,
            Err(refusal) => self.post(Message::unreadable(&refusal.to_string())).unwrap_or(false),
        }
    }

    /// Who takes elsewhere what is sent here.
    pub(crate) fn carrier(&self) -> Option<Arc<dyn Carrier>> {
        lock(&self.peer().queue).carrier.clone()
    }

    /// The link that what is sent here goes over, or is about to.
    pub(crate) fn link_port(&self) -> Option<Arc<LinkPort>> {
        let queue = lock(&self.peer().queue);
        queue.carrier.as_ref().or(queue.bound.as_ref())?.link_port()
    }

    /// Whether what is sent here stays in the process.
    pub fn is_local(&self) -> bool {
        lock(&self.peer().queue).carrier.is_none()
    }

    /// From now on what is sent to this end waits for [`PortEnd::carry_with`].
    pub(crate) fn hold(&self) {
        lock(&self.own().queue).held.get_or_insert_with(Messages::new);
    }

    /// That will be with this carrier.
    pub(crate) fn bind(&self, carrier: Arc<dyn Carrier>) {
        lock(&self.own().queue).bound = Some(carrier);
    }

    /// Everything that waits here, and whatever is sent here from now on, goes with a carrier. This end is its own.
    pub(crate) fn carry_with(&self, carrier: &Arc<dyn Carrier>) {
        carry_with(&self.channel, self.index, carrier);
    }

    /// The carrier's other process has taken so many more of the messages that went there; false if that cannot be.
    pub(crate) fn taken_away(&self, count: u64) -> bool {
        self.own().taken_away(count)
    }

    /// The carrier gives this end back: what is sent here stays in the process, behind what [`Homecoming::message`] brings
    /// from the other one.
    pub(crate) fn come_home(&self) -> Homecoming {
        Homecoming::begin(&self.channel, self.index)
    }

    /// The other end comes with it.
    pub(crate) fn other_comes_home(&self) -> Homecoming {
        Homecoming::begin(&self.channel, 1 - self.index)
    }

    /// Tells a carrier how far the messages were taken.
    pub fn settle(&self) {
        if let Some(carrier) = self.carrier() {
            carrier.taken();
        }
    }

    /// A message will be posted in a moment: a receiver that sleeps wakes up meanwhile.
    pub fn announce(&self) {
        if let Some((handle, _)) = &*lock(&self.peer().receiver) {
            handle.announce();
        }
    }

    /// The next message that waits here.
    pub fn take(&self) -> Option<Message> {
        let own = self.own();
        if own.len.load(Ordering::SeqCst) == 0 {
            return None;
        }
        let message = {
            let mut queue = lock(&own.queue);
            let (message, size) = queue.messages.pop_front()?;
            queue.taken.add(size);
            own.len.store(queue.messages.len(), Ordering::SeqCst);
            message
        };
        if own.sender_waits.load(Ordering::SeqCst) {
            own.tell_sender();
        }
        Some(message)
    }

    /// What was sent to the other end so far, and what of it was taken there.
    pub fn progress(&self) -> (Amount, Amount) {
        let queue = lock(&self.peer().queue);
        (queue.posted, queue.taken)
    }

    /// From now on `Event::Port(id)` goes to this loop when the other end is closed; at once if it is.
    pub fn watch(&self, handle: LoopHandle, id: u64) {
        let peer = self.peer();
        *lock(&peer.sender) = Some((handle, id));
        if peer.closed.load(Ordering::SeqCst) {
            peer.tell_sender();
        }
    }

    /// The one that watches is also told, once, when a message is taken at the other end.
    pub fn await_taken(&self) {
        self.peer().sender_waits.store(true, Ordering::SeqCst);
    }

    /// Nobody watches any more.
    pub fn unwatch(&self) {
        *lock(&self.peer().sender) = None;
        self.peer().sender_waits.store(false, Ordering::SeqCst);
    }

    /// How many messages wait here.
    pub fn waiting(&self) -> usize {
        self.own().len.load(Ordering::SeqCst)
    }

    /// From now on `Event::Port(id)` goes to this loop whenever something happens; at once if something has.
    pub fn attach(&self, handle: LoopHandle, id: u64) {
        let own = self.own();
        *lock(&own.receiver) = Some((handle, id));
        own.signalled.store(false, Ordering::SeqCst);
        if self.waiting() > 0 || self.is_peer_closed() {
            own.signal();
        }
    }

    /// Nobody is told any more; messages wait.
    pub fn detach(&self) {
        *lock(&self.own().receiver) = None;
        self.own().signalled.store(false, Ordering::SeqCst);
    }

    /// The receiver looks now: what comes from here on is told again.
    pub fn acknowledge(&self) {
        self.own().signalled.store(false, Ordering::SeqCst);
    }

    /// Tells the own receiver once more: it left messages waiting.
    pub fn signal_self(&self) {
        self.own().signal();
    }

    /// Whether the other end is closed.
    pub fn is_peer_closed(&self) -> bool {
        self.peer().closed.load(Ordering::SeqCst)
    }

    fn close(&self) {
        let own = self.own();
        let (dropped, held, carriers) = {
            let mut queue = lock(&own.queue);
            own.closed.store(true, Ordering::SeqCst);
            own.len.store(0, Ordering::SeqCst);
            let carriers = (queue.next_carrier.take(), queue.bound.take());
            (std::mem::take(&mut queue.messages), queue.held.take(), carriers)
        };
        // Messages may hold ports, whose own closing must not happen under the lock.
        drop_flat(dropped);
        drop_flat(held.unwrap_or_default());
        drop(carriers);
        *lock(&own.receiver) = None;
        own.tell_sender();
        *lock(&own.sender) = None;
        self.unwatch();
        self.peer().signal();
        if let Some(carrier) = self.carrier() {
            carrier.closed();
        }
    }
}

fn carry_with(channel: &Arc<Channel>, index: usize, carrier: &Arc<dyn Carrier>) {
    let own = &channel.sides[index];
    loop {
        let message = {
            let mut queue = lock(&own.queue);
            if own.closed.load(Ordering::SeqCst) {
                break;
            }
            if queue.returning > 0 {
                queue.next_carrier = Some(carrier.clone());
                return;
            }
            let message = queue.messages.pop_front();
            own.len.store(queue.messages.len(), Ordering::SeqCst);
            match (message, queue.held.take()) {
                (Some((message, size)), held) => {
                    queue.held = held;
                    queue.away.push_back(size);
                    message
                }
                (None, Some(held)) if !held.is_empty() => {
                    queue.messages = held;
                    queue.held = Some(Messages::new());
                    continue;
                }
                (None, _) => {
                    queue.carrier = Some(carrier.clone());
                    queue.bound = None;
                    break;
                }
            }
        };
        match carrier.carry(message) {
            Carried::Sent | Carried::Gone => {}
            Carried::Refused(refusal) => {
                // Who has sent it cannot be told any more.
                let _gone = carrier.carry(Message::unreadable(&refusal.to_string()));
            }
            Carried::Stays(message) => {
                let mut queue = lock(&own.queue);
                let size = queue.away.pop_back().unwrap_or_default();
                match &mut queue.held {
                    Some(held) => held.push_front((message, size)),
                    None => {
                        queue.messages.push_front((message, size));
                        own.len.store(queue.messages.len(), Ordering::SeqCst);
                    }
                }
                drop(queue);
                own.signal();
                return;
            }
        }
    }
    carrier.caught_up();
}

/// An end that has come back from another process, while messages that were sent there follow it.
pub(crate) struct Homecoming {
    channel: Arc<Channel>,
    index: usize,
}

impl Homecoming {
    fn begin(channel: &Arc<Channel>, index: usize) -> Homecoming {
        let own = &channel.sides[index];
        let mut queue = lock(&own.queue);
        let held = queue.held.take().unwrap_or_default();
        queue.held = Some(if queue.returning == 0 {
            // What had not left yet is later than what comes back.
            own.len.store(0, Ordering::SeqCst);
            let mut first = std::mem::take(&mut queue.messages);
            first.extend(held);
            first
        } else {
            held
        });
        queue.returning += 1;
        // The second if it came back before what was there earlier had.
        let carriers = (queue.carrier.take(), queue.next_carrier.take(), queue.bound.take());
        drop(queue);
        drop(carriers);
        Homecoming { channel: channel.clone(), index }
    }

    /// The next message that comes back; false if so many were never sent there.
    pub(crate) fn message(&self, message: Message) -> bool {
        self.bring(message, |queue, _| queue.away.pop_front())
    }

    /// The next message that was sent in the process which the end comes from.
    pub(crate) fn new_message(&self, message: Message) -> bool {
        self.bring(message, |queue, size| {
            queue.posted.add(size);
            Some(size)
        })
    }

    fn bring(&self, message: Message, size: impl FnOnce(&mut Queue, usize) -> Option<usize>) -> bool {
        let own = &self.channel.sides[self.index];
        let lost = {
            let mut queue = lock(&own.queue);
            let Some(size) = size(&mut queue, message.size()) else { return false };
            if own.closed.load(Ordering::SeqCst) {
                Some(message)
            } else {
                queue.messages.push_back((message, size));
                own.len.store(queue.messages.len(), Ordering::SeqCst);
                None
            }
        };
        drop(lost);
        own.signal();
        true
    }

    /// How many of the messages were taken in the other process since the last time; false if that cannot be.
    pub(crate) fn taken_away(&self, count: u64) -> bool {
        self.channel.sides[self.index].taken_away(count)
    }
}

impl Drop for Homecoming {
    /// Nothing more comes back.
    fn drop(&mut self) {
        let own = &self.channel.sides[self.index];
        let next = {
            let mut queue = lock(&own.queue);
            queue.returning -= 1;
            if queue.returning > 0 {
                return;
            }
            // Taken there, and not said any more.
            for size in std::mem::take(&mut queue.away) {
                queue.taken.add(size);
            }
            if own.closed.load(Ordering::SeqCst) {
                return;
            }
            let next = queue.next_carrier.take();
            if next.is_none() {
                let held = queue.held.take();
                queue.messages.extend(held.into_iter().flatten());
                own.len.store(queue.messages.len(), Ordering::SeqCst);
            }
            next
        };
        match next {
            Some(carrier) => carry_with(&self.channel, self.index, &carrier),
            None => own.signal(),
        }
    }
}

thread_local! {
    /// Queues that [`drop_flat`] is dropping on this thread; `None`: it is not.
    static DROPPING: RefCell<Option<Vec<Messages>>> = const { RefCell::new(None) };
}

/// Drops messages. They may hold ports whose queues hold ports, and so on: those are dropped one after the other, not one
/// within the other, which would use up the stack.
fn drop_flat(messages: Messages) {
    if messages.is_empty() {
        return;
    }
    let mut next = Some(messages);
    let nested = DROPPING.try_with(|dropping| {
        let mut dropping = dropping.borrow_mut();
        match &mut *dropping {
            Some(queues) => {
                queues.extend(next.take());
                true
            }
            None => {
                *dropping = Some(Vec::new());
                false
            }
        }
    });
    if nested.unwrap_or(false) {
        return;
    }
    while let Some(messages) = next {
        drop(messages);
        next = DROPPING.try_with(|dropping| dropping.borrow_mut().as_mut().and_then(Vec::pop)).unwrap_or(None);
    }
    let _ = DROPPING.try_with(|dropping| dropping.borrow_mut().take());
}

impl Drop for PortEnd {
    fn drop(&mut self) {
        self.close();
    }
}
