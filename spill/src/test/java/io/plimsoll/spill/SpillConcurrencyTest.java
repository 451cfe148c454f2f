package io.plimsoll.spill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.spill.failure.SpillIOException;
import io.plimsoll.spill.failure.SpillInterruptedException;
import io.plimsoll.spill.fault.FaultyFileSystem;
import io.plimsoll.spill.run.SpillRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SpillConcurrencyTest {

    @TempDir Path directory;
    private final FaultyFileSystem files = new FaultyFileSystem();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private SpillFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture =
                new SpillFixture(
                        directory,
                        b ->
                                b.directories(List.of(directory))
                                        .fileSystem(files)
                                        .writeBehindExtents(2)
                                        .descriptorsMax(4));
    }

    @AfterEach
    void close() throws Exception {
        files.letGo();
        fixture.close();
        threads.shutdownNow();
        assertThat(files.openDescriptors()).isZero();
    }

    private void roundTrip(int seed) throws Exception {
        List<byte[]> pages = SpillFixture.randomPages(200, seed);
        SpillRun run;
        try (SpillWriter writer = fixture.io.newWriter("run " + seed)) {
            for (byte[] content : pages) {
                MemorySegment page = fixture.pool.tryAllocatePage();
                while (page == null) {
                    writer.awaitRecycled();
                    page = fixture.pool.tryAllocatePage();
                }
                page.put(0, content);
                try {
                    writer.write(page, content.length);
                } catch (IllegalStateException closed) {
                    // a writer that was closed meanwhile does not take the page
                    page.free();
                    throw closed;
                }
            }
            run = writer.finish();
        }
        SpillFixture.assertSame(fixture.read(run, seed % 3), pages);
        fixture.io.delete(run);
    }

    private List<Future<Void>> start(int count, Callable<Void> work) {
        List<Future<Void>> futures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            futures.add(threads.submit(work));
        }
        return futures;
    }

    @Test
    void manyThreadsWriteAndReadAtOnce() throws Exception {
        List<Future<Void>> futures = new ArrayList<>();
        for (int thread = 0; thread < 6; thread++) {
            int seed = thread;
            futures.addAll(
                    start(
                            1,
                            () -> {
                                for (int round = 0; round < 10; round++) {
                                    roundTrip(seed * 100 + round);
                                }
                                return null;
                            }));
        }
        for (Future<Void> future : futures) {
            future.get();
        }
        assertThat(files.openDescriptorsPeak()).isLessThanOrEqualTo(4);
        fixture.assertIdle();
    }

    @Test
    void closingTheManagerEndsAllWritersAndReaders() throws Exception {
        AtomicBoolean closing = new AtomicBoolean();
        List<Future<Void>> futures =
                start(
                        4,
                        () -> {
                            while (true) {
                                Throwable failure = catchThrowable(() -> roundTrip(1));
                                if (failure != null) {
                                    assertThat(closing)
                                            .as("only after close: %s", failure)
                                            .isTrue();
                                    assertThat(failure)
                                            .isInstanceOfAny(
                                                    SpillIOException.class,
                                                    IllegalStateException.class);
                                    return null;
                                }
                            }
                        });
        Thread.sleep(300);
        closing.set(true);
        fixture.io.close();
        for (Future<Void> future : futures) {
            future.get();
        }
    }

    @Test
    void closingAWriterInFlightGivesAllPagesBack() throws Exception {
        for (int permits = 0; permits < 6; permits++) {
            files.hold(permits);
            SpillWriter writer = fixture.io.newWriter("run");
            for (int i = 0; i < 11; i++) {
                writer.write(fixture.page(new byte[10]), 10);
            }
            Future<Void> opener = start(1, this::openGateSoon).getFirst();
            writer.close();
            opener.get();
            fixture.assertIdle();
            assertThatIllegalStateException()
                    .isThrownBy(() -> writer.awaitRecycled())
                    .withMessageContaining("CLOSED");
        }
    }

    private Void openGateSoon() throws InterruptedException {
        Thread.sleep(20);
        files.letGo();
        return null;
    }

    @Test
    void anInterruptedWriterFailsAndGivesAllPagesBack() throws Exception {
        files.hold(0);
        try (SpillWriter writer = fixture.io.newWriter("run")) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(
                            () -> {
                                while (true) {
                                    writer.write(fixture.page(new byte[10]), 10);
                                }
                            })
                    .isInstanceOf(SpillInterruptedException.class);
            assertThat(Thread.interrupted()).as("interrupt status").isTrue();
            files.letGo();
            assertThatThrownBy(writer::finish).isInstanceOf(SpillInterruptedException.class);
        }
        fixture.assertIdle();
    }

    @Test
    void anInterruptedReaderCanGoOn() throws Exception {
        List<byte[]> pages = SpillFixture.randomPages(30, 5);
        SpillRun run = fixture.write(pages);
        files.hold(0);
        try (SpillReader reader = fixture.io.newReader(run, fixture.pool, 1)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(reader::nextPage).isInstanceOf(SpillInterruptedException.class);
            assertThat(Thread.interrupted()).as("interrupt status").isTrue();
            files.letGo();
            SpillFixture.assertSame(SpillFixture.rest(reader), pages);
        }
    }

    @Test
    void extentsInFlightAreBounded() throws Exception {
        files.hold(0);
        try (SpillWriter writer = fixture.io.newWriter("run")) {
            // Two extents in flight and one being filled take 12 pages; the twelfth has to wait.
            for (int i = 0; i < 11; i++) {
                writer.write(fixture.page(new byte[10]), 10);
            }
            Future<Void> last =
                    start(
                                    1,
                                    () -> {
                                        writer.write(fixture.page(new byte[10]), 10);
                                        return null;
                                    })
                            .getFirst();
            Thread.sleep(100);
            assertThat(last.isDone()).as("waits").isFalse();
            files.letGo();
            last.get();
            assertThat(writer.finish().pages()).isEqualTo(12);
        }
    }

    @Test
    void aSlowReaderOfOneRunDoesNotHoldUpAnother() throws Exception {
        SpillRun slow = fixture.write(SpillFixture.randomPages(40, 1));
        SpillRun fast = fixture.write(SpillFixture.randomPages(40, 2));
        try (SpillReader idle = fixture.io.newReader(slow, fixture.pool, 1)) {
            assertThat(idle.nextPage()).isNotNull().satisfies(idle::recycle);
            for (int i = 0; i < 5; i++) {
                SpillFixture.assertSame(fixture.read(fast, 1), SpillFixture.randomPages(40, 2));
            }
        }
    }

    @Test
    void aPageHeldBeyondTheReaderGoesToItsPoolWhenRecycled() throws Exception {
        SpillRun run = fixture.write(SpillFixture.randomPages(40, 1));
        SpillReader reader = fixture.io.newReader(run, fixture.pool, 1);
        MemorySegment page = reader.nextPage();
        assertThat(page).isNotNull();
        reader.close();
        assertThat(fixture.pool.usedBytes()).isEqualTo(SpillFixture.PAGE_BYTES);
        reader.recycle(page);
        assertThat(fixture.pool.usedBytes()).isZero();
        assertThatIllegalStateException().isThrownBy(() -> reader.recycle(page));
        assertThatIllegalStateException().isThrownBy(reader::nextPage);
    }
}
