package io.plimsoll.spill;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.spill.failure.SpillException;
import io.plimsoll.spill.fault.Fault;
import io.plimsoll.spill.fault.FaultyFileSystem;
import io.plimsoll.spill.run.SpillRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random runs on random disks that fail at random: the pages come back exactly, or a typed
 * exception does; in the end there is no byte, page, descriptor or file. For {@code
 * -Dspill.fuzz.seconds}; a failure tells its seed, {@code -Dspill.fuzz.seed} starts there.
 */
class SpillFuzzTest {

    private static final List<Fault> FAULTS =
            List.of(Fault.values()).stream().filter(f -> f != Fault.DELETE_CRASHES).toList();

    @TempDir Path directory;

    @Test
    void exactPagesOrATypedExceptionAndNothingLeft() throws Exception {
        long seconds = Long.getLong("spill.fuzz.seconds", 2);
        long seed = Long.getLong("spill.fuzz.seed", System.nanoTime());
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        int rounds = 0;
        int failed = 0;
        while (rounds == 0 || System.nanoTime() < end) {
            try {
                failed += round(new Random(seed)) ? 0 : 1;
            } catch (Exception | AssertionError e) {
                throw new AssertionError("-Dspill.fuzz.seed=" + seed, e);
            }
            seed++;
            rounds++;
        }
        System.out.println("spill fuzzer: rounds=" + rounds + " with a typed failure=" + failed);
    }

    /** Whether all went well. */
    private boolean round(Random random) throws Exception {
        FaultyFileSystem files = new FaultyFileSystem();
        List<Path> directories = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            directories.add(Files.createDirectories(directory.resolve("disk" + i)));
        }
        boolean well = true;
        try (SpillFixture fixture = open(random, directories, files)) {
            arm(random, directories, files);
            Map<SpillRun, List<byte[]>> runs = new LinkedHashMap<>();
            for (int i = random.nextInt(6); i >= 0; i--) {
                well &= write(random, fixture, runs);
            }
            well &= random.nextBoolean() ? readAll(random, fixture, runs) : merge(fixture, runs);
            runs.keySet().forEach(fixture.io::delete);
            files.disarm();
            fixture.assertIdle();
            fixture.io.close();
            for (Path path : directories) {
                assertThat(path).isEmptyDirectory();
                Files.delete(path);
            }
        }
        assertThat(files.openDescriptors()).isZero();
        return well;
    }

    private SpillFixture open(Random random, List<Path> directories, FaultyFileSystem files)
            throws Exception {
        SpillCodec[] codecs = SpillCodec.values();
        return new SpillFixture(
                directory,
                builder -> {
                    for (Path path : directories) {
                        boolean bounded = random.nextInt(4) == 0;
                        builder.directory(path, bounded ? 40 << 10 : Long.MAX_VALUE);
                    }
                    return builder.fileSystem(files)
                            .quotaBytes(random.nextInt(5) == 0 ? 200 << 10 : Long.MAX_VALUE)
                            .codec(codecs[random.nextInt(codecs.length)])
                            .extentPages(1 + random.nextInt(6))
                            .ioThreads(1 + random.nextInt(2))
                            .descriptorsMax(2 + random.nextInt(3))
                            .writeBehindExtents(1 + random.nextInt(3))
                            .fileBytes(1L << (10 + random.nextInt(8)));
                });
    }

    private static void arm(Random random, List<Path> directories, FaultyFileSystem files) {
        for (int i = random.nextInt(4); i > 0; i--) {
            Fault fault = FAULTS.get(random.nextInt(FAULTS.size()));
            var armed = files.arm(fault).share(random.nextDouble() * 0.1, random.nextLong());
            if (random.nextBoolean()) {
                armed.below(directories.get(random.nextInt(directories.size())));
            }
        }
    }

    private static boolean write(
            Random random, SpillFixture fixture, Map<SpillRun, List<byte[]>> runs)
            throws Exception {
        List<byte[]> pages = SpillFixture.randomPages(random.nextInt(60), random.nextLong());
        int cancelledAt = random.nextInt(5) == 0 ? random.nextInt(60) : Integer.MAX_VALUE;
        try (SpillWriter writer = fixture.io.newWriter("run")) {
            for (int i = 0; i < pages.size(); i++) {
                if (i == cancelledAt) {
                    return true;
                }
                MemorySegment page = fixture.page(pages.get(i), writer);
                writer.write(page, pages.get(i).length, i);
            }
            runs.put(writer.finish(), pages);
            return true;
        } catch (SpillException e) {
            return false;
        }
    }

    private static boolean readAll(
            Random random, SpillFixture fixture, Map<SpillRun, List<byte[]>> runs)
            throws Exception {
        boolean well = true;
        for (Map.Entry<SpillRun, List<byte[]>> entry : runs.entrySet()) {
            try {
                SpillFixture.assertSame(
                        fixture.read(entry.getKey(), random.nextInt(3)), entry.getValue());
            } catch (SpillException e) {
                well = false;
            }
        }
        return well;
    }

    /** All at the same time, a page of each in turn. */
    private static boolean merge(SpillFixture fixture, Map<SpillRun, List<byte[]>> runs)
            throws IOException, io.plimsoll.memory.MemoryAllocationException {
        boolean well = true;
        try (ReadAheadGroup group = fixture.io.newReadAheadGroup(fixture.pool, 7)) {
            Map<SpillReader, List<byte[]>> left = new LinkedHashMap<>();
            for (Map.Entry<SpillRun, List<byte[]>> entry : runs.entrySet()) {
                SpillReader reader = fixture.io.newReader(entry.getKey(), group, true);
                left.put(reader, new ArrayList<>(entry.getValue()));
            }
            while (!left.isEmpty()) {
                for (SpillReader reader : List.copyOf(left.keySet())) {
                    try {
                        if (!isNextPageRight(reader, left.get(reader))) {
                            left.remove(reader);
                        }
                    } catch (SpillException e) {
                        well = false;
                        left.remove(reader);
                    }
                }
            }
        }
        return well;
    }

    private static boolean isNextPageRight(SpillReader reader, List<byte[]> left)
            throws SpillException {
        MemorySegment page = reader.nextPage();
        if (page == null) {
            assertThat(left).as("pages that are missing").isEmpty();
            return false;
        }
        byte[] content = new byte[reader.pageBytes()];
        page.get(0, content);
        assertThat(content).isEqualTo(left.removeFirst());
        reader.recycle(page);
        return true;
    }
}
