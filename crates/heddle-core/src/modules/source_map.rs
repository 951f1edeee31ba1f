//! Source maps (revision 3), for positions in generated code under `--enable-source-maps` and `module.SourceMap`.
//! Format: <https://tc39.es/ecma426/>.

use super::file_url::{file_url_to_path, percent_decode_bytes};
use super::load::{decode_base64, decode_source};
use serde_json::Value;
use std::fmt;
use std::sync::Arc;
use url::Url;

/// Why a source map cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceMapError {
    /// The text is no JSON object.
    NotJson(String),
    /// `version` is not 3.
    Version,
    /// A field is missing or has the wrong type.
    Field(&'static str),
    /// A segment of `mappings` is malformed.
    Mappings,
}

impl fmt::Display for SourceMapError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SourceMapError::NotJson(reason) => write!(f, "source map is not valid JSON: {reason}"),
            SourceMapError::Version => f.write_str("source map version is not 3"),
            SourceMapError::Field(name) => write!(f, "source map has no valid \"{name}\""),
            SourceMapError::Mappings => f.write_str("source map has malformed mappings"),
        }
    }
}

impl std::error::Error for SourceMapError {}

/// A position in an original source. Lines and columns count from zero; columns are UTF-16 units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original<'m> {
    /// Where the generated segment begins.
    pub generated: (u32, u32),
    /// URL (or path, as the map has it) of the original source.
    pub source: &'m str,
    /// Line in the original.
    pub line: u32,
    /// Column in the original.
    pub column: u32,
    /// The original name of what stands there.
    pub name: Option<&'m str>,
}

#[derive(Clone, Copy, Debug)]
struct Segment {
    line: u32,
    column: u32,
    /// Index of the source, or `u32::MAX` for generated code without an original.
    source: u32,
    original_line: u32,
    original_column: u32,
    name: u32,
}

const NONE: u32 = u32::MAX;

/// A parsed source map.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    segments: Vec<Segment>,
    sources: Vec<String>,
    contents: Vec<Option<Arc<str>>>,
    names: Vec<String>,
}

impl SourceMap {
    /// Parses the JSON text of a map. Sources are resolved against `base`, the URL of the map (or of the generated
    /// file); they are left as they are if it is empty.
    pub fn parse(json: &str, base: &str) -> Result<SourceMap, SourceMapError> {
        // A first line beginning with )]}' guards against inclusion as a script.
        let json = if json.starts_with(")]}'") { json.split_once('\n').map_or("", |(_, rest)| rest) } else { json };
        let value: Value = serde_json::from_str(json).map_err(|error| SourceMapError::NotJson(error.to_string()))?;
        let mut map = SourceMap::default();
        map.add(&value, base, 0, 0)?;
        map.segments.sort_by_key(|segment| (segment.line, segment.column));
        Ok(map)
    }

    fn add(&mut self, value: &Value, base: &str, line: u32, column: u32) -> Result<(), SourceMapError> {
        if value.get("version").and_then(Value::as_u64).is_some_and(|version| version != 3) {
            return Err(SourceMapError::Version);
        }
        if let Some(sections) = value.get("sections") {
            for section in sections.as_array().ok_or(SourceMapError::Field("sections"))? {
                let offset =
                    |name: &str| section.get("offset").and_then(|offset| offset.get(name)).and_then(Value::as_u64);
                let (at_line, at_column) =
                    offset("line").zip(offset("column")).ok_or(SourceMapError::Field("offset"))?;
                let map = section.get("map").ok_or(SourceMapError::Field("map"))?;
                self.add(map, base, line + at_line as u32, at_column as u32)?;
            }
            return Ok(());
        }
        let strings = |name: &'static str, optional: bool| match value.get(name) {
            None | Some(Value::Null) if optional => Ok(Vec::new()),
            Some(Value::Array(list)) => Ok(list.iter().map(|item| item.as_str().map(str::to_string)).collect()),
            _ => Err(SourceMapError::Field(name)),
        };
        let root = value.get("sourceRoot").and_then(Value::as_str).unwrap_or("");
        let first_source = self.sources.len() as u32;
        let first_name = self.names.len() as u32;
        for source in strings("sources", false)? {
            self.sources.push(source.map_or_else(String::new, |source| resolve_source(&source, root, base)));
        }
        let contents = strings("sourcesContent", true)?;
        self.contents.extend(contents.into_iter().map(|text| text.map(Arc::from)));
        self.contents.resize(self.sources.len(), None);
        self.names.extend(strings("names", true)?.into_iter().map(Option::unwrap_or_default));
        let mappings = value.get("mappings").and_then(Value::as_str).ok_or(SourceMapError::Field("mappings"))?;
        self.add_mappings(mappings, (line, column), (first_source, first_name))
    }

    fn add_mappings(&mut self, mappings: &str, offset: (u32, u32), first: (u32, u32)) -> Result<(), SourceMapError> {
        let (mut source, mut original_line, mut original_column, mut name) = (0i64, 0i64, 0i64, 0i64);
        for (index, line) in mappings.split(';').enumerate() {
            let mut column = 0i64;
            for text in line.split(',').filter(|text| !text.is_empty()) {
                let fields = decode_vlq(text).ok_or(SourceMapError::Mappings)?;
                column += fields.values[0];
                let mut segment = Segment {
                    line: offset.0 + index as u32,
                    column: number(column)? + if index == 0 { offset.1 } else { 0 },
                    source: NONE,
                    original_line: 0,
                    original_column: 0,
                    name: NONE,
                };
                if fields.count >= 4 {
                    source += fields.values[1];
                    original_line += fields.values[2];
                    original_column += fields.values[3];
                    segment.source = first.0 + number(source)?;
                    segment.original_line = number(original_line)?;
                    segment.original_column = number(original_column)?;
                    if segment.source as usize >= self.sources.len() {
                        return Err(SourceMapError::Mappings);
                    }
                }
                if fields.count == 5 {
                    name += fields.values[4];
                    let index = first.1 + number(name)?;
                    segment.name = if (index as usize) < self.names.len() { index } else { NONE };
                }
                self.segments.push(segment);
            }
        }
        Ok(())
    }

    /// The original of a position in the generated code: that of the last segment that begins at or before it,
    /// on this line or an earlier one.
    pub fn find(&self, line: u32, column: u32) -> Option<Original<'_>> {
        let after = self.segments.partition_point(|segment| (segment.line, segment.column) <= (line, column));
        let segment = self.segments[..after].last()?;
        if segment.source == NONE {
            return None;
        }
        Some(Original {
            generated: (segment.line, segment.column),
            source: &self.sources[segment.source as usize],
            line: segment.original_line,
            column: segment.original_column,
            name: self.names.get(segment.name as usize).map(String::as_str),
        })
    }

    /// The URLs of the original sources.
    pub fn sources(&self) -> &[String] {
        &self.sources
    }

    /// The text of an original source: from the map, or else from its file.
    pub fn content(&self, source: &str) -> Option<Arc<str>> {
        let index = self.sources.iter().position(|known| known == source)?;
        if let Some(text) = &self.contents[index] {
            return Some(text.clone());
        }
        let path = file_url_to_path(source).ok()?;
        super::files::read(&path).ok().map(|bytes| decode_source(bytes).into())
    }
}

fn number(value: i64) -> Result<u32, SourceMapError> {
    u32::try_from(value).map_err(|_| SourceMapError::Mappings)
}

struct Fields {
    values: [i64; 5],
    count: usize,
}

/// The one, four or five numbers of a segment in base 64 VLQ.
fn decode_vlq(text: &str) -> Option<Fields> {
    let mut fields = Fields { values: [0; 5], count: 0 };
    let (mut value, mut shift) = (0i64, 0);
    for byte in text.bytes() {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        value |= i64::from(digit & 31) << shift;
        if digit & 32 != 0 {
            shift += 5;
            if shift > 35 {
                return None;
            }
            continue;
        }
        if fields.count == 5 {
            return None;
        }
        fields.values[fields.count] = if value & 1 == 1 { -(value >> 1) } else { value >> 1 };
        fields.count += 1;
        (value, shift) = (0, 0);
    }
    (shift == 0 && matches!(fields.count, 1 | 4 | 5)).then_some(fields)
}

fn resolve_source(source: &str, root: &str, base: &str) -> String {
    if base.is_empty() {
        return source.to_string();
    }
    let full = if root.is_empty() { source.to_string() } else { format!("{}/{source}", root.trim_end_matches('/')) };
    match Url::parse(&full) {
        Ok(url) => url.into(),
        Err(_) => Url::parse(base).and_then(|base| base.join(&full)).map_or(full, String::from),
    }
}

/// The URL in the last `//# sourceMappingURL=` comment of a source.
pub fn source_mapping_url(source: &str) -> Option<&str> {
    const MARK: &[u8] = b"# sourceMappingURL=";
    let at = memchr::memmem::rfind(source.as_bytes(), MARK)?;
    if !source[..at].ends_with("//") && !source[..at].ends_with("/*") {
        return None;
    }
    let rest = &source[at + MARK.len()..];
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '\'' | '"' | '*')).unwrap_or(rest.len());
    Some(&rest[..end]).filter(|url| !url.is_empty())
}

/// Finds, reads and parses the map of a module: `url` is the module's, `source` its generated text.
/// `None` if it names no map, or one that cannot be read.
pub fn of_module(url: &str, source: &str) -> Option<Result<SourceMap, SourceMapError>> {
    let (json, base) = text_of_module(url, source)?;
    Some(SourceMap::parse(&json, &base))
}

/// The JSON text of a module's map, and the URL that its sources are relative to.
pub fn text_of_module(url: &str, source: &str) -> Option<(String, String)> {
    let reference = source_mapping_url(source)?;
    if let Some(data) = reference.strip_prefix("data:") {
        let (header, body) = data.split_once(',')?;
        if !header.starts_with("application/json") {
            return None;
        }
        let body = percent_decode_bytes(body)?;
        let bytes = if header.split(';').any(|part| part.trim() == "base64") { decode_base64(&body) } else { body };
        return Some((decode_source(bytes), url.to_string()));
    }
    let map_url = Url::parse(url).and_then(|base| base.join(reference)).ok()?;
    let path = file_url_to_path(map_url.as_str()).ok()?;
    Some((decode_source(super::files::read(&path).ok()?), map_url.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: &str = r#"{"version":3,"sources":["a.ts","b.ts"],"sourcesContent":["let a;",null],"names":["x"],"mappings":"AAAA,IAAIA;;ACCJ,C"}"#;

    #[test]
    fn positions_are_found() {
        let map = SourceMap::parse(MAP, "file:///app/out.js").unwrap();
        assert_eq!(map.sources(), ["file:///app/a.ts", "file:///app/b.ts"]);
        let at = map.find(0, 6).unwrap();
        assert_eq!((at.source, at.line, at.column, at.name), ("file:///app/a.ts", 0, 4, Some("x")));
        assert_eq!(map.find(0, 0).unwrap().column, 0);
        let at = map.find(2, 0).unwrap();
        assert_eq!((at.source, at.line, at.column, at.name), ("file:///app/b.ts", 1, 0, None));
        assert!(map.find(2, 1).is_none());
        assert_eq!(map.content("file:///app/a.ts").as_deref(), Some("let a;"));
    }

    #[test]
    fn broken_maps_are_refused() {
        assert!(matches!(SourceMap::parse("{", "x:"), Err(SourceMapError::NotJson(_))));
        assert_eq!(SourceMap::parse(r#"{"version":2}"#, "x:").unwrap_err(), SourceMapError::Version);
        assert_eq!(SourceMap::parse(r#"{"version":3}"#, "x:").unwrap_err(), SourceMapError::Field("sources"));
        for mappings in ["AA", "A,AZAA", "!", "AAAAAA", "g", "D"] {
            let text = format!(r#"{{"version":3,"sources":["a"],"mappings":"{mappings}"}}"#);
            assert_eq!(SourceMap::parse(&text, "x:").unwrap_err(), SourceMapError::Mappings, "{mappings}");
        }
    }

    #[test]
    fn sections_are_shifted() {
        let text = format!(r#"{{"version":3,"sections":[{{"offset":{{"line":10,"column":5}},"map":{MAP}}}]}}"#);
        let map = SourceMap::parse(&text, "file:///app/out.js").unwrap();
        assert_eq!(map.find(10, 9).unwrap().column, 4);
        assert_eq!(map.find(12, 0).unwrap().line, 1);
    }

    #[test]
    fn the_comment_is_found() {
        assert_eq!(source_mapping_url("a\n//# sourceMappingURL=x.map\n"), Some("x.map"));
        assert_eq!(source_mapping_url("a\n/*# sourceMappingURL=x.map */"), Some("x.map"));
        assert_eq!(source_mapping_url("'# sourceMappingURL=x.map'"), None);
        let data = "x //# sourceMappingURL=data:application/json;charset=utf-8;base64,eyJ2ZXJzaW9uIjozLCJzb3VyY2VzIjpbXSwibWFwcGluZ3MiOiIifQ==";
        assert!(of_module("file:///a.js", data).unwrap().is_ok());
    }
}
