//! Paths as text, on POSIX systems.

/// Folders that `require` looks in last: those of `NODE_PATH`, then the old global ones.
/// See <https://nodejs.org/api/modules.html#loading-from-the-global-folders>.
pub fn global_folders(node_path: Option<&str>, home: Option<&str>, exec_path: &str) -> Vec<String> {
    let mut folders: Vec<String> =
        node_path.unwrap_or("").split(':').filter(|folder| !folder.is_empty()).map(String::from).collect();
    if let Some(home) = home.filter(|home| !home.is_empty()) {
        folders.push(join_path(home, ".node_modules"));
        folders.push(join_path(home, ".node_libraries"));
    }
    folders.push(join_path(exec_path, "../../lib/node"));
    folders
}

/// `path.resolve(folder, path)` on POSIX.
pub fn join_path(folder: &str, path: &str) -> String {
    let full = if path.starts_with('/') { path.to_string() } else { format!("{folder}/{path}") };
    let mut parts: Vec<&str> = Vec::new();
    for part in full.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    format!("/{}", parts.join("/"))
}

/// `path.relative(from, to)` of absolute, normal paths.
pub(super) fn relative_path(from: &str, to: &str) -> String {
    let (from, to): (Vec<&str>, Vec<&str>) = (from.split('/').collect(), to.split('/').collect());
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let mut parts = vec![".."; from.len() - common];
    parts.extend(&to[common..]);
    parts.join("/")
}
