package io.plimsoll.memory.tracking;

import io.plimsoll.memory.leak.AllocationLog;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A ring of the last events, written without locks and without garbage.
 *
 * <p>A writer draws a ticket, which is the number of its entry and says its slot, and marks the
 * slot as being written; when it is done, it marks it as written. A writer that finds its slot
 * being written, by one that was overtaken by a whole round, drops its entry and counts that. A
 * reader believes what it read from a slot if the mark was the same before and after.
 *
 * <pre>
 *   mark:  0 never written    2t+1 ticket t writes    2t+2 ticket t has written
 * </pre>
 *
 * <p><b>Threads:</b> any thread may call any method.
 */
public final class EventRing implements AllocationLog {

    /** What a reader of a log can take in. */
    private static final int SHOWN_ENTRIES = 20;

    private static final int MAX_CAPACITY = 1 << 26;
    private static final VarHandle MARK = MethodHandles.arrayElementVarHandle(long[].class);

    private final int mask;
    private final long[] marks;
    private final long[] nanos;
    private final long[] threadIds;
    private final long[] bytes;
    private final long[] addresses;
    private final @Nullable Event[] events;
    private final @Nullable String[] threadNames;
    private final @Nullable Object[] pools;

    private final AtomicLong tickets = new AtomicLong();
    private final LongAdder dropped = new LongAdder();
    private final Instant startTime = Instant.now();
    private final long startNanos = System.nanoTime();

    /**
     * Creates an empty ring.
     *
     * @param entries rounded up to a power of two
     */
    public EventRing(int entries) {
        if (entries < 1 || entries > MAX_CAPACITY) {
            throw new IllegalArgumentException(
                    "entries=%d (expected 1 to %d)".formatted(entries, MAX_CAPACITY));
        }
        int capacity = entries == 1 ? 1 : Integer.highestOneBit(entries - 1) << 1;
        mask = capacity - 1;
        marks = new long[capacity];
        nanos = new long[capacity];
        threadIds = new long[capacity];
        bytes = new long[capacity];
        addresses = new long[capacity];
        events = new Event[capacity];
        threadNames = new String[capacity];
        pools = new Object[capacity];
    }

    /**
     * Writes an entry.
     *
     * @param pool its text is the path of the pool; asked for when the ring is read
     */
    public void append(Event event, Object pool, long amountBytes, long address) {
        long ticket = tickets.getAndIncrement();
        int slot = (int) ticket & mask;
        if (!tryMark(slot, ticket)) {
            dropped.increment();
            return;
        }
        Thread thread = Thread.currentThread();
        nanos[slot] = System.nanoTime();
        threadIds[slot] = thread.threadId();
        threadNames[slot] = thread.getName();
        pools[slot] = pool;
        events[slot] = event;
        bytes[slot] = amountBytes;
        addresses[slot] = address;
        MARK.setRelease(marks, slot, written(ticket));
    }

    private boolean tryMark(int slot, long ticket) {
        while (true) {
            long mark = (long) MARK.getAcquire(marks, slot);
            if ((mark & 1) != 0 || mark > written(ticket)) {
                return false;
            }
            if (MARK.compareAndSet(marks, slot, mark, written(ticket) - 1)) {
                // no part of the entry may be seen before the mark
                VarHandle.storeStoreFence();
                return true;
            }
        }
    }

    private static long written(long ticket) {
        return 2 * ticket + 2;
    }

    @Override
    public List<Entry> entries() {
        long end = tickets.get();
        List<Entry> entries = new ArrayList<>();
        for (long ticket = Math.max(0, end - mask - 1); ticket < end; ticket++) {
            Entry entry = read(ticket);
            if (entry != null) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private @Nullable Entry read(long ticket) {
        int slot = (int) ticket & mask;
        if ((long) MARK.getAcquire(marks, slot) != written(ticket)) {
            return null;
        }
        long time = nanos[slot];
        long threadId = threadIds[slot];
        String threadName = threadNames[slot];
        Object pool = pools[slot];
        Event event = events[slot];
        long amountBytes = bytes[slot];
        long address = addresses[slot];
        VarHandle.loadLoadFence();
        if ((long) MARK.getOpaque(marks, slot) != written(ticket) || event == null) {
            return null;
        }
        return new Entry(
                ticket,
                startTime.plusNanos(time - startNanos),
                threadName == null || threadName.isEmpty() ? "#" + threadId : threadName,
                String.valueOf(pool),
                event,
                amountBytes,
                address);
    }

    /** The last entries, a line each. */
    @Override
    public String toString() {
        List<Entry> all = entries();
        StringBuilder text =
                new StringBuilder("allocation log: ")
                        .append(all.size())
                        .append(all.size() == 1 ? " entry" : " entries")
                        .append(", room for ")
                        .append(capacity())
                        .append(", dropped ")
                        .append(dropped());
        for (Entry entry : all.subList(Math.max(0, all.size() - SHOWN_ENTRIES), all.size())) {
            text.append("\n  ").append(entry);
        }
        return text.toString();
    }

    @Override
    public int capacity() {
        return mask + 1;
    }

    @Override
    public long dropped() {
        return dropped.sum();
    }
}
