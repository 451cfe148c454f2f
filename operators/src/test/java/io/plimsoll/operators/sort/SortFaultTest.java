package io.plimsoll.operators.sort;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.spill.IOManager;
import io.plimsoll.spill.SpillCodec;
import io.plimsoll.spill.failure.SpillException;
import io.plimsoll.spill.fault.Fault;
import io.plimsoll.spill.fault.FaultyFileSystem;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault of a disk while a sort spills: the exact order or a typed exception. */
class SortFaultTest {

    private static final int PAGE_BYTES = SorterFixture.PAGE_BYTES;
    private static final int RECORDS = 40_000;

    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DELETE_CRASHES")
    void theOrderIsExactOrAnExceptionTellsWhy(Fault fault) throws Exception {
        for (int spared : new int[] {0, 7}) {
            FaultyFileSystem files = new FaultyFileSystem();
            files.arm(fault).after(spared);
            try (MemoryManager memory = MemoryManager.create(100 * PAGE_BYTES, PAGE_BYTES)) {
                MemoryPool workspace = memory.rootPool().newChild("spill", 0, 8 * PAGE_BYTES);
                try (IOManager io = manager(files, workspace)) {
                    SpillException failure = sort(memory.rootPool(), io);
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

    private static SpillException sort(MemoryPool pool, IOManager io) throws Exception {
        try (BinarySorter sorter =
                BinarySorter.options().maxBytes(pool.availableBytes()).open(pool, io)) {
            SortWriter writer = sorter.newWriter();
            byte[] record = new byte[12];
            for (int i = 0; i < RECORDS; i++) {
                ByteBuffer.wrap(record).putInt(i * 0x9E3779B1).putInt(4, i);
                writer.add(record, 0, record.length);
            }
            writer.close();
            try (SortedRecords records = sorter.finish()) {
                List<byte[]> found = SorterFixture.drain(records);
                assertThat(found).hasSize(RECORDS);
                for (int i = 1; i < RECORDS; i++) {
                    int order = java.util.Arrays.compareUnsigned(found.get(i - 1), found.get(i));
                    assertThat(order).isNegative();
                }
            }
            return null;
        } catch (SpillException e) {
            return e;
        }
    }
}
