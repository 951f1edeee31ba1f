//! A CPU profile under way: samples summed up as a tree of calls, and the `.cpuprofile` file made of it.
//! <https://chromedevtools.github.io/devtools-protocol/tot/Profiler/#type-Profile>

use super::functions::{call_frame_named, put, Functions, Style};
use heddle_engine::{Sample, SampleFrame};
use std::collections::{BTreeMap, HashMap};

/// What a thread does when no function runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Activity {
    Idle,
    Collecting,
    /// Anything else: the runtime itself.
    Program,
}

impl Activity {
    fn name(self) -> &'static str {
        match self {
            Activity::Idle => "(idle)",
            Activity::Collecting => "(garbage collector)",
            Activity::Program => "(program)",
        }
    }
}

struct Node {
    /// Index of its function; `None`: the root, or an activity.
    function: Option<u32>,
    name: &'static str,
    children: Vec<u32>,
    hits: u32,
    lines: BTreeMap<u32, u32>,
}

/// Samples of one isolate. Numbers of nodes are their indexes; in the file they start at 1.
pub(crate) struct CpuProfile {
    functions: Functions,
    nodes: Vec<Node>,
    /// Node by parent and function, or by parent and !activity.
    paths: HashMap<(u32, u32), u32>,
    samples: Vec<u32>,
    /// Microseconds of each sample.
    times: Vec<u64>,
    most: usize,
    start: u64,
    end: u64,
}

const ROOT: u32 = 0;

impl CpuProfile {
    /// An empty profile that begins at `start` (microseconds) and takes at most `most` samples.
    pub(crate) fn new(start: u64, most: usize) -> CpuProfile {
        let root = Node { function: None, name: "(root)", children: Vec::new(), hits: 0, lines: BTreeMap::new() };
        CpuProfile {
            functions: Functions::default(),
            nodes: vec![root],
            paths: HashMap::new(),
            samples: Vec::new(),
            times: Vec::new(),
            most,
            start,
            end: start,
        }
    }

    /// Adds what was found at a moment.
    pub(crate) fn add(&mut self, sample: &Sample<'_>) {
        let time = sample.nanoseconds() / 1000;
        if sample.collecting() {
            return self.add_activity(Activity::Collecting, time);
        }
        self.add_stack(sample.frames().rev(), time);
    }

    /// Adds a stack, from the outermost frame.
    fn add_stack<'a>(&mut self, frames: impl Iterator<Item = SampleFrame<'a>>, time: u64) {
        if self.samples.len() >= self.most || time < self.start {
            return;
        }
        let (mut node, mut line) = (ROOT, 0);
        for frame in frames {
            line = frame.line;
            let function = self.functions.number(frame);
            node = self.child(node, function, Some(function), "");
        }
        if node == ROOT {
            return self.add_activity(Activity::Program, time);
        }
        if line != 0 {
            *self.nodes[node as usize].lines.entry(line).or_insert(0) += 1;
        }
        self.hit(node, time);
    }

    /// Adds a moment in which no function ran.
    pub(crate) fn add_activity(&mut self, activity: Activity, time: u64) {
        if self.samples.len() >= self.most || time < self.start {
            return;
        }
        let node = self.child(ROOT, !(activity as u32), None, activity.name());
        self.hit(node, time);
    }

    fn hit(&mut self, node: u32, time: u64) {
        self.nodes[node as usize].hits += 1;
        // What was asked for before the thread fell asleep may come late.
        let time = time.max(self.times.last().copied().unwrap_or(0));
        self.samples.push(node);
        self.times.push(time);
    }

    fn child(&mut self, parent: u32, key: u32, function: Option<u32>, name: &'static str) -> u32 {
        let next = self.nodes.len() as u32;
        let node = *self.paths.entry((parent, key)).or_insert(next);
        if node == next {
            self.nodes[parent as usize].children.push(node);
            self.nodes.push(Node { function, name, children: Vec::new(), hits: 0, lines: BTreeMap::new() });
        }
        node
    }

    /// Ends the profile, at `end` microseconds.
    pub(crate) fn finish(&mut self, end: u64) {
        self.end = end.max(self.times.last().copied().unwrap_or(0));
    }

    /// The file; `names` are the full names of scripts by their numbers.
    pub(crate) fn to_json(&self, style: Style, names: &HashMap<u32, String>) -> String {
        let mut out = String::with_capacity(self.nodes.len() * 200 + self.samples.len() * 12);
        out.push_str("{\"nodes\":[");
        let frames = self.functions.call_frames(style, names);
        for (index, node) in self.nodes.iter().enumerate() {
            let activity;
            let frame = match node.function {
                Some(function) => &frames[function as usize],
                None => {
                    activity = call_frame_named(node.name, style);
                    &activity
                }
            };
            let comma = if index > 0 { "," } else { "" };
            put(
                &mut out,
                format_args!("{comma}{{\"id\":{},\"hitCount\":{},\"callFrame\":{frame}", index + 1, node.hits),
            );
            if !node.children.is_empty() {
                out.push_str(",\"children\":[");
                list(&mut out, node.children.iter().map(|child| i64::from(child + 1)));
                out.push(']');
            }
            if !node.lines.is_empty() {
                out.push_str(",\"positionTicks\":[");
                for (index, (line, ticks)) in node.lines.iter().enumerate() {
                    let comma = if index > 0 { "," } else { "" };
                    put(&mut out, format_args!("{comma}{{\"line\":{line},\"ticks\":{ticks}}}"));
                }
                out.push(']');
            }
            out.push('}');
        }
        put(&mut out, format_args!("],\"startTime\":{},\"endTime\":{},\"samples\":[", self.start, self.end));
        list(&mut out, self.samples.iter().map(|node| i64::from(node + 1)));
        out.push_str("],\"timeDeltas\":[");
        let before = std::iter::once(self.start).chain(self.times.iter().copied());
        list(&mut out, self.times.iter().zip(before).map(|(time, before)| *time as i64 - before as i64));
        out.push_str("]}");
        out
    }
}

fn list(out: &mut String, numbers: impl Iterator<Item = i64>) {
    for (index, number) in numbers.enumerate() {
        let comma = if index > 0 { "," } else { "" };
        put(out, format_args!("{comma}{number}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use heddle_engine::SampleFrameKind;

    fn frame(text: &str, line: u32) -> SampleFrame<'_> {
        SampleFrame { kind: SampleFrameKind::Function, text: text.as_bytes(), source: 7, line }
    }

    #[test]
    fn samples_make_a_tree() {
        let mut profile = CpuProfile::new(1000, 5);
        profile.add_stack([frame("a (x:1:1)", 0), frame("b (x:2:1)", 9)].into_iter(), 1100);
        profile.add_stack([frame("a (x:1:1)", 0), frame("b (x:2:1)", 9)].into_iter(), 1250);
        profile.add_stack([frame("a (x:1:1)", 4)].into_iter(), 1300);
        profile.add_stack([].into_iter(), 1400);
        profile.add_activity(Activity::Idle, 1500);
        // More than it may take.
        profile.add_activity(Activity::Idle, 1600);
        profile.finish(1700);
        let names = HashMap::from([(7, "/x.js".to_owned())]);
        let file: serde_json::Value = serde_json::from_str(&profile.to_json(Style::Api, &names)).expect("JSON");
        assert_eq!(file["samples"], serde_json::json!([3, 3, 2, 4, 5]));
        assert_eq!(file["timeDeltas"], serde_json::json!([100, 150, 50, 100, 100]));
        assert_eq!(file["endTime"], 1700);
        assert_eq!(file["nodes"][0]["children"], serde_json::json!([2, 4, 5]));
        assert_eq!(file["nodes"][2]["hitCount"], 2);
        assert_eq!(file["nodes"][2]["positionTicks"], serde_json::json!([{"line": 9, "ticks": 2}]));
        assert_eq!(file["nodes"][2]["callFrame"]["scriptId"], 7);
        assert_eq!(file["nodes"][3]["callFrame"]["functionName"], "(program)");
        let file: serde_json::Value = serde_json::from_str(&profile.to_json(Style::Flag, &names)).expect("JSON");
        assert_eq!(file["nodes"][1]["callFrame"]["scriptId"], "7");
        assert_eq!(file["nodes"][1]["callFrame"]["url"], "file:///x.js");
    }
}
