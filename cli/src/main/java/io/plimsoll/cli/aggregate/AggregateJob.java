package io.plimsoll.cli.aggregate;

import io.plimsoll.cli.aggregate.calculation.AggregateSpec;
import io.plimsoll.cli.aggregate.calculation.Calculations;
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
import io.plimsoll.cli.row.RowOutput;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.operators.aggregate.AggregateResults;
import io.plimsoll.operators.aggregate.BinaryAggregator;
import io.plimsoll.operators.aggregate.function.AttachedFunction;
import io.plimsoll.operators.aggregate.function.StateFunction;
import io.plimsoll.spill.IOManager;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates rows from inputs to an output, once.
 *
 * <p>{@link #run} is for one thread; {@link #progress} and {@link #cancel} for any.
 */
final class AggregateJob {

    private static final byte[] NEWLINE = {'\n'};

    private final AggregateRequest request;
    private final RowInput input;
    private final JobMemory memory;
    private final IOManager io;
    private final long totalStoredBytes;

    private volatile @Nullable BlockQueue queue;
    private volatile @Nullable BinaryAggregator aggregator;
    private volatile @Nullable BackgroundOutput out;
    private volatile long inputBytes;

    /**
     * @param pool the memory of the whole job
     * @param io where groups go that don't fit in memory
     * @throws MemoryReservationException when the pool is too small; the message says for what
     */
    AggregateJob(AggregateRequest request, MemoryPool pool, IOManager io)
            throws MemoryReservationException {
        this.request = request;
        this.input = request.input();
        this.io = io;
        this.memory =
                new JobMemory(
                        "aggregate-job",
                        pool,
                        input,
                        workers ->
                                BinaryAggregator.minimumBytes(io, pool.pageSizeBytes(), workers));
        this.totalStoredBytes = input.storedBytes();
    }

    /**
     * Reads, aggregates and writes. The output is not committed.
     *
     * @throws IOException when an input can't be read or is malformed, groups or the output can't
     *     be written
     * @throws ColumnException when a column is none of these inputs
     */
    AggregateResult run(OutputFile output) throws IOException, MemoryReservationException {
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
            List<GroupColumn> by = GroupColumn.of(request.by(), names);
            Calculations calculations = new Calculations(request.specs(), names);
            try (BinaryAggregator aggregating = openAggregator(by, calculations)) {
                aggregator = aggregating;
                RowLedger ledger = new RowLedger(starts.headerLines(), input.skipBadRows());
                read(blocks, ledger, aggregating, by, names);
                inputBytes = blocks.bytes();
                return write(output, starts, aggregating, by, calculations, ledger);
            } catch (ArithmeticException e) {
                throw new IOException(
                        e.getMessage() + ": a sum has more digits than that (expected :double)", e);
            }
        }
    }

    /** How far the job is. */
    JobProgress progress() {
        BlockQueue reading = queue;
        BackgroundOutput writing = out;
        long spilledBytes = io.statistics().bytesWritten();
        if (writing != null) {
            return new JobProgress("writing", writing.writtenBytes(), 0, spilledBytes);
        }
        long readBytes = reading == null ? 0 : reading.storedBytesRead();
        return new JobProgress("reading", readBytes, totalStoredBytes, spilledBytes);
    }

    /** Ends the job at its next safe point. */
    void cancel() {
        BlockQueue reading = queue;
        BinaryAggregator aggregating = aggregator;
        if (reading != null) {
            reading.stop();
        }
        if (aggregating != null) {
            aggregating.cancel();
        }
    }

    private BinaryAggregator openAggregator(List<GroupColumn> by, Calculations calculations)
            throws MemoryReservationException {
        StateFunction[] functions = calculations.functions();
        boolean compact =
                Arrays.stream(functions)
                        .noneMatch(function -> function instanceof AttachedFunction);
        return BinaryAggregator.options()
                .writers(memory.workers())
                .functions(functions)
                .fixedKeyBytes(compact ? GroupKeys.fixedBytes(by) : 0)
                .maxBytes(memory.operatorBytes())
                .open(memory.job(), io);
    }

    private void read(
            BlockQueue blocks,
            RowLedger ledger,
            BinaryAggregator aggregating,
            List<GroupColumn> by,
            ColumnNames names)
            throws IOException, MemoryReservationException {
        int maxLongColumnBytes = memory.job().pageSizeBytes();
        new RowWorkers(input, blocks, ledger, memory.workers())
                .run(() ->
                        new AggregateSink(
                                aggregating.newWriter(),
                                by,
                                new Calculations(request.specs(), names),
                                maxLongColumnBytes));
    }

    private AggregateResult write(
            OutputFile output,
            FileStarts starts,
            BinaryAggregator aggregating,
            List<GroupColumn> by,
            Calculations calculations,
            RowLedger ledger)
            throws IOException, MemoryReservationException {
        try (AggregateResults results = aggregating.finish();
                BackgroundOutput writing =
                        new BackgroundOutput(output, memory.output(), memory.blockBytes())) {
            out = writing;
            byte[] lineEnd = input.format().csv() ? starts.lineEnd() : NEWLINE;
            if (starts.header() != null) {
                writeHeader(new RowOutput(writing, input.format(), lineEnd), by);
            }
            RowOutput rows = new RowOutput(writing, input.format(), lineEnd);
            writeGroups(rows, results, by, calculations);
            writing.finish();
            return new AggregateResult(ledger.counts(inputBytes), rows.rows(), writing.bytes());
        }
    }

    private void writeHeader(RowOutput header, List<GroupColumn> by) throws IOException {
        for (GroupColumn column : by) {
            header.column(column.name());
        }
        for (AggregateSpec spec : request.specs()) {
            header.column(spec.title());
        }
        header.endRow();
    }

    private static void writeGroups(
            RowOutput rows,
            AggregateResults results,
            List<GroupColumn> by,
            Calculations calculations)
            throws IOException {
        GroupKeyText keys = new GroupKeyText(by);
        calculations.place(results);
        while (results.next()) {
            keys.write(results.keyAddress(), results.keyBytes(), rows);
            calculations.write(results, rows);
            rows.endRow();
        }
        if (rows.rows() == 0 && by.isEmpty()) {
            // All rows are one group, even where there are none.
            calculations.writeOfNothing(rows);
            rows.endRow();
        }
    }
}
