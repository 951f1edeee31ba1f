//! Options of Node and V8 that are not in the table: those without effect in Node too, and those that are refused by
//! name, because a program that asks for something and does not get it should know.

/// Options that Node accepts without doing anything, because what they asked for is always on.
const WITHOUT_EFFECT: &[&str] = &[
    "--async-context-frame",
    "--experimental-abortcontroller",
    "--experimental-fetch",
    "--experimental-global-customevent",
    "--experimental-global-navigator",
    "--experimental-global-webcrypto",
    "--experimental-json-modules",
    "--experimental-modules",
    "--experimental-repl-await",
    "--experimental-report",
    "--experimental-require-module",
    "--experimental-top-level-await",
    "--experimental-wasm-modules",
    "--experimental-websocket",
    "--experimental-worker",
    "--force-context-aware",
    "--napi-modules",
    "--require-module",
];

/// Whether an option has no effect in Node either.
pub(crate) fn has_no_effect(name: &str) -> bool {
    WITHOUT_EFFECT.contains(&name)
}

const V8: &str = "it is an option of V8, which is not the engine here";
const YET: &str = "Heddle does not have what it asks for";

/// Options that Heddle refuses, by how their names begin, and why. The first that fits counts.
const REFUSED: &[(&str, &str)] = &[
    ("--allow-natives-syntax", V8),
    ("--gc-", V8),
    ("--harmony", V8),
    ("--initial-", V8),
    ("--interpreted-frames-native-stack", V8),
    ("--jitless", V8),
    ("--max-heap-size", V8),
    ("--max-lazy", V8),
    ("--max-old-space-size-percentage", "give the limit in MiB with --max-old-space-size"),
    ("--max-semi-space-size", V8),
    ("--min-semi-space-size", V8),
    ("--opt", V8),
    ("--single-threaded", V8),
    ("--stress", V8),
    ("--trace-deopt", V8),
    ("--trace-gc", V8),
    ("--trace-opt", V8),
    ("--turbo", V8),
    ("--use-strict", V8),
    ("--v8-", V8),
    ("--wasm-", V8),
    ("--inspect", "there is no debugger yet"),
    ("--debug-port", "there is no debugger yet"),
    ("--interactive", "there is no REPL yet"),
    ("--test", "there is no test runner yet"),
    ("--watch", "files are not watched for restarts yet"),
    ("--run", "for the scripts of a package: heddle --as-node npm run NAME"),
    ("--prof", "V8's log of ticks; --cpu-prof makes a profile"),
    ("--build-", "programs cannot be packed into snapshots or executables"),
    ("--snapshot-blob", "programs cannot be packed into snapshots or executables"),
    ("--node-snapshot", "there are no start-up snapshots"),
    ("--loader", "use --import with a module that calls module.registerHooks"),
    ("--experimental-loader", "use --import with a module that calls module.registerHooks"),
    ("--permission", "there is no permission model"),
    ("--allow-", "there is no permission model"),
    ("--abort-on-uncaught-exception", YET),
    ("--addons", YET),
    ("--completion-bash", YET),
    ("--disable-", YET),
    ("--dns-result-order", YET),
    ("--enable-", YET),
    ("--entry-url", YET),
    ("--es-module-specifier-resolution", "import specifiers name files in full"),
    ("--experimental-specifier-resolution", "import specifiers name files in full"),
    ("--experimental-", YET),
    ("--expose-internals", YET),
    ("--extra-info-on-fatal-exception", YET),
    ("--force-", YET),
    ("--frozen-intrinsics", YET),
    ("--global-search-paths", YET),
    ("--http-parser", YET),
    ("--icu-data-dir", YET),
    ("--insecure-http-parser", YET),
    ("--localstorage-file", YET),
    ("--max-http-header-size", YET),
    ("--network-family-autoselection", YET),
    ("--openssl-", YET),
    ("--perf-", YET),
    ("--redirect-warnings", YET),
    ("--report-", YET),
    ("--secure-heap", YET),
    ("--security-revert", YET),
    ("--tls-", YET),
    ("--trace-", YET),
    ("--track-heap-objects", YET),
    ("--use-", YET),
    ("--verify-base-objects", YET),
    ("--webstorage", YET),
    ("--zero-fill-buffers", YET),
];

/// Why an option of Node or V8 is refused; `None` if it is none. `--no-x` is refused like `--x`.
pub(crate) fn refusal(name: &str) -> Option<&'static str> {
    if name == "-i" {
        return refusal("--interactive");
    }
    let positive = name.strip_prefix("--no-").map(|rest| format!("--{rest}"));
    let name = positive.as_deref().unwrap_or(name);
    if positive.is_some() && has_no_effect(name) {
        return Some("it cannot be turned off");
    }
    REFUSED.iter().find(|(start, _)| name.starts_with(start)).map(|(_, reason)| *reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_say_why() {
        assert_eq!(refusal("--inspect-brk"), Some("there is no debugger yet"));
        assert_eq!(refusal("--no-opt"), Some(V8));
        assert_eq!(refusal("--no-experimental-fetch"), Some("it cannot be turned off"));
        assert_eq!(refusal("--frobnicate"), None);
        assert!(has_no_effect("--experimental-fetch") && !has_no_effect("--experimental-sqlite"));
    }

    #[test]
    fn what_the_table_honours_is_not_refused() {
        for flag in crate::flags::FLAGS {
            let honoured_before = !has_no_effect(flag.name);
            assert!(honoured_before, "{} is in the table and without effect", flag.name);
        }
    }
}
