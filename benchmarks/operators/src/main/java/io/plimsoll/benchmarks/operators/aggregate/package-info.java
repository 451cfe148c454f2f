/**
 * Count, sum, least and greatest value by key.
 *
 * <p><b>What may enter:</b> what {@link io.plimsoll.benchmarks.operators} says.
 *
 * <p><b>Threads.</b> One, unless a class says otherwise.
 */
@NullMarked
package io.plimsoll.benchmarks.operators.aggregate;

import org.jspecify.annotations.NullMarked;
