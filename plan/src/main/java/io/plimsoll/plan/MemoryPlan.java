package io.plimsoll.plan;

import java.util.List;

/**
 * A plan of a process's memory.
 *
 * @param role what the process is
 * @param parts its parts, in the order of the model; together they are all of it
 * @param notes what is worth knowing: values that were cut to a range, options that had no effect
 */
public record MemoryPlan(String role, List<MemoryPart> parts, List<String> notes) {

    /** Keeps copies of the lists. */
    public MemoryPlan {
        parts = List.copyOf(parts);
        notes = List.copyOf(notes);
    }

    /** Returns all parts together. */
    public ByteSize total() {
        return parts.stream().map(MemoryPart::size).reduce(ByteSize.ZERO, ByteSize::plus);
    }
}
