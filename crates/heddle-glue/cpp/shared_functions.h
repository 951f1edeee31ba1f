// Functions that isolates compile for each other.
#ifndef HEDDLE_GLUE_SHARED_FUNCTIONS_H
#define HEDDLE_GLUE_SHARED_FUNCTIONS_H

#include "js/experimental/JSStencil.h"

namespace heddle {

// Functions of this stencil that one isolate has compiled are the others', too. Call it before it is shared.
void shareFunctions(JS::Stencil* stencil);

}  // namespace heddle

#endif
