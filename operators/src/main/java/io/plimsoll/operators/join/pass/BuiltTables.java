package io.plimsoll.operators.join.pass;

import io.plimsoll.operators.join.table.JoinTable;
import io.plimsoll.operators.join.table.Marks;
import io.plimsoll.operators.partition.HashedRecord;
import io.plimsoll.operators.partition.Partition;
import io.plimsoll.operators.partition.SpilledPartition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is made of a {@link BuildSide} when all its records are there: tables of those in memory,
 * finished partitions of those on disk.
 *
 * <p>Tables are opened for the smallest partitions first; the largest go to disk if there is no
 * room for theirs. What is sealed can still go to disk, one partition after the other.
 *
 * <p>Threads: looking up, any; all else while no worker is at work.
 */
public final class BuiltTables {

    private final BuildSide side;
    private final PassContext context;
    private final List<BuildWorker> workers;

    /** By partition; those of partitions on disk are closed. */
    private JoinTable @Nullable [] tables;

    private SpilledPartition[] spilled = {};
    private long spilledRecords;

    BuiltTables(BuildSide side, List<BuildWorker> workers) {
        this.side = side;
        this.context = side.context();
        this.workers = workers;
    }

    /**
     * Ends collecting: makes tables of what stays in memory, and finishes what is on disk.
     * Requires: no worker is at work.
     */
    public void seal(Workers threads) throws IOException {
        if (!side.isDivided()) {
            if (tables == null && tryOpenTable(side.undividedRecords())) {
                threads.run(i -> insertAll(sealed()[0], workers.get(i).undivided()));
                return;
            }
            side.beginDivision();
        }
        JoinTable[] opened = openDivided();
        threads.run(thread -> {
            for (int i = thread; i < opened.length; i += threads.count()) {
                insertAll(opened[i], i);
            }
        });
    }

    /** Opens a table for so many records of an undivided side; false without the pages. */
    public boolean tryOpenTable(long records) {
        JoinTable table = new JoinTable(context.pageBytes());
        if (!table.tryOpen(records, context::tryAllocatePage)) {
            return false;
        }
        tables = new JoinTable[] {table};
        spilled = new SpilledPartition[] {SpilledPartition.EMPTY};
        return true;
    }

    /** Fills the table that was opened, of which no worker is at work. */
    public void fillTable() throws IOException {
        for (BuildWorker worker : workers) {
            insertAll(sealed()[0], worker.undivided());
        }
    }

    /** The table of a partition; null if it is on disk. Requires: sealed. */
    @Nullable JoinTable table(int partition) {
        return side.isOnDisk(partition) ? null : sealed()[partition];
    }

    /** What a partition has on disk. Requires: sealed. */
    SpilledPartition spilled(int partition) {
        return spilled[partition];
    }

    /** What a worker has in memory of a partition. Requires: sealed. */
    Partition resident(int worker, int partition) {
        return workers.get(worker).partition(partition);
    }

    /**
     * Sends the largest partition in memory to disk, though it is sealed.
     *
     * @return how many bytes that frees; 0 if there is none
     */
    long spillSealed() throws IOException {
        if (!side.mayBeDivided()) {
            return 0;
        }
        if (!side.isDivided()) {
            long freed = divideSealed();
            if (freed > 0) {
                return freed;
            }
        }
        int victim = side.largest();
        if (victim < 0) {
            return 0;
        }
        JoinTable table = sealed()[victim];
        long freed = (long) table.pageCount() * context.pageBytes();
        side.putOnDisk(victim);
        table.close();
        for (BuildWorker worker : workers) {
            worker.partition(victim).forEachRecord(this::restoreHash);
            freed += worker.spill(victim);
            spilled[victim] = spilled[victim].and(worker.finish(victim));
        }
        return freed;
    }

    /** Takes over what a partition has on disk. */
    SpilledPartition takeSpilled(int partition) {
        SpilledPartition taken = spilled[partition];
        spilled[partition] = SpilledPartition.EMPTY;
        return taken;
    }

    /** Divides what was sealed undivided; the bytes that this frees, as some goes to disk. */
    private long divideSealed() throws IOException {
        long before = context.availablePages();
        sealed()[0].close();
        for (BuildWorker worker : workers) {
            worker.undivided().forEachRecord(this::restoreHash);
        }
        side.beginDivision();
        JoinTable[] opened = openDivided();
        for (int i = 0; i < opened.length; i++) {
            insertAll(opened[i], i);
        }
        return (context.availablePages() - before) * context.pageBytes();
    }

    /** As {@link #spillSealed} of everything, without taking a page. */
    long spillAllSealed() throws IOException {
        if (side.isDivided() || !side.mayBeDivided()) {
            return 0;
        }
        long before = context.availablePages();
        sealed()[0].close();
        for (BuildWorker worker : workers) {
            worker.undivided().forEachRecord(this::restoreHash);
        }
        side.divideToDisk();
        openDivided();
        return (context.availablePages() - before) * context.pageBytes();
    }

    private JoinTable[] openDivided() throws IOException {
        for (BuildWorker worker : workers) {
            worker.divide();
        }
        for (BuildWorker worker : workers) {
            worker.follow();
        }
        JoinTable[] opened = openTables();
        finishSpilled();
        side.dropUselessFilter(spilledRecords);
        return opened;
    }

    private JoinTable[] sealed() {
        JoinTable[] made = tables;
        if (made == null) {
            throw new IllegalStateException("not sealed (expected sealed)");
        }
        return made;
    }

    private long records(int partition) {
        long records = 0;
        for (BuildWorker worker : workers) {
            records += worker.partition(partition).records();
        }
        return records;
    }

    /** Opens tables, the smallest first; for those that find no room the largest go to disk. */
    private JoinTable[] openTables() throws IOException {
        int count = 1 << side.partitionBits();
        JoinTable[] opened = new JoinTable[count];
        List<Integer> bySize = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            opened[i] = new JoinTable(context.pageBytes());
            bySize.add(i);
        }
        tables = opened;
        bySize.sort(Comparator.comparingLong(this::records));
        int end = count;
        for (int next = 0; next < end; next++) {
            int partition = bySize.get(next);
            while (!side.isOnDisk(partition)
                    && !opened[partition].tryOpen(records(partition), context::tryAllocatePage)) {
                if (!awaitFreed()) {
                    end--;
                    spillForTables(bySize.get(end));
                }
            }
        }
        return opened;
    }

    private boolean awaitFreed() throws IOException {
        for (BuildWorker worker : workers) {
            if (worker.awaitFreed()) {
                return true;
            }
        }
        return false;
    }

    private void spillForTables(int partition) throws IOException {
        side.putOnDisk(partition);
        for (BuildWorker worker : workers) {
            worker.spill(partition);
        }
    }

    private void finishSpilled() throws IOException {
        spilled = new SpilledPartition[1 << side.partitionBits()];
        Arrays.fill(spilled, SpilledPartition.EMPTY);
        for (int i = 0; i < spilled.length; i++) {
            if (side.isOnDisk(i)) {
                for (BuildWorker worker : workers) {
                    spilled[i] = spilled[i].and(worker.finish(i));
                }
                spilledRecords += spilled[i].records();
            }
        }
    }

    private void insertAll(JoinTable table, int partition) throws IOException {
        if (!side.isOnDisk(partition)) {
            for (BuildWorker worker : workers) {
                insertAll(table, worker.partition(partition));
            }
        }
    }

    private static void insertAll(JoinTable table, Partition partition) throws IOException {
        partition.forEachRecord(record -> {
            if ((HashedRecord.marks(record) & Marks.NULL_KEY) == 0) {
                table.insert(record);
            }
        });
    }

    private void restoreHash(long record) {
        if ((HashedRecord.marks(record) & Marks.NULL_KEY) == 0) {
            long hash =
                    context.hash()
                            .hash(HashedRecord.keyAddress(record), HashedRecord.keyBytes(record));
            HashedRecord.putWord(record, hash);
        }
    }

    /** Gives the pages back, and deletes what nobody has taken over. Idempotent. */
    void close() {
        JoinTable[] made = tables;
        if (made != null) {
            for (JoinTable table : made) {
                table.close();
            }
        }
        for (int i = 0; i < spilled.length; i++) {
            takeSpilled(i).delete(context.io());
        }
    }
}
