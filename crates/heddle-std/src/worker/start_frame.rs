//! How a process worker starts, as the first frame of its link.

use super::frames::{Reader, Writer};
use super::sandbox::Sandbox;
use crate::limits::Limits;
use crate::options::{OptionValue, ProcessOptions, StartOptions};
use crate::runtime::Entry;
use heddle_process::Malformed;

/// What a process worker is told of its start.
pub(crate) struct Start {
    pub(crate) entry: Entry,
    pub(crate) start: StartOptions,
    pub(crate) options: ProcessOptions,
    pub(crate) only_stream: [bool; 2],
    pub(crate) has_stdin: bool,
    pub(crate) sandbox: Option<Sandbox>,
    /// The `workerData` and what goes with it; descriptors travel with the frame.
    pub(crate) data: Vec<u8>,
}

impl Start {
    /// The body of the frame.
    pub(crate) fn encode(mut self) -> Vec<u8> {
        let mut out = Writer::default();
        let (kind, text) = match &self.entry {
            Entry::File(text) => (0, text),
            Entry::Url(text) => (1, text),
            Entry::Source(text) => (2, text),
            Entry::Builtin(text) => (3, text),
        };
        out.u8(kind);
        out.text(text);
        out.u32(self.start.thread_id);
        out.text(&self.start.name);
        out.texts(&self.start.argv);
        out.texts(&self.start.exec_argv);
        self.start.limits.by_name().into_iter().for_each(|(_, value)| out.f64(*value));
        out.flag(self.start.env.is_some());
        let env = self.start.env.unwrap_or_default();
        out.u32(env.len() as u32);
        for (name, value) in &env {
            out.text(name);
            out.text(value);
        }
        out.text(&self.options.exec_path);
        out.text(&self.options.argv0);
        out.texts(&self.options.exec_argv);
        out.u32(self.options.flags.len() as u32);
        for (name, value) in &self.options.flags {
            out.text(name);
            match value {
                OptionValue::Flag(on) => (out.u8(0), out.flag(*on)).1,
                OptionValue::Number(number) => (out.u8(1), out.f64(*number)).1,
                OptionValue::Text(text) => (out.u8(2), out.text(text)).1,
                OptionValue::List(list) => (out.u8(3), out.texts(list)).1,
            }
        }
        self.only_stream.into_iter().chain([self.has_stdin]).for_each(|on| out.flag(on));
        out.flag(self.sandbox.is_some());
        self.sandbox.iter().for_each(|sandbox| sandbox.encode(&mut out));
        out.bytes(&self.data);
        out.0
    }

    /// Reads it. `defaults`: what is the same in all processes of this program.
    pub(crate) fn decode(body: &[u8], defaults: &ProcessOptions) -> Result<Start, Malformed> {
        let mut input = Reader(body);
        let (kind, text) = (input.u8()?, input.text()?);
        let entry = match kind {
            0 => Entry::File(text),
            1 => Entry::Url(text),
            2 => Entry::Source(text),
            3 => Entry::Builtin(text),
            _ => return Err(Malformed),
        };
        let (thread_id, name) = (input.u32()?, input.text()?);
        let (argv, exec_argv) = (input.texts()?, input.texts()?);
        let mut limits = Limits::default();
        for (_, value) in limits.by_name() {
            *value = input.f64()?;
        }
        let own_env = input.flag()?;
        let count = input.u32()?;
        let env = (0..count).map(|_| Ok((input.text()?, input.text()?))).collect::<Result<Vec<_>, Malformed>>()?;
        let env = own_env.then_some(env);
        // Those are of threads.
        let start = StartOptions { argv, exec_argv, limits, env, thread_id, name, permissions: None };
        let mut options = ProcessOptions {
            exec_path: input.text()?,
            argv0: input.text()?,
            exec_argv: input.texts()?,
            ..defaults.clone()
        };
        for _ in 0..input.u32()? {
            let name = input.text()?;
            let value = match input.u8()? {
                0 => OptionValue::Flag(input.flag()?),
                1 => OptionValue::Number(input.f64()?),
                2 => OptionValue::Text(input.text()?),
                3 => OptionValue::List(input.texts()?),
                _ => return Err(Malformed),
            };
            options.flags.insert(name, value);
        }
        let only_stream = [input.flag()?, input.flag()?];
        let has_stdin = input.flag()?;
        let sandbox = if input.flag()? { Some(Sandbox::decode(&mut input)?) } else { None };
        let data = input.bytes()?.to_vec();
        input.end()?;
        Ok(Start { entry, start, options, only_stream, has_stdin, sandbox, data })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start() -> Start {
        let mut options = ProcessOptions { exec_path: "/bin/heddle".into(), ..ProcessOptions::default() };
        options.flags.insert("--a".into(), OptionValue::Flag(true));
        options.flags.insert("--b".into(), OptionValue::Number(f64::INFINITY));
        options.flags.insert("--c".into(), OptionValue::Text("\u{e9}".into()));
        options.flags.insert("--d".into(), OptionValue::List(vec!["x".into(), String::new()]));
        let start = StartOptions {
            argv: vec!["file.js".into(), "1".into()],
            env: Some(vec![("A".into(), "b".into())]),
            thread_id: 7,
            name: "name".into(),
            limits: Limits { heap_mb: 32.0, ..Limits::default() },
            ..StartOptions::default()
        };
        let entry = Entry::Source("1 + 1".into());
        Start { entry, start, options, only_stream: [true, false], has_stdin: true, sandbox: None, data: vec![1, 2, 3] }
    }

    #[test]
    fn a_start_arrives_whole() {
        let read = Start::decode(&start().encode(), &ProcessOptions::default()).unwrap();
        let sent = start();
        assert!(matches!(&read.entry, Entry::Source(text) if text == "1 + 1"));
        assert_eq!((read.start.argv, read.start.env), (sent.start.argv, sent.start.env));
        assert_eq!((read.start.thread_id, read.start.name.as_str()), (7, "name"));
        assert_eq!(read.start.limits, sent.start.limits);
        assert_eq!((read.options.exec_path, read.options.flags), (sent.options.exec_path, sent.options.flags));
        assert_eq!((read.only_stream, read.has_stdin, read.data), ([true, false], true, vec![1, 2, 3]));
    }

    #[test]
    fn a_start_that_is_cut_off_is_refused() {
        let body = start().encode();
        for length in 0..body.len() {
            assert!(Start::decode(&body[..length], &ProcessOptions::default()).is_err(), "cut to {length}");
        }
    }
}
