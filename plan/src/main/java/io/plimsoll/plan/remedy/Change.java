package io.plimsoll.plan.remedy;

import io.plimsoll.plan.ByteSize;
import io.plimsoll.plan.Lever.Kind;
import org.jspecify.annotations.Nullable;

/**
 * One option's new value.
 *
 * @param option the option's key
 * @param kind what its values are
 * @param from what holds now, set or by default; null if there is nothing
 * @param to what it is to say; null if it is to be removed
 */
public record Change(String option, Kind kind, @Nullable String from, @Nullable String to) {

    /** Returns how far a size moves: that of a removal, or of another kind, is {@code MAX}. */
    public ByteSize distance() {
        if (to == null || kind != Kind.SIZE) {
            return ByteSize.MAX;
        }
        return new ByteSize(Math.abs(ByteSize.parse(to).bytes() - bytesOr(from, 0)));
    }

    /** Returns whether it makes a size smaller. */
    boolean takes() {
        return to != null && kind == Kind.SIZE && ByteSize.parse(to).bytes() < bytesOr(from, 0);
    }

    /** Returns the bytes of a size; of what is none, the other. */
    static long bytesOr(@Nullable String text, long otherwise) {
        try {
            return text == null ? otherwise : ByteSize.parse(text).bytes();
        } catch (IllegalArgumentException unreadable) {
            return otherwise;
        }
    }

    @Override
    public String toString() {
        if (to == null) {
            return "remove %s (now %s)".formatted(option, from);
        }
        return from == null
                ? "set %s: %s".formatted(option, to)
                : "set %s: %s (now %s)".formatted(option, to, from);
    }
}
