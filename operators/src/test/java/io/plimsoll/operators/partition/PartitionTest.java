package io.plimsoll.operators.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.access.RawMemory;
import io.plimsoll.spill.IOManager;
import io.plimsoll.spill.IOManagerBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Partitions in memory, on their way to disk, and read again. */
class PartitionTest {

    private static final int PAGE_BYTES = 4096;
    private static final int RECORD_PAGES = 150;
    private static final int WORKSPACE_PAGES = 4;

    private record Row(long hash, int marks, byte[] key, byte[] payload) {

        byte[] content() {
            byte[] content = Arrays.copyOf(key, key.length + payload.length);
            System.arraycopy(payload, 0, content, key.length, payload.length);
            return content;
        }

        @Override
        public String toString() {
            return hash + "/" + marks + "/" + key.length + "/" + Arrays.hashCode(content());
        }
    }

    @TempDir Path directory;

    private MemoryManager manager;
    private MemoryPool spill;
    private MemoryPool workspace;
    private MemoryPool records;
    private MemoryPool reading;
    private IOManager io;
    private PartitionMemory memory;

    @BeforeEach
    void open() throws Exception {
        manager = MemoryManager.create(300L * PAGE_BYTES, PAGE_BYTES);
        IOManagerBuilder builder =
                IOManager.builder().directories(List.of(directory)).extentPages(4).ioThreads(1);
        long bytes = builder.workspaceBytes(PAGE_BYTES);
        spill = manager.rootPool().newChild("spill", bytes, bytes);
        io = builder.memory(spill).build();
        workspace = child("workspace", WORKSPACE_PAGES);
        records = child("records", RECORD_PAGES);
        reading = child("reading", 12);
        memory = new PartitionMemory(io, workspace, records::tryAllocatePage, 2, "test");
    }

    @AfterEach
    void close() throws Exception {
        assertThat(workspace.usedBytes() + records.usedBytes() + reading.usedBytes()).isZero();
        io.close();
        assertThat(manager.rootPool().outstanding().isEmpty()).isTrue();
        manager.close();
    }

    private MemoryPool child(String name, int pages) throws Exception {
        return manager.rootPool()
                .newChild(name, (long) pages * PAGE_BYTES, (long) pages * PAGE_BYTES);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 37, 400, 5000})
    void whatGoesToDiskComesBackInItsOrder(int spillAfter) throws Exception {
        List<Row> rows = rows(3000, 50);
        try (Partition partition = new Partition(memory)) {
            for (int i = 0; i < rows.size(); i++) {
                if (i == spillAfter) {
                    partition.spill();
                }
                append(partition, rows.get(i));
            }
            partition.spill();
            SpilledPartition spilled = partition.finish();
            assertThat(spilled.records()).isEqualTo(rows.size());
            assertThat(read(spilled, true)).isEqualTo(texts(rows));
        }
        assertThat(io.statistics().filesLive()).isZero();
    }

    @Test
    void largeRecordsAreReadableInMemory() throws Exception {
        List<Row> rows = rows(12, 5000);
        try (Partition partition = new Partition(memory)) {
            for (Row row : rows) {
                append(partition, row);
            }
            assertThat(partition.isSpilled()).isFalse();
            assertThat(inMemory(partition)).isEqualTo(texts(rows));
        }
    }

    @Test
    void pagesAreCopiedAsTheyAre() throws Exception {
        List<Row> rows = rows(900, 40);
        SpilledPartition spilled;
        try (Partition partition = new Partition(memory)) {
            partition.spill();
            for (Row row : rows) {
                append(partition, row);
            }
            spilled = partition.finish();
        }
        try (Partition copy = new Partition(memory);
                PartitionReader reader = new PartitionReader(io, reading, spilled, 1, true)) {
            while (reader.nextPage()) {
                assertThat(reader.isLarge()).isFalse();
                assertThat(copy.tryCopyPage(reader.pageAddress(), reader.pageBytes())).isTrue();
            }
            assertThat(copy.statistics()).isEqualTo(spilled.statistics());
            assertThat(inMemory(copy)).isEqualTo(texts(rows));
        }
    }

    @Test
    void aPartitionThatFindsNoPageIsAsItWas_andGoesOnWhenItIsSpilled() throws Exception {
        List<Row> rows = rows(9000, 90);
        try (Partition partition = new Partition(memory)) {
            int added = 0;
            while (tryAppend(partition, rows.get(added))) {
                added++;
            }
            assertThat(partition.records()).isEqualTo(added);
            assertThat(partition.pageCount()).isEqualTo(RECORD_PAGES);
            assertThat(partition.spill()).isEqualTo((long) RECORD_PAGES * PAGE_BYTES);
            for (Row row : rows.subList(added, rows.size())) {
                append(partition, row);
            }
            assertThat(read(partition.finish(), true)).isEqualTo(texts(rows));
        }
    }

    @Test
    void aSpilledPartitionCanBeReadTwice_andDeleted() throws Exception {
        List<Row> rows = rows(500, 300);
        try (Partition partition = new Partition(memory)) {
            partition.spill();
            for (Row row : rows) {
                append(partition, row);
            }
            SpilledPartition spilled = partition.finish();
            assertThat(read(spilled, false)).isEqualTo(texts(rows));
            assertThat(read(spilled, false)).isEqualTo(texts(rows));
            spilled.delete(io);
        }
        assertThat(io.statistics().filesLive()).isZero();
    }

    @Test
    void closingInTheMiddleLeavesNothing() throws Exception {
        try (Partition partition = new Partition(memory);
                Partition other = new Partition(memory)) {
            partition.spill();
            for (Row row : rows(700, 60)) {
                append(partition, row);
                append(other, row);
            }
        }
        assertThat(io.statistics().filesLive()).isZero();
    }

    @Test
    void theSketchTellsOneHashFromMany() throws Exception {
        try (Partition partition = new Partition(memory)) {
            for (int i = 0; i < 100; i++) {
                append(partition, new Row(42, 0, new byte[] {(byte) i}, new byte[0]));
            }
            assertThat(partition.statistics().isOneHash()).isTrue();
            append(partition, new Row(43, 0, new byte[1], new byte[0]));
            assertThat(partition.statistics().isOneHash()).isFalse();
        }
    }

    @Test
    void finishWantsASpilledPartition() {
        try (Partition partition = new Partition(memory)) {
            assertThatThrownBy(partition::finish).isInstanceOf(IllegalStateException.class);
        }
    }

    private static List<Row> rows(int count, int meanBytes) {
        Random random = new Random(7);
        return Stream.generate(
                        () -> {
                            byte[] key = new byte[random.nextInt(30)];
                            random.nextBytes(key);
                            int size = random.nextInt(50) == 0 ? 40 * meanBytes : 2 * meanBytes;
                            byte[] payload = new byte[random.nextInt(size)];
                            random.nextBytes(payload);
                            int marks = random.nextInt(4) << 30;
                            return new Row(random.nextLong(), marks, key, payload);
                        })
                .limit(count)
                .toList();
    }

    private static void append(Partition partition, Row row) throws IOException {
        assertThat(tryAppend(partition, row)).isTrue();
    }

    private static boolean tryAppend(Partition partition, Row row) throws IOException {
        byte[] content = row.content();
        int keyAndMarks = row.key.length | row.marks;
        if (!HashedRecord.isSmall(PAGE_BYTES, content.length)) {
            if (!partition.tryOpen(row.hash, keyAndMarks, content.length)) {
                return false;
            }
            int done = partition.tryAppend(content, 0, content.length);
            while (done < content.length) {
                partition.spill();
                done += partition.tryAppend(content, done, content.length - done);
            }
            return true;
        }
        long record = partition.tryAllocate(row.hash, keyAndMarks, content.length);
        if (record == Partition.NO_MEMORY) {
            return false;
        }
        RawMemory.copyFromArray(content, 0, HashedRecord.keyAddress(record), content.length);
        return true;
    }

    private List<String> read(SpilledPartition spilled, boolean deleting) throws IOException {
        List<String> texts = new ArrayList<>();
        try (PartitionReader reader = new PartitionReader(io, reading, spilled, 1, deleting)) {
            while (reader.next()) {
                long record = reader.record();
                long hash = HashedRecord.word(record);
                int marks = HashedRecord.marks(record);
                int keyBytes = HashedRecord.keyBytes(record);
                ByteArrayOutputStream content = new ByteArrayOutputStream();
                reader.forEachPiece((address, length) -> content.writeBytes(copy(address, length)));
                texts.add(text(hash, marks, keyBytes, content.toByteArray()));
            }
        }
        return texts;
    }

    private static List<String> inMemory(Partition partition) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int page = 0; page < partition.pageCount(); page++) {
            long record = partition.pageAddress(page);
            long end = record + partition.pageUsedBytes(page);
            while (record < end) {
                ByteArrayOutputStream content = new ByteArrayOutputStream();
                int keyBytes = HashedRecord.keyBytes(record);
                content.writeBytes(copy(HashedRecord.keyAddress(record), keyBytes));
                HashedRecord.forEachPayloadPiece(
                        record,
                        PAGE_BYTES,
                        (address, length) -> content.writeBytes(copy(address, length)));
                texts.add(
                        text(
                                HashedRecord.word(record),
                                HashedRecord.marks(record),
                                keyBytes,
                                content.toByteArray()));
                if (HashedRecord.isLarge(record)) {
                    page += HashedRecord.pagesBehind(record, PAGE_BYTES);
                    break;
                }
                record += HashedRecord.smallBytes(record);
            }
        }
        return texts;
    }

    private static byte[] copy(long address, long length) {
        byte[] bytes = new byte[(int) length];
        RawMemory.copyToArray(address, bytes, 0, bytes.length);
        return bytes;
    }

    private static String text(long hash, int marks, int keyBytes, byte[] content) {
        return hash + "/" + marks + "/" + keyBytes + "/" + Arrays.hashCode(content);
    }

    private static List<String> texts(List<Row> rows) {
        return rows.stream().map(Row::toString).toList();
    }
}
