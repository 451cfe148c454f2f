/**
 * What users know of pages on disk: finished runs and places in them.
 *
 * <p>What may enter: values that describe what is written, and that users keep, compare and pass
 * back. What may not: open files, threads, anything that reads or writes.
 *
 * <p>Thread rule: all classes are immutable.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>A description stays what it is when the files are gone; whoever opens them finds out.
 *   <li>Positions of a run are ordered as its pages were written.
 * </ol>
 */
@NullMarked
package io.plimsoll.spill.run;

import org.jspecify.annotations.NullMarked;
