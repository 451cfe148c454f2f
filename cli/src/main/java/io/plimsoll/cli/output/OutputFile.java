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
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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

    private final String name;
    private final WritableByteChannel channel;
    private final @Nullable FileBeside beside;
    private final Thread deletion = new Thread(this::deleteUncommitted, "plimsoll-output-shutdown");
    private volatile boolean committed;

    private OutputFile(String name, WritableByteChannel channel, @Nullable FileBeside beside) {
        this.name = name;
        this.channel = channel;
        this.beside = beside;
        if (beside != null) {
            Runtime.getRuntime().addShutdownHook(deletion);
        }
    }

    /** Standard output. */
    @SuppressWarnings("resource") // The process's own descriptor stays open.
    public static OutputFile standardOutput() {
        return new OutputFile(
                "standard output", new FileOutputStream(FileDescriptor.out).getChannel(), null);
    }

    /**
     * A file.
     *
     * @throws OutputException when there can be none
     */
    public static OutputFile of(Path path) throws OutputException {
        try {
            if (Files.isDirectory(path)) {
                throw new OutputException(path.toString(), "is a folder (expected a file)", null);
            }
            boolean exists = Files.exists(path);
            if (exists && !Files.isRegularFile(path)) {
                return new OutputFile(
                        path.toString(), FileChannel.open(path, StandardOpenOption.WRITE), null);
            }
            if (exists && !Files.isWritable(path)) {
                throw new OutputException(
                        path.toString(), "not writable (permission denied)", null);
            }
            FileBeside beside =
                    FileBeside.create(exists ? path.toRealPath() : path.toAbsolutePath());
            return new OutputFile(path.toString(), beside.channel(), beside);
        } catch (NoSuchFileException e) {
            throw new OutputException(path.toString(), "no such folder", e);
        } catch (AccessDeniedException e) {
            throw new OutputException(path.toString(), "not writable (permission denied)", e);
        } catch (OutputException e) {
            throw e;
        } catch (IOException e) {
            throw new OutputException(path.toString(), "can't be written: " + e.getMessage(), e);
        }
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
                : new OutputException(name, "can't be written: " + cause.getMessage(), cause);
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

    /** Closes it; what was not committed is deleted, where it is a file. Idempotent. */
    @Override
    public void close() {
        if (beside == null) {
            return;
        }
        deleteUncommitted();
        try {
            Runtime.getRuntime().removeShutdownHook(deletion);
        } catch (IllegalStateException e) {
            // The process ends, and the hook finds nothing left.
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
