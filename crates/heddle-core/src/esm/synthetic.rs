//! Modules made of what is no ECMAScript module.

use super::call_hook;
use crate::modules::{Format, Loaded};
use heddle_engine::{Local, Scope, Thrown};
use std::fmt::Write;

/// Source of a module that exports the named properties of `module.exports`, which it gets from `import.meta.exports`:
/// that getter runs the CommonJS module.
pub(super) fn source(names: &[String]) -> String {
    let mut text = String::from(
        "const { exports: $, get: $get } = import.meta;\nexport { $ as default, $ as 'module.exports' };\n",
    );
    for (index, name) in names.iter().enumerate() {
        if name == "default" || name == "module.exports" {
            continue;
        }
        let name = serde_json::Value::from(name.as_str());
        let _ = writeln!(text, "const $e{index} = $get($, {name}); export {{ $e{index} as {name} }};");
    }
    text
}

/// The module that stands for a built-in.
pub(super) fn builtin<'s>(scope: &mut Scope<'s>, url: &str) -> Result<Local<'s>, Thrown> {
    let url = scope.string(url);
    let exports = call_hook(scope, "loadBuiltin", &[url])?;
    scope.object_module(exports)
}

/// A JSON module; a syntax error names the file.
pub(super) fn json<'s>(scope: &mut Scope<'s>, source: &str, url: &str) -> Result<Local<'s>, Thrown> {
    let text = scope.string(source);
    let url = scope.string(url);
    let value = call_hook(scope, "parseJsonModule", &[text, url])?;
    scope.default_export_module(value)
}

/// The default export of text and bytes modules; WebAssembly is instantiated by JavaScript.
pub(super) fn other<'s>(scope: &mut Scope<'s>, loaded: &Loaded, url: &str) -> Result<Local<'s>, Thrown> {
    let bytes = match &loaded.bytes {
        Some(bytes) => scope.uint8_array_copy(bytes)?,
        None => scope.string(&loaded.source),
    };
    let format = scope.string(Format::name(loaded.format));
    let url = scope.string(url);
    call_hook(scope, "makeOtherModule", &[format, bytes, url])
}
