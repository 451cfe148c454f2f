package io.plimsoll.index;

import java.nio.file.Path;

/** Bytes of an index are not the ones that were written; says in which file and where. */
public final class IndexCorruptionException extends IndexException {

    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final long offset;

    /**
     * @param file the damaged file
     * @param offset position of the damaged part in the file, in bytes
     * @param what what is wrong there
     */
    public IndexCorruptionException(Path file, long offset, String what) {
        super(file + ": corrupt at byte " + offset + ": " + what, null);
        this.file = file;
        this.offset = offset;
    }

    public Path file() {
        return file;
    }

    public long offset() {
        return offset;
    }
}
