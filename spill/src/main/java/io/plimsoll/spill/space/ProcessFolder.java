package io.plimsoll.spill.space;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A folder that belongs to this process for as long as it lives, proven by a held file lock, which
 * the operating system lets go when the process dies, however it dies.
 *
 * <p>Thread rule: any thread.
 */
final class ProcessFolder implements AutoCloseable {

    /**
     * Each attempt fails only if another process sweeps the new lock file in the microseconds
     * before it is locked.
     */
    private static final int ATTEMPTS = 16;

    private final Path path;
    private final Path lockPath;
    private final FileChannel lockChannel;

    private ProcessFolder(Path path, Path lockPath, FileChannel lockChannel) {
        this.path = path;
        this.lockPath = lockPath;
        this.lockChannel = lockChannel;
    }

    /** Creates a folder in {@code directory}, which is created too if missing. */
    static ProcessFolder create(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            FolderName name = FolderName.fresh();
            Path lockPath = directory.resolve(name.lock());
            FileChannel channel =
                    FileChannel.open(lockPath, options(), ownerOnly(directory, "rw-------"));
            try {
                if (holds(channel, lockPath)) {
                    Path folder = directory.resolve(name.folder());
                    Files.createDirectory(folder, ownerOnly(directory, "rwx------"));
                    return new ProcessFolder(folder, lockPath, channel);
                }
                channel.close();
            } catch (FileAlreadyExistsException taken) {
                channel.close();
            } catch (IOException | RuntimeException e) {
                channel.close();
                Files.deleteIfExists(lockPath);
                throw e;
            }
        }
        throw new IOException(
                "no process folder could be created and locked in directory=" + directory);
    }

    Path path() {
        return path;
    }

    /** Deletes the folder with all in it, then gives up the lock. */
    @Override
    public void close() throws IOException {
        try {
            deleteFolder(path);
            deleteLock();
        } finally {
            lockChannel.close();
        }
    }

    /**
     * Deletes spill files in {@code folder}, then the folder. Anything else in it is none of ours:
     * it stays, and so does the folder. Symbolic links are not followed, as others may write to the
     * directory above.
     */
    static void deleteFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            deleteOnce(folder);
        } catch (DirectoryNotEmptyException e) {
            // At the end of the process an I/O thread may have made a file meanwhile: no second
            // one.
            deleteOnce(folder);
        }
    }

    private static void deleteOnce(Path folder) throws IOException {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder, "*" + FolderName.FILE_SUFFIX)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    private void deleteLock() throws IOException {
        try {
            Files.deleteIfExists(lockPath);
        } catch (IOException e) {
            // Windows deletes no open file. The folder is gone, so the lock guards nothing now.
            lockChannel.close();
            Files.deleteIfExists(lockPath);
        }
    }

    private static Set<StandardOpenOption> options() {
        return Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /**
     * Whether the lock of this very file is ours now. A sweeper may have locked the new file first,
     * taken it for a dead process's and deleted it: then either the lock is refused, or it is on a
     * file that no longer has a name.
     */
    private static boolean holds(FileChannel channel, Path lockPath) throws IOException {
        FileLock lock = channel.tryLock();
        return lock != null && Files.exists(lockPath, LinkOption.NOFOLLOW_LINKS);
    }

    private static FileAttribute<?>[] ownerOnly(Path directory, String permissions)
            throws IOException {
        boolean posix = Files.getFileStore(directory).supportsFileAttributeView("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
