package io.plimsoll.operators.join.pass;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.operators.join.row.JoinRules;
import io.plimsoll.operators.join.table.KeyHash;
import io.plimsoll.operators.memory.OperatorMemory;
import io.plimsoll.operators.partition.PartitionMemory;
import io.plimsoll.spill.IOManager;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all passes of a join have in common: its memory, its rules, and whether it goes on.
 *
 * <p>Any thread; what belongs to one worker is only that worker's.
 */
public final class PassContext {

    private final IOManager io;
    private final JoinRules rules;
    private final KeyHash hash;
    private final PassSizes sizes;
    private final OperatorMemory memory;
    private final MemoryPool reading;
    private final List<MemoryPool> workspaces;
    private final AtomicLong spilledBytes = new AtomicLong();
    private volatile boolean cancelled;

    /** Held by whoever has the join spill, and while a pass goes from one phase to the next. */
    private final ReentrantLock phaseLock = new ReentrantLock();

    /** What can be spilled at the moment; guarded by phaseLock. */
    private @Nullable PassMemory spillable;

    /**
     * Creates one.
     *
     * @param memory where records and tables have their pages from
     * @param reading what is read back lies there
     * @param workspaces one for each worker: what it writes is on its way there
     */
    public PassContext(
            IOManager io,
            JoinRules rules,
            KeyHash hash,
            PassSizes sizes,
            OperatorMemory memory,
            MemoryPool reading,
            List<MemoryPool> workspaces) {
        this.io = io;
        this.rules = rules;
        this.hash = hash;
        this.sizes = sizes;
        this.memory = memory;
        this.reading = reading;
        this.workspaces = List.copyOf(workspaces);
    }

    public IOManager io() {
        return io;
    }

    public JoinRules rules() {
        return rules;
    }

    public KeyHash hash() {
        return hash;
    }

    public PassSizes sizes() {
        return sizes;
    }

    public MemoryPool reading() {
        return reading;
    }

    public int threads() {
        return workspaces.size();
    }

    public int pageBytes() {
        return memory.pageSizeBytes();
    }

    public MemoryPool workspace(int worker) {
        return workspaces.get(worker);
    }

    public @Nullable MemorySegment tryAllocatePage() {
        return memory.tryAllocatePage();
    }

    /** About how many pages of records could be had now. */
    public long availablePages() {
        return memory.records().availableBytes() / pageBytes();
    }

    /** The most pages of records that there can be. */
    public long maxPages() {
        return memory.records().maxBytes() / pageBytes();
    }

    /** The largest record: one of each side fits in beside what surrounds them. */
    public long maxRecordBytes() {
        return memory.records().maxBytes() / 4;
    }

    /** Memory for a worker's partitions. */
    PartitionMemory partitionMemory(
            int worker, Supplier<@Nullable MemorySegment> source, String label) {
        return new PartitionMemory(
                io, workspaces.get(worker), source, sizes.extentPages(), "join-" + label);
    }

    void countSpilled(long bytes) {
        spilledBytes.addAndGet(bytes);
    }

    /** How many bytes of records were written to disk. */
    public long spilledBytes() {
        return spilledBytes.get();
    }

    /** Ends the join at its next safe point. */
    public void cancel() {
        cancelled = true;
    }

    /**
     * Checks that the join is to go on.
     *
     * @throws IOException when it was made to spill, and that failed
     */
    public void check() throws IOException {
        if (cancelled) {
            throw new CancellationException("join cancelled");
        }
        memory.checkFailure();
    }

    /** Says what can be spilled from now on; waits for whoever has something else spilled. */
    public void giveBy(@Nullable PassMemory part) {
        phaseLock.lock();
        try {
            spillable = part;
        } finally {
            phaseLock.unlock();
        }
    }

    /** Spills what can be spilled at the moment; any thread, for others that lack memory. */
    public long spill(long targetBytes) throws IOException {
        if (!phaseLock.tryLock()) {
            return 0;
        }
        try {
            PassMemory part = spillable;
            return part == null ? 0 : part.trySpill(targetBytes);
        } finally {
            phaseLock.unlock();
        }
    }
}
