/**
 * Figures of a contest for people and for programs.
 *
 * <p><b>What may enter:</b> arithmetic on runs, tables, facts about the machine. Not: what starts a
 * process.
 *
 * <p><b>Threads.</b> All is confined to one thread.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>Every run is in the figures: a failed one is told, a lost contest is shown.
 *   <li>A ratio above 1 says that the peer took longer.
 * </ol>
 */
@NullMarked
package io.plimsoll.benchmarks.report;

import org.jspecify.annotations.NullMarked;
