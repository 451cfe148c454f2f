package io.plimsoll.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.serde.TypeSerializers;
import io.plimsoll.serde.key.SortKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalSorterTest {

    record Trade(String symbol, long time, double price) {}

    private static final SortKey<Trade> BY_SYMBOL_AND_PRICE =
            SortKey.<Trade>ofString(Trade::symbol)
                    .then(SortKey.<Trade>ofDouble(Trade::price).descending());

    private static final Comparator<Trade> NAIVE =
            Comparator.comparing(Trade::symbol)
                    .thenComparing(Comparator.comparingDouble(Trade::price).reversed());

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {6 << 20, 64 << 20})
    void shouldSortLikeAList_withMemoryForAllOrNot(long memoryBytes) throws Exception {
        List<Trade> trades = randomTrades(200_000);
        List<Trade> expected = new ArrayList<>(trades);
        expected.sort(NAIVE);
        List<Trade> actual = new ArrayList<>();
        try (ExternalSorter<Trade> sorter = builder().memoryBytes(memoryBytes).open()) {
            trades.forEach(sorter::add);
            for (Trade trade : sorter.sorted()) {
                actual.add(trade);
            }
            assertThat(sorter.progress().runs() > 0).isEqualTo(memoryBytes < 10 << 20);
            assertThat(sorter.progress().added()).isEqualTo(trades.size());
            assertThat(sorter.progress().read()).isEqualTo(trades.size());
        }
        assertThat(actual).isEqualTo(expected);
        assertThat(filesLeft()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldKeepTheOrderOfEqualKeys_withAnyNumberOfThreads(int threads) {
        List<Trade> trades = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            trades.add(new Trade("S" + i % 10, i, 1));
        }
        try (ExternalSorter<Trade> sorter =
                builder().memoryBytes(12 << 20).threads(threads).open()) {
            trades.forEach(sorter::add);
            List<Trade> sorted = sorter.stream().toList();
            assertThat(sorted).hasSize(trades.size()).isSortedAccordingTo(NAIVE_WITH_TIME);
        }
    }

    private static final Comparator<Trade> NAIVE_WITH_TIME =
            Comparator.comparing(Trade::symbol).thenComparingLong(Trade::time);

    @Test
    void shouldKeepTheFirstOfEachKey_whenDistinct() {
        try (ExternalSorter<Trade> sorter =
                ExternalSorter.of(TypeSerializers.ofRecord(Trade.class))
                        .orderBy(SortKey.ofString(Trade::symbol))
                        .temporaryDirectories(folder)
                        .memoryBytes(6 << 20)
                        .distinct()
                        .open()) {
            Set<String> symbols = new HashSet<>();
            for (int i = 0; i < 200_000; i++) {
                sorter.add(new Trade("S" + i % 1000, i, i));
                symbols.add("S" + i % 1000);
            }
            List<Trade> sorted = sorter.stream().toList();
            assertThat(sorted)
                    .extracting(Trade::symbol)
                    .containsExactlyElementsOf(symbols.stream().sorted().toList());
            assertThat(sorted).allMatch(trade -> trade.time() < 1000);
        }
    }

    @Test
    void shouldTakeRecordsLargerThanPages() {
        List<String> texts = new ArrayList<>();
        Random random = new Random(3);
        for (int i = 0; i < 100; i++) {
            texts.add(("" + (char) ('a' + random.nextInt(26))).repeat(random.nextInt(200_000)));
        }
        try (ExternalSorter<String> sorter =
                ExternalSorter.of(TypeSerializers.ofString())
                        .orderBy(SortKey.natural(String.class))
                        .temporaryDirectories(folder)
                        .memoryBytes(8 << 20)
                        .open()) {
            texts.forEach(sorter::add);
            assertThat(sorter.stream().toList()).isEqualTo(texts.stream().sorted().toList());
        }
    }

    @Test
    void shouldSayWhatIsTooLarge_andStayClosable() throws Exception {
        try (ExternalSorter<String> sorter =
                ExternalSorter.of(TypeSerializers.ofString())
                        .orderBy(SortKey.natural(String.class))
                        .temporaryDirectories(folder)
                        .memoryBytes(6 << 20)
                        .open()) {
            assertThatThrownBy(
                            () -> {
                                sorter.add("x".repeat(8 << 20));
                                sorter.sorted();
                            })
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("maxRecordBytes=");
        }
        assertThat(filesLeft()).isEmpty();
    }

    @Test
    void shouldEndWithCancellation_whenCancelled() throws Exception {
        try (ExternalSorter<Trade> sorter = builder().memoryBytes(6 << 20).open()) {
            sorter.cancel();
            assertThatThrownBy(
                            () -> {
                                randomTrades(300_000).forEach(sorter::add);
                                sorter.sorted().forEach(trade -> {});
                            })
                    .isInstanceOf(CancellationException.class);
        }
        assertThat(filesLeft()).isEmpty();
    }

    @Test
    void shouldLeaveNothing_whenClosedEarly() throws Exception {
        ExternalSorter<Trade> sorter = builder().memoryBytes(6 << 20).open();
        randomTrades(200_000).forEach(sorter::add);
        sorter.close();
        sorter.close();
        assertThat(filesLeft()).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("plimsoll-sort"));
    }

    @Test
    void shouldRefuseMisuse_withWhatWasExpected() {
        assertThatThrownBy(() -> ExternalSorter.of(TypeSerializers.ofString()).open())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("orderBy");
        assertThatThrownBy(() -> builder().memoryBytes(100_000).open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected");
        try (ExternalSorter<Trade> sorter = builder().open()) {
            Iterable<Trade> sorted = sorter.sorted();
            assertThat(sorted.iterator().hasNext()).isFalse();
            assertThatThrownBy(sorted::iterator).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> sorter.add(new Trade("late", 1, 1)))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    private ExternalSorterBuilder<Trade> builder() {
        return ExternalSorter.of(TypeSerializers.ofRecord(Trade.class))
                .orderBy(BY_SYMBOL_AND_PRICE)
                .temporaryDirectories(folder);
    }

    private static List<Trade> randomTrades(int count) {
        Random random = new Random(5);
        List<Trade> trades = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            trades.add(new Trade("SYM" + random.nextInt(500), i, random.nextInt(1000) / 10.0));
        }
        return trades;
    }

    private List<Path> filesLeft() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
