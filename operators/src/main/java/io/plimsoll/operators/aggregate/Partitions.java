package io.plimsoll.operators.aggregate;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.operators.aggregate.table.GroupLayout;
import io.plimsoll.operators.aggregate.table.RecordPages;
import io.plimsoll.operators.hash.HashBits;
import io.plimsoll.spill.run.SpillRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
final class Partitions {

    /** Cold partitions may gather this part of the memory before it is theirs to give room. */
    private static final int PENDING_FRACTION = 8;

    final GroupLayout layout;
    final int level;
    final int bits;
    final MemoryPool pool;
    private final PartitionFiles files;

    /** Whether only one thread uses these. */
    private final boolean exclusive;

    private long bytesIn;

    private final List<Partition> partitions = new ArrayList<>();

    Partitions(
            GroupLayout layout,
            int level,
            int bits,
            MemoryPool pool,
            PartitionFiles files,
            boolean exclusive) {
        this.layout = layout;
        this.level = level;
        this.bits = bits;
        this.pool = pool;
        this.files = files;
        this.exclusive = exclusive;
        for (int i = 0; i < 1 << bits; i++) {
            partitions.add(new Partition(layout, level, pool));
        }
    }

    int count() {
        return partitions.size();
    }

    Partition get(int index) {
        return partitions.get(index);
    }

    PartitionFiles files() {
        return files;
    }

    /**
     * Takes all of a table's records of a partition; they have gone from the table then.
     *
     * @param distinct whether no group comes twice among them
     */
    void take(int index, RecordPages source, long groups, boolean distinct) throws IOException {
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
                drain(partition, source);
            }
        } finally {
            partition.notePages();
            partition.lock.unlock();
        }
    }

    private void drain(Partition partition, RecordPages source) throws IOException {
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
            takePage(partition, source.takeLast(), used);
        }
    }

    /** Takes a page of records, which is the partition's then, or free. */
    private void takePage(Partition partition, MemorySegment page, int used) throws IOException {
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
                page.free();
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
    void scatter(long address, int bytes) throws IOException {
        bytesIn += bytes;
        for (int at = 0; at < bytes; ) {
            long record = address + at;
            int sizeBytes = layout.recordBytes(record);
            takeSmall(partitionOf(record), record, sizeBytes);
            at += sizeBytes;
        }
    }

    /** As {@link #scatter}, for one record that is larger than a page. */
    void scatterLarge(long record) throws IOException {
        bytesIn += GroupLayout.sizeBytes(record);
        takeLarge(partitionOf(record), record);
    }

    /** How many bytes were scattered. */
    long bytesIn() {
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

    /**
     * Frees pages, for whoever holds the lock of a partition, or of none.
     *
     * @throws GroupTooLargeException when nothing is left that could be written
     */
    void makeRoom(@Nullable Partition mine) throws IOException {
        files.control().checkCancelled();
        if (exclusive) {
            partitions.forEach(Partition::notePages);
        } else if (mine != null) {
            mine.notePages();
        }
        for (int attempt = 0; attempt < partitions.size(); attempt++) {
            Partition victim = largest(attempt);
            if (victim == null) {
                break;
            }
            if (victim == mine || victim.lock.tryLock()) {
                try {
                    victim.notePages();
                    if (victim.pages() > 0) {
                        spill(victim);
                        return;
                    }
                } finally {
                    if (victim != mine) {
                        victim.lock.unlock();
                    }
                }
            }
        }
        if (mine != null && mine.pages() > 0) {
            spill(mine);
            return;
        }
        // others hold what there is, and are about to write it or to give it back
        files.awaitRoom(pool);
    }

    /** The partition that is best written, or the next best ones when those are in use. */
    private @Nullable Partition largest(int rank) {
        List<Partition> candidates = new ArrayList<>(partitions);
        long pending = 0;
        for (Partition partition : candidates) {
            pending += partition.isCold() ? partition.pages() : 0;
        }
        boolean coldFirst = pending * PENDING_FRACTION * pool.pageSizeBytes() >= pool.maxBytes();
        candidates.removeIf(partition -> partition.pages() == 0);
        candidates.sort((a, b) -> {
            if (a.isCold() != b.isCold()) {
                return a.isCold() == coldFirst ? -1 : 1;
            }
            return Long.compare(b.pages(), a.pages());
        });
        return rank < candidates.size() ? candidates.get(rank) : null;
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

    /** Writes what cold partitions have in memory: it is needed for reading them one by one. */
    void writePending() throws IOException {
        for (Partition partition : partitions) {
            if (partition.isCold() && !partition.pending.isEmpty()) {
                spill(partition);
            }
        }
    }

    /** Gives all memory back and deletes what was written. */
    void release() {
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
