package io.plimsoll.spill;

import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.MemoryReservationException;
import io.plimsoll.spill.choice.CodecChoice;
import io.plimsoll.spill.codec.BlockCodecs;
import io.plimsoll.spill.codec.Codec;
import io.plimsoll.spill.extent.ExtentLayout;
import io.plimsoll.spill.extent.ExtentScratch;
import io.plimsoll.spill.failure.SpillIOException;
import io.plimsoll.spill.file.LocalFileSystem;
import io.plimsoll.spill.file.SpillFileSystem;
import io.plimsoll.spill.space.SpaceLimits;
import io.plimsoll.spill.space.SpillFiles;
import io.plimsoll.spill.thread.IoThreads;
import io.plimsoll.spill.transfer.SpillContext;
import io.plimsoll.spill.transfer.SpillCounters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Describes an {@link IOManager}.
 *
 * <p>Thread rule: one thread.
 */
public final class IOManagerBuilder {

    /**
     * Larger extents gain no throughput worth their memory: a system call and a hand-over are paid
     * for by then.
     */
    private static final int EXTENT_BYTES = 512 << 10;

    /**
     * Small enough that reading frees disk space early, large enough that creating and deleting
     * files costs nothing.
     */
    private static final long FILE_BYTES = 64 << 20;

    /** Well below the 1024 that many systems grant a process. */
    private static final int DESCRIPTORS_MAX = 256;

    /** In the order in which they are tried out; those that gain least of others last. */
    private static final List<Codec> ADAPTIVE_CODECS =
            List.of(Codec.LZ4, Codec.ZSTD, Codec.SNAPPY, Codec.ZSTD_FAST);

    private final Map<Path, Long> quotaBytes = new LinkedHashMap<>();
    private @Nullable MemoryPool memory;
    private SpillFileSystem fileSystem = new LocalFileSystem();
    private SpillCodec codec = SpillCodec.ADAPTIVE;
    private int ioThreads = 2;
    private int extentPages;
    private int writeBehindExtents = 4;
    private int descriptorsMax = DESCRIPTORS_MAX;
    private long quotaInAllBytes = Long.MAX_VALUE;
    private long reservedFreeBytes = -1;
    private LongSupplier nanoClock = System::nanoTime;
    private long fileBytes = FILE_BYTES;

    IOManagerBuilder() {}

    /** Spills to these directories in turn, without quotas. They are created if missing. */
    public IOManagerBuilder directories(List<Path> directories) {
        directories.forEach(directory -> directory(directory, Long.MAX_VALUE));
        return this;
    }

    /** Spills to {@code directory} too, at most {@code quotaBytes} at a time. */
    public IOManagerBuilder directory(Path directory, long quotaBytes) {
        this.quotaBytes.put(
                directory.toAbsolutePath().normalize(), atLeast("quotaBytes", quotaBytes, 0));
        return this;
    }

    /** Bounds the bytes of all files together; only directories' quotas do unless set. */
    public IOManagerBuilder quotaBytes(long quotaBytes) {
        this.quotaInAllBytes = atLeast("quotaBytes", quotaBytes, 0);
        return this;
    }

    /**
     * Keeps so many bytes free on the disk of each directory for others; unless set, 128 MiB, or a
     * thirty-second of what is free at the start if that is less.
     */
    public IOManagerBuilder reservedFreeBytes(long reservedFreeBytes) {
        this.reservedFreeBytes = atLeast("reservedFreeBytes", reservedFreeBytes, 0);
        return this;
    }

    /** The time, by which directories that failed are tried again; the system's unless set. */
    IOManagerBuilder nanoClock(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        return this;
    }

    /** The pool that the workspace is reserved from. Required. */
    public IOManagerBuilder memory(MemoryPool workspace) {
        this.memory = workspace;
        return this;
    }

    /** How extents are stored; {@link SpillCodec#ADAPTIVE} unless set. */
    public IOManagerBuilder codec(SpillCodec codec) {
        this.codec = codec;
        return this;
    }

    /**
     * The number of I/O threads; 2 unless set, so that reading and writing go on at the same time.
     */
    public IOManagerBuilder ioThreads(int ioThreads) {
        this.ioThreads = (int) atLeast("ioThreads", ioThreads, 1);
        return this;
    }

    /** The most pages of an extent; as many as make 512 KiB unless set. */
    public IOManagerBuilder extentPages(int extentPages) {
        if (extentPages < 1 || extentPages > ExtentLayout.PAGES_MAX) {
            throw new IllegalArgumentException(
                    "extentPages=%d (expected 1 to %d)"
                            .formatted(extentPages, ExtentLayout.PAGES_MAX));
        }
        this.extentPages = extentPages;
        return this;
    }

    /** The most extents of a writer that wait for disk; 4 unless set. */
    public IOManagerBuilder writeBehindExtents(int writeBehindExtents) {
        this.writeBehindExtents = (int) atLeast("writeBehindExtents", writeBehindExtents, 1);
        return this;
    }

    /**
     * The length at which a run goes on in a new file; 64 MiB unless set. Consumed files can be
     * deleted while reading.
     */
    public IOManagerBuilder fileBytes(long fileBytes) {
        this.fileBytes = atLeast("fileBytes", fileBytes, 1);
        return this;
    }

    /**
     * The most file descriptors open at a time, at least one for each I/O thread; 256 unless set.
     */
    public IOManagerBuilder descriptorsMax(int descriptorsMax) {
        this.descriptorsMax = (int) atLeast("descriptorsMax", descriptorsMax, 1);
        return this;
    }

    /** The file operations; those of this machine unless set. */
    public IOManagerBuilder fileSystem(SpillFileSystem fileSystem) {
        this.fileSystem = fileSystem;
        return this;
    }

    /**
     * What is reserved from the pool for pages of {@code pageSizeBytes}: mostly room for compressed
     * extents, none without codec.
     */
    public long workspaceBytes(int pageSizeBytes) {
        return ioThreads
                * ExtentScratch.bytesMax(
                        extentPagesFor(pageSizeBytes), pageSizeBytes, codecs(pageSizeBytes));
    }

    /** What may be used. With small extents, Snappy and Zstd would take more memory than those. */
    private List<Codec> codecs(int pageSizeBytes) {
        return switch (codec) {
            case NONE -> List.of();
            case LZ4 -> List.of(Codec.LZ4);
            case SNAPPY -> List.of(Codec.SNAPPY);
            case ZSTD -> List.of(Codec.ZSTD);
            case ADAPTIVE -> {
                long extentBytes = (long) extentPagesFor(pageSizeBytes) * pageSizeBytes;
                long stateBytes = BlockCodecs.stateBytesMax(ADAPTIVE_CODECS, pageSizeBytes);
                yield stateBytes <= extentBytes / 2 ? ADAPTIVE_CODECS : List.of(Codec.LZ4);
            }
        };
    }

    /**
     * Sweeps what dead processes left in the directories, creates this one's folders, reserves the
     * workspace and starts the threads.
     *
     * @throws MemoryReservationException if the pool does not have {@link #workspaceBytes}
     * @throws SpillIOException if no directory can be used; those that cannot are tried again later
     *     otherwise
     */
    public IOManager build() throws SpillIOException, MemoryReservationException {
        MemoryPool pool = memory;
        if (pool == null) {
            throw new IllegalStateException("memory=null (expected a pool for the workspace)");
        }
        if (quotaBytes.isEmpty()) {
            throw new IllegalStateException("directories=[] (expected one at least)");
        }
        if (descriptorsMax < ioThreads) {
            throw new IllegalStateException(
                    "descriptorsMax=%d (expected at least ioThreads=%d)"
                            .formatted(descriptorsMax, ioThreads));
        }
        int pageSizeBytes = pool.pageSizeBytes();
        long workspaceBytes = workspaceBytes(pageSizeBytes);
        pool.reserve(workspaceBytes);
        try {
            return opened(pool, pageSizeBytes, workspaceBytes);
        } catch (IOException e) {
            pool.unreserve(workspaceBytes);
            throw new SpillIOException("no spill directory can be used", e);
        } catch (RuntimeException | Error e) {
            pool.unreserve(workspaceBytes);
            throw e;
        }
    }

    private IOManager opened(MemoryPool pool, int pageSizeBytes, long workspaceBytes)
            throws IOException {
        SpaceLimits limits =
                new SpaceLimits(quotaInAllBytes, reservedFreeBytes, descriptorsMax, nanoClock);
        SpillFiles files = SpillFiles.open(fileSystem, limits, quotaBytes);
        try {
            return manager(files, pool, pageSizeBytes, workspaceBytes);
        } catch (RuntimeException | Error e) {
            files.close();
            throw e;
        }
    }

    private IOManager manager(
            SpillFiles files, MemoryPool pool, int pageSizeBytes, long workspaceBytes) {
        int pages = extentPagesFor(pageSizeBytes);
        List<ExtentScratch> scratches = new ArrayList<>();
        for (int i = 0; i < ioThreads; i++) {
            scratches.add(new ExtentScratch(pages, pageSizeBytes));
        }
        List<Codec> codecs = codecs(pageSizeBytes);
        CodecChoice choice =
                switch (codec) {
                    case NONE -> CodecChoice.fixed(Codec.NONE);
                    case LZ4, SNAPPY, ZSTD -> CodecChoice.fixed(codecs.getFirst());
                    case ADAPTIVE -> CodecChoice.adaptive(codecs);
                };
        SpillContext context =
                new SpillContext(
                        files,
                        new IoThreads(scratches),
                        choice,
                        new SpillCounters(),
                        ConcurrentHashMap.newKeySet(),
                        pageSizeBytes,
                        fileBytes);
        return new IOManager(context, pool, workspaceBytes, pages, writeBehindExtents);
    }

    private int extentPagesFor(int pageSizeBytes) {
        return extentPages > 0
                ? extentPages
                : Math.clamp(EXTENT_BYTES / pageSizeBytes, 1, ExtentLayout.PAGES_MAX);
    }

    private static long atLeast(String name, long value, long min) {
        if (value < min) {
            throw new IllegalArgumentException(
                    "%s=%d (expected %d or more)".formatted(name, value, min));
        }
        return value;
    }
}
