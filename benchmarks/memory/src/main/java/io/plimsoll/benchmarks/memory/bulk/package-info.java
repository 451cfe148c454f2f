/**
 * Operations on many bytes at once: compare, equal, copy, swap.
 *
 * <p><b>What may enter:</b> one class for each library. Not: allocation while time is taken.
 *
 * <p><b>Threads.</b> One.
 */
@NullMarked
package io.plimsoll.benchmarks.memory.bulk;

import org.jspecify.annotations.NullMarked;
