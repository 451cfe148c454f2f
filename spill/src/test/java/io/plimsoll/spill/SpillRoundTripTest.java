package io.plimsoll.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.spill.run.SpillPosition;
import io.plimsoll.spill.run.SpillRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpillRoundTripTest {

    @TempDir Path directory;
    private SpillFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new SpillFixture(directory);
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 5, 8, 1000})
    void pagesComeBackAsWritten(int count) throws Exception {
        List<byte[]> pages = SpillFixture.randomPages(count, count);

        SpillRun run = fixture.write(pages);

        assertThat(fixture.pool.usedBytes()).isZero();
        assertThat(run.pages()).isEqualTo(count);
        assertThat(run.rawBytes()).isEqualTo(pages.stream().mapToLong(p -> p.length).sum());
        for (int ahead = 0; ahead < 3; ahead++) {
            SpillFixture.assertSame(fixture.read(run, ahead), pages);
        }
        fixture.io.delete(run);
        fixture.assertIdle();
    }

    @ParameterizedTest
    @EnumSource(SpillCodec.class)
    void pagesComeBackWithEachCodec(SpillCodec codec) throws Exception {
        List<byte[]> pages = SpillFixture.randomPages(100, 7);
        Path other = directory.resolve("other");
        try (SpillFixture own =
                new SpillFixture(other, b -> b.directories(List.of(other)).codec(codec))) {
            SpillRun run = own.write(pages);
            SpillFixture.assertSame(own.read(run, 1), pages);
            if (codec != SpillCodec.NONE && codec != SpillCodec.ADAPTIVE) {
                assertThat(run.storedBytes()).isLessThan(run.rawBytes() * 3 / 4);
            }
        }
        Files.delete(other);
    }

    @Test
    void readerGoesOnFromAPosition() throws Exception {
        List<byte[]> pages = SpillFixture.randomPages(50, 3);
        SpillRun run = fixture.write(pages);
        List<SpillPosition> positions = new ArrayList<>();
        try (SpillReader reader = fixture.io.newReader(run, fixture.pool, 1)) {
            for (MemorySegment p = reader.nextPage(); p != null; p = reader.nextPage()) {
                positions.add(reader.position());
                reader.recycle(p);
            }
        }
        assertThat(positions).isSorted().hasSize(50);
        for (int i = 0; i < 50; i++) {
            try (SpillReader reader =
                    fixture.io.newReaderAt(run, positions.get(i), fixture.pool, i % 3)) {
                SpillFixture.assertSame(SpillFixture.rest(reader), pages.subList(i, 50));
            }
        }
    }

    @Test
    void readerLeasesWhatItSaysAndNoMore() throws Exception {
        SpillRun run = fixture.write(SpillFixture.randomPages(50, 3));
        try (SpillReader reader = fixture.io.newReader(run, fixture.pool, 2)) {
            long leased = (long) SpillReader.pagesNeeded(run, 2) * SpillFixture.PAGE_BYTES;
            for (MemorySegment p = reader.nextPage(); p != null; p = reader.nextPage()) {
                assertThat(fixture.pool.usedBytes()).isEqualTo(leased);
                reader.recycle(p);
            }
        }
    }

    @Test
    void holdingTooManyPagesIsRefusedInsteadOfWaitingForEver() throws Exception {
        SpillRun run = fixture.write(SpillFixture.randomPages(50, 3));
        List<MemorySegment> held = new ArrayList<>();
        try (SpillReader reader = fixture.io.newReader(run, fixture.pool, 1)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> {
                        while (true) {
                            held.add(reader.nextPage());
                        }
                    })
                    .withMessageContaining("held=8");
            reader.recycle(held.removeLast());
            for (int i = 0; i < 3; i++) {
                reader.recycle(held.removeLast());
            }
            held.add(reader.nextPage());
            assertThat(held).doesNotContainNull();
            held.forEach(reader::recycle);
        }
    }

    @Test
    void consumedFilesAreDeletedWhileReading() throws Exception {
        Path other = directory.resolve("other");
        List<byte[]> pages = SpillFixture.randomPages(200, 9);
        try (SpillFixture own =
                new SpillFixture(other, b -> b.directories(List.of(other)).fileBytes(64 << 10))) {
            SpillRun run = own.write(pages);
            assertThat(run.files()).hasSizeGreaterThan(3);
            try (SpillReader reader = own.io.newReaderDeleting(run, own.pool, 1)) {
                SpillFixture.assertSame(SpillFixture.rest(reader), pages);
            }
            own.assertIdle();
        }
        Files.delete(other);
    }
}
