package io.plimsoll.doctor.lint.finding;

import java.util.List;

/**
 * A change of a text that ends a finding.
 *
 * @param description what it does
 * @param edits what to replace, all of it together
 */
public record TextFix(String description, List<Edit> edits) {

    /** Keeps a copy of the list. */
    public TextFix {
        edits = List.copyOf(edits);
    }

    /**
     * A replacement.
     *
     * @param place what is replaced
     * @param text what stands there afterwards
     */
    public record Edit(Place place, String text) {}
}
