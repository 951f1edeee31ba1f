//! Node's string encodings over the engine's characters: no handles, no scope, only bytes.

use encoding_rs::mem;
use heddle_engine::{Chars, Text, TextError};

/// The encodings that Buffer knows, numbered as `js/internal/buffer/encodings.js` numbers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Seven bits; written like Latin-1.
    Ascii,
    /// UTF-8
    Utf8,
    /// RFC 4648 base64; reads the URL alphabet too.
    Base64,
    /// UTF-16, little endian
    Utf16Le,
    /// ISO 8859-1
    Latin1,
    /// Two digits a byte
    Hex,
    /// RFC 4648 base64url, written without padding.
    Base64Url,
}

impl Encoding {
    /// The encoding of a number that JavaScript sent.
    pub fn from_number(number: u32) -> Option<Encoding> {
        Some(match number {
            0 => Encoding::Ascii,
            1 => Encoding::Utf8,
            2 => Encoding::Base64,
            3 => Encoding::Utf16Le,
            4 => Encoding::Latin1,
            5 => Encoding::Hex,
            7 => Encoding::Base64Url,
            _ => return None,
        })
    }
}

fn len(chars: &Chars<'_>) -> usize {
    match chars {
        Chars::Latin1(bytes) => bytes.len(),
        Chars::TwoByte(units) => units.len(),
    }
}

/// The low byte of each unit.
fn low_bytes<'a>(chars: &'a Chars<'a>) -> impl Iterator<Item = u8> + 'a {
    let (bytes, units): (&[u8], &[u16]) = match chars {
        Chars::Latin1(bytes) => (bytes, &[]),
        Chars::TwoByte(units) => (&[], units),
    };
    bytes.iter().copied().chain(units.iter().map(|unit| *unit as u8))
}

/// ASCII characters as they are, all others as a byte that no ASCII format uses.
fn ascii_or_invalid<'a>(chars: &'a Chars<'a>) -> impl Iterator<Item = u8> + 'a {
    let (bytes, units): (&[u8], &[u16]) = match chars {
        Chars::Latin1(bytes) => (bytes, &[]),
        Chars::TwoByte(units) => (&[], units),
    };
    bytes.iter().copied().chain(units.iter().map(|unit| u8::try_from(*unit).unwrap_or(0xff)))
}

/// An upper bound of the bytes that `encode_into` may write.
pub fn max_encoded_len(chars: &Chars<'_>, encoding: Encoding) -> usize {
    let units = len(chars);
    match encoding {
        Encoding::Utf8 => match chars {
            Chars::Latin1(_) => units * 2,
            Chars::TwoByte(_) => units * 3,
        },
        Encoding::Utf16Le => units * 2,
        Encoding::Ascii | Encoding::Latin1 => units,
        Encoding::Hex => units / 2,
        Encoding::Base64 | Encoding::Base64Url => units / 4 * 3 + 3,
    }
}

/// The bytes of a string.
pub fn encode(chars: Chars<'_>, encoding: Encoding) -> Vec<u8> {
    let mut out = vec![0; encoded_len(&chars, encoding)];
    let (_, written) = encode_into(chars, &mut out, encoding);
    out.truncate(written);
    out
}

/// The number of bytes that `encode_into` writes if there is room: exact for UTF-8, else an upper bound.
pub fn encoded_len(chars: &Chars<'_>, encoding: Encoding) -> usize {
    if encoding == Encoding::Utf8 {
        chars.utf8_len()
    } else {
        max_encoded_len(chars, encoding)
    }
}

/// Writes as many whole characters as fit. Returns units read (of UTF-8 only) and bytes written.
pub fn encode_into(chars: Chars<'_>, target: &mut [u8], encoding: Encoding) -> (usize, usize) {
    match encoding {
        Encoding::Utf8 => encode_utf8_into(chars, target),
        Encoding::Utf16Le => {
            let mut written = 0;
            let mut put = |unit: u16| {
                if let Some(pair) = target.get_mut(written..written + 2) {
                    pair.copy_from_slice(&unit.to_le_bytes());
                    written += 2;
                    return true;
                }
                false
            };
            match chars {
                Chars::Latin1(bytes) => bytes.iter().all(|byte| put(u16::from(*byte))),
                Chars::TwoByte(units) => units.iter().all(|unit| put(*unit)),
            };
            (0, written)
        }
        Encoding::Ascii | Encoding::Latin1 => {
            if let Chars::Latin1(bytes) = chars {
                let count = bytes.len().min(target.len());
                target[..count].copy_from_slice(&bytes[..count]);
                return (0, count);
            }
            let mut written = 0;
            for (slot, byte) in target.iter_mut().zip(low_bytes(&chars)) {
                *slot = byte;
                written += 1;
            }
            (0, written)
        }
        Encoding::Hex => (0, decode_hex(&chars, target)),
        Encoding::Base64 | Encoding::Base64Url => (0, decode_base64(&chars, target)),
    }
}

/// UTF-8 with lone surrogates replaced: units read, bytes written; whole characters only.
pub fn encode_utf8_into(chars: Chars<'_>, target: &mut [u8]) -> (usize, usize) {
    if let Some(written) = chars.write_utf8(target) {
        return (len(&chars), written);
    }
    match chars {
        Chars::Latin1(bytes) => mem::convert_latin1_to_utf8_partial(bytes, target),
        Chars::TwoByte(units) => mem::convert_utf16_to_utf8_partial(units, target),
    }
}

fn hex_value(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|digit| digit as u8)
}

/// Stops at the first pair that is none; an odd digit at the end is left out. As in Node only the low byte of a
/// character counts.
fn decode_hex(chars: &Chars<'_>, target: &mut [u8]) -> usize {
    let mut digits = low_bytes(chars);
    let mut written = 0;
    for slot in target {
        let (Some(high), Some(low)) = (digits.next(), digits.next()) else { break };
        let (Some(high), Some(low)) = (hex_value(high), hex_value(low)) else { break };
        *slot = high << 4 | low;
        written += 1;
    }
    written
}

const fn base64_values() -> [u8; 256] {
    let mut table = [0xff; 256];
    let mut i = 0;
    while i < 26 {
        table[b'A' as usize + i] = i as u8;
        table[b'a' as usize + i] = 26 + i as u8;
        i += 1;
    }
    i = 0;
    while i < 10 {
        table[b'0' as usize + i] = 52 + i as u8;
        i += 1;
    }
    table[b'+' as usize] = 62;
    table[b'-' as usize] = 62;
    table[b'/' as usize] = 63;
    table[b'_' as usize] = 63;
    table
}
const BASE64_VALUES: [u8; 256] = base64_values();

/// Node's tolerant base64: either alphabet; what is no digit is skipped, `=` ends the text. As in Node only the low
/// byte of a character counts.
fn decode_base64(chars: &Chars<'_>, target: &mut [u8]) -> usize {
    if let Chars::Latin1(bytes) = chars {
        // Most text is well-formed and fits: the fast decoder refuses anything else.
        let bytes: &[u8] = bytes;
        if bytes.len() >= 16 && bytes.len() / 4 * 3 <= target.len() {
            if let Ok(decoded) = base64_simd::STANDARD.decode(bytes, base64_simd::Out::from_slice(target)) {
                return decoded.len();
            }
        }
    }
    let mut written = 0;
    let mut pending = 0u32;
    let mut bits = 0;
    for byte in low_bytes(chars) {
        if byte == b'=' {
            break;
        }
        let value = BASE64_VALUES[usize::from(byte)];
        if value == 0xff {
            continue;
        }
        pending = pending << 6 | u32::from(value);
        bits += 6;
        if bits >= 8 {
            let Some(slot) = target.get_mut(written) else { break };
            bits -= 8;
            *slot = (pending >> bits) as u8;
            pending &= (1 << bits) - 1;
            written += 1;
        }
    }
    written
}

/// Decodes bytes.
pub fn decode(bytes: &[u8], encoding: Encoding) -> Result<Text, TextError> {
    match encoding {
        Encoding::Utf8 => Text::from_utf8_lossy(bytes),
        Encoding::Utf16Le if cfg!(target_endian = "little") => Text::from_utf16_bytes(bytes),
        Encoding::Utf16Le => {
            let swapped: Vec<u8> = bytes.chunks_exact(2).flat_map(|pair| [pair[1], pair[0]]).collect();
            Text::from_utf16_bytes(&swapped)
        }
        Encoding::Latin1 => Text::from_latin1(bytes),
        Encoding::Ascii => Text::latin1(bytes.len(), |target| {
            for (slot, byte) in target.iter_mut().zip(bytes) {
                *slot = byte & 0x7f;
            }
        }),
        Encoding::Hex => Text::latin1(bytes.len().saturating_mul(2), |target| {
            const DIGITS: &[u8; 16] = b"0123456789abcdef";
            for (pair, byte) in target.chunks_exact_mut(2).zip(bytes) {
                pair[0] = DIGITS[usize::from(byte >> 4)];
                pair[1] = DIGITS[usize::from(byte & 15)];
            }
        }),
        Encoding::Base64 => Text::latin1(bytes.len().div_ceil(3).saturating_mul(4), |target| {
            let _ = base64_simd::STANDARD.encode(bytes, base64_simd::Out::from_slice(target));
        }),
        Encoding::Base64Url => Text::latin1(bytes.len().saturating_mul(4).div_ceil(3), |target| {
            let _ = base64_simd::URL_SAFE_NO_PAD.encode(bytes, base64_simd::Out::from_slice(target));
        }),
    }
}

/// Why `atob` refuses.
#[derive(Debug, PartialEq, Eq)]
pub enum Base64Error {
    /// A character outside the alphabet, or padding where none belongs.
    Character,
    /// One character is left over.
    Remainder,
}

/// <https://infra.spec.whatwg.org/#forgiving-base64-decode>
pub fn forgiving_base64_decode(chars: Chars<'_>) -> Result<Vec<u8>, Base64Error> {
    let mut digits: Vec<u8> =
        ascii_or_invalid(&chars).filter(|byte| !matches!(byte, b'\t' | b'\n' | 0x0c | b'\r' | b' ')).collect();
    let padding = digits.iter().rev().take(2).take_while(|byte| **byte == b'=').count();
    let total = digits.len();
    digits.truncate(total - padding);
    if digits.iter().any(|byte| matches!(byte, b'-' | b'_') || BASE64_VALUES[usize::from(*byte)] == 0xff) {
        return Err(Base64Error::Character);
    }
    if digits.len() % 4 == 1 {
        return Err(Base64Error::Remainder);
    }
    if padding > 0 && !total.is_multiple_of(4) {
        return Err(Base64Error::Character);
    }
    let mut out = vec![0; digits.len() / 4 * 3 + 3];
    let written = decode_base64(&Chars::Latin1(&digits), &mut out);
    out.truncate(written);
    Ok(out)
}

/// The bytes of a string without characters above U+00FF.
pub fn latin1_strict(chars: Chars<'_>) -> Option<Vec<u8>> {
    match chars {
        Chars::Latin1(bytes) => Some(bytes.to_vec()),
        Chars::TwoByte(units) => units.iter().map(|unit| u8::try_from(*unit).ok()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str) -> Vec<u16> {
        text.encode_utf16().collect()
    }

    #[test]
    fn utf8_is_cut_between_characters() {
        let units = utf16("a€😀");
        for room in 0..12 {
            let mut out = vec![0; room];
            let (_, written) = encode_into(Chars::TwoByte(&units), &mut out, Encoding::Utf8);
            let expected = [0, 1, 1, 1, 4, 4, 4, 4, 8, 8, 8, 8][room];
            assert_eq!(written, expected, "{room} bytes of room");
            assert!(std::str::from_utf8(&out[..written]).is_ok());
        }
    }

    #[test]
    fn utf8_length_agrees_with_encoding() {
        for units in [utf16("häß€😀"), vec![0xd800], vec![0xdc00, 0x61], vec![0xd83d, 0xde00]] {
            assert_eq!(Chars::TwoByte(&units).utf8_len(), encode(Chars::TwoByte(&units), Encoding::Utf8).len());
        }
    }

    #[test]
    fn base64_is_tolerant_and_atob_is_not() {
        let decode = |text: &str| encode(Chars::Latin1(text.as_bytes()), Encoding::Base64);
        assert_eq!(decode("YW Jj\nZA=="), b"abcd");
        assert_eq!(decode("YWJj-_+/"), [0x61, 0x62, 0x63, 0xfb, 0xff, 0xbf][..].to_vec());
        let strict = |text: &str| forgiving_base64_decode(Chars::Latin1(text.as_bytes()));
        assert_eq!(strict("Y Q = ="), Ok(b"a".to_vec()));
        assert_eq!(strict("YQ="), Err(Base64Error::Character));
        assert_eq!(strict("YWJjY="), Err(Base64Error::Remainder));
        assert_eq!(strict("_-"), Err(Base64Error::Character));
    }

    #[test]
    fn hex_stops_at_the_first_wrong_pair() {
        assert_eq!(encode(Chars::Latin1(b"61zz62"), Encoding::Hex), b"a");
        assert_eq!(encode(Chars::Latin1(b"616"), Encoding::Hex), b"a");
    }
}
