package io.plimsoll.operators.aggregate;

/** What an aggregator is doing. */
public enum AggregatePhase {
    /** Taking records; each writer has a table of its own. */
    COLLECTING,
    /** Making one of the writers' tables. */
    MERGING,
    /** Giving results. */
    READING,
    /** Nothing any more. */
    CLOSED
}
