package io.plimsoll.spill.failure;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Signals that bytes read back are not the bytes written: a torn, truncated, swapped, stale or
 * altered extent. The file is kept as evidence until its run is deleted or its manager closed.
 */
public final class SpillCorruptionException extends SpillException {

    private static final long serialVersionUID = 1L;

    private final String file;
    private final int extent;
    private final String what;

    /**
     * Creates the exception.
     *
     * @param file the damaged file
     * @param extent the number of the damaged extent in its file, from 0
     * @param what says what does not fit
     */
    public SpillCorruptionException(Path file, int extent, String what, @Nullable Throwable cause) {
        super("spill file=" + file + " extent=" + extent + " is corrupt: " + what, cause);
        this.file = file.toString();
        this.extent = extent;
        this.what = what;
    }

    /** The damaged file. */
    public Path file() {
        return Path.of(file);
    }

    /** The number of the damaged extent in its file, from 0. */
    public int extent() {
        return extent;
    }

    /** What does not fit. */
    public String what() {
        return what;
    }
}
