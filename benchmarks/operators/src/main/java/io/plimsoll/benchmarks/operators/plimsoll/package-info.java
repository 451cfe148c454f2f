/**
 * What Plimsoll's operators need around them.
 *
 * <p><b>What may enter:</b> memory, temporary files and threads. Not: tasks.
 *
 * <p><b>Threads.</b> One, but for {@link io.plimsoll.benchmarks.operators.plimsoll.Shares}, which
 * starts others and waits for them.
 */
@NullMarked
package io.plimsoll.benchmarks.operators.plimsoll;

import org.jspecify.annotations.NullMarked;
