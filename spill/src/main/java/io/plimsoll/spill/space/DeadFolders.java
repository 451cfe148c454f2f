package io.plimsoll.spill.space;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Removes the folders that dead processes left in a directory.
 *
 * <p>The lock tells who is dead. Process ids do not: they are reused, and another container's are
 * not seen.
 *
 * <p>Thread rule: any thread, any number of processes at once.
 */
final class DeadFolders {

    private static final Logger LOG = System.getLogger(DeadFolders.class.getName());

    /**
     * A folder without a lock file: somebody else deleted the lock, perhaps under a living process.
     * Only when its process is not seen and nothing was created in it for a day is it taken for
     * dead.
     */
    private static final Duration LOCKLESS_AGE = Duration.ofDays(1);

    private DeadFolders() {}

    /**
     * Removes what dead processes left in {@code directory}; returns how many folders or lone lock
     * files went.
     */
    static int sweep(Path directory) {
        int swept = 0;
        try {
            for (FolderName name : namesOfOthers(directory)) {
                swept += sweepOne(directory, name) ? 1 : 0;
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.log(Level.WARNING, () -> "directory=" + directory + " cannot be swept: " + e);
        }
        return swept;
    }

    private static Set<FolderName> namesOfOthers(Path directory) throws IOException {
        FolderName self = FolderName.fresh();
        Set<FolderName> names = new HashSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "plimsoll-*")) {
            for (Path entry : entries) {
                FolderName.parse(String.valueOf(entry.getFileName()))
                        .filter(name -> !name.sameProcess(self))
                        .ifPresent(names::add);
            }
        }
        return names;
    }

    private static boolean sweepOne(Path directory, FolderName name) {
        Path folder = directory.resolve(name.folder());
        Path lockPath = directory.resolve(name.lock());
        try {
            return Files.exists(lockPath, LinkOption.NOFOLLOW_LINKS)
                    ? deleteIfUnlocked(folder, lockPath)
                    : deleteIfAbandoned(folder, name);
        } catch (NoSuchFileException e) {
            return false; // Another process sweeps at the same time, or the owner closed.
        } catch (IOException e) {
            LOG.log(Level.DEBUG, () -> "folder=" + folder + " cannot be swept: " + e);
            return false;
        }
    }

    private static boolean deleteIfUnlocked(Path folder, Path lockPath) throws IOException {
        try (FileChannel channel =
                FileChannel.open(lockPath, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            if (channel.tryLock() == null) {
                return false;
            }
            ProcessFolder.deleteFolder(folder);
            return Files.deleteIfExists(lockPath);
        } catch (OverlappingFileLockException ownedHere) {
            return false;
        }
    }

    private static boolean deleteIfAbandoned(Path folder, FolderName name) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Instant modified = Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS).toInstant();
        Optional<ProcessHandle> process = ProcessHandle.of(name.processId());
        if (process.isPresent() || modified.isAfter(Instant.now().minus(LOCKLESS_AGE))) {
            return false;
        }
        ProcessFolder.deleteFolder(folder);
        return true;
    }
}
