/**
 * What following leases costs: a page or a block taken, written to and given back, at three levels
 * of leak detection.
 *
 * <p><b>What may enter:</b> one class for each level, which differ in nothing else.
 *
 * <p><b>Threads.</b> As many as JMH is told; the manager and the allocator are shared, each thread
 * has a pool of pages of its own.
 */
@NullMarked
package io.plimsoll.benchmarks.memory.leases;

import org.jspecify.annotations.NullMarked;
