package io.plimsoll.cli.output;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file that is written beside the one that it will replace, with that one's owner and
 * permissions.
 *
 * <p>It is locked as long as it is written. One that is not, was left by a process that was killed,
 * and whoever writes the same target next removes it. Its name is like no other's: process ids are
 * not, where containers share a folder. Not thread-safe.
 */
final class FileBeside {

    private static final String MARK = ".plimsoll-";
    private static final Pattern WRITER = Pattern.compile("[0-9]{1,10}-[0-9a-f]{1,16}");

    /** File systems take 255; the rest is for what is added. */
    private static final int MAX_NAME_BYTES = 200;

    /** An attempt fails only if another process sweeps the file between opening and locking. */
    private static final int ATTEMPTS = 16;

    private static final Set<OpenOption> OPTIONS =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

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
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Path path = target.resolveSibling(prefix(target) + writer());
            FileChannel channel = open(path, target);
            try {
                if (holds(channel, path)) {
                    return new FileBeside(target, path, channel);
                }
                channel.close();
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(path);
                channel.close();
                throw e;
            }
        }
        throw new IOException("no file can be locked beside " + target);
    }

    FileChannel channel() {
        return channel;
    }

    /** Puts it in the target's place. */
    void replaceTarget() throws IOException {
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        channel.close();
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
        channel.close();
    }

    /** Creates it, for nobody else to read until it has the target's permissions. */
    private static FileChannel open(Path path, Path target) throws IOException {
        PosixFileAttributeView old = posix(target);
        if (old == null || !Files.exists(target)) {
            return FileChannel.open(path, OPTIONS);
        }
        FileAttribute<?> ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        FileChannel channel = FileChannel.open(path, OPTIONS, ownerOnly);
        try {
            PosixFileAttributes attributes = old.readAttributes();
            PosixFileAttributeView created = posix(path);
            if (created != null) {
                keepOwner(created, attributes);
                created.setPermissions(attributes.permissions());
            }
            return channel;
        } catch (IOException e) {
            channel.close();
            Files.deleteIfExists(path);
            throw e;
        }
    }

    private static void keepOwner(PosixFileAttributeView created, PosixFileAttributes attributes) {
        try {
            PosixFileAttributes own = created.readAttributes();
            if (!own.group().equals(attributes.group())) {
                created.setGroup(attributes.group());
            }
            if (!own.owner().equals(attributes.owner())) {
                created.setOwner(attributes.owner());
            }
        } catch (IOException e) {
            // Giving files away takes rights that most processes don't have: it stays ours.
        }
    }

    private static @Nullable PosixFileAttributeView posix(Path path) {
        return Files.getFileAttributeView(path, PosixFileAttributeView.class);
    }

    /** Locks a file, and sees that it is still there. */
    private static boolean holds(FileChannel channel, Path path) {
        try {
            FileLock lock = channel.tryLock();
            return lock != null && Files.exists(path, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            // Where nothing can be locked, nobody takes the file for abandoned either.
            return true;
        }
    }

    private static void removeAbandoned(Path target) throws IOException {
        Path folder = target.getParent();
        if (folder == null) {
            return;
        }
        String prefix = prefix(target);
        try (DirectoryStream<Path> siblings =
                Files.newDirectoryStream(folder, path -> isBeside(path, prefix))) {
            for (Path sibling : siblings) {
                removeIfAbandoned(sibling);
            }
        }
    }

    private static boolean isBeside(Path path, String prefix) {
        String name = path.getFileName().toString();
        return name.startsWith(prefix) && WRITER.matcher(name.substring(prefix.length())).matches();
    }

    private static void removeIfAbandoned(Path sibling) {
        try (FileChannel channel =
                FileChannel.open(sibling, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            if (channel.tryLock() != null) {
                Files.deleteIfExists(sibling);
            }
        } catch (IOException | OverlappingFileLockException e) {
            // Somebody's who is at work, or not ours to remove: nothing that this output needs.
        }
    }

    private static String prefix(Path target) {
        String name = target.getFileName().toString();
        while (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            name = name.substring(0, name.length() - 1);
        }
        return "." + name + MARK;
    }

    private static String writer() {
        return ProcessHandle.current().pid()
                + "-"
                + Long.toHexString(ThreadLocalRandom.current().nextLong());
    }
}
