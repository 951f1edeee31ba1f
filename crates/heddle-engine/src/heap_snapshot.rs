//! Snapshots of an isolate's heap, in the format of V8's `.heapsnapshot` files, which Chrome's DevTools opens.
//! <https://developer.chrome.com/docs/devtools/memory-problems/heap-snapshots>

use crate::Scope;
use heddle_glue::heap_snapshot as glue;
use std::collections::HashMap;
use std::ffi::c_void;
use std::fmt::Write;

/// What a snapshot shows beside objects.
#[derive(Clone, Copy, Debug, Default)]
pub struct HeapSnapshotOptions {
    /// The engine's own things by the engine's names.
    pub expose_internals: bool,
    /// Numbers.
    pub expose_numeric_values: bool,
}

struct Node {
    kind: u8,
    name: u32,
    id: u32,
    size: u64,
    edges: u32,
}

struct Edge {
    kind: u8,
    name: u32,
    to: u32,
}

/// A snapshot; independent of the isolate that it shows, so it may be read on another thread.
pub struct HeapSnapshot {
    nodes: Vec<Node>,
    edges: Vec<Edge>,
    locations: Vec<[u32; 4]>,
    /// As they stand in JSON, quotes included; all ASCII.
    strings: Vec<Box<str>>,
    section: Section,
    next: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Head,
    Nodes,
    Edges,
    Locations,
    Strings,
    Done,
}

/// What `nodes` and `edges` hold, in V8's order; the numbers are those of `heap_snapshot.cpp`.
const META: &str = concat!(
    r#"{"node_fields":["type","name","id","self_size","edge_count","detachedness"],"#,
    r#""node_types":[["hidden","array","string","object","code","closure","regexp","number","native","synthetic","#,
    r#""concatenated string","sliced string","symbol","bigint","object shape"],"string","number","number","number","#,
    r#""number"],"edge_fields":["type","name_or_index","to_node"],"#,
    r#""edge_types":[["context","element","property","internal","hidden","shortcut","weak"],"string_or_number","node"],"#,
    r#""trace_function_info_fields":["function_id","name","script_name","script_id","line","column"],"#,
    r#""trace_node_fields":["id","function_info_index","count","size","children"],"#,
    r#""sample_fields":["timestamp_us","last_assigned_id"],"location_fields":["object_index","script_id","line","column"]}"#,
);
const NODE_FIELDS: u64 = 6;

impl HeapSnapshot {
    /// Number of nodes.
    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// Appends the next part of the file to `out`, somewhat more than `size` bytes; false when nothing is left.
    pub fn read(&mut self, out: &mut String, size: usize) -> bool {
        let limit = out.len() + size;
        while out.len() < limit && self.section != Section::Done {
            self.read_more(out, limit);
        }
        self.section != Section::Done || out.len() > limit - size
    }

    fn read_more(&mut self, out: &mut String, limit: usize) {
        match self.section {
            Section::Head => {
                let (nodes, edges) = (self.nodes.len(), self.edges.len());
                put(
                    out,
                    format_args!(
                        "{{\"snapshot\":{{\"meta\":{META},\"node_count\":{nodes},\"edge_count\":{edges},\
                         \"trace_function_count\":0,\"extra_native_bytes\":0}},\n\"nodes\":["
                    ),
                );
                self.section = Section::Nodes;
            }
            Section::Nodes => {
                let done = rows(&self.nodes, &mut self.next, out, limit, |out, node| {
                    put(out, format_args!("{},{},{},{},{},0\n", node.kind, node.name, node.id, node.size, node.edges));
                });
                self.turn_to(done, Section::Edges, out, "],\n\"edges\":[");
            }
            Section::Edges => {
                let done = rows(&self.edges, &mut self.next, out, limit, |out, edge| {
                    put(out, format_args!("{},{},{}\n", edge.kind, edge.name, u64::from(edge.to) * NODE_FIELDS));
                });
                let head = "],\n\"trace_function_infos\":[],\n\"trace_tree\":[],\n\"samples\":[],\n\"locations\":[";
                self.turn_to(done, Section::Locations, out, head);
            }
            Section::Locations => {
                let done = rows(&self.locations, &mut self.next, out, limit, |out, [node, script, line, column]| {
                    put(out, format_args!("{},{script},{line},{column}\n", u64::from(*node) * NODE_FIELDS));
                });
                self.turn_to(done, Section::Strings, out, "],\n\"strings\":[");
            }
            Section::Strings => {
                let done = rows(&self.strings, &mut self.next, out, limit, |out, text| {
                    out.push_str(text);
                    out.push('\n');
                });
                self.turn_to(done, Section::Done, out, "]}\n");
            }
            Section::Done => {}
        }
    }

    fn turn_to(&mut self, done: bool, section: Section, out: &mut String, head: &str) {
        if done {
            out.push_str(head);
            self.section = section;
            self.next = 0;
        }
    }
}

fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = out.write_fmt(text);
}

/// Writes rows until the limit; whether all are written. Every row but the first begins with a comma.
fn rows<T>(all: &[T], next: &mut usize, out: &mut String, limit: usize, row: impl Fn(&mut String, &T)) -> bool {
    while *next < all.len() && out.len() < limit {
        if *next > 0 {
            out.push(',');
        }
        row(out, &all[*next]);
        *next += 1;
    }
    *next == all.len()
}

/// What the engine tells of goes here.
struct Builder {
    snapshot: HeapSnapshot,
    numbers: HashMap<Box<str>, u32>,
    scratch: String,
}

/// A string as it stands in JSON: in ASCII, so that lone surrogates survive.
fn quote(units: impl Iterator<Item = u16>, out: &mut String) {
    out.clear();
    out.push('"');
    for unit in units {
        match unit {
            0x22 => out.push_str("\\\""),
            0x5c => out.push_str("\\\\"),
            0x0a => out.push_str("\\n"),
            0x20..=0x7e => out.push(unit as u8 as char),
            _ => put(out, format_args!("\\u{unit:04x}")),
        }
    }
    out.push('"');
}

impl Builder {
    fn string(&mut self, units: impl Iterator<Item = u16>) -> u32 {
        quote(units, &mut self.scratch);
        if let Some(number) = self.numbers.get(self.scratch.as_str()) {
            return *number;
        }
        let number = self.snapshot.strings.len() as u32;
        self.snapshot.strings.push(self.scratch.as_str().into());
        self.numbers.insert(self.scratch.as_str().into(), number);
        number
    }
}

unsafe extern "C" fn string(closure: *mut c_void, chars: *const c_void, length: usize, two_byte: bool) -> u32 {
    // SAFETY: the closure is the builder of the call under way; the characters are valid during this call, and not read
    // when there are none.
    unsafe {
        let builder = &mut *closure.cast::<Builder>();
        if length == 0 {
            builder.string(std::iter::empty())
        } else if two_byte {
            builder.string(std::slice::from_raw_parts(chars.cast::<u16>(), length).iter().copied())
        } else {
            builder.string(std::slice::from_raw_parts(chars.cast::<u8>(), length).iter().map(|c| u16::from(*c)))
        }
    }
}

unsafe extern "C" fn edge(closure: *mut c_void, kind: u8, name: u32, to: u32) {
    // SAFETY: the closure is the builder of the call under way.
    unsafe { &mut *closure.cast::<Builder>() }.snapshot.edges.push(Edge { kind, name, to });
}

unsafe extern "C" fn node(closure: *mut c_void, kind: u8, name: u32, id: u32, size: u64, edges: u32) {
    // SAFETY: as above.
    unsafe { &mut *closure.cast::<Builder>() }.snapshot.nodes.push(Node { kind, name, id, size, edges });
}

unsafe extern "C" fn location(closure: *mut c_void, node: u32, script: u32, line: u32, column: u32) {
    // SAFETY: as above.
    unsafe { &mut *closure.cast::<Builder>() }.snapshot.locations.push([node, script, line, column]);
}

impl Scope<'_> {
    /// Collects garbage, then takes a snapshot of what is left. `None` if the heap is too large for the format.
    pub fn heap_snapshot(&mut self, options: HeapSnapshotOptions) -> Option<HeapSnapshot> {
        let mut builder = Builder {
            snapshot: HeapSnapshot {
                nodes: Vec::new(),
                edges: Vec::new(),
                locations: Vec::new(),
                strings: Vec::new(),
                section: Section::Head,
                next: 0,
            },
            numbers: HashMap::new(),
            scratch: String::new(),
        };
        let sink = glue::SnapshotSink { closure: (&raw mut builder).cast::<c_void>(), string, edge, node, location };
        let mut flags = 0;
        if options.expose_internals {
            flags |= glue::EXPOSE_INTERNALS;
        }
        if options.expose_numeric_values {
            flags |= glue::EXPOSE_NUMERIC_VALUES;
        }
        // SAFETY: the context is live and in its realm; the sink writes to the builder during the call only.
        let done = unsafe { glue::hg_heap_snapshot(self.cx, &raw const sink, flags) };
        done.then_some(builder.snapshot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_quoted_in_ascii() {
        let mut out = String::new();
        quote("a\"\\\n\u{e9}\u{7f}".encode_utf16().chain([0xd800]), &mut out);
        assert_eq!(out, r#""a\"\\\n\u00e9\u007f\ud800""#);
    }

    #[test]
    fn a_snapshot_is_read_in_parts() {
        let mut snapshot = HeapSnapshot {
            nodes: vec![
                Node { kind: 9, name: 0, id: 1, size: 0, edges: 1 },
                Node { kind: 3, name: 1, id: 3, size: 5_000_000_000, edges: 0 },
            ],
            edges: vec![Edge { kind: 1, name: 7, to: 1 }],
            locations: vec![[1, 2, 3, 4]],
            strings: vec!["\"\"".into(), "\"x\"".into()],
            section: Section::Head,
            next: 0,
        };
        let (mut text, mut parts) = (String::new(), 0);
        while snapshot.read(&mut text, 8) {
            parts += 1;
        }
        assert!(parts > 5);
        let text = text.replace('\n', "");
        assert!(text.ends_with(concat!(
            r#""nodes":[9,0,1,0,1,0,3,1,3,5000000000,0,0],"edges":[1,7,6],"trace_function_infos":[],"#,
            r#""trace_tree":[],"samples":[],"locations":[6,2,3,4],"strings":["","x"]}"#
        )));
    }
}
