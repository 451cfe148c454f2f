package io.plimsoll.operators.memory;

import io.plimsoll.memory.MemoryGrant;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.memory.PoolOptions;
import io.plimsoll.memory.request.Deadline;
import io.plimsoll.memory.request.MemoryDeniedException;
import io.plimsoll.memory.request.MemoryReclaimer;
import io.plimsoll.memory.request.MemoryRequest;
import io.plimsoll.memory.segment.MemorySegment;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one operator: a workspace, with which it spills, and its records' pages.
 *
 * <pre>{@code
 * memory.turn().enter();
 * try {
 *     MemorySegment page = memory.tryAllocatePage();
 *     if (page == null) {
 *         // nobody else is to spill in our place: we do
 *     }
 * } finally {
 *     memory.turn().exit();
 * }
 * }</pre>
 *
 * <p>Others of the same budget that lack memory have the operator spill, through its {@link
 * Spillable}: at its {@link #safePoint}, within a call of its own; or outside of its calls, as
 * {@link OperatorTurn} says. An operator that many threads use at a time has no turn, and its
 * {@code Spillable} sees to that itself.
 *
 * <p>Threads: any thread may call any method, but {@link #safePoint}, which is for the thread whose
 * turn it is, and {@link #close}.
 */
public final class OperatorMemory implements AutoCloseable {

    /** How long opening waits for others to give back what it needs at least. */
    private static final Duration OPENING = Duration.ofSeconds(10);

    /**
     * How long an allocation waits for an operator that has begun to spill. One that has not begun
     * a moment later is not waited for.
     */
    private static final MemoryRequest ONE_PAGE =
            MemoryRequest.pages(1).within(Duration.ofSeconds(10)).optional();

    private final MemoryPool pool;
    private final MemoryPool workspace;
    private final MemoryPool records;
    private final MemoryPool reading;
    private final OperatorTurn turn = new OperatorTurn();

    private Runnable forgetReclaimer = () -> {}; // guarded by spilling

    /** Written by whoever had the operator spill, before its owner goes on. */
    private volatile @Nullable IOException failure;

    /** Held by whoever has the operator spill. */
    private final Object spilling = new Object();

    /** Who is asked at present; null before and after. Guarded by spilling. */
    private @Nullable Spillable asked;

    private OperatorMemory(MemoryPool pool, OperatorNeeds needs) throws MemoryReservationException {
        this.pool = pool;
        long workspaceBytes = needs.workspaceBytes();
        this.workspace = pool.newChild("workspace", workspaceBytes, workspaceBytes);
        this.records =
                pool.newChild(
                        "records",
                        needs.minRecordBytes(),
                        Math.max(needs.minRecordBytes(), pool.maxBytes() - workspaceBytes));
        this.reading = pool.newChild("reading", needs.minReadingBytes(), pool.maxBytes());
    }

    /**
     * Opens the memory of an operator. If its minimum is not free, others are asked to give back.
     *
     * @param parent the memory of its job
     * @param name part of the path in reports
     * @throws MemoryReservationException when the minimum is not to be had: the job's memory is too
     *     small for it, or others keep theirs; nothing has changed then
     */
    public static OperatorMemory open(MemoryPool parent, String name, OperatorNeeds needs)
            throws MemoryReservationException {
        MemoryPool pool = openPool(parent, name, needs);
        try {
            return new OperatorMemory(pool, needs);
        } catch (MemoryReservationException | RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    private static MemoryPool openPool(MemoryPool parent, String name, OperatorNeeds needs)
            throws MemoryReservationException {
        long minBytes = needs.minBytes();
        if (parent.availableBytes() >= minBytes || parent.maxBytes() < minBytes) {
            return parent.newChild(name, minBytes, needs.maxBytes());
        }
        MemoryPool pool = parent.newChild(PoolOptions.named(name).withMaxBytes(needs.maxBytes()));
        boolean opened = false;
        try (MemoryGrant held = gather(pool, minBytes)) {
            assert held.sizeBytes() == minBytes;
            // what it holds counts as part of its minimum from now on: nobody can take it between
            pool.resize(minBytes, needs.maxBytes());
            opened = true;
            return pool;
        } catch (MemoryDeniedException e) {
            throw new MemoryReservationException(e.denial());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return parent.newChild(name, minBytes, needs.maxBytes());
        } finally {
            if (!opened) {
                pool.close();
            }
        }
    }

    /** Waits as long as there is somebody who could give something back. */
    private static MemoryGrant gather(MemoryPool pool, long bytes)
            throws MemoryDeniedException, InterruptedException {
        long end = System.nanoTime() + OPENING.toNanos();
        while (true) {
            try {
                return pool.request(MemoryRequest.bytes(bytes).within(OPENING).optional());
            } catch (MemoryDeniedException e) {
                boolean hopeless =
                        e.denial().sources().stream().allMatch(it -> it.reclaimableBytes() == 0);
                if (hopeless || System.nanoTime() - end >= 0) {
                    throw e;
                }
                Thread.sleep(OPENING.toMillis() / 1000);
            }
        }
    }

    /**
     * Says who writes the operator's records to disk when others need memory, in place of whoever
     * did up to now, for whom it waits if it is at work.
     */
    public void spillBy(Spillable spillable) {
        ask(spillable, new TurnReclaimer(spillable));
    }

    /**
     * As {@link #spillBy}, for an operator of many threads: its {@code spill} is called by any
     * thread at any time, and gives back what it can without waiting for another of its threads.
     */
    public void spillAnyTimeBy(Spillable spillable) {
        ask(spillable, new OpenReclaimer(spillable));
    }

    private void ask(Spillable spillable, MemoryReclaimer reclaimer) {
        synchronized (spilling) {
            forgetReclaimer.run();
            asked = spillable;
            forgetReclaimer = records.addReclaimer(reclaimer);
        }
    }

    /** Whose turn it is. */
    public OperatorTurn turn() {
        return turn;
    }

    /** What spilling takes its pages from: charged, and never lent. */
    public MemoryPool workspace() {
        return workspace;
    }

    /** Where the records' pages are charged; allocating from it directly asks nobody else. */
    public MemoryPool records() {
        return records;
    }

    /** What was spilled is read back into pages of this; nobody is asked to give them back. */
    public MemoryPool reading() {
        return reading;
    }

    /** The size of a page. */
    public int pageSizeBytes() {
        return records.pageSizeBytes();
    }

    /** The most that this operator has had, workspace included. */
    public long peakBytes() {
        return pool.peakBytes();
    }

    /**
     * Leases a page for records: one that is free, or one that others give back for it, who hold
     * more than this operator and are at a safe point, or come to one in a moment.
     *
     * @return null when there is none: better that the caller spills than anybody else
     * @throws io.plimsoll.memory.request.MemoryPoolFailedException when the operator was failed for
     *     a request of higher priority
     */
    public @Nullable MemorySegment tryAllocatePage() {
        MemorySegment page = records.tryAllocatePage();
        return page != null ? page : allocateFromOthers();
    }

    /**
     * Has others give back a page, as {@link #tryAllocatePage} does, for whoever takes it from
     * {@link #records} then: this thread, unless another is quicker.
     *
     * @return whether there was one
     */
    public boolean tryMakeRoom() {
        MemorySegment page = allocateFromOthers();
        if (page == null) {
            return false;
        }
        records.release(page);
        return true;
    }

    private @Nullable MemorySegment allocateFromOthers() {
        if (records.usedBytes() + records.pageSizeBytes() > records.maxBytes()) {
            return null;
        }
        try {
            return records.request(ONE_PAGE).detach().getFirst();
        } catch (MemoryDeniedException _) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /**
     * Guarantees to the records as much of some bytes as can be had, having others give back if
     * need be. What is guaranteed nobody can take, even while it isn't used.
     *
     * @param minBytes what is guaranteed already at least, or was when the operator opened
     * @param wantedBytes what would be best
     * @return what is guaranteed from now on, from minBytes to wantedBytes
     */
    public long guarantee(long minBytes, long wantedBytes) {
        return guarantee(records, minBytes, wantedBytes);
    }

    /** As {@link #guarantee}, to what is read back. */
    public long guaranteeReading(long minBytes, long wantedBytes) {
        return guarantee(reading, minBytes, wantedBytes);
    }

    private static long guarantee(MemoryPool part, long minBytes, long wantedBytes) {
        long bytes = Math.min(wantedBytes, part.maxBytes());
        while (bytes > minBytes) {
            if (tryGuarantee(part, bytes)) {
                return bytes;
            }
            long free = part.usedBytes() + part.availableBytes();
            bytes = Math.max(minBytes, free < bytes ? free : minBytes + (bytes - minBytes) / 2);
        }
        boolean _ = tryGuarantee(part, minBytes);
        return Math.max(minBytes, part.minBytes());
    }

    private static boolean tryGuarantee(MemoryPool part, long bytes) {
        // held until it is guaranteed, so that nobody takes it in between
        long missing = bytes - part.usedBytes();
        try (MemoryGrant _ = missing > 0 ? requestBytes(part, missing) : null) {
            part.resize(bytes, part.maxBytes());
            return true;
        } catch (MemoryReservationException | MemoryDeniedException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static MemoryGrant requestBytes(MemoryPool part, long bytes)
            throws MemoryDeniedException, InterruptedException {
        return part.request(MemoryRequest.bytes(bytes).within(Duration.ofSeconds(10)).optional());
    }

    /**
     * Marks a safe point within a call: spills if others have asked. One read of a volatile field
     * if not.
     *
     * @throws IOException when records couldn't be written, now or when others asked
     * @throws io.plimsoll.memory.request.MemoryPoolFailedException when the operator was failed for
     *     a request of higher priority
     */
    public void safePoint() throws IOException {
        if (records.reclaimRequestedBytes() > 0) {
            boolean wasInside = turn.stepOut();
            try {
                records.reclaimIfRequested();
            } finally {
                turn.stepIn(wasInside);
            }
        }
        checkFailure();
    }

    /**
     * Checks that nothing went wrong while others had the operator spill.
     *
     * @throws IOException with what did as its cause
     */
    public void checkFailure() throws IOException {
        IOException failed = failure;
        if (failed != null) {
            throw new IOException(failed.getMessage(), failed);
        }
    }

    /**
     * Ends it: nobody has the operator spill any more. Requires: all pages are released. Waits for
     * whoever has it spill now. Idempotent.
     */
    public void quit() {
        turn.takeOver();
        synchronized (spilling) {
            forgetReclaimer.run();
            asked = null;
        }
    }

    /** {@linkplain #quit Quits}, and gives back the workspace and what was guaranteed. */
    @Override
    public void close() {
        quit();
        pool.close();
    }

    private long spill(Spillable spillable, long targetBytes) {
        synchronized (spilling) {
            if (!spillable.equals(asked) || failure != null) {
                return 0;
            }
            try {
                return spillable.spill(targetBytes);
            } catch (IOException e) {
                // The operator's own user has to know, not the one whose thread this is.
                failure = e;
                return 0;
            }
        }
    }

    /** Spills when it is nobody else's turn. */
    private final class TurnReclaimer implements MemoryReclaimer {

        private final Spillable spillable;

        TurnReclaimer(Spillable spillable) {
            this.spillable = spillable;
        }

        @Override
        public long reclaimableBytes() {
            return spillable.spillableBytes();
        }

        @Override
        public boolean isAtSafePoint() {
            return turn.isFree();
        }

        @Override
        public long reclaim(long targetBytes, Deadline deadline) {
            if (!turn.tryBegin()) {
                return 0;
            }
            try {
                return spill(spillable, targetBytes);
            } finally {
                turn.end();
            }
        }
    }

    /** Spills at any time. */
    private final class OpenReclaimer implements MemoryReclaimer {

        private final Spillable spillable;

        OpenReclaimer(Spillable spillable) {
            this.spillable = spillable;
        }

        @Override
        public long reclaimableBytes() {
            return spillable.spillableBytes();
        }

        @Override
        public boolean isAtSafePoint() {
            return true;
        }

        @Override
        public long reclaim(long targetBytes, Deadline deadline) {
            return spill(spillable, targetBytes);
        }
    }
}
