//! Both ends in one process.

use super::*;
use crate::{LinkPorts, LinkSide, Things};
use heddle_engine::{Attachment, Message, Refusal, WireHost};
use heddle_wire::HostPart;

fn pair() -> (Link, Link) {
    let (one, other) = packet::pair().unwrap();
    (Link::new(one), Link::new(other))
}

#[test]
fn frames_of_any_size_arrive_whole_and_in_order() {
    let (one, other) = pair();
    let sizes = [0, 1, SHARE - 1, SHARE, SHARE + 1, 3 * SHARE, 1 << 20];
    for (kind, size) in (0..).zip(sizes) {
        assert!(one.send(kind, &[&vec![kind; size]], Vec::new()));
    }
    let mut partial = Partial::default();
    let mut seen = 0;
    while seen < sizes.len() {
        match other.receive(&mut partial).unwrap() {
            Arrival::Frame(frame) => {
                assert_eq!((frame.kind as usize, frame.body.len()), (seen, sizes[seen]));
                assert!(frame.body.iter().all(|byte| *byte as usize == seen));
                seen += 1;
            }
            Arrival::Nothing => drop(one.flush()),
            other => panic!("{other:?}"),
        }
    }
    assert!(!one.is_full());
    drop(one);
    assert!(matches!(other.receive(&mut partial), Ok(Arrival::Gone)));
    assert!(!other.send(0, &[b"x"], Vec::new()));
}

#[test]
fn what_was_sent_before_the_end_arrives_also_if_the_other_side_did_not_read_all() {
    let (one, other) = pair();
    assert!(one.send(1, &[b"last words"], Vec::new()) && other.send(2, &[b"never read"], Vec::new()));
    drop(one);
    let mut partial = Partial::default();
    assert!(matches!(other.receive(&mut partial), Ok(Arrival::Frame(frame)) if frame.kind == 1));
    assert!(matches!(other.receive(&mut partial), Ok(Arrival::Gone)));
}

#[test]
fn many_descriptors_arrive_in_order() {
    let (one, other) = pair();
    let files = (0..MOST_DESCRIPTORS * 2 + 1).map(|_| std::fs::File::open("/dev/null").unwrap().into()).collect();
    assert!(one.send(1, &[b"abc"], files));
    let Ok(Arrival::Frame(frame)) = other.receive(&mut Partial::default()) else { panic!() };
    assert_eq!((frame.body.as_slice(), frame.descriptors.len()), (b"abc".as_slice(), MOST_DESCRIPTORS * 2 + 1));
}

#[test]
fn what_mixes_frames_is_refused() {
    let (one, other) = pair();
    for packet in [[1, 1], [2, 0]] {
        packet::send(one.socket(), &[&packet], &[]).unwrap();
    }
    assert!(other.receive(&mut Partial::default()).is_err());
}

fn with_ring() -> (Link, Link) {
    let (one, other) = packet::pair().unwrap();
    let (parent, descriptors) = Link::for_parent(one).unwrap();
    let worker = Link::new(other);
    assert!(worker.send(7, &[b"started"], Vec::new()));
    let [region, wake] = descriptors.try_into().unwrap();
    worker.join(region, wake).unwrap();
    assert!(matches!(parent.receive(&mut Partial::default()), Ok(Arrival::Frame(frame)) if frame.kind == 7));
    (parent, worker)
}

fn file() -> OwnedFd {
    std::fs::File::open("/dev/null").unwrap().into()
}

/// The frames that have come: kind, length, descriptors.
fn taken(link: &Link) -> Vec<(u8, usize, usize)> {
    let mut partial = Partial::default();
    let mut all = Vec::new();
    while let Ok(Arrival::Frame(frame)) = link.receive(&mut partial) {
        all.push((frame.kind, frame.body.len(), frame.descriptors.len()));
    }
    all
}

#[test]
fn frames_keep_their_order_whatever_they_hold() {
    let (parent, worker) = with_ring();
    let sizes = [0, 1, 1 << 20, 5, ring::BESIDE + 1, 70_000];
    let sent: Vec<_> = (0..60u8).map(|kind| (kind, sizes[kind as usize % 6], kind as usize % 40)).collect();
    for (from, to) in [(&parent, &worker), (&worker, &parent)] {
        for &(kind, size, files) in &sent {
            assert!(from.send(kind, &[&vec![kind; size]], (0..files).map(|_| file()).collect()));
        }
        let mut all = Vec::new();
        while all.len() < sent.len() {
            all.extend(taken(to));
            from.flush();
        }
        assert_eq!(all, sent);
        assert!(!from.flush());
    }
}

#[test]
fn a_sleeper_is_woken_and_nobody_else() {
    let (parent, worker) = with_ring();
    worker.send(1, &[b"x"], Vec::new());
    assert!(parent.rings() && !parent.before_sleep());
    assert_eq!(taken(&parent), [(1, 1, 0)]);
    assert!(!parent.rings() && parent.before_sleep());
    worker.send(2, &[b"x"], Vec::new());
    worker.send(3, &[b"x"], Vec::new());
    assert_eq!(taken(&parent), [(2, 1, 0), (3, 1, 0)]);
    assert!(worker.before_sleep());
    parent.send(4, &[b"x"], Vec::new());
    assert_eq!(packet::receive(worker.wake_socket().unwrap()).unwrap().bytes, [WAKE]);
    assert_eq!(taken(&worker), [(4, 1, 0)]);
}

#[test]
fn the_end_comes_after_everything_that_was_sent() {
    let (parent, worker) = with_ring();
    for kind in 0..5 {
        worker.send(kind, &[&[0; 100]], vec![file()]);
    }
    drop(worker);
    let mut partial = Partial::default();
    for kind in 0..5 {
        assert!(matches!(parent.receive(&mut partial), Ok(Arrival::Frame(frame)) if frame.kind == kind));
    }
    assert!(matches!(parent.receive(&mut partial), Ok(Arrival::Gone)));
}

struct NoThings;

impl Things for NoThings {
    fn pack(&self, _: Attachment, _: &dyn WireHost) -> Result<HostPart, Refusal> {
        Err(Refusal::Kind("Thing".into()))
    }
    fn unpack(&self, part: HostPart, _: &dyn WireHost) -> Result<Attachment, Refusal> {
        Err(Refusal::Kind(part.kind))
    }
    fn duplicate(&self, _: &Message) -> Option<Message> {
        None
    }
}

#[test]
fn who_is_sandboxed_joins_no_group() {
    let joins = |confined: bool| {
        let ports = LinkPorts::new(&Arc::new(with_ring().0), LinkSide::Parent, &NoThings);
        if confined {
            ports.confine();
        }
        let body = [&3u64.to_le_bytes(), b"a group".as_slice()].concat();
        let joined = ports.take(LinkFrame { kind: 7, body, descriptors: Vec::new() }).is_ok();
        ports.close_all();
        joined
    };
    assert!(joins(false) && !joins(true));
}

#[test]
fn what_nobody_takes_stops_the_reading() {
    let (parent, worker) = with_ring();
    let woken = Arc::new(AtomicBool::new(false));
    parent.on_room({
        let woken = woken.clone();
        move || woken.store(true, Ordering::SeqCst)
    });
    let first = parent.charge(40 << 20, 0);
    let second = parent.charge(40 << 20, 0);
    worker.send(1, &[b"x"], Vec::new());
    assert!(matches!(parent.receive(&mut Partial::default()), Ok(Arrival::Nothing)));
    assert!(!parent.rings() && parent.before_sleep());
    drop(first);
    assert!(!woken.load(Ordering::SeqCst) && !parent.rings());
    drop(second);
    assert!(woken.load(Ordering::SeqCst) && parent.rings());
    assert_eq!(taken(&parent), [(1, 1, 0)]);
    // What a process has left that is gone is read in any case.
    let _too_much = parent.charge(80 << 20, 0);
    worker.send(2, &[b"x"], Vec::new());
    drop(worker);
    assert_eq!(taken(&parent), [(2, 1, 0)]);
    // A worker reads what its parent sends.
    let (parent, worker) = with_ring();
    assert!(worker.charge(1 << 30, 0).is_none());
    parent.send(3, &[b"x"], Vec::new());
    assert_eq!(taken(&worker), [(3, 1, 0)]);
}

#[test]
fn a_parent_takes_nothing_that_a_worker_may_not_send() {
    let refused = |act: fn(&Link)| {
        let (parent, worker) = with_ring();
        act(&worker);
        let mut partial = Partial::default();
        (0..1000).any(|_| parent.receive(&mut partial).is_err())
    };
    // A frame of a port beside the ring.
    assert!(refused(|worker| packet::send(worker.socket(), &[&[1, 0, 0, 0, 0, 0, 0, 0, 0, 0]], &[]).unwrap()));
    // Wakes that nobody has asked for; descriptors for nothing; more of them than can be.
    assert!(refused(|worker| packet::send(worker.socket(), &[&[WAKE]], &[]).unwrap()));
    assert!(refused(|worker| packet::send(worker.socket(), &[&[DESCRIPTORS]], &[]).unwrap()));
    assert!(refused(|worker| {
        let file = file();
        let many = [file.as_fd(); MOST_DESCRIPTORS];
        while packet::send(worker.socket(), &[&[DESCRIPTORS]], &many).is_ok() {}
    }));
    // 1 GiB of memory that is not there.
    assert!(refused(|worker| {
        let holes = heddle_sys::memfd::create(c"x").unwrap();
        rustix::fs::ftruncate(&holes, 1 << 30).unwrap();
        use rustix::fs::SealFlags as Seals;
        rustix::fs::fcntl_add_seals(&holes, Seals::SEAL | Seals::SHRINK | Seals::GROW | Seals::WRITE).unwrap();
        packet::send(worker.socket(), &[&[DESCRIPTORS]], &[holes.as_fd()]).unwrap();
        let word = Word { kind: 1, descriptors: 1, sealed: true }.encode();
        let mut outbox = worker.outbox();
        outbox.lane.as_mut().unwrap().put(word, &(1u64 << 30).to_le_bytes());
    }));
}
