package io.plimsoll.spill.transfer;

import io.plimsoll.spill.choice.CodecChoice;
import io.plimsoll.spill.space.SpillFiles;
import io.plimsoll.spill.thread.IoThreads;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Set;

/**
 * What the writers and readers of one manager share.
 *
 * @param files where files are made and deleted
 * @param threads who does the I/O
 * @param codec how extents are stored
 * @param counters what is counted
 * @param open writers and readers to be closed with the manager; concurrent
 * @param pageSizeBytes the largest page
 * @param fileBytesMax the length at which a run goes on in a new file
 */
public record SpillContext(
        SpillFiles files,
        IoThreads threads,
        CodecChoice codec,
        SpillCounters counters,
        Set<AutoCloseable> open,
        int pageSizeBytes,
        long fileBytesMax) {

    /** Named after the manager: that is what users know. */
    private static final String LOG = "io.plimsoll.spill.IOManager";

    /**
     * Deletes a file whose content nobody wants any more; if that fails, it goes with the process's
     * folder.
     */
    public void deleteQuietly(long fileId) {
        try {
            files.delete(fileId);
        } catch (IOException | RuntimeException e) {
            System.getLogger(LOG)
                    .log(
                            Level.WARNING,
                            () -> "a spill file cannot be deleted before the end: " + e);
        }
    }
}
