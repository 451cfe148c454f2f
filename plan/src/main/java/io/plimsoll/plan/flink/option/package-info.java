/**
 * The memory options of Apache Flink by version, and how their values are read.
 *
 * <p><b>May enter:</b> keys, their older and retired spellings, defaults, what Flink's own parsers
 * accept. <b>May not enter:</b> rules between options, files, YAML.
 *
 * <p><b>Threads:</b> everything is immutable.
 *
 * <p><b>Invariants</b>
 *
 * <ol>
 *   <li>A value is read exactly if Flink of that version reads it, and as the same number.
 *   <li>A value that can't be read is a conflict that names the option and what it takes.
 * </ol>
 */
@NullMarked
package io.plimsoll.plan.flink.option;

import org.jspecify.annotations.NullMarked;
