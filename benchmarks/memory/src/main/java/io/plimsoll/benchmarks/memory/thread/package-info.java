/**
 * The threads that benchmarks run on.
 *
 * <p><b>What may enter:</b> what JMH makes its threads with. Not: a benchmark.
 *
 * <p><b>Threads.</b> It makes them.
 */
@NullMarked
package io.plimsoll.benchmarks.memory.thread;

import org.jspecify.annotations.NullMarked;
