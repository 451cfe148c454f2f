/**
 * Partitions that threads share: groups by bits of their hashes, in memory as long as they fit, and
 * on disk.
 *
 * <p><b>What may enter:</b> what takes records in, and writes the largest when memory is short.
 * Not: writers, results, reading back.
 *
 * <p><b>Threads.</b> A partition is guarded by its lock. Whoever holds one only tries to lock
 * others.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>In a partition that was never written each group has one state.
 *   <li>Writing takes no page: what is written is free afterwards.
 * </ol>
 */
@NullMarked
package io.plimsoll.operators.aggregate.partition;

import org.jspecify.annotations.NullMarked;
