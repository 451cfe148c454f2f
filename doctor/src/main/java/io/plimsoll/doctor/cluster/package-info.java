/**
 * What a cluster of Flink tells of itself through its REST API: its processes and their memory, its
 * jobs and what became of them.
 *
 * <p><b>May enter:</b> which question gets which answer, in Flink 1.14 to 2.3. <b>May not
 * enter:</b> the protocol ({@code rest}), what is wrong with a figure (that is a rule, as data),
 * terminals.
 *
 * <p><b>Threads:</b> a reader is for one thread; values are immutable.
 *
 * <p><b>Invariants</b>
 *
 * <ol>
 *   <li>A cluster is only looked at: nothing is triggered in it but what its own pages trigger.
 *   <li>An answer that is missing, cut or of an unknown form makes figures unknown and is noted;
 *       only a server that is no JobManager is a failure.
 *   <li>Memory grows with the number of processes and jobs, up to a limit, and not with what they
 *       say.
 * </ol>
 */
@NullMarked
package io.plimsoll.doctor.cluster;

import org.jspecify.annotations.NullMarked;
