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
import io.plimsoll.spill.failure.SpillLostException;
import io.plimsoll.spill.file.SpillFile;
import io.plimsoll.spill.run.SpillPosition;
import io.plimsoll.spill.run.SpillRun;
import io.plimsoll.spill.run.SpillRun.RunFile;
import io.plimsoll.spill.space.OpenFile;
import io.plimsoll.spill.space.OpenFiles;
import io.plimsoll.spill.space.StoredFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
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
        readTwiceIfNeedBe(
                current,
                descriptor -> decoder.readPayload(descriptor, header, batch, headerFollows));
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
        count(bytes, nanos, nanos - unpackNanos);
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
            // The extent before it is good and goes to the reader first; then it is read again.
            OpenFile current = currentFile();
            context.files().openFiles().close(current);
            current.advance(-headerBytes);
        }
    }

    /**
     * Reads from a file at its place, a second time if the first fails: a bit may have flipped on
     * the way from the disk, or the disk been busy with its own repair.
     */
    private void readTwiceIfNeedBe(OpenFile current, Reading reading) throws SpillException {
        try {
            readOnce(current, reading);
        } catch (IOException first) {
            context.counters().rereads.increment();
            try {
                readOnce(current, reading);
            } catch (IOException second) {
                second.addSuppressed(first);
                throw failure(second);
            }
        }
    }

    private void readOnce(OpenFile current, Reading reading) throws IOException {
        OpenFiles openFiles = context.files().openFiles();
        boolean done = false;
        try {
            SpillFile descriptor = openFiles.acquire(current);
            reading.from(descriptor);
            done = true;
        } finally {
            if (done) {
                openFiles.release(current);
            } else {
                openFiles.close(current);
            }
        }
    }

    private void readHeader(ExtentDecoder decoder) throws SpillException {
        OpenFile current = currentFile();
        readTwiceIfNeedBe(current, descriptor -> decoder.readHeader(descriptor, header, place()));
        current.advance(headerBytes);
        countRead(headerBytes, 0);
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

    private void count(long bytes, long nanos, long readNanos) {
        SpillCounters counters = context.counters();
        counters.extentsRead.increment();
        counters.readNanos.add(nanos);
        countRead(bytes, readNanos);
    }

    private void countRead(long bytes, long nanos) {
        context.counters().bytesRead.add(bytes);
        StoredFile stored = context.files().find(run.files().get(fileIndex).id());
        if (stored != null) {
            stored.directory().read(bytes, nanos);
        }
    }

    private SpillException failure(IOException e) {
        if (e instanceof ExtentDamagedException damaged) {
            return corruption(damaged);
        }
        RunFile damaged = run.files().get(fileIndex);
        StoredFile stored = context.files().find(damaged.id());
        if (stored != null) {
            stored.directory().failed(e);
        }
        String message =
                "run=%s: file=%s cannot be read at extent=%d: %s"
                        .formatted(run.label(), damaged.path(), extent, e);
        return e instanceof NoSuchFileException
                ? new SpillLostException(message, e)
                : new SpillIOException(message, e);
    }

    private SpillCorruptionException corruption(ExtentDamagedException damaged) {
        RunFile current = run.files().get(fileIndex);
        return new SpillCorruptionException(
                current.path(), extent, String.valueOf(damaged.getMessage()), damaged);
    }

    /** Something read from a file. */
    private interface Reading {
        void from(SpillFile descriptor) throws IOException;
    }
}
