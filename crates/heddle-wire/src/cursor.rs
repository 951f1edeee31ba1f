//! Reading bytes that nobody vouches for.

use std::fmt;

/// Why bytes are no message, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// What is wrong.
    pub what: &'static str,
    /// The byte where that was seen.
    pub at: usize,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.what, self.at)
    }
}

impl std::error::Error for Malformed {}

pub(crate) struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Cursor<'a> {
        Cursor { bytes, at: 0 }
    }

    pub(crate) fn bad(&self, what: &'static str) -> Malformed {
        Malformed { what, at: self.at }
    }

    pub(crate) fn left(&self) -> usize {
        self.bytes.len() - self.at
    }

    /// The next `length` bytes.
    pub(crate) fn take(&mut self, length: u64) -> Result<&'a [u8], Malformed> {
        let length = usize::try_from(length).ok().filter(|&length| length <= self.left());
        let Some(length) = length else { return Err(self.bad("a length beyond the end")) };
        let taken = &self.bytes[self.at..self.at + length];
        self.at += length;
        Ok(taken)
    }

    /// Goes over `length` bytes and what fills their last word.
    pub(crate) fn skip_padded(&mut self, length: u64) -> Result<(), Malformed> {
        let padded = length.checked_next_multiple_of(8).ok_or(self.bad("a length beyond the end"))?;
        self.take(padded).map(drop)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Malformed> {
        let mut array = [0; N];
        array.copy_from_slice(self.take(N as u64)?);
        Ok(array)
    }

    pub(crate) fn u8(&mut self) -> Result<u8, Malformed> {
        Ok(self.array::<1>()?[0])
    }

    pub(crate) fn u32(&mut self) -> Result<u32, Malformed> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    pub(crate) fn u64(&mut self) -> Result<u64, Malformed> {
        Ok(u64::from_le_bytes(self.array()?))
    }

    /// A word of clone data: its tag and the half beside it.
    pub(crate) fn pair(&mut self) -> Result<(u32, u32), Malformed> {
        let word = self.u64()?;
        Ok(((word >> 32) as u32, word as u32))
    }

    /// The tag of the next word.
    pub(crate) fn peek_tag(&self) -> Result<u32, Malformed> {
        Cursor { bytes: self.bytes, at: self.at }.pair().map(|(tag, _)| tag)
    }

    pub(crate) fn end(&self) -> Result<(), Malformed> {
        if self.left() == 0 {
            Ok(())
        } else {
            Err(self.bad("bytes after the end"))
        }
    }
}
