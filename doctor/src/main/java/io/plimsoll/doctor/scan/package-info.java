/**
 * Fast reading of long inputs: which lines have one of some hundred texts in them.
 *
 * <p><b>May enter:</b> automata over bytes, lines, decompression. <b>May not enter:</b> regular
 * expressions, rules.
 *
 * <p><b>Threads:</b> an automaton is immutable; a scan is for one thread.
 *
 * <p><b>Invariants</b>
 *
 * <ol>
 *   <li>Every byte is looked at once, and nothing is allocated for lines without a text.
 *   <li>A line of any length takes no more than the buffer: it comes in pieces that overlap.
 * </ol>
 */
@NullMarked
package io.plimsoll.doctor.scan;

import org.jspecify.annotations.NullMarked;
