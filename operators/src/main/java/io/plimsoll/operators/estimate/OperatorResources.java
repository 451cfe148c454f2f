package io.plimsoll.operators.estimate;

/**
 * What an operator may have.
 *
 * @param memoryBytes its memory, workspace included
 * @param workspaceBytes what of that is kept for the way to disk
 * @param readingBytes what is kept for reading back, while records come
 * @param minimumBytes with less it doesn't open
 * @param pageBytes the size of a page
 * @param extentPages how many pages are written to disk, and read, at once
 * @param threads how many threads it has
 */
public record OperatorResources(
        long memoryBytes,
        long workspaceBytes,
        long readingBytes,
        long minimumBytes,
        int pageBytes,
        int extentPages,
        int threads) {

    /** Checks the numbers. */
    public OperatorResources {
        if (memoryBytes < 1 || pageBytes < 1 || extentPages < 1 || threads < 1) {
            throw new IllegalArgumentException(
                    "memoryBytes=%d, pageBytes=%d, extentPages=%d, threads=%d (expected 1 or more)"
                            .formatted(memoryBytes, pageBytes, extentPages, threads));
        }
    }

    /** Of a record on average this part of a page stays empty, or less. */
    private static final int SMALL_RECORDS_PER_PAGE = 16;

    /** What is left for records while they come. */
    double recordBytes() {
        return Math.max(pageBytes, mergeBytes() - readingBytes);
    }

    /** What is left for all but the workspace. */
    double mergeBytes() {
        return (double) Math.max(memoryBytes, minimumBytes) - workspaceBytes;
    }

    /** What is kept of the memory whatever comes. */
    double keptBytes() {
        return (double) workspaceBytes + readingBytes;
    }

    /** What a record takes on pages, at whose ends there is room left. */
    double onPages(double recordBytes) {
        if (recordBytes > pageBytes) {
            return Math.ceil(recordBytes / pageBytes) * pageBytes;
        }
        if (recordBytes * SMALL_RECORDS_PER_PAGE > pageBytes) {
            return pageBytes / Math.floor(pageBytes / recordBytes);
        }
        return recordBytes * (1 + recordBytes / 2 / pageBytes);
    }
}
