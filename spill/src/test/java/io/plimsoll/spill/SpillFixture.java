package io.plimsoll.spill;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.MemoryAllocationException;
import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.spill.failure.SpillException;
import io.plimsoll.spill.run.SpillRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A manager of pages, two pools and an IOManager on them; closing it checks that nothing leaked.
 */
final class SpillFixture implements AutoCloseable {

    static final int PAGE_BYTES = MemoryManager.MIN_PAGE_SIZE;

    final MemoryManager memory = MemoryManager.create(16 << 20, PAGE_BYTES);
    final MemoryPool workspace;
    final MemoryPool pool;
    final Path directory;
    final IOManager io;

    SpillFixture(Path directory) throws Exception {
        this(directory, builder -> builder.directories(List.of(directory)));
    }

    SpillFixture(Path directory, UnaryOperator<IOManagerBuilder> options) throws Exception {
        this.directory = directory;
        this.workspace = memory.rootPool().newChild("workspace", 0, 4 << 20);
        this.pool = memory.rootPool().newChild("pool", 0, 8 << 20);
        this.io = options.apply(IOManager.builder().memory(workspace).extentPages(4)).build();
    }

    /** Leases a page and fills it. */
    MemorySegment page(byte[] content) throws MemoryAllocationException {
        MemorySegment page = pool.allocatePages(1).getFirst();
        page.put(0, content);
        return page;
    }

    /** Leases a page, waiting for the writer to give some back if there is none. */
    MemorySegment page(byte[] content, SpillWriter writer) throws Exception {
        while (pool.availableBytes() < PAGE_BYTES) {
            assertThat(writer.awaitRecycled()).isTrue();
        }
        return page(content);
    }

    SpillRun write(List<byte[]> pages) throws Exception {
        try (SpillWriter writer = io.newWriter("run")) {
            for (byte[] content : pages) {
                writer.write(page(content, writer), content.length);
            }
            return writer.finish();
        }
    }

    List<byte[]> read(SpillRun run, int extentsAhead) throws Exception {
        try (SpillReader reader = io.newReader(run, pool, extentsAhead)) {
            return rest(reader);
        }
    }

    static List<byte[]> rest(SpillReader reader) throws SpillException {
        List<byte[]> pages = new ArrayList<>();
        for (MemorySegment page = reader.nextPage(); page != null; page = reader.nextPage()) {
            byte[] content = new byte[reader.pageBytes()];
            page.get(0, content);
            pages.add(content);
            reader.recycle(page);
        }
        return pages;
    }

    /** Pages of random lengths; every other one compresses well. */
    static List<byte[]> randomPages(int count, long seed) {
        Random random = new Random(seed);
        List<byte[]> pages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] content = new byte[random.nextInt(PAGE_BYTES + 1)];
            if (random.nextBoolean()) {
                random.nextBytes(content);
            } else {
                content = "%08d".formatted(i).repeat(content.length / 8).getBytes();
            }
            pages.add(content);
        }
        return pages;
    }

    static void assertSame(List<byte[]> found, List<byte[]> expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i)).as("page %d", i).isEqualTo(expected.get(i));
        }
    }

    static List<Path> entries(Path directory) {
        try (Stream<Path> paths = Files.list(directory)) {
            return paths.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All pages back, no file but the folder and its lock, no descriptor. */
    void assertIdle() {
        assertThat(pool.usedBytes()).as("bytes leased").isZero();
        assertThat(io.statistics().filesLive()).as("files").isZero();
        assertThat(io.statistics().liveBytes()).as("bytes on disk").isZero();
        assertThat(io.statistics().openDescriptors()).as("descriptors").isZero();
    }

    @Override
    public void close() throws IOException {
        io.close();
        assertThat(workspace.usedBytes()).as("workspace").isZero();
        assertThat(pool.usedBytes()).as("bytes leased").isZero();
        assertThat(entries(directory)).as("entries left").isEmpty();
        memory.close();
    }
}
