/**
 * What is wrong with manifests: containers whose limits don't suit the processes in them.
 *
 * <p><b>May enter:</b> manifests of Kubernetes and of Flink's operator, values of charts, arguments
 * of JVMs. <b>May not enter:</b> rules of Flink's own options ({@code flink} has them).
 *
 * <p><b>Threads:</b> everything is for one thread.
 *
 * <p><b>Invariants</b>
 *
 * <ol>
 *   <li>A container is whatever has {@code resources.limits.memory}; what is said beside that, and
 *       not of a container within, is said of it.
 * </ol>
 */
@NullMarked
package io.plimsoll.doctor.lint.container;

import org.jspecify.annotations.NullMarked;
