package io.plimsoll.operators.join.pass;

/**
 * How a join divides its memory. Everything is a fraction of it, so that little memory has few
 * partitions with small extents.
 *
 * @param threads how many workers there are
 * @param partitionBits the logarithm of the number of partitions of a pass
 * @param extentPages the pages of an extent of a partition on disk
 */
public record PassSizes(int threads, int partitionBits, int extentPages) {

    /** A partition has this many pages at least when all of the memory is in use. */
    private static final int PAGES_PER_PARTITION = 32;

    private static final int MIN_PARTITION_BITS = 2;
    private static final int MAX_PARTITION_BITS = 6;
    private static final int MAX_EXTENT_PAGES = 8;

    /** For what is not divided: a page for each worker's records, a table, a large record. */
    private static final int SPARE_RECORD_PAGES = 8;

    /** The sizes for so much memory. */
    public static PassSizes of(long pages, int threads) {
        long partitions = Math.max(1, pages / PAGES_PER_PARTITION);
        int bits =
                Math.clamp(
                        63 - Long.numberOfLeadingZeros(partitions),
                        MIN_PARTITION_BITS,
                        MAX_PARTITION_BITS);
        int extentPages = Math.clamp((pages / PAGES_PER_PARTITION) >>> bits, 1, MAX_EXTENT_PAGES);
        return new PassSizes(threads, bits, extentPages);
    }

    public int partitions() {
        return 1 << partitionBits;
    }

    /** What is taken at once when records are divided: a page for each worker's partitions. */
    public int dividingPages() {
        return threads * partitions();
    }

    /** What a worker writes: a page and half an extent for each partition, and one to go on. */
    public int workspacePages() {
        return partitions() + partitions() * extentPages / 2 + 2;
    }

    /** For two readers, each an extent ahead, the bits of a nested loop, and a page to stage. */
    public int readingPages() {
        return 2 * 2 * extentPages + MatchedBits.PAGES + threads;
    }

    /** What records need at least, so that a pass gets on. */
    public int minRecordPages() {
        return (threads + 1) * partitions() + SPARE_RECORD_PAGES;
    }

    /** What a join needs at least. */
    public int minPages() {
        return threads * workspacePages() + readingPages() + minRecordPages();
    }

    /** The part of the pages for records that a Bloom filter takes. */
    static int bloomPages(long recordPages) {
        return Math.clamp(recordPages / 32, 0, Integer.MAX_VALUE);
    }
}
