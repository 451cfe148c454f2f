/** Operators on binary pages that spill instead of failing. */
@NullMarked
package io.plimsoll.operators;

import org.jspecify.annotations.NullMarked;
