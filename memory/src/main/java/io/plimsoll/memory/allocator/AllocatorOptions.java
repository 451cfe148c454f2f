package io.plimsoll.memory.allocator;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.snapshot.AllocatorFigures;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What can be chosen about an allocator.
 *
 * @param name for reports
 * @param retainBytes how many bytes of idle pages are kept at hand
 * @param checkUseAfterFree whether a {@link MemoryBlock} stays dead for ever once freed: costs an
 *     object for each block. Otherwise the object serves the next block at that address
 * @param onLeak learns of blocks that are live when the allocator closes
 */
public record AllocatorOptions(
        String name,
        long retainBytes,
        boolean checkUseAfterFree,
        Consumer<AllocatorFigures> onLeak) {

    /** What is kept at hand is that part of the pool's maximum, and no more than 4 MiB. */
    private static final int RETAINED_SHARE = 32;

    private static final long MAX_RETAIN_BYTES = 4L << 20;

    private static final Consumer<AllocatorFigures> LOG = AllocatorOptions::logLeak;

    /** Checks the options. */
    public AllocatorOptions {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(onLeak, "onLeak");
        if (retainBytes < 0) {
            throw new IllegalArgumentException(
                    "retainBytes=" + retainBytes + " (expected 0 or more)");
        }
    }

    /**
     * Returns what is usual: use after free is checked exactly if assertions are on, and leaks are
     * a warning of the system logger, unless the manager reports them with their sites.
     */
    public static AllocatorOptions defaults(String name, MemoryPool pool) {
        return defaults(name, pool.maxBytes());
    }

    static AllocatorOptions defaults(String name, long maxBytes) {
        return new AllocatorOptions(
                name,
                Math.min(MAX_RETAIN_BYTES, maxBytes / RETAINED_SHARE),
                AllocatorOptions.class.desiredAssertionStatus(),
                LOG);
    }

    /** Returns these options with another amount of idle memory at hand. */
    public AllocatorOptions withRetainBytes(long bytes) {
        return new AllocatorOptions(name, bytes, checkUseAfterFree, onLeak);
    }

    /** Returns these options with or without objects that stay dead. */
    public AllocatorOptions withCheckUseAfterFree(boolean wanted) {
        return new AllocatorOptions(name, retainBytes, wanted, onLeak);
    }

    /** Returns these options with another listener. */
    public AllocatorOptions withOnLeak(Consumer<AllocatorFigures> listener) {
        return new AllocatorOptions(name, retainBytes, checkUseAfterFree, listener);
    }

    /**
     * Tells of blocks that were live at the end; the log not once more what it was told with sites.
     */
    void tellLeak(AllocatorFigures left, boolean sitesTold) {
        if (!sitesTold || !onLeak.equals(LOG)) {
            onLeak.accept(left);
        }
    }

    private static void logLeak(AllocatorFigures left) {
        System.getLogger(AllocatorOptions.class.getName())
                .log(
                        System.Logger.Level.WARNING,
                        "allocator={0} of pool={1}: closed with blocks out: {2}, of {3} bytes (expected all"
                                + " freed; LeakDetection.ADVANCED says where they were allocated)",
                        left.name(),
                        left.pool(),
                        String.valueOf(left.liveBlocks()),
                        String.valueOf(left.liveBytes()));
    }
}
