package io.plimsoll.spill.space;

import io.plimsoll.spill.file.SpillFile;
import io.plimsoll.spill.file.SpillFileSystem.OpenMode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that somebody writes or reads, and its place in it. Its descriptor may be closed between
 * two uses and opened again.
 *
 * <p>Thread rule: one user at a time; the descriptor is guarded by {@link OpenFiles}.
 */
public final class OpenFile {

    private final Path path;
    OpenMode mode;
    @Nullable SpillFile descriptor;
    private long offsetBytes;

    OpenFile(Path path, OpenMode mode, long offsetBytes) {
        this.path = path;
        this.mode = mode;
        this.offsetBytes = offsetBytes;
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Where the next extent starts. */
    public long offsetBytes() {
        return offsetBytes;
    }

    /** Notes that {@code bytes} have been written or read. */
    public void advance(long bytes) {
        offsetBytes += bytes;
    }
}
