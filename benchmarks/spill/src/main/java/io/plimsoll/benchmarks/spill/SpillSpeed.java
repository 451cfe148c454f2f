package io.plimsoll.benchmarks.spill;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.spill.IOManager;
import io.plimsoll.spill.SpillCodec;
import io.plimsoll.spill.SpillReader;
import io.plimsoll.spill.SpillWriter;
import io.plimsoll.spill.run.SpillRun;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Writes and reads back the same pages with each codec and, as a measure, to a plain file in pieces
 * of the same size: {@code DIRECTORY MEBIBYTES ROUNDS}. Prints the median of the rounds, in
 * mebibytes of raw data a second for both ways together, and its part of the plain file's.
 */
public final class SpillSpeed {

    private static final int PAGE_BYTES = 32 << 10;
    private static final int EXTENT_PAGES = 16;
    private static final int DISTINCT_PAGES = 256;

    private final Path directory;
    private final int pages;
    private final int rounds;

    private SpillSpeed(Path directory, int mebibytes, int rounds) {
        this.directory = directory;
        this.pages = mebibytes * ((1 << 20) / PAGE_BYTES);
        this.rounds = rounds;
    }

    /** Measures and prints a Markdown table. */
    public static void main(String[] args) throws Exception {
        new SpillSpeed(
                        Path.of(args[0]).toAbsolutePath(),
                        Integer.parseInt(args[1]),
                        Integer.parseInt(args[2]))
                .run();
    }

    private void run() throws Exception {
        System.out.println("| pages | stored | MiB/s | of plain | on disk |");
        System.out.println("|---|---|---:|---:|---:|");
        for (PageKind kind : PageKind.values()) {
            byte[][] data = data(kind);
            measure(kind, data);
        }
    }

    /** All ways take turns in each round, so that what the machine does meanwhile meets all. */
    private void measure(PageKind kind, byte[][] data) throws Exception {
        SpillCodec[] codecs = SpillCodec.values();
        long[][] nanos = new long[codecs.length + 1][rounds];
        double[] left = new double[codecs.length];
        try (MemoryManager memory = MemoryManager.create(64L << 20, PAGE_BYTES)) {
            for (int round = -1; round < rounds; round++) {
                for (int way = 0; way <= codecs.length; way++) {
                    long start = System.nanoTime();
                    if (way == 0) {
                        plainFile(data);
                    } else {
                        left[way - 1] = spill(memory, codecs[way - 1], data);
                    }
                    nanos[way][Math.max(0, round)] = System.nanoTime() - start;
                }
            }
        }
        double plain = median(nanos[0]);
        print(kind, "plain file", plain, plain, 1);
        for (int i = 0; i < codecs.length; i++) {
            print(kind, codecs[i].name(), median(nanos[i + 1]), plain, left[i]);
        }
    }

    private void print(PageKind kind, String way, double nanos, double plain, double left) {
        double speed = pages * (double) PAGE_BYTES / (1 << 20) / (nanos / 1e9);
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.0f | %.2f | %.2f |%n",
                kind.name().toLowerCase(Locale.ROOT),
                way,
                speed,
                plain / nanos,
                left);
    }

    private static double median(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static byte[][] data(PageKind kind) {
        Random random = new Random(1);
        byte[][] data = new byte[DISTINCT_PAGES][];
        for (int i = 0; i < DISTINCT_PAGES; i++) {
            data[i] = kind.page(random, PAGE_BYTES);
        }
        return data;
    }

    /** Filled, written, read and looked at like the others, with one thread and no checksum. */
    private void plainFile(byte[][] data) throws IOException {
        Path file = directory.resolve("plain-file");
        ByteBuffer extent = ByteBuffer.allocateDirect(PAGE_BYTES * EXTENT_PAGES);
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            for (int page = 0; page < pages; page++) {
                extent.put(data[page % DISTINCT_PAGES]);
                if (!extent.hasRemaining()) {
                    channel.write(extent.flip());
                    extent.clear();
                }
            }
            channel.position(0);
            long seen = 0;
            while (channel.read(extent.clear()) > 0) {
                seen += extent.get(0);
            }
            check(seen != Long.MIN_VALUE);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private double spill(MemoryManager memory, SpillCodec codec, byte[][] data) throws Exception {
        try (MemoryPool workspace = memory.rootPool().newChild("workspace", 0, 8 << 20);
                MemoryPool pool = memory.rootPool().newChild("pages", 0, 16 << 20);
                IOManager io =
                        IOManager.builder()
                                .directories(List.of(directory))
                                .memory(workspace)
                                .codec(codec)
                                .extentPages(EXTENT_PAGES)
                                .build()) {
            SpillRun run = write(io, pool, data);
            try (SpillReader reader = io.newReaderDeleting(run, pool, 2)) {
                int found = 0;
                for (MemorySegment p = reader.nextPage(); p != null; p = reader.nextPage()) {
                    check(p.get(100) == data[found % DISTINCT_PAGES][100]);
                    found++;
                    reader.recycle(p);
                }
                check(found == pages);
            }
            return (double) run.storedBytes() / run.rawBytes();
        }
    }

    private SpillRun write(IOManager io, MemoryPool pool, byte[][] data) throws Exception {
        try (SpillWriter writer = io.newWriter("speed")) {
            for (int page = 0; page < pages; page++) {
                MemorySegment next = pool.tryAllocatePage();
                while (next == null) {
                    check(writer.awaitRecycled());
                    next = pool.tryAllocatePage();
                }
                next.put(0, data[page % DISTINCT_PAGES]);
                writer.write(next, PAGE_BYTES);
            }
            return writer.finish();
        }
    }

    private static void check(boolean holds) {
        if (!holds) {
            throw new IllegalStateException("the pages that came back are not those written");
        }
    }
}
