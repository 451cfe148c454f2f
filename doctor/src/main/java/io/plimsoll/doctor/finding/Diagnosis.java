package io.plimsoll.doctor.finding;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an examination came to.
 *
 * @param findings the true cause first
 * @param facts what the input says of versions, sizes and limits, by name
 * @param notes what the reader should know: input that ended early, patterns that were given up
 * @param bytes how many bytes were read, after decompression
 * @param lines how many lines they had
 */
public record Diagnosis(
        List<Finding> findings,
        Map<String, String> facts,
        List<String> notes,
        long bytes,
        long lines) {

    /** Keeps copies of the collections; facts are in the order of their names. */
    public Diagnosis {
        findings = List.copyOf(findings);
        SortedMap<String, String> sorted = new TreeMap<>(facts);
        facts = java.util.Collections.unmodifiableSortedMap(sorted);
        notes = List.copyOf(notes);
    }

    /** Returns whether anything critical was found. */
    public boolean isCritical() {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.CRITICAL);
    }
}
