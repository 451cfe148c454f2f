package io.plimsoll.memory.snapshot;

import java.util.Locale;

/** A snapshot in lines, for people. */
final class SnapshotText {

    private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB"};
    private static final int STEP = 1024;

    /** A tree of thousands of pools is not for reading. */
    private static final int SHOWN_POOLS = 200;

    private final StringBuilder text = new StringBuilder();
    private int pools;

    private SnapshotText() {}

    static String of(MemorySnapshot snapshot) {
        SnapshotText writer = new SnapshotText();
        writer.summary(snapshot);
        writer.pool(snapshot.root(), 1);
        if (writer.pools > SHOWN_POOLS) {
            writer.line("  and " + count(writer.pools - SHOWN_POOLS, "more pool"));
        }
        writer.allocators(snapshot);
        writer.requests(snapshot.requests());
        writer.leases(snapshot);
        return writer.text.toString();
    }

    private void summary(MemorySnapshot snapshot) {
        PageFigures pages = snapshot.pages();
        line(
                "memory at %s: %s of %s used, pressure %s"
                        .formatted(
                                snapshot.takenAt(),
                                size(snapshot.usedBytes()),
                                size(snapshot.budgetBytes()),
                                snapshot.pressure()));
        line(
                "pages of %s: %d of %d held, %d idle with memory under them"
                        .formatted(
                                size(pages.pageSizeBytes()),
                                pages.heldPages(),
                                pages.budgetPages(),
                                pages.idlePages()));
        line(
                "regions: %s in %d with pages held, fragmentation %s; longest run %d of %s"
                        .formatted(
                                size(pages.usedRegionBytes()),
                                pages.usedRegions(),
                                percent(pages.regionFragmentation()),
                                pages.longestRunPages(),
                                count(pages.freePages(), "free page")));
        line("pools");
    }

    private static String percent(double part) {
        return Math.round(100 * part) + " %";
    }

    private void pool(PoolFigures pool, int depth) {
        pools++;
        if (pools <= SHOWN_POOLS) {
            line(
                    "%s%s: %s used (%s, %s reserved), %s at hand, min %s, max %s, peak %s%s"
                            .formatted(
                                    "  ".repeat(depth),
                                    pool.path(),
                                    size(pool.usedBytes()),
                                    count(pool.leasedPages(), "page"),
                                    size(pool.reservedBytes()),
                                    size(pool.idleBytes()),
                                    size(pool.minBytes()),
                                    size(pool.maxBytes()),
                                    size(pool.peakBytes()),
                                    traits(pool)));
        }
        for (PoolFigures child : pool.children()) {
            pool(child, depth + 1);
        }
    }

    private static String traits(PoolFigures pool) {
        StringBuilder traits = new StringBuilder();
        if (pool.priority() != 0) {
            traits.append(", priority ").append(pool.priority());
        }
        if (pool.lentBytes() > 0) {
            traits.append(", has lent ").append(size(pool.lentBytes()));
        }
        if (pool.borrowedBytes() > 0) {
            traits.append(", has borrowed ").append(size(pool.borrowedBytes()));
        }
        if (pool.overhangBytes() > 0) {
            traits.append(", used and guaranteed are ")
                    .append(size(pool.overhangBytes()))
                    .append(" above its maximum");
        }
        return traits.append(pool.evictable() ? ", evictable" : "")
                .append(pool.closed() ? ", closed" : "")
                .toString();
    }

    private void allocators(MemorySnapshot snapshot) {
        if (!snapshot.allocators().isEmpty()) {
            line("allocators");
        }
        for (AllocatorFigures allocator : snapshot.allocators()) {
            line(
                    "  %s of %s: %s, %s live of %s, fragmentation %s"
                            .formatted(
                                    allocator.name(),
                                    allocator.pool(),
                                    count(allocator.liveBlocks(), "block"),
                                    size(allocator.liveBytes()),
                                    size(allocator.reservedBytes()),
                                    percent(allocator.fragmentation())));
        }
    }

    private void requests(ArbitrationFigures requests) {
        line(
                "requests: %d granted at once, %d after a wait, %d denied; evicted %s, reclaimed %s"
                        .formatted(
                                requests.grantedAtOnce(),
                                requests.grantedAfterWait(),
                                requests.denied(),
                                size(requests.evictedBytes()),
                                size(requests.reclaimedBytes())));
        for (WaiterFigures waiter : requests.waiters()) {
            line(
                    "  %s has waited for %s for %d ms, priority %d"
                            .formatted(
                                    waiter.poolPath(),
                                    waiter.request(),
                                    waiter.age().toMillis(),
                                    waiter.priority()));
        }
    }

    private void leases(MemorySnapshot snapshot) {
        LeaseFigures leases = snapshot.leases();
        EventCounts events = snapshot.events();
        line(
                "leases: %s, %d followed%s"
                        .formatted(
                                leases.level(),
                                leases.followed(),
                                leases.followed() == 0
                                        ? ""
                                        : " (%s): %s"
                                                .formatted(size(leases.bytes()), leases.ages())));
        line(
                "events: %s (%s), %s, %s, %s, %s, %s"
                        .formatted(
                                count(events.leaks(), "leak"),
                                size(events.leakedBytes()),
                                count(events.misuses(), "misuse"),
                                count(events.denials(), "denial"),
                                count(events.refusals(), "refusal"),
                                count(events.waits(), "wait"),
                                count(events.reclaims(), "reclaim")));
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private void line(String line) {
        text.append(text.isEmpty() ? "" : "\n").append(line);
    }

    /** A number of bytes as people read it; no maximum is what is too large to be one. */
    static String size(long bytes) {
        if (bytes == Long.MAX_VALUE) {
            return "unlimited";
        }
        int unit = 0;
        double amount = bytes;
        while (amount >= STEP && unit < UNITS.length - 1) {
            amount /= STEP;
            unit++;
        }
        return unit == 0
                ? count(bytes, "byte")
                : String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
    }
}
