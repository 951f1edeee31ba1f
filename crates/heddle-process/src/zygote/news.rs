//! What a zygote tells of a worker, on the worker's own link: a packet whose first byte no packet of a worker has.

use crate::wire::{usage_fields, Malformed, Usage};

/// How a worker's process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fate {
    /// Its exit code; 0 if a signal ended it.
    pub code: i32,
    /// The signal that ended it; 0 if it exited.
    pub signal: i32,
    /// What it used; nothing if nobody knows.
    pub usage: Usage,
    /// Whether the kernel killed in its control group, which had no more memory.
    pub out_of_memory: bool,
}

/// What a zygote tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// There is no such worker, and why.
    NotForked(String),
    /// The process is gone.
    Ended(Fate),
}

const NOT_FORKED: u8 = 0xf0;
const ENDED: u8 = 0xf1;

impl News {
    /// The packet.
    pub fn encode(&self) -> Vec<u8> {
        match self {
            News::NotForked(why) => [&[NOT_FORKED], why.as_bytes()].concat(),
            News::Ended(fate) => {
                let mut out = vec![ENDED];
                out.extend(fate.code.to_ne_bytes());
                out.extend(fate.signal.to_ne_bytes());
                usage_fields(&mut { fate.usage }).into_iter().for_each(|field| out.extend(field.to_ne_bytes()));
                out.push(fate.out_of_memory.into());
                out
            }
        }
    }

    /// Reads a packet; `None` if it is none of a zygote's.
    pub fn decode(packet: &[u8]) -> Option<Result<News, Malformed>> {
        let (kind, rest) = packet.split_first()?;
        match *kind {
            NOT_FORKED => Some(Ok(News::NotForked(String::from_utf8_lossy(rest).into_owned()))),
            ENDED => Some(decode_fate(rest).map(News::Ended)),
            _ => None,
        }
    }
}

fn decode_fate(bytes: &[u8]) -> Result<Fate, Malformed> {
    let (code, rest) = bytes.split_first_chunk::<4>().ok_or(Malformed)?;
    let (signal, rest) = rest.split_first_chunk::<4>().ok_or(Malformed)?;
    let mut usage = Usage::default();
    let mut rest = rest;
    for field in usage_fields(&mut usage) {
        let (value, more) = rest.split_first_chunk::<8>().ok_or(Malformed)?;
        *field = u64::from_ne_bytes(*value);
        rest = more;
    }
    let out_of_memory = match rest {
        [0] => false,
        [1] => true,
        _ => return Err(Malformed),
    };
    Ok(Fate { code: i32::from_ne_bytes(*code), signal: i32::from_ne_bytes(*signal), usage, out_of_memory })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_arrive_whole() {
        let usage = Usage { user_time: 5, involuntary_switches: 6, ..Usage::default() };
        for news in [News::NotForked("no".into()), News::Ended(Fate { code: 3, signal: 0, usage, out_of_memory: true })]
        {
            let packet = news.encode();
            assert_eq!(News::decode(&packet), Some(Ok(news.clone())));
            if let News::Ended(_) = news {
                for length in 1..packet.len() {
                    assert_eq!(News::decode(&packet[..length]), Some(Err(Malformed)), "cut to {length}");
                }
            }
        }
        assert_eq!(News::decode(b""), None);
        assert_eq!(News::decode(b"x"), None);
    }
}
