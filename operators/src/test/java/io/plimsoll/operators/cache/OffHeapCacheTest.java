package io.plimsoll.operators.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.memory.MemoryManager;
import io.plimsoll.memory.MemoryPool;
import io.plimsoll.memory.PoolOptions;
import io.plimsoll.memory.segment.MemorySegment;
import io.plimsoll.serde.TypeSerializers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OffHeapCacheTest {

    private static OffHeapCacheBuilder<Long, String> texts() {
        return OffHeapCache.of(TypeSerializers.ofLong(), TypeSerializers.ofString())
                .maximumBytes(1 << 20);
    }

    private static OffHeapCacheBuilder<Long, byte[]> bytes() {
        return OffHeapCache.of(TypeSerializers.ofLong(), TypeSerializers.ofBytes());
    }

    @Test
    void shouldReturnWhatWasWrittenLast() {
        try (OffHeapCache<Long, String> cache = texts().open()) {
            assertThat(cache.get(1L)).isNull();
            assertThat(cache.put(1L, "one")).isTrue();
            assertThat(cache.get(1L)).isEqualTo("one");
            cache.put(1L, "uno"); // the same length
            assertThat(cache.get(1L)).isEqualTo("uno");
            cache.put(1L, "one".repeat(100)); // another block
            assertThat(cache.get(1L)).isEqualTo("one".repeat(100));
            assertThat(cache.remove(1L)).isTrue();
            assertThat(cache.remove(1L)).isFalse();
            assertThat(cache.get(1L)).isNull();
            assertThat(cache.putIfAbsent(1L, "a")).isNull();
            assertThat(cache.putIfAbsent(1L, "b")).isEqualTo("a");
            assertThat(cache.size()).isEqualTo(1);
            cache.verify();
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldStayWithinItsMaximumAndKeepMuch_whenWrittenWithoutEnd(EvictionKind kind) {
        try (OffHeapCache<Long, byte[]> cache =
                bytes().maximumBytes(1 << 20).eviction(kind).open()) {
            for (long key = 0; key < 50_000; key++) {
                cache.put(key, new byte[(int) (key * 31 % 300)]);
            }
            CacheStatistics statistics = cache.statistics();
            assertThat(statistics.memoryBytes()).isLessThanOrEqualTo(1 << 20);
            assertThat(statistics.contentBytes()).isGreaterThan(600_000);
            assertThat(statistics.evicted()).isEqualTo(50_000 - statistics.entries());
            cache.verify();
        }
    }

    @Test
    void shouldMoveMemoryFromShortToLongEntriesAndBack() {
        try (OffHeapCache<Long, byte[]> cache =
                bytes().maximumBytes(2 << 20).eviction(EvictionKind.LRU).open()) {
            for (int length : new int[] {10, 1000, 40, 5000, 60_000, 100, 20_000, 3}) {
                for (long key = 0; key < 5_000_000 / (length + 100); key++) {
                    assertThat(cache.put(key, new byte[length])).isTrue();
                }
                assertThat(cache.statistics().contentBytes())
                        .as("length %d", length)
                        .isGreaterThan((2 << 20) * 3L / 5 * (length + 8) / (length + 80));
                cache.verify();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4000, 8100, 8200, 16_000, 32_000, 100_000, 120_000})
    void shouldKeepEntriesOfAnyLengthUpToTheLimit(int length) {
        try (OffHeapCache<Long, byte[]> cache = bytes().maximumBytes(1 << 20).open()) {
            byte[] value = new byte[length];
            for (int at = 0; at < length; at++) {
                value[at] = (byte) (at * 7 + at / 251);
            }
            for (long key = 0; key < 20; key++) {
                assertThat(cache.put(key, value)).isTrue();
                assertThat(cache.get(key)).isEqualTo(value);
            }
            cache.verify();
        }
    }

    @Test
    void shouldRefuseAnEntryThatIsTooLarge_andHaveNoOldValueThen() {
        try (OffHeapCache<Long, byte[]> cache = bytes().maximumBytes(1 << 20).open()) {
            cache.put(1L, new byte[10]);
            assertThat(cache.put(1L, new byte[(int) cache.maxEntryBytes()])).isFalse();
            assertThat(cache.get(1L)).isNull();
            assertThat(cache.put(1L, new byte[(int) cache.maxEntryBytes() - 80])).isTrue();
            assertThat(cache.statistics().refusals()).isEqualTo(1);
        }
    }

    @Test
    void shouldRefuseAKeyThatIsTooLong() {
        try (OffHeapCache<String, String> cache =
                OffHeapCache.of(TypeSerializers.ofString(), TypeSerializers.ofString()).open()) {
            String longest = "k".repeat(cache.maxKeyBytes() - 2);
            assertThat(cache.put(longest, "v".repeat(100_000))).isTrue();
            assertThat(cache.get(longest)).hasSize(100_000);
            assertThatThrownBy(() -> cache.get(longest + "too long"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("keyBytes=");
        }
    }

    @Test
    void shouldSayWhatMemoryWouldDo_whenThereIsTooLittle() {
        assertThatThrownBy(() -> texts().maximumBytes(1000).open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maximumBytes=1000 (expected at least 65536, 16 pages)");
        texts().maximumBytes(65536).open().close();
    }

    @Test
    void shouldExpire_afterWriteAndAccessAndPerEntry() {
        FakeTime time = new FakeTime();
        try (OffHeapCache<Long, String> cache =
                texts().clock(time)
                        .expireAfterWrite(Duration.ofSeconds(10))
                        .expireAfterAccess(Duration.ofSeconds(4))
                        .open()) {
            cache.put(1L, "one");
            cache.put(2L, "two", Duration.ofSeconds(2));
            time.advance(3, TimeUnit.SECONDS);
            assertThat(cache.get(1L)).isEqualTo("one"); // lives to 7
            assertThat(cache.get(2L)).isNull();
            time.advance(3, TimeUnit.SECONDS);
            assertThat(cache.get(1L)).isEqualTo("one"); // would live to 10
            time.advance(3, TimeUnit.SECONDS);
            assertThat(cache.get(1L)).isEqualTo("one"); // not to 13
            time.advance(1, TimeUnit.SECONDS);
            assertThat(cache.get(1L)).isNull();
            assertThat(cache.statistics().expired()).isEqualTo(2);
            cache.put(3L, "three");
            time.advance(5, TimeUnit.SECONDS);
            cache.cleanUp();
            assertThat(cache.size()).isZero();
        }
    }

    @Test
    void shouldDropExpiredEntriesWhileOthersAreWritten() {
        FakeTime time = new FakeTime();
        try (OffHeapCache<Long, String> cache =
                texts().clock(time).expireAfterWrite(Duration.ofSeconds(1)).open()) {
            for (long key = 0; key < 1000; key++) {
                cache.put(key, "old");
            }
            time.advance(1, TimeUnit.SECONDS);
            for (long key = 1000; key < 3500; key++) {
                cache.put(key, "new");
            }
            assertThat(cache.statistics().expired()).isEqualTo(1000);
            cache.verify();
        }
    }

    @Test
    void shouldTellTheListenerOfEveryEntryThatLeaves() {
        Map<RemovalCause, List<Long>> told = new HashMap<>();
        FakeTime time = new FakeTime();
        try (OffHeapCache<Long, String> cache =
                texts().maximumBytes(65536)
                        .clock(time)
                        .expireAfterWrite(Duration.ofSeconds(1))
                        .removalListener((key, value, cause) -> {
                            assertThat(value).startsWith("v" + key);
                            told.computeIfAbsent(cause, c -> new ArrayList<>()).add(key);
                        })
                        .open()) {
            cache.put(1L, "v1");
            cache.put(1L, "v1again");
            cache.remove(1L);
            cache.put(2L, "v2");
            time.advance(1, TimeUnit.SECONDS);
            cache.get(2L);
            for (long key = 3; key < 1000; key++) {
                cache.put(key, "v" + key);
            }
            cache.invalidateAll();
            assertThat(told.get(RemovalCause.REPLACED)).containsExactly(1L);
            assertThat(told.get(RemovalCause.REMOVED)).contains(1L);
            assertThat(told.get(RemovalCause.EXPIRED)).containsExactly(2L);
            assertThat(told.get(RemovalCause.EVICTED)).isNotEmpty();
            assertThat(
                            told.get(RemovalCause.REMOVED).size()
                                    + told.get(RemovalCause.EVICTED).size())
                    .isEqualTo(1 + 997);
        }
    }

    @Test
    void shouldGoOn_whenTheListenerThrows() {
        try (OffHeapCache<Long, String> cache =
                texts().removalListener(
                                (key, value, cause) -> {
                                    throw new IllegalStateException("mine");
                                })
                        .open()) {
            cache.put(1L, "one");
            assertThat(cache.remove(1L)).isTrue();
        }
    }

    @Test
    void shouldGiveItsMemoryToWhoAsks_andGrowAgain() throws Exception {
        try (MemoryManager manager = MemoryManager.create(8 << 20, 4096)) {
            try (OffHeapCache<Long, byte[]> cache = bytes().in(manager.rootPool()).open()) {
                fill(cache, 40_000);
                long full = cache.statistics().memoryBytes();
                assertThat(full).isGreaterThan(7 << 20);
                MemoryPool job = manager.rootPool().newChild(PoolOptions.named("job"));
                List<MemorySegment> pages =
                        new ArrayList<>(job.allocatePages(1000, Duration.ofSeconds(10)));
                CacheStatistics statistics = cache.statistics();
                assertThat(statistics.memoryBytes()).isLessThan(full - (3 << 20));
                assertThat(statistics.recalled()).isPositive();
                assertThat(statistics.contentBytes()).isGreaterThan(2 << 20);
                cache.verify();
                job.release(pages);
                fill(cache, 80_000);
                assertThat(cache.statistics().memoryBytes()).isGreaterThan(7 << 20);
                pages = new ArrayList<>(job.allocatePages(2048, Duration.ofSeconds(10)));
                assertThat(cache.statistics().memoryBytes()).isZero();
                assertThat(cache.put(1L, new byte[10])).isFalse();
                assertThat(cache.get(1L)).isNull();
                job.release(pages);
                fill(cache, 10_000);
                assertThat(cache.size()).isGreaterThan(5_000);
                cache.verify();
            }
            assertThat(manager.usedBytes()).isZero();
            assertThat(manager.verifyEmpty()).isTrue();
        }
    }

    private static void fill(OffHeapCache<Long, byte[]> cache, int count) {
        for (long key = 0; key < count; key++) {
            cache.put(key, new byte[200]);
        }
    }

    @Test
    void shouldGiveTheMemoryBack_whenInvalidatedOrClosed() throws Exception {
        try (MemoryManager manager = MemoryManager.create(8 << 20, 4096)) {
            OffHeapCache<Long, byte[]> cache =
                    bytes().in(manager.rootPool()).maximumBytes(4 << 20).open();
            fill(cache, 30_000);
            assertThat(manager.usedBytes()).isBetween(3L << 20, 4L << 20);
            cache.invalidateAll();
            assertThat(manager.usedBytes()).isZero();
            fill(cache, 30_000);
            cache.close();
            cache.close();
            assertThat(manager.usedBytes()).isZero();
            assertThatThrownBy(() -> cache.put(1L, new byte[1]))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> cache.get(1L)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void shouldShowAllEntries() {
        try (OffHeapCache<Long, String> cache = texts().open()) {
            Map<Long, String> expected = new HashMap<>();
            for (long key = 0; key < 1000; key++) {
                expected.put(key, "v" + key);
            }
            cache.putAll(expected);
            Map<Long, String> shown = new HashMap<>();
            cache.forEach(shown::put);
            assertThat(shown).isEqualTo(expected);
            assertThat(cache.getAll(List.of(1L, 2L, 5000L))).isEqualTo(Map.of(1L, "v1", 2L, "v2"));
            cache.removeAll(List.of(1L, 2L));
            assertThat(cache.size()).isEqualTo(998);
        }
    }

    @Test
    void shouldCountWhatHappens() throws IOException {
        try (OffHeapCache<Long, String> cache = texts().open()) {
            cache.get(1L);
            cache.put(1L, "one");
            cache.get(1L);
            cache.get(1L);
            cache.get(2L, key -> "two");
            CacheStatistics statistics = cache.statistics();
            assertThat(statistics.hits()).isEqualTo(2);
            assertThat(statistics.misses()).isEqualTo(2);
            assertThat(statistics.hitRate()).isEqualTo(0.5);
            assertThat(statistics.writes()).isEqualTo(2);
            assertThat(statistics.loads()).isEqualTo(1);
            assertThat(statistics.averageLoadNanos()).isPositive();
            assertThat(statistics.entries()).isEqualTo(2);
            assertThat(statistics.contentBytes()).isEqualTo(2 * (8 + 4));
        }
    }
}
