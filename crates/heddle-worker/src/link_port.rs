//! A port whose other end is in another process, over the link between the two.

use crate::link_ports::{kind, malformed, LinkPorts};
use crate::port::{Carried, Carrier, Homecoming};
use crate::PortEnd;
use heddle_engine::{Message, Refusal};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, Weak};

/// This process's side of a port to another.
pub(crate) struct LinkPort {
    itself: Weak<LinkPort>,
    ports: Arc<LinkPorts>,
    number: u64,
    state: Mutex<State>,
    /// Of the messages that were taken here, those that the other process knows of.
    told: AtomicU64,
}

struct State {
    phase: Phase,
    /// What the other process sends is posted here.
    end: Option<Arc<PortEnd>>,
    /// Messages that were posted there before.
    before: u64,
    /// How many of ours it has taken.
    heard: u64,
    /// The other process knows of it.
    begun: bool,
}

enum Phase {
    Open,
    /// The end that was in use here went to the other process: what comes for it is sent back.
    HandedOver(HandedOver),
    /// The end that was in use there has come here; what was sent after it follows.
    Returning(Return),
    /// Both ends went over, at the same time: neither arrives. `true`: the other side may know so.
    Crossed(bool),
    /// Closed here, and the other process was told so.
    Closed,
}

struct HandedOver {
    given: Arc<PortEnd>,
    /// The message that it is in was sent.
    sent: bool,
    /// What had waited was sent back.
    drained: bool,
    /// It has arrived.
    arrived: bool,
    /// The other process has not even known of it before.
    both: bool,
}

enum Return {
    Home(Homecoming),
    /// Both ends are new here: what the other process sends is for the second.
    Both(Homecoming, Homecoming),
    /// It had been closed.
    Late(PortEnd),
    Nowhere,
}

/// Sends back what comes for an end that was handed over.
struct Bouncer(Arc<LinkPort>);

impl LinkPort {
    /// What the other process sends will be posted at `end`.
    pub(crate) fn new(ports: &Arc<LinkPorts>, number: u64, end: PortEnd) -> Arc<LinkPort> {
        let before = end.progress().0.messages;
        let state = State { phase: Phase::Open, end: Some(Arc::new(end)), before, heard: 0, begun: false };
        Arc::new_cyclic(|itself| LinkPort {
            itself: itself.clone(),
            ports: ports.clone(),
            number,
            state: Mutex::new(state),
            told: AtomicU64::new(0),
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(|e| e.into_inner())
    }

    fn send(&self, kind: u8) -> bool {
        self.answer(kind, &[&self.number.to_le_bytes()])
    }

    /// What the other process can bring about as often as it likes.
    fn answer(&self, kind: u8, body: &[&[u8]]) -> bool {
        let link = &self.ports.link;
        link.send_with(kind, body, Vec::new(), || link.charge(0, 0))
    }

    pub(crate) fn number(&self) -> u64 {
        self.number
    }

    pub(crate) fn is_of(&self, ports: &Arc<LinkPorts>) -> bool {
        Arc::ptr_eq(&self.ports, ports)
    }

    /// The other process knows of it: what waits goes there now.
    pub(crate) fn begin(&self) {
        let Some(itself) = self.itself.upgrade() else { return };
        let mut state = self.state();
        state.begun = true;
        let end = state.end.clone();
        match &mut state.phase {
            Phase::Open => {
                drop(state);
                let carrier: Arc<dyn Carrier> = itself;
                end.iter().for_each(|end| end.carry_with(&carrier));
            }
            Phase::HandedOver(over) => {
                over.sent = true;
                let (given, both) = (over.given.clone(), over.both);
                drop(state);
                if let (true, Some(end)) = (both, end) {
                    let carrier: Arc<dyn Carrier> = itself.clone();
                    end.carry_with(&carrier);
                }
                let carrier: Arc<dyn Carrier> = Arc::new(Bouncer(itself));
                given.carry_with(&carrier);
            }
            Phase::Crossed(said) => {
                *said = true;
                self.send(kind::DONE);
            }
            Phase::Returning(_) | Phase::Closed => {}
        }
    }

    /// The other process will never hear of what [`LinkPort::begin`] would begin.
    pub(crate) fn abandon(&self) {
        let mut state = self.state();
        match &mut state.phase {
            Phase::HandedOver(over) if !over.sent => {
                let given = over.given.clone();
                state.phase = Phase::Open;
                drop(state);
                // The last of it: that closes the channel there, too.
                drop(given);
            }
            Phase::Crossed(false) => {
                state.phase = Phase::Returning(Return::Nowhere);
                self.send(kind::ARRIVED);
            }
            Phase::Open => {
                state.phase = Phase::Closed;
                let end = state.end.take();
                drop(state);
                self.ports.remove(self.number);
                drop(end);
            }
            _ => {}
        }
    }

    /// The other process is gone.
    pub(crate) fn lose(&self) {
        let mut state = self.state();
        let phase = std::mem::replace(&mut state.phase, Phase::Closed);
        let end = state.end.take();
        drop(state);
        drop(phase);
        drop(end);
    }

    /// It will be the carrier of its end.
    pub(crate) fn bind(&self) {
        if let (Some(itself), Some(end)) = (self.itself.upgrade(), &self.state().end) {
            end.bind(itself);
        }
    }

    /// The end in use here goes to the other process, which may not even have the other one yet; back again if it cannot
    /// in this way.
    pub(crate) fn hand_over(&self, given: PortEnd) -> Result<bool, PortEnd> {
        let mut state = self.state();
        if !matches!(state.phase, Phase::Open) {
            return Err(given);
        }
        given.hold();
        let given = Arc::new(given);
        let both = !state.begun;
        state.phase = Phase::HandedOver(HandedOver { given, sent: false, drained: false, arrived: false, both });
        Ok(both)
    }

    /// The end in use there has come here; `both`: with the other one.
    pub(crate) fn take_back(&self, both: bool) -> Result<PortEnd, Refusal> {
        let mut state = self.state();
        let end = match std::mem::replace(&mut state.phase, Phase::Closed) {
            Phase::Open => match state.end.take().map(Arc::try_unwrap) {
                Some(Ok(end)) if both => {
                    state.phase = Phase::Returning(Return::Both(end.come_home(), end.other_comes_home()));
                    end
                }
                Some(Ok(end)) => {
                    state.phase = Phase::Returning(Return::Home(end.come_home()));
                    end
                }
                _ => late(&mut state),
            },
            Phase::Closed => late(&mut state),
            Phase::HandedOver(over) => {
                state.phase = Phase::Crossed(over.sent);
                if over.sent {
                    self.send(kind::DONE);
                }
                let dropped = (over.given, state.end.take());
                drop(state);
                drop(dropped);
                return Ok(PortEnd::pair().0);
            }
            phase => {
                state.phase = phase;
                return Err(malformed("a port that comes back twice"));
            }
        };
        self.send(kind::ARRIVED);
        Ok(end)
    }

    /// Takes a frame of this port.
    pub(crate) fn take(&self, frame: u8, taken: u64, message: Option<Message>) -> Result<(), Refusal> {
        let mut state = self.state();
        let progress = taken.checked_sub(state.heard);
        match (frame, &mut state.phase) {
            (kind::MESSAGE | kind::TAKEN, Phase::Open | Phase::HandedOver(_)) => {
                let progress = progress.ok_or_else(impossible)?;
                state.heard = taken;
                let end = state.end.clone();
                // It may lead on to another process, or to a group.
                drop(state);
                let Some(end) = end else { return Ok(()) };
                // A parent is trusted: it counts, too, what a program has written on the link itself.
                if !end.taken_away(progress) && self.ports.is_parent() {
                    return Err(impossible());
                }
                if progress > 0 {
                    end.settle();
                }
                if let Some(message) = message {
                    end.post_anyway(message);
                }
            }
            (kind::RETURNED, Phase::Returning(back)) => match back {
                Return::Home(home) => {
                    let progress = progress.ok_or_else(impossible)?;
                    let known = message.is_none_or(|message| home.taken_away(progress) && home.message(message));
                    state.heard = taken;
                    if !known {
                        return Err(malformed("a message that was never sent"));
                    }
                }
                Return::Both(home, _) => {
                    message.map(|message| home.new_message(message));
                }
                Return::Late(end) => {
                    message.map(|message| end.post_anyway(message));
                }
                Return::Nowhere => {}
            },
            (kind::CLOSED, Phase::Open) => {
                self.send(kind::CLOSED);
                state.phase = Phase::Closed;
                let end = state.end.take();
                drop(state);
                self.ports.remove(self.number);
                drop(end);
            }
            (kind::CLOSED, Phase::Closed) => self.ports.remove(self.number),
            (kind::MESSAGE, Phase::Returning(Return::Both(_, home))) => {
                message.map(|message| home.new_message(message));
            }
            (kind::ARRIVED, Phase::HandedOver(over)) if !over.arrived => {
                over.arrived = true;
                self.finish(state);
            }
            (kind::DONE, Phase::Returning(_) | Phase::Crossed(_)) => {
                let phase = std::mem::replace(&mut state.phase, Phase::Closed);
                drop(state);
                self.ports.remove(self.number);
                drop(phase);
            }
            // Sent before it could know.
            (kind::MESSAGE | kind::TAKEN, Phase::Closed)
            | (kind::CLOSED, Phase::HandedOver(_))
            | (kind::RETURNED, Phase::Crossed(_)) => {}
            _ => return Err(malformed("a frame that a port cannot send now")),
        }
        Ok(())
    }

    /// Everything was sent back.
    fn finish(&self, mut state: MutexGuard<'_, State>) {
        let Phase::HandedOver(HandedOver { drained: true, arrived: true, .. }) = state.phase else { return };
        self.send(kind::DONE);
        let phase = std::mem::replace(&mut state.phase, Phase::Closed);
        let end = state.end.take();
        drop(state);
        self.ports.remove(self.number);
        drop((phase, end));
    }

    /// Sends a message; what was taken here goes with it.
    fn send_message(&self, kind: u8, state: MutexGuard<'_, State>, message: Message) -> Carried {
        let ticket = message.ticket();
        let (frame, outgoing) = match self.ports.write(message) {
            Ok(written) => written,
            Err(refusal) => return Carried::Refused(refusal),
        };
        let taken = self.taken_here(&state);
        let parts: [&[u8]; 3] = [&self.number.to_le_bytes(), &taken.to_le_bytes(), &frame.bytes];
        if !self.ports.link.send_with(kind, &parts, frame.descriptors, || ticket) {
            return Carried::Gone;
        }
        drop(state);
        outgoing.sent();
        Carried::Sent
    }

    fn taken_here(&self, state: &State) -> u64 {
        let Some(end) = &state.end else { return self.told.load(Ordering::SeqCst) };
        let taken = end.progress().1.messages.saturating_sub(state.before);
        self.told.store(taken, Ordering::SeqCst);
        taken
    }
}

fn impossible() -> Refusal {
    malformed("more messages taken than were sent")
}

/// An end that is closed once everything has come back.
fn late(state: &mut State) -> PortEnd {
    let (end, other) = PortEnd::pair();
    state.phase = Phase::Returning(Return::Late(other));
    end
}

impl Carrier for LinkPort {
    fn carry(&self, message: Message) -> Carried {
        let state = self.state();
        match state.phase {
            Phase::Open | Phase::HandedOver(HandedOver { both: true, .. }) => {
                self.send_message(kind::MESSAGE, state, message)
            }
            Phase::Returning(Return::Home(_)) => Carried::Stays(message),
            _ => {
                drop(state);
                self.ports.write(message).map_or_else(Carried::Refused, |_lost| Carried::Gone)
            }
        }
    }

    fn closed(&self) {
        let mut state = self.state();
        if !matches!(state.phase, Phase::Open) {
            return;
        }
        self.send(kind::CLOSED);
        state.phase = Phase::Closed;
        let end = state.end.take();
        drop(state);
        drop(end);
    }

    fn taken(&self) {
        let state = self.state();
        if !matches!(state.phase, Phase::Open) {
            return;
        }
        let told = self.told.load(Ordering::SeqCst);
        let taken = self.taken_here(&state);
        if taken != told {
            self.answer(kind::TAKEN, &[&self.number.to_le_bytes(), &taken.to_le_bytes()]);
        }
    }

    fn caught_up(&self) {
        let end = self.state().end.clone();
        if end.is_some_and(|end| end.is_peer_closed()) {
            self.closed();
        }
    }

    fn link_port(&self) -> Option<Arc<LinkPort>> {
        self.itself.upgrade()
    }
}

impl Carrier for Bouncer {
    fn carry(&self, message: Message) -> Carried {
        let state = self.0.state();
        match state.phase {
            Phase::HandedOver(_) => self.0.send_message(kind::RETURNED, state, message),
            _ => Carried::Gone,
        }
    }

    fn closed(&self) {}

    fn caught_up(&self) {
        let mut state = self.0.state();
        if let Phase::HandedOver(over) = &mut state.phase {
            over.drained = true;
            self.0.finish(state);
        }
    }
}
