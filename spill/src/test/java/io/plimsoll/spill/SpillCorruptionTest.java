package io.plimsoll.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.spill.extent.ExtentLayout;
import io.plimsoll.spill.failure.SpillCorruptionException;
import io.plimsoll.spill.failure.SpillException;
import io.plimsoll.spill.failure.SpillIOException;
import io.plimsoll.spill.run.SpillRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever happens to the bytes on disk, it is noticed, and good extents before the damage are
 * handed out.
 */
class SpillCorruptionTest {

    private static final int EXTENTS = 3;
    private static final int PAGES = 4 * EXTENTS;

    @TempDir Path directory;
    private SpillFixture fixture;
    private SpillRun run;
    private Path file;
    private byte[] intact;
    private List<byte[]> pages;

    @BeforeEach
    void writeThreeExtents() throws Exception {
        fixture = new SpillFixture(directory);
        pages = smallPages("first");
        run = fixture.write(pages);
        file = run.files().getFirst().path();
        intact = Files.readAllBytes(file);
        assertThat(run.extents()).isEqualTo(EXTENTS);
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private static List<byte[]> smallPages(String text) {
        List<byte[]> pages = new ArrayList<>();
        for (int i = 0; i < PAGES; i++) {
            pages.add((text + i).repeat(i % 4 + 1).getBytes());
        }
        return pages;
    }

    private int extentBytes(int extent) {
        int bytes = ExtentLayout.headerBytes(run.tableSlots());
        return bytes
                + pages.subList(extent * 4, extent * 4 + 4).stream().mapToInt(p -> p.length).sum();
    }

    private void expectDamageIn(int extent, byte[] damaged) throws Exception {
        Files.write(file, damaged);
        try (SpillReader reader = fixture.io.newReader(run, fixture.pool, 1)) {
            List<byte[]> found = new ArrayList<>();
            SpillCorruptionException failure =
                    catchThrowableOfType(
                            SpillCorruptionException.class, () -> readInto(reader, found));
            assertThat(failure).as("the damage is noticed").isNotNull();
            assertThat(failure.file()).isEqualTo(file);
            assertThat(failure.extent()).isEqualTo(extent);
            SpillFixture.assertSame(found, pages.subList(0, extent * 4));
            assertThatThrownBy(reader::nextPage).isInstanceOf(SpillCorruptionException.class);
        }
        assertThat(fixture.pool.usedBytes()).isZero();
        assertThat(file).exists();
    }

    private static void readInto(SpillReader reader, List<byte[]> found) throws SpillException {
        for (MemorySegment p = reader.nextPage(); p != null; p = reader.nextPage()) {
            byte[] content = new byte[reader.pageBytes()];
            p.get(0, content);
            found.add(content);
            reader.recycle(p);
        }
    }

    @Test
    void everyFlippedBitIsNoticed() throws Exception {
        for (int offset = 0; offset < intact.length; offset++) {
            byte[] damaged = intact.clone();
            damaged[offset] ^= (byte) (1 << offset % 8);
            int extent = 0;
            for (int end = extentBytes(0); offset >= end; end += extentBytes(extent)) {
                extent++;
            }
            expectDamageIn(extent, damaged);
        }
    }

    @Test
    void everyTruncationIsNoticed() throws Exception {
        for (int length = 0; length < intact.length; length += 3) {
            int extent = 0;
            for (int end = extentBytes(0); length >= end; end += extentBytes(extent)) {
                extent++;
            }
            expectDamageIn(extent, Arrays.copyOf(intact, length));
        }
    }

    @Test
    void swappedExtentsAreNoticed() throws Exception {
        // Equal lengths, so that nothing but their identity tells them apart.
        pages = new ArrayList<>();
        for (int i = 0; i < PAGES; i++) {
            pages.add("page %03d".formatted(i).getBytes());
        }
        run = fixture.write(pages);
        file = run.files().getFirst().path();
        byte[] swapped = Files.readAllBytes(file);
        int bytes = extentBytes(0);
        byte[] first = Arrays.copyOf(swapped, bytes);
        System.arraycopy(swapped, bytes, swapped, 0, bytes);
        System.arraycopy(first, 0, swapped, bytes, bytes);
        expectDamageIn(0, swapped);
    }

    @Test
    void aStaleExtentOfAnotherFileIsNoticed() throws Exception {
        SpillRun other = fixture.write(smallPages("other"));
        byte[] stale = Files.readAllBytes(other.files().getFirst().path());
        assertThat(stale).hasSameSizeAs(intact);
        byte[] mixed = intact.clone();
        int second = extentBytes(0);
        System.arraycopy(stale, second, mixed, second, extentBytes(1));
        expectDamageIn(1, mixed);
    }

    @Test
    void anEmptiedAndAMissingFileAreNoticed() throws Exception {
        expectDamageIn(0, new byte[0]);
        expectDamageIn(0, new byte[intact.length]);
        Files.delete(file);
        assertThatThrownBy(() -> fixture.read(run, 1)).isInstanceOf(SpillIOException.class);
    }

    @ParameterizedTest
    @EnumSource(ExtentForgery.class)
    void aFieldThatDoesNotFitIsRefusedThoughItsChecksumIsRight(ExtentForgery forgery)
            throws Exception {
        byte[] forged = forgery.applyTo(intact.clone(), run.tableSlots());
        expectDamageIn(0, forged);
        Files.write(file, forged);
        assertThatThrownBy(() -> fixture.read(run, 1)).hasMessageContaining(forgery.expected());
    }

    @Test
    void aDamagedCompressedPageIsNoticed() throws Exception {
        Path other = directory.resolve("other");
        List<byte[]> text = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            text.add("spill ".repeat(500 + i).getBytes());
        }
        try (SpillFixture own =
                new SpillFixture(other, b -> b.directories(List.of(other)).codec(SpillCodec.LZ4))) {
            SpillRun packed = own.write(text);
            assertThat(packed.storedBytes()).isLessThan(packed.rawBytes() / 4);
            Path path = packed.files().getFirst().path();
            byte[] good = Files.readAllBytes(path);
            for (int offset = 0; offset < good.length; offset++) {
                byte[] damaged = good.clone();
                damaged[offset] ^= 0x40;
                Files.write(path, damaged);
                assertThatThrownBy(() -> own.read(packed, 0))
                        .isInstanceOf(SpillCorruptionException.class);
                assertThat(own.pool.usedBytes()).isZero();
            }
            byte[] forged =
                    ExtentForgery.withPageOfFewerUsedBytes(good.clone(), packed.tableSlots());
            Files.write(path, forged);
            assertThatThrownBy(() -> own.read(packed, 0))
                    .isInstanceOf(SpillCorruptionException.class)
                    .hasMessageContaining("LZ4");
        }
        Files.delete(other);
    }
}
