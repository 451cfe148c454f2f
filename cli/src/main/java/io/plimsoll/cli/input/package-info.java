/**
 * Input as blocks of whole records, read once, in order.
 *
 * <p><b>What may enter:</b> what fills blocks from a {@code source} as its {@code framing} says.
 * Not: columns, keys, or what is done with a record.
 *
 * <p><b>Threads.</b> A {@link BlockQueue} is shared: one thread at a time fills its block. All else
 * is confined to the thread that has its turn.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>Blocks are numbered in input order, and each record is in exactly one block.
 *   <li>Memory for input doesn't grow with it.
 * </ol>
 */
@NullMarked
package io.plimsoll.cli.input;

import org.jspecify.annotations.NullMarked;
