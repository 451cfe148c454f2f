package io.plimsoll.memory.segment;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.leak.LeakDetection;
import io.plimsoll.memory.region.RegionTable;
import io.plimsoll.memory.region.UnpooledMemory;
import io.plimsoll.memory.tracking.Lease;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A piece of memory of fixed size, on the heap or off it, with random access to every primitive.
 *
 * <p>All offsets and lengths are in bytes from the start of the segment and, but for the atomic
 * operations, need no alignment. Every operation is checked, before it changes anything: a range
 * outside the segment is an {@link IndexOutOfBoundsException}, a segment that was freed an {@link
 * IllegalStateException}. The operations that Apache Flink's class of this name has, too, have its
 * names, arguments and exceptions.
 *
 * <p><b>Threads:</b> any thread may use a segment, but only the atomic operations synchronize.
 * Whoever hands a segment to another thread publishes it safely. Freeing it while another thread
 * uses it is a bug of the caller. Of a page it is not a crash: until its manager closes, what is
 * under it can be read, and written unless a trim has given its region back meanwhile.
 *
 * <p>A segment leased from a {@code MemoryPool} is a <em>page</em>: freeing it gives it back to its
 * pool, which may then lease the same object to somebody else. A reference kept beyond that is a
 * bug that {@link LeakDetection#ADVANCED} makes visible.
 */
public final class MemorySegment extends SegmentComparison {

    private static final VarHandle LIMIT;
    private static final VarHandle ATTACHMENT;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            LIMIT = lookup.findVarHandle(SegmentMemory.class, "limit", int.class);
            ATTACHMENT = lookup.findVarHandle(MemorySegment.class, "attachment", Object.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /**
     * On the heap a {@link HeapBlock}. Off it an {@link UnpooledBlock}, or else this is a page:
     * then the pool that leases it, compared and set at release, so that of two releases one fails;
     * or a {@link Lease} of that pool if it is followed; null if nobody leases it.
     *
     * <p>One field for all, because there are as many of these objects as pages.
     */
    private @Nullable Object attachment;

    private MemorySegment(byte[] array, long address, int limit, @Nullable Object attachment) {
        super(array, address, limit);
        this.attachment = attachment;
    }

    /** Creates a segment over an array. */
    MemorySegment(byte[] array, @Nullable Object owner) {
        this(array, 0, array.length, new HeapBlock(array, owner));
    }

    /**
     * Creates a segment over a direct buffer, which keeps the memory alive for as long as the
     * segment is reachable and not freed.
     *
     * @throws IllegalArgumentException if the buffer is not direct
     */
    MemorySegment(ByteBuffer direct, @Nullable Object owner) {
        this(
                NO_ARRAY,
                UnpooledMemory.addressOf(direct),
                direct.capacity(),
                UnpooledBlock.ofBuffer(direct, owner));
        assert RegionTable.watch(address, direct.capacity(), direct);
    }

    /** The cleaner runs once, at the first {@code free}. */
    static MemorySegment overAddress(
            long address, int size, @Nullable Object owner, Runnable cleaner) {
        return new MemorySegment(
                NO_ARRAY, address, size, UnpooledBlock.ofMemory(size, owner, cleaner));
    }

    /** A page, or contiguous pages, that nobody leases yet. */
    static MemorySegment page(long address, int size) {
        return new MemorySegment(NO_ARRAY, address, freed(size), null);
    }

    // Life

    @Override
    public int size() {
        int live = limit;
        return live >= 0 ? live : sizeOfFreed(live);
    }

    private int sizeOfFreed(int freed) {
        Object current = attachment;
        if (current instanceof HeapBlock block) {
            return block.array.length;
        }
        return current instanceof UnpooledBlock block ? block.sizeBytes : freed(freed);
    }

    /** Whether the segment was freed: every access to it fails. */
    public boolean isFreed() {
        return limit < 0;
    }

    /**
     * Ends the life of this segment: every later access throws {@link IllegalStateException}. A
     * page goes back to its pool. To free a page again has no effect, unless leases are followed at
     * level {@link LeakDetection#ADVANCED} or above: the object may be somebody else's by then.
     *
     * @throws IllegalStateException if this was freed before, and is no page, or is one at these
     *     levels; its cause is the stack of the first time, for what is no page if assertions are
     *     on
     */
    public void free() {
        Object current = attachment;
        if (current instanceof UnpooledLife life) {
            if ((int) LIMIT.getAndSet(this, FREED) == FREED) {
                throw life.endedBefore(this);
            }
            heapMemory = NO_ARRAY;
            life.end();
        } else if (current instanceof PageLeases pool) {
            pool.free(this);
        } else if (current instanceof Lease lease) {
            ((PageLeases) lease.holder()).free(this);
        }
    }

    /**
     * Opens a page for its new owner, a pool or a lease of it that is followed; only whoever took
     * it off a free list may call this.
     */
    void lease(Object poolOrLease) {
        attachment = poolOrLease;
        limit = freed(limit);
    }

    /** Closes a page whose lease is not followed; of several calls one returns true. */
    boolean endLease(PageLeases pool) {
        if (address == 0 || !ATTACHMENT.compareAndSet(this, pool, null)) {
            return false;
        }
        close(null);
        return true;
    }

    /** Closes a page, whoever leases it; a release and a shutdown may do so at once. */
    void close(@Nullable Lease remembered) {
        attachment = remembered;
        // not turned round: of two at once the second would open it again
        limit = Math.min(limit, freed(limit));
    }

    /** The lease of a page if it is, or was, followed. */
    @Nullable Lease followedLease() {
        return address != 0 && attachment instanceof Lease lease ? lease : null;
    }

    @Override
    IllegalStateException usedAfterFree() {
        Lease last = followedLease();
        if (last != null) {
            return new IllegalStateException(
                    "page=0x%x of %s has been freed (expected a live one)"
                            .formatted(address, ((PageLeases) last.holder()).node().path()),
                    last.endedBy());
        }
        return new IllegalStateException(
                "the segment has been freed (expected a live one)",
                attachment instanceof UnpooledLife life ? life.endedBy() : null);
    }

    /** The pool that leases this page, null for a free page and for any other segment. */
    @Nullable PageLeases lessee() {
        Object current = attachment;
        if (address == 0 || current instanceof UnpooledBlock) {
            return null;
        }
        if (current instanceof Lease lease) {
            return lease.isLive() ? (PageLeases) lease.holder() : null;
        }
        return (PageLeases) current;
    }

    /** Address of a page whether leased or not. */
    long pageAddress() {
        return address;
    }

    // What it is

    /** Returns where the memory lies. */
    public MemoryType type() {
        return address != 0 ? MemoryType.OFF_HEAP : MemoryType.HEAP;
    }

    /** Whether the memory lies outside the Java heap. */
    public boolean isOffHeap() {
        return address != 0;
    }

    /**
     * Returns the array under a heap segment, also after it was freed.
     *
     * @throws IllegalStateException if the segment is off-heap
     */
    public byte[] getArray() {
        if (address != 0) {
            throw new IllegalStateException("the segment is off-heap (expected one over an array)");
        }
        return Objects.requireNonNull(getHeapMemory());
    }

    /**
     * Returns the array under a heap segment, also after it was freed; null for an off-heap one.
     */
    public byte @Nullable [] getHeapMemory() {
        return attachment instanceof HeapBlock block ? block.array : null;
    }

    /**
     * Returns the absolute address of an off-heap segment.
     *
     * @throws IllegalStateException if the segment is on the heap or was freed
     */
    public long getAddress() {
        requireOffHeap();
        noteEscape();
        return address;
    }

    private void requireOffHeap() {
        if (address == 0) {
            throw new IllegalStateException(
                    "the segment is on the heap (expected off-heap memory)");
        }
        checkRange(0, 0);
    }

    /** Notes that memory under a page may be used without this object from now on. */
    private void noteEscape() {
        if (attachment instanceof Lease lease && address != 0) {
            lease.escape();
        }
    }

    /**
     * Returns what the segment was made for: of a page the owner or pool that leases it, null when
     * nobody does.
     */
    public @Nullable Object getOwner() {
        Object current = attachment;
        if (current instanceof HeapBlock block) {
            return block.owner;
        }
        if (current instanceof UnpooledBlock block) {
            return block.owner;
        }
        PageLeases pool = lessee();
        return pool == null ? null : pool.owner();
    }

    // Views

    /**
     * Returns a buffer over an off-heap segment. For a page it is a new one each time; otherwise
     * one and the same object, so that its position is shared by all who ask. It does not notice
     * when the segment is freed: of memory that ends with its segment there is nothing under it
     * then, as in Flink's class, whose method this is.
     *
     * @throws IllegalStateException if the segment is on the heap or was freed
     */
    public ByteBuffer getOffHeapBuffer() {
        requireOffHeap();
        noteEscape();
        if (attachment instanceof UnpooledBlock block) {
            ByteBuffer buffer = block.buffer();
            return buffer != null ? buffer : block.keep(RawMemory.view(address, block.sizeBytes));
        }
        return RawMemory.view(address, size());
    }

    /**
     * Returns a new buffer over the whole segment with position {@code offset} and limit {@code
     * offset + length}, for channels and codecs. It does not notice when the segment is freed: what
     * is under it then belongs to somebody else.
     *
     * @throws UnsupportedOperationException if the memory ends with the segment, so that the buffer
     *     could outlive it
     */
    public ByteBuffer wrap(int offset, int length) {
        requireWrappable();
        return buffer(offset, length);
    }

    /**
     * Returns the platform's view of {@code length} bytes from {@code index} on, for channels and
     * calls of native functions. It does not notice when the segment is freed: what is under it
     * then belongs to somebody else.
     *
     * @throws UnsupportedOperationException if the memory ends with the segment, so that the view
     *     could outlive it
     */
    public java.lang.foreign.MemorySegment asForeignSegment(int index, int length) {
        requireWrappable();
        checkRange(index, length);
        noteEscape();
        if (attachment instanceof UnpooledBlock && address != 0) {
            // unlike an address, it keeps the memory alive
            ByteBuffer whole = getOffHeapBuffer().duplicate().clear();
            return java.lang.foreign.MemorySegment.ofBuffer(whole).asSlice(index, length);
        }
        return foreign(index, length);
    }

    private void requireWrappable() {
        if (attachment instanceof UnpooledBlock block && address != 0 && !block.wrappable) {
            throw new UnsupportedOperationException(
                    "the memory of this segment is released when it is freed (expected memory that a buffer"
                            + " may outlive)");
        }
    }

    /** Applies a function to a buffer over the whole segment, which must not escape from it. */
    @SuppressWarnings("overloads") // Flink's pair: a lambda with a result picks this one
    public <T extends @Nullable Object> T processAsByteBuffer(
            Function<ByteBuffer, T> processFunction) {
        return processFunction.apply(buffer(0, size()));
    }

    /** Hands a buffer over the whole segment to a consumer, from which it must not escape. */
    @SuppressWarnings("overloads") // Flink's pair: a lambda without result picks this one
    public void processAsByteBuffer(Consumer<ByteBuffer> processConsumer) {
        processConsumer.accept(buffer(0, size()));
    }

    /** Like {@link #wrap}, whether or not the memory ends with the segment. */
    private ByteBuffer buffer(int offset, int length) {
        checkRange(offset, length);
        return address != 0
                ? getOffHeapBuffer().duplicate().limit(offset + length).position(offset)
                : ByteBuffer.wrap(heapMemory, offset, length);
    }

    @Override
    public String toString() {
        return "MemorySegment[size="
                + size()
                + (isOffHeap() ? ", off-heap" : ", heap")
                + (isFreed() ? ", freed]" : "]");
    }
}
