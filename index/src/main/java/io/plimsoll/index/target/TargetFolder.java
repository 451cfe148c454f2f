package io.plimsoll.index.target;

import io.plimsoll.index.IndexException;
import io.plimsoll.index.IndexTargetException;
import io.plimsoll.index.IndexWriteException;
import io.plimsoll.index.format.FileKind;
import io.plimsoll.index.format.Manifest;
import io.plimsoll.index.format.SealedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Where the index is to be, and how it gets there at once.
 *
 * <p>A folder that does not exist yet appears by one rename, complete. In an existing one, new
 * files are moved in under names that no file there has, then the manifest is replaced by one
 * rename: at that instant the old index becomes the new one. Then the files of the old one are
 * deleted; whoever has them open reads on.
 *
 * <p>Thread rule: one thread.
 */
public final class TargetFolder implements AutoCloseable {

    private static final String STAGING_MARK = ".plimsoll-building-";

    private final Path target;
    private final boolean exists;
    private final StagingFolder staging;

    private TargetFolder(Path target, boolean exists, StagingFolder staging) {
        this.target = target;
        this.exists = exists;
        this.staging = staging;
    }

    /**
     * Checks that an index may be put there and makes a folder to build it in.
     *
     * @throws IndexTargetException if something else is there, or another build is at work
     */
    public static TargetFolder prepare(Path wanted) throws IOException {
        boolean exists = Files.exists(wanted);
        Path target = exists ? wanted.toRealPath() : wanted.toAbsolutePath().normalize();
        Path parent = target.getParent();
        if (exists) {
            requireReplaceable(wanted, target);
        } else if (parent == null || !Files.isDirectory(parent)) {
            throw new IndexTargetException(wanted, "the folder that it would be in does not exist");
        }
        Path place = exists || parent == null ? target : parent;
        String prefix = exists ? STAGING_MARK : "." + target.getFileName() + STAGING_MARK;
        StagingFolder staging;
        try {
            staging = StagingFolder.create(place, prefix);
        } catch (IOException failure) {
            throw IndexWriteException.of(wanted, failure);
        }
        if (staging.sweepOthers(place, prefix)) {
            staging.close();
            throw new IndexTargetException(wanted, "another process is building an index there");
        }
        return new TargetFolder(target, exists, staging);
    }

    private static void requireReplaceable(Path wanted, Path target) throws IOException {
        if (!Files.isDirectory(target)) {
            throw new IndexTargetException(wanted, "not a folder");
        }
        if (Files.exists(Manifest.in(target))) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(target)) {
            for (Path file : files) {
                if (!isOurs(file.getFileName().toString())) {
                    throw new IndexTargetException(
                            wanted, "neither empty nor an index: it will not be replaced");
                }
            }
        } catch (AccessDeniedException denied) {
            throw new IndexTargetException(wanted, "permission denied");
        }
    }

    /** Whether a build that was killed may have left a file of that name. */
    private static boolean isOurs(String name) {
        return name.startsWith(STAGING_MARK)
                || name.equals(StagingFolder.LOCK_NAME)
                || FileKind.isFileName(name);
    }

    /** The folder to write the files to. */
    public Path staging() {
        return staging.path();
    }

    /** Folders that belong to the index and are no input. */
    public List<Path> ownFolders() {
        return List.of(target, staging.path());
    }

    /** Puts the index, complete but for its manifest, in its place. */
    public void publish(Manifest manifest) throws IndexException {
        Path written = Manifest.in(staging.path());
        try {
            write(written, manifest.encode());
            if (exists) {
                moveInto(manifest, written);
            } else {
                force(staging.path());
                Files.move(staging.path(), target, StandardCopyOption.ATOMIC_MOVE);
                force(target.resolveSibling("."));
                Files.deleteIfExists(target.resolve(StagingFolder.LOCK_NAME));
            }
        } catch (IOException failure) {
            throw IndexWriteException.of(target, failure);
        }
    }

    private void moveInto(Manifest manifest, Path written) throws IOException {
        for (SealedFile file : manifest.files()) {
            Files.move(
                    staging.path().resolve(file.name()),
                    target.resolve(file.name()),
                    StandardCopyOption.ATOMIC_MOVE);
        }
        force(target);
        Files.move(written, Manifest.in(target), StandardCopyOption.ATOMIC_MOVE);
        force(target);
        List<String> current = manifest.files().stream().map(SealedFile::name).toList();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(target)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (FileKind.isFileName(name) && !current.contains(name)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    /** Makes the names in a folder durable, where the platform can. */
    private static void force(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException unsupported) {
            // Windows opens no folders; there a rename is as durable as it gets.
        }
    }

    /** Bytes of the index as it is on disk. */
    public static long sizeBytes(Manifest manifest) {
        return manifest.encode().length
                + manifest.files().stream().mapToLong(SealedFile::sizeBytes).sum();
    }

    @Override
    public void close() throws IOException {
        staging.close();
    }
}
