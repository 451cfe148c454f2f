package io.plimsoll.operators.join.pass;

import io.plimsoll.operators.hash.HashBits;
import io.plimsoll.operators.join.row.RecordTooLargeException;
import io.plimsoll.operators.join.table.BloomFilter;
import io.plimsoll.operators.join.table.JoinTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The side of a pass that builds: collected by its workers, then sealed, then looked up.
 *
 * <p><em>Late division</em> (as Umami: Kuschewski and others, Spilly, SIGMOD 2025; which partition
 * leaves: Jahangiri, Carey and Freytag, Design Trade-offs for a Robust Dynamic Hybrid Hash Join,
 * VLDB 2022). As long as records and a table for them fit, nothing is divided. Then records are
 * divided by hash, and whenever a page is missing, the partition with most pages goes to disk; the
 * small ones stay. When all records are there, tables are made of what stayed; more partitions go
 * to disk if there is no room for these.
 *
 * <p>Threads: collecting, each worker has its thread; {@link BuiltTables#seal} and what follows are
 * called when no worker is at work. Which partitions are on disk is told by a set of bits that only
 * grows.
 */
public final class BuildSide implements PassMemory {

    /** The level of a side that is never divided: who fills it stops in time. */
    public static final int UNDIVIDED = -1;

    private static final long PATIENCE_NANOS = 50_000;

    private final PassContext context;
    private final int level;
    private final int partitionBits;
    private final List<BuildWorker> workers = new ArrayList<>();
    private final AtomicLong onDisk = new AtomicLong();
    private final BuiltTables tables;

    /** Filled with the hashes of all records on disk; null without memory for it. */
    private @Nullable BloomFilter filter;

    /** Written under this; the filter is there before it. */
    private volatile boolean divided;

    /**
     * Starts a side.
     *
     * @param level how often its records were divided before
     */
    public BuildSide(PassContext context, int level) {
        this.context = context;
        this.level = level;
        this.partitionBits = context.sizes().partitionBits();
        for (int i = 0; i < context.threads(); i++) {
            workers.add(new BuildWorker(this, i));
        }
        this.tables = new BuiltTables(this, workers);
    }

    /** What is made of the records in the end. */
    public BuiltTables tables() {
        return tables;
    }

    PassContext context() {
        return context;
    }

    public BuildWorker worker(int index) {
        return workers.get(index);
    }

    /** The partition of a hash at this level; 0 while all are in one. */
    int partition(long hash) {
        return divided ? HashBits.partition(HashBits.atLevel(hash, level), partitionBits) : 0;
    }

    int partitions() {
        return divided ? 1 << partitionBits : 1;
    }

    boolean isOnDisk(int partition) {
        return (onDisk.get() & 1L << partition) != 0;
    }

    boolean notesSpilled() {
        return filter != null;
    }

    /** Notes that a record with a hash goes to disk. */
    void noteSpilled(long hash) {
        BloomFilter noted = filter;
        if (noted != null) {
            noted.add(hash);
        }
    }

    /** Whether a worker may take a page: not while it has to do as the others did. */
    boolean mayTakePage(boolean workerDivided) {
        if (workerDivided || level == UNDIVIDED) {
            return true;
        }
        return !divided && context.availablePages() > reservedPages();
    }

    /** Only somebody else can have taken the pages that were there for an undivided side. */
    void checkDivisible() throws IOException {
        if (level == UNDIVIDED) {
            throw new RecordTooLargeException("record", context.maxRecordBytes());
        }
    }

    /** Begins to divide; from now on each worker does so when it wants a page. */
    synchronized void beginDivision() {
        if (divided) {
            return;
        }
        if (level == 0) {
            BloomFilter opened = new BloomFilter(context.pageBytes());
            int pages = PassSizes.bloomPages(context.maxPages());
            if (pages > 0 && opened.tryOpen(pages, context.pageBytes(), context::tryAllocatePage)) {
                filter = opened;
            }
        }
        divided = true;
    }

    /** Sends the partition with most pages to disk; if none has any, the one that is wanted. */
    void spillLargest(BuildWorker caller, int wanted) throws IOException {
        int victim = largest();
        if (victim < 0) {
            victim = wanted;
        }
        putOnDisk(victim);
        boolean freed = caller.spill(victim) > 0;
        for (BuildWorker other : workers) {
            if (other != caller && other.lock.tryLock()) {
                try {
                    freed |= other.follow();
                } finally {
                    other.lock.unlock();
                }
            }
        }
        if (!freed && victim != wanted) {
            // Another worker has the pages, and follows when it wants one.
            LockSupport.parkNanos(PATIENCE_NANOS);
        }
    }

    @Override
    public long trySpill(long targetBytes) throws IOException {
        if (level == UNDIVIDED) {
            return 0;
        }
        divideToDisk();
        long freed = 0;
        for (BuildWorker worker : workers) {
            freed += trySpill(worker, BuildWorker::followUndivided);
        }
        while (freed < targetBytes) {
            int victim = largest();
            if (victim < 0) {
                return freed;
            }
            putOnDisk(victim);
            long before = freed;
            for (BuildWorker worker : workers) {
                freed += trySpill(worker, idle -> idle.spill(victim));
            }
            if (freed == before) {
                // All that have something are at work; they follow.
                return freed;
            }
        }
        return freed;
    }

    /** What a worker does that is not at work; the bytes that it freed. */
    @FunctionalInterface
    private interface Spilling {

        long spill(BuildWorker worker) throws IOException;
    }

    private static long trySpill(BuildWorker worker, Spilling spilling) throws IOException {
        // A worker that asks others for memory is at work itself.
        if (worker.lock.isHeldByCurrentThread() || !worker.lock.tryLock()) {
            return 0;
        }
        try {
            long freed = spilling.spill(worker);
            while (worker.awaitFreed()) {
                // until all pages are back
            }
            return freed;
        } finally {
            worker.lock.unlock();
        }
    }

    /** If records are not divided yet they all go to disk: dividing in memory takes pages. */
    synchronized void divideToDisk() {
        if (!divided) {
            onDisk.set(-1L >>> (Long.SIZE - (1 << partitionBits)));
            divided = true;
        }
    }

    void putOnDisk(int partition) {
        onDisk.getAndAccumulate(1L << partition, (before, bit) -> before | bit);
    }

    /** Whether a key with this hash may be among the records on disk. */
    boolean mayBeOnDisk(long hash) {
        BloomFilter noted = filter;
        return noted == null || noted.mayContain(hash);
    }

    /** Gives all pages back, and deletes what nobody has taken over. Idempotent. */
    public void close() {
        workers.forEach(BuildWorker::close);
        tables.close();
        closeFilter();
    }

    boolean isDivided() {
        return divided;
    }

    boolean mayBeDivided() {
        return level != UNDIVIDED;
    }

    int partitionBits() {
        return partitionBits;
    }

    /** How many records are collected, undivided. */
    long undividedRecords() {
        long records = 0;
        for (BuildWorker worker : workers) {
            records += worker.undividedRecords();
        }
        return records;
    }

    /** What is to stay free until records are divided: for the table, or to divide with. */
    private long reservedPages() {
        long dividing = context.sizes().dividingPages();
        long filtering = level == 0 ? PassSizes.bloomPages(context.maxPages()) : 0;
        long tablePages = JoinTable.pagesFor(undividedRecords(), context.pageBytes());
        return Math.max(tablePages, dividing + filtering);
    }

    int largest() {
        int largest = -1;
        int most = 0;
        for (int i = 0; i < 1 << partitionBits; i++) {
            int pages = isOnDisk(i) ? 0 : pageCount(i);
            if (pages > most) {
                most = pages;
                largest = i;
            }
        }
        return largest;
    }

    private int pageCount(int partition) {
        int pages = 0;
        for (BuildWorker worker : workers) {
            pages += worker.pageCount(partition);
        }
        return pages;
    }

    /** A filter that lets nearly everything through costs memory and time for nothing. */
    void dropUselessFilter(long spilledRecords) {
        BloomFilter noted = filter;
        if (noted != null && (spilledRecords == 0 || !noted.isWorthwhile(spilledRecords))) {
            closeFilter();
        }
    }

    private void closeFilter() {
        BloomFilter noted = filter;
        if (noted != null) {
            filter = null;
            noted.close();
        }
    }
}
