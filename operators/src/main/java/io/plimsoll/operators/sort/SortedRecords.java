package io.plimsoll.operators.sort;

import io.plimsoll.memory.access.RawComparison;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.operators.memory.OperatorMemory;
import io.plimsoll.operators.memory.OperatorTurn;
import io.plimsoll.operators.memory.Spillable;
import io.plimsoll.operators.record.RecordLayout;
import io.plimsoll.operators.record.RecordPieces;
import io.plimsoll.operators.run.LoserTree;
import io.plimsoll.operators.run.MergeSource;
import io.plimsoll.operators.run.ResidentSource;
import io.plimsoll.operators.run.SortSettings;
import io.plimsoll.operators.run.SpilledSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sorted records, one at a time.
 *
 * <p>Usage: {@code while (records.next()) { ... }}, and {@code close} in the end. What is said of
 * the current record is valid until the next call of {@code next}; before the first one, and after
 * it said false, nothing is.
 *
 * <p>What of it is in memory is written to disk if others need memory, between two calls; what was
 * said of the current record stays valid.
 *
 * <p>Not thread-safe, but for {@link #recordsRead}.
 */
public final class SortedRecords implements Spillable, AutoCloseable {

    /** How often, in records, a cancellation is looked for: a power of two. */
    private static final int CANCEL_CHECK_RECORDS = 4096;

    /** How often, in records, it is looked whether others need memory: a power of two. */
    private static final int SAFE_POINT_RECORDS = 64;

    private static final long NO_KEY = -1;

    private final SortSettings settings;
    private final List<MergeSource> sources;
    private final OperatorMemory memory;
    private final OperatorTurn turn;
    private final RunMerger merger;
    private final LoserTree tree;
    private final @Nullable MemorySegment lastKeyPage;

    private @Nullable MergeSource current;
    private long payloadOffset;
    private long lastKeyBytes = NO_KEY;
    private boolean streamed;
    private long count;

    /** Whose current record is read, though the rest of it is on disk. */
    private @Nullable ResidentSource leaving;

    /** How many bytes are in memory, as others see it. */
    private volatile long residentBytes;

    private volatile long publishedCount;

    SortedRecords(
            SortSettings settings,
            List<MergeSource> sources,
            OperatorMemory memory,
            RunMerger merger)
            throws IOException {
        this.settings = settings;
        this.sources = new ArrayList<>(sources);
        this.memory = memory;
        this.turn = memory.turn();
        this.merger = merger;
        this.lastKeyPage = settings.distinct() ? memory.workspace().tryAllocatePage() : null;
        this.tree = new LoserTree(sources, settings.order());
        noteResident();
    }

    /**
     * Goes on to the next record.
     *
     * @return false when there is none
     * @throws IOException when a run can't be read back
     * @throws java.util.concurrent.CancellationException when the sorter was cancelled
     */
    public boolean next() throws IOException {
        turn.enter();
        if ((count & (SAFE_POINT_RECORDS - 1)) == 0) {
            memory.safePoint();
        }
        boolean found = advance();
        turn.exit();
        return found;
    }

    private boolean advance() throws IOException {
        if (current != null) {
            tree.pop();
        }
        if (leaving != null) {
            leaving.close();
            leaving = null;
        }
        while (lastKeyBytes != NO_KEY && !tree.isEmpty() && startsWithLastKey(tree.first())) {
            tree.pop();
        }
        if ((count & (CANCEL_CHECK_RECORDS - 1)) == 0) {
            merger.checkCancelled();
            noteResident();
            publishedCount = count;
        }
        if (tree.isEmpty() || count == settings.limit()) {
            current = null;
            publishedCount = count;
            noteResident();
            return false;
        }
        current = tree.first();
        payloadOffset = payloadOffset(current);
        streamed = false;
        count++;
        if (settings.distinct()) {
            rememberKey(current);
        }
        return true;
    }

    /** How many bytes the record's payload has; without keys, the whole record's. */
    public long payloadBytes() {
        return source().lengthBytes - payloadOffset;
    }

    /** Whether the payload lies in one piece, at {@link #payloadAddress}. */
    public boolean isContiguous() {
        return source().isContiguous();
    }

    /** Where the payload starts. Requires: {@link #isContiguous}. */
    public long payloadAddress() {
        MergeSource source = source();
        assert source.isContiguous()
                : "lengthBytes=" + source.lengthBytes + " (expected one piece)";
        return source.bytesAddress + payloadOffset;
    }

    /**
     * Hands on the payload, a piece at a time; a record that isn't contiguous only once.
     *
     * @throws IOException when a run can't be read back, or the target can't take a piece
     * @throws IllegalStateException when the record was handed on before and isn't contiguous
     */
    public void forEachPiece(RecordPieces target) throws IOException {
        turn.enter();
        MergeSource source = source();
        if (streamed && !source.isContiguous()) {
            throw new IllegalStateException("record handed on twice (expected once)");
        }
        streamed = true;
        long skip = payloadOffset;
        if (skip < source.pieceBytes) {
            target.accept(source.bytesAddress + skip, source.pieceBytes - skip);
        }
        long beyond = Math.max(0, skip - source.pieceBytes);
        source.streamRest(beyond == 0 ? target : new SkippingPieces(target, beyond));
        turn.exit();
    }

    /**
     * Copies the payload into an array, from its start on.
     *
     * @throws IOException when a run can't be read back
     */
    public void copyPayload(byte[] target) throws IOException {
        if (isContiguous()) {
            RawMemory.copyToArray(payloadAddress(), target, 0, (int) payloadBytes());
        } else {
            forEachPiece(new ArrayPieces(target));
        }
    }

    /**
     * Says that the reader is busy elsewhere until its next call: any thread that lacks memory may
     * have what is in memory written. Costs some tens of nanoseconds.
     */
    public void rest() {
        turn.rest();
    }

    /** How many records were read so far, a little behind. Any thread. */
    public long recordsRead() {
        return publishedCount;
    }

    /** Gives back all memory and deletes the runs. Idempotent. */
    @Override
    public void close() {
        turn.enter();
        sources.forEach(MergeSource::close);
        current = null;
        if (leaving != null) {
            leaving.close();
            leaving = null;
        }
        noteResident();
        if (lastKeyPage != null && !lastKeyPage.isFreed()) {
            memory.workspace().release(lastKeyPage);
        }
        turn.exit();
    }

    @Override
    public long spillableBytes() {
        return residentBytes;
    }

    /** Writes what is left of the runs that are in memory, and reads it from disk from now on. */
    @Override
    public long spill(long targetBytes) throws IOException {
        long before = residentPages();
        for (int i = 0; i < sources.size(); i++) {
            if (sources.get(i) instanceof ResidentSource resident && resident.pageCount() > 0) {
                sources.set(i, spill(resident));
            }
        }
        noteResident();
        return (before - residentPages()) * memory.pageSizeBytes();
    }

    private SpilledSource spill(ResidentSource resident) throws IOException {
        boolean isTaken = resident.equals(current);
        SpilledSource spilled = merger.spillRest(resident, !isTaken);
        tree.replace(resident, spilled, isTaken);
        if (isTaken) {
            leaving = resident;
        } else {
            resident.close();
        }
        return spilled;
    }

    private long residentPages() {
        long pages = leaving == null ? 0 : leaving.pageCount();
        for (MergeSource source : sources) {
            pages += source instanceof ResidentSource resident ? resident.pageCount() : 0;
        }
        return pages;
    }

    private void noteResident() {
        residentBytes = residentPages() * memory.pageSizeBytes();
    }

    /** The current record with its key, for whoever merges runs into runs. */
    MergeSource source() {
        if (current == null) {
            throw new IllegalStateException(
                    "no current record (expected next() to have said true)");
        }
        return current;
    }

    private long payloadOffset(MergeSource source) {
        return settings.layout().keyed() ? settings.layout().keyBytes(source.record) : 0;
    }

    /**
     * Keeps the key to compare the following records with; or, where it may be longer than a
     * record's first piece, drops its duplicates at once.
     */
    private void rememberKey(MergeSource source) throws IOException {
        long keyBytes = settings.distinctBytes(settings.layout().keyBytes(source.record));
        if (lastKeyPage != null
                && keyBytes <= lastKeyPage.size() - RecordLayout.LARGE_HEADER_BYTES) {
            RawMemory.copy(source.bytesAddress, lastKeyPage.getAddress(), keyBytes);
            lastKeyBytes = keyBytes;
        } else {
            tree.dropEqualStarts(keyBytes, settings);
            lastKeyBytes = NO_KEY;
        }
    }

    private boolean startsWithLastKey(MergeSource source) {
        return lastKeyPage != null
                && settings.distinctBytes(settings.layout().keyBytes(source.record)) == lastKeyBytes
                && RawComparison.equal(source.bytesAddress, lastKeyPage.getAddress(), lastKeyBytes);
    }

    /** Leaves out the first bytes: of a key that is longer than the first piece. */
    private static final class SkippingPieces implements RecordPieces {

        private final RecordPieces target;
        private long skip;

        SkippingPieces(RecordPieces target, long skip) {
            this.target = target;
            this.skip = skip;
        }

        @Override
        public void accept(long address, long lengthBytes) throws IOException {
            long skipped = Math.min(skip, lengthBytes);
            skip -= skipped;
            if (skipped < lengthBytes) {
                target.accept(address + skipped, lengthBytes - skipped);
            }
        }
    }

    /** Copies pieces into an array, one behind the other. */
    private static final class ArrayPieces implements RecordPieces {

        private final byte[] target;
        private int filled;

        ArrayPieces(byte[] target) {
            this.target = target;
        }

        @Override
        public void accept(long address, long lengthBytes) {
            RawMemory.copyToArray(address, target, filled, (int) lengthBytes);
            filled += (int) lengthBytes;
        }
    }
}
