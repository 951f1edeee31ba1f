//! Text in UTF-8, in both directions, with vector instructions, and with one copy between bytes and string.

use crate::{Chars, Local, Scope, Thrown};
use heddle_glue::engine as glue;
use mozjs::jsval::StringValue;
use std::mem::MaybeUninit;
use std::ptr::NonNull;

/// The engine's longest string (`JS::MaxStringLength`), in units.
pub const MAX_STRING_LENGTH: usize = (1 << 30) - 2;

/// Bytes that a short text takes in place.
const SHORT: usize = 256;

/// Why there is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextError {
    /// More units than a string can have.
    TooLong,
    /// There is no memory for it.
    NoMemory,
}

/// Characters on their way to a string: made without an isolate, on any thread, and taken over by
/// [`Scope::text`] without a copy if they are many.
pub struct Text(Store);

enum Store {
    Short([u8; SHORT], usize),
    ShortWide([u16; SHORT / 2], usize),
    Long(Long),
}

/// Characters in the engine's memory.
struct Long {
    chars: NonNull<u8>,
    units: usize,
    wide: bool,
}

// SAFETY: plain memory from a thread-safe allocator, owned by this value.
unsafe impl Send for Long {}

impl Drop for Long {
    fn drop(&mut self) {
        // SAFETY: owned, and not given to the engine (see `into_parts`).
        unsafe { glue::hg_chars_free(self.chars.as_ptr().cast()) }
    }
}

impl Long {
    /// Memory that is not initialised: the maker must write all of it.
    fn new(units: usize, wide: bool) -> Result<Long, TextError> {
        if units > MAX_STRING_LENGTH {
            return Err(TextError::TooLong);
        }
        // SAFETY: gives null or that many bytes; the length cannot overflow.
        let chars = unsafe { glue::hg_chars_alloc(if wide { units * 2 } else { units }) };
        match NonNull::new(chars.cast::<u8>()) {
            Some(chars) => Ok(Long { chars, units, wide }),
            None => Err(TextError::NoMemory),
        }
    }
}

impl Text {
    /// A text whose characters `fill` writes, all of them, as they are in memory.
    ///
    /// # Safety
    /// If `fill` succeeds, it has initialised the whole slice.
    pub(crate) unsafe fn filled<E>(
        units: usize,
        wide: bool,
        fill: impl FnOnce(&mut [MaybeUninit<u8>]) -> Result<(), E>,
    ) -> Result<Result<Text, TextError>, E> {
        let long = match Long::new(units, wide) {
            Ok(long) => long,
            Err(error) => return Ok(Err(error)),
        };
        let bytes = if wide { units * 2 } else { units };
        // SAFETY: owned memory of this size, which nobody else sees yet.
        fill(unsafe { std::slice::from_raw_parts_mut(long.chars.as_ptr().cast(), bytes) })?;
        Ok(Ok(Text(Store::Long(long))))
    }
}

/// A text whose characters come in pieces.
pub struct TextInPieces {
    long: Long,
    filled: usize,
}

impl TextInPieces {
    /// Room for `units` characters, of two bytes each if `wide`.
    pub fn new(units: usize, wide: bool) -> Result<TextInPieces, TextError> {
        Ok(TextInPieces { long: Long::new(units, wide)?, filled: 0 })
    }

    fn size(&self) -> usize {
        if self.long.wide {
            self.long.units * 2
        } else {
            self.long.units
        }
    }

    /// Adds characters as they are in memory; false, with nothing done, if there is no room for them.
    pub fn push(&mut self, bytes: &[u8]) -> bool {
        if bytes.len() > self.size() - self.filled {
            return false;
        }
        // SAFETY: owned memory with room for them, apart from theirs.
        unsafe { self.long.chars.as_ptr().add(self.filled).copy_from_nonoverlapping(bytes.as_ptr(), bytes.len()) };
        self.filled += bytes.len();
        true
    }

    /// The text, once all of it is there.
    pub fn finish(self) -> Option<Text> {
        (self.filled == self.size()).then_some(Text(Store::Long(self.long)))
    }
}

/// The highest byte, or one above 0xc3 as soon as there is any: enough to tell ASCII, Latin-1 and the rest apart.
fn highest(bytes: &[u8]) -> u8 {
    let mut highest = 0;
    for piece in bytes.chunks(1024) {
        highest = piece.iter().fold(highest, |most, byte| most.max(*byte));
        if highest > 0xc3 {
            break;
        }
    }
    highest
}

/// Whether bytes are well-formed UTF-8.
pub fn is_utf8(bytes: &[u8]) -> bool {
    simdutf::validate_utf8(bytes)
}

impl Text {
    /// Of ISO 8859-1 bytes that `fill` writes over zeroes.
    pub fn latin1(units: usize, fill: impl FnOnce(&mut [u8])) -> Result<Text, TextError> {
        if units <= SHORT {
            let mut short = [0; SHORT];
            fill(&mut short[..units]);
            return Ok(Text(Store::Short(short, units)));
        }
        let long = Long::new(units, false)?;
        // SAFETY: the memory is ours and as long; it is initialised before a reference to it is made.
        unsafe {
            long.chars.as_ptr().write_bytes(0, units);
            fill(std::slice::from_raw_parts_mut(long.chars.as_ptr(), units));
        }
        Ok(Text(Store::Long(long)))
    }

    /// Of ISO 8859-1 bytes.
    pub fn from_latin1(bytes: &[u8]) -> Result<Text, TextError> {
        if bytes.len() <= SHORT {
            let mut short = [0; SHORT];
            short[..bytes.len()].copy_from_slice(bytes);
            return Ok(Text(Store::Short(short, bytes.len())));
        }
        let long = Long::new(bytes.len(), false)?;
        // SAFETY: both are as long, and apart.
        unsafe { long.chars.as_ptr().copy_from_nonoverlapping(bytes.as_ptr(), bytes.len()) };
        Ok(Text(Store::Long(long)))
    }

    /// Of UTF-16, possibly ill-formed, in the machine's byte order; an odd byte at the end is left out.
    pub fn from_utf16_bytes(bytes: &[u8]) -> Result<Text, TextError> {
        let units = bytes.len() / 2;
        if units <= SHORT / 2 {
            let mut short = [0; SHORT / 2];
            for (unit, pair) in short.iter_mut().zip(bytes.chunks_exact(2)) {
                *unit = u16::from_ne_bytes([pair[0], pair[1]]);
            }
            return Ok(Text(Store::ShortWide(short, units)));
        }
        let long = Long::new(units, true)?;
        // SAFETY: both have that many bytes, and are apart.
        unsafe { long.chars.as_ptr().copy_from_nonoverlapping(bytes.as_ptr(), units * 2) };
        Ok(Text(Store::Long(long)))
    }

    /// Of UTF-8; `None` if it is ill-formed.
    pub fn from_utf8_bytes(bytes: &[u8]) -> Option<Result<Text, TextError>> {
        let highest = highest(bytes);
        if highest < 0x80 {
            return Some(Text::from_latin1(bytes));
        }
        // SAFETY: checked right before.
        is_utf8(bytes).then(|| unsafe { Text::from_valid(bytes, highest) })
    }

    /// Of UTF-8, with ill-formed parts replaced as the Encoding Standard says.
    pub fn from_utf8_lossy(bytes: &[u8]) -> Result<Text, TextError> {
        Text::from_utf8_bytes(bytes).unwrap_or_else(|| Text::from_ill_formed(bytes))
    }

    /// Of a Rust string.
    pub fn from_utf8(text: &str) -> Result<Text, TextError> {
        let highest = highest(text.as_bytes());
        if highest < 0x80 {
            return Text::from_latin1(text.as_bytes());
        }
        // SAFETY: a `str` is well-formed.
        unsafe { Text::from_valid(text.as_bytes(), highest) }
    }

    /// # Safety
    /// The bytes must be well-formed UTF-8.
    unsafe fn from_valid(bytes: &[u8], highest: u8) -> Result<Text, TextError> {
        // Characters up to U+00FF start with 0xc2 or 0xc3.
        let wide = highest > 0xc3;
        let units = if wide { simdutf::utf16_length_from_utf8(bytes) } else { simdutf::latin1_length_from_utf8(bytes) };
        // SAFETY: the input is well-formed (the caller's contract), so the converters write exactly `units` units, for
        // which there is room in each case.
        unsafe {
            if !wide && units <= SHORT {
                let mut short = [0; SHORT];
                let _ = simdutf::convert_valid_utf8_to_latin1(bytes.as_ptr(), bytes.len(), short.as_mut_ptr());
                return Ok(Text(Store::Short(short, units)));
            }
            if units <= SHORT / 2 {
                let mut short = [0; SHORT / 2];
                let _ = simdutf::convert_valid_utf8_to_utf16(bytes.as_ptr(), bytes.len(), short.as_mut_ptr());
                return Ok(Text(Store::ShortWide(short, units)));
            }
            let long = Long::new(units, wide)?;
            let target = long.chars.as_ptr();
            let written = if wide {
                simdutf::convert_valid_utf8_to_utf16(bytes.as_ptr(), bytes.len(), target.cast())
            } else {
                simdutf::convert_valid_utf8_to_latin1(bytes.as_ptr(), bytes.len(), target)
            };
            debug_assert_eq!(written, units);
            Ok(Text(Store::Long(long)))
        }
    }

    fn from_ill_formed(bytes: &[u8]) -> Result<Text, TextError> {
        let mut out: Vec<u16> = Vec::new();
        for chunk in bytes.utf8_chunks() {
            let valid = chunk.valid();
            let units = simdutf::utf16_length_from_utf8(valid.as_bytes());
            if out.len() + units >= MAX_STRING_LENGTH {
                return Err(TextError::TooLong);
            }
            out.try_reserve(units + 1).map_err(|_| TextError::NoMemory)?;
            // SAFETY: there is room for the `units` units that a well-formed string has.
            unsafe {
                let end = out.as_mut_ptr().add(out.len());
                let written = simdutf::convert_valid_utf8_to_utf16(valid.as_ptr(), valid.len(), end);
                debug_assert_eq!(written, units);
                out.set_len(out.len() + units);
            }
            if !chunk.invalid().is_empty() {
                out.push(0xfffd);
            }
        }
        let long = Long::new(out.len(), true)?;
        // SAFETY: both are as long, and apart.
        unsafe { long.chars.as_ptr().cast::<u16>().copy_from_nonoverlapping(out.as_ptr(), out.len()) };
        Ok(Text(Store::Long(long)))
    }

    /// Its length in UTF-16 units.
    pub fn units(&self) -> usize {
        match &self.0 {
            Store::Short(_, units) | Store::ShortWide(_, units) => *units,
            Store::Long(long) => long.units,
        }
    }
}

impl Chars<'_> {
    /// The length in UTF-8; a lone surrogate takes the three bytes of U+FFFD.
    pub fn utf8_len(&self) -> usize {
        match self {
            Chars::Latin1(bytes) => simdutf::utf8_length_from_latin1(bytes),
            Chars::TwoByte(units) if simdutf::validate_utf16(units) => simdutf::utf8_length_from_utf16(units),
            // Without branches, so that it is vectorised: each half of a pair counts three at first, the pair has four.
            Chars::TwoByte(units) => {
                let wide = |limit: u16| units.iter().filter(|unit| **unit >= limit).count();
                let pair = |two: &&[u16]| two[0] & 0xfc00 == 0xd800 && two[1] & 0xfc00 == 0xdc00;
                units.len() + wide(0x80) + wide(0x800) - 2 * units.windows(2).filter(pair).count()
            }
        }
    }

    /// Writes all of it in UTF-8; the number of bytes. `None`, with nothing certain written, if there is not enough room
    /// or a surrogate is alone.
    pub fn write_utf8(&self, target: &mut [u8]) -> Option<usize> {
        match self {
            Chars::Latin1(bytes) => {
                if bytes.len() * 2 > target.len() && simdutf::utf8_length_from_latin1(bytes) > target.len() {
                    return None;
                }
                // SAFETY: there is room for the whole result.
                Some(unsafe { simdutf::convert_latin1_to_utf8(bytes.as_ptr(), bytes.len(), target.as_mut_ptr()) })
            }
            Chars::TwoByte(units) => {
                if !simdutf::validate_utf16(units)
                    || (units.len() * 3 > target.len() && simdutf::utf8_length_from_utf16(units) > target.len())
                {
                    return None;
                }
                // SAFETY: the input is well-formed, and there is room for the whole result.
                Some(unsafe { simdutf::convert_valid_utf16_to_utf8(units.as_ptr(), units.len(), target.as_mut_ptr()) })
            }
        }
    }
}

impl<'s> Scope<'s> {
    /// A string of the text.
    pub fn text(&mut self, text: Text) -> Result<Local<'s>, Thrown> {
        let long = match text.0 {
            Store::Short(bytes, units) => return self.made(|scope| scope.new_latin1(&bytes[..units])),
            Store::ShortWide(chars, units) => return self.made(|scope| scope.new_utf16(&chars[..units])),
            Store::Long(long) => std::mem::ManuallyDrop::new(long),
        };
        // SAFETY: the engine takes the memory over in every case, and it is initialised; the result is rooted at once.
        self.made(|scope| unsafe { glue::hg_string_adopt(scope.cx, long.chars.as_ptr().cast(), long.units, long.wide) })
    }

    /// A string of what became of decoding: `None` if that is too long for one.
    pub fn decoded(&mut self, text: Result<Text, TextError>) -> Result<Option<Local<'s>>, Thrown> {
        match text {
            Ok(text) => self.text(text).map(Some),
            Err(TextError::TooLong) => Ok(None),
            Err(TextError::NoMemory) => {
                // SAFETY: the context is live and in its realm.
                unsafe { mozjs::jsapi::JS_ReportOutOfMemory(self.cx) };
                Err(Thrown::pending())
            }
        }
    }

    fn made(&mut self, make: impl FnOnce(&mut Scope<'s>) -> *mut mozjs::jsapi::JSString) -> Result<Local<'s>, Thrown> {
        let string = make(self);
        self.check(!string.is_null())?;
        // SAFETY: a string of this context, non-null.
        Ok(self.root(StringValue(unsafe { &*string })))
    }

    /// Gives `f` the characters of a string and the bytes of a buffer or view to write to. `None` if these are something
    /// else, or the memory is shared.
    pub fn with_chars_into<R>(
        &mut self,
        string: Local<'_>,
        target: Local<'_>,
        f: impl FnOnce(Chars<'_>, &mut [u8]) -> R,
    ) -> Option<R> {
        // First a flat string, which may collect; nothing does from here on.
        self.with_chars(string, |_| ())?;
        if self.is_shared_memory(target) {
            return None;
        }
        let (data, len) = self.bytes_ptr(target)?;
        self.with_chars(string, |chars| {
            if len == 0 {
                return f(chars, &mut []);
            }
            // SAFETY: a string's characters and a buffer's bytes never overlap; `f` has no scope, so neither JavaScript
            // nor the collector can run and move or change them.
            f(chars, unsafe { std::slice::from_raw_parts_mut(data, len) })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(text: &Text) -> Vec<u16> {
        match &text.0 {
            Store::Short(bytes, units) => bytes[..*units].iter().map(|byte| u16::from(*byte)).collect(),
            Store::ShortWide(chars, units) => chars[..*units].to_vec(),
            // SAFETY: initialised, and as long.
            Store::Long(long) if long.wide => unsafe {
                std::slice::from_raw_parts(long.chars.as_ptr().cast::<u16>(), long.units).to_vec()
            },
            // SAFETY: as above.
            Store::Long(long) => unsafe {
                std::slice::from_raw_parts(long.chars.as_ptr(), long.units)
                    .iter()
                    .map(|byte| u16::from(*byte))
                    .collect()
            },
        }
    }

    /// Texts of every kind around the lengths where the way to a string changes.
    fn samples() -> Vec<Vec<u8>> {
        let pieces: [&[u8]; 9] = [
            b"",
            b"a",
            "é".as_bytes(),
            "ÿ".as_bytes(),
            "Ā".as_bytes(),
            "€".as_bytes(),
            "😀".as_bytes(),
            b"\xf0\x9f",
            b"\xff",
        ];
        let mut samples = Vec::new();
        for length in [0, 1, 63, 64, 84, 127, 128, 129, 255, 256, 257, 1023, 1024, 1025, 5000] {
            for piece in pieces {
                for filler in ["x", "é", "жж"] {
                    let mut bytes = filler.repeat(length).into_bytes();
                    bytes.extend_from_slice(piece);
                    bytes.extend_from_slice(b"end");
                    samples.push(bytes);
                }
            }
        }
        samples
    }

    #[test]
    fn utf8_becomes_the_same_text_as_in_rust() {
        for bytes in samples() {
            let expected: Vec<u16> = String::from_utf8_lossy(&bytes).encode_utf16().collect();
            let text = Text::from_utf8_lossy(&bytes).expect("memory");
            assert_eq!(text.units(), expected.len());
            assert_eq!(units(&text), expected);
            if let Ok(valid) = std::str::from_utf8(&bytes) {
                assert_eq!(units(&Text::from_utf8(valid).expect("memory")), expected);
            }
        }
    }

    #[test]
    fn characters_become_utf8_if_they_fit() {
        for bytes in samples() {
            let wide: Vec<u16> = String::from_utf8_lossy(&bytes).encode_utf16().collect();
            let expected = String::from_utf16_lossy(&wide).into_bytes();
            let mut all = vec![Chars::TwoByte(&wide)];
            let narrow: Option<Vec<u8>> = wide.iter().map(|unit| u8::try_from(*unit).ok()).collect();
            if let Some(narrow) = &narrow {
                all.push(Chars::Latin1(narrow));
            }
            for chars in all {
                assert_eq!(chars.utf8_len(), expected.len());
                let mut target = vec![0; expected.len()];
                assert_eq!(chars.write_utf8(&mut target), Some(expected.len()));
                assert_eq!(target, expected);
                assert_eq!(chars.write_utf8(&mut target[1..]), None);
            }
        }
        let lone = [0x61, 0xd800, 0x62, 0xdc00, 0xd83d, 0xde00];
        assert_eq!(Chars::TwoByte(&lone).utf8_len(), 12);
        assert_eq!(Chars::TwoByte(&lone).write_utf8(&mut [0; 64]), None);
    }

    #[test]
    fn pieces_make_a_text_when_all_of_it_is_there() {
        let mut text = TextInPieces::new(300, true).expect("memory");
        let all: Vec<u8> = (0..600_u32).map(|n| n as u8).collect();
        assert!(text.push(&all[..299]) && !text.push(&all[298..]) && text.push(&all[299..]) && !text.push(&[0]));
        let expected: Vec<u16> = all.chunks(2).map(|pair| u16::from_ne_bytes([pair[0], pair[1]])).collect();
        assert_eq!(units(&text.finish().expect("whole")), expected);
        let mut text = TextInPieces::new(300, false).expect("memory");
        assert!(text.push(&[65; 299]) && text.finish().is_none());
    }

    #[test]
    fn too_long_is_said() {
        assert_eq!(Text::latin1(MAX_STRING_LENGTH + 1, |_| ()).err(), Some(TextError::TooLong));
    }
}
