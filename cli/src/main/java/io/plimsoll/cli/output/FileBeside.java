package io.plimsoll.cli.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that is written beside the one that it will replace.
 *
 * <p>It is locked as long as it is written. One that is not, was left by a process that was killed,
 * and whoever writes the same target next removes it. Not thread-safe.
 */
final class FileBeside {

    private static final String MARK = ".plimsoll-";

    private final Path target;
    private final Path path;
    private final FileChannel channel;

    private FileBeside(Path target, Path path, FileChannel channel) {
        this.target = target;
        this.path = path;
        this.channel = channel;
    }

    /**
     * Creates an empty one, and removes those that killed processes left beside the same target.
     */
    static FileBeside create(Path target) throws IOException {
        removeAbandoned(target);
        Path path = target.resolveSibling(prefix(target) + ProcessHandle.current().pid());
        while (true) {
            FileChannel channel =
                    FileChannel.open(
                            path,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE);
            // Between opening and locking, another process may take it for abandoned.
            if (channel.tryLock() != null && Files.exists(path)) {
                return new FileBeside(target, path, channel);
            }
            channel.close();
        }
    }

    FileChannel channel() {
        return channel;
    }

    /** Puts it in the target's place, with the target's permissions if there is one. */
    void replaceTarget() throws IOException {
        if (Files.exists(target) && isPosix()) {
            Files.setPosixFilePermissions(path, Files.getPosixFilePermissions(target));
        }
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        channel.close();
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
        channel.close();
    }

    private static void removeAbandoned(Path target) throws IOException {
        Path folder = target.getParent();
        if (folder == null) {
            return;
        }
        String prefix = prefix(target);
        try (DirectoryStream<Path> siblings =
                Files.newDirectoryStream(
                        folder, path -> path.getFileName().toString().startsWith(prefix))) {
            for (Path sibling : siblings) {
                removeIfAbandoned(sibling);
            }
        }
    }

    private static void removeIfAbandoned(Path sibling) {
        try (FileChannel channel = FileChannel.open(sibling, StandardOpenOption.WRITE)) {
            if (channel.tryLock() != null) {
                Files.deleteIfExists(sibling);
            }
        } catch (IOException | OverlappingFileLockException e) {
            // Somebody's who is at work, or not ours to remove: nothing that this output needs.
        }
    }

    private static String prefix(Path target) {
        return "." + target.getFileName() + MARK;
    }

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }
}
