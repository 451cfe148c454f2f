/**
 * How an examination works: lines against rules, facts collected, findings in order.
 *
 * <p><b>May enter:</b> what has state while inputs are read. <b>May not enter:</b> knowledge of
 * single symptoms, the language of rules.
 *
 * <p><b>Threads:</b> everything here is for one thread.
 *
 * <p><b>Invariants</b>
 *
 * <ol>
 *   <li>A regular expression that takes too long on a line is given up for that line, and said so.
 *   <li>A rule keeps its first pieces of evidence and a count: memory does not grow with matches.
 * </ol>
 */
@NullMarked
package io.plimsoll.doctor.examine;

import org.jspecify.annotations.NullMarked;
