/**
 * External sorting of records that are byte strings on managed pages.
 *
 * <p>A record is {@code key || payload}, and the order of records is the unsigned lexicographic
 * order of their bytes: whoever adds records encodes their order into them (see the normalized keys
 * of {@code io.plimsoll.serde}). Nothing in this package knows what a record means.
 *
 * <p><b>The way of a record.</b> A {@link BinarySorter.Writer} copies it into the {@link
 * RecordHeap} of a {@link RunBuilder} and notes an entry (8 key bytes and the record's address) in
 * the {@link EntryIndex}. When memory is short the {@link EntrySorter} orders the entries and a
 * {@link RunWriter} moves the records, in order, to disk. In the end a {@link LoserTree} merges
 * what is on disk with what stayed in memory.
 *
 * <p><b>What may enter:</b> classes that order, store or merge byte strings. Not: types, text,
 * columns, files.
 *
 * <p><b>Threads.</b> A {@link BinarySorter} may have several writers, one thread each; its result
 * is read by one thread. Everything else is confined to the thread that holds its builder.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>The same records give the same result, whatever the memory and the number of writers.
 *   <li>A run holds its records in order, and without duplicates where the sorter is distinct.
 *   <li>The sorter's pool never holds more than it was opened with: merging takes its fan-in from
 *       the memory there is.
 *   <li>After {@code close} no page, file or thread of the sorter is left.
 * </ol>
 */
@NullMarked
package io.plimsoll.operators.sort;

import org.jspecify.annotations.NullMarked;
