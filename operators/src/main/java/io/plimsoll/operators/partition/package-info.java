/**
 * Records of unsorted partitions: collected on pages in memory, written to disk, read back.
 *
 * <p>Join and aggregation both stand on it: what is divided by hash and doesn't fit is a set of
 * {@link io.plimsoll.operators.partition.Partition}s. A partition takes records until it is told to
 * {@linkplain io.plimsoll.operators.partition.Partition#spill spill}; from then on they go to disk
 * by way of the operator's workspace. {@linkplain io.plimsoll.operators.partition.Partition#finish
 * Finished}, it is a {@link io.plimsoll.operators.partition.SpilledPartition}, which a {@link
 * io.plimsoll.operators.partition.PartitionReader} reads page by page or record by record.
 *
 * <p><b>What may enter:</b> records with their hashes, in no order, in memory and on disk. Not:
 * which partition a record belongs to, when to spill, what records mean.
 *
 * <p><b>Threads.</b> Each object is used by one thread at a time; what is finished is immutable.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>What was appended is read, once each, in the order in which it was appended.
 *   <li>After {@code spill}, appending takes pages of the workspace only, and always goes on: it
 *       waits for what is on its way to disk.
 *   <li>A page that finds no memory leaves everything as it was.
 *   <li>A page has either small records or a part of one large record.
 *   <li>Closing gives all pages back and deletes all files, of what is not finished.
 * </ol>
 */
@NullMarked
package io.plimsoll.operators.partition;

import org.jspecify.annotations.NullMarked;
