//! The command line, parsed by the table of options.

use crate::flags::{Flag, Kind, FLAGS};
use crate::foreign;
use heddle_std::{Entry, OptionValue, ProcessOptions, WorkerOptionError};
use std::fmt;

/// What was asked for.
#[derive(Clone, Debug)]
pub(crate) enum Command {
    /// Run a program.
    Run(Entry),
    /// Print the help.
    Help,
    /// Print the version.
    Version,
    /// Second stage of the build.
    WriteEngineCache(String),
    /// Run a command under a `node` that is this program.
    AsNode(Vec<String>),
}

/// The parsed command line.
pub(crate) struct CommandLine {
    pub(crate) command: Command,
    pub(crate) options: ProcessOptions,
    pub(crate) env_files: Vec<EnvFile>,
    /// `process.argv` without the executable.
    pub(crate) program_argv: Vec<String>,
}

/// A file of `--env-file` (which must exist) or `--env-file-if-exists`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EnvFile {
    pub(crate) path: String,
    pub(crate) required: bool,
}

/// A command line that makes no sense.
#[derive(Debug)]
pub(crate) enum FlagError {
    Unknown(String),
    NeedsValue(String),
    NotANumber(String, String),
    NotInEnvironment(String),
    /// A known option of Node that is not supported, and why.
    Refused(String, &'static str),
    /// `--no-x` of an option that is no switch.
    Negation(String),
    /// A value that is none of those allowed.
    Value(String),
    /// An option that is of no use without another one.
    Needs(&'static str, &'static str),
    /// Options that exclude each other.
    Conflict(&'static str, &'static str),
}

impl FlagError {
    /// The message without the program's name.
    fn text(&self) -> String {
        let text = self.to_string();
        text.strip_prefix("heddle: ").map_or(text.clone(), str::to_owned)
    }
}

impl fmt::Display for FlagError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FlagError::Unknown(name) => write!(f, "heddle: bad option: {name}"),
            FlagError::NeedsValue(name) => write!(f, "heddle: {name} requires an argument"),
            FlagError::NotANumber(name, value) => write!(f, "heddle: {name} must be a whole number, not '{value}'"),
            FlagError::NotInEnvironment(name) => write!(f, "heddle: {name} is not allowed in NODE_OPTIONS"),
            FlagError::Refused(name, why) => write!(f, "heddle: {name} is not supported: {why}"),
            FlagError::Negation(name) => {
                write!(f, "heddle: {name} is an invalid negation because it is not a boolean option")
            }
            FlagError::Value(text) => write!(f, "heddle: {text}"),
            FlagError::Needs(name, other) => write!(f, "heddle: {name} must be used with {other}"),
            FlagError::Conflict(one, other) => write!(f, "heddle: either {one} or {other} can be used, not both"),
        }
    }
}

/// The words of NODE_OPTIONS: split at spaces, with double quotes and backslashes as Node reads them.
fn split_environment(text: &str) -> Result<Vec<String>, FlagError> {
    let mut words: Vec<String> = Vec::new();
    let (mut open, mut quoted) = (false, false);
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' if quoted => {
                if let (Some(next), Some(word)) = (chars.next(), words.last_mut()) {
                    word.push(next);
                }
            }
            ' ' if !quoted => open = false,
            _ => {
                if !open {
                    words.push(String::new());
                    open = true;
                }
                if c == '"' {
                    quoted = !quoted;
                } else if let Some(word) = words.last_mut() {
                    word.push(c);
                }
            }
        }
    }
    if quoted {
        return Err(FlagError::Value("invalid value for NODE_OPTIONS (unterminated string)".into()));
    }
    Ok(words)
}

impl CommandLine {
    /// Parses the arguments and NODE_OPTIONS.
    pub(crate) fn parse(arguments: &[String], environment: &str) -> Result<CommandLine, FlagError> {
        let mut parser = Parser::default();
        let words = split_environment(environment)?;
        let used = parser.options(&words, true)?;
        if let Some(word) = words.get(used) {
            return Err(FlagError::NotInEnvironment(word.clone()));
        }
        let own = arguments.get(1..).unwrap_or(&[]);
        let own = if own.first().is_some_and(|a| a == "run") { &own[1..] } else { own };
        match own.first().map(String::as_str) {
            Some("inspect") => return Err(FlagError::Refused("inspect".into(), "there is no debugger yet")),
            Some("--as-node") => return Ok(parser.finish(arguments, Command::AsNode(own[1..].to_vec()), Vec::new())),
            Some("--heddle-write-engine-cache") => {
                let path = own.get(1).ok_or(FlagError::NeedsValue(own[0].clone()))?;
                return Ok(parser.finish(arguments, Command::WriteEngineCache(path.clone()), Vec::new()));
            }
            _ => {}
        }
        let used = parser.options(own, false)?;
        parser.check_profiles()?;
        parser.options.exec_argv = own[..used].iter().filter(|a| *a != "--").cloned().collect();
        let rest = own[used..].to_vec();
        let command = parser.command(&rest)?;
        Ok(parser.finish(arguments, command, rest))
    }
}

#[derive(Default)]
struct Parser {
    options: ProcessOptions,
    env_files: Vec<EnvFile>,
}

impl Parser {
    /// Reads options up to the first word that is none; how many words were used.
    fn options(&mut self, words: &[String], environment: bool) -> Result<usize, FlagError> {
        let mut index = 0;
        while self.option(words, &mut index, environment)? {}
        Ok(index)
    }

    /// Reads the option at `index`, which moves behind it even if it makes no sense; false if there is none.
    fn option(&mut self, words: &[String], index: &mut usize, environment: bool) -> Result<bool, FlagError> {
        let Some(word) = words.get(*index) else { return Ok(false) };
        if word == "-" || !word.starts_with('-') {
            return Ok(false);
        }
        *index += 1;
        if word == "--" {
            return if environment { Err(FlagError::NotInEnvironment(word.clone())) } else { Ok(false) };
        }
        if word == "-pe" {
            let value = words.get(*index).ok_or(FlagError::NeedsValue(word.clone()))?;
            self.set("--print", OptionValue::Flag(true));
            self.set("--eval", OptionValue::Text(value.clone()));
            *index += 1;
            return Ok(true);
        }
        let (name, inline) = match word.split_once('=') {
            Some((name, value)) => (name, Some(value.to_owned())),
            None => (word.as_str(), None),
        };
        let normal = match name.strip_prefix("--") {
            Some(rest) => format!("--{}", rest.replace('_', "-")),
            None => name.to_owned(),
        };
        let (found, off) = find(&normal);
        let Some(flag) = found else {
            if inline.is_none() && foreign::has_no_effect(&normal) {
                return Ok(true);
            }
            return Err(match foreign::refusal(&normal) {
                Some(why) => FlagError::Refused(normal, why),
                None if environment => FlagError::NotInEnvironment(name.to_owned()),
                None => FlagError::Unknown(word.clone()),
            });
        };
        if environment && !flag.in_environment {
            let equals = if flag.kind == Kind::Switch { "" } else { "=" };
            return Err(FlagError::NotInEnvironment(format!("{}{equals}", flag.name)));
        }
        if flag.kind == Kind::Switch {
            if inline.is_some() {
                return Err(FlagError::Unknown(word.clone()));
            }
            self.set(flag.name, OptionValue::Flag(!off));
            // `-p code` is `-p -e code`.
            if flag.name == "--print" && !off {
                if let Some(code) = words.get(*index).filter(|word| !word.starts_with('-')) {
                    self.set("--eval", OptionValue::Text(code.clone()));
                    *index += 1;
                }
            }
            return Ok(true);
        }
        if off {
            return Err(FlagError::Negation(word.clone()));
        }
        let value = match inline {
            Some(value) => value,
            None => {
                let value = words.get(*index).filter(|v| !v.starts_with('-') || v.len() == 1);
                let value = value.ok_or(FlagError::NeedsValue(name.to_owned()))?.clone();
                *index += 1;
                value
            }
        };
        match flag.kind {
            Kind::Number => {
                let number: i64 = value.parse().map_err(|_| FlagError::NotANumber(name.to_owned(), value))?;
                self.set(flag.name, OptionValue::Number(number as f64));
            }
            Kind::List if flag.name.starts_with("--env-file") => {
                self.env_files.push(EnvFile { path: value, required: flag.name == "--env-file" });
            }
            Kind::List => match self.options.flags.get_mut(flag.name) {
                Some(OptionValue::List(list)) => list.push(value),
                _ => self.set(flag.name, OptionValue::List(vec![value])),
            },
            _ => {
                check_value(flag.name, &value)?;
                self.set(flag.name, OptionValue::Text(value));
            }
        }
        Ok(true)
    }

    fn check_profiles(&self) -> Result<(), FlagError> {
        for (profile, options) in PROFILE_OPTIONS {
            let given = options.iter().find(|name| self.options.flags.contains_key(**name));
            if let Some(name) = given.filter(|_| !self.options.flag(profile)) {
                return Err(FlagError::Needs(name, profile));
            }
        }
        Ok(())
    }

    fn set(&mut self, name: &str, value: OptionValue) {
        let name = if name == "--experimental-strip-types" { "--strip-types" } else { name };
        self.options.flags.insert(name.to_owned(), value);
    }

    fn command(&self, rest: &[String]) -> Result<Command, FlagError> {
        let check = self.options.flag("--check");
        if self.options.flag("--version") {
            return Ok(Command::Version);
        }
        if self.options.flag("--help") {
            return Ok(Command::Help);
        }
        if let Some(source) = self.options.text("--eval") {
            if check {
                return Err(FlagError::Conflict("--check", "--eval"));
            }
            return Ok(Command::Run(Entry::Source(source.to_owned())));
        }
        Ok(Command::Run(match rest.first() {
            _ if check => Entry::Builtin("internal/main/check".into()),
            Some(script) if script != "-" && !self.options.flag("--print") => Entry::File(script.clone()),
            _ => Entry::Builtin("internal/main/stdin".into()),
        }))
    }

    fn finish(mut self, arguments: &[String], command: Command, rest: Vec<String>) -> CommandLine {
        self.options.environment_options = environment_options();
        self.options.worker_options = Some(worker_options);
        self.options.argv0 = arguments.first().cloned().unwrap_or_default();
        self.options.exec_path = std::env::current_exe().map(|p| p.to_string_lossy().into_owned()).unwrap_or_default();
        CommandLine { command, options: self.options, env_files: self.env_files, program_argv: rest }
    }
}

/// What says where and how a profile is made is of no use without it.
const PROFILE_OPTIONS: [(&str, [&str; 3]); 2] = [
    ("--cpu-prof", ["--cpu-prof-dir", "--cpu-prof-name", "--cpu-prof-interval"]),
    ("--heap-prof", ["--heap-prof-dir", "--heap-prof-name", "--heap-prof-interval"]),
];

/// Options of the whole process (Node: those of the process and of V8), which a worker cannot have for itself.
const PROCESS_WIDE: &[&str] = &[
    "--help",
    "--version",
    "--title",
    "--stack-trace-limit",
    "--expose-gc",
    "--max-old-space-size",
    "--stack-size",
    "--orphans",
    "--max-children",
    "--zygote",
];
/// Of these, what NODE_OPTIONS may hold for a worker too: it stays without effect there.
const PROCESS_WIDE_IN_ENVIRONMENT: &[&str] = &["--stack-trace-limit", "--expose-gc", "--max-old-space-size"];

/// The options of a worker: its own and those of the whole process.
/// <https://nodejs.org/api/worker_threads.html#new-workerfilename-options>
pub(crate) fn worker_options(
    process: &ProcessOptions,
    environment: Option<&str>,
    exec_argv: &[String],
) -> Result<ProcessOptions, WorkerOptionError> {
    let words = split_environment(environment.unwrap_or_default())
        .map_err(|error| WorkerOptionError::Environment(vec![error.text()]))?;
    let (mut parser, errors) = worker_words(&words, true, Parser::default());
    if !errors.is_empty() {
        return Err(WorkerOptionError::Environment(errors));
    }
    let errors;
    (parser, errors) = worker_words(exec_argv, false, parser);
    if !errors.is_empty() {
        return Err(WorkerOptionError::ExecArgv(errors));
    }
    let mut flags = parser.options.flags;
    for name in PROCESS_WIDE {
        flags.remove(*name);
        if let Some(value) = process.flags.get(*name) {
            flags.insert((*name).to_owned(), value.clone());
        }
    }
    Ok(ProcessOptions { flags, ..process.clone() })
}

/// Reads words for a worker, all of them whatever is wrong with some.
fn worker_words(words: &[String], environment: bool, mut parser: Parser) -> (Parser, Vec<String>) {
    let mut errors = Vec::new();
    let mut index = 0;
    loop {
        let start = index;
        let outcome = parser.option(words, &mut index, environment);
        let word = words.get(start).map(String::as_str).unwrap_or_default();
        let name = word.split('=').next().unwrap_or_default().replace('_', "-");
        let known = find(&name).0.map_or("", |flag| flag.name);
        let refused = PROCESS_WIDE.contains(&known) && !(environment && PROCESS_WIDE_IN_ENVIRONMENT.contains(&known));
        match outcome {
            Ok(false) => return (parser, errors),
            Err(FlagError::NeedsValue(name)) if !refused => errors.push(format!("{name} requires an argument")),
            Ok(true) | Err(FlagError::NotANumber(..)) if !refused => {}
            // Node shows the equals sign, but not what follows.
            _ if environment => {
                let shown = word.split_inclusive('=').next().unwrap_or_default();
                errors.push(format!("{shown} is not allowed in NODE_OPTIONS"));
            }
            _ => errors.push(word.to_owned()),
        }
    }
}

/// The option of a name, and whether the name turns it off.
fn find(name: &str) -> (Option<&'static Flag>, bool) {
    let by_name =
        |name: &str| FLAGS.iter().find(|flag| flag.name == name || (!flag.short.is_empty() && flag.short == name));
    if let Some(flag) = by_name(name) {
        return (Some(flag), false);
    }
    match name.strip_prefix("--no-") {
        Some(rest) => (by_name(&format!("--{rest}")), true),
        None => (None, false),
    }
}

/// What is the same in every process of this program.
pub(crate) fn process_defaults() -> ProcessOptions {
    ProcessOptions {
        environment_options: environment_options(),
        worker_options: Some(worker_options),
        ..ProcessOptions::default()
    }
}

/// Options whose value is one of a few.
fn check_value(name: &str, value: &str) -> Result<(), FlagError> {
    let (allowed, message): (&[&str], _) = match name {
        "--input-type" => (
            &["module", "commonjs", "module-typescript", "commonjs-typescript"],
            r#"--input-type must be "module","commonjs", "module-typescript" or "commonjs-typescript""#,
        ),
        "--orphans" => (&["node", "kill"], "--orphans must be node or kill"),
        "--isolation" => (&["thread", "process"], "--isolation must be thread or process"),
        "--unhandled-rejections" => {
            (&["throw", "strict", "warn", "none", "warn-with-error-code"], "invalid value for --unhandled-rejections")
        }
        _ => return Ok(()),
    };
    if allowed.contains(&value) {
        Ok(())
    } else {
        Err(FlagError::Value(message.into()))
    }
}

/// What NODE_OPTIONS may hold, for `process.allowedNodeEnvironmentFlags`.
fn environment_options() -> Vec<&'static str> {
    let mut names = Vec::new();
    for flag in FLAGS.iter().filter(|flag| flag.in_environment) {
        names.push(flag.name);
        if !flag.short.is_empty() {
            names.push(flag.short);
        }
    }
    // These are on unless they are turned off.
    names.extend(["--no-deprecation", "--no-warnings"]);
    names.sort_unstable();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &[&str], environment: &str) -> CommandLine {
        let mut arguments = vec!["heddle".to_owned()];
        arguments.extend(words.iter().map(|w| (*w).to_owned()));
        CommandLine::parse(&arguments, environment).unwrap()
    }

    #[test]
    fn what_follows_the_script_is_the_programs() {
        let line = parse(&["--no-warnings", "-C", "a", "x.js", "--help"], "");
        assert!(matches!(line.command, Command::Run(Entry::File(ref f)) if f == "x.js"));
        assert_eq!(line.program_argv, ["x.js", "--help"]);
        assert_eq!(line.options.flags["--warnings"], OptionValue::Flag(false));
        assert_eq!(line.options.list("--conditions"), ["a"]);
        assert_eq!(line.options.exec_argv, ["--no-warnings", "-C", "a"]);
    }

    #[test]
    fn underscores_and_values_after_an_equals_sign() {
        let line = parse(&["--max_old_space_size=64", "-e", "1"], "--require=./a.js");
        assert_eq!(line.options.flags["--max-old-space-size"], OptionValue::Number(64.0));
        assert_eq!(line.options.list("--require"), ["./a.js"]);
    }

    #[test]
    fn workers_keep_the_options_of_the_process() {
        let process = parse(&["--title=a", "--no-warnings", "x.js"], "").options;
        let words = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
        let options = worker_options(&process, Some("--conditions=b"), &words(&["--trace-uncaught"])).unwrap();
        assert_eq!(options.text("--title"), Some("a"));
        assert_eq!(options.list("--conditions"), ["b"]);
        assert!(options.flag("--trace-uncaught") && !options.flags.contains_key("--warnings"));
        let refused = worker_options(&process, None, &words(&["--nope=1", "--no-warnings", "--title=x", "--require"]));
        let expected = words(&["--nope=1", "--title=x", "--require requires an argument"]);
        assert_eq!(refused.err(), Some(WorkerOptionError::ExecArgv(expected)));
        let refused = worker_options(&process, Some("--title=x --expose-gc"), &[]);
        assert_eq!(
            refused.err(),
            Some(WorkerOptionError::Environment(words(&["--title= is not allowed in NODE_OPTIONS"])))
        );
    }

    fn error(words: &[&str], environment: &str) -> String {
        let mut arguments = vec!["heddle".to_owned()];
        arguments.extend(words.iter().map(|w| (*w).to_owned()));
        CommandLine::parse(&arguments, environment).err().unwrap().text()
    }

    #[test]
    fn options_that_make_no_sense_are_refused_by_name() {
        assert_eq!(error(&["--frobnicate"], ""), "bad option: --frobnicate");
        assert_eq!(error(&["--help=3"], ""), "bad option: --help=3");
        assert_eq!(error(&["-e"], ""), "-e requires an argument");
        assert_eq!(error(&["-e", "-1"], ""), "-e requires an argument");
        assert_eq!(error(&["--stack-size=x"], ""), "--stack-size must be a whole number, not 'x'");
        assert_eq!(error(&["--no-title"], ""), "--no-title is an invalid negation because it is not a boolean option");
        assert_eq!(error(&["--unhandled-rejections=x"], ""), "invalid value for --unhandled-rejections");
        assert_eq!(error(&["-c", "-e", "1"], ""), "either --check or --eval can be used, not both");
        assert_eq!(error(&["--inspect=0", "x.js"], ""), "--inspect is not supported: there is no debugger yet");
        assert_eq!(error(&["inspect", "x.js"], ""), "inspect is not supported: there is no debugger yet");
    }

    #[test]
    fn the_environment_holds_only_some_options() {
        assert_eq!(error(&[], "--foo"), "--foo is not allowed in NODE_OPTIONS");
        assert_eq!(error(&[], "foo"), "foo is not allowed in NODE_OPTIONS");
        assert_eq!(error(&[], "--eval=3"), "--eval= is not allowed in NODE_OPTIONS");
        assert_eq!(error(&[], "-- x"), "-- is not allowed in NODE_OPTIONS");
        assert_eq!(error(&[], "--title=\"a"), "invalid value for NODE_OPTIONS (unterminated string)");
        assert_eq!(parse(&["x.js"], "--title=\"a b\"").options.text("--title"), Some("a b"));
        assert!(environment_options().contains(&"--no-warnings") && !environment_options().contains(&"--eval"));
    }

    #[test]
    fn print_takes_its_code_from_three_places() {
        for words in [&["-p", "1"][..], &["-pe", "1"], &["-p", "-e", "1"], &["--print", "--eval=1"]] {
            let line = parse(words, "");
            assert!(matches!(line.command, Command::Run(Entry::Source(ref code)) if code == "1"), "{words:?}");
            assert!(line.options.flag("--print"));
        }
        assert!(matches!(parse(&["-p"], "").command, Command::Run(Entry::Builtin(_))));
    }

    #[test]
    fn two_dashes_end_the_options() {
        let line = parse(&["--no-warnings", "--", "--x.js", "a"], "");
        assert_eq!(line.program_argv, ["--x.js", "a"]);
        assert_eq!(line.options.exec_argv, ["--no-warnings"]);
    }

    #[test]
    fn another_spelling_of_type_stripping() {
        let line = parse(&["--no-experimental-strip-types", "x.ts"], "");
        assert_eq!(line.options.flags["--strip-types"], OptionValue::Flag(false));
    }
}
