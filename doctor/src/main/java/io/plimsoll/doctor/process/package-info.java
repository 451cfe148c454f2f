/**
 * What the operating system tells of a running process: its mappings, its threads, its control
 * group, its owner.
 *
 * <p><b>May enter:</b> readers of the files under {@code /proc} and {@code /sys/fs/cgroup}. <b>May
 * not enter:</b> what a JVM says of itself ({@code jvm}), what a mapping is for ({@code bridge}).
 *
 * <p><b>Threads:</b> readers are for one thread; values are immutable.
 *
 * <p><b>Invariants</b>
 *
 * <ol>
 *   <li>Nothing but reading is done to the process.
 *   <li>A file that is missing, cut or of an unknown form makes figures unknown, and nothing fails.
 *   <li>Memory does not grow with the number of mappings.
 * </ol>
 */
@NullMarked
package io.plimsoll.doctor.process;

import org.jspecify.annotations.NullMarked;
