package io.plimsoll.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * The most that a folder held while it was watched, from samples: what comes and goes in between
 * isn't seen.
 */
public final class FolderWatch implements AutoCloseable {

    private static final long INTERVAL_MILLIS = 50;

    private final Path folder;
    private final Thread thread = new Thread(this::watch, "folder-watch");

    /** Written by the watching thread, and by the closing one after that has ended. */
    private volatile long peakBytes;

    /** Starts to watch. */
    public FolderWatch(Path folder) {
        this.folder = folder;
        thread.setDaemon(true);
        thread.start();
    }

    /** Takes a last sample and ends. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sample();
    }

    /** The most bytes that files in the folder had together. */
    public long peakBytes() {
        return peakBytes;
    }

    private void watch() {
        try {
            while (true) {
                sample();
                Thread.sleep(INTERVAL_MILLIS);
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    private void sample() {
        peakBytes = Math.max(peakBytes, sizeBytes(folder));
    }

    /** The bytes of all files in a folder, or as many as can be seen while they come and go. */
    public static long sizeBytes(Path folder) {
        long sum = 0;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Iterator<Path> all = files.iterator(); all.hasNext(); ) {
                sum += fileBytes(all.next());
            }
        } catch (IOException | UncheckedIOException e) {
            // A folder went away while it was walked; the next sample is complete.
        }
        return sum;
    }

    private static long fileBytes(Path file) throws IOException {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (NoSuchFileException e) {
            return 0;
        }
    }
}
