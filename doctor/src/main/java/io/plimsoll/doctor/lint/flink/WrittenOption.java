package io.plimsoll.doctor.lint.flink;

import io.plimsoll.doctor.lint.finding.Place;

/**
 * An option where it is written.
 *
 * @param key its whole key
 * @param outer how much of the key stands outside of it, in nested YAML: to its last dot, or
 *     nothing
 * @param value what it says
 * @param keyPlace where the rest of the key is
 * @param valuePlace where the value is
 * @param exact whether replacing what is at those places changes them
 */
public record WrittenOption(
        String key, String outer, String value, Place keyPlace, Place valuePlace, boolean exact) {

    /** Returns what replaces the written part of the key to make it another; empty if nothing. */
    String writtenAs(String other) {
        return exact && other.startsWith(outer) ? other.substring(outer.length()) : "";
    }

    /** Returns this option with another key in the same place. */
    WrittenOption spelt(String other) {
        return new WrittenOption(other, outer, value, keyPlace, valuePlace, exact);
    }
}
