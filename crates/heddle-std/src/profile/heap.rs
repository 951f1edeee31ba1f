//! A heap profile under way: sampled allocations by the stack that made them, and the `.heapprofile` file made of it.
//! <https://chromedevtools.github.io/devtools-protocol/tot/HeapProfiler/#type-SamplingHeapProfile>

use super::functions::{call_frame_named, put, Functions, Style};
use heddle_engine::{SampleFrame, SampleFrameKind};
use std::collections::HashMap;

struct Node {
    /// `None`: the root.
    function: Option<u32>,
    children: Vec<u32>,
}

struct Allocation {
    node: u32,
    size: u64,
    alive: bool,
}

/// Allocations of one isolate. Numbers of nodes are their indexes; in the file they start at 1.
pub(crate) struct HeapProfile {
    functions: Functions,
    nodes: Vec<Node>,
    paths: HashMap<(u32, u32), u32>,
    allocations: Vec<Allocation>,
    /// Functions of the allocation under way, from the innermost.
    stack: Vec<u32>,
    interval: f64,
    /// Whether what was collected still counts.
    keeps: bool,
}

const ROOT: u32 = 0;

impl HeapProfile {
    /// An empty profile of one allocation in `interval` bytes.
    pub(crate) fn new(interval: u64, keeps: bool) -> HeapProfile {
        HeapProfile {
            functions: Functions::default(),
            nodes: vec![Node { function: None, children: Vec::new() }],
            paths: HashMap::new(),
            allocations: Vec::new(),
            stack: Vec::new(),
            interval: interval as f64,
            keeps,
        }
    }

    /// The next frame, from the innermost, of the allocation that follows.
    pub(crate) fn frame(&mut self, text: &[u8], source: u32) {
        let frame = SampleFrame { kind: SampleFrameKind::Function, text, source, line: 0 };
        self.stack.push(self.functions.number(frame));
    }

    /// An allocation with the frames that came since the last one; its number.
    pub(crate) fn allocated(&mut self, size: u64) -> u32 {
        let mut node = ROOT;
        while let Some(function) = self.stack.pop() {
            let next = self.nodes.len() as u32;
            let parent = node;
            node = *self.paths.entry((parent, function)).or_insert(next);
            if node == next {
                self.nodes[parent as usize].children.push(node);
                self.nodes.push(Node { function: Some(function), children: Vec::new() });
            }
        }
        self.allocations.push(Allocation { node, size, alive: true });
        self.allocations.len() as u32 - 1
    }

    /// The object of that allocation is gone.
    pub(crate) fn collected(&mut self, number: u32) {
        if let Some(allocation) = self.allocations.get_mut(number as usize) {
            allocation.alive = false;
        }
    }

    /// The bytes for which a sampled allocation stands: the smaller it is, the more like it were passed over.
    fn scaled(&self, size: u64) -> u64 {
        let size = size as f64;
        let count = 1.0 / (1.0 - (-size / self.interval).exp());
        (size * (count + 0.5).floor()) as u64
    }

    /// The file.
    pub(crate) fn to_json(&self, style: Style) -> String {
        let frames = self.functions.call_frames(style, &HashMap::new());
        let mut sizes = vec![0u64; self.nodes.len()];
        let mut out = String::from("{\"samples\":[");
        let mut first = true;
        for (index, allocation) in self.allocations.iter().enumerate().filter(|(_, a)| a.alive || self.keeps) {
            let size = self.scaled(allocation.size);
            sizes[allocation.node as usize] += size;
            let comma = if std::mem::take(&mut first) { "" } else { "," };
            let (node, ordinal) = (allocation.node + 1, index + 1);
            put(&mut out, format_args!("{comma}{{\"size\":{size},\"nodeId\":{node},\"ordinal\":{ordinal}}}"));
        }
        out.push_str("],\"head\":");
        // Children stand behind their parents.
        let mut shown = sizes.iter().map(|size| *size > 0).collect::<Vec<bool>>();
        for (index, node) in self.nodes.iter().enumerate().rev() {
            shown[index] |= node.children.iter().any(|child| shown[*child as usize]);
        }
        // Nodes to begin, and (None) to end; not by recursion, since stacks may be deep.
        let mut todo = vec![Some(ROOT)];
        while let Some(next) = todo.pop() {
            let Some(index) = next else {
                out.push_str("]}");
                continue;
            };
            if !out.ends_with([':', '[']) {
                out.push(',');
            }
            let node = &self.nodes[index as usize];
            let root;
            let frame = match node.function {
                Some(function) => &frames[function as usize],
                None => {
                    root = call_frame_named("(root)", style);
                    &root
                }
            };
            let (size, id) = (sizes[index as usize], index + 1);
            put(&mut out, format_args!("{{\"selfSize\":{size},\"id\":{id},\"callFrame\":{frame},\"children\":["));
            todo.push(None);
            todo.extend(node.children.iter().rev().filter(|child| shown[**child as usize]).map(|child| Some(*child)));
        }
        out.push('}');
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn allocations_make_a_tree_of_what_lives() {
        let mut profile = HeapProfile::new(1024, false);
        for (stack, size) in [(["leaf (x:2:1)", "main (x:1:1)"], 4096), (["gone (x:3:1)", "main (x:1:1)"], 64)] {
            stack.iter().for_each(|text| profile.frame(text.as_bytes(), 7));
            profile.allocated(size);
        }
        profile.collected(1);
        let file: serde_json::Value = serde_json::from_str(&profile.to_json(Style::Api)).expect("JSON");
        assert_eq!(file["samples"], serde_json::json!([{"size": 4096, "nodeId": 3, "ordinal": 1}]));
        let main = &file["head"]["children"][0];
        assert_eq!((main["callFrame"]["functionName"].as_str(), main["selfSize"].as_u64()), (Some("main"), Some(0)));
        assert_eq!(main["children"].as_array().map(Vec::len), Some(1));
        assert_eq!(main["children"][0]["selfSize"], 4096);
        profile.keeps = true;
        let file: serde_json::Value = serde_json::from_str(&profile.to_json(Style::Api)).expect("JSON");
        // One small object stands for many.
        assert_eq!(file["head"]["children"][0]["children"][1]["selfSize"], 64 * 17);
    }
}
