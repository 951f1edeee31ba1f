//! `package.json`: the fields that module resolution reads, parsed once per process.

use super::error::ModuleError;
use super::files;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, OnceLock, RwLock};

/// The `"type"` field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PackageType {
    /// Absent or another value: `.js` files are looked at.
    #[default]
    None,
    /// `"commonjs"`
    CommonJs,
    /// `"module"`
    Module,
}

/// What resolution reads of a `package.json`.
/// See <https://nodejs.org/api/packages.html#nodejs-packagejson-field-definitions>.
#[derive(Debug, Default)]
pub struct PackageConfig {
    /// The path of the `package.json` itself.
    pub path: String,
    /// `"name"`, if it is a string.
    pub name: Option<String>,
    /// `"main"`, if it is a string.
    pub main: Option<String>,
    /// `"type"`
    pub kind: PackageType,
    /// `"exports"`, if it is a string, an object or an array.
    pub exports: Option<Value>,
    /// `"imports"`, if it is an object.
    pub imports: Option<Value>,
}

impl PackageConfig {
    /// The folder of the package, without a trailing slash ("" for the root folder).
    pub fn folder(&self) -> &str {
        &self.path[..self.path.len() - "/package.json".len()]
    }
}

/// Only the wanted fields are built; the last of equal keys counts, as in `JSON.parse`.
struct Fields(PackageConfig);

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FieldsVisitor;
        impl<'de> Visitor<'de> for FieldsVisitor {
            type Value = Fields;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
                let string = |value: Value| {
                    if let Value::String(text) = value {
                        Some(text)
                    } else {
                        None
                    }
                };
                let mut config = PackageConfig::default();
                while let Some(key) = map.next_key::<std::borrow::Cow<'de, str>>()? {
                    match &*key {
                        "name" => config.name = string(map.next_value()?),
                        "main" => config.main = string(map.next_value()?),
                        "type" => {
                            config.kind = match map.next_value::<Value>()? {
                                Value::String(kind) if kind == "module" => PackageType::Module,
                                Value::String(kind) if kind == "commonjs" => PackageType::CommonJs,
                                _ => PackageType::None,
                            }
                        }
                        "exports" => {
                            let value = map.next_value::<Value>()?;
                            config.exports =
                                (value.is_string() || value.is_object() || value.is_array()).then_some(value);
                        }
                        "imports" => {
                            let value = map.next_value::<Value>()?;
                            config.imports = value.is_object().then_some(value);
                        }
                        _ => {
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                Ok(Fields(config))
            }
        }
        deserializer.deserialize_map(FieldsVisitor)
    }
}

/// Parsed files by path. A file that does not exist is not remembered: it may be written later.
fn cache() -> &'static RwLock<HashMap<String, Arc<PackageConfig>>> {
    static CACHE: OnceLock<RwLock<HashMap<String, Arc<PackageConfig>>>> = OnceLock::new();
    CACHE.get_or_init(Default::default)
}

/// Reads `path` (".../package.json"). `importing` says for whom, in the error of a broken file.
pub(super) fn read(
    path: &str,
    importing: Option<&dyn Fn() -> String>,
) -> Result<Option<Arc<PackageConfig>>, ModuleError> {
    let known = cache().read().unwrap_or_else(|poisoned| poisoned.into_inner()).get(path).cloned();
    if known.is_some() && !files::is_recording() {
        return Ok(known);
    }
    let Ok(bytes) = files::read(path) else {
        return Ok(None);
    };
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let Ok(Fields(mut config)) = serde_json::from_slice(text) else {
        let base = importing.map(|describe| describe());
        return Err(ModuleError::InvalidPackageConfig { package_json: path.into(), base, reason: None });
    };
    config.path = path.into();
    let config = Arc::new(config);
    cache().write().unwrap_or_else(|poisoned| poisoned.into_inner()).insert(path.into(), config.clone());
    Ok(Some(config))
}

/// The nearest `package.json` at or above the folder of `file` (an absolute path), not leaving `node_modules`.
pub(super) fn scope_of(file: &str) -> Result<Option<Arc<PackageConfig>>, ModuleError> {
    let mut folder = file;
    let mut path = String::with_capacity(file.len() + 16);
    while let Some(end) = folder.rfind('/') {
        folder = &folder[..end];
        if folder.ends_with("/node_modules") {
            break;
        }
        path.clear();
        path.push_str(folder);
        path.push_str("/package.json");
        if let Some(config) = read(&path, None)? {
            return Ok(Some(config));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_the_wrong_type_are_ignored() {
        let Fields(config) =
            serde_json::from_str(r#"{"name":1,"main":"a","main":"b","type":"x","exports":false,"imports":[]}"#)
                .unwrap();
        assert_eq!(config.name, None);
        assert_eq!(config.main.as_deref(), Some("b"));
        assert_eq!(config.kind, PackageType::None);
        assert!(config.exports.is_none() && config.imports.is_none());
    }

    #[test]
    fn only_an_object_is_a_package() {
        for text in ["[]", "\"x\"", "", "{\"a\":"] {
            assert!(serde_json::from_str::<Fields>(text).is_err(), "{text}");
        }
    }
}
