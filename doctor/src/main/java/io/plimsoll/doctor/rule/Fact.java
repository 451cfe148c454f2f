package io.plimsoll.doctor.rule;

import java.util.List;

/**
 * Something that inputs tell of the process, which advice may use: a version, a size, a limit. It
 * is what the group {@code value} of a pattern matched last.
 *
 * @param name its name
 * @param patterns how lines tell it
 */
public record Fact(String name, List<LinePattern> patterns) {

    /** The group whose text is the fact. */
    public static final String GROUP = "value";

    /** Keeps a copy of the list. */
    public Fact {
        patterns = List.copyOf(patterns);
    }
}
