package io.plimsoll.memory.request;

import java.time.Duration;
import java.util.List;

/**
 * Why a request was denied: what was asked, what is full, who holds the memory, who could give it
 * back, who waits for it, what was tried and what to do.
 *
 * @param poolPath path of the pool that asked
 * @param request what it asked for, in words
 * @param requestedBytes the same in bytes
 * @param priority of the request
 * @param waited how long the request was under way
 * @param reason why it ended
 * @param fullPoolPath the nearest pool towards the root that is too full; the root if none is
 * @param fullPoolMaxBytes the maximum of that pool
 * @param fullPoolUsedBytes what it and those below it use
 * @param missingBytes what would have to come free there; 0 if there is room: memory was refused,
 *     or came free since
 * @param holders who holds or is guaranteed most there, largest first
 * @param sources who could give memory back there, and what became of it
 * @param waiters who else waits, those served first first
 * @param attempts what was tried, in order
 * @param remedy which option to raise, or what else to do
 */
public record MemoryDenial(
        String poolPath,
        String request,
        long requestedBytes,
        int priority,
        Duration waited,
        Reason reason,
        String fullPoolPath,
        long fullPoolMaxBytes,
        long fullPoolUsedBytes,
        long missingBytes,
        List<Holder> holders,
        List<Source> sources,
        List<Waiting> waiters,
        List<String> attempts,
        String remedy) {

    /** Keeps copies of the lists. */
    public MemoryDenial {
        holders = List.copyOf(holders);
        sources = List.copyOf(sources);
        waiters = List.copyOf(waiters);
        attempts = List.copyOf(attempts);
    }

    /** Why a request ended without memory. */
    public enum Reason {
        /**
         * It exceeds the maximum of its pool or of one above, less what of that is kept back: it
         * can never be granted.
         */
        IMPOSSIBLE("it can never be granted"),
        /** There is no room, and it was asked for at once. */
        NO_ROOM("there is no room, and it does not wait"),
        /** The budget has room, but the platform or the limit of the process refused memory. */
        REFUSED("the budget has room, but memory was refused"),
        /** Its time is over. */
        DEADLINE("its time is over"),
        /** All who hold memory wait for more, and this one is the first to go. */
        DEADLOCK("all holders wait for each other, and this pool is the first to yield"),
        /** Nothing has moved for half its time, and nobody who holds memory is less important. */
        LOWEST_PRIORITY("nothing moves, and no holder is less important");

        private final String words;

        Reason(String words) {
            this.words = words;
        }
    }

    /**
     * A pool that holds memory.
     *
     * @param poolPath its path
     * @param usedBytes what it holds
     * @param guaranteedBytes what is guaranteed to it, used or not
     * @param lendableBytes what of that which it holds would help if it came back: it is above
     *     every guarantee
     * @param priority its priority
     * @param waiting whether it waits for more itself
     */
    public record Holder(
            String poolPath,
            long usedBytes,
            long guaranteedBytes,
            long lendableBytes,
            int priority,
            boolean waiting) {}

    /**
     * Somebody who could give memory back.
     *
     * @param poolPath path of the pool that holds it
     * @param kind {@code reclaimer} or {@code evictor}
     * @param reclaimableBytes how much could come free
     * @param state what became of asking
     */
    public record Source(String poolPath, String kind, long reclaimableBytes, String state) {}

    /**
     * Another request that waits.
     *
     * @param poolPath path of its pool
     * @param bytes what it wants
     * @param priority its priority
     * @param age for how long it has waited
     * @param ahead whether it would be served first
     */
    public record Waiting(String poolPath, long bytes, int priority, Duration age, boolean ahead) {}

    /** The whole picture, over several lines; the first one says what failed and why. */
    public String message() {
        StringBuilder text = new StringBuilder();
        text.append("pool=%s: %s denied".formatted(poolPath, request));
        if (!waited.isZero()) {
            text.append(" after ").append(seconds(waited));
        }
        text.append(": ").append(reason.words);
        if (missingBytes > 0) {
            text.append(
                    "; pool %s is %s: maxBytes=%d, %d used, %d missing"
                            .formatted(
                                    fullPoolPath,
                                    reason == Reason.IMPOSSIBLE ? "too small" : "full",
                                    fullPoolMaxBytes,
                                    fullPoolUsedBytes,
                                    missingBytes));
            line(text, "holders", holders.stream().map(MemoryDenial::words).toList());
            line(text, "could give back", givers());
        }
        line(text, "waiting too", waiters.stream().map(MemoryDenial::words).toList());
        line(text, "tried", attempts);
        return text.append("\n  to do: ").append(remedy).toString();
    }

    private List<String> givers() {
        return sources.isEmpty()
                ? List.of("nobody: no MemoryEvictor or MemoryReclaimer of a holder has anything")
                : sources.stream().map(MemoryDenial::words).toList();
    }

    private static void line(StringBuilder text, String title, List<String> items) {
        if (!items.isEmpty()) {
            text.append("\n  ").append(title).append(": ").append(String.join(", ", items));
        }
    }

    private static String words(Holder holder) {
        return "%s %d bytes (%spriority %d%s)"
                .formatted(
                        holder.poolPath,
                        holder.usedBytes,
                        holder.guaranteedBytes == 0
                                ? ""
                                : holder.guaranteedBytes + " guaranteed to it, ",
                        holder.priority,
                        holder.waiting ? ", waits itself" : "");
    }

    private static String words(Source source) {
        return "%s of %s %d bytes (%s)"
                .formatted(source.kind, source.poolPath, source.reclaimableBytes, source.state);
    }

    private static String words(Waiting waiting) {
        return "%s %d bytes (priority %d, for %s, %s)"
                .formatted(
                        waiting.poolPath,
                        waiting.bytes,
                        waiting.priority,
                        seconds(waiting.age),
                        waiting.ahead ? "ahead" : "behind");
    }

    private static String seconds(Duration time) {
        return "%d.%03d s".formatted(time.toSeconds(), time.toMillisPart());
    }
}
