package io.plimsoll.memory.request;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How much memory is wanted, how urgently, and for how long to wait.
 *
 * <pre>{@code
 * MemoryRequest.pages(64).within(Duration.ofSeconds(5)).priority(7)
 * }</pre>
 *
 * <p>Unless told otherwise a request has the priority of its pool and does not wait: what can be
 * had at once, evicting included, is granted, and nothing else.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class MemoryRequest {

    /** In what memory is counted. */
    public enum Unit {
        /** Pages, leased as segments. */
        PAGES,
        /** Bytes, reserved for memory that is taken elsewhere. */
        BYTES
    }

    /** Some 146 years: half of what a long counts, so that sums of nanoseconds do not overflow. */
    private static final Duration MAX_WAIT = Duration.ofNanos(Long.MAX_VALUE / 2);

    private final Unit unit;
    private final long amount;
    private final @Nullable Integer priority;
    private final @Nullable Duration timeout;
    private final @Nullable Instant deadline;
    private final @Nullable Cancellation cancellation;
    private final boolean optional;

    private MemoryRequest(
            Unit unit,
            long amount,
            @Nullable Integer priority,
            @Nullable Duration timeout,
            @Nullable Instant deadline,
            @Nullable Cancellation cancellation,
            boolean optional) {
        this.unit = unit;
        this.amount = amount;
        this.priority = priority;
        this.timeout = timeout;
        this.deadline = deadline;
        this.cancellation = cancellation;
        this.optional = optional;
    }

    /**
     * Asks for whole pages.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public static MemoryRequest pages(int count) {
        return of(Unit.PAGES, count, "pages");
    }

    /**
     * Asks for bytes to be reserved.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public static MemoryRequest bytes(long count) {
        return of(Unit.BYTES, count, "bytes");
    }

    private static MemoryRequest of(Unit unit, long amount, String what) {
        if (amount < 0) {
            throw new IllegalArgumentException(what + "=" + amount + " (expected 0 or more)");
        }
        return new MemoryRequest(unit, amount, null, Duration.ZERO, null, null, false);
    }

    /** Returns the same request with a priority of its own; higher ones are served first. */
    public MemoryRequest priority(int level) {
        return new MemoryRequest(unit, amount, level, timeout, deadline, cancellation, optional);
    }

    /**
     * Returns the same request, which waits for at most some time from when it is made.
     *
     * @throws IllegalArgumentException if the time is negative
     */
    public MemoryRequest within(Duration time) {
        Objects.requireNonNull(time, "time");
        if (time.isNegative()) {
            throw new IllegalArgumentException("time=" + time + " (expected 0 or more)");
        }
        return new MemoryRequest(unit, amount, priority, time, null, cancellation, optional);
    }

    /**
     * Returns the same request, which waits until a time of day; one that has passed: not at all.
     */
    public MemoryRequest until(Instant moment) {
        Objects.requireNonNull(moment, "moment");
        return new MemoryRequest(unit, amount, priority, null, moment, cancellation, optional);
    }

    /** Returns the same request, whose wait also ends when a switch is turned. */
    public MemoryRequest cancelledBy(Cancellation by) {
        Objects.requireNonNull(by, "by");
        return new MemoryRequest(unit, amount, priority, timeout, deadline, by, optional);
    }

    /**
     * Returns the same request, made by one who can do without: an operator, say, that otherwise
     * writes its own memory to disk. Nobody is failed for it, its own pool's reclaimer is not
     * asked, and of reclaimers whose priority is not lower only those that could give back more
     * than its pool holds. It ends as soon as nobody is left who could be asked, and nobody is told
     * of its denial.
     */
    public MemoryRequest optional() {
        return new MemoryRequest(unit, amount, priority, timeout, deadline, cancellation, true);
    }

    /** In what the amount is counted. */
    public Unit unit() {
        return unit;
    }

    /** Number of pages or of bytes. */
    public long amount() {
        return amount;
    }

    /** The priority of this request, if it is not to be its pool's. */
    public OptionalInt priority() {
        return priority == null ? OptionalInt.empty() : OptionalInt.of(priority);
    }

    /** What ends the wait early, if anything. */
    public @Nullable Cancellation cancellation() {
        return cancellation;
    }

    /** Whether it is made by one who can do without. */
    public boolean isOptional() {
        return optional;
    }

    /** Nanoseconds to wait from now on; none if the deadline has passed. */
    public long timeoutNanos(TimeSource time) {
        Duration left =
                deadline == null
                        ? Objects.requireNonNull(timeout)
                        : Duration.between(time.instant(), deadline);
        if (left.isNegative()) {
            return 0;
        }
        return left.compareTo(MAX_WAIT) > 0 ? MAX_WAIT.toNanos() : left.toNanos();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("MemoryRequest[");
        text.append(amount)
                .append(unit == Unit.PAGES ? " page" : " byte")
                .append(amount == 1 ? "" : "s");
        if (priority != null) {
            text.append(", priority ").append(priority);
        }
        if (optional) {
            text.append(", optional");
        }
        if (deadline != null) {
            text.append(", until ").append(deadline);
        } else if (timeout != null && !timeout.isZero()) {
            text.append(", within ").append(timeout);
        }
        return text.append(']').toString();
    }
}
