package io.plimsoll.memory.budget;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How a pool that is too full was at one instant, and who has most of it.
 *
 * @param maxBytes its maximum
 * @param usedBytes what it and those below it use
 * @param keptBackBytes what of its maximum is kept back from the pool that asked
 * @param overhangBytes how much must come back until its maximum, which was lowered, is kept
 * @param claimants who holds most of it, or is guaranteed most, largest first
 */
public record Fullness(
        long maxBytes,
        long usedBytes,
        long keptBackBytes,
        long overhangBytes,
        List<Claimant> claimants) {

    /**
     * A pool that has a part of it.
     *
     * @param pool a pool below, or the full one itself
     * @param usedBytes what it holds itself
     * @param guaranteedBytes what is guaranteed to it, used or not, and to none of those below it
     */
    public record Claimant(PoolNode pool, long usedBytes, long guaranteedBytes) {

        private long weight() {
            return Math.max(usedBytes, guaranteedBytes);
        }
    }

    /** Looks at a pool; needs the lock of its tree. */
    static Fullness of(PoolNode full, PoolNode asker, int maxClaimants) {
        List<Claimant> claimants = new ArrayList<>();
        collect(full, claimants);
        claimants.sort(Comparator.comparingLong(Claimant::weight).reversed());
        return new Fullness(
                full.allowance.maxBytes(),
                full.usedBytes(),
                asker.mayUseReserve ? 0 : full.allowance.reserveBytes(),
                full.allowance.overhangBytes(),
                List.copyOf(claimants.subList(0, Math.min(maxClaimants, claimants.size()))));
    }

    private static void collect(PoolNode pool, List<Claimant> claimants) {
        long below = 0;
        for (PoolNode child : pool.children) {
            below += Math.max(child.allowance.guaranteeBytes(), child.neededBytes());
            collect(child, claimants);
        }
        long guaranteed = Math.max(0, pool.allowance.guaranteeBytes() - below);
        Claimant claimant = new Claimant(pool, pool.ownUsedBytes(), guaranteed);
        if (claimant.weight() > 0) {
            claimants.add(claimant);
        }
    }
}
