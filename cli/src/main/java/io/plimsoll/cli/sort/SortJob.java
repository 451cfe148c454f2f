package io.plimsoll.cli.sort;

import io.plimsoll.cli.column.ColumnException;
import io.plimsoll.cli.column.ColumnNames;
import io.plimsoll.cli.input.BlockQueue;
import io.plimsoll.cli.input.FileStarts;
import io.plimsoll.cli.job.JobMemory;
import io.plimsoll.cli.job.RowInput;
import io.plimsoll.cli.job.RowLedger;
import io.plimsoll.cli.job.RowWorkers;
import io.plimsoll.cli.output.BackgroundOutput;
import io.plimsoll.cli.output.OutputFile;
import io.plimsoll.cli.process.JobProgress;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.operators.sort.BinarySorter;
import io.plimsoll.operators.sort.SortedRecords;
import io.plimsoll.spill.IOManager;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sorts rows from inputs to an output, once.
 *
 * <p>{@link #run} is for one thread; {@link #progress} and {@link #cancel} for any.
 */
final class SortJob {

    private static final byte[] NEWLINE = {'\n'};

    private final SortRequest request;
    private final RowInput input;
    private final JobMemory memory;
    private final IOManager io;
    private final long totalStoredBytes;

    private volatile @Nullable BlockQueue queue;
    private volatile @Nullable BinarySorter sorter;
    private volatile @Nullable BackgroundOutput out;
    private volatile long inputBytes;

    /**
     * @param pool the memory of the whole job
     * @param io where runs go
     * @throws MemoryReservationException when the pool is too small; the message says for what
     */
    SortJob(SortRequest request, MemoryPool pool, IOManager io) throws MemoryReservationException {
        this.request = request;
        this.io = io;
        this.input = request.input();
        this.memory =
                new JobMemory(
                        "sort-job",
                        pool,
                        input,
                        workers -> BinarySorter.minimumBytes(io, pool.pageSizeBytes(), workers));
        this.totalStoredBytes = input.storedBytes();
    }

    /**
     * Reads, sorts and writes. The output is not committed.
     *
     * @throws IOException when an input can't be read or is malformed, a run or the output can't be
     *     written
     * @throws ColumnException when a key is no key of these inputs
     */
    SortResult run(OutputFile output) throws IOException, MemoryReservationException {
        input.check();
        try (memory;
                BlockQueue blocks =
                        new BlockQueue(
                                input.files(),
                                input.format().framing(),
                                input.format().header(),
                                memory.blockBytes(),
                                memory.input())) {
            queue = blocks;
            FileStarts starts = blocks.readStarts();
            ColumnNames names = ColumnNames.read(input.format(), starts.headerText());
            List<KeyColumn> keys = KeySpec.columns(request.keys(), names);
            try (BinarySorter sorting = openSorter()) {
                sorter = sorting;
                RowLedger ledger = new RowLedger(starts.headerLines(), input.skipBadRows());
                new RowWorkers(input, blocks, ledger, memory.workers())
                        .run(() -> new SortSink(sorting.newWriter(), keys, request.isKeyed()));
                inputBytes = blocks.bytes();
                return write(output, starts, sorting, ledger);
            }
        }
    }

    /** How far the job is. */
    JobProgress progress() {
        BlockQueue reading = queue;
        BackgroundOutput writing = out;
        long spilledBytes = io.statistics().bytesWritten();
        if (writing != null) {
            return new JobProgress("merging", writing.writtenBytes(), inputBytes, spilledBytes);
        }
        long readBytes = reading == null ? 0 : reading.storedBytesRead();
        return new JobProgress("reading", readBytes, totalStoredBytes, spilledBytes);
    }

    /** Ends the job at its next safe point. */
    void cancel() {
        BlockQueue reading = queue;
        BinarySorter sorting = sorter;
        if (reading != null) {
            reading.stop();
        }
        if (sorting != null) {
            sorting.cancel();
        }
    }

    private BinarySorter openSorter() throws MemoryReservationException {
        boolean keyed = request.isKeyed();
        return BinarySorter.options()
                .writers(memory.workers())
                .keyed(keyed)
                .stable(keyed && (request.stable() || request.unique()))
                .distinct(request.unique())
                .descending(request.descending())
                .maxBytes(memory.operatorBytes())
                .open(memory.job(), io);
    }

    private SortResult write(
            OutputFile output, FileStarts starts, BinarySorter sorting, RowLedger ledger)
            throws IOException, MemoryReservationException {
        try (SortedRecords sorted = sorting.finish();
                BackgroundOutput writing =
                        new BackgroundOutput(output, memory.output(), memory.blockBytes())) {
            out = writing;
            long rows = writeRows(writing, starts, sorted);
            return new SortResult(
                    ledger.counts(inputBytes), rows, writing.bytes(), sorting.progress());
        }
    }

    private long writeRows(BackgroundOutput out, FileStarts starts, SortedRecords sorted)
            throws IOException {
        byte[] header = starts.header();
        if (header != null) {
            out.write(header);
        }
        // A line has its carriage return among its bytes, a row has not.
        byte[] end = input.format().csv() ? starts.lineEnd() : NEWLINE;
        long rows = 0;
        while (sorted.next()) {
            rows++;
            if (sorted.isContiguous()) {
                out.writeLine(sorted.payloadAddress(), (int) sorted.payloadBytes(), end);
            } else {
                sorted.forEachPiece(out::write);
                out.write(end);
            }
        }
        out.finish();
        return rows;
    }
}
