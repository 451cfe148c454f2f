package io.plimsoll.memory.budget;

import io.plimsoll.memory.budget.figures.Denial;

/** The outcome of opening a pool. */
public sealed interface Opening {

    /**
     * The pool is open and its minimum its own.
     *
     * @param pool the new pool
     */
    record Opened(PoolNode pool) implements Opening {}

    /**
     * The minimum was not to be had, and nothing has changed.
     *
     * @param reason who holds the memory and what to raise
     */
    record Refused(Denial reason) implements Opening {}
}
