// What allocations report to the budgets of their thread's runtime (limits.cpp).
#ifndef HEDDLE_GLUE_LIMITS_H
#define HEDDLE_GLUE_LIMITS_H

#include <cstddef>

struct JSContext;
class JSStructuredCloneData;

namespace heddle {

// Whether a buffer or a wasm memory of so many bytes may be made; it may then be counted with `noteExternal`.
bool allowExternal(size_t bytes);
void noteExternal(size_t bytes);
// Whether there was memory for a buffer that was asked for: if not, what the engine reports next is that.
void noteBuffer(bool made);
// Characters that a message shares with its sender, of strings that were just made.
void noteSharedText(size_t bytes);

// Around the reading of a message: buffers that it brings along were allocated elsewhere.
class Receiving {
  size_t before_;
  size_t since_;
  size_t texts_ = 0;

 public:
  Receiving(JSContext* cx, JSStructuredCloneData& data);
  ~Receiving();
};

// A major collection ended.
void collectionEnded();

// Bytes of the runtime's buffers.
struct ExternalBytes {
  size_t buffers;  // ArrayBuffers and SharedArrayBuffers
  size_t wasm;     // memories
};
ExternalBytes measureExternal(JSContext* cx);

}  // namespace heddle

#endif
