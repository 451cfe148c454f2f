package io.plimsoll.spill.transfer;

import io.plimsoll.spill.choice.StreamCodec;
import io.plimsoll.spill.codec.Codec;
import io.plimsoll.spill.extent.ExtentEncoder;
import io.plimsoll.spill.extent.PageBatch;
import io.plimsoll.spill.failure.SpillException;
import io.plimsoll.spill.failure.SpillIOException;
import io.plimsoll.spill.failure.SpillQuotaExceededException;
import io.plimsoll.spill.failure.SpillSpaceExhaustedException;
import io.plimsoll.spill.file.DiskFullException;
import io.plimsoll.spill.file.SpillFile;
import io.plimsoll.spill.run.SpillRun;
import io.plimsoll.spill.run.SpillRun.RunFile;
import io.plimsoll.spill.space.OpenFile;
import io.plimsoll.spill.space.Placement;
import io.plimsoll.spill.space.Placement.Lack;
import io.plimsoll.spill.space.SpillDirectory;
import io.plimsoll.spill.space.StoredFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files of one run being written: goes on in a new file when one is long enough or its
 * directory fails.
 *
 * <p>Thread rule: one thread at a time, handed over under the writer's lock.
 */
public final class RunOutput {

    /** Runs that are never split still should not wander to the disk with the most room. */
    private static final long WANTED_BYTES_MAX = 1 << 30;

    private final SpillContext context;
    private final String label;
    private final int tableSlots;
    private final StreamCodec choice;
    private final List<RunFile> sealed = new ArrayList<>();
    private @Nullable StoredFile file;
    private int extents;
    private int largestExtentPages;
    private long pages;
    private long rawBytes;
    private long storedBytes;

    /**
     * Creates the output of a run without files yet.
     *
     * @param label names the run in messages
     * @param tableSlots the most pages that an extent can hold
     */
    public RunOutput(SpillContext context, String label, int tableSlots) {
        this.context = context;
        this.label = label;
        this.tableSlots = tableSlots;
        this.choice = context.codec().newStream();
    }

    /**
     * Writes one extent, to another directory if one fails. After an exception the run is of no
     * use: {@link #discard} it.
     */
    public void append(PageBatch batch, ExtentEncoder encoder) throws SpillException {
        long start = System.nanoTime();
        Codec trial = choice.nextTrial(batch.usedBytes(encoder.samplePage(batch)));
        if (trial != Codec.NONE) {
            choice.tried(trial, encoder.tryOut(batch, trial));
        }
        Codec codec = choice.next();
        long tried = System.nanoTime();
        long bytes = encoder.prepare(batch, tableSlots, codec);
        place(encoder, bytes);
        long written = System.nanoTime();
        long packNanos = encoder.packNanos();
        choice.wrote(codec, batch.rawBytes(), bytes, packNanos, written - tried - packNanos);
        count(batch, codec, bytes, written - start);
    }

    /** Ends the last file. The files belong to the run and so to whoever has it. */
    public SpillRun finish() {
        seal();
        context.counters().runs.increment();
        return new SpillRun(
                label,
                context.pageSizeBytes(),
                tableSlots,
                largestExtentPages,
                sealed,
                pages,
                rawBytes,
                storedBytes);
    }

    /** Deletes all files. What cannot be deleted goes with the process's folder. */
    public void discard() {
        seal();
        for (RunFile part : sealed) {
            context.deleteQuietly(part.id());
        }
        sealed.clear();
    }

    private void place(ExtentEncoder encoder, long bytes) throws SpillException {
        Set<SpillDirectory> failed = Set.of();
        List<IOException> causes = List.of();
        while (true) {
            StoredFile target =
                    switch (fileFor(bytes, failed)) {
                        case Placement.Placed placed -> placed.file();
                        case Placement.Refused refused ->
                                throw failure(bytes, refused.lack(), causes);
                    };
            try {
                write(encoder, target, bytes);
                context.counters().failovers.add(causes.size());
                return;
            } catch (IOException e) {
                if (causes.isEmpty()) {
                    failed = new HashSet<>();
                    causes = new ArrayList<>();
                }
                if (!(e instanceof DiskFullException)) {
                    target.directory().failed(e);
                }
                failed.add(target.directory());
                causes.add(e);
                abandon(target);
            }
        }
    }

    private void write(ExtentEncoder encoder, StoredFile target, long bytes) throws IOException {
        OpenFile output = target.output();
        long start = System.nanoTime();
        SpillFile descriptor = context.files().openFiles().acquire(output);
        try {
            encoder.write(descriptor, target.id(), extents);
            output.advance(bytes);
            extents++;
        } finally {
            context.files().openFiles().release(output);
        }
        target.directory().wrote(bytes, System.nanoTime() - start);
        if (output.offsetBytes() >= context.fileBytesMax()) {
            seal();
        }
    }

    /** The current file, grown by {@code bytes}, or a new one where it has no room. */
    private Placement fileFor(long bytes, Set<SpillDirectory> failed) {
        StoredFile current = file;
        if (current != null && current.tryGrow(bytes)) {
            return new Placement.Placed(current);
        }
        seal();
        Set<SpillDirectory> excluded = new HashSet<>(failed);
        long wantedBytes = Math.max(bytes, Math.min(context.fileBytesMax(), WANTED_BYTES_MAX));
        while (true) {
            Placement placement = context.files().create(excluded, bytes, wantedBytes);
            if (!(placement instanceof Placement.Placed(StoredFile created))) {
                return placement;
            }
            file = created;
            if (created.tryGrow(bytes)) {
                return placement;
            }
            // Another writer took the last of it in between.
            excluded.add(created.directory());
            seal();
        }
    }

    /** Ends the current file. An empty one is deleted. */
    private void seal() {
        StoredFile current = file;
        if (current == null) {
            return;
        }
        file = null;
        context.files().openFiles().close(current.output());
        if (extents == 0) {
            context.deleteQuietly(current.id());
        } else {
            long length = current.output().offsetBytes();
            current.shrinkTo(length);
            sealed.add(new RunFile(current.id(), current.path(), extents, length));
        }
        extents = 0;
    }

    /**
     * Ends a file after a failed write: cuts off what there is of the last extent, to free disk, if
     * the file system lets us.
     */
    private void abandon(StoredFile target) {
        if (extents > 0) {
            try {
                SpillFile descriptor = context.files().openFiles().acquire(target.output());
                try {
                    descriptor.truncate(target.output().offsetBytes());
                } finally {
                    context.files().openFiles().release(target.output());
                }
            } catch (IOException ignored) {
                // The bytes behind the last good extent are never read.
            }
        }
        seal();
    }

    private SpillException failure(long bytes, Lack lack, List<IOException> causes) {
        IOException first = causes.isEmpty() ? null : causes.getFirst();
        String message =
                "run=%s: no spill directory takes an extent of bytes=%d [%s]"
                        .formatted(label, bytes, context.files().describe());
        SpillException failure;
        if (context.files().isClosed()) {
            failure = new SpillIOException("run=" + label + ": the IOManager is closed", first);
        } else if (lack == Lack.QUOTA && causes.isEmpty()) {
            String remedy = "; raise a quota";
            failure = new SpillQuotaExceededException(message + remedy, null);
        } else if (isFull(lack, causes)) {
            String remedy = "; free disk space, raise a quota or name a further directory";
            failure = new SpillSpaceExhaustedException(message + remedy, first);
        } else {
            String reason = first == null ? "" : ": " + first.getMessage();
            failure = new SpillIOException(message + reason, first);
        }
        causes.stream().skip(1).forEach(failure::addSuppressed);
        return failure;
    }

    /** Whether room is all that lacks: directories that failed otherwise might have had some. */
    private static boolean isFull(Lack lack, List<IOException> causes) {
        return causes.isEmpty()
                ? lack != Lack.DIRECTORY
                : causes.stream().allMatch(DiskFullException.class::isInstance);
    }

    private void count(PageBatch batch, Codec codec, long bytes, long nanos) {
        pages += batch.count();
        rawBytes += batch.rawBytes();
        storedBytes += bytes;
        largestExtentPages = Math.max(largestExtentPages, batch.count());
        SpillCounters counters = context.counters();
        counters.extentsWritten.increment();
        counters.compressedExtents.add(codec == Codec.NONE ? 0 : 1);
        counters.rawBytesWritten.add(batch.rawBytes());
        counters.bytesWritten.add(bytes);
        counters.writeNanos.add(nanos);
    }
}
