/**
 * Reads and writes of single numbers, in the order of addresses and at random, over 64 pages.
 *
 * <p><b>What may enter:</b> one class for each library, each with the same loops over its own type,
 * so that no call is slower than its users would have it. Not: allocation while time is taken.
 *
 * <p><b>Threads.</b> One.
 */
@NullMarked
package io.plimsoll.benchmarks.memory.segment;

import org.jspecify.annotations.NullMarked;
