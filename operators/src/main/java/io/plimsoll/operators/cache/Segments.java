package io.plimsoll.operators.cache;

import io.plimsoll.memory.request.MemoryEvictor;
import io.plimsoll.operators.cache.segment.CacheSegment;
import io.plimsoll.operators.cache.segment.Departure;
import io.plimsoll.operators.cache.segment.SegmentFigures;
import io.plimsoll.operators.cache.segment.SegmentSettings;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a cache by the hashes of keys; gives memory back for all of them.
 *
 * <p>Any thread.
 */
final class Segments implements MemoryEvictor {

    /** Threads seldom meet in one of so many parts. */
    private static final int PER_PROCESSOR = 8;

    /** A part has no fewer pages: its policy needs entries to choose from. */
    private static final int MIN_PAGES_PER_PART = 128;

    /** A part has no more bytes as a rule: what it does as a whole shall not take long. */
    private static final long MAX_PART_BYTES = 64L << 20;

    private static final int MAX_PARTS = 1024;

    /** Bits of the hash that the index of a part does not use. */
    private static final int HASH_SHIFT = 36;

    /** Who wants memory back does not wait for long. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final CacheMemory memory;
    private final CacheSegment[] parts;
    private final @Nullable Consumer<ArrayDeque<Departure>> told;

    /** Where the next search for memory begins, so that all parts give some. */
    private final AtomicInteger turn = new AtomicInteger();

    /**
     * Creates empty parts.
     *
     * @param told hears of entries that leave when memory is given back; null if nobody does
     */
    Segments(
            CacheMemory memory,
            SegmentSettings settings,
            @Nullable Consumer<ArrayDeque<Departure>> told) {
        this.memory = memory;
        this.told = told;
        int count = count(memory.maxPages(), memory.pool().pageSizeBytes());
        parts = new CacheSegment[count];
        for (int at = 0; at < count; at++) {
            parts[at] = new CacheSegment(memory.pool(), memory.maxPages() / count, settings);
        }
    }

    private static int count(int pages, int pageBytes) {
        long forThreads = PER_PROCESSOR * (long) Runtime.getRuntime().availableProcessors();
        long forSize = (long) pages * pageBytes / MAX_PART_BYTES;
        long most = Math.clamp(pages / MIN_PAGES_PER_PART, 1, MAX_PARTS);
        return Integer.highestOneBit((int) Math.min(most, Math.max(forThreads, forSize)));
    }

    CacheSegment of(long hash) {
        return parts[(int) (hash >>> HASH_SHIFT) & (parts.length - 1)];
    }

    CacheSegment[] all() {
        return parts;
    }

    SegmentFigures figures() {
        SegmentFigures sum = SegmentFigures.NONE;
        for (CacheSegment part : parts) {
            sum = sum.plus(part.figures());
        }
        return sum;
    }

    @Override
    public long evictableBytes() {
        return memory.pool().usedBytes();
    }

    @Override
    public long evict(long targetBytes) {
        int pageBytes = memory.pool().pageSizeBytes();
        long wanted = Math.ceilDiv(targetBytes, pageBytes);
        long given = 0;
        long share = Math.ceilDiv(wanted, parts.length);
        int start = turn.getAndIncrement();
        for (int step = 0; step < parts.length && given < wanted; step++) {
            given += giveBack(start + step, Math.min(share, wanted - given), 0);
        }
        for (int step = 0; step < parts.length && given < wanted; step++) {
            given += giveBack(start + step, wanted - given, PATIENCE_NANOS);
        }
        return given * pageBytes;
    }

    private int giveBack(int part, long pages, long patienceNanos) {
        ArrayDeque<Departure> departures = told == null ? null : new ArrayDeque<>();
        int wanted = (int) Math.min(pages, Integer.MAX_VALUE);
        int given = parts[part & (parts.length - 1)].giveBack(wanted, patienceNanos, departures);
        if (told != null && departures != null) {
            told.accept(departures);
        }
        return given;
    }
}
