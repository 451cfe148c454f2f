/**
 * Texts that are linted, and where in a file each part of them is.
 *
 * <p><b>May enter:</b> texts, YAML as nodes, places. <b>May not enter:</b> what a text means.
 *
 * <p><b>Threads:</b> everything is for one thread.
 *
 * <p><b>Invariants</b>
 *
 * <ol>
 *   <li>No text makes reading fail or hang: what can't be read is a finding, with line and column.
 *   <li>A text within another (a block of a ConfigMap) has the places of the outer one.
 * </ol>
 */
@NullMarked
package io.plimsoll.doctor.lint.source;

import org.jspecify.annotations.NullMarked;
