//! Modules made of what is no ECMAScript module.

use super::call_hook;
use crate::modules::Loaded;
use heddle_engine::{Local, Scope, Thrown};
use serde_json::Value;
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
        let name = Value::from(name.as_str());
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

fn strings(scope: &mut Scope<'_>, list: Local<'_>) -> Result<Vec<String>, Thrown> {
    let length = scope.array_length(list).unwrap_or(0);
    let mut texts = Vec::new();
    for index in 0..length {
        let text = scope.get_index(list, index)?;
        texts.push(scope.str(text).unwrap_or_default());
    }
    Ok(texts)
}

fn bytes_of<'s>(scope: &mut Scope<'s>, loaded: &Loaded) -> Result<Local<'s>, Thrown> {
    scope.uint8_array_copy(loaded.bytes.as_deref().unwrap_or(loaded.source.as_bytes()))
}

/// Source of the module that stands for an instance of a WebAssembly module: it imports what that imports, and exports
/// what `import.meta.instantiate` makes of it.
pub(super) fn wasm_source(scope: &mut Scope<'_>, loaded: &Loaded, url: &str) -> Result<String, Thrown> {
    let arguments = [bytes_of(scope, loaded)?, scope.string(url)];
    let described = call_hook(scope, "describeWasmModule", &arguments)?;
    let (specifiers, names) = (scope.get_index(described, 0)?, scope.get_index(described, 1)?);
    let (specifiers, names) = (strings(scope, specifiers)?, strings(scope, names)?);
    let has_globals = scope.get_index(described, 2)?.is_true();
    let mut text = String::new();
    for (index, specifier) in specifiers.iter().enumerate() {
        let _ = writeln!(text, "import * as $i{index} from {};", Value::from(specifier.as_str()));
    }
    if has_globals {
        let _ = writeln!(text, "import * as $own from {};", Value::from(url));
    }
    let namespaces: Vec<String> = (0..specifiers.len()).map(|index| format!("$i{index}")).collect();
    let _ = writeln!(
        text,
        "const $ = import.meta.instantiate({}, [{}], {}, {});",
        Value::from(specifiers),
        namespaces.join(", "),
        Value::from(names.clone()),
        if has_globals { "$own" } else { "undefined" }
    );
    for (index, name) in names.iter().enumerate() {
        let _ =
            writeln!(text, "const $e{index} = $[{index}]; export {{ $e{index} as {} }};", Value::from(name.as_str()));
    }
    Ok(text)
}

/// The module whose source is a compiled WebAssembly module.
pub(super) fn wasm_module_source<'s>(scope: &mut Scope<'s>, loaded: &Loaded, url: &str) -> Result<Local<'s>, Thrown> {
    let arguments = [bytes_of(scope, loaded)?, scope.string(url)];
    let source = call_hook(scope, "wasmModuleSource", &arguments)?;
    scope.source_phase_module(source)
}
