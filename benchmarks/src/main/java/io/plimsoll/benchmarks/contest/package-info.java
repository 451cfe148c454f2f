/**
 * The rules: contestants run in turn on the same input, each with folders of its own, each output
 * checked.
 *
 * <p><b>What may enter:</b> what is the same for every benchmark, and Plimsoll, which is in all of
 * them. Not: a peer, or how figures are shown.
 *
 * <p><b>Threads.</b> All is confined to one thread: nothing runs beside a contestant.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>A run whose output is wrong has failed, however fast it was.
 *   <li>A contestant finds its folder empty, and the disk's write-back done.
 *   <li>Nothing stays behind, unless its user wants to keep it.
 * </ol>
 */
@NullMarked
package io.plimsoll.benchmarks.contest;

import org.jspecify.annotations.NullMarked;
