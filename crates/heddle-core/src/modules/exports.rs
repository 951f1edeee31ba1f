//! `"exports"` and `"imports"` of `package.json`.
//! Rules: PACKAGE_EXPORTS_RESOLVE and what it calls in
//! <https://nodejs.org/api/esm.html#resolution-algorithm-specification>.

use super::error::ModuleError;
use super::file_url::{display_base, path_to_file_url, percent_decode};
use super::package::PackageConfig;
use super::resolve::{Resolver, Warning};
use serde_json::Value;
use url::Url;

/// What a look-up in `"exports"` or `"imports"` runs for.
pub(super) struct Context<'a> {
    pub(super) resolver: &'a Resolver,
    /// URL of the importing module; `None` where Node names none (a package found by `require`).
    pub(super) base: Option<&'a str>,
    pub(super) conditions: &'a [String],
}

impl Context<'_> {
    fn base_path(&self) -> Option<String> {
        self.base.map(display_base)
    }

    fn has_condition(&self, name: &str) -> bool {
        name == "default" || self.conditions.iter().any(|condition| condition == name)
    }
}

/// The outcome for one target.
enum Target {
    /// No condition matched: the search goes on.
    Undefined,
    /// Explicitly closed with `null`.
    Null,
    /// A URL.
    Url(String),
}

/// One look-up: which package, under which key, with what in place of the `*`.
struct Lookup<'a> {
    config: &'a PackageConfig,
    key: &'a str,
    subpath: &'a str,
    pattern: bool,
    internal: bool,
    is_path_map: bool,
}

/// PACKAGE_EXPORTS_RESOLVE: the URL of `subpath` ("." or "./x") of a package with `"exports"`.
pub(super) fn resolve_exports(
    context: &Context<'_>,
    config: &PackageConfig,
    subpath: &str,
) -> Result<String, ModuleError> {
    let not_exported = || ModuleError::PackagePathNotExported {
        package_json: config.path.clone(),
        subpath: subpath.into(),
        base: context.base_path(),
    };
    let exports = config.exports.as_ref().ok_or_else(not_exported)?;
    if is_main_sugar(context, config, exports)? {
        if subpath != "." {
            return Err(not_exported());
        }
        let lookup = Lookup { config, key: ".", subpath: "", pattern: false, internal: false, is_path_map: false };
        return match resolve_target(context, &lookup, exports)? {
            Target::Url(url) => Ok(url),
            _ => Err(not_exported()),
        };
    }
    let table = exports.as_object().ok_or_else(not_exported)?;
    match resolve_in_table(context, config, table, subpath, false)? {
        Some(url) => Ok(url),
        None => Err(not_exported()),
    }
}

/// PACKAGE_IMPORTS_RESOLVE: the URL of `name` ("#x") as imported from `base_file`, whose scope is `config`.
pub(super) fn resolve_imports(
    context: &Context<'_>,
    config: Option<&PackageConfig>,
    name: &str,
) -> Result<String, ModuleError> {
    let base = context.base_path();
    if name == "#" || name.ends_with('/') {
        let reason = "is not a valid internal imports specifier name".into();
        return Err(ModuleError::InvalidModuleSpecifier { specifier: name.into(), reason, base });
    }
    if let Some(config) = config {
        if let Some(table) = config.imports.as_ref().and_then(Value::as_object) {
            if let Some(url) = resolve_in_table(context, config, table, name, true)? {
                return Ok(url);
            }
        }
    }
    Err(ModuleError::PackageImportNotDefined {
        specifier: name.into(),
        package_json: config.map(|config| config.path.clone()),
        base: base.unwrap_or_default(),
    })
}

/// Whether `exports` is the target of "." itself instead of a table of subpaths.
fn is_main_sugar(context: &Context<'_>, config: &PackageConfig, exports: &Value) -> Result<bool, ModuleError> {
    let Some(table) = exports.as_object() else {
        return Ok(true);
    };
    let mut sugar = None;
    for key in table.keys() {
        let is_condition = key.is_empty() || !key.starts_with('.');
        if *sugar.get_or_insert(is_condition) != is_condition {
            let reason =
                "\"exports\" cannot contain some keys starting with '.' and some not. The exports object must either \
                          be an object of package subpath keys or an object of main entry condition name keys only.";
            return Err(invalid_config(context, config, reason));
        }
    }
    Ok(sugar.unwrap_or(false))
}

fn invalid_config(context: &Context<'_>, config: &PackageConfig, reason: &str) -> ModuleError {
    ModuleError::InvalidPackageConfig {
        package_json: config.path.clone(),
        base: context.base.map(str::to_string),
        reason: Some(reason.into()),
    }
}

/// PACKAGE_IMPORTS_EXPORTS_RESOLVE: an exact key, else the most specific pattern.
fn resolve_in_table(
    context: &Context<'_>,
    config: &PackageConfig,
    table: &serde_json::Map<String, Value>,
    name: &str,
    internal: bool,
) -> Result<Option<String>, ModuleError> {
    if !name.contains('*') && !name.ends_with('/') {
        if let Some(target) = table.get(name) {
            let lookup = Lookup { config, key: name, subpath: "", pattern: false, internal, is_path_map: false };
            if let Target::Url(url) = resolve_target(context, &lookup, target)? {
                return Ok(Some(url));
            }
            // `imports` goes on to its patterns; `exports` ends here.
            if !internal {
                return Ok(None);
            }
        }
    }
    let mut best: Option<(&str, &Value, usize)> = None;
    for (key, target) in table {
        let Some(star) = key.find('*') else { continue };
        if !name.starts_with(&key[..star]) {
            continue;
        }
        if !internal && name.ends_with('/') {
            context.resolver.warn(trailing_slash_warning(context, config, name));
        }
        let trailer = &key[star + 1..];
        if name.len() >= key.len()
            && name.ends_with(trailer)
            && !trailer.contains('*')
            && best.is_none_or(|(known, _, _)| is_more_specific(key, known))
        {
            best = Some((key, target, star));
        }
    }
    let Some((key, target, star)) = best else {
        return Ok(None);
    };
    let subpath = &name[star..name.len() - (key.len() - star - 1)];
    let is_path_map = !internal && name.ends_with('/');
    let lookup = Lookup { config, key, subpath, pattern: true, internal, is_path_map };
    match resolve_target(context, &lookup, target)? {
        Target::Url(url) => Ok(Some(url)),
        _ => Ok(None),
    }
}

/// PATTERN_KEY_COMPARE: the longer part before the `*` wins, then the longer key.
fn is_more_specific(key: &str, than: &str) -> bool {
    let base = |text: &str| text.find('*').map_or(text.len(), |at| at + 1);
    (base(key), key.len()) > (base(than), than.len())
}

/// PACKAGE_TARGET_RESOLVE
fn resolve_target(context: &Context<'_>, lookup: &Lookup<'_>, target: &Value) -> Result<Target, ModuleError> {
    match target {
        Value::String(target) => resolve_string(context, lookup, target).map(Target::Url),
        Value::Null => Ok(Target::Null),
        Value::Object(table) => {
            if table.keys().any(|key| is_array_index(key)) {
                return Err(invalid_config(
                    context,
                    lookup.config,
                    "\"exports\" cannot contain numeric property keys.",
                ));
            }
            for (key, target) in table {
                if context.has_condition(key) {
                    match resolve_target(context, lookup, target)? {
                        Target::Undefined => continue,
                        found => return Ok(found),
                    }
                }
            }
            Ok(Target::Undefined)
        }
        Value::Array(targets) => {
            let mut last = Ok(if targets.is_empty() { Target::Null } else { Target::Undefined });
            for target in targets {
                match resolve_target(context, lookup, target) {
                    Err(error @ ModuleError::InvalidPackageTarget { .. }) => last = Err(error),
                    Err(error) => return Err(error),
                    Ok(Target::Undefined) => {}
                    Ok(Target::Null) => last = Ok(Target::Null),
                    Ok(found) => return Ok(found),
                }
            }
            last
        }
        other => Err(invalid_target(context, lookup, other)),
    }
}

fn is_array_index(key: &str) -> bool {
    key.parse::<u32>().is_ok_and(|index| index != u32::MAX && index.to_string() == key)
}

fn invalid_target(context: &Context<'_>, lookup: &Lookup<'_>, target: &Value) -> ModuleError {
    // What is no string is made one first, then printed as one.
    let text = target.as_str().map_or_else(|| target.to_string(), str::to_string);
    ModuleError::InvalidPackageTarget {
        package_json: lookup.config.path.clone(),
        key: lookup.key.into(),
        target: Value::from(text.as_str()).to_string(),
        internal: lookup.internal,
        base: context.base_path(),
        hint: !lookup.internal && !text.is_empty() && !text.starts_with("./"),
    }
}

fn resolve_string(context: &Context<'_>, lookup: &Lookup<'_>, target: &str) -> Result<String, ModuleError> {
    let Lookup { config, key, subpath, pattern, internal, is_path_map } = *lookup;
    let fill = |template: &str| {
        if pattern {
            template.replace('*', subpath)
        } else {
            format!("{template}{subpath}")
        }
    };
    let invalid = || invalid_target(context, lookup, &Value::from(target));
    if !subpath.is_empty() && !pattern && !target.ends_with('/') {
        return Err(invalid());
    }
    let Some(rest) = target.strip_prefix("./") else {
        if internal && !target.starts_with("../") && !target.starts_with('/') && Url::parse(target).is_err() {
            let base = path_to_file_url(&config.path);
            return context.resolver.resolve_package(&fill(target), &base, context.conditions);
        }
        return Err(invalid());
    };
    let request = || {
        if pattern {
            key.replace('*', subpath)
        } else {
            format!("{key}{subpath}")
        }
    };
    let warning = |resolved: &str| slash_warning(context, lookup, resolved, &request());
    match check_segments(rest) {
        Segments::Forbidden => return Err(invalid()),
        Segments::Empty if !is_path_map => context.resolver.warn(warning(&fill(target))),
        _ => {}
    }
    let folder = path_to_file_url(config.folder());
    if !subpath.is_empty() {
        match check_segments(subpath) {
            Segments::Forbidden => {
                let field = if internal { "imports" } else { "exports" };
                let reason = format!(
                    "request is not a valid match in pattern \"{key}\" for the \"{field}\" resolution of {}",
                    config.path
                );
                return Err(ModuleError::InvalidModuleSpecifier {
                    specifier: request(),
                    reason,
                    base: context.base_path(),
                });
            }
            Segments::Empty if !is_path_map => context.resolver.warn(warning(&fill(target))),
            _ => {}
        }
    }
    let full = fill(rest);
    if full.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'-' | b'_' | b'@' | b'+'))
        && !full.contains("..")
        && !full.contains("./")
        && !full.ends_with("/.")
    {
        return Ok(format!("{folder}/{full}"));
    }
    // URL syntax counts in a target: escapes, `?` and `#` have their meaning.
    let base = Url::parse(&format!("{folder}/")).map_err(|_| invalid())?;
    let joined = base.join(&format!("./{full}")).map_err(|_| invalid())?;
    if !joined.path().starts_with(base.path()) {
        return Err(invalid());
    }
    Ok(joined.into())
}

enum Segments {
    Plain,
    /// Two slashes in a row, or one at an end, which is deprecated only.
    Empty,
    /// `.`, `..` or `node_modules`, encoded or not.
    Forbidden,
}

fn check_segments(path: &str) -> Segments {
    let mut result = Segments::Plain;
    for segment in path.split(['/', '\\']) {
        if segment.is_empty() {
            result = Segments::Empty;
            continue;
        }
        let decoded = if segment.contains('%') { percent_decode(segment) } else { None };
        let name = decoded.as_deref().unwrap_or(segment);
        if name == "." || name == ".." || name.eq_ignore_ascii_case("node_modules") {
            return Segments::Forbidden;
        }
    }
    result
}

fn from_base(context: &Context<'_>) -> String {
    context.base_path().map(|base| format!(" imported from {base}")).unwrap_or_default()
}

fn trailing_slash_warning(context: &Context<'_>, config: &PackageConfig, name: &str) -> Warning {
    Warning {
        code: "DEP0155",
        message: format!(
            "Use of deprecated trailing slash pattern mapping \"{name}\" in the \"exports\" field module resolution of the \
             package at {}{}. Mapping specifiers ending in \"/\" is no longer supported.",
            config.path,
            from_base(context)
        ),
    }
}

fn slash_warning(context: &Context<'_>, lookup: &Lookup<'_>, resolved: &str, request: &str) -> Warning {
    let field = if lookup.internal { "imports" } else { "exports" };
    let double = [resolved.get(2..).unwrap_or(resolved), request.get(2..).unwrap_or(request)]
        .iter()
        .any(|text| text.contains("//"));
    let what = if double { "double slash" } else { "leading or trailing slash matching" };
    let matched = if request == lookup.key { String::new() } else { format!("matched to \"{}\" ", lookup.key) };
    Warning {
        code: "DEP0166",
        message: format!(
            "Use of deprecated {what} resolving \"{resolved}\" for module request \"{request}\" {matched}in the \"{field}\" \
             field module resolution of the package at {}{}.",
            lookup.config.path,
            from_base(context)
        ),
    }
}
