//! The engine's clone data, as one process may give it to another. The engine's reader believes the lengths that it is
//! told and makes objects as it goes, so the whole stream is walked here first, in the order in which the reader would.
//! The format is that of `js/src/vm/StructuredClone.cpp`.

use crate::cursor::{Cursor, Malformed};
use crate::message::PartKind;
use crate::Limits;

/// Tags of clone data: those of the engine, and ours.
pub mod tags {
    #![allow(missing_docs)]
    pub const FLOAT_MAX: u32 = 0xFFF0_0000;
    pub const HEADER: u32 = 0xFFF1_0000;
    pub const NULL: u32 = 0xFFFF_0000;
    pub const UNDEFINED: u32 = 0xFFFF_0001;
    pub const BOOLEAN: u32 = 0xFFFF_0002;
    pub const INT32: u32 = 0xFFFF_0003;
    pub const STRING: u32 = 0xFFFF_0004;
    pub const DATE: u32 = 0xFFFF_0005;
    pub const REGEXP: u32 = 0xFFFF_0006;
    pub const ARRAY: u32 = 0xFFFF_0007;
    pub const OBJECT: u32 = 0xFFFF_0008;
    pub const BOOLEAN_OBJECT: u32 = 0xFFFF_000A;
    pub const STRING_OBJECT: u32 = 0xFFFF_000B;
    pub const NUMBER_OBJECT: u32 = 0xFFFF_000C;
    pub const BACK_REFERENCE: u32 = 0xFFFF_000D;
    pub const MAP: u32 = 0xFFFF_0011;
    pub const SET: u32 = 0xFFFF_0012;
    pub const END_OF_KEYS: u32 = 0xFFFF_0013;
    pub const SHARED_ARRAY_BUFFER: u32 = 0xFFFF_001B;
    pub const SHARED_WASM_MEMORY: u32 = 0xFFFF_001C;
    pub const BIGINT: u32 = 0xFFFF_001D;
    pub const BIGINT_OBJECT: u32 = 0xFFFF_001E;
    pub const ARRAY_BUFFER: u32 = 0xFFFF_001F;
    pub const TYPED_ARRAY: u32 = 0xFFFF_0020;
    pub const DATA_VIEW: u32 = 0xFFFF_0021;
    pub const ERROR: u32 = 0xFFFF_0022;
    pub const RESIZABLE_ARRAY_BUFFER: u32 = 0xFFFF_0023;
    pub const GROWABLE_SHARED_ARRAY_BUFFER: u32 = 0xFFFF_0024;
    pub const IMMUTABLE_ARRAY_BUFFER: u32 = 0xFFFF_0025;
    pub const TRANSFER_MAP: u32 = 0xFFFF_0200;
    pub const TRANSFER_ARRAY_BUFFER: u32 = 0xFFFF_0202;
    /// An object of the host's; the half beside it is an index of the side table.
    pub const CLONED: u32 = 0xFFFF_8001;
    /// The same in the transfer map, where the index stands in a word of its own.
    pub const TRANSFERRED: u32 = CLONED + 1;
    /// An ArrayBuffer whose content is in the side table.
    pub const BYTES: u32 = CLONED + 2;
    /// A SharedArrayBuffer; its memory is in the side table. Between processes only.
    pub const SHARED: u32 = CLONED + 3;

    /// The half beside [`HEADER`] of data for another process.
    pub const OTHER_PROCESS: u32 = 2;
    /// In the transfer map: the host owns it.
    pub const OWNED_BY_HOST: u32 = 4;
    /// String: characters of one byte.
    pub const LATIN1: u32 = 1 << 31;
    /// String: a pointer to the characters. Never between processes.
    pub const BY_POINTER: u32 = 1 << 30;
}
use tags::*;

/// As the engine's `JSString::MAX_LENGTH`.
const LONGEST_STRING: u32 = (1 << 30) - 2;
/// Error classes; which of them it knows the reader says.
const ERROR_CLASSES: u32 = 32;
/// Kinds of typed arrays, up to Float16Array.
const ARRAY_KINDS: u32 = 12;
/// As the engine's `RegExpFlag::AllFlags`.
const REGEXP_FLAGS: u32 = 0xFF;
const AUTO_LENGTH: u64 = u64::MAX;
const CANONICAL_NAN: u64 = 0x7FF8 << 48;

/// What is open, and takes the values that follow until its end.
#[derive(Clone, Copy, PartialEq)]
enum Open {
    Object,
    Array,
    Map,
    Set,
    Error { has_fields: bool },
}

/// What a back reference may lead to.
#[derive(Clone, Copy, PartialEq)]
enum Made {
    /// A view whose buffer is still to come.
    Pending,
    Buffer,
    Other,
}

struct Walk<'a> {
    cursor: Cursor<'a>,
    limits: &'a Limits,
    parts: &'a [PartKind],
    /// Which parts were named: each is one thing that can be taken once.
    used: Vec<bool>,
    open: Vec<Open>,
    made: Vec<Made>,
}

/// Whether the engine's reader may see these bytes. `parts` are the kinds of the entries of the side table, each of which
/// must be named once.
pub(crate) fn check(bytes: &[u8], parts: &[PartKind], limits: &Limits) -> Result<(), Malformed> {
    let mut walk = Walk {
        cursor: Cursor::new(bytes),
        limits,
        parts,
        used: vec![false; parts.len()],
        open: Vec::new(),
        made: Vec::new(),
    };
    walk.message()
}

/// Whether the engine's reader may see these bytes, which name no entry of a side table.
pub fn check_clone(bytes: &[u8], limits: &Limits) -> Result<(), Malformed> {
    check(bytes, &[], limits)
}

impl<'a> Walk<'a> {
    fn message(&mut self) -> Result<(), Malformed> {
        if self.cursor.pair()? != (HEADER, OTHER_PROCESS) {
            return Err(self.cursor.bad("data that is not for another process"));
        }
        if self.cursor.peek_tag()? == TRANSFER_MAP {
            self.transfer_map()?;
        }
        self.value()?;
        while let Some(&open) = self.open.last() {
            if self.cursor.peek_tag()? == END_OF_KEYS {
                self.end_of_keys(open)?;
            } else {
                self.entry(open)?;
            }
        }
        if self.used.contains(&false) {
            return Err(self.cursor.bad("an entry of the side table that nothing names"));
        }
        self.cursor.end()
    }

    fn transfer_map(&mut self) -> Result<(), Malformed> {
        if self.cursor.pair()? != (TRANSFER_MAP, 0) {
            return Err(self.cursor.bad("a transfer map that was read"));
        }
        let count = self.cursor.u64()?;
        if count > (self.cursor.left() / 24) as u64 {
            return Err(self.cursor.bad("a length beyond the end"));
        }
        for _ in 0..count {
            let entry = self.cursor.pair()?;
            let pointer = self.cursor.u64()?;
            let index = self.cursor.u64()?;
            if entry != (TRANSFERRED, OWNED_BY_HOST) || pointer != 0 {
                return Err(self.cursor.bad("a pointer in the transfer map"));
            }
            let made = match self.part(index)? {
                PartKind::Host => Made::Other,
                PartKind::Bytes => Made::Buffer,
                _ => return Err(self.cursor.bad("an entry of another kind in the side table")),
            };
            self.make(made)?;
        }
        Ok(())
    }

    /// The kind of an entry of the side table that is named now.
    fn part(&mut self, index: u64) -> Result<PartKind, Malformed> {
        let index = usize::try_from(index).ok().filter(|&index| index < self.parts.len());
        match index {
            Some(index) if !std::mem::replace(&mut self.used[index], true) => Ok(self.parts[index]),
            _ => Err(self.cursor.bad("an entry that is not in the side table")),
        }
    }

    fn make(&mut self, made: Made) -> Result<usize, Malformed> {
        if self.made.len() >= self.limits.objects {
            return Err(self.cursor.bad("too many objects"));
        }
        self.made.push(made);
        Ok(self.made.len() - 1)
    }

    fn open(&mut self, open: Open) -> Result<(), Malformed> {
        if self.open.len() >= self.limits.depth {
            return Err(self.cursor.bad("objects too deep in one another"));
        }
        self.open.push(open);
        self.make(Made::Other).map(drop)
    }

    fn end_of_keys(&mut self, open: Open) -> Result<(), Malformed> {
        if self.cursor.pair()? != (END_OF_KEYS, 0) {
            return Err(self.cursor.bad("a bad end"));
        }
        if open == (Open::Error { has_fields: false }) {
            return Err(self.cursor.bad("an error without its fields"));
        }
        self.open.pop();
        Ok(())
    }

    /// What one more entry of an open thing consists of.
    fn entry(&mut self, open: Open) -> Result<(), Malformed> {
        match open {
            Open::Object | Open::Array => {
                self.key(open == Open::Array)?;
                self.value()
            }
            Open::Map => {
                self.value()?;
                self.value()
            }
            Open::Set => self.value(),
            Open::Error { has_fields: true } => Err(self.cursor.bad("fields of an error twice")),
            Open::Error { has_fields: false } => {
                let top = self.open.len() - 1;
                self.open[top] = Open::Error { has_fields: true };
                // Cause and errors; of the stack there is a text only, in the place of the file name.
                self.value()?;
                self.value()?;
                self.expect(NULL).map(drop)
            }
        }
    }

    fn expect(&mut self, wanted: u32) -> Result<u32, Malformed> {
        match self.cursor.pair()? {
            (tag, data) if tag == wanted => Ok(data),
            _ => Err(self.cursor.bad("another kind of value than must stand here")),
        }
    }

    fn key(&mut self, of_array: bool) -> Result<(), Malformed> {
        match self.cursor.pair()? {
            (INT32, data) if data <= i32::MAX as u32 => Ok(()),
            (STRING, data) => {
                let chars = self.string(data)?;
                if of_array && (chars == b"length" || chars == b"l\0e\0n\0g\0t\0h\0") {
                    return Err(self.cursor.bad("the length of an array as a property"));
                }
                Ok(())
            }
            _ => Err(self.cursor.bad("a key that is none")),
        }
    }

    fn string(&mut self, data: u32) -> Result<&'a [u8], Malformed> {
        let units = data & !(LATIN1 | BY_POINTER);
        if data & BY_POINTER != 0 || units > LONGEST_STRING {
            return Err(self.cursor.bad("a string by pointer"));
        }
        let bytes = u64::from(units) * if data & LATIN1 == 0 { 2 } else { 1 };
        let chars = self.cursor.take(bytes)?;
        self.cursor.take(bytes.next_multiple_of(8) - bytes)?;
        Ok(chars)
    }

    fn number(&mut self, bits: u64) -> Result<(), Malformed> {
        // Other bits of not-a-number might be taken for something else.
        if f64::from_bits(bits).is_nan() && bits != CANONICAL_NAN {
            return Err(self.cursor.bad("a number that is none"));
        }
        Ok(())
    }

    /// One value as far as it stands here: of what is open the entries follow.
    fn value(&mut self) -> Result<(), Malformed> {
        let (tag, data) = self.cursor.pair()?;
        match tag {
            ..=FLOAT_MAX => self.number(u64::from(tag) << 32 | u64::from(data)),
            NULL | UNDEFINED | BOOLEAN | INT32 => Ok(()),
            STRING => self.string(data).map(drop),
            BIGINT => self.bigint(data),
            BACK_REFERENCE => match self.made.get(data as usize) {
                None | Some(Made::Pending) => Err(self.cursor.bad("a reference to nothing")),
                Some(_) => Ok(()),
            },
            BOOLEAN_OBJECT => self.make(Made::Other).map(drop),
            STRING_OBJECT => {
                self.string(data)?;
                self.make(Made::Other).map(drop)
            }
            NUMBER_OBJECT | DATE => {
                let bits = self.cursor.u64()?;
                self.number(bits)?;
                self.make(Made::Other).map(drop)
            }
            BIGINT_OBJECT => {
                self.bigint(data)?;
                self.make(Made::Other).map(drop)
            }
            REGEXP => {
                if data > REGEXP_FLAGS {
                    return Err(self.cursor.bad("unknown flags of an expression"));
                }
                let source = self.expect(STRING)?;
                self.string(source)?;
                self.make(Made::Other).map(drop)
            }
            ARRAY => self.open(Open::Array),
            OBJECT => self.open(Open::Object),
            MAP => self.open(Open::Map),
            SET => self.open(Open::Set),
            ERROR => self.error(data),
            TYPED_ARRAY if data < ARRAY_KINDS => self.view(),
            DATA_VIEW => self.view(),
            CLONED => match self.part(data.into())? {
                PartKind::Host | PartKind::Wasm => self.make(Made::Other).map(drop),
                _ => Err(self.cursor.bad("an entry of another kind in the side table")),
            },
            _ => self.buffer(tag, data),
        }
    }

    fn bigint(&mut self, data: u32) -> Result<(), Malformed> {
        self.cursor.take(u64::from(data & i32::MAX as u32) * 8).map(drop)
    }

    fn error(&mut self, class: u32) -> Result<(), Malformed> {
        if class >= ERROR_CLASSES {
            return Err(self.cursor.bad("an unknown class of errors"));
        }
        if self.cursor.peek_tag()? == NULL {
            self.cursor.pair()?;
        } else {
            let message = self.expect(STRING)?;
            self.string(message)?;
        }
        self.expect(BOOLEAN)?;
        let file = self.expect(STRING)?;
        self.string(file)?;
        self.expect(INT32)?;
        self.expect(INT32)?;
        self.open(Open::Error { has_fields: false })
    }

    /// Length, buffer and offset. Whether they fit the engine checks, as it does for a constructor's arguments.
    fn view(&mut self) -> Result<(), Malformed> {
        let place = self.make(Made::Pending)?;
        let length = self.cursor.u64()?;
        let (tag, data) = self.cursor.pair()?;
        if tag == BACK_REFERENCE {
            if self.made.get(data as usize) != Some(&Made::Buffer) {
                return Err(self.cursor.bad("a view of what is no buffer"));
            }
        } else {
            self.buffer(tag, data)?;
        }
        let offset = self.cursor.u64()?;
        let most = 1 << 53;
        if (length > most && length != AUTO_LENGTH) || offset > most {
            return Err(self.cursor.bad("a length beyond the end"));
        }
        self.made[place] = Made::Other;
        Ok(())
    }

    fn buffer(&mut self, tag: u32, data: u32) -> Result<(), Malformed> {
        match tag {
            ARRAY_BUFFER | IMMUTABLE_ARRAY_BUFFER => {
                let length = self.cursor.u64()?;
                self.cursor.skip_padded(length)?;
            }
            RESIZABLE_ARRAY_BUFFER => {
                let (length, most) = (self.cursor.u64()?, self.cursor.u64()?);
                if most < length || most > self.limits.resizable {
                    return Err(self.cursor.bad("a buffer that may grow too much"));
                }
                self.cursor.skip_padded(length)?;
            }
            BYTES | SHARED => {
                let wanted = if tag == BYTES { PartKind::Bytes } else { PartKind::Shared };
                if self.part(data.into())? != wanted {
                    return Err(self.cursor.bad("an entry of another kind in the side table"));
                }
            }
            _ => return Err(self.cursor.bad("an unknown tag")),
        }
        self.make(Made::Buffer).map(drop)
    }
}

#[cfg(test)]
#[path = "clone_tests.rs"]
mod tests;
