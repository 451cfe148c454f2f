package io.plimsoll.doctor.rule;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a line looks like.
 *
 * @param contains a text that is in each such line, byte for byte: only lines with it are looked at
 * @param regex what must be found in the line beside it; its named groups are values. Null for
 *     nothing more
 * @param when what must hold of those values; null for nothing
 */
public record LinePattern(String contains, @Nullable Pattern regex, @Nullable Expression when) {

    /** Shorter texts are in too many lines. */
    public static final int MIN_LENGTH = 4;

    /**
     * Checks the text.
     *
     * @throws IllegalArgumentException if it is too short or has line breaks
     */
    public LinePattern {
        if (contains.length() < MIN_LENGTH || contains.contains("\n")) {
            throw new IllegalArgumentException(
                    "contains='%s' (expected at least %d characters on a line)"
                            .formatted(contains, MIN_LENGTH));
        }
    }
}
