/**
 * What a configuration of Flink says beside the log: the sizes of its parts, and the nearest one
 * that starts.
 *
 * <p><b>May enter:</b> what {@code io.plimsoll.plan} derives, as named values for advice. <b>May
 * not enter:</b> rules of Flink's own, files.
 *
 * <p><b>Threads:</b> everything is immutable.
 */
@NullMarked
package io.plimsoll.doctor.flink;

import org.jspecify.annotations.NullMarked;
