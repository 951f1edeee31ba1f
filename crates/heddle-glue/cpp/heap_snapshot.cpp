// The graph of everything that an isolate's roots reach, told to a sink as V8's heap snapshots describe theirs: nodes in
// breadth-first order from node 0, the root, each followed by its edges. Their names are in heap_names.cpp.
#include "heap_snapshot.h"

#include "builtin/MapObject.h"
#include "builtin/WeakMapObject.h"
#include "gc/GC.h"
#include "gc/GCRuntime.h"
#include "js/UbiNode.h"
#include "js/friend/CycleCollector.h"
#include "vm/ArrayBufferObject.h"
#include "vm/BigIntType.h"
#include "vm/EnvironmentObject.h"
#include "vm/GetterSetter.h"
#include "vm/GlobalObject.h"
#include "vm/JSContext.h"
#include "vm/JSScript.h"
#include "vm/RegExpObject.h"
#include "vm/Scope.h"
#include "vm/Shape.h"
#include "vm/SharedArrayObject.h"
#include "vm/StringType.h"
#include "vm/SymbolType.h"
#include "vm/TypedArrayObject.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <unordered_map>
#include <vector>

#include <malloc.h>

#include "gc/StableCellHasher-inl.h"
#include "vm/JSObject-inl.h"
#include "vm/NativeObject-inl.h"

using namespace heddle;
using namespace js;

namespace {

constexpr uint32_t kRoot = 0, kGcRoots = 1, kFirstGroup = 2;
constexpr uint32_t kNone = UINT32_MAX;

// Numbers of the collector's chunks, kept from snapshot to snapshot: an id names the same thing as long as that is not
// moved or replaced, so that snapshots can be compared. Number 0 is for nodes that are no cells.
class ChunkNumbers {
  std::unordered_map<uintptr_t, uint32_t> numbers_;
  uint32_t next_ = 1;

 public:
  // 31 bits of an id are 14 of a chunk and 17 of a place in it.
  static constexpr uint32_t kOffsetBits = gc::ChunkShift - 3;
  static constexpr uint32_t kMost = 1u << (31 - kOffsetBits);

  uint32_t of(const void* cell) {
    uintptr_t chunk = uintptr_t(cell) & ~uintptr_t(gc::ChunkMask);
    auto found = numbers_.find(chunk);
    if (found != numbers_.end()) return found->second;
    numbers_.emplace(chunk, next_);
    return next_++;
  }
  // One that stands for no chunk.
  uint32_t fresh() { return next_++; }
};
thread_local ChunkNumbers tChunks;

size_t mallocSize(const void* block) { return malloc_usable_size(const_cast<void*>(block)); }

struct Root {
  JS::GCCellPtr cell;
  const char* name;
};

class RootTracer final : public JS::CallbackTracer {
 public:
  std::vector<Root> roots;
  explicit RootTracer(JSContext* cx)
      : JS::CallbackTracer(cx, JS::TracerKind::Callback,
                           JS::TraceOptions(JS::WeakMapTraceAction::Skip, JS::WeakEdgeTraceAction::Skip)) {}
  bool onChild(JS::GCCellPtr cell, const char* name) override {
    roots.push_back({cell, name});
    return true;
  }
};

// What weak maps hold: value by key, for the keys that are cells.
struct Ephemerons final : public js::WeakMapTracer {
  std::unordered_multimap<void*, JS::GCCellPtr> values;
  explicit Ephemerons(JSRuntime* rt) : WeakMapTracer(rt) {}
  void trace(JSObject*, JS::GCCellPtr key, JS::GCCellPtr value) override {
    if (key && value) values.emplace(key.asCell(), value);
  }
};

class Snapshot : SnapshotNames {
  uint32_t flags_;
  Ephemerons ephemerons_;
  // What the nodes are, from the first cell; a null is a node that is no cell, of `others_`.
  std::vector<JS::GCCellPtr> queue_;
  uint32_t firstCell_ = 0;
  // Node numbers by chunk and place.
  std::vector<std::unique_ptr<uint32_t[]>> numbers_;
  uint32_t edges_ = 0;
  bool tooLarge_ = false;

  // Nodes that are no cells: bytes of buffers, and numbers.
  struct Other {
    HgNodeType type;
    uint32_t name, id;
    uint64_t size;
  };
  std::unordered_map<uint32_t, Other> others_;
  std::unordered_map<const void*, uint32_t> sharedData_;
  std::unordered_map<uint64_t, uint32_t> numberNodes_;
  uint32_t numberChunk_ = 0, numberOffset_ = 0;
  std::vector<JS::PropertyKey> slotKeys_;

  friend class ChildTracer;

 public:
  Snapshot(JSContext* cx, const HgSnapshotSink* sink, uint32_t flags)
      : SnapshotNames(cx, sink), flags_(flags), ephemerons_(cx->runtime()) {}

  bool run();

 private:
  bool internals() const { return flags_ & kExposeInternals; }

  // ---- nodes and edges -------------------------------------------------------------------------------------------

  static uint32_t offset(const void* cell) { return uint32_t(uintptr_t(cell) & gc::ChunkMask) >> 3; }
  static uint32_t cellId(const void* cell, uint32_t chunk) {
    return ((chunk << ChunkNumbers::kOffsetBits | offset(cell)) << 1) | 1;
  }
  static uint32_t cellId(const void* cell) { return cellId(cell, tChunks.of(cell)); }
  // Ids of nodes that are no cells and that are there in every snapshot.
  static uint32_t fixedId(uint32_t number) { return number * 2 + 1; }
  uint32_t freshId() {
    if (!numberChunk_ || numberOffset_ == 1u << ChunkNumbers::kOffsetBits) {
      numberChunk_ = tChunks.fresh();
      numberOffset_ = 0;
      tooLarge_ |= numberChunk_ >= ChunkNumbers::kMost;
    }
    return ((numberChunk_ << ChunkNumbers::kOffsetBits | numberOffset_++) << 1) | 1;
  }

  uint32_t nodeCount() const { return firstCell_ + uint32_t(queue_.size()); }

  uint32_t nodeOf(JS::GCCellPtr cell) {
    uint32_t chunk = tChunks.of(cell.asCell());
    if (chunk >= ChunkNumbers::kMost || nodeCount() == kNone) {
      tooLarge_ = true;
      return kRoot;
    }
    if (chunk >= numbers_.size()) numbers_.resize(chunk + 1);
    if (!numbers_[chunk]) {
      numbers_[chunk].reset(new uint32_t[1u << ChunkNumbers::kOffsetBits]);
      std::fill_n(numbers_[chunk].get(), 1u << ChunkNumbers::kOffsetBits, kNone);
    }
    uint32_t& number = numbers_[chunk][offset(cell.asCell())];
    if (number == kNone) {
      number = nodeCount();
      queue_.push_back(cell);
    }
    return number;
  }
  uint32_t addOther(HgNodeType type, uint32_t name, uint32_t id, uint64_t size) {
    uint32_t number = nodeCount();
    queue_.push_back(JS::GCCellPtr());
    others_.emplace(number, Other{type, name, id, size});
    return number;
  }
  void edgeTo(HgEdgeType type, uint32_t name, uint32_t to) {
    sink_->edge(sink_->closure, type, name, to);
    edges_++;
  }
  void edge(HgEdgeType type, uint32_t name, JS::GCCellPtr to) {
    if (to) edgeTo(type, name, nodeOf(to));
  }
  void edge(HgEdgeType type, uint32_t name, const JS::Value& to) {
    if (to.isGCThing()) {
      edge(type, name, to.toGCCellPtr());
    } else if (to.isNumber() && (flags_ & kExposeNumericValues)) {
      edgeTo(type, name, numberNode(to));
    }
  }
  uint32_t numberNode(const JS::Value& value) {
    double number = value.toNumber();
    auto [entry, isNew] = numberNodes_.try_emplace(mozilla::BitwiseCast<uint64_t>(number), 0);
    if (isNew) {
      ToCStringBuf buffer;
      entry->second = addOther(kNumber, text(NumberToCString(&buffer, number)), freshId(), 0);
    }
    return entry->second;
  }
  void node(HgNodeType type, uint32_t name, uint32_t id, uint64_t size) {
    sink_->node(sink_->closure, type, name, id, size, edges_);
    edges_ = 0;
  }

  void roots(const std::vector<Root>& roots);
  void cell(uint32_t number, JS::GCCellPtr cell);
  void object(uint32_t number, JSObject* obj);
  void nativeObject(NativeObject* obj);
  uint64_t bufferData(JSObject* obj);
  void describe(JS::GCCellPtr cell, HgNodeType* type, uint32_t* name);
  void children(JS::GCCellPtr cell, bool slotsDone);
};

// The edges that the engine's own tracing tells of.
class ChildTracer final : public JS::CallbackTracer {
  Snapshot* snapshot_;
  bool slotsDone_;

 public:
  ChildTracer(Snapshot* snapshot, bool slotsDone)
      : JS::CallbackTracer(snapshot->cx_, JS::TracerKind::Callback,
                           JS::TraceOptions(JS::WeakMapTraceAction::Skip, JS::WeakEdgeTraceAction::Skip)),
        snapshot_(snapshot),
        slotsDone_(slotsDone) {}
  bool onChild(JS::GCCellPtr cell, const char* name) override {
    // Ranges have an index: those of an object are slots and elements.
    if (slotsDone_ && (!strcmp(name, "objectFixedSlots") || !strcmp(name, "objectDynamicSlots") ||
                       !strcmp(name, "objectElements"))) {
      return true;
    }
    if (!strcmp(name, "shape")) name = "map";
    snapshot_->edge(kInternal, snapshot_->name(name), cell);
    return true;
  }
};

void Snapshot::children(JS::GCCellPtr cell, bool slotsDone) {
  ChildTracer tracer(this, slotsDone);
  JS::TraceChildren(&tracer, cell);
}

// The bytes of a buffer are a node of their own, as in V8; what they count for.
uint64_t Snapshot::bufferData(JSObject* obj) {
  uint64_t bytes = 0;
  const void* shared = nullptr;
  if (obj->is<ArrayBufferObject>()) {
    auto& buffer = obj->as<ArrayBufferObject>();
    if (buffer.isDetached() || buffer.isInlineData() || !buffer.dataPointer()) return 0;
    bytes = buffer.byteLength();
  } else if (obj->is<SharedArrayBufferObject>()) {
    auto& buffer = obj->as<SharedArrayBufferObject>();
    if (buffer.getFixedSlot(SharedArrayBufferObject::RAWBUF_SLOT).isUndefined()) return 0;
    bytes = buffer.byteLengthOrMaxByteLength();
    shared = buffer.rawBufferObject();
  } else {
    return 0;
  }
  if (!bytes) return 0;
  uint32_t number = kNone;
  if (shared) {
    auto [entry, isNew] = sharedData_.try_emplace(shared, 0);
    if (isNew) entry->second = addOther(kNative, name("system / JSArrayBufferData"), cellId(obj) + 2, bytes);
    number = entry->second;
  } else {
    // No cell begins 8 bytes after another one.
    number = addOther(kNative, name("system / JSArrayBufferData"), cellId(obj) + 2, bytes);
  }
  edgeTo(kInternal, name("backing_store"), number);
  return bytes;
}

void Snapshot::nativeObject(NativeObject* obj) {
  uint32_t span = obj->slotSpan();
  slotKeys_.assign(span, JS::PropertyKey::Void());
  HgEdgeType type = obj->is<EnvironmentObject>() ? kContext : kProperty;
  for (ShapePropertyIter<NoGC> it(obj->shape()); !it.done(); it++) {
    if (!it->hasSlot() || it->slot() >= span) continue;
    if (it->isAccessorProperty()) {
      uint32_t key = name(it->key());
      if (JSObject* getter = obj->getGetter(*it)) edge(type, key, JS::GCCellPtr(getter));
      if (JSObject* setter = obj->getSetter(*it)) edge(type, key, JS::GCCellPtr(setter));
    } else {
      slotKeys_[it->slot()] = it->key();
    }
  }
  static const char* const kFunctionSlots[] = {nullptr, "context", "shared", "name"};
  for (uint32_t slot = 0; slot < span; slot++) {
    const JS::Value& value = obj->getSlot(slot);
    if (!slotKeys_[slot].isVoid()) {
      edge(type, name(slotKeys_[slot]), value);
    } else if (value.isGCThing()) {
      const char* label = "slot";
      if (obj->is<JSFunction>() && slot < std::size(kFunctionSlots) && kFunctionSlots[slot]) {
        label = kFunctionSlots[slot];
      } else if (obj->is<ArrayBufferViewObject>() && slot == ArrayBufferViewObject::BUFFER_SLOT) {
        label = "buffer";
      } else if (obj->is<EnvironmentObject>() && slot == EnvironmentObject::enclosingEnvironmentSlot()) {
        label = "previous";
      }
      edge(kInternal, name(label), value);
    }
  }
  for (uint32_t i = 0; i < obj->getDenseInitializedLength(); i++) edge(kElement, i, obj->getDenseElement(i));
}

void Snapshot::object(uint32_t number, JSObject* obj) {
  if (obj->hasStaticPrototype() && obj->staticPrototype()) {
    edge(kProperty, name("__proto__"), JS::GCCellPtr(obj->staticPrototype()));
  }
  uint64_t data = bufferData(obj);
  bool native = obj->is<NativeObject>();
  if (native) nativeObject(&obj->as<NativeObject>());
  children(JS::GCCellPtr(obj), native);

  auto [begin, end] = ephemerons_.values.equal_range(obj);
  for (auto entry = begin; entry != end; ++entry) edge(kInternal, name("value in WeakMap"), entry->second);

  if (obj->is<JSFunction>() && obj->as<JSFunction>().hasBaseScript()) {
    BaseScript* script = obj->as<JSFunction>().baseScript();
    uint32_t line = script->lineno(), column = script->column().oneOriginValue();
    sink_->location(sink_->closure, number, script->scriptSource()->id(), line ? line - 1 : 0, column - 1);
  }
  HgNodeType type = kObject;
  uint32_t label;
  if (obj->is<JSFunction>()) {
    type = kClosure;
    label = functionName(&obj->as<JSFunction>());
  } else if (obj->is<RegExpObject>()) {
    type = kRegExp;
    JSAtom* source = obj->as<RegExpObject>().getSource();
    label = source ? name(source) : name("");
  } else if (obj->is<EnvironmentObject>()) {
    label = internals() ? name(obj->getClass()->name) : name("system / Context");
  } else if (obj->is<ScriptSourceObject>()) {
    type = kCode;
    label = internals() ? name("ScriptSource") : name("system / Script");
  } else {
    label = constructorName(obj);
  }
  JS::ClassInfo info;
  obj->addSizeOfExcludingThis(mallocSize, &info, nullptr);
  // The bytes of a buffer stand in their own node.
  if (data) {
    info.objectsMallocHeapElementsArrayBuffer = info.objectsMallocHeapElementsAsmJS = 0;
    info.objectsNonHeapElementsNormal = info.objectsNonHeapElementsWasm = 0;
    info.objectsNonHeapElementsShared = info.objectsNonHeapElementsWasmShared = 0;
  }
  node(type, label, cellId(obj), obj->tenuredSizeOfThis() + info.sizeOfAllThings());
}

void Snapshot::describe(JS::GCCellPtr cell, HgNodeType* type, uint32_t* label) {
  *type = kHidden;
  switch (cell.kind()) {
    case JS::TraceKind::String: {
      JSString* string = &cell.as<JSString>();
      *type = string->isRope() ? kConsString : string->isDependent() ? kSlicedString : kString;
      *label = name(string);
      return;
    }
    case JS::TraceKind::Symbol:
      *type = kSymbol;
      *label = symbolName(&cell.as<JS::Symbol>());
      return;
    case JS::TraceKind::BigInt:
      *type = kBigInt;
      *label = name("bigint");
      return;
    case JS::TraceKind::Script: {
      *type = kCode;
      BaseScript* script = &cell.as<BaseScript>();
      JSFunction* fun = script->function();
      *label = fun && fun->maybePartialDisplayAtom() ? name(fun->maybePartialDisplayAtom())
               : script->filename()                  ? text(script->filename())
                                                     : name("");
      return;
    }
    case JS::TraceKind::JitCode:
      *type = kCode;
      *label = name(internals() ? "js::jit::JitCode" : "(machine code)");
      return;
    case JS::TraceKind::Shape:
      *type = kShape;
      *label = name(internals() ? "js::Shape" : "system / Map");
      return;
    case JS::TraceKind::BaseShape:
      *type = kShape;
      *label = name(internals() ? "js::BaseShape" : "system / Map");
      return;
    case JS::TraceKind::PropMap:
      *type = kShape;
      *label = name(internals() ? "js::PropMap" : "system / DescriptorArray");
      return;
    case JS::TraceKind::GetterSetter:
      *label = name(internals() ? "js::GetterSetter" : "system / AccessorPair");
      return;
    case JS::TraceKind::Scope:
      *label = name(internals() ? "js::Scope" : "system / ScopeInfo");
      return;
    case JS::TraceKind::RegExpShared:
      *type = kCode;
      *label = name(internals() ? "js::RegExpShared" : "system / RegExpData");
      return;
    default:
      *label = name("");
  }
}

void Snapshot::cell(uint32_t number, JS::GCCellPtr cell) {
  if (cell.is<JSObject>()) {
    object(number, &cell.as<JSObject>());
    return;
  }
  HgNodeType type;
  uint32_t label;
  describe(cell, &type, &label);
  // What the parent runtime owns costs this one nothing, and points to nothing of this one's.
  bool foreign = cell.asCell()->runtimeFromAnyThread() != cx_->runtime();
  if (!foreign) {
    children(cell, false);
    if (cell.is<JS::Symbol>()) {
      auto [begin, end] = ephemerons_.values.equal_range(cell.asCell());
      for (auto entry = begin; entry != end; ++entry) edge(kInternal, name("value in WeakMap"), entry->second);
    }
  }
  node(type, label, cellId(cell.asCell()), foreign ? 0 : JS::ubi::Node(cell).size(mallocSize));
}

// Roots of one name make a group. Names that begin alike differ only in detail.
void Snapshot::roots(const std::vector<Root>& roots) {
  std::vector<const char*> groups;
  std::unordered_map<const char*, uint32_t> known;
  std::vector<std::vector<JS::GCCellPtr>> members;
  for (const Root& root : roots) {
    auto [entry, isNew] = known.try_emplace(root.name, uint32_t(groups.size()));
    if (isNew) {
      groups.push_back(root.name);
      members.emplace_back();
    }
    members[entry->second].push_back(root.cell);
  }
  firstCell_ = kFirstGroup + uint32_t(groups.size());

  edgeTo(kElement, 1, kGcRoots);
  edge(kShortcut, name("global"), JS::GCCellPtr(static_cast<JSObject*>(cx_->global())));
  node(kSynthetic, name(""), fixedId(0), 0);
  for (uint32_t i = 0; i < groups.size(); i++) edgeTo(kElement, i, kFirstGroup + i);
  node(kSynthetic, name("(GC roots)"), fixedId(1), 0);
  for (uint32_t i = 0; i < groups.size(); i++) {
    for (uint32_t k = 0; k < members[i].size(); k++) edge(kElement, k, members[i][k]);
    std::string label = std::string("(") + groups[i] + ")";
    node(kSynthetic, text(label.c_str()), fixedId(kFirstGroup + i), 0);
  }
}

bool Snapshot::run() {
  RootTracer rootTracer(cx_);
  // Empties the nursery and finishes a collection that is under way.
  js::TraceRuntime(&rootTracer);
  JS::AutoCheckCannotGC nogc(cx_);
  gc::AutoSuppressGC suppress(cx_);
  js::TraceWeakMaps(&ephemerons_);
  roots(rootTracer.roots);
  for (size_t next = 0; next < queue_.size(); next++) {
    uint32_t number = firstCell_ + uint32_t(next);
    // The queue grows meanwhile.
    JS::GCCellPtr current = queue_[next];
    if (current) {
      cell(number, current);
    } else {
      Other other = others_.at(number);
      node(other.type, other.name, other.id, other.size);
    }
    if (tooLarge_) return false;
  }
  return true;
}

}  // namespace

extern "C" {

// Tells the sink of the current realm's runtime. Collects garbage first. False if the heap is too large to be described:
// ids have 32 bits.
bool hg_heap_snapshot(JSContext* cx, const HgSnapshotSink* sink, uint32_t flags) {
  JS::PrepareForFullGC(cx);
  JS::NonIncrementalGC(cx, JS::GCOptions::Normal, JS::GCReason::API);
  Snapshot snapshot(cx, sink, flags);
  return snapshot.run();
}

}  // extern "C"
