package io.plimsoll.memory.budget.loan;

/** Gives back at once what was lent to a pool. */
@FunctionalInterface
public interface LoanEvictor {

    /**
     * Gives memory back, and never blocks.
     *
     * @param bytes how much is wanted
     * @param by who lacks it
     * @return how much it was
     */
    long evict(long bytes, Lacking by);
}
