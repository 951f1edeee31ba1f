//! What a parent asks a running worker, and the answers. To and from another process they go as frames.

use super::frames::{Reader, Writer};
use crate::ops::heap_figures;
use crate::profile::allocations::{self, Settings};
use crate::profile::{sampler, Style};
use crate::why_alive::Section;
use heddle_engine::{HeapSnapshot, HeapSnapshotOptions, Scope};
use heddle_process::Malformed;
use heddle_sys::memfd::{Sealed, SealedWriter};
use std::io;
use std::os::fd::OwnedFd;
use std::time::Duration;

/// Figures of [`Reply::HeapStatistics`].
pub(crate) const HEAP_FIGURES: usize = 14;
/// Bytes of a snapshot that are written at once.
const PIECE: usize = 1 << 20;

/// What a parent asks.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Question {
    HeapStatistics,
    HeapSnapshot(HeapSnapshotOptions),
    /// Its interval and most samples.
    StartCpuProfile(u32, usize),
    StopCpuProfile(u32),
    StartHeapProfile(Settings),
    StopHeapProfile,
    /// What keeps it alive; asked of processes alone. How long its own workers may take to say so.
    Alive(Duration),
}

/// What a worker answers.
pub(crate) enum Reply {
    HeapStatistics([f64; HEAP_FIGURES]),
    /// `None`: the heap is too large.
    HeapSnapshot(Option<Snapshot>),
    /// Its number; `None` without memory.
    CpuProfileStarted(Option<u32>),
    /// Text of the file; `None`: there is no such profile.
    CpuProfile(Option<String>),
    /// False: there is one already.
    HeapProfileStarted(bool),
    /// Text of the file; `None`: there is no profile.
    HeapProfile(Option<String>),
    /// Its thread's and those of its workers; then the ids of those that said nothing, with their processes.
    Alive(Vec<Section>, Vec<(u32, Option<u32>)>),
    /// The system did not let it answer, and why.
    Failed(String),
}

/// A heap snapshot's file.
pub(crate) enum Snapshot {
    /// Made of the snapshot as it is read.
    Made(HeapSnapshot),
    /// Made by another process, and how far it was read.
    File(Sealed, u64),
}

impl Snapshot {
    /// Appends its next part, somewhat more than `size` bytes of text; false at its end.
    pub(crate) fn read(&mut self, size: usize) -> io::Result<Option<Vec<u8>>> {
        match self {
            Snapshot::Made(snapshot) => {
                let mut text = String::with_capacity(size + 1024);
                Ok(snapshot.read(&mut text, size).then(|| text.into_bytes()))
            }
            Snapshot::File(file, done) => {
                let count = (file.len() - *done).min(size as u64) as usize;
                if count == 0 {
                    return Ok(None);
                }
                let mut bytes = vec![0; count];
                let read = rustix::io::retry_on_intr(|| rustix::io::pread(file.descriptor(), &mut *bytes, *done))?;
                bytes.truncate(read);
                *done += read as u64;
                // It is sealed, so there is no end before its length.
                Ok((read > 0).then_some(bytes))
            }
        }
    }

    fn into_file(self) -> io::Result<Sealed> {
        match self {
            Snapshot::File(file, _) => Ok(file),
            Snapshot::Made(mut snapshot) => {
                let mut writer = SealedWriter::new()?;
                let mut text = String::new();
                while snapshot.read(&mut text, PIECE) {
                    writer.write(text.as_bytes())?;
                    text.clear();
                }
                writer.seal()
            }
        }
    }
}

impl Question {
    /// The answer, in the worker. What keeps it alive is not known to one thread alone ([`crate::why_alive`]).
    pub(crate) fn answer(self, scope: &mut Scope<'_>) -> Reply {
        match self {
            Question::HeapStatistics => Reply::HeapStatistics(heap_figures(scope)),
            Question::HeapSnapshot(options) => Reply::HeapSnapshot(scope.heap_snapshot(options).map(Snapshot::Made)),
            Question::StartCpuProfile(interval, most) => {
                Reply::CpuProfileStarted(sampler::start(scope, interval, most))
            }
            Question::StopCpuProfile(id) => {
                let finished = sampler::stop(scope, id);
                Reply::CpuProfile(finished.map(|done| done.profile.to_json(Style::Api, &done.sources)))
            }
            Question::StartHeapProfile(settings) => Reply::HeapProfileStarted(allocations::start(scope, settings)),
            Question::StopHeapProfile => {
                Reply::HeapProfile(allocations::stop(scope).map(|profile| profile.to_json(Style::Api)))
            }
            Question::Alive(_) => Reply::Alive(Vec::new(), Vec::new()),
        }
    }

    /// Appends it to a frame.
    pub(super) fn encode(self, out: &mut Writer) {
        match self {
            Question::HeapStatistics => out.u8(0),
            Question::HeapSnapshot(options) => {
                out.u8(1);
                out.flag(options.expose_internals);
                out.flag(options.expose_numeric_values);
            }
            Question::StartCpuProfile(interval, most) => {
                out.u8(2);
                out.u32(interval);
                out.u64(most as u64);
            }
            Question::StopCpuProfile(id) => {
                out.u8(3);
                out.u32(id);
            }
            Question::StartHeapProfile(settings) => {
                out.u8(4);
                out.u64(settings.interval);
                out.u32(settings.depth);
                out.flag(settings.collects);
                out.flag(settings.keeps);
            }
            Question::StopHeapProfile => out.u8(5),
            Question::Alive(patience) => {
                out.u8(6);
                out.u64(patience.as_millis() as u64);
            }
        }
    }

    /// Reads the rest of a frame.
    pub(super) fn decode(mut input: Reader<'_>) -> Result<Question, Malformed> {
        let question = match input.u8()? {
            0 => Question::HeapStatistics,
            1 => Question::HeapSnapshot(HeapSnapshotOptions {
                expose_internals: input.flag()?,
                expose_numeric_values: input.flag()?,
            }),
            2 => Question::StartCpuProfile(input.u32()?, input.u64()? as usize),
            3 => Question::StopCpuProfile(input.u32()?),
            4 => Question::StartHeapProfile(Settings {
                interval: input.u64()?,
                depth: input.u32()?,
                collects: input.flag()?,
                keeps: input.flag()?,
            }),
            5 => Question::StopHeapProfile,
            6 => Question::Alive(Duration::from_millis(input.u64()?)),
            _ => return Err(Malformed),
        };
        input.end().map(|()| question)
    }
}

const FAILED: u8 = 0;
const ANSWERED: u8 = 1;

fn put_option<T>(out: &mut Writer, value: Option<T>, put: impl FnOnce(&mut Writer, T)) {
    out.flag(value.is_some());
    if let Some(value) = value {
        put(out, value);
    }
}

fn take_option<'a, T>(
    input: &mut Reader<'a>,
    take: impl FnOnce(&mut Reader<'a>) -> Result<T, Malformed>,
) -> Result<Option<T>, Malformed> {
    if input.flag()? {
        take(input).map(Some)
    } else {
        Ok(None)
    }
}

impl Reply {
    /// Appends it to a frame; the frame's descriptors.
    pub(super) fn encode(self, out: &mut Writer) -> Vec<OwnedFd> {
        let mut descriptors = Vec::new();
        let file = match self {
            Reply::HeapSnapshot(Some(snapshot)) => match snapshot.into_file() {
                Ok(file) => Reply::HeapSnapshot(Some(Snapshot::File(file, 0))),
                Err(error) => Reply::Failed(error.to_string()),
            },
            other => other,
        };
        out.u8(if matches!(file, Reply::Failed(_)) { FAILED } else { ANSWERED });
        match file {
            Reply::HeapStatistics(figures) => figures.into_iter().for_each(|figure| out.f64(figure)),
            Reply::HeapSnapshot(Some(Snapshot::File(file, _))) => {
                out.flag(true);
                out.u64(file.len());
                descriptors.push(file.into_descriptor());
            }
            Reply::HeapSnapshot(_) => out.flag(false),
            Reply::CpuProfileStarted(id) => put_option(out, id, Writer::u32),
            Reply::CpuProfile(text) | Reply::HeapProfile(text) => put_option(out, text, |out, text| out.text(&text)),
            Reply::HeapProfileStarted(started) => out.flag(started),
            Reply::Alive(sections, silent) => {
                out.u32(sections.len() as u32);
                sections.iter().for_each(|section| put_section(out, section));
                out.u32(silent.len() as u32);
                for (thread, process) in silent {
                    out.u32(thread);
                    put_option(out, process, Writer::u32);
                }
            }
            Reply::Failed(why) => out.text(&why),
        }
        descriptors
    }

    /// Reads the rest of a frame of a worker, which is not trusted, as an answer to this question.
    pub(super) fn decode(
        question: &Question,
        mut input: Reader<'_>,
        descriptors: Vec<OwnedFd>,
    ) -> Result<Reply, Malformed> {
        let mut descriptors = descriptors.into_iter();
        let input = &mut input;
        let answered = input.u8()?;
        let reply = match question {
            _ if answered == FAILED => Reply::Failed(input.text()?),
            _ if answered != ANSWERED => return Err(Malformed),
            Question::HeapStatistics => {
                let mut figures = [0.0; HEAP_FIGURES];
                for figure in &mut figures {
                    *figure = input.f64()?;
                }
                Reply::HeapStatistics(figures)
            }
            Question::HeapSnapshot(_) => Reply::HeapSnapshot(take_option(input, |input| {
                let (length, file) = (input.u64()?, descriptors.next().ok_or(Malformed)?);
                Ok(Snapshot::File(Sealed::open(file, length).map_err(|_| Malformed)?, 0))
            })?),
            Question::StartCpuProfile(..) => Reply::CpuProfileStarted(take_option(input, Reader::u32)?),
            Question::StopCpuProfile(_) => Reply::CpuProfile(take_option(input, Reader::text)?),
            Question::StartHeapProfile(_) => Reply::HeapProfileStarted(input.flag()?),
            Question::StopHeapProfile => Reply::HeapProfile(take_option(input, Reader::text)?),
            Question::Alive(_) => {
                let sections = (0..input.u32()?).map(|_| take_section(input)).collect::<Result<_, _>>()?;
                let silent = (0..input.u32()?)
                    .map(|_| Ok((input.u32()?, take_option(input, Reader::u32)?)))
                    .collect::<Result<_, Malformed>>()?;
                Reply::Alive(sections, silent)
            }
        };
        if descriptors.next().is_some() {
            return Err(Malformed);
        }
        input.end().map(|()| reply)
    }
}

fn put_section(out: &mut Writer, section: &Section) {
    out.u32(section.thread);
    put_option(out, section.process, Writer::u32);
    [&section.name, &section.program, &section.running].into_iter().for_each(|text| out.text(text));
    out.u32(section.reasons.len() as u32);
    for (kind, stack) in &section.reasons {
        out.text(kind);
        out.text(stack);
    }
}

fn take_section(input: &mut Reader<'_>) -> Result<Section, Malformed> {
    let (thread, process) = (input.u32()?, take_option(input, Reader::u32)?);
    let (name, program, running) = (input.text()?, input.text()?, input.text()?);
    let reasons = (0..input.u32()?).map(|_| Ok((input.text()?, input.text()?))).collect::<Result<_, Malformed>>()?;
    Ok(Section { thread, process, name, program, running, reasons })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        Settings { interval: 1 << 40, depth: 7, collects: true, keeps: false }
    }

    #[test]
    fn questions_arrive_whole_or_not_at_all() {
        let options = HeapSnapshotOptions { expose_internals: true, expose_numeric_values: false };
        for question in [
            Question::HeapStatistics,
            Question::HeapSnapshot(options),
            Question::StartCpuProfile(3, usize::MAX),
            Question::StopCpuProfile(9),
            Question::StartHeapProfile(settings()),
            Question::StopHeapProfile,
            Question::Alive(Duration::from_millis(900)),
        ] {
            let mut out = Writer::default();
            question.encode(&mut out);
            let read = Question::decode(Reader(&out.0)).map_err(|_| "refused");
            assert_eq!(format!("{:?}", read.unwrap()), format!("{question:?}"));
            (0..out.0.len()).for_each(|length| assert!(Question::decode(Reader(&out.0[..length])).is_err()));
        }
    }

    #[test]
    fn answers_arrive_whole_or_not_at_all() {
        let section = Section {
            thread: 3,
            process: Some(4),
            name: "name, ".into(),
            program: "a.js".into(),
            running: String::new(),
            reasons: vec![("Timeout".into(), "at f".into())],
        };
        let answers = [
            (Question::HeapStatistics, Reply::HeapStatistics([1.5; HEAP_FIGURES])),
            (Question::StartCpuProfile(0, 0), Reply::CpuProfileStarted(Some(8))),
            (Question::StopCpuProfile(8), Reply::CpuProfile(Some("{}".into()))),
            (Question::StartHeapProfile(settings()), Reply::HeapProfileStarted(true)),
            (Question::StopHeapProfile, Reply::HeapProfile(None)),
            (Question::Alive(Duration::ZERO), Reply::Alive(vec![section], vec![(5, None), (6, Some(7))])),
            (Question::HeapStatistics, Reply::Failed("why".into())),
        ];
        for (question, reply) in answers {
            let mut out = Writer::default();
            assert!(reply.encode(&mut out).is_empty());
            let mut again = Writer::default();
            let read = |bytes: &[u8]| Reply::decode(&question, Reader(bytes), Vec::new());
            read(&out.0).map_err(|_| "refused").unwrap().encode(&mut again);
            assert_eq!(again.0, out.0);
            (0..out.0.len()).for_each(|length| assert!(read(&out.0[..length]).is_err(), "{question:?} {length}"));
        }
    }

    #[test]
    fn a_snapshot_is_a_file_that_cannot_change() {
        let question = Question::HeapSnapshot(HeapSnapshotOptions::default());
        let snapshot = Snapshot::File(Sealed::new(b"abcde").unwrap(), 0);
        let mut out = Writer::default();
        let descriptors = Reply::HeapSnapshot(Some(snapshot)).encode(&mut out);
        let Ok(Reply::HeapSnapshot(Some(mut read))) = Reply::decode(&question, Reader(&out.0), descriptors) else {
            panic!()
        };
        let parts: Vec<_> = std::iter::from_fn(|| read.read(3).unwrap()).collect();
        assert_eq!(parts, [b"abc".to_vec(), b"de".to_vec()]);
        let file = std::fs::File::open("/dev/null").unwrap();
        assert!(Reply::decode(&question, Reader(&out.0), vec![file.into()]).is_err());
        assert!(Reply::decode(&question, Reader(&out.0), Vec::new()).is_err());
    }
}
