package io.plimsoll.memory;

import io.plimsoll.memory.segment.MemorySegment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Memory taken in the name of an owner, any object with an identity of its own: the part of {@link
 * MemoryManager} that Apache Flink's has too, with the same names, arguments and exceptions.
 *
 * <p>The last few owners that have given all back are remembered, so that who takes again needs no
 * new pool: at most eight, until others take their place, a snapshot is taken or memory is trimmed.
 *
 * <p><b>Threads:</b> any thread may call any method.
 */
abstract sealed class OwnerMemory permits MemoryManager {

    OwnerMemory() {}

    abstract OwnerLedger owners();

    abstract SharedResources sharedResources();

    abstract int pageCount();

    /** Returns the page size in bytes. */
    public abstract int getPageSize();

    /** Returns the budget in bytes. */
    public abstract long getMemorySize();

    /** Whether the manager was shut down. */
    public abstract boolean isShutdown();

    /**
     * Leases pages for an owner.
     *
     * @throws MemoryAllocationException if not all are to be had; none is leased then
     * @throws IllegalStateException if the manager has been shut down
     */
    public List<MemorySegment> allocatePages(Object owner, int numPages)
            throws MemoryAllocationException {
        requireNotNegative(numPages, "numPages");
        List<MemorySegment> pages = new ArrayList<>();
        allocatePages(owner, pages, numPages);
        return pages;
    }

    /**
     * Leases pages for an owner into a collection.
     *
     * @throws MemoryAllocationException if not all are to be had; none is leased then
     * @throws IllegalArgumentException if there are not that many pages at all
     * @throws IllegalStateException if the manager has been shut down
     */
    public void allocatePages(Object owner, Collection<MemorySegment> target, int numberOfPages)
            throws MemoryAllocationException {
        Objects.requireNonNull(owner, "owner");
        requireNotNegative(numberOfPages, "numberOfPages");
        requireNotShutdown();
        if (numberOfPages > pageCount()) {
            throw new IllegalArgumentException(
                    "numberOfPages=%d (expected at most the %d of the manager)"
                            .formatted(numberOfPages, pageCount()));
        }
        if (numberOfPages > 0) {
            target.addAll(owners().allocatePages(owner, numberOfPages));
        }
    }

    /**
     * Takes a page back from its owner, or from the pool that leased it. Null, and a segment that
     * is no page of this manager or was released already, are ignored at each level of leak
     * detection, unlike by {@link MemoryPool#release} and {@link MemorySegment#free}.
     */
    public void release(@Nullable MemorySegment segment) {
        requireNotShutdown();
        owners().release(segment);
    }

    /**
     * Takes pages back from their owners, whoever they are, as above, and empties the collection.
     */
    public void release(@Nullable Collection<MemorySegment> segments) {
        requireNotShutdown();
        if (segments != null) {
            for (MemorySegment segment : new ArrayList<>(segments)) {
                owners().release(segment);
            }
            segments.clear();
        }
    }

    /** Takes all pages of an owner back. */
    public void releaseAll(@Nullable Object owner) {
        requireNotShutdown();
        if (owner != null) {
            owners().releaseAllPages(owner);
        }
    }

    /**
     * Reserves bytes for an owner who takes the memory elsewhere.
     *
     * @throws MemoryReservationException if they are not to be had
     */
    public void reserveMemory(Object owner, long size) throws MemoryReservationException {
        Objects.requireNonNull(owner, "owner");
        requireNotNegative(size, "size");
        requireNotShutdown();
        owners().reserve(owner, size);
    }

    /** Gives reserved bytes of an owner back; at most as many as the owner has. */
    public void releaseMemory(Object owner, long size) {
        Objects.requireNonNull(owner, "owner");
        requireNotNegative(size, "size");
        requireNotShutdown();
        owners().unreserve(owner, size);
    }

    /** Gives all reserved bytes of an owner back; the owner's pages stay. */
    public void releaseAllMemory(Object owner) {
        Objects.requireNonNull(owner, "owner");
        requireNotShutdown();
        owners().unreserve(owner, Long.MAX_VALUE);
    }

    /**
     * Returns a resource that all who ask for the same type share, such as the cache of a database,
     * with a part of the budget. The first one to ask has it made and its memory reserved; when the
     * last one has closed what it got, the resource is closed and its memory given back.
     *
     * @param type name of the resource
     * @param initializer makes it; called with its size, under no lock but that of this type
     * @param fractionToInitializeWith part of the budget, more than 0 and at most 1; who comes
     *     later gets the resource as it is, whatever this says then
     * @throws MemoryAllocationException if the memory is not to be had, or the thread is
     *     interrupted while another one makes the resource
     * @throws Exception what the initializer throws; nothing is reserved then
     */
    public <T extends AutoCloseable>
            OpaqueMemoryResource<T> getSharedMemoryResourceForManagedMemory(
                    String type,
                    LongFunctionWithException<T, Exception> initializer,
                    double fractionToInitializeWith)
                    throws Exception {
        requireNotShutdown();
        long sizeBytes = computeMemorySize(fractionToInitializeWith);
        return sharedResources().managed(type, initializer, sizeBytes);
    }

    /**
     * Returns a shared resource as above whose memory does not count: it belongs to another budget.
     *
     * @param numBytes handed to the initializer
     * @throws Exception what the initializer throws
     */
    public <T extends AutoCloseable> OpaqueMemoryResource<T> getExternalSharedMemoryResource(
            String type, LongFunctionWithException<T, Exception> initializer, long numBytes)
            throws Exception {
        requireNotNegative(numBytes, "numBytes");
        requireNotShutdown();
        return sharedResources().external(type, initializer, numBytes);
    }

    /** Returns how many pages a fraction (0 exclusive to 1 inclusive) of the budget is. */
    public int computeNumberOfPages(double fraction) {
        return (int) (computeMemorySize(fraction) / getPageSize());
    }

    /** Returns how many bytes a fraction (0 exclusive to 1 inclusive) of the budget is. */
    public long computeMemorySize(double fraction) {
        if (!(fraction > 0 && fraction <= 1)) {
            throw new IllegalArgumentException(
                    "fraction=" + fraction + " (expected more than 0 and at most 1)");
        }
        return (long) Math.floor(getMemorySize() * fraction);
    }

    private void requireNotShutdown() {
        if (isShutdown()) {
            throw new IllegalStateException("the memory manager has been shut down");
        }
    }

    private static void requireNotNegative(long value, String what) {
        if (value < 0) {
            throw new IllegalArgumentException(what + "=" + value + " (expected 0 or more)");
        }
    }
}
