package io.plimsoll.plan.flink;

import io.plimsoll.plan.Conflict;

/** Ends a derivation; the planner turns it into an outcome. */
final class ConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Conflict conflict;

    ConflictException(Conflict conflict) {
        super(conflict.message(), null, false, false);
        this.conflict = conflict;
    }

    Conflict conflict() {
        return conflict;
    }
}
