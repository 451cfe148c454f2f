package io.plimsoll.memory.request;

import java.util.Comparator;

/**
 * In which order holders are asked to give memory back.
 *
 * <p>Those that come first are asked first, and no more of them than it takes. A strategy orders
 * and never chooses: who cannot help a request is not among the victims it compares.
 *
 * <p><b>Threads:</b> called by any thread that lacks memory, under no lock. A strategy that throws
 * is passed over for that round: victims are asked in the order in which they made themselves
 * known.
 */
@FunctionalInterface
public interface VictimStrategy extends Comparator<Victim> {

    /** Lowest priority first; then what was not used for the longest time. */
    static VictimStrategy leastRecentlyUsed() {
        // the moments of one clock are compared by their difference
        return byPriorityThen((a, b) -> Long.signum(a.lastUseNanos() - b.lastUseNanos()));
    }

    /** Lowest priority first; then what was used least often. */
    static VictimStrategy leastFrequentlyUsed() {
        return byPriorityThen((a, b) -> Long.compare(a.useCount(), b.useCount()));
    }

    /** Lowest priority first; then who can give back most: the fewest are disturbed. */
    static VictimStrategy largestFirst() {
        return byPriorityThen((a, b) -> Long.compare(b.reclaimableBytes(), a.reclaimableBytes()));
    }

    /** Lowest priority first; then in the order in which they made themselves known. */
    static VictimStrategy fixedOrder() {
        return byPriorityThen(Comparator.comparingLong(Victim::order));
    }

    private static VictimStrategy byPriorityThen(Comparator<Victim> then) {
        return (a, b) -> {
            int byPriority = Integer.compare(a.priority(), b.priority());
            int order = byPriority != 0 ? byPriority : then.compare(a, b);
            return order != 0 ? order : Long.compare(a.order(), b.order());
        };
    }
}
