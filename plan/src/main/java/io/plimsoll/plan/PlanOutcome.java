package io.plimsoll.plan;

/**
 * What planning came to.
 *
 * @param <P> the kind of plan
 */
public sealed interface PlanOutcome<P> {

    /**
     * There is a plan.
     *
     * @param plan the plan
     */
    record Planned<P>(P plan) implements PlanOutcome<P> {}

    /**
     * There can be none.
     *
     * @param conflict why
     */
    record Refused<P>(Conflict conflict) implements PlanOutcome<P> {}
}
