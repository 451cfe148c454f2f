/** Seam. */
@NullMarked
package io.plimsoll.index.record;

import org.jspecify.annotations.NullMarked;
