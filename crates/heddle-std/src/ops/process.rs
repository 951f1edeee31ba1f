//! The process object: start options, environment, identities, usage, signals, leaving.

use crate::host::FatalError;
use crate::options::{OptionValue, StartOptions};
use crate::runtime::{HostState, OptionsState};
use crate::SysError;
use heddle_core::{call_back, watch_fd, watch_ref, EventLoop, Interest};
use heddle_engine::{Args, Global, Local, NativeFn, Scope, Thrown};
use heddle_sys::process::{self, Identity, UsageOf};
use heddle_sys::signals;
use std::ffi::OsString;
use std::path::Path;
use std::rc::Rc;
use std::sync::Mutex;

type Op<'s> = Result<Local<'s>, Thrown>;

fn text(scope: &mut Scope<'_>, value: Local<'_>) -> String {
    scope.str(value).unwrap_or_default()
}

fn texts(scope: &mut Scope<'_>, list: Local<'_>) -> Result<Vec<String>, Thrown> {
    let length = scope.array_length(list).unwrap_or(0);
    let mut all = Vec::with_capacity(length as usize);
    for index in 0..length {
        let value = scope.get_index(list, index)?;
        all.push(text(scope, value));
    }
    Ok(all)
}

// 0, or the negative errno that built-in JavaScript makes an error of.
fn errno<'s, T>(scope: &mut Scope<'s>, result: std::io::Result<T>) -> Local<'s> {
    let number = match result {
        Ok(_) => 0,
        Err(error) => -error.raw_os_error().unwrap_or(einval()),
    };
    scope.number(f64::from(number))
}

fn einval() -> i32 {
    rustix::io::Errno::INVAL.raw_os_error()
}

fn numbers<'s>(scope: &mut Scope<'s>, values: &[f64]) -> Op<'s> {
    scope.array_with(values.iter().copied(), |scope, value| Ok(scope.number(value)))
}

// ---- how the isolate was started, leaving --------------------------------------------------------------------------

fn list<'s>(scope: &mut Scope<'s>, values: Vec<String>) -> Op<'s> {
    scope.array_with(values, |scope, value| Ok(scope.string(&value)))
}

/// `op_process_start()` -> `{ argv, execArgv, execPath, argv0, isMainThread, threadId, name, ownEnv,
/// hasPermissions }`
fn op_process_start<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    let options = scope.state::<OptionsState>().0.clone();
    let start = scope.state::<StartOptions>();
    let is_main = scope.state::<HostState>().0.is_main();
    let result = scope.object_null_proto()?;
    let mut argv = vec![options.exec_path.clone()];
    argv.extend(start.argv.iter().cloned());
    let fields = [
        ("argv", list(scope, argv)?),
        ("execArgv", list(scope, start.exec_argv.clone())?),
        ("execPath", scope.string(&options.exec_path)),
        ("argv0", scope.string(&options.argv0)),
        ("isMainThread", scope.boolean(is_main)),
        ("threadId", scope.number(f64::from(start.thread_id))),
        ("name", scope.string(&start.name)),
        ("ownEnv", scope.boolean(start.env.is_some())),
        ("hasPermissions", scope.boolean(start.permissions.is_some())),
    ];
    for (name, value) in fields {
        scope.set(result, name, value)?;
    }
    Ok(result)
}

/// `op_process_own_env()` -> the variables that this worker was started with | `undefined`: those of the process
fn op_process_own_env<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    let start = scope.state::<StartOptions>();
    let Some(variables) = &start.env else { return Ok(Local::undefined()) };
    let env = scope.object_null_proto()?;
    for (name, value) in variables {
        let value = scope.string(value);
        scope.set(env, name, value)?;
    }
    Ok(env)
}

/// `op_options_get()` -> `{ '--option': boolean | number | string | string[] }`
fn op_options_get<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    let options = scope.state::<OptionsState>().0.clone();
    let result = scope.object_null_proto()?;
    for (name, value) in &options.flags {
        let value = match value {
            OptionValue::Flag(on) => scope.boolean(*on),
            OptionValue::Number(number) => scope.number(*number),
            OptionValue::Text(text) => scope.string(text),
            OptionValue::List(values) => list(scope, values.clone())?,
        };
        scope.set(result, name, value)?;
    }
    Ok(result)
}

/// `op_options_given()` -> whether there is any option at all
fn op_options_given<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    let given = !scope.state::<OptionsState>().0.flags.is_empty();
    Ok(scope.boolean(given))
}

/// `op_options_environment()` -> names
fn op_options_environment<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    let names = scope.state::<OptionsState>().0.environment_options.clone();
    scope.array_with(names, |scope, name| Ok(scope.string(name)))
}

/// `op_process_exit(code)`: ends the process, or the worker
fn op_process_exit<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    crate::net::drain(scope);
    let host = scope.state::<HostState>();
    host.0.exit(scope, args.get(0).as_i32().unwrap_or(0));
    Ok(Local::undefined())
}

/// `op_process_fatal_exception(error, fromPromise, code)`: reports an error that nobody caught and ends the isolate
fn op_process_fatal_exception<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    crate::net::drain(scope);
    let host = scope.state::<HostState>();
    let fatal =
        FatalError { error: args.get(0), from_promise: args.get(1).is_true(), code: args.get(2).as_i32().unwrap_or(1) };
    host.0.fatal(scope, fatal);
    Ok(Local::undefined())
}

// ---- environment ---------------------------------------------------------------------------------------------------

// A name that the C library would refuse cannot be a variable.
fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(['=', '\0'])
}

/// `op_env_get(name)` -> string | undefined
fn op_env_get<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let name = text(scope, args.get(0));
    match is_name(&name).then(|| std::env::var_os(&name)).flatten() {
        Some(value) => Ok(scope.string(&value.to_string_lossy())),
        None => Ok(Local::undefined()),
    }
}

/// `op_env_set(name, value)`
fn op_env_set<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let (name, value) = (text(scope, args.get(0)), text(scope, args.get(1)));
    if is_name(&name) && !value.contains('\0') {
        std::env::set_var(&name, value);
        time_zone_changed(scope, &name);
    }
    Ok(Local::undefined())
}

/// `op_env_delete(name)`
fn op_env_delete<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let name = text(scope, args.get(0));
    if is_name(&name) {
        std::env::remove_var(&name);
        time_zone_changed(scope, &name);
    }
    Ok(Local::undefined())
}

// Dates follow `process.env.TZ = …` at once, as in Node.
fn time_zone_changed(scope: &mut Scope<'_>, name: &str) {
    if name == "TZ" {
        scope.reset_time_zone();
    }
}

/// `op_env_keys()` -> names in the environment's order
fn op_env_keys<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    let names: Vec<OsString> = std::env::vars_os().map(|(name, _)| name).collect();
    scope.array_with(names, |scope, name| Ok(scope.string(&name.to_string_lossy())))
}

/// `op_env_file_parse(text)` -> `[name, value, …]` of a `.env` file
fn op_env_file_parse<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let content = text(scope, args.get(0));
    let words = crate::parse_env_file(&content).into_iter().flat_map(|(name, value)| [name, value]).collect();
    list(scope, words)
}

// ---- identity ------------------------------------------------------------------------------------------------------

/// `op_process_pid()`
fn op_process_pid<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    Ok(scope.number(f64::from(std::process::id())))
}

/// `op_process_ppid()`: of a child of Heddle the runtime that asked for it, not the guard that started it
fn op_process_ppid<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    let parent = process::parent_id();
    Ok(scope.number(f64::from(heddle_process::guard::runtime_of(parent).unwrap_or(parent))))
}

/// `op_process_arch()` -> Node's name of the architecture
fn op_process_arch<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    let name = match std::env::consts::ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        "x86" => "ia32",
        "powerpc64" => "ppc64",
        other => other,
    };
    Ok(scope.string(name))
}

/// `op_process_platform()` -> Node's name of the system
fn op_process_platform<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    Ok(scope.string(if cfg!(target_os = "macos") { "darwin" } else { std::env::consts::OS }))
}

/// `op_process_versions()` -> `{ heddle, spidermonkey }`
fn op_process_versions<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    let versions = scope.object()?;
    for (name, version) in [("heddle", env!("CARGO_PKG_VERSION")), ("spidermonkey", "153.6.0")] {
        let version = scope.string(version);
        scope.set(versions, name, version)?;
    }
    Ok(versions)
}

static TITLE: Mutex<Option<String>> = Mutex::new(None);

/// `op_process_title()`
fn op_process_title<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    let set = TITLE.lock().ok().and_then(|title| title.clone());
    let title = set.unwrap_or_else(|| std::env::args().next().unwrap_or_else(|| "heddle".into()));
    Ok(scope.string(&title))
}

/// `op_process_set_title(title)`
fn op_process_set_title<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let title = text(scope, args.get(0));
    process::set_title(&title);
    if let Ok(mut known) = TITLE.lock() {
        *known = Some(title);
    }
    Ok(Local::undefined())
}

fn identity(name: &str) -> Identity {
    match name {
        "getuid" | "setuid" => Identity::User,
        "geteuid" | "seteuid" => Identity::EffectiveUser,
        "getgid" | "setgid" => Identity::Group,
        _ => Identity::EffectiveGroup,
    }
}

/// `op_process_get_id('getuid' | 'geteuid' | 'getgid' | 'getegid')`
fn op_process_get_id<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let name = text(scope, args.get(0));
    Ok(scope.number(f64::from(process::identity(identity(&name)))))
}

/// `op_process_set_id('setuid' | …, id)` -> 0 | -errno
fn op_process_set_id<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let name = text(scope, args.get(0));
    let id = args.get(1).as_u32().unwrap_or(u32::MAX);
    Ok(errno(scope, process::set_identity(identity(&name), id)))
}

/// `op_process_get_groups()` -> numbers, the effective group among them
fn op_process_get_groups<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    let mut list = match process::groups() {
        Ok(list) => list,
        Err(error) => return Err(SysError::from_io(&error, "getgroups").throw(scope)),
    };
    let own = process::identity(Identity::EffectiveGroup);
    if !list.contains(&own) {
        list.push(own);
    }
    scope.array_with(list, |scope, id| Ok(scope.number(f64::from(id))))
}

/// `op_process_set_groups(ids)` -> 0 | -errno
fn op_process_set_groups<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let mut list = Vec::new();
    for index in 0..scope.array_length(args.get(0)).unwrap_or(0) {
        list.push(scope.get_index(args.get(0), index)?.as_u32().unwrap_or(u32::MAX));
    }
    Ok(errno(scope, process::set_groups(&list)))
}

/// `op_process_init_groups(user, group)` -> 0 | -errno
fn op_process_init_groups<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let user = text(scope, args.get(0));
    let group = args.get(1).as_u32().unwrap_or(u32::MAX);
    Ok(errno(scope, process::init_groups(&user, group)))
}

fn optional<'s>(scope: &mut Scope<'s>, id: Option<u32>) -> Local<'s> {
    match id {
        Some(id) => scope.number(f64::from(id)),
        None => Local::undefined(),
    }
}

/// `op_process_user_id(name)` -> number | undefined
fn op_process_user_id<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let name = text(scope, args.get(0));
    Ok(optional(scope, process::user_id(&name)))
}

/// `op_process_group_id(name)` -> number | undefined
fn op_process_group_id<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let name = text(scope, args.get(0));
    Ok(optional(scope, process::group_id(&name)))
}

/// `op_process_user_name(id)` -> string | undefined
fn op_process_user_name<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    match process::user_name(args.get(0).as_u32().unwrap_or(u32::MAX)) {
        Some(name) => Ok(scope.string(&name)),
        None => Ok(Local::undefined()),
    }
}

// ---- directory, mask, other processes ------------------------------------------------------------------------------

/// `op_process_cwd()`
fn op_process_cwd<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    match heddle_core::modules::files::working_folder() {
        Ok(folder) => Ok(scope.string(&folder.to_string_lossy())),
        Err(error) => Err(SysError::from_io(&error, "uv_cwd").throw(scope)),
    }
}

/// `op_process_chdir(folder)`
fn op_process_chdir<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let folder = text(scope, args.get(0));
    let Err(error) = std::env::set_current_dir(&folder) else { return Ok(Local::undefined()) };
    let here = std::env::current_dir().map(|here| here.to_string_lossy().into_owned()).unwrap_or_default();
    Err(SysError::from_io(&error, "chdir").path(here).dest(folder).throw(scope))
}

/// `op_process_umask(mask)` -> the mask so far; a negative mask only asks
fn op_process_umask<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let previous = match args.get(0).as_number() {
        Some(mask) if mask >= 0.0 => process::set_umask(mask as u32 & 0o777),
        _ => process::umask(),
    };
    Ok(scope.number(f64::from(previous)))
}

/// `op_process_kill(pid, signal)` -> 0 | -errno
fn op_process_kill<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let (pid, signal) = (args.get(0).as_i32().unwrap_or(0), args.get(1).as_i32().unwrap_or(0));
    Ok(errno(scope, process::kill(pid, signal)))
}

/// `op_process_abort()`
fn op_process_abort<'s>(_scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    heddle_sys::terminal::restore_terminal();
    process::abort()
}

/// `op_process_execve(program, args, environment)` -> -errno; does not return when it succeeds
fn op_process_execve<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let program = text(scope, args.get(0));
    let (arguments, environment) = (texts(scope, args.get(1))?, texts(scope, args.get(2))?);
    heddle_sys::terminal::restore_terminal();
    let error = process::execve(Path::new(&program), &arguments, &environment);
    Ok(errno::<()>(scope, Err(error)))
}

// ---- time and resources --------------------------------------------------------------------------------------------

/// `op_process_hrtime(float64Array)`: fills it with seconds and nanoseconds
fn op_process_hrtime<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let (seconds, nanoseconds) = process::monotonic_time();
    scope.with_bytes_mut(args.get(0), |bytes| {
        if let Some((first, rest)) = bytes.split_first_chunk_mut::<8>() {
            *first = (seconds as f64).to_ne_bytes();
            if let Some(second) = rest.first_chunk_mut::<8>() {
                *second = f64::from(nanoseconds).to_ne_bytes();
            }
        }
    });
    Ok(Local::undefined())
}

/// `op_process_uptime()` -> seconds
fn op_process_uptime<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    let elapsed = scope.state::<EventLoop>().origin().elapsed();
    Ok(scope.number(elapsed.as_secs_f64()))
}

fn resident(scope: &mut Scope<'_>) -> Result<f64, Thrown> {
    match process::resident_memory() {
        Ok(bytes) => Ok(bytes as f64),
        Err(error) => Err(SysError::from_io(&error, "uv_resident_set_memory").throw(scope)),
    }
}

/// `op_process_rss()` -> bytes
fn op_process_rss<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    let bytes = resident(scope)?;
    Ok(scope.number(bytes))
}

/// `op_process_memory_usage()` -> `[rss, heapTotal, heapUsed, external, arrayBuffers]`
fn op_process_memory_usage<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    let rss = resident(scope)?;
    let memory = scope.memory_statistics();
    let external = (memory.buffers + memory.wasm) as f64;
    numbers(scope, &[rss, memory.heap_total as f64, memory.heap_used as f64, external, memory.buffers as f64])
}

/// `op_process_memory_limits()` -> `[constrained, available]`
fn op_process_memory_limits<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    numbers(scope, &[process::memory_limit() as f64, process::memory_available() as f64])
}

/// `op_process_cpu_usage(thread)` -> `[user, system]` in microseconds
fn op_process_cpu_usage<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let of = if args.get(0).is_true() { UsageOf::Thread } else { UsageOf::Process };
    let usage = process::resource_usage(of);
    numbers(scope, &[usage.user_time as f64, usage.system_time as f64])
}

/// `op_process_resource_usage()` -> the 16 numbers of process.resourceUsage(), in its order
fn op_process_resource_usage<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    let usage = process::resource_usage(UsageOf::Process);
    let values = [
        usage.user_time,
        usage.system_time,
        usage.max_rss,
        // Linux keeps no count of shared and unshared memory, swaps, messages and signals.
        0,
        0,
        0,
        usage.minor_faults,
        usage.major_faults,
        0,
        usage.blocks_in,
        usage.blocks_out,
        0,
        0,
        0,
        usage.voluntary_switches,
        usage.involuntary_switches,
    ];
    numbers(scope, &values.map(|value| value as f64))
}

// ---- signals -------------------------------------------------------------------------------------------------------

/// The function to call for each signal, in the isolate that watches signals.
struct SignalWatch {
    callback: Global,
}

/// `op_signal_table()` -> `{ SIGHUP: 1, … }`
fn op_signal_table<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    let table = scope.object_null_proto()?;
    for (name, number) in signals::SIGNALS {
        let number = scope.number(f64::from(*number));
        scope.set(table, name, number)?;
    }
    Ok(table)
}

/// `op_signal_watch(number, on, callback(number))` -> 0 | -errno
fn op_signal_watch<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let number = args.get(0).as_i32().unwrap_or(0);
    if !args.get(1).is_true() {
        signals::unwatch(number);
        return Ok(scope.number(0.0));
    }
    if scope.try_state::<SignalWatch>().is_none() {
        let callback = scope.global_handle(args.get(2));
        scope.put_state(Rc::new(SignalWatch { callback }));
        let watched = signals::descriptor()
            .and_then(|fd| watch_fd(scope, fd, Interest::Read, true, Box::new(deliver)))
            .map(|id| watch_ref(scope, id, false));
        if watched.is_err() {
            return Ok(errno(scope, watched));
        }
    }
    Ok(errno(scope, signals::watch(number)))
}

fn deliver(scope: &mut Scope<'_>) {
    let Some(watch) = scope.try_state::<SignalWatch>() else { return };
    for number in signals::take() {
        scope.nested(|scope| {
            let callback = watch.callback.get(scope);
            let number = scope.number(f64::from(number));
            call_back(scope, callback, Local::undefined(), &[number]);
        });
    }
}

/// The ops of this area.
pub const OPS: &[(&str, NativeFn)] = &[
    ("op_process_start", op_process_start),
    ("op_process_own_env", op_process_own_env),
    ("op_options_get", op_options_get),
    ("op_options_given", op_options_given),
    ("op_options_environment", op_options_environment),
    ("op_process_exit", op_process_exit),
    ("op_process_fatal_exception", op_process_fatal_exception),
    ("op_env_get", op_env_get),
    ("op_env_set", op_env_set),
    ("op_env_delete", op_env_delete),
    ("op_env_keys", op_env_keys),
    ("op_env_file_parse", op_env_file_parse),
    ("op_process_pid", op_process_pid),
    ("op_process_ppid", op_process_ppid),
    ("op_process_arch", op_process_arch),
    ("op_process_platform", op_process_platform),
    ("op_process_versions", op_process_versions),
    ("op_process_title", op_process_title),
    ("op_process_set_title", op_process_set_title),
    ("op_process_get_id", op_process_get_id),
    ("op_process_set_id", op_process_set_id),
    ("op_process_get_groups", op_process_get_groups),
    ("op_process_set_groups", op_process_set_groups),
    ("op_process_init_groups", op_process_init_groups),
    ("op_process_user_id", op_process_user_id),
    ("op_process_group_id", op_process_group_id),
    ("op_process_user_name", op_process_user_name),
    ("op_process_cwd", op_process_cwd),
    ("op_process_chdir", op_process_chdir),
    ("op_process_umask", op_process_umask),
    ("op_process_kill", op_process_kill),
    ("op_process_abort", op_process_abort),
    ("op_process_execve", op_process_execve),
    ("op_process_hrtime", op_process_hrtime),
    ("op_process_uptime", op_process_uptime),
    ("op_process_rss", op_process_rss),
    ("op_process_memory_usage", op_process_memory_usage),
    ("op_process_memory_limits", op_process_memory_limits),
    ("op_process_cpu_usage", op_process_cpu_usage),
    ("op_process_resource_usage", op_process_resource_usage),
    ("op_signal_table", op_signal_table),
    ("op_signal_watch", op_signal_watch),
];
