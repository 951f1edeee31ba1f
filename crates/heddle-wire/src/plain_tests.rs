//! Plain data by hand: what is written, and what nobody should.

use super::*;

fn text(text: &str) -> Vec<u8> {
    [&[tag::LATIN1][..], &(text.len() as u32).to_le_bytes(), text.as_bytes()].concat()
}

fn head(tag: u8, count: u32) -> Vec<u8> {
    [&[tag][..], &count.to_le_bytes()].concat()
}

fn what(bytes: &[u8]) -> &'static str {
    check_plain(bytes).unwrap_err().what
}

#[test]
fn values_pass_and_their_beginnings_do_not() {
    let inner = [head(tag::ARRAY, 2), vec![0, 2]].concat();
    let all = [
        head(tag::OBJECT, 4),
        text("a"),
        inner,
        text("b"),
        head(tag::SEEN, 0),
        text("c"),
        vec![tag::DOUBLE],
        1.5f64.to_le_bytes().to_vec(),
        text("d"),
        head(tag::TWO_BYTE, 1),
        vec![1, 2],
    ]
    .concat();
    assert!(check_plain(&all).is_ok());
    for cut in 0..all.len() {
        assert!(check_plain(&all[..cut]).is_err(), "cut at {cut}");
    }
    assert!(check_plain(&head(tag::ARRAY, 0)).is_ok());
}

#[test]
fn hostile_values_are_refused() {
    assert_eq!(what(&head(tag::ARRAY, u32::MAX)), "a length beyond the end");
    assert_eq!(what(&[head(tag::OBJECT, 2), text("a"), vec![0]].concat()), "a length beyond the end");
    assert_eq!(what(&head(tag::LATIN1, 5)), "a length beyond the end");
    assert_eq!(what(&head(tag::TWO_BYTE, u32::MAX)), "a string that is too long");
    assert_eq!(what(&head(tag::SEEN, 0)), "a reference to nothing");
    // To what it stands in itself.
    assert_eq!(what(&[head(tag::ARRAY, 1), head(tag::SEEN, 0)].concat()), "a reference to nothing");
    // Characters by pointer, which only one process has.
    assert_eq!(what(&[head(8, 1), vec![0; 8]].concat()), "an unknown tag");
    assert_eq!(what(&[head(9, 1), vec![0; 8]].concat()), "an unknown tag");
    assert_eq!(what(&[head(tag::OBJECT, 1), head(tag::ARRAY, 0), vec![0, 0]].concat()), "a key that is none");
    assert_eq!(what(&[0, 0]), "bytes after the end");
    assert_eq!(what(&[vec![tag::DOUBLE], vec![0xff; 8]].concat()), "a number that is none");
    let deep: Vec<u8> = (0..65).flat_map(|_| head(tag::ARRAY, 1)).chain([0]).collect();
    assert_eq!(what(&deep), "objects too deep in one another");
    assert!(check_plain(&deep[5..]).is_ok());
}
