// What both writers of messages (plain_writer.cpp, clone.cpp) ask of an object.
#ifndef HEDDLE_GLUE_CLONE_H
#define HEDDLE_GLUE_CLONE_H

#include "js/Id.h"

namespace heddle {

// Whether this is the private name that instances of a class have which refuses to be cloned (hg_clone_refuse).
bool refusesClones(JS::PropertyKey key);

}  // namespace heddle

#endif
