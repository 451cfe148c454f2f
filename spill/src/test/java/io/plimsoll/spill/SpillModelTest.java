package io.plimsoll.spill;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.spill.run.SpillRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** Several runs written and read in random turns, against lists of byte arrays. */
class SpillModelTest {

    private Path directory;

    record Options(
            int pageSizeBytes,
            SpillCodec codec,
            int extentPages,
            int ioThreads,
            int writeBehindExtents,
            long fileBytes,
            int descriptorsMax,
            int extentsAhead) {}

    @BeforeProperty
    void createDirectory() throws IOException {
        directory = Files.createTempDirectory("spill-model");
    }

    @AfterProperty
    void deleteDirectory() throws IOException {
        Files.delete(directory);
    }

    @Provide
    Arbitrary<Options> options() {
        return Combinators.combine(
                        Arbitraries.of(4096, 8192, 32768),
                        Arbitraries.of(SpillCodec.class),
                        Arbitraries.integers().between(1, 9),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.of(1L, 10_000L, 100_000L, 1L << 30),
                        Arbitraries.integers().between(3, 6),
                        Arbitraries.integers().between(0, 3))
                .as(Options::new);
    }

    @Property(tries = 60)
    void runsAreWhatWasWritten(
            @ForAll("options") Options options,
            @ForAll @IntRange(min = 1, max = 4) int runCount,
            @ForAll long seed)
            throws Exception {
        Random random = new Random(seed);
        MemoryManager memory = MemoryManager.create(16 << 20, options.pageSizeBytes());
        MemoryPool pool = memory.rootPool().newChild("pool", 0, 16 << 20);
        try (IOManager io = open(options, pool)) {
            long workspaceBytes = pool.usedBytes();
            List<List<byte[]>> model = new ArrayList<>();
            List<SpillRun> runs = writeInterleaved(io, pool, options, runCount, random, model);
            assertThat(pool.usedBytes()).isEqualTo(workspaceBytes);
            readInterleaved(io, pool, options, runs, random, model);
            assertThat(pool.usedBytes()).isEqualTo(workspaceBytes);
            assertThat(io.statistics().openDescriptors()).isZero();
            runs.forEach(io::delete);
            assertThat(io.statistics().filesLive()).isZero();
            assertThat(io.statistics().liveBytes()).isZero();
        }
        assertThat(pool.usedBytes()).isZero();
        assertThat(SpillFixture.entries(directory)).isEmpty();
        memory.close();
    }

    private IOManager open(Options options, MemoryPool pool) throws Exception {
        return IOManager.builder()
                .directories(List.of(directory))
                .memory(pool)
                .codec(options.codec())
                .extentPages(options.extentPages())
                .ioThreads(options.ioThreads())
                .writeBehindExtents(options.writeBehindExtents())
                .fileBytes(options.fileBytes())
                .descriptorsMax(options.descriptorsMax())
                .build();
    }

    private static List<SpillRun> writeInterleaved(
            IOManager io,
            MemoryPool pool,
            Options options,
            int runCount,
            Random random,
            List<List<byte[]>> model)
            throws Exception {
        List<SpillWriter> writers = new ArrayList<>();
        for (int i = 0; i < runCount; i++) {
            int extentPages = 1 + random.nextInt(options.extentPages());
            writers.add(io.newWriter("run " + i, pool::release, extentPages));
            model.add(new ArrayList<>());
        }
        int pages = random.nextInt(100);
        for (int i = 0; i < pages; i++) {
            int target = random.nextInt(runCount);
            byte[] content = content(random, options.pageSizeBytes());
            MemorySegment page = pool.allocatePages(1).getFirst();
            page.put(0, content);
            writers.get(target).write(page, content.length);
            model.get(target).add(content);
            if (random.nextInt(10) == 0) {
                writers.get(target).awaitRecycled();
            }
        }
        List<SpillRun> runs = new ArrayList<>();
        for (SpillWriter writer : writers) {
            runs.add(writer.finish());
        }
        return runs;
    }

    private static byte[] content(Random random, int pageSizeBytes) {
        int length =
                switch (random.nextInt(4)) {
                    case 0 -> 0;
                    case 1 -> pageSizeBytes;
                    default -> random.nextInt(pageSizeBytes + 1);
                };
        byte[] content = new byte[length];
        int alphabet = 1 << random.nextInt(9);
        for (int i = 0; i < length; i++) {
            content[i] = (byte) random.nextInt(alphabet);
        }
        return content;
    }

    private static void readInterleaved(
            IOManager io,
            MemoryPool pool,
            Options options,
            List<SpillRun> runs,
            Random random,
            List<List<byte[]>> model)
            throws Exception {
        List<SpillReader> readers = new ArrayList<>();
        for (SpillRun run : runs) {
            readers.add(io.newReader(run, pool, options.extentsAhead()));
        }
        int[] next = new int[runs.size()];
        List<Integer> unfinished = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            unfinished.add(i);
        }
        while (!unfinished.isEmpty()) {
            int source = unfinished.get(random.nextInt(unfinished.size()));
            SpillReader reader = readers.get(source);
            MemorySegment page = reader.nextPage();
            if (page == null) {
                assertThat(next[source]).isEqualTo(model.get(source).size());
                reader.close();
                unfinished.remove(Integer.valueOf(source));
            } else {
                byte[] content = new byte[reader.pageBytes()];
                page.get(0, content);
                assertThat(content).isEqualTo(model.get(source).get(next[source]++));
                reader.recycle(page);
            }
        }
    }
}
