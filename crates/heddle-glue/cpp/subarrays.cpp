// Keeps the optimising compiler from doing without the array that `subarray()` makes. It replaces what `fill()` and others
// return by the array that the part was taken from, and forgets the offset: compiled code would then write elsewhere.
// tests/sab/compiled-subarray-fill.js fails without this; when it passes with a newer engine, this file can go.

namespace js::jit {

class MInstruction;

class SubarrayReplacer {
 public:
  bool escapes(MInstruction* ins) const;
};

// Whether a part is used in ways that need the real object: always.
bool SubarrayReplacer::escapes(MInstruction*) const { return true; }

}  // namespace js::jit

extern "C" {

// Whether the replacement above is in effect (asked without optimisation, so that it is the linked one that answers).
// The reference to this function is also what makes the linker take this file.
__attribute__((optnone)) bool hg_subarrays_escape() {
  js::jit::SubarrayReplacer none;
  return none.escapes(nullptr);
}

}
