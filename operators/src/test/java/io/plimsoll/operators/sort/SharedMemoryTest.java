package io.plimsoll.operators.sort;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.memory.access.RawMemory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several sorters of one job, which share its memory by need. */
@Timeout(60)
class SharedMemoryTest {

    private static final int PAGES = 200;

    @Test
    void shouldSortBoth_whenOneThreadFillsThemInTurn() throws Exception {
        List<byte[]> records = records(20_000, 1, 60);
        try (SorterFixture fixture = new SorterFixture(PAGES);
                BinarySorter first = open(fixture, BinarySorter.options());
                BinarySorter second = open(fixture, BinarySorter.options())) {
            try (SortWriter left = first.newWriter();
                    SortWriter right = second.newWriter()) {
                for (byte[] record : records) {
                    left.add(record, 0, record.length);
                    right.add(record, 0, record.length);
                }
            }
            assertSorted(first, records);
            assertSorted(second, records);
            assertThat(first.progress().runs()).isPositive();
            assertThat(second.progress().runs()).isPositive();
        }
    }

    @Test
    void shouldLetALaterOneHaveTheMemory_thatAnEarlierOneNoLongerAddsTo() throws Exception {
        List<byte[]> records = records(10_000, 2, 60);
        try (SorterFixture fixture = new SorterFixture(PAGES);
                BinarySorter first = open(fixture, BinarySorter.options())) {
            try (SortWriter writer = first.newWriter()) {
                for (byte[] record : records) {
                    writer.add(record, 0, record.length);
                }
            }
            int before = first.progress().runs();
            try (BinarySorter second = open(fixture, BinarySorter.options())) {
                try (SortWriter writer = second.newWriter()) {
                    for (byte[] record : records.subList(0, 5_000)) {
                        writer.add(record, 0, record.length);
                    }
                }
                assertThat(first.progress().runs()).isGreaterThan(before);
                assertThat(second.progress().runs()).as("half of the memory does").isZero();
                assertSorted(second, records.subList(0, 5_000));
            }
            assertSorted(first, records);
        }
    }

    /** What is read lies in the first sorter's memory when the second one asks for it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldGiveBackWhatIsInMemory_whileItIsRead(boolean distinct) throws Exception {
        for (int maxLength : new int[] {60, 9_000}) {
            List<byte[]> records = records(800_000 / maxLength, 3, maxLength);
            BinarySorter.Options options = BinarySorter.options().distinct(distinct);
            try (SorterFixture fixture = new SorterFixture(300);
                    BinarySorter first = open(fixture, options);
                    BinarySorter second = open(fixture, BinarySorter.options().descending(true))) {
                fill(first, records);
                List<byte[]> seen = new ArrayList<>();
                try (SortedRecords sorted = first.finish();
                        SortWriter writer = second.newWriter()) {
                    while (sorted.next()) {
                        boolean contiguous = sorted.isContiguous();
                        byte[] large = contiguous ? new byte[0] : payload(sorted);
                        // three times as much as there is in the first one
                        for (int copy = 0; copy < 3; copy++) {
                            if (contiguous) {
                                writer.add(sorted.payloadAddress(), (int) sorted.payloadBytes());
                            } else {
                                writer.add(large, 0, large.length);
                            }
                        }
                        seen.add(contiguous ? payload(sorted) : large);
                    }
                }
                assertThat(first.progress().runs()).isPositive();
                assertSame(seen, expected(records, distinct));
                List<byte[]> again = new ArrayList<>();
                try (SortedRecords sorted = second.finish()) {
                    for (int i = 0; sorted.next(); i++) {
                        if (i % 3 == 0) {
                            again.add(0, payload(sorted));
                        }
                    }
                }
                assertSame(again, expected(records, distinct));
            }
        }
    }

    @Test
    void shouldSortBoth_onTwoThreads() throws Exception {
        List<byte[]> records = records(30_000, 4, 60);
        try (SorterFixture fixture = new SorterFixture(PAGES);
                BinarySorter first = open(fixture, BinarySorter.options());
                BinarySorter second = open(fixture, BinarySorter.options());
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<?>> done = new ArrayList<>();
            for (BinarySorter sorter : List.of(first, second)) {
                done.add(
                        threads.submit(() -> {
                            fill(sorter, records);
                            assertSorted(sorter, records);
                            return null;
                        }));
            }
            for (Future<?> each : done) {
                each.get(50, TimeUnit.SECONDS);
            }
        }
    }

    private static BinarySorter open(SorterFixture fixture, BinarySorter.Options options)
            throws Exception {
        return options.open(fixture.memory.rootPool(), fixture.io);
    }

    private static void fill(BinarySorter sorter, List<byte[]> records) throws Exception {
        try (SortWriter writer = sorter.newWriter()) {
            for (byte[] record : records) {
                writer.add(record, 0, record.length);
            }
        }
    }

    private static byte[] payload(SortedRecords sorted) throws Exception {
        byte[] copy = new byte[(int) sorted.payloadBytes()];
        if (sorted.isContiguous()) {
            RawMemory.copyToArray(sorted.payloadAddress(), copy, 0, copy.length);
        } else {
            sorted.copyPayload(copy);
        }
        return copy;
    }

    private static void assertSorted(BinarySorter sorter, List<byte[]> records) throws Exception {
        try (SortedRecords sorted = sorter.finish()) {
            assertSame(SorterFixture.drain(sorted), expected(records, false));
        }
    }

    private static List<byte[]> expected(List<byte[]> records, boolean distinct) {
        List<byte[]> sorted = new ArrayList<>();
        byte[] last = null;
        List<byte[]> all = new ArrayList<>(records);
        all.sort(Arrays::compareUnsigned);
        for (byte[] record : all) {
            if (!distinct || !Arrays.equals(last, record)) {
                sorted.add(record);
            }
            last = record;
        }
        return sorted;
    }

    private static void assertSame(List<byte[]> actual, List<byte[]> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            assertThat(actual.get(i)).as("record %d", i).isEqualTo(expected.get(i));
        }
    }

    private static List<byte[]> records(int count, long seed, int maxLength) {
        Random random = new Random(seed);
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] record = new byte[8 + random.nextInt(maxLength)];
            random.nextBytes(record);
            records.add(record);
            if (i % 5 == 0) {
                records.add(record.clone());
            }
        }
        return records;
    }
}
