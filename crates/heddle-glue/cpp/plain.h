// Plain data: objects and arrays of strings, numbers, booleans, null and undefined, which is most of what programs send.
// plain_writer.cpp writes such a value into one block and plain.cpp makes it again, without the engine's clone machinery,
// which takes several times as long.
#ifndef HEDDLE_GLUE_PLAIN_H
#define HEDDLE_GLUE_PLAIN_H

#include <atomic>
#include <cstdint>

// One message: this head, references to string buffers, then the values as plain_writer.cpp writes them. Immutable but for the
// count of its owners.
struct HgPlain {
  std::atomic<uint32_t> owners;
  uint32_t bytes;
  uint32_t buffers;
  uint32_t sizeClass;  // of message_blocks.h
};

namespace heddle {

enum class PlainTag : uint8_t {
  Undefined,
  Null,
  True,
  False,
  Int32,
  Double,
  Latin1,         // length, characters
  TwoByte,        // length, characters
  Latin1Buffer,   // length, index of a string buffer
  TwoByteBuffer,  // length, index of a string buffer
  Object,         // count, then for each property: key (Latin1 or TwoByte), value
  Array,          // length, values
  Seen,           // index of an object that was finished before this one
};

}  // namespace heddle

#endif
