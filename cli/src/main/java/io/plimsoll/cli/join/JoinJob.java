package io.plimsoll.cli.join;

import io.plimsoll.cli.column.ColumnType;
import io.plimsoll.cli.column.RowFormat;
import io.plimsoll.cli.column.TypedColumn;
import io.plimsoll.cli.input.BlockQueue;
import io.plimsoll.cli.input.FileStarts;
import io.plimsoll.cli.job.JobMemory;
import io.plimsoll.cli.job.RowCounts;
import io.plimsoll.cli.job.RowInput;
import io.plimsoll.cli.job.RowLedger;
import io.plimsoll.cli.job.RowWorkers;
import io.plimsoll.cli.output.BackgroundOutput;
import io.plimsoll.cli.output.OutputFile;
import io.plimsoll.cli.process.JobProgress;
import io.plimsoll.cli.row.RowOutput;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.operators.join.BinaryJoin;
import io.plimsoll.operators.join.JoinInput;
import io.plimsoll.operators.join.row.JoinSide;
import io.plimsoll.spill.IOManager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Joins two inputs to an output, once.
 *
 * <p>{@link #run} is for one thread; {@link #progress} and {@link #cancel} for any.
 */
final class JoinJob {

    /** A row that fits in no block may take this part of the memory. */
    private static final int LONG_ROW_FRACTION = 8;

    private final JoinRequest request;
    private final RowFormat format;
    private final JobMemory memory;
    private final IOManager io;
    private final JoinSide buildSide;
    private final long totalStoredBytes;

    private volatile @Nullable BlockQueue leftQueue;
    private volatile @Nullable BlockQueue rightQueue;
    private volatile @Nullable BinaryJoin join;

    /**
     * @param pool the memory of the whole job
     * @param io where rows go that don't fit in memory
     * @throws MemoryReservationException when the pool is too small; the message says for what
     */
    JoinJob(JoinRequest request, MemoryPool pool, IOManager io) throws MemoryReservationException {
        this.request = request;
        this.format = request.left().format();
        this.io = io;
        this.buildSide = buildSide(request);
        this.memory =
                new JobMemory(
                        "join-job",
                        pool,
                        request.left(),
                        workers -> BinaryJoin.minimumBytes(pool.pageSizeBytes(), workers),
                        new JobMemory.Extras(
                                JoinSink.Buffers.count(format), 1, LONG_ROW_FRACTION, 2));
        this.totalStoredBytes = request.left().storedBytes() + request.right().storedBytes();
    }

    /** The smaller one; RIGHT if that isn't known. */
    private static JoinSide buildSide(JoinRequest request) {
        long left = request.left().storedBytes();
        long right = request.right().storedBytes();
        return left > 0 && (right == 0 || left < right) ? JoinSide.LEFT : JoinSide.RIGHT;
    }

    /**
     * Reads, joins and writes. The output is not committed.
     *
     * @throws IOException when an input can't be read or is malformed, rows or the output can't be
     *     written
     * @throws io.plimsoll.cli.column.ColumnException when a column is none of these inputs
     */
    JoinResult run(OutputFile output) throws IOException, MemoryReservationException {
        request.left().check();
        request.right().check();
        try (memory;
                LongRow longRow = new LongRow(memory.input(), memory.longRowBytes());
                BlockQueue left = queue(request.left());
                BlockQueue right = queue(request.right())) {
            leftQueue = left;
            rightQueue = right;
            Side leftSide = side(request.left(), left, KeyPair::left);
            Side rightSide = side(request.right(), right, KeyPair::right);
            byte[] lineEnd = leftSide.starts().lineEnd();
            ResultShape shape =
                    new ResultShape(
                            leftSide.columns(),
                            rightSide.columns(),
                            request.type(),
                            format,
                            new String(lineEnd, StandardCharsets.US_ASCII));
            try (BinaryJoin joining = openJoin();
                    BackgroundOutput out =
                            new BackgroundOutput(output, memory.output(), memory.blockBytes());
                    JoinOutputs results =
                            new JoinOutputs(
                                    out,
                                    shape,
                                    memory.workers(),
                                    memory.blockBytes(),
                                    memory.output())) {
                join = joining;
                if (leftSide.starts().header() != null) {
                    shape.writeHeader(new RowOutput(out, format, lineEnd));
                }
                read(joining, results, longRow, leftSide, rightSide);
                results.finish();
                return new JoinResult(
                        leftSide.counts(), rightSide.counts(), results.rows(), out.bytes());
            }
        }
    }

    /** How far the job is. */
    JobProgress progress() {
        BlockQueue left = leftQueue;
        BlockQueue right = rightQueue;
        long readBytes =
                (left == null ? 0 : left.storedBytesRead())
                        + (right == null ? 0 : right.storedBytesRead());
        BinaryJoin joining = join;
        String phase = joining == null ? "reading" : joining.progress().phase().name();
        return new JobProgress(
                phase.toLowerCase(Locale.ROOT),
                readBytes,
                totalStoredBytes,
                io.statistics().bytesWritten());
    }

    /** Ends the job at its next safe point. */
    void cancel() {
        BlockQueue left = leftQueue;
        BlockQueue right = rightQueue;
        BinaryJoin joining = join;
        if (left != null) {
            left.stop();
        }
        if (right != null) {
            right.stop();
        }
        if (joining != null) {
            joining.cancel();
        }
    }

    private BlockQueue queue(RowInput rows) throws MemoryReservationException {
        return new BlockQueue(
                rows.files(),
                format.framing(),
                format.header(),
                memory.blockBytes(),
                memory.input());
    }

    private Side side(RowInput rows, BlockQueue queue, Function<KeyPair, TypedColumn> key)
            throws IOException {
        FileStarts starts = queue.readStartsAndFirstRecord();
        List<TypedColumn> keys = request.keys().stream().map(key).toList();
        List<ColumnType> types = request.keys().stream().map(KeyPair::type).toList();
        SideColumns columns = SideColumns.of(format, starts, keys, types);
        RowLedger ledger = new RowLedger(starts.headerLines(), rows.skipBadRows());
        return new Side(rows, queue, starts, columns, ledger);
    }

    private BinaryJoin openJoin() throws MemoryReservationException {
        return BinaryJoin.options()
                .rules(request.type().rules())
                .buildSide(buildSide)
                .threads(memory.workers())
                .maxBytes(memory.operatorBytes())
                .open(memory.job(), io);
    }

    private void read(
            BinaryJoin joining, JoinOutputs results, LongRow longRow, Side left, Side right)
            throws IOException, MemoryReservationException {
        JoinPayload.Kind ofLeft = JoinPayload.Kind.ofLeft();
        JoinPayload.Kind ofRight = JoinPayload.Kind.ofRight(request.type());
        boolean leftBuilds = buildSide == JoinSide.LEFT;
        Side building = leftBuilds ? left : right;
        Side probing = leftBuilds ? right : left;
        add(building, leftBuilds ? ofLeft : ofRight, longRow, joining::newBuildInput);
        building.queue().close();
        joining.startProbing(results.consumers());
        add(probing, leftBuilds ? ofRight : ofLeft, longRow, joining::newProbeInput);
        probing.queue().close();
        joining.finish();
    }

    private void add(Side side, JoinPayload.Kind kind, LongRow longRow, Supplier<JoinInput> inputs)
            throws IOException, MemoryReservationException {
        new RowWorkers(side.rows(), side.queue(), side.ledger(), memory.workers())
                .run(() ->
                        new JoinSink(
                                inputs.get(),
                                side.columns(),
                                format,
                                new JoinPayload(kind, side.columns(), format.delimiter()),
                                buffers(side.queue()),
                                longRow));
    }

    private JoinSink.Buffers buffers(BlockQueue queue) throws MemoryReservationException {
        MemorySegment payload = queue.newBuffer();
        return format.csv()
                ? new JoinSink.Buffers(payload, queue.newBuffer(), queue.newBuffer())
                : new JoinSink.Buffers(payload, null, null);
    }

    /** One of the inputs, and what is known of it. */
    private record Side(
            RowInput rows,
            BlockQueue queue,
            FileStarts starts,
            SideColumns columns,
            RowLedger ledger) {

        RowCounts counts() {
            return ledger.counts(queue.bytes());
        }
    }
}
