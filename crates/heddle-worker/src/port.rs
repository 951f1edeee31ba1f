//! Two entangled ends of a message channel. <https://html.spec.whatwg.org/multipage/web-messaging.html#message-ports>

use heddle_core::{Event, LoopHandle};
use heddle_engine::Message;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock};

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

/// Takes what is sent at one end of a channel to another process. The other end of the channel is the carrier's: it posts
/// there what comes from the other process.
pub trait Carrier: Send + Sync {
    /// Takes a message along; false if there is nobody any more to take it to.
    fn carry(&self, frame: heddle_wire::Frame) -> bool;
    /// The end that is not the carrier's was closed.
    fn closed(&self);
    /// Messages were taken at the end that is not the carrier's; called now and then.
    fn taken(&self);
}

/// Messages with their sizes.
type Messages = VecDeque<(Message, usize)>;

#[derive(Default)]
struct Queue {
    messages: Messages,
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
    /// What is sent to this side goes to another process.
    carrier: OnceLock<Arc<dyn Carrier>>,
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

    fn tell_sender(&self) {
        self.sender_waits.store(false, Ordering::SeqCst);
        if let Some((handle, id)) = &*lock(&self.sender) {
            handle.post(Event::Port(*id));
        }
    }
}

/// The two queues of a channel.
#[derive(Default)]
pub struct Channel {
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

    /// Sends a message to the other end; false if that is closed, and the message with it.
    pub fn post(&self, message: Message) -> bool {
        let size = message.size();
        self.post_sized(message, size)
    }

    /// The same, of a message whose size counts as it did where it came from.
    pub fn post_sized(&self, message: Message, size: usize) -> bool {
        let peer = self.peer();
        {
            let mut queue = lock(&peer.queue);
            if peer.closed.load(Ordering::SeqCst) {
                return false;
            }
            queue.messages.push_back((message, size));
            queue.posted.add(size);
            peer.len.store(queue.messages.len(), Ordering::SeqCst);
        }
        peer.signal();
        true
    }

    /// Whether what is sent here goes to another process, and by whom.
    pub fn carrier(&self) -> Option<&Arc<dyn Carrier>> {
        self.peer().carrier.get()
    }

    /// Sends a message to another process; false if the other end is closed.
    pub fn carry(&self, frame: heddle_wire::Frame) -> bool {
        let peer = self.peer();
        let Some(carrier) = peer.carrier.get() else { return false };
        if peer.closed.load(Ordering::SeqCst) {
            return false;
        }
        // Counted before it could be taken.
        lock(&peer.queue).posted.add(frame.bytes.len());
        carrier.carry(frame)
    }

    /// This end is a carrier's: what is sent to it goes to another process.
    pub fn set_carrier(&self, carrier: Arc<dyn Carrier>) {
        let _ = self.own().carrier.set(carrier);
    }

    /// What the carrier's other process has taken so far of all that was sent here; false if that cannot be.
    pub fn set_taken(&self, taken: Amount) -> bool {
        let own = self.own();
        {
            let mut queue = lock(&own.queue);
            let (before, posted) = (queue.taken, queue.posted);
            let grows = taken.messages >= before.messages && taken.bytes >= before.bytes;
            if !grows || taken.messages > posted.messages || taken.bytes > posted.bytes {
                return false;
            }
            queue.taken = taken;
        }
        if own.sender_waits.load(Ordering::SeqCst) {
            own.tell_sender();
        }
        true
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
        let dropped = {
            let mut queue = lock(&own.queue);
            own.closed.store(true, Ordering::SeqCst);
            own.len.store(0, Ordering::SeqCst);
            std::mem::take(&mut queue.messages)
        };
        // Messages may hold ports, whose own closing must not happen under the lock.
        drop_flat(dropped);
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
