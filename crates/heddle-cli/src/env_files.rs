//! `--env-file` and `--env-file-if-exists`.

use crate::command_line::EnvFile;
use heddle_std::parse_env_file;
use std::collections::BTreeMap;
use std::io::ErrorKind;

/// Sets the variables of the named files, later files over earlier ones. What the environment holds already stays.
/// Whether there were any.
pub(crate) fn load(files: &[EnvFile]) -> Result<bool, String> {
    let mut variables = BTreeMap::new();
    for file in files {
        let path = &file.path;
        match std::fs::read_to_string(path) {
            Ok(text) => variables.extend(parse_env_file(&text)),
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(format!("heddle: {path}: {error}")),
            Err(_) if file.required => return Err(format!("heddle: {path}: not found")),
            Err(_) => eprintln!("{path} not found. Continuing without it."),
        }
    }
    let found = !variables.is_empty();
    for (name, value) in variables {
        // No thread runs yet that could read the environment meanwhile.
        if !name.is_empty() && !name.contains('\0') && !value.contains('\0') && std::env::var_os(&name).is_none() {
            std::env::set_var(name, value);
        }
    }
    Ok(found)
}
