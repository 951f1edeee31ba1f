//! Module resolution and loading as in Node, without engine types.
//!
//! Both module systems share this code: the ESM driver (`heddle_core::esm`) and `require`
//! (`js/internal/modules/`, through the `op_module_*` ops) call the same [`Resolver`].
//! Rules: <https://nodejs.org/api/esm.html#resolution-algorithm-specification>,
//! <https://nodejs.org/api/modules.html#all-together>, <https://nodejs.org/api/packages.html>.
//!
//! One [`Resolver`] belongs to one isolate (it keeps small caches and is not `Sync`);
//! parsed `package.json` files are shared by the whole process.
//!
//! What the ESM driver calls, in this order:
//!
//! ```text
//! let resolver = Resolver::new(ResolverOptions { .. });
//! let resolved = resolver.resolve_import("./x.js", "file:///app/main.mjs")?; // Resolved { url, format }
//! let loaded = resolver.load(&resolved.url, &[("type", "json")])?;           // Loaded { url, format, source, bytes }
//! match loaded.format {
//!     Format::Module | Format::ModuleTypescript => compile loaded.source (types are already stripped),
//!     Format::Json => JSON.parse(loaded.source); a syntax error's message gets `{path or url}: ` in front,
//!     Format::Builtin => the built-in `loaded.url` ("node:fs", "heddle:sync"), ids by `builtins::id_of(&url)`,
//!     Format::Commonjs | Format::CommonjsTypescript => {
//!         // Names first (link time), the module itself at its evaluation turn through
//!         // `internal/modules/cjs`'s `importCommonJS(url)`, which returns `module.exports`.
//!         let names = resolver.commonjs_export_names(&loaded); // includes neither "default" nor "module.exports"
//!     }
//!     Format::Wasm => loaded.bytes,
//! }
//! ```
//!
//! [`customize::resolve`] and [`customize::load`] come first where programs registered hooks (`module.registerHooks`).
//!
//! The identity of a module is `(url, type attribute)`; query and fragment stay in the URL.
//! `import.meta.resolve` is [`Resolver::resolve_meta`]; the program's entry point is [`Resolver::resolve_main`];
//! positions in generated code are mapped by [`source_map::SourceMap`].
//! Every failure is a [`ModuleError`] with Node's class, `code`, message and own properties.
//! Deprecations met on the way are kept until [`Resolver::take_warnings`].

pub mod builtins;
pub mod cjs_exports;
mod cjs_resolve;
pub mod customize;
mod error;
mod exports;
mod file_url;
pub mod files;
mod format;
pub mod graph;
mod load;
mod package;
mod paths;
mod resolve;
pub mod source_map;
pub mod typescript;
mod wasm_imports;

pub use cjs_resolve::{node_modules_paths, FindPath};
pub use error::{ErrorClass, ModuleError, Property};
pub use file_url::{file_url_to_path, path_to_file_url};
pub use format::{check_attributes, contains_module_syntax, is_script, Format};
pub use load::{decode_source, Loaded};
pub use package::{PackageConfig, PackageType};
pub use paths::{global_folders, join_path as resolve_path};
pub use resolve::{MainEntry, Resolved, Resolver, ResolverOptions, Warning};
