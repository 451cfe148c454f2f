package io.plimsoll.benchmarks.contest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A benchmark's folder, gone when it ends: however it ends, short of being killed. */
public final class WorkFolder implements AutoCloseable {

    private final Path path;
    private final boolean kept;
    private final Thread hook = new Thread(this::abandon, "work-folder");

    /** Set by the benchmark's thread, run by the one that ends the process. */
    private volatile Runnable stopWriters = () -> {};

    private WorkFolder(Path path, boolean kept) {
        this.path = path;
        this.kept = kept;
    }

    /**
     * Creates one.
     *
     * @param parent where; made if it isn't there
     * @param kept whether it stays in the end
     */
    public static WorkFolder create(Path parent, boolean kept) throws IOException {
        Files.createDirectories(parent);
        Path path = Files.createTempDirectory(parent.toAbsolutePath(), "plimsoll-benchmark-");
        WorkFolder folder = new WorkFolder(path, kept);
        Runtime.getRuntime().addShutdownHook(folder.hook);
        return folder;
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /**
     * Refuses to go on when there is too little space.
     *
     * @throws IOException when fewer bytes are free
     */
    public void requireFreeBytes(long neededBytes) throws IOException {
        long freeBytes = Files.getFileStore(path).getUsableSpace();
        if (freeBytes < neededBytes) {
            throw new IOException(
                    path.getParent()
                            + " has "
                            + (freeBytes >> 20)
                            + "m free (expected "
                            + (neededBytes >> 20)
                            + "m: use --temp-dir, or fewer --lines)");
        }
    }

    @Override
    public void close() throws IOException {
        Runtime.getRuntime().removeShutdownHook(hook);
        if (!kept) {
            delete(path);
        }
    }

    /** Says what ends those who write into it, for when this process is told to end. */
    public void onAbandon(Runnable stop) {
        stopWriters = stop;
    }

    private void abandon() {
        stopWriters.run();
        if (!kept) {
            try {
                delete(path);
            } catch (IOException e) {
                System.err.println("benchmarks: can't remove " + path + ": " + e.getMessage());
            }
        }
    }

    /** Deletes a folder and what is in it, if it is there. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
