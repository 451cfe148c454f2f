/**
 * What can be computed of a group: functions over states that lie on pages.
 *
 * <p>A state is made empty, takes values, takes other states of the same group, and gives a result;
 * so that it can be computed in parts, by several threads and on several levels. States of fixed
 * size lie in the group's record. Functions whose states have none are <em>attached</em>: what they
 * keep lies in records of its own, beside the group's.
 *
 * <p><b>What may enter:</b> functions, and how their states lie. Not: tables, pages, disk, objects
 * of users.
 *
 * <p><b>Threads.</b> Functions of fixed size have no fields that change: any thread. Attached ones
 * may have; {@link io.plimsoll.operators.aggregate.function.AttachedFunction#duplicate} gives one
 * for another thread.
 *
 * <p><b>Invariants.</b>
 *
 * <ol>
 *   <li>Merging with an empty state changes nothing, on either side.
 *   <li>The result doesn't depend on how values were divided among states that were merged; of sums
 *       of doubles only the last digits do.
 *   <li>A state is meaningful wherever its bytes are: it holds no address that others rely on.
 * </ol>
 */
@NullMarked
package io.plimsoll.operators.aggregate.function;

import org.jspecify.annotations.NullMarked;
