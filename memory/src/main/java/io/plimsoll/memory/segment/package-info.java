/**
 * Segments: memory with an address, a length and a life, every access to which is checked.
 *
 * <p>To its users {@link io.plimsoll.memory.segment.MemorySegment} is one class. In here it has
 * layers, each of which adds a kind of operation: {@link io.plimsoll.memory.segment.SegmentMemory}
 * (address, limit, the check of both), {@code SegmentPrimitives}, {@code SegmentAtomics}, {@code
 * SegmentTransfers}, {@code SegmentComparison}, and on top of them {@code MemorySegment}, its life
 * and its views. A page of a pool is a segment, too: {@link io.plimsoll.memory.segment.PageTable}
 * has the segments by page, {@link io.plimsoll.memory.segment.PageLeases} leases them for one pool.
 *
 * <p><b>May enter:</b> operations on the bytes of a segment, in Apache Flink's words where it has
 * them; the lease of a page, from the moment that the tree has granted it. <b>May not enter:</b>
 * who gets how much ({@code budget}), where pages come from ({@code pages}), access without checks
 * ({@code access}), native calls ({@code region}).
 *
 * <p><b>Threads:</b> any thread may use a segment, but only its atomic operations synchronize: any
 * other byte that two threads share needs a happens-before edge of its own.
 *
 * <p><b>Invariants</b>
 *
 * <ol>
 *   <li>I4: a page has at most one lessee, and none while it is free; two pages never overlap.
 *   <li>An access out of range throws, whatever the sum of its arguments; one through a segment
 *       that was freed throws. One that races with the freeing of a page does not crash, unless the
 *       manager closes, or it writes after its region went back to the operating system.
 *   <li>Once every page has been leased, leasing and releasing makes no garbage at the levels
 *       {@code DISABLED} and {@code SIMPLE}, but for the stacks of samples.
 * </ol>
 */
@NullMarked
package io.plimsoll.memory.segment;

import org.jspecify.annotations.NullMarked;
