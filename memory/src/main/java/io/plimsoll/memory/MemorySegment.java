package io.plimsoll.memory;

import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.region.RegionTable;
import io.plimsoll.memory.region.UnpooledMemory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A piece of memory of fixed size, on the heap or off it, with random access to every primitive.
 *
 * <p>All offsets and lengths are in bytes from the start of the segment and need no alignment.
 * Every operation is checked, before it changes anything: a range outside the segment is an {@link
 * IndexOutOfBoundsException}, a segment that was freed an {@link IllegalStateException}. The
 * operations, their names, arguments and exceptions are those of Apache Flink's class of this name.
 *
 * <p><b>Threads:</b> any thread may use a segment, but no operation synchronizes. Whoever hands one
 * to another thread publishes it safely. Freeing a segment while another thread uses it is a bug of
 * the caller; the memory under a page stays mapped, so that it is not a crash.
 *
 * <p>A segment leased from a {@link MemoryPool} is a <em>page</em>: freeing it gives it back to its
 * pool, which may then lease the same object to somebody else. A reference kept beyond that is a
 * bug that {@link MemoryManager.Builder#checkUseAfterFree} makes visible.
 */
public final class MemorySegment extends SegmentComparison {

    /** Stands for "not a page of a pool". */
    static final int NO_PAGE = -1;

    private static final VarHandle LIMIT;
    private static final VarHandle OWNER;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            LIMIT = lookup.findVarHandle(SegmentMemory.class, "limit", int.class);
            OWNER = lookup.findVarHandle(MemorySegment.class, "owner", Object.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final int size;

    /** Index in the page table of the manager that owns the page, or {@link #NO_PAGE}. */
    private final int page;

    /** Whether buffers may be handed out that outlive this object. */
    private final boolean wrappable;

    /**
     * Of a page the pool that leases it, compared and set at release, so that of two releases one
     * fails; of any other segment what its maker gave.
     */
    private @Nullable Object owner;

    /** The whole segment as a buffer; made at first need for a page. */
    private @Nullable ByteBuffer offHeapBuffer;

    private @Nullable Runnable cleaner;

    private MemorySegment(
            byte[] heapMemory,
            long address,
            int size,
            int page,
            boolean wrappable,
            @Nullable Object owner) {
        super(heapMemory, address, page == NO_PAGE ? size : FREED);
        this.size = size;
        this.page = page;
        this.wrappable = wrappable;
        this.owner = owner;
    }

    /** Creates a segment over an array. */
    MemorySegment(byte[] array, @Nullable Object owner) {
        this(array, 0, array.length, NO_PAGE, true, owner);
    }

    /**
     * Creates a segment over a direct buffer, which keeps the memory alive for as long as the
     * segment is reachable and not freed.
     *
     * @throws IllegalArgumentException if the buffer is not direct
     */
    MemorySegment(ByteBuffer direct, @Nullable Object owner) {
        this(NO_ARRAY, UnpooledMemory.addressOf(direct), direct.capacity(), NO_PAGE, true, owner);
        assert RegionTable.watch(address, size, direct);
        this.offHeapBuffer = direct;
    }

    /** The cleaner runs once, at the first {@code free}. */
    static MemorySegment overAddress(
            long address, int size, @Nullable Object owner, Runnable cleaner) {
        MemorySegment segment = new MemorySegment(NO_ARRAY, address, size, NO_PAGE, false, owner);
        segment.cleaner = cleaner;
        return segment;
    }

    /** A page that nobody leases yet. */
    static MemorySegment page(long address, int size, int page) {
        return new MemorySegment(NO_ARRAY, address, size, page, true, null);
    }

    // Life

    @Override
    public int size() {
        return size;
    }

    /** Whether the segment was freed: every access to it fails. */
    public boolean isFreed() {
        return limit < 0;
    }

    /**
     * Ends the life of this segment: every later access throws {@link IllegalStateException}. A
     * page goes back to its pool. Freeing a segment again has no effect.
     */
    public void free() {
        if (page != NO_PAGE) {
            if (owner instanceof MemoryPool pool) {
                pool.releaseOnce(this);
            }
            return;
        }
        if ((int) LIMIT.getAndSet(this, FREED) != FREED) {
            offHeapBuffer = null;
            Runnable action = cleaner;
            cleaner = null;
            if (action != null) {
                action.run();
            }
        }
    }

    /** Index of a page in its manager's table, {@link #NO_PAGE} for any other segment. */
    int page() {
        return page;
    }

    /** Opens a page for its new owner; only whoever took it off a free list may call this. */
    void lease(MemoryPool pool) {
        owner = pool;
        limit = size;
    }

    /** Closes a page; of several calls for one lease exactly one returns true. */
    boolean endLease(MemoryPool pool) {
        if (page == NO_PAGE || !OWNER.compareAndSet(this, pool, null)) {
            return false;
        }
        limit = FREED;
        return true;
    }

    /** Ends the life of a page whoever leases it, when its manager shuts down. */
    void revoke() {
        owner = null;
        limit = FREED;
    }

    /** The pool that leases this page, null for a free page and for any other segment. */
    @Nullable MemoryPool lessee() {
        return page != NO_PAGE && owner instanceof MemoryPool pool ? pool : null;
    }

    /** Address of a page whether leased or not. */
    long pageAddress() {
        return address;
    }

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
        return heapMemory;
    }

    /** Returns the array under a heap segment, null for an off-heap one. */
    public byte @Nullable [] getHeapMemory() {
        return address != 0 ? null : heapMemory;
    }

    /**
     * Returns the buffer over an off-heap segment: one and the same object each time, so that its
     * position is shared by all who ask.
     *
     * @throws IllegalStateException if the segment is on the heap or was freed
     */
    public ByteBuffer getOffHeapBuffer() {
        if (address == 0) {
            throw new IllegalStateException(
                    "the segment is on the heap (expected off-heap memory)");
        }
        check(0, 0);
        ByteBuffer buffer = offHeapBuffer;
        if (buffer == null) {
            buffer = RawMemory.view(address, size);
            offHeapBuffer = buffer;
        }
        return buffer;
    }

    /**
     * Returns the absolute address of an off-heap segment.
     *
     * @throws IllegalStateException if the segment is on the heap or was freed
     */
    public long getAddress() {
        if (address == 0) {
            throw new IllegalStateException(
                    "the segment is on the heap (expected off-heap memory)");
        }
        check(0, 0);
        return address;
    }

    /**
     * Returns what the segment was made for: of a page the owner or pool that leases it, null when
     * nobody does.
     */
    public @Nullable Object getOwner() {
        Object current = owner;
        return page != NO_PAGE && current instanceof MemoryPool pool ? pool.owner() : current;
    }

    /**
     * Returns a new buffer over the whole segment with position {@code offset} and limit {@code
     * offset + length}. It does not notice when the segment is freed.
     *
     * @throws UnsupportedOperationException if the memory ends with the segment, so that the buffer
     *     could outlive it
     */
    public ByteBuffer wrap(int offset, int length) {
        if (!wrappable) {
            throw new UnsupportedOperationException(
                    "the memory of this segment is released when it is freed (expected memory that a buffer"
                            + " may outlive)");
        }
        return buffer(offset, length);
    }

    /** Applies a function to a buffer over the whole segment, which must not escape from it. */
    @SuppressWarnings("overloads") // Flink's pair: a lambda with a result picks this one
    public <T extends @Nullable Object> T processAsByteBuffer(
            Function<ByteBuffer, T> processFunction) {
        return processFunction.apply(buffer(0, size));
    }

    /** Hands a buffer over the whole segment to a consumer, from which it must not escape. */
    @SuppressWarnings("overloads") // Flink's pair: a lambda without result picks this one
    public void processAsByteBuffer(Consumer<ByteBuffer> processConsumer) {
        processConsumer.accept(buffer(0, size));
    }

    /** Like {@link #wrap}, whether or not the memory ends with the segment. */
    ByteBuffer buffer(int offset, int length) {
        check(offset, length);
        return address != 0
                ? getOffHeapBuffer().duplicate().limit(offset + length).position(offset)
                : ByteBuffer.wrap(heapMemory, offset, length);
    }

    @Override
    public String toString() {
        return "MemorySegment[size="
                + size
                + (isOffHeap() ? ", off-heap" : ", heap")
                + (isFreed() ? ", freed]" : "]");
    }
}
