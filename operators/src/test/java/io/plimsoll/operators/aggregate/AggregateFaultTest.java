package io.plimsoll.operators.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.operators.aggregate.function.Count;
import io.plimsoll.spill.IOManager;
import io.plimsoll.spill.SpillCodec;
import io.plimsoll.spill.failure.SpillException;
import io.plimsoll.spill.fault.Fault;
import io.plimsoll.spill.fault.FaultyFileSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault of a disk while groups are written: the exact result or a typed exception. */
class AggregateFaultTest {

    private static final int PAGE_BYTES = AggregateFixture.PAGE_BYTES;
    private static final int KEYS = 60_000;

    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DELETE_CRASHES")
    void theGroupsAreExactOrAnExceptionTellsWhy(Fault fault) throws Exception {
        for (int spared : new int[] {0, 7}) {
            FaultyFileSystem files = new FaultyFileSystem();
            files.arm(fault).after(spared);
            try (MemoryManager memory = MemoryManager.create(160 * PAGE_BYTES, PAGE_BYTES)) {
                MemoryPool workspace = memory.rootPool().newChild("spill", 0, 8 * PAGE_BYTES);
                try (IOManager io = manager(files, workspace)) {
                    SpillException failure = aggregate(memory.rootPool(), io);
                    assertThat(failure == null || !fault.isHarmless()).as("%s", failure).isTrue();
                    assertThat(io.statistics().extentsWritten() > 0 || failure != null).isTrue();
                    files.disarm();
                    assertThat(io.statistics().openDescriptors()).isZero();
                }
                assertThat(memory.usedBytes()).isZero();
            }
            assertThat(files.openDescriptors()).isZero();
            assertThat(directory).isEmptyDirectory();
        }
    }

    private IOManager manager(FaultyFileSystem files, MemoryPool workspace) throws Exception {
        return IOManager.builder()
                .directories(List.of(directory))
                .memory(workspace)
                .fileSystem(files)
                .codec(SpillCodec.NONE)
                .extentPages(1)
                .writeBehindExtents(1)
                .ioThreads(1)
                .build();
    }

    private static @Nullable SpillException aggregate(MemoryPool pool, IOManager io)
            throws Exception {
        Count count = new Count();
        try (BinaryAggregator aggregator =
                BinaryAggregator.options()
                        .writers(2)
                        .fixedKeyBytes(Long.BYTES)
                        .functions(count)
                        .maxBytes(pool.availableBytes())
                        .open(pool, io)) {
            try (AggregateWriter writer = aggregator.newWriter()) {
                for (int i = 0; i < 2 * KEYS; i++) {
                    count.add(writer.groupOfLong(i % KEYS) + writer.offset(0));
                }
            }
            AggregateResults results = aggregator.finish();
            int groups = 0;
            while (results.next()) {
                groups++;
                assertThat(count.get(results.state() + results.offset(0))).isEqualTo(2);
            }
            assertThat(groups).isEqualTo(KEYS);
            return null;
        } catch (SpillException e) {
            return e;
        } catch (IOException e) {
            // what another thread met
            if (e.getCause() instanceof SpillException failure) {
                return failure;
            }
            throw e;
        }
    }
}
