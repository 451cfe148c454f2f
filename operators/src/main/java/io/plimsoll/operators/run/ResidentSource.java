package io.plimsoll.operators.run;

import io.plimsoll.operators.record.EntryIndex;
import io.plimsoll.operators.record.RecordHeap;
import io.plimsoll.operators.record.RecordLayout;
import io.plimsoll.operators.record.RecordPieces;
import java.io.IOException;

/** The records of a sorted {@link RunBuilder} that stayed in memory. */
public final class ResidentSource extends MergeSource {

    private final RunBuilder run;
    private final RecordHeap heap;
    private final EntryIndex entries;
    private int next;

    public ResidentSource(RunBuilder run) {
        this.run = run;
        this.heap = run.heap();
        this.entries = run.entries();
    }

    @Override
    public boolean advance() {
        long previous = record;
        boolean first = next == 0;
        do {
            if (next == entries.size()) {
                close();
                return false;
            }
            record = entries.recordAddress(next++);
        } while (!first && run.isDuplicate(previous, record));
        lengthBytes = RecordLayout.lengthBytes(record);
        bytesAddress = heap.pieceAddress(record, 0);
        pieceBytes = heap.pieceBytes(record, 0);
        return true;
    }

    @Override
    public long wordAcrossPieces() {
        return run.wordAcrossPieces(record);
    }

    @Override
    public void streamRest(RecordPieces target) throws IOException {
        for (long offset = pieceBytes; offset < lengthBytes; ) {
            long piece = heap.pieceBytes(record, offset);
            target.accept(heap.pieceAddress(record, offset), piece);
            offset += piece;
        }
    }

    @Override
    public RecordReader reread() {
        return new HeapReader(heap, record);
    }

    /** How many pages the records take. */
    public int pageCount() {
        return run.pageCount();
    }

    /**
     * Appends the records that were not read, in order; the current one too, if it is asked for.
     */
    public void writeRest(RunWriter writer, boolean withCurrent) throws IOException {
        long _ = writer.append(run, withCurrent ? next - 1 : next, withCurrent ? 0 : record);
    }

    /** Gives back all pages but those of the current record, which stays until this is closed. */
    public void releaseAllButCurrent() {
        run.releaseAllBut(record);
    }

    @Override
    public void close() {
        next = 0;
        run.release();
    }

    private static final class HeapReader implements RecordReader {

        private final RecordHeap heap;
        private final long record;
        private long end;
        private long address;
        private long lengthBytes;

        HeapReader(RecordHeap heap, long record) {
            this.heap = heap;
            this.record = record;
        }

        @Override
        public boolean next() {
            if (end == RecordLayout.lengthBytes(record)) {
                return false;
            }
            address = heap.pieceAddress(record, end);
            lengthBytes = heap.pieceBytes(record, end);
            end += lengthBytes;
            return true;
        }

        @Override
        public long address() {
            return address;
        }

        @Override
        public long lengthBytes() {
            return lengthBytes;
        }

        @Override
        public void close() {}
    }
}
