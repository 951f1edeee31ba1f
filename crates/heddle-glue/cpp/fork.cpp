// What a process needs that is forked from one with a warm engine: no helper threads before the fork, its own
// randomness after it, helper threads once it has use for them.
#include "jsapi.h"
#include "jsfriendapi.h"
#include "js/GCAPI.h"
#include "js/Realm.h"
#include "vm/HelperThreads.h"
#include "vm/JSContext.h"
#include "vm/Realm.h"
#include "vm/Runtime.h"

namespace js {
// vm/Runtime.cpp. Read whenever the engine would use a helper thread.
extern bool gCanUseExtraThreads;
}  // namespace js

// The generators that keys of hash tables come from are private.
namespace {
using Generator = mozilla::non_crypto::XorShift128PlusRNG;
struct RealmKeys {
  using Type = Generator JS::Realm::*;
  friend Type memberOf(RealmKeys);
};
struct RuntimeKeys {
  using Type = mozilla::Maybe<Generator> JSRuntime::*;
  friend Type memberOf(RuntimeKeys);
};
struct SymbolHashes {
  using Type = mozilla::Maybe<Generator> JSRuntime::*;
  friend Type memberOf(SymbolHashes);
};
template <typename Tag, typename Tag::Type member>
struct Open {
  friend typename Tag::Type memberOf(Tag) { return member; }
};
template struct Open<RealmKeys, &JS::Realm::randomKeyGenerator_>;
template struct Open<RuntimeKeys, &JSRuntime::randomKeyGenerator_>;
template struct Open<SymbolHashes, &JSRuntime::randomHashCodeGenerator_>;
}  // namespace

extern "C" {

// The engine does everything on the threads that use it. Before the first context.
void hg_helpers_off() { js::gCanUseExtraThreads = false; }

// The engine's helper threads from now on; false if they cannot be started. On the thread of the process's only context.
bool hg_helpers_on(JSContext* cx) {
  if (js::gCanUseExtraThreads) return true;
  js::gCanUseExtraThreads = true;
  if (!js::EnsureHelperThreadsInitialized()) {
    js::gCanUseExtraThreads = false;
    return false;
  }
  // Makes the collector count the threads that it has.
  JS_SetGCParameter(cx, JSGC_HELPER_THREAD_RATIO, 50);
  return true;
}

// New seeds for Math.random and for the keys of hash tables that are made from now on. In a realm.
void hg_reseed(JSContext* cx) {
  JSRuntime* rt = cx->runtime();
  (rt->*memberOf(RuntimeKeys())).reset();
  (rt->*memberOf(SymbolHashes())).reset();
  cx->realm()->*memberOf(RealmKeys()) = rt->forkRandomKeyGenerator();
  JS::ResetRealmMathRandomSeed(cx);
}

}  // extern "C"
