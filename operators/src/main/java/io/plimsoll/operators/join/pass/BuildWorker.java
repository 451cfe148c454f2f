package io.plimsoll.operators.join.pass;

import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.operators.partition.HashedRecord;
import io.plimsoll.operators.partition.Partition;
import io.plimsoll.operators.partition.PartitionMemory;
import io.plimsoll.operators.partition.PartitionReader;
import io.plimsoll.operators.partition.SpilledPartition;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What one thread has collected of the side that builds: all in one, until memory is short; then
 * divided by hash, and partition by partition sent to disk.
 *
 * <p>Which partitions are on disk is the same for all workers in the end. Each brings its own in
 * line when it wants a page; {@link BuildSide} tells which.
 *
 * <p>Guarded by its {@link #lock}, which its thread holds while it adds records, and others try to
 * take.
 */
public final class BuildWorker implements RecordSink {

    public final ReentrantLock lock = new ReentrantLock();

    private final BuildSide side;
    private final PassContext context;
    private final PartitionMemory memory;
    private final int partitionBits;
    private final Partition single;
    private Partition @Nullable [] divided;

    private @Nullable OpenRecord open;

    BuildWorker(BuildSide side, int index) {
        this.side = side;
        this.context = side.context();
        this.partitionBits = context.sizes().partitionBits();
        this.memory = context.partitionMemory(index, this::tryAllocatePage, "build");
        this.single = new Partition(memory);
    }

    /** Held by its thread while it adds records. */
    public ReentrantLock lock() {
        return lock;
    }

    @Override
    public long place(long hash, int keyBytesAndMarks, int contentBytes) throws IOException {
        while (true) {
            Partition target = target(hash);
            long record = target.tryAllocate(hash, keyBytesAndMarks, contentBytes);
            if (record != Partition.NO_MEMORY) {
                if (target.isSpilled()) {
                    side.noteSpilled(hash);
                }
                return HashedRecord.keyAddress(record);
            }
            makeRoom(hash);
        }
    }

    @Override
    public void open(long hash, int keyBytesAndMarks, long contentBytes) throws IOException {
        while (!target(hash).tryOpen(hash, keyBytesAndMarks, contentBytes)) {
            makeRoom(hash);
        }
        Partition target = target(hash);
        open = new OpenRecord(target, hash, keyBytesAndMarks, contentBytes);
        if (target.isSpilled()) {
            side.noteSpilled(hash);
        }
    }

    @Override
    public void append(long address, int lengthBytes) throws IOException {
        for (int done = 0; done < lengthBytes; ) {
            int taken = opened().partition.tryAppend(address + done, lengthBytes - done);
            done += taken;
            advance(taken, lengthBytes - done);
        }
    }

    @Override
    public void append(byte[] source, int offset, int lengthBytes) throws IOException {
        for (int done = 0; done < lengthBytes; ) {
            int taken = opened().partition.tryAppend(source, offset + done, lengthBytes - done);
            done += taken;
            advance(taken, lengthBytes - done);
        }
    }

    @Override
    public void flush() {
        // what was placed is where it belongs
    }

    /** Takes over a page of small records as it was read. */
    public void addPage(long address, int lengthBytes) throws IOException {
        while (divided == null) {
            if (single.tryCopyPage(address, lengthBytes)) {
                return;
            }
            makeRoom(0);
        }
        long end = address + lengthBytes;
        for (long record = address; record < end; record += HashedRecord.smallBytes(record)) {
            copySmall(record);
        }
    }

    /** Takes over the large record that a reader is at. */
    public void addLarge(PartitionReader reader) throws IOException {
        long record = reader.record();
        open(
                HashedRecord.word(record),
                HashedRecord.keyBytes(record) | HashedRecord.marks(record),
                HashedRecord.contentBytes(record));
        reader.forEachPiece((address, length) -> append(address, (int) length));
    }

    /**
     * Takes over what a reader is at, undivided; false, and nothing taken, if there are too few
     * pages for it and for what is kept.
     */
    public boolean tryAddRead(PartitionReader reader, long keptPages) throws IOException {
        if (!reader.isLarge()) {
            return single.tryCopyPage(reader.pageAddress(), reader.pageBytes());
        }
        int behind = HashedRecord.pagesBehind(reader.record(), context.pageBytes());
        if (context.availablePages() < behind + 1 + keptPages) {
            return false;
        }
        addLarge(reader);
        return true;
    }

    /** How many records are in memory, undivided. */
    public long undividedRecords() {
        return single.records();
    }

    Partition undivided() {
        return single;
    }

    Partition partition(int index) {
        Partition[] parts = divided;
        return parts == null ? single : parts[index];
    }

    /** About how many pages of a partition are in memory. Any thread: a hint. */
    int pageCount(int partition) {
        Partition[] parts = divided;
        return parts == null || parts[partition].isSpilled() ? 0 : parts[partition].pageCount();
    }

    /** Divides what is collected, if it isn't yet. */
    void divide() throws IOException {
        if (divided != null) {
            return;
        }
        Partition[] parts = new Partition[1 << partitionBits];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = new Partition(memory);
            if (side.isOnDisk(i)) {
                parts[i].spill();
            }
        }
        divided = parts;
        divideComplete();
        OpenRecord unfinished = open;
        if (unfinished != null) {
            divideOpen(unfinished);
        }
        single.close();
    }

    /** Sends partitions to disk that other workers have sent; true if that frees pages. */
    boolean follow() throws IOException {
        Partition[] parts = divided;
        if (parts == null) {
            return false;
        }
        boolean freed = false;
        for (int i = 0; i < parts.length; i++) {
            if (side.isOnDisk(i) && !parts[i].isSpilled()) {
                freed |= spill(i) > 0;
            }
        }
        return freed;
    }

    /** Divides what is collected, or follows: nothing of it stays that others sent to disk. */
    long followUndivided() throws IOException {
        long pages = single.pageCount();
        if (divided == null) {
            divide();
            return pages * context.pageBytes();
        }
        follow();
        return 0;
    }

    /** Sends a partition to disk; the bytes that this frees. */
    long spill(int index) throws IOException {
        Partition[] parts = divided;
        if (parts == null) {
            return 0;
        }
        Partition partition = parts[index];
        if (partition.isSpilled()) {
            return 0;
        }
        if (side.notesSpilled()) {
            partition.forEachRecord(record -> side.noteSpilled(HashedRecord.word(record)));
            if (open != null && open.partition == partition) {
                side.noteSpilled(open.hash);
            }
        }
        return partition.spill();
    }

    boolean awaitFreed() throws IOException {
        return memory.awaitFreed();
    }

    /** What of a partition this worker has written. */
    SpilledPartition finish(int index) throws IOException {
        SpilledPartition finished = partition(index).finish();
        context.countSpilled(finished.bytes());
        return finished;
    }

    /** Gives all pages back and deletes what is not finished. */
    void close() {
        single.close();
        Partition[] parts = divided;
        if (parts != null) {
            for (Partition partition : parts) {
                partition.close();
            }
        }
    }

    private Partition target(long hash) {
        Partition[] parts = divided;
        return parts == null ? single : parts[side.partition(hash)];
    }

    private OpenRecord opened() {
        OpenRecord record = open;
        if (record == null) {
            throw new IllegalStateException("append without open (expected an open record)");
        }
        return record;
    }

    private void advance(int taken, int missing) throws IOException {
        OpenRecord record = opened();
        record.remainingBytes -= taken;
        if (record.remainingBytes == 0) {
            open = null;
        }
        if (missing > 0) {
            makeRoom(record.hash);
        }
    }

    /** A page for records, unless it is time to divide, or to follow other workers. */
    private @Nullable MemorySegment tryAllocatePage() {
        return side.mayTakePage(divided != null) ? context.tryAllocatePage() : null;
    }

    private void makeRoom(long hash) throws IOException {
        context.check();
        if (divided == null) {
            side.checkDivisible();
            side.beginDivision();
            divide();
        } else if (!follow() && !memory.awaitFreed()) {
            side.spillLargest(this, side.partition(hash));
        }
    }

    private void copySmall(long record) throws IOException {
        long hash = HashedRecord.word(record);
        while (true) {
            Partition target = target(hash);
            if (target.tryCopy(hash, record)) {
                if (target.isSpilled()) {
                    side.noteSpilled(hash);
                }
                return;
            }
            makeRoom(hash);
        }
    }

    private void copyAny(long record) throws IOException {
        if (!HashedRecord.isLarge(record)) {
            copySmall(record);
            return;
        }
        OpenRecord outer = open;
        int keyBytes = HashedRecord.keyBytes(record);
        open(
                HashedRecord.word(record),
                keyBytes | HashedRecord.marks(record),
                HashedRecord.contentBytes(record));
        append(HashedRecord.keyAddress(record), keyBytes);
        HashedRecord.forEachPayloadPiece(
                record, context.pageBytes(), (address, length) -> append(address, (int) length));
        open = outer;
    }

    /** Moves the complete records, and gives their pages back on the way. */
    private void divideComplete() throws IOException {
        int batch = Math.max(1, single.pageCount() / 64);
        while (single.pageCount() > 0 && single.openPage() > 0) {
            int end = Math.min(single.openPage(), single.pageCount());
            int page = 0;
            while (page < Math.min(batch, end)) {
                long first = single.pageAddress(page);
                int pages = 1;
                if (HashedRecord.isLarge(first)) {
                    pages += HashedRecord.pagesBehind(first, context.pageBytes());
                }
                single.forEachRecord(page, this::copyAny);
                page += pages;
            }
            single.releaseFirst(page);
        }
    }

    /** Moves the pieces of the record that is still open. */
    private void divideOpen(OpenRecord unfinished) throws IOException {
        int pages = single.pageCount();
        open(unfinished.hash, unfinished.keyBytesAndMarks, unfinished.contentBytes);
        for (int page = 0; page < pages; page++) {
            int offset = HashedRecord.largeContentOffset(page == 0);
            append(single.pageAddress(page) + offset, single.pageUsedBytes(page) - offset);
        }
    }

    /** A large record of which more is to come. */
    private static final class OpenRecord {

        private final Partition partition;
        private final long hash;
        private final int keyBytesAndMarks;
        private final long contentBytes;
        private long remainingBytes;

        OpenRecord(Partition partition, long hash, int keyBytesAndMarks, long contentBytes) {
            this.partition = partition;
            this.hash = hash;
            this.keyBytesAndMarks = keyBytesAndMarks;
            this.contentBytes = contentBytes;
            this.remainingBytes = contentBytes;
        }
    }
}
