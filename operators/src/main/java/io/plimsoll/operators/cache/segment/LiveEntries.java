package io.plimsoll.operators.cache.segment;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.operators.cache.entry.EntryLayout;
import io.plimsoll.operators.cache.segment.Departure.Reason;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a part of a cache as its users see them: those whose time is not over. Counts what
 * is found and what is not.
 *
 * <p>Not thread-safe; a {@link CacheSegment} guards it.
 */
final class LiveEntries {

    /** How many slots are looked at for expired entries with each write. */
    private static final int SLOTS_SWEPT = 4;

    /** Half of all times are ahead of now: the latest of them stands for never. */
    private static final long LATEST_NANOS = Long.MAX_VALUE / 2;

    private final SegmentSettings settings;
    private final EntryStore store;
    private long hits;
    private long misses;
    private long writes;
    private long refusals;
    private long sweepPosition;
    private boolean closed;

    LiveEntries(MemoryPool pool, int quotaPages, SegmentSettings settings) {
        this.settings = settings;
        this.store = new EntryStore(pool, quotaPages, settings);
    }

    EntryStore store() {
        return store;
    }

    SegmentFigures figures() {
        return new SegmentFigures(
                store.index().count(),
                store.contentBytes(),
                (long) store.quota().leasedPages() * store.quota().pageBytes(),
                hits,
                misses,
                writes,
                refusals,
                store.departed(Reason.REMOVED),
                store.departed(Reason.REPLACED),
                store.departed(Reason.EXPIRED),
                store.departed(Reason.EVICTED),
                store.departed(Reason.RECALLED));
    }

    /** Returns the entry of a key, which counts as a use of it, or 0. */
    long use(CacheKey key, @Nullable Collection<Departure> departures) {
        requireOpen();
        long entry = find(key, departures);
        if (entry == 0) {
            misses++;
            store.policy().missed();
            return 0;
        }
        hits++;
        store.policy().accessed(entry);
        if (settings.afterAccessNanos() != SegmentSettings.NEVER) {
            long reached =
                    settings.clock().nanoTime()
                            + Math.min(settings.afterAccessNanos(), LATEST_NANOS);
            EntryLayout.setDeadline(entry, earlier(EntryLayout.writeDeadline(entry), reached));
        }
        return entry;
    }

    /**
     * Writes a value.
     *
     * @return whether there was room for it; if not, its key has no value now
     */
    boolean write(
            CacheKey key,
            byte[] value,
            int valueBytes,
            long lifeNanos,
            @Nullable Collection<Departure> departures) {
        requireOpen();
        writes++;
        if (settings.expiring()) {
            sweep(SLOTS_SWEPT, departures);
        }
        long entry = find(key, departures);
        if (entry != 0) {
            if (departures != null) {
                store.note(entry, Reason.REPLACED, departures);
            }
            if (store.overwrite(entry, value, valueBytes)) {
                store.countReplaced();
                store.policy().accessed(entry);
                setDeadlines(entry, lifeNanos);
                return true;
            }
            store.remove(entry, Reason.REPLACED, null);
        }
        entry = store.insert(key, value, valueBytes, departures);
        if (entry == 0) {
            refusals++;
            return false;
        }
        setDeadlines(entry, lifeNanos);
        return true;
    }

    /** Removes a key; whether it had a value. */
    boolean remove(CacheKey key, @Nullable Collection<Departure> departures) {
        requireOpen();
        long entry = find(key, departures);
        if (entry == 0) {
            return false;
        }
        store.remove(entry, Reason.REMOVED, departures);
        store.quota().releaseSurplus();
        return true;
    }

    /** Removes all entries and gives the memory back. */
    void clear(@Nullable Collection<Departure> departures) {
        store.clear(Reason.REMOVED, departures);
        store.quota().release(Integer.MAX_VALUE);
    }

    /** Drops expired entries, all of them, and gives back memory that is not needed. */
    void cleanUp(@Nullable Collection<Departure> departures) {
        if (settings.expiring()) {
            sweep(store.index().capacity(), departures);
        }
        store.shrinkIndex();
        store.quota().releaseSurplus();
    }

    /** Whether the time of an entry is over. */
    boolean isExpired(long entry) {
        return settings.expiring()
                && settings.clock().nanoTime() - EntryLayout.deadline(entry) >= 0;
    }

    void close() {
        closed = true;
        clear(null);
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the cache is closed (expected an open one)");
        }
    }

    private long find(CacheKey key, @Nullable Collection<Departure> departures) {
        long entry = store.index().find(key.hash(), key.array(), key.length());
        if (entry != 0 && isExpired(entry)) {
            store.remove(entry, Reason.EXPIRED, departures);
            return 0;
        }
        return entry;
    }

    private void setDeadlines(long entry, long lifeNanos) {
        if (!settings.expiring()) {
            return;
        }
        long now = settings.clock().nanoTime();
        long byWrite = Math.min(lifeNanos, settings.afterWriteNanos());
        long latest = now + Math.min(byWrite, LATEST_NANOS);
        long byAccess = now + Math.min(settings.afterAccessNanos(), LATEST_NANOS);
        EntryLayout.setWriteDeadline(entry, latest);
        EntryLayout.setDeadline(entry, earlier(latest, byAccess));
    }

    /** Times may wrap around. */
    private static long earlier(long a, long b) {
        return a - b < 0 ? a : b;
    }

    /** Drops what has expired in the next slots of the index. */
    private void sweep(long slots, @Nullable Collection<Departure> departures) {
        for (long step = 0; step < slots && store.index().capacity() > 0; step++) {
            sweepPosition = (sweepPosition + 1) & (store.index().capacity() - 1);
            long entry = store.index().entryAt(sweepPosition);
            while (entry != 0 && isExpired(entry)) {
                store.remove(entry, Reason.EXPIRED, departures);
                entry = store.index().entryAt(sweepPosition); // what moved up
            }
        }
    }
}
