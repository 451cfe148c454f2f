/**
 * What leased pages take on the heap.
 *
 * <p><b>What may enter:</b> one class for each library that leases pages as objects. Time is not
 * measured here.
 *
 * <p><b>Threads.</b> One.
 */
@NullMarked
package io.plimsoll.benchmarks.memory.heap;

import org.jspecify.annotations.NullMarked;
