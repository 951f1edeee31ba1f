//! The table of options, from which parsing, help and `NODE_OPTIONS` derive.

/// How an option takes its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// No value; `--no-x` turns it off.
    Switch,
    /// One text.
    Text,
    /// One number.
    Number,
    /// May be given several times.
    List,
}

/// One option.
pub(crate) struct Flag {
    pub(crate) name: &'static str,
    pub(crate) short: &'static str,
    pub(crate) kind: Kind,
    /// Empty: another spelling, not listed.
    pub(crate) help: &'static str,
    /// Whether NODE_OPTIONS may hold it.
    pub(crate) in_environment: bool,
}

const fn flag(name: &'static str, short: &'static str, kind: Kind, in_environment: bool, help: &'static str) -> Flag {
    Flag { name, short, kind, help, in_environment }
}

/// Every option that is honoured.
pub(crate) const FLAGS: &[Flag] = &[
    flag("--help", "-h", Kind::Switch, false, "prints this help"),
    flag("--version", "-v", Kind::Switch, false, "prints the Node version whose behaviour is followed"),
    flag("--eval", "-e", Kind::Text, false, "runs code"),
    flag("--print", "-p", Kind::Switch, false, "prints the result of --eval or standard input; -p code is -p -e code"),
    flag("--check", "-c", Kind::Switch, false, "checks the syntax without running"),
    flag("--input-type", "", Kind::Text, true, "module or commonjs: how --eval and standard input are read"),
    flag("--require", "-r", Kind::List, true, "loads a CommonJS module first"),
    flag("--import", "", Kind::List, true, "loads an ES module first"),
    flag("--conditions", "-C", Kind::List, true, "adds a condition for package exports and imports"),
    flag("--preserve-symlinks", "", Kind::Switch, true, "keeps symbolic links when resolving modules"),
    flag("--preserve-symlinks-main", "", Kind::Switch, true, "keeps symbolic links when resolving the program"),
    flag("--enable-source-maps", "", Kind::Switch, true, "maps stack traces to the sources"),
    flag(
        "--strip-types",
        "",
        Kind::Switch,
        true,
        "strips types of TypeScript files (on; --no-strip-types turns it off)",
    ),
    flag("--experimental-strip-types", "", Kind::Switch, true, ""),
    flag("--experimental-detect-module", "", Kind::Switch, true, ""),
    flag(
        "--experimental-web-worker",
        "",
        Kind::Switch,
        true,
        "(the global Worker is there; --no-experimental-web-worker removes it)",
    ),
    // For the runtime's own tests.
    flag("--expose-test-natives", "", Kind::Switch, false, ""),
    flag("--unhandled-rejections", "", Kind::Text, true, "throw, strict, warn, none or warn-with-error-code"),
    flag("--trace-uncaught", "", Kind::Switch, true, "shows where an uncaught value was thrown"),
    flag("--trace-warnings", "", Kind::Switch, true, "shows stack traces of process warnings"),
    flag("--trace-deprecation", "", Kind::Switch, true, "shows stack traces of deprecations"),
    flag("--throw-deprecation", "", Kind::Switch, true, "throws on deprecations"),
    flag("--pending-deprecation", "", Kind::Switch, true, "emits pending deprecations"),
    flag("--deprecation", "", Kind::Switch, true, "(--no-deprecation silences deprecations)"),
    flag("--warnings", "", Kind::Switch, true, "(--no-warnings silences process warnings)"),
    flag("--disable-warning", "", Kind::List, true, "silences one kind of warning"),
    flag("--stack-trace-limit", "", Kind::Number, true, "frames of a stack trace"),
    flag("--expose-gc", "", Kind::Switch, true, "makes the global function gc"),
    flag("--title", "", Kind::Text, true, "sets process.title"),
    flag("--cpu-prof", "", Kind::Switch, true, "writes a CPU profile of each thread when it ends (.cpuprofile)"),
    flag("--cpu-prof-dir", "", Kind::Text, true, "folder of CPU profiles"),
    flag("--cpu-prof-name", "", Kind::Text, true, "name of the CPU profile; ${pid} is the process's number"),
    flag("--cpu-prof-interval", "", Kind::Number, true, "microseconds between two samples (1000)"),
    flag("--heap-prof", "", Kind::Switch, true, "writes a heap profile of each thread when it ends (.heapprofile)"),
    flag("--heap-prof-dir", "", Kind::Text, true, "folder of heap profiles"),
    flag("--heap-prof-name", "", Kind::Text, true, "name of the heap profile; ${pid} is the process's number"),
    flag("--heap-prof-interval", "", Kind::Number, true, "bytes between two sampled allocations (524288)"),
    flag("--heapsnapshot-signal", "", Kind::Text, true, "signal at which a heap snapshot is written"),
    flag(
        "--heapsnapshot-near-heap-limit",
        "",
        Kind::Number,
        true,
        "heap snapshots that are written when the heap comes near its limit",
    ),
    flag("--diagnostic-dir", "", Kind::Text, true, "folder of profiles that have none of their own"),
    flag(
        "--why-alive",
        "",
        Kind::Switch,
        true,
        "prints what keeps the process running when it is idle, and on SIGUSR2",
    ),
    flag("--why-alive-signal", "", Kind::Text, true, "the same, on another signal"),
    flag("--env-file", "", Kind::List, false, "reads environment variables from a file"),
    flag("--env-file-if-exists", "", Kind::List, false, "the same, if the file exists"),
    flag("--max-old-space-size", "", Kind::Number, true, "limit of the heap in MiB"),
    flag("--stack-size", "", Kind::Number, true, "stack of JavaScript in KiB"),
    flag("--isolation", "", Kind::Text, true, "where workers live that do not say so: thread or process"),
    flag(
        "--zygote",
        "",
        Kind::Switch,
        true,
        "starts the process that process workers are forked from at once, not with the first",
    ),
    flag("--orphans", "", Kind::Text, true, "node or kill: child processes always outlive this one, or never do"),
    flag(
        "--max-children",
        "",
        Kind::Number,
        true,
        "child processes that run at a time (from the machine); others queue",
    ),
];
