package io.plimsoll.memory;

import io.plimsoll.memory.arbitration.PoolDesk;
import io.plimsoll.memory.budget.PoolNode;
import io.plimsoll.memory.budget.figures.Denial;
import io.plimsoll.memory.budget.figures.LimitChange;
import io.plimsoll.memory.request.MemoryDenial;
import io.plimsoll.memory.request.MemoryDeniedException;
import io.plimsoll.memory.request.MemoryEvictor;
import io.plimsoll.memory.request.MemoryPoolFailedException;
import io.plimsoll.memory.request.MemoryReclaimer;
import io.plimsoll.memory.request.MemoryRequest;
import io.plimsoll.memory.segment.MemorySegment;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The part of a {@link MemoryPool} that deals with other pools: requests that wait for memory,
 * giving it back when others ask for it, and its limits and priority among them.
 *
 * <p><b>Threads:</b> any thread may call any method.
 */
abstract sealed class ArbitratedPool permits MemoryPool {

    /** Made at first need, under this pool's monitor. */
    private volatile @Nullable PoolDesk desk;

    ArbitratedPool() {}

    abstract MemoryRequestHandler requests();

    abstract PoolNode node();

    /** Draws the picture of a denial, and tells listeners of it. */
    abstract MemoryDenial told(Denial denial);

    /** Returns the names from the root to this pool, separated by slashes. */
    public abstract String path();

    // Waiting and giving back

    /**
     * Leases pages, waiting for them if need be: see {@link MemoryRequestHandler#request}.
     *
     * @throws MemoryAllocationException if not all are to be had in time; none is leased then
     * @throws InterruptedException if the thread is interrupted while it waits
     * @throws IllegalStateException if this pool is closed, was failed or has children
     */
    public List<MemorySegment> allocatePages(int count, Duration timeout)
            throws MemoryAllocationException, InterruptedException {
        try {
            return request(MemoryRequest.pages(count).within(timeout)).detach();
        } catch (MemoryDeniedException denied) {
            throw new MemoryAllocationException(denied.denial());
        }
    }

    /**
     * Reserves bytes, waiting for them if need be: see {@link MemoryRequestHandler#request}.
     *
     * @throws MemoryReservationException if they are not to be had in time
     * @throws InterruptedException if the thread is interrupted while it waits
     * @throws IllegalStateException if this pool is closed, was failed or has children
     */
    public void reserve(long bytes, Duration timeout)
            throws MemoryReservationException, InterruptedException {
        try {
            request(MemoryRequest.bytes(bytes).within(timeout)).detach();
        } catch (MemoryDeniedException denied) {
            throw new MemoryReservationException(denied.denial());
        }
    }

    /** Requests memory for this pool: see {@link MemoryRequestHandler#request}. */
    public MemoryGrant request(MemoryRequest request)
            throws MemoryDeniedException, InterruptedException {
        return requests().request((MemoryPool) this, request);
    }

    /**
     * Makes a reclaimer known, which is asked to give back memory of this pool when others need it.
     *
     * @return makes it unknown again when run
     */
    public Runnable addReclaimer(MemoryReclaimer reclaimer) {
        return desk().add(Objects.requireNonNull(reclaimer, "reclaimer"));
    }

    /**
     * Makes an evictor known, which gives back memory of this pool as soon as others need it, also
     * after this pool was failed, and after it was closed with memory out.
     *
     * <p>To make it unknown may call it once more: if this pool has no other evictor, and lives on
     * what others do not use of their minimums, that has to be given back first.
     *
     * @return makes it unknown again when run
     */
    public Runnable addEvictor(MemoryEvictor evictor) {
        Objects.requireNonNull(evictor, "evictor");
        return requests().arbiter().add(node(), evictor);
    }

    /** Returns how many bytes this pool's reclaimers are asked for; a glance, to be had often. */
    public long reclaimRequestedBytes() {
        PoolDesk known = desk;
        return known == null ? 0 : known.requestedBytes();
    }

    /**
     * Marks a safe point, such as the end of a batch: runs this pool's reclaimers if they are
     * asked.
     *
     * @return bytes given back
     * @throws MemoryPoolFailedException if one of them threw
     */
    public long reclaimIfRequested() {
        PoolDesk known = desk;
        return known == null ? 0 : known.reclaimIfRequested();
    }

    /** Returns what arbitration knows of this pool. */
    PoolDesk desk() {
        PoolDesk known = desk;
        if (known == null) {
            synchronized (this) {
                known = desk;
                if (known == null) {
                    known = requests().arbiter().desk(node());
                    desk = known;
                }
            }
        }
        return known;
    }

    // Limits

    /** Returns the priority: the higher, the later this pool is asked to give memory back. */
    public int priority() {
        return node().priority();
    }

    /** Changes the priority. Requests and searches for memory to give back see it from now on. */
    public void setPriority(int priority) {
        node().setPriority(priority);
    }

    /** Returns the guaranteed minimum. */
    public long minBytes() {
        return node().tree().books().minBytes(node());
    }

    /** Returns the maximum. */
    public long maxBytes() {
        return node().tree().books().maxBytes(node());
    }

    /** Returns the bytes of pages leased and of reservations, of this pool and all below it. */
    public long usedBytes() {
        return node().tree().books().usedBytes(node());
    }

    /** Returns the bytes reserved in this pool itself, pages not included. */
    public long reservedBytes() {
        return node().tree().books().reservedBytes(node());
    }

    /**
     * Returns the most that {@link #usedBytes} has been. It is exact for a pool that one thread
     * uses; otherwise it may also count what other threads, or other pools below this one, had at
     * hand at that time: up to 16 pages and a 256th of the budget, or 1 MiB, for each.
     */
    public long peakBytes() {
        return node().peakBytes();
    }

    /**
     * Returns how much this pool could be granted now, if nobody else asked: what the budget has
     * for it. A limit of the whole process ({@link MemoryManagerBuilder#processLimitBytes}) is not
     * counted, since it is asked only when memory is about to become resident: it may refuse pages
     * that are available here.
     */
    public long availableBytes() {
        return node().tree().books().availableBytes(node());
    }

    /**
     * Changes minimum and maximum, both or none, while the pool is in use.
     *
     * <p>The maximum may fall below what is used: nothing is taken away, but nothing more is
     * granted either until use has fallen that far. What pools below this one are guaranteed they
     * keep; the maximum cannot fall below that.
     *
     * @throws MemoryReservationException if a larger minimum is not to be had; nothing has changed
     * @throws IllegalArgumentException if not 0 &lt;= minBytes &lt;= maxBytes, if maxBytes is less
     *     than is guaranteed to pools below, or for the root pool
     * @throws IllegalStateException if this pool is closed
     */
    public ResizeOutcome resize(long minBytes, long maxBytes) throws MemoryReservationException {
        return outcome(node().tree().limits().resize(node(), minBytes, maxBytes));
    }

    /**
     * Moves some of this pool's maximum, and as much of its minimum, to a pool with the same
     * parent: in one step, so that nobody can take it in between. An unlimited maximum stays so.
     *
     * @throws MemoryReservationException if this pool uses what it was guaranteed and there is no
     *     room to guarantee it again; nothing has changed then
     * @throws IllegalArgumentException if the other pool is no sibling, or bytes is negative or
     *     more than this pool's maximum
     * @throws IllegalStateException if one of both is closed
     */
    public ResizeOutcome transfer(MemoryPool sibling, long bytes)
            throws MemoryReservationException {
        Objects.requireNonNull(sibling, "sibling");
        if (sibling.node().tree() != node().tree()) {
            throw new IllegalArgumentException(
                    "sibling=%s of another manager (expected a sibling of %s)"
                            .formatted(sibling.path(), path()));
        }
        return outcome(node().tree().limits().transfer(node(), sibling.node(), bytes));
    }

    private ResizeOutcome outcome(LimitChange change) throws MemoryReservationException {
        if (change instanceof LimitChange.Changed changed) {
            return new ResizeOutcome(changed.overhangBytes());
        }
        throw new MemoryReservationException(told(((LimitChange.Refused) change).reason()));
    }
}
