package io.plimsoll.operators.sort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinarySorterTest {

    private static final Comparator<byte[]> ORDER = Arrays::compareUnsigned;

    @Test
    void shouldGiveNothing_whenNothingWasAdded() throws Exception {
        assertThat(sort(List.of(), 200, BinarySorter.options())).isEmpty();
    }

    @Test
    void shouldSortInMemory_whenAllFits() throws Exception {
        assertThat(texts(sort(bytes("b", "", "a", "ab", "b", "a\0"), 200, BinarySorter.options())))
                .containsExactly("", "a", "a\0", "ab", "b", "b");
    }

    @Test
    void shouldCompareBytesUnsigned() throws Exception {
        List<byte[]> records = List.of(new byte[] {(byte) 0x80}, new byte[] {0x7f}, new byte[] {0});
        assertThat(sort(records, 200, BinarySorter.options()))
                .containsExactly(new byte[] {0}, new byte[] {0x7f}, new byte[] {(byte) 0x80});
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 100, 400})
    void shouldSortRandomRecords_whateverTheMemory(int pages) throws Exception {
        checkAgainstNaive(randomRecords(new Random(7), 40_000, 40, 256), pages);
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 400})
    void shouldSort_whenPrefixesAreLong(int pages) throws Exception {
        Random random = new Random(8);
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            String prefix = "common/prefix/of/many/records/".repeat(random.nextInt(3));
            records.add((prefix + random.nextInt(500)).getBytes(StandardCharsets.UTF_8));
        }
        checkAgainstNaive(records, pages);
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 400})
    void shouldSort_whenRecordsDifferInTheirTrailingZeros(int pages) throws Exception {
        Random random = new Random(9);
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            byte[] record = new byte[random.nextInt(40)];
            if (record.length > 0 && random.nextInt(4) == 0) {
                record[random.nextInt(record.length)] = (byte) random.nextInt(2);
            }
            records.add(record);
        }
        checkAgainstNaive(records, pages);
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 400})
    void shouldSort_whenAllAreEqual(int pages) throws Exception {
        byte[] record = "the same line again and again".getBytes(StandardCharsets.UTF_8);
        checkAgainstNaive(IntStream.range(0, 30_000).mapToObj(i -> record).toList(), pages);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldSort_whenInputIsInOrderOrReversed(boolean reversed) throws Exception {
        List<byte[]> records = randomRecords(new Random(10), 30_000, 20, 256);
        records.sort(reversed ? ORDER.reversed() : ORDER);
        checkAgainstNaive(records, 60);
    }

    @Test
    void shouldSortRecordsOfManyPages() throws Exception {
        Random random = new Random(11);
        List<byte[]> records = new ArrayList<>();
        byte[] large = new byte[9 * SorterFixture.PAGE_BYTES];
        random.nextBytes(large);
        for (int i = 0; i < 60; i++) {
            byte[] copy = Arrays.copyOf(large, large.length - random.nextInt(3));
            copy[copy.length - 1 - random.nextInt(100)] = (byte) random.nextInt(256);
            records.add(copy);
            records.add(("small" + i).getBytes(StandardCharsets.UTF_8));
        }
        checkAgainstNaive(records, 120);
        checkAgainstNaive(records, 800);
    }

    @Test
    void shouldReverseEverything_whenDescending() throws Exception {
        List<byte[]> records = randomRecords(new Random(12), 20_000, 30, 4);
        List<byte[]> expected = new ArrayList<>(records);
        expected.sort(ORDER.reversed());
        for (int pages : new int[] {60, 600}) {
            assertSame(sort(records, pages, BinarySorter.options().descending(true)), expected);
        }
    }

    @Test
    void shouldKeepOneOfEqualRecords_whenDistinct() throws Exception {
        List<byte[]> records = randomRecords(new Random(13), 30_000, 6, 3);
        byte[] large = new byte[6 * SorterFixture.PAGE_BYTES];
        for (int i = 0; i < 20; i++) {
            records.add(i * 1000, Arrays.copyOf(large, large.length - i % 2));
        }
        List<byte[]> expected = new ArrayList<>();
        for (byte[] record : records.stream().sorted(ORDER).toList()) {
            if (expected.isEmpty() || !Arrays.equals(expected.getLast(), record)) {
                expected.add(record);
            }
        }
        for (int pages : new int[] {70, 800}) {
            assertSame(sort(records, pages, BinarySorter.options().distinct(true)), expected);
        }
    }

    @Test
    void shouldKeepInputOrderOfEqualKeys_whenStable() throws Exception {
        for (boolean descending : new boolean[] {false, true}) {
            for (int pages : new int[] {60, 800}) {
                List<String> sorted = sortKeyed(pages, descending, false);
                List<String> expected = new ArrayList<>(KEYED);
                Comparator<String> byKey = Comparator.comparing(text -> text.charAt(0));
                expected.sort(descending ? byKey.reversed() : byKey);
                assertThat(sorted).isEqualTo(expected);
            }
        }
    }

    @Test
    void shouldKeepTheFirstOfEachKey_whenStableAndDistinct() throws Exception {
        for (int pages : new int[] {60, 800}) {
            assertThat(sortKeyed(pages, false, true)).containsExactly("a0", "b1", "c2", "d3", "e4");
        }
    }

    @Test
    void shouldRefuseARecord_whenItIsLargerThanHalfOfTheMemory() throws Exception {
        try (SorterFixture fixture = new SorterFixture(100);
                BinarySorter sorter = fixture.open(BinarySorter.options());
                SortWriter writer = sorter.newWriter()) {
            byte[] tooLarge = new byte[(int) sorter.maxRecordBytes() + 1];
            assertThatThrownBy(() -> writer.add(tooLarge, 0, tooLarge.length))
                    .isInstanceOf(RecordTooLargeException.class)
                    .hasMessageContaining("maxRecordBytes=" + sorter.maxRecordBytes());
        }
    }

    @Test
    void shouldTakeARecordOfHalfTheMemory_afterOthersFilledIt() throws Exception {
        try (SorterFixture fixture = new SorterFixture(100);
                BinarySorter sorter = fixture.open(BinarySorter.options().writers(2))) {
            SortWriter other = sorter.newWriter();
            SortWriter writer = sorter.newWriter();
            byte[] small = new byte[100];
            for (int i = 0; i < 2500; i++) {
                other.add(small, 0, small.length);
            }
            other.pause();
            byte[] large = new byte[(int) sorter.maxRecordBytes()];
            writer.add(large, 0, large.length);
            writer.close();
            other.close();
            try (SortedRecords sorted = sorter.finish()) {
                assertThat(SorterFixture.drain(sorted)).hasSize(2501).endsWith(large);
            }
        }
    }

    @Test
    void shouldGiveEverythingBack_whenClosedAtAnyPoint() throws Exception {
        List<byte[]> records = randomRecords(new Random(14), 20_000, 40, 256);
        for (int stop : new int[] {0, 1, 5_000, 20_000}) {
            try (SorterFixture fixture = new SorterFixture(60)) {
                long before = fixture.usedBytes();
                try (BinarySorter sorter = fixture.open(BinarySorter.options())) {
                    SortWriter writer = sorter.newWriter();
                    for (byte[] record : records.subList(0, stop)) {
                        writer.add(record, 0, record.length);
                    }
                    if (stop == records.size()) {
                        writer.close();
                        sorter.finish().next();
                    }
                }
                assertThat(fixture.usedBytes()).isEqualTo(before);
                assertThat(fixture.filesLeft()).isEmpty();
            }
        }
    }

    @Test
    void shouldEnd_whenCancelled() throws Exception {
        List<byte[]> records = randomRecords(new Random(15), 50_000, 40, 256);
        try (SorterFixture fixture = new SorterFixture(60);
                BinarySorter sorter = fixture.open(BinarySorter.options())) {
            SortWriter writer = sorter.newWriter();
            sorter.cancel();
            assertThatThrownBy(
                            () -> {
                                for (byte[] record : records) {
                                    writer.add(record, 0, record.length);
                                }
                            })
                    .isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void shouldDeleteRunsAsTheyAreRead() throws Exception {
        List<byte[]> records = randomRecords(new Random(16), 50_000, 40, 256);
        try (SorterFixture fixture = new SorterFixture(60);
                BinarySorter sorter = fixture.open(BinarySorter.options())) {
            try (SortWriter writer = sorter.newWriter()) {
                for (byte[] record : records) {
                    writer.add(record, 0, record.length);
                }
            }
            try (SortedRecords sorted = sorter.finish()) {
                assertThat(fixture.filesLeft()).isNotEmpty();
                assertThat(SorterFixture.drain(sorted)).hasSize(records.size());
                assertThat(fixture.filesLeft()).isEmpty();
            }
        }
    }

    private static final List<String> KEYED =
            IntStream.range(0, 30_000).mapToObj(i -> "" + (char) ('a' + i % 5) + i).toList();

    private static List<String> sortKeyed(int pages, boolean descending, boolean distinct)
            throws Exception {
        BinarySorter.Options options =
                BinarySorter.options()
                        .keyed(true)
                        .stable(true)
                        .descending(descending)
                        .distinct(distinct);
        try (SorterFixture fixture = new SorterFixture(pages);
                BinarySorter sorter = fixture.open(options)) {
            try (SortWriter writer = sorter.newWriter()) {
                for (String text : KEYED) {
                    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
                    writer.add(payload, 1, payload, 0, payload.length);
                }
            }
            try (SortedRecords sorted = sorter.finish()) {
                return texts(SorterFixture.drain(sorted));
            }
        }
    }

    private static void checkAgainstNaive(List<byte[]> records, int pages) throws Exception {
        List<byte[]> expected = new ArrayList<>(records);
        expected.sort(ORDER);
        assertSame(sort(records, pages, BinarySorter.options()), expected);
        assertSame(sort(records, pages, BinarySorter.options().writers(3)), expected);
    }

    private static void assertSame(List<byte[]> actual, List<byte[]> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i)).as("record %d", i).isEqualTo(expected.get(i));
        }
    }

    /** Sorts with as many writers as the options have, each in a thread of its own. */
    private static List<byte[]> sort(List<byte[]> records, int pages, BinarySorter.Options options)
            throws Exception {
        try (SorterFixture fixture = new SorterFixture(pages);
                BinarySorter sorter = fixture.open(options)) {
            ParallelWriters.add(records, sorter);
            try (SortedRecords sorted = sorter.finish()) {
                return SorterFixture.drain(sorted);
            }
        }
    }

    private static List<byte[]> randomRecords(
            Random random, int count, int maxLength, int alphabet) {
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] record = new byte[random.nextInt(maxLength + 1)];
            for (int at = 0; at < record.length; at++) {
                record[at] = (byte) random.nextInt(alphabet);
            }
            records.add(record);
        }
        return records;
    }

    private static List<byte[]> bytes(String... texts) {
        return Arrays.stream(texts).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }

    private static List<String> texts(List<byte[]> records) {
        return records.stream().map(record -> new String(record, StandardCharsets.UTF_8)).toList();
    }
}
