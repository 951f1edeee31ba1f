// FinalizationRegistries whose callbacks are not all called yet.
#include "builtin/FinalizationRegistryObject.h"
#include "vm/JSContext.h"
#include "vm/JSFunction.h"

#include "vm/JSObject-inl.h"
#include "vm/NativeObject-inl.h"

extern "C" {

// The engine gives the host a function that calls a registry's callback for each target that was collected; it stops at
// the first that throws. True if targets are left: the function is then to be called again.
bool hg_cleanup_unfinished(JSObject* function) {
  // Slot 0 of the function: FinalizationQueueObject's DoCleanupFunction_QueueSlot, which is private.
  JS::Value value = function->as<JSFunction>().getExtendedSlot(0);
  auto& queue = value.toObject().as<js::FinalizationQueueObject>();
  if (queue.isQueuedForCleanup() || !queue.hasRecordsToCleanUp()) return false;
  queue.setQueuedForCleanup(true);
  return true;
}

}  // extern "C"
