//! What a process worker and its parent tell one another over their link, besides the messages of ports.

use super::kernel_limits;
use super::sandbox::Holds;
use super::{Closeness, Report};
use heddle_engine::{LimitReport, MemoryLimit};
use heddle_process::Malformed;
use heddle_worker::{ExitReason, LimitUse, TimeLimit};
use std::time::Duration;

/// Kinds of frames; below 16 are those of ports.
pub(super) mod kind {
    /// To a worker.
    pub(crate) const START: u8 = 16;
    pub(crate) const STOP: u8 = 17;
    /// `fd`: the parent's stream was touched.
    pub(crate) const COPY_OUTPUT: u8 = 18;
    /// `fd, for good`: see `op_output_wanted`.
    pub(crate) const OUTPUT_WANTED: u8 = 19;
    /// `number, question`: see [`Question`](super::super::Question).
    pub(crate) const ASK: u8 = 20;
    /// To a parent. The first frame of a worker: its process id, and a pidfd.
    pub(crate) const STARTED: u8 = 32;
    pub(crate) const ONLINE: u8 = 33;
    pub(crate) const ERROR: u8 = 34;
    pub(crate) const OUTPUT: u8 = 35;
    pub(crate) const NEAR_LIMIT: u8 = 36;
    pub(crate) const MEMORY_LIMIT: u8 = 37;
    pub(crate) const OUT_OF_MEMORY: u8 = 38;
    pub(crate) const NOT_STARTED: u8 = 39;
    pub(crate) const EXIT: u8 = 40;
    /// `number, reply`
    pub(crate) const ANSWER: u8 = 41;
    pub(crate) const READ_ONLY_STORE: u8 = 42;
    /// What of its sandbox holds: before `ONLINE`.
    pub(crate) const CONFINED: u8 = 43;
    /// Limits of the kernel: before `ONLINE`.
    pub(crate) const LIMITED: u8 = 44;
}

#[derive(Default)]
pub(super) struct Writer(pub(super) Vec<u8>);

impl Writer {
    pub(super) fn u8(&mut self, value: u8) {
        self.0.push(value);
    }

    pub(super) fn flag(&mut self, value: bool) {
        self.u8(value.into());
    }

    pub(super) fn u32(&mut self, value: u32) {
        self.0.extend(value.to_le_bytes());
    }

    pub(super) fn u64(&mut self, value: u64) {
        self.0.extend(value.to_le_bytes());
    }

    pub(super) fn f64(&mut self, value: f64) {
        self.u64(value.to_bits());
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.u32(bytes.len() as u32);
        self.0.extend_from_slice(bytes);
    }

    pub(super) fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    pub(super) fn texts(&mut self, list: &[String]) {
        self.u32(list.len() as u32);
        list.iter().for_each(|text| self.text(text));
    }
}

pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Malformed> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(Malformed)?;
        self.0 = rest;
        Ok(taken)
    }

    pub(super) fn u8(&mut self) -> Result<u8, Malformed> {
        Ok(self.take(1)?[0])
    }

    pub(super) fn flag(&mut self) -> Result<bool, Malformed> {
        match self.u8()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(Malformed),
        }
    }

    pub(super) fn u32(&mut self) -> Result<u32, Malformed> {
        self.take(4)?.try_into().map(u32::from_le_bytes).map_err(|_| Malformed)
    }

    pub(super) fn u64(&mut self) -> Result<u64, Malformed> {
        self.take(8)?.try_into().map(u64::from_le_bytes).map_err(|_| Malformed)
    }

    pub(super) fn f64(&mut self) -> Result<f64, Malformed> {
        self.u64().map(f64::from_bits)
    }

    pub(super) fn bytes(&mut self) -> Result<&'a [u8], Malformed> {
        let length = self.u32()? as usize;
        self.take(length)
    }

    pub(super) fn text(&mut self) -> Result<String, Malformed> {
        String::from_utf8(self.bytes()?.to_vec()).map_err(|_| Malformed)
    }

    pub(super) fn texts(&mut self) -> Result<Vec<String>, Malformed> {
        (0..self.u32()?).map(|_| self.text()).collect()
    }

    pub(super) fn end(&self) -> Result<(), Malformed> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Malformed)
        }
    }
}

/// Kind and body of a report that holds no message.
pub(super) fn encode(report: &Report) -> Option<(u8, Vec<u8>)> {
    let mut out = Writer::default();
    let kind = match report {
        Report::Online => kind::ONLINE,
        Report::Confined(holds) => {
            out.u32(holds.landlock);
            out.flag(holds.system_calls);
            out.texts(&holds.namespaces);
            kind::CONFINED
        }
        Report::Limited(list) => {
            kernel_limits::encode(&mut out, list);
            kind::LIMITED
        }
        Report::Output(fd, bytes) => {
            out.u8(*fd as u8);
            out.0.extend_from_slice(bytes);
            kind::OUTPUT
        }
        Report::NearLimit(used) => {
            put_limit(&mut out, used);
            kind::NEAR_LIMIT
        }
        Report::MemoryLimit(report, closeness) => {
            out.u8(match report.limit {
                MemoryLimit::Heap => 0,
                MemoryLimit::External => 1,
                MemoryLimit::Code => 2,
            });
            out.flag(*closeness == Closeness::Over);
            out.u64(report.used);
            out.u64(report.max);
            out.text(&report.stack);
            kind::MEMORY_LIMIT
        }
        Report::OutOfMemory => kind::OUT_OF_MEMORY,
        Report::NotStarted(why) => {
            out.text(why);
            kind::NOT_STARTED
        }
        Report::ReadOnlyStore(place) => {
            out.text(place);
            kind::READ_ONLY_STORE
        }
        Report::Exit(code, reason, limit) => {
            out.u32(*code as u32);
            out.u8(reason.number());
            out.flag(limit.is_some());
            limit.iter().for_each(|used| put_limit(&mut out, used));
            kind::EXIT
        }
        Report::Error(_) | Report::MemoryUsedUp(_) | Report::Abandoned => return None,
    };
    Some((kind, out.0))
}

fn put_limit(out: &mut Writer, used: &LimitUse) {
    out.flag(used.limit == TimeLimit::Wall);
    out.f64(used.used.as_secs_f64());
    out.f64(used.max.as_secs_f64());
}

fn take_limit(input: &mut Reader<'_>) -> Result<LimitUse, Malformed> {
    let limit = if input.flag()? { TimeLimit::Wall } else { TimeLimit::Cpu };
    Ok(LimitUse { limit, used: seconds(input)?, max: seconds(input)? })
}

fn seconds(input: &mut Reader<'_>) -> Result<Duration, Malformed> {
    Duration::try_from_secs_f64(input.f64()?).map_err(|_| Malformed)
}

/// The report in a frame of a worker, which is not trusted.
pub(super) fn decode(kind: u8, body: &[u8]) -> Result<Report, Malformed> {
    let mut input = Reader(body);
    let report = match kind {
        kind::ONLINE => Report::Online,
        kind::CONFINED => {
            Report::Confined(Holds { landlock: input.u32()?, system_calls: input.flag()?, namespaces: input.texts()? })
        }
        kind::LIMITED => Report::Limited(kernel_limits::decode(&mut input)?),
        kind::OUTPUT => {
            let fd = usize::from(input.u8()?);
            if !(1..=2).contains(&fd) {
                return Err(Malformed);
            }
            return Ok(Report::Output(fd, input.0.to_vec()));
        }
        kind::NEAR_LIMIT => Report::NearLimit(take_limit(&mut input)?),
        kind::MEMORY_LIMIT => {
            let limit = match input.u8()? {
                0 => MemoryLimit::Heap,
                1 => MemoryLimit::External,
                2 => MemoryLimit::Code,
                _ => return Err(Malformed),
            };
            let closeness = if input.flag()? { Closeness::Over } else { Closeness::Near };
            let report = LimitReport { limit, used: input.u64()?, max: input.u64()?, stack: input.text()? };
            Report::MemoryLimit(report, closeness)
        }
        kind::OUT_OF_MEMORY => Report::OutOfMemory,
        kind::NOT_STARTED => Report::NotStarted(input.text()?),
        kind::READ_ONLY_STORE => Report::ReadOnlyStore(input.text()?),
        kind::EXIT => {
            let code = input.u32()? as i32;
            let reason = ExitReason::from_number(input.u8()?).ok_or(Malformed)?;
            let limit = if input.flag()? { Some(take_limit(&mut input)?) } else { None };
            Report::Exit(code, reason, limit)
        }
        _ => return Err(Malformed),
    };
    input.end().map(|()| report)
}

#[cfg(test)]
mod tests {
    use super::super::kernel_limits::Held;
    use super::*;

    #[test]
    fn reports_arrive_whole_or_not_at_all() {
        let used = LimitUse { limit: TimeLimit::Wall, used: Duration::from_millis(8), max: Duration::from_millis(10) };
        let memory = LimitReport { limit: MemoryLimit::Code, used: 1, max: 2, stack: "at f".into() };
        let reports = [
            Report::Online,
            Report::Confined(Holds { landlock: 7, system_calls: true, namespaces: vec!["user".into()] }),
            Report::Limited(vec![Held { name: "openFiles".into(), max: 9.0, by: vec!["rlimit".into()] }]),
            Report::Output(2, b"text".to_vec()),
            Report::NearLimit(used),
            Report::MemoryLimit(memory, Closeness::Over),
            Report::OutOfMemory,
            Report::NotStarted("why".into()),
            Report::ReadOnlyStore("a.js:3".into()),
            Report::Exit(-3, ExitReason::Killed, None),
            Report::Exit(1, ExitReason::WallLimit, Some(used)),
        ];
        for report in reports {
            let (kind, body) = encode(&report).unwrap();
            let again = encode(&decode(kind, &body).unwrap()).unwrap();
            assert_eq!(again, (kind, body.clone()));
            if kind != kind::OUTPUT {
                (0..body.len()).for_each(|length| assert!(decode(kind, &body[..length]).is_err()));
            }
        }
        assert!(decode(kind::OUTPUT, &[3]).is_err());
        assert!(decode(kind::EXIT, &[0, 0, 0, 0, 200]).is_err());
        assert!(decode(kind::START, &[]).is_err());
    }
}
