/**
 * The hash of byte strings, fresh bits of it at each level of recursion, and directories that find
 * records by it.
 *
 * <p>Aggregation and join use all of it: {@link io.plimsoll.operators.hash.ByteHash} for the hash,
 * {@link io.plimsoll.operators.hash.HashBits} for which of its bits mean what, {@link
 * io.plimsoll.operators.hash.HashDirectory} to find the records that have a hash. A directory holds
 * references only: who uses it keeps the records, compares keys, and enters all of them again after
 * it grew.
 *
 * <p><b>What may enter:</b> what follows from a key's bytes, and tables of references. Not: the
 * records, their layout, disk, threads.
 *
 * <p><b>Threads.</b> Hashing is for any thread; a directory is one thread's at a time.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>The same bytes have the same hash, in memory and in an array, at any alignment.
 *   <li>The bits that choose a partition at one level are none of those that choose slot or salt
 *       there, and are independent of those that choose partitions at other levels.
 *   <li>What finds no page leaves a directory as it was: usable, only fuller.
 *   <li>A directory is never full: looking for what isn't there ends.
 * </ol>
 */
@NullMarked
package io.plimsoll.operators.hash;

import org.jspecify.annotations.NullMarked;
