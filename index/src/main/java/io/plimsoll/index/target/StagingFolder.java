package io.plimsoll.index.target;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A folder in which a build writes its files, locked as long as the build lives.
 *
 * <p>A killed process leaves its folder behind, but not the lock: that is how a later build tells
 * what it may remove.
 *
 * <p>Thread rule: one thread.
 */
final class StagingFolder implements AutoCloseable {

    /** Name of the lock file in the folder. */
    static final String LOCK_NAME = ".plimsoll-building.lock";

    /** A folder without a lock is one that is just being made, unless it is older than this. */
    private static final Duration MAKING_MAX = Duration.ofMinutes(1);

    private final Path path;
    private final FileChannel lockChannel;
    private final Thread removal;

    private StagingFolder(Path path, FileChannel lockChannel) {
        this.path = path;
        this.lockChannel = lockChannel;
        // Ctrl-C ends the process without running anybody's close.
        this.removal = new Thread(this::deleteQuietly, "plimsoll-index-cleanup");
        Runtime.getRuntime().addShutdownHook(removal);
    }

    /** Makes a folder whose name is the prefix and something that no other folder has. */
    static StagingFolder create(Path parent, String prefix) throws IOException {
        Path path =
                parent.resolve(prefix + Long.toHexString(ThreadLocalRandom.current().nextLong()));
        Files.createDirectory(path);
        FileChannel channel = null;
        try {
            channel =
                    FileChannel.open(
                            path.resolve(LOCK_NAME),
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new IOException("its lock is taken");
            }
            return new StagingFolder(path, channel);
        } catch (IOException | RuntimeException failure) {
            if (channel != null) {
                channel.close();
            }
            delete(path);
            throw failure;
        }
    }

    Path path() {
        return path;
    }

    /**
     * Removes the folders with that prefix that killed processes left.
     *
     * @return whether there is one, besides this, that a living build writes to
     */
    boolean sweepOthers(Path parent, String prefix) throws IOException {
        boolean othersLive = false;
        try (DirectoryStream<Path> found = Files.newDirectoryStream(parent)) {
            for (Path other : found) {
                if (other.getFileName().toString().startsWith(prefix)
                        && !other.getFileName().equals(path.getFileName())) {
                    othersLive |= !removeIfDead(other);
                }
            }
        }
        return othersLive;
    }

    private static boolean removeIfDead(Path folder) throws IOException {
        try (FileChannel channel =
                FileChannel.open(folder.resolve(LOCK_NAME), StandardOpenOption.WRITE)) {
            if (channel.tryLock() == null) {
                return false;
            }
            delete(folder);
            return true;
        } catch (OverlappingFileLockException ownProcess) {
            return false;
        } catch (NoSuchFileException noLock) {
            if (!Files.exists(folder)) {
                return true;
            }
            Instant made = Files.getLastModifiedTime(folder).toInstant();
            if (made.isAfter(Instant.now().minus(MAKING_MAX))) {
                return false;
            }
            delete(folder);
            return true;
        }
    }

    /** Deletes a folder without subfolders, if it is there. */
    private static void delete(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException gone) {
            return;
        }
        Files.deleteIfExists(folder);
    }

    private void deleteQuietly() {
        try {
            delete(path);
        } catch (IOException left) {
            // The next build for the same target removes it.
        }
    }

    /** Deletes the folder, if it was not moved away, and gives up the lock. */
    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(removal);
        } catch (IllegalStateException shuttingDown) {
            // The hook is running and does the same.
        }
        try (lockChannel) {
            delete(path);
        }
    }
}
