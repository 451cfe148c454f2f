package io.plimsoll.operators.collection;

import io.plimsoll.memory.MemoryAllocationException;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.operators.Job;
import io.plimsoll.operators.memory.OperatorMemory;
import io.plimsoll.operators.memory.OperatorNeeds;
import io.plimsoll.operators.memory.Spillable;
import io.plimsoll.spill.IOManager;
import io.plimsoll.spill.SpillReader;
import io.plimsoll.spill.SpillWriter;
import io.plimsoll.spill.run.SpillRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Pages by number, in memory or on disk.
 *
 * <p>When memory runs short, pages that were not used lately (a clock goes round) are written
 * together, a few at a time, and read back when they are next wanted. A page that was not changed
 * since need not be written again.
 *
 * <p>One thread at a time, as {@link OperatorMemory#turn} says.
 */
final class PageSpace implements Spillable, AutoCloseable {

    /** An operation pins no more pages, and the clock needs some to choose from. */
    private static final int MIN_PAGES = 16;

    /** Reading without looking ahead takes the page that is read, and one in the caller's hands. */
    private static final int READER_PAGES = 2;

    private final OperatorMemory memory;
    private final IOManager io;
    private final int batchPages;

    // By page number.
    private @Nullable MemorySegment[] frames = new MemorySegment[16];
    private @Nullable SpilledBatch[] copies = new SpilledBatch[16];
    private int[] places = new int[16];
    private byte[] pins = new byte[16];
    private boolean[] usedLately = new boolean[16];

    /** Numbers given out, and those of pages that were freed. */
    private int count;

    private int[] freed = new int[16];
    private int freedCount;

    private int hand;

    /** Written by the owner, read by those who lack memory. */
    private volatile long residentPages;

    private @Nullable IOException failure;
    private boolean closed;

    /**
     * Opens an empty space.
     *
     * @param batchPages how many pages are written together
     */
    PageSpace(Job job, String name, int batchPages) {
        this.io = job.io();
        this.batchPages = batchPages;
        int pageBytes = job.pool().pageSizeBytes();
        OperatorNeeds needs =
                new OperatorNeeds(
                        (long) READER_PAGES * pageBytes,
                        (long) MIN_PAGES * pageBytes,
                        job.pool().maxBytes());
        try {
            this.memory = OperatorMemory.open(job.pool(), name, needs);
        } catch (MemoryReservationException e) {
            throw new IllegalArgumentException(
                    "memory too little for a collection (expected at least %d bytes free): %s"
                            .formatted(needs.minBytes(), e.getMessage()),
                    e);
        }
        memory.spillBy(this);
    }

    int pageBytes() {
        return memory.pageSizeBytes();
    }

    /** Begins a call of the collection's user. */
    void enter() {
        if (closed) {
            throw new IllegalStateException("the collection is closed (expected an open one)");
        }
        memory.turn().enter();
        try {
            memory.safePoint();
            checkFailure();
        } catch (IOException e) {
            memory.turn().exit();
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it. */
    void exit() {
        memory.turn().exit();
    }

    /** Returns the number of a new page, which is pinned; its bytes are arbitrary. */
    int newPage() throws IOException {
        MemorySegment frame = newFrame();
        int id = freedCount > 0 ? freed[--freedCount] : count++;
        if (id == frames.length) {
            grow();
        }
        frames[id] = frame;
        copies[id] = null;
        pins[id] = 1;
        usedLately[id] = true;
        countResident(1);
        return id;
    }

    /** Returns where a page is, pinned until {@link #unpin}. */
    long pin(int id) throws IOException {
        MemorySegment frame = frames[id];
        if (frame == null) {
            frame = load(id);
        }
        pins[id]++;
        usedLately[id] = true;
        return frame.getAddress();
    }

    /** As {@link #pin}, to change the page. */
    long pinToWrite(int id) throws IOException {
        long address = pin(id);
        dropCopy(id);
        return address;
    }

    /** Where a pinned page is. */
    long address(int id) {
        MemorySegment frame = frames[id];
        assert frame != null && pins[id] > 0;
        return frame == null ? 0 : frame.getAddress();
    }

    void unpin(int id) {
        pins[id]--;
    }

    /** Frees a page that is not pinned. */
    void free(int id) {
        assert pins[id] == 0;
        dropCopy(id);
        MemorySegment frame = frames[id];
        if (frame != null) {
            frames[id] = null;
            countResident(-1);
            memory.records().release(frame);
        }
        if (freedCount == freed.length) {
            freed = Arrays.copyOf(freed, 2 * freedCount);
        }
        freed[freedCount++] = id;
    }

    /** Frees all pages. */
    void clear() {
        for (int id = 0; id < count; id++) {
            dropCopy(id);
            MemorySegment frame = frames[id];
            if (frame != null) {
                frames[id] = null;
                memory.records().release(frame);
            }
            pins[id] = 0;
        }
        residentPages = 0;
        count = 0;
        freedCount = 0;
    }

    @Override
    public long spillableBytes() {
        return residentPages * pageBytes();
    }

    @Override
    public long spill(long targetBytes) throws IOException {
        long before = residentPages;
        while ((before - residentPages) * pageBytes() < targetBytes && evict()) {
            // some more
        }
        return (before - residentPages) * pageBytes();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            memory.quit();
            clear();
            memory.close();
        }
    }

    private MemorySegment newFrame() throws IOException {
        MemorySegment frame = memory.tryAllocatePage();
        while (frame == null) {
            if (!evict()) {
                throw new IOException(
                        "no page left of %d bytes (expected the guaranteed ones)"
                                .formatted(pageBytes()));
            }
            frame = memory.records().tryAllocatePage();
        }
        return frame;
    }

    private MemorySegment load(int id) throws IOException {
        MemorySegment frame = newFrame();
        boolean loaded = false;
        SpilledBatch batch = copies[id];
        if (batch == null) {
            throw new IllegalStateException("page=" + id + " (expected one that was written)");
        }
        int place = places[id];
        int start = batch.nearest(place);
        try (SpillReader reader =
                io.newReaderAt(batch.run, batch.position(start), memory.workspace(), 0)) {
            for (int at = start; at <= place; at++) {
                MemorySegment read = reader.nextPage();
                if (read == null) {
                    throw new IOException("page=" + id + " is not in " + batch.run.label());
                }
                batch.setPosition(at, reader.position());
                if (at == place) {
                    RawMemory.copy(read.getAddress(), frame.getAddress(), pageBytes());
                }
                reader.recycle(read);
            }
            loaded = true;
        } catch (MemoryAllocationException e) {
            throw fail(new IOException("the workspace lacks pages: " + e.getMessage(), e));
        } catch (IOException e) {
            throw fail(e);
        } finally {
            if (!loaded) {
                memory.records().release(frame);
            }
        }
        frames[id] = frame;
        countResident(1);
        return frame;
    }

    /** Writes some pages that were not used lately; false if all are pinned. */
    private boolean evict() throws IOException {
        int[] victims = new int[batchPages];
        int found = 0;
        boolean dropped = false;
        for (long step = 0; step < 2L * count && found < batchPages && !dropped; step++) {
            hand = hand + 1 < count ? hand + 1 : 0;
            MemorySegment frame = frames[hand];
            if (frame == null || pins[hand] > 0) {
                continue;
            }
            if (usedLately[hand]) {
                usedLately[hand] = false;
            } else if (copies[hand] != null) {
                frames[hand] = null;
                countResident(-1);
                memory.records().release(frame);
                dropped = true;
            } else {
                pins[hand] = 1; // so that a second round does not meet it again
                victims[found++] = hand;
            }
        }
        Arrays.sort(victims, 0, found);
        if (found > 0) {
            write(victims, found);
        }
        return found > 0 || dropped;
    }

    private void write(int[] ids, int length) throws IOException {
        try (SpillWriter writer = io.newWriter("collection", MemorySegment::free, 1)) {
            for (int at = 0; at < length; at++) {
                MemorySegment frame = frames[ids[at]];
                frames[ids[at]] = null;
                pins[ids[at]] = 0;
                countResident(-1);
                if (frame != null) {
                    writer.write(frame, pageBytes());
                }
            }
            SpillRun run = writer.finish();
            SpilledBatch batch = new SpilledBatch(run, length);
            for (int at = 0; at < length; at++) {
                copies[ids[at]] = batch;
                places[ids[at]] = at;
            }
        } catch (IOException e) {
            throw fail(e);
        }
    }

    private void dropCopy(int id) {
        SpilledBatch batch = copies[id];
        if (batch != null) {
            copies[id] = null;
            if (--batch.live == 0) {
                io.delete(batch.run);
            }
        }
    }

    /** Only the owner of the turn writes: nobody else's change can be lost. */
    private void countResident(int change) {
        long changed = residentPages + change;
        residentPages = changed;
    }

    private void grow() {
        int length = 2 * frames.length;
        frames = Arrays.copyOf(frames, length);
        copies = Arrays.copyOf(copies, length);
        places = Arrays.copyOf(places, length);
        pins = Arrays.copyOf(pins, length);
        usedLately = Arrays.copyOf(usedLately, length);
    }

    private IOException fail(IOException cause) {
        failure = cause;
        return cause;
    }

    private void checkFailure() throws IOException {
        if (failure != null) {
            throw new IOException("the collection has lost pages: " + failure, failure);
        }
    }
}
