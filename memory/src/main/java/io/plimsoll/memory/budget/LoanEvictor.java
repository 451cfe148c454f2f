package io.plimsoll.memory.budget;

/** Gives back at once what was lent to a pool: see {@link PoolNode#setEvictor}. */
@FunctionalInterface
public interface LoanEvictor {

    /**
     * Gives memory back, and never blocks.
     *
     * @param bytes how much is wanted
     * @param by the pool that lacks it
     * @return how much it was
     */
    long evict(long bytes, PoolNode by);
}
