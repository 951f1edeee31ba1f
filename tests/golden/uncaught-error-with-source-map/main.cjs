// flags: --enable-source-maps
require('./_packed.cjs').average([]);
