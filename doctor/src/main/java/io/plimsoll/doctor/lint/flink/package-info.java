/**
 * What is wrong with a configuration of Flink: keys, values, and what follows from them.
 *
 * <p><b>May enter:</b> the forms of Flink's files, rules on options. <b>May not enter:</b> how
 * Flink divides memory (module {@code plan} knows), containers.
 *
 * <p><b>Threads:</b> everything is for one thread.
 *
 * <p><b>Invariants</b>
 *
 * <ol>
 *   <li>What Flink takes without harm is no finding.
 *   <li>A configuration that is proposed has a plan.
 * </ol>
 */
@NullMarked
package io.plimsoll.doctor.lint.flink;

import org.jspecify.annotations.NullMarked;
