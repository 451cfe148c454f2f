/**
 * External sorting of records that are byte strings on managed pages.
 *
 * <p><b>The way of a record.</b> A {@link SortWriter} copies it into the {@code RecordHeap} of a
 * {@code RunBuilder} and notes an entry (8 key bytes and the record's address) in the {@code
 * EntryIndex}. When memory is short the {@code EntrySorter} orders the entries and a {@code
 * RunWriter} moves the records, in order, to disk. In the end a {@code LoserTree} merges what is on
 * disk with what stayed in memory.
 *
 * <p><b>What may enter:</b> the sorter as its users see it, and what decides when to spill and what
 * to merge. Not: how records lie and compare ({@code record}), what a run is ({@code run}).
 *
 * <p><b>Threads.</b> A {@link BinarySorter} may have several writers, one thread each; its result
 * is read by one thread.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>The same records give the same result, whatever the memory and the number of writers.
 *   <li>The sorter's pool never holds more than it was opened with: merging takes its fan-in from
 *       the memory there is.
 *   <li>After {@code close} no page, file or thread of the sorter is left.
 * </ol>
 */
@NullMarked
package io.plimsoll.operators.sort;

import org.jspecify.annotations.NullMarked;
