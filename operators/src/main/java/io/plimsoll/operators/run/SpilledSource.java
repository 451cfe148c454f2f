package io.plimsoll.operators.run;

import io.plimsoll.memory.MemoryAllocationException;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.operators.record.RecordLayout;
import io.plimsoll.operators.record.RecordPieces;
import io.plimsoll.spill.IOManager;
import io.plimsoll.spill.SpillReader;
import io.plimsoll.spill.run.SpillPosition;
import io.plimsoll.spill.run.SpillRun;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The records of a run on disk, read a page at a time, and deleted as they are read. */
public final class SpilledSource extends MergeSource {

    private final IOManager io;
    private final MemoryPool pool;
    private final RecordLayout layout;
    private final SpillRun run;
    private final SpillReader reader;

    private @Nullable MemorySegment page;
    private @Nullable SpillPosition held;
    private long position;
    private long limit;
    private long unreadBytes;

    public SpilledSource(
            IOManager io, MemoryPool pool, RecordLayout layout, SpillRun run, int extentsAhead) {
        this.io = io;
        this.pool = pool;
        this.layout = layout;
        this.run = run;
        try {
            this.reader = io.newReaderDeleting(run, pool, extentsAhead);
        } catch (MemoryAllocationException e) {
            throw notPlanned(e);
        }
    }

    @Override
    public boolean advance() throws IOException {
        while (unreadBytes > 0) {
            nextPage();
            unreadBytes -= limit - position;
            position = limit;
        }
        letGo();
        if (position == limit && !nextPage()) {
            close();
            return false;
        }
        record = position;
        lengthBytes = RecordLayout.lengthBytes(record);
        bytesAddress = layout.bytesAddress(record);
        pieceBytes = Math.min(lengthBytes, limit - bytesAddress);
        unreadBytes = lengthBytes - pieceBytes;
        position = bytesAddress + pieceBytes;
        if (unreadBytes > 0) {
            held = reader.position();
            reader.hold(held);
        }
        return true;
    }

    @Override
    public long wordAcrossPieces() {
        throw new IllegalStateException(
                "pieceBytes=" + pieceBytes + " (expected most of a page: runs start records so)");
    }

    @Override
    public void streamRest(RecordPieces target) throws IOException {
        while (unreadBytes > 0) {
            nextPage();
            long piece = limit - position;
            target.accept(position, piece);
            position = limit;
            unreadBytes -= piece;
        }
    }

    @Override
    public RecordReader reread() {
        SpillPosition start = held;
        if (start == null) {
            throw new IllegalStateException(
                    "lengthBytes=" + lengthBytes + " (expected several pages)");
        }
        return new RunReader(start, lengthBytes);
    }

    @Override
    public void close() {
        unreadBytes = 0;
        recyclePage();
        reader.close();
        io.delete(run);
    }

    /** What was read of the run may be deleted again. */
    private void letGo() {
        if (held != null) {
            held = null;
            reader.releaseHold();
        }
    }

    /** Whoever opens sources takes their number from the memory that there is. */
    private static IllegalStateException notPlanned(MemoryAllocationException cause) {
        return new IllegalStateException("no memory to read a run (expected: planned for)", cause);
    }

    private boolean nextPage() throws IOException {
        recyclePage();
        page = reader.nextPage();
        if (page == null) {
            return false;
        }
        position = page.getAddress();
        limit = position + reader.pageBytes();
        return true;
    }

    private void recyclePage() {
        if (page != null) {
            reader.recycle(page);
            page = null;
            position = 0;
            limit = 0;
        }
    }

    /** Reads the current record, which starts the current page, from the run once more. */
    private final class RunReader implements RecordReader {

        private final SpillReader again;
        private boolean started;
        private long remaining;
        private @Nullable MemorySegment piece;
        private long address;
        private long pieceLength;

        RunReader(SpillPosition start, long recordBytes) {
            try {
                this.again = io.newReaderAt(run, start, pool, 0);
            } catch (MemoryAllocationException e) {
                throw notPlanned(e);
            }
            this.remaining = recordBytes;
        }

        @Override
        public boolean next() throws IOException {
            recycle();
            if (remaining == 0) {
                return false;
            }
            MemorySegment next = again.nextPage();
            if (next == null) {
                throw new IllegalStateException("remaining=" + remaining + " (expected a page)");
            }
            piece = next;
            int header = started ? 0 : RecordLayout.LARGE_HEADER_BYTES;
            started = true;
            address = next.getAddress() + header;
            pieceLength = (long) again.pageBytes() - header;
            remaining -= pieceLength;
            return true;
        }

        @Override
        public long address() {
            return address;
        }

        @Override
        public long lengthBytes() {
            return pieceLength;
        }

        @Override
        public void close() {
            recycle();
            again.close();
        }

        private void recycle() {
            if (piece != null) {
                again.recycle(piece);
                piece = null;
            }
        }
    }
}
