//! Rings as another process may leave them: contents (rings/) with bytes changed at random, and positions to match or not.
//! Whatever they are now, they are read or refused, soon, and no more comes of them than stands there. More rounds
//! and others: `./x fuzz`.

#![forbid(unsafe_code)]

mod random;

use heddle_wire::ring;
use random::{rounds, Random};
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;

/// Where the position of the maker's ring is, and its contents: docs/design/messages-between-processes.md.
const HEAD_AT: u64 = 128;
const CONTENTS_AT: u64 = 4096;

/// Changes a byte or a word, rather of a header than of what a message holds.
fn change(bytes: &mut [u8], random: &mut Random) {
    let at = random.below(bytes.len());
    match random.below(5) {
        0 => bytes[at] = random.below(256) as u8,
        1 => bytes[at] ^= 1 << random.below(8),
        2 => {
            let word = [0, u32::MAX, 1 << 31, 1 << 30, 0x8000_0008, 8, 65_536, 65_537][random.below(8)];
            let at = (at & !7).min(bytes.len() - 4);
            bytes[at..at + 4].copy_from_slice(&u32::to_le_bytes(word));
        }
        // The rest is at the beginning, or so it says.
        3 => {
            let at = (at & !7).min(bytes.len() - 8);
            bytes[at..at + 8].fill(u8::MAX);
        }
        _ => {
            let (from, length) = (random.below(bytes.len()) & !7, 8 * random.below(8));
            let length = length.min(bytes.len() - at.max(from));
            bytes.copy_within(from..from + length, at);
        }
    }
}

/// How many messages came, how many bytes they had, and whether it ended without an error.
fn read(bytes: &[u8], head: u64) -> (usize, usize, bool) {
    let (_maker, region) = ring::create().unwrap();
    let (_, mut receiver) = ring::open(&region).unwrap();
    let region = File::from(region);
    region.write_all_at(bytes, CONTENTS_AT).unwrap();
    region.write_all_at(&head.to_le_bytes(), HEAD_AT).unwrap();
    let (mut count, mut length, mut message) = (0, 0, Vec::new());
    loop {
        match receiver.pop(&mut message) {
            Ok(Some(_)) => (count, length) = (count + 1, length + message.len()),
            Ok(None) => return (count, length, true),
            Err(_) => return (count, length, false),
        }
    }
}

#[test]
fn changed_rings_are_read_or_refused() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rings");
    let mut originals: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    originals.sort();
    let originals: Vec<Vec<u8>> = originals.iter().map(|path| std::fs::read(path).unwrap()).collect();
    assert!(originals.len() >= 6);
    for original in &originals {
        let (count, _, whole) = read(original, original.len() as u64);
        assert!(count > 0 && whole);
    }
    let rounds = rounds(10_000);
    let mut random = Random::seeded();
    let (mut good, mut refused) = (0, 0);
    for round in 0..rounds {
        let mut bytes = originals[round % originals.len()].clone();
        for _ in 0..random.below(4) {
            change(&mut bytes, &mut random);
        }
        let head = match random.below(8) {
            0 => random.below(300_000) as u64,
            1 => [u64::MAX, 1 << 40, 7, 262_144, (2 << 20) + 8, (2 << 20) + 4096][random.below(6)],
            _ => bytes.len() as u64,
        };
        let (count, length, whole) = read(&bytes, head);
        // Each has a header of eight bytes. Nothing beyond the ring is read.
        assert!(8 * count + length <= 2 << 20, "{count} {length}");
        if whole {
            good += 1;
        } else {
            refused += 1;
        }
    }
    assert!(good > rounds / 10 && refused > rounds / 10, "{good} read, {refused} refused");
}
