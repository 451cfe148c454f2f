package io.plimsoll.index.search;

import io.plimsoll.index.format.document.DocumentNames;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.operators.record.RecordPieces;
import io.plimsoll.operators.sort.BinarySorter;
import io.plimsoll.operators.sort.SortWriter;
import io.plimsoll.operators.sort.SortedRecords;
import io.plimsoll.spill.IOManager;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * All hits of a search, best first, sorted in managed memory.
 *
 * <pre>
 * record  0                8                16               24
 *         +----------------+----------------+----------------+
 *         | score, bits    | document       | frequency      |     big-endian
 *         | inverted       |                |                |
 *         +----------------+----------------+----------------+
 * </pre>
 *
 * The bits of positive doubles are ordered as the doubles are; inverted, the best come first.
 *
 * <p>Thread rule: one thread.
 */
public final class RankedHits implements AutoCloseable {

    private static final int DOCUMENT_OFFSET = Long.BYTES;
    private static final int FREQUENCY_OFFSET = DOCUMENT_OFFSET + Long.BYTES;
    private static final int RECORD_BYTES = FREQUENCY_OFFSET + Long.BYTES;

    private final BinarySorter sorter;
    private final SortedRecords records;
    private final DocumentNames names;
    private final long total;
    private final ByteBuffer record = ByteBuffer.allocate(RECORD_BYTES);
    private final RecordPieces toRecord =
            (address, bytes) -> record.put(RawMemory.view(address, (int) bytes));

    private RankedHits(
            BinarySorter sorter, SortedRecords records, DocumentNames names, long total) {
        this.sorter = sorter;
        this.records = records;
        this.names = names;
        this.total = total;
    }

    static RankedHits sort(Matches matches, DocumentNames names, MemoryPool pool, IOManager io)
            throws IOException, MemoryReservationException {
        BinarySorter sorter = BinarySorter.options().open(pool, io);
        try {
            long total = 0;
            ByteBuffer record = ByteBuffer.allocate(RECORD_BYTES);
            try (SortWriter writer = sorter.newWriter()) {
                while (matches.next()) {
                    total++;
                    record.putLong(0, ~Double.doubleToRawLongBits(matches.score()));
                    record.putLong(DOCUMENT_OFFSET, matches.document());
                    record.putLong(FREQUENCY_OFFSET, matches.frequency());
                    writer.add(record.array(), 0, RECORD_BYTES);
                }
            }
            return new RankedHits(sorter, sorter.finish(), names, total);
        } catch (IOException | RuntimeException failure) {
            sorter.close();
            throw failure;
        }
    }

    /** How many hits there are, read or not. */
    public long total() {
        return total;
    }

    /** Goes on to the next hit; false after the last. */
    public boolean next() throws IOException {
        if (!records.next()) {
            return false;
        }
        record.clear();
        records.forEachPiece(toRecord);
        return true;
    }

    /** The current hit. */
    public SearchHit hit() throws IOException {
        return new SearchHit(
                names.name(record.getLong(DOCUMENT_OFFSET)),
                record.getLong(FREQUENCY_OFFSET),
                Double.longBitsToDouble(~record.getLong(0)));
    }

    /** Gives all memory back. */
    @Override
    public void close() {
        records.close();
        sorter.close();
    }
}
