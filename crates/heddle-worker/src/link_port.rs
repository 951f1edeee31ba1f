//! A port whose other end is in another process, over the link between the two.

use crate::link::{Link, LinkFrame};
use crate::port::{Amount, Carrier};
use crate::PortEnd;
use heddle_engine::{Message, Refusal, WireHost};
use heddle_wire::{Frame, Limits};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

/// Kinds of frames of ports, the same in both directions. The first byte of each is the port's number.
const MESSAGE: u8 = 1;
const CLOSED: u8 = 2;
const TAKEN: u8 = 3;

/// This process's side of a port to another.
pub struct LinkPort {
    link: Arc<Link>,
    number: u8,
    /// What the other process sends is posted here; none once either end is closed.
    end: Mutex<Option<PortEnd>>,
    /// Of the messages that were taken here, those that the other process knows of.
    told: AtomicU64,
}

impl LinkPort {
    /// The port of this number, and the end of it for this process.
    pub fn new(link: &Arc<Link>, number: u8) -> (Arc<LinkPort>, PortEnd) {
        let (own, theirs) = PortEnd::pair();
        let port = LinkPort { link: link.clone(), number, end: Mutex::new(None), told: AtomicU64::new(0) };
        let port = Arc::new(port);
        theirs.set_carrier(port.clone());
        *port.lock() = Some(theirs);
        (port, own)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<PortEnd>> {
        self.end.lock().unwrap_or_else(|e| e.into_inner())
    }

    /// The other process is gone.
    pub fn close(&self) {
        let end = self.lock().take();
        drop(end);
    }

    /// Whether a frame is one of a port's, and of which.
    pub fn number_of(frame: &LinkFrame) -> Option<u8> {
        matches!(frame.kind, MESSAGE | CLOSED | TAKEN).then(|| frame.body.first().copied().unwrap_or(u8::MAX))
    }

    /// Takes a frame of this port.
    pub fn take(&self, frame: LinkFrame, host: &dyn WireHost) -> Result<(), Refusal> {
        if frame.kind == CLOSED {
            self.close();
            return Ok(());
        }
        let (taken, rest) = read_amount(frame.body.get(1..).unwrap_or_default()).ok_or_else(malformed)?;
        let message = match frame.kind {
            MESSAGE => {
                let size = rest.len();
                let wire = Frame { bytes: rest.to_vec(), descriptors: frame.descriptors };
                let wire = heddle_wire::Message::decode(wire, &Limits::default())?;
                Some((Message::from_wire(wire, host)?, size))
            }
            _ => None,
        };
        let end = self.lock();
        // Closed here: what is still on the way is for nobody.
        let Some(end) = &*end else { return Ok(()) };
        if !end.set_taken(taken) {
            return Err(malformed());
        }
        if let Some((message, size)) = message {
            end.post_sized(message, size);
        }
        Ok(())
    }

    /// What was taken here, which goes with everything that is sent.
    fn amount(&self) -> Option<[u8; 16]> {
        let taken = self.lock().as_ref()?.progress().1;
        self.told.store(taken.messages, Ordering::SeqCst);
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&taken.messages.to_le_bytes());
        bytes[8..].copy_from_slice(&taken.bytes.to_le_bytes());
        Some(bytes)
    }
}

fn malformed() -> Refusal {
    Refusal::Malformed(heddle_wire::Malformed { what: "a frame of a port that is cut off", at: 0 })
}

fn read_amount(bytes: &[u8]) -> Option<(Amount, &[u8])> {
    let (messages, rest) = bytes.split_first_chunk::<8>()?;
    let (bytes, rest) = rest.split_first_chunk::<8>()?;
    Some((Amount { messages: u64::from_le_bytes(*messages), bytes: u64::from_le_bytes(*bytes) }, rest))
}

impl Carrier for LinkPort {
    fn carry(&self, frame: Frame) -> bool {
        let Some(amount) = self.amount() else { return false };
        self.link.send(MESSAGE, &[&[self.number], &amount, &frame.bytes], frame.descriptors)
    }

    fn closed(&self) {
        self.link.send(CLOSED, &[&[self.number]], Vec::new());
        self.close();
    }

    fn taken(&self) {
        let taken = self.lock().as_ref().map(|end| end.progress().1.messages);
        if taken.is_none_or(|taken| taken == self.told.load(Ordering::SeqCst)) {
            return;
        }
        if let Some(amount) = self.amount() {
            self.link.send(TAKEN, &[&[self.number], &amount], Vec::new());
        }
    }
}
