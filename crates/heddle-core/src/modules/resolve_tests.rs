//! Resolution over the fixtures of the script tests. Messages are those of Node 26.

use super::*;
use crate::modules::{global_folders, ErrorClass, FindPath};

fn fixtures(area: &str) -> String {
    let path = format!("{}/../../tests/{area}/fixtures", env!("CARGO_MANIFEST_DIR"));
    canonicalize(&path).expect("the fixtures of the script tests")
}

fn resolver() -> Resolver {
    Resolver::new(ResolverOptions::default())
}

#[test]
fn specifiers_that_are_urls_or_paths() {
    let (resolver, folder) = (resolver(), fixtures("esm"));
    let base = format!("file://{folder}/x.mjs");
    let url = |specifier: &str| {
        resolver.resolve_import(specifier, &base).map(|resolved| resolved.url).map_err(|e| e.to_string())
    };
    assert_eq!(url("./live.mjs"), Ok(format!("file://{folder}/live.mjs")));
    assert_eq!(url("./%6cive.mjs?a=b#c"), Ok(format!("file://{folder}/live.mjs?a=b#c")));
    assert_eq!(url("./link.mjs"), Ok(format!("file://{folder}/live.mjs")));
    assert_eq!(url("fs/promises"), Ok("node:fs/promises".into()));
    assert_eq!(url("node:x y"), Ok("node:x y".into()));
    assert_eq!(url("data:text/javascript,1 + 1"), Ok("data:text/javascript,1 + 1".into()));
    assert_eq!(url("heddle:sync"), Ok("heddle:sync".into()));
    assert_eq!(url("https://example.com/a/../b"), Ok("https://example.com/b".into()));
    assert_eq!(
        url("./plain"),
        Err(format!(
            "Cannot find module '{folder}/plain' imported from {folder}/x.mjs\nDid you mean to import \"./plain.js\"?"
        ))
    );
}

#[test]
fn packages_are_found_by_both_systems() {
    let (resolver, folder) = (resolver(), fixtures("cjs"));
    let base = format!("file://{folder}/x.mjs");
    let import = |specifier: &str| resolver.resolve_import(specifier, &base).map(|resolved| resolved.url);
    let require = |specifier: &str| resolver.resolve_require(specifier, &format!("{folder}/x.js"));
    let package = format!("{folder}/node_modules/conditional");
    assert_eq!(import("conditional").unwrap(), format!("file://{package}/lib/main.mjs"));
    assert_eq!(require("conditional").unwrap(), format!("{package}/lib/main.cjs"));
    assert_eq!(require("conditional/features/special").unwrap(), format!("{package}/lib/special.cjs"));
    assert_eq!(require("@scope/thing").unwrap(), format!("{folder}/node_modules/@scope/thing/index.js"));
    let error = import("conditional/none").unwrap_err();
    assert_eq!(error.code(), Some("ERR_PACKAGE_PATH_NOT_EXPORTED"));
    assert_eq!(
        error.to_string(),
        format!("Package subpath './none' is not defined by \"exports\" in {package}/package.json imported from {folder}/x.mjs")
    );
    assert_eq!(import("broken-config").unwrap_err().code(), Some("ERR_INVALID_PACKAGE_CONFIG"));
    assert_eq!(import("@scope").unwrap_err().class(), ErrorClass::TypeError);
}

#[test]
fn user_conditions_are_honoured() {
    let options = ResolverOptions { conditions: vec!["special".into()], ..ResolverOptions::default() };
    let (resolver, folder) = (Resolver::new(options), fixtures("cjs"));
    let found = resolver.resolve_require("conditional/custom", &format!("{folder}/x.js")).unwrap();
    assert!(found.ends_with("/lib/special.cjs"), "{found}");
}

#[test]
fn links_can_be_preserved() {
    let options = ResolverOptions { preserve_symlinks: true, ..ResolverOptions::default() };
    let (resolver, folder) = (Resolver::new(options), fixtures("esm"));
    let found = resolver.resolve_import("./link.mjs", &format!("file://{folder}/x.mjs")).unwrap();
    assert_eq!(found.url, format!("file://{folder}/link.mjs"));
    assert_eq!(
        resolver.resolve_require("./link.mjs", &format!("{folder}/x.js")).unwrap(),
        format!("{folder}/link.mjs")
    );
}

#[test]
fn global_folders_come_last() {
    let folder = fixtures("cjs");
    let options = ResolverOptions {
        global_folders: global_folders(Some(&format!("{folder}/node_modules:")), Some("/home/u"), "/opt/bin/heddle"),
        ..ResolverOptions::default()
    };
    let expected = [
        format!("{folder}/node_modules"),
        "/home/u/.node_modules".into(),
        "/home/u/.node_libraries".into(),
        "/opt/lib/node".into(),
    ];
    assert_eq!(options.global_folders, expected);
    assert_eq!(
        Resolver::new(options).resolve_require("plain", "/nowhere/x.js").unwrap(),
        format!("{folder}/node_modules/plain/index.js")
    );
}

#[test]
fn the_entry_point_decides_its_loader() {
    let (resolver, esm, cjs) = (resolver(), fixtures("esm"), fixtures("cjs"));
    let main = |path: String| resolver.resolve_main(&path).unwrap().map(|entry| (entry.path, entry.is_esm));
    assert_eq!(main(format!("{esm}/live.mjs")), Some((format!("{esm}/live.mjs"), true)));
    assert_eq!(main(format!("{esm}/module-scope/file")), Some((format!("{esm}/module-scope/file.js"), true)));
    assert_eq!(main(format!("{cjs}/folder")), Some((format!("{cjs}/folder/index.js"), false)));
    assert_eq!(main(format!("{cjs}/nowhere")), None);
}

#[test]
fn a_missing_file_may_appear_during_a_burst() {
    let resolver = resolver();
    let folder = std::env::temp_dir().join(format!("heddle-resolve-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let folder = canonicalize(&folder.to_string_lossy()).unwrap();
    let request = format!("{folder}/late");
    let extensions = [".js".to_string()];
    let find = FindPath { request: &request, paths: &[], extensions: &extensions, is_main: false, conditions: None };
    resolver.cache_stats(true);
    assert_eq!(resolver.find_path(&find), Ok(None));
    std::fs::write(format!("{folder}/late.js"), "").unwrap();
    assert_eq!(resolver.find_path(&find), Ok(Some(format!("{folder}/late.js"))));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn modules_are_loaded_with_their_format() {
    let (resolver, esm, typescript) = (resolver(), fixtures("esm"), fixtures("typescript"));
    let load = |url: String, attributes: &[(&str, &str)]| {
        resolver.load(&url, attributes).map(|loaded| (loaded.format.name(), loaded.source.to_string()))
    };
    assert_eq!(load(format!("file://{esm}/data.json"), &[("type", "json")]).unwrap().0, "json");
    assert_eq!(load(format!("file://{esm}/plain.js"), &[]).unwrap().0, "module");
    assert_eq!(load(format!("file://{esm}/named.cjs"), &[]).unwrap().0, "commonjs");
    assert_eq!(
        load(format!("file://{typescript}/module.mts"), &[]).unwrap().1,
        "const n         = 1; export const x = n;\n"
    );
    assert_eq!(load(format!("file://{typescript}/ambiguous-commonjs.ts"), &[]).unwrap().0, "commonjs-typescript");
    assert_eq!(load("data:text/javascript;base64,MSArIDE=".into(), &[]).unwrap(), ("module", "1 + 1".into()));
    assert_eq!(load("node:fs".into(), &[]).unwrap().0, "builtin");
    assert_eq!(load("node:nope".into(), &[]).unwrap_err().to_string(), "No such built-in module: node:nope");
    assert_eq!(load(format!("file://{esm}/nowhere.mjs"), &[]).unwrap_err().code(), Some("ENOENT"));
    let options = ResolverOptions { has_builtin: |id| id != "node/http2", ..ResolverOptions::default() };
    let error = Resolver::new(options).load("node:http2", &[]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "No such built-in module: node:http2 (a Node.js module that is not yet supported by Heddle)"
    );
}

#[test]
fn names_of_reexporting_modules_are_followed() {
    let (resolver, folder) = (resolver(), fixtures("esm"));
    let loaded = resolver.load(&format!("file://{folder}/reexport.cjs"), &[]).unwrap();
    assert_eq!(resolver.commonjs_export_names(&loaded), ["first", "second", "__esModule"]);
}
