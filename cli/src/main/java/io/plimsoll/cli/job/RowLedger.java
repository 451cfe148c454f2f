package io.plimsoll.cli.job;

import io.plimsoll.cli.input.Block;
import io.plimsoll.cli.input.source.InputFile;
import io.plimsoll.cli.row.BlockRows;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what became of blocks that workers finish in any order, and finds the first bad row of
 * the input with its line number.
 *
 * <p>What it keeps is bounded by the number of workers: blocks that are finished before an earlier
 * one. Any thread; guarded by {@code this}.
 */
public final class RowLedger {

    private final Map<Long, Entry> waiting = new HashMap<>();
    private final long headerLines;
    private final boolean skipBadRows;
    private long nextBlock;
    private int fileIndex;
    private long lines;
    private long rows;
    private long skipped;
    private @Nullable String firstProblem;
    private @Nullable String firstEnd;

    /**
     * @param headerLines how many lines each input starts with that are no data
     */
    public RowLedger(long headerLines, boolean skipBadRows) {
        this.headerLines = headerLines;
        this.skipBadRows = skipBadRows;
    }

    /** Notes a finished block. */
    synchronized void finish(Block block, BlockRows result) {
        rows += result.rows();
        skipped += result.skipped();
        waiting.put(block.number(), new Entry(block.file(), block.fileIndex(), result));
        for (Entry entry = waiting.remove(nextBlock);
                entry != null;
                entry = waiting.remove(nextBlock)) {
            take(entry);
            nextBlock++;
        }
    }

    /**
     * What was read.
     *
     * @param bytes how much of the input, uncompressed
     */
    public synchronized RowCounts counts(long bytes) {
        return new RowCounts(bytes, rows, skipped, firstProblem);
    }

    /** The first malformed row that ends the job. */
    synchronized @Nullable String firstEnd() {
        return firstEnd;
    }

    private void take(Entry entry) {
        if (entry.fileIndex() != fileIndex) {
            fileIndex = entry.fileIndex();
            lines = 0;
        }
        BlockRows.BadRow bad = entry.result().bad();
        if (bad != null) {
            long line = headerLines + lines + bad.line() + 1;
            String problem = entry.file().name() + ":" + line + ": " + bad.problem();
            firstProblem = firstProblem == null ? problem : firstProblem;
            if (firstEnd == null && (bad.fatal() || !skipBadRows)) {
                firstEnd = problem;
            }
        }
        lines += entry.result().lines();
    }

    private record Entry(InputFile file, int fileIndex, BlockRows result) {}
}
