package io.plimsoll.plan.flink;

import io.plimsoll.plan.ByteSize;
import org.jspecify.annotations.Nullable;

/**
 * One change after which a configuration has a plan.
 *
 * @param key the option to change
 * @param from what it says now; null if it is not set
 * @param to what it is to say; null if it is to be removed
 */
public record Remedy(String key, @Nullable String from, @Nullable String to) {

    /** How far the new value is from the old one; removing is further than any change. */
    ByteSize distance() {
        if (to == null || from == null) {
            return ByteSize.MAX;
        }
        return new ByteSize(
                Math.abs(ByteSize.parse(to).bytes() - ByteSize.parse(from).bytes()));
    }

    @Override
    public String toString() {
        if (to == null) {
            return "remove " + key + " (now " + from + ")";
        }
        return from == null
                ? "set %s: %s".formatted(key, to)
                : "set %s: %s (now %s)".formatted(key, to, from);
    }
}
