/**
 * What the figures say: cases in groups, standings, aims, and how people and programs are told.
 *
 * <p><b>What may enter:</b> scores as JMH found them, comparisons, tables, JSON. Not: processes,
 * and which groups there are.
 *
 * <p><b>Threads.</b> All is confined to one thread.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>A figure is the less the better.
 *   <li>A ratio above 1 says that the peer took more.
 *   <li>Every figure that was measured is shown, and every aim, met or not.
 * </ol>
 */
@NullMarked
package io.plimsoll.benchmarks.micro.result;

import org.jspecify.annotations.NullMarked;
