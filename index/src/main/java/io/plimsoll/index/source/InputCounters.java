package io.plimsoll.index.source;

import java.util.concurrent.atomic.LongAdder;

/**
 * What was read so far.
 *
 * <p>Thread rule: any thread may count and read; sums are exact once the counting threads are done.
 */
public final class InputCounters {

    private final LongAdder files = new LongAdder();
    private final LongAdder bytesRead = new LongAdder();
    private final LongAdder skippedFiles = new LongAdder();

    public InputCounters() {}

    /** Files and streams handed out so far; an archive counts once. */
    public long files() {
        return files.sum();
    }

    /** Bytes of those read so far, as stored. */
    public long bytesRead() {
        return bytesRead.sum();
    }

    /** Things in folders that have no readable content. */
    public long skippedFiles() {
        return skippedFiles.sum();
    }

    void addFile() {
        files.increment();
    }

    void addSkippedFile() {
        skippedFiles.increment();
    }

    LongAdder bytesAdder() {
        return bytesRead;
    }
}
