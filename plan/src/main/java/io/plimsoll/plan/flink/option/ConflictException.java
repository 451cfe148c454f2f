package io.plimsoll.plan.flink.option;

import io.plimsoll.plan.Conflict;
import io.plimsoll.plan.Lever;
import java.util.List;

/** Ends a derivation; the planner turns it into an outcome. It has no stack trace. */
public final class ConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Conflict conflict;

    /** Ends a derivation for a reason. */
    public ConflictException(Conflict conflict) {
        super(conflict.message(), null, false, false);
        this.conflict = conflict;
    }

    /** Ends a derivation for a reason. */
    public ConflictException(Conflict.Category category, String message, List<Lever> levers) {
        this(new Conflict(category, message, levers));
    }

    /** Returns the reason. */
    public Conflict conflict() {
        return conflict;
    }
}
