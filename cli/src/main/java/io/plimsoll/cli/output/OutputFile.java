package io.plimsoll.cli.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Where output goes: standard output, or a file that comes into being complete or not at all.
 *
 * <p>A file is written {@linkplain FileBeside beside} its place and renamed in the end; until then
 * whatever was there stays, and may be an input. A file that isn't a regular one, such as a pipe or
 * a device, is written directly. Not thread-safe.
 */
public final class OutputFile implements AutoCloseable {

    /** More than file systems follow. */
    private static final int MAX_LINKS = 64;

    private final String name;
    private final WritableByteChannel channel;
    private final boolean isStandardOutput;
    private final @Nullable FileBeside beside;
    private final Thread deletion = new Thread(this::deleteUncommitted, "plimsoll-output-shutdown");
    private volatile boolean committed;

    private OutputFile(
            String name,
            WritableByteChannel channel,
            boolean isStandardOutput,
            @Nullable FileBeside beside) {
        this.name = name;
        this.channel = channel;
        this.isStandardOutput = isStandardOutput;
        this.beside = beside;
        if (beside != null) {
            Runtime.getRuntime().addShutdownHook(deletion);
        }
    }

    /** Standard output. */
    @SuppressWarnings("resource") // The process's own descriptor stays open.
    public static OutputFile standardOutput() {
        return new OutputFile(
                "standard output",
                new FileOutputStream(FileDescriptor.out).getChannel(),
                true,
                null);
    }

    /**
     * A file.
     *
     * @throws OutputException when there can be none
     */
    public static OutputFile of(Path path) throws OutputException {
        String name = path.toString();
        if (name.isEmpty()) {
            throw new OutputException("''", "is no name (expected that of a file)", null);
        }
        if (Files.isDirectory(path)) {
            throw new OutputException(name, "is a folder (expected a file)", null);
        }
        try {
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                FileChannel device = FileChannel.open(path, StandardOpenOption.WRITE);
                return new OutputFile(name, device, false, null);
            }
            if (Files.exists(path) && !Files.isWritable(path)) {
                throw new OutputException(name, "not writable (permission denied)", null);
            }
            FileBeside beside = FileBeside.create(target(path));
            return new OutputFile(name, beside.channel(), false, beside);
        } catch (OutputException e) {
            throw e;
        } catch (AccessDeniedException e) {
            throw new OutputException(name, notWritable(path), e);
        } catch (IOException e) {
            throw new OutputException(name, "can't be written (" + reason(e) + ")", e);
        }
    }

    /**
     * Sees whether there can be such a file, before there is anything to write.
     *
     * @throws OutputException when there can be none
     */
    public static void check(Path path) throws OutputException {
        // To open a pipe would let its reader see an end.
        if (!Files.exists(path) || Files.isRegularFile(path) || Files.isDirectory(path)) {
            of(path).close();
        }
    }

    /** The file that a path means, links followed; it needn't exist, its folder must. */
    private static Path target(Path path) throws IOException {
        Path target = path.toAbsolutePath();
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MAX_LINKS) {
                throw new OutputException(path.toString(), "is a link to itself", null);
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        Path folder = target.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new OutputException(path.toString(), "no such folder: " + folder, null);
        }
        return target;
    }

    private static String notWritable(Path path) {
        return Files.isRegularFile(path)
                ? "its folder is not writable (permission denied; an output is written beside the"
                        + " file that it replaces)"
                : "not writable (permission denied)";
    }

    /** What is written to. */
    public WritableByteChannel channel() {
        return channel;
    }

    /** As a stream, which fails with an {@link OutputException}, and leaves this open. */
    public OutputStream stream() {
        return new FilterOutputStream(Channels.newOutputStream(channel)) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws OutputException {
                try {
                    out.write(bytes, offset, length);
                } catch (IOException e) {
                    throw failure(e);
                }
            }

            @Override
            public void close() {}
        };
    }

    /** What a failure while writing means to the user. */
    public OutputException failure(IOException cause) {
        boolean closedPipe = "Broken pipe".equals(cause.getMessage());
        return closedPipe
                ? new ClosedPipeException(name, cause)
                : new OutputException(name, "can't be written (" + reason(cause) + ")", cause);
    }

    private static String reason(IOException cause) {
        String reason =
                cause instanceof FileSystemException failure
                        ? failure.getReason()
                        : cause.getMessage();
        return reason == null ? cause.getClass().getSimpleName() : reason;
    }

    /** Puts the finished file in its place. */
    public void commit() throws OutputException {
        try {
            if (beside != null) {
                beside.replaceTarget();
            }
            committed = true;
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * Closes it, but for standard output; what was not committed is deleted, where it is a file.
     * Idempotent.
     */
    @Override
    public void close() {
        if (beside == null) {
            closeDevice();
            return;
        }
        deleteUncommitted();
        try {
            Runtime.getRuntime().removeShutdownHook(deletion);
        } catch (IllegalStateException e) {
            // The process ends, and the hook finds nothing left.
        }
    }

    private void closeDevice() {
        if (!isStandardOutput) {
            try {
                channel.close();
            } catch (IOException e) {
                // All was written before.
            }
        }
    }

    private void deleteUncommitted() {
        if (beside != null && !committed) {
            try {
                beside.delete();
            } catch (IOException e) {
                // It stays, unlocked: the next output to the same place removes it.
            }
        }
    }
}
