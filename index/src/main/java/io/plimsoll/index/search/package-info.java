/**
 * Searches an index: all terms of a query, ranked by BM25.
 *
 * <p>What may enter: matching and ranking. Not: how a file is laid out, what a term is.
 *
 * <p>Thread rule: an {@link io.plimsoll.index.search.InvertedIndex} may be searched by any number
 * of threads at once; each search has buffers of its own. A result that is read step by step
 * belongs to one thread.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A search holds a few blocks of each posting list and the best hits so far, never a list, a
 *       table or all hits.
 *   <li>Hits are ordered by descending score, then by document: in the order of reading.
 *   <li>A score depends on the index and the set of terms only, bit by bit.
 * </ol>
 */
@NullMarked
package io.plimsoll.index.search;

import org.jspecify.annotations.NullMarked;
