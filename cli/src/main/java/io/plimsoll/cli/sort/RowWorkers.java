package io.plimsoll.cli.sort;

import io.plimsoll.cli.input.Block;
import io.plimsoll.cli.input.BlockQueue;
import io.plimsoll.cli.input.Claim;
import io.plimsoll.cli.row.BlockRows;
import io.plimsoll.cli.row.CsvRows;
import io.plimsoll.cli.row.DelimitedRows;
import io.plimsoll.cli.row.KeyColumn;
import io.plimsoll.cli.row.LineRows;
import io.plimsoll.cli.row.RowIngest;
import io.plimsoll.cli.row.RowKeys;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.operators.sort.BinarySorter;
import io.plimsoll.operators.sort.RecordTooLargeException;
import io.plimsoll.operators.sort.SortWriter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The threads that take blocks of input and put their rows into a sorter. For one thread. */
final class RowWorkers {

    private final SortRequest request;
    private final List<KeyColumn> columns;
    private final BlockQueue blocks;
    private final BinarySorter sorter;
    private final RowLedger ledger;

    RowWorkers(
            SortRequest request,
            List<KeyColumn> columns,
            BlockQueue blocks,
            BinarySorter sorter,
            RowLedger ledger) {
        this.request = request;
        this.columns = columns;
        this.blocks = blocks;
        this.sorter = sorter;
        this.ledger = ledger;
    }

    /**
     * Works until the input has ended.
     *
     * @throws BadRowException when a row is malformed, and such rows are not skipped
     * @throws IOException when an input can't be read, or a run can't be written
     */
    void run() throws IOException, MemoryReservationException {
        List<Callable<@Nullable Void>> workers = new ArrayList<>();
        for (int i = 0; i < sorter.maxWriters(); i++) {
            Block block = blocks.newBlock();
            RowIngest ingest = newIngest();
            SortWriter writer = sorter.newWriter();
            workers.add(() -> {
                work(block, ingest, writer);
                return null;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(workers.size())) {
            await(threads.invokeAll(workers));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading");
        }
    }

    private void work(Block block, RowIngest ingest, SortWriter writer) throws IOException {
        boolean finished = false;
        try (writer) {
            for (Claim claim = blocks.claim(block);
                    claim != Claim.END;
                    claim = blocks.claim(block)) {
                writer.setSequence(block.sequence());
                BlockRows rows =
                        claim == Claim.RECORDS
                                ? ingest.add(block, writer)
                                : addLong(block, ingest, writer);
                ledger.finish(block, rows);
                if (isEnd(rows)) {
                    return;
                }
                writer.pause();
            }
            finished = true;
        } finally {
            if (!finished) {
                blocks.stop();
            }
        }
    }

    private BlockRows addLong(Block block, RowIngest ingest, SortWriter writer) throws IOException {
        try {
            return ingest.addLong(block, blocks, writer);
        } catch (RecordTooLargeException e) {
            boolean quoted = request.format() == SortRequest.Format.CSV;
            String problem =
                    "row larger than "
                            + e.maxBytes()
                            + " bytes, half of the memory to sort with (expected a larger --memory"
                            + (quoted ? ", or a quote to be closed)" : ")");
            return new BlockRows(0, 1, 1, new BlockRows.BadRow(0, problem, true));
        } finally {
            blocks.abandonPart();
        }
    }

    private boolean isEnd(BlockRows rows) {
        BlockRows.BadRow bad = rows.bad();
        return bad != null && (bad.fatal() || !request.skipBadRows());
    }

    private void await(List<Future<@Nullable Void>> workers)
            throws IOException, InterruptedException {
        IOException failure = null;
        for (Future<@Nullable Void> worker : workers) {
            try {
                worker.get();
            } catch (ExecutionException e) {
                failure = first(failure, e.getCause());
            }
        }
        String problem = ledger.firstEnd();
        if (problem != null) {
            throw new BadRowException(problem);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static IOException first(@Nullable IOException earlier, @Nullable Throwable cause) {
        return switch (cause) {
            case RuntimeException unchecked -> throw unchecked;
            case Error error -> throw error;
            case IOException failed -> earlier == null ? failed : earlier;
            case null, default -> throw new IllegalStateException("worker failed", cause);
        };
    }

    private RowIngest newIngest() throws MemoryReservationException {
        RowKeys keys = new RowKeys(columns);
        boolean skip = request.skipBadRows();
        return switch (request.format()) {
            case CSV -> {
                MemorySegment values = blocks.newBuffer();
                yield new CsvRows(request.delimiter(), keys, request.isKeyed(), skip, values);
            }
            case LINES ->
                    request.isKeyed()
                            ? new DelimitedRows(request.delimiter(), keys, skip)
                            : new LineRows();
        };
    }
}
