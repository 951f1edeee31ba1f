//! `file:` URLs and paths, as `url.pathToFileURL` and `url.fileURLToPath` convert them on POSIX systems.

use super::error::ModuleError;
use url::Url;

/// Whether a byte of a path is written as `%XX` in the URL: the path percent-encode set, and what would
/// not survive parsing (`%`, `\`, line breaks, tab, `?`, `#`), and `~` and brackets as Node has it.
fn needs_escape(byte: u8) -> bool {
    byte <= 0x20
        || byte >= 0x7f
        || matches!(
            byte,
            b'"' | b'#' | b'%' | b'<' | b'>' | b'?' | b'[' | b'\\' | b']' | b'^' | b'`' | b'{' | b'|' | b'}' | b'~'
        )
}

/// The `file:` URL of an absolute path (`url.pathToFileURL`).
pub fn path_to_file_url(path: &str) -> String {
    let mut url = String::with_capacity(path.len() + 16);
    url.push_str("file://");
    for byte in path.bytes() {
        if needs_escape(byte) {
            const HEX: &[u8; 16] = b"0123456789ABCDEF";
            url.push('%');
            url.push(HEX[usize::from(byte >> 4)] as char);
            url.push(HEX[usize::from(byte & 15)] as char);
        } else {
            url.push(byte as char);
        }
    }
    url
}

/// The path of a `file:` URL (`url.fileURLToPath`). Query and fragment are ignored.
pub fn file_url_to_path(url: &str) -> Result<String, ModuleError> {
    // The common case needs no URL parser.
    if let Some(path) = url.strip_prefix("file://") {
        if path.starts_with('/')
            && !path.bytes().any(|byte| matches!(byte, b'%' | b'?' | b'#' | b'\\') || byte <= b' ')
            && !path.contains("/.")
        {
            return Ok(path.to_string());
        }
    }
    let parsed = Url::parse(url).map_err(|_| ModuleError::InvalidUrl { input: url.into(), base: None })?;
    url_to_path(&parsed, None)
}

/// As [`file_url_to_path`]; `module` is named in the error as the module that asked.
pub(super) fn url_to_path(url: &Url, module: Option<&str>) -> Result<String, ModuleError> {
    if url.scheme() != "file" {
        return Err(ModuleError::InvalidUrlScheme);
    }
    let input = || url.as_str().to_string();
    let module = || module.map(str::to_string);
    if url.host_str().is_some_and(|host| !host.is_empty()) {
        return Err(ModuleError::InvalidFileUrlHost { input: input(), module: module() });
    }
    let path = url.path();
    if !path.contains('%') {
        return Ok(path.to_string());
    }
    if contains_ignore_case(path, "%2f") {
        let reason = "must not include encoded / characters";
        return Err(ModuleError::InvalidFileUrlPath { reason, input: input(), module: module() });
    }
    percent_decode(path).ok_or_else(|| ModuleError::MalformedUri { input: input(), module: module() })
}

/// `decodeURIComponent`; `None` if an escape is malformed or the bytes are no UTF-8.
pub(super) fn percent_decode(text: &str) -> Option<String> {
    String::from_utf8(percent_decode_bytes(text)?).ok()
}

pub(super) fn percent_decode_bytes(text: &str) -> Option<Vec<u8>> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at] == b'%' {
            let digit = |offset: usize| bytes.get(at + offset).and_then(|byte| (*byte as char).to_digit(16));
            out.push((digit(1)? * 16 + digit(2)?) as u8);
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    Some(out)
}

/// ASCII case-insensitive search; `needle` is lower case.
pub(super) fn contains_ignore_case(text: &str, needle: &str) -> bool {
    text.as_bytes().windows(needle.len()).any(|window| window.eq_ignore_ascii_case(needle.as_bytes()))
}

/// Whether a path or URL has an encoded `/` or `\` (`%2f`, `%5c`), which no module may have.
pub(super) fn has_encoded_separator(path: &str) -> bool {
    path.contains('%') && (contains_ignore_case(path, "%2f") || contains_ignore_case(path, "%5c"))
}

/// How a message names the importing module: by its path, or its URL if it is no file.
pub(super) fn display_base(url: &str) -> String {
    file_url_to_path(url).unwrap_or_else(|_| url.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_urls_as_in_node() {
        assert_eq!(
            path_to_file_url("/a^b|c~[d] {e}`f%g?h#i\"j<k>é\\l\tm;&=+$,@:!'()*_-.\x7f"),
            "file:///a%5Eb%7Cc%7E%5Bd%5D%20%7Be%7D%60f%25g%3Fh%23i%22j%3Ck%3E%C3%A9%5Cl%09m;&=+$,@:!'()*_-.%7F",
        );
    }

    #[test]
    fn urls_become_paths() {
        assert_eq!(file_url_to_path("file:///a/b.js").unwrap(), "/a/b.js");
        assert_eq!(file_url_to_path("file:///a/%C3%A9%20.js?x#y").unwrap(), "/a/é .js");
        assert_eq!(file_url_to_path("file://localhost/a/../b.js").unwrap(), "/b.js");
        assert_eq!(file_url_to_path("file:///a%2Fb").unwrap_err().code(), Some("ERR_INVALID_FILE_URL_PATH"));
        assert_eq!(file_url_to_path("file://host/b").unwrap_err().code(), Some("ERR_INVALID_FILE_URL_HOST"));
        assert_eq!(file_url_to_path("http://host/b").unwrap_err().code(), Some("ERR_INVALID_URL_SCHEME"));
        assert_eq!(file_url_to_path("file:///a%zz").unwrap_err().class(), crate::modules::ErrorClass::UriError);
    }
}
