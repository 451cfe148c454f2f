package io.plimsoll.spill.transfer;

import io.plimsoll.spill.extent.ExtentDamagedException;
import io.plimsoll.spill.extent.ExtentDecoder;
import io.plimsoll.spill.extent.ExtentHeader;
import io.plimsoll.spill.extent.ExtentLayout;
import io.plimsoll.spill.extent.ExtentPlace;
import io.plimsoll.spill.extent.PageBatch;
import io.plimsoll.spill.failure.SpillCorruptionException;
import io.plimsoll.spill.failure.SpillException;
import io.plimsoll.spill.failure.SpillIOException;
import io.plimsoll.spill.file.SpillFile;
import io.plimsoll.spill.run.SpillPosition;
import io.plimsoll.spill.run.SpillRun;
import io.plimsoll.spill.run.SpillRun.RunFile;
import io.plimsoll.spill.space.OpenFile;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The files of one run being read, extent by extent.
 *
 * <p>Thread rule: one thread at a time, handed over under the lock of its {@link ReadAhead}.
 */
final class RunInput {

    private final SpillContext context;
    private final SpillRun run;
    private final ExtentHeader header;
    private final int headerBytes;
    private int fileIndex;
    private int extent;
    private long offsetBytes;
    private @Nullable OpenFile file;
    private boolean headerKnown;

    /** Damage met in the header that was read along with the last good extent. */
    private @Nullable ExtentDamagedException damage;

    RunInput(SpillContext context, SpillRun run, SpillPosition start) {
        this.context = context;
        this.run = run;
        this.header = new ExtentHeader(run.tableSlots());
        this.headerBytes = ExtentLayout.headerBytes(run.tableSlots());
        this.fileIndex = start.file();
        this.extent = start.extent();
        this.offsetBytes = start.offsetBytes();
    }

    /** The pages of the next extent; 0 at the end. */
    int nextPages(ExtentDecoder decoder) throws SpillException {
        if (damage != null) {
            throw corruption(damage);
        }
        while (!headerKnown && fileIndex < run.files().size()) {
            if (extent < run.files().get(fileIndex).extents()) {
                readHeader(decoder);
            } else {
                nextFile();
            }
        }
        return headerKnown ? header.pageCount() : 0;
    }

    /** The used bytes of a page of the next extent. */
    int usedBytes(int page) {
        return header.usedBytes(page);
    }

    /**
     * Reads the next extent into {@code batch}, which holds as many pages as {@link #nextPages}
     * says.
     */
    void read(PageBatch batch, ExtentDecoder decoder) throws SpillException {
        boolean headerFollows = extent + 1 < run.files().get(fileIndex).extents();
        long start = System.nanoTime();
        OpenFile current = currentFile();
        try {
            SpillFile descriptor = context.files().openFiles().acquire(current);
            try {
                decoder.readPayload(descriptor, header, batch, headerFollows);
            } finally {
                context.files().openFiles().release(current);
            }
        } catch (IOException e) {
            throw failure(e);
        }
        long nanos = System.nanoTime() - start;
        long bytes = header.storedBytes() + (headerFollows ? headerBytes : 0);
        current.advance(bytes);
        long unpackNanos = decoder.unpackNanos();
        context.codec()
                .read(
                        header.format(),
                        header.rawBytes(),
                        header.storedBytes(),
                        nanos - unpackNanos,
                        unpackNanos);
        count(bytes, nanos);
        batch.place(fileIndex, extent, offsetBytes);
        batch.rank(header.rank());
        offsetBytes += headerBytes + header.storedBytes();
        extent++;
        headerKnown = false;
        if (headerFollows) {
            decodeNext(decoder);
        }
    }

    /** Closes the current file's descriptor. */
    void close() {
        if (file != null) {
            context.files().openFiles().close(file);
            file = null;
        }
    }

    private void decodeNext(ExtentDecoder decoder) {
        try {
            decoder.decodeHeader(header, place());
            headerKnown = true;
        } catch (ExtentDamagedException e) {
            // The extent before it is good and goes to the reader first.
            damage = e;
        }
    }

    private void readHeader(ExtentDecoder decoder) throws SpillException {
        OpenFile current = currentFile();
        try {
            SpillFile descriptor = context.files().openFiles().acquire(current);
            try {
                decoder.readHeader(descriptor, header, place());
            } finally {
                context.files().openFiles().release(current);
            }
        } catch (IOException e) {
            throw failure(e);
        }
        current.advance(headerBytes);
        context.counters().bytesRead.add(headerBytes);
        headerKnown = true;
    }

    private OpenFile currentFile() {
        OpenFile current = file;
        if (current == null) {
            current =
                    context.files()
                            .openFiles()
                            .toRead(run.files().get(fileIndex).path(), offsetBytes);
            file = current;
        }
        return current;
    }

    private void nextFile() {
        close();
        fileIndex++;
        extent = 0;
        offsetBytes = 0;
    }

    private ExtentPlace place() {
        RunFile current = run.files().get(fileIndex);
        long payloadBytesMax = current.storedBytes() - offsetBytes - headerBytes;
        return new ExtentPlace(
                current.id(),
                extent,
                run.largestExtentPages(),
                run.pageSizeBytes(),
                payloadBytesMax);
    }

    private void count(long bytes, long nanos) {
        SpillCounters counters = context.counters();
        counters.extentsRead.increment();
        counters.bytesRead.add(bytes);
        counters.readNanos.add(nanos);
    }

    private SpillException failure(IOException e) {
        if (e instanceof ExtentDamagedException damaged) {
            return corruption(damaged);
        }
        return new SpillIOException(
                "run=%s: file=%s cannot be read at extent=%d: %s"
                        .formatted(run.label(), run.files().get(fileIndex).path(), extent, e),
                e);
    }

    private SpillCorruptionException corruption(ExtentDamagedException damaged) {
        RunFile current = run.files().get(fileIndex);
        return new SpillCorruptionException(
                current.path(), extent, String.valueOf(damaged.getMessage()), damaged);
    }
}
