package io.plimsoll.memory.leak;

import java.util.List;

/**
 * What one place in the code has allocated and not given back.
 *
 * @param kind what was allocated
 * @param site the frame nearest to the allocation that is not the allocator's own
 * @param leases leases that were seen
 * @param bytes their bytes; if estimated, those of all leases that they stand for
 * @param estimated whether only a sample of leases is seen
 * @param ages how old the leases are that were seen
 * @param stack the way to the site in one of them, the site first
 */
public record LeakSite(
        LeaseKind kind,
        String site,
        long leases,
        long bytes,
        boolean estimated,
        AgeHistogram ages,
        List<String> stack) {

    /** Keeps a copy of the list. */
    public LeakSite {
        stack = List.copyOf(stack);
    }

    @Override
    public String toString() {
        return "%s%d bytes in %d %s lease%s (%s) from %s"
                .formatted(
                        estimated ? "about " : "",
                        bytes,
                        leases,
                        (estimated ? "sampled " : "")
                                + kind.name().toLowerCase(java.util.Locale.ROOT),
                        leases == 1 ? "" : "s",
                        ages,
                        site);
    }
}
