package io.plimsoll.spill.space;

import io.plimsoll.spill.file.SpillFileSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The spill files of this process and the directories that they are spread over.
 *
 * <p>Thread rule: any thread.
 */
public final class SpillFiles implements AutoCloseable {

    private final SpillFileSystem fileSystem;
    private final OpenFiles openFiles;
    private final List<SpillDirectory> directories;
    private final Map<Long, StoredFile> live = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final LongAdder created = new LongAdder();

    /** Starts at a random number, so that ids differ from those of any earlier process. */
    private final AtomicLong nextId = new AtomicLong(new SecureRandom().nextLong());

    private volatile boolean closed;

    private SpillFiles(
            SpillFileSystem fileSystem, OpenFiles openFiles, List<SpillDirectory> directories) {
        this.fileSystem = fileSystem;
        this.openFiles = openFiles;
        this.directories = List.copyOf(directories);
    }

    /**
     * Sweeps all directories and creates this process's folder in each that can be used.
     *
     * @param quotaBytes the directories, each with the most bytes that its files may have
     * @throws IOException if none can be used; nothing is left behind then
     */
    public static SpillFiles open(
            SpillFileSystem fileSystem, int descriptorsMax, Map<Path, Long> quotaBytes)
            throws IOException {
        List<SpillDirectory> directories = new ArrayList<>();
        IOException failure =
                new IOException("no spill directory can be used: " + quotaBytes.keySet());
        for (Map.Entry<Path, Long> entry : quotaBytes.entrySet()) {
            try {
                directories.add(SpillDirectory.open(entry.getKey(), entry.getValue()));
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
        if (directories.isEmpty()) {
            throw failure;
        }
        return new SpillFiles(fileSystem, new OpenFiles(fileSystem, descriptorsMax), directories);
    }

    /** The cap on descriptors, through which files are used. */
    public OpenFiles openFiles() {
        return openFiles;
    }

    /** The usable directories. */
    public List<SpillDirectory> directories() {
        return directories;
    }

    /**
     * A new file in the next directory in turn that has room for {@code wantedBytes}; if none has,
     * in the one with the most room; empty if no quota leaves room for {@code neededBytes}. The
     * file itself is created at its first use.
     *
     * @param excluded directories that have failed already
     */
    public Optional<StoredFile> create(
            Set<SpillDirectory> excluded, long neededBytes, long wantedBytes) {
        return closed
                ? Optional.empty()
                : choose(excluded, neededBytes, wantedBytes).map(this::createIn);
    }

    /** Notes how a write in {@code directory} went, for the choice of directories later. */
    public void report(SpillDirectory directory, boolean failed) {
        directory.suspect(failed);
    }

    /** Deletes a file, once: later calls do nothing. */
    public void delete(long id) throws IOException {
        StoredFile file = live.remove(id);
        if (file != null) {
            openFiles.close(file.output());
            try {
                fileSystem.deleteIfExists(file.path());
            } finally {
                file.unreserveAll();
            }
        }
    }

    /** Whether the file has neither been deleted nor was of another process. */
    public boolean isLive(long id) {
        return live.containsKey(id);
    }

    /** Whether files are no longer created. */
    public boolean isClosed() {
        return closed;
    }

    /** The files created since the start. */
    public long createdCount() {
        return created.sum();
    }

    /** The files that exist now. */
    public int liveCount() {
        return live.size();
    }

    /** The bytes of the files that exist now. */
    public long liveBytes() {
        return directories.stream().mapToLong(SpillDirectory::usedBytes).sum();
    }

    /** One line for each directory: path, used, quota and free bytes. */
    public String describe() {
        StringBuilder text = new StringBuilder();
        for (SpillDirectory directory : directories) {
            text.append(text.isEmpty() ? "" : "; ")
                    .append(directory.directory())
                    .append(" usedBytes=")
                    .append(directory.usedBytes())
                    .append(
                            directory.quotaBytes() == Long.MAX_VALUE
                                    ? ""
                                    : " quotaBytes=" + directory.quotaBytes())
                    .append(" freeBytes=")
                    .append(fileSystem.usableBytes(directory.folder()));
        }
        return text.toString();
    }

    /** Deletes all files and folders. No file is created from now on. */
    @Override
    public void close() throws IOException {
        closed = true;
        IOException failure = null;
        for (Long id : List.copyOf(live.keySet())) {
            try {
                delete(id);
            } catch (IOException e) {
                failure = merged(failure, e);
            }
        }
        for (SpillDirectory directory : directories) {
            try {
                directory.close();
            } catch (IOException e) {
                failure = merged(failure, e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static IOException merged(@Nullable IOException first, IOException next) {
        if (first == null) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }

    private StoredFile createIn(SpillDirectory directory) {
        long id = nextId.getAndIncrement();
        Path path = directory.folder().resolve(Long.toHexString(id) + FolderName.FILE_SUFFIX);
        StoredFile file = new StoredFile(id, directory, openFiles.toWrite(path));
        live.put(id, file);
        created.increment();
        return file;
    }

    private Optional<SpillDirectory> choose(
            Set<SpillDirectory> excluded, long neededBytes, long wantedBytes) {
        int start = turn.getAndIncrement();
        Candidate best = null;
        for (int i = 0; i < directories.size(); i++) {
            SpillDirectory directory =
                    directories.get(Math.floorMod(start + i, directories.size()));
            long quotaLeft = directory.quotaBytes() - directory.usedBytes();
            if (excluded.contains(directory) || quotaLeft < neededBytes) {
                continue;
            }
            long freeBytes = Math.min(quotaLeft, fileSystem.usableBytes(directory.folder()));
            Candidate candidate = new Candidate(directory, freeBytes);
            if (freeBytes >= wantedBytes && !directory.isSuspect()) {
                return Optional.of(directory);
            }
            best = candidate.isBetterThan(best) ? candidate : best;
        }
        // Free space is a hint, unknown on some file systems: rather let a write fail than refuse
        // it unseen.
        return Optional.ofNullable(best).map(Candidate::directory);
    }

    private record Candidate(SpillDirectory directory, long freeBytes) {

        boolean isBetterThan(@Nullable Candidate other) {
            if (other == null) {
                return true;
            }
            return directory.isSuspect() == other.directory.isSuspect()
                    ? freeBytes > other.freeBytes
                    : other.directory.isSuspect();
        }
    }
}
