package io.plimsoll.operators.cache.segment;

import io.plimsoll.memory.MemoryPool;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A part of a cache: the entries of some hashes.
 *
 * <p>Where a method takes a collection of departures, entries that leave are added to it for their
 * listener, who is called after the lock was left; null if nobody wants to know.
 *
 * <p>Any thread may call any method.
 */
public final class CacheSegment {

    /** What {@link #get} returns of an entry that is not there. */
    public static final int ABSENT = -1;

    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by lock: everything below.
    private final LiveEntries entries;
    private final Map<KeyTurn.Key, KeyTurn> turns = new HashMap<>();

    /** Creates a part without entries and memory. */
    public CacheSegment(MemoryPool pool, int quotaPages, SegmentSettings settings) {
        this.entries = new LiveEntries(pool, quotaPages, settings);
    }

    /** The longest key. */
    public int maxKeyBytes() {
        return entries.store().maxKeyBytes();
    }

    /** The most bytes of an entry, with some 40 of its own. */
    public long maxEntryBytes() {
        return entries.store().maxEntryBytes();
    }

    /**
     * Copies the value of a key.
     *
     * @return its length, or {@link #ABSENT}
     */
    public int get(CacheKey key, ByteBox value, @Nullable Collection<Departure> departures) {
        lock.lock();
        try {
            long entry = entries.use(key, departures);
            if (entry == 0) {
                return ABSENT;
            }
            entries.store().copyValue(entry, value);
            return value.length();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Copies the value of a key, or gets a turn at computing it.
     *
     * @return null if there is a value; else the calling thread's new turn, or that of another,
     *     which is to be waited for
     */
    public @Nullable KeyTurn getOrTakeTurn(
            CacheKey key, ByteBox value, @Nullable Collection<Departure> departures) {
        lock.lock();
        try {
            long entry = entries.use(key, departures);
            if (entry != 0) {
                entries.store().copyValue(entry, value);
                return null;
            }
            return takeTurn(key);
        } finally {
            lock.unlock();
        }
    }

    /** Gets a turn at a key, or that of another thread, which is to be waited for. */
    public KeyTurn turn(CacheKey key) {
        lock.lock();
        try {
            return takeTurn(key);
        } finally {
            lock.unlock();
        }
    }

    /** Copies the value at the start of a computation; {@link #ABSENT} if there is none. */
    public int getForTurn(
            KeyTurn turn, CacheKey key, ByteBox value, @Nullable Collection<Departure> departures) {
        lock.lock();
        try {
            turn.standsAlone();
            long entry = entries.use(key, departures);
            if (entry == 0) {
                return ABSENT;
            }
            entries.store().copyValue(entry, value);
            return value.length();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes what was computed, or removes the entry if that is null, unless somebody else wrote or
     * removed the key since the turn began or was asked last.
     *
     * @param lifeNanos how long it lives; {@link SegmentSettings#NEVER}: as the settings say
     * @return whether nobody did
     */
    public boolean putForTurn(
            KeyTurn turn,
            CacheKey key,
            byte @Nullable [] value,
            int valueBytes,
            long lifeNanos,
            @Nullable Collection<Departure> departures) {
        lock.lock();
        try {
            if (!turn.standsAlone()) {
                return false;
            }
            if (value == null) {
                entries.remove(key, departures);
            } else {
                entries.write(key, value, valueBytes, lifeNanos, departures);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Ends a turn with what was loaded: bytes, or null for nothing. */
    public void endLoaded(KeyTurn turn, byte @Nullable [] value, int valueBytes) {
        lock.lock();
        try {
            boolean wanted = turn.hasWaiters() && value != null;
            turn.succeed(wanted ? Arrays.copyOf(value, valueBytes) : null);
            turns.remove(turn.key());
        } finally {
            lock.unlock();
        }
        turn.end();
    }

    /** Ends a turn without a value; with what went wrong, if something did. */
    public void end(KeyTurn turn, @Nullable Throwable failure) {
        lock.lock();
        try {
            if (failure != null) {
                turn.fail(failure);
            }
            turns.remove(turn.key());
        } finally {
            lock.unlock();
        }
        turn.end();
    }

    /**
     * Writes a value.
     *
     * @param lifeNanos how long it lives; {@link SegmentSettings#NEVER}: as the settings say
     * @return whether there was room for it; if not, its key has no value now
     */
    public boolean put(
            CacheKey key,
            byte[] value,
            int valueBytes,
            long lifeNanos,
            @Nullable Collection<Departure> departures) {
        lock.lock();
        try {
            overtake(key);
            return entries.write(key, value, valueBytes, lifeNanos, departures);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes a value unless there is one, which is copied then.
     *
     * @return the length of the value that was there, or {@link #ABSENT}
     */
    public int putIfAbsent(
            CacheKey key,
            byte[] value,
            int valueBytes,
            long lifeNanos,
            ByteBox present,
            @Nullable Collection<Departure> departures) {
        lock.lock();
        try {
            long entry = entries.use(key, departures);
            if (entry != 0) {
                entries.store().copyValue(entry, present);
                return present.length();
            }
            overtake(key);
            entries.write(key, value, valueBytes, lifeNanos, departures);
            return ABSENT;
        } finally {
            lock.unlock();
        }
    }

    /** Removes a key; whether it had a value. */
    public boolean remove(CacheKey key, @Nullable Collection<Departure> departures) {
        lock.lock();
        try {
            overtake(key);
            return entries.remove(key, departures);
        } finally {
            lock.unlock();
        }
    }

    /** Removes all entries and gives the memory back. */
    public void clear(@Nullable Collection<Departure> departures) {
        lock.lock();
        try {
            turns.values().forEach(KeyTurn::overtake);
            entries.clear(departures);
        } finally {
            lock.unlock();
        }
    }

    /** Drops expired entries, all of them, and gives back memory that is not needed. */
    public void cleanUp(@Nullable Collection<Departure> departures) {
        lock.lock();
        try {
            entries.cleanUp(departures);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives pages back to the pool, evicting what is worth least.
     *
     * @param patienceNanos how long to wait for the lock if another thread has it
     * @return how many pages; 0 if the lock was not to be had
     */
    public int giveBack(int pages, long patienceNanos, @Nullable Collection<Departure> departures) {
        if (lock.isHeldByCurrentThread() || !tryLock(patienceNanos)) {
            return 0;
        }
        try {
            return entries.store().giveBack(pages, departures);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Copies the entry in a slot of the index, or the next one behind it.
     *
     * @param from the slot, 0 at first
     * @return the slot behind it, or -1 if there was none; entries that are written or removed
     *     meanwhile may be met once, twice or not at all
     */
    public long copyNext(long from, ByteBox key, ByteBox value) {
        lock.lock();
        try {
            for (long at = from; at < entries.store().index().capacity(); at++) {
                long entry = entries.store().index().entryAt(at);
                if (entry != 0 && !entries.isExpired(entry)) {
                    byte[] bytes = entries.store().copyKey(entry);
                    key.set(bytes);
                    entries.store().copyValue(entry, value);
                    return at + 1;
                }
            }
            return -1;
        } finally {
            lock.unlock();
        }
    }

    /** What happened, and what there is. */
    public SegmentFigures figures() {
        lock.lock();
        try {
            return entries.figures();
        } finally {
            lock.unlock();
        }
    }

    /** Gives all memory back; nothing works any more. */
    public void close() {
        lock.lock();
        try {
            entries.close();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Checks all structures.
     *
     * @throws IllegalStateException if one is damaged
     */
    public void verify() {
        lock.lock();
        try {
            entries.store().verify();
        } finally {
            lock.unlock();
        }
    }

    private KeyTurn takeTurn(CacheKey key) {
        entries.requireOpen();
        KeyTurn.Key turnKey = new KeyTurn.Key(key);
        KeyTurn turn = turns.get(turnKey);
        if (turn == null) {
            turn = new KeyTurn(turnKey);
            turns.put(turnKey, turn);
        } else if (turn.isMine()) {
            throw new IllegalStateException(
                    "the value of a key is computed by way of itself (expected other keys only)");
        } else {
            turn.join();
        }
        return turn;
    }

    private void overtake(CacheKey key) {
        if (!turns.isEmpty()) {
            KeyTurn turn = turns.get(new KeyTurn.Key(key));
            if (turn != null) {
                turn.overtake();
            }
        }
    }

    private boolean tryLock(long patienceNanos) {
        if (lock.tryLock()) {
            return true;
        }
        try {
            return patienceNanos > 0 && lock.tryLock(patienceNanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
