package io.plimsoll.operators.aggregate.partition;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.operators.aggregate.table.GroupLayout;
import io.plimsoll.operators.aggregate.table.RecordPages;
import io.plimsoll.operators.hash.HashBits;
import io.plimsoll.spill.run.SpillRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Groups divided by bits of their hashes, of which as many stay in memory as fit.
 *
 * <p>When memory is short, what cold partitions have gathered is written first, if that is a fair
 * part; then the largest hot one, which is cold from then on. Whoever holds a partition only tries
 * to lock others, so that threads can't block each other.
 *
 * <p>Any thread.
 */
public final class Partitions {

    /** Cold partitions may gather this part of the memory before it is theirs to give room. */
    private static final int PENDING_FRACTION = 8;

    public final GroupLayout layout;
    public final int level;
    final int bits;
    final MemoryPool pool;
    private final PartitionFiles files;

    /** Whether only one thread uses these. */
    private final boolean exclusive;

    private long bytesIn;

    private final List<Partition> partitions = new ArrayList<>();

    public Partitions(
            GroupLayout layout,
            int level,
            int bits,
            MemoryPool pool,
            Supplier<@Nullable MemorySegment> source,
            PartitionFiles files,
            boolean exclusive) {
        this.layout = layout;
        this.level = level;
        this.bits = bits;
        this.pool = pool;
        this.files = files;
        this.exclusive = exclusive;
        for (int i = 0; i < 1 << bits; i++) {
            partitions.add(new Partition(layout, level, pool, source));
        }
    }

    public int count() {
        return partitions.size();
    }

    public Partition get(int index) {
        return partitions.get(index);
    }

    public PartitionFiles files() {
        return files;
    }

    /**
     * Takes all of a table's records of a partition; they have gone from the table then.
     *
     * @param distinct whether no group comes twice among them
     * @param emptied takes pages that are of no use here
     */
    public void take(
            int index,
            RecordPages source,
            long groups,
            boolean distinct,
            Consumer<MemorySegment> emptied)
            throws IOException {
        if (source.isEmpty()) {
            return;
        }
        Partition partition = partitions.get(index);
        partition.lock.lock();
        try {
            if (distinct && !partition.isCold() && partition.isEmpty()) {
                boolean complete = partition.table.adopt(source, groups);
                while (!complete && !partition.isCold()) {
                    makeRoom(partition);
                    complete = partition.isCold() || partition.table.buildDirectory();
                }
            } else {
                drain(partition, source, emptied);
            }
        } finally {
            partition.notePages();
            partition.lock.unlock();
        }
    }

    private void drain(Partition partition, RecordPages source, Consumer<MemorySegment> emptied)
            throws IOException {
        while (!source.large().isEmpty()) {
            MemorySegment record = source.takeLastLarge();
            try {
                takeLarge(partition, record.getAddress());
            } finally {
                record.free();
            }
        }
        while (source.pageCount() > 0) {
            int used = source.usedBytes(source.pageCount() - 1);
            takePage(partition, source.takeLast(), used, emptied);
        }
    }

    /** Takes a page of records, which is the partition's then, or empty. */
    private void takePage(
            Partition partition, MemorySegment page, int used, Consumer<MemorySegment> emptied)
            throws IOException {
        long address = page.getAddress();
        int done = 0;
        boolean kept = false;
        try {
            while (done < used && !kept) {
                if (partition.isCold()) {
                    kept = keep(partition, page, address + done, used - done);
                    done = used;
                } else {
                    done += partition.table.absorb(address + done, used - done);
                    if (done < used) {
                        makeRoom(partition);
                    }
                }
            }
        } finally {
            if (!kept) {
                emptied.accept(page);
            }
        }
    }

    /** Keeps a page that is well used, and copies what is on others to those. */
    private boolean keep(Partition partition, MemorySegment page, long start, int bytes)
            throws IOException {
        if (bytes < page.size() / 2 && tryCopy(partition, start, bytes)) {
            return false;
        }
        partition.keep(page, start, bytes);
        return true;
    }

    private static boolean tryCopy(Partition partition, long start, int bytes) {
        if (partition.pending.isEmpty()) {
            return false;
        }
        long target = partition.pending.tryAllocate(bytes);
        if (target == RecordPages.NO_ROOM) {
            return false;
        }
        RawMemory.copy(start, target, bytes);
        return true;
    }

    /**
     * Takes records that lie behind each other, each to its partition. Requires: nobody else uses
     * these partitions.
     */
    public void scatter(long address, int bytes) throws IOException {
        bytesIn += bytes;
        for (int at = 0; at < bytes; ) {
            long record = address + at;
            int sizeBytes = layout.recordBytes(record);
            takeSmall(partitionOf(record), record, sizeBytes);
            at += sizeBytes;
        }
    }

    /** As {@link #scatter}, for one record that is larger than a page. */
    public void scatterLarge(long record) throws IOException {
        bytesIn += GroupLayout.sizeBytes(record);
        takeLarge(partitionOf(record), record);
    }

    /** How many bytes were scattered. */
    public long bytesIn() {
        return bytesIn;
    }

    private Partition partitionOf(long record) {
        long hash = layout.hashOf(layout.keyAddress(record), layout.keyBytesOf(record));
        return partitions.get(HashBits.partition(HashBits.atLevel(hash, level), bits));
    }

    private void takeSmall(Partition partition, long record, int sizeBytes) throws IOException {
        while (true) {
            if (partition.isCold()) {
                long target = partition.pending.tryAllocate(sizeBytes);
                if (target != RecordPages.NO_ROOM) {
                    RawMemory.copy(record, target, sizeBytes);
                    return;
                }
            } else if (partition.table.absorb(record, sizeBytes) == sizeBytes) {
                return;
            }
            makeRoom(partition);
        }
    }

    private void takeLarge(Partition partition, long record) throws IOException {
        int sizeBytes = RawMemory.getInt(record);
        while (true) {
            if (partition.isCold()) {
                long target = partition.pending.tryAllocate(sizeBytes);
                if (target != RecordPages.NO_ROOM) {
                    RawMemory.copy(record, target, sizeBytes);
                    return;
                }
            } else if (partition.table.absorbRecord(record)) {
                return;
            }
            makeRoom(partition);
        }
    }

    /** Frees pages, for whoever holds the lock of a partition, or of none; or waits a little. */
    public void makeRoom(@Nullable Partition mine) throws IOException {
        files.control().checkCancelled();
        if (exclusive) {
            partitions.forEach(Partition::notePages);
        } else if (mine != null) {
            mine.notePages();
        }
        if (spillLargest(mine) > 0) {
            return;
        }
        if (mine != null && mine.pages() > 0) {
            spill(mine);
            return;
        }
        // others hold what there is, and are about to write it or to give it back
        files.awaitRoom(pool);
    }

    /**
     * Writes the partition that is best written.
     *
     * @param mine whose lock the caller holds; of no other does it have one
     * @return how many pages that has freed, about; 0 if there is none, or all are in use
     */
    private long spillLargest(@Nullable Partition mine) throws IOException {
        BitSet tried = new BitSet(partitions.size());
        for (int index = largest(tried); index >= 0; index = largest(tried)) {
            tried.set(index);
            Partition victim = partitions.get(index);
            boolean locked = victim == mine || tryLock(victim);
            try {
                if (locked) {
                    victim.notePages();
                    long pages = victim.pages();
                    if (pages > 0) {
                        spill(victim);
                        return pages;
                    }
                }
            } finally {
                if (locked && victim != mine) {
                    victim.lock.unlock();
                }
            }
        }
        return 0;
    }

    /**
     * Whoever works in a partition may lack memory itself, and be asked to spill in that moment.
     */
    private static boolean tryLock(Partition partition) {
        return !partition.lock.isHeldByCurrentThread() && partition.lock.tryLock();
    }

    /** Takes over a table's records of a partition, which is cold from then on. */
    public void abandon(int index, RecordPages source) {
        if (source.isEmpty()) {
            return;
        }
        Partition partition = partitions.get(index);
        partition.lock.lock();
        try {
            if (!partition.isCold()) {
                partition.makeCold();
            }
            partition.keepAll(source);
            partition.notePages();
        } finally {
            partition.lock.unlock();
        }
    }

    /** Writes partitions until so many bytes are free, for somebody else; returns how many are. */
    public long spillFor(long targetBytes) throws IOException {
        long freedBytes = 0;
        while (freedBytes < targetBytes) {
            long pages = spillLargest(null);
            if (pages == 0) {
                break;
            }
            freedBytes += pages * pool.pageSizeBytes();
        }
        return freedBytes;
    }

    /** How many bytes the partitions have in memory, about. */
    public long bytes() {
        long pages = 0;
        for (Partition partition : partitions) {
            pages += partition.pages();
        }
        return pages * pool.pageSizeBytes();
    }

    /** The partition that is best written of those not tried; -1 if there is none. */
    private int largest(BitSet tried) {
        long pending = 0;
        for (Partition partition : partitions) {
            pending += partition.isCold() ? partition.pages() : 0;
        }
        boolean coldFirst = pending * PENDING_FRACTION * pool.pageSizeBytes() >= pool.maxBytes();
        int best = -1;
        long bestPages = 0;
        boolean bestPreferred = false;
        for (int i = 0; i < partitions.size(); i++) {
            Partition partition = partitions.get(i);
            long pages = partition.pages();
            boolean preferred = partition.isCold() == coldFirst;
            if (pages > 0
                    && !tried.get(i)
                    && (preferred == bestPreferred ? pages > bestPages : preferred || best < 0)) {
                best = i;
                bestPages = pages;
                bestPreferred = preferred;
            }
        }
        return best;
    }

    /** Writes what is in memory of a partition, which is cold then. Requires: its lock. */
    private void spill(Partition victim) throws IOException {
        if (!victim.isCold()) {
            victim.makeCold();
        }
        try {
            SpillRun run = files.write(victim.pending);
            victim.runs.add(run);
        } finally {
            victim.notePages();
        }
    }

    /** Makes all partitions cold, writing nothing. Requires: nobody else uses these. */
    public void makeAllCold() {
        for (Partition partition : partitions) {
            if (!partition.isCold()) {
                partition.makeCold();
            }
        }
    }

    /** Writes what cold partitions have in memory: it is needed for reading them one by one. */
    public void writePending() throws IOException {
        for (Partition partition : partitions) {
            if (partition.isCold() && !partition.pending.isEmpty()) {
                spill(partition);
            }
        }
    }

    /** Gives all memory back and deletes what was written. */
    public void release() {
        for (Partition partition : partitions) {
            partition.lock.lock();
            try {
                partition.release();
                partition.runs.forEach(files::delete);
                partition.runs.clear();
            } finally {
                partition.lock.unlock();
            }
        }
    }
}
