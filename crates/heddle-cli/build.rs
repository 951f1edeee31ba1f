//! Embeds the engine cache that a first build of this very source wrote (`./x build`); without one everything is
//! compiled at start, which is right but slower.
#![allow(missing_docs)]

fn main() {
    println!("cargo:rerun-if-env-changed=HEDDLE_ENGINE_CACHE");
    let out = std::path::PathBuf::from(std::env::var("OUT_DIR").unwrap()).join("engine_cache.rs");
    let text = match std::env::var("HEDDLE_ENGINE_CACHE") {
        Ok(path) if !path.is_empty() => {
            println!("cargo:rerun-if-changed={path}");
            let path =
                std::fs::canonicalize(&path).unwrap_or_else(|error| panic!("HEDDLE_ENGINE_CACHE {path}: {error}"));
            format!(
                "#[repr(C, align(16))]\nstruct Aligned<T: ?Sized>(T);\n\
                 static ENGINE_CACHE_ALIGNED: &Aligned<[u8]> = &Aligned(*include_bytes!({path:?}));\n\
                 static ENGINE_CACHE: &[u8] = &ENGINE_CACHE_ALIGNED.0;\n"
            )
        }
        _ => "static ENGINE_CACHE: &[u8] = &[];\n".to_owned(),
    };
    std::fs::write(out, text).unwrap();
}
