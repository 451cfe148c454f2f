package io.plimsoll.memory.leak;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is not given back: when a pool or a manager closes, a leak.
 *
 * @param cause why there is a report
 * @param leaks one entry for each pool with memory out, the largest first
 */
public record LeakReport(Cause cause, List<Leak> leaks) {

    /** What a reader of a log can take in. */
    private static final int SHOWN_POOLS = 10;

    private static final int SHOWN_SITES = 5;

    /** Keeps a sorted copy of the list. */
    public LeakReport {
        leaks = leaks.stream().sorted(Comparator.comparingLong(Leak::bytes).reversed()).toList();
    }

    /** Why there is a report. */
    public enum Cause {
        /** Somebody asked what is out, which is no leak as such. */
        OUTSTANDING("out"),
        /** A pool closed, or its manager did, with memory out, which stays charged to it. */
        CLOSED("not given back when its pool closed"),
        /** An allocator closed while blocks of it were live; the memory under them came back. */
        ALLOCATOR_CLOSED("in blocks that were live when their allocator closed"),
        /** The collector found that nobody can close a manager any more; its memory stays. */
        MANAGER_LOST("of a manager that was never closed, and that nobody can close any more"),
        /** The collector found what nobody can release any more; it stays charged. */
        UNREACHABLE("lost: unreachable, never released, and still charged"),
        /** The collector found what nobody could release any more; it was given back. */
        RECOVERED("lost and recovered: unreachable, never released, now given back");

        private final String text;

        Cause(String text) {
            this.text = text;
        }
    }

    /**
     * Memory that one pool has out.
     *
     * @param poolPath path of the pool from the root, which names the owner
     * @param pages pages leased and not released
     * @param pageBytes bytes of those pages
     * @param reservedBytes bytes reserved and not released
     * @param sites where it was allocated, as far as it is known, the largest first
     */
    public record Leak(
            String poolPath, long pages, long pageBytes, long reservedBytes, List<LeakSite> sites) {

        /** Keeps a sorted copy of the list. */
        public Leak {
            sites =
                    sites.stream()
                            .sorted(Comparator.comparingLong(LeakSite::bytes).reversed())
                            .toList();
        }

        /**
         * Bytes of pages and reservations together; if neither is out, those of the blocks and
         * holds that are.
         */
        public long bytes() {
            long chargedBytes = pageBytes + reservedBytes;
            return chargedBytes > 0
                    ? chargedBytes
                    : sites.stream().mapToLong(LeakSite::bytes).sum();
        }

        /** Blocks of allocators that are out, as far as they are followed; they lie in pages. */
        public long blocks() {
            return blockSites().mapToLong(LeakSite::leases).sum();
        }

        /** Bytes of these blocks, as they were asked for. */
        public long blockBytes() {
            return blockSites().mapToLong(LeakSite::bytes).sum();
        }

        private Stream<LeakSite> blockSites() {
            return sites.stream().filter(site -> site.kind() == LeaseKind.BLOCK);
        }

        /** Whether leases may be out of which no site is known. */
        private boolean isSampled() {
            return sites.isEmpty() || sites.stream().anyMatch(LeakSite::estimated);
        }

        @Override
        public String toString() {
            return "%s: %s (%d bytes), %d bytes reserved%s"
                    .formatted(
                            poolPath,
                            count(pages, "page"),
                            pageBytes,
                            reservedBytes,
                            blocks() == 0
                                    ? ""
                                    : ", %s (%d bytes)"
                                            .formatted(count(blocks(), "block"), blockBytes()));
        }
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** Whether everything came back. */
    public boolean isEmpty() {
        return leaks.isEmpty();
    }

    /** Bytes of all entries together. */
    public long bytes() {
        return leaks.stream().mapToLong(Leak::bytes).sum();
    }

    /** Says in lines who has what out and where it was allocated, the most important first. */
    @Override
    public String toString() {
        if (leaks.isEmpty()) {
            return "no memory out";
        }
        StringBuilder text = new StringBuilder();
        text.append(bytes()).append(" bytes ").append(cause.text);
        for (Leak leak : leaks.subList(0, Math.min(leaks.size(), SHOWN_POOLS))) {
            text.append("\n  ").append(leak);
            appendSites(text, leak.sites());
        }
        if (leaks.size() > SHOWN_POOLS) {
            text.append("\n  and ").append(count(leaks.size() - SHOWN_POOLS, "more pool"));
        }
        if (leaks.stream().anyMatch(Leak::isSampled)) {
            text.append(
                    "\n  (not all sites are known: MemoryManagerBuilder.leakDetection(LeakDetection.ADVANCED) follows every lease)");
        }
        return text.toString();
    }

    private static void appendSites(StringBuilder text, List<LeakSite> sites) {
        for (LeakSite site : sites.subList(0, Math.min(sites.size(), SHOWN_SITES))) {
            text.append("\n    ").append(site);
            for (String frame :
                    site.stack().subList(Math.min(1, site.stack().size()), site.stack().size())) {
                text.append("\n      < ").append(frame);
            }
        }
        if (sites.size() > SHOWN_SITES) {
            text.append("\n    and ").append(count(sites.size() - SHOWN_SITES, "more site"));
        }
    }
}
