package io.plimsoll.spill.run;

import java.nio.file.Path;
import java.util.List;

/**
 * A finished sequence of pages on disk, in the order in which they were written.
 *
 * @param label what its writer was called
 * @param pageSizeBytes the largest page that it may hold
 * @param tableSlots the entries of each extent's page table: the most pages that an extent could
 *     hold
 * @param largestExtentPages the most pages that an extent does hold; what a reader needs in one
 *     piece
 * @param files where the pages are, in order
 * @param pages the number of pages
 * @param rawBytes the used bytes of all pages
 * @param storedBytes the bytes on disk, headers included
 */
public record SpillRun(
        String label,
        int pageSizeBytes,
        int tableSlots,
        int largestExtentPages,
        List<RunFile> files,
        long pages,
        long rawBytes,
        long storedBytes) {

    /** Takes a copy of the file list. */
    public SpillRun {
        files = List.copyOf(files);
    }

    /** The number of extents in all files. */
    public long extents() {
        long extents = 0;
        for (RunFile file : files) {
            extents += file.extents();
        }
        return extents;
    }

    /** Whether there is no page. */
    public boolean isEmpty() {
        return pages == 0;
    }

    /**
     * One file of a run.
     *
     * @param id what each of its extents carries
     * @param path where it is
     * @param extents how many extents it holds
     * @param storedBytes its length
     */
    public record RunFile(long id, Path path, int extents, long storedBytes) {}
}
