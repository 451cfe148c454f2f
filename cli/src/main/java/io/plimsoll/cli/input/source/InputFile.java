package io.plimsoll.cli.input.source;

import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * An input that a user named: a file, a file compressed with gzip, or standard input.
 *
 * @param name what the user called it
 * @param path where it is; null for standard input
 */
public record InputFile(String name, @Nullable Path path) {

    private static final String STANDARD_INPUT = "-";

    /**
     * The input of an argument: {@code -} is standard input, anything else a path.
     *
     * @throws InputException when it can be no path
     */
    public static InputFile of(String argument) throws InputException {
        if (argument.equals(STANDARD_INPUT)) {
            return new InputFile("standard input", null);
        }
        if (argument.isEmpty()) {
            throw new InputException("''", "is no name (expected that of a file)", null);
        }
        try {
            return new InputFile(argument, Path.of(argument));
        } catch (InvalidPathException e) {
            throw new InputException(argument, "no such file (" + e.getReason() + ")", e);
        }
    }

    /**
     * Checks that it can be read.
     *
     * @throws InputException when it is missing, a folder, or not readable
     */
    public void check() throws InputException {
        if (path == null) {
            return;
        }
        if (!Files.exists(path)) {
            throw new InputException(name, "no such file", null);
        }
        if (Files.isDirectory(path)) {
            throw new InputException(name, "is a folder (expected a file)", null);
        }
        if (!Files.isReadable(path)) {
            throw new InputException(name, "not readable (permission denied)", null);
        }
    }

    /** Its size in bytes as it is stored; 0 when that can't be known. */
    public long storedBytes() {
        try {
            return path != null && Files.isRegularFile(path) ? Files.size(path) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Opens it, uncompressed. */
    @SuppressWarnings("resource") // The process's own descriptor stays open.
    public ByteSource open(ReadCounter counter) throws InputException {
        try {
            if (path == null) {
                return new ChannelSource(
                        counter.counting(new FileInputStream(FileDescriptor.in).getChannel()),
                        true);
            }
            ReadableByteChannel channel =
                    counter.counting(FileChannel.open(path, StandardOpenOption.READ));
            return isGzip() ? new GzipSource(channel) : new ChannelSource(channel, false);
        } catch (NoSuchFileException e) {
            throw new InputException(name, "no such file", e);
        } catch (AccessDeniedException e) {
            throw new InputException(name, "not readable (permission denied)", e);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** What a failure while reading it means to its user. */
    public InputException failure(IOException cause) {
        String problem =
                switch (cause) {
                    case ZipException _ -> "truncated or corrupt gzip data";
                    case EOFException _ -> "truncated or corrupt gzip data";
                    default -> "can't be read";
                };
        return new InputException(name, problem + " (" + cause.getMessage() + ")", cause);
    }

    private boolean isGzip() {
        return name.endsWith(".gz");
    }
}
