/**
 * Records of a key and a payload, by key.
 *
 * <p><b>What may enter:</b> what {@link io.plimsoll.benchmarks.operators} says.
 *
 * <p><b>Threads.</b> One adds and reads; engines may have others behind it.
 */
@NullMarked
package io.plimsoll.benchmarks.operators.sort;

import org.jspecify.annotations.NullMarked;
