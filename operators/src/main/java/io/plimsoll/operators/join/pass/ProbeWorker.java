package io.plimsoll.operators.join.pass;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.operators.join.row.JoinConsumer;
import io.plimsoll.operators.join.row.JoinRecord;
import io.plimsoll.operators.join.row.JoinSide;
import io.plimsoll.operators.join.table.JoinTable;
import io.plimsoll.operators.join.table.Marks;
import io.plimsoll.operators.partition.HashedRecord;
import io.plimsoll.operators.partition.Partition;
import io.plimsoll.operators.partition.PartitionMemory;
import io.plimsoll.operators.partition.PartitionReader;
import io.plimsoll.operators.partition.SpilledPartition;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One thread's share of the side that probes.
 *
 * <p>Records come in pages. Those whose partition is in memory are looked up at once: first the
 * slots of many, then the records that these point to, then the keys are compared. So the misses of
 * the cache overlap that would follow one another otherwise. Those whose partition is on disk go
 * there too, but if the Bloom filter says that they have no match.
 *
 * <p>Guarded by its {@link #lock}, which its thread holds while it works on a page.
 */
public final class ProbeWorker implements RecordSink {

    /** Enough for the misses that a core can have under way, few enough to stay in its cache. */
    private static final int BATCH = 128;

    private static final int CHECK_MASK = 0xfff;

    final ReentrantLock lock = new ReentrantLock();

    private final ProbeSide side;
    private final BuildSide build;
    private final BuiltTables builtTables;
    private final PassContext context;
    private final Roles roles;
    private final JoinConsumer consumer;
    private final MemoryPool staging;
    private final MemorySegment page;
    private final Partition large;
    private final PartitionMemory memory;
    private final @Nullable Partition[] spilled;
    private final JoinRecord left;
    private final JoinRecord right;
    private final JoinRecord built;
    private final JoinRecord probing;

    private final long[] records = new long[BATCH];
    private final long[] hashes = new long[BATCH];

    /** Addresses of slots, then what is in them; 0 for records without a table to look in. */
    private final long[] entries = new long[BATCH];

    private final JoinTable[] tables = new JoinTable[BATCH];
    private int batched;

    private final long pageStart;
    private long position;
    private long limit;
    private long openBytes;

    private @Nullable MatchedBits bits;
    private boolean last = true;
    private long results;

    /** Keeps what was read ahead from being left out as unused. */
    private final int[] touched = new int[1];

    ProbeWorker(ProbeSide side, int index, MemorySegment page, JoinConsumer consumer) {
        this.side = side;
        this.build = side.build();
        this.builtTables = build.tables();
        this.context = build.context();
        this.roles = side.roles();
        this.consumer = consumer;
        this.staging = context.reading();
        this.page = page;
        this.pageStart = page.getAddress();
        this.position = pageStart;
        this.limit = pageStart + context.pageBytes();
        this.memory = context.partitionMemory(index, context::tryAllocatePage, "probe");
        this.large = new Partition(memory);
        this.spilled = new Partition[context.sizes().partitions()];
        this.left = new JoinRecord(context.pageBytes());
        this.right = new JoinRecord(context.pageBytes());
        this.built = roles.build() == JoinSide.LEFT ? left : right;
        this.probing = roles.build() == JoinSide.LEFT ? right : left;
    }

    /** Notes for each record in turn whether it had a match, and reads what was noted before. */
    public void useBits(@Nullable MatchedBits matched, boolean lastTime) {
        bits = matched;
        last = lastTime;
    }

    @Override
    public long place(long hash, int keyBytesAndMarks, int contentBytes) throws IOException {
        int needed = HashedRecord.smallBytes(contentBytes);
        if (limit - position < needed) {
            flush();
        }
        long record = position;
        HashedRecord.putSmall(record, hash, keyBytesAndMarks, contentBytes);
        position += needed;
        return HashedRecord.keyAddress(record);
    }

    @Override
    public void open(long hash, int keyBytesAndMarks, long contentBytes) throws IOException {
        flush();
        while (!large.tryOpen(hash, keyBytesAndMarks, contentBytes)) {
            side.makeRoom(this);
        }
        openBytes = contentBytes;
    }

    @Override
    public void append(long address, int lengthBytes) throws IOException {
        for (int done = 0; done < lengthBytes; ) {
            done += large.tryAppend(address + done, lengthBytes - done);
            if (done < lengthBytes) {
                side.makeRoom(this);
            }
        }
        advance(lengthBytes);
    }

    @Override
    public void append(byte[] source, int offset, int lengthBytes) throws IOException {
        for (int done = 0; done < lengthBytes; ) {
            done += large.tryAppend(source, offset + done, lengthBytes - done);
            if (done < lengthBytes) {
                side.makeRoom(this);
            }
        }
        advance(lengthBytes);
    }

    @Override
    public void flush() throws IOException {
        if (position > pageStart) {
            long end = position;
            position = pageStart;
            lock.lock();
            try {
                probePage(pageStart, end);
            } finally {
                lock.unlock();
            }
        }
    }

    /** Where a page that is read may be put, of the usual size; {@link #probeStaged} follows. */
    public long stagingAddress() {
        return pageStart;
    }

    /** Works on a page of small records that was put at {@link #stagingAddress}. */
    public void probeStaged(int lengthBytes) throws IOException {
        position = pageStart + lengthBytes;
        flush();
    }

    /** Works on the large record that a reader is at. */
    public void probeLarge(PartitionReader reader) throws IOException {
        long record = reader.record();
        open(
                HashedRecord.word(record),
                HashedRecord.keyBytes(record) | HashedRecord.marks(record),
                HashedRecord.contentBytes(record));
        reader.forEachPiece((address, length) -> append(address, (int) length));
    }

    /** How many results this worker has given. Its own thread, or a hint. */
    public long results() {
        return results;
    }

    boolean awaitFreed() throws IOException {
        return memory.awaitFreed();
    }

    /** What of a partition this worker has written. */
    SpilledPartition finish(int index) throws IOException {
        Partition partition = spilled[index];
        if (partition == null) {
            return SpilledPartition.EMPTY;
        }
        spilled[index] = null;
        SpilledPartition finished = partition.finish();
        context.countSpilled(finished.bytes());
        return finished;
    }

    /** Gives those built records that are wanted for having had a match or none. */
    void giveBuilt(Partition partition) throws IOException {
        probing.set(0);
        partition.forEachRecord(record -> {
            boolean matched = (HashedRecord.marks(record) & Marks.MATCHED) != 0;
            if (matched ? roles.buildMatched() : roles.buildUnmatched()) {
                built.set(record);
                give();
            }
        });
    }

    /** Gives all pages back and deletes what is not finished. */
    void close() {
        large.close();
        for (Partition partition : spilled) {
            if (partition != null) {
                partition.close();
            }
        }
        staging.release(page);
    }

    private void advance(int lengthBytes) throws IOException {
        openBytes -= lengthBytes;
        if (openBytes == 0) {
            long record = large.pageAddress(0);
            lock.lock();
            try {
                take(record);
                flushBatch();
            } finally {
                lock.unlock();
            }
            large.releaseFirst(large.pageCount());
        }
    }

    private void probePage(long start, long end) throws IOException {
        context.check();
        for (long record = start; record < end; record += HashedRecord.smallBytes(record)) {
            take(record);
        }
        flushBatch();
    }

    private void take(long record) throws IOException {
        long hash = HashedRecord.word(record);
        int index = build.partition(hash);
        JoinTable table = builtTables.table(index);
        long slot;
        if ((HashedRecord.marks(record) & Marks.NULL_KEY) != 0) {
            slot = 0;
        } else if (table != null) {
            slot = table.slotAddress(hash);
        } else if (build.mayBeOnDisk(hash)) {
            spill(record, hash, index);
            return;
        } else {
            slot = 0;
        }
        records[batched] = record;
        hashes[batched] = hash;
        entries[batched] = slot;
        if (table != null) {
            tables[batched] = table;
        }
        batched++;
        if (batched == BATCH) {
            flushBatch();
        }
    }

    private void flushBatch() throws IOException {
        int count = batched;
        batched = 0;
        // Nothing but loads, so that as many of them as can be are under way at a time.
        for (int i = 0; i < count; i++) {
            entries[i] = entries[i] == 0 ? 0 : RawMemory.getLong(entries[i]);
        }
        int sum = 0;
        for (int i = 0; i < count; i++) {
            if (entries[i] != 0 && JoinTable.matches(entries[i], hashes[i])) {
                sum += RawMemory.getInt(JoinTable.record(entries[i]));
            }
        }
        touched[0] = sum;
        for (int i = 0; i < count; i++) {
            long entry = entries[i];
            long record = records[i];
            give(record, entry == 0 ? 0 : tables[i].find(entry, hashes[i], record));
        }
    }

    private void give(long record, long first) throws IOException {
        if (first != 0) {
            giveMatches(record, first);
        }
        if (roles.marksProbing()) {
            giveProbing(record, first != 0);
        }
    }

    private void giveMatches(long record, long first) throws IOException {
        if (!roles.pairs()) {
            if (roles.marksBuilt()) {
                markAll(first);
            }
            return;
        }
        probing.set(record);
        for (long match = first; match != 0; match = HashedRecord.word(match)) {
            if (roles.marksBuilt()) {
                HashedRecord.mark(match, Marks.MATCHED);
            }
            built.set(match);
            give();
        }
    }

    /** All records of a key are marked, or none. */
    private static void markAll(long first) {
        for (long match = first; match != 0; match = HashedRecord.word(match)) {
            if ((HashedRecord.marks(match) & Marks.MATCHED) != 0) {
                return;
            }
            HashedRecord.mark(match, Marks.MATCHED);
        }
    }

    private void giveProbing(long record, boolean found) throws IOException {
        boolean now = found || (HashedRecord.marks(record) & Marks.MATCHED) != 0;
        MatchedBits noted = bits;
        boolean before = noted != null && noted.read();
        if (now ? roles.probeMatched() && !before : roles.probeUnmatched() && last && !before) {
            built.set(0);
            probing.set(record);
            give();
        }
        if (noted != null) {
            noted.write(now || before);
        }
    }

    private void give() throws IOException {
        results++;
        if ((results & CHECK_MASK) == 0) {
            context.check();
        }
        consumer.accept(left, right);
    }

    private void spill(long record, long hash, int index) throws IOException {
        Partition partition = spilled[index];
        if (partition == null) {
            partition = new Partition(memory);
            partition.spill();
            spilled[index] = partition;
        }
        if (!HashedRecord.isLarge(record)) {
            partition.tryCopy(hash, record);
            return;
        }
        int keyBytes = HashedRecord.keyBytes(record);
        partition.tryOpen(
                hash, keyBytes | HashedRecord.marks(record), HashedRecord.contentBytes(record));
        Partition target = partition;
        target.tryAppend(HashedRecord.keyAddress(record), keyBytes);
        HashedRecord.forEachPayloadPiece(
                record,
                context.pageBytes(),
                (address, length) -> target.tryAppend(address, (int) length));
    }
}
