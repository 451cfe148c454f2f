package io.plimsoll.operators.sort;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.memory.segment.MemorySegmentFactory;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of several pages whose keys are known only when they end. */
class KeyBehindTest {

    private static final int PAYLOAD_BYTES = 3 * SorterFixture.PAGE_BYTES;

    private record Row(byte[] key, byte[] payload) {

        byte[] bytes() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(key);
            bytes.writeBytes(payload);
            return bytes.toByteArray();
        }
    }

    /**
     * Keys shorter than a word used to be read together with what lay behind their page; the order
     * then depended on that.
     */
    @ParameterizedTest
    @ValueSource(ints = {70, 2000})
    void shouldOrderByKeys_whateverTheirLength(int pages) throws Exception {
        List<Row> rows = new ArrayList<>();
        Random random = new Random(51);
        for (int i = 0; i < 400; i++) {
            byte[] key = new byte[1 + random.nextInt(12)];
            for (int at = 0; at < key.length - 1; at++) {
                key[at] = (byte) (1 + random.nextInt(2));
            }
            byte[] payload = new byte[random.nextInt(4) == 0 ? PAYLOAD_BYTES : random.nextInt(9)];
            random.nextBytes(payload);
            rows.add(new Row(key, payload));
        }
        for (boolean descending : new boolean[] {false, true}) {
            List<byte[]> expected =
                    rows.stream()
                            .sorted((left, right) ->
                                    (descending ? -1 : 1)
                                            * Arrays.compareUnsigned(left.bytes(), right.bytes()))
                            .map(Row::payload)
                            .toList();
            List<byte[]> sorted = sort(rows, pages, descending);
            assertThat(sorted).hasSameSizeAs(expected);
            for (int i = 0; i < sorted.size(); i++) {
                assertThat(sorted.get(i)).as("record %d", i).isEqualTo(expected.get(i));
            }
        }
    }

    /** Dropped records used to hold their pages until others were written, which never came. */
    @Test
    void shouldGivePagesBack_whenRecordsAreDropped() throws Exception {
        try (SorterFixture fixture = new SorterFixture(100);
                BinarySorter sorter = fixture.open(BinarySorter.options().keyed(true))) {
            SortWriter writer = sorter.newWriter();
            long before = fixture.usedBytes();
            for (int i = 0; i < 100; i++) {
                writer.openBehindKey();
                append(writer, new byte[10 * SorterFixture.PAGE_BYTES]);
                writer.dropOpen();
            }
            // What stays is a page of entries.
            assertThat(fixture.usedBytes() - before).isEqualTo(SorterFixture.PAGE_BYTES);
            writer.add(new byte[] {0}, 1, new byte[] {7}, 0, 1);
            writer.close();
            try (SortedRecords sorted = sorter.finish()) {
                assertThat(SorterFixture.drain(sorted)).containsExactly(new byte[] {7});
            }
        }
    }

    private static List<byte[]> sort(List<Row> rows, int pages, boolean descending)
            throws Exception {
        BinarySorter.Options options =
                BinarySorter.options().keyed(true).descending(descending).writers(2);
        try (SorterFixture fixture = new SorterFixture(pages);
                BinarySorter sorter = fixture.open(options)) {
            List<SortWriter> writers = List.of(sorter.newWriter(), sorter.newWriter());
            for (int i = 0; i < rows.size(); i++) {
                SortWriter writer = writers.get(i & 1);
                Row row = rows.get(i);
                if (row.payload().length == PAYLOAD_BYTES) {
                    writer.openBehindKey();
                    append(writer, row.payload());
                    writer.endBehindKey(row.key(), row.key().length);
                } else {
                    byte[] payload = row.payload();
                    writer.add(row.key(), row.key().length, payload, 0, payload.length);
                }
                writer.pause();
            }
            writers.forEach(SortWriter::close);
            try (SortedRecords sorted = sorter.finish()) {
                return SorterFixture.drain(sorted);
            }
        }
    }

    private static void append(SortWriter writer, byte[] bytes) throws Exception {
        MemorySegment memory = MemorySegmentFactory.allocateUnpooledOffHeapMemory(bytes.length);
        try {
            memory.put(0, bytes);
            writer.append(memory.getAddress(), bytes.length);
        } finally {
            memory.free();
        }
    }
}
