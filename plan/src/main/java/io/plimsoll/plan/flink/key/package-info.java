/**
 * The keys of Flink's options: which there are in which version, and which one a wrong key was
 * meant to be.
 *
 * <p><b>May enter:</b> keys as data, their spelling. <b>May not enter:</b> what values do to a
 * process, files of configuration.
 *
 * <p><b>Threads:</b> everything is immutable.
 *
 * <p><b>Invariants</b>
 *
 * <ol>
 *   <li>A key that a version reads is never called wrong for that version.
 *   <li>A key that is proposed is read by the version for which it is.
 * </ol>
 */
@NullMarked
package io.plimsoll.plan.flink.key;

import org.jspecify.annotations.NullMarked;
