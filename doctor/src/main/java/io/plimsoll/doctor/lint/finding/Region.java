package io.plimsoll.doctor.lint.finding;

/**
 * A part of a text.
 *
 * @param line of its first character, from 1
 * @param column of its first character, from 1
 * @param endLine of its end
 * @param endColumn just after its last character
 */
public record Region(int line, int column, int endLine, int endColumn) {

    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException if a number is below 1, or the end before the start
     */
    public Region {
        boolean ordered = endLine > line || (endLine == line && endColumn >= column);
        if (line < 1 || column < 1 || endColumn < 1 || !ordered) {
            throw new IllegalArgumentException(
                    "region=%d:%d-%d:%d (expected a start of 1:1 at least, and an end after it)"
                            .formatted(line, column, endLine, endColumn));
        }
    }
}
