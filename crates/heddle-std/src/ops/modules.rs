//! What `js/internal/modules/` asks of the module resolver. Paired with `js/node/module.js`.

use crate::builtins as embedded;
use heddle_core::esm::{throw_module_error, EsmHost, Required};
use heddle_core::modules::source_map::{self, SourceMap};
use heddle_core::modules::{
    self, builtins, global_folders, FindPath, ModuleError, PackageConfig, PackageType, Resolver,
};
use heddle_engine::{Args, ErrorKind, Local, ModuleKind, NativeFn, Scope, Thrown};
use std::rc::Rc;

type Op<'s> = Result<Local<'s>, Thrown>;

fn host(scope: &Scope<'_>) -> Rc<EsmHost> {
    scope.state::<EsmHost>()
}

fn resolver(scope: &Scope<'_>) -> Rc<Resolver> {
    host(scope).resolver().clone()
}

fn text<'s>(scope: &mut Scope<'s>, args: &Args<'s>, index: u32) -> Result<String, Thrown> {
    match scope.str(args.get(index)) {
        Some(text) => Ok(text),
        None => Err(scope.throw_error(ErrorKind::TypeError, "an op's argument is no string")),
    }
}

fn texts<'s>(scope: &mut Scope<'s>, list: Local<'s>) -> Result<Option<Vec<String>>, Thrown> {
    let Some(length) = scope.array_length(list) else {
        return Ok(None);
    };
    let mut found = Vec::with_capacity(length as usize);
    for index in 0..length {
        let item = scope.get_index(list, index)?;
        found.extend(scope.str(item));
    }
    Ok(Some(found))
}

fn unwrap<T>(scope: &mut Scope<'_>, result: Result<T, ModuleError>) -> Result<T, Thrown> {
    result.map_err(|error| throw_module_error(scope, &error))
}

fn optional<'s>(scope: &mut Scope<'s>, text: Option<&str>) -> Local<'s> {
    match text {
        Some(text) => scope.string(text),
        None => Local::undefined(),
    }
}

fn strings<'s>(scope: &mut Scope<'s>, list: &[&str]) -> Op<'s> {
    scope.array_with(list.iter(), |scope, text| Ok(scope.string(text)))
}

fn record<'s>(scope: &mut Scope<'s>, fields: &[(&str, Local<'s>)]) -> Op<'s> {
    let object = scope.object()?;
    for (name, value) in fields {
        scope.set(object, name, *value)?;
    }
    Ok(object)
}

// ---- names ---------------------------------------------------------------------------------------------------------

/// `op_module_builtins()` -> `{ bare, schemeOnly, own }`: Node's names, those that need `node:`, and `heddle:` ones
fn op_module_builtins<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    let own: Vec<String> = embedded::ids()
        .filter_map(|id| id.strip_prefix("heddle/"))
        .filter(|name| !name.starts_with("internal/"))
        .map(|name| format!("heddle:{name}"))
        .collect();
    let own: Vec<&str> = own.iter().map(String::as_str).collect();
    let lists = [strings(scope, builtins::NAMES)?, strings(scope, builtins::SCHEME_ONLY)?, strings(scope, &own)?];
    record(scope, &[("bare", lists[0]), ("schemeOnly", lists[1]), ("own", lists[2])])
}

/// `op_module_is_builtin(name, bareOnly)`
fn op_module_is_builtin<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let name = text(scope, args, 0)?;
    let found = if args.get(1).is_true() {
        builtins::is_bare_name(&name)
    } else if name.starts_with("heddle:") {
        builtins::id_of(&name).is_some_and(|id| embedded::exists(&id))
    } else {
        builtins::is_builtin(&name)
    };
    Ok(scope.boolean(found))
}

/// `op_module_builtin_id(url)` -> id of the built-in's JavaScript; throws if there is none
fn op_module_builtin_id<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let url = text(scope, args, 0)?;
    let checked = resolver(scope).check_builtin(&url);
    unwrap(scope, checked)?;
    Ok(scope.string(&builtins::id_of(&url).unwrap_or_default()))
}

/// `op_module_path_to_url(path)`
fn op_module_path_to_url<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let path = text(scope, args, 0)?;
    Ok(scope.string(&modules::path_to_file_url(&path)))
}

/// `op_module_url_to_path(url)`
fn op_module_url_to_path<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let url = text(scope, args, 0)?;
    let path = unwrap(scope, modules::file_url_to_path(&url))?;
    Ok(scope.string(&path))
}

/// `op_module_conditions(isImport)` -> list
fn op_module_conditions<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let resolver = resolver(scope);
    let list = if args.get(0).is_true() { resolver.import_conditions() } else { resolver.require_conditions() };
    scope.array_with(list.iter(), |scope, text| Ok(scope.string(text)))
}

/// `op_module_global_folders(nodePath?, home?)`: as given at start, or for these values
fn op_module_global_folders<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let resolver = resolver(scope);
    let folders = if args.is_empty() {
        resolver.options().global_folders.clone()
    } else {
        let (node_path, home) = (scope.str(args.get(0)), scope.str(args.get(1)));
        let exec_path = std::env::current_exe().unwrap_or_default();
        global_folders(node_path.as_deref(), home.as_deref(), &exec_path.to_string_lossy())
    };
    scope.array_with(folders, |scope, folder| Ok(scope.string(&folder)))
}

// ---- require -------------------------------------------------------------------------------------------------------

/// `op_module_stat_cache(on)`: begins or ends a burst of `require`
fn op_module_stat_cache<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    resolver(scope).cache_stats(args.get(0).is_true());
    Ok(Local::undefined())
}

/// `op_module_stat(path)` -> 0: a file, 1: a folder, negative: neither
fn op_module_stat<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let path = text(scope, args, 0)?;
    let kind = resolver(scope).stat(&path);
    Ok(scope.number(f64::from(kind)))
}

/// `op_module_warnings()` -> `[{ code, message }]` | `undefined`
fn op_module_warnings<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    let warnings = resolver(scope).take_warnings();
    if warnings.is_empty() {
        return Ok(Local::undefined());
    }
    scope.array_with(warnings, |scope, warning| {
        let fields = [("code", scope.string(warning.code)), ("message", scope.string(&warning.message))];
        record(scope, &fields)
    })
}

/// `op_module_find_path(request, paths, extensions, isMain, conditions?)` -> file | `undefined`
fn op_module_find_path<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let request = text(scope, args, 0)?;
    let paths = texts(scope, args.get(1))?.unwrap_or_default();
    let extensions = texts(scope, args.get(2))?.unwrap_or_default();
    let conditions = texts(scope, args.get(4))?;
    let find = FindPath {
        request: &request,
        paths: &paths,
        extensions: &extensions,
        is_main: args.get(3).is_true(),
        conditions: conditions.as_deref(),
    };
    let found = resolver(scope).find_path(&find);
    let found = unwrap(scope, found)?;
    Ok(optional(scope, found.as_deref()))
}

/// `op_module_find_imports(request, parentFile, conditions?)` -> file or `node:` name | `undefined`
fn op_module_find_imports<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let (request, parent) = (text(scope, args, 0)?, text(scope, args, 1)?);
    let conditions = texts(scope, args.get(2))?;
    let found = resolver(scope).resolve_own_imports(&request, &parent, conditions.as_deref());
    let found = unwrap(scope, found)?;
    Ok(optional(scope, found.as_deref()))
}

/// `op_module_find_self(request, parentFile, conditions?)` -> file | `undefined`
fn op_module_find_self<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let (request, parent) = (text(scope, args, 0)?, text(scope, args, 1)?);
    let conditions = texts(scope, args.get(2))?;
    let found = resolver(scope).resolve_self(&request, &parent, conditions.as_deref());
    let found = unwrap(scope, found)?;
    Ok(optional(scope, found.as_deref()))
}

fn package<'s>(scope: &mut Scope<'s>, config: Option<&PackageConfig>) -> Op<'s> {
    let Some(config) = config else {
        return Ok(Local::undefined());
    };
    let kind = match config.kind {
        PackageType::None => None,
        PackageType::CommonJs => Some("commonjs"),
        PackageType::Module => Some("module"),
    };
    let fields = [
        ("path", scope.string(&config.path)),
        ("name", optional(scope, config.name.as_deref())),
        ("main", optional(scope, config.main.as_deref())),
        ("type", optional(scope, kind)),
    ];
    record(scope, &fields)
}

/// `op_module_package_at(folder)` -> `{ path, name, main, type }` | `undefined`
fn op_module_package_at<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let folder = text(scope, args, 0)?;
    let found = resolver(scope).package_at(&folder);
    let found = unwrap(scope, found)?;
    package(scope, found.as_deref())
}

/// `op_module_package_scope(file)` -> the nearest package's `{ path, name, main, type }` | `undefined`
fn op_module_package_scope<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let file = text(scope, args, 0)?;
    let found = resolver(scope).package_scope(&file);
    let found = unwrap(scope, found)?;
    package(scope, found.as_deref())
}

/// `op_module_package_of(specifier, file)` -> path of the named package's package.json
fn op_module_package_of<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let (specifier, file) = (text(scope, args, 0)?, text(scope, args, 1)?);
    let found = resolver(scope).package_of(&specifier, &file);
    let found = unwrap(scope, found)?;
    Ok(scope.string(&found))
}

// ---- sources -------------------------------------------------------------------------------------------------------

/// `op_module_read(file)` -> `{ source, format }`: types stripped; no format if only compiling can tell
fn op_module_read<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let file = text(scope, args, 0)?;
    let read = resolver(scope).read_for_require(&file);
    let (format, source) = unwrap(scope, read)?;
    let fields = [("source", scope.string(&source)), ("format", optional(scope, format.map(modules::Format::name)))];
    record(scope, &fields)
}

/// `op_module_read_raw(file)` -> `{ source }`
fn op_module_read_raw<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let file = text(scope, args, 0)?;
    let source = resolver(scope).read_raw(&file);
    let source = unwrap(scope, source)?;
    let fields = [("source", scope.string(&source))];
    record(scope, &fields)
}

/// `op_module_format_of(file)` -> the format as `require` knows it before reading | `undefined`
fn op_module_format_of<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let file = text(scope, args, 0)?;
    let format = resolver(scope).require_format(&file);
    let format = unwrap(scope, format)?;
    Ok(optional(scope, format))
}

/// `op_module_decode(bytes)` -> the text of a source
fn op_module_decode<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let bytes = scope.bytes_to_vec(args.get(0)).unwrap_or_default();
    Ok(scope.string(&modules::decode_source(bytes)))
}

/// `op_module_detect(source)`: whether it is an ES module rather than CommonJS
fn op_module_detect<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let source = text(scope, args, 0)?;
    let enabled = resolver(scope).options().detect_module;
    Ok(scope.boolean(enabled && modules::contains_module_syntax(&source, false)))
}

/// `op_module_is_script(source)`: whether it parses as a script
fn op_module_is_script<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let source = text(scope, args, 0)?;
    Ok(scope.boolean(modules::is_script(&source)))
}

/// `op_module_strip_types(source, name)` -> JavaScript
fn op_module_strip_types<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let (source, name) = (text(scope, args, 0)?, text(scope, args, 1)?);
    let stripped = unwrap(scope, modules::typescript::strip_types(&source, &name))?;
    Ok(scope.string(&stripped))
}

/// `op_module_compile_cjs(source, filename)` -> `function (exports, require, module, __filename, __dirname)`
fn op_module_compile_cjs<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let (source, filename) = (text(scope, args, 0)?, text(scope, args, 1)?);
    // The wrapper stands on line 0, so that positions in the file are right. A hashbang is no syntax inside it.
    let stencil = heddle_core::compile_shared(scope, &source, &filename, 0, false, |source| {
        let hashbang = if source.starts_with("#!") { "//" } else { "" };
        Some(format!("(function (exports, require, module, __filename, __dirname) {{\n{hashbang}{source}\n}})"))
    })?;
    let referrer = if filename.starts_with('/') { modules::path_to_file_url(&filename) } else { filename };
    let referrer = scope.string(&referrer);
    scope.run_script(&stencil, referrer)
}

// ---- ES modules ----------------------------------------------------------------------------------------------------

/// `op_module_resolve(specifier, parentUrl, conditions?)` -> `{ url, format }`
fn op_module_resolve<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let (specifier, parent) = (text(scope, args, 0)?, text(scope, args, 1)?);
    let conditions = texts(scope, args.get(2))?;
    let resolver = resolver(scope);
    let conditions = conditions.as_deref().unwrap_or(resolver.import_conditions());
    let resolved = unwrap(scope, resolver.resolve_import_with(&specifier, &parent, conditions))?;
    let format = match resolved.format {
        Some(format) => scope.string(format.name()),
        None => scope.null(),
    };
    let fields = [("url", scope.string(&resolved.url)), ("format", format)];
    record(scope, &fields)
}

/// `op_module_resolve_meta(specifier, parentUrl)` -> URL
fn op_module_resolve_meta<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let (specifier, parent) = (text(scope, args, 0)?, text(scope, args, 1)?);
    let url = resolver(scope).resolve_meta(&specifier, &parent);
    let url = unwrap(scope, url)?;
    Ok(scope.string(&url))
}

/// `op_module_resolve_main(path)` -> `[path, isEsm, url]`; the path as given (made absolute) if there is no such file
fn op_module_resolve_main<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let given = text(scope, args, 0)?;
    let cwd = modules::files::working_folder().unwrap_or_default();
    let path = modules::resolve_path(&cwd.to_string_lossy(), &given);
    // A trailing slash asks for a folder.
    let asked = if given.ends_with('/') && path != "/" { format!("{path}/") } else { path.clone() };
    let entry = resolver(scope).resolve_main(&asked);
    let (path, is_esm) = match unwrap(scope, entry)? {
        Some(entry) => (entry.path, entry.is_esm),
        None => (path, false),
    };
    let parts = [scope.string(&path), scope.boolean(is_esm), scope.string(&modules::path_to_file_url(&path))];
    scope.array(&parts)
}

/// `op_module_load_raw(url, attributes)` -> `{ format, source }`, types not stripped; source `null` for built-ins
fn op_module_load_raw<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let url = text(scope, args, 0)?;
    let mut attributes = Vec::new();
    for key in scope.keys(args.get(1))? {
        let value = scope.get(args.get(1), &key)?;
        let value = scope.str(value).unwrap_or_default();
        attributes.push((key, value));
    }
    let attributes: Vec<(&str, &str)> = attributes.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    let loaded = resolver(scope).load_raw(&url, &attributes);
    let loaded = unwrap(scope, loaded)?;
    let source = match (&loaded.bytes, loaded.format) {
        (Some(bytes), _) => scope.uint8_array(bytes.to_vec())?,
        (None, modules::Format::Builtin) => scope.null(),
        (None, _) => scope.string(&loaded.source),
    };
    let fields = [("format", scope.string(loaded.format.name())), ("source", source)];
    record(scope, &fields)
}

/// `op_module_require_esm(url, source?)` -> namespace | `undefined` if the graph awaits at top level
fn op_module_require_esm<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let url = text(scope, args, 0)?;
    match host(scope).require(scope, &url)? {
        Required::Namespace(namespace) => Ok(namespace),
        Required::Async => Ok(Local::undefined()),
    }
}

/// `op_module_import_url(url, source?)` -> promise of the evaluation; `source` instead of what the URL leads to
fn op_module_import_url<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let url = text(scope, args, 0)?;
    let host = host(scope);
    let module = match scope.str(args.get(1)) {
        Some(source) => host.add_source(scope, &source, &url)?,
        None => host.module(scope, &url, ModuleKind::JavaScript)?,
    };
    host.import(scope, module)
}

/// `op_module_import(specifier, baseUrl)` -> promise of the evaluation
fn op_module_import<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let (specifier, base) = (text(scope, args, 0)?, text(scope, args, 1)?);
    let resolved = resolver(scope).resolve_import(&specifier, &base);
    let resolved = unwrap(scope, resolved)?;
    let host = host(scope);
    let module = host.module(scope, &resolved.url, ModuleKind::JavaScript)?;
    host.import(scope, module)
}

/// `op_module_sync_builtins()`: the ES modules that stand for built-ins get the values that their objects have now
fn op_module_sync_builtins<'s>(scope: &mut Scope<'s>, _args: &Args<'s>) -> Op<'s> {
    host(scope).sync_builtins(scope)?;
    Ok(Local::undefined())
}

/// `op_module_customize(resolve?, load?)`: the customization hooks that `import` asks first
fn op_module_customize<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    modules::customize::set(scope, args.get(0), args.get(1));
    Ok(Local::undefined())
}

/// `op_module_esm_facade(url)` -> namespace of an ES module with `__esModule` added, for transpiled importers
fn op_module_esm_facade<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let url = text(scope, args, 0)?;
    let quoted = json_string(&url);
    let source =
        format!("export * from {quoted};\nexport {{ default }} from {quoted};\nexport const __esModule = true;\n");
    let host = host(scope);
    let module = host.add_source(scope, &source, &format!("heddle-facade:{url}"))?;
    host.import(scope, module)?;
    scope.module_namespace(module)
}

/// A JavaScript string literal.
fn json_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c < ' ' || matches!(c, '\u{2028}' | '\u{2029}') => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

// ---- source maps ---------------------------------------------------------------------------------------------------

/// `op_module_source_of(url)` -> the text of a module as it is on disk or in its URL | `undefined`
fn op_module_source_of<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let url = text(scope, args, 0)?;
    let loaded = resolver(scope).load(&url, &[]).ok();
    Ok(optional(scope, loaded.as_ref().map(|loaded| &*loaded.source)))
}

/// `op_source_map_of(url, source)` -> `{ json, sources, lineLengths }` | `undefined`
fn op_source_map_of<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let (url, source) = (text(scope, args, 0)?, text(scope, args, 1)?);
    let Some((json, base)) = source_map::text_of_module(&url, &source) else {
        return Ok(Local::undefined());
    };
    let Ok(map) = SourceMap::parse(&json, &base) else {
        return Ok(Local::undefined());
    };
    let sources = scope.array_with(map.sources().iter(), |scope, url| Ok(scope.string(url)))?;
    let lengths = source.split('\n').map(|line| line.trim_end_matches('\r').encode_utf16().count());
    let lengths = scope.array_with(lengths, |scope, length| Ok(scope.number(length as f64)))?;
    let fields = [("json", scope.string(&json)), ("sources", sources), ("lineLengths", lengths)];
    record(scope, &fields)
}

/// `op_source_map_parse(json)` -> handle; throws if the map is malformed
fn op_source_map_parse<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let json = text(scope, args, 0)?;
    match SourceMap::parse(&json, "") {
        Ok(map) => {
            let handle = scope.platform_object()?;
            scope.set_host(handle, Rc::new(map));
            Ok(handle)
        }
        Err(error) => Err(scope.throw_error(ErrorKind::TypeError, &error.to_string())),
    }
}

/// `op_source_map_find(handle, line, column)` ->
/// `[generatedLine, generatedColumn, source, line, column, name | undefined]` | `undefined`
fn op_source_map_find<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let Some(map) = scope.host::<SourceMap>(args.get(0)) else {
        return Ok(Local::undefined());
    };
    let position = |value: Local<'s>| match value.as_number() {
        Some(number) if number >= 0.0 => Some(number as u32),
        Some(number) if number < 0.0 => None,
        _ => Some(u32::MAX),
    };
    let (Some(line), Some(column)) = (position(args.get(1)), position(args.get(2))) else {
        return Ok(Local::undefined());
    };
    let Some(found) = map.find(line, column) else {
        return Ok(Local::undefined());
    };
    let parts = [
        scope.number(f64::from(found.generated.0)),
        scope.number(f64::from(found.generated.1)),
        scope.string(found.source),
        scope.number(f64::from(found.line)),
        scope.number(f64::from(found.column)),
        optional(scope, found.name),
    ];
    scope.array(&parts)
}

/// `op_module_check(source, url)`: compiles an ES module; throws if that fails
fn op_module_check<'s>(scope: &mut Scope<'s>, args: &Args<'s>) -> Op<'s> {
    let (source, url) = (text(scope, args, 0)?, text(scope, args, 1)?);
    host(scope).add_source(scope, &source, &url)?;
    Ok(Local::undefined())
}

/// The ops of this area.
pub const OPS: &[(&str, NativeFn)] = &[
    ("op_module_builtins", op_module_builtins),
    ("op_module_is_builtin", op_module_is_builtin),
    ("op_module_builtin_id", op_module_builtin_id),
    ("op_module_path_to_url", op_module_path_to_url),
    ("op_module_url_to_path", op_module_url_to_path),
    ("op_module_conditions", op_module_conditions),
    ("op_module_global_folders", op_module_global_folders),
    ("op_module_stat_cache", op_module_stat_cache),
    ("op_module_stat", op_module_stat),
    ("op_module_warnings", op_module_warnings),
    ("op_module_find_path", op_module_find_path),
    ("op_module_find_imports", op_module_find_imports),
    ("op_module_find_self", op_module_find_self),
    ("op_module_package_at", op_module_package_at),
    ("op_module_package_scope", op_module_package_scope),
    ("op_module_package_of", op_module_package_of),
    ("op_module_read", op_module_read),
    ("op_module_read_raw", op_module_read_raw),
    ("op_module_format_of", op_module_format_of),
    ("op_module_decode", op_module_decode),
    ("op_module_detect", op_module_detect),
    ("op_module_strip_types", op_module_strip_types),
    ("op_module_compile_cjs", op_module_compile_cjs),
    ("op_module_resolve", op_module_resolve),
    ("op_module_resolve_meta", op_module_resolve_meta),
    ("op_module_resolve_main", op_module_resolve_main),
    ("op_module_load_raw", op_module_load_raw),
    ("op_module_require_esm", op_module_require_esm),
    ("op_module_import_url", op_module_import_url),
    ("op_module_import", op_module_import),
    ("op_module_check", op_module_check),
    ("op_module_is_script", op_module_is_script),
    ("op_module_sync_builtins", op_module_sync_builtins),
    ("op_module_customize", op_module_customize),
    ("op_module_esm_facade", op_module_esm_facade),
    ("op_module_source_of", op_module_source_of),
    ("op_source_map_of", op_source_map_of),
    ("op_source_map_parse", op_source_map_parse),
    ("op_source_map_find", op_source_map_find),
];
