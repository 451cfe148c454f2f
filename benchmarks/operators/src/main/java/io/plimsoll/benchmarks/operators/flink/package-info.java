/**
 * What Flink's operators need around them, and what its planner would generate for these tasks.
 *
 * <p><b>What may enter:</b> keys of rows whose first field is a number. Not: tasks.
 *
 * <p><b>Threads.</b> One.
 */
@NullMarked
package io.plimsoll.benchmarks.operators.flink;

import org.jspecify.annotations.NullMarked;
