package io.plimsoll.spill.file;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** The file systems of this machine, through {@link FileChannel}. */
public final class LocalFileSystem implements SpillFileSystem {

    /**
     * Below this much free space a failed write counts as "disk full", whatever the (localised)
     * message of the system says.
     */
    private static final long NO_ROOM_BYTES = 1 << 20;

    /** Creates the access; it has no state. */
    public LocalFileSystem() {}

    @Override
    public SpillFile open(Path path, OpenMode mode) throws IOException {
        return switch (mode) {
            case CREATE -> create(path);
            case APPEND -> opened(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            case READ -> opened(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        };
    }

    private static SpillFile create(Path path) throws IOException {
        try {
            return opened(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            throw classified(path, e);
        }
    }

    private static SpillFile opened(Path path, OpenOption... options) throws IOException {
        return new ChannelFile(path, FileChannel.open(path, options));
    }

    @Override
    public void deleteIfExists(Path path) throws IOException {
        Files.deleteIfExists(path);
    }

    @Override
    public long usableBytes(Path directory) {
        File file = directory.toFile();
        long usableBytes = file.getUsableSpace();
        return usableBytes == 0 && file.getTotalSpace() == 0 ? -1 : usableBytes;
    }

    private static IOException classified(Path path, IOException failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        boolean full =
                message.contains("no space left")
                        || message.contains("quota exceeded")
                        || message.contains("not enough space")
                        || lacksRoom(path);
        return full ? new DiskFullException("no room to write file=" + path, failure) : failure;
    }

    private static boolean lacksRoom(Path path) {
        Path directory = path.toAbsolutePath().getParent();
        return directory != null
                && Files.isDirectory(directory)
                && directory.toFile().getTotalSpace() > 0
                && directory.toFile().getUsableSpace() < NO_ROOM_BYTES;
    }

    private record ChannelFile(Path path, FileChannel channel) implements SpillFile {

        @Override
        public void position(long offsetBytes) throws IOException {
            channel.position(offsetBytes);
        }

        @Override
        public long write(ByteBuffer[] buffers, int first, int count) throws IOException {
            try {
                return channel.write(buffers, first, count);
            } catch (IOException e) {
                throw classified(path, e);
            }
        }

        @Override
        public long read(ByteBuffer[] buffers, int first, int count) throws IOException {
            return channel.read(buffers, first, count);
        }

        @Override
        public void truncate(long sizeBytes) throws IOException {
            channel.truncate(sizeBytes);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
