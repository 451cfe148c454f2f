package io.plimsoll.spill.space;

import io.plimsoll.spill.file.SpillFileSystem;
import io.plimsoll.spill.space.Placement.Lack;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private final DirectoryChoice choice;
    private final ByteQuota quota;
    private final LongAdder created = new LongAdder();

    /** Starts at a random number, so that ids differ from those of any earlier process. */
    private final AtomicLong nextId = new AtomicLong(new SecureRandom().nextLong());

    private volatile boolean closed;

    private SpillFiles(
            SpillFileSystem fileSystem, SpaceLimits limits, List<SpillDirectory> directories) {
        this.fileSystem = fileSystem;
        this.openFiles = new OpenFiles(fileSystem, limits.descriptorsMax());
        this.quota = new ByteQuota(limits.quotaBytes());
        this.directories = List.copyOf(directories);
        this.choice = new DirectoryChoice(this.directories);
    }

    /**
     * Sweeps all directories and creates this process's folder in each that can be used. Those that
     * cannot are tried again later.
     *
     * @param quotaBytes the directories, each with the most bytes that its files may have
     * @throws IOException if none can be used; nothing is left behind then
     */
    public static SpillFiles open(
            SpillFileSystem fileSystem, SpaceLimits limits, Map<Path, Long> quotaBytes)
            throws IOException {
        List<SpillDirectory> directories = new ArrayList<>();
        IOException failure =
                new IOException("no spill directory can be used: " + quotaBytes.keySet());
        for (Map.Entry<Path, Long> entry : quotaBytes.entrySet()) {
            SpillDirectory directory =
                    new SpillDirectory(entry.getKey(), entry.getValue(), fileSystem, limits);
            directories.add(directory);
            try {
                directory.folder();
            } catch (IOException e) {
                directory.failed(e);
                failure.addSuppressed(e);
            }
        }
        if (failure.getSuppressed().length == directories.size()) {
            throw failure;
        }
        return new SpillFiles(fileSystem, limits, directories);
    }

    /** The cap on descriptors, through which files are used. */
    public OpenFiles openFiles() {
        return openFiles;
    }

    /** The directories, those included that cannot be used now. */
    public List<SpillDirectory> directories() {
        return directories;
    }

    /**
     * A new file in a directory that leaves room for {@code neededBytes}, best for {@code
     * wantedBytes}. The file itself is created at its first use.
     *
     * @param excluded directories that have failed already
     */
    public Placement create(Set<SpillDirectory> excluded, long neededBytes, long wantedBytes) {
        if (closed) {
            return new Placement.Refused(Lack.DIRECTORY);
        }
        if (quota.leftBytes() < neededBytes) {
            return new Placement.Refused(Lack.QUOTA);
        }
        return choice.place(excluded, neededBytes, wantedBytes, this::createIn);
    }

    /** The file with that id; null if it is gone. */
    public @Nullable StoredFile find(long id) {
        return live.get(id);
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

    /** The most bytes of all files together. */
    public long quotaBytes() {
        return quota.maxBytes();
    }

    /** What is used and what bounds it, in all and in each directory. */
    public String describe() {
        StringBuilder text = new StringBuilder();
        if (quota.maxBytes() != Long.MAX_VALUE) {
            text.append("in all usedBytes=")
                    .append(quota.usedBytes())
                    .append(" quotaBytes=")
                    .append(quota.maxBytes());
        }
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
                    .append(directory.freeBytes())
                    .append(directory.isFailing() ? " failed: " + directory.lastFailure() : "");
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
                failure = Failures.merged(failure, e);
            }
        }
        for (SpillDirectory directory : directories) {
            try {
                directory.close();
            } catch (IOException e) {
                failure = Failures.merged(failure, e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private StoredFile createIn(SpillDirectory directory, Path folder) {
        long id = nextId.getAndIncrement();
        Path path = folder.resolve(Long.toHexString(id) + FolderName.FILE_SUFFIX);
        StoredFile file = new StoredFile(id, directory, quota, openFiles.toWrite(path));
        live.put(id, file);
        created.increment();
        return file;
    }
}
