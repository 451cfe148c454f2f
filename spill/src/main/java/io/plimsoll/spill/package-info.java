/** Pages to disk and back: checksummed extents, written behind and read ahead. */
@NullMarked
package io.plimsoll.spill;

import org.jspecify.annotations.NullMarked;
