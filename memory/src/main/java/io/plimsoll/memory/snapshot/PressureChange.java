package io.plimsoll.memory.snapshot;

/**
 * A budget has become fuller or emptier.
 *
 * @param before the level until now
 * @param after the level from now on
 * @param heldBytes what pools hold, free pages that they have at hand included
 * @param budgetBytes the budget
 */
public record PressureChange(
        PressureLevel before, PressureLevel after, long heldBytes, long budgetBytes) {

    /** Whether there is less room than before. */
    public boolean isRise() {
        return after.compareTo(before) > 0;
    }
}
