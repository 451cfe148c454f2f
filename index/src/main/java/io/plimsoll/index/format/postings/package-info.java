/**
 * Posting lists: which documents have a term, and how often, as trees of checksummed blocks.
 *
 * <p>Thread rule: a writer or a cursor belongs to one thread.
 */
@NullMarked
package io.plimsoll.index.format.postings;

import org.jspecify.annotations.NullMarked;
