package io.plimsoll.operators.sort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** The first records only: the same as sorting all and taking so many. */
class LimitTest {

    /** Short keys are no prefixes of others: they end with a byte that none has within. */
    private record Row(byte[] key, byte[] payload) {}

    @Property(tries = 60)
    void givesWhatSortingAllAndCuttingDoes(
            @ForAll long seed,
            @ForAll @IntRange(min = 60, max = 200) int pages,
            @ForAll @IntRange(min = 1, max = 6000) int limit,
            @ForAll @IntRange(min = 1, max = 20) int keyBytes,
            @ForAll boolean descending,
            @ForAll boolean distinct)
            throws Exception {
        List<Row> rows = rows(5000, seed, keyBytes);
        BinarySorter.Options options =
                BinarySorter.options()
                        .keyed(true)
                        .stable(true)
                        .descending(descending)
                        .distinct(distinct)
                        .limit(limit);
        List<String> actual = new ArrayList<>();
        try (SorterFixture fixture = new SorterFixture(pages);
                BinarySorter sorter = fixture.open(options)) {
            try (SortWriter writer = sorter.newWriter()) {
                for (Row row : rows) {
                    writer.add(row.key, row.key.length, row.payload, 0, row.payload.length);
                }
                assertThat(writer.records()).isEqualTo(rows.size());
            }
            try (SortedRecords sorted = sorter.finish()) {
                for (byte[] payload : SorterFixture.drain(sorted)) {
                    actual.add(new String(payload, StandardCharsets.UTF_8));
                }
                assertThat(sorted.recordsRead()).isEqualTo(actual.size());
            }
        }
        assertThat(actual).isEqualTo(expected(rows, limit, descending, distinct));
    }

    @Property(tries = 20)
    void givesTheFirstOfRecordsThatAreAllKey(
            @ForAll long seed,
            @ForAll @LongRange(min = 1, max = 8000) long limit,
            @ForAll boolean descending)
            throws Exception {
        List<byte[]> records = new ArrayList<>();
        Random random = new Random(seed);
        for (int i = 0; i < 12_000; i++) {
            // what tells them apart lies mostly behind the first word
            byte[] record = new byte[9 + random.nextInt(10)];
            record[7] = (byte) random.nextInt(3);
            record[8] = (byte) random.nextInt(256);
            records.add(record);
        }
        List<byte[]> expected = new ArrayList<>(records);
        Comparator<byte[]> order = Arrays::compareUnsigned;
        expected.sort(descending ? order.reversed() : order);
        try (SorterFixture fixture = new SorterFixture(60);
                BinarySorter sorter =
                        fixture.open(BinarySorter.options().limit(limit).descending(descending))) {
            try (SortWriter writer = sorter.newWriter()) {
                for (byte[] record : records) {
                    writer.add(record, 0, record.length);
                }
            }
            try (SortedRecords sorted = sorter.finish()) {
                assertThat(SorterFixture.drain(sorted))
                        .usingElementComparator(Arrays::compareUnsigned)
                        .isEqualTo(expected.subList(0, (int) limit));
            }
        }
    }

    @Test
    void shouldHardlyWriteAnything_whenFewAreWanted() throws Exception {
        assertThat(spilledPart(100)).isLessThan(0.01);
    }

    /** As many as four times the memory are wanted, of forty times. */
    @Test
    void shouldWriteLittleMoreThanWhatIsWanted_whenThatIsMoreThanTheMemory() throws Exception {
        assertThat(spilledPart(20_000)).isBetween(0.1, 0.6);
    }

    @Test
    void shouldRefuseALimitBelowOne() {
        assertThatThrownBy(() -> BinarySorter.options().limit(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limit=0 (expected 1 or more)");
    }

    private static double spilledPart(int limit) throws Exception {
        int records = 200_000;
        byte[] record = new byte[24];
        Random random = new Random(limit);
        try (SorterFixture fixture = new SorterFixture(80);
                BinarySorter sorter = fixture.open(BinarySorter.options().limit(limit))) {
            try (SortWriter writer = sorter.newWriter()) {
                for (int i = 0; i < records; i++) {
                    random.nextBytes(record);
                    writer.add(record, 0, record.length);
                }
            }
            try (SortedRecords sorted = sorter.finish()) {
                assertThat(SorterFixture.drain(sorted)).hasSize(limit);
            }
            return (double) sorter.memoryUse().spilledBytes() / (records * 28.0);
        }
    }

    private static List<String> expected(
            List<Row> rows, int limit, boolean descending, boolean distinct) {
        Comparator<Row> byKey = (a, b) -> Arrays.compareUnsigned(a.key, b.key);
        List<Row> sorted = new ArrayList<>(rows);
        sorted.sort(descending ? byKey.reversed() : byKey);
        List<String> payloads = new ArrayList<>();
        byte[] last = null;
        for (Row row : sorted) {
            if (payloads.size() < limit && !(distinct && Arrays.equals(last, row.key))) {
                payloads.add(new String(row.payload, StandardCharsets.UTF_8));
            }
            last = row.key;
        }
        return payloads;
    }

    private static List<Row> rows(int count, long seed, int maxKeyBytes) {
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] key = new byte[1 + random.nextInt(maxKeyBytes)];
            for (int at = 0; at < key.length - 1; at++) {
                key[at] = (byte) (1 + random.nextInt(255));
            }
            rows.add(new Row(key, Integer.toString(i).getBytes(StandardCharsets.UTF_8)));
        }
        return rows;
    }
}
