//! `heddle`: runs JavaScript and TypeScript programs written for Node.
#![forbid(unsafe_code)]

mod command_line;
mod env_files;
mod flags;
mod foreign;
mod help;
mod host;

use command_line::{Command, CommandLine};
use heddle_engine::{Engine, EngineOptions};
use heddle_process::Orphans;
use heddle_std::{Entry, Limits, ProcessOptions, Runtime, StartOptions};
use std::io::Write;
use std::rc::Rc;
use std::sync::Arc;

include!(concat!(env!("OUT_DIR"), "/engine_cache.rs"));

/// Stack of the main isolate's JavaScript; the main thread has more.
const MAIN_STACK: usize = 4 << 20;
/// The largest stack that `--stack-size` may ask for: the kernel leaves the main thread's stack at least 128 MiB.
const LARGEST_STACK: usize = 100 << 20;
/// What the runtime itself needs of the stack beyond the JavaScript's share.
const STACK_MARGIN: usize = 2 << 20;
/// Exit code for command lines that make no sense, as in Node.
const INVALID_ARGUMENT: i32 = 9;

fn main() {
    let code = run();
    let _ = std::io::stdout().flush();
    // Never through `exit`: the engine's static destructors crash while its helper threads live.
    heddle_sys::process::exit_now(code);
}

fn fail(message: &str, code: i32) -> i32 {
    eprintln!("{message}");
    code
}

fn run() -> i32 {
    let arguments: Vec<String> = std::env::args_os().map(|a| a.to_string_lossy().into_owned()).collect();
    if arguments.first().is_some_and(|name| name == heddle_process::guard::NAME) {
        return heddle_process::guard::run(&arguments);
    }
    heddle_sys::faults::end_by_sent_ones();
    if arguments.first().is_some_and(|name| name == heddle_process::zygote::NAME) {
        let self_hosted_cache = heddle_std::set_engine_cache(ENGINE_CACHE);
        let confined = heddle_process::zygote::CONFINED;
        let spectre_mitigations = arguments.get(1).is_some_and(|argument| argument.as_bytes() == confined.to_bytes());
        let engine = EngineOptions { self_hosted_cache, spectre_mitigations, ..EngineOptions::default() };
        return heddle_std::run_zygote(engine, &command_line::process_defaults());
    }
    let line = match command_line(&arguments) {
        Ok(line) => line,
        Err(message) => return fail(&message, INVALID_ARGUMENT),
    };
    match &line.command {
        Command::Help => {
            print!("{}", help::text());
            0
        }
        Command::Version => {
            println!("v{}", heddle_std::NODE_VERSION);
            0
        }
        Command::WriteEngineCache(path) => write_engine_cache(path),
        Command::AsNode(arguments) => as_node(arguments),
        Command::Run(entry) => {
            let entry = entry.clone();
            run_program(line, &entry)
        }
    }
}

/// The command line together with NODE_OPTIONS, which may come from a file that the command line names.
fn command_line(arguments: &[String]) -> Result<CommandLine, String> {
    let parse = || {
        let environment = std::env::var("NODE_OPTIONS").unwrap_or_default();
        let line = CommandLine::parse(arguments, &environment).map_err(|error| error.to_string())?;
        Ok::<_, String>((line, environment))
    };
    let (line, environment) = parse()?;
    if !env_files::load(&line.env_files)? || std::env::var("NODE_OPTIONS").unwrap_or_default() == environment {
        return Ok(line);
    }
    parse().map(|(line, _)| line)
}

fn write_engine_cache(path: &str) -> i32 {
    let result =
        heddle_std::build_engine_cache().and_then(|bytes| std::fs::write(path, bytes).map_err(|e| e.to_string()));
    match result {
        Ok(()) => 0,
        Err(error) => fail(&format!("heddle: the engine cache could not be written: {error}"), 1),
    }
}

/// Stack for the main isolate's JavaScript in bytes, for which there is room.
fn main_stack(options: &ProcessOptions) -> Result<usize, String> {
    let Some(kib) = options.number("--stack-size") else { return Ok(MAIN_STACK) };
    let bytes = if kib >= 1.0 { kib as usize * 1024 } else { 0 };
    if bytes == 0 || bytes > LARGEST_STACK {
        return Err(format!("heddle: --stack-size must be between 1 and {} (KiB)", LARGEST_STACK / 1024));
    }
    let needed = (bytes + STACK_MARGIN) as u64;
    match heddle_sys::process::reserve_main_stack(needed) {
        Ok(()) => Ok(bytes),
        Err(error) => {
            Err(format!("heddle: --stack-size={kib} needs a stack limit (ulimit -s) of {}: {error}", needed / 1024))
        }
    }
}

/// Limits of the main isolate.
fn main_limits(options: &ProcessOptions) -> Result<Limits, String> {
    if options.number("--max-old-space-size").is_some_and(|mib| mib < 1.0) {
        return Err("heddle: --max-old-space-size must be at least 1 (MiB)".into());
    }
    Ok(Limits { stack_mb: main_stack(options)? as f64 / f64::from(1 << 20), ..Limits::of_main(options) })
}

/// What becomes of the program's children; the command line's table allows these words alone.
fn orphans(options: &ProcessOptions) -> Orphans {
    options.text("--orphans").and_then(Orphans::from_word).unwrap_or_default()
}

/// How many of the program's children run at a time.
fn most_children(options: &ProcessOptions) -> Result<Option<usize>, String> {
    match options.number("--max-children") {
        None => Ok(None),
        Some(count) if count >= 1.0 && count <= f64::from(u32::MAX) && count.fract() == 0.0 => Ok(Some(count as usize)),
        Some(_) => Err("heddle: --max-children must be a whole number, 1 or more".into()),
    }
}

fn run_program(line: CommandLine, entry: &Entry) -> i32 {
    let limits = match main_limits(&line.options) {
        Ok(limits) => limits,
        Err(message) => return fail(&message, INVALID_ARGUMENT),
    };
    let most_children = match most_children(&line.options) {
        Ok(most) => most,
        Err(message) => return fail(&message, INVALID_ARGUMENT),
    };
    let reads_input = matches!(entry, Entry::Builtin(id) if id == "internal/main/stdin");
    if reads_input && line.program_argv.is_empty() && heddle_sys::terminal::is_terminal(0) {
        return fail("heddle: there is no REPL yet; name a script, or try heddle --help", INVALID_ARGUMENT);
    }
    heddle_process::configure(heddle_process::Settings {
        executable: line.options.exec_path.clone().into(),
        orphans: orphans(&line.options),
        most_children,
    });
    if line.options.flag("--zygote") {
        // It gets ready while this process does.
        if let Err(error) = heddle_process::zygote::prewarm() {
            return fail(
                &format!("heddle: --zygote: the process for process workers could not be started: {error}"),
                1,
            );
        }
    }
    let self_hosted_cache = heddle_std::set_engine_cache(ENGINE_CACHE);
    let engine = Engine::init(EngineOptions { self_hosted_cache, ..EngineOptions::default() });
    let host = Rc::new(host::MainHost);
    let start = StartOptions {
        argv: line.program_argv,
        exec_argv: line.options.exec_argv.clone(),
        limits,
        ..StartOptions::default()
    };
    match Runtime::new(engine, Arc::new(line.options), start, None, host) {
        Ok(mut runtime) => {
            let code = runtime.run(entry);
            // Destroying the isolate would only cost time: the process is about to go.
            std::mem::forget(runtime);
            code
        }
        Err(error) => fail(&format!("heddle: {error}"), 1),
    }
}

/// Runs a command with a `node` on PATH that is this program, for scripts that start with `#!/usr/bin/env node`.
fn as_node(arguments: &[String]) -> i32 {
    let Some((program, rest)) = arguments.split_first() else {
        return fail(
            "heddle: --as-node needs a command to run, for example: heddle --as-node npm test",
            INVALID_ARGUMENT,
        );
    };
    let Ok(own) = std::env::current_exe() else {
        return fail("heddle: the path of this program could not be found", 1);
    };
    let folder = std::env::temp_dir().join(format!("heddle-as-node-{}", std::process::id()));
    let made = std::fs::create_dir_all(&folder).and_then(|()| std::os::unix::fs::symlink(&own, folder.join("node")));
    if let Err(error) = made {
        return fail(&format!("heddle: {} could not be made: {error}", folder.join("node").display()), 1);
    }
    let path = std::env::var("PATH").unwrap_or_default();
    let status =
        std::process::Command::new(program).args(rest).env("PATH", format!("{}:{path}", folder.display())).status();
    let _ = std::fs::remove_dir_all(&folder);
    match status {
        Ok(status) => {
            use std::os::unix::process::ExitStatusExt;
            status.code().unwrap_or_else(|| 128 + status.signal().unwrap_or(0))
        }
        Err(error) => fail(&format!("heddle: {program} could not be started: {error}"), 127),
    }
}
