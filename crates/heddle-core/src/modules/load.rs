//! From a resolved URL to the text of a module.

use super::builtins;
use super::cjs_exports::{self, CommonjsExports};
use super::error::ModuleError;
use super::file_url::{file_url_to_path, percent_decode_bytes};
use super::files;
use super::format::{check_attributes, contains_module_syntax, extension, format_of_path, Format, NameFormat};
use super::resolve::{denial, Resolver};
use super::typescript;
use std::collections::HashSet;
use std::sync::Arc;

/// A module's text and kind.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The URL that was asked for.
    pub url: String,
    /// The kind of module.
    pub format: Format,
    /// The text to compile, types already stripped; empty for built-in modules and WebAssembly.
    pub source: Arc<str>,
    /// The bytes of a WebAssembly module.
    pub bytes: Option<Arc<[u8]>>,
}

/// Decodes a source file: UTF-8 with replacement characters, without a byte order mark.
pub fn decode_source(bytes: Vec<u8>) -> String {
    let bytes = if bytes.starts_with(b"\xef\xbb\xbf") { bytes[3..].to_vec() } else { bytes };
    match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    }
}

/// Reads a file; the error is `open`'s or `read`'s, as in Node.
fn read_file(path: &str) -> Result<Vec<u8>, ModuleError> {
    files::forget_denied();
    files::read(path).map_err(|error| {
        if let Some(denied) = denial() {
            return denied;
        }
        // A folder can be opened; reading it fails, and that call knows no path.
        if error.raw_os_error() == Some(21) {
            ModuleError::io(&error, "read", None)
        } else {
            ModuleError::io(&error, "open", Some(path))
        }
    })
}

fn is_under_node_modules(path: &str) -> bool {
    path.contains("/node_modules/")
}

impl Resolver {
    /// Loads what `import` of a resolved URL means, after the check of its attributes.
    pub fn load(&self, url: &str, attributes: &[(&str, &str)]) -> Result<Loaded, ModuleError> {
        self.load_as(url, attributes, true)
    }

    /// As [`Resolver::load`], with the types of TypeScript still in the source (customization hooks).
    pub fn load_raw(&self, url: &str, attributes: &[(&str, &str)]) -> Result<Loaded, ModuleError> {
        self.load_as(url, attributes, false)
    }

    fn load_as(&self, url: &str, attributes: &[(&str, &str)], strip: bool) -> Result<Loaded, ModuleError> {
        let scheme = url.split_once(':').map_or("", |(scheme, _)| scheme);
        match scheme {
            "file" => self.load_file(url, attributes, strip),
            "node" | "heddle" => {
                check_attributes(url, Format::Builtin, attributes)?;
                self.check_builtin(url)?;
                Ok(Loaded { url: url.into(), format: Format::Builtin, source: "".into(), bytes: None })
            }
            "data" => load_data(url, attributes),
            other => Err(ModuleError::UnsupportedUrlScheme { scheme: other.into() }),
        }
    }

    /// Fails if the built-in module with this URL does not exist, or not yet in Heddle.
    pub fn check_builtin(&self, url: &str) -> Result<(), ModuleError> {
        let id = builtins::id_of(url).unwrap_or_default();
        let known = if url.starts_with("node:") { builtins::is_builtin(url) } else { (self.options.has_builtin)(&id) };
        if !known {
            return Err(ModuleError::UnknownBuiltin { name: url.into(), unsupported: false });
        }
        if !(self.options.has_builtin)(&id) {
            return Err(ModuleError::UnknownBuiltin { name: url.into(), unsupported: true });
        }
        Ok(())
    }

    fn load_file(&self, url: &str, attributes: &[(&str, &str)], strip: bool) -> Result<Loaded, ModuleError> {
        let path = file_url_to_path(url)?;
        let by_name = format_of_path(&path, self.options.strip_types)?;
        if by_name == NameFormat::Unknown {
            return Err(ModuleError::UnknownFileExtension { extension: extension(&path).into(), path });
        }
        if let NameFormat::Known(format) = by_name {
            check_attributes(url, format, attributes)?;
            if format == Format::Addon {
                return Err(ModuleError::NativeAddon { path });
            }
        } else {
            check_attributes(url, Format::Module, attributes)?;
        }
        if by_name.is_typescript() && is_under_node_modules(&path) {
            return Err(ModuleError::TypeStrippingInNodeModules { path });
        }
        let bytes = read_file(&path)?;
        self.finish_load(url, &path, by_name, bytes, strip)
    }

    fn finish_load(
        &self,
        url: &str,
        path: &str,
        by_name: NameFormat,
        bytes: Vec<u8>,
        strip: bool,
    ) -> Result<Loaded, ModuleError> {
        let javascript = |source: String| {
            if strip {
                typescript::strip_types(&source, path)
            } else {
                Ok(source)
            }
        };
        let loaded = |format, source: String| Loaded { url: url.into(), format, source: source.into(), bytes: None };
        let wasm = |bytes: Vec<u8>| Loaded {
            url: url.into(),
            format: Format::Wasm,
            source: "".into(),
            bytes: Some(bytes.into()),
        };
        let detect =
            |source: &str, typescript| self.options.detect_module && contains_module_syntax(source, typescript);
        Ok(match by_name {
            NameFormat::Known(Format::Wasm) => wasm(bytes),
            NameFormat::ModuleOrWasm if bytes.starts_with(b"\0asm") => wasm(bytes),
            NameFormat::ModuleOrWasm => loaded(Format::Module, decode_source(bytes)),
            NameFormat::AmbiguousJs => {
                let source = decode_source(bytes);
                let format = if detect(&source, false) { Format::Module } else { Format::Commonjs };
                loaded(format, source)
            }
            NameFormat::AmbiguousTs => {
                let source = decode_source(bytes);
                let format = if detect(&source, true) { Format::ModuleTypescript } else { Format::CommonjsTypescript };
                loaded(format, javascript(source)?)
            }
            NameFormat::Known(format) if format.is_typescript() => loaded(format, javascript(decode_source(bytes))?),
            NameFormat::Known(format) => loaded(format, decode_source(bytes)),
            NameFormat::Unknown => loaded(Format::Commonjs, decode_source(bytes)),
        })
    }

    /// Reads a file for `require`: any extension that `import` would refuse is CommonJS. The format of an ambiguous
    /// JavaScript file is not looked for (`None`): the caller compiles it as CommonJS first.
    pub fn read_for_require(&self, path: &str) -> Result<(Option<Format>, String), ModuleError> {
        let by_name = format_of_path(path, self.options.strip_types)?;
        if by_name.is_typescript() && is_under_node_modules(path) {
            return Err(ModuleError::TypeStrippingInNodeModules { path: path.into() });
        }
        let source = decode_source(read_file(path)?);
        Ok(match by_name {
            NameFormat::Known(format) if format.is_typescript() => {
                (Some(format), typescript::strip_types(&source, path)?)
            }
            NameFormat::AmbiguousTs => {
                let stripped = typescript::strip_types(&source, path)?;
                let is_module = self.options.detect_module && contains_module_syntax(&source, true);
                (Some(if is_module { Format::ModuleTypescript } else { Format::CommonjsTypescript }), stripped)
            }
            NameFormat::Known(format) => (Some(format), source),
            NameFormat::ModuleOrWasm => (Some(Format::Module), source),
            NameFormat::AmbiguousJs => (None, source),
            NameFormat::Unknown => (Some(Format::Commonjs), source),
        })
    }

    /// Reads a file as it is.
    pub fn read_raw(&self, path: &str) -> Result<String, ModuleError> {
        read_file(path).map(decode_source)
    }

    /// Node's name for the format of a file as `require` knows it before reading; `None` if it is ambiguous.
    pub fn require_format(&self, path: &str) -> Result<Option<&'static str>, ModuleError> {
        Ok(match format_of_path(path, self.options.strip_types)? {
            NameFormat::Known(format) => Some(format.name()),
            NameFormat::AmbiguousTs => Some("typescript"),
            NameFormat::ModuleOrWasm => Some("module"),
            NameFormat::AmbiguousJs => None,
            NameFormat::Unknown => Some("commonjs"),
        })
    }

    /// The export names that static analysis finds in a CommonJS module and in what it re-exports, in order and
    /// without "default" and "module.exports".
    pub fn commonjs_export_names(&self, loaded: &Loaded) -> Vec<String> {
        let path = file_url_to_path(&loaded.url).unwrap_or_default();
        let own = Arc::new(cjs_exports::analyze(&loaded.source));
        let mut names = Vec::new();
        let mut seen = HashSet::new();
        let mut visited = HashSet::from([path.clone()]);
        self.collect_exports(&own, &path, &mut names, &mut seen, &mut visited);
        names
    }

    fn collect_exports(
        &self,
        exports: &CommonjsExports,
        path: &str,
        names: &mut Vec<String>,
        seen: &mut HashSet<String>,
        visited: &mut HashSet<String>,
    ) {
        for name in &exports.exports {
            if name != "default" && name != "module.exports" && seen.insert(name.clone()) {
                names.push(name.clone());
            }
        }
        for request in &exports.reexports {
            // What cannot be found or read fails when the module runs, not here.
            let Ok(target) = self.resolve_require(request, path) else {
                continue;
            };
            if !target.starts_with('/') || !visited.insert(target.clone()) {
                continue;
            }
            if let Some(inner) = self.exports_of_file(&target) {
                self.collect_exports(&inner, &target, names, seen, visited);
            }
        }
    }

    fn exports_of_file(&self, path: &str) -> Option<Arc<CommonjsExports>> {
        if let Some(known) = self.commonjs_exports.borrow().get(path) {
            return Some(known.clone());
        }
        let (format, source) = self.read_for_require(path).ok()?;
        if !format.is_none_or(Format::is_commonjs) {
            return None;
        }
        let found = Arc::new(cjs_exports::analyze(&source));
        self.commonjs_exports.borrow_mut().insert(path.into(), found.clone());
        Some(found)
    }
}

/// `data:` URLs. Rules: <https://nodejs.org/api/esm.html#data-imports>.
fn load_data(url: &str, attributes: &[(&str, &str)]) -> Result<Loaded, ModuleError> {
    let unknown = |format: &str| ModuleError::UnknownModuleFormat { format: format.into(), url: url.into() };
    let malformed = || ModuleError::InvalidUrl { input: url.into(), base: None };
    let (header, body) = url["data:".len()..].split_once(',').ok_or_else(malformed)?;
    let mime = header.split(';').next().unwrap_or("");
    let format = match mime {
        "text/javascript" | "application/javascript" => Format::Module,
        "application/json" => Format::Json,
        "application/wasm" => Format::Wasm,
        "" => return Err(unknown("null")),
        other if other.contains('/') => return Err(unknown(other)),
        _ => return Err(unknown("null")),
    };
    check_attributes(url, format, attributes)?;
    let body = percent_decode_bytes(body).ok_or(ModuleError::MalformedUri { input: url.into(), module: None })?;
    let is_base64 = header.rsplit(';').next() == Some("base64");
    let bytes = if is_base64 { decode_base64(&body) } else { body };
    Ok(if format == Format::Wasm {
        Loaded { url: url.into(), format, source: "".into(), bytes: Some(bytes.into()) }
    } else {
        Loaded { url: url.into(), format, source: decode_source(bytes).into(), bytes: None }
    })
}

/// Base64 as `Buffer.from(text, 'base64')` reads it: both alphabets, other characters skipped, `=` ends.
pub(super) fn decode_base64(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut count) = (0u32, 0);
    for byte in text {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    out
}
