package io.plimsoll.memory.report;

import io.plimsoll.memory.budget.Books.Holding;
import io.plimsoll.memory.budget.PoolNode;
import io.plimsoll.memory.leak.LeakReport;
import io.plimsoll.memory.leak.LeakReport.Cause;
import io.plimsoll.memory.leak.LeakReport.Leak;
import io.plimsoll.memory.leak.LeakSite;
import io.plimsoll.memory.leak.LeaseKind;
import io.plimsoll.memory.segment.PageLeases;
import io.plimsoll.memory.tracking.Lease;
import io.plimsoll.memory.tracking.LeaseTracker;
import io.plimsoll.memory.tracking.SiteGroups;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes reports of what is out, from what the tree of pools counts and the tracker has seen, and
 * takes back what the collector found lost.
 *
 * <p><b>Threads:</b> any thread may call any method. Lost leases come on a thread of their own.
 */
public final class LeakLedger {

    private LeakLedger() {}

    /** Says what a pool and those below it have out. */
    public static LeakReport outstanding(PoolNode node, LeaseTracker tracker) {
        return report(Cause.OUTSTANDING, node.tree().books().holdings(node), tracker);
    }

    /**
     * Says what a pool that was closed has out, and those below it, but for what was said before.
     */
    public static LeakReport closed(PoolNode node, LeaseTracker tracker) {
        return report(Cause.CLOSED, node.tree().books().tellHoldings(node), tracker);
    }

    private static LeakReport report(Cause cause, List<Holding> holdings, LeaseTracker tracker) {
        Map<PoolNode, SiteGroups> groups = new HashMap<>();
        for (Holding holding : holdings) {
            groups.put(holding.pool(), new SiteGroups(!tracker.followsAll()));
        }
        if (!groups.isEmpty()) {
            tracker.forEach(lease -> {
                SiteGroups group = groups.get(poolOf(lease));
                if (group != null && lease.kind() != LeaseKind.POOL) {
                    group.add(lease);
                }
            });
        }
        List<Leak> leaks = new ArrayList<>();
        for (Holding holding : holdings) {
            SiteGroups group = groups.get(holding.pool());
            leaks.add(leak(holding, group == null ? List.of() : group.toSites()));
        }
        return new LeakReport(cause, leaks);
    }

    private static Leak leak(Holding holding, List<LeakSite> sites) {
        return new Leak(
                holding.pool().path(),
                holding.pages(),
                holding.pageBytes(),
                holding.reservedBytes(),
                sites.stream().map(site -> within(holding, site, sites)).toList());
    }

    /** What is estimated from a sample may exceed what is known exactly: then it is too much. */
    private static LeakSite within(Holding holding, LeakSite site, List<LeakSite> all) {
        long estimatedBytes =
                all.stream()
                        .filter(other -> other.kind() == site.kind())
                        .mapToLong(LeakSite::bytes)
                        .sum();
        long exactBytes =
                switch (site.kind()) {
                    case PAGE -> holding.pageBytes();
                    case RESERVATION -> holding.reservedBytes();
                    case BLOCK, RESOURCE, POOL, MANAGER -> Long.MAX_VALUE;
                };
        if (!site.estimated() || estimatedBytes <= exactBytes) {
            return site;
        }
        long bytes = (long) ((double) site.bytes() * exactBytes / estimatedBytes);
        return new LeakSite(
                site.kind(), site.site(), site.leases(), bytes, true, site.ages(), site.stack());
    }

    private static @Nullable PoolNode poolOf(Lease lease) {
        Object holder = lease.holder();
        return holder instanceof PageLeases leases ? leases.node() : (PoolNode) holder;
    }

    /**
     * Takes leases that were lost: what cannot be in use any more is given back.
     *
     * @param leases each of them has just been ended
     * @return tells the listener of them when run, and then throws if some could not be given back,
     *     which did not keep the others
     */
    public static Runnable recover(List<Lease> leases, Consumer<LeakReport> listener) {
        Lost recovered = new Lost(Cause.RECOVERED);
        Lost unreachable = new Lost(Cause.UNREACHABLE);
        List<Throwable> failures = new ArrayList<>();
        for (Lease lease : leases) {
            try {
                recover(lease, recovered, unreachable);
            } catch (RuntimeException | Error failed) {
                unreachable.add(lease);
                failures.add(failed);
            }
        }
        return () -> {
            recovered.report(listener);
            unreachable.report(listener);
            if (!failures.isEmpty()) {
                throw new IllegalStateException(
                        failures.size()
                                + " lost leases could not be taken back, the first for this reason",
                        failures.getFirst());
            }
        };
    }

    private static void recover(Lease lease, Lost recovered, Lost unreachable) {
        switch (lease.kind()) {
            case PAGE -> {
                if (lease.hasEscaped()) {
                    unreachable.add(lease);
                } else {
                    ((PageLeases) lease.holder()).recover(lease);
                    recovered.add(lease);
                }
            }
            case POOL -> {
                PoolNode node = (PoolNode) lease.holder();
                if (node.tree().close(node)) {
                    recovered.add(lease);
                }
            }
            case RESERVATION, BLOCK, RESOURCE -> unreachable.add(lease);
            case MANAGER -> {
                // comes by itself, see reportManager
            }
        }
    }

    /** Reports a manager that was lost, of which nothing is left but where it was made. */
    public static void reportManager(Lease lost, Consumer<LeakReport> listener) {
        SiteGroups groups = new SiteGroups(false);
        groups.add(lost);
        Leak leak = new Leak("root", 0, 0, 0, groups.toSites());
        listener.accept(new LeakReport(Cause.MANAGER_LOST, List.of(leak)));
    }

    /** Reports leases that have just been ended. */
    static void report(Cause cause, List<Lease> leases, Consumer<LeakReport> listener) {
        Lost lost = new Lost(cause);
        leases.forEach(lost::add);
        lost.report(listener);
    }

    /** Lost leases by pool. */
    private static final class Lost {
        private final Cause cause;
        private final Map<PoolNode, List<Lease>> leases = new HashMap<>();

        Lost(Cause cause) {
            this.cause = cause;
        }

        void add(Lease lease) {
            PoolNode pool = poolOf(lease);
            if (pool != null) {
                leases.computeIfAbsent(pool, _ -> new ArrayList<>()).add(lease);
            }
        }

        void report(Consumer<LeakReport> listener) {
            List<Leak> leaks = new ArrayList<>();
            leases.forEach((pool, list) -> leaks.add(leak(pool, list)));
            if (!leaks.isEmpty()) {
                listener.accept(new LeakReport(cause, leaks));
            }
        }

        private static Leak leak(PoolNode pool, List<Lease> leases) {
            SiteGroups groups = new SiteGroups(false);
            long pages = 0;
            long pageBytes = 0;
            long reservedBytes = 0;
            for (Lease lease : leases) {
                groups.add(lease);
                if (lease.kind() == LeaseKind.PAGE) {
                    pages++;
                    pageBytes += lease.bytes();
                } else if (lease.kind() == LeaseKind.RESERVATION) {
                    reservedBytes += lease.bytes();
                }
            }
            return new Leak(pool.path(), pages, pageBytes, reservedBytes, groups.toSites());
        }
    }
}
