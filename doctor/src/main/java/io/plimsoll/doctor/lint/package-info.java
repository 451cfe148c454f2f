/**
 * A linter of configurations and manifests: what is wrong with them before anything is started.
 *
 * <p><b>May enter:</b> what decides which texts are looked at as what. <b>May not enter:</b> the
 * rules ({@code flink} and {@code container} have them), files, terminals.
 *
 * <p><b>Threads:</b> everything is for one thread.
 *
 * <p><b>Invariants</b>
 *
 * <ol>
 *   <li>No text makes a linter fail or hang: what can't be read is a finding, with line and column.
 *   <li>The same texts give the same findings, in the order of files and places.
 * </ol>
 */
@NullMarked
package io.plimsoll.doctor.lint;

import org.jspecify.annotations.NullMarked;
