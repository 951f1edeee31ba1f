//! Clone data by hand: what the engine writes, and what nobody should.

use super::*;

/// Words of clone data.
#[derive(Default)]
struct Data(Vec<u8>);

impl Data {
    fn new() -> Data {
        Data::default().pair(HEADER, OTHER_PROCESS)
    }

    fn word(mut self, word: u64) -> Data {
        self.0.extend_from_slice(&word.to_le_bytes());
        self
    }

    fn pair(self, tag: u32, data: u32) -> Data {
        self.word(u64::from(tag) << 32 | u64::from(data))
    }

    fn text(mut self, text: &str) -> Data {
        self = self.pair(STRING, LATIN1 | text.len() as u32);
        self.0.extend_from_slice(text.as_bytes());
        self.0.resize(self.0.len().next_multiple_of(8), 0);
        self
    }

    fn end(self) -> Data {
        self.pair(END_OF_KEYS, 0)
    }

    fn check(&self, parts: &[PartKind]) -> Result<(), Malformed> {
        super::check(&self.0, parts, &Limits::default())
    }

    fn good(&self) {
        assert_eq!(self.check(&[]), Ok(()));
        for cut in 0..self.0.len() {
            assert!(check_clone(&self.0[..cut], &Limits::default()).is_err(), "cut at {cut}");
        }
    }

    fn bad(&self, what: &str) {
        assert_eq!(self.check(&[]).unwrap_err().what, what);
    }
}

#[test]
fn objects_with_everything_in_them_pass() {
    let number = 1.5f64.to_bits();
    Data::new()
        .pair(OBJECT, 0)
        .text("a")
        .word(number)
        .text("b")
        .pair(BACK_REFERENCE, 0)
        .pair(INT32, 7)
        .text("c")
        .end()
        .good();
    Data::new().pair(ARRAY, 9).pair(INT32, 0).pair(NULL, 0).pair(INT32, 1).pair(UNDEFINED, 0).end().good();
    Data::new().pair(MAP, 0).pair(OBJECT, 0).pair(SET, 0).text("in the set").end().end().end().good();
    Data::new().pair(DATE, 0).word(5f64.to_bits()).good();
    Data::new().pair(REGEXP, 3).text("x(y)").good();
    Data::new().pair(BIGINT_OBJECT, 2).word(1).word(2).good();
    Data::new().pair(RESIZABLE_ARRAY_BUFFER, 0).word(3).word(100).word(0).good();
    let error = Data::new().pair(ERROR, 3).text("boo").pair(BOOLEAN, 1).text("file").pair(INT32, 1).pair(INT32, 2);
    error.pair(OBJECT, 0).pair(NULL, 0).pair(NULL, 0).end().end().good();
    let view = Data::new().pair(TYPED_ARRAY, 1).word(2).pair(ARRAY_BUFFER, 0).word(2).word(0).word(0);
    view.good();
    Data::new().pair(DATA_VIEW, 0).word(u64::MAX).pair(ARRAY_BUFFER, 0).word(2).word(0).word(1).good();
}

#[test]
fn lengths_beyond_the_end_are_refused() {
    for word in [9, 1 << 33, u64::MAX, u64::MAX - 6] {
        Data::new().pair(ARRAY_BUFFER, 0).word(word).word(0).bad("a length beyond the end");
        Data::new().pair(IMMUTABLE_ARRAY_BUFFER, 0).word(word).word(0).bad("a length beyond the end");
    }
    Data::new().pair(STRING, LATIN1 | 9).word(0).bad("a length beyond the end");
    Data::new().pair(STRING, 5).word(0).bad("a length beyond the end");
    Data::new().pair(BIGINT, 0x7fff_ffff).word(0).bad("a length beyond the end");
    Data::new().pair(RESIZABLE_ARRAY_BUFFER, 0).word(8).word(u64::MAX).word(0).bad("a buffer that may grow too much");
    Data::new().pair(RESIZABLE_ARRAY_BUFFER, 0).word(8).word(7).word(0).bad("a buffer that may grow too much");
    Data::new().pair(TRANSFER_MAP, 0).word(u64::MAX).pair(NULL, 0).bad("a length beyond the end");
}

#[test]
fn pointers_and_other_scopes_are_refused() {
    for scope in [0, 1, 3, 4] {
        Data::default().pair(HEADER, scope).pair(NULL, 0).bad("data that is not for another process");
    }
    Data::default().pair(NULL, 0).bad("data that is not for another process");
    Data::new().pair(STRING, LATIN1 | BY_POINTER | 4).word(0xdead_beef).bad("a string by pointer");
    Data::new().pair(SHARED_ARRAY_BUFFER, 0).word(8).word(0xdead_beef).bad("an unknown tag");
    Data::new().pair(GROWABLE_SHARED_ARRAY_BUFFER, 0).word(8).word(0xdead_beef).bad("an unknown tag");
    Data::new().pair(SHARED_WASM_MEMORY, 0).pair(BOOLEAN, 1).pair(NULL, 0).bad("an unknown tag");
    for (tag, owner) in [(TRANSFER_ARRAY_BUFFER, 2), (TRANSFER_ARRAY_BUFFER, 3), (TRANSFERRED, 2), (TRANSFERRED, 5)] {
        let data = Data::new().pair(TRANSFER_MAP, 0).word(1).pair(tag, owner).word(0xdead_beef).word(8).pair(NULL, 0);
        data.bad("a pointer in the transfer map");
    }
    Data::new().pair(TRANSFER_MAP, 2).word(0).pair(NULL, 0).bad("a transfer map that was read");
    // Saved frames, principals, formats of old.
    for tag in [0xFFFF_0009, 0xFFFF_000E, 0xFFFF_0010, 0xFFFF_0015, 0xFFFF_0016, 0xFFFF_0017, 0xFFFF_0100, 0xFFFF_0203]
    {
        Data::new().pair(tag, 0).word(0).word(0).bad("an unknown tag");
    }
}

#[test]
fn what_does_not_fit_together_is_refused() {
    Data::new().pair(OBJECT, 0).pair(NULL, 0).end().bad("a key that is none");
    Data::new().pair(ARRAY, 1).text("length").pair(INT32, 0).end().bad("the length of an array as a property");
    Data::new().pair(BACK_REFERENCE, 0).bad("a reference to nothing");
    Data::new().pair(TYPED_ARRAY, 1).word(0).pair(BACK_REFERENCE, 0).word(0).bad("a view of what is no buffer");
    Data::new().pair(TYPED_ARRAY, 1).word(0).pair(OBJECT, 0).word(0).bad("an unknown tag");
    Data::new().pair(TYPED_ARRAY, 12).word(0).bad("an unknown tag");
    Data::new().pair(NULL, 0).pair(NULL, 0).bad("bytes after the end");
    Data::new().pair(END_OF_KEYS, 0).bad("an unknown tag");
    Data::new().word(0x7FF8_0000_0000_0001).bad("a number that is none");
    Data::new().word(0xFFF0_0000_0000_0001).bad("a number that is none");
    Data::new().pair(NUMBER_OBJECT, 0).word(u64::MAX).bad("a number that is none");
    let error = |data: Data| data.pair(ERROR, 3).pair(NULL, 0).pair(BOOLEAN, 0).text("").pair(INT32, 1).pair(INT32, 2);
    error(Data::new()).end().bad("an error without its fields");
    error(Data::new()).pair(NULL, 0).pair(NULL, 0).pair(NULL, 0).pair(NULL, 0).end().bad("fields of an error twice");
    error(Data::new())
        .pair(NULL, 0)
        .pair(NULL, 0)
        .pair(OBJECT, 0)
        .end()
        .end()
        .bad("another kind of value than must stand here");
}

#[test]
fn the_side_table_is_named_exactly() {
    let kinds = [PartKind::Host, PartKind::Bytes, PartKind::Shared, PartKind::Wasm];
    let all = || Data::new().pair(OBJECT, 0).text("h").pair(CLONED, 0).text("b").pair(BYTES, 1);
    let all = || all().text("s").pair(TYPED_ARRAY, 0).word(1).pair(SHARED, 2).word(0).text("w").pair(CLONED, 3).end();
    assert_eq!(all().check(&kinds), Ok(()));
    assert!(all().check(&kinds[..3]).is_err());
    assert!(all().check(&[kinds.as_slice(), &[PartKind::Host]].concat()).is_err());
    assert!(all().check(&[PartKind::Bytes, PartKind::Host, PartKind::Shared, PartKind::Wasm]).is_err());
    let twice = Data::new().pair(ARRAY, 2).pair(INT32, 0).pair(CLONED, 0).pair(INT32, 1).pair(CLONED, 0).end();
    assert!(twice.check(&[PartKind::Host]).is_err());
    let moved = Data::new().pair(TRANSFER_MAP, 0).word(1).pair(TRANSFERRED, OWNED_BY_HOST).word(0).word(0);
    let moved = moved.pair(TYPED_ARRAY, 1).word(4).pair(BACK_REFERENCE, 0).word(0);
    assert_eq!(moved.check(&[PartKind::Bytes]), Ok(()));
    assert!(moved.check(&[PartKind::Host]).is_err());
    assert!(moved.check(&[PartKind::Shared]).is_err());
}

#[test]
fn depth_and_number_are_limited() {
    let deep = |levels: usize| {
        let mut data = Data::new();
        for _ in 0..levels {
            data = data.pair(SET, 0);
        }
        for _ in 0..levels {
            data = data.end();
        }
        data.0
    };
    let limits = Limits { depth: 100, objects: 200, ..Limits::default() };
    assert_eq!(check_clone(&deep(100), &limits), Ok(()));
    assert_eq!(check_clone(&deep(101), &limits).unwrap_err().what, "objects too deep in one another");
    let mut wide = Data::new().pair(SET, 0);
    for _ in 0..200 {
        wide = wide.pair(BOOLEAN_OBJECT, 1);
    }
    assert_eq!(check_clone(&wide.end().0, &limits).unwrap_err().what, "too many objects");
    assert_eq!(check_clone(&deep(100_000), &Limits::default()), Ok(()));
}
