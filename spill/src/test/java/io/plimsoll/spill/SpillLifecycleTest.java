package io.plimsoll.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.memory.MemoryAllocationException;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.memory.segment.MemorySegmentFactory;
import io.plimsoll.spill.failure.SpillIOException;
import io.plimsoll.spill.fault.FaultyFileSystem;
import io.plimsoll.spill.run.SpillPosition;
import io.plimsoll.spill.run.SpillRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SpillLifecycleTest {

    @TempDir Path directory;

    @Test
    void pagesComeBackOnceEachToTheRecyclerThatWasNamed() throws Exception {
        List<MemorySegment> given = new ArrayList<>();
        List<MemorySegment> back = Collections.synchronizedList(new ArrayList<>());
        try (SpillFixture fixture = new SpillFixture(directory)) {
            try (SpillWriter writer = fixture.io.newWriter("run", back::add)) {
                for (int i = 0; i < 10; i++) {
                    MemorySegment page = fixture.page(new byte[i]);
                    given.add(page);
                    writer.write(page, i);
                }
                writer.finish();
            }
            assertThat(back).containsExactlyElementsOf(given);
            fixture.pool.release(given);
        }
    }

    @Test
    void heapSegmentsCanBeWrittenToo() throws Exception {
        try (SpillFixture fixture = new SpillFixture(directory);
                SpillWriter writer = fixture.io.newWriter("run", page -> {})) {
            MemorySegment segment = MemorySegmentFactory.wrap("on the heap".getBytes());
            writer.write(segment, 11);
            SpillRun run = writer.finish();
            assertThat(fixture.read(run, 0)).singleElement().isEqualTo("on the heap".getBytes());
        }
    }

    @Test
    void waitingForPagesEndsWhenThereAreNone() throws Exception {
        try (SpillFixture fixture = new SpillFixture(directory);
                SpillWriter writer = fixture.io.newWriter("run")) {
            assertThat(writer.awaitRecycled()).isFalse();
            writer.write(fixture.page(new byte[5]), 5);
            assertThat(fixture.pool.usedBytes()).isPositive();
            assertThat(writer.awaitRecycled()).isTrue();
            assertThat(fixture.pool.usedBytes()).isZero();
            assertThat(writer.awaitRecycled()).isFalse();
            assertThat(writer.finish().pages()).isEqualTo(1);
        }
    }

    @Test
    void aRefusedPageStaysTheCallers() throws Exception {
        try (SpillFixture fixture = new SpillFixture(directory);
                SpillWriter writer = fixture.io.newWriter("run")) {
            MemorySegment page = fixture.page(new byte[5]);
            assertThatIllegalArgumentException().isThrownBy(() -> writer.write(page, -1));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writer.write(page, SpillFixture.PAGE_BYTES + 1));
            writer.finish();
            assertThatIllegalStateException().isThrownBy(() -> writer.write(page, 1));
            assertThat(page.isFreed()).isFalse();
            fixture.pool.release(page);
        }
    }

    @Test
    void aPageReleasedBehindTheWritersBackFailsTheWriterNotItsThread() throws Exception {
        try (SpillFixture fixture = new SpillFixture(directory)) {
            try (SpillWriter writer = fixture.io.newWriter("run", fixture.pool::release)) {
                MemorySegment page = fixture.page(new byte[5]);
                writer.write(page, 5);
                fixture.pool.release(page);
                assertThatThrownBy(writer::finish).isInstanceOf(SpillIOException.class);
            }
            List<byte[]> pages = SpillFixture.randomPages(30, 1);
            for (int i = 0; i < 4; i++) {
                SpillFixture.assertSame(fixture.read(fixture.write(pages), 1), pages);
            }
        }
    }

    @Test
    void aHoldSparesFilesFromDeletion() throws Exception {
        List<byte[]> pages = SpillFixture.randomPages(100, 2);
        try (SpillFixture fixture =
                new SpillFixture(
                        directory, b -> b.directories(List.of(directory)).fileBytes(20 << 10))) {
            SpillRun run = fixture.write(pages);
            int files = run.files().size();
            assertThat(files).isGreaterThan(5);
            try (SpillReader reader = fixture.io.newReaderDeleting(run, fixture.pool, 1)) {
                SpillPosition held = null;
                int heldPage = 0;
                for (int i = 0; i < 90; i++) {
                    reader.recycle(reader.nextPage());
                    if (held == null && reader.position().file() == 1) {
                        held = reader.position();
                        heldPage = i;
                        reader.hold(held);
                    }
                }
                try (SpillReader again = fixture.io.newReaderAt(run, held, fixture.pool, 0)) {
                    List<byte[]> rest = pages.subList(heldPage, pages.size());
                    SpillFixture.assertSame(SpillFixture.rest(again), rest);
                }
                assertThatIllegalStateException()
                        .isThrownBy(() -> fixture.io.newReader(run, fixture.pool, 1))
                        .withMessageContaining("has been deleted");
                reader.releaseHold();
                SpillFixture.rest(reader);
            }
            fixture.assertIdle();
        }
    }

    @Test
    void aPageGivenBackTwiceIsRefused() throws Exception {
        try (SpillFixture fixture = new SpillFixture(directory)) {
            SpillRun run = fixture.write(SpillFixture.randomPages(30, 2));
            try (SpillReader reader = fixture.io.newReader(run, fixture.pool, 1)) {
                MemorySegment first = reader.nextPage();
                MemorySegment second = reader.nextPage();
                reader.recycle(first);
                assertThatIllegalStateException().isThrownBy(() -> reader.recycle(first));
                MemorySegment foreign = fixture.page(new byte[1]);
                assertThatIllegalStateException().isThrownBy(() -> reader.recycle(foreign));
                fixture.pool.release(foreign);
                reader.recycle(second);
                SpillFixture.assertSame(
                        SpillFixture.rest(reader), SpillFixture.randomPages(30, 2).subList(2, 30));
            }
        }
    }

    @Test
    void aReaderWithoutEnoughMemoryIsRefusedAndLeavesNothing() throws Exception {
        try (SpillFixture fixture = new SpillFixture(directory)) {
            SpillRun run = fixture.write(SpillFixture.randomPages(30, 2));
            var all = new ArrayList<MemorySegment>();
            for (MemorySegment p = take(fixture); p != null; p = take(fixture)) {
                all.add(p);
            }
            assertThatThrownBy(() -> fixture.io.newReader(run, fixture.pool, 1))
                    .isInstanceOf(MemoryAllocationException.class);
            fixture.pool.release(all);
            assertThat(fixture.io.statistics().openDescriptors()).isZero();
        }
    }

    private static MemorySegment take(SpillFixture fixture) {
        return fixture.pool.tryAllocatePage();
    }

    @Test
    void aClosedManagerRefusesAndForgottenPartsAreClosedWithIt() throws Exception {
        SpillFixture fixture = new SpillFixture(directory);
        SpillRun run = fixture.write(SpillFixture.randomPages(30, 2));
        SpillWriter writer = fixture.io.newWriter("forgotten");
        writer.write(fixture.page(new byte[9]), 9);
        SpillReader reader = fixture.io.newReader(run, fixture.pool, 1);
        fixture.io.close();
        assertThat(fixture.pool.usedBytes()).isZero();
        assertThatIllegalStateException().isThrownBy(() -> fixture.io.newWriter("late"));
        assertThatIllegalStateException()
                .isThrownBy(() -> fixture.io.newReader(run, fixture.pool, 1));
        assertThatIllegalStateException().isThrownBy(reader::nextPage);
        assertThatIllegalStateException().isThrownBy(writer::finish);
        writer.close();
        reader.close();
        fixture.io.delete(run);
        fixture.close();
    }

    @Test
    void statisticsCountBytes() throws Exception {
        List<byte[]> pages = SpillFixture.randomPages(50, 2);
        try (SpillFixture fixture = new SpillFixture(directory)) {
            SpillRun run = fixture.write(pages);
            fixture.read(run, 1);
            SpillStatistics statistics = fixture.io.statistics();
            assertThat(statistics.rawBytesWritten()).isEqualTo(run.rawBytes());
            assertThat(statistics.bytesWritten()).isEqualTo(run.storedBytes());
            assertThat(statistics.bytesRead()).isEqualTo(run.storedBytes());
            assertThat(statistics.extentsWritten()).isEqualTo(run.extents());
            assertThat(statistics.extentsRead()).isEqualTo(run.extents());
            assertThat(statistics.runs()).isEqualTo(1);
            assertThat(statistics.filesLive()).isEqualTo(run.files().size());
            assertThat(statistics.liveBytes()).isEqualTo(run.storedBytes());
        }
    }

    @Test
    void aSlowDiskIsWrittenCompressed() throws Exception {
        FaultyFileSystem slow = new FaultyFileSystem();
        slow.slowDisk(800, 0);
        byte[] text = "a line that compresses well\n".repeat(140).getBytes();
        List<byte[]> pages = Collections.nCopies(1100, text);
        try (SpillFixture fixture =
                new SpillFixture(
                        directory, b -> b.directories(List.of(directory)).fileSystem(slow))) {
            SpillRun run = fixture.write(pages);
            assertThat(fixture.io.statistics().compressedExtents()).isPositive();
            assertThat(run.storedBytes()).isLessThan(run.rawBytes());
            SpillFixture.assertSame(fixture.read(run, 1), pages);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LZ4", "SNAPPY", "ZSTD"})
    void withoutNativeLibraryPagesArePackedByJavaCodeOrStoredAsTheyAre(String codec)
            throws Exception {
        String withoutNative = "-Dio.airlift.compress.v3.disable-native=true";
        assertThat(compressedExtents(codec)).isPositive();
        assertThat(compressedExtents(codec, withoutNative, "--sun-misc-unsafe-memory-access=allow"))
                .isPositive();
        assertThat(compressedExtents(codec, withoutNative, "--sun-misc-unsafe-memory-access=deny"))
                .isZero();
    }

    private int compressedExtents(String codec, String... jvmOptions) throws Exception {
        try (SpillChild child = new SpillChild(directory, jvmOptions)) {
            child.order("open-" + codec);
            child.order("write");
            assertThat(child.order("read")).isEqualTo("done");
            int compressed = Integer.parseInt(child.order("compressed"));
            child.order("close");
            return compressed;
        }
    }

    @Test
    void javaCodeToldDamagedBlocksTouchesNothingOutside() throws Exception {
        try (SpillChild child =
                new SpillChild(
                        directory,
                        "-Dio.airlift.compress.v3.disable-native=true",
                        "--sun-misc-unsafe-memory-access=allow")) {
            assertThat(Integer.parseInt(child.order("damage-blocks"))).isPositive();
        }
    }

    @Test
    void optionsOutOfRangeAreNamed() {
        IOManagerBuilder builder = IOManager.builder();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.ioThreads(0))
                .withMessage("ioThreads=0 (expected 1 or more)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.extentPages(513))
                .withMessage("extentPages=513 (expected 1 to 512)");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.fileBytes(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.writeBehindExtents(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.directory(directory, -1));
        assertThatIllegalStateException()
                .isThrownBy(builder::build)
                .withMessageContaining("memory=null");
    }
}
