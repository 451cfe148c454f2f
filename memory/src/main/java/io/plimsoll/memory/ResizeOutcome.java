package io.plimsoll.memory;

/**
 * What came of changing the size of a pool or a manager.
 *
 * @param overhangBytes how much more than its new maximum is used in it or guaranteed to pools
 *     below it, so that less may be used than the maximum all the same; until that has come back
 *     nothing more is granted to it, except what is guaranteed to pools below
 */
public record ResizeOutcome(long overhangBytes) {

    /** Whether no more is held than the new maximum allows. */
    public boolean isComplete() {
        return overhangBytes == 0;
    }
}
