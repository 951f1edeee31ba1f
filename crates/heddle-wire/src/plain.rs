//! Plain data: objects and arrays of strings, numbers, booleans, null and undefined, as heddle-glue's `plain_writer.cpp` writes
//! them. What its reader is told of another process is walked here first.

use crate::cursor::{Cursor, Malformed};

/// Tags of plain data, as in `plain.h`.
mod tag {
    pub const UNDEFINED: u8 = 0;
    pub const FALSE: u8 = 3;
    pub const INT32: u8 = 4;
    pub const DOUBLE: u8 = 5;
    pub const LATIN1: u8 = 6;
    pub const TWO_BYTE: u8 = 7;
    pub const OBJECT: u8 = 10;
    pub const ARRAY: u8 = 11;
    pub const SEEN: u8 = 12;
}

/// As deep as the writer goes.
const MOST_DEPTH: usize = 64;
const LONGEST_STRING: u32 = (1 << 30) - 2;
const CANONICAL_NAN: u64 = 0x7FF8 << 48;

/// An object or array whose entries follow.
struct Open {
    left: u32,
    keys: bool,
}

/// Plain data that were checked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CheckedPlain<'a>(&'a [u8]);

impl<'a> CheckedPlain<'a> {
    /// The data.
    pub fn bytes(self) -> &'a [u8] {
        self.0
    }
}

/// Whether the reader of plain data may see these bytes: one value, its strings in it.
pub fn check_plain(bytes: &[u8]) -> Result<CheckedPlain<'_>, Malformed> {
    let mut cursor = Cursor::new(bytes);
    let mut open: Vec<Open> = Vec::new();
    let mut finished = 0u32;
    loop {
        value(&mut cursor, &mut open, finished)?;
        while let Some(top) = open.last_mut() {
            if top.left > 0 {
                top.left -= 1;
                if top.keys {
                    key(&mut cursor)?;
                }
                break;
            }
            finished += 1;
            open.pop();
        }
        if open.is_empty() {
            cursor.end()?;
            return Ok(CheckedPlain(bytes));
        }
    }
}

fn value(cursor: &mut Cursor<'_>, open: &mut Vec<Open>, finished: u32) -> Result<(), Malformed> {
    match cursor.u8()? {
        tag::UNDEFINED..=tag::FALSE => Ok(()),
        tag::INT32 => cursor.u32().map(drop),
        tag::DOUBLE => {
            let bits = cursor.u64()?;
            // Other bits of not-a-number might be taken for something else.
            if f64::from_bits(bits).is_nan() && bits != CANONICAL_NAN {
                return Err(cursor.bad("a number that is none"));
            }
            Ok(())
        }
        text @ (tag::LATIN1 | tag::TWO_BYTE) => string(cursor, text),
        kind @ (tag::OBJECT | tag::ARRAY) => {
            let count = cursor.u32()?;
            // A key takes five bytes at least, a value one.
            let least = if kind == tag::OBJECT { 6 } else { 1 };
            if u64::from(count) * least > cursor.left() as u64 {
                return Err(cursor.bad("a length beyond the end"));
            }
            if open.len() >= MOST_DEPTH {
                return Err(cursor.bad("objects too deep in one another"));
            }
            open.push(Open { left: count, keys: kind == tag::OBJECT });
            Ok(())
        }
        tag::SEEN => {
            if cursor.u32()? >= finished {
                return Err(cursor.bad("a reference to nothing"));
            }
            Ok(())
        }
        _ => Err(cursor.bad("an unknown tag")),
    }
}

fn string(cursor: &mut Cursor<'_>, tag: u8) -> Result<(), Malformed> {
    let units = cursor.u32()?;
    if units > LONGEST_STRING {
        return Err(cursor.bad("a string that is too long"));
    }
    cursor.take(u64::from(units) * if tag == tag::LATIN1 { 1 } else { 2 }).map(drop)
}

fn key(cursor: &mut Cursor<'_>) -> Result<(), Malformed> {
    match cursor.u8()? {
        text @ (tag::LATIN1 | tag::TWO_BYTE) => string(cursor, text),
        _ => Err(cursor.bad("a key that is none")),
    }
}

#[cfg(test)]
#[path = "plain_tests.rs"]
mod tests;
