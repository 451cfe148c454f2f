package io.plimsoll.memory.tracking;

import io.plimsoll.memory.leak.AgeHistogram;
import io.plimsoll.memory.leak.LeakSite;
import io.plimsoll.memory.leak.LeaseKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gathers leases by what they are of and where they were taken. Not for use by several threads. */
public final class SiteGroups {

    /** Enough to see which of a library's users is meant. */
    private static final int SHOWN_FRAMES = 8;

    /** The ways into this module: what a stack has on top of the user's frame. */
    private static final Set<String> OWN_CLASSES =
            Set.of(
                    "io.plimsoll.memory.ArbitratedPool",
                    "io.plimsoll.memory.MemoryGrant",
                    "io.plimsoll.memory.MemoryManager",
                    "io.plimsoll.memory.MemoryManagerBuilder",
                    "io.plimsoll.memory.MemoryPool",
                    "io.plimsoll.memory.MemoryRequestHandler",
                    "io.plimsoll.memory.OwnerLedger",
                    "io.plimsoll.memory.OwnerMemory",
                    "io.plimsoll.memory.SharedResources",
                    "io.plimsoll.memory.segment.PageLeases",
                    "io.plimsoll.memory.segment.PageTable",
                    "io.plimsoll.memory.tracking.BlockLeases",
                    "io.plimsoll.memory.tracking.LeaseTracker",
                    "io.plimsoll.memory.tracking.ReservationLeases");

    private final boolean estimated;
    private final long nowNanos = System.nanoTime();
    private final Map<Key, Group> groups = new HashMap<>();

    /**
     * Starts without leases.
     *
     * @param estimated whether the leases are a sample
     */
    public SiteGroups(boolean estimated) {
        this.estimated = estimated;
    }

    private record Key(LeaseKind kind, String site) {}

    private static final class Group {
        final List<String> stack;
        long leases;
        long bytes;
        final long[] ages = new long[AgeHistogram.CLASSES];

        Group(List<String> stack) {
            this.stack = stack;
        }
    }

    /** Adds a lease. */
    public void add(Lease lease) {
        List<String> stack = userFrames(lease.begin().getStackTrace());
        Key key = new Key(lease.kind(), stack.isEmpty() ? "an unknown place" : stack.get(0));
        Group group = groups.computeIfAbsent(key, _ -> new Group(stack));
        group.leases++;
        group.bytes += estimated ? lease.weightBytes() : lease.bytes();
        group.ages[AgeHistogram.classOf(nowNanos - lease.begin().nanoTime())]++;
    }

    /** Returns what was added, by site. */
    public List<LeakSite> toSites() {
        List<LeakSite> sites = new ArrayList<>();
        groups.forEach((key, group) ->
                sites.add(
                        new LeakSite(
                                key.kind,
                                key.site,
                                group.leases,
                                group.bytes,
                                estimated,
                                AgeHistogram.of(group.ages),
                                group.stack)));
        return sites;
    }

    private static List<String> userFrames(StackTraceElement[] stack) {
        int first = 0;
        while (first < stack.length && isOwn(stack[first].getClassName())) {
            first++;
        }
        List<String> frames = new ArrayList<>();
        for (int i = first; i < Math.min(stack.length, first + SHOWN_FRAMES); i++) {
            frames.add(frame(stack[i]));
        }
        return frames;
    }

    private static String frame(StackTraceElement element) {
        return "%s.%s(%s:%d)"
                .formatted(
                        element.getClassName(),
                        element.getMethodName(),
                        element.getFileName(),
                        element.getLineNumber());
    }

    /** An owner's pool is used within a map's update. */
    private static boolean isOwn(String className) {
        int nested = className.indexOf('$');
        String outer = nested < 0 ? className : className.substring(0, nested);
        return OWN_CLASSES.contains(outer)
                || outer.equals("java.util.concurrent.ConcurrentHashMap")
                || outer.startsWith("io.plimsoll.memory.allocator.");
    }
}
