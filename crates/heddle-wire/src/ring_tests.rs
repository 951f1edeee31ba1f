//! Both ends in one process, and a counterpart that writes what it likes.

use super::*;
use std::thread;

fn pair() -> ((Sender, Receiver), (Sender, Receiver)) {
    let (ours, fd) = create().unwrap();
    (ours, open(&fd).unwrap())
}

#[test]
fn messages_of_every_length_arrive_in_order() {
    let ((mut sender, _), (_, mut receiver)) = pair();
    let reader = thread::spawn(move || {
        let mut message = Vec::new();
        let mut count = 0u32;
        while count < 20_000 {
            match receiver.pop(&mut message).unwrap() {
                Some(kind) => {
                    assert_eq!(kind, count);
                    let length = (count as usize * 7919) % 3000;
                    assert_eq!(message.len(), length);
                    assert!(message.iter().all(|&byte| byte == count as u8));
                    count += 1;
                }
                None => thread::yield_now(),
            }
        }
    });
    for count in 0..20_000u32 {
        let message = vec![count as u8; (count as usize * 7919) % 3000];
        while sender.push(count, &[&message]).unwrap().is_none() {
            thread::yield_now();
        }
    }
    reader.join().unwrap();
}

#[test]
fn sleepers_are_woken_once() {
    let ((mut sender, _), (_, mut receiver)) = pair();
    assert_eq!(sender.push(1, &[b"x"]).unwrap(), Some(Pushed { wake: false }));
    assert!(!receiver.before_sleep());
    let mut message = Vec::new();
    assert_eq!(receiver.pop(&mut message).unwrap(), Some(1));
    assert!(receiver.is_empty() && receiver.before_sleep());
    assert_eq!(sender.push(2, &[b"y"]).unwrap(), Some(Pushed { wake: true }));
    assert_eq!(sender.push(3, &[b"z"]).unwrap(), Some(Pushed { wake: false }));
}

#[test]
fn a_full_ring_says_when_there_is_room() {
    let ((mut sender, _), (_, mut receiver)) = pair();
    let message = vec![7; MOST];
    let mut sent = 0;
    while sender.push(0, &[&message]).unwrap().is_some() {
        sent += 1;
    }
    assert_eq!(sent, 31);
    assert!(!receiver.take_room_wanted());
    assert!(!sender.wait_for_room(MOST).unwrap());
    let mut copy = Vec::new();
    receiver.pop(&mut copy).unwrap();
    assert!(!receiver.take_room_wanted());
    (0..16).for_each(|_| assert!(receiver.pop(&mut copy).unwrap().is_some()));
    assert_eq!(copy, message);
    assert!(receiver.take_room_wanted() && !receiver.take_room_wanted());
    assert!(sender.wait_for_room(MOST).unwrap());
    assert!(sender.push(0, &[&message]).unwrap().is_some());
}

#[test]
fn whatever_the_counterpart_writes_is_an_error_at_most() {
    for head in [8, 1 << 40, u64::MAX, CAPACITY + 8, 1] {
        let ((sender, _), (_, mut receiver)) = pair();
        let mut message = Vec::new();
        sender.region.u64(number(0, HEAD)).store(head, Ordering::SeqCst);
        for length in [u32::MAX as u64, 100, MOST as u64 + 1] {
            sender.region.u64(RINGS).store(length, Ordering::SeqCst);
            assert!(receiver.pop(&mut message).is_err(), "{head} {length}");
        }
    }
    for tail in [8, u64::MAX, 1 << 63] {
        let ((mut sender, _), (_, receiver)) = pair();
        receiver.region.u64(number(0, TAIL)).store(tail, Ordering::SeqCst);
        assert!(sender.push(0, &[b"x"]).is_err());
        assert!(sender.wait_for_room(1).is_err());
    }
}

#[test]
fn memory_that_could_shrink_or_is_of_another_version_is_refused() {
    assert!(open(&heddle_sys::memfd::create(c"x").unwrap()).is_err());
    let ((sender, _), fd) = create().unwrap();
    sender.region.u32(VERSION_AT).store(VERSION + 1, Ordering::SeqCst);
    assert!(open(&fd).is_err());
}

#[test]
fn large_messages_arrive_in_pieces_between_small_ones() {
    let ((mut sender, _), (_, mut receiver)) = pair();
    let lengths = [MOST, MOST + 1, 1, 3 * MOST + 5, CAPACITY as usize, 0, 3 << 20];
    let reader = thread::spawn(move || {
        let mut message = Vec::new();
        for (kind, length) in (0..).zip(lengths) {
            let got = loop {
                match receiver.pop(&mut message).unwrap() {
                    Some(got) => break got,
                    None => thread::yield_now(),
                }
            };
            assert_eq!((got, message.len()), (kind, length));
            assert!(message.iter().enumerate().all(|(at, &byte)| byte == (at % 251) as u8));
        }
    });
    for (kind, length) in (0..).zip(lengths) {
        let message: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
        let mut done = 0;
        while sender.push_on(kind, &message, &mut done).unwrap().0.is_none() {
            thread::yield_now();
        }
        assert_eq!(done, length);
    }
    reader.join().unwrap();
}

#[test]
fn a_ring_that_is_read_in_time_stays_small() {
    let ((mut sender, _), (_, mut receiver)) = pair();
    let mut message = Vec::new();
    for large in [0, 1 << 20, 0] {
        let mut done = 0;
        let content: Vec<u8> = (0..large).map(|at| (at % 251) as u8).collect();
        assert_eq!(sender.push_on(9, &content, &mut done).unwrap().0, Some(()));
        assert_eq!((receiver.pop(&mut message).unwrap(), &message), (Some(9), &content));
        for kind in 0..100_u32 {
            assert!(sender.push(kind, &[&[kind as u8; 10_000]]).unwrap().is_some());
            assert!(sender.head % CAPACITY < WINDOW + padded(10_000), "{}", sender.head);
            assert_eq!(receiver.pop(&mut message).unwrap(), Some(kind));
            assert_eq!(message, [kind as u8; 10_000]);
        }
    }
}

#[test]
fn only_what_is_written_there_is_read_at_the_beginning() {
    for (head, begun) in [(8, None), (CAPACITY - 8, None), (CAPACITY, None), (CAPACITY + 16, Some((0, 8)))] {
        let ((sender, _), (_, mut receiver)) = pair();
        (receiver.tail, receiver.begun) = (8, begun);
        sender.region.u64(RINGS).store(u64::MAX, Ordering::SeqCst);
        sender.region.u64(RINGS + 8).store(u64::MAX, Ordering::SeqCst);
        sender.region.u64(number(0, HEAD)).store(head + 8, Ordering::SeqCst);
        assert!(receiver.pop(&mut Vec::new()).is_err(), "{head}");
    }
}

#[test]
fn pieces_that_make_no_message_are_refused() {
    let more = |length: u64| length | u64::from(MORE);
    let kind = |kind: u64| kind << 32;
    // Nothing in a piece; a piece of another message; a message that is announced to be larger than any.
    for headers in [vec![more(0)], vec![more(8), 8 | kind(1)], vec![more(8), 1 << 30], vec![more(1 << 30)]] {
        let ((sender, _), (_, mut receiver)) = pair();
        for (at, header) in headers.iter().enumerate() {
            sender.region.u64(RINGS + 16 * at).store(*header, Ordering::SeqCst);
        }
        sender.region.u64(number(0, HEAD)).store(32, Ordering::SeqCst);
        let mut message = Vec::new();
        assert!(receiver.pop(&mut message).is_err(), "{headers:x?}");
        assert!(receiver.pieces.capacity() < 4096 && message.capacity() < 4096);
    }
    // One that never ends.
    let ((mut sender, _), (_, mut receiver)) = pair();
    receiver.largest = 1 << 20;
    let mut message = Vec::new();
    let refused = (0..).find(|_| {
        sender.write(0, MOST as u32 | MORE, &[&[7; MOST]]);
        receiver.pop(&mut message).is_err()
    });
    assert_eq!(refused, Some((1 << 20) / MOST));
}
