package io.plimsoll.index.read;

import io.plimsoll.index.DocumentUnit;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.operators.sort.BinarySorter;
import io.plimsoll.spill.IOManager;

/**
 * How the memory of a build is shared out: a small, fixed part for the workers, the rest for the
 * sorter.
 *
 * @param workers threads that read
 * @param tablePages pages of each worker's term table
 * @param chunkPages pages of each worker's chunk of lines, 0 if documents are not lines
 */
public record BuildMemory(int workers, int tablePages, int chunkPages) {

    /** The smallest page that the tokenizer's scratch and the probe for binary content fit into. */
    static final int MIN_PAGE_BYTES = 8192;

    /** For the tokenizer, and to read into. */
    private static final int FIXED_PAGES = 2;

    private static final int MIN_TABLE_PAGES = 4;
    private static final int MIN_CHUNK_PAGES = 2;

    /** Beyond these sizes a table leaves the near caches, and records get no longer. */
    private static final long MAX_TABLE_BYTES = 4L << 20;

    private static final long MAX_CHUNK_BYTES = 1L << 20;

    /** What part of the memory all tables and all chunks may take, as divisors. */
    private static final int TABLE_SHARE = 8;

    private static final int CHUNK_SHARE = 32;

    /** Plans for as many of the wanted threads as the memory serves, one at least. */
    public static BuildMemory plan(MemoryPool pool, IOManager io, int threads, DocumentUnit unit) {
        int pageBytes = pool.pageSizeBytes();
        if (pageBytes < MIN_PAGE_BYTES || Integer.bitCount(pageBytes) != 1) {
            throw new IllegalArgumentException(
                    "pageSizeBytes="
                            + pageBytes
                            + " (expected a power of two of at least "
                            + MIN_PAGE_BYTES
                            + ")");
        }
        boolean lines = unit == DocumentUnit.LINE;
        long available = Math.min(pool.maxBytes(), pool.availableBytes());
        BuildMemory least = new BuildMemory(threads, MIN_TABLE_PAGES, lines ? MIN_CHUNK_PAGES : 0);
        while (least.workers > 1 && least.totalBytes(io, pageBytes) > available) {
            least = new BuildMemory(least.workers - 1, least.tablePages, least.chunkPages);
        }
        long spare = Math.max(0, available - least.totalBytes(io, pageBytes)) / 2;
        long share = spare / least.workers / pageBytes;
        return new BuildMemory(
                least.workers,
                between(
                        MIN_TABLE_PAGES,
                        Math.min(share, available / TABLE_SHARE / least.workers / pageBytes),
                        MAX_TABLE_BYTES / pageBytes),
                lines
                        ? between(
                                MIN_CHUNK_PAGES,
                                Math.min(
                                        share / 4,
                                        available / CHUNK_SHARE / least.workers / pageBytes),
                                MAX_CHUNK_BYTES / pageBytes)
                        : 0);
    }

    private static int between(long min, long value, long max) {
        return (int) Math.max(min, Math.min(value, max));
    }

    /** Pages of all workers, and one for them to share where they read lines. */
    public int pages() {
        return workers * (FIXED_PAGES + tablePages + chunkPages) + (chunkPages > 0 ? 1 : 0);
    }

    private long totalBytes(IOManager io, int pageBytes) {
        return (long) pages() * pageBytes + BinarySorter.minimumBytes(io, pageBytes, workers);
    }
}
