//! Frames that the engine has written (corpus/), with bytes changed at random: whatever they are now, they are read or
//! refused, soon and without more memory than they have bytes. What is read is written the same again. More rounds and others:
//! HEDDLE_WIRE_ROUNDS=<n>, HEDDLE_WIRE_SEED=<n> (`./x fuzz`).

#![forbid(unsafe_code)]

mod random;

use heddle_wire::{Frame, Limits, Message};
use random::{rounds, Random};
use std::fs::File;
use std::path::Path;

fn change(bytes: &mut Vec<u8>, random: &mut Random) {
    let at = random.below(bytes.len());
    match random.below(7) {
        0 => bytes[at] = random.below(256) as u8,
        1 => bytes[at] ^= 1 << random.below(8),
        2 => bytes[at] = [0, 1, 0x7f, 0x80, 0xff][random.below(5)],
        3 => bytes.truncate(at.max(1)),
        4 => {
            let from = random.below(bytes.len());
            let length = random.below(40).min(bytes.len() - at.max(from));
            bytes.copy_within(from..from + length, at);
        }
        5 => bytes.insert(at, random.below(256) as u8),
        _ => {
            let word = [0, u64::MAX, 1 << 32, 1 << 63, 9][random.below(5)].to_le_bytes();
            let length = word.len().min(bytes.len() - at);
            bytes[at..at + length].copy_from_slice(&word[..length]);
        }
    }
}

#[test]
fn changed_frames_are_read_or_refused() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut originals: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    originals.sort();
    let originals: Vec<Vec<u8>> = originals.iter().map(|path| std::fs::read(path).unwrap()).collect();
    assert!(originals.len() >= 10);
    let rounds = rounds(60_000);
    let mut random = Random::seeded();
    let (mut read, mut refused) = (0, 0);
    for round in 0..rounds {
        let mut bytes = originals[round % originals.len()].clone();
        for _ in 0..random.below(4) {
            change(&mut bytes, &mut random);
        }
        let descriptors = (0..random.below(8) / 7).map(|_| File::open("/dev/null").unwrap().into()).collect();
        match Message::decode(Frame { bytes: bytes.clone(), descriptors }, &Limits::default()) {
            Ok(message) => {
                read += 1;
                let again = message.encode();
                assert!(again.bytes.len() <= bytes.len());
                assert!(Message::decode(again, &Limits::default()).is_ok());
            }
            Err(error) => {
                refused += 1;
                assert!(error.at <= bytes.len());
            }
        }
    }
    assert!(read > rounds / 10 && refused > rounds / 10, "{read} read, {refused} refused");
}
