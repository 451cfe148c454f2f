package io.plimsoll.operators.sort;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.spill.IOManager;
import io.plimsoll.spill.IOManagerBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Memory and temporary files for a sorter under test; checks in the end that all was given back.
 */
final class SorterFixture implements AutoCloseable {

    static final int PAGE_BYTES = 4096;

    private final Path directory;
    final MemoryManager memory;
    private final MemoryPool spill;
    final IOManager io;

    SorterFixture(int pages) throws Exception {
        this(pages, 1);
    }

    SorterFixture(int pages, int extentPages) throws Exception {
        directory = Files.createTempDirectory("plimsoll-sorter");
        memory = MemoryManager.create((long) pages * PAGE_BYTES, PAGE_BYTES);
        IOManagerBuilder builder =
                IOManager.builder()
                        .directories(List.of(directory))
                        .extentPages(extentPages)
                        .writeBehindExtents(1)
                        .ioThreads(1);
        long workspace = builder.workspaceBytes(PAGE_BYTES);
        spill = memory.rootPool().newChild("spill", workspace, workspace);
        io = builder.memory(spill).build();
    }

    BinarySorter open(BinarySorter.Options options) throws Exception {
        return options.maxBytes(memory.rootPool().availableBytes()).open(memory.rootPool(), io);
    }

    /** Reads all payloads. */
    static List<byte[]> drain(SortedRecords records) throws IOException {
        List<byte[]> drained = new ArrayList<>();
        while (records.next()) {
            ByteArrayOutputStream payload = new ByteArrayOutputStream();
            records.forEachPiece((address, length) -> {
                byte[] piece = new byte[(int) length];
                RawMemory.copyToArray(address, piece, 0, piece.length);
                payload.write(piece);
            });
            if (payload.size() != records.payloadBytes()) {
                throw new AssertionError(
                        "payload=" + payload.size() + " expected=" + records.payloadBytes());
            }
            drained.add(payload.toByteArray());
        }
        return drained;
    }

    long usedBytes() {
        return memory.usedBytes();
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
        io.close();
        spill.close();
        long left = memory.usedBytes();
        memory.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        }
        if (left != 0) {
            throw new AssertionError("usedBytes=" + left + " (expected 0)");
        }
    }
}
