package io.plimsoll.operators.join;

/** What a join is doing. */
public enum JoinPhase {
    /** It takes the side that builds. */
    BUILDING,
    /** It takes the side that probes, and gives results. */
    PROBING,
    /** It gives the results of what went to disk. */
    FINISHING,
    /** All results were given. */
    FINISHED,
    CLOSED
}
