package io.plimsoll.cli.job;

import io.plimsoll.cli.input.Block;
import io.plimsoll.cli.input.BlockQueue;
import io.plimsoll.cli.input.Claim;
import io.plimsoll.cli.row.BlockRows;
import io.plimsoll.cli.row.RowReader;
import io.plimsoll.cli.row.RowSink;
import io.plimsoll.cli.row.RowTooLargeException;
import io.plimsoll.memory.MemoryReservationException;
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

/** The threads that take blocks of input and hand their rows on. For one thread. */
public final class RowWorkers {

    private final RowInput input;
    private final BlockQueue blocks;
    private final RowLedger ledger;
    private final int workers;

    /**
     * @param workers how many threads there are
     */
    public RowWorkers(RowInput input, BlockQueue blocks, RowLedger ledger, int workers) {
        this.input = input;
        this.blocks = blocks;
        this.ledger = ledger;
        this.workers = workers;
    }

    /**
     * Works until the input has ended.
     *
     * @param sinks where rows go, closed in the end
     * @throws BadRowException when a row is malformed, and such rows are not skipped
     * @throws IOException when an input can't be read, or a sink has no place for a row
     */
    public void run(RowSinks sinks) throws IOException, MemoryReservationException {
        List<Callable<@Nullable Void>> tasks = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            Block block = blocks.newBlock();
            RowSink sink = sinks.newSink();
            RowReader reader = RowReader.of(input.format(), sink, input.skipBadRows(), blocks);
            tasks.add(() -> {
                work(block, reader, sink);
                return null;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
            await(threads.invokeAll(tasks));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading");
        }
    }

    private void work(Block block, RowReader reader, RowSink sink) throws IOException {
        boolean finished = false;
        try (sink) {
            for (Claim claim = blocks.claim(block);
                    claim != Claim.END;
                    claim = blocks.claim(block)) {
                sink.begin(block.sequence());
                BlockRows rows =
                        claim == Claim.RECORDS ? reader.read(block) : readLong(block, reader);
                ledger.finish(block, rows);
                if (isEnd(rows)) {
                    return;
                }
                sink.pause();
            }
            finished = true;
        } finally {
            if (!finished) {
                blocks.stop();
            }
        }
    }

    private BlockRows readLong(Block block, RowReader reader) throws IOException {
        try {
            return reader.readLong(block, blocks);
        } catch (RowTooLargeException e) {
            String problem =
                    e.getMessage()
                            + " (expected a larger --memory"
                            + (input.format().csv() ? ", or a quote to be closed)" : ")");
            return new BlockRows(0, 1, 1, new BlockRows.BadRow(0, problem, true));
        } finally {
            blocks.abandonPart();
        }
    }

    private boolean isEnd(BlockRows rows) {
        BlockRows.BadRow bad = rows.bad();
        return bad != null && (bad.fatal() || !input.skipBadRows());
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
}
