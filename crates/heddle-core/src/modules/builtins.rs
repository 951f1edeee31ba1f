//! The names of built-in modules: Node's (`node:fs`, `fs`) and Heddle's own (`heddle:…`).

/// Node 26's built-in modules that can be named without `node:`, in the order of `module.builtinModules`.
pub const NAMES: &[&str] = &[
    "_http_agent",
    "_http_client",
    "_http_common",
    "_http_incoming",
    "_http_outgoing",
    "_http_server",
    "_tls_common",
    "_tls_wrap",
    "assert",
    "assert/strict",
    "async_hooks",
    "buffer",
    "child_process",
    "cluster",
    "console",
    "constants",
    "crypto",
    "dgram",
    "diagnostics_channel",
    "dns",
    "dns/promises",
    "domain",
    "events",
    "fs",
    "fs/promises",
    "http",
    "http2",
    "https",
    "inspector",
    "inspector/promises",
    "module",
    "net",
    "os",
    "path",
    "path/posix",
    "path/win32",
    "perf_hooks",
    "process",
    "punycode",
    "querystring",
    "readline",
    "readline/promises",
    "repl",
    "stream",
    "stream/consumers",
    "stream/promises",
    "stream/web",
    "string_decoder",
    "sys",
    "timers",
    "timers/promises",
    "tls",
    "trace_events",
    "tty",
    "url",
    "util",
    "util/types",
    "v8",
    "vm",
    "wasi",
    "worker_threads",
    "zlib",
];

/// Node 26's built-in modules that need `node:`.
pub const SCHEME_ONLY: &[&str] = &["ffi", "sea", "sqlite", "test", "test/reporters"];

/// Whether `name` ("fs") is a built-in module without its scheme.
pub fn is_bare_name(name: &str) -> bool {
    NAMES.binary_search(&name).is_ok()
}

/// Whether `specifier` ("fs", "node:fs", "node:test") names a built-in module of Node.
pub fn is_builtin(specifier: &str) -> bool {
    match specifier.strip_prefix("node:") {
        Some(name) => is_bare_name(name) || SCHEME_ONLY.contains(&name),
        None => is_bare_name(specifier),
    }
}

/// The id of the built-in JavaScript behind a built-in's URL: "node:fs/promises" is "node/fs/promises".
pub fn id_of(url: &str) -> Option<String> {
    let (scheme, name) = url.split_once(':')?;
    matches!(scheme, "node" | "heddle").then(|| format!("{scheme}/{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted() {
        assert!(NAMES.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn scheme_only_modules_need_the_scheme() {
        assert!(is_builtin("fs") && is_builtin("node:fs") && is_builtin("node:test") && !is_builtin("test"));
        assert!(!is_builtin("node:nope") && !is_builtin("fs/"));
        assert_eq!(id_of("heddle:sync").as_deref(), Some("heddle/sync"));
    }
}
