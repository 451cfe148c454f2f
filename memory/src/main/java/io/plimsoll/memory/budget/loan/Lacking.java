package io.plimsoll.memory.budget.loan;

/**
 * A pool that lacks memory, as those are told who are to give it back.
 *
 * @param poolPath its path
 * @param priority its effective priority
 */
public record Lacking(String poolPath, int priority) {}
