package io.plimsoll.operators.aggregate;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.spill.IOManager;
import io.plimsoll.spill.IOManagerBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Memory and temporary files for an aggregator under test; checks in the end that all was given
 * back.
 */
final class AggregateFixture implements AutoCloseable {

    static final int PAGE_BYTES = 4096;

    private final Path directory;
    final MemoryManager memory;
    private final MemoryPool spill;
    final IOManager io;

    AggregateFixture(long pages) throws Exception {
        directory = Files.createTempDirectory("plimsoll-aggregate");
        memory = MemoryManager.create(pages * PAGE_BYTES, PAGE_BYTES);
        IOManagerBuilder builder =
                IOManager.builder()
                        .directories(List.of(directory))
                        .extentPages(1)
                        .writeBehindExtents(1)
                        .ioThreads(1);
        long workspace = builder.workspaceBytes(PAGE_BYTES);
        spill = memory.rootPool().newChild("spill", workspace, workspace);
        io = builder.memory(spill).build();
    }

    /** The smallest memory, in pages, for so many writers. */
    static long leastPages(int writers) throws Exception {
        try (AggregateFixture fixture = new AggregateFixture(4000)) {
            long bytes =
                    BinaryAggregator.minimumBytes(fixture.io, PAGE_BYTES, writers)
                            + fixture.spill.maxBytes();
            return (bytes - 1) / PAGE_BYTES + 1;
        }
    }

    BinaryAggregator open(BinaryAggregator.Options options) throws Exception {
        return options.maxBytes(memory.rootPool().availableBytes()).open(memory.rootPool(), io);
    }

    List<Path> filesLeft() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().contains("lock"))
                    .toList();
        }
    }

    @Override
    public void close() throws IOException {
        List<Path> left = filesLeft();
        io.close();
        spill.close();
        long leftBytes = memory.usedBytes();
        memory.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        }
        if (leftBytes != 0 || !left.isEmpty()) {
            throw new AssertionError("usedBytes=" + leftBytes + " files=" + left);
        }
    }
}
