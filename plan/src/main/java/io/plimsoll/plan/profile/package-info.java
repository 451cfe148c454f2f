/**
 * What operators' experience adds to Flink's rules: how a TaskManager is best configured for where
 * it runs and what it does, and whether that can work.
 *
 * <p><b>May enter:</b> recommendations that can be computed, with their source. <b>May not
 * enter:</b> recommendations without numbers; Flink's own rules, which are in {@code flink}.
 *
 * <p><b>Threads:</b> everything is immutable.
 *
 * <p><b>Invariants</b>
 *
 * <ol>
 *   <li>A profile never replaces an option that is set: it says what it would have set.
 *   <li>What can't work is a conflict, with the numbers.
 * </ol>
 */
@NullMarked
package io.plimsoll.plan.profile;

import org.jspecify.annotations.NullMarked;
