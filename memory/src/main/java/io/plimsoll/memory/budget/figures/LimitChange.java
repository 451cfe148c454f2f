package io.plimsoll.memory.budget.figures;

/** The outcome of changing limits of pools that are open. */
public sealed interface LimitChange {

    /**
     * The limits are in force.
     *
     * @param overhangBytes how much more than its maximum the pool holds, so that it is granted
     *     nothing until that has come back
     */
    record Changed(long overhangBytes) implements LimitChange {}

    /**
     * A minimum was not to be had, and nothing has changed.
     *
     * @param reason who holds the memory and what to raise
     */
    record Refused(Denial reason) implements LimitChange {}
}
