/**
 * Groups on pages: how they lie, how they are found, how tables of them become one.
 *
 * <p><b>What may enter:</b> one table of groups and its records, in memory. Not: when a table is
 * divided, merged or written, nor threads.
 *
 * <p><b>Threads.</b> A table and its pages are one thread's at a time; layouts are immutable.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>A page of records can be written as it is, and taken into any table of the same layout:
 *       what a record holds of addresses is not looked at then.
 *   <li>A record is taken into a table wholly or not at all; a table that finds no page is as it
 *       was.
 *   <li>Every group and every distinct value of a table has one entry in its directory, but for
 *       tables that only collect.
 * </ol>
 */
@NullMarked
package io.plimsoll.operators.aggregate.table;

import org.jspecify.annotations.NullMarked;
