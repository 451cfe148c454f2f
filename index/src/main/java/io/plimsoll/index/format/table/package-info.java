/**
 * Sorted tables from byte string to byte string, as trees of checksummed blocks.
 *
 * <p>Thread rule: a writer or a table belongs to one thread.
 */
@NullMarked
package io.plimsoll.index.format.table;

import org.jspecify.annotations.NullMarked;
