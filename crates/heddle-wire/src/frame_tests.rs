//! Messages there and back, and frames that nobody should send.

use super::*;
use std::fs::File;

fn descriptor() -> OwnedFd {
    File::open("/dev/null").unwrap().into()
}

fn back(message: Message) -> Result<Message, Malformed> {
    Message::decode(message.encode(), &Limits::default())
}

fn simple(body: Body) -> Message {
    Message { body, parts: Vec::new() }
}

/// Clone data of an array of `parts`, whose tags are given.
fn clone(parts: &[u32]) -> Body {
    use clone::tags::*;
    let pair = |tag: u32, data: u32| (u64::from(tag) << 32 | u64::from(data)).to_le_bytes();
    let mut bytes = [pair(HEADER, OTHER_PROCESS), pair(ARRAY, parts.len() as u32)].concat();
    for (index, &tag) in (0..).zip(parts) {
        bytes.extend_from_slice(&pair(INT32, index));
        bytes.extend_from_slice(&pair(tag, index));
    }
    bytes.extend_from_slice(&pair(END_OF_KEYS, 0));
    Body::Clone(Data::new(bytes))
}

fn with_everything() -> Message {
    use clone::tags::*;
    let inner = simple(Body::Text((*b"inner").into()));
    let host = HostPart {
        kind: "key".into(),
        bytes: (*b"x").into(),
        message: Some(inner.into()),
        descriptors: vec![descriptor()],
    };
    let shared = SharedPart { memory: descriptor(), capacity: 64, length: 32, growable: true, flags: 0 };
    Message {
        body: clone(&[CLONED, BYTES, BYTES, SHARED, CLONED]),
        parts: vec![
            Part::Host(host),
            Part::Bytes(Content::Inline((*b"abc").into())),
            Part::Bytes(Content::Sealed { memory: descriptor(), length: 1 << 20 }),
            Part::Shared(shared),
            Part::Wasm(Content::Inline((*b"\0asm").into())),
        ],
    }
}

#[test]
fn every_kind_of_message_comes_back() {
    for body in [Body::Undefined, Body::Null, Body::Bool(true), Body::Bool(false)] {
        let name = format!("{body:?}");
        assert_eq!(format!("{:?}", back(simple(body)).unwrap().body), name);
    }
    assert!(matches!(back(simple(Body::Number(-0.0))).unwrap().body, Body::Number(n) if n.to_bits() == 1 << 63));
    assert!(
        matches!(back(simple(Body::Unreadable((*b"no").into()))).unwrap().body, Body::Unreadable(t) if *t == *b"no")
    );
    assert!(matches!(back(simple(Body::Text((*b"\xe9").into()))).unwrap().body, Body::Text(t) if *t == *b"\xe9"));
    let bytes = Message { body: Body::Bytes, parts: vec![Part::Bytes(Content::Inline((*b"abc").into()))] };
    assert!(matches!(&back(bytes).unwrap().parts[..], [Part::Bytes(Content::Inline(b))] if **b == *b"abc"));
    let all = back(with_everything()).unwrap();
    assert_eq!(all.parts.len(), 5);
    assert!(
        matches!(&all.parts[0], Part::Host(h) if h.descriptors.len() == 1 && h.message.is_some() && h.kind == "key")
    );
    assert!(matches!(&all.parts[3], Part::Shared(s) if s.capacity == 64 && s.length == 32 && s.growable));
}

#[test]
fn frames_that_are_cut_or_lack_descriptors_are_refused() {
    let whole = with_everything().encode();
    for cut in 0..whole.bytes.len() {
        let descriptors = (0..3).map(|_| descriptor()).collect();
        let frame = Frame { bytes: whole.bytes[..cut].to_vec(), descriptors };
        assert!(Message::decode(frame, &Limits::default()).is_err(), "cut at {cut}");
    }
    for count in [0, 1, 2, 4] {
        let descriptors = (0..count).map(|_| descriptor()).collect();
        let frame = Frame { bytes: whole.bytes.clone(), descriptors };
        assert!(Message::decode(frame, &Limits::default()).is_err(), "{count} descriptors");
    }
}

#[test]
fn hostile_frames_are_refused() {
    let refuse = |bytes: Vec<u8>| {
        assert!(Message::decode(Frame { bytes, descriptors: Vec::new() }, &Limits::default()).is_err());
    };
    refuse(Vec::new());
    // A body, and a table, of any length.
    refuse([&[7][..], &[0; 4], &u64::MAX.to_le_bytes()].concat());
    refuse([&[8][..], &u32::MAX.to_le_bytes(), &[0; 8]].concat());
    refuse([&[99][..], &[0; 12]].concat());
    // Too deep: each message has a part with a message.
    let mut message = simple(Body::Null);
    for _ in 0..MOST_NESTING + 1 {
        let host =
            HostPart { kind: String::new(), bytes: [].into(), message: Some(message.into()), descriptors: Vec::new() };
        message = Message { body: clone(&[clone::tags::CLONED]), parts: vec![Part::Host(host)] };
    }
    assert_eq!(back(message).unwrap_err().what, "messages too deep in one another");
    // Shared memory whose length is more than there is.
    let shared = SharedPart { memory: descriptor(), capacity: 8, length: 16, growable: true, flags: 0 };
    let message = Message { body: clone(&[clone::tags::SHARED]), parts: vec![Part::Shared(shared)] };
    assert!(back(message).is_err());
    // An entry that the data does not name.
    let message = Message { body: Body::Null, parts: vec![Part::Bytes(Content::Inline((*b"abc").into()))] };
    assert!(back(message).is_err());
}
