/**
 * Two inputs by an equal key: a build side whose keys are unique, and a probe side.
 *
 * <p><b>What may enter:</b> what {@link io.plimsoll.benchmarks.operators} says.
 *
 * <p><b>Threads.</b> One, unless a class says otherwise.
 */
@NullMarked
package io.plimsoll.benchmarks.operators.join;

import org.jspecify.annotations.NullMarked;
