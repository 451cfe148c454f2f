package io.plimsoll.operators;

import org.jspecify.annotations.Nullable;

/**
 * A result of a {@link HashJoin}.
 *
 * @param left the left record; null where only the right one is a result
 * @param right the right record; null where only the left one is a result
 */
public record Joined<L, R>(@Nullable L left, @Nullable R right) {}
