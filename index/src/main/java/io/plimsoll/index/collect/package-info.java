/**
 * From text to sorted records: terms are counted in a table on managed pages, and its counts go to
 * the sorter.
 *
 * <p>What may enter: counting and the encoding of counts. Nothing here reads documents or writes
 * index files.
 *
 * <p>Thread rule: a {@link io.plimsoll.index.collect.TermCollector} belongs to one thread.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>The memory of a collector is what it was given; a full table is emptied into the sorter.
 *   <li>Records of one term, in the order of their bytes, have ascending documents.
 * </ol>
 */
@NullMarked
package io.plimsoll.index.collect;

import org.jspecify.annotations.NullMarked;
