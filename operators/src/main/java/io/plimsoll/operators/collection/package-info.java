/**
 * Collections that are larger than memory: a list, a queue, a map and a set whose pages go to disk
 * when the memory they share with others runs short.
 *
 * <p><b>What may enter:</b> the collections as users see them, and the space of pages below them.
 * Not: operators that see their whole input before they answer.
 *
 * <p><b>Threads.</b> A collection is used by one thread at a time. Others of its job have it spill
 * between two calls only.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>What is read is what was written, wherever the page has been meanwhile.
 *   <li>A collection gets on with the few pages that it is guaranteed; only its page table, some
 *       twenty bytes for each page, is on the heap.
 *   <li>A collection of which something could not be written or read back is lost and says so with
 *       every further call.
 *   <li>{@code close} leaves no page and no file.
 * </ol>
 */
@NullMarked
package io.plimsoll.operators.collection;

import org.jspecify.annotations.NullMarked;
