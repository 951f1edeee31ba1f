// What a heap snapshot is told to, and the names in it; see heap_snapshot.cpp.
#ifndef HEDDLE_GLUE_HEAP_SNAPSHOT_H
#define HEDDLE_GLUE_HEAP_SNAPSHOT_H

#include "vm/JSFunction.h"
#include "vm/StringType.h"
#include "vm/SymbolType.h"

#include <cstdint>
#include <unordered_map>

// Types in the order of V8's `node_types` and `edge_types`.
enum HgNodeType : uint8_t {
  kHidden,
  kArray,
  kString,
  kObject,
  kCode,
  kClosure,
  kRegExp,
  kNumber,
  kNative,
  kSynthetic,
  kConsString,
  kSlicedString,
  kSymbol,
  kBigInt,
  kShape,
};
enum HgEdgeType : uint8_t { kContext, kElement, kProperty, kInternal, kHiddenEdge, kShortcut, kWeak };

struct HgSnapshotSink {
  void* closure;
  // A string's number; equal strings may have one number. Latin-1 or UTF-16.
  uint32_t (*string)(void* closure, const void* chars, size_t length, bool twoByte);
  // The next edge: `name` is a string's number, or for element edges an index; `to` is a node's number.
  void (*edge)(void* closure, uint8_t type, uint32_t name, uint32_t to);
  // The next node, which has the last `edges` edges.
  void (*node)(void* closure, uint8_t type, uint32_t name, uint32_t id, uint64_t size, uint32_t edges);
  // Where a function stands; line and column from 0.
  void (*location)(void* closure, uint32_t node, uint32_t script, uint32_t line, uint32_t column);
};

enum HgSnapshotFlags : uint32_t { kExposeInternals = 1, kExposeNumericValues = 2 };

namespace heddle {

// Numbers that the sink gives to names.
class SnapshotNames {
 protected:
  JSContext* cx_;
  const HgSnapshotSink* sink_;

  SnapshotNames(JSContext* cx, const HgSnapshotSink* sink) : cx_(cx), sink_(sink) {}

  uint32_t text(const char* text);
  // A text of ours, which stays where it is.
  uint32_t name(const char* fixed);
  uint32_t name(JSAtom* atom);
  // The beginning of a string, without making a rope flat.
  uint32_t name(JSString* string);
  uint32_t name(JS::PropertyKey key);
  uint32_t symbolName(JS::Symbol* symbol);
  uint32_t functionName(JSFunction* fun);
  // The name under which DevTools sums objects up.
  uint32_t constructorName(JSObject* obj);

 private:
  uint32_t linear(JSLinearString* string);

  // Numbers of strings that come again: names of the engine, atoms, constructors by prototype.
  std::unordered_map<const void*, uint32_t> strings_;
};

}  // namespace heddle

#endif
