/**
 * What one pool may have and has: limits, sums, and bytes at hand.
 *
 * <p><b>May enter:</b> numbers of bytes. <b>May not enter:</b> pages, pools, and what is done with
 * either: an {@code Allowance} knows the one above it and no other.
 *
 * <p><b>Threads:</b> the lock of the tree guards all of it, but for the cells of {@code ByteSlack},
 * which threads share.
 *
 * <p><b>Invariants:</b> I2, as in {@link io.plimsoll.memory.budget}.
 */
@NullMarked
package io.plimsoll.memory.budget.allowance;

import org.jspecify.annotations.NullMarked;
